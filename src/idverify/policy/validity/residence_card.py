"""Validity of foreign residents' cards (在留カード・特別永住者証明書・特定在留カード)."""

from datetime import date, timedelta
from typing import Final

from idverify.calendar.civil_code import age_on
from idverify.calendar.period import Period
from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.policy.validity.birthdays import birthday_in, nth_birthday_after
from idverify.policy.validity.provision import DocumentDates, Provision, ReferenceDate, Validity

__all__ = [
    "NO_PHOTO_UNDER_16",
    "SEVENTH_BIRTHDAY",
    "SEVEN_YEARS",
    "TO_16TH_BIRTHDAY",
    "TO_DAY_BEFORE_16TH_BIRTHDAY",
    "residence_card",
    "special_permanent_resident_certificate",
]

_UNDER_16_RULE_CHANGED_ON: Final = date(2023, 11, 1)
_PHOTO_AGE: Final = 16
_UNDER_16_CITATIONS: Final = (
    cite("YONEI", "issued from 2023-11-01: to the day before the 16th birthday"),
    cite("YSV", "the same for the residence card"),
    cite("IURIS19", "第19条の5第1項第2号・第4号", Confidence.SINGLE),
)

TO_16TH_BIRTHDAY: Final = Provision(
    code="under_16_to_the_16th_birthday",
    statement_ja="2023年10月31日までに16歳未満の人に交付されたものは、16歳の誕生日まで有効。",
    statement_en="Issued by 2023-10-31 to somebody under 16, it lasts to the 16th birthday.",
    reference_date=ReferenceDate.ISSUE,
    period=Period(until=_UNDER_16_RULE_CHANGED_ON),
    citations=_UNDER_16_CITATIONS,
)

TO_DAY_BEFORE_16TH_BIRTHDAY: Final = Provision(
    code="under_16_to_the_day_before_the_16th_birthday",
    statement_ja="2023年11月1日以降に16歳未満の人に交付されたものは、16歳の誕生日の前日まで有効。",
    statement_en=(
        "Issued on or after 2023-11-01 to somebody under 16, it lasts to the day before the"
        " 16th birthday."
    ),
    reference_date=ReferenceDate.ISSUE,
    period=Period(since=_UNDER_16_RULE_CHANGED_ON),
    citations=_UNDER_16_CITATIONS,
)

SEVENTH_BIRTHDAY: Final = Provision(
    code="special_permanent_resident_to_the_seventh_birthday",
    statement_ja=(
        "特別永住者証明書は、16歳以上なら申請後7回目の誕生日まで、"
        "更新のときは前の有効期間の満了後7回目の誕生日まで有効。"
    ),
    statement_en=(
        "A special permanent resident certificate lasts, from 16, to the seventh birthday after"
        " the application; renewed, to the seventh after the old expiry."
    ),
    reference_date=ReferenceDate.APPLICATION,
    citations=(cite("KASUGAI", "to the seventh birthday"),),
)

SEVEN_YEARS: Final = Provision(
    code="permanent_resident_seven_years",
    statement_ja="永住者の在留カードは、交付の日から起算して7年を経過する日まで有効。",
    statement_en="A permanent resident's card lasts seven years, the day of issue being the first.",
    reference_date=ReferenceDate.ISSUE,
    citations=(
        cite("IURIS19", "第19条の5第1項第1号", Confidence.SINGLE),
        cite("MARUG", "seven years from issue"),
    ),
)

NO_PHOTO_UNDER_16: Final = Provision(
    code="no_photo_under_16",
    statement_ja="16歳未満の人の在留カード・特別永住者証明書には顔写真がない。",
    statement_en="The cards of people under 16 bear no photo.",
    reference_date=ReferenceDate.ISSUE,
    citations=(cite("ATT", "no photo under 16"),),
)


def special_permanent_resident_certificate(days: DocumentDates) -> Validity:
    """Return the printed last day, or the seventh birthday after the application.

    A certificate issued under 16 ends at the 16th birthday instead. For a renewal the
    period is counted from the old expiry: pass it as `applied_on`.

    Raises:
        InvalidValueError: if the printed day and a day that the law counts from are not known.
    """
    under_16 = _apply_under_16_rule(days)
    if under_16 is not None:
        return under_16
    if days.expires_on is not None:
        return Validity(days.expires_on, SEVENTH_BIRTHDAY.citations)
    applied = days.require("applied_on", "the seventh birthday is counted from it")
    born = days.require("birth_date", "the certificate lasts to a birthday")
    if age_on(born, applied) < _PHOTO_AGE:
        days.require("issued_on", "the rule for people under 16 changed with issues of 2023-11-01")
    last_day = nth_birthday_after(born, applied, 7)
    return Validity(last_day, SEVENTH_BIRTHDAY.citations, (SEVENTH_BIRTHDAY,))


def residence_card(days: DocumentDates) -> Validity:
    """Return the printed last day; a card issued under 16 ends at the 16th birthday at the latest.

    The printed day is the end of the stay, seven years for a permanent resident, or the
    16th birthday; only the card shows which of them.

    Raises:
        InvalidValueError: if the printed day is not known.
    """
    printed = days.require("expires_on", "only the card says when the stay ends")
    under_16 = _apply_under_16_rule(days)
    if under_16 is not None:
        return under_16
    return Validity(printed, SEVEN_YEARS.citations)


def _apply_under_16_rule(days: DocumentDates) -> Validity | None:
    """Return the validity of a document issued under 16; None if older or unknown."""
    born, issued = days.birth_date, days.issued_on
    if born is None or issued is None or age_on(born, issued) >= _PHOTO_AGE:
        return None
    birthday = birthday_in(born, born.year + _PHOTO_AGE)
    if TO_DAY_BEFORE_16TH_BIRTHDAY.applies_on(issued):
        provision, last_day = TO_DAY_BEFORE_16TH_BIRTHDAY, birthday - timedelta(days=1)
    else:
        provision, last_day = TO_16TH_BIRTHDAY, birthday
    return Validity(min(last_day, days.expires_on or last_day), provision.citations, (provision,))
