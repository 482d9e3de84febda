"""Past cases as columns of bits (過去の申請): what a change of rules would have done, at once."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import takewhile
from operator import and_, or_
from typing import Any, Self

from attrs import field, frozen

from idverify.analysis.bitmap_index import BitmapIndex, index_records, index_series
from idverify.analysis.column_names import (
    KIND_COLUMN,
    column_name,
    number_column,
    reject_duplicate_columns,
)
from idverify.analysis.situations.bits import indices
from idverify.display import NotebookDisplay
from idverify.errors import InvalidValueError
from idverify.model.documents import DocumentKind
from idverify.model.submissions import MAX_DOCUMENTS, Submission
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact, Rule, Scope

__all__ = ["ChangedCase", "Population", "PopulationAssessment", "WhatIf", "collect_facts"]


def collect_facts(*policies: Policy) -> tuple[Fact, ...]:
    """Return every fact that some rule of the policies reads, each once."""
    return tuple(dict.fromkeys(f for p in policies for rule in p.rules for f in rule.facts))


@frozen(eq=False)
class Population:
    """Cases that were read once: for each question and answer, the cases that have it."""

    size: int
    columns: Mapping[str, BitmapIndex] = field(repr=False)
    _bitmaps_by_answers: dict[tuple[str, frozenset[Hashable]], int] = field(
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
            InvalidValueError: An answer is none of its fact's, or two facts would share a column.
        """
        named = (
            frozenset().union(*set(map(tuple, records)))
            if records
            else _columns_of_single_document(facts)
        )
        return cls(len(records), index_records(_answers_by_column(facts, named), records))

    @classmethod
    def from_frame(cls, frame: Any, *facts: Fact) -> Self:  # noqa: ANN401 - of pandas or polars, which the core does not know
        """Read cases from a pandas or polars frame, column by column.

        Raises:
            InvalidValueError: An answer is none of its fact's, or two facts would share a column.
        """
        asked = _answers_by_column(facts, frozenset(frame.columns))
        return cls(len(frame), {n: index_series(n, v, frame[n]) for n, v in asked.items()})

    @classmethod
    def from_submissions(cls, cases: Iterable[tuple[Submission, date]], *facts: Fact) -> Self:
        """Read every fact of submissions, each received on its day."""
        return cls.from_records([_make_record(s, day, facts) for s, day in cases], *facts)

    @property
    def all_cases(self) -> int:
        """All cases."""
        return (1 << self.size) - 1

    @property
    def max_documents(self) -> int:
        """How many documents the cases have at most."""
        return sum(name.split(".")[0] == KIND_COLUMN for name in self.columns)

    def share(self, cases: int) -> float:
        """Return the share, 0 to 1, of all cases that the bits *cases* select; 0 if there are none.

        >>> Population.from_records([{}, {}]).share(0b10)
        0.5
        """
        return cases.bit_count() / self.size if self.size else 0.0

    def select(self, name: str, answers: frozenset[Hashable]) -> int:
        """Return the cases with one of these answers in a column.

        Raises:
            InvalidValueError: There is no such column; the text names it.
        """
        if name not in self.columns:
            raise InvalidValueError(
                f"the population has no column {name}: read it with the facts of every policy "
                "that is to be tried"
            )
        key = name, answers
        if key not in self._bitmaps_by_answers:
            column = self.columns[name]
            self._bitmaps_by_answers[key] = reduce(or_, (column.get(a, 0) for a in answers), 0)
        return self._bitmaps_by_answers[key]

    def find_violations(self, rule: Rule) -> int:
        """Return the cases that break a rule for certain, in whichever document."""
        if rule.scope is Scope.SUBMISSION:
            return self._find_violations_in(rule, None)
        self.select(KIND_COLUMN, frozenset())
        return reduce(
            or_, (self._find_violations_in(rule, layer) for layer in range(self.max_documents)), 0
        )

    def _find_violations_in(self, rule: Rule, layer: int | None) -> int:
        conditions = [(c.fact, c.values) for c in rule.when]
        wrong = frozenset(rule.requires.fact.values) - rule.requires.values
        found = [
            self.select(column_name(f, layer if f.scope is Scope.DOCUMENT else None), values)
            for f, values in (*conditions, (rule.requires.fact, wrong))
        ]
        if rule.kinds is not None and layer is not None:
            found.append(self.select(number_column(KIND_COLUMN, layer), frozenset(rule.kinds)))
        return reduce(and_, found)

    def evaluate(self, rules: Iterable[Rule]) -> "PopulationAssessment":
        """Say which cases break which of the rules; only for certain, what is unknown is not."""
        return PopulationAssessment(
            self, tuple((rule, self.find_violations(rule)) for rule in rules)
        )

    def compare_rules(self, before: Iterable[Rule], after: Iterable[Rule]) -> "WhatIf":
        """Say who is judged otherwise under other rules, and why."""
        return WhatIf(self.evaluate(before), self.evaluate(after))


def _columns_of_single_document(facts: Iterable[Fact]) -> frozenset[str]:
    """Name the columns of cases of one document: nobody is nobody of one document, too."""
    return frozenset({KIND_COLUMN, *map(column_name, facts)})


def _answers_by_column(
    facts: Sequence[Fact], named: frozenset[str]
) -> dict[str, tuple[Hashable, ...]]:
    """Return the questions that the columns named answer, each with its possible answers."""
    reject_duplicate_columns(facts)
    layers = list(takewhile(lambda n: number_column(KIND_COLUMN, n) in named, range(MAX_DOCUMENTS)))
    asked: dict[str, tuple[Hashable, ...]] = {
        number_column(KIND_COLUMN, n): tuple(DocumentKind) for n in layers
    }
    for fact in facts:
        for layer in layers if fact.scope is Scope.DOCUMENT else [None]:
            asked[column_name(fact, layer)] = fact.values
    return {name: values for name, values in asked.items() if name in named}


def _make_record(submission: Submission, day: date, facts: Sequence[Fact]) -> dict[str, Hashable]:
    record: dict[str, Hashable] = {}
    for layer, document in enumerate(submission.documents):
        record[number_column(KIND_COLUMN, layer)] = document.kind
        for fact in facts:
            place = layer if fact.scope is Scope.DOCUMENT else None
            record[column_name(fact, place)] = fact.read(document, submission, day)
    return record


@frozen(eq=False)
class PopulationAssessment(NotebookDisplay):
    """What a set of rules says of every case."""

    population: Population
    violations: tuple[tuple[Rule, int], ...] = field(repr=False)

    @property
    def rejected(self) -> int:
        """The cases that break a blocking rule."""
        return reduce(or_, (bits for rule, bits in self.violations if rule.is_blocking), 0)

    @property
    def rejection_rate(self) -> float:
        """Their share of all cases, 0 to 1; 0 for an empty population."""
        return self.population.share(self.rejected)


@frozen
class ChangedCase:
    """One case that is judged otherwise, and the rules that make the difference."""

    index: int
    """Its place in the population, from 0."""
    is_rejected_after: bool
    rules: tuple[Rule, ...]


@frozen(eq=False)
class WhatIf(NotebookDisplay):
    """A change of rules, tried on everybody."""

    before: PopulationAssessment
    after: PopulationAssessment

    @property
    def newly_rejected(self) -> int:
        """The cases that only the new rules refuse."""
        return self.after.rejected & ~self.before.rejected

    @property
    def newly_accepted(self) -> int:
        """The cases that only the old rules refuse."""
        return self.before.rejected & ~self.after.rejected

    @property
    def contributing_rules(self) -> tuple[tuple[Rule, int], ...]:
        """For each rule that makes a difference how many cases it does so for."""
        turned = ((self.after, self.newly_rejected), (self.before, self.newly_accepted))
        counted = [
            (rule, (bits & flipped).bit_count())
            for judged, flipped in turned
            for rule, bits in judged.violations
            if rule.is_blocking
        ]
        return tuple((rule, cases) for rule, cases in counted if cases)

    def changed_cases(self) -> Iterator[ChangedCase]:
        """Yield every case that is judged otherwise, in the order in which they were read."""
        for case in indices(self.newly_rejected | self.newly_accepted):
            refused_now = bool(self.newly_rejected >> case & 1)
            judged = self.after if refused_now else self.before
            rules = (
                rule for rule, bits in judged.violations if rule.is_blocking and bits >> case & 1
            )
            yield ChangedCase(case, refused_now, tuple(rules))
