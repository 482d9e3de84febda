"""Evaluation with answers missing, on rules small enough to follow by hand."""

from collections.abc import Hashable

import pytest

from idverify.model.unknown import UNKNOWN
from idverify.policy.glance import Slot
from idverify.policy.partial import GroundRule, RuleState, Settlement, settle
from idverify.policy.rules import Fact
from support.rules import fact, rule

YES, NO, OPEN = True, False, UNKNOWN


def slots(count: int, values: tuple[Hashable, ...] = (True, False)) -> list[Slot]:
    """Return so many questions, each about the same document."""
    return [Slot(fact(f"f{at}", values), 0, None) for at in range(count)]


def ground(
    requires: int, wanted: Hashable, *when: tuple[int, Hashable], blocks: bool = True
) -> GroundRule:
    """Return: if each of *when* is answered so, then *requires* is answered *wanted*."""
    a_fact: Fact = fact("f")
    return GroundRule(
        rule(f"r{requires}{wanted}{when}", a_fact.one_of(True), is_blocking=blocks),
        document=0,
        kind=None,
        when=tuple((slot, frozenset({value})) for slot, value in when),
        requires=(requires, frozenset({wanted})),
    )


def test_slots_of_a_rule_end_with_what_it_requires() -> None:
    """The order of a rule's slots is that of its conditions."""
    assert ground(0, YES, (2, YES), (1, NO)).slots == (2, 1, 0)


@pytest.mark.parametrize(
    ("answers", "standing"),
    [
        ((YES, YES), RuleState.HOLDS),
        ((YES, NO), RuleState.BROKEN),
        ((YES, OPEN), RuleState.OPEN),
        ((NO, NO), RuleState.HOLDS),
        ((NO, OPEN), RuleState.HOLDS),
        ((OPEN, YES), RuleState.HOLDS),
        ((OPEN, NO), RuleState.OPEN),
        ((OPEN, OPEN), RuleState.OPEN),
    ],
)
def test_a_rule_stands_by_what_is_known(answers: tuple[Hashable, ...], standing: RuleState) -> None:
    """If the first is yes the second must be: each of the nine ways to know about it."""
    assert standing is ground(1, YES, (0, YES)).state(answers)


def test_nothing_is_open_when_everything_is_answered() -> None:
    """With all answers there the broken rules are told and no question is left."""
    rules = [ground(0, YES), ground(1, YES)]

    assert Settlement((rules[1],), frozenset()) == settle(slots(2), rules, (YES, NO))


def test_an_answer_that_cannot_matter_is_not_asked_for() -> None:
    """A rule whose condition does not apply asks nothing."""
    rules = [ground(1, YES, (0, YES))]

    assert Settlement((), frozenset()) == settle(slots(2), rules, (NO, OPEN))
    assert Settlement((), frozenset({1})) == settle(slots(2), rules, (YES, OPEN))
    assert Settlement((), frozenset({0})) == settle(slots(2), rules, (OPEN, NO))


def test_rules_that_no_answer_can_satisfy_are_broken_already() -> None:
    """Yes is required and no is required: whatever is found, one of the two is broken."""
    rules = [ground(0, YES), ground(1, YES), ground(0, NO)]

    assert Settlement((rules[0], rules[2]), frozenset({1})) == settle(slots(2), rules, (OPEN, OPEN))


def test_rules_hang_together_through_others() -> None:
    """A chain of rules over shared questions is weighed as one."""
    chain = [ground(1, YES, (0, YES)), ground(2, YES, (1, YES)), ground(2, NO), ground(0, YES)]

    assert tuple(chain) == settle(slots(3), chain, (OPEN, OPEN, OPEN)).broken


def test_a_later_rule_joins_two_groups() -> None:
    """Two rules apart become one group when a third reads the questions of both."""
    rules = [ground(0, YES), ground(1, YES), ground(1, NO, (0, YES))]

    assert tuple(rules) == settle(slots(2), rules, (OPEN, OPEN)).broken


def test_a_note_asks_nothing() -> None:
    """A rule that blocks nobody never keeps a verdict open, and is told when it is broken."""
    note = ground(0, YES, blocks=False)

    assert Settlement((), frozenset()) == settle(slots(1), [note], (OPEN,))
    assert Settlement((note,), frozenset()) == settle(slots(1), [note], (NO,))


def test_beyond_a_bound_every_missing_answer_counts() -> None:
    """Thirteen yes-or-no questions have more than 4,096 ways, and all of them are asked."""
    one_rule = [ground(12, YES, *((at, YES) for at in range(12)))]
    answers = (OPEN,) * 13

    assert frozenset(range(13)) == settle(slots(13), one_rule, answers).open_slots
    few = ground(11, YES, *((at, YES) for at in range(11)))
    assert frozenset(range(12)) == settle(slots(12), [few], answers[:12]).open_slots
