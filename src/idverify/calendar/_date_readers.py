"""Readers of the numbers of a written date, by the order and division that its shape says."""

import re
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Final

from idverify.calendar._date_kinds import DateKind, DateProblem, Reading
from idverify.calendar._date_notations import Shape
from idverify.calendar._date_pairs import reconcile
from idverify.calendar._date_parts import (
    SHORT_DIGITS,
    WESTERN_YEARS,
    YEAR_DIGITS,
    Parts,
    era_of,
    in_centuries,
    is_too_long,
    read_in_order,
    resolve,
    resolve_year,
    undecidable,
    unreadable,
    without_era,
)
from idverify.calendar._date_tokens import OPEN, DateToken, Number, read_number
from idverify.calendar._date_words import ERA_CODES, MONTHS
from idverify.calendar.eras import Era
from idverify.calendar.partial_date import PartialDate

__all__ = ["read_parts"]


def read_parts(shape: Shape, tokens: Sequence[DateToken]) -> Reading:
    """Read the numbers of a date in the way that its shape says."""
    numbers: list[Number] = []
    for token in tokens:
        if token.sign in _NUMBER_SIGNS:
            months = _months_named(token) if token.sign == "A" else set()
            if len(months) > 1:
                problem = DateProblem.CALENDARS_DISAGREE
                return Reading(DateKind.IMPOSSIBLE, (), problem, shape.notation)
            number = Number(months.pop(), SHORT_DIGITS) if months else read_number(token)
            if number is None or (token.text == "元" and not _is_year(shape, len(numbers))):
                return Reading(DateKind.UNREADABLE, (), DateProblem.NUMBER_LENGTH, shape.notation)
            numbers.append(number)
    read = _READERS.get(shape.parts)
    era = era_of(tokens)
    reading = read(era, numbers) if read else read_in_order(shape.parts, era, numbers)
    return Reading(reading.kind, reading.candidates, reading.problem, shape.notation)


_NUMBER_SIGNS: Final = frozenset("nkAo")
#: Readers of one number, which may be a first year: 令和元, 令和元年度.
_YEAR_ONLY: Final = frozenset({"era_digits", "fiscal_year"})


def _is_year(shape: Shape, place: int) -> bool:
    return shape.parts in _YEAR_ONLY or shape.parts[place] == "y"


def _months_named(token: DateToken) -> set[int]:
    """Return the months that a token names, in one language or in two; 0 is one left open."""
    if (month := MONTHS.get(token.text)) is not None:
        return {month}
    names = re.split(r"\s*/\s*", token.text.rstrip("."))
    return {int(name[:-1]) if name.endswith("月") else MONTHS[name] for name in names}


def _read_triple(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read three numbers between separators: the place of a year of four digits decides."""
    first, second, third = numbers
    digits = (first.digits, second.digits, third.digits)
    if digits[0] == YEAR_DIGITS:
        return resolve(None, Parts(first, second, third))
    if digits[2] == YEAR_DIGITS and max(digits[:2]) <= SHORT_DIGITS:
        return _read_year_at_end(first, second, third)
    if max(digits) > SHORT_DIGITS:
        return unreadable(DateProblem.NUMBER_LENGTH)
    orders = [
        without_era(Parts(first, second, third)) + in_centuries(Parts(_pad(first), second, third)),
        in_centuries(Parts(_pad(third), second, first)),
        in_centuries(Parts(_pad(third), first, second)),
    ]
    if sum(map(bool, orders)) > 1:
        problem = DateProblem.ORDER_OPEN
    else:
        problem = DateProblem.ERA_MISSING if orders[0] else DateProblem.CENTURY_OPEN
    return undecidable(problem, chain.from_iterable(orders))


def _pad(year: Number) -> Number:
    """Return a year of one digit as one of two: in 1/2/3, each number may be the year."""
    return year._replace(digits=SHORT_DIGITS)


def _read_padded(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read eight digits in three groups: no sign between them can be a digit misread."""
    if [number.digits for number in numbers] != [4, 2, 2]:
        return unreadable(DateProblem.NUMBER_LENGTH)
    return resolve(None, Parts(*numbers))


def _read_year_at_end(first: Number, second: Number, year: Number) -> Reading:
    """Read day-first and month-first; one of them is enough only if the other is no day."""
    if year.value not in WESTERN_YEARS:
        return unreadable(DateProblem.NUMBER_LENGTH)
    readings = [
        resolve_year(None, year.value, Parts(year, month, day))
        for day, month in ((first, second), (second, first))
    ]
    possible = {each for reading in readings for each in reading.candidates}
    if len(possible) > 1:
        return undecidable(DateProblem.ORDER_OPEN, possible)
    return next((reading for reading in readings if reading.candidates), readings[0])


def _read_named(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read day, name of the month and year, or year, name of the month and day."""
    first, month, third = numbers
    return _resolve_named(Parts(third, month, first), Parts(first, month, third))


def _read_named_first(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read name of the month, day and year."""
    month, day, year = numbers
    return _resolve_named(Parts(year, month, day))


def _read_ordinal(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read a day such as 1st or 27th, name of the month and year."""
    day, month, year = numbers
    return _resolve_named(Parts(year, month, day))


def _resolve_named(*orders: Parts) -> Reading:
    """Resolve the order whose year has four digits, or is left open; else every order."""
    for parts in orders:
        if parts.year and parts.year.digits == YEAR_DIGITS:
            return resolve(None, parts)
    usual = orders[0]
    if usual.year and usual.year.value == OPEN:
        return resolve(None, usual)
    short = [parts for parts in orders if parts.year and parts.year.digits == SHORT_DIGITS]
    if not short or any(map(is_too_long, (*usual, *orders[-1]))):
        return unreadable(DateProblem.NUMBER_LENGTH)
    found = [days for parts in short if (days := in_centuries(parts))]
    problem = DateProblem.ORDER_OPEN if len(found) > 1 else DateProblem.CENTURY_OPEN
    return undecidable(problem, chain.from_iterable(found))


def _read_long_year(parts: str) -> Callable[[Era | None, Sequence[Number]], Reading]:
    """Return a reader of dates whose year must have four digits."""

    def read(era: Era | None, numbers: Sequence[Number]) -> Reading:
        if numbers[parts.index("y")].digits != YEAR_DIGITS:
            return unreadable(DateProblem.NUMBER_LENGTH)
        return read_in_order(parts, era, numbers)

    return read


def _split(number: Number, *widths: int) -> list[Number]:
    digits = f"{number.value:0{number.digits}}"
    found, start = [], 0
    for width in widths:
        found.append(Number(int(digits[start : start + width]), width))
        start += width
    return found


def _read_era_digits(era: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read S500405: an era with two digits each for year, month and day; or S50, the year."""
    [number] = numbers
    if number.digits <= SHORT_DIGITS:
        return resolve(era, Parts(number))
    if number.digits != 3 * SHORT_DIGITS:
        return unreadable(DateProblem.NUMBER_LENGTH)
    return resolve(era, Parts(*_split(number, 2, 2, 2)))


def _read_fiscal_year(era: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read 令和7年度: any month from April to the next March."""
    [number] = numbers
    if era is None and number.digits != YEAR_DIGITS:
        return unreadable(DateProblem.NUMBER_LENGTH)
    reading = resolve(era, Parts(number))
    if reading.kind is not DateKind.PARTIAL:
        return reading
    [begun] = reading.candidates
    months = [PartialDate((begun.year or 0) + (month < _APRIL), month) for month in range(1, 13)]
    return undecidable(DateProblem.FISCAL_YEAR, months)


_APRIL: Final = 4


def _read_unfilled_year(era: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read a form of which the year alone is filled in; 19 and 20 are printed centuries."""
    [year] = numbers
    if era is None and year.digits == SHORT_DIGITS and year.value in _PRINTED_CENTURIES:
        return unreadable(DateProblem.BLANK)
    return resolve(era, Parts(year))


_PRINTED_CENTURIES: Final = frozenset({19, 20})


def _read_period(units: str) -> Callable[[Era | None, Sequence[Number]], Reading]:
    """Return a reader of a period of stay with its last day in brackets: 4年3月(2028年10月20日).

    What is longer than a period can be is a date that must agree with the one in brackets.
    """

    def read(_: Era | None, numbers: Sequence[Number]) -> Reading:
        *period, year, month, day = numbers
        last = resolve(None, Parts(year, month, day))
        days = sum(
            _DAYS_OF_UNIT[unit] * number.value for unit, number in zip(units, period, strict=True)
        )
        if year.digits == YEAR_DIGITS and 0 < days <= _LONGEST_STAY:
            return last
        return reconcile(read_in_order(units, None, period), last)

    return read


#: Periods of stay (在留期間) are at most five years, in years, months or days:
#: 出入国管理及び難民認定法施行規則別表第二, e-Gov 法令検索, read on 2026-12-01.
_DAYS_OF_UNIT: Final = {"y": 372, "m": 31, "d": 1}
_LONGEST_STAY: Final = 5 * _DAYS_OF_UNIT["y"]


def _read_digits(_: Era | None, numbers: Sequence[Number]) -> Reading:
    """Read digits without any separator, by how many they are."""
    [number] = numbers
    read = _DIGIT_READERS.get(number.digits)
    return read(number) if read else unreadable(DateProblem.NUMBER_LENGTH)


def _read_four_digits(number: Number) -> Reading:
    if number.value not in WESTERN_YEARS:
        return unreadable(DateProblem.NUMBER_LENGTH)
    return resolve_year(None, number.value, Parts())


def _read_six_digits(number: Number) -> Reading:
    reading = _read_triple(None, _split(number, 2, 2, 2))
    year, month = _split(number, 4, 2)
    if year.value in WESTERN_YEARS:
        partial = resolve_year(None, year.value, Parts(year, month))
        both = [*reading.candidates, *partial.candidates]
        reading = undecidable(DateProblem.ORDER_OPEN, both)
    return reading


def _read_seven_digits(number: Number) -> Reading:
    """Read a code digit of the era with two digits each for year, month and day."""
    code, *parts = _split(number, 1, 2, 2, 2)
    readings = [resolve(era, Parts(*parts)) for era in ERA_CODES.get(code.value, ())]
    return undecidable(DateProblem.ERA_CODE, [day for each in readings for day in each.candidates])


def _read_eight_digits(number: Number) -> Reading:
    reading = resolve(None, Parts(*_split(number, 4, 2, 2)))
    if reading.candidates:
        return reading
    first, second, year = _split(number, 2, 2, 4)
    at_end = _read_year_at_end(first, second, year)
    found = at_end.candidates
    return undecidable(DateProblem.ORDER_OPEN, found) if found else reading


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
    "named_first": _read_named_first,
    "ordinal": _read_ordinal,
    "my": _read_long_year("my"),
    "long_year_month": _read_long_year("ym"),
    "era_digits": _read_era_digits,
    "fiscal_year": _read_fiscal_year,
    "unfilled_year": _read_unfilled_year,
    "period_ym": _read_period("ym"),
    "period_y": _read_period("y"),
    "period_m": _read_period("m"),
    "period_d": _read_period("d"),
    "digits": _read_digits,
}
