"""Where one rule replaces another (規則の継ぎ目): the days on which neither holds.

Days with both cannot be: a policy refuses two rules of one code that meet.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Final

from attrs import frozen

from idverify.analysis.scenes import numbers_in, scenes_of
from idverify.analysis.spaces import Side, Space, space_of
from idverify.calendar.period import Period
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.vocabulary.submissions import Submission

__all__ = ["Seam", "seams"]

_DAY: Final = timedelta(days=1)


@frozen
class Seam:
    """The days on which a rule has ended and its successor not begun (規則の空白)."""

    earlier: Rule
    later: Rule
    days: Period
    witness: Submission | None
    """Accepted on the first of these days, and refused by the earlier rule the day before;
    None: no submission meets it."""


def seams(policy: Policy) -> tuple[Seam, ...]:
    """Find every gap between rules of one code that speak of a kind in common."""
    return tuple(
        Seam(earlier, later, Period(end, begin), _witness(policy, earlier, end))
        for earlier, later in _successions(policy)
        if (end := earlier.period.until) and (begin := later.period.since) and end < begin
    )


def _successions(policy: Policy) -> Iterator[tuple[Rule, Rule]]:
    in_time = sorted(policy.requirements, key=lambda rule: rule.period.since or date.min)
    for place, rule in enumerate(in_time):
        later = (other for other in in_time[place + 1 :] if _may_replace(rule, other))
        yield from ((rule, other) for other in islice(later, 1))


def _may_replace(one: Rule, other: Rule) -> bool:
    if one.code != other.code:
        return False
    return one.kinds is None or other.kinds is None or bool(one.kinds & other.kinds)


def _witness(policy: Policy, ended: Rule, day: date) -> Submission | None:
    before = day - _DAY
    sides = (Side.of(policy, day), Side((ended,), before))
    scenes = scenes_of(policy, numbers_in(policy), day, before)
    found = (witness for scene in scenes for witness in _met(space_of(scene, *sides)))
    return next(found, None)


def _met(space: Space) -> Iterator[Submission]:
    """Yield a submission that the first side accepts and the second refuses."""
    for place, part in enumerate(space.parts):
        wanted = part.accepted[0] & ~part.accepted[1]
        if wanted and space.accepts(0):
            yield space.witness({place: part.nearest(wanted)})
