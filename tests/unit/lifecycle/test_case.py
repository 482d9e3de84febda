"""Cases: what a history amounts to."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve as changed

from idverify.errors import InvalidValueError
from idverify.lifecycle.case import Case, evolve, replay
from idverify.lifecycle.events import (
    Approved,
    CarriedDocument,
    DeadlinePassed,
    Event,
    IdentityChanged,
)
from idverify.lifecycle.states import State
from idverify.model.reasons import LocatedReason
from idverify.policy.stamps import PolicyStamp
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import RECEIVED_AT
from support.histories import LATER, ONE_OF_EACH, SUBMITTED, WAY_TO, case_in
from support.rules import policy

AGAIN = changed(SUBMITTED, submission_id="s-2", at=LATER)


def test_an_empty_history_is_a_case_that_has_not_begun() -> None:
    """A case begins 未完了 with nothing handed in."""
    assert Case() == replay([])
    assert (
        Case().state,
        Case().version,
        Case().attempts,
        Case().submission_id,
        Case().deadline,
    ) == (State.INCOMPLETE, 0, 0, None, None)


@pytest.mark.parametrize("state", State)
def test_the_version_counts_the_events(state: State) -> None:
    """A case is at the version of its last event."""
    assert len(WAY_TO[state]) == case_in(state).version


@pytest.mark.parametrize("state", State)
def test_only_an_approved_case_has_capabilities(state: State) -> None:
    """What is unlocked is a function of state and policy, and of nothing else."""
    unlocked = CROWDWORKS_ARTICLE.capabilities if state is State.APPROVED else ()

    assert unlocked == case_in(state).capabilities(CROWDWORKS_ARTICLE)
    assert case_in(state).capabilities(policy()) == ()


@pytest.mark.parametrize("state", State)
def test_only_a_pending_case_has_a_deadline(state: State) -> None:
    """The review clock runs under review and in no other state."""
    due = SUBMITTED.deadline if state is State.UNDER_REVIEW else None

    assert due == case_in(state).deadline


@pytest.mark.parametrize("state", State)
def test_the_moment_of_approval_is_known_while_approved(state: State) -> None:
    """`approved_at` is set while approved and forgotten afterwards."""
    assert (LATER if state is State.APPROVED else None) == case_in(state).approved_at


def test_a_case_is_overdue_from_the_end_of_its_last_day() -> None:
    """The last moment of the due day is in time; the first moment after it is not."""
    case, ends_at = case_in(State.UNDER_REVIEW), SUBMITTED.deadline.ends_at

    assert not case.is_overdue(ends_at - timedelta(microseconds=1))
    assert case.is_overdue(ends_at)
    assert not case_in(State.APPROVED).is_overdue(ends_at)


def test_a_replacement_takes_the_place_of_what_was_pending() -> None:
    """After a second submission only the second is pending."""
    assert evolve(case_in(State.UNDER_REVIEW), AGAIN).submission_id == "s-2"


def test_attempts_count_up_to_an_approval() -> None:
    """The first submission is an attempt, each further one another; approval starts anew."""
    approved = replay([SUBMITTED, AGAIN, ONE_OF_EACH[Approved]])
    fallen = evolve(approved, ONE_OF_EACH[IdentityChanged])

    assert (
        replay([SUBMITTED, AGAIN]).attempts,
        approved.attempts,
        evolve(fallen, SUBMITTED).attempts,
    ) == (2, 0, 1)


@pytest.mark.parametrize("state", [State.REJECTED, State.CLOSED, State.APPROVED])
def test_a_decided_case_keeps_the_submission_it_was_decided_on(state: State) -> None:
    """The state is the outcome of a submission, and the case says of which."""
    assert case_in(state).submission_id == "s-1"


def test_what_follows_a_decision_does_not_move_it() -> None:
    """Pictures are kept from the decision on, however late the profile is changed."""
    decided = evolve(case_in(State.UNDER_REVIEW), ONE_OF_EACH[Approved])
    later = changed(ONE_OF_EACH[IdentityChanged], at=LATER + timedelta(days=1))

    assert (decided.decided_at, evolve(decided, later).decided_at) == (LATER, LATER)


def test_what_was_void_is_no_longer_current() -> None:
    """After an identity change no submission is current."""
    case = evolve(case_in(State.UNDER_REVIEW), ONE_OF_EACH[IdentityChanged])

    assert (case.state, case.submission_id) == (State.INCOMPLETE, None)


def test_operators_are_told_once_until_the_clock_starts_again() -> None:
    """`is_overdue_reported` lasts until another submission restarts the clock."""
    told = evolve(case_in(State.UNDER_REVIEW), ONE_OF_EACH[DeadlinePassed])

    assert (told.is_overdue_reported, evolve(told, AGAIN).is_overdue_reported) == (True, False)
    assert told.deadline == SUBMITTED.deadline


@pytest.mark.parametrize("kind", ONE_OF_EACH, ids=lambda kind: kind.__name__)
def test_an_event_has_a_moment_with_a_zone(kind: type[Event]) -> None:
    """An event at a naive moment is refused: it lies on no certain day of Japan."""
    with pytest.raises(InvalidValueError, match=r"\.at must be a datetime with a time zone"):
        changed(ONE_OF_EACH[kind], at=RECEIVED_AT.replace(tzinfo=None))


@pytest.mark.parametrize("kind", [k for k in ONE_OF_EACH if hasattr(k, "reasons")])
def test_a_refusal_has_a_reason(kind: type[Event]) -> None:
    """A rejection, refusal or revocation without a reason is refused."""
    wrong: dict[str, Any] = {"reasons": []}
    with pytest.raises(InvalidValueError, match=r"^reasons is empty"):
        changed(ONE_OF_EACH[kind], **wrong)


def test_an_identity_change_changes_something() -> None:
    """An `IdentityChanged` that names no field is refused."""
    with pytest.raises(InvalidValueError, match=r"^changed is empty"):
        IdentityChanged(at=LATER, changed=frozenset())


def test_a_deadline_has_a_zone() -> None:
    """The end of the last day is a moment with a zone."""
    with pytest.raises(InvalidValueError, match=r"\.ends_at must be a datetime with a time zone"):
        changed(SUBMITTED.deadline, ends_at=RECEIVED_AT.replace(tzinfo=None))


def test_no_event_has_room_for_personal_data() -> None:
    """The fields of all events are ids, codes, indexes, days of the service and digests.

    Days read from documents are not among them: an expiry betrays a birthday (promise 5).
    """
    names = {name for kind in ONE_OF_EACH for name in kind.__annotations__}

    assert {
        "at", "submission_id", "fingerprint", "deadline", "reviewer", "reasons", "changed",
        "document_kinds", "located_reasons", "policy", "question", "document_index", "answer",
        "evidence", "decision", "reason", "carried_over",
    } == names  # fmt: skip
    assert {"received_on", "due_on", "ends_at", "is_provisional"} == set(
        type(SUBMITTED.deadline).__annotations__
    )
    assert {"code", "document_index", "side", "field_name"} == set(LocatedReason.__annotations__)
    assert {"document_index", "submission_id", "earlier_index"} == set(
        CarriedDocument.__annotations__
    )
    assert {"code", "digest"} == set(PolicyStamp.__annotations__)
