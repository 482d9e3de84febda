"""Strategies for spelling variants (表記揺れ) and typos (誤記) of a given text.

A function that compares what was typed must treat every spelling variant as equal, and no typo.
"""

from collections.abc import Iterator
from itertools import permutations
from typing import Final

from hypothesis import strategies as st

from idverify.errors import InvalidValueError
from idverify.testing.text_variants import (
    TO_FULL_WIDTH,
    confusable_texts,
    double_character,
    drop_character,
    toggle_voicing,
    transpose_characters,
)

__all__ = ["spelling_variants", "typos"]

_TO_FULL_WIDTH: Final = {**TO_FULL_WIDTH, **str.maketrans("- ", "－　")}
#: Pairs of forms of one character (字体の相違) that people type for one another.
_CHARACTER_VARIANTS: Final = ("高髙", "崎﨑", "吉𠮷", "沢澤", "斎齋", "辺邊", "浜濱", "国國")


def spelling_variants(text: str) -> st.SearchStrategy[str]:
    """Draw a name or address in another spelling; the text itself is the simplest.

    >>> from hypothesis import find
    >>> find(spelling_variants("高橋 花子"), lambda other: other != "高橋 花子")
    '高橋　花子'
    """
    return st.sampled_from(tuple(dict.fromkeys(_iter_spellings(text))))


def _iter_spellings(text: str) -> Iterator[str]:
    yield text
    yield text.translate(_TO_FULL_WIDTH)
    for pair in _CHARACTER_VARIANTS:
        for old, new in permutations(pair):
            if old in text:
                yield text.replace(old, new)
                yield text.replace(old, new).translate(_TO_FULL_WIDTH)


def typos(text: str) -> st.SearchStrategy[str]:
    """Draw a name or reading with one typo.

    A character is replaced by a similar one, has the wrong voicing, is left out, is doubled or
    is exchanged with the next one.

    >>> from hypothesis import find
    >>> find(typos("見本 太郎"), lambda _: True)
    '見木 太郎'

    Raises:
        InvalidValueError: The text is too short for a typo that leaves any text.
    """
    mistyped = [typo for typo in dict.fromkeys(_iter_typos(text)) if typo.split() and typo != text]
    if not mistyped:
        raise InvalidValueError(f"{len(text)} characters are too few for a slip that leaves a text")
    return st.sampled_from(mistyped)


def _iter_typos(text: str) -> Iterator[str]:
    letters = [at for at, character in enumerate(text) if not character.isspace()]
    for at in letters:
        yield from confusable_texts(text, at)
        yield toggle_voicing(text, at)
    for at in letters:
        yield drop_character(text, at)
        yield double_character(text, at)
        if at + 1 in letters:
            yield transpose_characters(text, at)
