"""Compare lot numbers, rooms and buildings of two addresses (番地・号室・建物名)."""

from collections.abc import Iterator
from typing import Final

from idverify.matching._typos import count_common_affixes
from idverify.matching.address_parser import (
    Lot,
    ParsedAddress,
)
from idverify.matching.comparison import (
    ComparisonSide,
    Difference,
)
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference

__all__ = [
    "FULL_LOT_LENGTH",
    "HOUSEHOLD_SUFFIX",
    "MIN_ROOM_NUMBER",
    "UNIT_SYNONYMS",
    "classify_room",
    "find_building_differences",
    "find_lot_differences",
    "find_lot_mismatch",
    "has_room_in_lot",
    "has_unit_conflict",
    "is_compound_room",
    "is_room",
]

#: Units that say the same of a number.
UNIT_SYNONYMS: Final = {"番地": "番", "丁": "丁目", "番町": "丁目", "番地割": "地割"}


def find_lot_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """The numbers, as integers and in order."""
    one, other = typed.numbers, printed.numbers
    pieces = typed.lot_text, printed.lot_text
    if one == other:
        if has_unit_conflict(typed.lots, printed.lots):
            yield make_difference(DifferenceKind.UNIT_DIFFERS, *pieces)
        elif pieces[0] != pieces[1]:
            yield make_difference(DifferenceKind.LOT_NOTATION, *pieces)
    elif has_room_in_lot(typed, printed):
        yield make_difference(
            classify_room(printed.building_tokens), *pieces, ComparisonSide.DOCUMENT
        )
    elif has_room_in_lot(printed, typed):
        yield make_difference(
            classify_room(typed.building_tokens), *pieces, ComparisonSide.DECLARED
        )
    elif not one or not other:
        yield make_difference(
            DifferenceKind.LOT_ABSENT,
            *pieces,
            ComparisonSide.DECLARED if not one else ComparisonSide.DOCUMENT,
        )
    else:
        yield find_lot_mismatch(one, other, pieces)


#: A room has three digits, or stands behind 丁目, 番 and 号: 17-3 is a lot, not room 3 of lot 17.
MIN_ROOM_NUMBER: Final = 100

FULL_LOT_LENGTH: Final = 3


def has_room_in_lot(longer: ParsedAddress, shorter: ParsedAddress) -> bool:
    """Whether the last number of one lot is the room: 2-8-1-101 for 8番1号 101号室."""
    if longer.numbers[:-1] != shorter.numbers or not shorter.lots or longer.building_tokens:
        return False
    if not shorter.building_tokens:
        return shorter.lots[-1].unit == "号"
    room = longer.numbers[-1]
    is_room = room >= MIN_ROOM_NUMBER or len(shorter.lots) >= FULL_LOT_LENGTH
    return is_room and shorter.building_tokens[-1] == str(room)


def classify_room(atoms: tuple[str, ...]) -> DifferenceKind:
    """What a lot that ends in the room is beside a building written apart."""
    if not atoms:
        return DifferenceKind.ROOM_OMITTED
    return (
        DifferenceKind.ROOM_DIFFERS if is_compound_room(atoms) else DifferenceKind.BUILDING_NOTATION
    )


def is_compound_room(atoms: tuple[str, ...]) -> bool:
    """Whether more than the number belongs to the room: B204, or 204 of wing 2."""
    return len(atoms) > 1 and is_room(atoms)


def has_unit_conflict(one: tuple[Lot, ...], other: tuple[Lot, ...]) -> bool:
    """Whether a number is 丁目 on one side and 番 or 号 on the other."""
    return any(
        a.unit and b.unit and UNIT_SYNONYMS.get(a.unit, a.unit) != UNIT_SYNONYMS.get(b.unit, b.unit)
        for a, b in zip(one, other, strict=True)
    )


def find_lot_mismatch(
    one: tuple[int, ...], other: tuple[int, ...], pieces: tuple[str, str]
) -> Difference:
    """Name what is wrong with the numbers."""
    shorter, longer = sorted((one, other), key=len)
    side = ComparisonSide.DECLARED if len(one) < len(other) else ComparisonSide.DOCUMENT
    if len(one) != len(other) and longer[-len(shorter) :] == shorter:
        return make_difference(DifferenceKind.CHOME_ABSENT, *pieces, side)
    if len(one) != len(other) and longer[: len(shorter)] == shorter:
        return make_difference(DifferenceKind.LOT_PART_ABSENT, *pieces, side)
    if "".join(map(str, one)) == "".join(map(str, other)):
        return make_difference(DifferenceKind.NUMBER_MERGED, *pieces)
    return make_difference(
        DifferenceKind.NUMBERS_SWAPPED
        if sorted(one) == sorted(other)
        else DifferenceKind.NUMBER_CHANGED,
        *pieces,
    )


#: Whose household one lives with may be left out: 山田様方.
HOUSEHOLD_SUFFIX: Final = "方"


def find_building_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """Building and room: either may be absent, neither may contradict."""
    one, other = typed.building_tokens, printed.building_tokens
    pieces = typed.building, printed.building
    if len(typed.lots) != len(printed.lots) and (not one or not other):
        return
    if one == other:
        if pieces[0] != pieces[1]:
            yield make_difference(DifferenceKind.BUILDING_NOTATION, *pieces)
        return
    side = ComparisonSide.DECLARED if len(one) < len(other) else ComparisonSide.DOCUMENT
    if not one or not other:
        yield make_difference(DifferenceKind.BUILDING_OMITTED, *pieces, side)
        return
    start, end = count_common_affixes(one, other)
    fewer, more = sorted((one, other), key=len)
    if start == len(fewer) == len(more) - 1 and more[-1].endswith(HOUSEHOLD_SUFFIX):
        yield make_difference(DifferenceKind.BUILDING_OMITTED, *pieces, side)
    elif end == len(fewer) == 1 and fewer[0].isdecimal():
        longer = is_compound_room(more)
        yield make_difference(
            DifferenceKind.ROOM_DIFFERS if longer else DifferenceKind.BUILDING_OMITTED,
            *pieces,
            side,
        )
    elif start == len(fewer) and not fewer[-1].isdecimal() and is_room(more[start:]):
        yield make_difference(DifferenceKind.ROOM_OMITTED, *pieces, side)
    else:
        room = bool(start) and is_room(one[start:]) and is_room(other[start:])
        yield make_difference(
            DifferenceKind.ROOM_DIFFERS if room else DifferenceKind.BUILDING_DIFFERS, *pieces
        )


def is_room(atoms: tuple[str, ...]) -> bool:
    """Whether atoms are a room: numbers and letters only."""
    return all(atom.isascii() for atom in atoms)
