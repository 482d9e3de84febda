"""Reading columns of answers into bits: one bit a case, the first case the lowest."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

from idverify.errors import InvalidValue
from idverify.vocabulary.knowledge import UNKNOWN

__all__ = ["Column", "bits_of_flags", "column_of_answers", "column_of_series"]

Column = Mapping[Hashable, int]
"""For each answer the cases that have it; a case in none of them is unknown."""

_DIGITS: Final = bytes.maketrans(b"\x00\x01", b"01")
_UNKNOWN: Final = frozenset({None, UNKNOWN, "unknown"})


def bits_of_flags(flags: bytes) -> int:
    """Return the integer in which bit n is byte n of *flags*, each 0 or 1.

    >>> bin(bits_of_flags(bytes([1, 0, 0, 1])))
    '0b1001'
    """
    return int(flags[::-1].translate(_DIGITS) or b"0", 2)


def column_of_answers(name: str, values: Sequence[Hashable], answers: Sequence[Hashable]) -> Column:
    """Read the answers of all cases to one question.

    >>> column_of_answers("is_copy", (True, False), [True, None, False, True])
    {True: 9, False: 4}

    Raises:
        InvalidValue: An answer is none of *values*; the text says which values there are.
    """
    codes: dict[Hashable, int] = dict.fromkeys(_UNKNOWN, 0)
    for n, value in enumerate(values, 1):
        codes[value] = codes[str(value)] = n
    try:
        coded = bytes(map(codes.__getitem__, answers))
    except (KeyError, TypeError) as strange:
        raise _strange(name, values) from strange
    return {value: _cases_with(coded, n) for n, value in enumerate(values, 1)}


def _cases_with(coded: bytes, code: int) -> int:
    table = bytearray(b"0" * 256)
    table[code] = ord("1")
    return int(coded[::-1].translate(table) or b"0", 2)


def column_of_series(name: str, values: Sequence[Hashable], series: Any) -> Column:  # noqa: ANN401 - of pandas or polars, which the core does not know
    """Read a column of a pandas or polars frame without going through its rows in Python.

    Raises:
        InvalidValue: An answer is none of *values*.
    """
    equals = getattr(series, "eq_missing", None) or series.eq
    found = {value: bits_of_flags(equals(_plain(value)).to_numpy().tobytes()) for value in values}
    told = sum(bits.bit_count() for bits in found.values())
    if told + _nulls(series) != len(series):
        raise _strange(name, values)
    return found


def _plain(value: Hashable) -> object:
    return value if isinstance(value, bool) else str(value)


def _nulls(series: Any) -> int:  # noqa: ANN401 - as above
    return int(series.null_count() if hasattr(series, "null_count") else series.isna().sum())


def _strange(name: str, values: Sequence[Hashable]) -> InvalidValue:
    known = ", ".join(map(str, values))
    return InvalidValue(f"the column {name} has an answer that is none of {known}")
