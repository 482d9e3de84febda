"""Every situation a policy can meet (状況空間), as bits of a few large integers.

What a fact reads is found by watching it read; values that no condition can tell
apart count as one. What remains are dials, each with a few settings. Rules that share
no dial, directly or through others, are independent: they fall into parts, and the
space is the product of its parts, which is never built. Within a part every situation
is one bit: a condition is the integer of the situations in which it applies, a rule
the integer of those that break it.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, reduce
from itertools import product
from math import prod
from operator import and_, or_
from typing import Final, Self

from attrs import field, frozen

from idverify.analysis.situations.bits import lowest, repeated
from idverify.analysis.situations.specimens import Aspect, Choices, Scene
from idverify.analysis.situations.tables import Term
from idverify.errors import InvalidValueError
from idverify.model.submissions import Submission
from idverify.policy.policy import Policy
from idverify.policy.rules import Condition, Rule, Scope

__all__ = ["MAX_SITUATIONS", "Breach", "Component", "Dial", "InForce", "Space", "space_of"]

#: Situations in one part; beyond this an integer takes more memory than an answer is worth.
MAX_SITUATIONS: Final = 8_000_000


@frozen(eq=False)
class Dial:
    """One aspect with its settings: the values in a setting mean the same to every condition."""

    aspect: Aspect
    settings: tuple[tuple[Hashable, ...], ...]


@frozen
class InForce:
    """The rules of one policy, and the day of receipt on which they are asked."""

    rules: tuple[Rule, ...]
    day: date

    @classmethod
    def of(cls, policy: Policy, day: date) -> Self:
        """Return what is in force for a receipt on *day*."""
        return cls(policy.in_force_on(day).rules, day)


@frozen(eq=False)
class Ground:
    """A rule of one side put on one document of a scene, or on the submission (None)."""

    rule: Rule
    document: int | None
    side: int
    when: tuple[Term, ...]
    requires: Term

    @property
    def terms(self) -> tuple[Term, ...]:
        """All its conditions, the required one last."""
        return (*self.when, self.requires)


@frozen(eq=False)
class Breach:
    """The situations of a part in which a rule, asked of one document, is broken."""

    rule: Rule
    document: int | None
    side: int
    situations: int = field(repr=False)


@frozen(eq=False)
class Component:
    """Dials that belong together, and the rules that read them; one bit a situation."""

    dials: tuple[Dial, ...]
    terms: Mapping[Term, int] = field(repr=False)
    """For each condition the situations in which it applies."""
    breaches: tuple[Breach, ...]
    sides: int

    @cached_property
    def size(self) -> int:
        """The number of situations."""
        return _size(self.dials)

    @cached_property
    def everything(self) -> int:
        """All situations."""
        return (1 << self.size) - 1

    @cached_property
    def accepted(self) -> tuple[int, ...]:
        """For each side the situations in which none of its blocking rules is broken."""
        broken = [0] * self.sides
        for breach in self.breaches:
            if breach.rule.is_blocking:
                broken[breach.side] |= breach.situations
        return tuple(self.everything & ~bits for bits in broken)

    @cached_property
    def plainest(self) -> tuple[int, ...]:
        """For each side the plainest situation that it accepts, or the plainest of all."""
        return tuple(self.nearest(bits or self.everything) for bits in self.accepted)

    @cached_property
    def _columns(self) -> tuple[tuple[int, ...], ...]:
        return _columns(self.dials)

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """How far apart the settings of each dial stand."""
        return _strides(self.dials)

    def setting(self, situation: int, place: int) -> int:
        """Return which setting the dial at *place* has in a situation."""
        return situation // self.strides[place] % len(self.dials[place].settings)

    def where(self, place: int, settings: Iterable[int]) -> int:
        """Return the situations in which the dial at *place* has one of these settings."""
        return reduce(or_, (self._columns[place][n] for n in settings), 0)

    def is_fixed(self, situations: int, place: int) -> bool:
        """Whether the dial at *place* stands the same way in all of these situations."""
        return sum(bool(situations & column) for column in self._columns[place]) == 1

    def values(self, situation: int) -> dict[Aspect, Hashable]:
        """Return how the dials stand in a situation, each as plainly as can be."""
        return {
            dial.aspect: dial.settings[self.setting(situation, place)][0]
            for place, dial in enumerate(self.dials)
        }

    def turned(self, situations: int, place: int) -> int:
        """Return the situations reached when the dial at *place* may be turned freely."""
        stride = self.strides[place]
        first, *others = self._columns[place]
        shifts = range(stride, stride * (len(others) + 1), stride)
        at_first = reduce(or_, (situations >> shift for shift in shifts), situations) & first
        return reduce(or_, (at_first << shift for shift in shifts), at_first)

    def one_turn_from(self, situations: int, places: Iterable[int]) -> int:
        """Return *situations* and all that one turn of one of these dials leads to."""
        return reduce(or_, (self.turned(situations, p) for p in places), situations)

    def nearest(self, wanted: int, start: int = 0) -> int:
        """Return the wanted situation that the fewest turns reach from *start*."""
        reached = 1 << start
        while not reached & wanted:
            reached = self.one_turn_from(reached, range(len(self.dials)))
        return lowest(reached & wanted)


@frozen(eq=False)
class Space:
    """Everything that can happen in one scene, under one policy or several side by side."""

    scene: Scene
    parts: tuple[Component, ...]
    reads: frozenset[Aspect]
    """What the rules read at all, told apart or not."""

    @property
    def size(self) -> int:
        """The number of situations."""
        return prod(part.size for part in self.parts)

    def accepts(self, side: int = 0) -> bool:
        """Whether any situation at all is accepted."""
        return all(part.accepted[side] for part in self.parts)

    def choices(self, situations: Mapping[int, int] | None = None, side: int = 0) -> Choices:
        """Return the values in chosen situations of some parts; all else as good as can be.

        *situations* maps the place of a part to one of its situations.
        """
        given = situations or {}
        values: dict[Aspect, Hashable] = {}
        for place, part in enumerate(self.parts):
            values |= part.values(given.get(place, part.plainest[side]))
        return values

    def witness(self, situations: Mapping[int, int] | None = None, side: int = 0) -> Submission:
        """Return a submission that stands as `choices` says."""
        return self.scene.submission(self.choices(situations, side))


def space_of(scene: Scene, *sides: InForce) -> Space:
    """Return the space of a scene under the rules of one side, or of several side by side.

    Raises:
        InvalidValueError: A part has more than `MAX_SITUATIONS` situations; the text names the
            number and the rules.
    """
    grounds = [ground for n, side in enumerate(sides) for ground in _grounds(scene, n, side)]
    dials = _dials(scene, dict.fromkeys(term for ground in grounds for term in ground.terms))
    groups = _groups(scene, grounds, dials)
    parts = tuple(_part(scene, len(sides), aspects, group, dials) for aspects, group in groups)
    reads = (a for g in grounds for term in g.terms for a in term.table(scene).aspects)
    return Space(scene, parts, frozenset(reads))


def _grounds(scene: Scene, number: int, side: InForce) -> Iterator[Ground]:
    for rule in side.rules:
        for document in _documents_asked(rule, scene):
            *when, requires = (_term(c, document, side.day) for c in rule.conditions)
            yield Ground(rule, document, number, tuple(when), requires)


def _term(condition: Condition, document: int | None, day: date) -> Term:
    of_document = condition.fact.scope is Scope.DOCUMENT
    return Term(condition, document if of_document else None, day)


def _documents_asked(rule: Rule, scene: Scene) -> Sequence[int | None]:
    if rule.scope is Scope.SUBMISSION:
        return [None]
    return [i for i, kind in enumerate(scene.kinds) if rule.applies_to(kind)]


def _dials(scene: Scene, terms: Iterable[Term]) -> dict[Aspect, Dial]:
    """Make a dial of each aspect that some condition reads and can tell apart."""
    signatures: dict[Aspect, dict[Hashable, list[tuple[bool, ...]]]] = {}
    for term in terms:
        for place, (aspect, classes) in enumerate(term.table(scene).columns):
            effects = term.effects(scene, place)
            of_values = signatures.setdefault(aspect, {})
            for value, standing in classes.items():
                of_values.setdefault(value, []).append(effects[standing])
    found = {aspect: _settings(of_values) for aspect, of_values in signatures.items()}
    return {a: Dial(a, settings) for a, settings in sorted(found.items()) if len(settings) > 1}


def _settings(
    signatures: Mapping[Hashable, list[tuple[bool, ...]]],
) -> tuple[tuple[Hashable, ...], ...]:
    """Put values together whose effect on every condition is the same."""
    settings: dict[tuple[tuple[bool, ...], ...], list[Hashable]] = {}
    for value, signature in signatures.items():
        settings.setdefault(tuple(signature), []).append(value)
    return tuple(map(tuple, settings.values()))


def _groups(
    scene: Scene, grounds: Iterable[Ground], dials: Mapping[Aspect, Dial]
) -> list[tuple[frozenset[Aspect], list[Ground]]]:
    """Group rules that share a dial, directly or through others."""
    groups: list[tuple[frozenset[Aspect], list[Ground]]] = []
    for ground in grounds:
        reads = frozenset(a for t in ground.terms for a in t.table(scene).aspects if a in dials)
        touching = [g for g in groups if g[0] & reads or not (g[0] or reads)]
        members = [one for group in touching for one in group[1]]
        merged = (reads.union(*(g[0] for g in touching)), [*members, ground])
        groups = [*(g for g in groups if g not in touching), merged]
    return groups


def _part(
    scene: Scene,
    sides: int,
    aspects: Iterable[Aspect],
    grounds: list[Ground],
    dials: Mapping[Aspect, Dial],
) -> Component:
    own = tuple(dials[aspect] for aspect in sorted(aspects))
    _refuse_too_many(own, grounds)
    columns = dict(zip(own, _columns(own), strict=True))
    everything = (1 << _size(own)) - 1
    terms = {
        term: _situations(scene, term, {d.aspect: d for d in own}, columns, everything)
        for term in dict.fromkeys(term for ground in grounds for term in ground.terms)
    }
    breaches = (
        Breach(
            ground.rule,
            ground.document,
            ground.side,
            reduce(
                and_, (terms[term] for term in ground.when), everything & ~terms[ground.requires]
            ),
        )
        for ground in grounds
    )
    return Component(own, terms, tuple(breaches), sides)


def _situations(
    scene: Scene,
    term: Term,
    dials: Mapping[Aspect, Dial],
    columns: Mapping[Dial, tuple[int, ...]],
    everything: int,
) -> int:
    """Return the situations in which the condition applies."""
    table = term.table(scene)
    own = [(aspect, dials.get(aspect)) for aspect in table.aspects]
    settings = [
        [(s[0], columns[dial][n]) for n, s in enumerate(dial.settings)]
        if dial
        else [(scene.values(a)[0], everything)]
        for a, dial in own
    ]
    found = 0
    for combination in product(*settings):
        if table.answer([value for value, _ in combination]) in term.condition.values:
            found |= reduce(and_, (column for _, column in combination), everything)
    return found


def _size(dials: Iterable[Dial]) -> int:
    return prod(len(dial.settings) for dial in dials)


def _strides(dials: Sequence[Dial]) -> tuple[int, ...]:
    return tuple(_size(dials[:n]) for n in range(len(dials)))


def _columns(dials: Sequence[Dial]) -> tuple[tuple[int, ...], ...]:
    """For each dial and setting the situations in which the dial stands so."""
    size = _size(dials)
    columns = []
    for stride, dial in zip(_strides(dials), dials, strict=True):
        width = stride * len(dial.settings)
        block = (1 << stride) - 1
        first = repeated(block, width, size // width)
        columns.append(tuple(first << stride * n for n in range(len(dial.settings))))
    return tuple(columns)


def _refuse_too_many(dials: Sequence[Dial], grounds: Sequence[Ground]) -> None:
    size = _size(dials)
    if size > MAX_SITUATIONS:
        rules = ", ".join(dict.fromkeys(ground.rule.code for ground in grounds))
        raise InvalidValueError(
            f"the rules {rules} read so many facts together that there are {size} situations; "
            f"at most {MAX_SITUATIONS} are weighed: let each rule read fewer facts"
        )
