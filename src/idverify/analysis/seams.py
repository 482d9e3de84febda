"""Where one rule replaces another (規則の継ぎ目): days without either, and days with both."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Final

from attrs import frozen

from idverify.analysis.scenes import scenes_of
from idverify.analysis.spaces import Side, Space, space_of
from idverify.calendar.period import Period
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.vocabulary.submissions import Submission

__all__ = ["Seam", "seams"]

_DAY: Final = timedelta(days=1)


@frozen
class Seam:
    """The days on which a rule has ended and its successor not begun, or on which both hold."""

    earlier: Rule
    later: Rule
    days: Period
    is_gap: bool
    """True: neither holds. False: both do."""
    witness: Submission | None
    """Accepted on the first day of the gap, and refused by the earlier rule the day before; or
    told twice. None: no submission meets it."""


def seams(policy: Policy, day: date) -> tuple[Seam, ...]:
    """Find every seam between rules of one code that speak of a kind in common.

    *day* is when two rules are tried that both hold for ever.
    """
    return tuple(
        Seam(
            earlier,
            later,
            days,
            is_gap,
            _witness(policy, (earlier, later), days, day, is_gap=is_gap),
        )
        for earlier, later in _successions(policy)
        for days, is_gap in _between(earlier.period, later.period)
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


def _between(earlier: Period, later: Period) -> Iterator[tuple[Period, bool]]:
    end, begin = earlier.until, later.since
    if end and begin and end < begin:
        yield Period(end, begin), True
    elif end is None or begin is None or begin < end:
        yield Period(begin, min((d for d in (end, later.until) if d), default=None)), False


def _witness(
    policy: Policy, rules: tuple[Rule, Rule], days: Period, day: date, *, is_gap: bool
) -> Submission | None:
    inside = day if day in days else (days.until or day) - _DAY
    when = days.since or inside
    before = when - _DAY if is_gap else when
    earlier, later = Side((rules[0],), before), Side((rules[1],), when)
    sides = (Side.of(policy, when) if is_gap else later, earlier)
    spaces = (space_of(scene, *sides) for scene in scenes_of(policy, when, before))
    found = (witness for space in spaces for witness in _met(space, is_gap=is_gap))
    return next(found, None)


def _met(space: Space, *, is_gap: bool) -> Iterator[Submission]:
    """Yield a submission that the second side refuses and the first accepts, or refuses too."""
    for place, part in enumerate(space.parts):
        accepted, broken = part.accepted[0], part.everything & ~part.accepted[1]
        wanted = broken & (accepted if is_gap else ~accepted)
        if wanted and (not is_gap or space.accepts(0)):
            yield space.witness({place: part.nearest(wanted)})
