"""Calendar of a deadline in HTML (審査期限の図), from receipt to due day, with explanations."""

from datetime import date
from html import escape
from typing import Final

from idverify.calendar.closures import Closure, ClosureKind
from idverify.calendar.deadline import Deadline
from idverify.i18n import Language
from idverify.render.month_calendar import DayStyle, render_months

__all__ = ["render_deadline"]

_CLOSURE_ABBREVIATIONS: Final = {
    ClosureKind.NATIONAL_HOLIDAY: "祝",
    ClosureKind.SUBSTITUTE_HOLIDAY: "振",
    ClosureKind.CITIZENS_HOLIDAY: "休",
    ClosureKind.YEAR_END: "年末",
    ClosureKind.SERVICE: "臨時",
    ClosureKind.WEEKEND: "",
}
_RECEIVED_STYLE: Final = "outline:2px solid #36c;outline-offset:-2px;"
_COUNTED_STYLE: Final = "background:#2a53;"
_DUE_STYLE: Final = "background:#2a58;outline:2px solid #185;outline-offset:-2px;font-weight:bold;"
_SKIPPED_STYLE: Final = "background:#c333;"


def render_deadline(deadline: Deadline) -> str:
    """Return the months of a deadline as HTML, with its explanation in both languages.

    The HTML needs no style sheet.

    >>> from datetime import datetime
    >>> from idverify.calendar import TOKYO, BusinessCalendar, ReviewClock
    >>> clock = ReviewClock(BusinessCalendar.japan())
    >>> render_deadline(clock.deadline(datetime(2026, 9, 17, 12, tzinfo=TOKYO))).count("<table")
    1
    """
    months = render_months(deadline.received_on, deadline.due_on, _make_day_styles(deadline))
    sentences = (f"<p>{escape(deadline.explain(language))}</p>" for language in Language)
    return months + "".join(sentences)


def _make_day_styles(deadline: Deadline) -> dict[date, DayStyle]:
    """Return the appearance of each day; where a day has two roles, the later entry applies."""
    return {
        **{day.day: _style_skipped_day(day) for day in deadline.skipped},
        deadline.deemed_received_on: DayStyle(
            _RECEIVED_STYLE, "扱い", "counts as received 受領扱い"
        ),
        deadline.received_on: _style_receipt_day(deadline),
        **{
            day: DayStyle(_COUNTED_STYLE, str(number), f"business day {number} {number}営業日目")
            for number, day in enumerate(deadline.counted, start=1)
        },
        deadline.due_on: DayStyle(_DUE_STYLE, "期限", "due 審査期限"),
    }


def _style_skipped_day(closure: Closure) -> DayStyle:
    return DayStyle(
        _SKIPPED_STYLE, _CLOSURE_ABBREVIATIONS[closure.kind], f"{closure.name_ja} {closure.name_en}"
    )


def _style_receipt_day(deadline: Deadline) -> DayStyle:
    is_closed = any(closure.day == deadline.received_on for closure in deadline.skipped)
    return DayStyle(_RECEIVED_STYLE + _SKIPPED_STYLE * is_closed, "受領", "received 受領")
