"""Submissions of an applicant: documents, their images and observations (提出)."""

from collections.abc import Sized
from typing import Self

from attrs import Factory, evolve, field, frozen

from idverify.errors import InvalidValueError
from idverify.model.applicants import Applicant, EntityKind
from idverify.model.documents import DocumentKind, Side
from idverify.model.observations import Observation
from idverify.model.uploads import Upload
from idverify.model.validators import is_opaque_id
from idverify.validation import validated

__all__ = ["MAX_DOCUMENTS", "Document", "Image", "Submission", "is_valid_document_count"]

#: The most documents in one submission: more than any policy combines, few enough to review.
MAX_DOCUMENTS = 8


@validated
@frozen(kw_only=True)
class Image:
    """One inspected image of one side of a document; its bytes are in the vault."""

    side: Side
    upload: Upload


def _file_problems(document: "Document") -> frozenset[str]:
    problems = (problem for image in document.images for problem in image.upload.problems)
    return frozenset(problem.reason_code for problem in problems)


def _declared_sides(document: "Document") -> frozenset[Side]:
    return frozenset(image.side for image in document.images)


@validated
@frozen(kw_only=True)
class Document:
    """One identity document (本人確認書類) with its images and the observation of it."""

    kind: DocumentKind
    images: tuple[Image, ...] = field(default=(), converter=tuple[Image, ...])
    observation: Observation = field(factory=Observation)
    file_problems: frozenset[str] = field(
        default=Factory(_file_problems, takes_self=True), init=False, eq=False, repr=False
    )
    """The reason codes of all problems that the inspection of the files reported."""
    declared_sides: frozenset[Side] = field(
        default=Factory(_declared_sides, takes_self=True), init=False, eq=False, repr=False
    )
    """The sides that the images are labelled with."""


class WorkedOut(dict[object, object]):
    """A cache of results derived from a value; copies and pickles of the value start empty."""

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        """Return the constructor of an empty cache, for copying and pickling."""
        return type(self), ()


def is_valid_document_count(_: object, __: object, value: Sized) -> None:
    """Raise `InvalidValueError` unless *value* has 1 to `MAX_DOCUMENTS` documents.

    A validator for attrs.
    """
    if not 1 <= len(value) <= MAX_DOCUMENTS:
        raise InvalidValueError(
            f"documents: a submission has 1 to {MAX_DOCUMENTS} documents; this has {len(value)}"
        )


def _kinds(submission: "Submission") -> tuple[EntityKind | DocumentKind, ...]:
    return (submission.applicant.entity_kind, *[d.kind for d in submission.documents])


@validated
@frozen(kw_only=True)
class Submission:
    """The documents that an applicant submitted at once, with the profile of that moment (提出).

    A submission never changes; a later one replaces it. `with_observations` adds the
    observations of reviewers and returns a new value with the same id.
    """

    id: str = field(validator=is_opaque_id)
    applicant: Applicant
    """The profile as it was when the documents were submitted."""
    documents: tuple[Document, ...] = field(
        converter=tuple[Document, ...], validator=is_valid_document_count
    )
    kinds: tuple[EntityKind | DocumentKind, ...] = field(
        default=Factory(_kinds, takes_self=True), init=False, eq=False, repr=False
    )
    """The kind of the applicant, then of each document; they determine which rules apply."""
    worked_out: WorkedOut = field(factory=WorkedOut, init=False, eq=False, repr=False)
    """A cache of results derived from this value, such as the comparison of two addresses.

    It is not part of the value and lives no longer than it."""

    def with_observations(self, *observations: Observation) -> Self:
        """Return this submission with one observation for each document, in their order.

        Raises:
            InvalidValueError: If the number of observations is not that of the documents.
        """
        if len(observations) != len(self.documents):
            raise InvalidValueError(
                f"{len(observations)} observations for {len(self.documents)} documents: "
                "give one for each, in their order"
            )
        pairs = zip(self.documents, observations, strict=True)
        return evolve(self, documents=[evolve(d, observation=o) for d, o in pairs])
