"""Past cases as columns of bits (過去の申請): what a change of rules would have done, at once."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import takewhile
from operator import and_, or_
from typing import Any, Self

from attrs import field, frozen

from idverify.analysis.column_names import KIND, column_name, numbered, refuse_twins
from idverify.analysis.columns import Column, column_of_series, columns_of_records
from idverify.analysis.situations.bits import indices
from idverify.analysis.wording import headed, says
from idverify.errors import InvalidValue
from idverify.language import Language
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact, Rule, Scope
from idverify.showing import Showing
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.report import Record, Report, Sheet
from idverify.vocabulary.submissions import MAX_DOCUMENTS, Submission

__all__ = ["Flip", "Judgement", "Population", "WhatIf", "facts_of"]


def facts_of(*policies: Policy) -> tuple[Fact, ...]:
    """Return every fact that some rule of the policies reads, each once."""
    return tuple(dict.fromkeys(f for p in policies for rule in p.rules for f in rule.facts))


@frozen(eq=False)
class Population:
    """Cases that were read once: for each question and answer, the cases that have it."""

    size: int
    columns: Mapping[str, Column] = field(repr=False)
    _literals: dict[tuple[str, frozenset[Hashable]], int] = field(
        factory=dict, init=False, repr=False
    )

    @classmethod
    def from_records(cls, records: Sequence[Mapping[str, Any]], *facts: Fact) -> Self:
        """Read cases from mappings of column names to answers; what is absent is unknown.

        >>> from idverify.policy import facts
        >>> rows = [{"kind": "drivers_license", "medium": "original"}] * 3
        >>> Population.from_records(rows, facts.MEDIUM).size
        3

        Raises:
            InvalidValue: An answer is none of its fact's, or two facts would share a column.
        """
        named = frozenset().union(*set(map(tuple, records))) if records else _of_one(facts)
        return cls(len(records), columns_of_records(_asked(facts, named), records))

    @classmethod
    def from_frame(cls, frame: Any, *facts: Fact) -> Self:  # noqa: ANN401 - of pandas or polars, which the core does not know
        """Read cases from a pandas or polars frame, column by column.

        Raises:
            InvalidValue: An answer is none of its fact's, or two facts would share a column.
        """
        asked = _asked(facts, frozenset(frame.columns))
        return cls(len(frame), {n: column_of_series(n, v, frame[n]) for n, v in asked.items()})

    @classmethod
    def from_submissions(cls, cases: Iterable[tuple[Submission, date]], *facts: Fact) -> Self:
        """Read every fact of submissions, each received on its day."""
        return cls.from_records([_record(s, day, facts) for s, day in cases], *facts)

    @property
    def everybody(self) -> int:
        """All cases."""
        return (1 << self.size) - 1

    @property
    def layers(self) -> int:
        """How many documents the cases have at most."""
        return sum(name.split(".")[0] == KIND for name in self.columns)

    def having(self, name: str, answers: frozenset[Hashable]) -> int:
        """Return the cases with one of these answers in a column.

        Raises:
            InvalidValue: There is no such column; the text names it.
        """
        if name not in self.columns:
            raise InvalidValue(
                f"the population has no column {name}: read it with the facts of every policy "
                "that is to be tried"
            )
        key = name, answers
        if key not in self._literals:
            column = self.columns[name]
            self._literals[key] = reduce(or_, (column.get(a, 0) for a in answers), 0)
        return self._literals[key]

    def breaking(self, rule: Rule) -> int:
        """Return the cases that break a rule for certain, in whichever document."""
        if rule.scope is Scope.SUBMISSION:
            return self._breaking(rule, None)
        self.having(KIND, frozenset())
        return reduce(or_, (self._breaking(rule, layer) for layer in range(self.layers)), 0)

    def _breaking(self, rule: Rule, layer: int | None) -> int:
        conditions = [(c.fact, c.values) for c in rule.when]
        wrong = frozenset(rule.requires.fact.values) - rule.requires.values
        found = [
            self.having(column_name(f, layer if f.scope is Scope.DOCUMENT else None), values)
            for f, values in (*conditions, (rule.requires.fact, wrong))
        ]
        if rule.kinds is not None and layer is not None:
            found.append(self.having(numbered(KIND, layer), frozenset(rule.kinds)))
        return reduce(and_, found)

    def judge(self, rules: Iterable[Rule]) -> "Judgement":
        """Say which cases break which of the rules; only for certain, what is unknown is not."""
        return Judgement(self, tuple((rule, self.breaking(rule)) for rule in rules))

    def what_if(self, before: Iterable[Rule], after: Iterable[Rule]) -> "WhatIf":
        """Say who is judged otherwise under other rules, and why."""
        return WhatIf(self.judge(before), self.judge(after))


def _of_one(facts: Iterable[Fact]) -> frozenset[str]:
    """Name the columns of cases of one document: nobody is nobody of one document, too."""
    return frozenset({KIND, *map(column_name, facts)})


def _asked(facts: Sequence[Fact], named: frozenset[str]) -> dict[str, tuple[Hashable, ...]]:
    """Return the questions that the columns named answer, each with its possible answers."""
    refuse_twins(facts)
    layers = list(takewhile(lambda n: numbered(KIND, n) in named, range(MAX_DOCUMENTS)))
    asked: dict[str, tuple[Hashable, ...]] = {
        numbered(KIND, n): tuple(DocumentKind) for n in layers
    }
    for fact in facts:
        for layer in layers if fact.scope is Scope.DOCUMENT else [None]:
            asked[column_name(fact, layer)] = fact.values
    return {name: values for name, values in asked.items() if name in named}


def _record(submission: Submission, day: date, facts: Sequence[Fact]) -> dict[str, Hashable]:
    record: dict[str, Hashable] = {}
    for layer, document in enumerate(submission.documents):
        record[numbered(KIND, layer)] = document.kind
        for fact in facts:
            place = layer if fact.scope is Scope.DOCUMENT else None
            record[column_name(fact, place)] = fact.read(document, submission, day)
    return record


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@frozen(eq=False)
class Judgement(Showing):
    """What a set of rules says of every case."""

    population: Population
    broken: tuple[tuple[Rule, int], ...] = field(repr=False)

    @property
    def refused(self) -> int:
        """The cases that break a blocking rule."""
        return reduce(or_, (bits for rule, bits in self.broken if rule.blocks), 0)

    @property
    def refused_share(self) -> float:
        """Their share of all cases, 0 to 1; of nobody, 0."""
        return _share(self.refused.bit_count(), self.population.size)

    def to_records(self) -> list[Record]:
        """Return a row for each rule: how many cases break it, and which share that is."""
        size = self.population.size
        return [
            {
                "rule": rule.code,
                "says_ja": rule.says_ja,
                "says_en": rule.says_en,
                "cases": bits.bit_count(),
                "share": _share(bits.bit_count(), size),
            }
            for rule, bits in self.broken
        ]

    def report(self, language: Language = Language.JA) -> Report:
        """Return for people to read whom the rules refuse."""
        cases, refused = self.population.size, self.refused.bit_count()
        note = language.pick(
            f"{cases:,}件中{refused:,}件({self.refused_share:.1%})が差し戻されます。",
            f"{refused:,} of {cases:,} cases ({self.refused_share:.1%}) are refused.",
        )
        rows = [
            {"rule": says(rule, language), "cases": bits.bit_count()} for rule, bits in self.broken
        ]
        return Report(
            title=language.pick("過去の申請の判定", "Past cases judged"),
            notes=[note],
            sheets=[Sheet(language.pick("規則ごと", "By rule"), headed(rows, language))],
        )


@frozen
class Flip:
    """One case that is judged otherwise, and the rules that make the difference."""

    case: int
    """Its place in the population, from 0."""
    is_refused_now: bool
    rules: tuple[Rule, ...]


@frozen(eq=False)
class WhatIf(Showing):
    """A change of rules, tried on everybody."""

    before: Judgement
    after: Judgement

    @property
    def newly_refused(self) -> int:
        """The cases that only the new rules refuse."""
        return self.after.refused & ~self.before.refused

    @property
    def newly_passed(self) -> int:
        """The cases that only the old rules refuse."""
        return self.before.refused & ~self.after.refused

    @property
    def why(self) -> tuple[tuple[Rule, int], ...]:
        """For each rule that makes a difference how many cases it does so for."""
        turned = ((self.after, self.newly_refused), (self.before, self.newly_passed))
        counted = [
            (rule, (bits & flipped).bit_count())
            for judged, flipped in turned
            for rule, bits in judged.broken
            if rule.blocks
        ]
        return tuple((rule, cases) for rule, cases in counted if cases)

    def flips(self) -> Iterator[Flip]:
        """Yield every case that is judged otherwise, in the order in which they were read."""
        for case in indices(self.newly_refused | self.newly_passed):
            refused_now = bool(self.newly_refused >> case & 1)
            judged = self.after if refused_now else self.before
            rules = (rule for rule, bits in judged.broken if rule.blocks and bits >> case & 1)
            yield Flip(case, refused_now, tuple(rules))

    def to_records(self) -> list[Record]:
        """Return a row for each case that is judged otherwise."""
        return [
            {
                "case": flip.case,
                "is_refused_now": flip.is_refused_now,
                "rules": ", ".join(rule.code for rule in flip.rules),
            }
            for flip in self.flips()
        ]

    def report(self, language: Language = Language.JA) -> Report:
        """Return for people to read who is judged otherwise, and why."""
        now, no_longer = self.newly_refused.bit_count(), self.newly_passed.bit_count()
        note = language.pick(
            f"新たに差し戻し {now:,}件、新たに通過 {no_longer:,}件。",
            f"Newly refused: {now:,}. Newly passed: {no_longer:,}.",
        )
        rows = [{"rule": says(rule, language), "cases": cases} for rule, cases in self.why]
        return Report(
            title=language.pick("規則を変えたら", "What if the rules were changed"),
            notes=[note],
            sheets=[
                Sheet(
                    language.pick("違いを生む規則", "Rules that make the difference"),
                    headed(rows, language),
                )
            ],
        )
