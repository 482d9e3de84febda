"""Does a rule read what its facts say they read (申告と実際)? Watched, not believed.

A fact declares its possible answers, and how little it needs: the kinds alone
(`is_fixed`), the files alone (`at_the_door`). The desk and the laboratory rely on
both. A fact that reads more would be remembered wrongly, or asked too early.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from idverify.analysis.situations.scenes import numbers_in, scenes_of
from idverify.analysis.situations.specimens import Aspect, Scene
from idverify.analysis.situations.survey import last_read
from idverify.analysis.situations.tables import table_of
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact, Rule, Scope

_DAY: Final = timedelta(days=1)


@frozen
class Undeclared:
    """Something that a rule reads, or is answered, and its fact has not declared."""

    rule: str
    fact: str
    what: str
    """What is read, as in `expires_on`; or the answer that is none of the fact's."""

    def __str__(self) -> str:
        return (
            f"the rule {self.rule} rests on {self.what}, which its fact {self.fact} has not "
            "declared: declare it, or read less"
        )


def undeclared(policy: Policy, day: date | None = None) -> tuple[Undeclared, ...]:
    """Return what the rules of a policy read beyond the declarations of their facts.

    >>> from idverify.presets import LANCERS
    >>> undeclared(LANCERS)
    ()
    """
    received = day or last_read(policy)
    found = (
        Undeclared(rule.code, fact.name, what)
        for scene in scenes_of(policy, numbers_in(policy), received)
        for rule in policy.in_force_on(received).rules
        for fact in rule.facts
        for document in _documents(rule, fact, scene)
        for what in _beyond(fact, document, scene, received)
    )
    return tuple(dict.fromkeys(found))


def _documents(rule: Rule, fact: Fact, scene: Scene) -> Iterator[int | None]:
    if fact.scope is Scope.SUBMISSION:
        yield None
    else:
        yield from (n for n, kind in enumerate(scene.kinds) if rule.applies_to(kind))


def _beyond(fact: Fact, document: int | None, scene: Scene, day: date) -> Iterator[str]:
    table = table_of(fact, document, scene, day)
    yield from (aspect.name for aspect in table.aspects if not _may_read(fact, aspect))
    yield from (f"the answer {a}" for a in table.answers.values() if a not in fact.values)
    after = day + _DAY
    if (fact.is_fixed or fact.is_timeless) and after not in fact.change_dates:
        later = table_of(fact, document, scene, after)
        if any(later.answers.get(values) != answer for values, answer in table.answers.items()):
            yield "the day of receipt"


def _may_read(fact: Fact, aspect: Aspect) -> bool:
    """Whether it is declared: at the door the profile and the files are there, no more."""
    if fact.is_fixed:
        return False
    is_there = aspect.document is None or aspect.name.startswith(("sides", "images."))
    return is_there or not fact.is_known_at_intake
