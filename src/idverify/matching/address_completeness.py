"""Completeness of a single address, checked before comparing (住所の記載の有無).

A document without an address is a different problem from a profile without a lot
number: the first needs another document, the second a correction. Check the
document first.
"""

from collections.abc import Iterator

from idverify.matching._text import MAX_LENGTH, is_blank
from idverify.matching.address_parser import parse_address
from idverify.matching.difference_kinds import DifferenceKind

__all__ = ["find_absent_elements"]


def find_absent_elements(address: str) -> tuple[DifferenceKind, ...]:
    """Return the required elements that an address lacks, from the largest to the smallest.

    The prefecture is required only where several municipalities share the name;
    building and room are a matter of policy. A few places have no town name
    (龍ケ崎市3710, 旭市ニ2132), so `TOWN_ABSENT` is only a warning.

    >>> [kind.value for kind in find_absent_elements("横浜市日吉")]
    ['ward_absent', 'lot_absent']
    >>> find_absent_elements("東京都品川区大崎1-11-2")
    ()
    """
    if is_blank(address):
        return (DifferenceKind.VALUE_ABSENT,)
    return tuple(iter_absent_elements(address[:MAX_LENGTH]))


def iter_absent_elements(address: str) -> Iterator[DifferenceKind]:
    """Yield the absent elements of an address that is not blank."""
    parsed = parse_address(address)
    names = {place.full_name for place in parsed.municipalities}
    if not parsed.municipalities:
        yield DifferenceKind.MUNICIPALITY_ABSENT
    elif len(names) > 1:
        yield DifferenceKind.WARD_ABSENT
    elif len(parsed.municipalities) > 1:
        yield DifferenceKind.PREFECTURE_ABSENT
    if not parsed.folded_town:
        yield DifferenceKind.TOWN_ABSENT
    if not parsed.lots:
        yield DifferenceKind.LOT_ABSENT
