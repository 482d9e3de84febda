"""Comparison of lot numbers, rooms and buildings of two addresses (番地・号室・建物名)."""

from collections.abc import Iterator
from typing import Final

from idverify.matching._typos import count_common_affixes
from idverify.matching.address_parser import Lot, ParsedAddress
from idverify.matching.comparison import ComparisonSide, Difference
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference

__all__ = ["find_building_differences", "find_lot_differences"]

#: Units with the same meaning.
UNIT_SYNONYMS: Final = {"番地": "番", "丁": "丁目", "番町": "丁目", "番地割": "地割"}


def find_lot_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """Yield the differences of the lot numbers, compared as integers and in order."""
    typed_numbers, printed_numbers = typed.numbers, printed.numbers
    pieces = typed.lot_text, printed.lot_text
    if typed_numbers == printed_numbers:
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
    elif not typed_numbers or not printed_numbers:
        yield make_difference(
            DifferenceKind.LOT_ABSENT,
            *pieces,
            ComparisonSide.DECLARED if not typed_numbers else ComparisonSide.DOCUMENT,
        )
    else:
        yield find_lot_mismatch(typed_numbers, printed_numbers, pieces)


#: A room has three digits, or follows 丁目, 番 and 号: 17-3 is a lot, not room 3 of lot 17.
MIN_ROOM_NUMBER: Final = 100

#: The numbers of a complete lot: 丁目, 番 and 号.
FULL_LOT_LENGTH: Final = 3


def has_room_in_lot(longer: ParsedAddress, shorter: ParsedAddress) -> bool:
    """Return whether the last number of one lot is the room: 2-8-1-101 for 8番1号 101号室."""
    if longer.numbers[:-1] != shorter.numbers or not shorter.lots or longer.building_tokens:
        return False
    if not shorter.building_tokens:
        return shorter.lots[-1].unit == "号"
    room = longer.numbers[-1]
    is_room = room >= MIN_ROOM_NUMBER or len(shorter.lots) >= FULL_LOT_LENGTH
    return is_room and shorter.building_tokens[-1] == str(room)


def classify_room(tokens: tuple[str, ...]) -> DifferenceKind:
    """Return the kind of difference between a lot ending in the room and a separate building."""
    if not tokens:
        return DifferenceKind.ROOM_OMITTED
    return (
        DifferenceKind.ROOM_DIFFERS
        if is_compound_room(tokens)
        else DifferenceKind.BUILDING_NOTATION
    )


def is_compound_room(tokens: tuple[str, ...]) -> bool:
    """Return whether the room is more than one number: B204, or 204 of wing 2."""
    return len(tokens) > 1 and is_room(tokens)


def has_unit_conflict(first: tuple[Lot, ...], second: tuple[Lot, ...]) -> bool:
    """Return whether a number is 丁目 on one side and 番 or 号 on the other."""
    return any(
        a.unit and b.unit and UNIT_SYNONYMS.get(a.unit, a.unit) != UNIT_SYNONYMS.get(b.unit, b.unit)
        for a, b in zip(first, second, strict=True)
    )


def find_lot_mismatch(
    typed_numbers: tuple[int, ...], printed_numbers: tuple[int, ...], pieces: tuple[str, str]
) -> Difference:
    """Return the difference between two lots whose numbers do not agree."""
    shorter, longer = sorted((typed_numbers, printed_numbers), key=len)
    side = (
        ComparisonSide.DECLARED
        if len(typed_numbers) < len(printed_numbers)
        else ComparisonSide.DOCUMENT
    )
    if len(typed_numbers) != len(printed_numbers) and longer[-len(shorter) :] == shorter:
        return make_difference(DifferenceKind.CHOME_ABSENT, *pieces, side)
    if len(typed_numbers) != len(printed_numbers) and longer[: len(shorter)] == shorter:
        return make_difference(DifferenceKind.LOT_PART_ABSENT, *pieces, side)
    if "".join(map(str, typed_numbers)) == "".join(map(str, printed_numbers)):
        return make_difference(DifferenceKind.NUMBER_MERGED, *pieces)
    return make_difference(
        DifferenceKind.NUMBERS_SWAPPED
        if sorted(typed_numbers) == sorted(printed_numbers)
        else DifferenceKind.NUMBER_CHANGED,
        *pieces,
    )


#: The name of the household one lives with may be omitted: 山田様方.
HOUSEHOLD_SUFFIX: Final = "方"


def find_building_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """Yield the differences in building and room: both may be absent, neither may contradict."""
    typed_tokens, printed_tokens = typed.building_tokens, printed.building_tokens
    pieces = typed.building, printed.building
    if len(typed.lots) != len(printed.lots) and (not typed_tokens or not printed_tokens):
        return
    if typed_tokens == printed_tokens:
        if pieces[0] != pieces[1]:
            yield make_difference(DifferenceKind.BUILDING_NOTATION, *pieces)
        return
    side = (
        ComparisonSide.DECLARED
        if len(typed_tokens) < len(printed_tokens)
        else ComparisonSide.DOCUMENT
    )
    if not typed_tokens or not printed_tokens:
        yield make_difference(DifferenceKind.BUILDING_OMITTED, *pieces, side)
        return
    start, end = count_common_affixes(typed_tokens, printed_tokens)
    fewer, more = sorted((typed_tokens, printed_tokens), key=len)
    if start == len(fewer) == len(more) - 1 and more[-1].endswith(HOUSEHOLD_SUFFIX):
        yield make_difference(DifferenceKind.BUILDING_OMITTED, *pieces, side)
    elif end == len(fewer) == 1 and fewer[0].isdecimal():
        compound = is_compound_room(more)
        yield make_difference(
            DifferenceKind.ROOM_DIFFERS if compound else DifferenceKind.BUILDING_OMITTED,
            *pieces,
            side,
        )
    elif start == len(fewer) and not fewer[-1].isdecimal() and is_room(more[start:]):
        yield make_difference(DifferenceKind.ROOM_OMITTED, *pieces, side)
    else:
        both_rooms = (
            bool(start) and is_room(typed_tokens[start:]) and is_room(printed_tokens[start:])
        )
        yield make_difference(
            DifferenceKind.ROOM_DIFFERS if both_rooms else DifferenceKind.BUILDING_DIFFERS, *pieces
        )


def is_room(tokens: tuple[str, ...]) -> bool:
    """Return whether tokens are a room: numbers and letters only."""
    return all(token.isascii() for token in tokens)
