"""Effect of rule changes on past cases (過去の申請), computed with bitmap indexes."""

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
    """Return all facts that the rules of the policies read, each once."""
    return tuple(dict.fromkeys(f for p in policies for rule in p.rules for f in rule.facts))


@frozen(eq=False)
class Population:
    """Past cases as bitmap indexes: for each column and answer, the cases that have it."""

    size: int
    """Number of cases."""
    columns: Mapping[str, BitmapIndex] = field(repr=False)
    _bitmaps_by_answers: dict[tuple[str, frozenset[Hashable]], int] = field(
        factory=dict, init=False, repr=False
    )

    @classmethod
    def from_records(cls, records: Sequence[Mapping[str, Any]], *facts: Fact) -> Self:
        """Read cases from mappings of column names to answers; absent answers are unknown.

        >>> from idverify.policy import facts
        >>> rows = [{"kind": "drivers_license", "medium": "original"}] * 3
        >>> Population.from_records(rows, facts.MEDIUM).size
        3

        Raises:
            InvalidValueError: An answer is not one of its fact, or two facts have the same column.
        """
        named = (
            frozenset().union(*set(map(tuple, records)))
            if records
            else _columns_of_single_document(facts)
        )
        return cls(len(records), index_records(_answers_by_column(facts, named), records))

    @classmethod
    def from_frame(cls, frame: Any, *facts: Fact) -> Self:  # noqa: ANN401 - of pandas or polars, which the core does not import
        """Read cases from a pandas or polars frame, column by column.

        Raises:
            InvalidValueError: An answer is not one of its fact, or two facts have the same column.
        """
        answers = _answers_by_column(facts, frozenset(frame.columns))
        return cls(len(frame), {n: index_series(n, v, frame[n]) for n, v in answers.items()})

    @classmethod
    def from_submissions(cls, cases: Iterable[tuple[Submission, date]], *facts: Fact) -> Self:
        """Read the facts of submissions, each with its day of receipt."""
        return cls.from_records([_make_record(s, day, facts) for s, day in cases], *facts)

    @property
    def all_cases(self) -> int:
        """All cases, as bits."""
        return (1 << self.size) - 1

    @property
    def max_documents(self) -> int:
        """The largest number of documents of any case."""
        return sum(name.split(".")[0] == KIND_COLUMN for name in self.columns)

    def share(self, cases: int) -> float:
        """Return the share, 0 to 1, of all cases that the bits *cases* select; 0 if there are none.

        >>> Population.from_records([{}, {}]).share(0b10)
        0.5
        """
        return cases.bit_count() / self.size if self.size else 0.0

    def select(self, name: str, answers: frozenset[Hashable]) -> int:
        """Return the cases with one of these answers in a column, as bits.

        Raises:
            InvalidValueError: The column does not exist.
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
        """Return the cases that certainly violate a rule, in any of their documents, as bits."""
        if rule.scope is Scope.SUBMISSION:
            return self._find_violations_in(rule, None)
        self.select(KIND_COLUMN, frozenset())
        return reduce(
            or_, (self._find_violations_in(rule, layer) for layer in range(self.max_documents)), 0
        )

    def _find_violations_in(self, rule: Rule, layer: int | None) -> int:
        conditions = [(c.fact, c.values) for c in rule.when]
        wrong = frozenset(rule.requires.fact.values) - rule.requires.values
        selected = [
            self.select(column_name(f, layer if f.scope is Scope.DOCUMENT else None), values)
            for f, values in (*conditions, (rule.requires.fact, wrong))
        ]
        if rule.kinds is not None and layer is not None:
            selected.append(self.select(number_column(KIND_COLUMN, layer), frozenset(rule.kinds)))
        return reduce(and_, selected)

    def evaluate(self, rules: Iterable[Rule]) -> "PopulationAssessment":
        """Return which cases violate which rules; an unknown answer is no violation."""
        return PopulationAssessment(
            self, tuple((rule, self.find_violations(rule)) for rule in rules)
        )

    def compare_rules(self, before: Iterable[Rule], after: Iterable[Rule]) -> "WhatIf":
        """Return which verdicts change under other rules, and by which rules."""
        return WhatIf(self.evaluate(before), self.evaluate(after))


def _columns_of_single_document(facts: Iterable[Fact]) -> frozenset[str]:
    """Return the column names of cases with one document, which an empty population has."""
    return frozenset({KIND_COLUMN, *map(column_name, facts)})


def _answers_by_column(
    facts: Sequence[Fact], named: frozenset[str]
) -> dict[str, tuple[Hashable, ...]]:
    """Return the named columns of the facts, each with its possible answers."""
    reject_duplicate_columns(facts)
    layers = list(takewhile(lambda n: number_column(KIND_COLUMN, n) in named, range(MAX_DOCUMENTS)))
    answers: dict[str, tuple[Hashable, ...]] = {
        number_column(KIND_COLUMN, n): tuple(DocumentKind) for n in layers
    }
    for fact in facts:
        for layer in layers if fact.scope is Scope.DOCUMENT else [None]:
            answers[column_name(fact, layer)] = fact.values
    return {name: values for name, values in answers.items() if name in named}


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
    """The verdicts on all cases under a set of rules."""

    population: Population
    violations: tuple[tuple[Rule, int], ...] = field(repr=False)
    """Each rule with the cases that violate it, as bits."""

    @property
    def rejected(self) -> int:
        """The cases that violate a blocking rule, as bits."""
        return reduce(or_, (bits for rule, bits in self.violations if rule.is_blocking), 0)

    @property
    def rejection_rate(self) -> float:
        """The share of rejected cases, 0 to 1; 0 for an empty population."""
        return self.population.share(self.rejected)


@frozen
class ChangedCase:
    """A case whose verdict changes, with the rules that cause the change."""

    index: int
    """Index of the case in the population, from 0."""
    is_rejected_after: bool
    rules: tuple[Rule, ...]


@frozen(eq=False)
class WhatIf(NotebookDisplay):
    """The effect of a change of rules on all cases of a population."""

    before: PopulationAssessment
    after: PopulationAssessment

    @property
    def newly_rejected(self) -> int:
        """The cases that only the new rules reject, as bits."""
        return self.after.rejected & ~self.before.rejected

    @property
    def newly_accepted(self) -> int:
        """The cases that only the old rules reject, as bits."""
        return self.before.rejected & ~self.after.rejected

    @property
    def contributing_rules(self) -> tuple[tuple[Rule, int], ...]:
        """The rules that cause changes, each with its number of changed cases."""
        changes = ((self.after, self.newly_rejected), (self.before, self.newly_accepted))
        counted = [
            (rule, (bits & changed).bit_count())
            for assessment, changed in changes
            for rule, bits in assessment.violations
            if rule.is_blocking
        ]
        return tuple((rule, cases) for rule, cases in counted if cases)

    def changed_cases(self) -> Iterator[ChangedCase]:
        """Yield every case whose verdict changes, in the order of the population."""
        for case in indices(self.newly_rejected | self.newly_accepted):
            is_rejected_after = bool(self.newly_rejected >> case & 1)
            assessment = self.after if is_rejected_after else self.before
            rules = (
                rule
                for rule, bits in assessment.violations
                if rule.is_blocking and bits >> case & 1
            )
            yield ChangedCase(case, is_rejected_after, tuple(rules))
