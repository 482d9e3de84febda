"""Facts of days, sides and masks beyond the article's, and what is remembered of a submission."""

import copy
import pickle
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from idverify.calendar.period import Period
from idverify.catalogue.documents import DOCUMENTS
from idverify.errors import InvalidValueError
from idverify.model.documents import DocumentKind as Kind
from idverify.model.documents import Side
from idverify.model.observations import Medium, Observation
from idverify.model.submissions import Document, Image, Submission
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN, Unknown
from idverify.policy import facts, plan
from idverify.policy.assessment import Verdict
from idverify.policy.facts import (
    NEXT_BUSINESS_DAY,
    RECEIPT,
    Expiry,
    IssueRecency,
    comparisons,
    issued_within,
    valid_for,
)
from idverify.policy.profile_match import ProfileMatch, classify_match
from idverify.policy.standard_rules.documents import issue_is_recent
from idverify.presets import CROWDWORKS_ARTICLE, CROWDWORKS_FAQ
from support.applicants import COMPANY, HANAKO, RECEIVED_ON, picture, png, submission
from support.lifetimes import lifetimes
from support.rules import HOUSE_RULES, fact, policy, rule

BOTH = frozenset({Side.FRONT, Side.BACK})


@pytest.mark.parametrize(
    ("left", "expected"),
    [(60, Expiry.VALID), (59, Expiry.EXPIRED)],
)
def test_validity_may_have_to_remain(left: int, expected: Expiry) -> None:
    """Sixty days left are enough where sixty are asked for, fifty-nine are not."""
    handed_in = submission(Kind.RESIDENCE_CARD, expires_on=RECEIVED_ON + timedelta(days=left))

    assert expected is valid_for(60).read(handed_in.documents[0], handed_in, RECEIVED_ON)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("printed", [UNKNOWN, ABSENT, IMPOSSIBLE, date(2026, 11, 1)])
def test_a_reader_for_one_kind_answers_like_the_fact(kind: Kind, printed: object) -> None:
    """What is made quicker for a plan is not made another."""
    if not DOCUMENTS[kind].is_identification and printed == date(2026, 11, 1):
        return  # no last day is ever asked of what identifies nobody
    handed_in = submission(kind, expires_on=printed)
    document = handed_in.documents[0]

    assert facts.EXPIRY.read(document, handed_in, RECEIVED_ON) is facts.EXPIRY.reader(kind)(
        document, handed_in, RECEIVED_ON
    )


@pytest.mark.parametrize(
    ("received_on", "receipt", "next_day"),
    [
        (
            date(2026, 11, 20),
            IssueRecency.WITHIN,
            IssueRecency.WITHIN,
        ),  # the next business day is the 24th
        (date(2026, 11, 23), IssueRecency.WITHIN, IssueRecency.WITHIN),
        (
            date(2026, 11, 24),
            IssueRecency.WITHIN,
            IssueRecency.TOO_OLD,
        ),  # within on the day, not on the 25th
        (date(2026, 11, 25), IssueRecency.TOO_OLD, IssueRecency.TOO_OLD),
    ],
)
def test_a_policy_chooses_the_day_it_counts_back_from(
    received_on: date, receipt: IssueRecency, next_day: IssueRecency
) -> None:
    """A record of 24 August is within three months of 24 November, whichever day that is."""
    handed_in = submission(Kind.RESIDENT_RECORD, issued_on=date(2026, 8, 24))
    document = handed_in.documents[0]

    assert receipt is issued_within(3).read(document, handed_in, received_on)
    assert next_day is issued_within(3, NEXT_BUSINESS_DAY).read(document, handed_in, received_on)


def test_two_windows_of_one_policy_have_two_names() -> None:
    """A prefix keeps rules about different papers apart, and the day is named in the sentence."""
    record, seal = frozenset({Kind.RESIDENT_RECORD}), frozenset({Kind.CORPORATE_SEAL_CERTIFICATE})
    six = issue_is_recent(6, record, [HOUSE_RULES], code_prefix="record_")
    three = issue_is_recent(3, seal, [HOUSE_RULES], reference=NEXT_BUSINESS_DAY)

    assert [r.code for r in policy(*six, *three).requirements][2::3] == [
        "record_issue_is_recent",
        "issue_is_recent",
    ]
    assert RECEIPT.name_ja in six[2].statement_ja
    assert NEXT_BUSINESS_DAY.name_en in three[2].statement_en
    assert issued_within(6) != issued_within(6, NEXT_BUSINESS_DAY)


@pytest.mark.parametrize(
    ("labels", "seen", "expected"),
    [
        ([], UNKNOWN, UNKNOWN),
        ([Side.FRONT], UNKNOWN, False),
        ([Side.FRONT, Side.BACK], UNKNOWN, UNKNOWN),
        ([Side.FRONT], BOTH, True),
        ([Side.FRONT, Side.BACK], frozenset({Side.FRONT}), False),
        ([], BOTH, True),
    ],
)
def test_a_reviewer_says_which_sides_are_there(
    labels: list[Side], seen: frozenset[Side] | Unknown, expected: object
) -> None:
    """Labels may show at the door that a side is missing; that it is there, only eyes can say."""
    handed_in = sent(labels, seen)
    asked = facts.sides_are_shown(BOTH)

    assert expected is asked.read(handed_in.documents[0], handed_in, RECEIVED_ON)


@pytest.mark.parametrize(
    ("labels", "seen", "expected"),
    [
        ([Side.FRONT], UNKNOWN, UNKNOWN),
        ([Side.FRONT, Side.BACK], UNKNOWN, True),
        ([Side.FRONT], BOTH, True),
        ([Side.FRONT], frozenset({Side.FRONT}), False),
    ],
)
def test_a_side_that_may_not_be_sent_is_known_by_its_label(
    labels: list[Side], seen: frozenset[Side] | Unknown, expected: object
) -> None:
    """A picture labelled as the back is the back, and so is one on which it is seen."""
    handed_in = sent(labels, seen)
    asked = facts.side_is_shown(Side.BACK)

    assert expected is asked.read(handed_in.documents[0], handed_in, RECEIVED_ON)


def test_the_back_of_a_number_card_is_turned_away_at_the_door() -> None:
    """No reviewer has to look at the number: its side is refused by its label, and purged."""
    handed_in = sent([Side.FRONT, Side.BACK], UNKNOWN)
    door = CROWDWORKS_FAQ.intake_policy.evaluate(handed_in, RECEIVED_ON)

    assert door.verdict is Verdict.REJECTED
    assert door.documents_to_purge == (0,)


def sent(labels: list[Side], seen: frozenset[Side] | Unknown) -> Submission:
    """Return an individual number card with pictures of these sides."""
    upload = picture(Kind.DRIVERS_LICENSE, png()).upload
    card = Document(
        kind=Kind.INDIVIDUAL_NUMBER_CARD,
        images=[Image(side=side, upload=upload) for side in labels],
        observation=Observation(sides=seen),
    )
    return Submission(id="s-1", applicant=HANAKO, documents=[card])


# -- what is remembered -------------------------------------------------------------------


def test_a_submission_is_the_same_before_and_after_it_was_judged() -> None:
    """What was worked out is no part of the value, of its copy, or of its pickle."""
    handed_in, fresh = (
        submission(address="東京都中野区中野四丁目8番1号"),
        submission(address="東京都中野区中野四丁目8番1号"),
    )
    CROWDWORKS_ARTICLE.evaluate(handed_in, RECEIVED_ON)

    assert handed_in.worked_out
    assert (handed_in == fresh, hash(handed_in.id) == hash(fresh.id)) == (True, True)
    assert repr(handed_in) == repr(fresh)
    for again in (pickle.loads(pickle.dumps(handed_in)), copy.deepcopy(handed_in)):  # noqa: S301 - our own
        assert again == handed_in
        assert again.worked_out == {}
    assert attrs.evolve(handed_in, id="s-2").worked_out == {}


def test_a_comparison_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for another day or by a derived policy, the addresses are not compared again."""
    calls: list[str] = []

    def counted(declared: str, printed: str, *rest: Any) -> ProfileMatch:  # noqa: ANN401 - handed on
        calls.append(printed)
        return classify_match(declared, printed, *rest)

    monkeypatch.setattr(comparisons, "classify_match", counted)
    handed_in = submission(address="東京都中野区中野四丁目8番1号")
    for day in (RECEIVED_ON, date(2026, 11, 3), date(2025, 1, 1), date(2031, 1, 1)):
        CROWDWORKS_ARTICLE.evaluate(handed_in, day)
        CROWDWORKS_ARTICLE.derive(max_attempts=3).evaluate(handed_in, day)

    assert len(calls) == 1


def test_a_judgement_holds_on_the_days_it_was_made_for() -> None:
    """Asked for a day on the other side of a change, the same submission is read anew."""
    both = (Kind.HEALTH_INSURANCE_CARD, Kind.RESIDENT_RECORD)
    card = submission(*both, issued_on=date(2025, 11, 1))
    last, after = date(2025, 12, 1), date(2025, 12, 2)
    verdicts = [CROWDWORKS_ARTICLE.evaluate(card, day).verdict for day in (last, after, last)]

    assert verdicts == [Verdict.ACCEPTED, Verdict.REJECTED, Verdict.ACCEPTED]


def test_a_fact_that_hangs_on_the_day_is_asked_each_day() -> None:
    """A fact that is not marked otherwise is read for every day asked about."""
    monday = fact("monday", read=lambda _, __, day: day.weekday() == 0)
    house = policy(rule("mondays_only", monday.one_of(True)))
    handed_in = submission()

    assert house.evaluate(handed_in, RECEIVED_ON).verdict is Verdict.ACCEPTED
    assert house.evaluate(handed_in, RECEIVED_ON + timedelta(days=1)).verdict is Verdict.REJECTED


def test_what_is_remembered_is_bounded_by_the_answers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many answers come, whether they hang on the day or not, few are kept."""
    monkeypatch.setattr(plan, "MAX_REMEMBERED", 2)
    day_of = fact("day_of", tuple(range(1, 32)), read=lambda _, __, day: day.day)
    house = policy(rule("early", day_of.one_of(*range(1, 10))), *CROWDWORKS_ARTICLE.requirements)
    before = [house.evaluate(submission(medium=m), RECEIVED_ON) for m in Medium]
    for n in range(40):
        house.evaluate(submission(), RECEIVED_ON + timedelta(days=n))
    [kept] = house._plans.values()  # noqa: SLF001 - the bound itself is the promise

    assert before == [house.evaluate(submission(medium=m), RECEIVED_ON) for m in Medium]
    assert len(kept._known) <= 2  # noqa: SLF001 - the same
    assert max(map(len, kept._known.values())) <= 2  # noqa: SLF001 - the same


def test_a_day_of_receipt_is_no_moment() -> None:
    """A moment is refused by name: on which day of Japan it lies nobody can tell."""
    with pytest.raises(InvalidValueError, match="received_on must be"):
        CROWDWORKS_ARTICLE.evaluate(submission(), datetime(2026, 11, 2))  # noqa: DTZ001 - the misuse


# -- what a finding explains --------------------------------------------------------------


def test_a_finding_explains_its_differences_in_two_languages() -> None:
    """Where a rule compares, the finding says what differs; the object itself holds none of it."""
    handed_in = submission(name="見木 花子", birth_date=date(1990, 4, 2))
    by_name, by_birth = CROWDWORKS_ARTICLE.evaluate(handed_in, RECEIVED_ON).findings

    assert "「本」" in by_name.explain_differences(handed_in)[0].ja
    assert "木" in by_name.explain_differences(handed_in)[0].en
    assert "1990-04-02" in by_birth.explain_differences(handed_in)[0].en
    assert "木" not in repr(by_name)


def test_a_finding_about_no_comparison_explains_nothing() -> None:
    """A missing address, or a document that prints none, has no difference to show."""
    handed_in = submission(address=ABSENT)
    [finding] = CROWDWORKS_ARTICLE.evaluate(handed_in, RECEIVED_ON).findings
    whole = submission()
    compared = next(r for r in CROWDWORKS_ARTICLE.rules if r.code == "representative_agrees")
    [how] = [f.profile_comparison for f in compared.facts if f.profile_comparison]
    birth = facts.BIRTH_DATE.profile_comparison
    assert birth is not None
    company = submission(Kind.REGISTRY_CERTIFICATE_FULL, applicant=COMPANY)
    assert birth.discrepancies(company.documents[0], company) == ()

    assert finding.document_index is None
    assert finding.citations == finding.rule.citations
    assert finding.explain_differences(handed_in) == ()
    assert how.discrepancies(whole.documents[0], whole) == ()


def test_a_company_is_compared_by_its_representative() -> None:
    """The name of the one who represents it is explained like any other."""
    certificate = submission(
        Kind.REGISTRY_CERTIFICATE_FULL,
        applicant=COMPANY,
        representative="見木 太郎",
        issued_on=date(2026, 10, 1),
    )
    [finding] = CROWDWORKS_ARTICLE.evaluate(certificate, RECEIVED_ON).findings

    assert "木" in finding.explain_differences(certificate)[0].ja


def test_a_finding_cites_the_law_on_its_own_kind() -> None:
    """An insurance card after its end cites who ended it, beside the list it stands on."""
    both = (Kind.HEALTH_INSURANCE_CARD, Kind.RESIDENT_RECORD)
    card = submission(*both, issued_on=date(2025, 11, 1))
    [finding] = CROWDWORKS_ARTICLE.evaluate(card, date(2025, 12, 2)).findings
    titles = {citation.title for citation in finding.citations}

    assert any("Mynaportal" in title for title in titles)
    assert not any("licence" in title for title in titles)


# -- how long a line lives ----------------------------------------------------------------


def test_a_line_with_a_gap_has_two_lives() -> None:
    """A rule that bars a document for a season leaves it a period before and one after."""
    never = fact("never", read=lambda *_: False)
    spring = Period(date(2026, 4, 1), date(2026, 7, 1))
    [life] = lifetimes(policy(rule("barred", never.one_of(True), period=spring)))

    assert [str(p) for p in life.periods] == ["[..., 2026-04-01)", "[2026-07-01, ...)"]
    assert (life.ended_on, life.ended_by) == (None, None)


def test_a_line_that_nothing_satisfies_has_no_life() -> None:
    """A rule that always refuses leaves no period, and says by what."""
    never = fact("never", read=lambda *_: False)
    [life] = lifetimes(policy(rule("barred", never.one_of(True))))

    assert (life.periods, life.ended_on) == ((), None)
    assert life.ended_by is not None
    assert life.ended_by.reason_codes == ("other",)
