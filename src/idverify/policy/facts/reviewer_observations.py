"""What a reviewer sees on the pictures (所見)."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Final

from idverify.catalogue.documents import DOCUMENTS
from idverify.model.applicants import Corporation
from idverify.model.documents import (
    SENSITIVE_FIELD_LABELS,
    SIDE_LABELS,
    DocumentAttribute,
    DocumentKind,
    SensitiveField,
    Side,
)
from idverify.model.observations import Masking, Medium, Transcription, find_current_address
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN, Unknown
from idverify.policy.rules import Fact, Scope
from idverify.policy.validity.passport import BEARERS_PAGE_ENDS

__all__ = [
    "ADDRESS_SHOWN",
    "BEARERS_PAGE",
    "BIRTH_DATE_SHOWN",
    "MEDIUM",
    "NAME_SHOWN",
    "NOTHING_NEEDED_IS_HIDDEN",
    "PHOTO_SHOWN",
    "find_printed_name",
    "masked",
    "shows_address",
    "side_is_shown",
    "sides_are_shown",
]

MEDIUM: Final = Fact(
    name="medium",
    question_ja="原本を撮影した画像ですか",
    question_en="Is it a picture of the original?",
    values=tuple(Medium),
    read=lambda document, _, __: document.observation.medium,
    is_timeless=True,
    sees=("observation.medium",),
)

PHOTO_SHOWN: Final = Fact(
    name="photo_shown",
    question_ja="顔写真が確認できますか",
    question_en="Can the holder's photo be seen?",
    values=(True, False),
    read=lambda document, _, __: document.observation.shows_photo,
    is_timeless=True,
    sees=("observation.shows_photo",),
)


NOTHING_NEEDED_IS_HIDDEN: Final = Fact(
    name="nothing_needed_is_hidden",
    question_ja="氏名、保険者名、発行日など、必要な項目はすべて見えていますか",
    question_en="Can everything be read that is needed: name, insurer, date of issue and the like?",
    values=(True, False),
    read=lambda document, _, __: document.observation.shows_what_is_needed,
    is_timeless=True,
    sees=("observation.shows_what_is_needed",),
)


@cache
def masked(field: SensitiveField) -> Fact:
    """Ask what became of a field that has to be hidden."""
    label = SENSITIVE_FIELD_LABELS[field]

    def read(document: Document, _: Submission, __: date) -> Masking | Unknown:
        return document.observation.masking.get(field, UNKNOWN)

    return Fact(
        name=f"masked.{field}",
        question_ja=f"{label.ja}は隠されていますか",
        question_en=f"Is the {label.en} hidden?",
        values=tuple(Masking),
        read=read,
        is_timeless=True,
        sees=("observation.masked",),
    )


# -- sides: what the pictures are labelled, until a reviewer says what they show -----------------


@cache
def side_is_shown(side: Side) -> Fact:
    """Ask whether a side is among the pictures that should not be."""

    def read(document: Document, _: Submission, __: date) -> bool | Unknown:
        if any(image.side is side for image in document.images):
            return True
        seen = document.observation.sides
        return UNKNOWN if isinstance(seen, Unknown) else side in seen

    return Fact(
        name=f"side.{side}",
        question_ja=f"{SIDE_LABELS[side].ja}が写っていますか",
        question_en=f"Can the {SIDE_LABELS[side].en} be seen?",
        values=(True, False),
        read=read,
        is_known_at_intake=True,
        is_timeless=True,
        sees=("declared_sides", "observation.sides"),
    )


def sides_are_shown(sides: Iterable[Side]) -> Fact:
    """Ask whether all of these sides are among the pictures."""
    return _sides_are_shown(frozenset(sides))


@cache
def _sides_are_shown(required: frozenset[Side]) -> Fact:
    names = [SIDE_LABELS[side] for side in Side if side in required]

    def read(document: Document, _: Submission, __: date) -> bool | Unknown:
        seen = document.observation.sides
        if not isinstance(seen, Unknown):
            return required <= seen
        labels = {image.side for image in document.images}
        return UNKNOWN if required <= labels or not labels else False

    return Fact(
        name="sides",
        question_ja=f"{'・'.join(name.ja for name in names)}がそろっていますか",
        question_en=f"Are these all there: {', '.join(name.en for name in names)}?",
        values=(True, False),
        read=read,
        parameter=required,
        is_known_at_intake=True,
        is_timeless=True,
        sees=("declared_sides", "observation.sides"),
    )


# -- the bearer's page of a passport ---------------------------------------------------------------

#: From then on every passport with a bearer's page has expired.
_NO_PAGE: Final = frozenset({BEARERS_PAGE_ENDS.period.since or date.max})


def _has_bearers_page(document: Document, day: date) -> bool | Unknown:
    if BEARERS_PAGE_ENDS.applies_on(day):
        return False
    seen = document.observation
    if seen.has_bearers_page is UNKNOWN and not isinstance(seen.sides, Unknown):
        return True if Side.BEARER_PAGE in seen.sides else UNKNOWN
    return seen.has_bearers_page


BEARERS_PAGE: Final = Fact(
    name="bearers_page",
    question_ja="所持人記入欄のある旅券ですか",
    question_en="Does the passport have the page for its bearer's address?",
    values=(True, False),
    read=lambda document, _, day: _has_bearers_page(document, day),
    change_dates=_NO_PAGE,
    is_timeless=True,
    sees=("observation.has_bearers_page", "observation.sides"),
)


# -- the address, which some documents do not show -------------------------------------------------


def _may_show_address(kind: DocumentKind) -> bool:
    spec = DOCUMENTS[kind]
    return bool(
        {DocumentAttribute.ADDRESS, DocumentAttribute.HEAD_OFFICE}
        & (spec.proves | spec.sometimes_proves)
    )


_MAY_SHOW_ADDRESS: Final = {kind: _may_show_address(kind) for kind in DocumentKind}


_PASSPORT: Final = DocumentKind.PASSPORT_JP


def shows_address(document: Document, day: date) -> bool | Unknown:
    """Whether the document prints an address; a passport only with its bearer's page."""
    kind, seen = document.kind, document.observation
    if not _MAY_SHOW_ADDRESS[kind]:
        return False
    address = find_current_address(seen)
    if kind is not _PASSPORT or address is ABSENT:
        return UNKNOWN if address is UNKNOWN else address is not ABSENT
    # Whatever was transcribed: without the page there is nowhere it could stand.
    page = _has_bearers_page(document, day)
    return UNKNOWN if page is True and address is UNKNOWN else page


def _address_shown(_: Document, submission: Submission, day: date) -> bool | Unknown:
    answer: bool | Unknown = False
    for document in submission.documents:
        shown = shows_address(document, day)
        if shown is True:
            return True
        if shown is UNKNOWN:
            answer = UNKNOWN
    return answer


ADDRESS_SHOWN: Final = Fact(
    name="address_shown",
    question_ja="住所が記載されていますか",
    question_en="Does any of the documents show an address?",
    values=(True, False),
    read=_address_shown,
    change_dates=_NO_PAGE,
    is_timeless=True,
    sees=("observation.has_bearers_page", "observation.sides"),
    texts=("address",),
    observation_field="address",
    scope=Scope.SUBMISSION,
    effort=2,
)


# -- the name and the birth date: some document has to show each -------------------------------


def find_printed_name(document: Document) -> Transcription:
    """Return the name as printed: that in Latin letters where a document prints no other."""
    seen = document.observation
    if isinstance(seen.name, str) or not DOCUMENTS[document.kind].prints_latin_name:
        return seen.name
    return seen.latin_name if isinstance(seen.latin_name, str) else seen.name


def _shows(
    transcribe: Callable[[Document], object], by: frozenset[DocumentAttribute]
) -> Callable[[Document, Submission, date], bool | Unknown]:
    """Read whether a document of a kind that can prove it shows what is transcribed."""
    able = frozenset(k for k, s in DOCUMENTS.items() if by & (s.proves | s.sometimes_proves))

    def read(_: Document, submission: Submission, __: date) -> bool | Unknown:
        notes = [transcribe(d) for d in submission.documents if d.kind in able]
        if any(found not in _NOTHING for found in notes):
            return True
        return UNKNOWN if UNKNOWN in notes else False

    return read


_NOTHING: Final = frozenset({UNKNOWN, ABSENT, IMPOSSIBLE})


def _birth_date_shown(document: Document, submission: Submission, day: date) -> bool | Unknown:
    if isinstance(submission.applicant, Corporation):
        return True  # it has none, so none is missing
    return _birth_date_is_shown(document, submission, day)


_birth_date_is_shown: Final = _shows(
    lambda document: document.observation.birth_date, frozenset({DocumentAttribute.BIRTH_DATE})
)

NAME_SHOWN: Final = Fact(
    name="name_shown",
    question_ja="氏名・名称が記載されていますか",
    question_en="Does any of the documents show the name?",
    values=(True, False),
    read=_shows(
        find_printed_name,
        frozenset({DocumentAttribute.NAME, DocumentAttribute.CORPORATE_NAME}),
    ),
    is_timeless=True,
    sees=(),
    texts=("name",),
    observation_field="name",
    scope=Scope.SUBMISSION,
    effort=2,
)

BIRTH_DATE_SHOWN: Final = Fact(
    name="birth_date_shown",
    question_ja="生年月日が記載されていますか",
    question_en="Does any of the documents show the birth date?",
    values=(True, False),
    read=_birth_date_shown,
    is_timeless=True,
    sees=(),
    texts=("birth_date",),
    observation_field="birth_date",
    scope=Scope.SUBMISSION,
    effort=2,
)
