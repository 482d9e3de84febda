"""Certificates on paper: good for some months from issue, as the Civil Code counts them."""

from datetime import date
from typing import Final

from idverify.calendar.civil_code import last_day_of_period
from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.policy.validity.provision import DocumentDates, Provision, ReferenceDate, Validity

__all__ = ["MONTHS_BY_THE_CIVIL_CODE", "as_printed", "last_day_within", "without_expiry"]


def as_printed(days: DocumentDates) -> Validity:
    """Take the printed day where there is one; no source says more."""
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
    """Return the last day of receipt that is still "within *months* months of issue".

    A period that begins, on the day after issue, with the first of a month runs in
    whole months; adding months to the day of issue would end it too early.

    >>> last_day_within(date(2025, 1, 24), months=3)
    datetime.date(2025, 4, 24)
    >>> last_day_within(date(2026, 2, 28), months=3)
    datetime.date(2026, 5, 31)
    """
    return last_day_of_period(issued_on, months)


def without_expiry(_: DocumentDates) -> Validity:
    """Return that nothing is printed and nothing ends; how fresh it must be, a policy says."""
    return Validity(None, MONTHS_BY_THE_CIVIL_CODE.citations)
