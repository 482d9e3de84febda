"""What is found in every labelled pair is what was reviewed, piece by piece and word by word."""

from builders.difference_list import LIST, difference_list


def test_differences_are_those_of_the_reviewed_list() -> None:
    """A piece, a side, a rule or a word that changes is seen in tests/data/differences.txt."""
    assert difference_list() == LIST.read_text(encoding="utf-8")
