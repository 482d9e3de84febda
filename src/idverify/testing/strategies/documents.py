"""Strategies for documents (本人確認書類) with images and observations.

Documents are arbitrary, or have the dates that the law prescribes.
"""

import struct
import zlib
from datetime import date, timedelta
from typing import Final

from attrs import evolve
from hypothesis import strategies as st

from idverify.calendar.civil_code import last_day_of_period
from idverify.catalogue.documents import DOCUMENTS
from idverify.errors import InvalidValueError
from idverify.model.applicants import Applicant, Individual
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.submissions import Document, Image
from idverify.model.unknown import ABSENT
from idverify.model.uploads import FileLimits, Upload, inspect_upload
from idverify.policy.validity import check_usable_on, compute_validity
from idverify.testing.strategies.observations import observations

__all__ = [
    "documents",
    "documents_usable_on",
    "file_limits",
    "images",
    "kinds_usable_on",
    "make_png",
    "uploads",
]

#: The birth date of an adult, with which it is decided whether a kind is usable on a day.
_ADULT_BIRTH_DATE: Final = date(1990, 4, 1)
_MAX_DAYS_SINCE_ISSUE: Final = 700  # no card expires sooner
_LIMITS: Final = FileLimits()


def make_png(shade: int = 0) -> bytes:
    """Return a valid PNG file of one grey pixel; each of the 256 shades is a different file.

    >>> inspect_upload(make_png(), FileLimits()).is_usable
    True
    """

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes([0, shade]))
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _usable_uploads() -> st.SearchStrategy[Upload]:
    return st.integers(0, 255).map(lambda shade: inspect_upload(make_png(shade), _LIMITS))


def uploads() -> st.SearchStrategy[Upload]:
    """Draw an inspected file (画像ファイル), sometimes a PDF or a truncated PNG."""
    unusable = st.sampled_from([b"%PDF-1.7", make_png()[:-6]])
    return st.one_of(_usable_uploads(), unusable.map(lambda data: inspect_upload(data, _LIMITS)))


def file_limits() -> st.SearchStrategy[FileLimits]:
    """Draw the limits on files that a service accepts."""
    return st.builds(
        FileLimits,
        max_bytes=st.integers(1, 64).map(lambda mebibytes: mebibytes << 20),
        max_pixels=st.integers(1, 100).map(lambda millions: millions * 1_000_000),
    )


def images() -> st.SearchStrategy[Image]:
    """Draw one image of one side of a document."""
    return st.builds(Image, side=st.sampled_from(Side), upload=uploads())


def documents() -> st.SearchStrategy[Document]:
    """Draw a document of any kind, with up to two images and any observations."""
    return st.builds(
        Document,
        kind=st.sampled_from(DocumentKind),
        images=st.lists(images(), max_size=2),
        observation=observations(),
    )


# -- documents with the dates that the law prescribes ------------------------------------------


def kinds_usable_on(day: date) -> tuple[DocumentKind, ...]:
    """Return the kinds of documents that can identify their holder on *day*.

    >>> kinds = kinds_usable_on(date(2026, 11, 2))
    >>> DocumentKind.DRIVERS_LICENSE in kinds, DocumentKind.HEALTH_INSURANCE_CARD in kinds
    (True, False)
    """
    return tuple(
        kind for kind in DocumentKind if _printed_dates(kind, day, _ADULT_BIRTH_DATE, 0, 0)
    )


@st.composite
def documents_usable_on(
    draw: st.DrawFn, day: date, applicant: Applicant, kind: DocumentKind | None = None
) -> Document:
    """Draw a document of the applicant that is usable on *day*, fully observed and without fault.

    Its dates are possible: it was issued in the period in which its kind was issued, and
    expires when the law prescribes, not before *day*. Sensitive fields are hidden.

    >>> from hypothesis import find
    >>> from idverify.testing.strategies.applicants import individuals
    >>> person = find(individuals(), lambda _: True)
    >>> licences = documents_usable_on(date(2026, 11, 2), person, DocumentKind.DRIVERS_LICENSE)
    >>> observation = find(licences, lambda _: True).observation
    >>> observation.issued_on, observation.expires_on, observation.name
    (datetime.date(2026, 11, 2), datetime.date(2029, 5, 1), '見本 花子')

    Raises:
        InvalidValueError: No document of the kind is usable on that day.
    """
    if kind is None:
        kind = draw(st.sampled_from(kinds_usable_on(day)))
    born = applicant.birth_date if isinstance(applicant, Individual) else _ADULT_BIRTH_DATE
    age, more = draw(st.integers(0, _MAX_DAYS_SINCE_ISSUE)), draw(st.integers(0, 2))
    dates = _printed_dates(kind, day, born, age, more) or _printed_dates(kind, day, born, 0, more)
    if dates is None:
        raise InvalidValueError(
            f"no document of the kind {kind} is good on {day}: ask kinds_usable_on"
        )
    return _observed_document(kind, applicant, *dates, draw(_usable_uploads()))


def _printed_dates(
    kind: DocumentKind, day: date, born: date, age: int, more: int
) -> tuple[date, date | None] | None:
    """Return the dates of issue and expiry of a document, or None if it is not usable on *day*."""
    spec = DOCUMENTS[kind]
    if not spec.is_identification:
        return None
    until, since = spec.issue_period.until, spec.issue_period.since or date(2000, 1, 1)
    latest = min(day, until - timedelta(days=1)) if until else day
    issued = max(since, latest - timedelta(days=age))
    expires = _expiry_date(kind, issued, born, more)
    days = {"issued_on": issued, "applied_on": issued, "birth_date": born}
    is_usable = check_usable_on(kind, day, expires_on=expires, **days).is_usable
    return (issued, expires) if is_usable else None


def _expiry_date(kind: DocumentKind, issued: date, born: date, more: int) -> date | None:
    """Return the printed last day: by law if the law prescribes it, otherwise some years later."""
    if DOCUMENTS[kind].has_expiry_date is False:
        return None
    if kind is DocumentKind.DRIVERS_LICENSE:
        # One month after the third, fourth or fifth birthday from the issue (道路交通法 第92条の2).
        birthday = last_day_of_period(born, 12 * (issued.year - born.year + 3 + more))
        return last_day_of_period(birthday, 1)
    try:
        return compute_validity(kind, issued_on=issued, applied_on=issued, birth_date=born).last_day
    except InvalidValueError:
        return last_day_of_period(issued, 12 * (3 + more))


def _observed_document(
    kind: DocumentKind, applicant: Applicant, issued: date, expires: date | None, upload: Upload
) -> Document:
    spec = DOCUMENTS[kind]
    sides = spec.sides - spec.forbidden_sides
    observation = Observation(
        medium=Medium.ORIGINAL,
        sides=sides,
        name=applicant.name,
        address=applicant.address.text,
        birth_date=applicant.birth_date if isinstance(applicant, Individual) else ABSENT,
        representative=ABSENT if isinstance(applicant, Individual) else applicant.representative,
        issued_on=issued,
        expires_on=ABSENT if expires is None else expires,
        has_bearers_page=True,
        shows_photo=True,
        shows_what_is_needed=True,
        masking=dict.fromkeys(SensitiveField, Masking.HIDDEN),
    )
    images_by_side = [Image(side=side, upload=upload) for side in sorted(sides)]
    return evolve(Document(kind=kind), images=images_by_side, observation=observation)
