"""Facts that read more than they declare are found, with the names of rule and fact."""

from datetime import date
from typing import Any

import pytest

from idverify.model.observations import Medium
from idverify.model.submissions import Document, Submission
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact
from idverify.presets import CROWDWORKS_ARTICLE, PRESETS
from support.fact_declarations import undeclared
from support.rules import fact, policy, rule
from support.state_space import DAY


def medium(document: Document, _: Submission, __: date) -> object:
    """Read what a reviewer has to look at."""
    return document.observation.medium


def is_odd(_: Document, __: Submission, day: date) -> bool:
    """Read nothing but the day."""
    return day.toordinal() % 2 == 1


def profile(_: Document, submission: Submission, __: date) -> bool:
    """Read what is known as soon as somebody applies."""
    return submission.applicant.birth_date < date(2000, 1, 1)  # type: ignore[union-attr]


def told(one: Fact) -> list[str]:
    """Say what is found of a rule on this fact."""
    return [str(each) for each in undeclared(policy(rule("greedy", one.one_of(True))), DAY)]


@pytest.mark.parametrize("policy", PRESETS, ids=lambda policy: policy.code)
def test_every_preset_reads_what_it_declares(policy: Policy) -> None:
    """Watched while they read, the facts of our presets touch nothing that they conceal."""
    assert undeclared(policy, DAY) == ()


@pytest.mark.parametrize("day", [date(2024, 6, 3), date(2027, 4, 1)])
def test_what_is_declared_holds_on_other_days_too(day: date) -> None:
    """Before documents ended and after, the facts of the article read what they declare."""
    assert undeclared(CROWDWORKS_ARTICLE, day) == ()


@pytest.mark.parametrize("declared", ["is_fixed", "is_known_at_intake"])
def test_a_field_that_was_not_declared_is_named_with_rule_and_fact(declared: str) -> None:
    """A fact that claims to need no reviewer, and reads what one notes, is named with its rule."""
    changes: dict[str, Any] = {"read": medium, declared: True}
    [sentence] = told(fact("secretly", (True, False, *Medium), **changes))

    assert sentence == (
        "the rule greedy rests on medium, which its fact secretly has not declared: "
        "declare it, or read less"
    )


def test_an_answer_that_was_not_declared_is_named() -> None:
    """A fact that answers something else than it says is found before anybody is judged by it."""
    sentences = told(fact("chatty", (True, False), read=medium))

    assert "the answer original, which its fact chatty has not declared" in sentences[0]
    assert len(sentences) == len(Medium)


@pytest.mark.parametrize("declared", ["is_fixed", "is_timeless"])
def test_a_day_that_was_not_declared_is_named(declared: str) -> None:
    """A fact that claims not to hang on the day of receipt, and does, is found."""
    changes: dict[str, Any] = {"read": is_odd, declared: True}
    [sentence] = told(fact("daily", **changes))

    assert "rests on the day of receipt, which its fact daily" in sentence
    assert told(fact("dated", change_dates=frozenset({date(2026, 6, 4)}), **changes)) == []


def test_the_profile_is_there_at_the_door() -> None:
    """A fact about the applicant alone needs no reviewer."""
    assert told(fact("born_before", read=profile, is_known_at_intake=True)) == []
