"""Write requirements/locked.txt: one version, and its hashes, of all that `dev.py` installs.

    pip install uv && python tests/builders/lock.py

For every Python from 3.11 on and every system at once; no index is named in it.
"""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LOCKED: Final = ROOT / "requirements" / "locked.txt"
#: What `dev.py` installs for a user or for CI. Peers, fuzzers and mutators are not among them.
GROUPS: Final = ("test", "demo", "lint", "specimens", "scale", "docs", "notebooks", "package")


def lowest_python() -> str:
    """Return the lowest Python that we declare."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(about["requires-python"]).removeprefix(">=")


def main() -> int:
    """Resolve anew and write the file; what is locked already is left only if it must be."""
    words = [
        "uv", "pip", "compile", "--quiet", "--universal", "--upgrade", "--generate-hashes",
        "--no-emit-index-url", "--no-header",
        "--python-version", lowest_python(), "--extra", "json",
        *(word for group in GROUPS for word in ("--group", group)),
        "pyproject.toml", "--output-file", str(LOCKED.relative_to(ROOT)),
    ]  # fmt: skip
    return subprocess.run(words, cwd=ROOT, check=False).returncode  # noqa: S603 - fixed words


if __name__ == "__main__":
    sys.exit(main())
