"""The one place where a step is decided: what happens, and what is to be done about it.

Deciding does neither; it returns events to keep and effects to perform. An
applicant's fault is a finding in the decision; a reviewer's or a caller's step
that the lifecycle does not have is an `IllegalTransition`.
"""

from datetime import datetime
from typing import Final, assert_never

from attrs import frozen

from idverify.calendar.deadline import ReviewClock
from idverify.errors import IllegalTransition, InvalidValue
from idverify.language import Label
from idverify.lifecycle.case import Case
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    Command,
    LapseVerification,
    PassDeadline,
    Redact,
    Reject,
    Revoke,
    Submit,
    Withdraw,
)
from idverify.lifecycle.effects import DropImages, Effect, Notice, Notify, Purge, StartReviewClock
from idverify.lifecycle.events import (
    Approved,
    DeadlinePassed,
    Due,
    Event,
    IdentityChanged,
    Redacted,
    RefusedForGood,
    Rejected,
    Revoked,
    RevokedForGood,
    Submitted,
    VerificationLapsed,
    Withdrawn,
)
from idverify.lifecycle.refusals import (
    NONE_IS_REPLACED,
    NOT_THE_CURRENT_ONE,
    NOT_THE_SAME_PROFILE,
    NOT_YET_LAPSED,
    USED_ID,
    attempts_are_used_up,
    stands_in_the_way,
)
from idverify.lifecycle.retention import (
    end_of,
    found_on_pictures,
    kept,
    never_decided,
    still_kept,
    watched,
)
from idverify.lifecycle.table import NEXT, possible
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.policy import Policy

__all__ = ["NOTHING", "Decision", "decide"]


@frozen
class Decision:
    """What follows from a command: events to append, effects to perform, in order."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    assessment: Assessment | None = None
    """For a submission turned away at the door: what the applicant has to mend."""


NOTHING: Final = Decision()
"""The command changes nothing, and that is right."""


def decide(  # noqa: C901, PLR0911 - one branch for each command, and nothing else
    case: Case, command: Command, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    """Say what happens and what is to be done about it; do neither.

    Raises:
        IllegalTransition: The step is not in the table, or its guard is not met;
            it says why and what would have been legal. Nothing has changed.
        InvalidValue: *now* has no time zone.
    """
    if now.utcoffset() is None:
        raise InvalidValue("now has no time zone: pass an aware datetime")
    match command:
        case Submit():
            return _submit(case, command, policy, clock, now)
        case Approve():
            return _approve(case, command, policy, clock, now)
        case Reject():
            return _reject(case, command, policy, clock, now)
        case Withdraw():
            return _withdraw(case, policy, now)
        case ChangeIdentity():
            return _change_identity(case, command, policy, now)
        case PassDeadline():
            return _pass_deadline(case, now)
        case Revoke():
            return _revoke(case, command, policy, clock, now)
        case LapseVerification():
            return _lapse(case, policy, clock, now)
        case Redact():
            return _redact(case, command, policy, clock, now)
        case _:
            assert_never(command)


def _require(case: Case, event: type[Event], *, unless: Label | None = None) -> None:
    """Raise unless the table has the step, and nothing is said against it."""
    if event not in NEXT[case.state]:
        raise IllegalTransition(case.state, event.__name__, possible(case.state))
    if unless is not None:
        why = (unless.en, unless.ja)
        raise IllegalTransition(case.state, event.__name__, possible(case.state), *why)


def _current(case: Case, event: type[Event], submission_id: str | None = None) -> Submitted:
    """Return the current submission; refuse a step about one replaced, withdrawn or voided."""
    if case.submitted is None:
        raise IllegalTransition(case.state, event.__name__, possible(case.state))
    is_current = submission_id in {None, case.submission_id}
    _require(case, event, unless=None if is_current else NOT_THE_CURRENT_ONE)
    return case.submitted


def _submit(
    case: Case, command: Submit, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    _require(case, Submitted, unless=_against_submitting(case, command, policy))
    deadline = clock.deadline(now)
    door = policy.at_the_door.evaluate(command.submission, deadline.received_on)
    if door.verdict is Verdict.REJECTED:
        return Decision(assessment=door)
    due = Due(
        received_on=deadline.received_on,
        due_on=deadline.due_on,
        ends_at=end_of(deadline.due_on, clock.zone),
        provisional=deadline.provisional,
    )
    submitted = Submitted(
        at=now, submission_id=command.submission.id, fingerprint=command.fingerprint, due=due
    )
    received = Notify(notice=Notice.RECEIVED, due_on=due.due_on)
    started = StartReviewClock(at=due.ends_at)
    return Decision((submitted,), (received, started, *never_decided(case, policy)))


def _against_submitting(case: Case, command: Submit, policy: Policy) -> Label | None:
    if case.deadline is not None and not policy.may_replace:
        return NONE_IS_REPLACED
    if _is_used_up(case, policy):
        return attempts_are_used_up(policy.max_attempts)
    return USED_ID if command.submission.id == case.submission_id else None


def _is_used_up(case: Case, policy: Policy) -> bool:
    return policy.max_attempts is not None and case.attempts >= policy.max_attempts


def _approve(
    case: Case, command: Approve, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    submitted = _current(case, Approved, command.submission.id)
    is_same = command.fingerprint == submitted.fingerprint
    _require(case, Approved, unless=None if is_same else NOT_THE_SAME_PROFILE)
    assessment = policy.evaluate(command.submission, submitted.due.received_on)
    if assessment.verdict is not Verdict.ACCEPTED:
        _require(case, Approved, unless=stands_in_the_way(assessment))
    approved = Approved(at=now, submission_id=submitted.submission_id, reviewer=command.reviewer)
    effects = (*found_on_pictures(command.submission.id, assessment), *watched(policy, clock, now))
    return Decision((approved,), (Notify(notice=Notice.APPROVED), *effects))


def _reject(
    case: Case, command: Reject, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    final = _is_final(command, policy)
    kind = RefusedForGood if final else Rejected
    submitted = _current(case, kind, command.submission_id)
    event = kind(
        at=now,
        submission_id=submitted.submission_id,
        reviewer=command.reviewer,
        reasons=command.reasons,
    )
    notice = Notice.REFUSED if final else Notice.REJECTED
    is_last = not final and _is_used_up(case, policy)
    told = Notify(notice=notice, reasons=command.reasons, is_last=is_last)
    pictures = _pictures(command, submitted.submission_id)
    return Decision((event,), (told, *pictures, *kept(policy, clock, now)))


def _is_final(command: Reject | Revoke, policy: Policy) -> bool:
    """Whoever decides may say so; otherwise the policy does, for these reasons."""
    return policy.is_final_by_default(command.reasons) if command.final is None else command.final


def _pictures(command: Reject, submission_id: str) -> tuple[Effect, ...]:
    if command.drop_images:
        return (DropImages(submission_id=submission_id),)
    return found_on_pictures(submission_id, command.found) if command.found else ()


def _withdraw(case: Case, policy: Policy, now: datetime) -> Decision:
    submitted = _current(case, Withdrawn)
    withdrawn = Withdrawn(at=now, submission_id=submitted.submission_id)
    told = Notify(notice=Notice.WITHDRAWN, is_last=_is_used_up(case, policy))
    return Decision((withdrawn,), (told, *never_decided(case, policy)))


def _change_identity(
    case: Case, command: ChangeIdentity, policy: Policy, now: datetime
) -> Decision:
    if not command.changed or IdentityChanged not in NEXT[case.state]:
        return NOTHING  # nothing really differs, or nothing was verified that could be lost
    changed = IdentityChanged(at=now, changed=command.changed)
    told = Notify(notice=Notice.INCOMPLETE_AGAIN, is_last=_is_used_up(case, policy))
    return Decision((changed,), (told, *never_decided(case, policy)))


def _pass_deadline(case: Case, now: datetime) -> Decision:
    if case.told_overdue or not case.is_overdue(now):
        return NOTHING  # a look at the clock that comes too early, twice, or after the decision
    submitted = _current(case, DeadlinePassed)
    passed = DeadlinePassed(at=now, submission_id=submitted.submission_id)
    return Decision((passed,), (Notify(notice=Notice.OVERDUE, due_on=submitted.due.due_on),))


def _revoke(
    case: Case, command: Revoke, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    final = _is_final(command, policy)
    kind = RevokedForGood if final else Revoked
    _require(case, kind)
    revoked = kind(at=now, reviewer=command.reviewer, reasons=command.reasons)
    notice = Notice.REVOKED_FOR_GOOD if final else Notice.REVOKED
    told = Notify(notice=notice, reasons=command.reasons)
    return Decision((revoked,), (told, *kept(policy, clock, now)))


def _lapse(case: Case, policy: Policy, clock: ReviewClock, now: datetime) -> Decision:
    # Months are counted from day to day, and it is the day where the clock stands.
    days = [at.astimezone(clock.zone).date() for at in (case.approved_at or now, now)]
    _require(case, VerificationLapsed, unless=None if policy.has_lapsed(*days) else NOT_YET_LAPSED)
    lapsed = VerificationLapsed(at=now)
    return Decision((lapsed,), (Notify(notice=Notice.INCOMPLETE_AGAIN),))


def _redact(
    case: Case, command: Redact, policy: Policy, clock: ReviewClock, now: datetime
) -> Decision:
    _require(case, Redacted)
    _require(case, Redacted, unless=still_kept(policy, command.contract_ended_on, clock, now))
    return Decision((Redacted(at=now),), (Notify(notice=Notice.REDACTED), Purge()))
