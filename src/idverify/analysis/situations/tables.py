"""What a fact answers to everything that it reads, found by watching it read."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import product
from math import prod
from typing import Final

from attrs import field, frozen

from idverify.analysis.situations.specimens import Aspect, Scene
from idverify.errors import InvalidValueError
from idverify.policy.rules import Condition, Fact

__all__ = ["AnswerTable", "Term", "table_of"]

#: A fact with more kinds of answers than this reads too much to be one fact.
MAX_ROWS: Final = 20_000
REMEMBERED: Final = 4096

Values = tuple[Hashable, ...]
Classes = tuple[Mapping[Hashable, Hashable], ...]


@frozen(eq=False)
class AnswerTable:
    """The answers of a fact, by the values of exactly those aspects that it reads."""

    fact: Fact
    aspects: tuple[Aspect, ...]
    classes: Classes
    """For each aspect, which value stands for each value: those that make no difference
    have the same."""
    answers: Mapping[Values, Hashable]
    """By the values that stand for others."""

    @property
    def columns(self) -> tuple[tuple[Aspect, Mapping[Hashable, Hashable]], ...]:
        """Each aspect with its classes."""
        return tuple(zip(self.aspects, self.classes, strict=True))

    def answer(self, values: Sequence[Hashable]) -> Hashable:
        """Return the answer to one value for each aspect."""
        standing = zip(self.classes, values, strict=True)
        return self.answers[tuple(classes[value] for classes, value in standing)]


@lru_cache(maxsize=REMEMBERED)
def table_of(fact: Fact, document: int | None, scene: Scene, day: date) -> AnswerTable:
    """Ask a fact for everything it can be shown in a scene that arrives on *day*.

    It is watched while it reads: whatever it touches is varied as well, until it
    touches nothing new. Two values count as the same when the answer is, whatever one
    other aspect is, and however those that differ are combined.
    """
    known: tuple[Aspect, ...] = ()
    while True:
        asking = _Asking(fact, document, scene, day, known)
        classes = asking.told_apart()
        standing = _standing(classes)
        answers = {values: asking.ask(values) for values in product(*standing)}
        if asking.touched <= set(known):
            return AnswerTable(fact, known, classes, answers)
        known = (*known, *sorted(asking.touched - set(known)))


@frozen(eq=False)
class _Asking:
    """Asks a fact, remembers its answers, and notes what it touches."""

    fact: Fact
    document: int | None
    scene: Scene
    day: date
    known: tuple[Aspect, ...]
    touched: set[Aspect] = field(factory=set)
    _answers: dict[Values, Hashable] = field(factory=dict)

    def ask(self, values: Values) -> Hashable:
        """Return the answer to one value for each known aspect."""
        if values not in self._answers:
            choices = dict(zip(self.known, values, strict=True))
            submission = self.scene.submission(choices, self.touched.add)
            shown = submission.documents[self.document or 0]
            self._answers[values] = self.fact.read(shown, submission, self.day)
        return self._answers[values]

    def told_apart(self) -> Classes:
        """Return for each value of every aspect the first that makes no difference to it.

        A value may differ only beside two others: whether a date of birth agrees with the
        registered one matters to who was a minor when a passport was issued, and to nobody
        else. So what was told apart so far is combined until no more is.
        """
        classes = tuple(self._classes(place) for place in range(len(self.known)))
        while True:
            standing = _standing(classes)
            _refuse_too_many(self.fact, prod(map(len, standing)))
            finer = tuple(self._finer(place, classes, standing) for place in range(len(classes)))
            if finer == classes:
                return classes
            classes = finer

    def _finer(
        self, place: int, classes: Classes, standing: Sequence[Values]
    ) -> dict[Hashable, Hashable]:
        others = [*product(*standing[:place], *standing[place + 1 :])]
        first: dict[tuple[Hashable, Values], Hashable] = {}

        def effect(value: Hashable) -> Values:
            return tuple(self.ask((*o[:place], value, *o[place:])) for o in others)

        return {
            value: first.setdefault((known, effect(value)), value)
            for value, known in classes[place].items()
        }

    def _classes(self, place: int) -> dict[Hashable, Hashable]:
        first: dict[Values, Hashable] = {}
        values = self.scene.values(self.known[place])
        return {value: first.setdefault(self._effect(place, value), value) for value in values}

    def _effect(self, place: int, value: Hashable) -> Values:
        plain = [self.scene.values(aspect)[0] for aspect in self.known]
        plain[place] = value
        turns = (
            (*plain[:other], turned, *plain[other + 1 :])
            for other, aspect in enumerate(self.known)
            if other != place
            for turned in self.scene.values(aspect)[1:]
        )
        return tuple(self.ask(values) for values in (tuple(plain), *turns))


def _standing(classes: Classes) -> list[Values]:
    """Return for each aspect the values that stand for others."""
    return [tuple(dict.fromkeys(one.values())) for one in classes]


def _refuse_too_many(fact: Fact, combinations: int) -> None:
    if combinations > MAX_ROWS:
        raise InvalidValueError(
            f"the fact {fact.name} tells {combinations} combinations of values apart, more than "
            f"{MAX_ROWS}: split it into facts that each read less"
        )


@frozen
class Term:
    """A condition put on one document of a scene, or on the submission, on a day of receipt."""

    condition: Condition
    document: int | None
    day: date

    def table(self, scene: Scene) -> AnswerTable:
        """Return what its fact answers in the scene."""
        return table_of(self.condition.fact, self.document, scene, self.day)

    def effects(self, scene: Scene, place: int) -> dict[Hashable, tuple[bool, ...]]:
        """Return for each value of one aspect that stands for others when the condition applies."""
        effects: dict[Hashable, list[bool]] = {}
        for values, answer in self.table(scene).answers.items():
            effects.setdefault(values[place], []).append(answer in self.condition.values)
        return {value: tuple(applies) for value, applies in effects.items()}
