"""Month calendar in HTML for notebooks (暦), with weeks from Sunday as in Japan.

Colours are translucent and text inherits the colour of the page, so that the calendar is
readable on light and on dark backgrounds.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

__all__ = ["DayStyle", "render_months"]

_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)
_CELL_STYLE = (
    "width:2.4em;height:2.2em;padding:0;text-align:center;vertical-align:middle;"
    "border:1px solid #8884;"
)
_WEEKDAY_HEADERS = ("日", "月", "火", "水", "木", "金", "土")


class DayStyle(NamedTuple):
    """Appearance of a day: its CSS, a caption below the number, and a tooltip."""

    style: str
    caption: str
    tooltip: str


def render_months(first: date, last: date, day_styles: Mapping[date, DayStyle]) -> str:
    """Return the months from *first* to *last* side by side, as HTML.

    Days in *day_styles* have the given appearance; all others are dimmed.

    >>> from datetime import date
    >>> style = DayStyle("background:#28a4;", "1", "first business day")
    >>> html = render_months(date(2026, 9, 18), date(2026, 9, 18), {date(2026, 9, 18): style})
    >>> 'title="2026-09-18 first business day"' in html
    True
    """
    months = "".join(_render_month(month, day_styles) for month in _iter_months(first, last))
    return (
        f'<div style="display:flex;flex-wrap:wrap;align-items:flex-start;gap:1.5em;">{months}</div>'
    )


def _iter_months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _render_month(month: date, day_styles: Mapping[date, DayStyle]) -> str:
    heads = "".join(
        f'<th scope="col" style="{_CELL_STYLE}">{head}</th>' for head in _WEEKDAY_HEADERS
    )
    weeks = "".join(
        f"<tr>{_render_week(sunday, month, day_styles)}</tr>" for sunday in _iter_sundays(month)
    )
    return (
        '<table style="border-collapse:collapse;font-variant-numeric:tabular-nums;">'
        f'<caption style="font-weight:bold;padding:.3em;">{month.year}年{month.month}月</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{weeks}</tbody></table>"
    )


def _iter_sundays(month: date) -> Iterator[date]:
    sunday = month - timedelta(days=month.isoweekday() % 7)
    while sunday < month or sunday.month == month.month:
        yield sunday
        sunday += _WEEK


def _render_week(sunday: date, month: date, day_styles: Mapping[date, DayStyle]) -> str:
    days = (sunday + _ONE_DAY * number for number in range(7))
    return "".join(_render_cell(day, month, day_styles.get(day)) for day in days)


def _render_cell(day: date, month: date, style: DayStyle | None) -> str:
    if day.month != month.month:
        return f'<td style="{_CELL_STYLE}"></td>'
    if style is None:
        return f'<td style="{_CELL_STYLE}opacity:.45;">{day.day}</td>'
    return (
        f'<td style="{_CELL_STYLE}{style.style}" title="{day} {escape(style.tooltip)}">{day.day}'
        f'<br><small style="font-size:.65em;">{escape(style.caption) or "&nbsp;"}</small></td>'
    )
