"""The individual number card (マイナンバーカード): to the tenth or the fifth birthday."""

from datetime import date
from typing import Final

from idverify.calendar.civil import age_on
from idverify.calendar.period import Period
from idverify.citations import Confidence
from idverify.policy.validity.birthdays import nth_birthday_after
from idverify.policy.validity.dates import DocumentDates
from idverify.policy.validity.provision import Provision, ReferenceDate, Validity
from idverify.vocabulary.sources import cite

__all__ = [
    "ELECTRONIC_CERTIFICATE_IS_SEPARATE",
    "MAJORITY_AT_18",
    "MAJORITY_AT_20",
    "PLANNED_PROVISIONS",
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

#: Planned for about fiscal 2028, no day fixed: the earliest that was named stands here.
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
    """Take the printed last day, or count birthdays from the day of issue (発行日).

    Cards of foreign residents with a limited stay print its end where that is earlier;
    extending the stay does not extend the card.
    """
    if days.expires_on is not None:
        return Validity(days.expires_on, ELECTRONIC_CERTIFICATE_IS_SEPARATE.citations)
    issued = days.require("issued_on", "birthdays are counted from the day of issue")
    born = days.require("birth_date", "the card lasts to a birthday")
    provision, birthdays = _select_birthday_rule(days, born, issued)
    return Validity(nth_birthday_after(born, issued, birthdays), provision.citations, (provision,))


def _select_birthday_rule(days: DocumentDates, born: date, issued: date) -> tuple[Provision, int]:
    """Choose the provision by the day of application, and the number of birthdays by age."""
    applied = (
        issued
        if issued < _MAJORITY_CHANGED_ON
        else days.require("applied_on", "the age line goes by it")
    )
    provision, majority = (
        (MAJORITY_AT_18, 18) if MAJORITY_AT_18.applies_on(applied) else (MAJORITY_AT_20, 20)
    )
    counted = applied if days.applied_on is None else days.applied_on
    return provision, 10 if age_on(born, counted) >= majority else 5
