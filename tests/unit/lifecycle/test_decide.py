"""Deciding: every row of the table, every guard, every effect; nothing happens by itself."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from attrs import evolve as changed

from idverify.errors import IllegalTransitionError, InvalidValueError, StaleSubmissionError
from idverify.lifecycle.case import Case, evolve, replay
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    CheckDeadline,
    Command,
    LapseVerification,
    RecordJudgement,
    Redact,
    Reject,
    Revoke,
    Submit,
    Withdraw,
)
from idverify.lifecycle.decide import NO_CHANGE, Decision, decide
from idverify.lifecycle.effects import DropImages, NotificationKind, Notify, Purge, StartReviewClock
from idverify.lifecycle.events import (
    Approved,
    DeadlinePassed,
    IdentityChanged,
    JudgementRecorded,
    Redacted,
    RefusedForGood,
    Rejected,
    Revoked,
    RevokedForGood,
    Submitted,
    VerificationLapsed,
    Withdrawn,
)
from idverify.lifecycle.states import State
from idverify.lifecycle.steps import STEP_NAMES, possible_steps
from idverify.lifecycle.transitions import TRANSITIONS
from idverify.model.applicants import IdentityField
from idverify.model.documents import DocumentKind
from idverify.model.observations import Medium
from idverify.model.unknown import UNKNOWN
from idverify.policy.assessment import Verdict
from idverify.policy.judgements import Judgement
from idverify.policy.policy import Policy
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import JST, RECEIVED_AT, submission, unobserved
from support.desk import CLOCK
from support.histories import LATER, MARK, SUBMITTED, case_in

DUE = SUBMITTED.deadline
WHOLE = submission()

SUBMIT = Submit(submission=changed(WHOLE, id="s-2"), fingerprint=MARK)
APPROVE = Approve(submission=WHOLE, fingerprint=MARK, reviewer="r-1")
REJECT = Reject(submission_id="s-1", reviewer="r-1", reasons=["image.unclear"])
REFUSE = changed(REJECT, final=True)
JUDGE = RecordJudgement(
    submission=submission(medium=UNKNOWN),
    judgement=Judgement(question="medium", document_index=0, answer="original"),
    reviewer="r-1",
    evidence=[MARK],
)
REVOKE = Revoke(reviewer="r-1", reasons=["other"])
CHANGE = ChangeIdentity(changed=frozenset({IdentityField.ADDRESS}))

#: Each command as it succeeds, and the event it asks for.
COMMANDS: dict[str, tuple[Command, type[Any]]] = {
    "submit": (SUBMIT, Submitted),
    "approve": (APPROVE, Approved),
    "reject": (REJECT, Rejected),
    "refuse": (REFUSE, RefusedForGood),
    "judge": (JUDGE, JudgementRecorded),
    "withdraw": (Withdraw(), Withdrawn),
    "revoke": (REVOKE, Revoked),
    "revoke for good": (changed(REVOKE, final=True), RevokedForGood),
    "lapse": (LapseVerification(), VerificationLapsed),
    "redact": (Redact(), Redacted),
}
#: These change nothing where the table has no step for them, and that is right.
SILENT: dict[str, tuple[Command, type[Any]]] = {
    "change": (CHANGE, IdentityChanged),
    "pass": (CheckDeadline(), DeadlinePassed),
}
YEARLY = changed(CROWDWORKS_ARTICLE, reverify_months=12)
IN_A_YEAR = datetime(2027, 11, 3, tzinfo=JST)


def run(
    case: Case,
    command: Command,
    policy: Policy = CROWDWORKS_ARTICLE,
    now: datetime = LATER,
) -> Decision:
    """Decide with the clock of the tests."""
    return decide(case, command, policy, CLOCK, now)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_follows_the_table(name: str, state: State) -> None:
    """From each state a command leads to its event, or is refused with what is possible."""
    command, event = COMMANDS[name]
    case = case_in(state)
    if event in TRANSITIONS[state]:
        decision = run(case, command, YEARLY, IN_A_YEAR)
        assert [event] == [type(happened) for happened in decision.events]
        assert TRANSITIONS[state][event] is evolve(case, decision.events[0]).state
        return
    with pytest.raises(IllegalTransitionError) as caught:
        run(case, command, YEARLY, IN_A_YEAR)
    refused = caught.value
    assert (refused.step, refused.possible) == (STEP_NAMES[event].en, possible_steps(state))
    assert str(refused).startswith(f"{refused.step} is refused while the case is {state}: ")
    assert case_in(state) == case


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", SILENT)
def test_what_needs_no_answer_is_silent(name: str, state: State) -> None:
    """An edited profile and a look at the clock are no mistakes in any state."""
    command, event = SILENT[name]
    decision = run(case_in(state), command, now=IN_A_YEAR)

    assert bool(decision.events) is (event in TRANSITIONS[state])
    assert decision == NO_CHANGE or event is type(decision.events[0])


def test_now_has_a_zone() -> None:
    """A naive now is refused before anything is decided."""
    with pytest.raises(InvalidValueError, match=r"^now has no time zone: pass an aware datetime$"):
        run(Case(), SUBMIT, now=datetime(2026, 11, 2, 10))  # noqa: DTZ001 - the misuse is the point


def test_submitting_starts_the_clock() -> None:
    """A submission is confirmed with its last day, and looked at again when that has passed."""
    decision = run(Case(), changed(SUBMIT, submission=WHOLE), now=RECEIVED_AT)

    assert decision.events == (SUBMITTED,)
    assert (
        Notify(kind=NotificationKind.RECEIVED, due_on=DUE.due_on),
        StartReviewClock(at=DUE.ends_at),
    ) == decision.effects
    assert (
        DUE.received_on.isoformat(),
        DUE.due_on.isoformat(),
        DUE.ends_at.isoformat(),
    ) == ("2026-11-02", "2026-11-10", "2026-11-11T00:00:00+09:00")


def test_the_day_of_receipt_is_the_day_in_japan() -> None:
    """What arrives at 15:00 in London in winter arrives on the next day in Tokyo."""
    london = datetime.fromisoformat("2026-11-02T15:00:00+00:00")
    [event] = run(Case(), SUBMIT, now=london).events

    assert isinstance(event, Submitted)
    assert event.deadline.received_on.isoformat() == "2026-11-03"


def test_what_fails_at_the_door_is_turned_away_with_all_findings() -> None:
    """Nothing happens; the decision carries what the applicant has to mend."""
    wrong = changed(SUBMIT, submission=unobserved(submission(DocumentKind.UTILITY_BILL)))
    decision = run(Case(), wrong)

    assert (decision.events, decision.effects) == ((), ())
    assert decision.assessment is not None
    assert Verdict.REJECTED is decision.assessment.verdict
    assert decision.assessment.reason_codes == ("document.unsupported_kind",)


def test_what_a_reviewer_has_to_see_is_not_judged_at_the_door() -> None:
    """A photocopy is taken in: it is for the reviewer to see that it is one."""
    copy = changed(SUBMIT, submission=submission(medium=Medium.PHOTOCOPY))

    assert run(Case(), copy).events


@pytest.mark.parametrize(
    ("received_on", "provisional"), [(date(2027, 12, 20), False), (date(2027, 12, 27), True)]
)
def test_a_deadline_that_a_law_could_still_move_is_kept_as_such(
    received_on: date, provisional: bool
) -> None:
    """The fifth business day after Christmas 2027 lies in a year not promulgated yet."""
    now = datetime.combine(received_on, time(10), JST)
    arrived = Submit(submission=submission(), fingerprint=MARK)
    [event] = decide(Case(), arrived, CROWDWORKS_ARTICLE, CLOCK, now).events

    assert isinstance(event, Submitted)
    assert event.deadline.is_provisional is provisional


def test_a_pending_submission_is_replaced_if_the_policy_lets_it() -> None:
    """The clock starts again; a policy that lets none be replaced says to withdraw first."""
    pending = case_in(State.UNDER_REVIEW)
    [event] = run(pending, SUBMIT, now=LATER + timedelta(days=2)).events
    strict = changed(CROWDWORKS_ARTICLE, may_replace=False)

    assert isinstance(event, Submitted)
    assert event.deadline.due_on.isoformat() == "2026-11-11"
    with pytest.raises(IllegalTransitionError, match="`withdraw` it first"):
        run(pending, SUBMIT, strict)
    assert run(case_in(State.REJECTED), SUBMIT, strict).events


@pytest.mark.parametrize("state", [State.UNDER_REVIEW, State.REJECTED])
def test_a_submission_has_an_id_of_its_own(state: State) -> None:
    """The id of the current submission again would let a late verdict hit the wrong one."""
    with pytest.raises(IllegalTransitionError, match="give each submission a new id"):
        run(case_in(state), changed(SUBMIT, submission=WHOLE))


@pytest.mark.parametrize(("cap", "is_allowed"), [(None, True), (2, True), (1, False)])
def test_attempts_are_capped_with_the_first_one_counted(cap: int | None, is_allowed: bool) -> None:
    """One attempt allowed means the first submission and none after it."""
    capped = changed(CROWDWORKS_ARTICLE, max_attempts=cap)
    assert run(Case(), SUBMIT, capped).events
    if is_allowed:
        assert run(case_in(State.REJECTED), SUBMIT, capped).events
        return
    with pytest.raises(IllegalTransitionError, match="allows 1 submissions until an approval"):
        run(case_in(State.REJECTED), SUBMIT, capped)


def test_approval_tells_the_applicant() -> None:
    """An approved submission leads to one event and one notification."""
    decision = run(case_in(State.UNDER_REVIEW), APPROVE)

    approved = Approved(
        at=LATER,
        submission_id="s-1",
        reviewer="r-1",
        document_kinds=["drivers_license"],
        policy=CROWDWORKS_ARTICLE.stamp(DUE.received_on),
    )
    assert decision.events == (approved,)
    assert (Notify(kind=NotificationKind.APPROVED),) == decision.effects


def test_approval_needs_the_profile_that_was_submitted() -> None:
    """A profile that has changed since is not what the documents prove."""
    with pytest.raises(IllegalTransitionError, match="the profile differs from the one submitted"):
        run(case_in(State.UNDER_REVIEW), changed(APPROVE, fingerprint="0" * 64))


def test_approval_needs_every_question_answered() -> None:
    """Whatever has not been looked at is named."""
    with pytest.raises(
        IllegalTransitionError,
        match=r"not yet observed: documents\[0\]\.medium, documents\[0\]\.expires_on, ",
    ):
        run(case_in(State.UNDER_REVIEW), changed(APPROVE, submission=unobserved(WHOLE)))


def test_approval_needs_a_submission_without_findings() -> None:
    """A finding that blocks stands in the way, by its reason code."""
    copy = submission(medium=Medium.PHOTOCOPY)

    with pytest.raises(
        IllegalTransitionError, match=r"does not accept it \(image\.photo_of_copy\)"
    ):
        run(case_in(State.UNDER_REVIEW), changed(APPROVE, submission=copy))


def test_the_rules_of_the_day_of_receipt_count() -> None:
    """A card that was good when it arrived is approved after it ended."""
    arrived = datetime(2025, 12, 1, 23, 59, tzinfo=JST)
    kinds = (DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD)
    pair = submission(*kinds, issued_on=date(2025, 11, 1))
    taken = run(Case(), Submit(submission=pair, fingerprint=MARK), now=arrived)
    approve = changed(APPROVE, submission=pair)

    assert run(replay(taken.events), approve, now=arrived + timedelta(days=3)).events
    late = run(
        Case(), Submit(submission=pair, fingerprint=MARK), now=arrived + timedelta(minutes=1)
    )
    assert (late.events, late.assessment is not None) == ((), True)


@pytest.mark.parametrize(
    "late",
    [
        changed(APPROVE, submission=changed(WHOLE, id="s-0")),
        changed(REJECT, submission_id="s-0"),
        changed(REFUSE, submission_id="s-0"),
    ],
    ids=["approve", "reject", "refuse"],
)
def test_a_verdict_on_a_superseded_submission_changes_nothing(late: Command) -> None:
    """A reviewer who was looking at the old pictures is told that they were replaced."""
    with pytest.raises(StaleSubmissionError, match="it was replaced by s-1"):
        run(case_in(State.UNDER_REVIEW), late)


def test_rejection_tells_every_reason() -> None:
    """A rejection keeps its reasons in order and tells them."""
    decision = run(case_in(State.UNDER_REVIEW), changed(REJECT, reasons=["other", "image.glare"]))

    assert decision.events[0].reasons == ("other", "image.glare")  # type: ignore[union-attr]  # a Rejected
    assert (
        Notify(kind=NotificationKind.REJECTED, reasons=("other", "image.glare")),
    ) == decision.effects


def test_rejection_needs_a_reason() -> None:
    """A rejection without a reason is refused before it reaches the case."""
    with pytest.raises(InvalidValueError, match="reasons is empty"):
        Reject(submission_id="s-1", reviewer="r-1", reasons=[])
    with pytest.raises(InvalidValueError, match="reasons is empty"):
        Revoke(reviewer="r-1", reasons=[])


def test_a_final_refusal_is_told_as_one() -> None:
    """Whether a refusal is final is said by the decision, not by the reason."""
    for state in (State.UNDER_REVIEW, State.REJECTED):
        decision = run(case_in(state), REFUSE)
        assert (
            Notify(kind=NotificationKind.REFUSED, reasons=("image.unclear",)),
        ) == decision.effects


def test_pictures_that_must_not_be_kept_are_dropped() -> None:
    """A rejection for an unmasked number destroys the pictures after telling why."""
    decision = run(case_in(State.UNDER_REVIEW), changed(REJECT, drop_images=True))

    assert DropImages(submission_id="s-1") == decision.effects[-1]
    assert len(decision.effects) == 2


def test_withdrawing_is_confirmed() -> None:
    """The applicant hears that the submission was taken back."""
    decision = run(case_in(State.UNDER_REVIEW), Withdraw())

    assert (Withdrawn(at=LATER, submission_id="s-1"),) == decision.events
    assert (Notify(kind=NotificationKind.WITHDRAWN),) == decision.effects


@pytest.mark.parametrize("state", State)
def test_a_profile_that_did_not_really_change_changes_nothing(state: State) -> None:
    """With no field changed nothing happens in any state."""
    assert NO_CHANGE is run(case_in(state), ChangeIdentity(changed=frozenset()))


def test_a_real_change_makes_a_case_incomplete_again() -> None:
    """名前や住所の変更 leads back to 未完了 and says so."""
    decision = run(case_in(State.APPROVED), CHANGE)

    assert (IdentityChanged(at=LATER, changed=CHANGE.changed),) == decision.events
    assert (Notify(kind=NotificationKind.INCOMPLETE_AGAIN),) == decision.effects


def test_time_tells_operators_and_decides_nothing() -> None:
    """Past the deadline a case stays under review and operators are told once."""
    case = case_in(State.UNDER_REVIEW)
    early = run(case, CheckDeadline(), now=DUE.ends_at - timedelta(microseconds=1))
    decision = run(case, CheckDeadline(), now=DUE.ends_at)
    told = evolve(case, decision.events[0])

    assert NO_CHANGE is early
    assert (DeadlinePassed(at=DUE.ends_at, submission_id="s-1"),) == decision.events
    assert (Notify(kind=NotificationKind.OVERDUE, due_on=DUE.due_on),) == decision.effects
    assert State.UNDER_REVIEW is told.state
    assert NO_CHANGE is run(told, CheckDeadline(), now=DUE.ends_at)


@pytest.mark.parametrize(
    ("final", "notice"),
    [(False, NotificationKind.REVOKED), (True, NotificationKind.REVOKED_FOR_GOOD)],
)
def test_taking_an_approval_back_tells_why(final: bool, notice: NotificationKind) -> None:
    """A revocation is told like the refusal it amounts to."""
    decision = run(case_in(State.APPROVED), changed(REVOKE, final=final))

    assert (Notify(kind=notice, reasons=("other",)),) == decision.effects


@pytest.mark.parametrize(
    ("months", "now", "lapses"),
    [
        (None, IN_A_YEAR, False),
        (12, IN_A_YEAR - timedelta(microseconds=1), False),
        (12, IN_A_YEAR, True),
        (12, datetime.fromisoformat("2027-11-02T14:59:59+00:00"), False),
        (12, datetime.fromisoformat("2027-11-02T15:00:00+00:00"), True),
    ],
)
def test_a_verification_lapses_on_its_day_in_japan(
    months: int | None, now: datetime, lapses: bool
) -> None:
    """Twelve months after 2026-11-02 end with 2027-11-02 in Tokyo, wherever now is told."""
    policy = changed(CROWDWORKS_ARTICLE, reverify_months=months)
    if lapses:
        decision = run(case_in(State.APPROVED), LapseVerification(), policy, now)
        assert (Notify(kind=NotificationKind.INCOMPLETE_AGAIN),) == decision.effects
        return
    with pytest.raises(IllegalTransitionError, match="has not lapsed yet"):
        run(case_in(State.APPROVED), LapseVerification(), policy, now)


def test_redacting_confirms_and_then_purges() -> None:
    """The applicant is told while there is still an address to write to."""
    decision = run(case_in(State.REJECTED), Redact())

    assert (Redacted(at=LATER),) == decision.events
    assert (Notify(kind=NotificationKind.REDACTED), Purge()) == decision.effects


@pytest.mark.parametrize(
    "make",
    [
        lambda code: Reject(submission_id="s-1", reviewer="r-1", reasons=code),
        lambda code: Revoke(reviewer="r-1", reasons=code),
        lambda code: Rejected(at=LATER, submission_id="s-1", reviewer="r-1", reasons=code),
        lambda code: RefusedForGood(at=LATER, submission_id="s-1", reviewer="r-1", reasons=code),
        lambda code: Revoked(at=LATER, reviewer="r-1", reasons=code),
        lambda code: RevokedForGood(at=LATER, reviewer="r-1", reasons=code),
        CROWDWORKS_ARTICLE.is_final_by_default,
        lambda code: CROWDWORKS_ARTICLE.derive(final_reasons=code),
    ],
)
def test_one_code_is_not_taken_for_its_letters(make: Callable[[Any], object]) -> None:
    """Wherever several codes are due, a text is refused in words."""
    with pytest.raises(
        InvalidValueError, match=r"one text stands where several (codes|values) are due"
    ):
        make("mismatch.name")


@pytest.mark.parametrize(("cap", "is_last"), [(1, True), (2, False), (None, False)])
@pytest.mark.parametrize(
    "command", [REJECT, Withdraw(), CHANGE], ids=["reject", "withdraw", "edit"]
)
def test_whoever_has_no_attempt_left_is_told(
    command: Command, cap: int | None, is_last: bool
) -> None:
    """The message after the last attempt says so, and the next submission is refused."""
    policy = CROWDWORKS_ARTICLE.derive(max_attempts=cap)
    decision = decide(case_in(State.UNDER_REVIEW), command, policy, CLOCK, LATER)
    case = evolve(case_in(State.UNDER_REVIEW), decision.events[0])
    [told] = [effect for effect in decision.effects if isinstance(effect, Notify)]

    assert told.is_last_attempt is is_last
    if is_last:
        with pytest.raises(IllegalTransitionError, match="until an approval, and all were used"):
            decide(case, SUBMIT, policy, CLOCK, LATER)
    else:
        assert decide(case, SUBMIT, policy, CLOCK, LATER).events


def test_a_refusal_for_good_needs_no_word_of_attempts() -> None:
    """It says already that nothing can be submitted."""
    policy = CROWDWORKS_ARTICLE.derive(max_attempts=1)
    decision = decide(case_in(State.UNDER_REVIEW), REFUSE, policy, CLOCK, LATER)

    assert Notify(kind=NotificationKind.REFUSED, reasons=("image.unclear",)) in decision.effects
