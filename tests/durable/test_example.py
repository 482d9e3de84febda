"""The example of the documentation runs, tells what it promises, and needs no network for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "temporal_desk.py"


def test_the_desk_on_temporal() -> None:
    """A refusal says what is possible, each case ends where it should, and no word is found."""
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, EXAMPLE], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    said = done.stdout

    assert "possible: submit, reject, reject(final=True), record_judgement" in said
    assert said.count("under_review 審査中, decide by ") == 3
    for state in ("approved 承認", "rejected 非承認", "incomplete 未完了", "redacted 削除済み"):
        assert state in said
    assert "見本 咲: 0, saki@example.jp: 0, image.photo_of_copy: 0, case-1: 0" in said
    keys = {line.split()[0] for line in said.split("messages sent:")[1].splitlines() if line}
    assert keys == {
        *("case-1/1/0", "case-1/2/0", "case-1/3/0", "case-1/4/0"),
        *("case-2/1/0", "case-2/2/0", "case-3/1/0"),
    }


#: A network of its own in which there is nothing but this machine.
ALONE = ("unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
DEADLINE = "test_desk.py::test_a_deadline_over_golden_week_passes_in_a_moment"


@pytest.mark.parametrize(
    "command",
    [
        [str(EXAMPLE)],
        ["-m", "pytest", "-q", "--no-cov", "-n", "0", str(Path(__file__).with_name(DEADLINE))],
    ],
    ids=["development-server", "time-skipping-server"],
)
def test_nothing_is_downloaded(command: list[str], tmp_path: Path) -> None:
    """Both servers start and do their work where no other machine can be reached."""
    try:
        subprocess.run([*ALONE, "true"], check=True, capture_output=True)  # noqa: S603 - ours
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no network of its own can be made here")
    # Nor is anything used that was downloaded before: home and temporary folder are empty.
    empty = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(  # noqa: S603 - ours
        [*ALONE, sys.executable, *command], env=os.environ | empty, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
