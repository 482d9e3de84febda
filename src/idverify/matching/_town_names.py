"""Folding of place names (地名) that keeps the towns of a municipality distinct.

Katakana become hiragana, kanji variants their base, ヶ ケ が one sign, の ノ 之 乃 one,
ツ ッ つ one, and kanji numerals digits, including those of old registers (壱 弐 参 拾 廿). The
word の is never deleted, nor a final 町. The few towns of one municipality that these
foldings would nevertheless merge are listed in `_ambiguous_towns`.
"""

import re
from functools import cache
from typing import Final

from idverify.matching._kanji_variants import kanji_folding
from idverify.matching._typos import is_subsequence

__all__ = [
    "KANJI_NUMERALS",
    "NUMERAL",
    "fold_place_name",
    "fold_town",
    "is_same_town",
    "parse_number",
]

#: Kanji pairs that only place names exchange.
PLACE_KANJI: Final = {"竈": "釜", "竃": "釜"}
PLACE_KANA: Final[dict[str, str]] = dict(zip("ゖけがの之乃っつ", "けけけのののつつ", strict=True))
DIGITS: Final = {"〇": 0} | {
    digit: value
    for signs in ("一二三四五六七八九", "壱弐参", "壹貳參")
    for value, digit in enumerate(signs, start=1)
}
UNITS: Final = {"十": 10, "拾": 10, "百": 100, "千": 1000}
TENS_ABBREVIATIONS: Final = str.maketrans({"廿": "二十", "卅": "三十"})
KANJI_NUMERALS: Final = "".join((*DIGITS, *UNITS, *map(chr, TENS_ABBREVIATIONS)))
NUMERAL: Final = rf"(?:\d+|[{KANJI_NUMERALS}]+)"
NUMBER: Final = re.compile(NUMERAL)
#: 々 repeats the character before it.
ITERATED: Final = re.compile("([^々])々+")
#: In a town's name, several digits without a unit are characters of the name, not a number:
#: 一三東 is not 十三東. A numeral before a unit is a number: 一〇条.
NUMBER_IN_NAME: Final = re.compile(
    rf"(?P<name>[{''.join(DIGITS)}]{{2,}}+(?![条線号番丁区地{''.join(UNITS)}]))|{NUMERAL}"
)
AZA: Final = re.compile("大字|小字|(?<!文)字")
KANJI: Final = "\u3400-\u9fff"
#: May be absent: ヶ between kanji, ツ after a number, 条 between a number and a direction.
OPTIONAL_KANA: Final = re.compile(
    f"(?<=[{KANJI}])け(?=[{KANJI}])|(?<=[0-9])つ(?=[{KANJI}])|(?<=[0-9])条(?=[東西南北])"
)


@cache
def place_folding() -> dict[int, str]:
    """Return all foldings of single characters as one table for `str.translate`."""
    katakana = {code: chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
    capitals = {code: chr(code - 0x20) for code in range(0x61, 0x7B)}
    kanji = {ord(a): b for a, b in PLACE_KANJI.items()}
    folded = kanji_folding() | katakana | capitals | kanji
    return {
        code: PLACE_KANA.get(base, base)
        for code, base in (folded | {ord(k): k for k in PLACE_KANA}).items()
    }


def fold_place_name(text: str) -> str:
    """Fold a plain text character by character; its length stays the same.

    >>> fold_place_name("代々木")
    '代代木'
    >>> fold_place_name("霞ヶ関") == fold_place_name("霞が関")
    True
    >>> fold_place_name("塩竈") == fold_place_name("塩釜")
    True
    """
    return ITERATED.sub(lambda match: match[1] * len(match[0]), text.translate(place_folding()))


def parse_number(text: str) -> int:
    """Return the value of a numeral in digits or kanji, positional or not.

    >>> parse_number("二十四"), parse_number("一〇三"), parse_number("08")
    (24, 103, 8)
    """
    if text.isdecimal():
        return int(text)
    text = text.translate(TENS_ABBREVIATIONS)
    if not any(unit in text for unit in UNITS):
        return int("".join(str(DIGITS[digit]) for digit in text))
    total = digit = 0
    for character in text:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = digit * 10 + DIGITS[character]
    return total + digit


def fold_town(folded: str) -> str:
    """Write the numerals of a folded town in digits and drop the words 大字 and 字."""
    return NUMBER_IN_NAME.sub(_write_in_digits, AZA.sub("", folded))


def _write_in_digits(found: re.Match[str]) -> str:
    return found["name"] or str(parse_number(found[0]))


def is_same_town(first: str, second: str) -> bool:
    """Return whether two folded towns are one town; a popular ヶ or ツ may be absent."""
    if first == second:
        return True
    if len(first) == len(second) or OPTIONAL_KANA.sub("", first) != OPTIONAL_KANA.sub("", second):
        return False
    return is_subsequence(*sorted((first, second), key=len))
