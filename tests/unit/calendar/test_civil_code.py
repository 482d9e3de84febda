"""Periods and ages under the Civil Code."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from idverify.calendar.civil_code import age_attained_on, age_on, last_day_of_period
from idverify.errors import InvalidValueError, OutOfSpanError


@pytest.mark.parametrize(
    ("event", "months", "last_day"),
    [
        (date(2026, 8, 15), 3, date(2026, 11, 15)),
        (date(2026, 11, 29), 3, date(2027, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 11, 28), 3, date(2027, 2, 28)),
        (date(2027, 2, 28), 3, date(2027, 5, 31)),
        (date(2028, 2, 28), 3, date(2028, 5, 28)),
        (date(2028, 2, 29), 3, date(2028, 5, 31)),
        (date(2026, 4, 30), 6, date(2026, 10, 31)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 12, 30), 2, date(2027, 2, 28)),
        (date(2026, 9, 30), 3, date(2026, 12, 31)),
    ],
)
def test_periods_of_months(event: date, months: int, last_day: date) -> None:
    """A period begins on the day after its event and ends before the corresponding day."""
    assert last_day == last_day_of_period(event, months)


def test_differs_from_relativedelta_only_after_short_months() -> None:
    """In four years dateutil differs for 32 pairs, all after the last day of a short month."""
    days = [date(2025, 1, 1) + timedelta(n) for n in range(4 * 365 + 1)]
    differing = [
        day
        for day in days
        for months in (3, 6)
        if last_day_of_period(day, months) != day + relativedelta(months=months)
    ]

    assert len(differing) == 32
    assert all((day + timedelta(1)).day == 1 and day.day < 31 for day in differing)


@pytest.mark.parametrize("months", [0, -1, True, 1.5])
def test_months_are_whole_and_positive(months: int) -> None:
    """A period has a whole number of months, at least one."""
    with pytest.raises(InvalidValueError, match="months must be a whole number"):
        last_day_of_period(date(2026, 1, 1), months)


@pytest.mark.parametrize(("event", "months"), [(date(9999, 6, 1), 7), (date.max, 1)])
def test_periods_end_within_the_years_of_dates(event: date, months: int) -> None:
    """A period that ends after the year 9999 is out of span."""
    with pytest.raises(OutOfSpanError, match="9999"):
        last_day_of_period(event, months)


@pytest.mark.parametrize(
    ("birth", "age", "reached_at_the_end_of"),
    [
        (date(2008, 4, 1), 18, date(2026, 3, 31)),
        (date(2008, 4, 2), 18, date(2026, 4, 1)),
        (date(2004, 2, 29), 18, date(2022, 2, 28)),
        (date(2004, 2, 29), 20, date(2024, 2, 28)),
        (date(2004, 3, 1), 20, date(2024, 2, 29)),
        (date(2004, 1, 1), 18, date(2021, 12, 31)),
    ],
)
def test_an_age_is_reached_before_the_birthday(
    birth: date, age: int, reached_at_the_end_of: date
) -> None:
    """An age is reached at the end of the day before the birthday, and applies from then on."""
    assert reached_at_the_end_of == age_attained_on(birth, age)
    assert age_on(birth, reached_at_the_end_of) == age - 1
    assert age == age_on(birth, reached_at_the_end_of + timedelta(1))


def test_ages_begin_with_birth() -> None:
    """The age is 0 on the day of birth, and a day before birth is rejected."""
    assert age_on(date(2000, 5, 5), date(2000, 5, 5)) == 0
    with pytest.raises(InvalidValueError, match="before birth_date"):
        age_on(date(2000, 5, 5), date(2000, 5, 4))


@pytest.mark.parametrize("age", [0, True])
def test_ages_are_whole_and_positive(age: int) -> None:
    """An age is a whole number of at least 1."""
    with pytest.raises(InvalidValueError, match="age must be"):
        age_attained_on(date(2000, 1, 1), age)
