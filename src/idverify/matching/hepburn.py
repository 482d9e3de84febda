"""Passport Hepburn (旅券のヘボン式): kana to letters, and letters back to syllables."""

import itertools
import re
from typing import Final

from idverify.matching.kana import sounds

__all__ = ["from_kana", "syllables"]

ROWS: Final = {
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
LETTERS: Final = {
    kana: IRREGULAR.get(consonant + vowel, consonant + vowel)
    for consonant, row in ROWS.items()
    for kana, vowel in zip(row, "AIUEO", strict=True)
} | {"ヤ": "YA", "ユ": "YU", "ヨ": "YO", "ワ": "WA", "ン": "N"}

#: Contracted sounds: how each begins in passport Hepburn.
GLIDES: Final = {
    "キ": "KY", "シ": "SH", "チ": "CH", "ニ": "NY", "ヒ": "HY", "ミ": "MY", "リ": "RY",
    "ギ": "GY", "ジ": "J", "ビ": "BY", "ピ": "PY",
}  # fmt: skip
SOUND: Final = re.compile("([キシチニヒミリギジビピ])([ャュョ])|(.)")
GLIDE_VOWEL: Final = {"ャ": "A", "ュ": "U", "ョ": "O"}


def spellings() -> dict[str, str]:
    """Every accepted spelling of a syllable with its passport Hepburn."""
    table = {letters: letters for letters in LETTERS.values()}
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


SYLLABLES: Final = spellings()
LONG: Final = re.compile("O(?:[OU]|H(?![AIUEOY]))+|UU+")


def from_kana(word: str) -> str:
    """Spell a reading as the passport does, length dropped.

    >>> from_kana("オオノ"), from_kana("しんいちろう"), from_kana("ホッチ"), from_kana("ホンマ")
    ('ONO', 'SHINICHIRO', 'HOTCHI', 'HOMMA')
    """
    word = sounds(word)
    found: list[str] = []
    for contracted, glide, kana in SOUND.findall(word):
        found.append(GLIDES[contracted] + GLIDE_VOWEL[glide] if glide else LETTERS.get(kana, kana))
    spelled = "".join(found).replace("ー", "")
    spelled = re.sub("ッ(?=CH)", "T", spelled)
    spelled = re.sub("ッ([A-Z])", r"\1\1", spelled)
    return LONG.sub(lambda m: m[0][0], re.sub("N(?=[BMP])", "M", spelled))


def syllables(word: str) -> list[str] | None:
    """The syllables of a Latin word in passport Hepburn, or None when it is not Japanese.

    >>> syllables("SINZI"), syllables("OHNO"), syllables("SMITH")
    (['SHI', 'N', 'JI'], ['O', 'NO'], None)
    """
    word = LONG.sub(lambda m: m[0][0], word)
    found: list[str] = []
    at = 0
    while at < len(word):
        doubled = word[at : at + 2]
        if doubled in DOUBLED:
            found.append(doubled[0] if doubled != "CC" else "T")
            at += 1
            continue
        if doubled in ("TC", "MB", "MM", "MP"):
            found.append(doubled[0])
            at += 1
            continue
        for length in (4, 3, 2, 1):
            if (hepburn := SYLLABLES.get(word[at : at + length])) is not None:
                found.append(hepburn)
                at += length
                break
        else:
            return None
    return mended(found)


DOUBLED: Final = frozenset(letter * 2 for letter in "KSTPCGZDBFHJR")


def mended(found: list[str]) -> list[str]:
    """M for N before B, M and P; T for a doubled CH."""
    for at, (one, following) in enumerate(itertools.pairwise(found)):
        if one == "N" and following[0] in "BMP":
            found[at] = "M"
        if len(one) == 1 and one in "TC" and following.startswith("CH"):
            found[at] = "T"
    return found
