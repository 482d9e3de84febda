"""Until which day is a document good (有効期限)? What is printed, and what the law adds to it."""

from datetime import date, timedelta
from functools import cache
from typing import Final

from attrs import frozen

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.civil import last_day_of_months
from idverify.citations import Citation
from idverify.errors import OutOfSpan
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.sources import cite

__all__ = ["Validity", "last_day_within", "last_valid_day"]


@frozen
class Validity:
    """The last day on which a document is good, included; None: it does not expire."""

    last_day: date | None
    citations: tuple[Citation, ...] = ()


_ROLL: Final = cite("GENMAI", "道路交通法92条の2第4項, 同施行令33条の8")


def last_day_within(issued_on: date, *, months: int) -> date:
    """Return the last day of receipt that is still "within *months* months of issue".

    Counted by articles 140, 141 and 143 of the Civil Code: the day of issue does not
    count, and a period that then begins on the first of a month runs in whole months.

    >>> last_day_within(date(2025, 1, 24), months=3)
    datetime.date(2025, 4, 24)
    """
    return last_day_of_months(issued_on, months)


def last_valid_day(kind: DocumentKind, *, expires_on: date) -> Validity:
    """Return the last valid day of a document that prints *expires_on* as such.

    >>> last_valid_day(DocumentKind.DRIVERS_LICENSE, expires_on=date(2026, 5, 3)).last_day
    datetime.date(2026, 5, 7)
    >>> last_valid_day(DocumentKind.HEALTH_INSURANCE_CARD, expires_on=date(2026, 3, 31)).last_day
    datetime.date(2025, 12, 1)
    """
    if kind is DocumentKind.DRIVERS_LICENSE:
        return Validity(_roll_forward(expires_on), (_ROLL,))
    spec = DOCUMENTS[kind]
    if spec.usable.until is None:
        return Validity(expires_on, spec.citations)
    return Validity(min(expires_on, spec.usable.until - timedelta(days=1)), spec.citations)


def _roll_forward(last_day: date) -> date:
    """Move a last day that rests to the following day, and again, until one does not.

    Rest here is Saturday, Sunday, a holiday, or 29 December to 3 January, whatever the
    year: the norm is the Road Traffic Act's own, so years before the government calendar
    begins, or after it ends, keep the printed day.
    """
    government = _government()
    try:
        rests = not government.is_business_day(last_day)
    except OutOfSpan:
        return last_day
    return government.next(last_day) if rests else last_day


@cache
def _government() -> BusinessCalendar:
    return BusinessCalendar.japan_government()
