"""Collect the source of the site under build/docs: pages, API reference, diagrams, Python.

Pages are copied from docs/. The API reference is generated from the docstrings. The files for
the browser come from npm and from wheels and are served by the site itself, so that no request
leaves the machine. `python3 dev.py docs` runs this, then Zensical, then tests/website.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))  # for imports when run as a script
from builders.build_api_pages import api_pages  # noqa: E402

BUILD = ROOT / "build"
STAGE = BUILD / "docs"
WHEELS = BUILD / "wheels"
NODE = BUILD / "node_modules"
#: The npm packages for the browser.
PACKAGES = Path(__file__).with_name("package.json")
#: The direct and indirect dependencies of the core; the browser gets the same versions.
PURE = ("attrs", "python-dateutil", "six", "holidays")
PYODIDE = (
    "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip",
)  # fmt: skip


def main() -> int:
    """Collect all files; report a missing tool and return 1."""
    if not _node_modules():
        return 1
    shutil.rmtree(STAGE, ignore_errors=True)
    shutil.copytree(ROOT / "docs", STAGE)
    for page in STAGE.rglob("*.md"):
        text = whole_dates(page.read_text(encoding="utf-8"))
        page.write_text(within_the_site(text, page.parent), encoding="utf-8")
    for name, text in api_pages().items():
        _write(STAGE / "reference" / "api" / name, text)
    _copy(NODE / "mermaid" / "dist" / "mermaid.min.js", STAGE / "assets" / "mermaid.min.js")
    for name in PYODIDE:
        _copy(NODE / "pyodide" / name, STAGE / "assets" / "pyodide" / name)
    names = []
    for wheel in wheels():
        _copy(wheel, STAGE / "assets" / "wheels" / wheel.name)
        names.append(wheel.name)
    _write(STAGE / "assets" / "wheels" / "wheels.txt", "\n".join(names) + "\n")
    return 0


def whole_dates(text: str) -> str:
    """Mark dates in tables with <time>, so that no line breaks inside one."""
    lines = (
        _DATE.sub(r"<time>\g<0></time>", line) if line.startswith("|") and "`" not in line else line
        for line in text.split("\n")
    )
    return "\n".join(lines)


def within_the_site(text: str, folder: Path) -> str:
    """Replace links to files outside of docs/ by the names of the files."""

    def name(link: re.Match[str]) -> str:
        target = (folder / link[2]).resolve()
        if target.is_relative_to(STAGE):
            return link[0]
        return f"{link[1]} (`{target.relative_to(BUILD)}`)"

    return _UPWARD.sub(name, text)


_UPWARD = re.compile(r"\[([^\]]+)\]\((\.\./[^)#]+)[^)]*\)")
_DATE = re.compile(r"(?<![\w/=.-])\d{4}-\d\d-\d\d(?![\w/.-])")


def _node_modules() -> bool:
    """Install the packages of package.json once; return whether they are installed."""
    stamp, wanted = NODE / "idverify.stamp", PACKAGES.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    npm = shutil.which("npm")
    if npm is None:
        _complain("npm is missing; on Debian: apt-get install npm. Then run this again.")
        return False
    _copy(PACKAGES, BUILD / PACKAGES.name)
    words = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--omit=dev"]
    if subprocess.run(words, cwd=BUILD, check=False).returncode:  # noqa: S603 - fixed arguments
        _complain("npm could not install the packages of package.json; see its message above.")
        return False
    _write(stamp, wanted)
    return True


def wheels() -> Iterator[Path]:
    """Build the wheel of the library, and download those of the dependencies once."""
    WHEELS.mkdir(parents=True, exist_ok=True)
    for old in WHEELS.glob("idverify_jp-*"):
        old.unlink()
    _pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(WHEELS), str(ROOT))
    yield from WHEELS.glob("idverify_jp-*.whl")
    for name in PURE:
        pattern = f"{name.replace('-', '_')}-{version(name)}-*.whl"
        if not [*WHEELS.glob(pattern)]:
            _pip("download", "--no-deps", "-d", str(WHEELS), f"{name}=={version(name)}")
        yield from WHEELS.glob(pattern)


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", words[0], "-q", *words[1:]]
    subprocess.run(command, check=True)  # noqa: S603 - fixed arguments


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _complain(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


if __name__ == "__main__":
    sys.exit(main())
