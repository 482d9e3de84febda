"""Why a day is closed (休業日), and the rules that close days.

A rule is a function from days to reasons, and reasons are ordered by weight. On that
order calendars combine: the union of two rules gives each day its weightier reason,
the intersection its lighter one, and an open day weighs least of all.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from attrs import field, frozen, validators

from idverify.calendar.period import as_day
from idverify.citations import Citation, Confidence
from idverify.errors import InvalidValue

__all__ = [
    "Announced",
    "Both",
    "Closure",
    "ClosureKind",
    "Either",
    "Except",
    "Rule",
    "Weekends",
    "YearEnd",
]


class ClosureKind(StrEnum):
    """What sort of reason closes a day, the weightiest first."""

    NATIONAL_HOLIDAY = "national_holiday"
    """国民の祝日: named by the Holidays Act or a special Act."""
    SUBSTITUTE_HOLIDAY = "substitute_holiday"
    """振替休日: makes up for a holiday that fell on a Sunday."""
    CITIZENS_HOLIDAY = "citizens_holiday"
    """国民の休日: lies between two national holidays."""
    YEAR_END = "year_end"
    """年末年始: closed by the rule of an institution."""
    SERVICE = "service"
    """臨時休業: announced by the service itself."""
    WEEKEND = "weekend"
    """土曜日・日曜日."""

    @property
    def code(self) -> int:
        """The kind as a small number, 1 for the weightiest; 0 is left for open days.

        >>> [kind.code for kind in ClosureKind]
        [1, 2, 3, 4, 5, 6]
        """
        return _CODES[self]


_CODES = {kind: code for code, kind in enumerate(ClosureKind, start=1)}


def _plain_day(_: object, attribute: object, value: date) -> None:
    as_day(value, getattr(attribute, "name", "day"))


@frozen
class Closure:
    """A closed day and the reason for it, in Japanese and English, with its source.

    >>> notice = Citation("お知らせ", "ゴールデンウィーク休業", read_on=date(2024, 4, 1))
    >>> str(Closure(date(2024, 4, 30), "臨時休業", "service closed", notice))
    '2024-04-30 臨時休業 (service closed)'
    """

    day: date = field(validator=_plain_day)
    name_ja: str = field(validator=validators.min_len(1))
    name_en: str = field(validator=validators.min_len(1))
    citation: Citation = field(validator=validators.instance_of(Citation))
    kind: ClosureKind = field(default=ClosureKind.SERVICE, converter=ClosureKind, kw_only=True)

    def __str__(self) -> str:
        return f"{self.day} {self.name_ja} ({self.name_en})"

    @property
    def weight(self) -> tuple[int, str, str, str]:
        """A total order of the reasons for one day; the least is the weightiest.

        >>> act = Citation("定款", read_on=date(2026, 11, 23))
        >>> Closure(date(2026, 5, 7), "創立記念日", "anniversary", act).weight[:2]
        (5, '創立記念日')
        """
        return (self.kind.code, self.name_ja, self.name_en, str(self.citation))


class Rule(Protocol):
    """Closes days, and says why; both answers agree on every day."""

    def closed(self, first: int, last: int) -> set[int]:
        """Return the closed days from *first* to *last*, both included, as ordinals."""
        ...

    def closure_on(self, day: date) -> Closure | None:
        """Return why *day* is closed, or None if it is open."""
        ...


_READ = date(2026, 11, 23)
_SATURDAY = 5
#: From then on all Saturdays are statute for the administration: Act 28 of 1992,
#: promulgated on 2 April, in force within six months.
_WEEKENDS_IN_LAW = date(1992, 10, 2)
_WEEKEND_LAW = Citation("行政機関の休日に関する法律", "第1条第1項第1号", read_on=_READ)
_WEEKEND_CONVENTION = Citation(
    "idverify: both days of every weekend rest",
    "a convention of this calendar before 1992, not history",
    read_on=_READ,
    confidence=Confidence.INFERRED,
)


@frozen
class Weekends:
    """Saturdays and Sundays rest: statute since 1992, a stated convention before.

    >>> weekend = Weekends().closure_on(date(2026, 11, 21))
    >>> weekend.name_ja, weekend.citation.title
    ('土曜日', '行政機関の休日に関する法律')
    >>> Weekends().closure_on(date(1960, 1, 2)).citation.confidence
    <Confidence.INFERRED: 'inferred'>
    """

    def closed(self, first: int, last: int) -> set[int]:
        """Return the Saturdays and Sundays from *first* to *last*, as ordinals."""
        # Ordinal 1 was a Monday, so Saturdays are 6 and Sundays 0 modulo 7.
        return {
            *range(first + (6 - first) % 7, last + 1, 7),
            *range(first + -first % 7, last + 1, 7),
        }

    def closure_on(self, day: date) -> Closure | None:
        """Return the weekend as the reason, on a Saturday or Sunday."""
        weekday = day.weekday()
        if weekday < _SATURDAY:
            return None
        names = ("土曜日", "Saturday") if weekday == _SATURDAY else ("日曜日", "Sunday")
        source = _WEEKEND_CONVENTION if day < _WEEKENDS_IN_LAW else _WEEKEND_LAW
        return Closure(day, *names, source, kind=ClosureKind.WEEKEND)


@frozen
class YearEnd:
    """年末年始: from a day of December to a day of January, both included.

    >>> act = Citation("銀行法施行令", "第5条", read_on=date(2026, 11, 23))
    >>> banks = YearEnd(first_of_december=31, last_of_january=3, citation=act)
    >>> banks.closure_on(date(2026, 12, 30)), banks.closure_on(date(2026, 12, 31)).name_ja
    (None, '年末年始休業')
    """

    first_of_december: int
    last_of_january: int
    citation: Citation

    def closed(self, first: int, last: int) -> set[int]:
        """Return the days of each turn of the year from *first* to *last*, as ordinals."""
        return {
            ordinal
            for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 2)
            for ordinal in self._turn(year)
            if first <= ordinal <= last
        }

    def _turn(self, year: int) -> range:
        new_year = date(year, 1, 1).toordinal()
        return range(new_year - 32 + self.first_of_december, new_year + self.last_of_january)

    def closure_on(self, day: date) -> Closure | None:
        """Return the turn of the year as the reason, on its days."""
        if (day.month, day.day) < (12, self.first_of_december) and (day.month, day.day) > (
            1,
            self.last_of_january,
        ):
            return None
        return Closure(
            day, "年末年始休業", "year-end closure", self.citation, kind=ClosureKind.YEAR_END
        )


@frozen
class Announced:
    """Single days that somebody announced, as a service does.

    >>> notice = Citation("お知らせ", read_on=date(2024, 4, 1))
    >>> bridge = Closure(date(2024, 4, 30), "臨時休業", "service closed", notice)
    >>> Announced([bridge]).closure_on(date(2024, 4, 30)) is bridge
    True
    """

    closures: frozenset[Closure] = field(converter=frozenset)
    _by_day: dict[date, Closure] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not all(isinstance(each, Closure) for each in self.closures):
            raise InvalidValue("closures must be Closure values: day, both names, and a citation")
        lightest_first = sorted(self.closures, key=lambda each: each.weight, reverse=True)
        object.__setattr__(self, "_by_day", {each.day: each for each in lightest_first})

    def closed(self, first: int, last: int) -> set[int]:
        """Return the announced days from *first* to *last*, as ordinals."""
        return {day for each in self._by_day if first <= (day := each.toordinal()) <= last}

    def closure_on(self, day: date) -> Closure | None:
        """Return what was announced for *day*."""
        return self._by_day.get(day)


def _weigh(choose: Callable[..., Closure], reasons: Iterable[Closure]) -> Closure:
    return choose(reasons, key=lambda each: each.weight)


@frozen
class Either:
    """Closed where one of two rules closes; of two reasons the weightier stands."""

    one: Rule
    other: Rule

    def closed(self, first: int, last: int) -> set[int]:
        """Return the union of both rules' days."""
        return self.one.closed(first, last) | self.other.closed(first, last)

    def closure_on(self, day: date) -> Closure | None:
        """Return the weightier of the reasons there are."""
        reasons = [why for rule in (self.one, self.other) if (why := rule.closure_on(day))]
        return _weigh(min, reasons) if reasons else None


@frozen
class Both:
    """Closed only where both rules close; the lighter reason stands.

    Taking the lighter one here and the weightier one in a union makes calendars a
    distributive lattice, reasons included.
    """

    one: Rule
    other: Rule

    def closed(self, first: int, last: int) -> set[int]:
        """Return the days both rules close."""
        return self.one.closed(first, last) & self.other.closed(first, last)

    def closure_on(self, day: date) -> Closure | None:
        """Return the lighter of the two reasons, if there are two."""
        one, other = self.one.closure_on(day), self.other.closure_on(day)
        return _weigh(max, (one, other)) if one and other else None


@frozen
class Except:
    """Closed by the first rule on a day that the second leaves open."""

    one: Rule
    other: Rule

    def closed(self, first: int, last: int) -> set[int]:
        """Return the first rule's days without the second's."""
        return self.one.closed(first, last) - self.other.closed(first, last)

    def closure_on(self, day: date) -> Closure | None:
        """Return the first rule's reason where the second has none."""
        return None if self.other.closure_on(day) else self.one.closure_on(day)
