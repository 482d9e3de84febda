"""Rules as data: facts, conditions, and what a rule says of itself."""

import pytest
from attrs import evolve

from idverify.errors import InvalidValueError
from idverify.matching import STRICT
from idverify.model.documents import DocumentKind
from idverify.policy.rules import Condition, Scope
from idverify.presets import CROWDWORKS_ARTICLE
from support.rules import HOUSE_RULES, fact, rule

SEEN = fact("seen")
SIGNED = fact("signed", scope=Scope.SUBMISSION, is_known_at_intake=True)


def test_two_facts_that_ask_the_same_are_equal() -> None:
    """Wording and effort do not make another question; a setting does."""
    assert fact("seen") == fact("seen", question_ja="見ましたか", effort=3)
    assert fact("seen") != fact("seen", parameter=3)


def test_a_fact_is_shown_by_its_name_alone() -> None:
    """What it reads and offers would hide, in a longer text, which fact it is."""
    assert repr(fact("sides", (True, False))) == "Fact(name='sides')"


def test_a_condition_names_answers_or_all_others() -> None:
    """`one_of` and `other_than` divide the answers of a fact between them."""
    assert frozenset({True}) == SEEN.one_of(True).values
    assert SEEN.one_of(True) == SEEN.other_than(False)


def test_a_condition_that_no_answer_meets_is_refused() -> None:
    """A fact that would have to have no answer at all is a mistake of the rule's writer."""
    with pytest.raises(InvalidValueError, match=r"^values is empty"):
        SEEN.other_than(True, False)


def test_a_condition_on_an_answer_that_never_comes_is_refused() -> None:
    """An answer outside the fact's values is named and refused."""
    with pytest.raises(InvalidValueError, match=r"seen never answers \['maybe'\]"):
        Condition(fact=SEEN, values=frozenset({True, "maybe"}))


def test_a_rule_needs_a_source() -> None:
    """A rule without a citation is refused (promise 2)."""
    with pytest.raises(InvalidValueError, match=r"^citations is empty"):
        rule("r", SEEN.one_of(True), citations=())


def test_a_rule_lists_what_it_reads_once_and_last_what_it_requires() -> None:
    """Facts are listed in the order of the conditions, without repeats."""
    made = rule("r", SEEN.one_of(True), SIGNED.one_of(True), SEEN.other_than(False))

    assert made.facts == (SIGNED, SEEN)
    assert SEEN.one_of(True) == made.conditions[-1]


def test_a_rule_is_asked_of_each_document_if_it_reads_any() -> None:
    """One fact about documents makes the whole rule one about documents."""
    assert Scope.DOCUMENT is rule("r", SIGNED.one_of(True), SEEN.one_of(True)).scope
    assert Scope.SUBMISSION is rule("r", SIGNED.one_of(True)).scope


def test_a_rule_is_judged_at_the_door_if_all_it_reads_is_known_there() -> None:
    """One fact that a reviewer has to look at keeps a rule inside."""
    assert rule("r", SIGNED.one_of(True)).is_known_at_intake
    assert not rule("r", SIGNED.one_of(True), SEEN.one_of(True)).is_known_at_intake


def test_a_rule_speaks_of_all_kinds_unless_it_names_some() -> None:
    """Without kinds a rule is about every document."""
    some = rule("r", SEEN.one_of(True), kinds=frozenset({DocumentKind.PASSPORT_JP}))

    assert rule("r", SEEN.one_of(True)).applies_to(DocumentKind.UTILITY_BILL)
    assert some.applies_to(DocumentKind.PASSPORT_JP)
    assert not some.applies_to(DocumentKind.UTILITY_BILL)
    assert some.citations == (HOUSE_RULES,)


def test_a_strictness_holds_for_every_condition() -> None:
    """What a rule asks first is compared as strictly as what it requires."""
    [agrees] = [rule for rule in CROWDWORKS_ARTICLE.rules if rule.code == "name_agrees"]
    strict = evolve(agrees, when=[agrees.requires]).with_strictness(STRICT)

    compared = [condition.fact.profile_comparison for condition in strict.conditions]
    assert [how and how.strictness for how in compared] == [STRICT, STRICT]
