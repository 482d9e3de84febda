"""Policies: what is in force on a day, what is concluded, what is remembered."""

from datetime import date
from itertools import product

import pytest

from idverify.calendar.period import Period
from idverify.catalogue.reasons import get_reason
from idverify.errors import InvalidValueError
from idverify.model.documents import DocumentKind
from idverify.model.observations import Medium
from idverify.policy import plan
from idverify.policy import policy as module
from idverify.policy.assessment import Verdict
from idverify.policy.rules import Fact, Scope
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import LICENCE, RECEIVED_ON, submission, unobserved
from support.rules import HOUSE_RULES, LICENCE_ALONE, fact, policy, rule

IS_ORIGINAL = fact(
    "original", tuple(Medium), read=lambda document, _, __: document.observation.medium
)
SPRING = Period(date(2026, 4, 1), date(2026, 7, 1))
SHOWN = rule(
    "shown", IS_ORIGINAL.one_of(Medium.ORIGINAL), reason=get_reason("image.screen_capture")
)


def always(answer: bool, name: str = "fixed", scope: Scope = Scope.SUBMISSION) -> Fact:
    """Return a fact with one answer for everybody."""
    return fact(name, scope=scope, read=lambda *_: answer)


def test_the_rules_of_the_list_come_first() -> None:
    """A policy begins with the two rules of its accept list."""
    assert [r.code for r in policy(SHOWN).rules] == [
        "kind_is_accepted",
        "combination_is_complete",
        "shown",
    ]


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 3, 31), Verdict.ACCEPTED),
        (date(2026, 4, 1), Verdict.REJECTED),
        (date(2026, 6, 30), Verdict.REJECTED),
        (date(2026, 7, 1), Verdict.ACCEPTED),
    ],
)
def test_a_rule_counts_on_the_days_of_its_period(day: date, verdict: Verdict) -> None:
    """A rule in force from April to June says nothing before and nothing after."""
    dated = rule("dated", SHOWN.requires, period=SPRING)
    found = policy(dated).evaluate(submission(LICENCE, medium=Medium.SCREEN), day)

    assert verdict is found.verdict


def test_the_policy_of_a_day_is_kept() -> None:
    """Asking for the same day again costs a lookup, and a day on which all is in force nothing."""
    dated = policy(SHOWN, rule("dated", SHOWN.requires, period=SPRING))
    winter, spring = date(2026, 1, 1), date(2026, 5, 1)

    assert dated.in_force_on(winter) is dated.in_force_on(date(2026, 12, 1))
    assert dated.in_force_on(winter).requirements == (SHOWN,)
    assert dated.in_force_on(spring) is dated
    assert dated.in_force_on(winter).in_force_on(winter) is dated.in_force_on(winter)


def test_a_day_of_receipt_is_a_plain_day() -> None:
    """A moment is refused: nobody can tell on which day of Japan it lies."""
    with pytest.raises(InvalidValueError, match=r"must be a datetime\.date"):
        CROWDWORKS_ARTICLE.in_force_on("2026-11-02")  # type: ignore[arg-type]  # the misuse is the point


def test_everything_unknown_asks_the_cheapest_question_first() -> None:
    """A glance comes before reading, and reading before typing."""
    questions = CROWDWORKS_ARTICLE.evaluate(unobserved(submission()), RECEIVED_ON).open_questions

    assert [q.fact.name for q in questions] == [
        "medium",
        "expiry",
        "name",
        "address",
        "birth_date",
    ]
    assert [q.document_index for q in questions] == [0, 0, 0, 0, 0]
    assert {LICENCE} == {q.kind for q in questions}


def test_a_settled_verdict_asks_nothing() -> None:
    """A photocopy is refused at once; nobody has to read its expiry."""
    assessment = CROWDWORKS_ARTICLE.evaluate(
        unobserved(submission()).with_observations(
            submission(medium=Medium.PHOTOCOPY).documents[0].observation
        ),
        RECEIVED_ON,
    )

    assert (assessment.verdict, assessment.open_questions) == (Verdict.REJECTED, ())


def test_a_finding_says_what_was_read() -> None:
    """A finding names the document, its kind, the fact and its answer."""
    [finding] = policy(SHOWN).evaluate(submission(medium=Medium.SCREEN), RECEIVED_ON).findings

    assert (
        finding.rule,
        finding.document_index,
        finding.kind,
        finding.observed,
    ) == (SHOWN, 0, LICENCE, (("original", Medium.SCREEN),))
    assert (SHOWN.reason, (HOUSE_RULES,), True) == (
        finding.reason,
        finding.citations,
        finding.is_blocking,
    )


def test_findings_follow_the_documents_and_then_the_rules() -> None:
    """What is wrong with the first document is told before what is wrong with the second."""
    twice = submission(LICENCE, LICENCE, medium=Medium.SCREEN)
    other = rule("other", SHOWN.requires)
    findings = policy(SHOWN, other).evaluate(twice, RECEIVED_ON).findings

    assert [*product([0, 1], ["shown", "other"])] == [
        (f.document_index, f.rule.code) for f in findings
    ]
    assert (policy(SHOWN, other).evaluate(twice, RECEIVED_ON).reason_codes) == (
        "image.screen_capture",
        "other",
    )


def test_a_note_is_told_and_refuses_nobody() -> None:
    """A rule that does not block is a finding of an accepted submission, without a reason code."""
    note = rule("note", SHOWN.requires, is_blocking=False)
    found = policy(note).evaluate(submission(medium=Medium.SCREEN), RECEIVED_ON)

    assert (found.verdict, len(found.findings), found.reason_codes) == (Verdict.ACCEPTED, 1, ())


def test_a_finding_yields_to_the_one_that_tells_the_cause() -> None:
    """The applicant hears the cause once: of the document, or of the whole submission."""
    cause = rule("cause", always(False, scope=Scope.DOCUMENT).one_of(True))
    effect = rule("effect", SHOWN.requires, suppressed_by=frozenset({"cause"}))
    whole = rule("whole", always(False, "all").one_of(True), suppressed_by=frozenset({"cause"}))
    spoilt = submission(medium=Medium.SCREEN)

    codes = [
        f.rule.code for f in policy(cause, effect, whole).evaluate(spoilt, RECEIVED_ON).findings
    ]
    assert codes == ["cause"]
    assert [f.rule.code for f in policy(effect, whole).evaluate(spoilt, RECEIVED_ON).findings] == [
        "effect",
        "whole",
    ]


def test_a_finding_of_another_document_is_another_cause() -> None:
    """A finding does not yield to one about a different document."""
    is_first = fact("first", read=lambda document, sub, _: document is not sub.documents[0])
    cause = rule("cause", is_first.one_of(True))
    effect = rule("effect", SHOWN.requires, suppressed_by=frozenset({"cause"}))
    both = submission(LICENCE, LICENCE, medium=Medium.SCREEN)
    findings = policy(cause, effect).evaluate(both, RECEIVED_ON).findings

    assert [(f.document_index, f.rule.code) for f in findings] == [(0, "cause"), (1, "effect")]


def test_only_a_rule_that_says_so_has_pictures_destroyed() -> None:
    """`has_noncompliant_images` is set by a finding of a purging rule and by no other."""
    spoilt = submission(medium=Medium.SCREEN)
    purging = rule("purging", SHOWN.requires, must_purge_image=True)

    assert policy(purging).evaluate(spoilt, RECEIVED_ON).has_noncompliant_images
    assert not policy(SHOWN).evaluate(spoilt, RECEIVED_ON).has_noncompliant_images


def test_the_door_knows_only_what_needs_no_reviewer() -> None:
    """At the door the files and the kinds are judged, and nothing is left open."""
    door = CROWDWORKS_ARTICLE.intake_policy

    assert all(r.is_known_at_intake for r in door.rules)
    assert Verdict.ACCEPTED is door.evaluate(unobserved(submission()), RECEIVED_ON).verdict


def test_the_same_answers_give_the_same_object() -> None:
    """What was concluded is remembered."""
    first = CROWDWORKS_ARTICLE.evaluate(submission(), RECEIVED_ON)

    assert first is CROWDWORKS_ARTICLE.evaluate(submission(id_="s-2"), RECEIVED_ON)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many answers and combinations come, memory does not grow with them."""
    monkeypatch.setattr(plan, "MAX_REMEMBERED", 2)
    monkeypatch.setattr(module, "MAX_PLANS", 2)
    house = policy(SHOWN)
    before = [house.evaluate(submission(medium=m), RECEIVED_ON) for m in Medium]
    for kind in DocumentKind:
        house.evaluate(submission(kind), RECEIVED_ON)
    after = [house.evaluate(submission(medium=m), RECEIVED_ON) for m in Medium]

    assert before == after
    assert len(house._plans) <= 2  # noqa: SLF001 - the bound itself is the promise


@pytest.mark.parametrize(
    ("months", "day", "lapsed"),
    [
        (None, date(2099, 1, 1), False),
        (12, date(2027, 11, 2), False),
        (12, date(2027, 11, 3), True),
    ],
)
def test_a_verification_lapses_after_its_months(
    months: int | None, day: date, lapsed: bool
) -> None:
    """Twelve months after approval it still holds on the last day, and no longer on the next."""
    assert lapsed is policy(reverify_months=months).has_lapsed(RECEIVED_ON, day)


@pytest.mark.parametrize(
    "wrong", [{"business_days": 0}, {"max_attempts": 0}, {"reverify_months": 0}]
)
def test_a_number_of_a_policy_is_at_least_one(wrong: dict[str, int]) -> None:
    """No days, no attempts and no months mean nothing."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        policy(**wrong)


@pytest.mark.parametrize("wrong", ["accept_list", "citations"])
def test_a_policy_takes_something_on_somebodys_word(wrong: str) -> None:
    """A policy without an accept list or without a source is refused."""
    with pytest.raises(InvalidValueError, match=f"{wrong} is empty"):
        policy(**{wrong: []})


def test_policies_are_equal_by_what_they_say() -> None:
    """What a policy remembers does not make it another one."""
    asked, fresh = policy(SHOWN), policy(SHOWN)
    asked.evaluate(submission(), RECEIVED_ON)
    asked.in_force_on(date(2026, 1, 1))

    assert asked == fresh
    assert asked.accept_list == (LICENCE_ALONE,)


def test_a_policy_is_one_line_to_whoever_prints_it() -> None:
    """IPython and Hypothesis print a policy by its short name, not by its hundred rules."""

    class Printer:
        def __init__(self) -> None:
            self.texts: list[str] = []

        def text(self, text: str) -> None:
            self.texts.append(text)

    printer = Printer()
    CROWDWORKS_ARTICLE._repr_pretty_(printer, False)

    assert printer.texts == [repr(CROWDWORKS_ARTICLE)]
    assert "\n" not in printer.texts[0]
