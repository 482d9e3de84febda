"""The core under Python 3.14, where a machine has none: the one that the browser runs.

The wheel of the site is unpacked beside pure test tools, and the core's unit tests run in
Pyodide on Node.
"""

import re
import shutil
import subprocess
from importlib.metadata import files
from pathlib import Path

import pytest

from website.conftest import ROOT, lacking

#: What the tests need beside the wheel, all of it pure Python; copied from this environment.
#: Hypothesis is not: a test file that needs it is skipped aloud.
TOOLS = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
ROOMS = ("calendar", "model", "catalogue", "policy", "lifecycle", "matching")
#: Fewer tests than this would mean that the selection is broken.
FEWEST = 1_200
#: It starts another Python, and a browser has no processes.
ALONE = "tests/unit/calendar/test_japan.py::test_importing_the_calendar_does_not_load_holidays"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the words that begin a run: Node, its script, tools, tests and wheels."""
    program = shutil.which("node")
    wheels = [str(wheel) for wheel in (ROOT / "build" / "wheels").glob("*.whl")]
    if program is None or not wheels:
        lacking("node or the wheels are missing: python3 dev.py docs")
    assert program is not None
    packages, tests = tmp_path_factory.mktemp("packages"), tmp_path_factory.mktemp("work")
    for name in TOOLS:
        _copy(name, packages)
    shutil.copytree(ROOT / "tests", tests / "tests")
    script = Path(__file__).with_name("python314.mjs")
    shutil.copy(script, ROOT / "build" / script.name)  # beside node_modules, for Node to find them
    return [program, str(ROOT / "build" / script.name), str(packages), str(tests), *wheels, "--"]


def _copy(name: str, target: Path) -> None:
    """Copy what a distribution installed, but what is compiled for another machine."""
    for file in files(name) or ():
        if ".." not in file.parts and file.suffix not in {".so", ".pyc"}:
            place = target / file
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), place)


def test_the_core_passes_its_unit_tests_under_python_3_14(node: list[str]) -> None:
    """Hundreds of tests of the core pass under Python 3.14 in WebAssembly."""
    options = ["-q", "-p", "no:cacheprovider", "-p", "package.core_only", "--import-mode=importlib",
               "-o", "pythonpath=tests", "--deselect", ALONE]  # fmt: skip
    rooms = [f"tests/unit/{room}" for room in ROOMS]
    done = subprocess.run(  # noqa: S603 - our own words
        [*node, *options, *rooms], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert "Python 3.14" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert int(re.findall(r"(\d+) passed", done.stdout)[-1]) >= FEWEST
