"""Comparison of lot numbers, rooms and buildings of two addresses (番地・号室・建物名)."""

from collections.abc import Iterator
from typing import Final

from idverify.matching._typos import count_common_affixes
from idverify.matching.address_parser import Lot, ParsedAddress
from idverify.matching.comparison import ComparisonSide, Difference
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference

__all__ = ["ROOM_KINDS", "find_building_differences", "find_lot_differences"]

#: Units with the same meaning.
UNIT_SYNONYMS: Final = {"番地": "番", "丁": "丁目", "番町": "丁目", "番地割": "地割"}

#: The order of units in a lot.
UNIT_RANKS: Final = {"丁目": 1, "番": 2}

#: The smallest number that is likely a room: 17-3 is a lot, not room 3 of lot 17.
MIN_ROOM_NUMBER: Final = 100

#: Letters of a wing or a floor: B1F, EX.
MAX_SIGN_LENGTH: Final = 2

#: The numbers of a complete lot: 丁目, 番 and 号.
FULL_LOT_LENGTH: Final = 3

#: Differences of a lot that also explain how the buildings differ.
ROOM_KINDS: Final = frozenset(
    {
        DifferenceKind.BUILDING_NOTATION,
        DifferenceKind.LOT_DISPUTED,
        DifferenceKind.ROOM_DIFFERS,
        DifferenceKind.ROOM_OMITTED,
    }
)


def find_lot_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """Yield the differences of the lot numbers, compared as integers and in order.

    A number belongs to the unit written after it. A number without a unit may take any unit
    that the other side allows, and may be a room only after a complete lot.
    """
    pieces = typed.lot_text, printed.lot_text
    if len(typed.lots) == len(printed.lots) and typed.numbers == printed.numbers:
        yield from find_unit_differences(typed, printed)
    elif has_room_in_lot(typed, printed):
        kind = classify_room(typed, printed)
        yield make_difference(kind, *pieces, ComparisonSide.DOCUMENT)
    elif has_room_in_lot(printed, typed):
        kind = classify_room(printed, typed)
        yield make_difference(kind, *pieces, ComparisonSide.DECLARED)
    elif not typed.lots or not printed.lots:
        yield make_difference(
            DifferenceKind.LOT_ABSENT,
            *pieces,
            ComparisonSide.DECLARED if not typed.lots else ComparisonSide.DOCUMENT,
        )
    else:
        yield find_lot_mismatch(typed.numbers, printed.numbers, pieces)


def find_unit_differences(typed: ParsedAddress, printed: ParsedAddress) -> Iterator[Difference]:
    """Yield the differences between two lots of the same numbers: signs, units or notation."""
    pieces = typed.lot_text, printed.lot_text
    signs = [(a.branch, b.branch) for a, b in zip(typed.lots, printed.lots, strict=True)]
    differing = [pair for pair in signs if pair[0] != pair[1]]
    if any(all(pair) for pair in differing):
        yield make_difference(DifferenceKind.LOT_SIGN_DIFFERS, *pieces)
    elif differing:
        side = ComparisonSide.DOCUMENT if differing[0][0] else ComparisonSide.DECLARED
        yield make_difference(DifferenceKind.LOT_PART_ABSENT, *pieces, side)
    elif has_unit_conflict(typed.lots, printed.lots):
        yield make_difference(DifferenceKind.UNIT_DIFFERS, *pieces)
    elif pieces[0] != pieces[1]:
        yield make_difference(DifferenceKind.LOT_NOTATION, *pieces)


def has_room_in_lot(longer: ParsedAddress, shorter: ParsedAddress) -> bool:
    """Return whether the last number of one lot may be the room: 2-8-1-101 for 8番1号 101号室."""
    if len(longer.lots) != len(shorter.lots) + 1 or not shorter.lots:
        return False
    *lots, last = longer.lots
    if last.unit or last.branch or has_lot_conflict(tuple(lots), shorter.lots):
        return False
    if not shorter.building_tokens:
        is_room = last.number >= MIN_ROOM_NUMBER or (
            shorter.lots[-1].unit == "号" and len(lots) >= FULL_LOT_LENGTH
        )
        return not longer.building_tokens and is_room and is_complete_lot(shorter.lots)
    is_room = last.number >= MIN_ROOM_NUMBER or len(lots) >= FULL_LOT_LENGTH
    room = (str(last.number),)
    if longer.building_tokens:
        return is_room and shorter.building_tokens == longer.building_tokens + room
    return is_room and shorter.building_tokens[-1:] == room


def is_complete_lot(lots: tuple[Lot, ...]) -> bool:
    """Return whether a lot has 丁目, 番 and 号, or is shown to end by its units 番 and 号."""
    units = [UNIT_SYNONYMS.get(lot.unit, lot.unit) for lot in lots]
    return len(lots) >= FULL_LOT_LENGTH or units == ["番", "号"]


def has_lot_conflict(first: tuple[Lot, ...], second: tuple[Lot, ...]) -> bool:
    """Return whether two lots of one length differ in a number, a sign or a unit."""
    return any(
        (a.number, a.branch) != (b.number, b.branch) for a, b in zip(first, second, strict=True)
    ) or has_unit_conflict(first, second)


def classify_room(longer: ParsedAddress, shorter: ParsedAddress) -> DifferenceKind:
    """Return the kind of difference between a lot ending in the room and a separate building."""
    tokens = shorter.building_tokens
    if len(shorter.lots) < FULL_LOT_LENGTH:
        return DifferenceKind.LOT_DISPUTED
    if not tokens:
        return DifferenceKind.ROOM_OMITTED
    is_compound = not longer.building_tokens and is_compound_room(tokens)
    return DifferenceKind.ROOM_DIFFERS if is_compound else DifferenceKind.BUILDING_NOTATION


def is_compound_room(tokens: tuple[str, ...]) -> bool:
    """Return whether the room is more than one number: B204, or 204 of wing 2.

    A longer word is the name of a building: 612 of Sunny Court.
    """
    has_name = any(len(token) > MAX_SIGN_LENGTH and token.isalpha() for token in tokens)
    return len(tokens) > 1 and is_room(tokens) and not has_name


def has_unit_conflict(first: tuple[Lot, ...], second: tuple[Lot, ...]) -> bool:
    """Return whether no reading gives every number one unit: 丁目 here and 番 there, 2番 19番."""
    merged: list[str] = []
    for a, b in zip(first, second, strict=True):
        units = {UNIT_SYNONYMS.get(unit, unit) for unit in (a.unit, b.unit) if unit}
        if len(units) > 1:
            return True
        merged += units
    sides = ([UNIT_SYNONYMS.get(lot.unit, lot.unit) for lot in lots] for lots in (first, second))
    return all(map(is_in_order, sides)) and not is_in_order(merged)


def is_in_order(units: list[str]) -> bool:
    """Return whether 丁目 and 番 occur once each and in this order."""
    ranks = [UNIT_RANKS[unit] for unit in units if unit in UNIT_RANKS]
    return ranks == sorted(set(ranks))


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
    if is_same_building(typed_tokens, printed_tokens):
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


def is_same_building(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return whether two buildings are one; the room may precede the name: 101号室 メゾン青葉."""
    if first == second:
        return True
    for tokens, other in ((first, second), (second, first)):
        room, name = tokens[:1], tokens[1:]
        if name and room[0].isdecimal() and name + room == other:
            return True
    return False


def is_room(tokens: tuple[str, ...]) -> bool:
    """Return whether tokens are a room: numbers and letters only."""
    return all(token.isascii() for token in tokens)
