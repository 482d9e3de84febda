"""Is an address complete (住所の記載の有無)? Asked of one side alone, before comparing.

A document without an address is another problem than a profile without a lot
number: the first needs another document, the second a correction. Ask it of the
document first.
"""

from collections.abc import Iterator

from idverify.matching._text import MAX_LENGTH, is_blank
from idverify.matching.address_parser import parse_address
from idverify.matching.difference_kinds import DifferenceKind

__all__ = ["find_absent_elements"]


def find_absent_elements(address: str) -> tuple[DifferenceKind, ...]:
    """Name the required elements that an address lacks, from the largest to the smallest.

    The prefecture is required only where several municipalities share the name;
    building and room are a matter of policy. A few places have no town name
    (龍ケ崎市3710, 旭市ニ2132), so `TOWN_ABSENT` is a warning, the others are not.

    >>> [kind.value for kind in find_absent_elements("横浜市日吉")]
    ['ward_absent', 'lot_absent']
    >>> find_absent_elements("東京都品川区大崎1-11-2")
    ()
    """
    if is_blank(address):
        return (DifferenceKind.VALUE_ABSENT,)
    return tuple(iter_absent_elements(address[:MAX_LENGTH]))


def iter_absent_elements(address: str) -> Iterator[DifferenceKind]:
    """The absent elements of an address that says something."""
    found = parse_address(address)
    names = {place.full_name for place in found.municipalities}
    if not found.municipalities:
        yield DifferenceKind.MUNICIPALITY_ABSENT
    elif len(names) > 1:
        yield DifferenceKind.WARD_ABSENT
    elif len(found.municipalities) > 1:
        yield DifferenceKind.PREFECTURE_ABSENT
    if not found.folded_town:
        yield DifferenceKind.TOWN_ABSENT
    if not found.lots:
        yield DifferenceKind.LOT_ABSENT
