"""Classification of typing errors: wrong, absent or extra characters (誤字).

Applied only to texts that are equal under no rule; it never makes two texts match.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

from idverify.matching.comparison import ComparisonSide, Difference
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference

__all__ = ["classify_mismatch", "count_common_affixes"]

T = TypeVar("T")


def count_common_affixes(first: Sequence[T], second: Sequence[T]) -> tuple[int, int]:
    """Return how many items agree at the start, and how many of the rest at the end."""
    shorter = min(len(first), len(second))
    start = 0
    while start < shorter and first[start] == second[start]:
        start += 1
    end = 0
    while end < shorter - start and first[-1 - end] == second[-1 - end]:
        end += 1
    return start, end


def is_subsequence(candidate: str, text: str) -> bool:
    """Return whether the characters of `candidate` occur in `text` in the same order."""
    characters = iter(text)
    return all(character in characters for character in candidate)


def classify_mismatch(declared: str, on_document: str) -> list[Difference]:
    """Return the typing error between two folded texts, or that they are unrelated.

    >>> [typo] = classify_mismatch("山田大郎", "山田太郎")
    >>> typo.kind.value, typo.declared, typo.on_document
    ('substituted', '大', '太')
    >>> [difference.kind.value for difference in classify_mismatch("山田", "鈴木")]
    ['unrelated']
    """
    start, end = count_common_affixes(declared, on_document)
    declared_middle, document_middle = (
        declared[start : len(declared) - end],
        on_document[start : len(on_document) - end],
    )
    longest = max(len(declared), len(on_document))
    if is_subsequence(declared_middle, document_middle) and (start or end or len(declared) > 1):
        return [
            make_difference(
                DifferenceKind.CHARACTER_ABSENT, declared, on_document, ComparisonSide.DECLARED
            )
        ]
    if is_subsequence(document_middle, declared_middle) and (start or end or len(on_document) > 1):
        return [make_difference(DifferenceKind.EXTRA, declared_middle, document_middle)]
    if len(declared_middle) == len(document_middle) <= longest // 2 + 1 and sorted(
        declared_middle
    ) == sorted(document_middle):
        return [make_difference(DifferenceKind.TRANSPOSED, declared_middle, document_middle)]
    if is_typo(declared_middle, document_middle, longest):
        return [make_difference(DifferenceKind.SUBSTITUTED, declared_middle, document_middle)]
    return [make_difference(DifferenceKind.UNRELATED, declared, on_document)]


#: More wrong characters than this are no typing error.
MAX_TYPO_LENGTH: Final = 2


def is_typo(first: str, second: str, length: int) -> bool:
    """Return whether the differing part is small in relation to the length of the texts."""
    longest = max(len(first), len(second))
    if longest * 2 <= length or longest == 1 < length:
        return True
    mismatches = sum(a != b for a, b in zip(first, second, strict=False))
    return len(first) == len(second) and mismatches <= MAX_TYPO_LENGTH and mismatches * 2 <= length
