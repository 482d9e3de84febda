"""Comparison of names in Latin letters (ローマ字).

Passports spell Japanese names in Hepburn without vowel length, other systems in
Kunrei or as people type them. A name in kana decides every vowel and length of its
spelling; in half width it may come from a bank, with small kana written large. Of two
names in Latin letters, a word is folded by syllable, and only when all of it is
Japanese syllables; a length that no passport drops (OUCHI, SENOO) is a matter of
judgement. In any other word, letters with diacritics may be spelled plainly or as in
ICAO 9303; AE, OE and UE that may be an umlaut (MUELLER, MULLER) are a matter of
judgement. Equal romaji never proves equal kana: the passport drops length. The
relation is symmetric except for names in brackets and banks' kana.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain, product
from typing import Final

from attrs import evolve, field, frozen

from idverify.matching._hepburn import (
    drop_any_length,
    drop_vowel_length,
    restore_small_kana,
    romanize_kana,
    split_syllables,
)
from idverify.matching._kana_spellings import Options, list_options, spell
from idverify.matching._latin_letters import (
    ICAO_TRANSLITERATION,
    PLAIN_TRANSLITERATION,
    fold_umlauts,
    transliterate,
)
from idverify.matching._text import NAME_SEPARATOR, compare_trivial_cases, normalize_text
from idverify.matching._typos import classify_mismatch
from idverify.matching.comparison import Comparison, ComparisonSide, Difference, summarize
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.kana import is_kana
from idverify.matching.rules import make_difference
from idverify.validation import validated

__all__ = ["compare_latin", "compare_romaji", "is_latin"]

#: Half-width kana without small ones, as banks store them: ﾁﾕｳ may be チュウ.
BANK_KANA: Final = re.compile(r"[ｦｱ-ﾟ\s]+")
BRACKETED: Final = re.compile(r"\(([^)]*)\)?|\[([^\]]*)\]?")
LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f'’`´.,\-<()\[\]\s‐-―]*")
INNER_PUNCTUATION: Final = re.compile("[-'’`´ʼ.‐-―]")
#: Before the name in the first line of a passport's machine-readable zone: P<JPN.
MRZ_PREFIX: Final = re.compile("^P<[A-Z<]{3}(?=[A-Z<]+<<)")
#: Family and given name must be present in full on both sides.
MIN_FULL_WORDS: Final = 2
#: Vietnamese words that precede a given name and never are one.
VIETNAMESE_MIDDLE_WORDS: Final = frozenset({"THI", "VAN"})


def is_latin(text: str) -> bool:
    """Return whether a text is written in Latin letters alone."""
    return LATIN.fullmatch(normalize_text(text)) is not None


@validated
def compare_romaji(declared: str, on_document: str) -> Comparison:
    """Compare names in Latin letters, or one in kana with one in Latin letters.

    >>> compare_romaji("Oono Shouta", "ONO SHOTA").outcome.value
    'variant'
    >>> compare_romaji("Müller Jürgen", "MUELLER JUERGEN").outcome.value
    'variant'
    >>> [each.kind.value for each in compare_romaji("OUCHI", "OCHI").differences]
    ['romanisation_disputed']
    >>> compare_romaji("UEDA JUN", "UDA JUN").is_match
    False
    >>> compare_romaji("オオノ ショウタ", "ONO SHOTA").outcome.value
    'variant'
    """
    if (trivial := compare_trivial_cases(declared, on_document)) is not None:
        return trivial
    return compare_latin(declared, on_document)


def compare_latin(declared: str, on_document: str) -> Comparison:
    """Compare a name with every interpretation of the document; report a mismatch by the first."""
    text = BRACKETED.sub(" ", normalize_text(declared))
    typed = parse_words(text)
    bank_readings = [parse_words(restore_small_kana(text))] if BANK_KANA.fullmatch(declared) else []
    printed = list(iter_candidates(on_document))
    for typed_words, (printed_words, kind) in product([typed, *bank_readings], printed):
        found = match_words(typed_words, printed_words, is_same_name)
        if found is not None:
            candidate_differences = (
                [make_difference(kind, declared, on_document, ComparisonSide.DOCUMENT)]
                if kind
                else []
            )
            return summarize(
                [
                    *candidate_differences,
                    *found,
                    *drop_redundant_differences(
                        found, find_notation_differences(declared, on_document)
                    ),
                ]
            )
    if any(match_words(typed, words, may_be_same_name) is not None for words, _ in printed):
        disputed = DifferenceKind.ROMANISATION_DISPUTED
        return summarize([make_difference(disputed, declared, on_document)])
    return summarize(
        evolve(difference, declared=declared, on_document=on_document)
        for difference in find_romaji_mismatch(typed, printed[0][0])
    )


def drop_redundant_differences(
    found: Iterable[Difference], notation: Iterable[Difference]
) -> Iterator[Difference]:
    """Drop a romanisation difference that an absent middle name already explains."""
    lacks_letters = any(difference.kind is DifferenceKind.MIDDLE_NAME for difference in found)
    for difference in notation:
        if not (lacks_letters and difference.kind is DifferenceKind.ROMANISATION):
            yield difference


@frozen
class RomajiWord:
    """One word of a name with its possible spellings."""

    text: str = field(repr=False)
    """The word in capitals, hyphens and apostrophes dropped."""
    without_diacritics: str = field(repr=False)
    """The word with its letters spelled plainly, without diacritics."""
    hepburn: str | None = field(repr=False)
    """The word in passport Hepburn, if all of it is Japanese syllables."""
    morae: tuple[Options, ...] = field(default=(), repr=False)
    """The spellings of each mora of a word that is written in kana."""

    @cached_property
    def spellings(self) -> tuple[str, str]:
        """Spellings: plain, and as in ICAO 9303."""
        if self.text.isascii():
            return (self.without_diacritics, self.without_diacritics)
        icao = transliterate(self.text, PLAIN_TRANSLITERATION | ICAO_TRANSLITERATION)
        return (self.without_diacritics, icao)


RomajiWords = tuple[RomajiWord, ...]


def parse_words(text: str) -> RomajiWords:
    """Parse a plain text word by word."""
    text = MRZ_PREFIX.sub("", text)
    if is_kana(text):
        return tuple(parse_kana_word(word) for word in NAME_SEPARATOR.split(text) if word)
    words = NAME_SEPARATOR.split(text.upper())
    joined = (word if word.isalpha() else INNER_PUNCTUATION.sub("", word) for word in words)
    return tuple(parse_word(word) for word in joined if word)


def parse_kana_word(kana: str) -> RomajiWord:
    """Parse a word in kana; its text is passport Hepburn."""
    text = romanize_kana(kana)
    return RomajiWord(text, text, text, list_options(kana))


def parse_word(text: str) -> RomajiWord:
    """Parse a word in capitals."""
    bare = text if text.isascii() else transliterate(text, PLAIN_TRANSLITERATION)
    return RomajiWord(text, bare, "".join(split_syllables(bare)) or None)


def iter_candidates(text: str) -> Iterator[tuple[RomajiWords, DifferenceKind | None]]:
    """Yield the name itself, then the name with the bracketed surname in its place."""
    text = normalize_text(text)
    yield parse_words(BRACKETED.sub(" ", text)), None
    bracket = BRACKETED.search(text)
    if bracket is not None:
        inner = parse_words(bracket[1] or bracket[2] or "")
        before = parse_words(text[: bracket.start()])
        after = parse_words(text[bracket.end() :])
        yield inner, DifferenceKind.ALIAS
        yield (*before[:-1], *inner, *after), DifferenceKind.FORMER_SURNAME
        yield (*inner, *before[1:], *after), DifferenceKind.FORMER_SURNAME


NameTest = Callable[[RomajiWords, RomajiWords], bool]
"""Whether two rows of words are one name, in this order."""


def match_words(
    typed: RomajiWords, printed: RomajiWords, is_one_name: NameTest
) -> list[Difference] | None:
    """Return the notation between two rows of words, or None if they are different names."""
    if not typed or not printed:
        return None
    if is_one_name(typed, printed):
        return []
    for words in (*rotate_words(typed), *rotate_words(printed)[: len(typed) == 1]):
        if is_one_name(words, typed if len(typed) == 1 else printed):
            return [
                make_difference(
                    DifferenceKind.NAME_ORDER, format_words(typed), format_words(printed)
                )
            ]
    return match_without_middle_name(typed, printed)


def rotate_words(words: RomajiWords) -> list[RomajiWords]:
    """Return the words with the first moved to the end, and with the last moved to the start."""
    return [(*words[1:], words[0]), (words[-1], *words[:-1])] if len(words) > 1 else []


def is_same_name(first: RomajiWords, second: RomajiWords) -> bool:
    """Return whether two rows of words spell one name, all words together.

    A name in kana decides how the other may be spelled. Kunrei and popular spellings are
    folded only in names that are Japanese throughout. In a name written as a single word,
    vowels may meet: NOBUOONO.
    """
    if is_in_kana(first) != is_in_kana(second):
        reading, letters = (first, second) if is_in_kana(first) else (second, first)
        morae = chain.from_iterable(word.morae for word in reading)
        return spell(morae, "".join(word.without_diacritics for word in letters))
    if (first_letters := to_hepburn(first)) is not None and (
        second_letters := to_hepburn(second)
    ) is not None:
        single = min(len(first), len(second)) == 1
        if first_letters == second_letters or (
            single and drop_vowel_length(first_letters) == drop_vowel_length(second_letters)
        ):
            return True
        if not any(
            letter in word.text for letter in ICAO_TRANSLITERATION for word in (*first, *second)
        ):
            return False
    return bool(combine_spellings(first) & combine_spellings(second))


def may_be_same_name(first: RomajiWords, second: RomajiWords) -> bool:
    """Return whether two names in Latin letters may spell one, so that a person has to decide."""
    if is_in_kana(first) or is_in_kana(second):
        return False
    folded = [fold_disputed(words) for words in (first, second)]
    return bool(folded[0] & folded[1])


def fold_disputed(words: RomajiWords) -> set[str]:
    """Return the whole name without any length, in Japanese, and without umlauts, otherwise."""
    if (letters := to_hepburn(words)) is not None:
        return {drop_any_length(letters)}
    return {fold_umlauts(spelling) for spelling in combine_spellings(words)}


def is_in_kana(words: RomajiWords) -> bool:
    """Return whether the first word is written in kana; a name has one script."""
    return bool(words[0].morae)


def to_hepburn(words: RomajiWords) -> str | None:
    """Return the whole name in passport Hepburn, or None if it is not Japanese throughout."""
    read = [word.hepburn for word in words]
    return None if None in read else "".join(word or "" for word in read)


def combine_spellings(words: RomajiWords) -> set[str]:
    """Return the whole name in each of its spellings."""
    return {"".join(way) for way in zip(*(word.spellings for word in words), strict=True)}


def join_words(words: RomajiWords) -> str:
    """Join the words without spaces."""
    return "".join(word.text for word in words)


def format_words(words: RomajiWords) -> str:
    """Join the words with spaces."""
    return " ".join(word.text for word in words)


def match_without_middle_name(typed: RomajiWords, printed: RomajiWords) -> list[Difference] | None:
    """Return the difference if one side omits or shortens a middle name, else None.

    Two names must remain in full.
    """
    fewer, more = sorted((typed, printed), key=len)
    if any(is_without_middle_name(words, more) for words in (fewer, *rotate_words(fewer))):
        return [
            make_difference(DifferenceKind.MIDDLE_NAME, format_words(typed), format_words(printed))
        ]
    return None


def is_without_middle_name(fewer: RomajiWords, more: RomajiWords) -> bool:
    """Return whether the longer name is the shorter one with a middle name.

    At least two words agree, one of them at an end of the name; the rest are
    absent or initials. A Vietnamese THI or VAN at the end is no given name.
    """
    full_words = initials = 0
    for word in more:
        at = full_words + initials
        if at == len(fewer):
            break
        if is_same_word(word, fewer[at]):
            full_words += 1
        elif min(len(fewer[at].text), len(word.text)) == 1 and fewer[at].text[0] == word.text[0]:
            initials += 1
    if full_words < MIN_FULL_WORDS or full_words + initials < len(fewer) or full_words == len(more):
        return False
    if fewer[-1].text in VIETNAMESE_MIDDLE_WORDS and more[-1].text not in VIETNAMESE_MIDDLE_WORDS:
        return False
    return is_same_word(more[0], fewer[0]) or is_same_word(more[-1], fewer[-1])


def is_same_word(first: RomajiWord, second: RomajiWord) -> bool:
    """Return whether two words have a spelling in common."""
    if bool(first.morae) != bool(second.morae):
        return is_same_name((first,), (second,))
    return not set(first.spellings).isdisjoint(second.spellings)


def find_notation_differences(declared: str, on_document: str) -> Iterator[Difference]:
    """Yield the notation in which two equal names differ."""
    if declared == on_document:
        return
    first, second = normalize_text(declared), normalize_text(on_document)
    if first == second:
        yield make_difference(DifferenceKind.WIDTH, declared, on_document)
        return
    in_kana = [is_kana(text) for text in (first, second)]
    if any(in_kana):
        yield make_difference(DifferenceKind.OTHER_SCRIPT, declared, on_document)
    if ("<" in first) != ("<" in second):
        yield make_difference(DifferenceKind.MRZ_FILLER, declared, on_document)
    upper = [text.upper() for text in (first, second)]
    if (first != upper[0]) != (second != upper[1]):
        yield make_difference(DifferenceKind.LETTER_CASE, declared, on_document)
    bare = [INNER_PUNCTUATION.sub("", "".join(NAME_SEPARATOR.split(text))) for text in upper]
    if not all(kana or text.isascii() for kana, text in zip(in_kana, bare, strict=True)):
        yield make_difference(DifferenceKind.DIACRITIC, declared, on_document)
    if sorted(bare[0]) != sorted(bare[1]):
        yield make_difference(DifferenceKind.ROMANISATION, declared, on_document)
    elif upper[0] != upper[1]:
        yield make_difference(DifferenceKind.SPACE, declared, on_document)


def find_romaji_mismatch(typed: RomajiWords, printed: RomajiWords) -> list[Difference]:
    """Return the differences of two names that do not match: wrong, absent or extra."""
    if not typed:
        return [
            make_difference(
                DifferenceKind.UNREADABLE, "", format_words(printed), ComparisonSide.DECLARED
            )
        ]
    if len(typed) < len(printed) and all(word in printed for word in typed):
        return [
            make_difference(
                DifferenceKind.NAME_PART_ABSENT,
                format_words(typed),
                format_words(printed),
                ComparisonSide.DECLARED,
            )
        ]
    shown = join_words(printed)
    found = classify_mismatch(join_words(typed), shown)
    if found[0].kind is DifferenceKind.UNRELATED:
        rotated_typos = (
            classify_mismatch(join_words(words), shown) for words in rotate_words(typed)
        )
        found = next(
            (typos for typos in rotated_typos if typos[0].kind is not DifferenceKind.UNRELATED),
            found,
        )
    if found[0].kind is DifferenceKind.CHARACTER_ABSENT and not is_truncated(typed, printed):
        return [
            make_difference(DifferenceKind.SUBSTITUTED, format_words(typed), format_words(printed))
        ]
    return found


def is_truncated(typed: RomajiWords, printed: RomajiWords) -> bool:
    """Return whether a word was left unfinished, rather than a letter within it omitted."""
    return any(
        first != second and second.text.startswith(first.text)
        for first in typed
        for second in printed
    )
