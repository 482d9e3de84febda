"""A comparison (照合) put on two columns: equal texts at once, of the others each pair once."""

from collections.abc import Callable
from typing import Any, Final

import pyarrow as pa

from idverify.adapters.frames._compute import pc
from idverify.adapters.frames.fitting import arrow_table, fitted_text, like
from idverify.matching.comparison import Comparison, Outcome

__all__ = ["COMPARISONS", "compare_columns"]

_DIFFERENCE: Final = pa.struct([("kind", pa.string()), ("side", pa.string())])
COMPARISONS: Final = pa.schema(
    [
        ("outcome", pa.string()),
        ("differences", pa.list_(_DIFFERENCE)),
        ("problem", pa.string()),
    ]
)
"""What comes out of a comparison: an `Outcome` and the differences by kind and side, no text."""


def compare_columns(
    frame: object, declared: str, on_document: str, compare: Callable[[str, str], Comparison]
) -> Any:  # noqa: ANN401 - a frame of the caller's library
    """Compare two columns row by row, in the order of the rows, as a frame of the same library.

    Where one of the two is null nothing is known, and all is null.

    >>> import polars as pl
    >>> from idverify.matching import compare_name
    >>> frame = pl.DataFrame({"typed": ["高橋健一", "見本花子"], "printed": ["髙橋健一", None]})
    >>> compare_columns(frame, "typed", "printed", compare_name)["outcome"].to_list()
    ['variant', None]

    Raises:
        InvalidValueError: A column is missing or holds no text; the error names it.
    """
    table = arrow_table(frame)
    one, other = fitted_text(table, declared), fitted_text(table, on_document)
    known = pc.and_(one.is_valid(), other.is_valid())
    same = pc.and_kleene(known, pc.equal(one, other)).fill_null(fill_value=False)
    pairs = list(
        zip(
            one.filter(pc.and_not(known, same)).to_pylist(),
            other.filter(pc.and_not(known, same)).to_pylist(),
            strict=True,
        )
    )
    places = {pair: 2 + n for n, pair in enumerate(dict.fromkeys(pairs))}
    rows = [_NOTHING, _SAME, *(_row(compare, *pair) for pair in places)]
    codes = same.cast(pa.int64()).to_numpy(zero_copy_only=False).copy()
    codes[pc.and_not(known, same).to_numpy(zero_copy_only=False)] = [places[p] for p in pairs]
    return like(frame, pa.Table.from_pylist(rows, schema=COMPARISONS).take(codes))


def _told(outcome: str | None, differences: list[dict[str, str]] | None) -> dict[str, Any]:
    return {"outcome": outcome, "differences": differences, "problem": None}


_NOTHING: Final = _told(None, None)
_SAME: Final = _told(str(Outcome.SAME), [])


def _row(compare: Callable[[str, str], Comparison], one: str, other: str) -> dict[str, Any]:
    try:
        found = compare(one, other)
    except Exception as failure:  # noqa: BLE001 - the row is told, and the others go on
        return {**_NOTHING, "problem": f"could not be compared ({type(failure).__name__})"}
    told = [{"kind": str(d.kind.value), "side": str(d.side)} for d in found.differences]
    return _told(str(found.outcome), told)
