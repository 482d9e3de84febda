"""Laws of business-day calendars (営業日): property tests for the library's calendars or others."""

from datetime import date, timedelta
from typing import Final, Protocol

from hypothesis import strategies as st

from idverify.calendar.closures import Closure
from idverify.testing._promises import states_promises
from idverify.testing._property_laws import PropertyLaws, law
from idverify.testing.strategies.days import days

__all__ = ["Calendar", "CalendarLaws"]

_DAY: Final = timedelta(days=1)
_DAYS: Final = days(date(2021, 1, 1), date(2026, 12, 31))
_BUSINESS_DAYS: Final = st.integers(1, 60)


class Calendar(Protocol):
    """The methods of a business-day calendar that the laws call; `BusinessCalendar` has them."""

    def is_business_day(self, day: date) -> bool:
        """Return whether *day* is a business day."""
        ...

    def add(self, day: date, n: int) -> date:
        """Return the n-th business day after *day*, or before it if *n* is negative."""
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
        """Return the reason why *day* is closed, or None if it is a business day."""
        ...


@states_promises
class CalendarLaws(PropertyLaws):
    """Laws of every calendar in the years 2020 to 2027; derive from it and override `calendar`."""

    def calendar(self) -> Calendar:
        """Return the calendar under test; override this."""
        raise NotImplementedError("override calendar(): return the calendar under test")

    @law(day=_DAYS)
    def test_a_closed_day_has_a_reason_and_an_open_day_has_none(self, day: date) -> None:
        """Each closed day has a closure of the same day as its reason; a business day has none."""
        closure = self.calendar().closure_on(day)

        assert self.calendar().is_business_day(day) is (closure is None)
        assert closure is None or closure.day == day

    @law(day=_DAYS)
    def test_next_is_the_first_business_day_after(self, day: date) -> None:
        """The next business day is open and after the day, with no business day in between."""
        calendar = self.calendar()
        following = calendar.next(day)

        assert day < following
        assert _business_days_between(calendar, day + _DAY, following) == [following]

    @law(day=_DAYS)
    def test_previous_is_the_last_business_day_before(self, day: date) -> None:
        """The previous business day is open and before the day, with none in between."""
        calendar = self.calendar()
        previous = calendar.previous(day)

        assert previous < day
        assert _business_days_between(calendar, previous, day - _DAY) == [previous]

    @law(day=_DAYS)
    def test_adding_one_is_next(self, day: date) -> None:
        """Adding one business day gives the next one, from an open or a closed day."""
        assert self.calendar().add(day, 1) == self.calendar().next(day)

    @law(day=_DAYS)
    def test_subtracting_one_is_previous(self, day: date) -> None:
        """Subtracting one business day gives the previous one, from an open or a closed day."""
        assert self.calendar().add(day, -1) == self.calendar().previous(day)

    @law(day=_DAYS, n=_BUSINESS_DAYS)
    def test_add_is_successive_next(self, day: date, n: int) -> None:
        """Adding n + 1 business days gives the business day after adding n."""
        calendar = self.calendar()

        assert calendar.add(day, n + 1) == calendar.next(calendar.add(day, n))

    @law(day=_DAYS, n=_BUSINESS_DAYS)
    def test_add_is_invertible(self, day: date, n: int) -> None:
        """From an open day, adding n business days and subtracting n returns to the same day."""
        calendar = self.calendar()
        start = calendar.next(day)

        assert calendar.add(calendar.add(start, n), -n) == start

    @law(day=_DAYS, n=_BUSINESS_DAYS)
    def test_count_is_the_inverse_of_add(self, day: date, n: int) -> None:
        """The count from a day to the n-th business day after it is n."""
        calendar = self.calendar()

        assert calendar.count(day, calendar.add(day, n)) == n

    @law(start=_DAYS, end=_DAYS)
    def test_count_is_antisymmetric(self, start: date, end: date) -> None:
        """The count from one day to another is the negated count backwards."""
        calendar = self.calendar()

        assert calendar.count(start, end) == -calendar.count(end, start)

    @law(start=_DAYS, length=st.integers(0, 90))
    def test_count_excludes_start_and_includes_end(self, start: date, length: int) -> None:
        """The count equals the open days from the day after the start to the end, one by one."""
        calendar, end = self.calendar(), start + length * _DAY

        assert calendar.count(start, end) == len(
            _business_days_between(calendar, start + _DAY, end)
        )


def _business_days_between(calendar: Calendar, first: date, last: date) -> list[date]:
    """Return the open days from *first* to *last*, both included, by testing each day."""
    days_between = (first + n * _DAY for n in range((last - first).days + 1))
    return [day for day in days_between if calendar.is_business_day(day)]
