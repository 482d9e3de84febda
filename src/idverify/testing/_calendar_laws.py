"""What every calendar of business days keeps, ours or somebody's own."""

from datetime import date, timedelta
from typing import Final, Protocol

from hypothesis import strategies as st

from idverify.calendar.closures import Closure
from idverify.testing._property_laws import PropertyLaws, law
from idverify.testing.strategies.days import days

__all__ = ["Calendar", "CalendarLaws"]

_DAY: Final = timedelta(days=1)
_DAYS: Final = days(date(2021, 1, 1), date(2026, 12, 31))
_BUSINESS_DAYS: Final = st.integers(1, 60)


class Calendar(Protocol):
    """What a calendar of business days can be asked, as `BusinessCalendar` can."""

    def is_business_day(self, day: date) -> bool:
        """Whether the service works on *day*."""
        ...

    def add(self, day: date, n: int) -> date:
        """Return the n-th business day after *day*, or before it."""
        ...

    def count(self, start: date, end: date) -> int:
        """Return the number of business days in (start, end], negated backwards."""
        ...

    def next(self, day: date) -> date:
        """Return the first business day after *day*."""
        ...

    def previous(self, day: date) -> date:
        """Return the last business day before *day*."""
        ...

    def closure_on(self, day: date) -> Closure | None:
        """Return why *day* is closed."""
        ...


class CalendarLaws(PropertyLaws):
    """What every calendar keeps in the years 2020 to 2027; derive, and give `calendar`."""

    def calendar(self) -> Calendar:
        """Return the calendar to be held; override this."""
        raise NotImplementedError("override calendar(): return the calendar to be held")

    @law(day=_DAYS)
    def test_a_closed_day_has_a_reason_and_an_open_day_has_none(self, day: date) -> None:
        """Whoever is told that a day is closed can be told why, and about no other day."""
        why = self.calendar().closure_on(day)

        assert self.calendar().is_business_day(day) is (why is None)
        assert why is None or why.day == day

    @law(day=_DAYS)
    def test_next_is_the_first_business_day_after(self, day: date) -> None:
        """The next business day lies after the day, is open, and none lies in between."""
        calendar = self.calendar()
        found = calendar.next(day)

        assert day < found
        assert _business_days_between(calendar, day + _DAY, found) == [found]

    @law(day=_DAYS)
    def test_previous_is_the_last_business_day_before(self, day: date) -> None:
        """The previous business day lies before the day, is open, and none lies in between."""
        calendar = self.calendar()
        found = calendar.previous(day)

        assert found < day
        assert _business_days_between(calendar, found, day - _DAY) == [found]

    @law(day=_DAYS)
    def test_adding_one_is_next(self, day: date) -> None:
        """One business day on is the next one, from an open day and from a closed day."""
        assert self.calendar().add(day, 1) == self.calendar().next(day)

    @law(day=_DAYS)
    def test_subtracting_one_is_previous(self, day: date) -> None:
        """One business day back is the previous one, from an open day and from a closed day."""
        assert self.calendar().add(day, -1) == self.calendar().previous(day)

    @law(day=_DAYS, n=_BUSINESS_DAYS)
    def test_add_is_successive_next(self, day: date, n: int) -> None:
        """The day after n business days is followed by the day after n + 1."""
        calendar = self.calendar()

        assert calendar.add(day, n + 1) == calendar.next(calendar.add(day, n))

    @law(day=_DAYS, n=_BUSINESS_DAYS)
    def test_add_is_invertible(self, day: date, n: int) -> None:
        """From an open day, n business days on and n back lead to where it began."""
        calendar = self.calendar()
        start = calendar.next(day)

        assert calendar.add(calendar.add(start, n), -n) == start

    @law(day=_DAYS, n=_BUSINESS_DAYS)
    def test_count_is_the_inverse_of_add(self, day: date, n: int) -> None:
        """From a day to the n-th business day after it there are n."""
        calendar = self.calendar()

        assert calendar.count(day, calendar.add(day, n)) == n

    @law(start=_DAYS, end=_DAYS)
    def test_count_is_antisymmetric(self, start: date, end: date) -> None:
        """There are as many business days from one day to another as back, with a minus."""
        calendar = self.calendar()

        assert calendar.count(start, end) == -calendar.count(end, start)

    @law(start=_DAYS, length=st.integers(0, 90))
    def test_count_excludes_start_and_includes_end(self, start: date, length: int) -> None:
        """The count is that of a walk from the day after the start to the end."""
        calendar, end = self.calendar(), start + length * _DAY

        assert calendar.count(start, end) == len(
            _business_days_between(calendar, start + _DAY, end)
        )


def _business_days_between(calendar: Calendar, first: date, last: date) -> list[date]:
    """Return the open days from *first* to *last*, both included, by walking."""
    walked = (first + n * _DAY for n in range((last - first).days + 1))
    return [day for day in walked if calendar.is_business_day(day)]
