"""Queues small enough to play through by hand."""

from datetime import date, timedelta
from random import Random

import pytest

from idverify.analysis.simulation import WaitTimes, draw_arrivals, simulate
from idverify.calendar.business_days import BusinessCalendar
from idverify.errors import InvalidValueError
from idverify.render.analysis_records import to_records

JAPAN = BusinessCalendar.japan()
MONDAY = date(2026, 6, 1)


def test_enough_reviewers_decide_on_the_next_business_day() -> None:
    """Ten cases and room for ten: all wait one business day, those of Saturday as well."""
    waits = simulate({MONDAY: 10, MONDAY + timedelta(days=5): 10}, 1, 10, JAPAN)

    assert waits.counts_by_business_days == {1: 20}


def test_what_does_not_fit_waits_another_day() -> None:
    """Twenty-five cases at ten a day: ten, ten, and five."""
    waits = simulate({MONDAY: 25}, 1, 10, JAPAN)

    assert waits.counts_by_business_days == {1: 10, 2: 10, 3: 5}
    assert (waits.total, waits.share_within(2), waits.quantile(0.9)) == (25, 0.8, 3)


def test_nobody_works_through_golden_week() -> None:
    """What comes on 1 May 2026 is decided on 7 May, and has waited one business day."""
    waits = simulate({date(2026, 5, 1): 1, date(2026, 5, 5): 1}, 1, 1, JAPAN)

    assert waits.counts_by_business_days == {1: 1, 2: 1}


def test_who_came_first_is_served_first() -> None:
    """The backlog of Monday is worked off before what came on Tuesday."""
    waits = simulate({MONDAY: 15, MONDAY + timedelta(days=1): 5}, 1, 10, JAPAN)

    assert waits.counts_by_business_days == {1: 15, 2: 5}


def test_an_empty_queue_has_no_waits() -> None:
    """Nobody came: all of them were in time, and there is nothing to draw."""
    waits = simulate({MONDAY: 0}, 1, 1, JAPAN)

    assert (waits.counts_by_business_days, waits.share_within(5), waits.quantile(0.5)) == (
        {},
        1.0,
        0,
    )
    assert to_records(waits) == []


@pytest.mark.parametrize(("reviewers", "cases"), [(0, 10), (1, 0)])
def test_a_queue_that_never_moves_is_refused(reviewers: int, cases: int) -> None:
    """Without reviewers, or with none that finish a case, nothing is ever decided."""
    with pytest.raises(InvalidValueError, match="at least 1"):
        simulate({MONDAY: 1}, reviewers, cases, JAPAN)


def test_arrivals_come_as_often_as_is_said() -> None:
    """Over a year of days the mean is near 20, and a quarter of it at weekends."""
    found = draw_arrivals(MONDAY, 364, 20, Random(1), weekend_factor=0.25)
    workdays = [n for day, n in found.items() if day.weekday() < 5]
    weekends = [n for day, n in found.items() if day.weekday() >= 5]

    assert abs(sum(workdays) / len(workdays) - 20) < 1
    assert abs(sum(weekends) / len(weekends) - 5) < 1
    assert draw_arrivals(MONDAY, 2, 0, Random(1)) == {MONDAY: 0, MONDAY + timedelta(days=1): 0}


def test_every_submission_is_decided_once() -> None:
    """Whatever arrives, as many are decided, and none on the day it came."""
    arriving = draw_arrivals(date(2026, 4, 20), 30, 12, Random(2))
    waits = simulate(arriving, 2, 5, JAPAN)

    assert waits.total == sum(arriving.values())
    assert min(waits.counts_by_business_days) >= 1
    assert [row["cases"] for row in to_records(waits)] == list(
        waits.counts_by_business_days.values()
    )
    assert isinstance(waits, WaitTimes)


def test_fewer_than_nobody_cannot_arrive() -> None:
    """A negative number of submissions is refused with its day; none at all is no fault."""
    with pytest.raises(InvalidValueError, match="2026-06-02"):
        simulate({MONDAY: 1, MONDAY + timedelta(days=1): -5}, 1, 1, JAPAN)

    assert simulate({MONDAY: 0}, 1, 1, JAPAN).total == 0
