"""What an approval unlocks, and the article's checklist after it."""

import pytest

from idverify.catalogue.capabilities import (
    BANK_ACCOUNT_REGISTRATION,
    NEXT_STEPS,
    Capability,
    NextStep,
)
from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.errors import InvalidValueError

PAGE = cite("CO1", "what verification unlocks")


def test_the_article_s_capability() -> None:
    """Verification unlocks the registration of a bank account, says the article."""
    assert BANK_ACCOUNT_REGISTRATION.code == "bank_account_registration"
    assert BANK_ACCOUNT_REGISTRATION.citation.confidence is Confidence.ARTICLE


def test_the_article_s_three_steps_in_its_order() -> None:
    """After the approval come the bank account, the profile and the application for work."""
    bank, profile, work = NEXT_STEPS

    assert (bank.code, bank.title_ja) == ("register_bank_account", "銀行口座を登録する")
    assert (profile.code, profile.title_ja) == ("complete_profile", "プロフィールを整える")
    assert (work.code, work.title_ja) == ("apply_for_work", "仕事に応募する")


def test_the_seven_items_of_the_profile() -> None:
    """The article recommends these seven items for the profile, in this order."""
    assert NEXT_STEPS[1].details_ja == (
        "自己紹介",
        "経歴",
        "保有資格",
        "実績",
        "対応できる業務",
        "活動できる時間帯",
        "簡単な意気込み",
    )


@pytest.mark.parametrize("step", NEXT_STEPS)
def test_steps_come_in_both_languages_and_cite_the_article(step: NextStep) -> None:
    """Each step has as many details in English as in Japanese, and says who recommends it."""
    assert len(step.details_ja) == len(step.details_en) > 0
    assert all(detail.isascii() for detail in (step.title_en, *step.details_en))
    assert step.citation.confidence is Confidence.ARTICLE


def test_a_service_unlocks_what_it_likes() -> None:
    """The set is open: a service makes capabilities and steps of its own."""
    assert Capability("payout_request", "出金申請", "payout request", PAGE).citation == PAGE
    assert NextStep("say_hello", "挨拶する", "say hello", (), (), PAGE).details_ja == ()


@pytest.mark.parametrize("code", ["", "Payout", "payout-request", "2fast", "出金"])
def test_codes_are_single_words(code: str) -> None:
    """A capability or step whose code is no lower-case ASCII word is refused."""
    with pytest.raises(InvalidValueError, match="as in payout_request"):
        Capability(code, "出金申請", "payout request", PAGE)
    with pytest.raises(InvalidValueError, match="as in payout_request"):
        NextStep(code, "挨拶する", "say hello", (), (), PAGE)


def test_names_are_not_empty() -> None:
    """What is shown to people has words in both languages."""
    with pytest.raises(InvalidValueError, match="name_ja is empty"):
        Capability("payout_request", "", "payout request", PAGE)
    with pytest.raises(InvalidValueError, match="title_en is empty"):
        NextStep("say_hello", "挨拶する", " ", (), (), PAGE)
