"""Observations of a document by a reviewer or a reading machine (所見)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import Attribute, Factory, field, fields, frozen

from idverify.calendar.partial_date import PartialDate
from idverify.errors import InvalidValueError
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.flaws import DocumentFlaw, PictureFlaw
from idverify.model.printed_entries import AddressEntry, Extension, RepresentativeEntry
from idverify.model.unknown import (
    ABSENT,
    IMPOSSIBLE,
    UNKNOWN,
    Absent,
    Impossible,
    Unknown,
    Unreadable,
)
from idverify.model.validators import is_text
from idverify.redaction import redacted_repr
from idverify.validation import validated

__all__ = [
    "Masking",
    "Medium",
    "Observation",
    "PrintedDay",
    "Transcription",
    "find_current_address",
    "list_current_representatives",
]


class Medium(StrEnum):
    """What an image of a document was taken of: the original, a copy or a screen (撮影対象)."""

    ORIGINAL = "original"
    """The document itself (原本)."""
    PHOTOCOPY = "photocopy"
    """A photocopy of the document (コピー)."""
    SCREEN = "screen"
    """A screen that displays the document (画面)."""
    SCAN = "scan"
    """An image made by a scanner, not by a camera (スキャン)."""
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


Transcription = str | Absent | Unreadable | Unknown
"""A text as printed; or not shown, not readable on the images, or not yet read."""

PrintedDay = date | PartialDate | Absent | Impossible | Unreadable | Unknown
"""A day as printed: whole or in part; or not shown, impossible, not readable, not yet read."""


def _copy_masking(masking: Mapping[SensitiveField, Masking]) -> Mapping[SensitiveField, Masking]:
    return dict(masking)


def _as_addresses(
    entries: Iterable[AddressEntry] | Unknown,
) -> tuple[AddressEntry, ...] | Unknown:
    return entries if isinstance(entries, Unknown) else tuple(entries)


def _as_representatives(
    entries: Iterable[RepresentativeEntry] | Unknown,
) -> tuple[RepresentativeEntry, ...] | Unknown:
    return entries if isinstance(entries, Unknown) else tuple(entries)


def _as_picture_flaws(
    flaws: Iterable[PictureFlaw] | Unknown,
) -> frozenset[PictureFlaw] | Unknown:
    return flaws if isinstance(flaws, Unknown) else frozenset(flaws)


def _as_document_flaws(
    flaws: Iterable[DocumentFlaw] | Unknown,
) -> frozenset[DocumentFlaw] | Unknown:
    return flaws if isinstance(flaws, Unknown) else frozenset(flaws)


def _copy_notes(notes: Mapping[str, bool | str]) -> Mapping[str, bool | str]:
    return dict(notes)


def _has_impossible_date(observation: "Observation") -> bool:
    return IMPOSSIBLE in {observation.birth_date, observation.issued_on, observation.expires_on}


def _masked(observation: "Observation") -> frozenset[tuple[SensitiveField, Masking]]:
    return frozenset(observation.masking.items())


def _is_transcription(_: object, attribute: "Attribute[Any]", value: object) -> None:
    if isinstance(value, str):
        is_text(multiline=True)(_, attribute, value)


def _is_the_only_form(
    observation: "Observation", attribute: "Attribute[Any]", entries: object
) -> None:
    """Refuse entries beside the single text that stands for them."""
    if entries is not UNKNOWN and getattr(observation, _SINGLE[attribute.name]) is not UNKNOWN:
        raise InvalidValueError(
            f"Observation: give {_SINGLE[attribute.name]} for one entry,"
            f" or {attribute.name} for all of them, not both"
        )


def _has_one_current_address(
    _: object, __: object, entries: tuple[AddressEntry, ...] | Unknown
) -> None:
    if not isinstance(entries, Unknown) and len({e.text for e in entries if e.is_current}) > 1:
        raise InvalidValueError(
            "Observation.addresses: two different entries are current; the holder lives at the"
            " last one, so mark the others is_current=False"
        )


#: The field that holds the single entry, for each field that holds them all.
_SINGLE = {"addresses": "address", "representatives": "representative"}


def _transcription() -> Any:  # noqa: ANN401 - a field of attrs
    return field(default=UNKNOWN, validator=_is_transcription, repr=redacted_repr)


@validated
@frozen(kw_only=True, repr=False)
class Observation:
    """What a reviewer, or a reading machine, observed on one document (所見).

    Every field starts as `UNKNOWN`. A transcription is the text as printed on the document,
    `ABSENT` if the document was read and does not show it, or a member of `Unreadable` if the
    images do not show it clearly enough.

    >>> from idverify.model.unknown import ABSENT
    >>> seen = Observation(medium=Medium.ORIGINAL, address=ABSENT, kana_name=Unreadable.GLARE)
    >>> seen.address, seen.kana_name, seen.name
    (ABSENT, Unreadable.GLARE, UNKNOWN)

    Raises:
        InvalidValueError: A field has a value of another type, or `address` and `addresses`
            (or `representative` and `representatives`) are both given.
    """

    medium: Medium | Unknown = UNKNOWN
    shown_kind: DocumentKind | Unknown = UNKNOWN
    """The kind of document that the images show; the applicant may have declared another."""
    is_one_document: bool | Unknown = UNKNOWN
    """Whether all images show the same document, and not the sides of two (同一書類)."""
    picture_flaws: frozenset[PictureFlaw] | Unknown = field(
        default=UNKNOWN, converter=_as_picture_flaws
    )
    """What is wrong with the images; empty if they were examined and are good."""
    document_flaws: frozenset[DocumentFlaw] | Unknown = field(
        default=UNKNOWN, converter=_as_document_flaws
    )
    """What is wrong with the document itself; empty if nothing is."""
    sides: frozenset[Side] | Unknown = UNKNOWN
    """The sides or pages that can be seen on the images."""
    name: Transcription = _transcription()
    """The present name of a person, or the registered name of a company, as printed."""
    kana_name: Transcription = _transcription()
    """The reading of the name in kana (フリガナ)."""
    latin_name: Transcription = _transcription()
    """The name in Latin letters (ローマ字氏名), surname first as printed."""
    former_surname: Transcription = _transcription()
    """The former surname printed beside the name (旧姓・旧氏)."""
    alias: Transcription = _transcription()
    """The alias printed beside the name (通称)."""
    address: Transcription = _transcription()
    """The present address of a person, or the head office of a company, as printed."""
    addresses: tuple[AddressEntry, ...] | Unknown = field(
        default=UNKNOWN,
        converter=_as_addresses,
        validator=[_is_the_only_form, _has_one_current_address],
        repr=redacted_repr,
    )
    """Every address on the document, in place of `address`, if there is more than one."""
    birth_date: PrintedDay = field(default=UNKNOWN, repr=redacted_repr)
    representative: Transcription = _transcription()
    """The representative of a company, as printed."""
    representatives: tuple[RepresentativeEntry, ...] | Unknown = field(
        default=UNKNOWN,
        converter=_as_representatives,
        validator=_is_the_only_form,
        repr=redacted_repr,
    )
    """Every representative on a certificate, in place of `representative`."""
    issued_on: PrintedDay = UNKNOWN
    expires_on: PrintedDay = UNKNOWN
    """The last valid day as printed; a `PartialDate` leaves open what the document does."""
    extension: Extension | Absent | Unknown = UNKNOWN
    """A later last valid day with its evidence; `ABSENT` if there is none."""
    has_bearers_page: bool | Unknown = UNKNOWN
    """Whether a passport has the page for its bearer's address (所持人記入欄)."""
    shows_photo: bool | Unknown = UNKNOWN
    """Whether the holder's photo can be seen on the document (顔写真)."""
    shows_seal: bool | Unknown = UNKNOWN
    """Whether the seal of the issuer can be seen (公印・登記官印)."""
    shows_every_page: bool | Unknown = UNKNOWN
    """Whether the images show all pages, by the page numbers printed (全ページ)."""
    shows_what_is_needed: bool | Unknown = UNKNOWN
    """Whether every field that must stay readable is uncovered; False: 必要項目が隠れている."""
    masking: Mapping[SensitiveField, Masking] = field(
        # A copy of the caller's; a plain dict, because a read-only view cannot be pickled.
        factory=dict,
        converter=_copy_masking,
        hash=False,
    )
    """The masking of each field that may not be shown; a field not listed is unknown."""
    notes: Mapping[str, bool | str] = field(
        factory=dict, converter=_copy_notes, hash=False, repr=redacted_repr
    )
    """Answers to the inputs that a policy declares of its own, by their codes (独自の確認項目)."""
    has_impossible_date: bool = field(
        default=Factory(_has_impossible_date, takes_self=True), init=False, eq=False, repr=False
    )
    """Whether one of the dates does not exist in the calendar."""
    masked: frozenset[tuple[SensitiveField, Masking]] = field(
        default=Factory(_masked, takes_self=True), init=False, eq=False, repr=False
    )
    """The pairs of `masking`, as a set for fast membership tests."""

    def __repr__(self) -> str:
        return f"Observation({', '.join(_describe_fields(self))})"


def _describe_fields(seen: Observation) -> list[str]:
    """Return `name=value` of the fields that were observed, personal ones without their value."""
    return [
        f"{a.name}={a.repr(value) if callable(a.repr) else repr(value)}"
        for a in fields(Observation)
        for value in [getattr(seen, a.name)]
        if a.init and value is not UNKNOWN and value != {}
    ]


def find_current_address(seen: Observation) -> Transcription:
    """Return the address that a document gives as the present one (現住所).

    >>> from idverify.model.printed_entries import AddressPlace
    >>> moved = Observation(addresses=[
    ...     AddressEntry(text="東京都中野区中野1-1", place=AddressPlace.FRONT, is_current=False),
    ...     AddressEntry(text="千葉県柏市柏2-2", place=AddressPlace.BACK)])
    >>> find_current_address(moved)
    '千葉県柏市柏2-2'
    >>> find_current_address(Observation())
    UNKNOWN
    """
    entries = seen.addresses
    if isinstance(entries, Unknown):
        return seen.address
    return next((entry.text for entry in entries if entry.is_current), ABSENT)


def list_current_representatives(seen: Observation) -> tuple[Transcription, ...]:
    """Return the present representatives on a certificate, at least one value (現在の代表者).

    >>> list_current_representatives(Observation(representatives=[
    ...     RepresentativeEntry(name="見本 太郎"),
    ...     RepresentativeEntry(name="見本 次郎", is_current=False)]))
    ('見本 太郎',)
    """
    entries = seen.representatives
    if isinstance(entries, Unknown):
        return (seen.representative,)
    return tuple(entry.name for entry in entries if entry.is_current) or (ABSENT,)
