"""Names in Latin letters (ローマ字): do both sides spell the same name?

Passports spell Japanese names in Hepburn without length, other systems in
Kunrei or as people type them. A word is folded by syllable, and only when all of
it is Japanese syllables, so UEDA is not treated like MUELLER. Elsewhere letters
with diacritics may be spelled plainly or as ICAO 9303 has it. A profile in kana is
compared through passport Hepburn. Equal romaji never proves equal kana: the
passport drops length. The relation is symmetric except for names in brackets.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from idverify.matching.comparison import IDENTICAL, Comparison, Difference, Side, conclude
from idverify.matching.hepburn import from_kana, syllables
from idverify.matching.kana import is_kana, plain
from idverify.matching.kinds import Kind
from idverify.matching.rules import differ
from idverify.matching.slips import refuse
from idverify.matching.text import BREAK, LIMIT, absent

__all__ = ["compare_latin", "compare_romaji", "is_latin"]

BRACKETED: Final = re.compile(r"\(([^)]*)\)?|\[([^\]]*)\]?")
LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f'’`´.,\-<()\[\]\s‐-―]*")
MARKS: Final = re.compile("[\u0300-\u036f]")
JOINED: Final = re.compile("[-'’`´ʼ.‐-―]")
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
#: Vietnamese words that stand before a given name and never are one.
#: Family and given name: what must be there in full on both sides.
ENOUGH: Final = 2
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
    typed = words_of(declared)
    printed = list(readings(on_document))
    for words, kind in printed:
        found = matched(typed, words)
        if found is None and kind is None:
            found = matched(words_of(BRACKETED.sub(" ", declared)), words)
        if found is not None:
            named = [differ(kind, declared, on_document, Side.DOCUMENT)] if kind else []
            return conclude([*named, *found, *notations(declared, on_document)])
    return conclude(refusal(typed, printed[0][0]))


def words_of(text: str) -> tuple[str, ...]:
    """The words in capitals; kana becomes passport Hepburn; hyphens join."""
    text = plain(text)
    if is_kana(text):
        text = " ".join(from_kana(word) for word in BREAK.split(text))
    words = (JOINED.sub("", word) for word in BREAK.split(text.upper()))
    return tuple(filter(None, words))


def readings(text: str) -> Iterator[tuple[tuple[str, ...], Kind | None]]:
    """The name itself, then with the bracketed surname in place of the one before it."""
    text = plain(text)
    main = words_of(BRACKETED.sub(" ", text))
    yield main, None
    bracket = BRACKETED.search(text)
    if bracket is not None:
        inner = words_of(bracket[1] or bracket[2] or "")
        before = words_of(text[: bracket.start()])
        after = words_of(text[bracket.end() :])
        yield inner, Kind.ALIAS
        yield (*before[:-1], *inner, *after), Kind.FORMER_SURNAME
        yield (*inner, *before[1:], *after), Kind.FORMER_SURNAME


def matched(typed: Sequence[str], printed: Sequence[str]) -> list[Difference] | None:
    """The notation between two rows of words, or None when they are not the same name."""
    if not typed or not printed:
        return None
    keys = keys_of(printed)
    for order, words in enumerate(rotations(typed)):
        if keys & keys_of(words):
            exchanged = order and len(typed) > 1
            return [differ(Kind.NAME_ORDER, " ".join(typed), " ".join(printed))] * bool(exchanged)
    if len(typed) == 1 and keys_of(printed[::-1]) & keys_of(typed):
        return [differ(Kind.NAME_ORDER, typed[0], " ".join(printed))]
    return without_middle(typed, printed)


def rotations(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words as they stand, and with the family name moved to the other end."""
    yield words
    if len(words) > 1:
        yield (*words[1:], words[0])
        yield (words[-1], *words[:-1])


def keys_of(words: Sequence[str]) -> set[str]:
    """The folded spellings of a name, all words together.

    Kunrei and popular spellings are folded only in a name that is Japanese
    throughout; where a name stands in one word, its syllables are read anew.
    """
    bare = [strip_marks(word, {}) for word in words]
    read = [syllables(word) for word in bare]
    if all(read):
        return {"".join("".join(word) for word in read if word)} | joined_key(bare)
    return foreign_keys(words)


def foreign_keys(words: Sequence[str]) -> set[str]:
    """The spellings of a name that is not Japanese, with and without ICAO's umlauts."""
    found = set()
    for spelling in (PLAIN, PLAIN | ICAO):
        spelled = [strip_marks(word, spelling) for word in words]
        found.add("".join(spelled))
        found.add("".join(UMLAUT.sub(r"\1\2", word) for word in spelled))
    return found


def joined_key(words: Sequence[str]) -> set[str]:
    """The key of a name in one word."""
    whole = syllables("".join(words)) if len(words) == 1 else None
    return {"".join(whole)} if whole else set()


def strip_marks(word: str, spelling: dict[str, str]) -> str:
    """Spell letters with diacritics by the table, else by their base letter."""
    if word.isascii():
        return word
    spelled = "".join(spelling.get(c, PLAIN.get(c, c)) for c in unicodedata.normalize("NFC", word))
    return MARKS.sub("", unicodedata.normalize("NFD", spelled)).upper()


def without_middle(typed: Sequence[str], printed: Sequence[str]) -> list[Difference] | None:
    """A middle name may be absent or shortened on either side; two names must remain."""
    fewer, more = sorted((typed, printed), key=len)
    for words in rotations(fewer):
        if is_shortened(words, more):
            return [differ(Kind.MIDDLE_NAME, " ".join(typed), " ".join(printed))]
    return None


def is_shortened(fewer: Sequence[str], more: Sequence[str]) -> bool:
    """Whether the longer name is the shorter one and a middle name.

    At least two words agree, one of them at an end of the name; the rest are
    absent or initials. A Vietnamese THI or VAN is no given name to end on.
    """
    whole = initials = 0
    for word in more:
        at = whole + initials
        if at == len(fewer):
            break
        if foreign_keys([word]) & foreign_keys([fewer[at]]):
            whole += 1
        elif min(len(fewer[at]), len(word)) == 1 and fewer[at][0] == word[0]:
            initials += 1
    if whole < ENOUGH or whole + initials < len(fewer) or whole == len(more):
        return False
    first, last = (foreign_keys([more[at]]) & foreign_keys([fewer[at]]) for at in (0, -1))
    return bool(first or last) and not (fewer[-1] in PARTICLES and more[-1] not in PARTICLES)


def notations(declared: str, on_document: str) -> Iterator[Difference]:
    """Why two equal names look different."""
    one, other = plain(declared), plain(on_document)
    if one == other:
        yield differ(Kind.WIDTH, declared, on_document)
        return
    if is_kana(one) or is_kana(other):
        yield differ(Kind.OTHER_SCRIPT, declared, on_document)
    if ("<" in one) != ("<" in other):
        yield differ(Kind.MRZ_FILLER, declared, on_document)
    upper = [text.upper() for text in (one, other)]
    if (one != upper[0]) != (other != upper[1]):
        yield differ(Kind.LETTER_CASE, declared, on_document)
    bare = [JOINED.sub("", "".join(BREAK.split(text))) for text in upper]
    if not (bare[0].isascii() and bare[1].isascii()):
        yield differ(Kind.DIACRITIC, declared, on_document)
    if sorted(bare[0]) != sorted(bare[1]):
        yield differ(Kind.ROMANISATION, declared, on_document)
    elif upper[0] != upper[1]:
        yield differ(Kind.SPACE, declared, on_document)


def refusal(typed: Sequence[str], printed: Sequence[str]) -> list[Difference]:
    """Name what is wrong, absent or too many."""
    if len(typed) < len(printed) and all(word in printed for word in typed):
        return [differ(Kind.NAME_PART_ABSENT, " ".join(typed), " ".join(printed), Side.DECLARED)]
    if not typed:
        return [differ(Kind.UNREADABLE, "", " ".join(printed), Side.DECLARED)]
    found = min(
        (refuse("".join(words), "".join(printed)) for words in rotations(typed)),
        key=lambda slips: slips[0].kind is Kind.UNRELATED,
    )
    if found[0].kind is Kind.CHARACTER_ABSENT and not is_cut_off(typed, printed):
        return [differ(Kind.SUBSTITUTED, " ".join(typed), " ".join(printed))]
    return found


def is_cut_off(typed: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether a word was left unfinished, rather than one of its letters left out."""
    return any(one != other and other.startswith(one) for one in typed for other in printed)
