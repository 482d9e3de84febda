"""What a policy accepts over the years, and on which day that changes."""

from datetime import date

import pytest
from attrs import evolve

from idverify.analysis.timelines import StepKind, timeline
from idverify.calendar.period import Period
from idverify.errors import InvalidValue
from idverify.policy import facts
from idverify.policy.acceptance import Acceptance
from idverify.policy.assessment import Verdict
from idverify.policy.presets import CROWDWORKS_ARTICLE
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.submissions import Document, Medium, Submission
from support.laboratory import LICENCE, RECORD, policy_for
from support.rules import HOUSE_RULES, fact, policy, rule

YEARS = date(2024, 1, 1), date(2032, 1, 1)
ORIGINAL = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))


def test_the_article_loses_its_documents_on_their_days() -> None:
    """The insurance card, the resident register card and the passport fall away, each cited."""
    found = timeline(CROWDWORKS_ARTICLE, *YEARS)

    assert [(step.day, step.kinds[0], step.what) for step in found.steps] == [
        (date(2025, 12, 2), DocumentKind.HEALTH_INSURANCE_CARD, StepKind.FALLS_AWAY),
        (date(2026, 1, 1), DocumentKind.JUKI_CARD_B, StepKind.FALLS_AWAY),
        (date(2030, 3, 1), DocumentKind.PASSPORT_JP, StepKind.FALLS_AWAY),
    ]
    for step in found.steps:
        assert step.rules
        assert step.citations
        assert step.witness is not None
        before = date.fromordinal(step.day.toordinal() - 1)
        assert CROWDWORKS_ARTICLE.evaluate(step.witness, before).verdict is Verdict.ACCEPTED
        assert CROWDWORKS_ARTICLE.evaluate(step.witness, step.day).verdict is Verdict.REJECTED


def test_a_rule_that_begins_and_ends_is_two_steps() -> None:
    """Both days are told with the rule; days outside the range are not."""
    spring = evolve(ORIGINAL, period=Period(date(2026, 4, 1), date(2026, 7, 1)))
    steps = timeline(policy(spring), *YEARS).steps

    assert [(s.day, s.what, s.rules) for s in steps] == [
        (date(2026, 4, 1), StepKind.RULE_BEGINS, (spring,)),
        (date(2026, 7, 1), StepKind.RULE_ENDS, (spring,)),
    ]
    assert timeline(policy(spring), date(2030, 1, 1), date(2032, 1, 1)).steps == ()


def test_a_line_that_opens_is_a_step() -> None:
    """From the first day of its period a second document is taken."""
    later = Acceptance(
        kinds={RECORD}, period=Period(since=date(2026, 4, 1)), citations=[HOUSE_RULES]
    )
    house = policy(accepts=[later])
    [step] = timeline(house, *YEARS).steps

    assert (step.day, step.what, step.kinds) == (date(2026, 4, 1), StepKind.OPENS, (RECORD,))
    assert step.witness is not None
    assert house.evaluate(step.witness, date(2026, 4, 1)).verdict is Verdict.ACCEPTED


def test_years_that_end_before_they_begin_are_refused() -> None:
    """A range without a day has nothing to be looked at, and the two days are named."""
    with pytest.raises(InvalidValue, match="since 2026-01-01 is not before 2026-01-01"):
        timeline(policy_for({LICENCE}), date(2026, 1, 1), date(2026, 1, 1))


def test_the_law_that_ends_a_card_is_cited_beside_the_policy() -> None:
    """The article names the card; that its time is over stands in the law on the card."""
    card, *_ = timeline(CROWDWORKS_ARTICLE, *YEARS).steps
    law = DOCUMENTS[DocumentKind.HEALTH_INSURANCE_CARD].citations

    assert card.citations[0] not in law
    assert set(law) <= set(card.citations)
    strangers = set(DOCUMENTS[DocumentKind.JUKI_CARD_B].citations) - set(law)
    assert not strangers & set(card.citations)


def test_a_day_that_nobody_stated_is_found_by_halving() -> None:
    """A fact that turns on a day it has not declared: the day is found all the same."""
    turns = date(2026, 5, 17)

    def is_early(_: Document, __: Submission, day: date) -> bool:
        return day < turns

    early = rule("early", fact("early", read=is_early).one_of(True))
    [step] = timeline(policy(early), *YEARS).steps

    assert (step.day, step.what, step.rules) == (turns, StepKind.FALLS_AWAY, (early,))


def test_kinds_on_two_lines_change_once() -> None:
    """A licence listed until one day and again from another falls away once and opens once."""
    first = Acceptance(
        kinds={LICENCE}, period=Period(None, date(2026, 1, 1)), citations=[HOUSE_RULES]
    )
    again = evolve(first, period=Period(date(2026, 6, 1), None))
    house = policy(accepts=[first, again])
    steps = timeline(house, date(2025, 6, 1), date(2027, 1, 1)).steps

    assert [(step.day, step.what) for step in steps] == [
        (date(2026, 1, 1), StepKind.FALLS_AWAY),
        (date(2026, 6, 1), StepKind.OPENS),
    ]
