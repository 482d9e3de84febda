"""The short form of the fault scripts; the long form is recorded in docs/reference/stores.md."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.postgres import empty_database

HERE = Path(__file__).parent

#: Runs a script of this folder against a store.
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(params=["sqlite", "postgres"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Run a script against each store in turn, on a database of its own."""

    def on(address: str, script: str, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(HERE / script), *(address if w == "@" else w for w in words)]
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours

    def anywhere(script: str, *words: str) -> subprocess.CompletedProcess[str]:
        if request.param == "sqlite":
            return on(str(tmp_path / "store.db"), script, *words)
        with empty_database(request.getfixturevalue("postgres_server")) as url:
            return on(url, script, *words)

    return anywhere


def test_nothing_is_lost_when_writers_and_relays_are_killed(run: Run) -> None:
    """After each kill all that was acknowledged is there whole, and every effect is delivered."""
    result = run("sigkill.py", "6", "@")

    assert (result.returncode, result.stderr) == (0, "")
    assert "acknowledged_lost=0 half_cases=0 effects_lost=0" in result.stdout


def test_of_eight_processes_one_wins_each_version(run: Run) -> None:
    """The others get a conflict that names a later version, and succeed when they try again."""
    result = run("concurrent_appends.py", "@", "5")

    assert (result.returncode, result.stderr) == (0, "")
    assert "versions=40 winners_each=1" in result.stdout
