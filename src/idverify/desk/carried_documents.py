"""Documents carried over into a resubmission (書類の引き継ぎ): named by index, then copied."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from idverify.desk.case_file import CaseFile, list_submitted_events
from idverify.desk.operations import Operation
from idverify.errors import InvalidValueError, MissingDataError
from idverify.lifecycle.events import CarriedDocument, Event
from idverify.model.submissions import Document, Submission

__all__ = ["Images", "carry_over_documents", "list_carried_documents"]

Images = Mapping[str, bytes]
"""The bytes of images by their SHA-256."""


def list_carried_documents(
    history: Sequence[Event], submission: Submission, carry_over: Mapping[int, int]
) -> tuple[CarriedDocument, ...]:
    """Return the documents that a submission takes over from the one before it.

    Args:
        history: The events of the case, perhaps with this submission.
        submission: The submission.
        carry_over: For indexes of its documents, the indexes of the earlier ones.

    Raises:
        InvalidValueError: There is no earlier submission, an index is wrong, or two documents
            are the same earlier one.
    """
    if not carry_over:
        return ()
    ids = [event.submission_id for event in list_submitted_events(history)]
    before = ids[: ids.index(submission.id)] if submission.id in ids else ids
    if not before:
        raise InvalidValueError("carry_over: the case has no earlier submission; leave it out")
    if len({*carry_over.values()}) < len(carry_over):
        raise InvalidValueError("carry_over names one earlier document twice: name each once")
    count = len(submission.documents)
    if wrong := carry_over.keys() - {*range(count)}:
        raise InvalidValueError(
            f"carry_over names documents[{min(wrong)}], and the submission has {count} documents:"
            f" give keys from 0 to {count - 1}"
        )
    return tuple(
        CarriedDocument(document_index=index, submission_id=before[-1], earlier_index=earlier)
        for index, earlier in sorted(carry_over.items())
    )


def carry_over_documents(
    file: CaseFile, submission: Submission, images: Images, carried: Sequence[CarriedDocument]
) -> Operation[tuple[Submission, Images]]:
    """Load the carried documents with images and observations, and return the whole submission.

    Raises:
        InvalidValueError: The earlier submission does not have the document, or has another
            kind or other images in its place.
        MissingDataError: The earlier submission or one of the images was destroyed.
    """
    documents, data = [*submission.documents], {**images}
    for each in carried:
        earlier = yield from file.submission(each.submission_id)
        document = _find_document(earlier, each)
        _require_same_document(documents[each.document_index], document, each)
        for image in document.images:
            digest = image.upload.sha256
            data[digest] = yield from _load_image(file, each, digest)
        documents[each.document_index] = document
    return evolve(submission, documents=documents), data


def _find_document(earlier: Submission, carried: CarriedDocument) -> Document:
    count = len(earlier.documents)
    if carried.earlier_index >= count:
        raise InvalidValueError(
            f"carry_over[{carried.document_index}] is {carried.earlier_index}, and submission"
            f" {earlier.id} has {count} documents: give 0 to {count - 1}"
        )
    return earlier.documents[carried.earlier_index]


def _require_same_document(given: Document, earlier: Document, carried: CarriedDocument) -> None:
    if given.kind != earlier.kind:
        raise InvalidValueError(
            f"documents[{carried.document_index}].kind is {given.kind}, and document"
            f" {carried.earlier_index} of submission {carried.submission_id} is {earlier.kind}:"
            " give its kind"
        )
    if given.images and _list_digests(given) != _list_digests(earlier):
        raise InvalidValueError(
            f"documents[{carried.document_index}].images are not those of document"
            f" {carried.earlier_index} of submission {carried.submission_id}: leave them out"
        )


def _list_digests(document: Document) -> list[str]:
    return [image.upload.sha256 for image in document.images]


def _load_image(file: CaseFile, carried: CarriedDocument, sha256: str) -> Operation[bytes]:
    data = yield from file.image(carried.submission_id, sha256)
    if data is None:
        raise MissingDataError(
            f"an image of document {carried.earlier_index} of submission {carried.submission_id}"
            " was destroyed, so the document cannot be carried over: submit its images again"
        )
    return data
