"""A deadline drawn (審査期限の図): the months from receipt to due day, and the sentences."""

from datetime import date
from html import escape
from typing import Final

from idverify.calendar.closures import Closure, ClosureKind
from idverify.calendar.deadline import Deadline
from idverify.language import Language
from idverify.render.month_sheet import Mark, month_sheets

__all__ = ["draw"]

_SIGNS: Final = {
    ClosureKind.NATIONAL_HOLIDAY: "祝",
    ClosureKind.SUBSTITUTE_HOLIDAY: "振",
    ClosureKind.CITIZENS_HOLIDAY: "休",
    ClosureKind.YEAR_END: "年末",
    ClosureKind.SERVICE: "臨時",
    ClosureKind.WEEKEND: "",
}
_RECEIVED: Final = "outline:2px solid #36c;outline-offset:-2px;"
_COUNTED: Final = "background:#2a53;"
_DUE: Final = "background:#2a58;outline:2px solid #185;outline-offset:-2px;font-weight:bold;"
_SKIPPED: Final = "background:#c333;"


def draw(deadline: Deadline) -> str:
    """Return the deadline as HTML that needs no style sheet, explained in both languages.

    >>> from datetime import date
    >>> from idverify.calendar import TOKYO, BusinessCalendar, ReviewClock
    >>> from datetime import datetime
    >>> clock = ReviewClock(BusinessCalendar.japan())
    >>> draw(clock.deadline(datetime(2026, 9, 17, 12, tzinfo=TOKYO))).count("<table")
    1
    """
    sheets = month_sheets(deadline.received_on, deadline.due_on, _marks(deadline))
    sentences = (f"<p>{escape(deadline.explain(language))}</p>" for language in Language)
    return sheets + "".join(sentences)


def _marks(deadline: Deadline) -> dict[date, Mark]:
    """Return how each day on the way is drawn; where a day is two things, the later stands."""
    return {
        **{day.day: _skipped(day) for day in deadline.skipped},
        deadline.deemed_on: Mark(_RECEIVED, "扱い", "counts as received 受領扱い"),
        deadline.received_on: _received(deadline),
        **{
            day: Mark(_COUNTED, str(number), f"business day {number} {number}営業日目")
            for number, day in enumerate(deadline.counted, start=1)
        },
        deadline.due_on: Mark(_DUE, "期限", "due 審査期限"),
    }


def _skipped(closure: Closure) -> Mark:
    return Mark(_SKIPPED, _SIGNS[closure.kind], f"{closure.name_ja} {closure.name_en}")


def _received(deadline: Deadline) -> Mark:
    rests = any(closure.day == deadline.received_on for closure in deadline.skipped)
    return Mark(_RECEIVED + _SKIPPED * rests, "受領", "received 受領")
