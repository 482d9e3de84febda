"""The table of the lifecycle, held against the design's own."""

import re
from itertools import product
from typing import get_args

import pytest

from idverify.errors import IllegalTransitionError
from idverify.lifecycle import events
from idverify.lifecycle.case import evolve
from idverify.lifecycle.events import EVENT_NAMES, Event
from idverify.lifecycle.states import State
from idverify.lifecycle.steps import STEP_NAMES, possible_steps
from idverify.lifecycle.transitions import REVIEW_NOTES, TRANSITIONS
from idverify.render.labels import STATE_NAMES_JA
from support.histories import ONE_OF_EACH, case_in

#: The table of the design, row by row: from, event, to.
DESIGN = """
INCOMPLETE REJECTED | Submitted | UNDER_REVIEW
UNDER_REVIEW | Submitted | UNDER_REVIEW
UNDER_REVIEW | Approved | APPROVED
UNDER_REVIEW | Rejected | REJECTED
UNDER_REVIEW REJECTED | RefusedForGood | CLOSED
UNDER_REVIEW | DecisionProposed | UNDER_REVIEW
APPROVED | DecisionProposed | APPROVED
REJECTED | DecisionProposed | REJECTED
UNDER_REVIEW | JudgementRecorded | UNDER_REVIEW
UNDER_REVIEW | Withdrawn | INCOMPLETE
UNDER_REVIEW APPROVED | IdentityChanged | INCOMPLETE
UNDER_REVIEW | DeadlinePassed | UNDER_REVIEW
APPROVED | Revoked | REJECTED
APPROVED | RevokedForGood | CLOSED
CLOSED | Reopened | INCOMPLETE
INCOMPLETE REJECTED | AttemptGranted | INCOMPLETE
APPROVED | VerificationLapsed | INCOMPLETE
INCOMPLETE UNDER_REVIEW APPROVED REJECTED CLOSED | Redacted | REDACTED
"""


def designed() -> set[tuple[State, type[Event], State]]:
    """Read the table of the design."""
    rows = (line.split(" | ") for line in DESIGN.strip().splitlines())
    return {
        (State[name], getattr(events, event), State[target])
        for names, event, target in rows
        for name in names.split()
    }


STEPS = designed()
EVERY_STEP = [*product(State, get_args(Event))]


def test_the_table_is_the_design() -> None:
    """No step stands in the table that is not in the design, and none is missing."""
    steps = {(state, event, to) for state, row in TRANSITIONS.items() for event, to in row.items()}

    assert steps == STEPS


def test_every_state_has_a_row_and_a_name() -> None:
    """A final state has an empty row instead of none, and each state a Japanese name."""
    assert list(State) == list(TRANSITIONS) == list(STATE_NAMES_JA)
    assert [state for state, row in TRANSITIONS.items() if not row] == [State.REDACTED]


@pytest.mark.parametrize(("state", "event"), EVERY_STEP, ids=lambda v: getattr(v, "__name__", v))
def test_a_step_happens_exactly_if_the_design_has_it(state: State, event: type[Event]) -> None:
    """From each state each event leads where the design says, or is refused."""
    case, targets = case_in(state), {to for at, kind, to in STEPS if (at, kind) == (state, event)}
    if targets:
        assert targets == {evolve(case, ONE_OF_EACH[event]).state}
        return
    with pytest.raises(IllegalTransitionError) as caught:
        evolve(case, ONE_OF_EACH[event])
    error = caught.value
    assert (state, STEP_NAMES[event].en, possible_steps(state)) == (
        error.state,
        error.step,
        error.possible,
    )


def test_every_event_has_a_name_of_its_own() -> None:
    """Error texts, answers and diagrams name each event, and no two events alike."""
    assert list(EVENT_NAMES) == list(get_args(Event))
    assert len(set(EVENT_NAMES.values())) == len(EVENT_NAMES)


def test_a_value_that_is_not_an_event_is_refused() -> None:
    """It has no name in the table, so the error names its class."""
    with pytest.raises(IllegalTransitionError, match="str is refused while the case is incomplete"):
        evolve(case_in(State.INCOMPLETE), "submitted")  # type: ignore[arg-type]


def test_no_state_is_approved_but_by_approval() -> None:
    """One event alone leads to 承認."""
    ways = {
        EVENT_NAMES[event]
        for row in TRANSITIONS.values()
        for event, to in row.items()
        if to == "approved" and event not in REVIEW_NOTES
    }

    assert {"Approved"} == ways


def test_an_illegal_step_says_what_was_possible() -> None:
    """The text names state, step and the possible steps; a final state says that it is final."""
    says = (
        "approve is refused while the case is rejected: a case in this state has no step"
        " `approve`; possible now: submit, reject(final=True), grant_attempt, redact"
    )
    with pytest.raises(IllegalTransitionError, match=f"^{re.escape(says)}$"):
        evolve(case_in(State.REJECTED), ONE_OF_EACH[events.Approved])
    with pytest.raises(IllegalTransitionError, match="possible now: nothing, the state is final"):
        evolve(case_in(State.REDACTED), ONE_OF_EACH[events.Submitted])
