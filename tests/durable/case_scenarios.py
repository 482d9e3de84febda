"""What happens to each of many cases, and what the model in memory says of it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from idverify.adapters.memory import FixedClock, MemoryNotifier
from idverify.model.applicants import Address
from support.applicants import CONTACT, HANAKO, RECEIVED_AT, bytes_of, submission
from support.desk import Room

__all__ = ["MOVED", "Expected", "Fate", "decide_on", "expected", "hand_in"]

MOVED = evolve(HANAKO, address=Address("大阪府大阪市北区梅田1-1"))


class Fate(StrEnum):
    """How a case goes on after its submission."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    LEFT = "left"
    """Nobody decides, and the deadline passes."""


def hand_in(desk: Any, case_id: str) -> Any:  # noqa: ANN401 - a desk to wait for, or to await
    """Submit a licence."""
    made = submission(id_=f"s-{case_id}")
    return desk.submit(case_id, made, bytes_of(made), CONTACT, command_id=f"submit/{case_id}")


def decide_on(desk: Any, case_id: str, fate: Fate) -> Any:  # noqa: ANN401 - the same
    """Do with it what its fate is."""
    named, id_ = {"command_id": f"decide/{case_id}"}, f"s-{case_id}"
    match fate:
        case Fate.APPROVED:
            return desk.approve(case_id, id_, profile=HANAKO, reviewer="r-1", **named)
        case Fate.REJECTED:
            return desk.reject(case_id, id_, reviewer="r-1", reasons=["image.unclear"], **named)
        case Fate.WITHDRAWN:
            return desk.withdraw(case_id, **named)
        case Fate.MOVED:
            return desk.change_profile(case_id, MOVED, **named)
        case Fate.LEFT:
            raise AssertionError


@frozen
class Expected:
    """What the model says of a case."""

    events: Sequence[str]
    keys: Sequence[str]


def expected(case_id: str, fate: Fate) -> Expected:
    """Play a case in memory: the reference that every engine is held to."""
    notifier = MemoryNotifier()
    room = Room(clock=FixedClock(RECEIVED_AT), notifier=notifier)
    hand_in(room.desk, case_id)
    if fate is Fate.LEFT:
        due = room.desk.case(case_id).deadline
        assert due
        room.clock.moment = due.ends_at
        room.desk.process_due_cases()
        room.desk.perform_effects()
    else:
        decide_on(room.desk, case_id, fate)
    return Expected(
        [type(event).__name__ for event in room.store.history(case_id)],
        sorted(notifier.sent),
    )
