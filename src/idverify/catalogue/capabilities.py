"""Capabilities unlocked by an approval (解放される機能), and the steps recommended after it."""

from typing import Final

from attrs import Attribute, field, frozen

from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.errors import InvalidValueError
from idverify.model.validators import is_snake_case, not_blank
from idverify.validation import validated

__all__ = ["BANK_ACCOUNT_REGISTRATION", "NEXT_STEPS", "Capability", "NextStep"]


def _is_capability_code(_instance: object, _attribute: "Attribute[str]", code: str) -> None:
    if not is_snake_case(code):
        raise InvalidValueError("code is not one lower-case ASCII word, as in payout_request")


@validated
@frozen
class Capability:
    """A function that an account has only while it is verified (解放される機能).

    The set is open; the policy determines which capabilities an approval unlocks.

    >>> page = cite("CO1", "what verification unlocks")
    >>> Capability("payout_request", "売上金の出金申請", "payout request", page).code
    'payout_request'

    Raises:
        InvalidValueError: If the code is not one lower-case ASCII word, or a name is empty.
    """

    code: str = field(validator=_is_capability_code)
    name_ja: str = field(validator=not_blank)
    name_en: str = field(validator=not_blank)
    citation: Citation


@validated
@frozen
class NextStep:
    """A step that a service recommends after the approval, for a checklist (次のステップ).

    >>> [step.title_en for step in NEXT_STEPS]
    ['register a bank account', 'complete the profile', 'apply for work']

    Raises:
        InvalidValueError: If the code is not one lower-case ASCII word, or a title is empty.
    """

    code: str = field(validator=_is_capability_code)
    title_ja: str = field(validator=not_blank)
    title_en: str = field(validator=not_blank)
    details_ja: tuple[str, ...]
    """The details of the step, in the order of display."""
    details_en: tuple[str, ...]
    """The same details in English, in the same order."""
    citation: Citation


BANK_ACCOUNT_REGISTRATION: Final = Capability(
    "bank_account_registration",
    "銀行口座の登録",
    "bank account registration",
    cite("CWb2", "after verification: bank account", Confidence.ARTICLE),
)

#: The three steps of the article, in its order, with the seven profile entries it recommends.
NEXT_STEPS: Final = (
    NextStep(
        "register_bank_account",
        "銀行口座を登録する",
        "register a bank account",
        ("報酬を受け取る銀行を選びます。", "口座の情報を正確に入力します。"),
        ("Choose the bank that is to receive your payments.", "Enter the account exactly."),
        cite("CWb2", "after verification: bank account", Confidence.ARTICLE),
    ),
    NextStep(
        "complete_profile",
        "プロフィールを整える",
        "complete the profile",
        (
            "自己紹介",
            "経歴",
            "保有資格",
            "実績",
            "対応できる業務",
            "活動できる時間帯",
            "簡単な意気込み",
        ),
        (
            "introduction of yourself",
            "career",
            "qualifications",
            "track record",
            "work you can do",
            "hours in which you work",
            "a word on what drives you",
        ),
        cite("CWb2", "after verification: profile", Confidence.ARTICLE),
    ),
    NextStep(
        "apply_for_work",
        "仕事に応募する",
        "apply for work",
        ("さまざまな分野から、自分のスキルに合う仕事を探します。",),
        ("Look through the categories for work that fits your skills.",),
        cite("CWb2", "after verification: applying for work", Confidence.ARTICLE),
    ),
)
