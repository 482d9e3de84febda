"""What callers must not write: every marked line has to be an error, or the mark is one.

mypy (`warn_unused_ignores`) and pyright (`reportUnnecessaryTypeIgnoreComment`) refuse a mark
on a line that they find nothing wrong with.
"""

from datetime import date, datetime, timedelta, timezone

from idverify import (
    CROWDWORKS_ARTICLE,
    Address,
    BusinessCalendar,
    Document,
    DocumentKind,
    Individual,
    ReviewClock,
    Submission,
    decide,
    evolve,
    replay,
)
from idverify.lifecycle.commands import Reject, Withdraw

CALENDAR = BusinessCalendar.japan()
CLOCK = ReviewClock(CALENDAR)
NOW = datetime(2026, 9, 17, 10, 0, tzinfo=timezone(timedelta(hours=9)))

CALENDAR.add("2026-09-17", 5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
CALENDAR.add(date(2026, 9, 17), 1.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
CLOCK.deadline("now")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ", birth_date=date(1990, 4, 1))  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
Document(kind="passport")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
licence = Document(kind=DocumentKind.DRIVERS_LICENSE)
licence.kind = DocumentKind.PASSPORT_JP  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def judge(submission: Submission) -> None:
    """A policy needs the day of receipt, and a day is no text."""
    CROWDWORKS_ARTICLE.evaluate(submission)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    CROWDWORKS_ARTICLE.evaluate(submission, "today")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    CROWDWORKS_ARTICLE.title_ja = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def move() -> None:
    """A command is no event, and time is not optional."""
    case = replay([])
    evolve(case, Withdraw())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    decide(case, Withdraw(), CROWDWORKS_ARTICLE, CLOCK)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    decide(case, "withdraw", CROWDWORKS_ARTICLE, CLOCK, NOW)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Reject(reasons=["other"], reviewer="r")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Address(["東京都"])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
