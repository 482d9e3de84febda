"""Business-day calendars (営業日): test for, add and count business days.

All answers come from one index: for each calendar day the number of the last business day
up to it, and the business days by their numbers. The n-th business day after a day then
takes two lookups, whatever n is. A calendar builds its index on first use and widens it in
three steps: the years around the first day asked for, the promulgated years, and all years
to the end of its span.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import accumulate, compress
from operator import and_, or_, sub
from operator import index as to_int
from typing import Final, NoReturn, Self, SupportsIndex, final

from attrs import field, frozen

from idverify.calendar.closures import (
    WEEKENDS,
    Closure,
    ClosureRule,
    CombinedClosures,
    YearEnd,
)
from idverify.calendar.japan import FIRST_DAY, LAST_DAY, NATIONAL_HOLIDAYS, OFFICIAL_THROUGH
from idverify.calendar.period import require_date
from idverify.calendar.recurring_closures import RecurringClosure, combine_closures
from idverify.citations import Citation
from idverify.errors import InvalidValueError, OutOfSpanError
from idverify.validation import validated

__all__ = ["BusinessCalendar"]

_READ_ON = date(2026, 11, 23)
_ADMINISTRATIVE_HOLIDAYS_ACT = Citation(
    "行政機関の休日に関する法律",
    "第1条第1項第3号",
    "https://www.shugiin.go.jp/internet/itdb_housei.nsf/html/houritsu/11319881213091.htm",
    read_on=_READ_ON,
)
_BANKING_ACT_ORDER = Citation("銀行法施行令", "第5条第1項第2号", read_on=_READ_ON)
#: The administration's rule dates from the Act of 1988; bank closures before are not known.
_YEAR_END_ASSERTED_FROM = date(1989, 1, 1)
#: Fills position 0, which no step reaches.
_NO_DAY: Final = date.min


#: 土日祝, alone and with the year-end closures of government offices and banks.
_WEEKENDS_AND_HOLIDAYS = CombinedClosures(or_, WEEKENDS, NATIONAL_HOLIDAYS)
_GOVERNMENT_CLOSURES = CombinedClosures(
    or_, _WEEKENDS_AND_HOLIDAYS, YearEnd(29, 3, _ADMINISTRATIVE_HOLIDAYS_ACT)
)
_BANK_CLOSURES = CombinedClosures(or_, _WEEKENDS_AND_HOLIDAYS, YearEnd(31, 3, _BANKING_ACT_ORDER))


class _DayIndex:
    """Business days from one ordinal to another, numbered from 1.

    They are numbered from both ends, so that every step, forwards or backwards, is an
    addition, and a step beyond the end raises IndexError.
    """

    __slots__ = (
        "days_backward",
        "days_forward",
        "first",
        "is_open",
        "number_from_end",
        "number_up_to",
    )

    def __init__(self, rule: ClosureRule, first: int, last: int) -> None:
        """Number the business days from the ordinal *first* to *last*."""
        closed, span = rule.closed_days(first, last), range(first, last + 1)
        self.first = first
        #: Whether each day is a business day.
        self.is_open = [ordinal not in closed for ordinal in span]
        days = list(map(date.fromordinal, compress(span, self.is_open)))
        # Two bytes per number: on a busy machine a lookup costs the cache lines it touches.
        #: The number of the last business day up to each day, and the days by that number.
        self.number_up_to = array("H", accumulate(self.is_open))
        self.days_forward = [_NO_DAY, *days]
        #: The same from the other end: the number of the first business day from each day on.
        self.number_from_end = array("H", accumulate(reversed(self.is_open)))[::-1]
        self.days_backward = [_NO_DAY, *reversed(days)]


_EMPTY_INDEX: Final = _DayIndex(WEEKENDS, 1, 0)


@final
@validated
@frozen(eq=False, repr=False)
class BusinessCalendar:
    """A calendar of business days that gives the reason for every closed day.

    Start from one of the three presets. Days are plain dates; a `datetime` is rejected,
    because its day depends on a time zone (`ReviewClock` converts it).

    >>> from datetime import date
    >>> calendar = BusinessCalendar.japan()
    >>> calendar.add(date(2026, 9, 17), 5)  # five closed days in between
    datetime.date(2026, 9, 29)
    >>> str(calendar.closure_on(date(2026, 9, 22)))
    "2026-09-22 国民の休日 (citizens' holiday)"

    Calendars combine as sets of closed days: `a | b` is closed when either is, `a & b` when
    both are, `a - b` when `a` is closed and `b` is open. Two calendars are equal when they
    have the same span and are closed on the same days for the same reasons.

    >>> banks, government = BusinessCalendar.japan_banks(), BusinessCalendar.japan_government()
    >>> banks | government == government, banks & government == banks
    (True, True)
    """

    rule: ClosureRule
    """The rule that closes days."""
    first_day: date = field(default=FIRST_DAY)
    """The first day of the span that the calendar covers."""
    last_day: date = field(default=LAST_DAY)
    """The last day of the span that the calendar covers."""
    official_through: date = field(default=OFFICIAL_THROUGH)
    """The last day whose holidays are promulgated; later answers are provisional (暫定)."""
    _index: _DayIndex = field(default=_EMPTY_INDEX, init=False)

    @classmethod
    def japan(cls) -> Self:
        """Return the calendar closed on weekends and national holidays (土日祝).

        It begins with the first day of the Holidays Act. Before 1992, closed Saturdays are a
        convention of this calendar, not history.

        >>> BusinessCalendar.japan()
        BusinessCalendar(1948-07-20 to 2099-12-31, official through 2027-12-31)
        """
        return cls(_WEEKENDS_AND_HOLIDAYS)

    @classmethod
    def japan_government(cls) -> Self:
        """Return the calendar of government offices (行政機関の休日).

        Closed on weekends, national holidays and from 29 December to 3 January. Available
        from 1989-01-01: the Act was promulgated on 1988-12-13, and until 1992 it closed only
        two Saturdays a month.

        >>> str(BusinessCalendar.japan_government().closure_on(date(2026, 12, 29)))
        '2026-12-29 年末年始休業 (year-end closure)'
        """
        return cls(_GOVERNMENT_CLOSURES, _YEAR_END_ASSERTED_FROM)

    @classmethod
    def japan_banks(cls) -> Self:
        """Return the calendar of banks (銀行の休日).

        Closed on weekends, national holidays and from 31 December to 3 January. Available
        from 1989-01-01; since when the order has been in force was not established.

        >>> BusinessCalendar.japan_banks().is_business_day(date(2026, 12, 30))
        True
        """
        return cls(_BANK_CLOSURES, _YEAR_END_ASSERTED_FROM)

    @validated
    def with_closures(self, closures: Iterable[Closure | RecurringClosure]) -> Self:
        """Return this calendar with closed days (臨時休業・定休日) of a service added.

        >>> notice = Citation("お知らせ", read_on=date(2026, 4, 1))
        >>> bridge = Closure(date(2026, 5, 1), "創立記念日", "company anniversary", notice)
        >>> BusinessCalendar.japan().with_closures([bridge]).next(date(2026, 4, 30))
        datetime.date(2026, 5, 7)
        """
        return type(self)(combine_closures(self.rule, closures), *self._span())

    def is_business_day(self, day: date) -> bool:
        """Return whether *day* is a business day.

        >>> BusinessCalendar.japan().is_business_day(date(2026, 5, 6))  # for Sunday 3 May
        False

        Raises:
            OutOfSpanError: if *day* is outside this calendar's span.
            InvalidValueError: if *day* is not a plain date.
        """
        index = self._index
        try:
            if day.__class__ is date and (position := day.toordinal() - index.first) >= 0:
                return index.is_open[position]
        except IndexError:
            pass
        return self.is_business_day(self._prepare(day))

    def add(self, day: date, n: int) -> date:
        """Return the *n*-th business day after *day*, or before it if *n* is negative.

        The day itself never counts, whether it is a business day or not.

        >>> BusinessCalendar.japan().add(date(2026, 11, 21), 5)  # from a Saturday
        datetime.date(2026, 11, 30)
        >>> BusinessCalendar.japan().add(date(2019, 5, 13), -5)
        datetime.date(2019, 4, 26)

        Raises:
            OutOfSpanError: if *day* or the result is outside this calendar's span.
            InvalidValueError: if *n* is 0 or not a whole number, or *day* not a plain date.
        """
        index = self._index
        try:
            if day.__class__ is date and (position := day.toordinal() - index.first) >= 0:
                if n > 0:
                    return index.days_forward[index.number_up_to[position] + n]
                if n < 0:
                    return index.days_backward[index.number_from_end[position] - n]
        except (IndexError, TypeError):
            pass
        n = _require_nonzero_int(n)
        return self.add(self._prepare(day, f"business day {n:+} from {day}"), n)

    def count(self, start: date, end: date) -> int:
        """Return the number of business days after *start*, up to and including *end*.

        The number is negated when *end* is before *start*, so that `count` is the inverse of
        `add`: `count(day, add(day, n)) == n` from every day for positive n, and from a
        business day for negative n too.

        >>> BusinessCalendar.japan().count(date(2026, 9, 17), date(2026, 9, 29))
        5
        >>> BusinessCalendar.japan().count(date(2026, 9, 29), date(2026, 9, 17))
        -5

        Raises:
            OutOfSpanError: if either day is outside this calendar's span.
            InvalidValueError: if either is not a plain date.
        """
        index = self._index
        try:
            if start.__class__ is date is end.__class__:
                first = index.first
                from_, to = start.toordinal() - first, end.toordinal() - first
                if from_ >= 0 <= to:
                    return index.number_up_to[to] - index.number_up_to[from_]
        except IndexError:
            pass
        return self.count(*self._prepare_both(start, end))

    def next(self, day: date) -> date:
        """Return the first business day after *day*.

        >>> BusinessCalendar.japan().next(date(2019, 4, 26))
        datetime.date(2019, 5, 7)
        """
        return self.add(day, 1)

    def previous(self, day: date) -> date:
        """Return the last business day before *day*.

        >>> BusinessCalendar.japan().previous(date(2019, 5, 7))
        datetime.date(2019, 4, 26)
        """
        return self.add(day, -1)

    def closure_on(self, day: date) -> Closure | None:
        """Return the reason why *day* is closed (休業の理由), with its source; None if open.

        >>> closure = BusinessCalendar.japan().closure_on(date(2027, 3, 22))
        >>> closure.name_ja, closure.citation.place
        ('振替休日', '第3条第2項')

        Raises:
            OutOfSpanError: if *day* is outside this calendar's span.
            InvalidValueError: if *day* is not a plain date.
        """
        return self.rule.closure_on(self._require_in_span(day))

    def is_provisional_on(self, day: date) -> bool:
        """Return whether *day* is after the promulgated years (暫定).

        >>> is_provisional_on = BusinessCalendar.japan().is_provisional_on
        >>> is_provisional_on(date(2027, 12, 31)), is_provisional_on(date(2028, 1, 1))
        (False, True)

        Raises:
            OutOfSpanError: if *day* is outside this calendar's span.
            InvalidValueError: if *day* is not a plain date.
        """
        return self._require_in_span(day) > self.official_through

    def __or__(self, other: Self) -> Self:
        return self._combine(or_, other)

    def __and__(self, other: Self) -> Self:
        return self._combine(and_, other)

    def __sub__(self, other: Self) -> Self:
        return self._combine(sub, other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BusinessCalendar):
            return NotImplemented
        return self._span() == other._span() and (
            self.rule == other.rule or self._has_same_closures(other.rule)
        )

    def __hash__(self) -> int:
        end = self.official_through.toordinal()
        return hash((self._span(), frozenset(self.rule.closed_days(end - 366, end))))

    def __repr__(self) -> str:
        return (
            f"BusinessCalendar({self.first_day} to {self.last_day}, "
            f"official through {self.official_through})"
        )

    def __reduce__(self) -> tuple[type[Self], tuple[ClosureRule, date, date, date]]:
        return type(self), (self.rule, *self._span())

    def _span(self) -> tuple[date, date, date]:
        return self.first_day, self.last_day, self.official_through

    def _combine(self, operation: Callable[[set[int], set[int]], set[int]], other: Self) -> Self:
        if not isinstance(other, BusinessCalendar):
            return NotImplemented
        first, last = max(self.first_day, other.first_day), min(self.last_day, other.last_day)
        if first > last:
            raise InvalidValueError("these calendars have no day in common")
        official = min(self.official_through, other.official_through)
        return type(self)(CombinedClosures(operation, self.rule, other.rule), first, last, official)

    def _has_same_closures(self, rule: ClosureRule) -> bool:
        spans = [
            (self.first_day.toordinal(), self.official_through.toordinal()),
            (self.official_through.toordinal() + 1, self.last_day.toordinal()),
        ]
        return all(
            (closed := self.rule.closed_days(*span)) == rule.closed_days(*span)
            and all(
                self.rule.closure_on(day) == rule.closure_on(day)
                for day in map(date.fromordinal, closed)
            )
            for span in spans
        )

    def _require_in_span(self, day: date) -> date:
        day = require_date(day)
        if not self.first_day <= day <= self.last_day:
            self._raise_out_of_span(str(day))
        return date(day.year, day.month, day.day)

    def _prepare(self, day: date, what: str = "") -> date:
        """Return *day* as a plain date; widen the index if *day* is one already."""
        plain = self._require_in_span(day)
        if day.__class__ is date:
            self._extend_index(day, what)
        return plain

    def _prepare_both(self, start: date, end: date) -> tuple[date, date]:
        plain = self._require_in_span(start), self._require_in_span(end)
        if start.__class__ is date is end.__class__:
            self._extend_index(max(plain))
        return plain

    def _raise_out_of_span(self, what: str) -> NoReturn:
        raise OutOfSpanError(
            f"{what} lies outside this calendar's span, {self.first_day} to {self.last_day}"
        )

    def _extend_index(self, day: date, what: str = "") -> None:
        """Build the next wider index that covers *day*; raise for *what* if there is none."""
        for first, last in self._index_spans(day):
            if first <= day <= last and (last - first).days >= len(self._index.is_open):
                index = _DayIndex(self.rule, first.toordinal(), last.toordinal())
                object.__setattr__(self, "_index", index)
                return
        self._raise_out_of_span(what)

    def _index_spans(self, day: date) -> Iterator[tuple[date, date]]:
        """Yield the first and last day of each possible index, the narrowest first."""
        if day <= self.official_through:
            yield (
                max(self.first_day, date(day.year - 1, 1, 1)),
                min(self.official_through, date(day.year + 1, 12, 31)),
            )
        yield self.first_day, min(self.official_through, self.last_day)
        yield self.first_day, self.last_day


def _require_nonzero_int(n: object) -> int:
    """Return *n* as an int if it is a whole number other than 0, otherwise raise."""
    if isinstance(n, type) or not isinstance(n, SupportsIndex) or not (steps := to_int(n)):
        raise InvalidValueError(
            "n must be a whole number other than 0, because the day itself never counts; "
            "to leave a closed day, use next or previous"
        )
    return steps
