"""Alignment of two parsed addresses: parts that a slip made a piece of the town (切り直し)."""

import re
from typing import Final

from attrs import evolve

from idverify.matching._town_names import fold_place_name, fold_town, parse_number
from idverify.matching._typos import is_subsequence
from idverify.matching.address_parser import Lot, ParsedAddress

__all__ = ["align_parts"]

#: 丁 typed as 町, in the town as written.
MISREAD_CHOME: Final = re.compile("[0-9０-９一二三四五六七八九十]+町目$")
#: The same in the folded town.
MISREAD_CHOME_FOLDED: Final = re.compile("([0-9]+)町目$")
#: Numerals in kanji, of which the first may end the name of the town. A longer run is no number.
KANJI_DIGITS: Final = re.compile("[一二三四五六七八九十百千]{2,12}(?![一二三四五六七八九十百千])")
#: A numeral that people write for one number: 十三, and neither 一四 nor 十三九.
ONE_NUMBER: Final = re.compile(
    "(?:[二三四五六七八九]?千)?(?:[二三四五六七八九]?百)?(?:[二三四五六七八九]?十)?"
    "[一二三四五六七八九]?"
)
#: A numbered street of Hokkaido at the start of a lot.
NUMBERED_STREET: Final = re.compile("[0-9一二三四五六七八九十]+条")
#: A name before the town that can only be a municipality's.
MUNICIPALITY: Final = re.compile(".{1,5}?郡.{1,6}?[町村]|.{1,5}?市(?:.{1,4}?区)?|.{1,4}?区")
#: No city, ward, town or village has a name of more characters, its county included.
MAX_MUNICIPALITY_LENGTH: Final = 20


def align_parts(address: ParsedAddress, reference: ParsedAddress) -> ParsedAddress:
    """Separate from the town what a typing error before or after it made a part of it."""
    address = join_numbered_street(split_misspelt_city(address, reference), reference)
    return split_numeral_of_town(split_misread_chome(address, reference), reference)


def join_numbered_street(address: ParsedAddress, reference: ParsedAddress) -> ParsedAddress:
    """Return to the town the 条 of a street whose direction is absent: 南1条5-8 for 南1条西5-8."""
    street = NUMBERED_STREET.match(address.lot_text)
    if street is None:
        return address
    town = address.town + street[0]
    folded_town = fold_town(fold_place_name(town))
    if not reference.folded_town.startswith(folded_town):
        return address
    lot_text = address.lot_text[street.end() :]
    return evolve(
        address, town=town, folded_town=folded_town, lots=address.lots[1:], lot_text=lot_text
    )


def split_numeral_of_town(address: ParsedAddress, reference: ParsedAddress) -> ParsedAddress:
    """Return to the town the digit that its name ends in: 与一四丁目 beside 与一4丁目."""
    digits = KANJI_DIGITS.match(address.lot_text)
    if digits is None or address.folded_town == reference.folded_town:
        return address
    if ONE_NUMBER.fullmatch(digits[0]):
        return address
    for at in range(1, len(digits[0])):
        town = address.town + digits[0][:at]
        if fold_town(fold_place_name(town)) == reference.folded_town:
            first = evolve(address.lots[0], number=parse_number(digits[0][at:]))
            lots = (first, *address.lots[1:])
            return evolve(address, town=town, folded_town=reference.folded_town, lots=lots)
    return address


def split_misspelt_city(address: ParsedAddress, reference: ParsedAddress) -> ParsedAddress:
    """Separate a misspelt city or ward from the town that follows it: 川埼市 from 登戸.

    Where the other side has the town alone, the text before it is meant as the municipality.
    """
    if address.folded_town == reference.folded_town or not reference.municipalities:
        return address
    if len(address.municipalities) == 1 or not (at := find_town_start(address, reference)):
        return address
    place = evolve(address, city=address.city + address.town[:at], municipalities=())
    folded_town = fold_town(fold_place_name(address.town[at:]))
    former_name = fold_town(fold_place_name(address.town[: at - 1]))
    if former_name + folded_town == reference.folded_town:  # 名瀬市港町 is now 奄美市名瀬港町
        return evolve(place, town=reference.town, folded_town=reference.folded_town)
    return evolve(place, town=address.town[at:], folded_town=folded_town)


def find_town_start(address: ParsedAddress, reference: ParsedAddress) -> int:
    """Return where the town begins after a municipality that is not in the table, or 0."""
    if reference.folded_town and address.folded_town.endswith(reference.folded_town):
        # 東大井 is another town than 大井.
        suffixes = "区" if address.municipalities else "市区町村郡"
        for at in range(1, MAX_MUNICIPALITY_LENGTH):
            is_end = address.town[at - 1 : at] in {*suffixes}
            if is_end and fold_town(address.town[at:]) == reference.folded_town:
                return at
    known = fold_place_name(reference.city) + reference.folded_town
    if address.municipalities or is_subsequence(address.folded_town, known):
        return 0
    found = MUNICIPALITY.match(address.town)
    return found.end() if found else 0


def split_misread_chome(address: ParsedAddress, reference: ParsedAddress) -> ParsedAddress:
    """Separate a block from the town that it became a part of, because 丁 was typed as 町."""
    chome, folded_chome = (
        MISREAD_CHOME.search(address.town),
        MISREAD_CHOME_FOLDED.search(address.folded_town),
    )
    if (
        not (chome and folded_chome)
        or address.folded_town[: folded_chome.start()] != reference.folded_town
    ):
        return address
    block = Lot(int(folded_chome[1]), "町目")
    return evolve(
        address,
        town=address.town[: chome.start()],
        folded_town=reference.folded_town,
        lots=(block, *address.lots),
        lot_text=chome[0] + address.lot_text,
    )
