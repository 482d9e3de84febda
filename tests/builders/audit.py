# ruff: noqa: T201 - a command that prints what it found
"""Ask a downloaded advisory database about every locked version, with no network.

    python tests/builders/audit.py all.zip

The file is OSV's export of all advisories on the ecosystem PyPI, one JSON each; osv.dev says
where it lies. Whoever has the network can run `pip-audit` on the same lock file instead.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

LOCKED: Final = Path(__file__).parents[2] / "requirements" / "locked.txt"
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def pins(text: str) -> set[tuple[str, str]]:
    """Return name and version of everything in a lock file, names as the index compares them."""
    return {(plain(name), version) for name, version in _PIN.findall(text)}


def plain(name: str) -> str:
    """Return a package's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def advisories(export: Path) -> Iterator[dict[str, Any]]:
    """Yield every advisory that was not withdrawn."""
    with ZipFile(export) as archive:
        for name in archive.namelist():
            advisory = json.loads(archive.read(name))
            if "withdrawn" not in advisory:
                yield advisory


def warnings(wanted: set[tuple[str, str]], export: Path) -> tuple[int, list[str]]:
    """Return how many advisories there are, and a line for each that names a wanted version."""
    number, found = 0, []
    for number, advisory in enumerate(advisories(export), 1):  # noqa: B007 - the last is the count
        for affected in advisory.get("affected", ()):
            name = plain(affected.get("package", {}).get("name", ""))
            found += [
                f"{name} {version}: {advisory['id']} {advisory.get('summary', '')}".rstrip()
                for version in affected.get("versions", ())
                if (name, version) in wanted
            ]
    return number, sorted(set(found))


def main(export: Path) -> int:
    """Print what is known of our versions; 1 if there is anything, or nothing was asked."""
    wanted = pins(LOCKED.read_text("utf-8"))
    number, found = warnings(wanted, export)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(wanted)} versions, {number} advisories, {len(found)} that speak of one of them")
    return 1 if found or not number else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
