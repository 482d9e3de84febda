"""Documents with their pictures and notes: as the law has them printed, or as they come."""

import struct
import zlib
from datetime import date, timedelta
from typing import Any, Final

from attrs import evolve
from hypothesis import strategies as st

from idverify.calendar.civil_code import last_day_of_period
from idverify.catalogue.documents import DOCUMENTS
from idverify.errors import InvalidValueError
from idverify.model.applicants import Applicant, Individual
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.submissions import Document, Image
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN
from idverify.model.uploads import FileLimits, Upload, inspect_upload
from idverify.policy.validity import check_usable_on, compute_validity
from idverify.testing.strategies.applicants import addresses, individuals
from idverify.testing.strategies.days import days

__all__ = [
    "documents",
    "documents_usable_on",
    "file_limits",
    "images",
    "kinds_usable_on",
    "make_png",
    "observations",
    "uploads",
]

#: Anybody of age will do to ask whether a kind can be good on a day at all.
_ADULT_BIRTH_DATE: Final = date(1990, 4, 1)
_MAX_DAYS_SINCE_ISSUE: Final = 700  # days since the issue; no card runs out sooner
_LIMITS: Final = FileLimits()


def make_png(shade: int = 0) -> bytes:
    """Return a whole PNG of one grey pixel; each of the 256 shades is a file of its own.

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
    """Draw an inspected file, now and then a PDF or one that was cut off."""
    spoilt = st.sampled_from([b"%PDF-1.7", make_png()[:-6]])
    return st.one_of(_usable_uploads(), spoilt.map(lambda data: inspect_upload(data, _LIMITS)))


def file_limits() -> st.SearchStrategy[FileLimits]:
    """Draw which files a service takes."""
    return st.builds(
        FileLimits,
        max_bytes=st.integers(1, 64).map(lambda mebibytes: mebibytes << 20),
        max_pixels=st.integers(1, 100).map(lambda millions: millions * 1_000_000),
    )


def images() -> st.SearchStrategy[Image]:
    """Draw one picture of one side."""
    return st.builds(Image, side=st.sampled_from(Side), upload=uploads())


def _or_unknown(*given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw what is given, or that nobody has looked."""
    return st.one_of(st.just(UNKNOWN), *given)


def observations() -> st.SearchStrategy[Observation]:
    """Draw what a reviewer noted (所見), any of it unknown; shrinks towards nothing noted."""
    text = individuals().map(lambda person: person.kanji_name)
    odd = st.sampled_from([ABSENT, IMPOSSIBLE])
    seen_day = _or_unknown(days(date(2010, 1, 1), date(2037, 12, 31)), odd)
    return st.builds(
        Observation,
        medium=_or_unknown(st.sampled_from(Medium)),
        sides=_or_unknown(st.frozensets(st.sampled_from(Side))),
        name=_or_unknown(text, st.just(ABSENT)),
        address=_or_unknown(addresses().map(lambda home: home.text), st.just(ABSENT)),
        birth_date=_or_unknown(days(date(1926, 12, 25), date(2008, 12, 31)), odd),
        representative=_or_unknown(text, st.just(ABSENT)),
        issued_on=seen_day,
        expires_on=seen_day,
        has_bearers_page=_or_unknown(st.booleans()),
        shows_photo=_or_unknown(st.booleans()),
        shows_what_is_needed=_or_unknown(st.booleans()),
        masking=st.dictionaries(
            st.sampled_from(SensitiveField), st.sampled_from(Masking), max_size=3
        ),
    )


def documents() -> st.SearchStrategy[Document]:
    """Draw a document of any kind with up to two pictures, whatever was noted of it."""
    return st.builds(
        Document,
        kind=st.sampled_from(DocumentKind),
        images=st.lists(images(), max_size=2),
        observation=observations(),
    )


# -- as the law has it -------------------------------------------------------------------------


def kinds_usable_on(day: date) -> tuple[DocumentKind, ...]:
    """Return the kinds of which a document can identify its holder on *day*.

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
    """Draw a document of the applicant's that is good on *day*, seen whole, with nothing wrong.

    Its days could have been printed: it was issued while its kind was, and runs out when
    the law says that it does, not before *day*. What may not be shown is hidden.

    >>> from hypothesis import find
    >>> person = find(individuals(), lambda _: True)
    >>> seen = find(documents_usable_on(date(2026, 11, 2), person, DocumentKind.DRIVERS_LICENSE),
    ...             lambda _: True).observation
    >>> seen.issued_on, seen.expires_on, seen.name
    (datetime.date(2026, 11, 2), datetime.date(2029, 5, 1), '見本 花子')

    Raises:
        InvalidValueError: No document of the kind is good on that day.
    """
    if kind is None:
        kind = draw(st.sampled_from(kinds_usable_on(day)))
    born = applicant.birth_date if isinstance(applicant, Individual) else _ADULT_BIRTH_DATE
    age, more = draw(st.integers(0, _MAX_DAYS_SINCE_ISSUE)), draw(st.integers(0, 2))
    found = _printed_dates(kind, day, born, age, more) or _printed_dates(kind, day, born, 0, more)
    if found is None:
        raise InvalidValueError(
            f"no document of the kind {kind} is good on {day}: ask kinds_usable_on"
        )
    return _observed_document(kind, applicant, *found, draw(_usable_uploads()))


def _printed_dates(
    kind: DocumentKind, day: date, born: date, age: int, more: int
) -> tuple[date, date | None] | None:
    """Return days of issue and of expiry that such a document can bear, if it is then good."""
    spec = DOCUMENTS[kind]
    if not spec.is_identification:
        return None
    until, since = spec.issue_period.until, spec.issue_period.since or date(2000, 1, 1)
    latest = min(day, until - timedelta(days=1)) if until else day
    issued = max(since, latest - timedelta(days=age))
    expires = _expiry_date(kind, issued, born, more)
    days = {"issued_on": issued, "applied_on": issued, "birth_date": born}
    is_good = check_usable_on(kind, day, expires_on=expires, **days).is_usable
    return (issued, expires) if is_good else None


def _expiry_date(kind: DocumentKind, issued: date, born: date, more: int) -> date | None:
    """Return the last day as printed: by law where it says so, else some years on."""
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
    seen = Observation(
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
    pictures = [Image(side=side, upload=upload) for side in sorted(sides)]
    return evolve(Document(kind=kind), images=pictures, observation=seen)
