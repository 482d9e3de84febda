"""What a decision records: places of its reasons, kinds of the documents, stamp of the policy."""

from typing import Any

import pytest
from attrs import evolve as changed

from idverify.errors import InvalidValueError
from idverify.interchange.codec import dump, load_event
from idverify.lifecycle.commands import Reject, Revoke
from idverify.lifecycle.decide import decide
from idverify.lifecycle.events import Event, Rejected, Revoked
from idverify.lifecycle.states import State
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking
from idverify.model.reasons import LocatedReason, as_reasons
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import LICENCE, submission
from support.desk import CLOCK
from support.histories import LATER, ONE_OF_EACH, SUBMITTED, case_in

STAMP = CROWDWORKS_ARTICLE.stamp(SUBMITTED.deadline.received_on)
FOUND = LocatedReason("image.photo_of_copy", document_index=0, field_name="medium")


def rejected(*reasons: str | LocatedReason, **changes: Any) -> Rejected:  # noqa: ANN401
    """Return the event of a rejection for these reasons."""
    command = Reject(submission_id="s-1", reviewer="r-1", reasons=reasons, **changes)
    [event] = decide(case_in(State.UNDER_REVIEW), command, CROWDWORKS_ARTICLE, CLOCK, LATER).events
    assert isinstance(event, Rejected)
    return event


def test_a_reason_takes_the_places_of_the_findings_with_its_code() -> None:
    """Without a place from the reviewer, the document and the field are those of the findings."""
    copied = submission(LICENCE, DocumentKind.PASSPORT_JP, medium="photocopy")
    found = CROWDWORKS_ARTICLE.evaluate(copied, SUBMITTED.deadline.received_on)
    event = rejected("image.photo_of_copy", "other", assessment=found)

    assert event.reasons == ("image.photo_of_copy", "other")
    assert event.located_reasons == (FOUND, changed(FOUND, document_index=1))
    assert (event.document_kinds, event.policy) == (("drivers_license",), STAMP)


def test_a_finding_about_one_side_names_it() -> None:
    """A required side that is missing, and a field that must be hidden, are places."""
    spoilt = submission(
        DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.INDIVIDUAL_NUMBER_CARD, sides={Side.BACK},
        masking={SensitiveField.INSURER_NUMBER: Masking.VISIBLE},
    )  # fmt: skip
    found = CROWDWORKS_ARTICLE.evaluate(spoilt, SUBMITTED.deadline.received_on).located_reasons

    assert Side.BACK in {each.side for each in found}
    assert "insurer_number" in {each.field_name for each in found}


def test_a_place_from_the_reviewer_is_kept() -> None:
    """Index, side and field are recorded as given, once; a code without place has no entry."""
    place = LocatedReason("image.unclear", document_index=0, side=Side.BACK, field_name="address")
    event = rejected(place, place, LocatedReason("other"))

    assert event.reasons == ("image.unclear", "other")
    assert event.located_reasons == (place,)


def test_a_revocation_records_the_same() -> None:
    """The documents are those of the submission that was approved."""
    place = LocatedReason("other", document_index=0)
    command = Revoke(reviewer="r-1", reasons=[place])
    [event] = decide(case_in(State.APPROVED), command, CROWDWORKS_ARTICLE, CLOCK, LATER).events

    assert isinstance(event, Revoked)
    assert (event.reasons, event.located_reasons) == (("other",), (place,))
    assert (event.document_kinds, event.policy) == (("drivers_license",), STAMP)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (
            {"document_index": 1},
            "document_index is 1, .* has 1 documents: give 0 to 0",
        ),
        ({"document_index": 0, "field_name": "hanako"}, r"reasons\[0\].field_name is no field .*"),
    ],
)
def test_a_place_that_is_not_there_is_refused(place: dict[str, Any], expected: str) -> None:
    """A wrong index or field is refused with what is expected, and never repeats free text."""
    with pytest.raises(InvalidValueError, match=expected) as caught:
        rejected(LocatedReason("other", **place))

    assert "hanako" not in str(caught.value)


def test_documents_that_were_not_recorded_have_no_places() -> None:
    """A case that began under an earlier release accepts codes only from a reviewer."""
    case = changed(case_in(State.UNDER_REVIEW), submitted=changed(SUBMITTED, document_kinds=[]))
    command = Reject(
        submission_id="s-1", reviewer="r-1", reasons=[LocatedReason("other", document_index=0)]
    )
    with pytest.raises(InvalidValueError, match="give none, because none were recorded"):
        decide(case, command, CROWDWORKS_ARTICLE, CLOCK, LATER)
    found = decide(case, changed(command, reasons=["other"]), CROWDWORKS_ARTICLE, CLOCK, LATER)
    assert found.events


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"side": "back"}, "document_index is missing"),
        ({"field_name": "name"}, "document_index is missing"),
        ({"document_index": 0, "field_name": "見本 花子"}, "field_name has 5 characters"),
        ({"document_index": 0, "field_name": "tk1234567"}, "field_name has the form of a personal"),
        ({"document_index": -1}, "document_index must be at least 0"),
    ],
)
def test_a_place_has_a_document(place: dict[str, Any], expected: str) -> None:
    """A side or a field without a document, and a field that is no name, are refused."""
    with pytest.raises(InvalidValueError, match=expected):
        LocatedReason("other", **place)


@pytest.mark.parametrize("place", [LocatedReason("other"), FOUND])
def test_an_event_locates_only_its_own_reasons(place: LocatedReason) -> None:
    """A place without a document, or of another code, is refused when the event is made."""
    wrong: dict[str, Any] = {"located_reasons": [place]}
    with pytest.raises(InvalidValueError, match=r"located_reasons\[0\]"):
        changed(ONE_OF_EACH[Revoked], **wrong)


def test_one_text_is_no_list_of_reasons() -> None:
    """A single text would become a tuple of its letters, and is refused."""
    with pytest.raises(InvalidValueError, match="one text"):
        as_reasons("other")
    assert as_reasons(["other"]) == ("other",)


NEW_FORM = (
    b'{"at":"2026-11-02T11:00:00+09:00","submission_id":"s-1","reviewer":"r-1",'
    b'"reasons":["image.unclear"],"located_reasons":[{"code":"image.unclear","document":0,'
    b'"side":"back","field":"address"}],"document_kinds":["drivers_license"],'
    b'"policy":{"code":"house","digest":"' + b"0f" * 32 + b'"},"type":"rejected"}'
)


def test_a_located_decision_is_stored_under_fixed_names() -> None:
    """The JSON of the new fields is fixed, because histories are read by later releases."""
    event = load_event(NEW_FORM)

    assert dump(event, Event) == NEW_FORM
    assert isinstance(event, Rejected)
    assert event.located_reasons[0].side is Side.BACK


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_an_event_of_an_earlier_release_reads_as_empty(kind: type[Event]) -> None:
    """Without the new fields an event is read with empty ones, and written back unchanged."""
    event: Any = ONE_OF_EACH[kind]
    old = changed(event, document_kinds=()) if hasattr(event, "document_kinds") else event
    stored = dump(old, Event)

    assert b"document_kinds" not in stored
    assert load_event(stored) == old
