"""Reading columns of answers into bits: one bit a case, the first case the lowest."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, Final

from idverify.errors import InvalidValue
from idverify.vocabulary.knowledge import UNKNOWN

__all__ = ["Column", "column_of_series", "columns_of_records"]

Column = Mapping[Hashable, int]
"""For each answer the cases that have it; a case in none of them is unknown."""

_UNKNOWN: Final = frozenset({None, UNKNOWN, "unknown"})


#: Records read at once: so few that they are still at hand for the next question.
_AT_ONCE: Final = 1000


def columns_of_records(
    asked: Mapping[str, Sequence[Hashable]], records: Sequence[Mapping[str, Any]]
) -> dict[str, Column]:
    """Read the answers of all cases to the questions *asked*, each with its possible answers.

    >>> rows = [{"is_copy": True}, {}, {"is_copy": "False"}]
    >>> columns_of_records({"is_copy": (True, False)}, rows)
    {'is_copy': {True: 1, False: 4}}

    Raises:
        InvalidValue: An answer is none of those possible; the text says which there are.
    """
    codes = {name: _codes(values) for name, values in asked.items()}
    coded = {name: bytearray() for name in asked}
    for first in range(0, len(records), _AT_ONCE):
        some = records[first : first + _AT_ONCE]
        for name, known in codes.items():
            coded[name] += _coded(name, known, some, asked[name])
    return {
        name: {value: _cases_with(coded[name], n) for n, value in enumerate(values, 1)}
        for name, values in asked.items()
    }


def _codes(values: Sequence[Hashable]) -> dict[Hashable, int]:
    codes: dict[Hashable, int] = dict.fromkeys(_UNKNOWN, 0)
    for n, value in enumerate(values, 1):
        codes[value] = codes[str(value)] = n
    return codes


def _coded(
    name: str,
    codes: Mapping[Hashable, int],
    records: Sequence[Mapping[str, Any]],
    values: Sequence[Hashable],
) -> bytes:
    try:
        return bytes([codes[record.get(name)] for record in records])
    except (KeyError, TypeError) as strange:
        raise _strange(name, values) from strange


def _cases_with(coded: bytearray, code: int) -> int:
    if code not in coded:
        return 0
    table = bytearray(b"0" * 256)
    table[code] = ord("1")
    return int(coded[::-1].translate(table), 2)


def column_of_series(name: str, values: Sequence[Hashable], series: Any) -> Column:  # noqa: ANN401 - of pandas or polars, which the core does not know
    """Read a column of a pandas or polars frame without going through its rows in Python.

    Raises:
        InvalidValue: An answer is none of *values*.
    """
    flags = _flags_of_polars if hasattr(series, "eq_missing") else _flags_of_pandas
    found = dict(zip(values, map(_packed, flags(series, list(map(_plain, values)))), strict=True))
    told = sum(bits.bit_count() for bits in found.values())
    if told + _nulls(series) != len(series):
        raise _strange(name, values)
    return found


def _flags_of_polars(series: Any, values: Sequence[object]) -> Iterator[Any]:  # noqa: ANN401 - as above
    return (series.eq_missing(value).to_numpy() for value in values)


def _flags_of_pandas(series: Any, values: Sequence[object]) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Look each row up once: comparing texts again for each answer takes ten times as long."""
    plain = series.astype(object) if series.dtype.name in {"str", "string"} else series
    codes, answers = plain.factorize()
    places = {answer: place for place, answer in enumerate(answers.tolist())}
    return (codes == places.get(value, len(places)) for value in values)


def _packed(flags: Any) -> int:  # noqa: ANN401 - an array of numpy, without which there are no frames
    packed = import_module("numpy").packbits(flags, bitorder="little")
    return int.from_bytes(packed.tobytes(), "little")


def _plain(value: Hashable) -> object:
    return value if isinstance(value, bool) else str(value)


def _nulls(series: Any) -> int:  # noqa: ANN401 - as above
    return int(series.null_count() if hasattr(series, "null_count") else series.isna().sum())


def _strange(name: str, values: Sequence[Hashable]) -> InvalidValue:
    known = ", ".join(map(str, values))
    return InvalidValue(f"the column {name} has an answer that is none of {known}")
