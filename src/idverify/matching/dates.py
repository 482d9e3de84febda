"""Comparison of dates of birth (生年月日の照合), in any notation of the date reader.

The reader is `idverify.calendar.japanese_dates`. A text that it cannot decide is never the
same date, not even as an identical text: a reviewer is asked if one of its readings agrees.
An era year after the era's end is read arithmetically and noted: 昭和64年2月1日 is
1 February 1989.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from idverify.calendar.japanese_dates import DateKind, DateProblem, DateReading, read_date
from idverify.calendar.partial_date import PartialDate
from idverify.matching._text import find_absent_value
from idverify.matching.comparison import (
    IDENTICAL,
    Comparison,
    ComparisonSide,
    Difference,
    summarize,
)
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference
from idverify.validation import validated

__all__ = ["compare_birth_date"]

#: A text that is no date at all is quoted up to here.
MAX_QUOTED: Final = 1000

Candidate = date | PartialDate


@validated
def compare_birth_date(declared: str, on_document: str) -> Comparison:
    """Compare a declared date of birth with the one on a document (生年月日の照合).

    >>> compare_birth_date("1985-05-03", "昭和60年5月3日").outcome.value
    'variant'
    >>> compare_birth_date("1985-02-30", "1985-02-28").outcome.value
    'typo'
    >>> compare_birth_date("昭和60年", "昭和60年5月3日").outcome.value
    'missing'
    >>> [found.kind.value for found in compare_birth_date("1964-01-28", "39年1月28日").differences]
    ['date_undecided']
    """
    if (nothing := find_absent_value(declared, on_document)) is not None:
        return summarize([nothing])
    pieces = declared[:MAX_QUOTED], on_document[:MAX_QUOTED]
    sides = (
        (ComparisonSide.DECLARED, read_date(declared)),
        (ComparisonSide.DOCUMENT, read_date(on_document)),
    )
    for side, reading in sides:
        if (kind := _UNUSABLE.get(reading.kind)) is not None:
            kind = _UNUSABLE_PROBLEMS.get(reading.problem, kind)
            return summarize([make_difference(kind, *pieces, side)])
    typed, printed = (reading for _, reading in sides)
    if declared == on_document and typed.day is not None:
        return IDENTICAL
    if not typed.may_agree(printed):
        return summarize([make_difference(_classify_mismatch(typed, printed), *pieces)])
    found = [*_find_open(sides, pieces)] or [*_find_notation(sides, pieces)]
    return summarize(found)


_UNUSABLE: Final = {
    DateKind.UNREADABLE: DifferenceKind.UNREADABLE,
    DateKind.IMPOSSIBLE: DifferenceKind.IMPOSSIBLE_DATE,
}
_UNUSABLE_PROBLEMS: Final[dict[DateProblem | None, DifferenceKind]] = {
    DateProblem.BLANK: DifferenceKind.DATE_PART_ABSENT,
}

Sides = tuple[tuple[ComparisonSide, DateReading], tuple[ComparisonSide, DateReading]]


def _parts(candidate: Candidate) -> tuple[int | None, int | None, int | None]:
    return candidate.year, candidate.month, candidate.day


def _find_open(sides: Sides, pieces: tuple[str, str]) -> Iterator[Difference]:
    """Yield what is left open on each side: a missing part, or which reading is meant."""
    for side, reading in sides:
        if reading.kind is DateKind.PARTIAL:
            yield make_difference(DifferenceKind.DATE_PART_ABSENT, *pieces, side)
        elif reading.kind is DateKind.UNDECIDABLE:
            is_century = reading.problem is DateProblem.CENTURY_OPEN
            kind = DifferenceKind.CENTURY_OPEN if is_century else DifferenceKind.DATE_UNDECIDED
            yield make_difference(kind, *pieces, side)


def _find_notation(sides: Sides, pieces: tuple[str, str]) -> Iterator[Difference]:
    """Yield why two notations of one day look different."""
    (_, typed), (_, printed) = sides
    is_plain = True
    if bool(typed.era) != bool(printed.era):
        is_plain = False
        yield make_difference(DifferenceKind.ERA, *pieces)
    for side, reading in sides:
        if reading.is_proleptic:
            is_plain = False
            yield make_difference(DifferenceKind.ERA_PROLEPTIC, *pieces, side)
    if is_plain:
        yield make_difference(DifferenceKind.DATE_NOTATION, *pieces)


def _classify_mismatch(typed: DateReading, printed: DateReading) -> DifferenceKind:
    """Return whether one part differs, or day and month are exchanged, or all is different."""
    pairs = [
        (_parts(one), _parts(other)) for one in typed.candidates for other in printed.candidates
    ]
    if any(_is_one_slip(one, other) for one, other in pairs):
        return DifferenceKind.DATE_PART_DIFFERS
    return DifferenceKind.UNRELATED


def _is_one_slip(one: tuple[int | None, ...], other: tuple[int | None, ...]) -> bool:
    wrong = sum(
        first is not None and second is not None and first != second
        for first, second in zip(one, other, strict=True)
    )
    return wrong == 1 or (None not in one and one[1:] == other[:0:-1])
