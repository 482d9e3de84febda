"""The wheel and the sdist, built once; and environments in which nothing else is installed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parents[2]
#: What the tests of the core need beside the wheel.
TEST_TOOLS = ("pytest>=9", "pytest-xdist>=3.6", "hypothesis>=6.130")


@frozen
class Built:
    """The two files that people install from."""

    wheel: Path
    sdist: Path


@frozen
class Place:
    """A virtual environment with the wheel in it, away from the tree."""

    folder: Path
    python: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Python there, blind to this tree and to the variables of this machine."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
        }
        return subprocess.run(  # noqa: S603 - our own words
            [self.python, *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def install(self, *requirements: str) -> None:
        """Install there, or fail with what pip said."""
        done = self.run("-m", "pip", "install", "-q", *requirements)
        assert done.returncode == 0, done.stderr


def _git_files(folder: str) -> list[str]:
    done = subprocess.run(  # noqa: S603 - our own words
        ["git", "ls-files", "-co", "--exclude-standard", folder],  # noqa: S607 - git as found on PATH
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.fixture(scope="session")
def tracked() -> Callable[[str], list[str]]:
    """Say which files below a folder belong to the project, those not yet committed included."""
    return _git_files


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the sdist from the tree, and the wheel from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel], [sdist] = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return Built(wheel, sdist)


@pytest.fixture
def place(tmp_path: Path) -> Callable[..., Place]:
    """Make an environment for an interpreter and install requirements into it."""

    def make(interpreter: str | Path, *requirements: str) -> Place:
        folder = tmp_path / "env"
        subprocess.run([interpreter, "-m", "venv", folder], check=True)  # noqa: S603 - found below
        fresh = Place(tmp_path, folder / "bin" / "python")
        fresh.install(*requirements)
        return fresh

    return make


def interpreters() -> Iterator[str]:
    """Find the Pythons of this machine that we promise to run on, each version once."""
    roots = [Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"]
    for minor in range(11, 15):
        if minor == sys.version_info.minor:
            yield sys.executable
            continue
        named = [shutil.which(f"python3.{minor}")]
        kept = [str(p) for root in roots for p in sorted(root.glob(f"3.{minor}.*/bin/python"))]
        found = [each for each in (*kept, *named) if each and _answers(each, minor)]
        yield from found[:1]


def _answers(interpreter: str, minor: int) -> bool:
    """Whether it is that version and can make environments; a shim on PATH may be neither."""
    code = "import sys, venv, ensurepip; print(sys.version_info.minor)"
    done = subprocess.run(  # noqa: S603 - our own words
        [interpreter, "-c", code], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() == str(minor)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for an `interpreter` on each one there is."""
    if "interpreter" in metafunc.fixturenames:
        found: Sequence[str] = [*interpreters()]
        names = [_name(each) for each in found]
        metafunc.parametrize("interpreter", found, ids=names)


def _name(interpreter: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own words
        [interpreter, "-c", "import platform; print(platform.python_version())"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
