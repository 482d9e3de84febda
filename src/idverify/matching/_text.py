"""Unicode folding of text by grapheme, and the trivial cases of a comparison."""

import re
import unicodedata
from typing import Final, NamedTuple

from attrs import evolve

from idverify.matching.comparison import (
    IDENTICAL,
    Comparison,
    ComparisonSide,
    Difference,
    summarize,
)
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.explanations import Explanation
from idverify.matching.rules import make_difference

__all__ = [
    "MAX_LENGTH",
    "Grapheme",
    "compare_trivial_cases",
    "find_absent_value",
    "find_encoding_difference",
    "is_blank",
    "normalize_text",
    "split_graphemes",
    "split_words",
]

#: Texts longer than this many code points are no name or address and are not parsed.
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
    """One character as it was typed, with its plain equivalent."""

    raw: str
    normalized: str

    def __repr__(self) -> str:
        """Show no personal data."""
        return "Grapheme()"


def compare_trivial_cases(
    declared: str, on_document: str, *, absence: Explanation | None = None
) -> Comparison | None:
    """Return the comparison of identical, blank or too long texts, or None for any others.

    `absence` explains a blank side where the sides are not profile and document.
    """
    if declared == on_document:
        return IDENTICAL
    if (absent := find_absent_value(declared, on_document)) is not None:
        return summarize([evolve(absent, explanation=absence)])
    if max(len(declared), len(on_document)) > MAX_LENGTH:
        beginnings = declared[:MAX_LENGTH], on_document[:MAX_LENGTH]
        return summarize([make_difference(DifferenceKind.UNREADABLE, *beginnings)])
    return None


def normalize_text(text: str) -> str:
    """Fold width, compose sound marks, and drop selectors and invisible characters."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", IGNORABLE.sub("", text).translate(SOUND_MARKS))


def split_graphemes(text: str) -> tuple[Grapheme, ...]:
    """Split a text into graphemes; one that NFKC spells with several characters gives several.

    >>> [grapheme.normalized for grapheme in split_graphemes("ｶﾞ葛󠄀")]
    ['ガ', '葛']
    """
    graphemes: list[Grapheme] = []
    for raw in CLUSTER.findall(text):
        plain = unicodedata.normalize("NFKC", raw) if len(raw) == 1 else normalize_text(raw)
        if len(plain) == 1:
            graphemes.append(Grapheme(raw, plain))
        else:
            graphemes.extend(Grapheme(raw, character) for character in plain)
    return tuple(graphemes)


def split_words(text: str) -> list[str]:
    """Split a name at spaces, dots, commas and fillers."""
    return [word for word in NAME_SEPARATOR.split(text) if not is_blank(word)]


def is_blank(text: str) -> bool:
    """Return whether a text has no visible character."""
    return BLANK.fullmatch(text) is not None


def find_absent_value(declared: str, on_document: str) -> Difference | None:
    """Return the difference to report when one side or both are blank, else None."""
    is_declared_blank, is_document_blank = is_blank(declared), is_blank(on_document)
    if not (is_declared_blank or is_document_blank):
        return None
    side = (
        ComparisonSide.BOTH
        if is_declared_blank and is_document_blank
        else ComparisonSide.DECLARED
        if is_declared_blank
        else ComparisonSide.DOCUMENT
    )
    return make_difference(DifferenceKind.VALUE_ABSENT, declared, on_document, side)


def find_encoding_difference(declared: Grapheme, on_document: Grapheme) -> Difference:
    """Return the difference between two encodings of one plain character."""
    raw = declared.raw, on_document.raw
    for text, side in zip(raw, (ComparisonSide.DECLARED, ComparisonSide.DOCUMENT), strict=True):
        base = text[0]
        if "\uf900" <= base <= "\ufaff" or "\U0002f800" <= base <= "\U0002fa1f":
            return make_difference(DifferenceKind.KANJI_OLD_NEW, *raw, side)
        if "\u2e80" <= base <= "\u2fdf":
            return make_difference(DifferenceKind.RADICAL, *raw, side)
    if any(map(has_variation_selector, raw)):
        return make_difference(DifferenceKind.SELECTOR, *raw)
    if max(map(len, raw)) > 1:
        return make_difference(DifferenceKind.COMPOSITION, *raw)
    return make_difference(DifferenceKind.WIDTH, *raw)


def has_variation_selector(raw: str) -> bool:
    """Return whether a variation selector follows the first character."""
    return any("\ufe00" <= follower <= "\ufe0f" or follower >= "\U000e0100" for follower in raw[1:])
