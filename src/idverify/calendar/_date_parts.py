"""Meaning of the parts of a written date: the days that its numbers may name."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from idverify.calendar._date_kinds import Candidate, DateKind, DateProblem, Reading
from idverify.calendar._date_notations import Shape
from idverify.calendar._date_tokens import OPEN_YEAR, DateToken, Number, read_number
from idverify.calendar._date_words import ERA_CODES, ERA_SIGNS, MONTHS, WEEKDAYS
from idverify.calendar.eras import LUNISOLAR_UNTIL, Era
from idverify.calendar.partial_date import PartialDate

__all__ = ["agree", "era_of", "read_parts", "reconcile", "weekday_of"]


class _Parts(NamedTuple):
    """The numbers of a date by their meaning; None is a part that is not written."""

    year: Number | None = None
    month: Number | None = None
    day: Number | None = None


_YEAR_DIGITS: Final = 4
_SHORT_DIGITS: Final = 2
_CENTURIES: Final = (1800, 1900, 2000)
#: With the year at the end, a day of other years is more likely another notation.
_YEARS_AT_THE_END: Final = range(1800, 2200)


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


def read_parts(shape: Shape, tokens: Sequence[DateToken]) -> Reading:
    """Read the numbers of a date in the way that its shape says."""
    numbers: list[Number] = []
    for token in tokens:
        if token.sign in _NUMBER_SIGNS:
            months = _months_named(token) if token.sign == "A" else set()
            if len(months) > 1:
                problem = DateProblem.CALENDARS_DISAGREE
                return Reading(DateKind.IMPOSSIBLE, (), problem, shape.notation)
            number = Number(months.pop(), _SHORT_DIGITS) if months else read_number(token)
            is_misplaced = token.text == "元" and shape.parts[len(numbers)] != "y"
            if number is None or is_misplaced:
                return Reading(DateKind.UNREADABLE, (), DateProblem.NUMBER_LENGTH, shape.notation)
            numbers.append(number)
    read = _READERS.get(shape.parts)
    era = era_of(tokens)
    reading = read(era, numbers) if read else _read_in_order(shape.parts, era, numbers)
    return Reading(reading.kind, reading.candidates, reading.problem, shape.notation)


_NUMBER_SIGNS: Final = frozenset("nkA")


def _months_named(token: DateToken) -> set[int]:
    """Return the months that a token names, in one language or in two; 0 is one left open."""
    if (month := MONTHS.get(token.text)) is not None:
        return {month}
    names = re.split(r"\s*/\s*", token.text.rstrip("."))
    return {int(name[:-1]) if name.endswith("月") else MONTHS[name] for name in names}


def _read_in_order(parts: str, era: Era | None, numbers: Sequence[Number]) -> Reading:
    if parts == "ymd":
        return _resolve(era, _Parts(*numbers))
    slots = dict(zip(parts, numbers, strict=True))
    return _resolve(era, _Parts(slots.get("y"), slots.get("m"), slots.get("d")))


def _resolve(era: Era | None, parts: _Parts) -> Reading:
    """Return what day, or partial date, the parts name."""
    year, month, day = parts
    if _is_too_long(month) or _is_too_long(day) or (era and _is_too_long(year)):
        return _unreadable(DateProblem.NUMBER_LENGTH)
    if year is None:
        return _resolve_year(era, None, parts)
    if era is not None:
        return _resolve_year(era, era.year_zero + year.value if year.value else 0, parts)
    if year.digits == _YEAR_DIGITS:
        return _resolve_year(None, None if year.value == OPEN_YEAR else year.value, parts)
    if _is_too_long(year):
        return _unreadable(DateProblem.NUMBER_LENGTH)
    return _undecidable(DateProblem.ERA_MISSING, _without_era(parts))


def _is_too_long(number: Number | None) -> bool:
    return number is not None and number.digits > _SHORT_DIGITS


def _resolve_year(era: Era | None, year: int | None, parts: _Parts) -> Reading:
    """Return the day or partial date of one western year, or of a year that is not written."""
    if year is None and _given(parts.month) is None is _given(parts.day):
        return _unreadable(DateProblem.BLANK)
    candidate = _make_date(year, parts)
    if candidate is None:
        return Reading(DateKind.IMPOSSIBLE, (), DateProblem.NO_SUCH_DAY)
    if era is not None and (problem := _find_era_violation(era, candidate)):
        return Reading(DateKind.IMPOSSIBLE, (), problem)
    if isinstance(candidate, date):
        return Reading(DateKind.DAY, (candidate,))
    return Reading(DateKind.PARTIAL, (candidate,), DateProblem.PART_MISSING)


def _make_date(year: int | None, parts: _Parts) -> Candidate | None:
    """Return the day or partial date of these parts, or None if no day has them."""
    return _make_dates((year,), parts)[0]


def _make_dates(years: Iterable[int | None], parts: _Parts) -> list[Candidate | None]:
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


def _find_era_violation(era: Era, candidate: Candidate) -> DateProblem | None:
    last = _last_day(candidate)
    if last >= era.first_day:
        return None
    return DateProblem.LUNISOLAR if last <= LUNISOLAR_UNTIL else DateProblem.BEFORE_ERA


def _without_era(parts: _Parts) -> list[Candidate]:
    """Read a year of one or two digits in every era, and in every century if it has two."""
    year, month, day = parts
    if year is None or _is_too_long(month) or _is_too_long(day) or not year.value:
        return _in_centuries(parts)
    zeros = [zero for zero, _ in _ERAS]
    in_eras = _make_dates([zero + year.value for zero in zeros], parts)
    return [
        candidate
        for candidate, (_, first_day) in zip(in_eras, _ERAS, strict=True)
        if candidate and _last_day(candidate) >= first_day
    ] + _in_centuries(parts)


#: The year before each era's first, and its first day.
_ERAS: Final = tuple((era.year_zero, era.first_day) for era in Era)


def _in_centuries(parts: _Parts) -> list[Candidate]:
    """Read a year of two digits in every century."""
    year, month, day = parts
    if year is None or year.digits != _SHORT_DIGITS or _is_too_long(month) or _is_too_long(day):
        return []
    found = _make_dates([century + year.value for century in _CENTURIES], parts)
    return [candidate for candidate in found if candidate]


def _undecidable(problem: DateProblem, candidates: Iterable[Candidate]) -> Reading:
    """Return the readings as one that a person decides on; unreadable if there is none."""
    different = sorted(set(candidates), key=_first_day)
    if not different:
        return _unreadable(DateProblem.UNKNOWN_NOTATION)
    return Reading(DateKind.UNDECIDABLE, tuple(different), problem)


def _first_day(candidate: Candidate) -> date:
    return candidate.earliest if isinstance(candidate, PartialDate) else candidate


def _last_day(candidate: Candidate) -> date:
    return candidate.latest if isinstance(candidate, PartialDate) else candidate


def _unreadable(problem: DateProblem) -> Reading:
    return Reading(DateKind.UNREADABLE, problem=problem)


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
        _without_era(_Parts(first, second, third)),
        _in_centuries(_Parts(third, second, first)),
        _in_centuries(_Parts(third, first, second)),
    ]
    if sum(map(bool, orders)) > 1:
        problem = DateProblem.ORDER_OPEN
    else:
        problem = DateProblem.ERA_MISSING if orders[0] else DateProblem.CENTURY_OPEN
    return _undecidable(problem, chain.from_iterable(orders))


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
        return _undecidable(DateProblem.ORDER_OPEN, possible)
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
        partial = _resolve_year(None, year.value, _Parts(year, month))
        both = [*reading.candidates, *partial.candidates]
        reading = _undecidable(DateProblem.ORDER_OPEN, both)
    return reading


def _read_seven_digits(number: Number) -> Reading:
    """Read a code digit of the era with two digits each for year, month and day."""
    code, *parts = _split(number, 1, 2, 2, 2)
    readings = [_resolve(era, _Parts(*parts)) for era in ERA_CODES.get(code.value, ())]
    return _undecidable(DateProblem.ERA_CODE, [day for each in readings for day in each.candidates])


def _read_eight_digits(number: Number) -> Reading:
    reading = _resolve(None, _Parts(*_split(number, 4, 2, 2)))
    if reading.candidates:
        return reading
    first, second, year = _split(number, 2, 2, 4)
    at_end = _read_year_at_end(first, second, year)
    found = at_end.candidates
    return _undecidable(DateProblem.ORDER_OPEN, found) if found else reading


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
        each for each in one.candidates if any(agree(each, said) for said in other.candidates)
    )
    if not agreed:
        problem = DateProblem.CALENDARS_DISAGREE
        return Reading(DateKind.IMPOSSIBLE, problem=problem, notation=one.notation)
    if one.kind is DateKind.UNDECIDABLE and len(agreed) == 1 and _is_settled(other):
        return Reading(*_settle(agreed[0]), notation=one.notation)
    return one._replace(candidates=agreed)


def _is_settled(reading: Reading) -> bool:
    return reading.kind is not DateKind.UNDECIDABLE


def _settle(candidate: Candidate) -> tuple[DateKind, tuple[Candidate], DateProblem | None]:
    if isinstance(candidate, date):
        return DateKind.DAY, (candidate,), None
    return DateKind.PARTIAL, (candidate,), DateProblem.PART_MISSING


def agree(one: Candidate, other: Candidate) -> bool:
    """Return whether two dates have no part that differs."""
    if isinstance(one, date):
        return other.may_be(one) if isinstance(other, PartialDate) else one == other
    if isinstance(other, date):
        return one.may_be(other)
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(None in pair or pair[0] == pair[1] for pair in pairs)
