"""What fuzzing found worth keeping, replayed on every run."""

from pathlib import Path

import pytest

from fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
KEPT = sorted(CORPUS.glob("*/*"))


@pytest.mark.parametrize("file", KEPT, ids=lambda file: f"{file.parent.name}-{file.name[:8]}")
def test_what_was_found_keeps_its_promises(file: Path) -> None:
    """Every kept input is answered as its target's sentence says."""
    TARGETS[file.parent.name](file.read_bytes())


def test_every_target_has_a_corpus() -> None:
    """No target is without inputs to replay."""
    assert set(TARGETS) == {file.parent.name for file in KEPT}
