"""Applicants, observations, submissions and histories, of the kinds that go wrong."""

from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from idverify.lifecycle.case import replay
from idverify.lifecycle.events import Event
from idverify.lifecycle.transitions import TRANSITIONS
from idverify.model.applicants import (
    Address,
    Applicant,
    Corporation,
    Individual,
    corporate_number_check_digit,
)
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.submissions import Document, Image, Submission
from idverify.model.unknown import ABSENT, UNKNOWN
from idverify.model.uploads import FileLimits, inspect_upload
from support.applicants import COMPANY, HANAKO, JST, png
from support.histories import ONE_OF_EACH

#: Names and addresses by which programs trip: variants, surrogate pairs, selectors, spellings.
NAMES = st.sampled_from(
    [
        "見本 花子", "髙橋 健一", "高橋 健一", "𠮷野 翔", "葛\U000e0100城 花", "SMITH JOHN",
        "ミホン", "MIHON HANAKO", "MIHON HANAE",
    ]
)  # fmt: skip
ADDRESSES = st.sampled_from(
    [
        "東京都中野区中野4-8-1",
        "東京都中野区中野４－８－１",
        "東京都中野区中野四丁目8番1号",
        "東京都中野区中野4-8-2",
        "大阪府高槻市桃園町2-1",
    ]
)
#: Days near those on which something begins or ends.
DAYS = st.sampled_from(
    [
        date(2012, 3, 31), date(2012, 4, 1), date(2025, 12, 1), date(2025, 12, 2),
        date(2025, 12, 31), date(2026, 1, 1), date(2026, 8, 1), date(2026, 8, 2),
        date(2026, 11, 2), date(2026, 11, 3), date(2030, 5, 1),
    ]
)  # fmt: skip
RECEIPTS = st.one_of(DAYS, st.dates(date(2020, 1, 1), date(2027, 12, 1)))


@st.composite
def individuals(draw: st.DrawFn) -> Individual:
    """Draw a person."""
    return Individual(
        kanji_name=draw(NAMES),
        kana_name=draw(st.sampled_from(["ミホン ハナコ", "タカハシ ケンイチ"])),
        latin_name=draw(st.none() | st.just("MIHON HANAKO")),
        birth_date=draw(st.sampled_from([date(1990, 4, 1), date(2004, 2, 29)])),
        address=Address(draw(ADDRESSES), postal_code=draw(st.sampled_from(["", "164-8501"]))),
    )


@st.composite
def corporations(draw: st.DrawFn) -> Corporation:
    """Draw a company with a number that checks."""
    base = f"{draw(st.integers(0, 10**12 - 1)):012}"
    return Corporation(
        registered_name=draw(st.sampled_from(["見本商事株式会社", "株式会社 見本"])),
        corporate_number=f"{corporate_number_check_digit(base)}{base}",
        head_office=Address(draw(ADDRESSES)),
        representative=draw(NAMES),
    )


def applicants() -> st.SearchStrategy[Applicant]:
    """Draw a person more often than a company."""
    return st.one_of(individuals(), st.just(HANAKO), corporations(), st.just(COMPANY))


def _perhaps(values: st.SearchStrategy[Any], *, absent: bool = True) -> st.SearchStrategy[Any]:
    known = values | st.just(ABSENT) if absent else values
    return st.just(UNKNOWN) | known


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Draw what was noted of a document, with any of it unknown."""
    return Observation(
        medium=draw(_perhaps(st.sampled_from(Medium), absent=False)),
        sides=draw(_perhaps(st.frozensets(st.sampled_from(Side)), absent=False)),
        name=draw(_perhaps(NAMES)),
        address=draw(_perhaps(ADDRESSES)),
        birth_date=draw(_perhaps(st.sampled_from([date(1990, 4, 1), date(2004, 2, 29)]))),
        representative=draw(_perhaps(NAMES)),
        issued_on=draw(_perhaps(DAYS)),
        expires_on=draw(_perhaps(DAYS)),
        has_bearers_page=draw(_perhaps(st.booleans(), absent=False)),
        masking=draw(
            st.dictionaries(st.sampled_from(SensitiveField), st.sampled_from(Masking), max_size=4)
        ),
    )


#: Inspected once: whole, a PDF, and cut off.
UPLOADS = [inspect_upload(data, FileLimits()) for data in (png(), png(), b"%PDF-1.7", png()[:-6])]

#: The kinds of the article more often than the others.
KINDS = st.one_of(
    st.sampled_from(
        [
            DocumentKind.DRIVERS_LICENSE,
            DocumentKind.HEALTH_INSURANCE_CARD,
            DocumentKind.RESIDENT_RECORD,
            DocumentKind.PASSPORT_JP,
            DocumentKind.REGISTRY_CERTIFICATE_FULL,
        ]
    ),
    st.sampled_from(DocumentKind),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document with up to two pictures."""
    image = st.builds(Image, side=st.sampled_from(Side), upload=st.sampled_from(UPLOADS))
    return Document(
        kind=draw(KINDS),
        images=draw(st.lists(image, max_size=2)),
        observation=draw(observations()),
    )


@st.composite
def submissions(draw: st.DrawFn, max_documents: int = 2) -> Submission:
    """Draw a submission, most often with one document or two."""
    return Submission(
        id="s-1",
        applicant=draw(applicants()),
        documents=draw(st.lists(documents(), min_size=1, max_size=max_documents)),
    )


def moments() -> st.SearchStrategy[datetime]:
    """Draw moments of the years around now, in Japan."""
    return st.datetimes(datetime(2020, 1, 1), datetime(2027, 12, 1), timezones=st.just(JST))  # noqa: DTZ001 - Hypothesis adds the zone


@st.composite
def histories(draw: st.DrawFn, max_size: int = 12) -> tuple[Event, ...]:
    """Draw a legal history: each event is one that the table has at that place."""
    history: list[Event] = []
    for _ in range(draw(st.integers(0, max_size))):
        row = list(TRANSITIONS[replay(history).state])
        if not row:
            break
        history.append(ONE_OF_EACH[draw(st.sampled_from(row))])
    assert replay(history).version == len(history)
    return tuple(history)
