"""Wording a refusal: which characters are wrong, absent or too many.

Reached only after every rule has said no. Nothing here ever accepts.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

from idverify.matching.comparison import Difference, Side
from idverify.matching.kinds import Kind
from idverify.matching.rules import differ

__all__ = ["refuse", "trim"]

T = TypeVar("T")


def trim(one: Sequence[T], other: Sequence[T]) -> tuple[int, int]:
    """How many items agree at the start, and how many of the rest at the end."""
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def is_within(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in the same order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def refuse(declared: str, on_document: str) -> list[Difference]:
    """Name the slip between two folded texts, or say that they are unrelated.

    >>> [(d.kind.value, d.declared, d.on_document) for d in refuse("山田大郎", "山田太郎")]
    [('substituted', '大', '太')]
    >>> [d.kind.value for d in refuse("山田", "鈴木")]
    ['unrelated']
    """
    start, end = trim(declared, on_document)
    mid_d, mid_o = (
        declared[start : len(declared) - end],
        on_document[start : len(on_document) - end],
    )
    longest = max(len(declared), len(on_document))
    if is_within(mid_d, mid_o) and (start or end or len(declared) > 1):
        return [differ(Kind.CHARACTER_ABSENT, declared, on_document, Side.DECLARED)]
    if is_within(mid_o, mid_d) and (start or end or len(on_document) > 1):
        return [differ(Kind.EXTRA, mid_d, mid_o)]
    if len(mid_d) == len(mid_o) <= longest // 2 + 1 and sorted(mid_d) == sorted(mid_o):
        return [differ(Kind.TRANSPOSED, mid_d, mid_o)]
    if is_slip(mid_d, mid_o, longest):
        return [differ(Kind.SUBSTITUTED, mid_d, mid_o)]
    return [differ(Kind.UNRELATED, declared, on_document)]


#: A slip of the hand touches at most so many characters.
FEW: Final = 2


def is_slip(one: str, other: str, length: int) -> bool:
    """Whether what differs is little beside what agrees."""
    widest = max(len(one), len(other))
    if widest * 2 <= length or widest == 1 < length:
        return True
    wrong = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and wrong <= FEW and wrong * 2 <= length
