"""Strategies for days, calendars, moments of receipt and deadlines (審査期限).

Receipts before long holidays, whose deadlines are hard to count, are drawn often.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from hypothesis import strategies as st

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure
from idverify.calendar.deadline import Deadline, ReceiptConvention, ReviewClock
from idverify.calendar.partial_date import PartialDate
from idverify.calendar.period import Period
from idverify.calendar.timezone import TOKYO
from idverify.citations import Citation, Confidence

__all__ = [
    "business_calendars",
    "citations",
    "closures",
    "days",
    "deadlines",
    "moments",
    "partial_dates",
    "periods",
    "receipts_before_long_holidays",
    "review_clocks",
]

#: The years whose holidays are promulgated, so that no result is provisional.
_FIRST, _LAST = date(2020, 1, 1), date(2027, 11, 30)
_LONG_HOLIDAY_DAYS: Final = 4  # longer than a weekend with one holiday
_SIMPLEST_DAY: Final = date(2026, 10, 1)
_READ_ON: Final = date(2026, 11, 23)


def days(first: date = _FIRST, last: date = _LAST) -> st.SearchStrategy[date]:
    """Draw a day from *first* to *last*, both included; shrinks towards 2026-10-01."""
    simplest = min(max(_SIMPLEST_DAY, first), last)
    # One integer, where `st.dates` draws three: examples shrink in fewer steps.
    offsets = st.integers((first - simplest).days, (last - simplest).days)
    return offsets.map(lambda n: simplest + timedelta(days=n))


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Draw a date of which the day, the day and month, or the year is missing (不完全な日付)."""
    return days(date(1926, 12, 25), date(2037, 12, 31)).flatmap(
        lambda day: st.sampled_from(
            [
                PartialDate(day.year, day.month),
                PartialDate(day.year),
                PartialDate(None, day.month, day.day),
            ]
        )
    )


def moments(first: date = _FIRST, last: date = _LAST) -> st.SearchStrategy[datetime]:
    """Draw a moment in Japanese time, to the minute."""
    return st.builds(_moment, days(first, last), st.integers(0, 24 * 60 - 1))


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), TOKYO)


def periods() -> st.SearchStrategy[Period]:
    """Draw a half-open period of days that may be unlimited at either end."""
    closed = st.builds(
        lambda since, length: Period(since, since + timedelta(days=length)),
        days(),
        st.integers(1, 4000),
    )
    return st.one_of(
        closed, st.builds(Period, since=days()), st.builds(Period, until=days()), st.just(Period())
    )


def citations() -> st.SearchStrategy[Citation]:
    """Draw a citation of an invented notice."""
    return st.builds(
        Citation,
        st.sampled_from(["お知らせ", "ヘルプページ"]),
        st.sampled_from(["本人確認", "休業日"]),
        read_on=st.just(_READ_ON),
        confidence=st.sampled_from(Confidence),
    )


def closures() -> st.SearchStrategy[Closure]:
    """Draw an extra day on which a service is closed (臨時休業)."""
    names = st.sampled_from([("臨時休業", "service closed"), ("夏季休業", "summer break")])
    return st.builds(lambda d, n, c: Closure(d, n[0], n[1], c), days(), names, citations())


_CALENDARS: Final = (
    BusinessCalendar.japan,
    BusinessCalendar.japan_government,
    BusinessCalendar.japan_banks,
)


def business_calendars() -> st.SearchStrategy[BusinessCalendar]:
    """Draw one of the three calendars, usually with additional closures of a service."""
    extra = st.lists(closures(), max_size=4)
    return st.builds(
        lambda make, added: make().with_closures(added) if added else make(),
        st.sampled_from(_CALENDARS),
        extra,
    )


@st.composite
def review_clocks(
    draw: st.DrawFn, calendars: st.SearchStrategy[BusinessCalendar] | None = None
) -> ReviewClock:
    """Draw a review clock: the business days of a review, its cut-off time and convention."""
    cutoff = draw(st.none() | st.integers(9, 18).map(time))
    # The first convention cannot be combined with a cut-off time.
    conventions = [*ReceiptConvention][0 if cutoff is None else 1 :]
    return ReviewClock(
        draw(calendars or business_calendars()),
        business_days=draw(st.integers(1, 10)),
        cutoff=cutoff,
        receipt_convention=draw(st.sampled_from(conventions)),
    )


@cache
def _days_before_long_holidays() -> tuple[date, ...]:
    """Return the last business day before each long holiday of the government calendar."""
    calendar = BusinessCalendar.japan_government()
    last_days = []
    day = calendar.next(_FIRST)
    while day < _LAST:
        following = calendar.next(day)
        if (following - day).days > _LONG_HOLIDAY_DAYS:
            last_days.append(day)
        day = following
    return tuple(last_days)


def receipts_before_long_holidays() -> st.SearchStrategy[datetime]:
    """Draw a moment of receipt in the week before a long holiday (大型連休), at any time.

    Deadlines around Golden Week, the turn of the year and the five days of September 2026
    are often counted wrongly.

    >>> from hypothesis import find
    >>> clock = ReviewClock(BusinessCalendar.japan())
    >>> received_at = find(receipts_before_long_holidays(),
    ...                    lambda moment: len(clock.deadline(moment).skipped) > 6)
    >>> (clock.deadline(received_at).due_on - received_at.date()).days > 11
    True
    """
    return st.builds(
        lambda day, back, minute: _moment(day - timedelta(days=back), minute),
        st.sampled_from(_days_before_long_holidays()),
        st.integers(0, 6),
        st.integers(0, 24 * 60 - 1),
    )


def deadlines(clocks: st.SearchStrategy[ReviewClock] | None = None) -> st.SearchStrategy[Deadline]:
    """Draw a deadline (審査期限), half of them around a long holiday."""
    received_at = st.one_of(moments(), receipts_before_long_holidays())
    return st.builds(lambda clock, at: clock.deadline(at), clocks or review_clocks(), received_at)
