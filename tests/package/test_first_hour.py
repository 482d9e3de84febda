"""A stranger's first hour, walked from the built wheel as docs/tutorial/first-hour.md tells it.

The home directory is fresh, the environment too, and each step runs what stands on the page.
The seconds are printed and never asserted: `python3 dev.py package -k stranger -s`.
"""

import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import field, frozen

from package.conftest import ROOT, Built

PAGE = (ROOT / "docs" / "tutorial" / "first-hour.md").read_text(encoding="utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]


def section(number: int) -> str:
    """Return what the page says under one of its numbered headings."""
    return PAGE.partition(f"## {number}. ")[2].partition("\n## ")[0]


def blocks(number: int) -> str:
    """Return the code of a section, for a file of its own."""
    return "\n\n".join(re.findall(r"```python\n(.*?)```", section(number), re.DOTALL))


@frozen
class Stranger:
    """Somebody with a new home, who has never seen this tree."""

    home: Path
    seconds: dict[str, float] = field(factory=dict)

    @property
    def python(self) -> Path:
        """The interpreter of the stranger's own environment."""
        return self.home / ".venv" / "bin" / "python"

    def run(self, *words: str | Path) -> str:
        """Run a command at home and return what it printed."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        done = subprocess.run(  # noqa: S603 - our own words
            words, cwd=self.home, env={**kept, **pip, "HOME": str(self.home)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        return done.stdout

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Write down how long a step took."""
        begun = time.perf_counter()
        yield
        self.seconds[step] = time.perf_counter() - begun

    def reads(self, *numbers: int) -> None:
        """Type in what sections show at the prompt, and see what they say is answered."""
        text = self.home / "read.txt"
        text.write_text("\n".join(map(section, numbers)), encoding="utf-8")
        code = "import doctest; found = doctest.testfile('read.txt', module_relative=False,"
        code += " encoding='utf-8'); print(found); assert found.attempted and not found.failed"
        self.run(self.python, "-c", code)

    def tests(self, name: str, number: int) -> str:
        """Save the code of a section as a test file and run pytest on it."""
        (self.home / name).write_text(blocks(number), encoding="utf-8")
        return self.run(self.python, "-m", "pytest", "-v", name)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stranger]:
    """Give a stranger, and say at the end how long each step took."""
    somebody = Stranger(tmp_path_factory.mktemp("home"))
    yield somebody
    for step, seconds in somebody.seconds.items():
        sys.stdout.write(f"{step}: {seconds:.1f} s\n")


def test_a_stranger_installs(stranger: Stranger, built: Built) -> None:
    """A new environment takes the wheel with its two extras, and pytest."""
    wanted = [name for name in ("json", "testing") if name in EXTRAS]
    with stranger.timed("install"):
        stranger.run(sys.executable, "-m", "venv", ".venv")
        wheel = f"{built.wheel}[{','.join(wanted)}]"
        stranger.run(stranger.python, "-m", "pip", "install", "-q", wheel, "pytest")
    where = stranger.run(stranger.python, "-c", "import idverify; print(idverify.__file__)")

    assert Path(where.strip()).is_relative_to(stranger.home)


def test_a_stranger_has_a_first_deadline(stranger: Stranger) -> None:
    """Section 2 answers as it says."""
    with stranger.timed("first deadline"):
        stranger.reads(2)


def test_a_stranger_has_a_first_evaluation(stranger: Stranger) -> None:
    """Section 3, which goes on from section 2, answers as it says."""
    with stranger.timed("first evaluation"):
        stranger.reads(2, 3)


@pytest.mark.skipif("testing" not in EXTRAS, reason="there is no extra `testing` yet")
def test_a_stranger_has_a_first_property(stranger: Stranger) -> None:
    """Section 4 draws submissions by type alone, with no set-up, and passes."""
    with stranger.timed("first property test"):
        printed = stranger.tests("test_first.py", 4)

    assert "1 passed" in printed


def test_a_stranger_holds_an_adapter_to_the_laws(stranger: Stranger) -> None:
    """Section 5 is a notifier that keeps every law there is for notifiers."""
    with stranger.timed("first own adapter under the laws"):
        printed = stranger.tests("test_mine.py", 5)

    assert re.search(r"^=+ (\d+) passed", printed, re.MULTILINE)


def test_the_laws_find_a_fault_of_a_stranger(stranger: Stranger) -> None:
    """Without the one letter that the page names, a law is broken that says so."""
    broken = blocks(5).replace('.open("a", ', '.open("w", ')
    (stranger.home / "test_broken.py").write_text(broken, encoding="utf-8")
    code = "import pytest, sys; sys.exit(not pytest.main(['-q', 'test_broken.py']))"

    assert "are_different_messages" in stranger.run(stranger.python, "-c", code)
