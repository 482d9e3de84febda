"""Meaning of year, month and day of a written date: the days that they may name."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from idverify.calendar._date_kinds import Candidate, DateKind, DateProblem, Reading
from idverify.calendar._date_pairs import find_era_violation, first_day, last_day
from idverify.calendar._date_tokens import OPEN, DateToken, Number
from idverify.calendar._date_words import ERA_SIGNS, WEEKDAYS
from idverify.calendar.eras import Era
from idverify.calendar.partial_date import PartialDate

__all__ = [
    "SHORT_DIGITS",
    "WESTERN_YEARS",
    "YEAR_DIGITS",
    "Parts",
    "era_of",
    "in_centuries",
    "is_too_long",
    "read_in_order",
    "resolve",
    "resolve_year",
    "undecidable",
    "unreadable",
    "weekday_of",
    "without_era",
]


class Parts(NamedTuple):
    """The numbers of a date by their meaning; None is a part that is not written."""

    year: Number | None = None
    month: Number | None = None
    day: Number | None = None


YEAR_DIGITS: Final = 4
SHORT_DIGITS: Final = 2
_CENTURIES: Final = (1800, 1900, 2000)
#: Years of the western calendar on documents: from the first of 明治 on. Any other is a year
#: of another calendar, such as 2528 (Buddhist), 1446 (Hijra) or 115 (民国), or a slip.
WESTERN_YEARS: Final = range(1868, 2111)


def era_of(tokens: Iterable[DateToken]) -> Era | None:
    """Return the era that the tokens name first, or None."""
    for token in tokens:
        if token.sign == "E":
            return ERA_SIGNS.get(token.text) or ERA_SIGNS[re.sub(r"[\s.]", "", token.text)]
    return None


def weekday_of(token: DateToken) -> int:
    """Return the weekday that a token names; Monday is 0."""
    sign = re.sub(r"[\s().]|曜.*|・.*", "", token.text)
    return WEEKDAYS[sign]


def read_in_order(parts: str, era: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read numbers of which each is the part that *parts* names, in turn."""
    if parts == "ymd":
        return resolve(era, Parts(*numbers))
    slots = dict(zip(parts, numbers, strict=True))
    return resolve(era, Parts(slots.get("y"), slots.get("m"), slots.get("d")))


def resolve(era: Era | None, parts: Parts) -> Reading:
    """Return what day, or partial date, the parts name."""
    year, month, day = parts
    if is_too_long(month) or is_too_long(day) or (era and is_too_long(year)):
        return unreadable(DateProblem.NUMBER_LENGTH)
    if year is None or year.value == OPEN:
        return resolve_year(era, None, parts)
    if era is not None:
        return resolve_year(era, era.year_zero + year.value if year.value else 0, parts)
    if year.digits == YEAR_DIGITS:
        return _resolve_western(year.value, parts)
    if is_too_long(year):
        return unreadable(DateProblem.NUMBER_LENGTH)
    return undecidable(DateProblem.ERA_MISSING, without_era(parts))


def _resolve_western(year: int, parts: Parts) -> Reading:
    if year not in WESTERN_YEARS:
        return Reading(DateKind.IMPOSSIBLE, (), DateProblem.YEAR_OUT_OF_RANGE)
    return resolve_year(None, year, parts)


def is_too_long(number: Number | None) -> bool:
    """Whether a number has more digits than a month, a day or the year of an era."""
    return number is not None and number.digits > SHORT_DIGITS


def resolve_year(era: Era | None, year: int | None, parts: Parts) -> Reading:
    """Return the day or partial date of one western year, or of a year that is not written."""
    if year is None and _given(parts.month) is None is _given(parts.day):
        return unreadable(DateProblem.BLANK)
    candidate = _make_date(year, parts)
    if candidate is None:
        return Reading(DateKind.IMPOSSIBLE, (), DateProblem.NO_SUCH_DAY)
    if era is not None and (problem := find_era_violation(era, candidate)):
        return Reading(DateKind.IMPOSSIBLE, (), problem)
    if isinstance(candidate, date):
        return Reading(DateKind.DAY, (candidate,))
    return Reading(DateKind.PARTIAL, (candidate,), DateProblem.PART_MISSING)


def _make_date(year: int | None, parts: Parts) -> Candidate | None:
    """Return the day or partial date of these parts, or None if no day has them."""
    return _make_dates((year,), parts)[0]


def _make_dates(years: Iterable[int | None], parts: Parts) -> list[Candidate | None]:
    """Return the day or partial date of these parts in each year, or None if it has none."""
    month, day = _given(parts.month), _given(parts.day)
    found: list[Candidate | None] = []
    for year in years:
        try:
            if year is None or month is None or day is None:
                found.append(PartialDate(year, month, day))
            else:
                found.append(date(year, month, day))
        except ValueError:
            found.append(None)
    return found


def _given(number: Number | None) -> int | None:
    return None if number is None or number.is_left_open else number.value


def without_era(parts: Parts) -> list[Candidate]:
    """Read a year of one or two digits in every era, and in every century if it has two."""
    year, month, day = parts
    if year is None or is_too_long(month) or is_too_long(day) or year.value < 1:
        return in_centuries(parts)
    zeros = [zero for zero, _ in _ERAS]
    in_eras = _make_dates([zero + year.value for zero in zeros], parts)
    return [
        candidate
        for candidate, (_, first_day) in zip(in_eras, _ERAS, strict=True)
        if candidate and last_day(candidate) >= first_day
    ] + in_centuries(parts)


#: The year before each era's first, and its first day.
_ERAS: Final = tuple((era.year_zero, era.first_day) for era in Era)


def in_centuries(parts: Parts) -> list[Candidate]:
    """Read a year of two digits in every century; one of XX is left open."""
    year, month, day = parts
    if year is None or year.digits != SHORT_DIGITS or is_too_long(month) or is_too_long(day):
        return []
    years = [None] if year.value == OPEN else [century + year.value for century in _CENTURIES]
    return [candidate for candidate in _make_dates(years, parts) if candidate]


def undecidable(problem: DateProblem, candidates: Iterable[Candidate]) -> Reading:
    """Return the readings as one that a person decides on; unreadable if there is none."""
    different = sorted(set(candidates), key=first_day)
    if not different:
        return unreadable(DateProblem.UNKNOWN_NOTATION)
    return Reading(DateKind.UNDECIDABLE, tuple(different), problem)


def unreadable(problem: DateProblem) -> Reading:
    """Return the reading of what is in no notation."""
    return Reading(DateKind.UNREADABLE, problem=problem)
