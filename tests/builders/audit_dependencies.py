# ruff: noqa: T201 - a command that prints what it found
"""Ask a downloaded advisory database about every locked version, with no network.

    python tests/builders/audit_dependencies.py all.zip

The file is OSV's export of all advisories on the ecosystem PyPI, one JSON each; osv.dev says
where it lies. Whoever has the network can run `pip-audit` on the same lock file instead.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from packaging.version import Version

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
    number, found = 0, set()
    for number, advisory in enumerate(advisories(export), 1):  # noqa: B007 - the last is the count
        told = f"{advisory['id']} {advisory.get('summary', '')}".rstrip()
        for affected in advisory.get("affected", ()):
            package = affected.get("package", {})
            found |= {
                f"{name} {version}: {told}"
                for name, version in wanted
                if package.get("ecosystem") == "PyPI"  # another's package may have the same name
                and plain(package.get("name", "")) == name
                and is_affected(version, affected)
            }
    return number, sorted(found)


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Whether an advisory lists a version, or has it in a range (the OSV schema, evaluation)."""
    ranges = (r for r in affected.get("ranges", ()) if r.get("type") == "ECOSYSTEM")
    return version in affected.get("versions", ()) or any(
        _is_within(Version(version), each.get("events", ())) for each in ranges
    )


def _is_within(version: Version, events: Iterable[Mapping[str, str]]) -> bool:
    within = False
    for kind, limit in sorted(_limits(events), key=lambda one: one[1]):
        if kind == "last_affected":
            within = within and version <= limit
        elif version >= limit:
            within = kind == "introduced"
    return within


def _limits(events: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, Version]]:
    for event in events:
        for kind, limit in event.items():
            # 0 is before every version there can be, and no version itself.
            yield kind, Version("0.dev0" if limit == "0" else limit)


def main(export: Path) -> int:
    """Print what is known of our versions; 1 if there is anything, or nothing was asked."""
    wanted = pins(LOCKED.read_text("utf-8"))
    number, found = warnings(wanted, export)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(wanted)} versions, {number} advisories, {len(found)} that speak of one of them")
    return 1 if found or not number else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
