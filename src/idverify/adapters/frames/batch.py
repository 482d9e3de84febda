"""A batch of submissions as arrays of small numbers: what the columns say, row by row at once."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from idverify.adapters.frames._compute import pc
from idverify.adapters.frames.columns import ABSENTABLE, BITS, IMPOSSIBLE_DAYS, WORDS

__all__ = [
    "ABSENT_CODE",
    "GIVEN_CODE",
    "IMPOSSIBLE_CODE",
    "NOTHING_CODE",
    "STRANGE",
    "Array",
    "Batch",
    "Codes",
    "distinct",
    "folded",
]

Array = npt.NDArray[Any]
T = TypeVar("T")

#: How something transcribed can stand: nobody has looked, not printed, no day, or printed.
NOTHING_CODE, ABSENT_CODE, IMPOSSIBLE_CODE, GIVEN_CODE = range(4)
#: Keys are folded into one integer until there is no room for more.
_ROOM: Final = 2**62
#: The place of a word that there is not.
STRANGE: Final = 255
_UNLISTED: Final = -1


class Codes(NamedTuple):
    """A small number for each row; rows with the same number are alike in what it stands for."""

    values: Array
    radix: int
    """One more than the largest number there can be."""


class Batch:
    """A table with the columns of `SUBMISSIONS`, read column by column when first asked."""

    def __init__(self, table: pa.Table) -> None:
        """Take a table as `fitted` returns it, in one piece."""
        self.table = table.combine_chunks()
        self.size = table.num_rows
        documents = _array(self.table, "documents")
        self.counts = _numpy(documents.value_lengths().fill_null(0)).astype(np.int64)
        self.offsets = np.cumsum(self.counts) - self.counts
        #: The row of each document.
        self.owner = np.repeat(np.arange(self.size), self.counts)
        self._documents = documents.flatten()
        self._read: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made under the key, making it when first asked."""
        if key not in self._read:
            self._read[key] = make()
        found: T = self._read[key]
        return found

    def column(self, name: str) -> Any:  # noqa: ANN401 - an Arrow array, without types
        """Return a column of the submissions."""
        return _array(self.table, name)

    def part(self, name: str) -> Any:  # noqa: ANN401 - as above
        """Return a column of the documents, of all rows one after the other."""
        return self.once(("part", name), lambda: pc.struct_field(self._documents, name.split(".")))

    def words(self, name: str, *, of_document: bool = True) -> Codes:
        """Return for each row the place of its word from 1, 0 for null, 255 for any other word."""
        column = self.part if of_document else self.column
        key, values = ("words", name), WORDS[name]
        return self.once(key, lambda: Codes(_places(column(name), values), 256))

    def flags(self, name: str) -> Codes:
        """Return for each document 0 for null, 1 for false, 2 for true."""
        column = self.part(name)
        return self.once(
            ("flags", name),
            lambda: Codes(_numpy(column.cast(pa.int8()).fill_null(_UNLISTED)) + 1, 3),
        )

    def bits(self, name: str) -> Codes:
        """Return for each document its list as bits in the order of the words there are."""
        return self.once(("bits", name), lambda: _bits(self.part(name), BITS[name]))

    def strange(self, name: str) -> Array:
        """Return whether a list of a document has a word that there is not."""
        places = _places(self.part(name).flatten(), BITS[name])
        lengths = _numpy(self.part(name).value_lengths().fill_null(0))
        found = np.zeros(len(lengths), bool)
        found[np.repeat(np.arange(len(lengths)), lengths)[(places == STRANGE) | (places == 0)]] = (
            True
        )
        return found

    def listed(self, name: str, what: str) -> Array:
        """Return whether each document lists *what* as absent, or as impossible."""
        words = ABSENTABLE if name == "absent" else IMPOSSIBLE_DAYS
        if what not in words:
            return np.zeros(len(self.owner), bool)
        return (self.bits(name).values >> words.index(what) & 1).astype(bool)

    def states(self, name: str) -> Codes:
        """Return the state of a transcribed field for each document: NOTHING_CODE to GIVEN_CODE."""

        def read() -> Codes:
            states = np.where(_numpy(self.part(name).is_valid()), GIVEN_CODE, NOTHING_CODE)
            states[self.listed("absent", name)] = ABSENT_CODE
            states[self.listed("impossible", name)] = IMPOSSIBLE_CODE
            return Codes(states.astype(np.uint8), 4)

        return self.once(("states", name), read)

    def days(self, name: str, *, of_document: bool = True) -> Array:
        """Return days as numbers from 1970; 0 for null."""
        column = self.part if of_document else self.column
        return self.once(
            ("days", name, of_document),
            lambda: _numpy(column(name).cast(pa.int32()).fill_null(0)).astype(np.int64),
        )

    @property
    def received(self) -> Array:
        """The day of receipt of the submission, for each document."""
        return self.once(
            "received", lambda: self.days("received_on", of_document=False)[self.owner]
        )


def folded(columns: Iterable[Codes], size: int) -> Codes:
    """Return one number for each combination of numbers that occurs."""
    keys, room = np.zeros(size, np.int64), 1
    for values, radix in columns:
        if room * radix > _ROOM:
            keys, room = _numbered(keys)
        keys = keys * radix + values
        room *= radix
    return _numbered(keys)


def distinct(values: Array) -> tuple[Array, Array]:
    """Return the values that occur, each once, and for each row the place of its own."""
    coded = pa.array(values).dictionary_encode()
    return _numpy(coded.dictionary), _numpy(coded.indices)


def _numbered(keys: Array) -> Codes:
    found, places = distinct(keys)
    return Codes(places.astype(np.int64), max(len(found), 1))


def _array(table: pa.Table, name: str) -> Any:  # noqa: ANN401 - as above
    column = table.column(name)
    return column.chunk(0) if column.num_chunks else pa.nulls(0, column.type)


def _numpy(array: Any) -> Array:  # noqa: ANN401 - as above
    found: Array = array.to_numpy(zero_copy_only=False)
    return found


def _places(array: Any, words: tuple[str, ...]) -> Array:  # noqa: ANN401 - as above
    """Return places from 1, 0 for null, 255 for a word that there is not."""
    place = pc.index_in(array, value_set=pa.array([str(word) for word in words]))
    codes = (_numpy(place.fill_null(STRANGE - 1)) + 1).astype(np.uint8)
    if array.null_count:
        codes[_numpy(array.is_null())] = 0
    return codes


def _bits(lists: Any, words: tuple[str, ...]) -> Codes:  # noqa: ANN401 - as above
    places = _places(lists.flatten(), words)
    lengths = _numpy(lists.value_lengths().fill_null(0))
    bits = np.zeros(len(lengths), np.int64)
    known = np.where((places == STRANGE) | (places == 0), 0, 1 << (places.astype(np.int64) - 1) % 8)
    np.bitwise_or.at(bits, np.repeat(np.arange(len(lengths)), lengths), known)
    return Codes(bits, 1 << len(words))
