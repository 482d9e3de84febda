"""A frame of answers (回答): what the laboratory reads, without anything personal."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa

from idverify.adapters.frames.assessing import check
from idverify.adapters.frames.batch import Batch
from idverify.adapters.frames.features import ONLY_FOR_OWN, of_ones_own
from idverify.adapters.frames.fitting import fitted, like
from idverify.adapters.frames.grouping import group
from idverify.adapters.frames.rows import submissions_at
from idverify.analysis.column_names import column_name, reject_duplicate_columns
from idverify.analysis.populations import collect_facts
from idverify.errors import InvalidValueError
from idverify.model.submissions import Submission
from idverify.model.unknown import UNKNOWN
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact, Scope

__all__ = ["answers"]


def answers(frame: object, *policies: Policy) -> Any:  # noqa: ANN401 - a frame of the caller's library
    """Return the answer to every fact the policies read, for `Population.from_frame`.

    Answers are codes: the frame that comes out holds nothing personal and may be kept.

    >>> import polars as pl
    >>> from idverify.adapters.frames import invented
    >>> from idverify.analysis.populations import Population
    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> told = answers(pl.from_arrow(invented(1000, seed=1)), CROWDWORKS_ARTICLE)
    >>> population = Population.from_frame(told, *collect_facts(CROWDWORKS_ARTICLE))
    >>> population.size
    1000

    Raises:
        InvalidValueError: Rows cannot be read, or columns are not as they should be, or two
            facts of the policies would share a column.
    """
    facts = collect_facts(*policies)
    reject_duplicate_columns(facts)
    also = ONLY_FOR_OWN if of_ones_own(facts) else ()
    batch = Batch(fitted(frame, also))
    check(batch.table)
    groups = group(batch, policies)
    if groups.is_unreadable.any():
        raise InvalidValueError("a fact could not be read of every row: `assess` says of which")
    cases = submissions_at(batch.table, groups.rows)
    rows = [_answers(*case, facts) for case in cases]
    table = pa.Table.from_pylist(rows, schema=_schema(facts, int(batch.counts.max(initial=1))))
    return like(frame, table.take(groups.places))


def _name(fact: Fact, place: int) -> str:
    return column_name(fact, place if fact.scope is Scope.DOCUMENT else None)


def _kind(place: int) -> str:
    return f"kind.{place + 1}" if place else "kind"


def _schema(facts: Iterable[Fact], documents: int) -> pa.Schema:
    kinds = {_kind(place): pa.string() for place in range(documents)}
    told = {_name(fact, place): _type(fact) for fact in facts for place in range(documents)}
    return pa.schema({**kinds, **told})


def _type(fact: Fact) -> pa.DataType:
    return pa.bool_() if {*map(type, fact.values)} == {bool} else pa.string()


def _answers(submission: Submission, day: date, facts: Iterable[Fact]) -> dict[str, object]:
    kinds = {_kind(n): str(document.kind) for n, document in enumerate(submission.documents)}
    told = {
        _name(fact, place): _plain(fact.read(document, submission, day))
        for place, document in enumerate(submission.documents)
        for fact in facts
    }
    return {**kinds, **told}


def _plain(answer: object) -> object:
    if answer is UNKNOWN:
        return None
    return answer if isinstance(answer, bool) else str(answer)
