"""Reading text glyph by glyph: what was typed, and the plain character it stands for."""

import re
import unicodedata
from typing import Final, NamedTuple

from idverify.matching.comparison import ComparisonSide, Difference
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference

__all__ = [
    "MAX_LENGTH",
    "Grapheme",
    "find_absent_value",
    "find_encoding_difference",
    "is_blank",
    "split_graphemes",
    "split_words",
]

#: Texts longer than this many code points are no name or address; they are not read further.
MAX_LENGTH: Final = 1000

VARIATION_SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
INVISIBLE: Final = "\u00ad\u061c\u180e\u200b-\u200f\u2060\ufeff"
COMBINING_MARKS: Final = "\u0300-\u036f\u3099-\u309c\uff9e\uff9f"
CLUSTER: Final = re.compile(
    f"[^{VARIATION_SELECTORS}{INVISIBLE}][{COMBINING_MARKS}{VARIATION_SELECTORS}{INVISIBLE}]*"
)
IGNORABLE: Final = re.compile(f"[{VARIATION_SELECTORS}{INVISIBLE}]")
BLANK: Final = re.compile(f"[\\s{VARIATION_SELECTORS}{INVISIBLE}]*+")
SOUND_MARKS: Final = str.maketrans("\u309b\u309c\uff9e\uff9f", "\u3099\u309a\u3099\u309a")
#: Between the parts of a name: white space, middle dots, commas, MRZ fillers.
NAME_SEPARATOR: Final = re.compile(r"[\s・･·،,、，<＜=＝゠]")


class Grapheme(NamedTuple):
    """One character as it was typed, and the plain character it stands for."""

    raw: str
    normalized: str

    def __repr__(self) -> str:
        """Show no personal data."""
        return "Glyph()"


def normalize_grapheme(raw: str) -> str:
    """Drop selectors and invisible marks, compose sound marks, fold width."""
    if len(raw) > 1:
        raw = IGNORABLE.sub("", raw).translate(SOUND_MARKS)
    return unicodedata.normalize("NFKC", raw)


def split_graphemes(text: str) -> tuple[Grapheme, ...]:
    """The glyphs of a text; one that NFKC spells with several characters gives several.

    >>> [glyph.normalized for glyph in split_graphemes("ｶﾞ葛󠄀")]
    ['ガ', '葛']
    """
    found: list[Grapheme] = []
    for raw in CLUSTER.findall(text):
        plain = raw if len(raw) == 1 and is_normalized(raw) else normalize_grapheme(raw)
        if len(plain) == 1:
            found.append(Grapheme(raw, plain))
        else:
            found.extend(Grapheme(raw, character) for character in plain)
    return tuple(found)


def is_normalized(character: str) -> bool:
    """Whether this kana or kanji already is the plain character."""
    return "\u3400" <= character <= "\u9fff" or "\u3041" <= character <= "\u3096"


def split_words(text: str) -> list[str]:
    """The parts of a name between spaces, dots, commas and fillers."""
    return [word for word in NAME_SEPARATOR.split(text) if not is_blank(word)]


def is_blank(text: str) -> bool:
    """Whether nothing visible is there."""
    return BLANK.fullmatch(text) is not None


def find_absent_value(declared: str, on_document: str) -> Difference | None:
    """The difference to report when one side, or both, say nothing at all."""
    blank_d, blank_o = is_blank(declared), is_blank(on_document)
    if not (blank_d or blank_o):
        return None
    side = (
        ComparisonSide.BOTH
        if blank_d and blank_o
        else ComparisonSide.DECLARED
        if blank_d
        else ComparisonSide.DOCUMENT
    )
    return make_difference(DifferenceKind.VALUE_ABSENT, declared, on_document, side)


def find_encoding_difference(declared: Grapheme, on_document: Grapheme) -> Difference:
    """Name the difference between two ways to encode one plain character."""
    raw_d, raw_o = declared.raw, on_document.raw
    for raw, side in ((raw_d, ComparisonSide.DECLARED), (raw_o, ComparisonSide.DOCUMENT)):
        first = raw[0]
        if "\uf900" <= first <= "\ufaff" or "\U0002f800" <= first <= "\U0002fa1f":
            return make_difference(DifferenceKind.KANJI_OLD_NEW, raw_d, raw_o, side)
        if "\u2e80" <= first <= "\u2fdf":
            return make_difference(DifferenceKind.RADICAL, raw_d, raw_o, side)
    if has_variation_selector(raw_d) or has_variation_selector(raw_o):
        return make_difference(DifferenceKind.SELECTOR, raw_d, raw_o)
    if len(raw_d) > 1 or len(raw_o) > 1:
        return make_difference(DifferenceKind.COMPOSITION, raw_d, raw_o)
    return make_difference(DifferenceKind.WIDTH, raw_d, raw_o)


def has_variation_selector(raw: str) -> bool:
    """Whether a variation selector follows the character."""
    return any("\ufe00" <= mark <= "\ufe0f" or mark >= "\U000e0100" for mark in raw[1:])
