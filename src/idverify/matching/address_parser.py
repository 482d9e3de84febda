"""Parser for Japanese addresses (住所), without an address dictionary.

Prefecture and municipality are looked up; a town, numbers and a building follow. The
start of the numbers is recognised by their units (丁目, 番地, 番, 号, 地割), by the
separators between them, or by the end of the text. A run of digits is never split.
"""

import re
import unicodedata
from typing import Final

from attrs import field, frozen

from idverify.matching._text import IGNORABLE
from idverify.matching._town_names import (
    KANJI_NUMERALS,
    NUMERAL,
    fold_place_name,
    fold_town,
    parse_number,
)
from idverify.matching.municipalities import (
    Municipality,
    municipalities_by_name,
    prefectures,
    wards_by_city,
)
from idverify.redaction import redacted_repr
from idverify.validation import validated

__all__ = ["Lot", "ParsedAddress", "parse_address"]

MUNICIPALITY_SUFFIX: Final = re.compile("[市区町村]")
DASHES: Final = "-‐‑‒–—―−─━－〜～~﹣⁃"
NUMERIC: Final = f"0-9{KANJI_NUMERALS}"
DASH: Final = re.compile(
    f"(?<=[{NUMERIC}番地目])ー(?=[{NUMERIC}])|(?<=[0-9])一(?=[0-9])"
    f"|(?<! ) *[{DASHES}] *(?=[0-9])|[{DASHES}]"
)
#: A dash between katakana is a long vowel mark: メゾンエトワ－ル.
LONG_MARK: Final = re.compile(f"(?<=[ァ-ヺ])[{DASHES}](?=[ァ-ヺ])")
POSTAL_CODE: Final = re.compile(
    r"\s*(?:日本国?[\s,、]*)?〒?\s*(?:[0-9]{3}-?[0-9]{4}(?![0-9-]))?\s*(?:日本国?[\s,、]+)?"
)
SEPARATOR: Final = re.compile(r"[\s,、，]+")
DIGIT_SEPARATOR: Final = re.compile(r"(?<=\d)[\s,、，]+(?=\d)")
KYOTO_STREET: Final = re.compile(
    f"(?P<street>.*(?:[上下]け?る|[東西南北]入る?)(?:{NUMERAL}丁目)?)(?=.+[{NUMERIC}])"
)
UNIT: Final = re.compile(
    f"丁目|番地割|地割|番地|番(?![町丁館街耕])|号(?![室線棟館地車])|丁(?=[-の]?{NUMERAL}|$)"
    f"|条(?=(?!{NUMERAL}区){NUMERAL})"
)
BLOCK: Final = re.compile("番町")
NUMBER: Final = re.compile(NUMERAL)
#: Signs that divide a lot or a place: イロハ (folded to hiragana), 甲乙 and letters.
LOT_SIGNS: Final = "ぁ-ん甲乙丙丁戊己庚辛壬癸A-Z"
#: A sign written after a number is part of the lot: 6番地ロ, 44-乙, 769番地ロ103.
BRANCH: Final = re.compile(rf"[-の]?(?P<part>[{LOT_SIGNS}])(?:[-の](?={NUMERAL}))?")
#: A number before one of these words is part of a name: 五之三町, 東一条一区.
NUMBER_OF_NAME: Final = rf"{NUMERAL}(?:[区線]|町(?!目))"
LOT_SEPARATOR: Final = re.compile(f"[-の](?=(?!{NUMBER_OF_NAME}){NUMERAL}|[{LOT_SIGNS}]$)")
LOT: Final = re.compile(
    f"(?:第(?={NUMERAL}地割))?(?P<number>{NUMERAL})(?P<unit>{UNIT.pattern}|番町)?(?P<separator>[-の](?={NUMERAL}))?"
)
#: Units that only precede the last number: a 号 before them did not end the lot.
HIGHER_UNIT: Final = re.compile(f"{NUMERAL}(?:丁目|番地?(?=[-の]?{NUMERAL}|$))")
#: Units after which a number is still missing: a name before it is a 小字 and no building.
INCOMPLETE_UNITS: Final = frozenset({"丁目", "丁", "番町", "条", "地割", "番地割"})
#: A 小字 between 丁目 or 地割 and the number: 八丁目横町163.
INNER_PLACE: Final = re.compile(f"(?:大字|小字|字)?(?P<part>[^-{NUMERIC}]+)(?=[{NUMERIC}])")
#: の between an イロハ, 甲乙 or letter sign and the number: 旭市ニの2132番地, 上町A番12号.
SIGN_SUFFIX: Final = re.compile("(?<=[ぁ-ん甲乙丙丁A-Z])[の番-]$")
#: Sapporo numbers the two sides of a block separately: 本通1丁目北1番.
SIDE_OF_BLOCK: Final = re.compile(f"[東西南北](?={NUMERAL})")
#: A number of this many digits is no part of a town's name.
MIN_LOT_DIGITS: Final = 3
KANJI_NAME: Final = re.compile(f"(?!{NUMERAL})[\u3400-\u9fff]")
TOWN_CONTINUATION: Final = re.compile("[条線丁番号地町区の]")
ROOM_SIGNS: Final = re.compile(r"号室|号(?![棟館])|室|[#＃・･\-\s'’.,、()「」『』\[\]]")
#: Room signs between two numbers become one boundary: 12-3 is not 1-23.
TOKEN_BOUNDARY: Final = re.compile(f"(?<=[{NUMERIC}])(?:{ROOM_SIGNS.pattern})+(?=[{NUMERIC}])")
#: A floor is redundant before a room that begins with it: 3階301.
FLOOR: Final = re.compile(r"([0-9]+)(?:F|階)[\s-]*(?=\1[0-9]{2})|(?<=[0-9])階(?=[0-9])")
#: Other words for the parts of a building.
BUILDING_WORDS: Final = (("地下", "B"), ("階", "F"), ("様方", "方"))
#: The word for a wing is redundant before a room: 2号棟305 is 2-305.
WING: Final = re.compile(f"(?<=[A-Z{NUMERIC}])(?:号?棟|号館)[-#＃\\s]*(?=[{NUMERIC}])")
#: A number with a following sign for a floor, a wing or a room: 1-5-2F, 1-5-301C.
BUILDING_NUMBER: Final = re.compile(f"{NUMERAL}(?:F$|階|号[室棟館]|番館|棟)|[0-9]{{3,}}[A-Z]$")
#: 丁目, 番 and 号: a letter after so many numbers is a room or a wing.
FULL_LOT_LENGTH: Final = 3
#: A branch of the lot has fewer digits than a room: 6-A1 beside 6-A101.
MIN_ROOM_DIGITS: Final = 3
BUILDING_TOKEN: Final = re.compile(rf"{NUMERAL}|[A-Z]+|[^0-9A-Z{KANJI_NUMERALS}\0]+")


@frozen
class Lot:
    """One number of an address with its unit, if it was written (丁目, 番, 号)."""

    number: int
    unit: str = ""
    branch: str = ""
    """What divides the lot or block further, folded: ろ of 6番地ロ, 横町 of 八丁目横町163."""


@frozen
class ParsedAddress:
    """Parts of an address; an absent part is empty."""

    prefecture: str
    municipalities: tuple[Municipality, ...] = field(repr=lambda found: f"<{len(found)}>")
    """The candidates for the name: one, several of the same name, or none if unknown."""
    city: str
    """The municipality as written; only the city if its ward is absent."""
    street: str = field(repr=redacted_repr)
    town: str = field(repr=redacted_repr)
    """The town as written, spaces removed."""
    folded_town: str = field(repr=redacted_repr)
    """The town folded for comparison."""
    lots: tuple[Lot, ...] = field(repr=lambda lots: f"<{len(lots)} numbers>")
    lot_text: str = field(repr=redacted_repr)
    building: str = field(repr=redacted_repr)
    """Building and room as written."""
    building_tokens: tuple[str, ...] = field(repr=lambda tokens: f"<{len(tokens)} tokens>")
    """Building and room folded for comparison."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers alone."""
        return tuple(lot.number for lot in self.lots)


@validated
def parse_address(text: str) -> ParsedAddress:
    """Parse an address into its parts.

    >>> parsed = parse_address("〒155-8666 世田谷区北沢二丁目19番5号 メゾン北沢203号室")
    >>> parsed.town, parsed.numbers, parsed.building, parsed.prefecture
    ('北沢', (2, 19, 5), 'メゾン北沢203号室', '')
    """
    plain, gaps = normalize_layout(text)
    folded = fold_place_name(plain)
    prefecture, at = find_prefecture(folded)
    known, end = find_municipality(folded, at, prefecture)
    street_end = end
    if known and known[0].name.startswith("京都市"):
        street = KYOTO_STREET.match(folded, end)
        street_end = street.end() if street else end
    start = find_lot(folded, plain, street_end, gaps)
    lots, tail = parse_lots(folded, start, gaps)
    building = plain[tail:].lstrip("-ー ")
    return ParsedAddress(
        prefecture=prefecture,
        municipalities=known,
        city=plain[at:end],
        street=plain[end:street_end],
        town=plain[street_end:start],
        folded_town=SIGN_SUFFIX.sub("", fold_town(folded[street_end:start])),
        lots=lots,
        lot_text=plain[start:tail],
        building=building,
        building_tokens=tokenize_building(building),
    )


def split_postal_code(text: str) -> tuple[str, str]:
    """Split the leading postal code and country from an address; fold width and dashes."""
    plain = unicodedata.normalize("NFKC", IGNORABLE.sub("", text))
    plain = DASH.sub("-", LONG_MARK.sub("ー", plain))
    found = POSTAL_CODE.match(plain)
    end = found.end() if found else 0
    return plain[:end], plain[end:]


def normalize_layout(text: str) -> tuple[str, frozenset[int]]:
    """Fold width and dashes, drop postal code and spaces; return the text and the gaps.

    A gap is the position of a dropped space. A space between two digits is kept:
    nothing else separates 1 and 301.
    """
    parts = DIGIT_SEPARATOR.sub(" \ue000 ", split_postal_code(text)[1].strip())
    gaps, at, words = [], 0, []
    for part in SEPARATOR.split(parts):
        word = " " if part == "\ue000" else part
        words.append(word)
        at += len(word)
        gaps.append(at)
    return "".join(words), frozenset(gaps[:-1])


def find_prefecture(folded: str) -> tuple[str, int]:
    """Return the prefecture at the start of a folded address, and where it ends."""
    table = prefectures()
    for length in (3, 4):
        if (name := table.get(folded[:length])) is not None:
            return name, length
    return "", 0


def find_municipality(
    folded: str, at: int, prefecture: str
) -> tuple[tuple[Municipality, ...], int]:
    """Return the municipalities of the longest name at a position, and where it ends."""
    ends = [found.end() for found in MUNICIPALITY_SUFFIX.finditer(folded, at, at + 14)]
    for table in (municipalities_by_name(), wards_by_city()):
        for end in reversed(ends):
            found = table.get(folded[at:end], ())
            if prefecture:
                found = tuple(place for place in found if place.prefecture == prefecture)
            if found:
                return found, end
    return (), at


def find_lot(folded: str, plain: str, at: int, gaps: frozenset[int]) -> int:
    """Return where the numbers of the lot begin, or the end of the text if there are none."""
    numerals = list(NUMBER.finditer(folded, at))
    certain = (found for found in numerals if is_lot_start(found, folded, plain, at, gaps))
    likely = (found for found in numerals if is_likely_lot(found, folded))
    first = next(certain, None) or next(likely, None)
    if first is None:
        return len(folded)
    start = first.start()
    return (
        start - 1 if folded.startswith("第", start - 1) and LOT.match(folded, start - 1) else start
    )


def is_likely_lot(found: re.Match[str], folded: str) -> bool:
    """Return whether a building's name follows digits directly: 左門町4四谷ビル."""
    return found[0].isdecimal() and TOWN_CONTINUATION.match(folded, found.end()) is None


def is_lot_start(
    found: re.Match[str], folded: str, plain: str, at: int, gaps: frozenset[int]
) -> bool:
    """Return whether a numeral belongs to the lot rather than to the town's name."""
    end = found.end()
    if end == len(folded) or LOT_SEPARATOR.match(folded, end):
        return True
    if (unit := UNIT.match(folded, end)) is not None:
        return is_lot_unit(found, unit, folded, gaps)
    if BLOCK.match(folded, end):
        return folded[at : found.start()].endswith("通")
    if TOWN_CONTINUATION.match(folded, end):
        return False
    if not found[0].isdecimal():
        return end in gaps
    following = plain[end]
    return end in gaps or (
        not "\u3041" <= following <= "\u3096"
        and (not "\u3400" <= following <= "\u9fff" or len(found[0]) >= MIN_LOT_DIGITS)
    )


def is_lot_unit(
    found: re.Match[str], unit: re.Match[str], folded: str, gaps: frozenset[int]
) -> bool:
    """Return whether a unit begins a lot: not the 号 of 東7号南, nor the 番 of 四番沢."""
    end = unit.end()
    if unit[0] == "丁目" and SIDE_OF_BLOCK.match(folded, end):
        return False
    if end == len(folded) or unit[0] not in "番号":
        return True
    if unit[0] == "号":
        return False
    return found[0].isdecimal() or end in gaps or not KANJI_NAME.match(folded, end)


def parse_lots(folded: str, at: int, gaps: frozenset[int]) -> tuple[tuple[Lot, ...], int]:
    """Return the lot numbers from a position on, and where the building begins."""
    lots: list[Lot] = []
    end = at
    continues = False
    while (found := LOT.match(folded, at)) is not None:
        if lots and is_building_number(found, folded, gaps, continues=continues):
            break
        unit, at = found["unit"] or "", found.end()
        branch, separator = "", found["separator"]
        if not separator and (sign := find_branch(folded, at, lots, unit, gaps)) is not None:
            branch, separator = sign["part"], sign[0]
            at = sign.end()
        lots.append(Lot(parse_number(found["number"]), unit, branch))
        end = at
        continues = bool(separator) or found.end("number") in gaps
        if not (separator or has_next_lot(unit, folded, at)):
            break
    return tuple(lots), end


def is_building_number(
    found: re.Match[str], folded: str, gaps: frozenset[int], *, continues: bool
) -> bool:
    """Return whether a number after the first one begins the building: 1-2 ２号室, 1-2-2F."""
    if BUILDING_NUMBER.match(folded, found.start()):
        return True
    is_apart = found.start() in gaps and not continues
    return is_apart and not (found["unit"] or found["separator"])


def find_branch(
    folded: str, at: int, lots: list[Lot], unit: str, gaps: frozenset[int]
) -> re.Match[str] | None:
    """Return what divides the lot or block further after a number, or None."""
    sign = BRANCH.match(folded, at)
    if sign is not None and is_word_end(folded, sign.end(), gaps):
        if not sign["part"].isascii():
            return sign
        digits = NUMBER.match(folded, sign.end())
        is_complete = unit == "号" or len(lots) + 1 >= FULL_LOT_LENGTH
        is_apart = at in gaps or bool(digits)
        is_room = digits is not None and len(digits[0]) >= MIN_ROOM_DIGITS
        return None if is_room or (is_complete and is_apart) or unit == "号" else sign
    return INNER_PLACE.match(folded, at) if unit in INCOMPLETE_UNITS else None


def is_word_end(folded: str, at: int, gaps: frozenset[int]) -> bool:
    """Return whether the text ends, a space was dropped or a number follows."""
    return at == len(folded) or at in gaps or NUMBER.match(folded, at) is not None


def has_next_lot(unit: str, folded: str, at: int) -> bool:
    """Return whether another number of the lot may follow a unit."""
    if unit == "号":
        return HIGHER_UNIT.match(folded, at) is not None
    return bool(unit)


def tokenize_building(building: str) -> tuple[str, ...]:
    """Split a building into letters, numbers and words, dropping room signs."""
    folded = FLOOR.sub("", fold_place_name(building).upper())
    for word, short in BUILDING_WORDS:
        folded = folded.replace(word, short)
    folded = WING.sub("-", folded)
    tokens = BUILDING_TOKEN.findall(ROOM_SIGNS.sub("", TOKEN_BOUNDARY.sub("\0", folded)))
    return tuple(str(parse_number(token)) if NUMBER.fullmatch(token) else token for token in tokens)
