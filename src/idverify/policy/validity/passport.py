"""Validity of Japanese passports (旅券), and the end of those with a bearer's page."""

from datetime import date
from typing import Final

from idverify.calendar.civil_code import age_on, last_day_of_period
from idverify.calendar.period import Period
from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.policy.validity.provision import DocumentDates, Provision, ReferenceDate, Validity

__all__ = ["BEARERS_PAGE_ENDS", "FIVE_YEARS_UNDER_18", "TEN_YEARS", "passport"]

TEN_YEARS: Final = Provision(
    code="passport_ten_years",
    statement_ja="旅券の有効期間は10年または5年で、18歳以上は選ぶことができる。",
    statement_en="A passport lasts ten or five years, as somebody of 18 or more chooses.",
    reference_date=ReferenceDate.APPLICATION,
    citations=(cite("MOFA", "ten or five years"),),
)

FIVE_YEARS_UNDER_18: Final = Provision(
    code="passport_five_years_under_18",
    statement_ja="18歳未満の人の旅券の有効期間は5年だけである。",
    statement_en="A passport of somebody under 18 lasts five years only.",
    reference_date=ReferenceDate.APPLICATION,
    citations=(cite("MOFA", "under 18 five years only"),),
)

BEARERS_PAGE_ENDS: Final = Provision(
    code="bearers_page_ends",
    statement_ja=(
        "所持人記入欄のある旅券は2020年2月の初めまでに申請されたもので、"
        "最も長いものも2030年2月のうちに期限が切れる。"
    ),
    statement_en=(
        "Passports with the bearer's page were applied for until the start of February 2020;"
        " the longest of them expires in the course of February 2030."
    ),
    reference_date=ReferenceDate.RECEIPT,
    # A booklet issued some days after the change may still have the page, so the period starts
    # after the whole month: refusing a valid passport would be the worse error.
    period=Period(since=date(2030, 3, 1)),
    citations=(
        cite("CW1", "booklets of 2020-02-03 or earlier"),
        cite("LUCK", "whether the day of application or of issue decides", Confidence.UNSURE),
        cite("MOFA", "ten years at most: about February 2030", Confidence.DERIVED),
    ),
)


def passport(days: DocumentDates) -> Validity:
    """Return the printed day, but at most the statutory term after issue.

    Whether a passport proves an address depends on the bearer's page, not on its validity.

    Raises:
        InvalidValueError: if the printed day is not known.
    """
    printed = days.require("expires_on", "a passport prints its last valid day")
    if days.issued_on is None:
        return Validity(printed, TEN_YEARS.citations)
    provision, years = _select_term(days.issued_on, days.birth_date)
    longest = last_day_of_period(days.issued_on, 12 * years)
    applied = (provision,) if longest < printed else ()
    return Validity(min(printed, longest), provision.citations, applied)


def _select_term(issued: date, born: date | None) -> tuple[Provision, int]:
    # Before 2022-04-01 the age was 20; a five-year term is certain only under 18.
    if born is not None and age_on(born, issued) < 18:  # noqa: PLR2004 - the age of the norm
        return FIVE_YEARS_UNDER_18, 5
    return TEN_YEARS, 10
