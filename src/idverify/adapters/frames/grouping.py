"""Rows that are alike (同じ答えの行): which of them stands for which."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import numpy as np
from attrs import frozen

from idverify.adapters.frames.batch import Array, Batch, Codes, distinct, folded
from idverify.adapters.frames.features import UNREADABLE, features_of
from idverify.policy.policy import Policy
from idverify.policy.rules import Scope

__all__ = ["Groups", "group"]

_EPOCH: Final = date(1970, 1, 1)


@frozen(eq=False)
class Groups:
    """For each row its group, and for each group the first of its rows and what it is like."""

    places: Array
    rows: Array
    keys: tuple[bytes, ...]
    """The same bytes for groups of any batch that are alike."""
    is_unreadable: Array
    """Whether something of the group could not be read at all."""


def group(batch: Batch, policies: Sequence[Policy]) -> Groups:
    """Put together the rows that no rule of the policies tells apart."""
    features = features_of(rule for policy in policies for rule in policy.rules)
    of_document = [
        batch.words("kind"),
        *(f.codes_of(batch, kinds) for f, kinds in features.items() if f.scope is Scope.DOCUMENT),
    ]
    of_submission = [
        batch.words("entity_kind", of_document=False),
        *(_rules_of_the_day(batch, policy) for policy in policies),
        *(feature.codes(batch) for feature in features if feature.scope is Scope.SUBMISSION),
    ]
    documents = folded(of_document, len(batch.owner))
    alike = folded([*of_submission, *_in_their_order(batch, documents)], batch.size)
    rows = _firsts(alike)
    kinds = _written(of_document, _firsts(documents))
    words = _written(of_submission, rows)
    last = batch.offsets + batch.counts
    keys = tuple(
        word + b"".join(kinds[n] for n in documents.values[batch.offsets[row] : last[row]])
        for word, row in zip(words, rows.tolist(), strict=True)
    )
    return Groups(alike.values, rows, keys, _unreadable(batch, of_document, of_submission)[rows])


def _rules_of_the_day(batch: Batch, policy: Policy) -> Codes:
    """Number the days between two changes of the rules."""
    changes = [(day - _EPOCH).days for day in policy.change_dates]
    days, places = distinct(batch.days("received_on", of_document=False))
    numbers = np.array([bisect_right(changes, day) for day in days.tolist()], np.int64)
    return Codes(numbers[places], len(changes) + 1)


def _in_their_order(batch: Batch, documents: Codes) -> Iterator[Codes]:
    """Yield for each place the number of the document that stands there, 0 for none."""
    for place in range(int(batch.counts.max(initial=0))):
        there = batch.counts > place
        numbers = np.zeros(batch.size, np.int64)
        numbers[there] = documents.values[batch.offsets[there] + place] + 1
        yield Codes(numbers, documents.radix + 1)


def _firsts(codes: Codes) -> Array:
    """Return the first row of each number."""
    size = len(codes.values)
    rows = np.zeros(codes.radix if size else 0, np.int64)
    rows[codes.values[::-1]] = np.arange(size)[::-1]
    return rows


def _written(columns: Sequence[Codes], rows: Array) -> list[bytes]:
    numbers = np.column_stack([codes.values[rows] for codes in columns]).astype(np.uint16)
    return [row.tobytes() for row in numbers]


def _unreadable(
    batch: Batch, of_document: Sequence[Codes], of_submission: Sequence[Codes]
) -> Array:
    """Say of which rows something that is asked could not be read."""
    found = np.zeros(batch.size, bool)
    for values in _that_can_fail(of_document):
        found[batch.owner[values == UNREADABLE]] = True
    for values in _that_can_fail(of_submission):
        found[values == UNREADABLE] = True
    return found


def _that_can_fail(columns: Sequence[Codes]) -> list[Array]:
    return [values for values, radix in columns if radix == UNREADABLE + 1]
