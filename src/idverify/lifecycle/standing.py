"""Where a case stands after an append, told from the appended events alone.

Every kind of event leads to one state, whatever came before; so a queue view can
be kept without loading a history.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from idverify.errors import InvalidValue
from idverify.lifecycle.events import DeadlinePassed, Due, Event, Submitted
from idverify.lifecycle.states import State
from idverify.lifecycle.table import NEXT

__all__ = ["LANDING", "CaseStanding", "standing_after"]

#: The state each kind of event leads to.
LANDING: Final = {event: state for row in NEXT.values() for event, state in row.items()}


@frozen(kw_only=True)
class CaseStanding:
    """What an append says of a case."""

    state: State
    submission_id: str | None = None
    due: Due | None = None
    overdue: bool = False
    keeps_submission: bool = False
    """The submission, its deadline and its reviewer are those from before the append."""


def standing_after(events: Sequence[Event]) -> CaseStanding:
    """Return what *events*, the newest of a case, say of it.

    Raises:
        InvalidValue: There are none.
    """
    if not events:
        raise InvalidValue("an append needs at least one event")
    overdue = isinstance(events[-1], DeadlinePassed)
    decisive = next((e for e in reversed(events) if not isinstance(e, DeadlinePassed)), None)
    if isinstance(decisive, Submitted):
        return CaseStanding(
            state=State.UNDER_REVIEW,
            submission_id=decisive.submission_id,
            due=decisive.due,
            overdue=overdue,
        )
    state = LANDING[type(events[-1])]
    return CaseStanding(state=state, overdue=overdue, keeps_submission=decisive is None)
