"""What a desk records with its decisions."""

from typing import Any

import pytest

from idverify.errors import InvalidValueError
from idverify.lifecycle.events import Rejected
from idverify.model.documents import Side
from idverify.model.reasons import LocatedReason
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import CONTACT, RECEIVED_ON, bytes_of, submission, unobserved
from support.desk import Room

CASE = "case-1"
BY: dict[str, Any] = {"reviewer": "r-1", "command_id": "c-2"}


def submitted(**changes: Any) -> Room:  # noqa: ANN401
    """Return a room with one submission under review, observed with *changes*."""
    room, made = Room(), submission(**changes)
    room.desk.submit(CASE, unobserved(made), bytes_of(made), CONTACT, command_id="c-1")
    room.desk.observe(CASE, "s-1", [document.observation for document in made.documents])
    return room


def test_a_rejection_locates_what_the_policy_found() -> None:
    """Without given reasons, all findings are recorded with their documents and fields."""
    room = submitted(medium="photocopy", name="見木 花子")
    room.desk.reject(CASE, "s-1", **BY)
    event = room.store.history(CASE)[-1]

    assert isinstance(event, Rejected)
    assert [(each.document_index, each.field_name) for each in event.located_reasons] == [
        (0, "medium"),
        (0, "name"),
    ]
    assert event.document_kinds == ("drivers_license",)
    assert event.policy == CROWDWORKS_ARTICLE.stamp(RECEIVED_ON)


def test_a_wrong_place_is_refused_and_nothing_is_stored() -> None:
    """An index that the submission does not have leaves the case as it was."""
    room = submitted()
    with pytest.raises(InvalidValueError, match="document_index is 5"):
        room.desk.reject(CASE, "s-1", reasons=[LocatedReason("other", document_index=5)], **BY)

    assert len(room.store.history(CASE)) == 1
    assert room.desk.reject(CASE, "s-1", reasons=["other"], **BY).case.version == 2


def test_a_located_request_is_recognised_when_it_is_repeated() -> None:
    """The same reasons with the same places are the same request."""
    room = submitted()
    place = LocatedReason("image.unclear", document_index=0, side=Side.FRONT)
    first = room.desk.reject(CASE, "s-1", reasons=[place], **BY)
    second = room.desk.reject(CASE, "s-1", reasons=[place], **BY)

    assert (first.case, first.unchanged) == (second.case, None)
    assert second.unchanged
