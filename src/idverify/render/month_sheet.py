"""A small month calendar in HTML, for notebooks: Sunday first, as in Japan.

Colours are translucent and text keeps the page's colour, so it reads on light and dark.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

__all__ = ["Mark", "month_sheets"]

_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)
_CELL = (
    "width:2.4em;height:2.2em;padding:0;text-align:center;vertical-align:middle;"
    "border:1px solid #8884;"
)
_HEADS = ("日", "月", "火", "水", "木", "金", "土")


class Mark(NamedTuple):
    """How a day is drawn: its style, a small sign under its number, and why."""

    style: str
    sign: str
    why: str


def month_sheets(first: date, last: date, marks: Mapping[date, Mark]) -> str:
    """Return the months from *first* to *last* side by side, with the marked days drawn so.

    >>> from datetime import date
    >>> mark = Mark("background:#28a4;", "1", "first business day")
    >>> sheet = month_sheets(date(2026, 9, 18), date(2026, 9, 18), {date(2026, 9, 18): mark})
    >>> 'title="2026-09-18 first business day"' in sheet
    True
    """
    months = "".join(_month(month, marks) for month in _months(first, last))
    return (
        f'<div style="display:flex;flex-wrap:wrap;align-items:flex-start;gap:1.5em;">{months}</div>'
    )


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _month(month: date, marks: Mapping[date, Mark]) -> str:
    heads = "".join(f'<th scope="col" style="{_CELL}">{head}</th>' for head in _HEADS)
    weeks = "".join(f"<tr>{_week(sunday, month, marks)}</tr>" for sunday in _sundays(month))
    return (
        '<table style="border-collapse:collapse;font-variant-numeric:tabular-nums;">'
        f'<caption style="font-weight:bold;padding:.3em;">{month.year}年{month.month}月</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{weeks}</tbody></table>"
    )


def _sundays(month: date) -> Iterator[date]:
    sunday = month - timedelta(days=month.isoweekday() % 7)
    while sunday < month or sunday.month == month.month:
        yield sunday
        sunday += _WEEK


def _week(sunday: date, month: date, marks: Mapping[date, Mark]) -> str:
    days = (sunday + _ONE_DAY * number for number in range(7))
    return "".join(_cell(day, month, marks.get(day)) for day in days)


def _cell(day: date, month: date, mark: Mark | None) -> str:
    if day.month != month.month:
        return f'<td style="{_CELL}"></td>'
    if mark is None:
        return f'<td style="{_CELL}opacity:.45;">{day.day}</td>'
    return (
        f'<td style="{_CELL}{mark.style}" title="{day} {escape(mark.why)}">{day.day}'
        f'<br><small style="font-size:.65em;">{escape(mark.sign) or "&nbsp;"}</small></td>'
    )
