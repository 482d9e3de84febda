"""The system clock: the machine's time, in the zone that was asked for."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from idverify import TOKYO, InvalidValueError
from idverify.adapters.clock import SystemClock
from support.desk import Room


def test_the_system_clock_shows_the_current_moment() -> None:
    """It lies between two readings of the machine, in Tokyo by default."""
    before = datetime.now(UTC)
    shown = SystemClock().now()

    assert before <= shown <= datetime.now(UTC)
    assert shown.utcoffset() == timedelta(hours=9)
    assert SystemClock(UTC).now().tzinfo is UTC


def test_a_desk_takes_the_system_clock() -> None:
    """It is the clock that a desk in production is made with."""
    assert evolve(Room().desk, clock=SystemClock()).clock.now().tzinfo is TOKYO


def test_a_zone_is_no_text() -> None:
    """A name of a zone is refused, because it would fail at the first step only."""
    with pytest.raises(InvalidValueError, match=r"SystemClock\.zone"):
        SystemClock("Asia/Tokyo")  # type: ignore[arg-type]
