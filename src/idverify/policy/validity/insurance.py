"""Validity of health insurance cards (健康保険証) and eligibility certificates (資格確認書)."""

from datetime import date
from typing import Final

from idverify.calendar.civil_code import last_day_of_period
from idverify.calendar.period import Period
from idverify.catalogue.sources import cite
from idverify.policy.validity.provision import DocumentDates, Provision, ReferenceDate, Validity

__all__ = ["AT_MOST_FIVE_YEARS", "CARDS_ENDED", "eligibility_certificate", "health_insurance_card"]

_CARDS_LAST_DAY: Final = date(2025, 12, 1)

CARDS_ENDED: Final = Provision(
    code="insurance_cards_ended",
    statement_ja=(
        "健康保険証は2024年12月2日以降発行されず、"
        "どの保険証も印字にかかわらず2025年12月1日までで終わった。"
    ),
    statement_en=(
        "No insurance card was issued from 2024-12-02 on, and each ended on 2025-12-01 at the"
        " latest, whatever it prints."
    ),
    reference_date=ReferenceDate.RECEIPT,
    period=Period(since=date(2025, 12, 2)),
    citations=(
        cite("MYNA", "no new cards from 2024-12-02; every card ended 2025-12-01"),
        cite("YONAGO", "every card ended 2025-12-01 at the latest"),
        cite("KKS", "leniency to March 2026 concerned claims, not the card"),
    ),
)

AT_MOST_FIVE_YEARS: Final = Provision(
    code="eligibility_certificate_at_most_five_years",
    statement_ja="資格確認書には必ず有効期限があり、長くても発行から5年である。",
    statement_en=(
        "An eligibility certificate always prints an expiry, at most five years from issue."
    ),
    reference_date=ReferenceDate.ISSUE,
    period=Period(since=date(2024, 12, 2)),
    citations=(cite("MYNA", "at most five years"), cite("BSK", "at most five years")),
)


def health_insurance_card(days: DocumentDates) -> Validity:
    """Return the earlier of the printed day, which many cards lack, and 2025-12-01."""
    if days.expires_on is not None and days.expires_on <= _CARDS_LAST_DAY:
        return Validity(days.expires_on, CARDS_ENDED.citations)
    return Validity(_CARDS_LAST_DAY, CARDS_ENDED.citations, (CARDS_ENDED,))


def eligibility_certificate(days: DocumentDates) -> Validity:
    """Return the printed day, but at most five years after issue.

    Raises:
        InvalidValueError: if the printed day is not known.
    """
    printed = days.require("expires_on", "an eligibility certificate always prints its last day")
    if days.issued_on is None:
        return Validity(printed, AT_MOST_FIVE_YEARS.citations)
    longest = last_day_of_period(days.issued_on, 5 * 12)
    applied = (AT_MOST_FIVE_YEARS,) if longest < printed else ()
    return Validity(min(printed, longest), AT_MOST_FIVE_YEARS.citations, applied)
