"""Worked examples of deadlines, decided before the code was written."""

import csv
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from idverify.calendar import BusinessCalendar, Closure, ReviewClock
from idverify.citations import Citation

CASES = Path(__file__).parents[2] / "data/deadline_cases.csv"
CALENDARS = {
    "national": BusinessCalendar.japan(),
    "government": BusinessCalendar.japan_government(),
    "banks": BusinessCalendar.japan_banks(),
}
CONVENTIONS: dict[str, dict[str, Any]] = {
    "receipt_day_not_counted": {},
    "deemed_next_business_day": {"receipt_convention": "deemed_next_business_day"},
    "receipt_day_counted": {"receipt_convention": "receipt_day_counted"},
    "cutoff_1700": {"cutoff": time(17)},
    "cutoff_1700_inclusive": {"cutoff": time(17), "cutoff_inclusive": True},
}
NOTICE = Citation("お知らせ", read_on=date(2026, 11, 23))


def rows() -> list[dict[str, str]]:
    """Return the worked examples."""
    with CASES.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def calendar_of(row: dict[str, str]) -> BusinessCalendar:
    """Return the calendar of an example, with the closures that it adds."""
    days = map(date.fromisoformat, row["closures"].split())
    closures = [Closure(day, "臨時休業", "service closed", NOTICE) for day in days]
    return CALENDARS[row["calendar"]].with_closures(closures)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['submitted_at']} {row['n']}")
def test_worked_case(row: dict[str, str]) -> None:
    """The due day and the provisional flag are those of the worked example."""
    calendar, n = calendar_of(row), int(row["n"])
    received_at, due_on = datetime.fromisoformat(row["submitted_at"]), row["due_date"]
    if n < 0:
        assert due_on == calendar.add(received_at.date(), n).isoformat()
        return

    clock = ReviewClock(calendar, n, **CONVENTIONS[row["convention"]])
    deadline = clock.deadline(received_at)

    assert (due_on, row["provisional"] == "yes") == (
        deadline.due_on.isoformat(),
        deadline.is_provisional,
    )
