"""What an applicant hands in (提出) and what a reviewer notes of it (所見)."""

from collections.abc import Mapping, Sized
from datetime import date
from enum import StrEnum
from typing import Any, Self

from attrs import Attribute, Factory, evolve, field, frozen

from idverify.errors import InvalidValueError
from idverify.model.applicants import Applicant, EntityKind
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.unknown import IMPOSSIBLE, UNKNOWN, Absent, Impossible, Unknown
from idverify.model.uploads import Upload
from idverify.model.validators import is_opaque_id, is_text
from idverify.redaction import redacted_repr

__all__ = [
    "MAX_DOCUMENTS",
    "Document",
    "Image",
    "Masking",
    "Medium",
    "Observation",
    "Submission",
    "is_valid_document_count",
]

#: More documents than any policy combines, and few enough to be looked at.
MAX_DOCUMENTS = 8


class Medium(StrEnum):
    """What the picture is a picture of."""

    ORIGINAL = "original"
    """The document itself (原本)."""
    PHOTOCOPY = "photocopy"
    """A photocopy of it (コピー)."""
    SCREEN = "screen"
    """A screen that shows it (画面)."""
    EDITED = "edited"
    """The picture was edited or merged from several (加工・結合)."""


class Masking(StrEnum):
    """What became of something that has to be hidden (マスキング)."""

    HIDDEN = "hidden"
    """Covered so that it cannot be recovered."""
    VISIBLE = "visible"
    """It can be read."""
    REVERSIBLE = "reversible"
    """Covered, but what is beneath can be made out."""
    NOT_PRINTED = "not_printed"
    """This document does not carry it."""


def _copy_masking(masking: Mapping[SensitiveField, Masking]) -> Mapping[SensitiveField, Masking]:
    return dict(masking)


def _has_impossible_date(seen: "Observation") -> bool:
    return IMPOSSIBLE in {seen.birth_date, seen.issued_on, seen.expires_on}


def _masked(seen: "Observation") -> frozenset[tuple[SensitiveField, Masking]]:
    return frozenset(seen.masking.items())


def _is_transcription(_: object, attribute: "Attribute[Any]", value: object) -> None:
    if isinstance(value, str):
        is_text(multiline=True)(_, attribute, value)


@frozen(kw_only=True)
class Observation:
    """What a reviewer, or a machine that reads, noted of one document (所見).

    Everything starts as `UNKNOWN`. A transcription is what stands on the
    document, `ABSENT` if the document was read and does not show it.

    >>> from idverify.model.unknown import ABSENT
    >>> seen = Observation(medium=Medium.ORIGINAL, address=ABSENT)
    >>> seen.address, seen.name
    (ABSENT, UNKNOWN)
    """

    medium: Medium | Unknown = UNKNOWN
    sides: frozenset[Side] | Unknown = UNKNOWN
    """The sides or pages that can be seen on the pictures."""
    name: str | Absent | Unknown = field(
        default=UNKNOWN, validator=_is_transcription, repr=redacted_repr
    )
    """The name, or the registered name of a company, as printed."""
    address: str | Absent | Unknown = field(
        default=UNKNOWN, validator=_is_transcription, repr=redacted_repr
    )
    """The address, or the head office, as printed."""
    birth_date: date | Absent | Impossible | Unknown = field(default=UNKNOWN, repr=redacted_repr)
    representative: str | Absent | Unknown = field(
        default=UNKNOWN, validator=_is_transcription, repr=redacted_repr
    )
    issued_on: date | Absent | Impossible | Unknown = UNKNOWN
    expires_on: date | Absent | Impossible | Unknown = UNKNOWN
    """The last valid day as printed."""
    has_bearers_page: bool | Unknown = UNKNOWN
    """Whether a passport has the page for its bearer's address (所持人記入欄)."""
    shows_photo: bool | Unknown = UNKNOWN
    """Whether the holder's photo can be seen on it (顔写真)."""
    shows_what_is_needed: bool | Unknown = UNKNOWN
    """Whether nothing is covered that must stay readable; False: 隠しすぎ."""
    masking: Mapping[SensitiveField, Masking] = field(
        # A copy of the caller's; a plain dict, because a read-only view cannot be pickled.
        factory=dict,
        converter=_copy_masking,
        hash=False,
    )
    """What became of each field that may not be shown; a field not listed is unknown."""
    has_impossible_date: bool = field(
        default=Factory(_has_impossible_date, takes_self=True), init=False, eq=False, repr=False
    )
    """Whether one of its dates is no day of the calendar."""
    masked: frozenset[tuple[SensitiveField, Masking]] = field(
        default=Factory(_masked, takes_self=True), init=False, eq=False, repr=False
    )
    """`masking`, in a form that can be looked up by."""


@frozen(kw_only=True)
class Image:
    """One picture of one side, as inspected; its bytes live in the vault."""

    side: Side
    upload: Upload


def _file_problems(document: "Document") -> frozenset[str]:
    problems = (problem for image in document.images for problem in image.upload.problems)
    return frozenset(problem.reason_code for problem in problems)


def _declared_sides(document: "Document") -> frozenset[Side]:
    return frozenset(image.side for image in document.images)


@frozen(kw_only=True)
class Document:
    """One document (本人確認書類) with its pictures and what was noted of it."""

    kind: DocumentKind
    images: tuple[Image, ...] = field(default=(), converter=tuple[Image, ...])
    observation: Observation = field(factory=Observation)
    file_problems: frozenset[str] = field(
        default=Factory(_file_problems, takes_self=True), init=False, eq=False, repr=False
    )
    """The reason codes of all that is wrong with the files, as inspected."""
    declared_sides: frozenset[Side] = field(
        default=Factory(_declared_sides, takes_self=True), init=False, eq=False, repr=False
    )
    """The sides that the pictures are labelled with."""


class WorkedOut(dict[object, object]):
    """What was worked out from a value; a copy or a pickle of the value begins without it."""

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        """Leave the contents behind."""
        return type(self), ()


def is_valid_document_count(_: object, __: object, value: Sized) -> None:
    """Refuse documents of a submission that are none, or more than anybody looks at."""
    if not 1 <= len(value) <= MAX_DOCUMENTS:
        raise InvalidValueError(
            f"documents: a submission has 1 to {MAX_DOCUMENTS} documents; this has {len(value)}"
        )


def _kinds(submission: "Submission") -> tuple[EntityKind | DocumentKind, ...]:
    return (submission.applicant.entity_kind, *[d.kind for d in submission.documents])


@frozen(kw_only=True)
class Submission:
    """What an applicant handed in at once (提出): never changed, only replaced by another.

    What reviewers learn is added by `observed`, which returns a new value with
    the same id.
    """

    id: str = field(validator=is_opaque_id)
    applicant: Applicant
    """The profile as it stood when this was handed in."""
    documents: tuple[Document, ...] = field(
        converter=tuple[Document, ...], validator=is_valid_document_count
    )
    kinds: tuple[EntityKind | DocumentKind, ...] = field(
        default=Factory(_kinds, takes_self=True), init=False, eq=False, repr=False
    )
    """Of the applicant, and of each document: what the rules to be asked hang on."""
    worked_out: WorkedOut = field(factory=WorkedOut, init=False, eq=False, repr=False)
    """What was already worked out from these very values, such as a comparison of two
    addresses; no part of the value, and gone with it."""

    def with_observations(self, *observations: Observation) -> Self:
        """Return this submission with one observation for each document, in their order."""
        if len(observations) != len(self.documents):
            raise InvalidValueError(
                f"{len(observations)} observations for {len(self.documents)} documents: "
                "give one for each, in their order"
            )
        pairs = zip(self.documents, observations, strict=True)
        return evolve(self, documents=[evolve(d, observation=o) for d, o in pairs])
