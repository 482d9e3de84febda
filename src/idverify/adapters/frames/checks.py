"""What is wrong with single rows (不正な行): each is told with its key, and the others go on."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from idverify.adapters.frames._compute import pc
from idverify.adapters.frames.batch import STRANGE, Array, Batch
from idverify.adapters.frames.columns import ABSENTABLE, BITS, IMPOSSIBLE_DAYS, WORDS
from idverify.model.applicants import corporate_number_check_digit
from idverify.model.documents import SensitiveField
from idverify.model.submissions import MAX_DOCUMENTS
from idverify.model.validators import MAX_CHARACTERS

__all__ = ["problems"]

_INDIVIDUAL, _CORPORATION = 1, 2
#: Of a corporate number (法人番号): one that checks, and twelve.
CORPORATE_NUMBER_DIGITS: Final = 13
#: Bytes that are control characters, or begin one in UTF-8.
_CONTROLS: Final = np.array([*range(0x20), 0x7F, 0xC2], np.uint8)
#: 1 January 1 and 31 December 9999, as days from 1970: what a date can say.
_FIRST, _LAST = -719162, 2932896


class _Fault(NamedTuple):
    """Rows, or documents, with one thing wrong."""

    column: str
    says: str
    wrong: Array


def problems(batch: Batch) -> dict[int, str]:
    """Return for each row that cannot be read the first thing wrong: column and shape, no value.

    >>> import pyarrow as pa
    >>> from idverify.adapters.frames.fitting import fitted
    >>> row = {"submission_id": "s-1", "received_on": None, "entity_kind": "individual",
    ...        "name": "見本 花子", "address": "東京都", "documents": [{"kind": "licence"}]}
    >>> problems(Batch(fitted(pa.Table.from_pylist([row]))))
    {0: 'received_on is missing'}
    """
    found: dict[int, str] = {}
    for fault in _of_submissions(batch):
        for row in np.flatnonzero(fault.wrong).tolist():
            found.setdefault(row, f"{fault.column} {fault.says}")
    for fault in _of_documents(batch):
        for place in np.flatnonzero(fault.wrong).tolist():
            row = int(batch.owner[place])
            at = f"documents[{place - int(batch.offsets[row])}]"
            found.setdefault(row, f"{at}.{fault.column} {fault.says}")
    return found


def _of_submissions(batch: Batch) -> Iterator[_Fault]:
    yield from _keys(batch)
    yield from _days(batch.column("received_on"), "received_on")
    yield _missing(batch, "received_on")
    kinds = batch.words("entity_kind", of_document=False).values
    yield _Fault("entity_kind", "is missing", kinds == 0)
    yield _Fault("entity_kind", _none_of("entity_kind"), kinds == STRANGE)
    for name in ("name", "address"):
        yield _missing(batch, name)
    for name in ("name", "address", "representative", "kana_name", "latin_name", "postal_code"):
        yield from _texts(batch.column(name), name)
        yield _controls(batch.column(name), name)
    yield from _days(batch.column("birth_date"), "birth_date")
    is_person = kinds == _INDIVIDUAL
    unborn = _missing(batch, "birth_date").wrong
    yield _Fault("birth_date", "is missing, and an individual has one", is_person & unborn)
    headless = (kinds == _CORPORATION) & _missing(batch, "representative").wrong
    yield _Fault("representative", "is missing, and a corporation has one", headless)
    yield _wrong_numbers(batch)
    few_or_many = (batch.counts < 1) | (batch.counts > MAX_DOCUMENTS)
    yield _Fault("documents", f"must be 1 to {MAX_DOCUMENTS}", few_or_many)


def _of_documents(batch: Batch) -> Iterator[_Fault]:
    yield _Fault("kind", "is missing", batch.words("kind").values == 0)
    for name in ("kind", "medium", *(f"masking.{field}" for field in SensitiveField)):
        yield _Fault(name, _none_of(name), batch.words(name).values == STRANGE)
    for name, words in BITS.items():
        yield _Fault(name, f"has a word that is none of {', '.join(words)}", batch.strange(name))
    no_picture = (batch.bits("file_problems").values > 0) & (batch.bits("image_sides").values == 0)
    yield _Fault("file_problems", "are given, and image_sides is empty", no_picture)
    for name in ABSENTABLE:
        yield from _contradictions(batch, name)
    for name in IMPOSSIBLE_DAYS:
        yield from _days(batch.part(name), name)
    for name in ("name", "address", "representative"):
        yield from _texts(batch.part(name), name)


def _keys(batch: Batch) -> Iterator[_Fault]:
    ids = batch.column("submission_id")
    yield _Fault(
        "submission_id", "is missing", _flags(pc.equal(ids, "").fill_null(fill_value=True))
    )


def _missing(batch: Batch, name: str) -> _Fault:
    return _Fault(name, "is missing", _flags(batch.column(name).is_null()))


def _wrong_numbers(batch: Batch) -> _Fault:
    numbers = batch.column("corporate_number")
    wrong = np.zeros(batch.size, bool)
    for row in np.flatnonzero(_flags(numbers.is_valid())).tolist():
        wrong[row] = not _is_corporate_number(numbers[row].as_py())
    return _Fault("corporate_number", "must be 13 digits, the first of which checks", wrong)


def _is_corporate_number(text: str) -> bool:
    is_number = len(text) == CORPORATE_NUMBER_DIGITS and text.isascii() and text.isdecimal()
    return is_number and int(text[0]) == corporate_number_check_digit(text[1:])


def _contradictions(batch: Batch, name: str) -> Iterator[_Fault]:
    given = _flags(batch.part(name).is_valid())
    absent, impossible = batch.listed("absent", name), batch.listed("impossible", name)
    twice = (given & (absent | impossible)) | (absent & impossible)
    yield _Fault(name, "is given, absent or impossible: only one of them can be", twice)


def _days(days: Any, name: str) -> Iterator[_Fault]:  # noqa: ANN401 - an Arrow array
    numbers = days.cast(pa.int32())
    outside = pc.or_(pc.less(numbers, _FIRST), pc.greater(numbers, _LAST))
    yield _Fault(name, "lies outside the years 1 to 9999", _flags(outside))


def _texts(texts: Any, name: str) -> Iterator[_Fault]:  # noqa: ANN401 - as above
    """Yield what the vocabulary would refuse of a text, as it would."""
    empty = pc.or_(pc.equal(pc.binary_length(texts), 0), pc.utf8_is_space(texts))
    yield _Fault(name, "is empty: null says that it is not known", _flags(empty))
    # Bytes are quicker to count than characters, and most texts are short.
    long = _flags(pc.greater(pc.binary_length(texts), MAX_CHARACTERS))
    if long.any():
        long &= _flags(pc.greater(pc.utf8_length(texts), MAX_CHARACTERS))
    yield _Fault(name, f"has more than {MAX_CHARACTERS} characters", long)


def _controls(texts: Any, name: str) -> _Fault:  # noqa: ANN401 - as above
    """Find control characters in what was registered; a transcription may have several lines."""
    found = np.zeros(len(texts), bool)
    if _may_hold_controls(texts):
        found = _flags(pc.match_substring_regex(texts, r"\p{Cc}"))
    return _Fault(name, "contains control characters", found)


def _may_hold_controls(texts: Any) -> bool:  # noqa: ANN401 - as above
    """Whether any byte can be part of a control character; looking costs next to nothing."""
    buffer = texts.buffers()[2]
    octets = np.frombuffer(buffer, np.uint8) if buffer else np.empty(0, np.uint8)
    return bool(np.isin(octets, _CONTROLS).any())


def _none_of(name: str) -> str:
    return f"is none of {', '.join(WORDS[name])}"


def _flags(array: Any) -> Array:  # noqa: ANN401 - as above
    found: Array = array.fill_null(fill_value=False).to_numpy(zero_copy_only=False)
    return found.astype(bool)
