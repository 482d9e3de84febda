"""Comparison of name readings in kana (フリガナ).

Two readings match if both sides write the same sounds. Kana script, width, small kana
written large, ヂ/ジ, ヅ/ズ, ヲ/オ, ヴ/ブ and the long vowel mark are notation; voicing,
a dropped mora or an added vowel is a typo: オノ and オオノ are two readings. The
relation is symmetric.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from idverify.matching._text import (
    IGNORABLE,
    compare_trivial_cases,
    normalize_text,
    split_words,
)
from idverify.matching._typos import classify_mismatch, count_common_affixes
from idverify.matching.comparison import Comparison, Difference, summarize
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference
from idverify.validation import validated

__all__ = [
    "compare_kana",
    "compare_sounds",
    "enlarge_small_kana",
    "expand_iteration_marks",
    "fold_kana",
    "is_kana",
    "katakana",
]

HIRAGANA_TO_KATAKANA: Final = {
    code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)
}
SMALL_TO_LARGE: Final = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
#: Kanji and signs that look exactly like a kana; folded only in readings, which have no kanji.
HOMOGLYPHS: Final = str.maketrans("力工二口夕卜八才〇一", "カエニロタトハオロー")
DASH_TO_LONG_MARK: Final = {ord(dash): "ー" for dash in "-‐‑‒–—―−─━－ｰ~〜～"}
SAME_SOUND: Final = str.maketrans("ヂヅヲヱヰ", "ジズオエイ")
#: The vowel may be large, because banks store no small kana: ヴイクトル.
V_SOUND: Final = re.compile("ヴ([ァィェォアイエオ]?)")
V_VOWEL: Final = {"": "ブ", **dict(zip("ァィェォアイエオ", "バビベボバビベボ", strict=True))}
ITERATION_MARK: Final = re.compile("(.)([ヽヾ]+)")
UNVOICED: Final = "カキクケコサシスセソタチツテトハヒフヘホ"
VOICED: Final = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ"
TO_VOICED: Final = str.maketrans(UNVOICED, VOICED)
TO_UNVOICED: Final = str.maketrans(VOICED, UNVOICED)
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
#: The vowels that a long vowel mark may represent after each vowel (現代仮名遣い).
LONG_MARK_VOWELS: Final = {"ア": "ア", "イ": "イ", "ウ": "ウ", "エ": "エイ", "オ": "オウ"}


@validated
def compare_kana(declared: str, on_document: str) -> Comparison:
    """Compare two readings of a name (フリガナの照合).

    >>> compare_kana("ｵｰﾉ ｼﾖｳﾀ", "オオノ　ショウタ").outcome.value
    'variant'
    >>> compare_kana("ナカシマ", "ナカジマ").outcome.value
    'typo'
    >>> compare_kana("ヤマダ", "ヤマダ タロウ").outcome.value
    'missing'
    """
    if (trivial := compare_trivial_cases(declared, on_document)) is not None:
        return trivial
    return compare_sounds(declared, on_document)


def compare_sounds(declared: str, on_document: str, *, in_order: bool = False) -> Comparison:
    """Compare two readings that are not identical, blank or too long.

    With `in_order`, family and given name may not be exchanged.
    """
    typed, printed = fold_words(declared), fold_words(on_document)
    for words, order in [(typed, [])] if in_order else iter_word_orders(typed, printed):
        if is_same_reading("".join(words), "".join(printed)):
            return summarize([*order, *find_notation_differences(declared, on_document)])
    return summarize(
        evolve(difference, declared=declared, on_document=on_document)
        for difference in find_reading_mismatch(typed, printed)
    )


def fold_words(text: str) -> tuple[str, ...]:
    """Split a reading into words and fold each to its sounds."""
    return tuple(filter(None, map(fold_kana, split_words(normalize_text(text)))))


def fold_kana(word: str) -> str:
    """Fold a plain word to katakana with one spelling for each sound; small kana stay small.

    >>> fold_kana("しづゑ"), fold_kana("しょうた"), fold_kana("イヴ")
    ('シズエ', 'ショウタ', 'イブ')
    """
    word = expand_iteration_marks(katakana(word))
    word = V_SOUND.sub(lambda match: V_VOWEL[match[1]], word)
    return word.translate(SAME_SOUND)


def katakana(word: str) -> str:
    """Fold a plain word to katakana, with one long vowel mark and no sign that resembles a kana."""
    return word.translate(HIRAGANA_TO_KATAKANA).translate(DASH_TO_LONG_MARK).translate(HOMOGLYPHS)


def expand_iteration_marks(word: str) -> str:
    """Write the kana that an iteration mark repeats (繰り返し記号).

    >>> expand_iteration_marks("ミスヾ"), expand_iteration_marks("サヽキ")
    ('ミスズ', 'ササキ')
    """
    return ITERATION_MARK.sub(lambda match: match[1] + repeat_kana(match[1], match[2]), word)


def repeat_kana(kana: str, marks: str) -> str:
    """Return the kana for each mark; ヾ voices it, and ヽ does not."""
    return "".join(kana.translate(TO_VOICED if mark == "ヾ" else TO_UNVOICED) for mark in marks)


def enlarge_small_kana(text: str) -> str:
    """Fold a plain text to its sounds and enlarge small kana, as many banks store names."""
    return fold_kana(text).translate(SMALL_TO_LARGE)


def iter_word_orders(
    typed: Sequence[str], printed: Sequence[str]
) -> Iterator[tuple[Sequence[str], list[Difference]]]:
    """Yield the words as typed, then with family and given name exchanged."""
    yield typed, []
    swapped = [make_difference(DifferenceKind.NAME_ORDER, " ".join(typed), " ".join(printed))]
    match typed, printed:
        case (first, *middle, last), _:
            yield (*middle, last, first), swapped
            yield (last, first, *middle), swapped
        case (joined,), (_, given):
            yield (joined[len(given) :], joined[: len(given)]), swapped
        case _:
            pass


def is_same_reading(first: str, second: str) -> bool:
    """Return whether two folded readings have the same sounds.

    A long mark represents its vowel. Small kana may be written large, by one side
    throughout: チョヨ is not チヨョ.
    """
    if first == second:
        return True
    if len(first) != len(second):
        return False
    previous = ""
    is_first_larger: set[bool] = set()
    for a, b in zip(first, second, strict=True):
        large_a, large_b = a.translate(SMALL_TO_LARGE), b.translate(SMALL_TO_LARGE)
        if large_a != large_b and not is_long_vowel(previous, large_a, large_b):
            return False
        if large_a == large_b and a != b:
            is_first_larger.add(a == large_a)
        previous = large_a if a != "ー" else large_b if b != "ー" else previous
    return is_first_larger != {True, False}


def is_long_vowel(previous: str, a: str, b: str) -> bool:
    """Return whether one character is a long mark and the other the vowel it represents."""
    if "ー" not in (a, b):
        return False
    return (b if a == "ー" else a) in LONG_MARK_VOWELS.get(VOWEL_OF.get(previous, ""), "")


#: Each kind of notation with the folding that removes it, in order.
FOLDINGS: Final = (
    (DifferenceKind.INVISIBLE, lambda text: IGNORABLE.sub("", text)),
    (DifferenceKind.WIDTH, normalize_text),
    (DifferenceKind.SPACE, lambda text: "".join(split_words(text))),
    (DifferenceKind.KANA_SCRIPT, lambda text: text.translate(HIRAGANA_TO_KATAKANA)),
    (
        DifferenceKind.HOMOGLYPH,
        lambda text: text.translate(DASH_TO_LONG_MARK).translate(HOMOGLYPHS),
    ),
    (DifferenceKind.ITERATION_MARK, expand_iteration_marks),
    (DifferenceKind.FOREIGN_SOUND, lambda text: V_SOUND.sub(lambda match: V_VOWEL[match[1]], text)),
    (DifferenceKind.SMALL_KANA, lambda text: text.translate(SMALL_TO_LARGE)),
    (DifferenceKind.SAME_SOUND, lambda text: text.translate(SAME_SOUND)),
)


def find_notation_differences(declared: str, on_document: str) -> Iterator[Difference]:
    """Yield the kinds of notation that the foldings removed, in order."""
    first, second = declared, on_document
    for kind, fold in FOLDINGS:
        before = (first, second)
        first, second = fold(first), fold(second)
        if (first == second) != (before[0] == before[1]) or is_one_sided(before, (first, second)):
            yield make_difference(kind, declared, on_document)
    if first != second and sorted(first) != sorted(second):
        yield make_difference(DifferenceKind.LONG_VOWEL, declared, on_document)


def is_one_sided(before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Return whether a folding changed one side only."""
    return (before[0] == after[0]) != (before[1] == after[1])


def find_reading_mismatch(typed: Sequence[str], printed: Sequence[str]) -> list[Difference]:
    """Return the differences of two readings that do not match: wrong, absent or extra."""
    if len(typed) < len(printed) and all(word in printed for word in typed):
        return [
            make_difference(DifferenceKind.NAME_PART_ABSENT, " ".join(typed), " ".join(printed))
        ]
    first, second = ("".join(words).translate(SMALL_TO_LARGE) for words in (typed, printed))
    if is_length_mismatch(*sorted((first, second), key=len)):
        return [make_difference(DifferenceKind.LENGTH, first, second)]
    return classify_mismatch(first, second)


def is_length_mismatch(short: str, long: str) -> bool:
    """Return whether two readings differ by no more than one long vowel or つまる音."""
    position, _ = count_common_affixes(short, long)
    if short == long:
        return True
    if short != long[:position] + long[position + 1 :]:
        return False
    return long[position] in "ツー" or (
        long[position] in "アイウエオ"
        and long[position - 1 : position] in VOWEL_OF
        and position > 0
    )


def is_kana(text: str) -> bool:
    """Return whether a text is kana alone, apart from spaces and marks."""
    folded = normalize_text(text)
    return not folded.isascii() and all(
        "\u3041" <= character <= "\u30ff" for word in split_words(folded) for character in word
    )
