"""Validity of paper certificates (証明書): months from issue, counted by the Civil Code."""

from datetime import date
from typing import Final

from idverify.calendar.civil_code import last_day_of_period
from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.policy.validity.provision import DocumentDates, Provision, ReferenceDate, Validity

__all__ = ["MONTHS_BY_THE_CIVIL_CODE", "as_printed", "last_day_within", "without_expiry"]


def as_printed(days: DocumentDates) -> Validity:
    """Return the printed day, or no expiry if none is printed; no source gives another rule."""
    return Validity(days.expires_on)


MONTHS_BY_THE_CIVIL_CODE: Final = Provision(
    code="months_by_the_civil_code",
    statement_ja=(
        "「発行から○か月以内」は、発行日を数えず(民法140条)、暦に従って数え(143条)、"
        "末日の終わりまで(141条)とする。"
    ),
    statement_en=(
        "'Within n months of issue' leaves the day of issue out (Civil Code 140), counts by the"
        " calendar (143) and runs to the end of its last day (141)."
    ),
    reference_date=ReferenceDate.RECEIPT,
    citations=(
        cite("PAPERZ", "民法140条・141条・143条"),
        cite("TAKKEN", "民法143条"),
        cite("TSUKIJI", "that a service's 'within' means this", Confidence.INFERRED),
    ),
)


def last_day_within(issued_on: date, *, months: int) -> date:
    """Return the last day of receipt that is "within *months* months of issue".

    If the day after issue is the first of a month, the period consists of whole months;
    adding months to the day of issue would end it too early.

    >>> last_day_within(date(2025, 1, 24), months=3)
    datetime.date(2025, 4, 24)
    >>> last_day_within(date(2026, 2, 28), months=3)
    datetime.date(2026, 5, 31)
    """
    return last_day_of_period(issued_on, months)


def without_expiry(_: DocumentDates) -> Validity:
    """Return a validity without expiry; the maximum age is a rule of each policy."""
    return Validity(None, MONTHS_BY_THE_CIVIL_CODE.citations)
