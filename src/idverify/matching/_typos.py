"""Wording a refusal: which characters are wrong, absent or too many.

Reached only after every rule has said no. Nothing here ever accepts.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

from idverify.matching.comparison import ComparisonSide, Difference
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference

__all__ = ["classify_mismatch", "count_common_affixes"]

T = TypeVar("T")


def count_common_affixes(one: Sequence[T], other: Sequence[T]) -> tuple[int, int]:
    """How many items agree at the start, and how many of the rest at the end."""
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def is_subsequence(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in the same order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def classify_mismatch(declared: str, on_document: str) -> list[Difference]:
    """Name the slip between two folded texts, or say that they are unrelated.

    >>> [(d.kind.value, d.declared, d.on_document) for d in classify_mismatch("山田大郎", "山田太郎")]
    [('substituted', '大', '太')]
    >>> [d.kind.value for d in classify_mismatch("山田", "鈴木")]
    ['unrelated']
    """
    start, end = count_common_affixes(declared, on_document)
    mid_d, mid_o = (
        declared[start : len(declared) - end],
        on_document[start : len(on_document) - end],
    )
    longest = max(len(declared), len(on_document))
    if is_subsequence(mid_d, mid_o) and (start or end or len(declared) > 1):
        return [
            make_difference(
                DifferenceKind.CHARACTER_ABSENT, declared, on_document, ComparisonSide.DECLARED
            )
        ]
    if is_subsequence(mid_o, mid_d) and (start or end or len(on_document) > 1):
        return [make_difference(DifferenceKind.EXTRA, mid_d, mid_o)]
    if len(mid_d) == len(mid_o) <= longest // 2 + 1 and sorted(mid_d) == sorted(mid_o):
        return [make_difference(DifferenceKind.TRANSPOSED, mid_d, mid_o)]
    if is_typo(mid_d, mid_o, longest):
        return [make_difference(DifferenceKind.SUBSTITUTED, mid_d, mid_o)]
    return [make_difference(DifferenceKind.UNRELATED, declared, on_document)]


#: A slip of the hand touches at most so many characters.
MAX_TYPO_LENGTH: Final = 2


def is_typo(one: str, other: str, length: int) -> bool:
    """Whether what differs is little beside what agrees."""
    widest = max(len(one), len(other))
    if widest * 2 <= length or widest == 1 < length:
        return True
    wrong = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and wrong <= MAX_TYPO_LENGTH and wrong * 2 <= length
