"""Invented people and what they hand in, right in every point; a test spoils one of them."""

import struct
import zlib
from datetime import date, datetime, timedelta, timezone
from typing import Any

from attrs import evolve

from idverify.catalogue.documents import DOCUMENTS
from idverify.model.applicants import (
    Address,
    Applicant,
    Corporation,
    Individual,
    corporate_number_check_digit,
)
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.submissions import Document, Image, Submission
from idverify.model.unknown import UNKNOWN
from idverify.model.uploads import FileLimits, inspect_upload

JST = timezone(timedelta(hours=9))

#: A Monday; the day after it is 文化の日, so five business days end on Tuesday 10 November.
RECEIVED_ON = date(2026, 11, 2)
RECEIVED_AT = datetime(2026, 11, 2, 10, 0, tzinfo=JST)

HANAKO = Individual(
    kanji_name="見本 花子",
    kana_name="ミホン ハナコ",
    birth_date=date(1990, 4, 1),
    address=Address("東京都中野区中野4-8-1", postal_code="164-8501"),
)

COMPANY = Corporation(
    registered_name="見本商事株式会社",
    corporate_number=str(corporate_number_check_digit("000000000019")) + "000000000019",
    head_office=Address("東京都中野区中野4-8-1"),
    representative="見本 太郎",
)

CONTACT = Contact(name="見本 花子", email="hanako@example.jp")

LICENCE = DocumentKind.DRIVERS_LICENSE


def png(shade: int = 0) -> bytes:
    """Return a whole PNG of one grey pixel; another shade, another file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(bytes([0, shade]))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    )


def seen(applicant: Applicant, kind: DocumentKind, **changes: Any) -> Observation:  # noqa: ANN401
    """Return what a reviewer notes of a document of this kind with nothing wrong."""
    person = applicant if isinstance(applicant, Individual) else HANAKO
    company = applicant if isinstance(applicant, Corporation) else COMPANY
    whole = Observation(
        medium=Medium.ORIGINAL,
        sides=DOCUMENTS[kind].sides,
        name=applicant.name,
        address=applicant.address.text,
        birth_date=person.birth_date,
        representative=company.representative,
        # A card is judged by the last day it prints; only of a paper does anybody note the issue.
        issued_on=UNKNOWN if DOCUMENTS[kind].has_expiry_date else date(2026, 10, 1),
        expires_on=date(2030, 5, 1),
        has_bearers_page=True,
        masking=dict.fromkeys(SensitiveField, Masking.HIDDEN),
    )
    noted = evolve(whole, **changes)
    # One day of issue is given for all documents; of a kind no longer issued then, none is noted.
    until = DOCUMENTS[kind].issue_period.until
    is_past = until is not None and isinstance(noted.issued_on, date) and noted.issued_on >= until
    return evolve(noted, issued_on=UNKNOWN) if is_past else noted


def submission(
    *kinds: DocumentKind,
    applicant: Applicant = HANAKO,
    id_: str = "s-1",
    shade: int = 0,
    **changes: Any,  # noqa: ANN401
) -> Submission:
    """Return a submission of these documents, each observed whole but for *changes*."""
    return Submission(
        id=id_,
        applicant=applicant,
        documents=[
            Document(
                kind=kind,
                images=[picture(kind, png(shade + at))],
                observation=seen(applicant, kind, **changes),
            )
            for at, kind in enumerate(kinds or (LICENCE,))
        ],
    )


def picture(kind: DocumentKind, data: bytes, limits: FileLimits | None = None) -> Image:
    """Return a picture of the first side of a document, as inspected."""
    side = min(DOCUMENTS[kind].sides, default=min(DOCUMENTS[LICENCE].sides))
    return Image(side=side, upload=inspect_upload(data, limits or FileLimits()))


def bytes_of(handed_in: Submission, shade: int = 0) -> dict[str, bytes]:
    """Return the bytes of the pictures of `submission(..., shade=shade)` by their digest."""
    pairs = enumerate(handed_in.documents)
    return {d.images[0].upload.sha256: png(shade + at) for at, d in pairs}


def unobserved(handed_in: Submission) -> Submission:
    """Return the submission as it arrives: nobody has looked at it."""
    return handed_in.with_observations(*[Observation()] * len(handed_in.documents))
