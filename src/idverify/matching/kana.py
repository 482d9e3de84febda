"""Readings in kana (フリガナ): do both sides write the same sounds?

Kana script, width, small kana written large, ヂ/ジ, ヅ/ズ, ヲ/オ, ヴ/ブ and the long
vowel mark are notation; voicing, a dropped mora or an added vowel is a typo:
オノ and オオノ are two readings. The relation is symmetric.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from idverify.matching._text import (
    IGNORABLE,
    MAX_LENGTH,
    SOUND_MARKS,
    find_absent_value,
    split_words,
)
from idverify.matching._typos import classify_mismatch, count_common_affixes
from idverify.matching.comparison import IDENTICAL, Comparison, Difference, summarize
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference

__all__ = [
    "compare_kana",
    "compare_sounds",
    "enlarge_small_kana",
    "fold_kana",
    "is_kana",
    "normalize_text",
]

HIRAGANA_TO_KATAKANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}
SMALL_TO_LARGE: Final = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
#: Kanji and signs that look exactly like a kana; only inside a reading, where no kanji belongs.
HOMOGLYPHS: Final = str.maketrans("力工二口夕卜八才〇一", "カエニロタトハオロー")
DASH_TO_LONG_MARK: Final = {ord(dash): "ー" for dash in "-‐‑‒–—―−─━－ｰ~〜～"}
SAME_SOUND: Final = str.maketrans("ヂヅヲヱヰ", "ジズオエイ")
V_SOUND: Final = re.compile("ヴ([ァィェォ]?)")
V_VOWEL: Final = {"": "ブ", "ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ"}
VOWEL_OF: Final = {
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
LONG_MARK_VOWELS: Final = {"ア": "ア", "イ": "イ", "ウ": "ウ", "エ": "エイ", "オ": "オウ"}


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
    if (nothing := find_absent_value(declared, on_document)) is not None:
        return summarize([nothing])
    if max(len(declared), len(on_document)) > MAX_LENGTH:
        return summarize(
            [
                make_difference(
                    DifferenceKind.UNREADABLE, declared[:MAX_LENGTH], on_document[:MAX_LENGTH]
                )
            ]
        )
    return compare_sounds(declared, on_document)


def compare_sounds(declared: str, on_document: str, *, in_order: bool = False) -> Comparison:
    """Compare readings known to be neither identical nor blank nor endless."""
    typed, printed = fold_words(declared), fold_words(on_document)
    for words, order in [(typed, [])] if in_order else iter_word_orders(typed, printed):
        if is_same_reading("".join(words), "".join(printed)):
            return summarize([*order, *find_notation_differences(declared, on_document)])
    return summarize(find_reading_mismatch(typed, printed))


def fold_words(text: str) -> tuple[str, ...]:
    """The words of a reading, each as its sounds."""
    return tuple(filter(None, map(fold_kana, split_words(normalize_text(text)))))


def normalize_text(text: str) -> str:
    """Width folded, sound marks composed, invisible characters dropped."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", IGNORABLE.sub("", text).translate(SOUND_MARKS))


def fold_kana(word: str) -> str:
    """Fold a plain word to katakana, one spelling for each sound; small kana stay small.

    >>> fold_kana("しづゑ"), fold_kana("しょうた"), fold_kana("イヴ")
    ('シズエ', 'ショウタ', 'イブ')
    """
    word = word.translate(HIRAGANA_TO_KATAKANA).translate(DASH_TO_LONG_MARK).translate(HOMOGLYPHS)
    word = V_SOUND.sub(lambda found: V_VOWEL[found[1]], word)
    return word.translate(SAME_SOUND)


def enlarge_small_kana(text: str) -> str:
    """A plain text in sounds, small kana written large, as many banks keep names."""
    return fold_kana(text).translate(SMALL_TO_LARGE)


def iter_word_orders(
    typed: Sequence[str], printed: Sequence[str]
) -> Iterator[tuple[Sequence[str], list[Difference]]]:
    """The words as typed, and with family and given name exchanged."""
    yield typed, []
    swapped = [make_difference(DifferenceKind.NAME_ORDER, " ".join(typed), " ".join(printed))]
    match typed, printed:
        case (first, *middle, last), _:
            yield (*middle, last, first), swapped
            yield (last, first, *middle), swapped
        case (whole,), (_, given):
            yield (whole[len(given) :], whole[: len(given)]), swapped
        case _:
            pass


def is_same_reading(one: str, other: str) -> bool:
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
        large_a, large_b = a.translate(SMALL_TO_LARGE), b.translate(SMALL_TO_LARGE)
        if large_a != large_b and not is_long_vowel(before, large_a, large_b):
            return False
        if large_a == large_b and a != b:
            larger.add(a == large_a)
        before = large_a if a != "ー" else large_b if b != "ー" else before
    return larger != {True, False}


def is_long_vowel(before: str, a: str, b: str) -> bool:
    """Whether one of the two is a long mark and the other the vowel it stands for."""
    if "ー" not in (a, b):
        return False
    return (b if a == "ー" else a) in LONG_MARK_VOWELS.get(VOWEL_OF.get(before, ""), "")


#: Each kind of notation with the folding that makes it disappear, in order.
FOLDINGS: Final = (
    (DifferenceKind.INVISIBLE, lambda text: IGNORABLE.sub("", text)),
    (DifferenceKind.WIDTH, normalize_text),
    (DifferenceKind.SPACE, lambda text: "".join(split_words(text))),
    (DifferenceKind.KANA_SCRIPT, lambda text: text.translate(HIRAGANA_TO_KATAKANA)),
    (
        DifferenceKind.HOMOGLYPH,
        lambda text: text.translate(DASH_TO_LONG_MARK).translate(HOMOGLYPHS),
    ),
    (DifferenceKind.FOREIGN_SOUND, lambda text: V_SOUND.sub(lambda found: V_VOWEL[found[1]], text)),
    (DifferenceKind.SMALL_KANA, lambda text: text.translate(SMALL_TO_LARGE)),
    (DifferenceKind.SAME_SOUND, lambda text: text.translate(SAME_SOUND)),
)


def find_notation_differences(declared: str, on_document: str) -> Iterator[Difference]:
    """The kinds of notation that the folding had to undo, in the order it undid them."""
    one, other = declared, on_document
    for kind, fold in FOLDINGS:
        before = (one, other)
        one, other = fold(one), fold(other)
        if (one == other) != (before[0] == before[1]) or is_one_sided(before, (one, other)):
            yield make_difference(kind, declared, on_document)
    if one != other and sorted(one) != sorted(other):
        yield make_difference(DifferenceKind.LONG_VOWEL, declared, on_document)


def is_one_sided(before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Whether a folding changed one side only."""
    return (before[0] == after[0]) != (before[1] == after[1])


def find_reading_mismatch(typed: Sequence[str], printed: Sequence[str]) -> list[Difference]:
    """Name what is wrong, absent or too many."""
    if len(typed) < len(printed) and all(word in printed for word in typed):
        return [
            make_difference(DifferenceKind.NAME_PART_ABSENT, " ".join(typed), " ".join(printed))
        ]
    one, other = ("".join(words).translate(SMALL_TO_LARGE) for words in (typed, printed))
    if is_length_mismatch(*sorted((one, other), key=len)):
        return [make_difference(DifferenceKind.LENGTH, one, other)]
    return classify_mismatch(one, other)


def is_length_mismatch(short: str, long: str) -> bool:
    """Whether the longer reading has one more long vowel or つまる音 and is otherwise the same."""
    at, _ = count_common_affixes(short, long)
    if short == long:
        return True
    if short != long[:at] + long[at + 1 :]:
        return False
    return long[at] in "ツー" or (
        long[at] in "アイウエオ" and long[at - 1 : at] in VOWEL_OF and at > 0
    )


def is_kana(text: str) -> bool:
    """Whether a plain text is kana alone, spaces and marks aside."""
    folded = normalize_text(text)
    return not folded.isascii() and all(
        "\u3041" <= character <= "\u30ff" for word in split_words(folded) for character in word
    )
