"""Queue projection: what an append changes in the queue entry of a case.

Every kind of event leads to one state, whatever came before. So the appended events are
enough to update a queue, and no history is loaded.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from idverify.errors import InvalidValueError
from idverify.lifecycle.events import DeadlinePassed, Event, ReviewDeadline, Submitted
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import REVIEW_NOTES, TRANSITIONS
from idverify.validation import validated

__all__ = ["TARGET_STATE", "QueueUpdate", "project_queue_update"]

#: The state each kind of event leads to.
TARGET_STATE: Final = {event: state for row in TRANSITIONS.values() for event, state in row.items()}


@validated
@frozen(kw_only=True)
class QueueUpdate:
    """Changes to the queue entry of a case after an append."""

    state: State
    submission_id: str | None = None
    deadline: ReviewDeadline | None = None
    is_overdue_reported: bool = False
    keep_submission: bool = False
    """The submission, its deadline and its reviewer stay as before the append."""
    keep_all: bool = False
    """State and overdue mark, too, stay as before the append."""


def project_queue_update(events: Sequence[Event]) -> QueueUpdate:
    """Return what the newest *events* of a case change in its queue entry.

    Raises:
        InvalidValueError: *events* is empty.
    """
    if not events:
        raise InvalidValueError("an append needs at least one event")
    moving = [event for event in events if not isinstance(event, REVIEW_NOTES)]
    if not moving:
        state = TARGET_STATE[type(events[-1])]
        return QueueUpdate(state=state, keep_submission=True, keep_all=True)
    overdue = isinstance(moving[-1], DeadlinePassed)
    decisive = next((e for e in reversed(moving) if not isinstance(e, DeadlinePassed)), None)
    if isinstance(decisive, Submitted):
        return QueueUpdate(
            state=State.UNDER_REVIEW,
            submission_id=decisive.submission_id,
            deadline=decisive.deadline,
            is_overdue_reported=overdue,
        )
    state = TARGET_STATE[type(moving[-1])]
    return QueueUpdate(state=state, is_overdue_reported=overdue, keep_submission=decisive is None)
