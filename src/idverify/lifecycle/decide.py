"""Decide a command: which events happen to a case, and which effects follow.

`decide` performs nothing; it returns events to store and effects to perform. An
applicant's fault is a finding in the decision; a step that the state of the case does not
allow raises `IllegalTransitionError`, and one about an earlier submission `StaleSubmissionError`.
"""

from datetime import datetime
from typing import Final, assert_never, cast

from attrs import frozen

from idverify.calendar.deadline import ReviewClock
from idverify.errors import InvalidValueError, StaleSubmissionError
from idverify.i18n import Label
from idverify.lifecycle.case import Case
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    CheckDeadline,
    Command,
    GrantAttempt,
    LapseVerification,
    RecordJudgement,
    Redact,
    Reject,
    Reopen,
    Revoke,
    Submit,
    Withdraw,
)
from idverify.lifecycle.effects import (
    DropImages,
    Effect,
    NotificationKind,
    Notify,
    Purge,
    StartReviewClock,
)
from idverify.lifecycle.events import (
    Approved,
    AttemptGranted,
    DeadlinePassed,
    Event,
    IdentityChanged,
    JudgementRecorded,
    Redacted,
    RefusedForGood,
    Rejected,
    Reopened,
    ReviewDeadline,
    Revoked,
    RevokedForGood,
    Submitted,
    VerificationLapsed,
    Withdrawn,
)
from idverify.lifecycle.guard_messages import (
    PROFILE_CHANGED,
    REPLACEMENT_NOT_ALLOWED,
    REVERIFICATION_NOT_DUE,
    SUBMISSION_ID_REUSED,
    attempt_limit_reason,
    attempts_left_reason,
    blocking_reason,
)
from idverify.lifecycle.judgements import find_valid_judgements, make_judgement_event
from idverify.lifecycle.located_reasons import list_document_kinds, locate_reasons
from idverify.lifecycle.retention import (
    drop_undecided_images,
    end_of_day,
    make_image_effects,
    redaction_blocking_reason,
    schedule_expiry,
    schedule_image_deletion,
)
from idverify.lifecycle.second_reviews import propose_unless_confirmed
from idverify.lifecycle.states import State
from idverify.lifecycle.steps import illegal_transition
from idverify.lifecycle.transitions import TRANSITIONS
from idverify.model.reasons import list_reason_codes
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.judgements import evaluate_with_judgements
from idverify.policy.policy import Policy

__all__ = ["NO_CHANGE", "Decision", "decide", "require_current_submission"]


@frozen
class Decision:
    """The result of a command: events to append and effects to perform, in order."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    assessment: Assessment | None = None
    """For a submission refused at intake: what the applicant has to correct."""


NO_CHANGE: Final = Decision()
"""The command is valid and changes nothing."""


def decide(  # noqa: C901, PLR0911, PLR0912 - one branch for each command
    case: Case, command: Command, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    """Return the events and effects of a command, without storing or performing them.

    Raises:
        IllegalTransitionError: The step is not in the table, or its guard is not met; the
            error gives the reason and the possible steps. Nothing has changed.
        StaleSubmissionError: The submission was replaced, withdrawn or made void.
        InvalidValueError: *now* has no time zone, or neither the library nor the policy knows
            a reason code.
    """
    if now.utcoffset() is None:
        raise InvalidValueError("now has no time zone: pass an aware datetime")
    match command:
        case Submit():
            return _submit(case, command, policy, clock, now)
        case Approve():
            return _approve(case, command, policy, clock, now)
        case RecordJudgement():
            return _record_judgement(case, command, policy, now)
        case Reject():
            return _reject(case, command, policy, clock, now)
        case Withdraw():
            return _withdraw(case, policy, now)
        case ChangeIdentity():
            return _change_identity(case, command, policy, now)
        case CheckDeadline():
            return _pass_deadline(case, now)
        case Revoke():
            return _revoke(case, command, policy, clock, now)
        case Reopen():
            return _reopen(case, command, now)
        case GrantAttempt():
            return _grant_attempt(case, command, policy, now)
        case LapseVerification():
            return _lapse_verification(case, policy, clock, now)
        case Redact():
            return _redact(case, command, policy, clock, now)
        case _:
            assert_never(command)


def require_current_submission(case: Case, event: type[Event], submission_id: str) -> Submitted:
    """Return the current submission if *event* may follow for the submission with this id.

    Raises:
        StaleSubmissionError: It was replaced, withdrawn or made void.
        IllegalTransitionError: The state of the case does not allow the step.
    """
    is_void = case.submitted is None and case.state is State.INCOMPLETE and case.version > 0
    if is_void or (case.submitted is not None and case.submission_id != submission_id):
        raise StaleSubmissionError(submission_id, case.state, case.submission_id)
    return _require_submission(case, event)


def _require_submission(case: Case, event: type[Event]) -> Submitted:
    _require_transition(case, event)
    # Every state that allows such an event results from a submission.
    return cast("Submitted", case.submitted)


def _require_transition(
    case: Case, event: type[Event], *, blocking_reason: Label | None = None
) -> None:
    """Raise unless the table has the transition and no reason blocks it."""
    if event not in TRANSITIONS[case.state] or blocking_reason is not None:
        is_listed = event in TRANSITIONS[case.state]
        raise illegal_transition(case.state, event, blocking_reason if is_listed else None)


def _submit(
    case: Case, command: Submit, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    _require_transition(
        case, Submitted, blocking_reason=_find_submit_blocking_reason(case, command, policy)
    )
    deadline = clock.deadline(now)
    assessment = policy.intake_policy.evaluate(command.submission, deadline.received_on)
    if assessment.verdict is Verdict.REJECTED:
        return Decision(assessment=assessment)
    due = ReviewDeadline(
        received_on=deadline.received_on,
        due_on=deadline.due_on,
        ends_at=end_of_day(deadline.due_on, clock.zone),
        is_provisional=deadline.is_provisional,
    )
    submitted = Submitted(
        at=now,
        submission_id=command.submission.id,
        fingerprint=command.fingerprint,
        deadline=due,
        document_kinds=list_document_kinds(command.submission),
        carried_over=command.carried_over,
    )
    notification = Notify(kind=NotificationKind.RECEIVED, due_on=due.due_on)
    alarm = StartReviewClock(at=due.ends_at)
    return Decision((submitted,), (notification, alarm, *drop_undecided_images(case, policy)))


def _find_submit_blocking_reason(case: Case, command: Submit, policy: Policy) -> Label | None:
    if case.deadline is not None and not policy.may_replace:
        return REPLACEMENT_NOT_ALLOWED
    left = _count_attempts_left(case, policy)
    if left is not None and left <= 0:
        return attempt_limit_reason(case.attempts)
    return SUBMISSION_ID_REUSED if command.submission.id == case.submission_id else None


def _has_used_all_attempts(case: Case, policy: Policy) -> bool:
    left = _count_attempts_left(case, policy)
    return left is not None and left <= 0


def _count_attempts_left(case: Case, policy: Policy) -> int | None:
    """Return how often the applicant may still submit; None: as often as wanted."""
    if policy.max_attempts is None:
        return None
    return policy.max_attempts + case.granted_attempts - case.attempts


def _approve(
    case: Case, command: Approve, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    submitted = require_current_submission(case, Approved, command.submission.id)
    is_same = command.fingerprint == submitted.fingerprint
    _require_transition(case, Approved, blocking_reason=None if is_same else PROFILE_CHANGED)
    judgements = find_valid_judgements(case, command.evidence)
    day = submitted.deadline.received_on
    assessment = evaluate_with_judgements(policy, command.submission, day, judgements)
    if assessment.verdict is not Verdict.ACCEPTED:
        _require_transition(case, Approved, blocking_reason=blocking_reason(assessment))
    approved = Approved(
        at=now,
        submission_id=submitted.submission_id,
        reviewer=command.reviewer,
        document_kinds=list_document_kinds(command.submission),
        policy=policy.stamp(day),
    )
    effects = (
        *make_image_effects(command.submission.id, assessment),
        *schedule_expiry(policy, clock, now),
    )
    return Decision((approved,), (Notify(kind=NotificationKind.APPROVED), *effects))


def _record_judgement(
    case: Case, command: RecordJudgement, policy: Policy, now: datetime
) -> Decision:
    submitted = require_current_submission(case, JudgementRecorded, command.submission.id)
    event, judged = make_judgement_event(case, submitted, command, policy, now)
    return Decision((event,), make_image_effects(submitted.submission_id, judged))


def _reject(
    case: Case, command: Reject, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    codes = list_reason_codes(command.reasons)
    policy.require_known_reasons(codes)
    final = _is_final(command, policy)
    kind = RefusedForGood if final else Rejected
    submitted = require_current_submission(case, kind, command.submission_id)
    event = kind(
        at=now,
        submission_id=submitted.submission_id,
        reviewer=command.reviewer,
        reasons=codes,
        located_reasons=locate_reasons(command.reasons, submitted, policy, command.assessment),
        document_kinds=submitted.document_kinds,
        policy=policy.stamp(submitted.deadline.received_on),
    )
    proposal = propose_unless_confirmed(case, event, submitted.submission_id, policy)
    if proposal is not None:
        return Decision((proposal,))
    notification = Notify(
        kind=NotificationKind.REFUSED if final else NotificationKind.REJECTED,
        reasons=codes,
        is_last_attempt=not final and _has_used_all_attempts(case, policy),
    )
    effects = (
        *_make_image_effects(command, submitted.submission_id),
        *schedule_image_deletion(policy, clock, now),
    )
    return Decision((event,), (notification, *effects))


def _is_final(command: Reject | Revoke, policy: Policy) -> bool:
    """Return the reviewer's choice, or else the default of the policy for these reasons."""
    codes = list_reason_codes(command.reasons)
    return policy.is_final_by_default(codes) if command.final is None else command.final


def _make_image_effects(command: Reject, submission_id: str) -> tuple[Effect, ...]:
    if command.drop_images:
        return (DropImages(submission_id=submission_id),)
    return make_image_effects(submission_id, command.assessment) if command.assessment else ()


def _withdraw(case: Case, policy: Policy, now: datetime) -> Decision:
    submitted = _require_submission(case, Withdrawn)
    withdrawn = Withdrawn(at=now, submission_id=submitted.submission_id)
    notification = Notify(
        kind=NotificationKind.WITHDRAWN, is_last_attempt=_has_used_all_attempts(case, policy)
    )
    return Decision((withdrawn,), (notification, *drop_undecided_images(case, policy)))


def _change_identity(
    case: Case, command: ChangeIdentity, policy: Policy, now: datetime
) -> Decision:
    if not command.changed or IdentityChanged not in TRANSITIONS[case.state]:
        return NO_CHANGE  # no field differs, or no verification could be lost
    changed = IdentityChanged(at=now, changed=command.changed)
    notification = Notify(
        kind=NotificationKind.INCOMPLETE_AGAIN, is_last_attempt=_has_used_all_attempts(case, policy)
    )
    return Decision((changed,), (notification, *drop_undecided_images(case, policy)))


def _pass_deadline(case: Case, now: datetime) -> Decision:
    if case.is_overdue_reported or not case.is_overdue(now):
        return NO_CHANGE  # checked too early, twice, or after the decision
    submitted = _require_submission(case, DeadlinePassed)
    passed = DeadlinePassed(at=now, submission_id=submitted.submission_id)
    return Decision(
        (passed,), (Notify(kind=NotificationKind.OVERDUE, due_on=submitted.deadline.due_on),)
    )


def _revoke(
    case: Case, command: Revoke, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    codes = list_reason_codes(command.reasons)
    policy.require_known_reasons(codes)
    final = _is_final(command, policy)
    kind = RevokedForGood if final else Revoked
    submitted = _require_submission(case, kind)
    revoked = kind(
        at=now,
        reviewer=command.reviewer,
        reasons=codes,
        located_reasons=locate_reasons(command.reasons, submitted, policy),
        document_kinds=submitted.document_kinds,
        policy=policy.stamp(submitted.deadline.received_on),
    )
    proposal = propose_unless_confirmed(case, revoked, submitted.submission_id, policy)
    if proposal is not None:
        return Decision((proposal,))
    notification = Notify(
        kind=NotificationKind.REVOKED_FOR_GOOD if final else NotificationKind.REVOKED,
        reasons=codes,
    )
    return Decision((revoked,), (notification, *schedule_image_deletion(policy, clock, now)))


def _reopen(case: Case, command: Reopen, now: datetime) -> Decision:
    _require_transition(case, Reopened)
    reopened = Reopened(at=now, reviewer=command.reviewer, reason=command.reason)
    return Decision((reopened,), (Notify(kind=NotificationKind.REOPENED),))


def _grant_attempt(case: Case, command: GrantAttempt, policy: Policy, now: datetime) -> Decision:
    is_needed = _has_used_all_attempts(case, policy)
    reason = None if is_needed else attempts_left_reason(_count_attempts_left(case, policy))
    _require_transition(case, AttemptGranted, blocking_reason=reason)
    granted = AttemptGranted(at=now, reviewer=command.reviewer, reason=command.reason)
    return Decision((granted,), (Notify(kind=NotificationKind.ATTEMPT_GRANTED),))


def _lapse_verification(case: Case, policy: Policy, clock: ReviewClock, now: datetime) -> Decision:
    # Months are counted between days, in the clock's time zone.
    days = [at.astimezone(clock.zone).date() for at in (case.approved_at or now, now)]
    _require_transition(
        case,
        VerificationLapsed,
        blocking_reason=None if policy.has_lapsed(*days) else REVERIFICATION_NOT_DUE,
    )
    lapsed = VerificationLapsed(at=now)
    return Decision((lapsed,), (Notify(kind=NotificationKind.INCOMPLETE_AGAIN),))


def _redact(
    case: Case, command: Redact, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    _require_transition(case, Redacted)
    _require_transition(
        case,
        Redacted,
        blocking_reason=redaction_blocking_reason(policy, command.contract_ended_on, clock, now),
    )
    return Decision((Redacted(at=now),), (Notify(kind=NotificationKind.REDACTED), Purge()))
