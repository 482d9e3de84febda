"""Names in Latin letters (ローマ字): do both sides spell the same name?

Passports spell Japanese names in Hepburn without length, other systems in
Kunrei or as people type them. A word is folded by syllable, and only when all of
it is Japanese syllables, so UEDA is not treated like MUELLER. Elsewhere letters
with diacritics may be spelled plainly or as ICAO 9303 has it. A profile in kana is
compared through passport Hepburn; in half width it may be a bank's, small kana written
large. Equal romaji never proves equal kana: the
passport drops length. The relation is symmetric except for names in brackets and banks' kana.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import Final

from attrs import field, frozen

from idverify.matching._hepburn import contracted, from_kana, shorten, syllables
from idverify.matching._slips import refuse
from idverify.matching._text import BREAK, LIMIT, absent
from idverify.matching.comparison import IDENTICAL, Comparison, Difference, Side, conclude
from idverify.matching.kana import is_kana, plain
from idverify.matching.kinds import Kind
from idverify.matching.rules import differ

__all__ = ["compare_latin", "compare_romaji", "is_latin"]

#: Half-width kana with no small one, as banks keep them: ﾁﾕｳ may be チュウ.
LARGE_KANA: Final = re.compile(r"[ｦｱ-ﾟ\s]+")
BRACKETED: Final = re.compile(r"\(([^)]*)\)?|\[([^\]]*)\]?")
LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f'’`´.,\-<()\[\]\s‐-―]*")
MARKS: Final = re.compile("[\u0300-\u036f]")
JOINED: Final = re.compile("[-'’`´ʼ.‐-―]")
#: Before the name in the first line of a passport's machine-readable zone: P<JPN.
MRZ_HEAD: Final = re.compile("^P<[A-Z<]{3}(?=[A-Z<]+<<)")
#: ICAO 9303-3 section 6: the spelling in machine-readable zones, beside the plain one.
ICAO: Final = {"Ä": "AE", "Ö": "OE", "Ü": "UE", "Å": "AA", "Ø": "OE", "Æ": "AE", "Œ": "OE"}
PLAIN: Final = {
    "ß": "SS", "ẞ": "SS", "Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ð": "D", "Ł": "L",
    "Þ": "TH", "Ħ": "H", "ı": "I", "Ŧ": "T", "Ŋ": "N", "ĸ": "K",
}  # fmt: skip
#: A vowel pair that may be an umlaut: between consonants, as in MUELLER; not in MIGUEL or SAMUEL.
UMLAUT: Final = re.compile(
    r"(?<![AEIOUYQ])(?<!G)([AOU])E(?=[BCDFGHJKMNPRSTVWXZ]|LL)|(?<=G)(U)E(?=N|TT)"
)
#: Family and given name: what must be there in full on both sides.
ENOUGH: Final = 2
#: Vietnamese words that stand before a given name and never are one.
PARTICLES: Final = frozenset({"THI", "VAN"})


def is_latin(text: str) -> bool:
    """Whether a text is written in Latin letters alone."""
    return LATIN.fullmatch(plain(text)) is not None


def compare_romaji(declared: str, on_document: str) -> Comparison:
    """Compare names in Latin letters, or one in kana with one in Latin letters.

    >>> compare_romaji("Oono Shouta", "ONO SHOTA").outcome.value
    'variant'
    >>> compare_romaji("Muller Jurgen", "MUELLER JUERGEN").outcome.value
    'variant'
    >>> compare_romaji("UEDA JUN", "UDA JUN").agrees
    False
    >>> compare_romaji("オオノ ショウタ", "ONO SHOTA").outcome.value
    'variant'
    """
    if declared == on_document:
        return IDENTICAL
    if (nothing := absent(declared, on_document)) is not None:
        return conclude([nothing])
    if max(len(declared), len(on_document)) > LIMIT:
        return conclude([differ(Kind.UNREADABLE, declared[:LIMIT], on_document[:LIMIT])])
    return compare_latin(declared, on_document)


def compare_latin(declared: str, on_document: str) -> Comparison:
    """Try every reading of the document; word the refusal by the first."""
    text = BRACKETED.sub(" ", plain(declared))
    typed = words_of(text)
    as_banks_write = [words_of(contracted(text))] if LARGE_KANA.fullmatch(declared) else []
    printed = list(readings(on_document))
    for said, (words, kind) in product([typed, *as_banks_write], printed):
        found = matched(said, words)
        if found is not None:
            named = [differ(kind, declared, on_document, Side.DOCUMENT)] if kind else []
            return conclude([*named, *found, *beside(found, notations(declared, on_document))])
    return conclude(refusal(typed, printed[0][0]))


def beside(found: Iterable[Difference], notation: Iterable[Difference]) -> Iterator[Difference]:
    """Leave out what is told already: letters that one side lacks are the middle name's."""
    lacks_letters = any(difference.kind is Kind.MIDDLE_NAME for difference in found)
    for difference in notation:
        if not (lacks_letters and difference.kind is Kind.ROMANISATION):
            yield difference


@frozen
class Word:
    """One word of a name and the ways to spell it."""

    text: str = field(repr=False)
    """In capitals, hyphens and apostrophes dropped."""
    bare: str = field(repr=False)
    """Without diacritics."""
    japanese: str | None = field(repr=False)
    """In passport Hepburn, when all of it is Japanese syllables."""

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Plain, plain without umlauts, as ICAO has it, and that without umlauts.

        In a Japanese word AE, OE and UE are two sounds and stay: UEDA is not UDA.
        """
        bare = self.bare
        icao = bare if self.text.isascii() else strip_marks(self.text, PLAIN | ICAO)
        if self.japanese:
            return (bare, bare, icao, icao)
        return (bare, without_umlauts(bare), icao, without_umlauts(icao))


Words = tuple[Word, ...]


def words_of(text: str) -> Words:
    """Read a plain text word by word; kana becomes passport Hepburn."""
    text = MRZ_HEAD.sub("", text)
    if is_kana(text):
        text = " ".join(from_kana(word) for word in BREAK.split(text))
    words = BREAK.split(text.upper())
    joined = (word if word.isalpha() else JOINED.sub("", word) for word in words)
    return tuple(read_word(word) for word in joined if word)


def read_word(text: str) -> Word:
    """Read a word in capitals."""
    bare = text if text.isascii() else strip_marks(text, PLAIN)
    return Word(text, bare, "".join(syllables(bare)) or None)


def without_umlauts(word: str) -> str:
    """The word with the spellings AE, OE and UE undone where they may be umlauts."""
    return UMLAUT.sub(r"\1\2", word) if "E" in word else word


def strip_marks(word: str, spelling: Mapping[str, str]) -> str:
    """Spell letters with diacritics by the table, else by their base letter."""
    spelled = "".join(spelling.get(c, c) for c in unicodedata.normalize("NFC", word))
    return MARKS.sub("", unicodedata.normalize("NFD", spelled)).upper()


def readings(text: str) -> Iterator[tuple[Words, Kind | None]]:
    """The name itself, then with the bracketed surname in place of the one before it."""
    text = plain(text)
    yield words_of(BRACKETED.sub(" ", text)), None
    bracket = BRACKETED.search(text)
    if bracket is not None:
        inner = words_of(bracket[1] or bracket[2] or "")
        before = words_of(text[: bracket.start()])
        after = words_of(text[bracket.end() :])
        yield inner, Kind.ALIAS
        yield (*before[:-1], *inner, *after), Kind.FORMER_SURNAME
        yield (*inner, *before[1:], *after), Kind.FORMER_SURNAME


def matched(typed: Words, printed: Words) -> list[Difference] | None:
    """The notation between two rows of words, or None when they are not the same name."""
    if not typed or not printed:
        return None
    if alike(typed, printed):
        return []
    for words in (*rotations(typed), *rotations(printed)[: len(typed) == 1]):
        if alike(words, typed if len(typed) == 1 else printed):
            return [differ(Kind.NAME_ORDER, spaced(typed), spaced(printed))]
    return without_middle(typed, printed)


def rotations(words: Words) -> list[Words]:
    """The words with the family name moved to the other end."""
    return [(*words[1:], words[0]), (words[-1], *words[:-1])] if len(words) > 1 else []


def alike(one: Words, other: Words) -> bool:
    """Whether two rows of words spell one name, all words together.

    Kunrei and popular spellings are folded only in names that are Japanese
    throughout. Where one stands in a single word, vowels may meet: NOBUOONO.
    """
    if (first := japanese(one)) is not None and (second := japanese(other)) is not None:
        single = min(len(one), len(other)) == 1
        if first == second or (single and shorten(first) == shorten(second)):
            return True
        if not any(letter in word.text for letter in ICAO for word in (*one, *other)):
            return False
    return bool(spellings(one) & spellings(other))


def japanese(words: Words) -> str | None:
    """The whole name in passport Hepburn, if it is Japanese throughout."""
    read = [word.japanese for word in words]
    return None if None in read else "".join(word or "" for word in read)


def spellings(words: Words) -> set[str]:
    """The whole name in each way of spelling."""
    return {"".join(way) for way in zip(*(word.spellings for word in words), strict=True)}


def joined(words: Words) -> str:
    """The words as they were read, run together."""
    return "".join(word.text for word in words)


def spaced(words: Words) -> str:
    """The words as they were read."""
    return " ".join(word.text for word in words)


def without_middle(typed: Words, printed: Words) -> list[Difference] | None:
    """A middle name may be absent or shortened on either side; two names must remain."""
    fewer, more = sorted((typed, printed), key=len)
    if any(is_shortened(words, more) for words in (fewer, *rotations(fewer))):
        return [differ(Kind.MIDDLE_NAME, spaced(typed), spaced(printed))]
    return None


def is_shortened(fewer: Words, more: Words) -> bool:
    """Whether the longer name is the shorter one and a middle name.

    At least two words agree, one of them at an end of the name; the rest are
    absent or initials. A Vietnamese THI or VAN is no given name to end on.
    """
    whole = initials = 0
    for word in more:
        at = whole + initials
        if at == len(fewer):
            break
        if same_word(word, fewer[at]):
            whole += 1
        elif min(len(fewer[at].text), len(word.text)) == 1 and fewer[at].text[0] == word.text[0]:
            initials += 1
    if whole < ENOUGH or whole + initials < len(fewer) or whole == len(more):
        return False
    if fewer[-1].text in PARTICLES and more[-1].text not in PARTICLES:
        return False
    return same_word(more[0], fewer[0]) or same_word(more[-1], fewer[-1])


def same_word(one: Word, other: Word) -> bool:
    """Whether two words have a spelling in common."""
    return not set(one.spellings).isdisjoint(other.spellings)


def notations(declared: str, on_document: str) -> Iterator[Difference]:
    """Why two equal names look different."""
    if declared == on_document:
        return
    one, other = plain(declared), plain(on_document)
    if one == other:
        yield differ(Kind.WIDTH, declared, on_document)
        return
    in_kana = [is_kana(text) for text in (one, other)]
    if any(in_kana):
        yield differ(Kind.OTHER_SCRIPT, declared, on_document)
    if ("<" in one) != ("<" in other):
        yield differ(Kind.MRZ_FILLER, declared, on_document)
    upper = [text.upper() for text in (one, other)]
    if (one != upper[0]) != (other != upper[1]):
        yield differ(Kind.LETTER_CASE, declared, on_document)
    bare = [JOINED.sub("", "".join(BREAK.split(text))) for text in upper]
    if not all(kana or text.isascii() for kana, text in zip(in_kana, bare, strict=True)):
        yield differ(Kind.DIACRITIC, declared, on_document)
    if sorted(bare[0]) != sorted(bare[1]):
        yield differ(Kind.ROMANISATION, declared, on_document)
    elif upper[0] != upper[1]:
        yield differ(Kind.SPACE, declared, on_document)


def refusal(typed: Words, printed: Words) -> list[Difference]:
    """Name what is wrong, absent or too many."""
    if not typed:
        return [differ(Kind.UNREADABLE, "", spaced(printed), Side.DECLARED)]
    if len(typed) < len(printed) and all(word in printed for word in typed):
        return [differ(Kind.NAME_PART_ABSENT, spaced(typed), spaced(printed), Side.DECLARED)]
    shown = joined(printed)
    found = refuse(joined(typed), shown)
    if found[0].kind is Kind.UNRELATED:
        slips = (refuse(joined(words), shown) for words in rotations(typed))
        found = next((slip for slip in slips if slip[0].kind is not Kind.UNRELATED), found)
    if found[0].kind is Kind.CHARACTER_ABSENT and not is_cut_off(typed, printed):
        return [differ(Kind.SUBSTITUTED, spaced(typed), spaced(printed))]
    return found


def is_cut_off(typed: Words, printed: Words) -> bool:
    """Whether a word was left unfinished, rather than one of its letters left out."""
    return any(
        one != other and other.text.startswith(one.text) for one in typed for other in printed
    )
