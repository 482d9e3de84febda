"""Transition table of the lifecycle: which event may follow which state.

No other code changes the state of a case. Diagrams, error texts and tests use this table.
"""

from collections.abc import Mapping
from typing import Final

from idverify.lifecycle.events import (
    EVENT_NAMES,
    Approved,
    AttemptGranted,
    DeadlinePassed,
    DecisionProposed,
    Event,
    IdentityChanged,
    JudgementRecorded,
    Redacted,
    RefusedForGood,
    Rejected,
    Reopened,
    Revoked,
    RevokedForGood,
    Submitted,
    VerificationLapsed,
    Withdrawn,
)
from idverify.lifecycle.states import State

__all__ = ["REVIEW_NOTES", "TRANSITIONS", "possible_events"]

#: For each state, its possible events and the states they lead to. An empty row is final.
TRANSITIONS: Final[Mapping[State, Mapping[type[Event], State]]] = {
    State.INCOMPLETE: {
        Submitted: State.UNDER_REVIEW,
        AttemptGranted: State.INCOMPLETE,
        Redacted: State.REDACTED,
    },
    State.UNDER_REVIEW: {
        Submitted: State.UNDER_REVIEW,
        Approved: State.APPROVED,
        Rejected: State.REJECTED,
        RefusedForGood: State.CLOSED,
        DecisionProposed: State.UNDER_REVIEW,
        JudgementRecorded: State.UNDER_REVIEW,
        Withdrawn: State.INCOMPLETE,
        IdentityChanged: State.INCOMPLETE,
        DeadlinePassed: State.UNDER_REVIEW,
        Redacted: State.REDACTED,
    },
    State.APPROVED: {
        IdentityChanged: State.INCOMPLETE,
        Revoked: State.REJECTED,
        RevokedForGood: State.CLOSED,
        DecisionProposed: State.APPROVED,
        VerificationLapsed: State.INCOMPLETE,
        Redacted: State.REDACTED,
    },
    State.REJECTED: {
        Submitted: State.UNDER_REVIEW,
        RefusedForGood: State.CLOSED,
        DecisionProposed: State.REJECTED,
        AttemptGranted: State.INCOMPLETE,
        Redacted: State.REDACTED,
    },
    State.CLOSED: {
        Reopened: State.INCOMPLETE,
        Redacted: State.REDACTED,
    },
    State.REDACTED: {},
}

#: Events that record a part of a review. State, deadline and queue entry stay as they are.
REVIEW_NOTES: Final = (DecisionProposed, JudgementRecorded)


def possible_events(state: State) -> tuple[str, ...]:
    """Return the names of the events that may follow *state*, in the order of the table.

    >>> possible_events(State.REJECTED)
    ('Submitted', 'RefusedForGood', 'DecisionProposed', 'AttemptGranted', 'Redacted')
    """
    return tuple(EVENT_NAMES[event] for event in TRANSITIONS[state])
