"""Closed days (休業日) with their reasons, and the rules that close days.

A rule maps days to reasons, and reasons have an order of precedence. Calendars combine by
that order: the union of two rules gives each day the reason of higher precedence, the
intersection the one of lower precedence, and an open day ranks below all reasons.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from operator import and_, or_, sub
from typing import Final, NamedTuple, Protocol

from attrs import Attribute, field, frozen, validators

from idverify.calendar.period import require_date
from idverify.citations import Citation, Confidence
from idverify.errors import InvalidValueError
from idverify.validation import has_text, validated

__all__ = [
    "WEEKENDS",
    "Closure",
    "ClosureKind",
    "ClosureRule",
    "CombinedClosures",
    "CustomClosures",
    "YearEnd",
    "make_custom_closures",
]


class ClosureKind(StrEnum):
    """Kind of reason that closes a day, in order of precedence, the highest first."""

    NATIONAL_HOLIDAY = "national_holiday"
    """国民の祝日: named by the Holidays Act or a special Act."""
    SUBSTITUTE_HOLIDAY = "substitute_holiday"
    """振替休日: compensates for a holiday that fell on a Sunday."""
    CITIZENS_HOLIDAY = "citizens_holiday"
    """国民の休日: a day between two national holidays."""
    YEAR_END = "year_end"
    """年末年始: closed by the rule of an institution."""
    SERVICE = "service"
    """臨時休業: announced by the service itself."""
    WEEKEND = "weekend"
    """土曜日・日曜日."""

    @property
    def code(self) -> int:
        """The number of the kind, 1 for the highest precedence; 0 is reserved for open days.

        >>> [kind.code for kind in ClosureKind]
        [1, 2, 3, 4, 5, 6]
        """
        return _CODES[self]


_CODES = {kind: code for code, kind in enumerate(ClosureKind, start=1)}


def _is_plain_date(_: object, attribute: "Attribute[date]", value: date) -> None:
    require_date(value, attribute.name)


@validated
@frozen
class Closure:
    """A closed day and the reason for it, in Japanese and English, with its source.

    >>> from datetime import date
    >>> notice = Citation("お知らせ", "ゴールデンウィーク休業", read_on=date(2024, 4, 1))
    >>> str(Closure(date(2024, 4, 30), "臨時休業", "service closed", notice))
    '2024-04-30 臨時休業 (service closed)'
    """

    day: date = field(validator=_is_plain_date)
    name_ja: str = field(validator=has_text)
    name_en: str = field(validator=has_text)
    citation: Citation = field(validator=validators.instance_of(Citation))
    kind: ClosureKind = field(default=ClosureKind.SERVICE, converter=ClosureKind, kw_only=True)

    def __str__(self) -> str:
        return f"{self.day} {self.name_ja} ({self.name_en})"


class ClosureRule(Protocol):
    """Interface of a rule that closes days; both methods must agree on every day."""

    def closed_days(self, first: int, last: int) -> set[int]:
        """Return the closed days from *first* to *last*, both included, as ordinals."""
        ...

    def closure_on(self, day: date) -> Closure | None:
        """Return the reason why *day* is closed, or None if it is open."""
        ...


_READ_ON = date(2026, 11, 23)
_SATURDAY = 5
#: Since then a statute closes government offices on all Saturdays: Act 28 of 1992,
#: promulgated on 2 April, in force within six months.
_STATUTORY_SINCE = date(1992, 10, 2)
_WEEKEND_LAW = Citation("行政機関の休日に関する法律", "第1条第1項第1号", read_on=_READ_ON)
_WEEKEND_CONVENTION = Citation(
    "idverify: both days of every weekend rest",
    "a convention of this calendar before 1992, not history",
    read_on=_READ_ON,
    confidence=Confidence.INFERRED,
)


class _Weekends:
    """Rule that closes Saturdays and Sundays: by statute since 1992, by convention before."""

    __slots__ = ()

    def closed_days(self, first: int, last: int) -> set[int]:
        """Return the Saturdays and Sundays from *first* to *last*, as ordinals."""
        # Ordinal 1 was a Monday, so Saturdays are 6 and Sundays 0 modulo 7.
        saturday, sunday = first + (6 - first) % 7, first + -first % 7
        return {*range(saturday, last + 1, 7), *range(sunday, last + 1, 7)}

    def closure_on(self, day: date) -> Closure | None:
        """Return the weekend closure if *day* is a Saturday or Sunday, otherwise None."""
        weekday = day.weekday()
        if weekday < _SATURDAY:
            return None
        names = ("土曜日", "Saturday") if weekday == _SATURDAY else ("日曜日", "Sunday")
        source = _WEEKEND_CONVENTION if day < _STATUTORY_SINCE else _WEEKEND_LAW
        return Closure(day, *names, source, kind=ClosureKind.WEEKEND)

    def __reduce__(self) -> str:
        return "WEEKENDS"


#: 土曜日・日曜日.
WEEKENDS: Final = _Weekends()


# The following rules are named tuples: every import of this package creates the classes, and
# a named tuple costs a fifth of an attrs class. No two have fields of the same types, so rules
# of different classes never compare equal.
class YearEnd(NamedTuple):
    """Rule for a year-end closure (年末年始) from a day of December to a day of January.

    Both days are included.

    >>> act = Citation("銀行法施行令", "第5条", read_on=date(2026, 11, 23))
    >>> banks = YearEnd(december_from=31, january_to=3, citation=act)
    >>> banks.closure_on(date(2026, 12, 30)), banks.closure_on(date(2026, 12, 31)).name_ja
    (None, '年末年始休業')
    """

    december_from: int
    january_to: int
    citation: Citation

    def closed_days(self, first: int, last: int) -> set[int]:
        """Return the year-end closures from *first* to *last*, as ordinals."""
        years = range(date.fromordinal(first).year, date.fromordinal(last).year + 2)
        days = (day for year in years for day in self._closed_range(date(year, 1, 1).toordinal()))
        return {day for day in days if first <= day <= last}

    def _closed_range(self, new_year: int) -> range:
        return range(new_year - 32 + self.december_from, new_year + self.january_to)

    def closure_on(self, day: date) -> Closure | None:
        """Return the year-end closure if *day* is part of it, otherwise None."""
        if (1, self.january_to) < (day.month, day.day) < (12, self.december_from):
            return None
        names = ("年末年始休業", "year-end closure")
        return Closure(day, *names, self.citation, kind=ClosureKind.YEAR_END)


class CustomClosures(NamedTuple):
    """Rule for single days that a service announced; built by `make_custom_closures`.

    >>> notice = Citation("お知らせ", read_on=date(2024, 4, 1))
    >>> bridge = Closure(date(2024, 4, 30), "臨時休業", "service closed", notice)
    >>> make_custom_closures([bridge]).closure_on(date(2024, 4, 30)) is bridge
    True
    """

    by_day: dict[date, Closure]

    def closed_days(self, first: int, last: int) -> set[int]:
        """Return the announced days from *first* to *last*, as ordinals."""
        return {day for each in self.by_day if first <= (day := each.toordinal()) <= last}

    def closure_on(self, day: date) -> Closure | None:
        """Return the closure announced for *day*, or None."""
        return self.by_day.get(day)


def make_custom_closures(closures: Iterable[Closure]) -> CustomClosures:
    """Return the rule that closes the days of *closures*.

    If two closures are for the same day, the one of higher precedence applies.

    Raises:
        InvalidValueError: if an element of *closures* is not a `Closure`.
    """
    closures = list(closures)
    if not all(isinstance(each, Closure) for each in closures):
        raise InvalidValueError("closures must be Closure values: a day, both names and a citation")
    lightest_first = sorted(closures, key=_precedence, reverse=True)
    return CustomClosures({each.day: each for each in lightest_first})


class CombinedClosures(NamedTuple):
    """Rule that combines the closed days of two rules by a set operation.

    The operation is `or_`, `and_` or `sub` of the module operator. Of two reasons, a union
    keeps the one of higher precedence and an intersection the one of lower precedence, so
    that calendars form a distributive lattice, reasons included.
    """

    operator: Callable[[set[int], set[int]], set[int]]
    left: ClosureRule
    right: ClosureRule

    def closed_days(self, first: int, last: int) -> set[int]:
        """Return the combined days from *first* to *last*, as ordinals."""
        return self.operator(
            self.left.closed_days(first, last), self.right.closed_days(first, last)
        )

    def closure_on(self, day: date) -> Closure | None:
        """Return the reason that applies to *day*, or None if it is open."""
        return _REASON_BY_OPERATOR[self.operator](
            self.left.closure_on(day), self.right.closure_on(day)
        )


def _precedence(closure: Closure) -> tuple[int, str, str, str]:
    """Return the sort key of a reason; the smallest key has the highest precedence."""
    return (closure.kind.code, closure.name_ja, closure.name_en, str(closure.citation))


def _higher_precedence(left: Closure | None, right: Closure | None) -> Closure | None:
    return min(left, right, key=_precedence) if left and right else left or right


def _lower_precedence(left: Closure | None, right: Closure | None) -> Closure | None:
    return max(left, right, key=_precedence) if left and right else None


def _only_left(left: Closure | None, right: Closure | None) -> Closure | None:
    return None if right else left


_REASON_BY_OPERATOR = {or_: _higher_precedence, and_: _lower_precedence, sub: _only_left}
