"""What is in the two files that people install from, and what is not."""

import tarfile
import zipfile
from collections.abc import Callable
from email.parser import Parser

from packaging.requirements import Requirement

from package.conftest import Built

#: Bytes; a release that grows beyond this should say why in the changelog.
LARGEST_WHEEL = 600_000


def names_in(built: Built) -> set[str]:
    """List the files of the wheel."""
    with zipfile.ZipFile(built.wheel) as wheel:
        return set(wheel.namelist())


def test_the_wheel_holds_the_package_and_nothing_else(
    built: Built, tracked: Callable[[str], list[str]]
) -> None:
    """Every tracked file of the package is in the wheel, and no other beside its papers."""
    ours = {name.removeprefix("src/") for name in tracked("src")}
    papers = {name for name in names_in(built) if ".dist-info/" in name}

    assert names_in(built) - papers == ours
    assert {name.split("/", 1)[1] for name in papers} <= {
        "METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE",
    }  # fmt: skip


def test_no_test_and_no_builder_is_in_the_wheel(built: Built) -> None:
    """Whoever installs the library gets no test, no builder script and no example."""
    inside = {part for name in names_in(built) for part in name.split("/")}

    assert inside.isdisjoint({"tests", "builders", "benchmarks", "examples", "docs", "dev.py"})
    assert not [name for name in inside if name.startswith(("test_", "build_"))]


def test_the_wheel_is_small(built: Built) -> None:
    """It stays below a stated size."""
    assert built.wheel.stat().st_size <= LARGEST_WHEEL


def test_the_core_asks_for_three_packages(built: Built) -> None:
    """Without an extra, attrs, python-dateutil and holidays are all that is required."""
    with zipfile.ZipFile(built.wheel) as wheel:
        [name] = [name for name in wheel.namelist() if name.endswith("METADATA")]
        asked = Parser().parsestr(wheel.read(name).decode()).get_all("Requires-Dist", [])

    core = {Requirement(line).name for line in asked if "extra ==" not in line}
    assert core == {"attrs", "python-dateutil", "holidays"}


def test_the_sdist_can_be_worked_with(built: Built, tracked: Callable[[str], list[str]]) -> None:
    """The sdist has sources, tests, docs and examples as they are tracked, and no more."""
    with tarfile.open(built.sdist) as archive:
        inside = {m.name.split("/", 1)[1] for m in archive.getmembers() if m.isfile()}

    wanted = {name for name in tracked(".") if not name.startswith(".ci/")}
    assert inside - {"PKG-INFO"} == wanted
