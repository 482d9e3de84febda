"""Differences between policies: each with its direction, its rule and its witness."""

from datetime import date

import pytest
from attrs import evolve

from idverify.analysis.audit import audit_policy
from idverify.analysis.compare import Relation, compare_policies
from idverify.i18n import Language
from idverify.model.observations import Medium
from idverify.policy import facts
from idverify.policy.acceptance import Acceptance
from idverify.policy.assessment import Verdict
from idverify.policy.facts import Expiry, IssueRecency
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact
from idverify.policy.settings import Gap, Retention
from idverify.presets import CROWDWORKS_ARTICLE, PRESETS
from idverify.render.reports import make_report
from support.rules import HOUSE_RULES, LICENCE_ALONE, policy, rule
from support.state_space import DAY, RECORD, policy_for

ORIGINAL = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))
NO_COPY = rule("no_copy", facts.MEDIUM.other_than(Medium.PHOTOCOPY))
UNEXPIRED = rule("unexpired", facts.EXPIRY.other_than(Expiry.EXPIRED))
LAX, STRICT = policy(NO_COPY), policy(ORIGINAL)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (LAX, LAX, Relation.EQUAL),
        (LAX, STRICT, Relation.STRICTER),
        (STRICT, LAX, Relation.LAXER),
        (STRICT, policy(NO_COPY, UNEXPIRED), Relation.INCOMPARABLE),
        (STRICT, policy(ORIGINAL, NO_COPY), Relation.EQUAL),
    ],
)
def test_the_relation_says_who_is_stricter(a: Policy, b: Policy, relation: Relation) -> None:
    """What b refuses beyond a makes it stricter, what it accepts beyond a laxer."""
    compared = compare_policies(a, b, DAY)

    assert compared.relation is relation
    assert compared.has_no_new_rejections is (relation in {Relation.EQUAL, Relation.LAXER})


def test_each_difference_shows_a_submission_that_the_two_judge_otherwise() -> None:
    """The witness is accepted by one and refused by the other, by the rule that is named."""
    a, b = STRICT, policy(NO_COPY, UNEXPIRED)
    compared = compare_policies(a, b, DAY)

    assert {(d.rule.code, d.is_rejected_by_b) for d in compared.differences} == {
        ("unexpired", True),
        ("original", False),
    }
    for difference in compared.differences:
        accepting, refusing = (a, b) if difference.is_rejected_by_b else (b, a)
        assert accepting.evaluate(difference.example, DAY).verdict is Verdict.ACCEPTED
        told = refusing.evaluate(difference.example, DAY).findings
        assert difference.rule.code in {finding.rule.code for finding in told}


def test_a_longer_window_is_exactly_laxer() -> None:
    """Six months instead of three: whoever is newly accepted is between three and six months."""
    three, six = (
        policy_for(
            {RECORD}, rule("recent", facts.issued_within(months).other_than(IssueRecency.TOO_OLD))
        )
        for months in (3, 6)
    )
    [difference] = compare_policies(three, six, DAY).differences
    issued = difference.example.documents[0].observation.issued_on

    assert not difference.is_rejected_by_b
    assert isinstance(issued, date)
    assert date(2025, 12, 1) < issued < date(2026, 3, 4)


def test_a_new_line_of_the_accept_list_is_a_difference() -> None:
    """Who hands in the newly listed kind was refused before."""
    more = policy(
        ORIGINAL, accept_list=[LICENCE_ALONE, Acceptance(kinds={RECORD}, citations=[HOUSE_RULES])]
    )
    compared = compare_policies(STRICT, more, DAY)

    assert compared.relation is Relation.LAXER
    assert {d.rule.code for d in compared.differences} == {"kind_is_accepted"}


def test_one_policy_on_two_days_differs_by_what_ended() -> None:
    """Between 1 and 2 December 2025 the insurance card falls away, and nothing replaces it."""
    house = CROWDWORKS_ARTICLE
    compared = compare_policies(house, house, date(2025, 12, 1), date(2025, 12, 2))
    fell = [d for d in compared.differences if d.rule.code == "kind_is_in_its_window"]

    assert [str(d.kinds[0]) for d in fell] == ["health_insurance_card"]
    assert house.evaluate(fell[0].example, date(2025, 12, 1)).verdict is Verdict.ACCEPTED
    assert house.evaluate(fell[0].example, date(2025, 12, 2)).verdict is Verdict.REJECTED


def test_other_terms_are_compared_too() -> None:
    """Ten business days instead of five is no rule, and is told beside the rules."""
    slower = evolve(LAX, business_days=10, code="slower")
    [term] = compare_policies(LAX, slower, DAY).setting_differences

    assert (term.name, term.a, term.b) == ("business_days", 5, 10)


def test_terms_with_words_of_their_own_are_told_in_them() -> None:
    """A gap is its sentence and a retention its parts, in the language of the reader."""
    told = evolve(
        CROWDWORKS_ARTICLE,
        code="told",
        gaps=[Gap(statement_ja="不明です。", statement_en="Nobody knows.", citation=HOUSE_RULES)],
        retention=Retention(images_days=30),
    )
    text = str(make_report(compare_policies(CROWDWORKS_ARTICLE, told, DAY), Language.EN))

    assert "Nobody knows." in text
    assert "days pictures are kept after the decision: 30" in text


def test_a_rule_that_only_notes_refuses_nobody() -> None:
    """A rule that does not block makes no difference to who is accepted."""
    noting = policy(evolve(ORIGINAL, is_blocking=False))

    assert compare_policies(policy(), noting, DAY).relation is Relation.EQUAL


def _with_days_left(days: int) -> Policy:
    return policy(rule("still_valid", facts.valid_for(days).one_of(Expiry.VALID, Expiry.NONE)))


@pytest.mark.parametrize(("less", "more"), [(30, 90), (89, 90), (0, 1)])
@pytest.mark.parametrize("day", [DAY, date(2026, 5, 1)])
def test_days_that_a_document_must_still_be_valid_are_told_apart(
    less: int, more: int, day: date
) -> None:
    """Who asks for more days left is stricter, by a licence that ends between the two."""
    lax, strict = _with_days_left(less), _with_days_left(more)
    [difference] = compare_policies(lax, strict, day).differences

    assert compare_policies(lax, strict, day).relation is Relation.STRICTER
    assert compare_policies(strict, lax, day).relation is Relation.LAXER
    assert lax.evaluate(difference.example, day).verdict is not Verdict.REJECTED
    assert strict.evaluate(difference.example, day).verdict is Verdict.REJECTED


def test_a_day_more_asks_nothing_more_of_a_licence_that_ends_on_a_weekend() -> None:
    """A licence printed for either day of the weekend is valid until Monday: these are equal."""
    saturday, sunday = _with_days_left(89), _with_days_left(90)

    assert compare_policies(saturday, sunday, date(2026, 12, 28)).relation is Relation.EQUAL


def _fresh(fact: Fact) -> Policy:
    return policy_for({RECORD}, rule("fresh", fact.other_than(IssueRecency.TOO_OLD)))


@pytest.mark.parametrize(
    ("lax", "strict"),
    [
        (facts.issued_within(3), facts.issued_within(3, facts.NEXT_BUSINESS_DAY)),
        (
            facts.issued_within(6, facts.NEXT_BUSINESS_DAY),
            facts.issued_within(3, facts.NEXT_BUSINESS_DAY),
        ),
    ],
)
def test_months_counted_from_another_day_are_told_apart(lax: Fact, strict: Fact) -> None:
    """On a Friday the next business day is a Monday: what turns too old at the weekend differs."""
    friday = date(2026, 6, 5)

    assert compare_policies(_fresh(lax), _fresh(strict), friday).relation is Relation.STRICTER
    assert compare_policies(_fresh(strict), _fresh(lax), friday).relation is Relation.LAXER


@pytest.mark.parametrize(("language", "said"), [(Language.EN, "mixing"), (Language.JA, "またぐ")])
def test_what_was_not_weighed_is_said(language: Language, said: str) -> None:
    """Equality is claimed of single lines, and the report says so; so does an examination."""
    for result in (compare_policies(LAX, LAX, DAY), audit_policy(LAX, DAY)):
        assert any(said in note for note in make_report(result, language).notes)


@pytest.mark.parametrize(
    "other", [p for p in PRESETS if p is not CROWDWORKS_ARTICLE], ids=lambda p: p.code
)
def test_rules_are_named_that_are_told_of_the_witness(other: Policy) -> None:
    """Each difference of two presets names a rule that the refusing one gives of its witness."""
    one = CROWDWORKS_ARTICLE
    for difference in compare_policies(one, other, DAY).differences:
        accepting, refusing = (one, other) if difference.is_rejected_by_b else (other, one)
        findings = refusing.evaluate(difference.example, DAY).findings

        assert accepting.evaluate(difference.example, DAY).verdict is Verdict.ACCEPTED
        assert (difference.rule.code, difference.document) in {
            (finding.rule.code, finding.document_index) for finding in findings
        }


def test_a_rule_that_yields_to_a_rule_about_something_else_has_a_witness_of_its_own() -> None:
    """The witness of the yielding rule is chosen so that the other one has nothing to say."""
    yielding = evolve(ORIGINAL, code="yielding", suppressed_by=frozenset({UNEXPIRED.code}))
    compared = compare_policies(policy(), policy(UNEXPIRED, yielding), DAY)

    for difference in compared.differences:
        told = [f.rule.code for f in compared.b.evaluate(difference.example, DAY).findings]
        assert difference.rule.code in told
    assert {d.rule.code for d in compared.differences} == {"yielding", UNEXPIRED.code}


def test_rules_that_yield_to_each_other_are_a_difference_all_the_same() -> None:
    """What is told to nobody still refuses; no difference is lost by keeping to what is told."""
    always = facts.MEDIUM.one_of(Medium.ORIGINAL)
    one = rule("one", always, suppressed_by=frozenset({"two"}))
    two = rule("two", always, suppressed_by=frozenset({"one"}))
    compared = compare_policies(policy(), policy(one, two), DAY)

    assert {d.rule.code for d in compared.differences} == {"one", "two"}
