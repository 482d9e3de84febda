"""Bitmap index of answers: one bit for each case, with the first case in the lowest bit."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Final

from idverify.errors import InvalidValueError
from idverify.model.unknown import UNKNOWN

__all__ = ["BitmapIndex", "index_records", "index_series"]

BitmapIndex = Mapping[Hashable, int]
"""The cases with each answer, as bits; the answer of a case without any bit is unknown."""

_UNKNOWN_ANSWERS: Final = frozenset({None, UNKNOWN, "unknown"})


#: Number of records read for all columns at a time; a batch this small stays in the CPU cache.
_BATCH_SIZE: Final = 1000


def index_records(
    values_by_column: Mapping[str, Sequence[Hashable]], records: Sequence[Mapping[str, Any]]
) -> dict[str, BitmapIndex]:
    """Build a bitmap index for each column from records.

    *values_by_column* holds the possible answers of each column.

    >>> rows = [{"is_copy": True}, {}, {"is_copy": "False"}]
    >>> index_records({"is_copy": (True, False)}, rows)
    {'is_copy': {True: 1, False: 4}}

    Raises:
        InvalidValueError: An answer is not one of the possible answers; the text lists them.
    """
    codes = {name: _answer_codes(values) for name, values in values_by_column.items()}
    coded = {name: bytearray() for name in values_by_column}
    for first in range(0, len(records), _BATCH_SIZE):
        batch = records[first : first + _BATCH_SIZE]
        for name, known in codes.items():
            coded[name] += _encode_column(name, known, batch, values_by_column[name])
    return {
        name: {value: _bits_for_code(coded[name], n) for n, value in enumerate(values, 1)}
        for name, values in values_by_column.items()
    }


def _answer_codes(values: Sequence[Hashable]) -> dict[Hashable, int]:
    codes: dict[Hashable, int] = dict.fromkeys(_UNKNOWN_ANSWERS, 0)
    for n, value in enumerate(values, 1):
        codes[value] = codes[str(value)] = n
    return codes


def _encode_column(
    name: str,
    codes: Mapping[Hashable, int],
    records: Sequence[Mapping[str, Any]],
    values: Sequence[Hashable],
) -> bytes:
    try:
        return bytes([codes[record.get(name)] for record in records])
    except (KeyError, TypeError) as error:
        raise _unknown_answer_error(name, values) from error


def _bits_for_code(coded: bytearray, code: int) -> int:
    if code not in coded:
        return 0
    table = bytearray(b"0" * 256)
    table[code] = ord("1")
    return int(coded[::-1].translate(table), 2)


def index_series(name: str, values: Sequence[Hashable], series: Any) -> BitmapIndex:  # noqa: ANN401 - of pandas or polars, which the core does not import
    """Build the bitmap index of one column of a pandas or polars frame, without a loop over rows.

    Raises:
        InvalidValueError: An answer is not one of *values*.
    """
    flags = _polars_masks if hasattr(series, "eq_missing") else _pandas_masks
    masks = flags(series, list(map(_as_plain_value, values)))
    index = dict(zip(values, map(_pack_bits, masks), strict=True))
    known = sum(bits.bit_count() for bits in index.values())
    if known + _count_nulls(series) != len(series):
        raise _unknown_answer_error(name, values)
    return index


def _polars_masks(series: Any, values: Sequence[object]) -> Iterator[Any]:  # noqa: ANN401 - as above
    return (series.eq_missing(value).to_numpy() for value in values)


def _pandas_masks(series: Any, values: Sequence[object]) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Yield a mask for each answer.

    The column is factorized once; comparing texts for each answer takes ten times as long.
    """
    plain = series.astype(object) if series.dtype.name in {"str", "string"} else series
    codes, answers = plain.factorize()
    places = {answer: place for place, answer in enumerate(answers.tolist())}
    return (codes == places.get(value, len(places)) for value in values)


def _pack_bits(flags: Any) -> int:  # noqa: ANN401 - a numpy array; numpy is installed with pandas
    packed = import_module("numpy").packbits(flags, bitorder="little")
    return int.from_bytes(packed.tobytes(), "little")


def _as_plain_value(value: Hashable) -> object:
    return value if isinstance(value, bool) else str(value)


def _count_nulls(series: Any) -> int:  # noqa: ANN401 - as above
    return int(series.null_count() if hasattr(series, "null_count") else series.isna().sum())


def _unknown_answer_error(name: str, values: Sequence[Hashable]) -> InvalidValueError:
    known = ", ".join(map(str, values))
    return InvalidValueError(f"the column {name} has an answer that is none of {known}")
