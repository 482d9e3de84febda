"""Why a step is refused, in the two languages of the people who read it."""

import re
from datetime import date

import pytest
from attrs import evolve as changed

from idverify.catalogue.reasons import REASONS, RejectionReason
from idverify.errors import DataError, IllegalTransitionError
from idverify.lifecycle.commands import Approve, Command, LapseVerification, Redact, Submit
from idverify.lifecycle.decide import decide
from idverify.lifecycle.guard_messages import blocking_reason, record_retention_reason
from idverify.lifecycle.states import State
from idverify.model.observations import Medium
from idverify.model.submissions import Submission
from idverify.policy.policy import Policy
from idverify.presets import APTCP, CROWDWORKS_ARTICLE
from support.applicants import submission, unobserved
from support.desk import CLOCK
from support.histories import LATER, MARK, case_in

WHOLE = submission()
ONCE = changed(CROWDWORKS_ARTICLE, max_attempts=1)
FIXED = changed(CROWDWORKS_ARTICLE, may_replace=False)
NEXT = submission(id_="s-2")
COPY = submission(medium=Medium.PHOTOCOPY)


def approve(seen: Submission = WHOLE, mark: str = MARK) -> Approve:
    """Approve what was seen."""
    return Approve(submission=seen, fingerprint=mark, reviewer="r-1")


#: What a command would have come to.
STEPS: dict[type[Command], set[str]] = {
    Approve: {"approve"},
    Submit: {"submit"},
    LapseVerification: {"lapse"},
    Redact: {"redact"},
}
REFUSED: list[tuple[State, Command, Policy, str, str]] = [
    (State.CLOSED, approve(), CROWDWORKS_ARTICLE, "has no step", "はできません"),
    (State.UNDER_REVIEW, approve(mark="x"), CROWDWORKS_ARTICLE, "profile", "登録情報が"),
    (State.UNDER_REVIEW, approve(COPY), CROWDWORKS_ARTICLE, "photo_of_copy", "コピーの撮影"),
    (
        State.UNDER_REVIEW,
        approve(unobserved(WHOLE)),
        CROWDWORKS_ARTICLE,
        "not yet observed",
        "原本を",
    ),
    (State.UNDER_REVIEW, Submit(submission=NEXT, fingerprint=MARK), FIXED, "withdraw", "取り下げ"),
    (State.REJECTED, Submit(submission=NEXT, fingerprint=MARK), ONCE, "allows 1", "1回をすべて"),
    (State.REJECTED, Submit(submission=WHOLE, fingerprint=MARK), FIXED, "a new id", "別のID"),
    (State.APPROVED, LapseVerification(), CROWDWORKS_ARTICLE, "not lapsed", "来ていません"),
    (State.APPROVED, Redact(), APTCP, "contract_ended_on", "終了した日を示して"),
    (State.APPROVED, Redact(contract_ended_on=date(2026, 11, 1)), APTCP, "until", "2033-11-01まで"),
]


@pytest.mark.parametrize(("state", "command", "policy", "en", "ja"), REFUSED)
def test_a_refusal_says_why_in_both_languages(
    state: State, command: Command, policy: Policy, en: str, ja: str
) -> None:
    """The sentence says what is in the way and, where something can be done, what."""
    with pytest.raises(IllegalTransitionError) as caught:
        decide(case_in(state), command, policy, CLOCK, LATER)

    assert caught.value.state is state
    assert caught.value.step in STEPS[type(command)]
    assert en in caught.value.reason
    assert ja in caught.value.reason_ja
    assert re.search("[。ぁ-ん]", caught.value.reason_ja)


def test_an_error_without_japanese_words_of_its_own_has_general_ones() -> None:
    """Nobody who reads Japanese is left with nothing."""
    assert DataError("$", "changed").problem_ja == "読み取れないデータです。"


ONE, TWO, OWN = "image.photo_of_copy", "image.unclear", "our.own_reason"


def told(*codes: str) -> tuple[str, str]:
    """Say what is told of a policy that finds these."""
    found = CROWDWORKS_ARTICLE.evaluate(COPY, LATER.date())
    finding = found.findings[0]
    findings = [changed(finding, rule=changed(finding.rule, reason=_reason(c))) for c in codes]
    label = blocking_reason(changed(found, findings=tuple(findings)))
    return label.ja, label.en


def _reason(code: str) -> RejectionReason:
    return REASONS[code] if code in REASONS else changed(REASONS[TWO], code=code)


def test_several_findings_are_listed_in_the_words_of_the_catalogue() -> None:
    """Reasons by their labels; one of a service's own, which has none there, by its code."""
    labels = "、".join(REASONS[code].label_ja for code in (ONE, TWO))

    assert told(ONE, TWO) == (
        f"不備があります: {labels}",
        f"the policy does not accept it ({ONE}, {TWO}): `reject` it",
    )
    assert told(OWN) == (
        f"不備があります: {OWN}",
        f"the policy does not accept it ({OWN}): `reject` it",
    )


def test_several_questions_are_listed_as_they_are_asked() -> None:
    """In Japanese as a reviewer reads them, in English by the fields of the observation."""
    found = CROWDWORKS_ARTICLE.evaluate(unobserved(WHOLE), LATER.date())
    facts = [question.fact for question in found.open_questions]
    label = blocking_reason(found)

    assert len(facts) > 1
    assert label.ja == "次の点が未確認です: " + " ".join(fact.question_ja for fact in facts)
    fields = ", ".join(f"documents[0].{fact.observation_field or fact.name}" for fact in facts)
    advice = "pass them to `observe`, or judge them with `record_judgement`"
    assert label.en == f"not yet observed: {fields}; {advice}"


def test_how_long_records_are_kept_is_said_whole() -> None:
    """With the years, and with the last day or with what is needed to tell it."""
    until, asks = record_retention_reason(7, date(2033, 11, 1)), record_retention_reason(7, None)

    assert until.ja == "記録は契約終了から7年間保存します。2033-11-01までです(当日を含みます)。"
    assert until.en == (
        "records are kept 7 years from the end of the contract: until 2033-11-01 included"
    )
    assert asks.ja == "記録は契約終了から7年間保存します。契約が終了した日を示してください。"
    assert (
        asks.en == "records are kept 7 years from the end of the contract: give `contract_ended_on`"
    )
