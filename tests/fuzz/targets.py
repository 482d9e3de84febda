"""What is promised of any bytes at all: a target takes some, and raises if a promise is broken.

The sentences of the promises are the docstrings. `run.py` throws bytes at a target for as long
as one likes; `test_corpus.py` replays on every run what it has found worth keeping.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from idverify.calendar.japanese_dates import read_date
from idverify.errors import DataError
from idverify.interchange.codec import dump_dossier, load_dossier
from idverify.matching import (
    Comparison,
    Outcome,
    compare_address,
    compare_birth_date,
    compare_kana,
    compare_name,
    compare_romaji,
    detect_address_change,
    find_sensitive_numbers,
    parse_address,
    redact,
)
from idverify.model.image_cleaning import clean_upload
from idverify.model.uploads import FileLimits, inspect_upload

__all__ = ["TARGETS"]

#: Between the two texts of a comparison; no text has it.
SEPARATOR: Final = b"\xff"
LIMITS: Final = FileLimits()
#: A dossier that is read, to be spoilt in one place.
SEED: Final = Path(__file__).parent / "corpus" / "dossier" / "seed-0"


def dossier(data: bytes) -> None:
    """A dossier is read, or refused with `DataError`; what is read is written and read the same."""
    with suppress(DataError):
        read = load_dossier(data)
        assert load_dossier(dump_dossier(read)) == read
        assert read.applicant.__class__.__name__ in repr(read.applicant)


def dossier_fields(data: bytes) -> None:
    """A good dossier with one field replaced is read, or refused with the path of that field."""
    tree = json.loads(SEED.read_bytes())
    _replace_one(tree, list(data))
    dossier(json.dumps(tree).encode())


def _replace_one(node: Any, steps: list[int]) -> None:  # noqa: ANN401 - any JSON
    """Walk down by the numbers in *steps*, and put what is left of them where the walk ends."""
    while steps and isinstance(node, dict | list) and node:
        keys: list[Any] = [*node] if isinstance(node, dict) else [*range(len(node))]
        key = keys[steps.pop(0) % len(keys)]
        goes_deeper = isinstance(node[key], dict | list) and steps and steps.pop(0) % 4
        if not goes_deeper:
            node[key] = _value(steps)
            return
        node = node[key]


def _value(steps: list[int]) -> object:
    """Make a JSON value: a plain odd one, or the text that the numbers spell."""
    odd: list[object] = [
        None,
        True,
        0,
        -1,
        1e308,
        "",
        [],
        {},
        [[]],
        "unknown",
        "absent",
        "2026-02-30",
    ]
    choice = steps.pop(0) if steps else 0
    return odd[choice] if choice < len(odd) else bytes(steps).decode("utf-8", "replace")


def upload(data: bytes) -> None:
    """Any bytes are a file that is taken or one with problems; each problem has words."""
    cleaned = clean_upload(data)
    found = inspect_upload(cleaned, LIMITS)
    assert found.size == len(cleaned)
    assert clean_upload(cleaned) == cleaned
    assert all(problem.remedy_ja and problem.remedy_en for problem in found.problems)


def dates(data: bytes) -> None:
    """A text is a date or it is not; what is read is a day, or has a reason why it is not."""
    one, other = _texts(data)
    found = read_date(one)
    assert (found.day is None) == (found.problem is not None)
    assert found.day is None or found.may_be(found.day)
    _compared(compare_birth_date, one, other)


def addresses(data: bytes) -> None:
    """Any two texts are compared as addresses; a text is the address that it is."""
    one, other = _texts(data)
    parse_address(one)
    _compared(compare_address, one, other)
    assert not detect_address_change(one, one)


def names(data: bytes) -> None:
    """Any two texts are compared as names, as readings and as Latin letters."""
    for compare in (compare_name, compare_kana, compare_romaji):
        _compared(compare, *_texts(data))


def numbers(data: bytes) -> None:
    """What is found is where it is said to be, and nothing is found in what was redacted."""
    text, _ = _texts(data)
    for found in find_sensitive_numbers(text):
        assert 0 <= found.start < found.end <= len(text)
    assert find_sensitive_numbers(redact(text)) == ()


def _texts(data: bytes) -> tuple[str, str]:
    # Surrogates alone cannot come by mail or JSON, but they can stand in a string of Python.
    one, _, other = data.partition(SEPARATOR)
    return one.decode("utf-8", "surrogateescape"), other.decode("utf-8", "replace")


def _compared(compare: Callable[[str, str], Comparison], one: str, other: str) -> None:
    """Compare both ways: total, the same only where identical, and never silent."""
    for declared, printed in ((one, other), (other, one), (one, one)):
        found = compare(declared, printed)
        assert found.outcome is not Outcome.SAME or declared == printed
        assert found.outcome is Outcome.SAME or found.differences
        assert all(d.explain("ja") and d.explain("en") for d in found.differences)


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {
    "addresses": addresses,
    "dates": dates,
    "dossier": dossier,
    "dossier_fields": dossier_fields,
    "names": names,
    "numbers": numbers,
    "upload": upload,
}
