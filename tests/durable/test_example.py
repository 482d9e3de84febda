"""The example of the documentation runs, and tells what it promises."""

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "temporal_desk.py"


def test_the_desk_on_temporal() -> None:
    """A refusal says what is possible, each case ends where it should, and no word is found."""
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, EXAMPLE], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    said = done.stdout

    assert "possible: Submitted, Rejected, RefusedForGood, Withdrawn" in said
    assert said.count("under_review 審査中, decide by ") == 3
    for state in ("approved 承認", "rejected 非承認", "incomplete 未完了", "redacted 削除済み"):
        assert state in said
    assert "見本 咲: 0, saki@example.jp: 0, image.photo_of_copy: 0, case-1: 0" in said
    keys = {line.split()[0] for line in said.split("messages sent:")[1].splitlines() if line}
    assert keys == {
        *("case-1/1/0", "case-1/2/0", "case-1/3/0", "case-1/4/0"),
        *("case-2/1/0", "case-2/2/0", "case-3/1/0"),
    }
