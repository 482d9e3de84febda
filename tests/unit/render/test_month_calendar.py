"""A deadline as a notebook draws it: months, marks, and words that cannot break the page."""

from datetime import date, datetime, time
from pathlib import Path

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure
from idverify.calendar.deadline import ReceiptConvention, ReviewClock
from idverify.calendar.timezone import TOKYO
from idverify.citations import Citation
from idverify.render.deadline_calendar import render_deadline
from idverify.render.month_calendar import DayStyle, render_months

CALENDAR = BusinessCalendar.japan()
CLOCK = ReviewClock(CALENDAR)
DEEMED = ReceiptConvention.DEEMED_NEXT_BUSINESS_DAY
NOTICE = Citation("お知らせ", read_on=date(2026, 4, 1))
SHEET = Path(__file__).parents[2] / "data" / "deadline_sheet.html"


def noon(day: str) -> datetime:
    """Return noon in Japan."""
    return datetime.combine(date.fromisoformat(day), time(12), TOKYO)


def test_the_sheet_is_drawn_as_it_was_looked_at() -> None:
    """The calendar of a deadline over the turn of a year, mark by mark."""
    bridge = Closure(date(2027, 1, 4), "休業日", "closed", NOTICE)
    clock = ReviewClock(CALENDAR.with_closures([bridge]), receipt_convention=DEEMED)
    drawn = render_deadline(clock.deadline(noon("2026-12-26")))

    assert drawn == SHEET.read_text(encoding="utf-8").rstrip("\n")


def test_a_deadline_shows_itself_as_it_is_drawn() -> None:
    """What Jupyter asks of the value is the sheet, and no second drawing."""
    deadline = CLOCK.deadline(noon("2024-12-27"))

    assert deadline._repr_html_() == render_deadline(deadline)


def test_the_sheet_has_a_month_each() -> None:
    """From December to January there are two months and every mark."""
    html = render_deadline(CLOCK.deadline(noon("2024-12-27")))

    assert html.count("<table") == 2
    assert "2025-01-01 元日 New Year&#x27;s Day" in html
    assert html.count("期限</small>") == 1


def test_received_on_a_rest_day() -> None:
    """A receipt on a rest day is drawn as both."""
    html = render_deadline(
        ReviewClock(CALENDAR, receipt_convention=DEEMED).deadline(noon("2026-11-21"))
    )

    assert "受領</small>" in html
    assert "扱い</small>" in html


def test_a_service_s_words_are_escaped() -> None:
    """A closure's name cannot break the page."""
    bridge = Closure(date(2026, 5, 7), "<b>", '"x"', NOTICE)
    clock = ReviewClock(CALENDAR.with_closures([bridge]))
    html = render_deadline(clock.deadline(noon("2026-05-01")))

    assert "<b>" not in html
    assert "&lt;b&gt; &quot;x&quot;" in html


def test_a_month_that_begins_on_sunday() -> None:
    """A month that begins on a Sunday has no empty first week."""
    sheet = render_months(
        date(2026, 11, 1), date(2026, 11, 30), {date(2026, 11, 1): DayStyle("", "", "x")}
    )

    assert sheet.count("<tr>") == 1 + 5
