"""The Japanese passport (旅券): ten or five years, with or without a page for an address."""

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
    # A booklet issued some days after the change may still have the page, so the month is
    # given to its end: refusing a good passport would be the worse error.
    period=Period(since=date(2030, 3, 1)),
    citations=(
        cite("CW1", "booklets of 2020-02-03 or earlier"),
        cite("LUCK", "whether the day of application or of issue decides", Confidence.UNSURE),
        cite("MOFA", "ten years at most: about February 2030", Confidence.DERIVED),
    ),
)


def passport(days: DocumentDates) -> Validity:
    """Take the printed day; no passport lives longer than the law lets it.

    Whether it proves an address is another question: look for the bearer's page.
    """
    printed = days.require("expires_on", "a passport prints its last valid day")
    if days.issued_on is None:
        return Validity(printed, TEN_YEARS.citations)
    provision, years = _select_term(days.issued_on, days.birth_date)
    longest = last_day_of_period(days.issued_on, 12 * years)
    cut = (provision,) if longest < printed else ()
    return Validity(min(printed, longest), provision.citations, cut)


def _select_term(issued: date, born: date | None) -> tuple[Provision, int]:
    # Before 2022-04-01 the line was 20; only who is under 18 is certain to have five years.
    if born is not None and age_on(born, issued) < 18:  # noqa: PLR2004 - the age of the norm
        return FIVE_YEARS_UNDER_18, 5
    return TEN_YEARS, 10
