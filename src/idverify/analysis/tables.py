"""What a fact answers to everything that it reads, found by watching it read."""

from collections.abc import Hashable, Mapping
from datetime import date
from functools import lru_cache
from itertools import product
from math import prod
from typing import Final

from attrs import frozen

from idverify.analysis.specimens import Aspect, Scene
from idverify.errors import InvalidValue
from idverify.policy.rules import Condition, Fact

__all__ = ["Table", "Term", "table_of"]

#: A fact that needs more combinations of values than this reads too much to be one fact.
MAX_COMBINATIONS: Final = 100_000
REMEMBERED: Final = 4096


@frozen(eq=False)
class Table:
    """The answers of a fact, by the values of exactly those aspects that it reads."""

    fact: Fact
    aspects: tuple[Aspect, ...]
    answers: Mapping[tuple[Hashable, ...], Hashable]


@lru_cache(maxsize=REMEMBERED)
def table_of(fact: Fact, document: int | None, scene: Scene, day: date) -> Table:
    """Ask a fact for everything it can be shown in a scene that arrives on *day*.

    It is watched while it reads: whatever it touches is varied as well, until it
    touches nothing new. So the table is complete, whatever the fact reads.
    """
    known: tuple[Aspect, ...] = ()
    while True:
        touched: set[Aspect] = set()
        answers = {}
        for values in product(*_choices(fact, scene, known)):
            submission = scene.submission(dict(zip(known, values, strict=True)), touched.add)
            answers[values] = fact.read(submission.documents[document or 0], submission, day)
        if touched <= set(known):
            return Table(fact, known, answers)
        known = (*known, *sorted(touched - set(known)))


def _choices(fact: Fact, scene: Scene, known: tuple[Aspect, ...]) -> list[tuple[Hashable, ...]]:
    choices = [scene.values(aspect) for aspect in known]
    if (combinations := prod(map(len, choices))) > MAX_COMBINATIONS:
        raise InvalidValue(
            f"the fact {fact.name} reads {combinations} combinations of values, more than "
            f"{MAX_COMBINATIONS}: split it into facts that each read less"
        )
    return choices


@frozen
class Term:
    """A condition put on one document of a scene, or on the submission, on a day of receipt."""

    condition: Condition
    document: int | None
    day: date

    def table(self, scene: Scene) -> Table:
        """Return what its fact answers in the scene."""
        return table_of(self.condition.fact, self.document, scene, self.day)
