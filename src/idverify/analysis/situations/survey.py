"""The spaces of one policy on one day, built once; every question is then a matter of bits."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import chain

from attrs import frozen

from idverify.analysis.situations.scenes import line_scene, numbers_in, scenes_of
from idverify.analysis.situations.spaces import Breach, InForce, Space, space_of
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule

__all__ = ["Found", "Survey", "blamed", "last_read"]


def last_read(*policies: Policy) -> date:
    """Return the day on which the sources of policies were last read.

    No clock is asked: where a question names no day, this is the latest of which
    anything is known.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> last_read(CROWDWORKS_ARTICLE)
    datetime.date(2026, 11, 30)
    """
    of_rules = (c for policy in policies for rule in policy.rules for c in rule.citations)
    of_policies = (c for policy in policies for c in policy.citations)
    return max(citation.read_on for citation in chain(of_policies, of_rules))


@frozen(eq=False)
class Found:
    """A rule asked of one document, with the space and the part in which it stands."""

    space: Space
    place: int
    breach: Breach

    def situations(self, wanted: int) -> dict[int, int]:
        """Return the wanted situation of the part that is the plainest."""
        return {self.place: self.space.parts[self.place].nearest(wanted)}


@frozen(eq=False)
class Survey:
    """Every combination of documents that matters, with all that can happen in it."""

    policy: Policy
    day: date
    spaces: tuple[Space, ...]
    """The lines of the accept list first, in its order."""

    @classmethod
    def of(cls, policy: Policy, day: date) -> "Survey":
        """Build the spaces of a policy for receipts on *day*."""
        side = InForce.of(policy, day)
        spaces = tuple(
            space_of(scene, side) for scene in scenes_of(policy, numbers_in(policy), day)
        )
        return cls(policy, day, spaces)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in force on the day."""
        return self.policy.in_force_on(self.day).rules

    @cached_property
    def lines(self) -> tuple[Space, ...]:
        """The spaces of the complete lines of the accept list."""
        wanted = {
            line_scene(line, numbers_in(self.policy), self.day) for line in self.policy.accept_list
        }
        return tuple(space for space in self.spaces if space.scene in wanted)

    @cached_property
    def asked(self) -> tuple[Found, ...]:
        """Every rule on every document of every space."""
        return tuple(self._asked())

    @property
    def situations(self) -> int:
        """How many situations the spaces have, all together."""
        return sum(space.size for space in self.spaces)

    def _asked(self) -> Iterator[Found]:
        for space in self.spaces:
            for place, part in enumerate(space.parts):
                yield from (Found(space, place, breach) for breach in part.breaches)


def blamed(space: Space, side: int = 0) -> tuple[Rule, ...]:
    """Return the rules that leave nothing to be accepted in a space.

    Where one rule is broken in every situation of a part, it alone is to blame;
    otherwise all that are broken there. A rule that yields to another of them is not told.
    """
    rules: dict[int, Rule] = {}
    for part in space.parts:
        if not part.accepted[side]:
            own = [
                b for b in part.breaches if b.side == side and b.rule.is_blocking and b.situations
            ]
            always = [b for b in own if b.situations == part.everything]
            rules |= {id(b.rule): b.rule for b in always or own}
    codes = {rule.code for rule in rules.values()}
    return tuple(rule for rule in rules.values() if rule.suppressed_by.isdisjoint(codes))
