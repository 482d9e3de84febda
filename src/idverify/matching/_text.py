"""Reading text glyph by glyph: what was typed, and the plain character it stands for."""

import re
import unicodedata
from typing import Final, NamedTuple

from idverify.matching.comparison import Difference, Side
from idverify.matching.kinds import Kind
from idverify.matching.rules import differ

__all__ = ["LIMIT", "Glyph", "absent", "is_blank", "layout", "read", "split_words"]

#: Texts longer than this many code points are no name or address; they are not read further.
LIMIT: Final = 1000

SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
INVISIBLE: Final = "\u00ad\u061c\u180e\u200b-\u200f\u2060\ufeff"
MARKS: Final = "\u0300-\u036f\u3099-\u309c\uff9e\uff9f"
CLUSTER: Final = re.compile(f"[^{SELECTORS}{INVISIBLE}][{MARKS}{SELECTORS}{INVISIBLE}]*")
DROPPED: Final = re.compile(f"[{SELECTORS}{INVISIBLE}]")
BLANK: Final = re.compile(f"[\\s{SELECTORS}{INVISIBLE}]*+")
SOUND_MARKS: Final = str.maketrans("\u309b\u309c\uff9e\uff9f", "\u3099\u309a\u3099\u309a")
#: Between the parts of a name: white space, middle dots, commas, MRZ fillers.
BREAK: Final = re.compile(r"[\s・･·،,、，<＜=＝゠]")


class Glyph(NamedTuple):
    """One character as it was typed, and the plain character it stands for."""

    raw: str
    plain: str

    def __repr__(self) -> str:
        """Show no personal data."""
        return "Glyph()"


def plain_of(raw: str) -> str:
    """Drop selectors and invisible marks, compose sound marks, fold width."""
    if len(raw) > 1:
        raw = DROPPED.sub("", raw).translate(SOUND_MARKS)
    return unicodedata.normalize("NFKC", raw)


def read(text: str) -> tuple[Glyph, ...]:
    """The glyphs of a text; one that NFKC spells with several characters gives several.

    >>> [glyph.plain for glyph in read("ｶﾞ葛󠄀")]
    ['ガ', '葛']
    """
    found: list[Glyph] = []
    for raw in CLUSTER.findall(text):
        plain = raw if len(raw) == 1 and is_settled(raw) else plain_of(raw)
        if len(plain) == 1:
            found.append(Glyph(raw, plain))
        else:
            found.extend(Glyph(raw, character) for character in plain)
    return tuple(found)


def is_settled(character: str) -> bool:
    """Whether this kana or kanji already is the plain character."""
    return "\u3400" <= character <= "\u9fff" or "\u3041" <= character <= "\u3096"


def split_words(text: str) -> list[str]:
    """The parts of a name between spaces, dots, commas and fillers."""
    return [word for word in BREAK.split(text) if not is_blank(word)]


def is_blank(text: str) -> bool:
    """Whether nothing visible is there."""
    return BLANK.fullmatch(text) is not None


def absent(declared: str, on_document: str) -> Difference | None:
    """The difference to report when one side, or both, say nothing at all."""
    blank_d, blank_o = is_blank(declared), is_blank(on_document)
    if not (blank_d or blank_o):
        return None
    side = Side.BOTH if blank_d and blank_o else Side.DECLARED if blank_d else Side.DOCUMENT
    return differ(Kind.VALUE_ABSENT, declared, on_document, side)


def layout(declared: Glyph, on_document: Glyph) -> Difference:
    """Name the difference between two ways to encode one plain character."""
    raw_d, raw_o = declared.raw, on_document.raw
    for raw, side in ((raw_d, Side.DECLARED), (raw_o, Side.DOCUMENT)):
        first = raw[0]
        if "\uf900" <= first <= "\ufaff" or "\U0002f800" <= first <= "\U0002fa1f":
            return differ(Kind.KANJI_OLD_NEW, raw_d, raw_o, side)
        if "\u2e80" <= first <= "\u2fdf":
            return differ(Kind.RADICAL, raw_d, raw_o, side)
    if is_selected(raw_d) or is_selected(raw_o):
        return differ(Kind.SELECTOR, raw_d, raw_o)
    if len(raw_d) > 1 or len(raw_o) > 1:
        return differ(Kind.COMPOSITION, raw_d, raw_o)
    return differ(Kind.WIDTH, raw_d, raw_o)


def is_selected(raw: str) -> bool:
    """Whether a variation selector follows the character."""
    return any("\ufe00" <= mark <= "\ufe0f" or mark >= "\U000e0100" for mark in raw[1:])
