"""Passport Hepburn romanisation (旅券のヘボン式): kana to letters, letters to syllables."""

import re
from itertools import pairwise
from typing import Final

from idverify.matching.kana import fold_kana

__all__ = [
    "drop_any_length",
    "drop_vowel_length",
    "restore_small_kana",
    "romanize_kana",
    "split_syllables",
]

KANA_ROWS: Final = {
    "": "アイウエオ", "K": "カキクケコ", "S": "サシスセソ", "T": "タチツテト", "N": "ナニヌネノ",
    "H": "ハヒフヘホ", "M": "マミムメモ", "R": "ラリルレロ", "G": "ガギグゲゴ", "Z": "ザジズゼゾ",
    "D": "ダヂヅデド", "B": "バビブベボ", "P": "パピプペポ",
}  # fmt: skip
IRREGULAR: Final = {
    "SI": "SHI",
    "TI": "CHI",
    "TU": "TSU",
    "HU": "FU",
    "ZI": "JI",
    "DI": "JI",
    "DU": "ZU",
}
KANA_TO_HEPBURN: Final[dict[str, str]] = {
    kana: IRREGULAR.get(consonant + vowel, consonant + vowel)
    for consonant, row in KANA_ROWS.items()
    for kana, vowel in zip(row, "AIUEO", strict=True)
} | {"ヤ": "YA", "ユ": "YU", "ヨ": "YO", "ワ": "WA", "ン": "N"}

#: Contracted sounds: how each begins in passport Hepburn.
GLIDES: Final = {
    "キ": "KY", "シ": "SH", "チ": "CH", "ニ": "NY", "ヒ": "HY", "ミ": "MY", "リ": "RY",
    "ギ": "GY", "ジ": "J", "ビ": "BY", "ピ": "PY",
}  # fmt: skip
MORA: Final = re.compile("([キシチニヒミリギジビピ])([ャュョ])|(.)")
LARGE_GLIDE: Final = re.compile("(?<=[キシチニヒミリギジビピ])[ヤユヨ]")
GLIDE_VOWEL: Final = {"ャ": "A", "ュ": "U", "ョ": "O"}


def build_syllable_table() -> dict[str, str]:
    """Return every accepted spelling of a syllable with its passport Hepburn."""
    table = {letters: letters for letters in KANA_TO_HEPBURN.values()}
    table |= dict(IRREGULAR.items())
    table |= {"DZU": "ZU", "DZI": "JI", "WO": "O", "WI": "I", "WE": "E"}
    for vowel in "AUO":
        for glide in GLIDES.values():
            table[glide + vowel] = glide + vowel
        for typed, glide in (
            ("SY", "SH"), ("TY", "CH"), ("CY", "CH"), ("ZY", "J"), ("JY", "J"), ("DY", "J"),
            ("SHY", "SH"), ("CHY", "CH"),
        ):  # fmt: skip
            table[typed + vowel] = glide + vowel
    return table


SYLLABLES: Final[dict[str, str]] = build_syllable_table()
DOUBLED: Final = "|".join(f"{letter}(?={letter})" for letter in "KSTPCGZDBFHJR")
ANY_SYLLABLE: Final = "|".join(sorted(SYLLABLES, key=len, reverse=True))
#: A doubled consonant, T before CH, M before B, M and P, or the longest syllable.
SYLLABLE: Final = re.compile(f"{DOUBLED}|T(?=CH)|M(?=[BMP])|{ANY_SYLLABLE}")
#: A length that every spelling of one reading may drop. Others are part of the name: SENOO, INOUE,
#: OUCHI, TAKENOUCHI, MATSUURA. OH may also be one before Y (TOHYAMA) and at the start (OHISHI).
LONG_VOWEL: Final = re.compile(
    "^OH(?=[YIUE])|OH(?=YA)|O(?:O(?!$)|U(?!E$|(?:(?<=^OU)|(?<=NOU))CHI$)|H(?![AIUEOY]))+|(?<!TS)UU+"
)
#: The same, wherever letters look like a length.
ANY_LENGTH: Final = re.compile("O(?:[OU]|H(?![AIUEOY]))+|UU+")


def restore_small_kana(reading: str) -> str:
    """Contract large kana wherever a reading may have been written without small kana.

    >>> restore_small_kana("チユウジヨウ")
    'チュウジョウ'
    """
    return LARGE_GLIDE.sub(lambda match: chr(ord(match[0]) - 1), reading)


def romanize_kana(word: str) -> str:
    """Romanise a reading in passport Hepburn, vowel length dropped.

    >>> romanize_kana("オオノ"), romanize_kana("しんいちろう")
    ('ONO', 'SHINICHIRO')
    >>> romanize_kana("ホッチ"), romanize_kana("ホンマ")
    ('HOTCHI', 'HOMMA')
    """
    word = fold_kana(word)
    found: list[str] = []
    for contracted, glide, kana in MORA.findall(word):
        found.append(
            GLIDES[contracted] + GLIDE_VOWEL[glide]
            if glide
            else (KANA_TO_HEPBURN.get(kana) or kana)
        )
    spelled = "".join(found).replace("ー", "")
    spelled = re.sub("ッ(?=CH)", "T", spelled)
    spelled = re.sub("ッ([A-Z])", r"\1\1", spelled)
    return drop_vowel_length(re.sub("N(?=[BMP])", "M", spelled))


def drop_vowel_length(letters: str) -> str:
    """Drop the length of o and u, as passports do.

    >>> drop_vowel_length("OHNO"), drop_vowel_length("KOUTAROU"), drop_vowel_length("OHARA")
    ('ONO', 'KOTARO', 'OHARA')
    """
    return LONG_VOWEL.sub(lambda match: match[0][0], letters)


def drop_any_length(letters: str) -> str:
    """Drop everything that looks like a length of o and u, to find names that may be one.

    >>> drop_any_length("INOUE"), drop_vowel_length("INOUE")
    ('INOE', 'INOUE')
    """
    return ANY_LENGTH.sub(lambda match: match[0][0], letters)


def split_syllables(word: str) -> list[str]:
    """Split a Latin word into passport Hepburn syllables; none if it is not Japanese.

    >>> split_syllables("SINZI"), split_syllables("OHNO"), split_syllables("SMITH")
    (['SHI', 'N', 'JI'], ['O', 'NO'], [])
    """
    word = drop_vowel_length(word)
    parts = SYLLABLE.findall(word)
    if "".join(parts) != word:
        return []
    return normalize_consonants([SYLLABLES.get(part) or part for part in parts])


def normalize_consonants(found: list[str]) -> list[str]:
    """Write M for N before B, M and P, and T for a doubled CH."""
    for at, (current, following) in enumerate(pairwise(found)):
        if current == "N" and following[0] in "BMP":
            found[at] = "M"
        if current in {"T", "C"} and following.startswith("CH"):
            found[at] = "T"
    return found
