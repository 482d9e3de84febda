"""Half-open periods."""

from datetime import date, datetime

import pytest

from idverify.calendar.period import Period
from idverify.errors import InvalidValueError


def test_a_period_has_its_first_day_and_not_its_end() -> None:
    """`since` is the first day of a period, `until` the first day after it."""
    period = Period(date(2024, 12, 2), date(2025, 12, 2))

    inside = [date(2024, 12, 1) in period, date(2024, 12, 2) in period]
    assert inside == [False, True]
    assert [date(2025, 12, 1) in period, date(2025, 12, 2) in period] == [True, False]


def test_open_ends_have_no_limit() -> None:
    """A period without ends contains every day."""
    assert date.min in Period()
    assert date.max in Period()


@pytest.mark.parametrize("until", [date(2026, 1, 1), date(2025, 12, 31)])
def test_an_empty_period_is_refused(until: date) -> None:
    """A period without a single day is rejected."""
    with pytest.raises(InvalidValueError, match="at least one day"):
        Period(date(2026, 1, 1), until)


def test_moments_are_no_days() -> None:
    """A datetime is rejected as an end and in a membership test."""
    moment = datetime(2026, 1, 1)  # noqa: DTZ001 - rejected as a moment
    with pytest.raises(
        InvalidValueError, match=r"since must be a datetime\.date or None, not a moment"
    ):
        Period(since=moment)
    with pytest.raises(InvalidValueError, match="not a moment"):
        _ = moment in Period()


def test_texts_are_no_days() -> None:
    """A text is rejected, and the error gives the field and the type."""
    with pytest.raises(
        InvalidValueError, match=r"until must be a datetime\.date or None, not text"
    ):
        Period(until="2026-01-01")  # type: ignore[arg-type]  # the misuse under test
