"""Readings in kana (フリガナ): do both sides write the same sounds?

Kana script, width, small kana written large, ヂ/ジ, ヅ/ズ, ヲ/オ, ヴ/ブ and the long
vowel mark are notation; voicing, a dropped mora or an added vowel is a typo:
オノ and オオノ are two readings. The relation is symmetric.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from idverify.matching._slips import refuse, trim
from idverify.matching._text import (
    DROPPED,
    LIMIT,
    SOUND_MARKS,
    absent,
    split_words,
)
from idverify.matching.comparison import IDENTICAL, Comparison, Difference, conclude
from idverify.matching.kinds import Kind
from idverify.matching.rules import differ

__all__ = ["compare_kana", "compare_sounds", "is_kana", "large", "plain", "sounds"]

HIRAGANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}
SMALL: Final = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
#: Kanji and signs that look exactly like a kana; only inside a reading, where no kanji belongs.
HOMOGLYPHS: Final = str.maketrans("力工二口夕卜八才〇一", "カエニロタトハオロー")
DASHES: Final = {ord(dash): "ー" for dash in "-‐‑‒–—―−─━－ｰ~〜～"}
SAME_SOUND: Final = str.maketrans("ヂヅヲヱヰ", "ジズオエイ")
V_SOUND: Final = re.compile("ヴ([ァィェォ]?)")
V_VOWEL: Final = {"": "ブ", "ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ"}
VOWELS: Final = {
    kana: vowel
    for vowel, row in {
        "ア": "アカサタナハマヤラワガザダバパ",
        "イ": "イキシチニヒミリギジビピ",
        "ウ": "ウクスツヌフムユルグズブプ",
        "エ": "エケセテネヘメレゲゼデベペ",
        "オ": "オコソトノホモヨロゴゾドボポ",
    }.items()
    for kana in row
}
#: What a long vowel mark may stand for after each vowel (現代仮名遣い).
LENGTHENS: Final = {"ア": "ア", "イ": "イ", "ウ": "ウ", "エ": "エイ", "オ": "オウ"}


def compare_kana(declared: str, on_document: str) -> Comparison:
    """Compare two readings of a name (フリガナの照合).

    >>> compare_kana("ｵｰﾉ ｼﾖｳﾀ", "オオノ　ショウタ").outcome.value
    'variant'
    >>> compare_kana("ナカシマ", "ナカジマ").outcome.value
    'typo'
    >>> compare_kana("ヤマダ", "ヤマダ タロウ").outcome.value
    'missing'
    """
    if declared == on_document:
        return IDENTICAL
    if (nothing := absent(declared, on_document)) is not None:
        return conclude([nothing])
    if max(len(declared), len(on_document)) > LIMIT:
        return conclude([differ(Kind.UNREADABLE, declared[:LIMIT], on_document[:LIMIT])])
    return compare_sounds(declared, on_document)


def compare_sounds(declared: str, on_document: str, *, in_order: bool = False) -> Comparison:
    """Compare readings known to be neither identical nor blank nor endless."""
    typed, printed = words_of(declared), words_of(on_document)
    for words, order in [(typed, [])] if in_order else arrangements(typed, printed):
        if alike("".join(words), "".join(printed)):
            return conclude([*order, *notations(declared, on_document)])
    return conclude(refusal(typed, printed))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a reading, each as its sounds."""
    return tuple(filter(None, map(sounds, split_words(plain(text)))))


def plain(text: str) -> str:
    """Width folded, sound marks composed, invisible characters dropped."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", DROPPED.sub("", text).translate(SOUND_MARKS))


def sounds(word: str) -> str:
    """Fold a plain word to katakana, one spelling for each sound; small kana stay small.

    >>> sounds("しづゑ"), sounds("しょうた"), sounds("イヴ")
    ('シズエ', 'ショウタ', 'イブ')
    """
    word = word.translate(HIRAGANA).translate(DASHES).translate(HOMOGLYPHS)
    word = V_SOUND.sub(lambda found: V_VOWEL[found[1]], word)
    return word.translate(SAME_SOUND)


def large(text: str) -> str:
    """A plain text in sounds, small kana written large, as many banks keep names."""
    return sounds(text).translate(SMALL)


def arrangements(
    typed: Sequence[str], printed: Sequence[str]
) -> Iterator[tuple[Sequence[str], list[Difference]]]:
    """The words as typed, and with family and given name exchanged."""
    yield typed, []
    swapped = [differ(Kind.NAME_ORDER, " ".join(typed), " ".join(printed))]
    match typed, printed:
        case (first, *middle, last), _:
            yield (*middle, last, first), swapped
            yield (last, first, *middle), swapped
        case (whole,), (_, given):
            yield (whole[len(given) :], whole[: len(given)]), swapped
        case _:
            pass


def alike(one: str, other: str) -> bool:
    """Whether two rows of sounds are the same.

    A long mark stands for its vowel. Small kana may be written large, by one side
    throughout: チョヨ is not チヨョ.
    """
    if one == other:
        return True
    if len(one) != len(other):
        return False
    before = ""
    larger: set[bool] = set()
    for a, b in zip(one, other, strict=True):
        large_a, large_b = a.translate(SMALL), b.translate(SMALL)
        if large_a != large_b and not lengthens(before, large_a, large_b):
            return False
        if large_a == large_b and a != b:
            larger.add(a == large_a)
        before = large_a if a != "ー" else large_b if b != "ー" else before
    return larger != {True, False}


def lengthens(before: str, a: str, b: str) -> bool:
    """Whether one of the two is a long mark and the other the vowel it stands for."""
    if "ー" not in (a, b):
        return False
    return (b if a == "ー" else a) in LENGTHENS.get(VOWELS.get(before, ""), "")


#: Each kind of notation with the folding that makes it disappear, in order.
STEPS: Final = (
    (Kind.INVISIBLE, lambda text: DROPPED.sub("", text)),
    (Kind.WIDTH, plain),
    (Kind.SPACE, lambda text: "".join(split_words(text))),
    (Kind.KANA_SCRIPT, lambda text: text.translate(HIRAGANA)),
    (Kind.HOMOGLYPH, lambda text: text.translate(DASHES).translate(HOMOGLYPHS)),
    (Kind.FOREIGN_SOUND, lambda text: V_SOUND.sub(lambda found: V_VOWEL[found[1]], text)),
    (Kind.SMALL_KANA, lambda text: text.translate(SMALL)),
    (Kind.SAME_SOUND, lambda text: text.translate(SAME_SOUND)),
)


def notations(declared: str, on_document: str) -> Iterator[Difference]:
    """The kinds of notation that the folding had to undo, in the order it undid them."""
    one, other = declared, on_document
    for kind, fold in STEPS:
        before = (one, other)
        one, other = fold(one), fold(other)
        if (one == other) != (before[0] == before[1]) or undone(before, (one, other)):
            yield differ(kind, declared, on_document)
    if one != other and sorted(one) != sorted(other):
        yield differ(Kind.LONG_VOWEL, declared, on_document)


def undone(before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Whether a folding changed one side only."""
    return (before[0] == after[0]) != (before[1] == after[1])


def refusal(typed: Sequence[str], printed: Sequence[str]) -> list[Difference]:
    """Name what is wrong, absent or too many."""
    if len(typed) < len(printed) and all(word in printed for word in typed):
        return [differ(Kind.NAME_PART_ABSENT, " ".join(typed), " ".join(printed))]
    one, other = ("".join(words).translate(SMALL) for words in (typed, printed))
    if differs_in_length(*sorted((one, other), key=len)):
        return [differ(Kind.LENGTH, one, other)]
    return refuse(one, other)


def differs_in_length(short: str, long: str) -> bool:
    """Whether the longer reading has one more long vowel or つまる音 and is otherwise the same."""
    at, _ = trim(short, long)
    if short == long:
        return True
    if short != long[:at] + long[at + 1 :]:
        return False
    return long[at] in "ツー" or (
        long[at] in "アイウエオ" and long[at - 1 : at] in VOWELS and at > 0
    )


def is_kana(text: str) -> bool:
    """Whether a plain text is kana alone, spaces and marks aside."""
    folded = plain(text)
    return not folded.isascii() and all(
        "\u3041" <= character <= "\u30ff" for word in split_words(folded) for character in word
    )
