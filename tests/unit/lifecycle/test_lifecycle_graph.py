"""What the table of the lifecycle implies, computed from it on every run."""

import pytest

from idverify.lifecycle.events import Approved, Redacted, Reopened, Submitted
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import TRANSITIONS
from support.lifecycle_graph import dead_ends, must_pass, reachable, shortest_way


def test_every_state_is_reached_from_the_beginning() -> None:
    """There is no state that no history leads to."""
    assert reachable() == frozenset(State)


def test_only_a_redacted_case_is_left_by_nothing() -> None:
    """Every other state has a way on."""
    assert dead_ends() == {State.REDACTED}


def test_no_account_is_approved_without_a_review() -> None:
    """Every history that ends approved went through a review."""
    assert must_pass(State.APPROVED) == {State.UNDER_REVIEW}
    assert State.APPROVED not in reachable(avoiding={State.UNDER_REVIEW})


@pytest.mark.parametrize("state", [state for state in State if state is not State.REDACTED])
def test_whatever_happened_the_data_can_be_purged(state: State) -> None:
    """From every other state there is a way to REDACTED."""
    assert State.REDACTED in reachable(state)


def test_a_final_refusal_is_left_by_a_reviewer_only() -> None:
    """From CLOSED a reviewer reopens the case; everything else but redaction follows that."""
    assert TRANSITIONS[State.CLOSED].keys() == {Reopened, Redacted}
    without = {state: {**row} for state, row in TRANSITIONS.items()}
    del without[State.CLOSED][Reopened]

    assert reachable(State.CLOSED, table=without) == {State.CLOSED, State.REDACTED}


def test_the_shortest_way_is_shown() -> None:
    """Two events lead to approval; to where one stands, none; to where nothing leads, no way."""
    way = shortest_way(State.INCOMPLETE, State.APPROVED)

    assert way == ((Submitted, State.UNDER_REVIEW), (Approved, State.APPROVED))
    assert shortest_way(State.APPROVED, State.APPROVED) == ()
    assert shortest_way(State.REDACTED, State.APPROVED) is None


def test_what_cannot_be_reached_is_passed_through_by_nothing() -> None:
    """Of a goal that no history reaches nothing can be said to lie on the way."""
    assert must_pass(State.APPROVED, State.REDACTED) == frozenset()
