"""Gaps and overlaps between successive rules (規則の継ぎ目).

A rule succeeds another if it has the same code, or if it requires the same fact of a common
kind of document for the same reason; each kind has its own next rule. Two rules with the same
code never overlap: no policy accepts them.
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
    """The days of a gap or an overlap between a rule and its successor (規則の空白・重複)."""

    earlier: Rule
    later: Rule
    period: Period
    """In a gap neither rule is in force; in an overlap both are."""
    is_overlap: bool
    example: Submission | None
    """For a gap: accepted on its first day, and rejected by the earlier rule on the day before.
    For an overlap: rejected by both on its first day. None: no submission is affected."""


def find_rule_transitions(policy: Policy) -> tuple[RuleTransition, ...]:
    """Return every gap and overlap between a rule and its successor."""
    return tuple(
        transition
        for pair in _successor_pairs(policy)
        if (transition := _classify_transition(policy, *pair)) is not None
    )


def _classify_transition(
    policy: Policy, earlier: Rule, later: Rule, kinds: frozenset[DocumentKind]
) -> RuleTransition | None:
    """Compare the end of a rule with the start of its successor; None: no gap or overlap."""
    end, begin = earlier.period.until, later.period.since
    if end is None or begin is None or end == begin:
        return None
    ended = evolve(earlier, kinds=kinds)
    if end < begin:
        gap = Period(end, begin)
        return RuleTransition(
            earlier, later, gap, is_overlap=False, example=_find_gap_example(policy, ended, end)
        )
    overlap = Period(begin, min(end, later.period.until or end))
    example = _find_overlap_example(policy, ended, later, begin)
    return RuleTransition(earlier, later, overlap, is_overlap=True, example=example)


def _successor_pairs(policy: Policy) -> Iterator[tuple[Rule, Rule, frozenset[DocumentKind]]]:
    """Yield each rule with its successors, and the kinds of documents that each concerns."""
    in_order = sorted(policy.requirements, key=lambda rule: rule.period.since or date.min)
    for index, rule in enumerate(in_order):
        remaining = _applicable_kinds(rule)
        for other in in_order[index + 1 :]:
            common = remaining & _applicable_kinds(other)
            if common and _may_replace(rule, other):
                yield rule, other, common
                remaining -= common


def _applicable_kinds(rule: Rule) -> frozenset[DocumentKind]:
    return frozenset(DocumentKind) if rule.kinds is None else rule.kinds


def _may_replace(earlier: Rule, later: Rule) -> bool:
    return earlier.code == later.code or (
        earlier.reason.code == later.reason.code
        and earlier.requires.fact.name == later.requires.fact.name
        and earlier.period.since != later.period.since
    )


def _find_gap_example(policy: Policy, ended: Rule, day: date) -> Submission | None:
    before = day - _DAY
    sides = (InForce.of(policy, day), InForce((ended,), before))
    scenes = scenes_of(policy, numbers_in(policy), day, before)
    examples = (
        example for scene in scenes for example in _examples_newly_accepted(space_of(scene, *sides))
    )
    return next(examples, None)


def _examples_newly_accepted(space: Space) -> Iterator[Submission]:
    """Yield submissions that the first policy accepts and the second rejects."""
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
        (example for space in spaces for example in _examples_rejected_by_both(space)), None
    )


def _examples_rejected_by_both(space: Space) -> Iterator[Submission]:
    for place, part in enumerate(space.parts):
        wanted = part.everything & ~(part.accepted[0] | part.accepted[1])
        if wanted:
            yield space.witness({place: part.nearest(wanted)})
