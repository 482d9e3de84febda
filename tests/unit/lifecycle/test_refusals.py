"""Why a step is refused, in the two languages of the people who read it."""

import re
from datetime import date

import pytest
from attrs import evolve as changed

from idverify.errors import DataError, IllegalTransition
from idverify.lifecycle.commands import Approve, Command, LapseVerification, Redact, Submit
from idverify.lifecycle.decide import decide
from idverify.lifecycle.states import State
from idverify.policy.policy import Policy
from idverify.policy.presets import APTCP, CROWDWORKS_ARTICLE
from idverify.vocabulary.submissions import Medium, Submission
from support.desk import CLOCK
from support.histories import LATER, MARK, case_in
from support.people import submission, unobserved

WHOLE = submission()
ONCE = changed(CROWDWORKS_ARTICLE, max_attempts=1)
FIXED = changed(CROWDWORKS_ARTICLE, may_replace=False)
NEXT = submission(id_="s-2")
COPY = submission(medium=Medium.PHOTOCOPY)


def approve(seen: Submission = WHOLE, mark: str = MARK) -> Approve:
    """Approve what was seen."""
    return Approve(submission=seen, fingerprint=mark, reviewer="r-1")


REFUSED: list[tuple[State, Command, Policy, str, str]] = [
    (State.CLOSED, approve(), CROWDWORKS_ARTICLE, "no such step", "その手続はできません"),
    (State.UNDER_REVIEW, approve(NEXT), CROWDWORKS_ARTICLE, "no longer", "現在のものでは"),
    (State.UNDER_REVIEW, approve(mark="x"), CROWDWORKS_ARTICLE, "profile", "登録情報が"),
    (State.UNDER_REVIEW, approve(COPY), CROWDWORKS_ARTICLE, "photo_of_copy", "コピーの撮影"),
    (State.UNDER_REVIEW, approve(unobserved(WHOLE)), CROWDWORKS_ARTICLE, "looked at", "原本を"),
    (State.UNDER_REVIEW, Submit(submission=NEXT, fingerprint=MARK), FIXED, "withdraw", "取り下げ"),
    (State.REJECTED, Submit(submission=NEXT, fingerprint=MARK), ONCE, "all 1", "1回をすべて"),
    (State.REJECTED, Submit(submission=WHOLE, fingerprint=MARK), FIXED, "its own", "別のID"),
    (State.APPROVED, LapseVerification(), CROWDWORKS_ARTICLE, "not come", "来ていません"),
    (State.APPROVED, Redact(), APTCP, "say when", "終了した日を示して"),
    (State.APPROVED, Redact(contract_ended_on=date(2026, 11, 1)), APTCP, "until", "2033-11-01まで"),
]


@pytest.mark.parametrize(("state", "command", "policy", "en", "ja"), REFUSED)
def test_a_refusal_says_why_in_both_languages(
    state: State, command: Command, policy: Policy, en: str, ja: str
) -> None:
    """The sentence says what is in the way and, where something can be done, what."""
    with pytest.raises(IllegalTransition) as caught:
        decide(case_in(state), command, policy, CLOCK, LATER)

    assert en in caught.value.why
    assert ja in caught.value.why_ja
    assert re.search("[。ぁ-ん]", caught.value.why_ja)


def test_an_error_without_japanese_words_of_its_own_has_general_ones() -> None:
    """Nobody who reads Japanese is left with nothing."""
    assert DataError("$", "changed").problem_ja == "読み取れないデータです。"
