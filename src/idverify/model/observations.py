"""Observations of a document by a reviewer or a reading machine (所見)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import Attribute, Factory, field, frozen

from idverify.calendar.partial_date import PartialDate
from idverify.model.documents import SensitiveField, Side
from idverify.model.unknown import IMPOSSIBLE, UNKNOWN, Absent, Impossible, Unknown
from idverify.model.validators import is_text
from idverify.redaction import redacted_repr
from idverify.validation import validated

__all__ = ["Masking", "Medium", "Observation", "PrintedDay"]


class Medium(StrEnum):
    """What an image of a document was taken of: the original, a copy or a screen (撮影対象)."""

    ORIGINAL = "original"
    """The document itself (原本)."""
    PHOTOCOPY = "photocopy"
    """A photocopy of the document (コピー)."""
    SCREEN = "screen"
    """A screen that displays the document (画面)."""
    EDITED = "edited"
    """An image that was edited, or merged from several (加工・結合)."""


class Masking(StrEnum):
    """How well a sensitive field of a document is masked (マスキング)."""

    HIDDEN = "hidden"
    """Covered so that it cannot be recovered."""
    VISIBLE = "visible"
    """It can be read."""
    REVERSIBLE = "reversible"
    """Covered, but the text beneath can be made out."""
    NOT_PRINTED = "not_printed"
    """The document does not carry this field."""


PrintedDay = date | PartialDate | Absent | Impossible | Unknown
"""A day as printed: whole, with a part missing, not shown, impossible, or not yet read."""


def _copy_masking(masking: Mapping[SensitiveField, Masking]) -> Mapping[SensitiveField, Masking]:
    return dict(masking)


def _has_impossible_date(observation: "Observation") -> bool:
    return IMPOSSIBLE in {observation.birth_date, observation.issued_on, observation.expires_on}


def _masked(observation: "Observation") -> frozenset[tuple[SensitiveField, Masking]]:
    return frozenset(observation.masking.items())


def _is_transcription(_: object, attribute: "Attribute[Any]", value: object) -> None:
    if isinstance(value, str):
        is_text(multiline=True)(_, attribute, value)


@validated
@frozen(kw_only=True)
class Observation:
    """What a reviewer, or a reading machine, observed on one document (所見).

    Every field starts as `UNKNOWN`. A transcription is the text as printed on the
    document, or `ABSENT` if the document was read and does not show it.

    >>> from idverify.model.unknown import ABSENT
    >>> seen = Observation(medium=Medium.ORIGINAL, address=ABSENT)
    >>> seen.address, seen.name
    (ABSENT, UNKNOWN)
    """

    medium: Medium | Unknown = UNKNOWN
    sides: frozenset[Side] | Unknown = UNKNOWN
    """The sides or pages that can be seen on the images."""
    name: str | Absent | Unknown = field(
        default=UNKNOWN, validator=_is_transcription, repr=redacted_repr
    )
    """The name of a person, or the registered name of a company, as printed."""
    address: str | Absent | Unknown = field(
        default=UNKNOWN, validator=_is_transcription, repr=redacted_repr
    )
    """The address of a person, or the head office of a company, as printed."""
    birth_date: PrintedDay = field(default=UNKNOWN, repr=redacted_repr)
    representative: str | Absent | Unknown = field(
        default=UNKNOWN, validator=_is_transcription, repr=redacted_repr
    )
    issued_on: PrintedDay = UNKNOWN
    expires_on: PrintedDay = UNKNOWN
    """The last valid day as printed; a `PartialDate` leaves open what the document does."""
    has_bearers_page: bool | Unknown = UNKNOWN
    """Whether a passport has the page for its bearer's address (所持人記入欄)."""
    shows_photo: bool | Unknown = UNKNOWN
    """Whether the holder's photo can be seen on the document (顔写真)."""
    shows_what_is_needed: bool | Unknown = UNKNOWN
    """Whether every field that must stay readable is uncovered; False: 必要項目が隠れている."""
    masking: Mapping[SensitiveField, Masking] = field(
        # A copy of the caller's; a plain dict, because a read-only view cannot be pickled.
        factory=dict,
        converter=_copy_masking,
        hash=False,
    )
    """The masking of each field that may not be shown; a field not listed is unknown."""
    has_impossible_date: bool = field(
        default=Factory(_has_impossible_date, takes_self=True), init=False, eq=False, repr=False
    )
    """Whether one of the dates does not exist in the calendar."""
    masked: frozenset[tuple[SensitiveField, Masking]] = field(
        default=Factory(_masked, takes_self=True), init=False, eq=False, repr=False
    )
    """The pairs of `masking`, as a set for fast membership tests."""
