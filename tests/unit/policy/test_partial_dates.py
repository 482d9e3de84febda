"""Dates of which a document leaves a part open (不完全な日付), in observations and facts."""

from datetime import date
from typing import Any

import attrs
import pytest

from idverify.calendar.partial_date import PartialDate
from idverify.errors import DataError
from idverify.interchange.codec import dump, load
from idverify.model.applicants import Address, Individual
from idverify.model.documents import DocumentKind
from idverify.model.observations import Observation
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import UNKNOWN
from idverify.policy.facts.comparisons import BIRTH_DATE
from idverify.policy.facts.document_dates import (
    EXPIRY,
    ISSUE_DAY,
    ISSUE_WINDOW,
    Expiry,
    IssueDay,
    IssueRecency,
    issued_within,
)
from idverify.policy.facts.reviewer_observations import BIRTH_DATE_SHOWN
from idverify.policy.profile_match import ProfileMatch
from idverify.policy.rules import Fact

HANAKO = Individual(
    kanji_name="見本 花子",
    kana_name="ミホン ハナコ",
    birth_date=date(1960, 4, 1),
    address=Address("東京都千代田区千代田1-1"),
)
RECEIVED_ON = date(2026, 9, 17)


def answer(
    fact: Fact,
    kind: DocumentKind = DocumentKind.RESIDENT_RECORD,
    **seen: Any,  # noqa: ANN401 - any field of an observation
) -> object:
    """The answer to a fact for one document with this observation."""
    document = Document(kind=kind, observation=Observation(**seen))
    submission = Submission(id="s-1", applicant=HANAKO, documents=[document])
    return fact.read(document, submission, RECEIVED_ON)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (PartialDate(2026), UNKNOWN),
        (PartialDate(2026, 9), UNKNOWN),
        (PartialDate(None, 9, 17), UNKNOWN),
        (PartialDate(2025), Expiry.EXPIRED),
        (PartialDate(2026, 8), Expiry.EXPIRED),
        (PartialDate(2027), Expiry.VALID),
        (PartialDate(2026, 10), Expiry.VALID),
    ],
)
@pytest.mark.parametrize(
    "kind", [DocumentKind.DRIVERS_LICENSE, DocumentKind.ELIGIBILITY_CERTIFICATE]
)
def test_a_partial_last_day_is_asked_unless_every_day_answers_alike(
    kind: DocumentKind, printed: PartialDate, expected: object
) -> None:
    """A document whose last day is open is valid or expired only if it is on every such day."""
    assert expected == answer(EXPIRY, kind, expires_on=printed)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (PartialDate(2026, 9), UNKNOWN),
        (PartialDate(2026), UNKNOWN),
        (PartialDate(2025), IssueRecency.TOO_OLD),
        (PartialDate(2026, 8), IssueRecency.WITHIN),
        (PartialDate(2026, 10), IssueRecency.IN_THE_FUTURE),
    ],
)
def test_a_partial_day_of_issue_is_asked_unless_every_day_answers_alike(
    printed: PartialDate, expected: object
) -> None:
    """A document is recent, too old or of the future only if it is on every day it may be of."""
    assert expected == answer(issued_within(3), issued_on=printed)


def test_a_partial_day_of_issue_is_impossible_only_as_a_whole() -> None:
    """A year of issue lies in the future, or outside the kind's years, only if all of it does."""
    kind = DocumentKind.HEALTH_INSURANCE_CARD

    assert answer(ISSUE_DAY, kind, issued_on=PartialDate(2027)) is IssueDay.IN_THE_FUTURE
    assert answer(ISSUE_DAY, kind, issued_on=PartialDate(2025)) is IssueDay.TOO_LATE
    assert answer(ISSUE_DAY, kind, issued_on=PartialDate(2024, 12)) is IssueDay.POSSIBLE
    assert answer(ISSUE_WINDOW, kind, issued_on=PartialDate(2024, 12)) is UNKNOWN


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (PartialDate(1960), ProfileMatch.JUDGEMENT),
        (PartialDate(1960, 4), ProfileMatch.JUDGEMENT),
        (PartialDate(None, 4, 1), UNKNOWN),
        (PartialDate(1961), ProfileMatch.DIFFERENT),
        (PartialDate(1960, 5), ProfileMatch.DIFFERENT),
    ],
)
def test_a_partial_birth_date_is_for_a_person_to_judge(
    printed: PartialDate, expected: ProfileMatch
) -> None:
    """A part that differs refuses; a part that is missing is never the same and never absent."""
    found = answer(BIRTH_DATE, birth_date=printed)

    assert found is expected
    assert answer(BIRTH_DATE_SHOWN, birth_date=printed) is True


@pytest.mark.parametrize(
    ("partial", "text"),
    [
        (PartialDate(1960), b'"1960-XX-XX"'),
        (PartialDate(1960, 4), b'"1960-04-XX"'),
        (PartialDate(None, 4, 1), b'"XXXX-04-01"'),
    ],
)
def test_a_partial_date_is_stored_in_the_extended_form(partial: PartialDate, text: bytes) -> None:
    """An observation is written with X for what is open, and reads back the same."""
    seen = Observation(birth_date=partial, expires_on=partial)

    assert b'"birth_date":' + text in dump(seen)
    assert seen == load(dump(seen), Observation)
    assert "1960" not in repr(attrs.evolve(seen, expires_on=UNKNOWN))


@pytest.mark.parametrize("text", ["XXXX-XX-XX", "1960-13-XX", "1960-XX", "X", "196X-01-01"])
def test_other_texts_with_an_x_are_refused(text: str) -> None:
    """Only a date with whole parts open is read; the error names the path and the form."""
    with pytest.raises(DataError, match=r"\$\.birth_date.*1960-04-XX"):
        load(b'{"birth_date": "%b"}' % text.encode(), Observation)
