"""Reading an address (住所) into its parts, without an address dictionary.

Prefecture and municipality are looked up; what follows is a town, numbers and a
building. Where the numbers begin is told by their units (丁目, 番地, 番, 号, 地割), by the
separators between them, or by the end of the text. Digits are never divided anew.
"""

import re
import unicodedata
from typing import Final

from attrs import field, frozen

from idverify.matching._places import KANJI_NUMERIC, NUMERAL, fold_place, number_of, town_key
from idverify.matching._text import DROPPED
from idverify.matching.comparison import mask
from idverify.matching.municipalities import Municipality, by_name, prefectures, ward_cities

__all__ = ["Address", "Lot", "read_address"]

ENDING: Final = re.compile("[市区町村]")
DASHES: Final = "-‐‑‒–—―−─━－〜～~﹣⁃"
NUMERIC: Final = f"0-9{KANJI_NUMERIC}"
DASH: Final = re.compile(
    f"(?<=[{NUMERIC}])ー(?=[{NUMERIC}])|(?<=[0-9])一(?=[0-9])| *[{DASHES}] *(?=[0-9])|[{DASHES}]"
)
POSTAL: Final = re.compile(
    r"\s*(?:日本国?[\s,、]*)?〒?\s*(?:[0-9]{3}-?[0-9]{4}(?![0-9-]))?\s*(?:日本国?[\s,、]+)?"
)
GAP: Final = re.compile(r"[\s,、，]+")
APART: Final = re.compile(r"(?<=\d)[\s,、，]+(?=\d)")
STREET: Final = re.compile(
    f"(?P<street>.*(?:[上下]け?る|[東西南北]入る?)(?:{NUMERAL}丁目)?)(?=.+[{NUMERIC}])"
)
UNIT: Final = re.compile(
    f"丁目|番地割|地割|番地|番(?![町丁館街耕])|号(?![室線棟館地車])|丁(?=[-の]?{NUMERAL}|$)"
    f"|条(?={NUMERAL})"
)
BLOCK: Final = re.compile("番町")
NUMBER: Final = re.compile(NUMERAL)
SEPARATED: Final = re.compile(f"[-の](?={NUMERAL})")
LOT: Final = re.compile(
    f"(?:第(?={NUMERAL}地割))?(?P<number>{NUMERAL})(?P<unit>{UNIT.pattern}|番町)?(?P<separator>[-の](?={NUMERAL}))?"
)
#: What can only stand before the last number: it shows that a 号 before it was no lot's end.
HIGHER: Final = re.compile(f"{NUMERAL}(?:丁目|番)")
#: の between an イロハ, 甲乙 or letter sign and the number: 旭市ニの2132番地, 上町A番12号.
ITEM_NO: Final = re.compile("(?<=[ぁ-ん甲乙丙丁A-Za-z])[の番-]$")
#: Sapporo numbers the two sides of a block apart: 本通1丁目北1番.
SIDE_OF_BLOCK: Final = re.compile(f"[東西南北](?={NUMERAL})")
#: A number of so many digits is no part of a town's name.
LONG: Final = 3
NAME: Final = re.compile(f"(?!{NUMERAL})[\u3400-\u9fff]")
CONTINUES: Final = re.compile("[条線丁番号地町区の]")
ROOM_SIGNS: Final = re.compile(r"号室|号(?![棟館])|室|[#＃・･\-\s'’.,、()「」『』\[\]]")
#: Of what stands between two numbers, this much remains: 12-3 is not 1-23.
BOUNDARY: Final = re.compile(f"(?<=[{NUMERIC}])(?:{ROOM_SIGNS.pattern})+(?=[{NUMERIC}])")
#: A floor before a room that begins with it says nothing more: 3階301.
FLOOR: Final = re.compile(r"([0-9]+)(?:F|階)[\s-]*(?=\1[0-9]{2})|(?<=[0-9])階(?=[0-9])")
#: Other words for the parts of a building.
BUILDING_WORDS: Final = (("地下", "B"), ("階", "F"), ("様方", "方"))
#: The word for a wing says nothing where the room follows: 2号棟305 is 2-305.
WING: Final = re.compile(f"(?<=[A-Z{NUMERIC}])(?:号?棟|号館)[-#＃\\s]*(?=[{NUMERIC}])")
#: A number that the sign behind it makes a floor, a wing or a room: 1-5-2F, 1-5-301C.
OF_BUILDING: Final = re.compile("[0-9]+(?:F$|階|号[室棟館]|番館|棟)|[0-9]{3,}[A-Z]$")
ATOM: Final = re.compile(rf"{NUMERAL}|[A-Z]+|[^0-9A-Z{KANJI_NUMERIC}\0]+")


@frozen
class Lot:
    """One number of an address with its unit, if it was written (丁目, 番, 号)."""

    number: int
    unit: str = ""


@frozen
class Address:
    """The parts of an address as they were found; an absent part is empty."""

    prefecture: str
    municipalities: tuple[Municipality, ...] = field(repr=lambda found: f"<{len(found)}>")
    """Those the name can mean: one, several of the same name, or none that is known."""
    city: str
    """The municipality as written; a city whose ward is absent stands here alone."""
    street: str = field(repr=mask)
    town: str = field(repr=mask)
    """The town as written, spaces removed."""
    key: str = field(repr=mask)
    """The town folded for comparison."""
    lots: tuple[Lot, ...] = field(repr=lambda lots: f"<{len(lots)} numbers>")
    lot_text: str = field(repr=mask)
    building: str = field(repr=mask)
    """Building and room as written."""
    atoms: tuple[str, ...] = field(repr=lambda atoms: f"<{len(atoms)} atoms>")
    """Building and room folded for comparison."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers alone."""
        return tuple(lot.number for lot in self.lots)


def read_address(text: str) -> Address:
    """Read an address into its parts.

    >>> found = read_address("〒155-8666 世田谷区北沢二丁目19番5号 メゾン北沢203号室")
    >>> found.town, found.numbers, found.building, found.prefecture
    ('北沢', (2, 19, 5), 'メゾン北沢203号室', '')
    """
    plain, gaps = compact(text)
    folded = fold_place(plain)
    prefecture, at = find_prefecture(folded)
    known, end = find_municipality(folded, at, prefecture)
    street_end = end
    if known and known[0].name.startswith("京都市"):
        street = STREET.match(folded, end)
        street_end = street.end() if street else end
    start = find_lot(folded, plain, street_end, gaps)
    lots, tail = read_lots(folded, start, gaps)
    building = plain[tail:].lstrip("-ー ")
    return Address(
        prefecture=prefecture,
        municipalities=known,
        city=plain[at:end],
        street=plain[end:street_end],
        town=plain[street_end:start],
        key=ITEM_NO.sub("", town_key(folded[street_end:start])),
        lots=lots,
        lot_text=plain[start:tail],
        building=building,
        atoms=atoms_of(building),
    )


def without_postal_code(text: str) -> tuple[str, str]:
    """The postal code and the country before an address; the address, width and dashes folded."""
    plain = DASH.sub("-", unicodedata.normalize("NFKC", DROPPED.sub("", text)))
    found = POSTAL.match(plain)
    end = found.end() if found else 0
    return plain[:end], plain[end:]


def compact(text: str) -> tuple[str, frozenset[int]]:
    """Fold width and dashes, drop postal code and spaces; say where the spaces were.

    A space between two digits stays: it is all that keeps 1 and 301 apart.
    """
    parts = APART.sub(" \ue000 ", without_postal_code(text)[1].strip())
    gaps, at, words = [], 0, []
    for part in GAP.split(parts):
        word = " " if part == "\ue000" else part
        words.append(word)
        at += len(word)
        gaps.append(at)
    return "".join(words), frozenset(gaps[:-1])


def find_prefecture(folded: str) -> tuple[str, int]:
    """The prefecture at the start, and where it ends."""
    table = prefectures()
    for length in (3, 4):
        if (name := table.get(folded[:length])) is not None:
            return name, length
    return "", 0


def find_municipality(
    folded: str, at: int, prefecture: str
) -> tuple[tuple[Municipality, ...], int]:
    """The municipalities of the longest name at this place, and where the name ends."""
    ends = [found.end() for found in ENDING.finditer(folded, at, at + 14)]
    for table in (by_name(), ward_cities()):
        for end in reversed(ends):
            found = table.get(folded[at:end], ())
            if prefecture:
                found = tuple(place for place in found if place.prefecture == prefecture)
            if found:
                return found, end
    return (), at


def find_lot(folded: str, plain: str, at: int, gaps: frozenset[int]) -> int:
    """Where the numbers of the lot begin; the end of the text when there are none."""
    numerals = list(NUMBER.finditer(folded, at))
    sure = (found for found in numerals if begins_lot(found, folded, plain, at, gaps))
    likely = (found for found in numerals if is_loose(found, folded))
    first = next(sure, None) or next(likely, None)
    if first is None:
        return len(folded)
    start = first.start()
    return (
        start - 1 if folded.startswith("第", start - 1) and LOT.match(folded, start - 1) else start
    )


def is_loose(found: re.Match[str], folded: str) -> bool:
    """Whether digits run into a building's name: 左門町4四谷ビル."""
    return found[0].isdecimal() and CONTINUES.match(folded, found.end()) is None


def begins_lot(
    found: re.Match[str], folded: str, plain: str, at: int, gaps: frozenset[int]
) -> bool:
    """Whether a numeral belongs to the lot rather than to the town's name."""
    end = found.end()
    if end == len(folded) or SEPARATED.match(folded, end):
        return True
    if (unit := UNIT.match(folded, end)) is not None:
        return is_lot_unit(found, unit, folded, gaps)
    if BLOCK.match(folded, end):
        return folded[at : found.start()].endswith("通")
    if CONTINUES.match(folded, end):
        return False
    if not found[0].isdecimal():
        return end in gaps
    following = plain[end]
    return end in gaps or (
        not "\u3041" <= following <= "\u3096"
        and (not "\u3400" <= following <= "\u9fff" or len(found[0]) >= LONG)
    )


def is_lot_unit(
    found: re.Match[str], unit: re.Match[str], folded: str, gaps: frozenset[int]
) -> bool:
    """Whether a unit begins a lot: not the 号 of 東7号南, nor the 番 of 四番沢."""
    end = unit.end()
    if unit[0] == "丁目" and SIDE_OF_BLOCK.match(folded, end):
        return False
    if end == len(folded) or unit[0] not in "番号":
        return True
    if unit[0] == "号":
        return False
    return found[0].isdecimal() or end in gaps or not NAME.match(folded, end)


def read_lots(folded: str, at: int, gaps: frozenset[int]) -> tuple[tuple[Lot, ...], int]:
    """The numbers from here on, and where the building begins."""
    lots: list[Lot] = []
    end = at
    while (found := LOT.match(folded, at)) is not None:
        if lots and at in gaps and not (found["unit"] or found["separator"]):
            break
        if lots and OF_BUILDING.match(folded, at):
            break
        lots.append(Lot(number_of(found["number"]), found["unit"] or ""))
        at = end = found.end()
        if not goes_on(found, folded):
            break
    return tuple(lots), end


def goes_on(found: re.Match[str], folded: str) -> bool:
    """Whether another number of the lot may follow this one."""
    if found["separator"]:
        return True
    if found["unit"] == "号":
        return HIGHER.match(folded, found.end()) is not None
    return found["unit"] is not None


def atoms_of(building: str) -> tuple[str, ...]:
    """Letters, numbers and words of a building, room signs dropped."""
    folded = FLOOR.sub("", fold_place(building).upper())
    for word, short in BUILDING_WORDS:
        folded = folded.replace(word, short)
    folded = WING.sub("-", folded)
    atoms = ATOM.findall(ROOM_SIGNS.sub("", BOUNDARY.sub("\0", folded)))
    return tuple(str(number_of(atom)) if NUMBER.fullmatch(atom) else atom for atom in atoms)
