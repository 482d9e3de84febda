"""The invariants of a case, for every history the table allows."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from idverify.errors import IllegalTransitionError
from idverify.interchange.codec import dump, load_event
from idverify.lifecycle.case import Case, evolve, replay
from idverify.lifecycle.events import Approved, Event, Reopened, Submitted
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import REVIEW_NOTES
from idverify.policy.policy import Policy
from idverify.presets import CROWDWORKS_ARTICLE
from property.strategies import histories, moments
from support.histories import ONE_OF_EACH
from support.rules import policy


@given(history=histories())
def test_any_prefix_replays_to_one_case(history: tuple[Event, ...]) -> None:
    """Replaying a prefix is stepping through it, and doing so twice gives the same case."""
    case = Case()
    for count, event in enumerate(history):
        assert case == replay(history[:count])
        assert count == case.version
        case = evolve(case, event)
    assert case == replay(history) == replay(list(history))


@given(history=histories())
def test_a_stored_history_replays_to_the_same_case(history: tuple[Event, ...]) -> None:
    """Written and read back, a history leads to the same case."""
    stored = [load_event(dump(event, Event)) for event in history]

    assert replay(history) == replay(stored)


@given(history=histories())
def test_approved_means_that_an_approval_was_the_last_word(history: tuple[Event, ...]) -> None:
    """A case is approved exactly while its last event, but for notes, is `Approved`."""
    moving = [event for event in history if not isinstance(event, REVIEW_NOTES)]
    last = type(moving[-1]) if moving else None

    assert (last is Approved) is (replay(history).state is State.APPROVED)


@given(history=histories(), event=st.sampled_from([*ONE_OF_EACH.values()]))
def test_nothing_follows_redaction(history: tuple[Event, ...], event: Event) -> None:
    """A redacted case is left by nothing at all."""
    case = replay(history)
    if case.state is not State.REDACTED:
        return
    try:
        evolve(case, event)
    except IllegalTransitionError as error:
        assert error.possible == ()  # noqa: PT017 - both ways out are the promise
    else:
        raise AssertionError(f"{event} followed redaction")


@given(history=histories())
def test_at_most_one_submission_is_pending(history: tuple[Event, ...]) -> None:
    """Under review the pending submission is the one handed in last; elsewhere none is."""
    case = replay(history)
    handed_in = [event for event in history if isinstance(event, Submitted)]

    assert (case.deadline is not None) is (case.state is State.UNDER_REVIEW)
    if case.state is State.UNDER_REVIEW:
        assert case.submitted is handed_in[-1]


@given(history=histories(), now=moments(), later=moments())
def test_time_moves_nothing(history: tuple[Event, ...], now: datetime, later: datetime) -> None:
    """Capabilities are a function of state and policy; the clock makes at most overdue."""
    case = replay(history)
    before, after = sorted([now, later])
    rules: list[Policy] = [CROWDWORKS_ARTICLE, policy()]

    assert case.is_overdue(before) <= case.is_overdue(after)
    for each in rules:
        unlocked = each.capabilities if case.state is State.APPROVED else ()
        assert unlocked == case.capabilities(each)


@given(history=histories())
def test_attempts_are_those_since_the_last_approval(history: tuple[Event, ...]) -> None:
    """Counted by hand from the end of the history, they are what the case says."""
    count = 0
    for event in reversed(history):
        if isinstance(event, Approved | Reopened):
            break
        count += isinstance(event, Submitted)

    assert count == replay(history).attempts
