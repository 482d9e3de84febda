"""Days, calendars and moments of receipt; those that count oddly come often."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from hypothesis import strategies as st

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure
from idverify.calendar.deadline import Deadline, ReceiptConvention, ReviewClock
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
    "periods",
    "receipts_before_long_holidays",
    "review_clocks",
]

#: From the holidays of before to the last that are promulgated, so that no answer is provisional.
_FIRST, _LAST = date(2020, 1, 1), date(2027, 11, 30)
_LONG_HOLIDAY_DAYS: Final = 4  # days of rest on end: more than a weekend with one holiday
_SIMPLEST_DAY: Final = date(2026, 10, 1)
_READ_ON: Final = date(2026, 11, 23)


def days(first: date = _FIRST, last: date = _LAST) -> st.SearchStrategy[date]:
    """Draw a day of receipt, both ends included; shrinks towards 2026-10-01."""
    plain = min(max(_SIMPLEST_DAY, first), last)
    # One choice, where `st.dates` makes three: examples shrink in fewer steps.
    offsets = st.integers((first - plain).days, (last - plain).days)
    return offsets.map(lambda n: plain + timedelta(days=n))


def moments(first: date = _FIRST, last: date = _LAST) -> st.SearchStrategy[datetime]:
    """Draw a moment in Japan, to the minute."""
    return st.builds(_moment, days(first, last), st.integers(0, 24 * 60 - 1))


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), TOKYO)


def periods() -> st.SearchStrategy[Period]:
    """Draw a half-open range of days, either end of which may be open."""
    closed = st.builds(
        lambda since, length: Period(since, since + timedelta(days=length)),
        days(),
        st.integers(1, 4000),
    )
    return st.one_of(
        closed, st.builds(Period, since=days()), st.builds(Period, until=days()), st.just(Period())
    )


def citations() -> st.SearchStrategy[Citation]:
    """Draw where something was read, in an invented notice."""
    return st.builds(
        Citation,
        st.sampled_from(["お知らせ", "ヘルプページ"]),
        st.sampled_from(["本人確認", "休業日"]),
        read_on=st.just(_READ_ON),
        confidence=st.sampled_from(Confidence),
    )


def closures() -> st.SearchStrategy[Closure]:
    """Draw a day on which a service rests of its own accord (臨時休業)."""
    names = st.sampled_from([("臨時休業", "service closed"), ("夏季休業", "summer break")])
    return st.builds(lambda d, n, c: Closure(d, n[0], n[1], c), days(), names, citations())


_CALENDARS: Final = (
    BusinessCalendar.japan,
    BusinessCalendar.japan_government,
    BusinessCalendar.japan_banks,
)


def business_calendars() -> st.SearchStrategy[BusinessCalendar]:
    """Draw one of the three calendars, most often with closures of a service's own."""
    own = st.lists(closures(), max_size=4)
    return st.builds(
        lambda make, own: make().with_closures(own) if own else make(),
        st.sampled_from(_CALENDARS),
        own,
    )


@st.composite
def review_clocks(
    draw: st.DrawFn, calendars: st.SearchStrategy[BusinessCalendar] | None = None
) -> ReviewClock:
    """Draw how long a service takes, and from when it counts."""
    cutoff = draw(st.none() | st.integers(9, 18).map(time))
    # A cut-off says that what comes late counts as received later; the first does not know that.
    conventions = [*ReceiptConvention][0 if cutoff is None else 1 :]
    return ReviewClock(
        draw(calendars or business_calendars()),
        business_days=draw(st.integers(1, 10)),
        cutoff=cutoff,
        receipt_convention=draw(st.sampled_from(conventions)),
    )


@cache
def _days_before_long_holidays() -> tuple[date, ...]:
    """Return the last business day before each long rest of the government's calendar."""
    calendar = BusinessCalendar.japan_government()
    eves = []
    day = calendar.next(_FIRST)
    while day < _LAST:
        following = calendar.next(day)
        if (following - day).days > _LONG_HOLIDAY_DAYS:
            eves.append(day)
        day = following
    return tuple(eves)


def receipts_before_long_holidays() -> st.SearchStrategy[datetime]:
    """Draw a receipt within the week before a long rest (大型連休), at any hour.

    Golden Week, the turn of the year, the five days of September 2026: these are the
    deadlines that people count wrongly.

    >>> from hypothesis import find
    >>> clock = ReviewClock(BusinessCalendar.japan())
    >>> found = find(receipts_before_long_holidays(),
    ...              lambda moment: len(clock.deadline(moment).skipped) > 6)
    >>> (clock.deadline(found).due_on - found.date()).days > 11
    True
    """
    return st.builds(
        lambda eve, back, minute: _moment(eve - timedelta(days=back), minute),
        st.sampled_from(_days_before_long_holidays()),
        st.integers(0, 6),
        st.integers(0, 24 * 60 - 1),
    )


def deadlines(clocks: st.SearchStrategy[ReviewClock] | None = None) -> st.SearchStrategy[Deadline]:
    """Draw a deadline (審査期限), every other one around a long rest."""
    received = st.one_of(moments(), receipts_before_long_holidays())
    return st.builds(lambda clock, at: clock.deadline(at), clocks or review_clocks(), received)
