"""What a policy accepts over the years, and on which day that changes."""

from datetime import date

import pytest
from attrs import evolve

from idverify.analysis.timeline import PolicyChangeKind, build_timeline
from idverify.calendar.period import Period
from idverify.catalogue.documents import DOCUMENTS
from idverify.errors import InvalidValueError
from idverify.model.documents import DocumentKind
from idverify.model.observations import Medium
from idverify.model.submissions import Document, Submission
from idverify.policy import facts
from idverify.policy.acceptance import Acceptance
from idverify.policy.assessment import Verdict
from idverify.presets import CROWDWORKS_ARTICLE
from support.rules import HOUSE_RULES, fact, policy, rule
from support.state_space import LICENCE, RECORD, policy_for

YEARS = date(2024, 1, 1), date(2032, 1, 1)
ORIGINAL = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))


def test_the_article_loses_its_documents_on_their_days() -> None:
    """The insurance card, the resident register card and the passport fall away, each cited."""
    found = build_timeline(CROWDWORKS_ARTICLE, *YEARS)

    assert [(step.day, step.kinds[0], step.change_kind) for step in found.changes] == [
        (date(2025, 12, 2), DocumentKind.HEALTH_INSURANCE_CARD, PolicyChangeKind.ACCEPTANCE_ENDS),
        (date(2026, 1, 1), DocumentKind.JUKI_CARD_B, PolicyChangeKind.ACCEPTANCE_ENDS),
        (date(2030, 3, 1), DocumentKind.PASSPORT_JP, PolicyChangeKind.ACCEPTANCE_ENDS),
    ]
    for step in found.changes:
        assert step.rules
        assert step.citations
        assert step.example is not None
        before = date.fromordinal(step.day.toordinal() - 1)
        assert CROWDWORKS_ARTICLE.evaluate(step.example, before).verdict is Verdict.ACCEPTED
        assert CROWDWORKS_ARTICLE.evaluate(step.example, step.day).verdict is Verdict.REJECTED


def test_a_rule_that_begins_and_ends_is_two_steps() -> None:
    """Both days are told with the rule; days outside the range are not."""
    spring = evolve(ORIGINAL, period=Period(date(2026, 4, 1), date(2026, 7, 1)))
    steps = build_timeline(policy(spring), *YEARS).changes

    assert [(s.day, s.change_kind, s.rules) for s in steps] == [
        (date(2026, 4, 1), PolicyChangeKind.RULE_BEGINS, (spring,)),
        (date(2026, 7, 1), PolicyChangeKind.RULE_ENDS, (spring,)),
    ]
    assert build_timeline(policy(spring), date(2030, 1, 1), date(2032, 1, 1)).changes == ()


def test_a_line_that_opens_is_a_step() -> None:
    """From the first day of its period a second document is taken."""
    later = Acceptance(
        kinds={RECORD}, period=Period(since=date(2026, 4, 1)), citations=[HOUSE_RULES]
    )
    house = policy(accept_list=[later])
    [step] = build_timeline(house, *YEARS).changes

    assert (step.day, step.change_kind, step.kinds) == (
        date(2026, 4, 1),
        PolicyChangeKind.ACCEPTANCE_BEGINS,
        (RECORD,),
    )
    assert step.example is not None
    assert house.evaluate(step.example, date(2026, 4, 1)).verdict is Verdict.ACCEPTED


def test_years_that_end_before_they_begin_are_refused() -> None:
    """A range without a day has nothing to be looked at, and the two days are named."""
    with pytest.raises(InvalidValueError, match="since 2026-01-01 is not before 2026-01-01"):
        build_timeline(policy_for({LICENCE}), date(2026, 1, 1), date(2026, 1, 1))


def test_the_law_that_ends_a_card_is_cited_beside_the_policy() -> None:
    """The article names the card; that its time is over stands in the law on the card."""
    card, *_ = build_timeline(CROWDWORKS_ARTICLE, *YEARS).changes
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
    [step] = build_timeline(policy(early), *YEARS).changes

    assert (step.day, step.change_kind, step.rules) == (
        turns,
        PolicyChangeKind.ACCEPTANCE_ENDS,
        (early,),
    )


def test_kinds_on_two_lines_change_once() -> None:
    """A licence listed until one day and again from another falls away once and opens once."""
    first = Acceptance(
        kinds={LICENCE}, period=Period(None, date(2026, 1, 1)), citations=[HOUSE_RULES]
    )
    again = evolve(first, period=Period(date(2026, 6, 1), None))
    house = policy(accept_list=[first, again])
    steps = build_timeline(house, date(2025, 6, 1), date(2027, 1, 1)).changes

    assert [(step.day, step.change_kind) for step in steps] == [
        (date(2026, 1, 1), PolicyChangeKind.ACCEPTANCE_ENDS),
        (date(2026, 6, 1), PolicyChangeKind.ACCEPTANCE_BEGINS),
    ]
