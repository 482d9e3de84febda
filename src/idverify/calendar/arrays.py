"""A million days at once: the calendar's answers for numpy arrays (extra `arrays`).

Days are `datetime64[D]`. For one n, the answers for every day of the span are made once
a call, which takes a tenth of a millisecond, and then fetched by one gather, in blocks
small enough for the processor's cache.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NoReturn, final

import numpy as np
import numpy.typing as npt

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure
from idverify.citations import Citation
from idverify.errors import InvalidValue, OutOfSpan

__all__ = ["CalendarArrays", "closures_of"]

_Array = npt.NDArray[Any]

_EPOCH: Final = date(1970, 1, 1).toordinal()
_NAT: Final = np.iinfo(np.int64).min
_BLOCK: Final = 1 << 16
#: The first of January 1970, counted from Monday.
_THURSDAY: Final = 3


class _Table:
    """The numbers of `business_days` for one span, as arrays; days count from 1970."""

    __slots__ = ("days", "first", "from_on", "last", "opens", "up_to")

    def __init__(self, calendar: BusinessCalendar, last: date) -> None:
        """Number the business days from the calendar's first day to *last*."""
        first, through = calendar.first_day.toordinal(), last.toordinal()
        closed = calendar.rule.closed(first, through)
        self.opens = np.ones(through - first + 1, bool)
        self.opens[np.fromiter(closed, np.int64, len(closed)) - first] = False
        self.first, self.last = first - _EPOCH, through - _EPOCH
        #: The number of the last business day up to each day, and of the first from it on.
        self.up_to = np.cumsum(self.opens, dtype=np.int32)
        self.from_on = self.up_to + ~self.opens
        #: The business days by their number; number 0 is no day.
        self.days = np.concatenate(([_NAT], np.flatnonzero(self.opens) + self.first))


@final
class CalendarArrays:
    """What a `BusinessCalendar` answers, element by element, for arrays of days.

    Every element is what the calendar's own method returns for it. One element outside
    the span, or a NaT, refuses the whole call.

    >>> from datetime import date
    >>> import numpy as np
    >>> arrays = CalendarArrays(BusinessCalendar.japan())
    >>> days = np.array(["2026-09-17", "2019-04-26"], dtype="datetime64[D]")
    >>> arrays.add(days, 5).tolist()
    [datetime.date(2026, 9, 29), datetime.date(2019, 5, 13)]
    """

    def __init__(self, calendar: BusinessCalendar) -> None:
        """Take the calendar whose answers are wanted."""
        self._calendar = calendar
        self._tables: dict[date, _Table] = {}
        self._codes: dict[int, _Array] = {}

    def is_business_day(self, days: _Array) -> _Array:
        """Return a boolean for each day.

        >>> arrays.is_business_day(days).tolist()
        [True, True]

        Raises:
            InvalidValue: for anything but datetime64[D], and for NaT.
            OutOfSpan: if a day lies outside the calendar's span.
        """
        numbers = _numbers(days)
        table = self._table(numbers)
        return _gathered(table.opens, numbers, table.first)

    def add(self, days: _Array, n: int | _Array) -> _Array:
        """Return the *n*-th business day after each day, or before it for negative n.

        *n* is one number for all days, or an array of numbers, one a day.

        >>> arrays.add(days, np.array([1, -1])).tolist()
        [datetime.date(2026, 9, 18), datetime.date(2019, 4, 25)]

        Raises:
            InvalidValue: as `is_business_day`; and if an n is 0 or no whole number.
            OutOfSpan: if a day or an answer lies outside the calendar's span.
        """
        numbers, steps = _numbers(days), _whole(n)
        if steps.ndim:
            numbers, steps = (np.ascontiguousarray(a) for a in np.broadcast_arrays(numbers, steps))
            return self._add_each(numbers, steps)
        return self._add_all(numbers, int(steps))

    def count(self, starts: _Array, ends: _Array) -> _Array:
        """Return how many business days lie in (start, end], negated if end is before start.

        >>> arrays.count(days, arrays.add(days, 250)).tolist()
        [250, 250]

        Raises:
            InvalidValue: as `is_business_day`.
            OutOfSpan: as `is_business_day`.
        """
        one, other = np.broadcast_arrays(_numbers(starts), _numbers(ends))
        begin, end = np.ascontiguousarray(one), np.ascontiguousarray(other)
        table = max(self._table(begin), self._table(end), key=lambda each: each.last)
        return _gathered(table.up_to, end, table.first) - _gathered(table.up_to, begin, table.first)

    def closure_codes(self, days: _Array) -> _Array:
        """Return `ClosureKind.code` for each day, 0 for a business day.

        >>> arrays.closure_codes(days + 5).tolist()  # 22 September 2026, 1 May 2019
        [3, 1]

        Raises:
            InvalidValue: as `is_business_day`.
            OutOfSpan: as `is_business_day`.
        """
        numbers = _numbers(days)
        table = self._table(numbers)
        return _gathered(self._codes_of(table), numbers, table.first)

    def to_busdaycalendar(self, through: date | None = None) -> np.busdaycalendar:
        """Return the closures up to *through* for numpy's own functions.

        Without *through*, to the last promulgated day. numpy knows no span: to it, every
        weekday outside is a business day.

        >>> numpy_calendar = arrays.to_busdaycalendar()
        >>> np.busday_offset("2026-09-17", 5, busdaycal=numpy_calendar).item()
        datetime.date(2026, 9, 29)
        """
        last = self._calendar.official_through if through is None else through
        table = _Table(self._calendar, last)
        weekdays = (np.arange(table.first, table.last + 1) + _THURSDAY) % 7
        worked = np.bincount(weekdays[table.opens], minlength=7) > 0
        closed = np.flatnonzero(~table.opens & worked[weekdays]) + table.first
        return np.busdaycalendar(worked, closed.astype("datetime64[D]"))

    def _add_all(self, numbers: _Array, n: int) -> _Array:
        if not numbers.size:
            return numbers.view("datetime64[D]")
        least, greatest = edges = _edges(numbers)
        for table in self._tables_from(edges):
            asked = slice(least - table.first, greatest - table.first + 1)
            positions = (table.up_to if n > 0 else table.from_on)[asked] + np.int64(n)
            if _inside(positions[[0, -1]], table):
                return _gathered(table.days[positions], numbers, least).view("datetime64[D]")
        return self._refuse(f"business day {n:+} from a day")

    def _add_each(self, numbers: _Array, steps: _Array) -> _Array:
        for table in self._tables_from(_edges(numbers)):
            positions = _gathered(table.up_to, numbers, table.first)
            if (backwards := steps < 0).any():
                from_on = _gathered(table.from_on, numbers, table.first)
                np.copyto(positions, from_on, where=backwards)
            positions += steps
            if _inside(_edges(positions), table):
                return _gathered(table.days, positions, 0).view("datetime64[D]")
        return self._refuse("a business day asked for")

    def _table(self, numbers: _Array) -> _Table:
        return next(self._tables_from(_edges(numbers)))

    def _tables_from(self, edges: _Array) -> Iterator[_Table]:
        """Yield the table of the promulgated years if it has the days, then the whole one."""
        calendar = self._calendar
        if (edges == _NAT).any():
            raise InvalidValue("days contain NaT: leave out or fill what is no day")
        first, last = calendar.first_day.toordinal(), calendar.last_day.toordinal()
        if (edges < first - _EPOCH).any() or (edges > last - _EPOCH).any():
            self._refuse("a day")
        for through in (calendar.official_through, calendar.last_day):
            if (edges <= through.toordinal() - _EPOCH).all():
                yield self._made(through)

    def _made(self, through: date) -> _Table:
        if through not in self._tables:
            self._tables[through] = _Table(self._calendar, through)
        return self._tables[through]

    def _codes_of(self, table: _Table) -> _Array:
        """Return the codes of every day of a table; kept, because each reason is looked up."""
        if table.last not in self._codes:
            codes = np.zeros(table.opens.size, np.uint8)
            for place in np.flatnonzero(~table.opens).tolist():
                closure = self._calendar.closure_on(date.fromordinal(place + table.first + _EPOCH))
                codes[place] = closure.kind.code if closure else 0
            self._codes[table.last] = codes
        return self._codes[table.last]

    def _refuse(self, what: str) -> NoReturn:
        raise OutOfSpan(
            f"{what} lies outside this calendar's span, "
            f"{self._calendar.first_day} to {self._calendar.last_day}"
        )


def closures_of(
    calendar: np.busdaycalendar, *, name_ja: str, name_en: str, citation: Citation
) -> tuple[Closure, ...]:
    """Return the holidays of a numpy calendar as closures, for `with_closures`.

    >>> from datetime import date
    >>> bridge = np.busdaycalendar(holidays=["2026-05-01"])
    >>> notice = Citation("お知らせ", read_on=date(2026, 4, 1))
    >>> closures = closures_of(bridge, name_ja="臨時休業", name_en="closed", citation=notice)
    >>> BusinessCalendar.japan().with_closures(closures).next(date(2026, 4, 30))
    datetime.date(2026, 5, 7)

    Raises:
        InvalidValue: if the numpy calendar works on other days than Monday to Friday.
    """
    if calendar.weekmask.tolist() != [True] * 5 + [False] * 2:
        raise InvalidValue("only a numpy calendar with the weekmask Mon to Fri can be taken over")
    return tuple(Closure(day, name_ja, name_en, citation) for day in calendar.holidays.tolist())


def _numbers(days: object) -> _Array:
    """Return days as their numbers from 1970, contiguous."""
    if not isinstance(days, np.ndarray) or days.dtype != np.dtype("datetime64[D]"):
        raise InvalidValue(
            "days must be a numpy array of datetime64[D]: of dates, make one with "
            'np.array(dates, dtype="datetime64[D]"); of moments, choose the zone first'
        )
    return np.ascontiguousarray(days).view(np.int64).reshape(days.shape)


def _whole(n: int | _Array) -> _Array:
    steps = np.asarray(n)
    if steps.dtype.kind not in "iu" or not steps.all():
        raise InvalidValue("n must be whole numbers other than 0: the day itself never counts")
    return steps.astype(np.int64)


def _edges(numbers: _Array) -> _Array:
    """Return the least and the greatest number; NaT is the least of all."""
    return np.array([numbers.min(), numbers.max()]) if numbers.size else np.empty(0, np.int64)


def _inside(positions: _Array, table: _Table) -> bool:
    return bool(((positions > 0) & (positions < table.days.size)).all())


def _blocks(numbers: _Array, first: int) -> Iterator[tuple[slice, _Array]]:
    """Yield the places of *numbers* in a table that begins with *first*, block by block."""
    flat, places = numbers.ravel(), np.empty(min(_BLOCK, numbers.size), np.int64)
    for start in range(0, flat.size, _BLOCK):
        block = slice(start, min(start + _BLOCK, flat.size))
        yield block, np.subtract(flat[block], first, out=places[: block.stop - start])


def _gathered(table: _Array, numbers: _Array, first: int) -> _Array:
    """Return the table's entry for each number; every number is known to lie in it."""
    found = np.empty(numbers.size, table.dtype)
    for block, places in _blocks(numbers, first):
        np.take(table, places, mode="clip", out=found[block])
    return found.reshape(numbers.shape)
