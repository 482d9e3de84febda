"""Meaning of the parts of a written date: the days that its numbers may name."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from idverify.calendar._date_notations import ERA_CODES, ERA_SIGNS, MONTHS, WEEKDAYS, Shape
from idverify.calendar._date_tokens import DateToken, Number, read_number
from idverify.calendar.eras import LUNISOLAR_UNTIL, Era
from idverify.calendar.partial_date import PartialDate

__all__ = ["DateProblem", "Reading", "Verdict", "era_of", "read_parts", "reconcile", "weekday_of"]


class DateProblem(StrEnum):
    """Why a text is not one day."""

    PART_MISSING = "part_missing"
    """A part is not written (一部の記載なし)."""
    ERA_MISSING = "era_missing"
    """The year of an era, or the last digits of a year, without the era (元号・世紀なし)."""
    CENTURY_OPEN = "century_open"
    """A year of two digits."""
    ORDER_OPEN = "order_open"
    """The order of day, month and year is not known."""
    ERA_CODE = "era_code"
    """The era is a code digit, and tables of codes contradict each other (元号コード)."""
    NO_SUCH_DAY = "no_such_day"
    """The calendar has no such day (暦にない日)."""
    BEFORE_ERA = "before_era"
    """The day lies before the first day of its era (改元前)."""
    LUNISOLAR = "lunisolar"
    """The day is counted in the calendar in use until 明治5年12月2日 (旧暦) and not converted."""
    CALENDARS_DISAGREE = "calendars_disagree"
    """Two dates or months side by side name different days (和暦と西暦の不一致)."""
    WEEKDAY_DISAGREES = "weekday_disagrees"
    """The day is not on the weekday written beside it (曜日の不一致)."""
    BLANK = "blank"
    """A printed form without any number (空欄)."""
    NUMBER_LENGTH = "number_length"
    """A number has too many or too few digits for its place."""
    UNKNOWN_NOTATION = "unknown_notation"
    """The text is in no notation of the grammar."""
    UNKNOWN_CHARACTER = "unknown_character"
    """The text has a word or character that no date has."""
    TOO_LONG = "too_long"
    """The text is longer than a date can be."""


class Verdict(StrEnum):
    """What the parts of a date amount to; the values are those of `DateKind`."""

    DAY = "day"
    PARTIAL = "partial"
    UNDECIDABLE = "undecidable"
    IMPOSSIBLE = "impossible"
    UNREADABLE = "unreadable"


Candidate = date | PartialDate


class Reading(NamedTuple):
    """The verdict on one date, with everything that it may mean."""

    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    problem: DateProblem | None = None
    notation: str = ""

    def __repr__(self) -> str:
        """Show no personal data."""
        return f"Reading({self.verdict.value!r})"


class _Parts(NamedTuple):
    """The numbers of a date by their meaning; None is a part that is not written."""

    year: Number | None = None
    month: Number | None = None
    day: Number | None = None


_YEAR_DIGITS: Final = 4
_SHORT_DIGITS: Final = 2
_DIGITS_OF_YEARS: Final = frozenset({1, _SHORT_DIGITS, _YEAR_DIGITS})
_CENTURIES: Final = (1800, 1900, 2000)
#: With the year at the end, a day of other years is more likely another notation.
_YEARS_AT_THE_END: Final = range(1800, 2200)


def era_of(tokens: Iterable[DateToken]) -> Era | None:
    """Return the era that the tokens name first, or None."""
    for token in tokens:
        if token.sign == "E":
            return ERA_SIGNS[re.sub(r"[\s.]", "", token.text)]
    return None


def weekday_of(token: DateToken) -> int:
    """Return the weekday that a token names; Monday is 0."""
    sign = re.sub(r"[\s().]|曜.*|・.*", "", token.text)
    return WEEKDAYS[sign]


def read_parts(shape: Shape, tokens: Sequence[DateToken]) -> Reading:
    """Read the numbers of a date in the way that its shape says."""
    if _months_disagree(tokens):
        return Reading(Verdict.IMPOSSIBLE, (), DateProblem.CALENDARS_DISAGREE, shape.notation)
    numbers = [_read_value(token) for token in tokens if token.sign in "nkA"]
    if any(number is None for number in numbers) or _has_first_year_elsewhere(shape, tokens):
        return _unreadable(DateProblem.NUMBER_LENGTH)._replace(notation=shape.notation)
    known = [number for number in numbers if number is not None]
    read = _READERS.get(shape.parts)
    era = era_of(tokens)
    reading = read(era, known) if read else _read_in_order(shape.parts, era, known)
    return reading._replace(notation=shape.notation)


def _has_first_year_elsewhere(shape: Shape, tokens: Sequence[DateToken]) -> bool:
    """Whether 元 is written where no year of an era is."""
    numbers = [token for token in tokens if token.sign in "nkA"]
    return any(
        token.text == "元" and shape.parts[place : place + 1] != "y"
        for place, token in enumerate(numbers)
    )


def _months_named(token: DateToken) -> set[int | None]:
    """Return the months that a token names, in one language or in two."""
    names = re.split(r"\s*/\s*", token.text.rstrip("."))
    return {int(name[:-1]) if name.endswith("月") else MONTHS[name] for name in names}


def _months_disagree(tokens: Sequence[DateToken]) -> bool:
    return any(token.sign == "A" and len(_months_named(token)) > 1 for token in tokens)


def _read_value(token: DateToken) -> Number | None:
    if token.sign != "A":
        return read_number(token)
    [month] = _months_named(token)
    return Number(month or 0, _SHORT_DIGITS)


def _read_in_order(parts: str, era: Era | None, numbers: Sequence[Number]) -> Reading:
    slots = dict(zip(parts, numbers, strict=True))
    found = _Parts(slots.get("y"), slots.get("m"), slots.get("d"))
    return _resolve(era, found)


def _resolve(era: Era | None, parts: _Parts) -> Reading:
    """Return what day, or partial date, the parts name."""
    year = parts.year
    short = (parts.month, parts.day, year if era else None)
    is_too_long = any(number and number.digits > _SHORT_DIGITS for number in short)
    if is_too_long or (year and year.digits not in _DIGITS_OF_YEARS):
        return _unreadable(DateProblem.NUMBER_LENGTH)
    if year is None:
        return _resolve_year(era, None, parts)
    if era is not None:
        return _resolve_year(era, era.year_zero + year.value if year.value else 0, parts)
    if year.digits == _YEAR_DIGITS:
        return _resolve_year(None, year.value, parts)
    return _undecidable(DateProblem.ERA_MISSING, _without_era(parts))


def _resolve_year(era: Era | None, year: int | None, parts: _Parts) -> Reading:
    """Return the day or partial date of one western year, or of a year that is not written."""
    month, day = _given(parts.month), _given(parts.day)
    if {year, month, day} == {None}:
        return _unreadable(DateProblem.BLANK)
    try:
        if year is None or month is None or day is None:
            candidate: Candidate = PartialDate(year, month, day)
        else:
            candidate = date(year, month, day)
    except ValueError:
        return Reading(Verdict.IMPOSSIBLE, problem=DateProblem.NO_SUCH_DAY)
    if era is not None and (problem := _find_era_violation(era, candidate)):
        return Reading(Verdict.IMPOSSIBLE, problem=problem)
    if isinstance(candidate, date):
        return Reading(Verdict.DAY, (candidate,))
    return Reading(Verdict.PARTIAL, (candidate,), DateProblem.PART_MISSING)


def _given(number: Number | None) -> int | None:
    return None if number is None or number.is_left_open else number.value


def _find_era_violation(era: Era, candidate: Candidate) -> DateProblem | None:
    last = candidate.latest if isinstance(candidate, PartialDate) else candidate
    if last >= era.first_day:
        return None
    return DateProblem.LUNISOLAR if last <= LUNISOLAR_UNTIL else DateProblem.BEFORE_ERA


def _without_era(parts: _Parts) -> Iterable[Reading]:
    """Read a year of one or two digits in every era, and in every century if it has two."""
    year = parts.year
    if year is None:
        return
    for era in Era:
        yield _resolve(era, parts)
    if year.digits == _SHORT_DIGITS:
        yield from _in_centuries(parts)


def _in_centuries(parts: _Parts) -> Iterable[Reading]:
    year = parts.year
    if year is not None and year.digits == _SHORT_DIGITS:
        for century in _CENTURIES:
            yield _resolve_year(None, century + year.value, parts)


def _undecidable(problem: DateProblem, readings: Iterable[Reading]) -> Reading:
    """Return the readings as one that a person decides on; unreadable if there is none."""
    candidates = {each for reading in readings for each in reading.candidates}
    if not candidates:
        return _unreadable(DateProblem.UNKNOWN_NOTATION)
    return Reading(Verdict.UNDECIDABLE, tuple(sorted(candidates, key=_first_day)), problem)


def _first_day(candidate: Candidate) -> date:
    return candidate.earliest if isinstance(candidate, PartialDate) else candidate


def _unreadable(problem: DateProblem) -> Reading:
    return Reading(Verdict.UNREADABLE, problem=problem)


# -- readers of numbers whose order or division is not written ------------------------------------


def _read_triple(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read three numbers between separators: the place of a year of four digits decides."""
    first, second, third = numbers
    digits = (first.digits, second.digits, third.digits)
    if digits[0] == _YEAR_DIGITS:
        return _resolve(None, _Parts(first, second, third))
    if digits[2] == _YEAR_DIGITS and max(digits[:2]) <= _SHORT_DIGITS:
        return _read_year_at_end(first, second, third)
    if max(digits) > _SHORT_DIGITS:
        return _unreadable(DateProblem.NUMBER_LENGTH)
    orders = [
        list(_without_era(_Parts(first, second, third))),
        list(_in_centuries(_Parts(third, second, first))),
        list(_in_centuries(_Parts(third, first, second))),
    ]
    has_days = [any(reading.candidates for reading in order) for order in orders]
    if sum(has_days) > 1:
        problem = DateProblem.ORDER_OPEN
    else:
        problem = DateProblem.ERA_MISSING if has_days[0] else DateProblem.CENTURY_OPEN
    return _undecidable(problem, (reading for order in orders for reading in order))


def _read_padded(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read eight digits in three groups: no sign between them can be a digit misread."""
    if [number.digits for number in numbers] != [4, 2, 2]:
        return _unreadable(DateProblem.NUMBER_LENGTH)
    return _resolve(None, _Parts(*numbers))


def _read_year_at_end(first: Number, second: Number, year: Number) -> Reading:
    """Read day-first and month-first; one of them is enough only if the other is no day."""
    if year.value not in _YEARS_AT_THE_END:
        return _unreadable(DateProblem.NUMBER_LENGTH)
    readings = [
        _resolve_year(None, year.value, _Parts(year, month, day))
        for day, month in ((first, second), (second, first))
    ]
    possible = {each for reading in readings for each in reading.candidates}
    if len(possible) > 1:
        return _undecidable(DateProblem.ORDER_OPEN, readings)
    return next((reading for reading in readings if reading.candidates), readings[0])


def _read_named(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read a date with the name of its month: the year is at the end, or has four digits."""
    first, month, third = numbers
    if first.digits == _YEAR_DIGITS:
        return _resolve(None, _Parts(first, month, third))
    parts = _Parts(third, month, first)
    if third.digits == _YEAR_DIGITS:
        return _resolve(None, parts)
    if first.digits > _SHORT_DIGITS or third.digits != _SHORT_DIGITS:
        return _unreadable(DateProblem.NUMBER_LENGTH)
    return _undecidable(DateProblem.CENTURY_OPEN, _in_centuries(parts))


def _read_long_year(parts: str) -> Callable[[Era | None, Sequence[Number]], Reading]:
    """Return a reader of dates whose year must have four digits."""

    def read(era: Era | None, numbers: Sequence[Number]) -> Reading:
        if numbers[parts.index("y")].digits != _YEAR_DIGITS:
            return _unreadable(DateProblem.NUMBER_LENGTH)
        return _read_in_order(parts, era, numbers)

    return read


def _split(number: Number, *widths: int) -> list[Number]:
    digits = f"{number.value:0{number.digits}}"
    found, start = [], 0
    for width in widths:
        found.append(Number(int(digits[start : start + width]), width))
        start += width
    return found


def _read_era_digits(era: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read S500405: an era with two digits each for year, month and day."""
    [number] = numbers
    if number.digits != 3 * _SHORT_DIGITS:
        return _unreadable(DateProblem.NUMBER_LENGTH)
    return _resolve(era, _Parts(*_split(number, 2, 2, 2)))


def _read_digits(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read digits without any separator, by how many they are."""
    [number] = numbers
    read = _DIGIT_READERS.get(number.digits)
    return read(number) if read else _unreadable(DateProblem.NUMBER_LENGTH)


def _read_four_digits(number: Number) -> Reading:
    if number.value not in _YEARS_AT_THE_END:
        return _unreadable(DateProblem.NUMBER_LENGTH)
    return _resolve_year(None, number.value, _Parts())


def _read_six_digits(number: Number) -> Reading:
    reading = _read_triple(None, _split(number, 2, 2, 2))
    year, month = _split(number, 4, 2)
    if year.value in _YEARS_AT_THE_END:
        reading = _undecidable(
            DateProblem.ORDER_OPEN, [reading, _resolve_year(None, year.value, _Parts(year, month))]
        )
    return reading


def _read_seven_digits(number: Number) -> Reading:
    """Read a code digit of the era with two digits each for year, month and day."""
    code, *parts = _split(number, 1, 2, 2, 2)
    readings = [_resolve(era, _Parts(*parts)) for era in ERA_CODES.get(str(code.value), ())]
    return _undecidable(DateProblem.ERA_CODE, readings)


def _read_eight_digits(number: Number) -> Reading:
    reading = _resolve(None, _Parts(*_split(number, 4, 2, 2)))
    if reading.candidates:
        return reading
    first, second, year = _split(number, 2, 2, 4)
    at_end = _read_year_at_end(first, second, year)
    return _undecidable(DateProblem.ORDER_OPEN, [at_end]) if at_end.candidates else reading


_DIGIT_READERS: Final = {
    4: _read_four_digits,
    6: _read_six_digits,
    7: _read_seven_digits,
    8: _read_eight_digits,
}
_READERS: Final = {
    "triple": _read_triple,
    "padded": _read_padded,
    "named": _read_named,
    "mdy": _read_long_year("mdy"),
    "my": _read_long_year("my"),
    "long_year_month": _read_long_year("ym"),
    "era_digits": _read_era_digits,
    "digits": _read_digits,
}


# -- a date that is written twice -----------------------------------------------------------------


def reconcile(one: Reading, other: Reading) -> Reading:
    """Return the first of two dates side by side as far as the second agrees with it."""
    for reading in (one, other):
        if not reading.candidates:
            return reading._replace(notation=one.notation)
    agreed = tuple(
        each for each in one.candidates if any(_agree(each, said) for said in other.candidates)
    )
    if not agreed:
        problem = DateProblem.CALENDARS_DISAGREE
        return Reading(Verdict.IMPOSSIBLE, problem=problem, notation=one.notation)
    if one.verdict is Verdict.UNDECIDABLE and len(agreed) == 1 and _is_settled(other):
        return Reading(*_settle(agreed[0]), notation=one.notation)
    return one._replace(candidates=agreed)


def _is_settled(reading: Reading) -> bool:
    return reading.verdict is not Verdict.UNDECIDABLE


def _settle(candidate: Candidate) -> tuple[Verdict, tuple[Candidate], DateProblem | None]:
    if isinstance(candidate, date):
        return Verdict.DAY, (candidate,), None
    return Verdict.PARTIAL, (candidate,), DateProblem.PART_MISSING


def _agree(one: Candidate, other: Candidate) -> bool:
    if isinstance(one, date):
        return other.may_be(one) if isinstance(other, PartialDate) else one == other
    if isinstance(other, date):
        return one.may_be(other)
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(None in pair or pair[0] == pair[1] for pair in pairs)
