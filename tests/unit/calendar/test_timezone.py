"""The time zone of Japan by rule, compared with the time zone database."""

import copy
import pickle
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from idverify.calendar.timezone import TOKYO

ORACLE = ZoneInfo("Asia/Tokyo")
HOUR = timedelta(hours=1)


def wall(moment: datetime) -> tuple[datetime, int, timedelta | None, timedelta | None, str | None]:
    """Return the local time, fold, offsets and name of a moment in its zone."""
    naive = moment.replace(tzinfo=None)
    return naive, moment.fold, moment.utcoffset(), moment.dst(), moment.tzname()


def test_every_hour_of_the_years_with_summer_time() -> None:
    """Every hour from 1948 to 1952 has the local time, fold and name of the database."""
    hours = [datetime(1948, 1, 1, tzinfo=UTC) + HOUR * n for n in range(5 * 366 * 24)]

    assert [wall(hour.astimezone(ORACLE)) for hour in hours] == [
        wall(hour.astimezone(TOKYO)) for hour in hours
    ]


def test_every_twelve_hours_to_2099() -> None:
    """From 1953 to 2099 Japan is nine hours ahead, as in the database."""
    moments = [datetime(1953, 1, 1, tzinfo=UTC) + 12 * HOUR * n for n in range(147 * 2 * 365)]

    assert [wall(moment.astimezone(ORACLE)) for moment in moments] == [
        wall(moment.astimezone(TOKYO)) for moment in moments
    ]


@pytest.mark.parametrize("fold", [0, 1])
def test_every_local_hour_of_the_years_with_summer_time(fold: int) -> None:
    """Repeated and skipped hours have the offset of the database."""
    walls = [
        datetime(1948, 1, 1, fold=fold) + HOUR * n / 2  # noqa: DTZ001 - wall times on purpose
        for n in range(4 * 366 * 48)
    ]
    walls = [each.replace(fold=fold) for each in walls]

    assert [each.replace(tzinfo=ORACLE).utcoffset() for each in walls] == [
        each.replace(tzinfo=TOKYO).utcoffset() for each in walls
    ]


def test_the_zone_is_a_single_value() -> None:
    """Copies and pickles are the same object, and its `repr` is its name."""
    assert TOKYO is pickle.loads(pickle.dumps(TOKYO))  # noqa: S301 - our own bytes
    assert copy.deepcopy(TOKYO) is TOKYO
    assert repr(TOKYO) == "TOKYO"


def test_without_a_date_the_zone_has_standard_time() -> None:
    """Without a date, the zone returns standard time."""
    assert (timedelta(hours=9), timedelta(0), "JST") == (
        TOKYO.utcoffset(None),
        TOKYO.dst(None),
        TOKYO.tzname(None),
    )
