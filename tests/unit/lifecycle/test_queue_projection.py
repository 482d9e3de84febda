"""What an append says of the case, for stores that keep it beside the events."""

import pytest

from idverify.errors import InvalidValueError
from idverify.lifecycle.case import replay
from idverify.lifecycle.events import DeadlinePassed, Event, JudgementRecorded
from idverify.lifecycle.queue_projection import QueueUpdate, project_queue_update
from idverify.lifecycle.states import State
from support.histories import ONE_OF_EACH, SUBMITTED, WAY_TO

PASSED = ONE_OF_EACH[DeadlinePassed]
UNDER_REVIEW = QueueUpdate(
    state=State.UNDER_REVIEW, submission_id="s-1", deadline=SUBMITTED.deadline
)


def test_an_append_has_an_event() -> None:
    """Where nothing happened there is nothing to keep."""
    with pytest.raises(InvalidValueError) as refused:
        project_queue_update([])

    assert str(refused.value) == "an append needs at least one event"


def test_a_submission_says_which_it_is_and_when_it_is_due() -> None:
    """Alone, and as the last that decides anything in an append of several."""
    late = QueueUpdate(
        state=State.UNDER_REVIEW,
        submission_id="s-1",
        deadline=SUBMITTED.deadline,
        is_overdue_reported=True,
    )

    assert project_queue_update([SUBMITTED]) == UNDER_REVIEW
    assert project_queue_update([SUBMITTED, PASSED]) == late


def test_a_deadline_that_passed_changes_nothing_else() -> None:
    """Alone in an append it leaves submission and deadline as they were before."""
    late = QueueUpdate(state=State.UNDER_REVIEW, is_overdue_reported=True, keep_submission=True)

    assert project_queue_update([PASSED]) == late


def test_a_note_of_the_review_changes_nothing() -> None:
    """A judgement leaves state, deadline and overdue mark; with other events, those count."""
    judged = ONE_OF_EACH[JudgementRecorded]
    kept = QueueUpdate(state=State.UNDER_REVIEW, keep_submission=True, keep_all=True)

    assert project_queue_update([judged]) == kept
    assert project_queue_update([SUBMITTED, judged]) == UNDER_REVIEW
    assert project_queue_update([PASSED, judged]) == project_queue_update([PASSED])


@pytest.mark.parametrize(
    "state", [s for s in State if s not in {State.INCOMPLETE, State.UNDER_REVIEW}]
)
def test_a_decision_leaves_no_submission_waiting(state: State) -> None:
    """Whatever ends a review says in which state the case is, and that nothing is due."""
    events: list[Event] = [ONE_OF_EACH[kind] for kind in WAY_TO[state]]

    assert project_queue_update(events[1:]) == QueueUpdate(state=replay(events).state)
    assert project_queue_update(events) == QueueUpdate(state=state)
