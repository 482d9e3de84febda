"""The Basic Resident Register card with photo (住民基本台帳カード・写真付き)."""

from datetime import date
from typing import Final

from idverify.calendar.civil import last_day_of_period
from idverify.calendar.period import Period
from idverify.policy.validity.dates import DocumentDates
from idverify.policy.validity.provision import Provision, ReferenceDate, Validity
from idverify.vocabulary.sources import cite

__all__ = ["BASIC_RESIDENT_CARDS_ENDED", "BASIC_RESIDENT_CARD_TEN_YEARS", "basic_resident_card"]

BASIC_RESIDENT_CARD_TEN_YEARS: Final = Provision(
    code="juki_card_ten_years",
    statement_ja="住民基本台帳カードの有効期間は発行から10年。発行は2015年12月28日に終わった。",
    statement_en="A Basic Resident Register card lasts ten years; the last was issued on 2015-12-28.",
    reference_date=ReferenceDate.ISSUE,
    period=Period(until=date(2015, 12, 29)),
    citations=(cite("IZUMO", "ten years; issue ended 2015-12-28"),),
)

#: One city names 28 December 2025, ten years after the last issue; another 31 December.
#: The later bounds the kind, because refusing a good card would be the worse error.
_BASIC_RESIDENT_CARD_LAST_DAY: Final = date(2025, 12, 31)

BASIC_RESIDENT_CARDS_ENDED: Final = Provision(
    code="juki_cards_ended",
    statement_ja="住民基本台帳カードは、遅くとも2025年12月31日にすべて期限が切れた。",
    statement_en="Every Basic Resident Register card had expired by 2025-12-31.",
    reference_date=ReferenceDate.RECEIPT,
    period=Period(since=date(2026, 1, 1)),
    citations=(
        cite("SHIMADA", "all expired by 2025-12-28"),
        cite("YACHIYO", "all expired by 2025-12-31"),
    ),
)


def basic_resident_card(days: DocumentDates) -> Validity:
    """Return the earliest of the printed day, ten years from issue, and the end of the kind."""
    known: dict[date, tuple[Provision, ...]] = {
        _BASIC_RESIDENT_CARD_LAST_DAY: (BASIC_RESIDENT_CARDS_ENDED,)
    }
    if days.issued_on is not None:
        known[last_day_of_period(days.issued_on, 10 * 12)] = (BASIC_RESIDENT_CARD_TEN_YEARS,)
    if days.expires_on is not None:
        known[days.expires_on] = ()
    last_day = min(known)
    return Validity(
        last_day,
        BASIC_RESIDENT_CARD_TEN_YEARS.citations + BASIC_RESIDENT_CARDS_ENDED.citations,
        known[last_day],
    )
