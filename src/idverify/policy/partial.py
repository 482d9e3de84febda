"""Evaluation with half the answers missing: what is settled, and what can still change it.

A rule is put on concrete slots (this fact of that document); a slot holds an
answer or `UNKNOWN`. Rules that share an unanswered slot are weighed together,
because one answer may settle what the other leaves open.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import product
from math import prod
from typing import Final

from attrs import frozen

from idverify.model.documents import DocumentKind
from idverify.model.unknown import UNKNOWN
from idverify.policy.glance import Slot
from idverify.policy.rules import Rule

__all__ = ["GroundRule", "Settlement", "settle"]

#: Beyond so many combinations of missing answers, every one of them counts as able to
#: change the verdict: true of nearly all, and bounded in time.
MAX_COMBINATIONS: Final = 4096

Answers = Sequence[Hashable]


class RuleState(Enum):
    """How a rule stands with the answers there are."""

    HOLDS = auto()
    BROKEN = auto()
    OPEN = auto()


@frozen
class GroundRule:
    """A rule with its conditions put on slots; the last one is what it requires."""

    rule: Rule
    document: int | None
    kind: DocumentKind | None
    when: tuple[tuple[int, frozenset[Hashable]], ...]
    requires: tuple[int, frozenset[Hashable]]

    @property
    def slots(self) -> tuple[int, ...]:
        """The slots it reads, in the order of its conditions."""
        return tuple(slot for slot, _ in (*self.when, self.requires))

    def state(self, answers: Answers) -> RuleState:
        """Say how the rule stands; open as long as a missing answer can decide it."""
        is_open = False
        for slot, values in self.when:
            if answers[slot] is UNKNOWN:
                is_open = True
            elif answers[slot] not in values:
                return RuleState.HOLDS
        slot, values = self.requires
        if answers[slot] is UNKNOWN:
            return RuleState.OPEN
        if answers[slot] in values:
            return RuleState.HOLDS
        return RuleState.OPEN if is_open else RuleState.BROKEN


@frozen
class Settlement:
    """What the answers amount to: rules broken for certain, and slots that still matter."""

    broken: tuple[GroundRule, ...]
    open_slots: frozenset[int]


def settle(slots: Sequence[Slot], rules: Sequence[GroundRule], answers: Answers) -> Settlement:
    """Find the rules that are broken whatever else is found, and the answers that matter.

    If every way to complete the answers breaks one of several rules, all of those
    count as broken.
    """
    states = [(rule, rule.state(answers)) for rule in rules]
    broken = [rule for rule, state in states if state is RuleState.BROKEN]
    pending = [r for r, s in states if s is RuleState.OPEN and r.rule.is_asked]
    blocking = [rule for rule in pending if rule.rule.is_blocking]
    open_slots: set[int] = set()
    # A rule that only concerns images cannot block, so it is settled alone.
    images_only = ([rule] for rule in pending if not rule.rule.is_blocking)
    for group in (*_connected(blocking, answers), *images_only):
        relevant = _relevant(slots, group, answers)
        if relevant is None:
            broken.extend(group)
        else:
            open_slots |= relevant
    order = {id(rule): place for place, rule in enumerate(rules)}
    broken.sort(key=lambda rule: order[id(rule)])
    return Settlement(tuple(broken), frozenset(open_slots))


def _connected(rules: Iterable[GroundRule], answers: Answers) -> Iterator[list[GroundRule]]:
    """Group rules that share, directly or through others, an unanswered slot."""
    groups: list[tuple[set[int], list[GroundRule]]] = []
    for rule in rules:
        reads = {slot for slot in rule.slots if answers[slot] is UNKNOWN}
        members = [rule]
        apart = []
        for group in groups:
            if group[0] & reads:
                reads |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (reads, members)]
    return (members for _, members in groups)


def _relevant(slots: Sequence[Slot], rules: list[GroundRule], answers: Answers) -> set[int] | None:
    """Return the unanswered slots on which *rules* depend, or None if no answers satisfy them."""
    unknown = sorted({s for rule in rules for s in rule.slots if answers[s] is UNKNOWN})
    choices = [slots[s].fact.values for s in unknown]
    if prod(map(len, choices)) > MAX_COMBINATIONS:
        return set(unknown)
    good = set()
    completed = list(answers)
    for combination in product(*choices):
        for slot, answer in zip(unknown, combination, strict=True):
            completed[slot] = answer
        if all(rule.state(completed) is RuleState.HOLDS for rule in rules):
            good.add(combination)
    if not good:
        return None
    return {
        slot
        for place, slot in enumerate(unknown)
        if any(
            (*combination[:place], other, *combination[place + 1 :]) not in good
            for combination in good
            for other in choices[place]
        )
    }
