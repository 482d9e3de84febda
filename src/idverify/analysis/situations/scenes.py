"""Which combinations of documents have to be weighed to know a policy (書類の組み合わせ)."""

from collections.abc import Hashable, Iterator
from datetime import date
from typing import cast

from attrs import evolve

from idverify.analysis.situations.specimens import Scene, Threshold
from idverify.model.documents import DocumentKind
from idverify.policy.acceptance import Acceptance
from idverify.policy.facts import ReferenceDay
from idverify.policy.own_inputs import OwnInput
from idverify.policy.policy import Policy

__all__ = ["line_scene", "numbers_in", "scenes_of"]


def numbers_in(*policies: Policy) -> frozenset[Threshold]:
    """Return the numbers in the questions of policies: months, years of age, or days left."""
    facts = (fact for policy in policies for rule in policy.rules for fact in rule.facts)
    return frozenset(number for fact in facts for number in _numbers(fact.parameter))


def _numbers(setting: Hashable) -> Iterator[Threshold]:
    """Yield a bare number, one with the day it counts from, or an input of the policy's own."""
    if type(setting) in {int, OwnInput} or (
        isinstance(setting, tuple) and [*map(type, setting)] == [int, ReferenceDay]
    ):
        yield cast(Threshold, setting)


def line_scene(line: Acceptance, numbers: frozenset[Threshold], *days: date) -> Scene:
    """Return the scene of one complete line of an accept list."""
    return Scene(line.entity_kind, _in_order(line.kinds), days, numbers)


def scenes_of(policy: Policy, numbers: frozenset[Threshold], *days: date) -> tuple[Scene, ...]:
    """Return every complete line, each line lacking one document, and single other documents.

    The others are the kinds that some rule names, and one that nothing names: all such
    kinds fare alike.
    """
    lines = [line_scene(line, numbers, *days) for line in policy.accept_list]
    incomplete = [scene for line in lines for scene in _lacking_one(line)]
    entities = dict.fromkeys(line.entity_kind for line in policy.accept_list)
    others = [Scene(e, (kind,), days, numbers) for e in entities for kind in _kinds_named(policy)]
    return tuple(dict.fromkeys([*lines, *incomplete, *others]))


def _lacking_one(line: Scene) -> Iterator[Scene]:
    if len(line.kinds) > 1:
        for n in range(len(line.kinds)):
            yield evolve(line, kinds=(*line.kinds[:n], *line.kinds[n + 1 :]))


def _kinds_named(policy: Policy) -> tuple[DocumentKind, ...]:
    listed = frozenset(kind for line in policy.accept_list for kind in line.kinds)
    named = listed.union(*(rule.kinds for rule in policy.requirements if rule.kinds))
    strangers = [kind for kind in DocumentKind if kind not in named]
    return (*_in_order(named), *strangers[:1])


def _in_order(kinds: frozenset[DocumentKind]) -> tuple[DocumentKind, ...]:
    return tuple(kind for kind in DocumentKind if kind in kinds)
