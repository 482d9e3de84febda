"""The laws of business days, each against a naive walk from day to day."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

import holidays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idverify.calendar import (
    TOKYO,
    BusinessCalendar,
    Closure,
    ReceiptConvention,
    ReviewClock,
)
from idverify.calendar.arrays import CalendarArrays
from idverify.calendar.civil_code import age_attained_on, age_on, last_day_of_period
from idverify.citations import Citation
from idverify.errors import OutOfSpanError

#: The first question about a provisional year takes longer than the others.
unhurried = settings(deadline=None)
ONE_DAY = timedelta(days=1)
NOTICE = Citation("お知らせ", read_on=date(2026, 4, 1))
PRESETS = (
    BusinessCalendar.japan(),
    BusinessCalendar.japan_government(),
    BusinessCalendar.japan_banks(),
)
NATIONAL = PRESETS[0]
ARRAYS = CalendarArrays(NATIONAL)


def _rests() -> frozenset[date]:
    """Return the official holidays, and those the package expects after them."""
    with (Path(__file__).parents[1] / "data/jp_holidays.csv").open(encoding="utf-8") as lines:
        official = {date.fromisoformat(row["date"]) for row in csv.DictReader(lines)}
    return frozenset(official | set(holidays.country_holidays("JP", years=range(2028, 2100))))


RESTS = _rests()


def works(day: date) -> bool:
    """Tell naively whether a day is a business day of the national calendar."""
    return day.weekday() < 5 and day not in RESTS


def walk(day: date, n: int) -> date:
    """Return the n-th business day by walking."""
    step = ONE_DAY if n > 0 else -ONE_DAY
    while n:
        day += step
        n -= (n > 0) - (n < 0) if works(day) else 0
    return day


days = st.dates(date(1955, 1, 1), date(2090, 12, 31))
steps = st.integers(1, 300)
signed_steps = st.integers(-300, 300).filter(bool)
calendars = st.sampled_from(PRESETS)
own_closures = st.lists(
    st.builds(
        Closure,
        st.dates(date(2026, 1, 1), date(2026, 3, 31)),
        st.sampled_from(["臨時休業", "保守"]),
        st.just("service closed"),
        st.just(NOTICE),
    ),
    max_size=6,
)
own_calendars = st.builds(
    lambda preset, closures: preset.with_closures(closures), calendars, own_closures
)
modern_days = st.dates(date(1990, 1, 1), date(2024, 12, 31))
moments = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - bounds take no zone
    datetime(2027, 12, 31),  # noqa: DTZ001 - as above
    timezones=st.just(TOKYO),
)
clocks = st.builds(
    lambda calendar, days, setting: ReviewClock(calendar, days, **setting),
    own_calendars,
    st.integers(1, 20),
    st.sampled_from(
        [{"receipt_convention": each} for each in ReceiptConvention]
        + [{"cutoff": time(17)}, {"cutoff": time(9, 30), "cutoff_inclusive": True}]
    ),
)


class TestAgainstAWalk:
    """What the table says is what walking from day to day says."""

    @unhurried
    @given(days, signed_steps)
    def test_add(self, day: date, n: int) -> None:
        """The n-th business day is the one reached by walking, in both directions."""
        assert walk(day, n) == NATIONAL.add(day, n)

    @unhurried
    @given(days, st.integers(0, 500))
    def test_count(self, day: date, width: int) -> None:
        """The count is the number of business days met on the way, the end included."""
        end = day + width * ONE_DAY
        met = sum(works(day + n * ONE_DAY) for n in range(1, width + 1))

        assert (met, -met) == (NATIONAL.count(day, end), NATIONAL.count(end, day))

    @unhurried
    @given(days)
    def test_is_business_day(self, day: date) -> None:
        """A day is a business day when it is no weekend and no holiday."""
        assert works(day) == NATIONAL.is_business_day(day)

    @unhurried
    @given(days)
    def test_next_and_previous(self, day: date) -> None:
        """The next and previous business days are one step of walking away."""
        assert (walk(day, 1), walk(day, -1)) == (NATIONAL.next(day), NATIONAL.previous(day))


class TestLaws:
    """What holds for every calendar."""

    @unhurried
    @given(own_calendars, modern_days, steps)
    def test_count_undoes_add(self, calendar: BusinessCalendar, day: date, n: int) -> None:
        """From every day, the count to the n-th business day after it is n."""
        assert n == calendar.count(day, calendar.add(day, n))

    @unhurried
    @given(own_calendars, modern_days, steps)
    def test_count_undoes_add_backwards(
        self, calendar: BusinessCalendar, day: date, n: int
    ) -> None:
        """From every business day, the count to the n-th business day before it is -n."""
        day = calendar.next(day)

        assert -n == calendar.count(day, calendar.add(day, -n))

    @unhurried
    @given(own_calendars, modern_days, modern_days)
    def test_add_undoes_count(self, calendar: BusinessCalendar, one: date, other: date) -> None:
        """From every day, adding the count to a later business day leads to that day."""
        start, end = sorted((one, calendar.next(other)))
        end = end if calendar.is_business_day(end) else calendar.next(end)
        n = calendar.count(start, end)

        assert end == (calendar.add(start, n) if n else start)

    @unhurried
    @given(own_calendars, modern_days, modern_days, signed_steps)
    def test_add_is_monotone(
        self, calendar: BusinessCalendar, one: date, other: date, n: int
    ) -> None:
        """A later day never has an earlier n-th business day."""
        earlier, later = sorted((one, other))

        assert calendar.add(earlier, n) <= calendar.add(later, n)

    @unhurried
    @given(own_calendars, modern_days, steps, steps, st.sampled_from([1, -1]))
    def test_steps_add_up(
        self, calendar: BusinessCalendar, day: date, a: int, b: int, sign: int
    ) -> None:
        """Going a and then b business days one way is going a + b, or both leave the span."""
        try:
            calendar.add(day, sign * (a + b))
        except OutOfSpanError:
            with pytest.raises(OutOfSpanError):
                calendar.add(calendar.add(day, sign * a), sign * b)
            return

        assert calendar.add(calendar.add(day, sign * a), sign * b) == calendar.add(
            day, sign * (a + b)
        )

    @unhurried
    @given(own_calendars, modern_days, modern_days, modern_days)
    def test_counts_add_up(self, calendar: BusinessCalendar, a: date, b: date, c: date) -> None:
        """Counts are additive over any three days, in any order."""
        assert calendar.count(a, c) == calendar.count(a, b) + calendar.count(b, c)

    @unhurried
    @given(own_calendars, modern_days)
    def test_business_or_closed_with_a_source(self, calendar: BusinessCalendar, day: date) -> None:
        """Every day is a business day, or is closed for a reason that is cited."""
        closure = calendar.closure_on(day)

        assert calendar.is_business_day(day) == (closure is None)
        assert closure is None or (closure.day == day and closure.citation.title)


class TestAlgebra:
    """Calendars are a distributive lattice of closed days, reasons included."""

    @unhurried
    @given(
        own_calendars, own_calendars, own_calendars, st.dates(date(2026, 1, 1), date(2026, 3, 31))
    )
    def test_lattice(
        self, a: BusinessCalendar, b: BusinessCalendar, c: BusinessCalendar, day: date
    ) -> None:
        """Union and intersection are commutative, associative, absorbing and distributive."""
        equal = [
            (a | b, b | a),
            (a & b, b & a),
            ((a | b) | c, a | (b | c)),
            ((a & b) & c, a & (b & c)),
            (a | (a & b), a),
            (a & (a | b), a),
            (a & (b | c), (a & b) | (a & c)),
            (a | a, a),
            (a & a, a),
        ]

        assert [one.closure_on(day) for one, _ in equal] == [
            other.closure_on(day) for _, other in equal
        ]

    @unhurried
    @given(own_calendars, own_calendars, st.dates(date(2026, 1, 1), date(2026, 3, 31)))
    def test_difference(self, a: BusinessCalendar, b: BusinessCalendar, day: date) -> None:
        """A difference rests where the first rests and the second works."""
        rests = not a.is_business_day(day) and b.is_business_day(day)

        assert rests == (not (a - b).is_business_day(day))
        assert ((a - b).closure_on(day) or a.closure_on(day)) == a.closure_on(day)


class TestDeadlines:
    """What holds for every deadline, whatever the clock."""

    @unhurried
    @given(clocks, moments)
    def test_it_is_a_business_day_and_the_last_counted(
        self, clock: ReviewClock, received_at: datetime
    ) -> None:
        """The due day is a business day, the last of as many as the clock has."""
        deadline = clock.deadline(received_at)

        assert clock.calendar.is_business_day(deadline.due_on)
        assert (clock.business_days, deadline.due_on) == (
            len(deadline.counted),
            deadline.counted[-1],
        )

    @unhurried
    @given(clocks, moments)
    def test_no_day_is_lost_or_counted_twice(
        self, clock: ReviewClock, received_at: datetime
    ) -> None:
        """After the deemed day of receipt, each day is counted or skipped, once."""
        deadline = clock.deadline(received_at)
        told = sorted([*deadline.counted, *(closure.day for closure in deadline.skipped)])
        way = (deadline.due_on - deadline.deemed_received_on).days
        after = [deadline.deemed_received_on + n * ONE_DAY for n in range(1, way + 1)]

        assert len(told) == len(set(told))
        assert after == [day for day in told if day > deadline.deemed_received_on]

    @unhurried
    @given(clocks, moments, st.timedeltas(timedelta(0), timedelta(days=20)))
    def test_later_receipt_is_never_due_earlier(
        self, clock: ReviewClock, received_at: datetime, later: timedelta
    ) -> None:
        """Whoever hands in later is never answered earlier."""
        assert clock.deadline(received_at).due_on <= clock.deadline(received_at + later).due_on

    @unhurried
    @given(clocks, modern_days)
    def test_the_latest_receipt_is_the_latest(self, clock: ReviewClock, due_on: date) -> None:
        """The latest receipt for a day is decided by it, and one instant later is not."""
        latest = clock.latest_receipt(due_on)

        assert clock.deadline(latest).due_on <= due_on
        assert clock.deadline(latest + timedelta(microseconds=1)).due_on > due_on


class TestArrays:
    """Arrays answer as the calendar does, element by element."""

    @unhurried
    @given(st.lists(st.tuples(days, days, signed_steps), min_size=1, max_size=40), signed_steps)
    def test_elements(self, rows: list[tuple[date, date, int]], n: int) -> None:
        """Add, count, is and codes are identical to the scalar answers on every element."""
        ones, others, ns = zip(*rows, strict=True)
        array, ends = np.array(ones, dtype="datetime64[D]"), np.array(others, dtype="datetime64[D]")

        assert [NATIONAL.add(day, n) for day in ones] == ARRAYS.add(array, n).tolist()
        assert [NATIONAL.add(day, each) for day, each in zip(ones, ns, strict=True)] == ARRAYS.add(
            array, np.array(ns)
        ).tolist()
        assert list(map(NATIONAL.count, ones, others)) == ARRAYS.count(array, ends).tolist()
        assert list(map(NATIONAL.is_business_day, ones)) == ARRAYS.is_business_day(array).tolist()
        assert [
            closure.kind.code if (closure := NATIONAL.closure_on(day)) else 0 for day in ones
        ] == ARRAYS.closure_codes(array).tolist()


class TestMonthsAndAges:
    """The Civil Code's months and ages."""

    @unhurried
    @given(days, st.integers(1, 60))
    def test_consecutive_periods_leave_no_gap(self, event: date, months: int) -> None:
        """A longer period never ends earlier, and a later event never ends a period earlier."""
        ends = last_day_of_period(event, months)

        assert ends < last_day_of_period(event, months + 1)
        assert ends <= last_day_of_period(event + ONE_DAY, months)

    @unhurried
    @given(days, st.integers(1, 120))
    def test_an_age_holds_from_the_day_after_it_is_reached(self, birth: date, age: int) -> None:
        """An age holds from the day after the one at whose end it is reached."""
        reached = age_attained_on(birth, age)

        assert (age - 1, age) == (age_on(birth, reached), age_on(birth, reached + ONE_DAY))
