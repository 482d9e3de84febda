"""Reminders (催促): when and how operators are reminded of a deadline that is near."""

from datetime import date, datetime, time, timedelta
from typing import Final

from idverify.calendar.deadline import ReviewClock
from idverify.calendar.timezone import moment_at
from idverify.lifecycle.effects import NotificationKind, Notify
from idverify.ports import OutboxEntry

__all__ = ["make_reminder", "next_review_alarm", "reminder_time"]

#: The local time of a reminder.
REMINDER_TIME: Final = time(9)


def reminder_time(due_on: date, clock: ReviewClock) -> datetime:
    """Return when to remind the operators: at 9:00 on the business day before *due_on*."""
    return moment_at(clock.calendar.previous(due_on), REMINDER_TIME, clock.zone)


def next_review_alarm(ends_at: datetime, clock: ReviewClock, now: datetime) -> datetime:
    """Return the next alarm of a pending review: the reminder, or else the end of the deadline.

    Args:
        ends_at: The first moment that is too late for a decision.
        clock: The review clock, with its calendar.
        now: A reminder at or before this moment is not due any more.
    """
    last_moment = ends_at.astimezone(clock.zone) - timedelta(microseconds=1)
    remind_at = reminder_time(last_moment.date(), clock)
    return remind_at if remind_at > now else ends_at


def make_reminder(case_id: str, version: int, due_on: date) -> OutboxEntry:
    """Return the reminder of a case under review; its key is the same at every attempt."""
    notify = Notify(kind=NotificationKind.DUE_SOON, due_on=due_on)
    return OutboxEntry(f"{case_id}/{version}/due-soon", case_id, notify)
