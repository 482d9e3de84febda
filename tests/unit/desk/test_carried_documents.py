"""Documents carried over into a resubmission: by index, with images and observations."""

from typing import Any

import pytest
from attrs import evolve

from idverify.errors import CommandIdReusedError, InvalidValueError, MissingDataError
from idverify.lifecycle.events import CarriedDocument, Submitted
from idverify.lifecycle.states import State
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Document, Submission
from idverify.policy.assessment import Verdict
from idverify.policy.settings import Retention
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import (
    CONTACT,
    HANAKO,
    LICENCE,
    bytes_of,
    picture,
    png,
    submission,
    unobserved,
)
from support.desk import Room

CASE = "case-1"
PASSPORT = DocumentKind.PASSPORT_JP
FIRST = submission(LICENCE, PASSPORT)
NAMED = Document(kind=LICENCE)


def rejected(**changes: Any) -> Room:  # noqa: ANN401
    """Return a room whose first submission, of two documents, was observed and rejected."""
    room = Room(**changes)
    room.desk.submit(CASE, unobserved(FIRST), bytes_of(FIRST), CONTACT, command_id="c-1")
    room.desk.observe(CASE, "s-1", [document.observation for document in FIRST.documents])
    room.desk.reject(CASE, "s-1", reviewer="r", reasons=["other"], command_id="c-2")
    return room


def resubmission(*documents: Document, id_: str = "s-2") -> Submission:
    """Return a submission of these documents."""
    return Submission(id=id_, applicant=HANAKO, documents=documents)


def test_a_document_is_carried_over_with_images_and_observation() -> None:
    """Beside a new passport, the licence is taken over whole; the event records which."""
    room = rejected()
    new = evolve(unobserved(submission(PASSPORT, shade=9)).documents[0])
    made = resubmission(new, NAMED)
    images = {new.images[0].upload.sha256: png(9)}
    result = room.desk.submit(CASE, made, images, CONTACT, command_id="c-3", carry_over={1: 0})

    assert result.case.state is State.UNDER_REVIEW
    event = room.store.history(CASE)[-1]
    assert isinstance(event, Submitted)
    assert event.carried_over == (
        CarriedDocument(document_index=1, submission_id="s-1", earlier_index=0),
    )
    assert event.document_kinds == ("passport_jp", "drivers_license")
    stored = room.desk.submission(CASE)
    assert stored.documents == (new, FIRST.documents[0])
    digest = FIRST.documents[0].images[0].upload.sha256
    assert room.desk.image(CASE, "s-2", digest) == png(0)


def test_all_documents_are_carried_over_into_a_corrected_profile() -> None:
    """After a correction of the profile nothing is uploaded, and the review is done again."""
    room = rejected()
    documents = [NAMED, Document(kind=PASSPORT)]
    room.desk.submit(
        CASE, resubmission(*documents), {}, CONTACT, command_id="c-3", carry_over={0: 0, 1: 1}
    )

    assert room.desk.submission(CASE).documents == FIRST.documents
    assert room.desk.assess(CASE).verdict is Verdict.ACCEPTED


def test_a_withdrawn_submission_is_carried_over() -> None:
    """The documents of the last submission count, whatever became of it."""
    room = Room()
    room.desk.submit(CASE, unobserved(FIRST), bytes_of(FIRST), CONTACT, command_id="c-1")
    room.desk.withdraw(CASE, command_id="c-2")
    made = resubmission(NAMED)
    room.desk.submit(CASE, made, {}, CONTACT, command_id="c-3", carry_over={0: 0})

    assert room.desk.submission(CASE).documents[0].images == FIRST.documents[0].images


def test_the_same_images_may_be_named() -> None:
    """A document of the earlier submission may be given as it is."""
    room = rejected()
    made = resubmission(FIRST.documents[0])
    room.desk.submit(CASE, made, {}, CONTACT, command_id="c-3", carry_over={0: 0})

    assert room.desk.submission(CASE).documents == FIRST.documents[:1]


OTHER_IMAGES = evolve(NAMED, images=[picture(LICENCE, png(7))])


@pytest.mark.parametrize(
    ("documents", "carry_over", "expected"),
    [
        (
            [NAMED],
            {0: 2},
            r"^carry_over\[0\] is 2, .* s-1 has 2 documents: give 0 to 1",
        ),
        ([NAMED], {0: -1}, r"earlier_index must be at least 0"),
        ([NAMED], {1: 0}, r"^carry_over names documents\[1\], and the submission has 1 documents"),
        ([NAMED], {n: n for n in range(9)}, r"^carry_over names documents\[1\]"),
        ([NAMED, NAMED], {0: 0, 1: 0}, "^carry_over names one earlier document twice"),
        (
            [NAMED],
            {0: 1},
            r"^documents\[0\].kind is drivers_license, .* passport_jp: ",
        ),
        ([OTHER_IMAGES], {0: 0}, r"^documents\[0\].images are not those of document 0"),
        ([NAMED, OTHER_IMAGES], {0: 0}, r"^images has 1 entries"),
    ],
    ids=["index", "negative", "key", "nine", "twice", "kind", "images", "bytes"],
)
def test_a_wrong_index_is_refused(
    documents: list[Document], carry_over: dict[int, int], expected: str
) -> None:
    """The error names the field and what is expected, and nothing is stored."""
    room = rejected()
    made = resubmission(*documents)
    with pytest.raises(InvalidValueError, match=expected):
        room.desk.submit(CASE, made, {}, CONTACT, command_id="c-3", carry_over=carry_over)

    assert len(room.store.history(CASE)) == 2
    assert not [name for name in room.vault.names(CASE) if "s-2" in name]


def test_a_first_submission_carries_nothing_over() -> None:
    """Without an earlier submission there is nothing to name."""
    with pytest.raises(InvalidValueError, match="the case has no earlier submission"):
        Room().desk.submit(
            CASE, resubmission(NAMED), {}, CONTACT, command_id="c-1", carry_over={0: 0}
        )


def test_destroyed_images_are_not_carried_over() -> None:
    """Images that the policy has destroyed have to be submitted again."""
    retention = Retention(drop_undecided_images=True)
    room = Room(policy=CROWDWORKS_ARTICLE.derive(code="strict", retention=retention))
    room.desk.submit(CASE, unobserved(FIRST), bytes_of(FIRST), CONTACT, command_id="c-1")
    room.desk.withdraw(CASE, command_id="c-2")
    with pytest.raises(MissingDataError, match="image of document 0 of submission s-1 was destr"):
        room.desk.submit(
            CASE, resubmission(NAMED), {}, CONTACT, command_id="c-3", carry_over={0: 0}
        )

    assert len(room.store.history(CASE)) == 2


def test_a_replacement_keeps_what_it_carried_over() -> None:
    """The copy is the new submission's own; the images of the replaced one are destroyed."""
    retention = Retention(drop_undecided_images=True)
    room = Room(policy=CROWDWORKS_ARTICLE.derive(code="strict", retention=retention))
    room.desk.submit(CASE, unobserved(FIRST), bytes_of(FIRST), CONTACT, command_id="c-1")
    made = resubmission(NAMED)
    room.desk.submit(CASE, made, {}, CONTACT, command_id="c-2", carry_over={0: 0})
    digest = FIRST.documents[0].images[0].upload.sha256

    assert room.desk.image(CASE, "s-1", digest) is None
    assert room.desk.image(CASE, "s-2", digest) == png(0)


def test_a_repeated_request_is_recognised() -> None:
    """The same documents carried over are the same request, other ones are another."""
    room = rejected()
    made = resubmission(NAMED)
    given: dict[str, Any] = {"command_id": "c-3"}
    room.desk.submit(CASE, made, {}, CONTACT, carry_over={0: 0}, **given)
    again = room.desk.submit(CASE, made, {}, CONTACT, carry_over={0: 0}, **given)
    with pytest.raises(CommandIdReusedError):
        room.desk.submit(CASE, made, {}, CONTACT, carry_over={0: 1}, **given)

    assert again.unchanged
    assert again.case.version == 3
