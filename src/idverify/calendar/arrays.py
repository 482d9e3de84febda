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
from idverify.errors import InvalidValueError, OutOfSpanError

__all__ = ["CalendarArrays", "closures_from_busdaycalendar"]

_Array = npt.NDArray[Any]

_EPOCH: Final = date(1970, 1, 1).toordinal()
_NAT: Final = np.iinfo(np.int64).min
_BLOCK: Final = 1 << 16
#: The first of January 1970, counted from Monday.
_THURSDAY: Final = 3


class _ArrayIndex:
    """The numbers of `business_days` for one span, as arrays; days count from 1970."""

    __slots__ = ("days", "first", "is_open", "last", "number_from", "number_up_to")

    def __init__(self, calendar: BusinessCalendar, last: date) -> None:
        """Number the business days from the calendar's first day to *last*."""
        first, through = calendar.first_day.toordinal(), last.toordinal()
        closed = calendar.rule.closed_days(first, through)
        self.is_open = np.ones(through - first + 1, bool)
        self.is_open[np.fromiter(closed, np.int64, len(closed)) - first] = False
        self.first, self.last = first - _EPOCH, through - _EPOCH
        #: The number of the last business day up to each day, and of the first from it on.
        self.number_up_to = np.cumsum(self.is_open, dtype=np.int32)
        self.number_from = self.number_up_to + ~self.is_open
        #: The business days by their number; number 0 is no day.
        self.days = np.concatenate(([_NAT], np.flatnonzero(self.is_open) + self.first))


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
        self._indexes: dict[date, _ArrayIndex] = {}
        self._codes: dict[int, _Array] = {}

    def is_business_day(self, days: _Array) -> _Array:
        """Return a boolean for each day.

        >>> arrays.is_business_day(days).tolist()
        [True, True]

        Raises:
            InvalidValueError: for anything but datetime64[D], and for NaT.
            OutOfSpanError: if a day lies outside the calendar's span.
        """
        numbers = _as_day_numbers(days)
        table = self._index(numbers)
        return _gather(table.is_open, numbers, table.first)

    def add(self, days: _Array, n: int | _Array) -> _Array:
        """Return the *n*-th business day after each day, or before it for negative n.

        *n* is one number for all days, or an array of numbers, one a day.

        >>> arrays.add(days, np.array([1, -1])).tolist()
        [datetime.date(2026, 9, 18), datetime.date(2019, 4, 25)]

        Raises:
            InvalidValueError: as `is_business_day`; and if an n is 0 or no whole number.
            OutOfSpanError: if a day or an answer lies outside the calendar's span.
        """
        numbers, steps = _as_day_numbers(days), _as_nonzero_ints(n)
        if steps.ndim:
            numbers, steps = (np.ascontiguousarray(a) for a in np.broadcast_arrays(numbers, steps))
            return self._add_each(numbers, steps)
        return self._add_all(numbers, int(steps))

    def count(self, starts: _Array, ends: _Array) -> _Array:
        """Return how many business days lie in (start, end], negated if end is before start.

        >>> arrays.count(days, arrays.add(days, 250)).tolist()
        [250, 250]

        Raises:
            InvalidValueError: as `is_business_day`.
            OutOfSpanError: as `is_business_day`.
        """
        one, other = np.broadcast_arrays(_as_day_numbers(starts), _as_day_numbers(ends))
        begin, end = np.ascontiguousarray(one), np.ascontiguousarray(other)
        table = max(self._index(begin), self._index(end), key=lambda each: each.last)
        return _gather(table.number_up_to, end, table.first) - _gather(
            table.number_up_to, begin, table.first
        )

    def closure_codes(self, days: _Array) -> _Array:
        """Return `ClosureKind.code` for each day, 0 for a business day.

        >>> arrays.closure_codes(days + 5).tolist()  # 22 September 2026, 1 May 2019
        [3, 1]

        Raises:
            InvalidValueError: as `is_business_day`.
            OutOfSpanError: as `is_business_day`.
        """
        numbers = _as_day_numbers(days)
        table = self._index(numbers)
        return _gather(self._codes_by_day(table), numbers, table.first)

    def to_busdaycalendar(self, through: date | None = None) -> np.busdaycalendar:
        """Return the closures up to *through* for numpy's own functions.

        Without *through*, to the last promulgated day. numpy knows no span: to it, every
        weekday outside is a business day.

        >>> numpy_calendar = arrays.to_busdaycalendar()
        >>> np.busday_offset("2026-09-17", 5, busdaycal=numpy_calendar).item()
        datetime.date(2026, 9, 29)
        """
        last = self._calendar.official_through if through is None else through
        table = _ArrayIndex(self._calendar, last)
        weekdays = (np.arange(table.first, table.last + 1) + _THURSDAY) % 7
        worked = np.bincount(weekdays[table.is_open], minlength=7) > 0
        closed = np.flatnonzero(~table.is_open & worked[weekdays]) + table.first
        return np.busdaycalendar(worked, closed.astype("datetime64[D]"))

    def _add_all(self, numbers: _Array, n: int) -> _Array:
        if not numbers.size:
            return numbers.view("datetime64[D]")
        least, greatest = edges = _min_max(numbers)
        for table in self._indexes_covering(edges):
            asked = slice(least - table.first, greatest - table.first + 1)
            positions = (table.number_up_to if n > 0 else table.number_from)[asked] + np.int64(n)
            if _is_in_index(positions[[0, -1]], table):
                return _gather(table.days[positions], numbers, least).view("datetime64[D]")
        return self._raise_out_of_span(f"business day {n:+} from a day")

    def _add_each(self, numbers: _Array, steps: _Array) -> _Array:
        for table in self._indexes_covering(_min_max(numbers)):
            positions = _gather(table.number_up_to, numbers, table.first)
            if (backwards := steps < 0).any():
                from_on = _gather(table.number_from, numbers, table.first)
                np.copyto(positions, from_on, where=backwards)
            positions += steps
            if _is_in_index(_min_max(positions), table):
                return _gather(table.days, positions, 0).view("datetime64[D]")
        return self._raise_out_of_span("a business day asked for")

    def _index(self, numbers: _Array) -> _ArrayIndex:
        return next(self._indexes_covering(_min_max(numbers)))

    def _indexes_covering(self, edges: _Array) -> Iterator[_ArrayIndex]:
        """Yield the table of the promulgated years if it has the days, then the whole one."""
        calendar = self._calendar
        if (edges == _NAT).any():
            raise InvalidValueError("days contain NaT: leave out or fill what is no day")
        first, last = calendar.first_day.toordinal(), calendar.last_day.toordinal()
        if (edges < first - _EPOCH).any() or (edges > last - _EPOCH).any():
            self._raise_out_of_span("a day")
        for through in (calendar.official_through, calendar.last_day):
            if (edges <= through.toordinal() - _EPOCH).all():
                yield self._index_through(through)

    def _index_through(self, through: date) -> _ArrayIndex:
        if through not in self._indexes:
            self._indexes[through] = _ArrayIndex(self._calendar, through)
        return self._indexes[through]

    def _codes_by_day(self, table: _ArrayIndex) -> _Array:
        """Return the codes of every day of a table; kept, because each reason is looked up."""
        if table.last not in self._codes:
            codes = np.zeros(table.is_open.size, np.uint8)
            for place in np.flatnonzero(~table.is_open).tolist():
                closure = self._calendar.closure_on(date.fromordinal(place + table.first + _EPOCH))
                codes[place] = closure.kind.code if closure else 0
            self._codes[table.last] = codes
        return self._codes[table.last]

    def _raise_out_of_span(self, what: str) -> NoReturn:
        raise OutOfSpanError(
            f"{what} lies outside this calendar's span, "
            f"{self._calendar.first_day} to {self._calendar.last_day}"
        )


def closures_from_busdaycalendar(
    calendar: np.busdaycalendar, *, name_ja: str, name_en: str, citation: Citation
) -> tuple[Closure, ...]:
    """Return the holidays of a numpy calendar as closures, for `with_closures`.

    >>> from datetime import date
    >>> bridge = np.busdaycalendar(holidays=["2026-05-01"])
    >>> notice = Citation("お知らせ", read_on=date(2026, 4, 1))
    >>> closures = closures_from_busdaycalendar(bridge, name_ja="臨時休業", name_en="closed", citation=notice)
    >>> BusinessCalendar.japan().with_closures(closures).next(date(2026, 4, 30))
    datetime.date(2026, 5, 7)

    Raises:
        InvalidValueError: if the numpy calendar works on other days than Monday to Friday.
    """
    if calendar.weekmask.tolist() != [True] * 5 + [False] * 2:
        raise InvalidValueError(
            "only a numpy calendar with the weekmask Mon to Fri can be taken over"
        )
    return tuple(Closure(day, name_ja, name_en, citation) for day in calendar.holidays.tolist())


def _as_day_numbers(days: object) -> _Array:
    """Return days as their numbers from 1970, contiguous."""
    if not isinstance(days, np.ndarray) or days.dtype != np.dtype("datetime64[D]"):
        raise InvalidValueError(
            "days must be a numpy array of datetime64[D]: of dates, make one with "
            'np.array(dates, dtype="datetime64[D]"); of moments, choose the zone first'
        )
    return np.ascontiguousarray(days).view(np.int64).reshape(days.shape)


def _as_nonzero_ints(n: int | _Array) -> _Array:
    steps = np.asarray(n)
    if steps.dtype.kind not in "iu" or not steps.all():
        raise InvalidValueError("n must be whole numbers other than 0: the day itself never counts")
    return steps.astype(np.int64)


def _min_max(numbers: _Array) -> _Array:
    """Return the least and the greatest number; NaT is the least of all."""
    return np.array([numbers.min(), numbers.max()]) if numbers.size else np.empty(0, np.int64)


def _is_in_index(positions: _Array, table: _ArrayIndex) -> bool:
    return bool(((positions > 0) & (positions < table.days.size)).all())


def _blocks(numbers: _Array, first: int) -> Iterator[tuple[slice, _Array]]:
    """Yield the places of *numbers* in a table that begins with *first*, block by block."""
    flat, places = numbers.ravel(), np.empty(min(_BLOCK, numbers.size), np.int64)
    for start in range(0, flat.size, _BLOCK):
        block = slice(start, min(start + _BLOCK, flat.size))
        yield block, np.subtract(flat[block], first, out=places[: block.stop - start])


def _gather(table: _Array, numbers: _Array, first: int) -> _Array:
    """Return the table's entry for each number; every number is known to lie in it."""
    found = np.empty(numbers.size, table.dtype)
    for block, places in _blocks(numbers, first):
        np.take(table, places, mode="clip", out=found[block])
    return found.reshape(numbers.shape)
