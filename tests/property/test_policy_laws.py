"""Laws of policies and of the validity of documents, whatever is handed in and on whatever day."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from idverify.calendar.civil_code import age_on
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind as Kind
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import UNKNOWN
from idverify.policy.assessment import Verdict
from idverify.policy.facts import aged
from idverify.policy.policy import Policy
from idverify.policy.validity import check_usable_on, compute_validity
from idverify.policy.validity.usability import UsabilityReason
from idverify.presets import PRESETS
from property.strategies import RECEIPTS, submissions
from support.applicants import COMPANY, HANAKO, submission
from support.lifetimes import lifetimes

POLICIES = st.sampled_from(PRESETS)
YEARS = st.dates(date(2005, 1, 1), date(2040, 12, 31))
CARDS = st.sampled_from(
    [
        Kind.PASSPORT_JP,
        Kind.DRIVERS_LICENSE,
        Kind.HEALTH_INSURANCE_CARD,
        Kind.ELIGIBILITY_CERTIFICATE,
        Kind.INDIVIDUAL_NUMBER_CARD,
        Kind.JUKI_CARD_B,
        Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        Kind.RESIDENCE_CARD,
    ]
)


@given(policy=POLICIES, handed_in=submissions(), day=RECEIPTS)
def test_the_rule_of_a_finding_is_in_force_on_the_day(
    policy: Policy, handed_in: Submission, day: date
) -> None:
    """Nothing is found by a rule that has not begun, or that has ended."""
    assert all(day in f.rule.period for f in policy.evaluate(handed_in, day).findings)


@given(policy=POLICIES, handed_in=submissions(), day=RECEIPTS)
def test_no_finding_stands_beside_its_cause(
    policy: Policy, handed_in: Submission, day: date
) -> None:
    """A rule that yields to another is not told of the same document together with it."""
    found = policy.evaluate(handed_in, day).findings

    assert not [
        (effect.rule.code, cause.rule.code)
        for effect in found
        for cause in found
        if cause.rule.code in effect.rule.suppressed_by
        and (
            cause.document_index == effect.document_index
            or None in {cause.document_index, effect.document_index}
        )
    ]


@given(policy=POLICIES, handed_in=submissions(), days=st.lists(RECEIPTS, min_size=2, max_size=4))
def test_a_submission_is_judged_alike_whatever_it_was_asked_before(
    policy: Policy, handed_in: Submission, days: list[date]
) -> None:
    """What is remembered of earlier days and policies never changes an answer."""
    fresh = evolve(handed_in)
    for day in days:
        again = policy.evaluate(handed_in, day)

        assert policy.derive().evaluate(evolve(fresh), day) == again


@given(policy=POLICIES, handed_in=submissions(), day=RECEIPTS)
def test_mending_what_a_finding_read_removes_it(
    policy: Policy, handed_in: Submission, day: date
) -> None:
    """A document that was never looked at has no finding about what could be seen on it."""
    blank = [Document(kind=document.kind) for document in handed_in.documents]
    found = policy.evaluate(evolve(handed_in, documents=blank), day)

    assert not [
        f.rule.code
        for f in found.findings
        if f.observed and all(answer is UNKNOWN for _, answer in f.observed)
    ]


@given(policy=POLICIES, day=YEARS)
def test_a_line_is_alive_exactly_when_something_satisfies_it(policy: Policy, day: date) -> None:
    """On a day of its life the documents of a line are open or accepted, else refused at once."""
    for life in lifetimes(policy):
        applicant = HANAKO if life.line.entity_kind is EntityKind.INDIVIDUAL else COMPANY
        blank = Submission(
            id="b", applicant=applicant, documents=[Document(kind=k) for k in life.line.kinds]
        )
        found = policy.evaluate(blank, day)
        is_alive = any(day in period for period in life.periods)

        assert is_alive == (found.verdict is not Verdict.REJECTED)


@given(born=st.dates(date(1930, 1, 1), date(2026, 1, 1)), day=YEARS, age=st.integers(1, 99))
def test_an_age_of_a_rule_is_that_of_the_calendar(born: date, day: date, age: int) -> None:
    """The quick comparison of the fact and `age_on` agree on every day after the birth."""
    applicant = evolve(HANAKO, birth_date=born)
    handed_in = submission(applicant=applicant)
    expected = born <= day and age_on(born, day) >= age

    assert expected is aged(age).read(handed_in.documents[0], handed_in, day)


@given(kind=CARDS, printed=YEARS, day=YEARS)
def test_a_document_is_good_until_its_last_day_and_no_longer(
    kind: Kind, printed: date, day: date
) -> None:
    """Inside the kind's window, a day is good exactly if it is not after the last valid day."""
    found = check_usable_on(kind, day, expires_on=printed)
    last = compute_validity(kind, expires_on=printed).last_day

    assert last is not None
    assert found.reason in {
        UsabilityReason.NOT_YET_USABLE,
        UsabilityReason.NO_LONGER_USABLE,
    } or found.is_usable == (day <= last)


@given(kind=CARDS, printed=YEARS)
def test_only_a_licence_outlives_its_print(kind: Kind, printed: date) -> None:
    """No other document is good for a day longer than it prints, and a licence for few."""
    last = compute_validity(kind, expires_on=printed).last_day
    longest = timedelta(days=12 if kind is Kind.DRIVERS_LICENSE else 0)

    assert last is not None
    assert last - printed <= longest
