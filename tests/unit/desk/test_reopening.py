"""Exceptions that a reviewer makes: a closed case is reopened, a further attempt is granted."""

from typing import Any

import pytest
from attrs import evolve

from idverify.adapters.memory import MemoryNotifier
from idverify.errors import IllegalTransitionError, InvalidValueError
from idverify.lifecycle.events import AttemptGranted, Reopened, ReopeningReason
from idverify.lifecycle.states import State
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import CONTACT, bytes_of, submission, unobserved
from support.desk import Room

CASE = "case-1"
TWICE = CROWDWORKS_ARTICLE.derive(code="twice", max_attempts=2)
BY: dict[str, Any] = {"reviewer": "r-9", "reason": "appeal"}


def submit(room: Room, number: int) -> State:
    """Submit a licence under the id of this number, and return the state of the case."""
    made = unobserved(submission(id_=f"s-{number}"))
    return room.desk.submit(
        CASE, made, bytes_of(made), CONTACT, command_id=f"submit-{number}"
    ).case.state


def reject(room: Room, number: int, *, final: bool = False) -> State:
    """Reject the licence of this number, and return the state of the case."""
    return room.desk.reject(
        CASE, f"s-{number}", reviewer="r-1", reasons=["other"], final=final,
        command_id=f"reject-{number}",
    ).case.state  # fmt: skip


def subjects(room: Room) -> list[str]:
    """Return the subjects of the messages that were sent."""
    assert isinstance(room.notifier, MemoryNotifier)
    return [message.subject for _, message in room.notifier.sent.values()]


def test_a_closed_case_is_reopened() -> None:
    """The applicant is informed, and may submit as at the beginning, with all attempts."""
    room = Room(policy=TWICE)
    submit(room, 1)
    reject(room, 1)
    submit(room, 2)
    assert reject(room, 2, final=True) is State.CLOSED
    case = room.desk.reopen(CASE, command_id="reopen-1", **BY).case

    assert (case.state, case.attempts, case.submitted) == (State.INCOMPLETE, 0, None)
    event = room.store.history(CASE)[-1]
    assert isinstance(event, Reopened)
    assert (event.reviewer, event.reason) == ("r-9", ReopeningReason.APPEAL)
    assert subjects(room)[-1] == "本人確認の手続を再開しました"
    assert submit(room, 3) is State.UNDER_REVIEW


def test_a_revocation_that_is_permanent_can_be_reopened() -> None:
    """Reopening gives no capability back; the person is verified again."""
    room, made = Room(), submission()
    room.desk.submit(CASE, made, bytes_of(made), CONTACT, command_id="c-1")
    room.desk.approve(CASE, "s-1", profile=made.applicant, reviewer="r", command_id="c-2")
    room.desk.revoke(CASE, reviewer="r", reasons=["other"], final=True, command_id="c-3")
    case = room.desk.reopen(CASE, command_id="c-4", **BY).case

    assert case.capabilities(CROWDWORKS_ARTICLE) == ()
    assert case.approved_at is None


@pytest.mark.parametrize("is_decided", [False, True])
def test_only_a_closed_case_is_reopened(is_decided: bool) -> None:
    """Under review and after a rejection the step is refused, and nothing is stored."""
    room = Room()
    submit(room, 1)
    if is_decided:
        reject(room, 1)
    before = room.store.history(CASE)
    with pytest.raises(IllegalTransitionError, match="reopen is refused"):
        room.desk.reopen(CASE, command_id="reopen-1", **BY)

    assert room.store.history(CASE) == before


def test_a_further_attempt_is_granted() -> None:
    """After all attempts were used, one more submission is accepted, and then none again."""
    room = Room(policy=TWICE)
    for number in (1, 2):
        submit(room, number)
        reject(room, number)
    with pytest.raises(IllegalTransitionError, match="allows 2 submissions"):
        submit(room, 3)
    case = room.desk.grant_attempt(CASE, command_id="grant-1", **BY).case
    assert (case.state, case.attempts, case.granted_attempts) == (State.INCOMPLETE, 2, 1)
    event = room.store.history(CASE)[-1]
    assert isinstance(event, AttemptGranted)
    assert subjects(room)[-1] == "本人確認書類をもう一度ご提出いただけます"

    assert submit(room, 3) is State.UNDER_REVIEW
    room.desk.withdraw(CASE, command_id="withdraw-1")
    with pytest.raises(IllegalTransitionError, match="allows 3 submissions"):
        submit(room, 4)
    room.desk.grant_attempt(CASE, command_id="grant-2", **BY)
    assert submit(room, 4) is State.UNDER_REVIEW


def test_an_approval_begins_the_attempts_again() -> None:
    """Granted attempts belong to one verification, as the attempts themselves."""
    room = Room(policy=evolve(TWICE, max_attempts=1))
    submit(room, 1)
    reject(room, 1)
    room.desk.grant_attempt(CASE, command_id="grant-1", **BY)
    made = submission(id_="s-2")
    room.desk.submit(CASE, made, bytes_of(made), CONTACT, command_id="c-2")
    room.desk.approve(CASE, "s-2", profile=made.applicant, reviewer="r", command_id="c-3")

    assert room.desk.case(CASE).granted_attempts == 0


def test_an_attempt_that_is_left_is_not_granted() -> None:
    """The error gives the number of attempts that are left."""
    room = Room(policy=TWICE)
    submit(room, 1)
    reject(room, 1)
    with pytest.raises(IllegalTransitionError, match="attempts left without it: 1") as caught:
        room.desk.grant_attempt(CASE, command_id="grant-1", **BY)

    assert caught.value.reason_ja == "提出できる回数があと1回残っています。"


def test_a_policy_without_limit_grants_nothing() -> None:
    """Where attempts are not limited, none can be added."""
    room = Room()
    submit(room, 1)
    reject(room, 1)
    with pytest.raises(IllegalTransitionError, match="does not limit the attempts"):
        room.desk.grant_attempt(CASE, command_id="grant-1", **BY)


@pytest.mark.parametrize("step", ["reopen", "grant_attempt"])
def test_an_unknown_reason_is_refused(step: str) -> None:
    """The error lists the reasons, and nothing is stored."""
    room = Room()
    submit(room, 1)
    reject(room, 1, final=True)
    given: dict[str, Any] = {**BY, "reason": "apeal", "command_id": "x-1"}
    with pytest.raises(InvalidValueError, match=r"reason must be .*appeal"):
        getattr(room.desk, step)(CASE, **given)

    assert len(room.store.history(CASE)) == 2
