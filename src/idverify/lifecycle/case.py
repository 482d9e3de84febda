"""A case (案件): what its history amounts to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from attrs import frozen

from idverify.catalogue.capabilities import Capability
from idverify.display import NotebookDisplay
from idverify.errors import IllegalTransitionError
from idverify.lifecycle.events import (
    Approved,
    DeadlinePassed,
    Event,
    RefusedForGood,
    Rejected,
    ReviewDeadline,
    Revoked,
    RevokedForGood,
    Submitted,
)
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import TRANSITIONS, possible_events
from idverify.policy.policy import Policy

__all__ = ["Case", "evolve", "replay"]


@frozen(kw_only=True)
class Case(NotebookDisplay):
    """Where a verification stands; made from events only, by `evolve` and `replay`.

    >>> Case().state
    <State.INCOMPLETE: 'incomplete'>
    """

    state: State = State.INCOMPLETE
    version: int = 0
    """How many events have happened."""
    attempts: int = 0
    """Submissions handed in since the last approval; the first one counts as one."""
    submitted: Submitted | None = None
    """The submission under review, or the one the state is the outcome of."""
    approved_at: datetime | None = None
    """Set while approved."""
    decided_at: datetime | None = None
    """When the last decision was made: approval, rejection or refusal, or one taken back."""
    is_overdue_reported: bool = False
    """Operators have been told that the deadline passed."""

    @property
    def submission_id(self) -> str | None:
        """The id of the submission under review, or of the one the state is the outcome of."""
        return self.submitted.submission_id if self.submitted else None

    @property
    def deadline(self) -> ReviewDeadline | None:
        """The review deadline, while under review."""
        is_pending = self.state is State.UNDER_REVIEW
        return self.submitted.deadline if self.submitted and is_pending else None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the review deadline has passed with no decision; time itself never decides."""
        return self.deadline is not None and now >= self.deadline.ends_at

    def capabilities(self, policy: Policy) -> tuple[Capability, ...]:
        """What is unlocked (口座登録 等): while approved the policy's capabilities."""
        return policy.capabilities if self.state is State.APPROVED else ()


#: The events by which a reviewer decides.
DECISION_EVENTS: Final = (Approved, Rejected, RefusedForGood, Revoked, RevokedForGood)


def evolve(case: Case, event: Event) -> Case:
    """Return the case after *event*, which must be in the row of its state.

    Raises:
        IllegalTransitionError: The table has no such step; `possible` says what it has.
    """
    state = TRANSITIONS[case.state].get(type(event))
    if state is None:
        raise IllegalTransitionError(case.state, type(event).__name__, possible_events(case.state))
    return Case(
        state=state,
        version=case.version + 1,
        attempts=_next_attempts(case, event),
        submitted=_next_submitted(case, event, state),
        approved_at=event.at if isinstance(event, Approved) else None,
        decided_at=event.at if isinstance(event, DECISION_EVENTS) else case.decided_at,
        is_overdue_reported=isinstance(event, DeadlinePassed),
    )


def _next_attempts(case: Case, event: Event) -> int:
    if isinstance(event, Approved):
        return 0
    return case.attempts + isinstance(event, Submitted)


def _next_submitted(case: Case, event: Event, state: State) -> Submitted | None:
    if isinstance(event, Submitted):
        return event
    return None if state in {State.INCOMPLETE, State.REDACTED} else case.submitted


def replay(events: Iterable[Event]) -> Case:
    """Return the case a history leads to; the same history always leads to the same case."""
    case = Case()
    for event in events:
        case = evolve(case, event)
    return case
