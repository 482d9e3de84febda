"""Accept lists: lines, periods, combinations."""

from datetime import date

import pytest

from idverify.calendar.period import Period
from idverify.errors import InvalidValueError
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind as Kind
from idverify.policy.acceptance import Acceptance, ListingStatus
from support.applicants import COMPANY, RECEIVED_ON, submission
from support.rules import HOUSE_RULES, policy

UNTIL_2027 = Period(until=date(2027, 1, 1))
LINES = [
    Acceptance(kinds={Kind.PASSPORT_JP}, citations=[HOUSE_RULES], period=UNTIL_2027),
    Acceptance(kinds=[Kind.PENSION_BOOK, Kind.UTILITY_BILL], citations=[HOUSE_RULES]),
    Acceptance(
        kinds={Kind.REGISTRY_CERTIFICATE_FULL},
        entity_kind=EntityKind.CORPORATION,
        citations=[HOUSE_RULES],
    ),
]
HOUSE = policy(accept_list=LINES)


@pytest.mark.parametrize(
    ("kinds", "day", "codes"),
    [
        ([Kind.PASSPORT_JP], date(2026, 12, 31), []),
        ([Kind.PASSPORT_JP], date(2027, 1, 1), ["kind_is_accepted_on_the_day"]),
        ([Kind.PENSION_BOOK, Kind.UTILITY_BILL], RECEIVED_ON, []),
        ([Kind.UTILITY_BILL, Kind.PENSION_BOOK], RECEIVED_ON, []),
        ([Kind.PENSION_BOOK], RECEIVED_ON, ["combination_is_complete"]),
        ([Kind.PASSPORT_JP, Kind.PENSION_BOOK], RECEIVED_ON, []),
        ([Kind.PASSPORT_JP, Kind.RESIDENCE_CARD], RECEIVED_ON, ["kind_is_accepted"]),
        ([Kind.REGISTRY_CERTIFICATE_FULL], RECEIVED_ON, ["kind_is_accepted"]),
    ],
)
def test_a_complete_line_of_the_day_is_enough(
    kinds: list[Kind], day: date, codes: list[str]
) -> None:
    """Every document stands on a line of the day, and one line is complete."""
    findings = HOUSE.evaluate(submission(*kinds), day).findings

    assert codes == [finding.rule.code for finding in findings]


def test_a_line_is_for_one_kind_of_applicant() -> None:
    """What a person may hand in a company may not, and the other way round."""
    certificate = submission(Kind.REGISTRY_CERTIFICATE_FULL, applicant=COMPANY)
    passport = submission(Kind.PASSPORT_JP, applicant=COMPANY)

    assert HOUSE.evaluate(certificate, RECEIVED_ON).reason_codes == ()
    assert HOUSE.evaluate(passport, RECEIVED_ON).reason_codes == ("document.unsupported_kind",)


@pytest.mark.parametrize(
    ("day", "listing"),
    [
        (date(2026, 12, 31), ListingStatus.LISTED),
        (date(2027, 1, 1), ListingStatus.OUT_OF_PERIOD),
    ],
)
def test_the_best_line_counts(day: date, listing: ListingStatus) -> None:
    """A kind that stands on two lines is listed if one of them is in force."""
    ended = Acceptance(
        kinds={Kind.PASSPORT_JP}, citations=[HOUSE_RULES], period=Period(until=date(2020, 1, 1))
    )
    document = submission(Kind.PASSPORT_JP)
    rule = policy(accept_list=[ended, *LINES]).rules[0]

    assert listing is rule.requires.fact.read(document.documents[0], document, day)


@pytest.mark.parametrize("wrong", ["kinds", "citations"])
def test_a_line_names_a_kind_and_a_source(wrong: str) -> None:
    """A line without a document or without a source is refused."""
    with pytest.raises(InvalidValueError, match=f"{wrong} is empty"):
        Acceptance(**{"kinds": [Kind.PASSPORT_JP], "citations": [HOUSE_RULES], wrong: []})  # type: ignore[arg-type]  # made of names
