"""A case (案件): the current state of a verification, computed from its events."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from attrs import evolve as change
from attrs import field, frozen

from idverify.catalogue.capabilities import Capability
from idverify.display import NotebookDisplay
from idverify.lifecycle.events import (
    Approved,
    AttemptGranted,
    DeadlinePassed,
    DecisionProposed,
    Event,
    JudgementRecorded,
    RefusedForGood,
    Rejected,
    Reopened,
    ReviewDeadline,
    Revoked,
    RevokedForGood,
    Submitted,
)
from idverify.lifecycle.states import State
from idverify.lifecycle.steps import illegal_transition
from idverify.lifecycle.transitions import TRANSITIONS
from idverify.policy.policy import Policy
from idverify.validation import validated

__all__ = ["Case", "evolve", "replay"]


@validated
@frozen(kw_only=True)
class Case(NotebookDisplay):
    """The current state of a verification, made only from events by `evolve` and `replay`.

    >>> Case().state
    <State.INCOMPLETE: 'incomplete'>
    """

    state: State = State.INCOMPLETE
    version: int = 0
    """The number of events so far."""
    attempts: int = 0
    """The number of submissions since the last approval or reopening; the first counts as one."""
    granted_attempts: int = 0
    """The number of attempts granted in that time beyond those of the policy."""
    submitted: Submitted | None = None
    """The submission under review, or the one that the state results from."""
    approved_at: datetime | None = None
    """Set while approved."""
    decided_at: datetime | None = None
    """When the last decision was made: an approval, rejection, refusal or revocation."""
    is_overdue_reported: bool = False
    """Operators were notified that the deadline has passed."""
    judgements: tuple[JudgementRecorded, ...] = field(
        default=(), converter=tuple[JudgementRecorded, ...]
    )
    """The judgements on the submission under review, the latest on each question."""
    proposal: DecisionProposed | None = None
    """The decision of a first reviewer that waits for a second one (二人目の確認待ち)."""

    @property
    def submission_id(self) -> str | None:
        """The id of the submission under review, or of the one that the state results from."""
        return self.submitted.submission_id if self.submitted else None

    @property
    def deadline(self) -> ReviewDeadline | None:
        """The review deadline while the case is under review, otherwise None."""
        is_pending = self.state is State.UNDER_REVIEW
        return self.submitted.deadline if self.submitted and is_pending else None

    def is_overdue(self, now: datetime) -> bool:
        """Return whether the review deadline has passed; time alone never decides a case."""
        return self.deadline is not None and now >= self.deadline.ends_at

    def capabilities(self, policy: Policy) -> tuple[Capability, ...]:
        """Return what is unlocked (口座登録 等): the policy's capabilities while approved."""
        return policy.capabilities if self.state is State.APPROVED else ()


#: Events that record a decision of a reviewer.
DECISION_EVENTS: Final = (Approved, Rejected, RefusedForGood, Revoked, RevokedForGood)


def evolve(case: Case, event: Event) -> Case:
    """Return the case after *event*, according to the transition table.

    Raises:
        IllegalTransitionError: The table has no such transition; `possible` lists those it has.
    """
    kind = type(event)
    state = TRANSITIONS[case.state].get(kind)
    if state is None:
        raise illegal_transition(case.state, kind)
    if isinstance(event, DecisionProposed):
        return change(case, version=case.version + 1, proposal=event)
    if isinstance(event, JudgementRecorded):
        return change(case, version=case.version + 1, judgements=_next_judgements(case, event))
    return Case(
        state=state,
        version=case.version + 1,
        attempts=_next_attempts(case, event),
        granted_attempts=_next_granted_attempts(case, event),
        submitted=_next_submitted(case, event, state),
        approved_at=event.at if isinstance(event, Approved) else None,
        decided_at=event.at if isinstance(event, DECISION_EVENTS) else case.decided_at,
        is_overdue_reported=isinstance(event, DeadlinePassed),
        **_kept_of_review(case, event),
    )


def _kept_of_review(case: Case, event: Event) -> dict[str, Any]:
    """Return the fields of a review that a passed deadline does not end."""
    is_kept = isinstance(event, DeadlinePassed)
    return {"judgements": case.judgements, "proposal": case.proposal} if is_kept else {}


def _next_judgements(case: Case, event: JudgementRecorded) -> tuple[JudgementRecorded, ...]:
    question = (event.question, event.document_index)
    others = (old for old in case.judgements if (old.question, old.document_index) != question)
    return (*others, event)


def _next_attempts(case: Case, event: Event) -> int:
    if isinstance(event, Approved | Reopened):
        return 0
    return case.attempts + isinstance(event, Submitted)


def _next_granted_attempts(case: Case, event: Event) -> int:
    if isinstance(event, Approved | Reopened):
        return 0
    return case.granted_attempts + isinstance(event, AttemptGranted)


def _next_submitted(case: Case, event: Event, state: State) -> Submitted | None:
    if isinstance(event, Submitted):
        return event
    return None if state in {State.INCOMPLETE, State.REDACTED} else case.submitted


@validated
def replay(events: Iterable[Event]) -> Case:
    """Return the case after all *events*; the same history always gives the same case."""
    case = Case()
    for event in events:
        case = evolve(case, event)
    return case
