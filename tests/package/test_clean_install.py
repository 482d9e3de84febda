"""The wheel where nothing else is installed, on every Python there is."""

import json
import re
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from package.conftest import ROOT, TEST_TOOLS, Built, Place

Make = Callable[..., Place]

#: The rooms of the core; what of their tests needs an extra is skipped by `core_only`.
ROOMS = ("unit", "property")
#: Fewer tests than this would mean that the selection is broken, not that the core is small.
FEWEST = 2_500


def core_tests(fresh: Place, *options: str) -> str:
    """Run the tests of the core from a copy, so that nothing of the tree is imported."""
    for folder in ("tests", "docs"):
        shutil.copytree(ROOT / folder, fresh.folder / folder)
    rooms = [f"tests/{room}" for room in ROOMS]
    done = fresh.run(
        "-m", "pytest", "-q", "-n", "2", "-p", "package.core_only", "--import-mode=importlib",
        "-o", "pythonpath=tests", "-p", "no:cacheprovider", *options, *rooms,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    return done.stdout


def passed(report: str) -> int:
    """Read how many tests passed."""
    return int(re.findall(r"(\d+) passed", report)[-1])


def test_the_wheel_stands_alone(built: Built, place: Make, interpreter: str) -> None:
    """Three packages come with it, warnings as errors harm nothing, and the tour runs."""
    fresh = place(interpreter, str(built.wheel))

    listed = json.loads(fresh.run("-m", "pip", "list", "--format=json").stdout)
    names = {each["name"].lower() for each in listed} - {"pip", "setuptools"}
    assert names == {"idverify-jp", "attrs", "python-dateutil", "holidays", "six"}
    assert fresh.run("-m", "pip", "check").returncode == 0
    quiet = fresh.run("-W", "error", "-c", "import idverify; print(*idverify.__all__)")
    assert quiet.returncode == 0, quiet.stderr
    whole = fresh.run(
        "-W", "error", "-c", "import idverify as i; [getattr(i, n) for n in i.__all__]"
    )
    assert whole.returncode == 0, whole.stderr


def test_the_core_passes_its_tests_from_the_wheel(
    built: Built, place: Make, interpreter: str
) -> None:
    """What the tests hold of the tree holds of the installed wheel, with the core alone."""
    fresh = place(interpreter, str(built.wheel), *TEST_TOOLS)

    assert passed(core_tests(fresh)) >= FEWEST


def lowest() -> list[str]:
    """Pin each dependency of the core to the lowest version that we declare."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    return [re.sub(r">=([^,]+).*", r"==\1", requirement) for requirement in asked]


def test_the_lowest_versions_we_declare_are_enough(built: Built, place: Make) -> None:
    """With every dependency at its declared minimum the core passes its tests."""
    fresh = place(sys.executable, str(built.wheel), *lowest(), *TEST_TOOLS)

    assert passed(core_tests(fresh)) >= FEWEST


def test_a_missing_extra_is_named(built: Built, place: Make) -> None:
    """Who lets a desk keep something without its extra is told what is missing."""
    fresh = place(sys.executable, str(built.wheel))
    use = (
        "from idverify.adapters.memory import MemoryVault\n"
        "from idverify.desk.case_file import CaseFile\n"
        "from idverify.desk.operations import run_operation\n"
        "vault = MemoryVault()\n"
        "vault.put('case-1', [('contact/s-1', b'{}')])\n"
        "run_operation(CaseFile(vault, 'case-1').contact('s-1'))"
    )
    done = fresh.run("-c", use)

    assert done.returncode != 0
    assert "needs an extra: pip install 'idverify-jp[json]'" in done.stderr


@pytest.mark.parametrize("name", ["import idverify", "from idverify import Policy"])
def test_the_installed_package_is_the_wheel(built: Built, place: Make, name: str) -> None:
    """Nothing of this tree is imported there."""
    fresh = place(sys.executable, str(built.wheel))
    where = fresh.run("-c", f"{name}; import idverify; print(idverify.__file__)").stdout.strip()

    assert Path(where).is_relative_to(fresh.folder)
