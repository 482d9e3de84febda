"""Spellings of a kana reading in Latin letters that passports allow or people type (綴り).

A reading decides every vowel of its spelling. The length of o and u may be dropped or written
(サトウ: SATO, SATOU, SATOH), except where two words meet (マツウラ: MATSUURA; イノウエ: INOUE)
and at the end of a word in オ (ヨコオ: YOKOO). Foreign sounds may be spelled in full, as on
passports, or contracted (ファ: FUA, FA).
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import Final

from idverify.matching._hepburn import GLIDE_VOWEL, GLIDES, KANA_TO_HEPBURN, SYLLABLES
from idverify.matching.kana import SAME_SOUND, expand_iteration_marks, katakana

__all__ = ["Options", "list_options", "spells_reading"]

Options = tuple[str, ...]

VOWELS: Final = "AIUEO"
#: A mora: a kana with the small kana that changes it, or any single sign.
MORA: Final = re.compile("(.)([ァィゥェォャュョ]?)")
SMALL_VOWEL: Final[Mapping[str, str]] = {
    **dict(zip("ァィゥェォ", VOWELS, strict=True)), "ャ": "YA", "ュ": "YU", "ョ": "YO",
}  # fmt: skip
#: The consonant that a small vowel follows, where it is not the one of the large kana.
CONTRACTED: Final[Mapping[str, Options]] = {
    "ウ": ("W",), "ヴ": ("V", "B"), "ク": ("KW",), "グ": ("GW",), "イ": ("Y",),
}  # fmt: skip
#: A final ウ or オ that begins the second word of a surname, and is never dropped.
SECOND_WORD: Final = re.compile("(?<=ノ)ウ(?=[エチ]$)|オ$")
#: The kana after which ウ may be a length; after ツ, ム and ヌ it begins another word.
LONG_U: Final = frozenset("ウクグスズフブプユルュ")


def build_spellings() -> dict[str, Options]:
    """Return every spelling that people type of each passport syllable."""
    found: dict[str, list[str]] = {}
    for typed, passport in SYLLABLES.items():
        found.setdefault(passport, []).append(typed)
    return {passport: tuple(typed) for passport, typed in found.items()}


SPELLINGS: Final = build_spellings()


def spells_reading(words: Iterable[str], letters: str) -> bool:
    """Return whether *letters* spell a reading, word by word and without spaces.

    The time grows with the length of the reading, not with the number of its spellings.

    >>> spells_reading(["オダ", "サトシ"], "ODASATOSHI"), spells_reading(["サトシ"], "SATOOSHI")
    (True, False)
    >>> [spells_reading(["オオヤマ"], letters) for letters in ("OYAMA", "OHYAMA", "OOYAMA", "YAMA")]
    [True, True, True, False]
    >>> spells_reading(["イノウエ"], "INOE"), spells_reading(["ファビオ"], "FUABIO")
    (False, True)

    Args:
        words: The words of the reading, in kana.
        letters: Capitals without spaces, diacritics or apostrophes.
    """
    return spell(chain.from_iterable(map(list_options, words)), letters)


def spell(morae: Iterable[Options], letters: str) -> bool:
    """Return whether *letters* are one spelling of each mora, in order."""
    ends = {0}
    for options in morae:
        ends = {
            end + len(option)
            for end in ends
            for option in options
            if letters.startswith(option, end)
        }
    return len(letters) in ends


def list_options(word: str) -> tuple[Options, ...]:
    """Return the possible spellings of each mora of a word."""
    word = expand_iteration_marks(katakana(word)).translate(SAME_SOUND)
    second = {match.start() for match in SECOND_WORD.finditer(word)}
    found: list[Options] = []
    previous = ""
    is_long = False
    for match in MORA.finditer(word):
        kana, small = match[1], match[2]
        sounds = spell_mora(kana, small)
        lengthens = not small and not is_long and may_lengthen(previous, kana)
        is_long = lengthens and match.start() not in second
        found.append(lengthen(sounds, previous) if is_long else sounds)
        previous = SMALL_VOWEL[small][-1] + small if small else sounds[0][-1:] + kana
    return tuple(join_consonants(found))


def may_lengthen(previous: str, kana: str) -> bool:
    """Return whether a kana may be the length of the mora before it, given as vowel and kana."""
    vowel, last = previous[:1], previous[1:]
    if kana == "ー":
        return True
    return (vowel == "O" and kana in "ウオ") or (vowel == "U" and kana == "ウ" and last in LONG_U)


def lengthen(sounds: Options, previous: str) -> Options:
    """Return the spellings of a length: dropped, the vowel as it is, or H after o."""
    vowel = previous[:1]
    return tuple({"", vowel, *sounds, *("OUH" if vowel == "O" else "")})


@lru_cache(maxsize=512)
def spell_mora(kana: str, small: str) -> Options:
    """Return the spellings of one mora; ッ, ン and ー are spelled by their neighbours.

    >>> spell_mora("シ", ""), spell_mora("フ", "ァ")
    (('SHI', 'SI'), ('FUA', 'HUA', 'FA'))
    """
    if kana in GLIDES and small in GLIDE_VOWEL:
        return SPELLINGS[GLIDES[kana] + GLIDE_VOWEL[small]]
    if kana in "ッンー":
        return ("",) if kana == "ー" else (kana,)
    passport = KANA_TO_HEPBURN.get(kana, "BU" if kana == "ヴ" else kana)
    large = (*SPELLINGS.get(passport, (passport,)), *(("VU",) if kana == "ヴ" else ()))
    if not small:
        return large
    sound = SMALL_VOWEL[small]
    consonants = CONTRACTED.get(kana) or (large[0].rstrip(VOWELS),)
    return tuple(
        dict.fromkeys(
            [
                *(syllable + sound for syllable in large),
                *(consonant + sound for consonant in consonants),
                *(consonant + sound[-1] for consonant in consonants),
            ]
        )
    )


def join_consonants(found: list[Options]) -> Iterable[Options]:
    """Spell ン as N, or M before B, M and P, and ッ by the consonant that follows."""
    following: Options = ("",)
    spelled: list[Options] = []
    for options in reversed(found):
        if options == ("ン",):
            is_before_lips = any(each[:1] in {"B", "M", "P"} for each in following)
            current: Options = ("N", "M") if is_before_lips else ("N",)
        elif options == ("ッ",):
            spelled[-1:] = []
            current = (
                *map(double, following), *("T" + each for each in following if each[:2] == "CH"),
            )  # fmt: skip
        else:
            current = options
        spelled.append(current)
        following = current
    return reversed(spelled)


def double(syllable: str) -> str:
    """Double the first consonant; a syllable that begins with a vowel stays as it is."""
    return syllable[:1].strip(VOWELS) + syllable
