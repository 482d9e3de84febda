"""Entries that a document can print more than once: addresses, representatives, an extension."""

from datetime import date
from enum import StrEnum
from typing import Any

from attrs import Attribute, field, frozen

from idverify.model.unknown import UNKNOWN, Unknown, Unreadable
from idverify.model.validators import is_text
from idverify.redaction import redacted_repr
from idverify.validation import validated

__all__ = [
    "AddressEntry",
    "AddressPlace",
    "Extension",
    "ExtensionEvidence",
    "RepresentativeEntry",
    "Writing",
]


class AddressPlace(StrEnum):
    """Where on a document an address is written (住所の記載箇所)."""

    FRONT = "front"
    """表面."""
    BACK = "back"
    """裏面（備考欄など）."""
    ADDITIONAL_FIELD = "additional_field"
    """追記欄（サインパネル領域）."""
    BEARER_PAGE = "bearer_page"
    """所持人記入欄."""
    PAGE = "page"
    """A page of a certificate or booklet (証明書・手帳の記載)."""
    EMERGENCY_CONTACT = "emergency_contact"
    """緊急連絡先: never the address of the holder."""


class Writing(StrEnum):
    """How an entry was made on a document (記載の方法)."""

    PRINTED = "printed"
    """Printed by the issuer (印字)."""
    ENDORSED = "endorsed"
    """Added by an authority with its seal (公印のある追記)."""
    HANDWRITTEN = "handwritten"
    """By hand, in ink, without an official seal (手書き)."""
    PENCIL = "pencil"
    """By hand, in pencil or erasable ink (消せる筆記具)."""


def _is_transcription(_: object, attribute: "Attribute[Any]", value: str | Unreadable) -> None:
    if isinstance(value, str):
        is_text(multiline=True)(_, attribute, value)


@validated
@frozen(kw_only=True)
class AddressEntry:
    """One of the addresses on a document, as written, with its place (住所の記載).

    >>> old = AddressEntry(text="東京都中野区中野1-1", place=AddressPlace.FRONT, is_current=False)
    >>> old.place, old.writing, old.is_struck_out
    (<AddressPlace.FRONT: 'front'>, <Writing.PRINTED: 'printed'>, UNKNOWN)
    """

    text: str | Unreadable = field(validator=_is_transcription, repr=redacted_repr)
    """The address as written."""
    place: AddressPlace
    is_current: bool = True
    """Whether the document gives it as the present address: its last entry, not struck out."""
    writing: Writing = Writing.PRINTED
    is_struck_out: bool | Unknown = UNKNOWN
    """Whether a line is drawn through it; asked for old addresses only."""


@validated
@frozen(kw_only=True)
class RepresentativeEntry:
    """One of the representatives that a certificate of a company lists (代表者の記載).

    >>> RepresentativeEntry(name="見本 太郎", title="代表取締役").is_current
    True
    """

    name: str | Unreadable = field(validator=_is_transcription, repr=redacted_repr)
    """The name as printed, without the title."""
    title: str = ""
    """The title as printed (代表取締役, 代表社員); empty if there is none."""
    is_current: bool = True
    """False for one who resigned: underlined on a certificate of all registered matters."""


class ExtensionEvidence(StrEnum):
    """What shows that a document is valid beyond its printed last day (有効期間の延長の根拠)."""

    ENDORSEMENT = "endorsement"
    """An entry on the document, as on the back of a licence (裏面などの記載)."""
    PENDING_RENEWAL = "pending_renewal"
    """The stamp or notice of a pending application (申請中の特例期間)."""
    DISASTER_MEASURE = "disaster_measure"
    """A measure for a disaster area (特定非常災害などの延長措置)."""


@validated
@frozen(kw_only=True)
class Extension:
    """A last valid day later than the printed one, with its evidence (有効期間の延長)."""

    until: date = field(repr=redacted_repr)
    """The last valid day, included."""
    evidence: ExtensionEvidence
