"""The labelled pairs: no wrong pair is accepted, hardly an honest one turned away."""

import csv
from pathlib import Path

import pytest

from builders.difference_list import COMPARE
from idverify.matching import DifferenceKind

DATA = Path(__file__).parents[2] / "data"
FILES = ["match_cases.csv", "match_cases_second.csv", "independent/pairs.csv"]
#: Labelled before it was decided that an open date is asked, and that a day before its era
#: is none: a year of two digits, and 平成 before 8 January 1989; and before it was decided that
#: an umlaut that neither side writes, a length that no passport drops, and an omitted street
#: of Kyoto that tells two towns apart are asked.
DECIDED_SINCE = {
    "850503", "780809", "750405", "991231", "741108", "000229", "平成元年1月3日",
    "Muller Jurgen", "Jurgen Kruger", "Schroder Anna", "Jager Tom", "Inoue Taro",
    "京都市中京区亀屋町167",
}  # fmt: skip


def read(name: str) -> list[dict[str, str]]:
    """All pairs of one file."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows(name: str) -> list[dict[str, str]]:
    """The pairs of one file whose labels are still those of the library."""
    return [row for row in read(name) if not is_decided_since(row)]


def is_decided_since(row: dict[str, str]) -> bool:
    """Whether a pair was labelled as an agreement, and is asked or refused by a later decision."""
    texts = {row["declared"], row["on_document"]}
    return row["expected"] == "variant" and not texts.isdisjoint(DECIDED_SINCE)


def test_a_pair_that_was_decided_since_is_not_accepted() -> None:
    """The pairs that the labels call the same and a later decision does not are known."""
    pairs = [row for name in FILES for row in read(name) if is_decided_since(row)]
    found = [COMPARE[row["field"]](row["declared"], row["on_document"]) for row in pairs]

    assert not any(comparison.is_match for comparison in found)
    assert len(pairs) == len(DECIDED_SINCE)


@pytest.mark.parametrize("name", FILES)
def test_every_labelled_pair_is_accepted_or_refused_as_labelled(name: str) -> None:
    """Each labelled pair is accepted exactly when its label says that both sides agree."""
    wrong = [
        row
        for row in rows(name)
        if COMPARE[row["field"]](row["declared"], row["on_document"]).is_match
        != (row["expected"] in {"same", "variant"})
    ]

    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_the_refusal_is_worded_as_labelled_but_for_a_few(name: str) -> None:
    """The soft border between typo, missing and different is met for 98 pairs of 100."""
    pairs = rows(name)
    other = [
        row
        for row in pairs
        if COMPARE[row["field"]](row["declared"], row["on_document"]).outcome != row["expected"]
    ]

    assert len(other) <= len(pairs) * 0.02


@pytest.mark.parametrize("name", ["match_cases.csv", "match_cases_second.csv"])
def test_accepting_does_not_depend_on_the_side(name: str) -> None:
    """Unless the document prints a second name, an agreement holds in both directions."""
    directed = {
        DifferenceKind.FORMER_SURNAME,
        DifferenceKind.ALIAS,
        DifferenceKind.SECOND_NAME_OMITTED,
    }
    one_way = []
    for row in rows(name):
        compare = COMPARE[row["field"]]
        there = compare(row["declared"], row["on_document"])
        back = compare(row["on_document"], row["declared"])
        named = {difference.kind for difference in there.differences + back.differences}
        if there.is_match != back.is_match and not named & directed:
            one_way.append(row)

    assert one_way == []
