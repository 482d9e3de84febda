"""Pairs of registered and printed texts in a batch, each with the function that compares them."""

from collections.abc import Iterable
from typing import Any, Final

import pyarrow as pa

from idverify.adapters.frames.batch import Array, Batch
from idverify.matching.address import compare_address
from idverify.matching.names import compare_name
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.policy.facts.comparisons import compare_transliterated_name, is_compared_in_latin
from idverify.policy.profile_match import Comparer

__all__ = ["Pair", "list_address_pairs", "list_name_pairs", "list_representative_pairs"]

_KINDS: Final = tuple(DocumentKind)
Pair = tuple[Comparer, str | None, str]
"""How two texts are compared, the registered one (None: not given) and the printed one."""


def _texts_at(batch: Batch, rows: Array, column: str) -> tuple[list[Any], list[Any]]:
    """Return the registered and the printed texts of some documents."""
    registered = batch.column(column).take(pa.array(batch.owner[rows]))
    return registered.to_pylist(), batch.part(column).take(pa.array(rows)).to_pylist()


def list_address_pairs(batch: Batch, rows: Array) -> Iterable[Pair]:
    """Return the pairs of addresses of some documents."""
    pairs = zip(*_texts_at(batch, rows, "address"), strict=True)
    return [(compare_address, one, other) for one, other in pairs]


def list_representative_pairs(batch: Batch, rows: Array) -> Iterable[Pair]:
    """Return the pairs of representatives of some documents."""
    pairs = zip(*_texts_at(batch, rows, "representative"), strict=True)
    return [(compare_name, one, other) for one, other in pairs]


def list_name_pairs(batch: Batch, rows: Array) -> Iterable[Pair]:
    """Return the pairs of names of some documents.

    The registered name is None if a reading or a Latin name is needed and neither is given.
    """
    owners = pa.array(batch.owner[rows])
    others = [
        batch.column(name).take(owners).to_pylist()
        for name in ("entity_kind", "latin_name", "kana_name")
    ]
    kinds = [_KINDS[place - 1] for place in batch.words("kind").values[rows].tolist()]
    registered, printed = _texts_at(batch, rows, "name")
    return [
        (compare_transliterated_name, latin or kana, text)
        if entity == EntityKind.INDIVIDUAL and is_compared_in_latin(kind, name, text)
        else (compare_name, name, text)
        for kind, name, text, entity, latin, kana in zip(
            kinds, registered, printed, *others, strict=True
        )
    ]
