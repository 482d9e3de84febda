"""Other honest spellings of a given text, and what one slip of the hand makes of it.

A spelling must be taken for the same, a slip never; a form that compares what was
typed can be held against both.
"""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from idverify.errors import InvalidValueError
from idverify.testing.text_variants import CONFUSABLE_KANJI

__all__ = ["spelling_variants", "typos"]

_TO_FULL_WIDTH: Final = str.maketrans("0123456789- ", "０１２３４５６７８９－　")
#: Two forms of one character (字体の相違), either of which people type for the other.
_CHARACTER_VARIANTS: Final = ("高髙", "崎﨑", "吉𠮷", "沢澤", "斎齋", "辺邊", "浜濱", "国國")
_TO_VOICED: Final = dict(zip("カキクケコサシスセソタチツテトハヒフヘホ",
                          "ガギグゲゴザジズゼゾダヂヅデドバビブベボ", strict=True))  # fmt: skip


def spelling_variants(text: str) -> st.SearchStrategy[str]:
    """Draw the same name or address as somebody else would write it; itself first.

    >>> from hypothesis import find
    >>> find(spelling_variants("高橋 花子"), lambda other: other != "高橋 花子")
    '高橋　花子'
    """
    return st.sampled_from(tuple(dict.fromkeys(_iter_spellings(text))))


def _iter_spellings(text: str) -> Iterator[str]:
    yield text
    yield text.translate(_TO_FULL_WIDTH)
    for one, other in _CHARACTER_VARIANTS:
        for a, b in ((one, other), (other, one)):
            if a in text:
                yield text.replace(a, b)
                yield text.replace(a, b).translate(_TO_FULL_WIDTH)


def typos(text: str) -> st.SearchStrategy[str]:
    """Draw what one slip makes of a name or reading: a look-alike, a wrong voicing, a
    character left out, struck twice or exchanged with the next.

    >>> from hypothesis import find
    >>> find(typos("見本 太郎"), lambda _: True)
    '見木 太郎'

    Raises:
        InvalidValueError: The text is too short for a slip to leave anything.
    """  # noqa: D205 - the list of slips is one sentence
    slips = [slip for slip in dict.fromkeys(_iter_typos(text)) if slip.split() and slip != text]
    if not slips:
        raise InvalidValueError(f"{len(text)} characters are too few for a slip that leaves a text")
    return st.sampled_from(slips)


def _iter_typos(text: str) -> Iterator[str]:
    letters = [at for at, character in enumerate(text) if not character.isspace()]
    for at in letters:
        before, here, after = text[:at], text[at], text[at + 1 :]
        yield from (
            before + pair.replace(here, "") + after for pair in CONFUSABLE_KANJI if here in pair
        )
        if here in _TO_VOICED:
            yield before + _TO_VOICED[here] + after
    for at in letters:
        yield text[:at] + text[at + 1 :]
        yield text[:at] + text[at] + text[at:]
        if at + 1 in letters:
            yield text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
