"""The short form of the fault scripts; the long form is recorded in docs/explanation/scale.md."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a script of this folder."""
    command = [sys.executable, str(HERE / script), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours


def test_workers_and_server_are_killed_on_temporal() -> None:
    """Every case ends as the model says, and every effect has been heard under its key."""
    result = run("kill_worker.py", "24")

    assert (result.returncode, result.stdout.count("not_as_the_model=0")) == (0, 1), result
    assert "effects_lost=0 effects_from_nowhere=0" in result.stdout
    assert "inside_an_activity=12 workers_killed=2 server_killed=1" in result.stdout


def test_workers_are_killed_on_jobs_in_postgresql() -> None:
    """The same, where there is no other engine."""
    result = run("kill_jobs.py", "16")

    assert (result.returncode, result.stdout.count("not_as_the_model=0")) == (0, 1), result
    assert "effects_lost=0 effects_from_nowhere=0" in result.stdout
    assert "inside_an_activity=8 workers_killed=2 left_in_the_outbox=0" in result.stdout
