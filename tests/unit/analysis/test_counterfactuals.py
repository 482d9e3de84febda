"""What would have to be otherwise: the day, the policy, an answer."""

from datetime import date

import pytest
from attrs import evolve

from idverify.analysis.counterfactuals import (
    find_accepted_periods,
    find_accepting_policies,
    rank_questions,
)
from idverify.calendar.period import Period
from idverify.errors import InvalidValueError
from idverify.model.observations import Medium, Observation
from idverify.policy import facts
from idverify.policy.facts import Expiry
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import submission, unobserved
from support.rules import policy, rule
from support.state_space import DAY, LICENCE

SPRING = Period(date(2026, 4, 1), date(2026, 7, 1))
ORIGINAL = rule("original", facts.MEDIUM.one_of(Medium.ORIGINAL))
UNEXPIRED = rule("unexpired", facts.EXPIRY.other_than(Expiry.EXPIRED))


def test_a_licence_is_accepted_up_to_its_last_day() -> None:
    """Its last day, a Sunday, moves to the Monday; from Tuesday on it is too late."""
    sent = submission(LICENCE, expires_on=date(2026, 6, 14))

    [days] = find_accepted_periods(CROWDWORKS_ARTICLE, sent, SPRING)
    assert days == Period(date(2026, 4, 1), date(2026, 6, 16))


def test_what_is_refused_on_every_day_is_accepted_on_none() -> None:
    """A photocopy stays one, whenever it arrives."""
    assert (
        find_accepted_periods(policy(ORIGINAL), submission(medium=Medium.PHOTOCOPY), SPRING) == ()
    )


def test_days_without_end_are_refused() -> None:
    """A range that is open at an end cannot be gone through day by day."""
    with pytest.raises(InvalidValueError, match="since and until"):
        find_accepted_periods(policy(), submission(), Period(since=DAY))


def test_a_case_is_put_to_several_policies() -> None:
    """Of two policies the one without the rule accepts a photocopy."""
    strict, lax = policy(ORIGINAL), policy()

    assert find_accepting_policies([strict, lax], submission(medium=Medium.PHOTOCOPY), DAY) == (
        lax,
    )


def test_the_question_that_decides_most_comes_first() -> None:
    """Three of four media are refused here, but only one of three classes of expiry."""
    weights = rank_questions(policy(UNEXPIRED, ORIGINAL), unobserved(submission()), DAY)

    assert [(w.question.fact.name, w.decided_share) for w in weights] == [
        ("medium", 0.5),
        ("expiry", 0.5),
    ]


def test_the_last_open_question_decides_everything() -> None:
    """With all but one answer given, that answer settles the case either way."""
    asked = submission().with_observations(Observation(medium=Medium.ORIGINAL))
    [weight] = rank_questions(policy(UNEXPIRED, ORIGINAL), asked, DAY)

    assert (weight.question.fact.name, weight.decided_share) == ("expiry", 1.0)


def test_a_settled_case_has_nothing_to_weigh() -> None:
    """Whoever has been refused for certain is asked nothing more."""
    refused = evolve(submission(medium=Medium.PHOTOCOPY))

    assert rank_questions(policy(ORIGINAL), refused, DAY) == ()
