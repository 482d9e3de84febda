"""Validity of individual number cards (マイナンバーカード) and their predecessors (住基カード)."""

from datetime import date
from typing import Final

from idverify.calendar.civil_code import age_on, last_day_of_period
from idverify.calendar.period import Period
from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.policy.validity.birthdays import nth_birthday_after
from idverify.policy.validity.provision import DocumentDates, Provision, ReferenceDate, Validity

__all__ = [
    "BASIC_RESIDENT_CARDS_ENDED",
    "BASIC_RESIDENT_CARD_TEN_YEARS",
    "ELECTRONIC_CERTIFICATE_IS_SEPARATE",
    "MAJORITY_AT_18",
    "MAJORITY_AT_20",
    "PLANNED_PROVISIONS",
    "basic_resident_card",
    "individual_number_card",
]

_MAJORITY_CHANGED_ON: Final = date(2022, 4, 1)
_MAJORITY_CITATIONS: Final = (
    cite("KOUNOSU", "to the tenth or fifth birthday; the line of 2022-04-01"),
    cite("KOBE", "the line goes by the day of application"),
    cite("SAYAMA", "the age is that on the day of application", Confidence.SINGLE),
)

MAJORITY_AT_20: Final = Provision(
    code="number_card_ten_birthdays_from_20",
    statement_ja=(
        "2022年3月31日までに申請を受け付けたカードは、申請受付日に20歳以上なら発行後10回目、"
        "20歳未満なら5回目の誕生日まで有効。"
    ),
    statement_en=(
        "A card applied for by 2022-03-31 lasts to the tenth birthday after its issue if the"
        " applicant was then 20 or older, otherwise to the fifth."
    ),
    reference_date=ReferenceDate.APPLICATION,
    period=Period(until=_MAJORITY_CHANGED_ON),
    citations=_MAJORITY_CITATIONS,
)

MAJORITY_AT_18: Final = Provision(
    code="number_card_ten_birthdays_from_18",
    statement_ja=(
        "2022年4月1日以降に申請を受け付けたカードは、申請受付日に18歳以上なら発行後10回目、"
        "18歳未満なら5回目の誕生日まで有効。"
    ),
    statement_en=(
        "A card applied for on or after 2022-04-01 lasts to the tenth birthday after its issue"
        " if the applicant was then 18 or older, otherwise to the fifth."
    ),
    reference_date=ReferenceDate.APPLICATION,
    period=Period(since=_MAJORITY_CHANGED_ON),
    citations=_MAJORITY_CITATIONS,
)

ELECTRONIC_CERTIFICATE_IS_SEPARATE: Final = Provision(
    code="number_card_certificate_is_another_matter",
    statement_ja="電子証明書は5回目の誕生日に終わるが、券面による本人確認には関わらない。",
    statement_en=(
        "The electronic certificate ends at the fifth birthday, which does not matter to the"
        " card as something to look at."
    ),
    reference_date=ReferenceDate.LAST_DAY,
    citations=(cite("MIHAMA", "the electronic certificate ends at the fifth birthday"),),
)

#: Planned for about fiscal 2028 without a fixed day; this is the earliest announced day.
_NEXT_CARD_PERIOD: Final = Period(since=date(2028, 4, 1))

PLANNED_PROVISIONS: Final = (
    Provision(
        code="next_number_card_moves_changes_to_the_back",
        statement_ja="次期カードでは追記欄が裏面に移り、住所変更の確認には表面だけでは足りなくなる。",
        statement_en=(
            "On the next card changes are written on the back, so for people who have moved the"
            " front will no longer be enough."
        ),
        reference_date=ReferenceDate.ISSUE,
        period=_NEXT_CARD_PERIOD,
        citations=(
            cite("IMP1", "draft of 2024: changes on the back"),
            cite("JIJI", "draft of 2024"),
            cite("NOBITA", "planned for about 2028"),
        ),
        is_planned=True,
    ),
    Provision(
        code="next_number_card_ends_a_month_after_the_birthday",
        statement_ja="次期カードの有効期限は誕生日の一か月後になる予定。",
        statement_en="The next card is to end one month after the birthday.",
        reference_date=ReferenceDate.ISSUE,
        period=_NEXT_CARD_PERIOD,
        citations=(
            cite("FINDOUT", "one month after the birthday", Confidence.SINGLE),
            cite("FF", "planned for about 2028"),
        ),
        is_planned=True,
    ),
)


def individual_number_card(days: DocumentDates) -> Validity:
    """Return the printed last day, or the birthday that the law counts from the issue (発行日).

    Cards of foreign residents with a limited stay print the end of the stay if it is
    earlier; an extension of the stay does not extend the card.

    Raises:
        InvalidValueError: if the printed day and a day that the law counts from are not known.
    """
    if days.expires_on is not None:
        return Validity(days.expires_on, ELECTRONIC_CERTIFICATE_IS_SEPARATE.citations)
    issued = days.require("issued_on", "birthdays are counted from the day of issue")
    born = days.require("birth_date", "the card lasts to a birthday")
    provision, birthdays = _select_birthday_rule(days, born, issued)
    return Validity(nth_birthday_after(born, issued, birthdays), provision.citations, (provision,))


def _select_birthday_rule(days: DocumentDates, born: date, issued: date) -> tuple[Provision, int]:
    """Return the provision for the day of application, and the number of birthdays by age."""
    applied = (
        issued
        if issued < _MAJORITY_CHANGED_ON
        else days.require("applied_on", "the age line goes by it")
    )
    provision, majority = (
        (MAJORITY_AT_18, 18) if MAJORITY_AT_18.applies_on(applied) else (MAJORITY_AT_20, 20)
    )
    age_reference = applied if days.applied_on is None else days.applied_on
    return provision, 10 if age_on(born, age_reference) >= majority else 5


BASIC_RESIDENT_CARD_TEN_YEARS: Final = Provision(
    code="juki_card_ten_years",
    statement_ja="住民基本台帳カードの有効期間は発行から10年。発行は2015年12月28日に終わった。",
    statement_en=(
        "A Basic Resident Register card lasts ten years; the last was issued on 2015-12-28."
    ),
    reference_date=ReferenceDate.ISSUE,
    period=Period(until=date(2015, 12, 29)),
    citations=(cite("IZUMO", "ten years; issue ended 2015-12-28"),),
)

#: One city gives 28 December 2025, ten years after the last issue, another 31 December.
#: The later day is used because refusing a valid card would be the worse error.
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
    """Return the earliest of the printed day, ten years from issue, and the end of all cards."""
    candidates: dict[date, tuple[Provision, ...]] = {
        _BASIC_RESIDENT_CARD_LAST_DAY: (BASIC_RESIDENT_CARDS_ENDED,)
    }
    if days.issued_on is not None:
        candidates[last_day_of_period(days.issued_on, 10 * 12)] = (BASIC_RESIDENT_CARD_TEN_YEARS,)
    if days.expires_on is not None:
        candidates[days.expires_on] = ()
    last_day = min(candidates)
    return Validity(
        last_day,
        BASIC_RESIDENT_CARD_TEN_YEARS.citations + BASIC_RESIDENT_CARDS_ENDED.citations,
        candidates[last_day],
    )
