"""Where one rule replaces another (規則の継ぎ目): days on which neither holds, or both.

A rule succeeds another if it has the same code, or asks the same fact of a kind in
common for the same reason; each kind has its own next rule. Two rules of one code cannot
both hold: no policy takes them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import evolve, frozen

from idverify.analysis.situations.scenes import numbers_in, scenes_of
from idverify.analysis.situations.spaces import InForce, Space, space_of
from idverify.calendar.period import Period
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Submission
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule

__all__ = ["RuleTransition", "find_rule_transitions"]

_DAY: Final = timedelta(days=1)


@frozen
class RuleTransition:
    """The days on which a rule and its successor leave a gap, or meet (規則の空白・重複)."""

    earlier: Rule
    later: Rule
    period: Period
    """Of a gap: neither holds. Of an overlap: both hold."""
    is_overlap: bool
    example: Submission | None
    """Of a gap: accepted on its first day, and refused by the earlier rule the day before.
    Of an overlap: refused by both on its first day. None: no submission meets it."""


def find_rule_transitions(policy: Policy) -> tuple[RuleTransition, ...]:
    """Find every gap and every overlap between a rule and the one that follows it."""
    return tuple(
        seam
        for pair in _successor_pairs(policy)
        if (seam := _classify_transition(policy, *pair)) is not None
    )


def _classify_transition(
    policy: Policy, earlier: Rule, later: Rule, kinds: frozenset[DocumentKind]
) -> RuleTransition | None:
    """Compare the end of one rule with the beginning of the next; one without end stays."""
    end, begin = earlier.period.until, later.period.since
    if end is None or begin is None or end == begin:
        return None
    ended = evolve(earlier, kinds=kinds)
    if end < begin:
        gap = Period(end, begin)
        return RuleTransition(
            earlier, later, gap, is_overlap=False, example=_find_gap_example(policy, ended, end)
        )
    both = Period(begin, min(end, later.period.until or end))
    twice = _find_overlap_example(policy, ended, later, begin)
    return RuleTransition(earlier, later, both, is_overlap=True, example=twice)


def _successor_pairs(policy: Policy) -> Iterator[tuple[Rule, Rule, frozenset[DocumentKind]]]:
    """Yield each rule with each that follows it for some kinds: the next for each of its kinds."""
    in_time = sorted(policy.requirements, key=lambda rule: rule.period.since or date.min)
    for place, rule in enumerate(in_time):
        left = _applicable_kinds(rule)
        for other in in_time[place + 1 :]:
            taken = left & _applicable_kinds(other)
            if taken and _may_replace(rule, other):
                yield rule, other, taken
                left -= taken


def _applicable_kinds(rule: Rule) -> frozenset[DocumentKind]:
    return frozenset(DocumentKind) if rule.kinds is None else rule.kinds


def _may_replace(one: Rule, other: Rule) -> bool:
    return one.code == other.code or (
        one.reason.code == other.reason.code
        and one.requires.fact.name == other.requires.fact.name
        and one.period.since != other.period.since
    )


def _find_gap_example(policy: Policy, ended: Rule, day: date) -> Submission | None:
    before = day - _DAY
    sides = (InForce.of(policy, day), InForce((ended,), before))
    scenes = scenes_of(policy, numbers_in(policy), day, before)
    found = (
        witness for scene in scenes for witness in _examples_newly_accepted(space_of(scene, *sides))
    )
    return next(found, None)


def _examples_newly_accepted(space: Space) -> Iterator[Submission]:
    """Yield a submission that the first side accepts and the second refuses."""
    for place, part in enumerate(space.parts):
        wanted = part.accepted[0] & ~part.accepted[1]
        if wanted and space.accepts(0):
            yield space.witness({place: part.nearest(wanted)})


def _find_overlap_example(
    policy: Policy, earlier: Rule, later: Rule, day: date
) -> Submission | None:
    sides = (InForce((earlier,), day), InForce((later,), day))
    spaces = (space_of(scene, *sides) for scene in scenes_of(policy, numbers_in(policy), day))
    return next(
        (witness for space in spaces for witness in _examples_rejected_by_both(space)), None
    )


def _examples_rejected_by_both(space: Space) -> Iterator[Submission]:
    for place, part in enumerate(space.parts):
        wanted = part.everything & ~(part.accepted[0] | part.accepted[1])
        if wanted:
            yield space.witness({place: part.nearest(wanted)})
