"""Documents with their pictures and notes: as the law has them printed, or as they come."""

import struct
import zlib
from datetime import date, timedelta
from typing import Any, Final

from attrs import evolve
from hypothesis import strategies as st

from idverify.calendar.civil import last_day_of_months
from idverify.errors import InvalidValue
from idverify.policy.validity import good_on, last_valid_day
from idverify.testing.strategies.days import days
from idverify.testing.strategies.people import addresses, individuals
from idverify.vocabulary.applicants import Applicant, Individual
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import DocumentKind, SensitiveField, Side
from idverify.vocabulary.knowledge import ABSENT, IMPOSSIBLE, UNKNOWN
from idverify.vocabulary.submissions import Document, Image, Masking, Medium, Observation
from idverify.vocabulary.uploads import FileLimits, Upload, inspect_upload

__all__ = [
    "documents",
    "documents_good_on",
    "file_limits",
    "images",
    "kinds_good_on",
    "observations",
    "pixel",
    "uploads",
]

#: Anybody of age will do to ask whether a kind can be good on a day at all.
_SOMEBODY: Final = date(1990, 4, 1)
_YOUNG: Final = 700  # days since the issue; no card runs out sooner
_LIMITS: Final = FileLimits()


def pixel(shade: int = 0) -> bytes:
    """Return a whole PNG of one grey pixel; each of the 256 shades is a file of its own.

    >>> inspect_upload(pixel(), FileLimits()).is_usable
    True
    """

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes([0, shade]))
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _good_uploads() -> st.SearchStrategy[Upload]:
    return st.integers(0, 255).map(lambda shade: inspect_upload(pixel(shade), _LIMITS))


def uploads() -> st.SearchStrategy[Upload]:
    """Draw an inspected file, now and then a PDF or one that was cut off."""
    spoilt = st.sampled_from([b"%PDF-1.7", pixel()[:-6]])
    return st.one_of(_good_uploads(), spoilt.map(lambda data: inspect_upload(data, _LIMITS)))


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


def _perhaps(*given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw what is given, or that nobody has looked."""
    return st.one_of(st.just(UNKNOWN), *given)


def observations() -> st.SearchStrategy[Observation]:
    """Draw what a reviewer noted (所見), any of it unknown; shrinks towards nothing noted."""
    text = individuals().map(lambda person: person.kanji_name)
    odd = st.sampled_from([ABSENT, IMPOSSIBLE])
    seen_day = _perhaps(days(date(2010, 1, 1), date(2037, 12, 31)), odd)
    return st.builds(
        Observation,
        medium=_perhaps(st.sampled_from(Medium)),
        sides=_perhaps(st.frozensets(st.sampled_from(Side))),
        name=_perhaps(text, st.just(ABSENT)),
        address=_perhaps(addresses().map(lambda home: home.text), st.just(ABSENT)),
        birth_date=_perhaps(days(date(1926, 12, 25), date(2008, 12, 31)), odd),
        representative=_perhaps(text, st.just(ABSENT)),
        issued_on=seen_day,
        expires_on=seen_day,
        has_bearers_page=_perhaps(st.booleans()),
        shows_photo=_perhaps(st.booleans()),
        shows_what_is_needed=_perhaps(st.booleans()),
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


def kinds_good_on(day: date) -> tuple[DocumentKind, ...]:
    """Return the kinds of which a document can identify its holder on *day*.

    >>> kinds = kinds_good_on(date(2026, 11, 2))
    >>> DocumentKind.DRIVERS_LICENSE in kinds, DocumentKind.HEALTH_INSURANCE_CARD in kinds
    (True, False)
    """
    return tuple(kind for kind in DocumentKind if _prints(kind, day, _SOMEBODY, 0, 0))


@st.composite
def documents_good_on(
    draw: st.DrawFn, day: date, applicant: Applicant, kind: DocumentKind | None = None
) -> Document:
    """Draw a document of the applicant's that is good on *day*, seen whole, with nothing wrong.

    Its days could have been printed: it was issued while its kind was, and runs out when
    the law says that it does, not before *day*. What may not be shown is hidden.

    >>> from hypothesis import find
    >>> person = find(individuals(), lambda _: True)
    >>> seen = find(documents_good_on(date(2026, 11, 2), person, DocumentKind.DRIVERS_LICENSE),
    ...             lambda _: True).observation
    >>> seen.issued_on, seen.expires_on, seen.name
    (datetime.date(2026, 11, 2), datetime.date(2029, 5, 1), '見本 花子')

    Raises:
        InvalidValue: No document of the kind is good on that day.
    """
    if kind is None:
        kind = draw(st.sampled_from(kinds_good_on(day)))
    born = applicant.birth_date if isinstance(applicant, Individual) else _SOMEBODY
    age, more = draw(st.integers(0, _YOUNG)), draw(st.integers(0, 2))
    found = _prints(kind, day, born, age, more) or _prints(kind, day, born, 0, more)
    if found is None:
        raise InvalidValue(f"no document of the kind {kind} is good on {day}: ask kinds_good_on")
    return _shown(kind, applicant, *found, draw(_good_uploads()))


def _prints(
    kind: DocumentKind, day: date, born: date, age: int, more: int
) -> tuple[date, date | None] | None:
    """Return days of issue and of expiry that such a document can bear, if it is then good."""
    spec = DOCUMENTS[kind]
    if not spec.is_identification:
        return None
    until, since = spec.issued.until, spec.issued.since or date(2000, 1, 1)
    latest = min(day, until - timedelta(days=1)) if until else day
    issued = max(since, latest - timedelta(days=age))
    expires = _expiry(kind, issued, born, more)
    days = {"issued_on": issued, "applied_on": issued, "birth_date": born}
    is_good = good_on(kind, day, expires_on=expires, **days).is_good
    return (issued, expires) if is_good else None


def _expiry(kind: DocumentKind, issued: date, born: date, more: int) -> date | None:
    """Return the last day as printed: by law where it says so, else some years on."""
    if DOCUMENTS[kind].expires is False:
        return None
    if kind is DocumentKind.DRIVERS_LICENSE:
        # One month after the third, fourth or fifth birthday from the issue (道路交通法 第92条の2).
        birthday = last_day_of_months(born, 12 * (issued.year - born.year + 3 + more))
        return last_day_of_months(birthday, 1)
    try:
        return last_valid_day(kind, issued_on=issued, applied_on=issued, birth_date=born).last_day
    except InvalidValue:
        return last_day_of_months(issued, 12 * (3 + more))


def _shown(
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
