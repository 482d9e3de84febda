"""Deadline as an iCalendar event (VEVENT); needs the extra `ical`."""

from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import Event

from idverify.calendar.deadline import Deadline
from idverify.errors import InvalidValueError
from idverify.i18n import Label, Language, LanguageCode

__all__ = ["make_deadline_event"]

_SUMMARY: Final = Label("審査期限", "Review deadline")
_PROVISIONAL_SUFFIX: Final = Label("（暫定）", " (provisional)")


def make_deadline_event(
    deadline: Deadline, *, uid: str, stamped_at: datetime, language: LanguageCode = "ja"
) -> Event:
    """Return the due day as an all-day event whose description explains how it was counted.

    A provisional deadline has the status TENTATIVE and a note in its title. *uid* identifies
    the event: pass the id of a case, never the name of a person. The same *uid* with a later
    *stamped_at* replaces the event. The caller supplies both.

    >>> from datetime import UTC, datetime
    >>> from idverify.calendar import BusinessCalendar, ReviewClock
    >>> received_at = datetime(2026, 9, 17, 3, 0, tzinfo=UTC)
    >>> deadline = ReviewClock(BusinessCalendar.japan()).deadline(received_at)
    >>> event = make_deadline_event(deadline, uid="case-17", stamped_at=received_at)
    >>> print(event.to_ical().decode().splitlines()[1])
    SUMMARY:審査期限
    >>> event.start, event.end
    (datetime.date(2026, 9, 29), datetime.date(2026, 9, 30))

    Raises:
        InvalidValueError: *stamped_at* has no time zone.
    """
    if stamped_at.utcoffset() is None:
        raise InvalidValueError("stamped_at must be a datetime with a time zone (tzinfo)")
    chosen = Language(language)
    suffix = _PROVISIONAL_SUFFIX.text(chosen) if deadline.is_provisional else ""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamped_at.astimezone(UTC))
    event.add("dtstart", deadline.due_on)
    event.add("dtend", deadline.due_on + timedelta(days=1))
    event.add("summary", _SUMMARY.text(chosen) + suffix)
    event.add("description", deadline.explain(language))
    event.add("status", "TENTATIVE" if deadline.is_provisional else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
