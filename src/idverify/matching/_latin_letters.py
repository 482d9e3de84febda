"""Transliteration of Latin letters with diacritics, plainly and as in ICAO 9303."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

__all__ = ["ICAO_TRANSLITERATION", "PLAIN_TRANSLITERATION", "fold_umlauts", "transliterate"]

COMBINING_MARKS: Final = re.compile("[\u0300-\u036f]")
#: ICAO 9303-3 section 6: spelling in machine-readable zones, besides the plain one.
ICAO_TRANSLITERATION: Final = {
    "Ä": "AE",
    "Ö": "OE",
    "Ü": "UE",
    "Å": "AA",
    "Ø": "OE",
    "Æ": "AE",
    "Œ": "OE",
}
PLAIN_TRANSLITERATION: Final = {
    "ß": "SS", "ẞ": "SS", "Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ð": "D", "Ł": "L",
    "Þ": "TH", "Ħ": "H", "ı": "I", "Ŧ": "T", "Ŋ": "N", "ĸ": "K",
}  # fmt: skip
#: A vowel pair that may be an umlaut: between consonants, as in MUELLER; not in MIGUEL or SAMUEL.
UMLAUT: Final = re.compile(
    r"(?<![AEIOUYQ])(?<!G)([AOU])E(?=[BCDFGHJKMNPRSTVWXZ]|LL)|(?<=G)(U)E(?=N|TT)"
)


def fold_umlauts(word: str) -> str:
    """Replace the spellings AE, OE and UE by the bare vowel where they may be umlauts."""
    return UMLAUT.sub(r"\1\2", word) if "E" in word else word


def transliterate(word: str, spelling: Mapping[str, str]) -> str:
    """Spell letters with diacritics by a table, else by their base letter."""
    spelled = "".join(spelling.get(c, c) for c in unicodedata.normalize("NFC", word))
    return COMBINING_MARKS.sub("", unicodedata.normalize("NFD", spelled)).upper()
