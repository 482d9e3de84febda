"""Decisions that a policy lets two different reviewers make."""

from typing import Any

import pytest
from attrs import evolve

from idverify.errors import IllegalTransitionError, InvalidValueError
from idverify.lifecycle.case import replay
from idverify.lifecycle.events import DecisionProposed, RefusedForGood
from idverify.lifecycle.states import State
from idverify.lifecycle.steps import possible_steps
from idverify.model.reasons import LocatedReason
from idverify.policy.policy import Policy
from idverify.policy.settings import SecondReview
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import CONTACT, HANAKO, bytes_of, submission, unobserved
from support.desk import Room

CASE = "case-1"
EVERY = [*SecondReview]
FORGED = "integrity.suspected_forgery"


def policy(*outcomes: SecondReview) -> Policy:
    """Return a policy that lets two reviewers decide on these outcomes."""
    return CROWDWORKS_ARTICLE.derive(code="house", second_reviews=outcomes)


def room_under_review(*outcomes: SecondReview) -> Room:
    """Return a room with an observed licence under review."""
    room, made = Room(policy=policy(*outcomes)), submission()
    room.desk.submit(CASE, unobserved(made), bytes_of(made), CONTACT, command_id="s-1")
    room.desk.observe(CASE, "s-1", [document.observation for document in made.documents])
    return room


def reject(room: Room, reviewer: str, *reasons: str | LocatedReason, **given: Any) -> State:  # noqa: ANN401
    """Reject the licence with a request of its own, and return the state of the case."""
    number = len(room.store.history(CASE))
    return room.desk.reject(
        CASE, "s-1", reviewer=reviewer, reasons=reasons, command_id=f"{reviewer}-{number}", **given
    ).case.state


def test_a_final_refusal_waits_for_another_reviewer() -> None:
    """The first decision is a proposal; the same one of another reviewer is carried out."""
    room = room_under_review(SecondReview.FINAL_REFUSAL)
    place = LocatedReason("other", document_index=0)
    assert reject(room, "r-1", place, final=True) is State.UNDER_REVIEW
    [_, proposed] = room.store.history(CASE)
    assert isinstance(proposed, DecisionProposed)
    assert (proposed.reviewer, proposed.reasons) == ("r-1", ("other",))
    assert (proposed.decision, proposed.located_reasons) == ("refused_for_good", (place,))
    assert room.desk.case(CASE).proposal == proposed
    sent = len(room.notifier.sent)  # type: ignore[attr-defined]

    assert reject(room, "r-2", "other", final=True) is State.CLOSED
    [*_, refused] = room.store.history(CASE)
    assert isinstance(refused, RefusedForGood)
    assert (refused.reviewer, room.desk.case(CASE).proposal) == ("r-2", None)
    assert len(room.notifier.sent) == sent + 1  # type: ignore[attr-defined]


def test_the_same_reviewer_is_not_a_second_one() -> None:
    """The repeated decision of one reviewer is refused with the reason, and changes nothing."""
    room = room_under_review(SecondReview.FINAL_REFUSAL)
    reject(room, "r-1", "other", final=True)
    with pytest.raises(IllegalTransitionError, match="proposed by the same reviewer") as caught:
        reject(room, "r-1", "other", final=True)

    assert caught.value.reason_ja == "この決定には、別の審査担当者の確認が必要です。"
    assert len(room.store.history(CASE)) == 2


def test_a_different_decision_is_a_new_proposal() -> None:
    """Other reasons or another outcome confirm nothing; the order of reasons does not count."""
    room = room_under_review(*EVERY)
    reject(room, "r-1", "other", FORGED, final=True)
    assert reject(room, "r-2", FORGED) is State.UNDER_REVIEW
    assert reject(room, "r-2", "other", final=True) is State.UNDER_REVIEW
    assert reject(room, "r-1", "image.unclear", "other", final=True) is State.UNDER_REVIEW

    assert reject(room, "r-2", "other", "image.unclear", final=True) is State.CLOSED


def test_an_ordinary_decision_needs_one_reviewer() -> None:
    """A rejection that is not final, and an approval, are decided by one person."""
    assert reject(room_under_review(*EVERY), "r-1", "image.unclear") is State.REJECTED
    room = room_under_review(*EVERY)
    reject(room, "r-1", "other", final=True)
    approved = room.desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r-1", command_id="a-1")

    assert (approved.case.state, approved.case.proposal) == (State.APPROVED, None)


def test_without_the_setting_one_reviewer_decides() -> None:
    """The presets ask for no second reviewer."""
    assert reject(room_under_review(), "r-1", FORGED, final=True) is State.CLOSED


def test_forgery_is_decided_by_two() -> None:
    """A rejection for suspected forgery is proposed, final or not."""
    room = room_under_review(SecondReview.FORGERY)
    assert reject(room, "r-1", FORGED, final=False) is State.UNDER_REVIEW
    assert reject(room, "r-2", FORGED, final=False) is State.REJECTED
    assert reject(room, "r-1", "other", final=True) is State.CLOSED


def test_a_rejected_case_is_refused_permanently_by_two() -> None:
    """The final refusal of a case that was rejected before is proposed, too."""
    room = room_under_review(SecondReview.FINAL_REFUSAL)
    reject(room, "r-1", "image.unclear")
    assert reject(room, "r-2", "other", final=True) is State.REJECTED
    assert room.desk.case(CASE).submission_id == "s-1"
    assert reject(room, "r-3", "other", final=True) is State.CLOSED


@pytest.mark.parametrize("final", [False, True])
def test_a_revocation_is_decided_by_two(final: bool) -> None:
    """The approval stays in force until another reviewer revokes it, too."""
    room = room_under_review(SecondReview.REVOCATION)
    room.desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r-1", command_id="a-1")
    before = room.desk.case(CASE)

    def revoke(reviewer: str) -> State:
        return room.desk.revoke(
            CASE, reviewer=reviewer, reasons=["other"], final=final, command_id=f"v-{reviewer}"
        ).case.state

    assert revoke("r-1") is State.APPROVED
    after = room.desk.case(CASE)
    assert (after.approved_at, after.attempts) == (before.approved_at, 0)
    entry = room.store.get_entry(CASE)  # type: ignore[attr-defined]
    assert entry.state is State.APPROVED
    with pytest.raises(IllegalTransitionError):
        room.desk.revoke(CASE, reviewer="r-1", reasons=["other"], final=final, command_id="v-3")
    assert revoke("r-2") is (State.CLOSED if final else State.REJECTED)


def test_a_deadline_does_not_end_a_proposal_and_a_submission_does() -> None:
    """A late second reviewer still confirms; new documents begin a review of their own."""
    room = room_under_review(SecondReview.FINAL_REFUSAL)
    reject(room, "r-1", "other", final=True)
    deadline = room.desk.case(CASE).deadline
    assert deadline
    room.clock.moment = deadline.ends_at
    assert room.desk.process_due_cases().overdue == (CASE,)
    assert room.desk.case(CASE).proposal

    made = unobserved(submission(id_="s-2"))
    case = room.desk.submit(CASE, made, bytes_of(made), CONTACT, command_id="s-2").case
    assert case.proposal is None
    assert case == replay(room.store.history(CASE))


def test_a_proposal_has_no_step() -> None:
    """The possible steps name methods of the desk, each once."""
    assert possible_steps(State.REJECTED) == (
        "submit",
        "reject(final=True)",
        "grant_attempt",
        "redact",
    )
    assert possible_steps(State.APPROVED).count("revoke") == 1


def test_an_unknown_outcome_is_refused() -> None:
    """A setting that is none of the outcomes is refused where it is made."""
    assert policy("forgery").second_reviews == {SecondReview.FORGERY}  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="second_reviews"):
        evolve(CROWDWORKS_ARTICLE, second_reviews=["forgeries"])  # type: ignore[list-item]
