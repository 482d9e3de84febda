"""What an independent writer makes of names, addresses and dates, honest and with one slip."""

import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from idverify.matching import (
    Comparison,
    DifferenceKind,
    compare_address,
    compare_birth_date,
    compare_kana,
    compare_name,
    compare_romaji,
)

SOURCE = Path(__file__).parents[2] / "data/independent/rewriter.py"
COMPARERS: dict[str, Callable[[str, str], Comparison]] = {
    "address": compare_address,
    "name": compare_name,
    "kana": compare_kana,
    "romaji": compare_romaji,
    "birth_date": compare_birth_date,
}
GENERATORS = {
    "address": "honest_pairs",
    "name": "honest_names",
    "kana": "honest_kana",
    "romaji": "honest_romaji",
    "birth_date": "honest_dates",
}
#: Of so many honest writings at most 0.2 % may be refused, and of the slips none accepted.
MANY = 1000


def is_date_open(comparison: Comparison) -> bool:
    """Whether a comparison only asks which of several days is meant, as for 850503."""
    kinds = {difference.kind for difference in comparison.differences}
    return kinds <= {DifferenceKind.CENTURY_OPEN, DifferenceKind.DATE_UNDECIDED}


@pytest.fixture(scope="module")
def writer() -> Iterator[ModuleType]:
    """The writer as it came, kept among the data."""
    spec = spec_from_file_location("independent_writer", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize("field", GENERATORS)
def test_honest_writings_are_accepted(writer: ModuleType, field: str) -> None:
    """At most 0.2 % of honest writings by the independent writer are refused."""
    pairs = getattr(writer, GENERATORS[field])(MANY, 20261127)
    found = [(pair, COMPARERS[field](*pair)) for _, *pair in pairs]
    refused = [pair for pair, one in found if not one.is_match and not is_date_open(one)]

    assert len(refused) <= MANY * 0.002


def test_no_slip_is_accepted(writer: ModuleType) -> None:
    """No single slip, each side written in its own notation, is accepted."""
    slips = writer.slips(3 * MANY, 20261127)

    assert [slip for slip in slips if COMPARERS[slip[0]](*slip[1:]).is_match] == []
