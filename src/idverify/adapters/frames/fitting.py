"""From anybody's frame to the columns we read, and back to the library it came from."""

from collections.abc import Collection
from typing import Any, Final

import pyarrow as pa

from idverify.adapters.frames.columns import SUBMISSION_COLUMNS, SUBMISSIONS
from idverify.errors import InvalidValueError

__all__ = ["arrow_table", "fitted", "fitted_text", "like"]

Array = Any
"""An Arrow array; pyarrow has no types of its own."""

_ZONED: Final = "which day a moment is depends on where: give the day where the service is"


def arrow_table(frame: object) -> pa.Table:
    """Return a frame of polars or pandas, a DuckDB relation or a table, as an Arrow table.

    Whatever speaks Arrow's stream protocol is taken, mostly without a copy.

    Raises:
        InvalidValueError: It speaks no Arrow.
    """
    try:
        return pa.table(frame)
    except (TypeError, ValueError, pa.ArrowException) as no_table:
        raise InvalidValueError(
            f"a {type(frame).__name__} is no frame: give a polars or pandas DataFrame, a DuckDB "
            "relation or an Arrow table (of a lazy frame, collect it first), each column of one "
            f"type ({type(no_table).__name__})"
        ) from None


def like(frame: object, table: pa.Table) -> Any:  # noqa: ANN401 - a frame of the caller's library
    """Return a table as a frame of the library that *frame* is of; of others, the table itself."""
    library = type(frame).__module__.split(".")[0]
    if library == "polars":
        import polars as pl  # noqa: PLC0415 - whoever hands in a frame of it has it

        return pl.from_arrow(table)
    if library == "pandas":
        import pandas as pd  # noqa: PLC0415 - as above

        return table.to_pandas(types_mapper=pd.ArrowDtype)
    return table


def fitted(frame: object, also: Collection[str] = ()) -> pa.Table:
    """Return the frame with exactly the columns of `SUBMISSIONS`, those not given null.

    Columns that we do not know are left out. Those named by *also* have to be there too.

    Raises:
        InvalidValueError: A column is missing or of another type; the text names the column.
    """
    table = arrow_table(frame)
    needed = {c.name for c in SUBMISSION_COLUMNS if c.is_required} | {*also}
    missing = sorted(needed.difference(table.schema.names))
    if missing:
        raise InvalidValueError(
            f"the frame has no column {', '.join(missing)}: see SUBMISSION_COLUMNS for what each "
            "has to hold"
        )
    arrays = [_column(table, column) for column in SUBMISSIONS]
    return pa.table(arrays, schema=SUBMISSIONS)


def fitted_text(table: pa.Table, name: str) -> Array:
    """Return one column as texts, in one piece.

    Raises:
        InvalidValueError: It is missing or holds something else.
    """
    if name not in table.schema.names:
        raise InvalidValueError(f"the frame has no column {name}")
    return _column(table, pa.field(name, pa.string()))


def _column(table: pa.Table, wanted: pa.Field) -> Array:
    if wanted.name not in table.schema.names:
        return pa.nulls(table.num_rows, wanted.type)
    column = table.column(wanted.name)
    whole = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    return _fit(whole, wanted.type, wanted.name)


def _fit(array: Array, wanted: pa.DataType, name: str) -> Array:
    """Return an array with the type wanted; structs by the names of their fields."""
    if array.type == wanted:
        return array
    if pa.types.is_dictionary(array.type):
        # Arrow decodes no dictionary of string views, which are those of polars.
        words = _fit(array.dictionary, _plainer(array.type.value_type), name)
        plain = pa.DictionaryArray.from_arrays(array.indices, words).dictionary_decode()
        return _fit(plain, wanted, name)
    if pa.types.is_null(array.type):
        return pa.nulls(len(array), wanted)
    if pa.types.is_list(wanted) and _is_list(array.type):
        return _fit_list(array, wanted, name)
    if pa.types.is_struct(wanted) and pa.types.is_struct(array.type):
        return _fit_struct(array, wanted, name)
    return _cast(array, wanted, name)


def _plainer(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_string_view(kind) else kind


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _fit_list(array: Array, wanted: pa.DataType, name: str) -> Array:
    items = _fit(array.flatten(), wanted.value_type, name)
    lengths = array.value_lengths().fill_null(0)
    ends = pa.array(lengths.to_numpy(zero_copy_only=False).cumsum(), pa.int32())
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    mask = array.is_null() if array.null_count else None
    return pa.ListArray.from_arrays(offsets, items, type=wanted, mask=mask)


def _fit_struct(array: Array, wanted: pa.DataType, name: str) -> Array:
    given = dict(zip([f.name for f in array.type], array.flatten(), strict=True))
    children = [
        _fit(given[f.name], f.type, f"{name}.{f.name}")
        if f.name in given
        else pa.nulls(len(array), f.type)
        for f in wanted
    ]
    mask = array.is_null() if array.null_count else None
    return pa.StructArray.from_arrays(children, fields=list(wanted), mask=mask)


def _cast(array: Array, wanted: pa.DataType, name: str) -> Array:
    is_zoned = pa.types.is_timestamp(array.type) and array.type.tz is not None
    if _may_cast(array.type, wanted) and not is_zoned:
        try:
            return array.cast(wanted)
        except pa.ArrowException:  # whose text would quote the value
            pass
    advice = f"; {_ZONED}" if is_zoned else ""
    raise InvalidValueError(f"the column {name} holds {array.type}, not {wanted}{advice}")


def _may_cast(given: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether one type can stand for another without guessing: texts for texts, days for days."""
    if pa.types.is_string(wanted):
        return bool(pa.types.is_large_string(given) or pa.types.is_string_view(given))
    return bool(
        pa.types.is_date32(wanted) and (pa.types.is_date(given) or pa.types.is_timestamp(given))
    )
