"""Facts: what is read from a document, and that nothing is read from what nobody looked at."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pytest

from idverify.matching.strictness import STANDARD
from idverify.model.applicants import Applicant
from idverify.model.documents import DocumentKind as Kind
from idverify.model.documents import SensitiveField
from idverify.model.observations import Masking, Medium
from idverify.model.submissions import Submission
from idverify.model.unknown import ABSENT, UNKNOWN
from idverify.policy import facts
from idverify.policy.facts import Expiry, IssueRecency, issued_within, masked
from idverify.policy.profile_match import ProfileMatch
from idverify.policy.rules import Fact
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import COMPANY, HANAKO, RECEIVED_ON, submission, unobserved

DAY = date(2026, 11, 2)

NAME = facts.name(STANDARD)
ADDRESS = facts.address(STANDARD)
REPRESENTATIVE = facts.representative(STANDARD)


def read(
    fact: Fact,
    kind: Kind = Kind.DRIVERS_LICENSE,
    applicant: Applicant = HANAKO,
    day: date = DAY,
    **changes: Any,  # noqa: ANN401
) -> Hashable:
    """Read a fact of a document that is right but for *changes*."""
    handed_in = submission(kind, applicant=applicant, **changes)
    return fact.read(handed_in.documents[0], handed_in, day)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"expires_on": UNKNOWN}, UNKNOWN),
        ({"expires_on": ABSENT}, Expiry.NOT_SHOWN),
        ({"expires_on": DAY}, Expiry.VALID),
        ({"expires_on": date(2026, 10, 30)}, Expiry.EXPIRED),
        ({"kind": Kind.RESIDENT_RECORD, "expires_on": UNKNOWN}, Expiry.NONE),
        ({"kind": Kind.HEALTH_INSURANCE_CARD, "expires_on": UNKNOWN}, UNKNOWN),
        ({"kind": Kind.HEALTH_INSURANCE_CARD, "expires_on": ABSENT}, Expiry.NONE),
        ({"kind": Kind.HEALTH_INSURANCE_CARD, "expires_on": date(2025, 3, 31)}, Expiry.EXPIRED),
    ],
)
def test_the_last_day_belongs_to_validity(changes: dict[str, Any], expected: Hashable) -> None:
    """A document is valid on its printed last day; kinds that never print one are not asked."""
    assert expected == read(facts.EXPIRY, **changes)


@pytest.mark.parametrize(
    ("issued_on", "expected"),
    [
        (UNKNOWN, UNKNOWN),
        (ABSENT, IssueRecency.NOT_SHOWN),
        (date(2026, 11, 3), IssueRecency.IN_THE_FUTURE),
        (DAY, IssueRecency.WITHIN),
        (date(2026, 8, 2), IssueRecency.WITHIN),
        (date(2026, 8, 1), IssueRecency.TOO_OLD),
    ],
)
def test_three_months_are_counted_from_day_to_day(issued_on: Any, expected: Hashable) -> None:  # noqa: ANN401
    """The day of issue itself is within, three months to the day are within."""
    assert expected == read(issued_within(3), issued_on=issued_on)


def test_another_number_of_months_is_another_fact() -> None:
    """Three months and six are two questions with one name."""
    assert issued_within(3) is issued_within(3)
    assert issued_within(3) != issued_within(6)


@pytest.mark.parametrize(
    ("issued_on", "expected"),
    [
        (UNKNOWN, UNKNOWN),
        (ABSENT, IssueRecency.NOT_SHOWN),
        (date(2012, 3, 31), IssueRecency.TOO_OLD),
        (date(2012, 4, 1), IssueRecency.WITHIN),
    ],
)
def test_a_kind_has_a_window_of_issue(issued_on: Any, expected: Hashable) -> None:  # noqa: ANN401
    """A driving record certificate identifies its holder if issued from 2012-04-01 on."""
    kind = Kind.DRIVING_RECORD_CERTIFICATE

    assert expected == read(facts.ISSUE_WINDOW, kind, issued_on=issued_on)


@pytest.mark.parametrize("kind", [Kind.JUKI_CARD_A, Kind.ELIGIBILITY_NOTICE])
def test_a_paper_that_is_no_identification_is_in_no_window(kind: Kind) -> None:
    """What never identified anybody does so on no day."""
    assert read(facts.IN_WINDOW, kind, day=date(2015, 1, 1)) is False


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        (Kind.DRIVERS_LICENSE, {}, True),
        (Kind.DRIVERS_LICENSE, {"address": ABSENT}, False),
        (Kind.DRIVERS_LICENSE, {"address": UNKNOWN}, UNKNOWN),
        (Kind.PASSPORT_JP, {}, True),
        (Kind.PASSPORT_JP, {"has_bearers_page": False}, False),
        (Kind.PASSPORT_JP, {"has_bearers_page": False, "address": UNKNOWN}, False),
        (Kind.PASSPORT_JP, {"has_bearers_page": UNKNOWN, "address": UNKNOWN}, UNKNOWN),
        (Kind.PASSPORT_JP, {"has_bearers_page": UNKNOWN}, True),
        (Kind.JUKI_CARD_A, {}, False),
        (Kind.REGISTRY_CERTIFICATE_FULL, {}, True),
    ],
)
def test_whether_an_address_is_shown(
    kind: Kind, changes: dict[str, Any], expected: Hashable
) -> None:
    """A kind that never shows one does not, a passport only on its bearer's page."""
    assert expected == read(facts.ADDRESS_SHOWN, kind, **changes)


def test_one_document_with_an_address_is_enough() -> None:
    """The resident record shows what the insurance card lacks; one unknown leaves it open."""
    both = submission(Kind.HEALTH_INSURANCE_CARD, Kind.RESIDENT_RECORD)
    card, record = (document.observation for document in both.documents)
    lacking = submission(Kind.HEALTH_INSURANCE_CARD, address=ABSENT).documents[0].observation
    unread = submission(Kind.HEALTH_INSURANCE_CARD, address=UNKNOWN).documents[0].observation

    def ask(handed_in: Submission) -> Hashable:
        return facts.ADDRESS_SHOWN.read(handed_in.documents[0], handed_in, RECEIVED_ON)

    assert ask(both.with_observations(lacking, record)) is True
    assert ask(both.with_observations(lacking, unread)) is UNKNOWN
    assert ask(both.with_observations(unread, record)) is True
    assert ask(both.with_observations(lacking, lacking)) is False
    assert card == both.documents[0].observation


@pytest.mark.parametrize(
    ("fact", "changes", "expected"),
    [
        (NAME, {}, ProfileMatch.SAME),
        (NAME, {"name": "見本　花子"}, ProfileMatch.VARIANT),
        (NAME, {"name": "別人 太郎"}, ProfileMatch.DIFFERENT),
        (NAME, {"name": ABSENT}, ProfileMatch.NOT_SHOWN),
        (NAME, {"name": UNKNOWN}, UNKNOWN),
        (ADDRESS, {}, ProfileMatch.SAME),
        (ADDRESS, {"address": "東京都中野区中野４－８－１"}, ProfileMatch.VARIANT),
        (ADDRESS, {"address": "東京都中野区中野4-8-2"}, ProfileMatch.DIFFERENT),
        (ADDRESS, {"address": ABSENT}, ProfileMatch.NOT_SHOWN),
        (ADDRESS, {"address": UNKNOWN}, UNKNOWN),
        (facts.BIRTH_DATE, {}, ProfileMatch.SAME),
        (facts.BIRTH_DATE, {"birth_date": date(1990, 4, 2)}, ProfileMatch.DIFFERENT),
        (facts.BIRTH_DATE, {"birth_date": ABSENT}, ProfileMatch.NOT_SHOWN),
        (facts.BIRTH_DATE, {"birth_date": UNKNOWN}, UNKNOWN),
        (facts.BIRTH_DATE, {"applicant": COMPANY}, ProfileMatch.NOT_SHOWN),
        (REPRESENTATIVE, {}, ProfileMatch.NOT_SHOWN),
        (REPRESENTATIVE, {"applicant": COMPANY}, ProfileMatch.SAME),
        (
            REPRESENTATIVE,
            {"applicant": COMPANY, "representative": "別人 花子"},
            ProfileMatch.DIFFERENT,
        ),
        (
            REPRESENTATIVE,
            {"applicant": COMPANY, "representative": ABSENT},
            ProfileMatch.NOT_SHOWN,
        ),
        (REPRESENTATIVE, {"applicant": COMPANY, "representative": UNKNOWN}, UNKNOWN),
    ],
)
def test_what_is_printed_stands_beside_the_profile(
    fact: Fact, changes: dict[str, Any], expected: Hashable
) -> None:
    """Same, variant, different, not shown, or nobody has looked."""
    assert expected == read(fact, **changes)


def test_masking_is_unknown_until_it_is_noted() -> None:
    """A field that the reviewer did not name has not been looked at."""
    fact = masked(SensitiveField.INSURED_NUMBER)
    noted = {SensitiveField.INSURED_NUMBER: Masking.REVERSIBLE}

    assert UNKNOWN is read(fact, masking={})
    assert Masking.REVERSIBLE is read(fact, masking=noted)
    assert fact is masked(SensitiveField.INSURED_NUMBER)


def test_every_answer_is_among_the_possible_ones() -> None:
    """No reader of the preset gives an answer its fact does not list, known or not."""
    for made in (submission(), submission(medium=Medium.EDITED), unobserved(submission())):
        for rule in CROWDWORKS_ARTICLE.rules:
            for fact in rule.facts:
                answer = fact.read(made.documents[0], made, DAY)
                assert answer in (*fact.values, UNKNOWN)


def test_every_question_is_put_in_two_languages() -> None:
    """Each fact of the preset asks a reviewer in Japanese and in English."""
    asked = {fact for rule in CROWDWORKS_ARTICLE.rules for fact in rule.facts}

    assert [
        f.name for f in asked if not f.question_ja.endswith("か") or f.question_en[-1] != "?"
    ] == []
