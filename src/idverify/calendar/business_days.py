"""Business days (営業日): which they are, the n-th after a day, how many lie between two."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Self

from attrs import field, frozen

from idverify.calendar.closures import (
    Announced,
    Both,
    Closure,
    Either,
    Except,
    Rule,
    Weekends,
    YearEnd,
)
from idverify.calendar.japan import FIRST_DAY, LAST_DAY, OFFICIAL_THROUGH, NationalHolidays
from idverify.calendar.period import as_day
from idverify.citations import Citation, Confidence
from idverify.errors import InvalidValue, OutOfSpan

__all__ = ["BusinessCalendar"]


@frozen(slots=False)
class BusinessCalendar:
    """The days on which a service works, from `first_day` to `last_day`, both included."""

    rule: Rule
    first_day: date = FIRST_DAY
    last_day: date = LAST_DAY
    official_through: date = OFFICIAL_THROUGH

    @classmethod
    def japan(cls) -> Self:
        return cls(Either(Weekends(), NationalHolidays()))

    @classmethod
    def japan_government(cls) -> Self:
        act = Citation("行政機関の休日に関する法律", "第1条第1項第3号", read_on=date(2026, 11, 23))
        return cls(Either(cls.japan().rule, YearEnd(29, 3, act)), date(1989, 1, 1))

    @classmethod
    def japan_banks(cls) -> Self:
        act = Citation("銀行法施行令", "第5条第1項", read_on=date(2026, 11, 23))
        return cls(Either(cls.japan().rule, YearEnd(31, 3, act)), date(1989, 1, 1))

    def with_closures(self, closures: Iterable[Closure]) -> Self:
        return type(self)(
            Either(self.rule, Announced(closures)),
            self.first_day,
            self.last_day,
            self.official_through,
        )

    @cached_property
    def _open(self) -> list[date]:
        first, last = self.first_day.toordinal(), self.last_day.toordinal()
        closed = self.rule.closed(first, last)
        return [date.fromordinal(each) for each in range(first, last + 1) if each not in closed]

    def _inside(self, day: date) -> date:
        day = as_day(day)
        if not self.first_day <= day <= self.last_day:
            raise OutOfSpan(
                f"{day} lies outside this calendar's span, {self.first_day} to {self.last_day}"
            )
        return day

    def is_business_day(self, day: date) -> bool:
        return self.closure_on(day) is None

    def closure_on(self, day: date) -> Closure | None:
        return self.rule.closure_on(self._inside(day))

    def add(self, day: date, n: int) -> date:
        if type(n) is not int or n == 0:
            raise InvalidValue(
                "n must be a whole number other than 0: the day itself never counts; "
                "to move a closed day only, use next or previous"
            )
        day = self._inside(day)
        index = bisect_right(self._open, day) + n - 1 if n > 0 else bisect_left(self._open, day) + n
        if not 0 <= index < len(self._open):
            raise OutOfSpan(
                f"{n} business days from {day} lie outside this calendar's span, "
                f"{self.first_day} to {self.last_day}"
            )
        return self._open[index]

    def next(self, day: date) -> date:
        return self.add(day, 1)

    def previous(self, day: date) -> date:
        return self.add(day, -1)

    def count(self, start: date, end: date) -> int:
        return bisect_right(self._open, self._inside(end)) - bisect_right(
            self._open, self._inside(start)
        )
