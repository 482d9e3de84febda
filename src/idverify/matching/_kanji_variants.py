"""Kanji variants with the source of each (異体字).

Every variant leads to its bases in one step; two characters are equal when their
steps meet. The relation is not transitive: 历 may represent 暦 or 歴, yet 暦 and 歴
remain two characters.
"""

import base64
import lzma
from functools import cache
from typing import Final

from idverify.matching._kanji_data import PACKED
from idverify.matching.comparison import ComparisonSide, Difference
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import KANJI_RULES, make_difference

__all__ = ["find_variant_difference", "kanji_folding", "kanji_variants"]

#: Separate entries of the 常用漢字表 that families and offices nevertheless interchange.
DISPUTED_GROUPS: Final = ("斉斎", "坂阪", "棲栖", "崎碕", "刈苅", "柏栢", "湧涌")


#: Two old forms of one new form are two characters by the table itself: 辨 and 辯 for 弁.
JOYO_SOURCE: Final = "j"


@cache
def kanji_variants() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return each variant with its bases and the letter of the source of each.

    >>> kanji_variants()["髙"]
    (('高', 'k'),)
    >>> [base for base, source in kanji_variants()["历"]]
    ['暦', '歴']
    """
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for line in lzma.decompress(base64.b85decode(PACKED)).decode().split("\n"):
        source, *words = line.split(" ")
        for word in words:
            base = word[0]
            for variant in word[1:]:
                table[variant] = (*table.get(variant, ()), (base, source))
    return table


@cache
def kanji_folding() -> dict[int, str]:
    """Return a `str.translate` table of first bases, without simplified forms used in Japan."""
    return {
        ord(variant): rows[0][0] for variant, rows in kanji_variants().items() if rows[0][1] != "a"
    }


def find_variant_difference(declared: str, on_document: str) -> Difference | None:
    """Return the rule by which two characters are one or disputed, or None if there is none.

    >>> find_variant_difference("沢", "澤").rule.code
    'kanji.joyo'
    >>> find_variant_difference("斎", "斉").kind.value
    'kanji_disputed'
    >>> find_variant_difference("崎", "埼") is None
    True
    """
    table = kanji_variants()
    declared_rows, document_rows = table.get(declared, ()), table.get(on_document, ())
    if not declared_rows and not document_rows:
        return find_disputed_difference(declared, on_document)
    for base, source in declared_rows:
        if base == on_document:
            return make_variant_difference(source, declared, on_document, ComparisonSide.DECLARED)
        for other_base, other_source in document_rows:
            if base == other_base and not source == other_source == JOYO_SOURCE:
                return make_variant_difference(
                    max(source, other_source), declared, on_document, ComparisonSide.BOTH
                )
    for base, source in document_rows:
        if base == declared:
            return make_variant_difference(source, declared, on_document, ComparisonSide.DOCUMENT)
    return find_disputed_difference(declared, on_document)


def make_variant_difference(
    source: str, declared: str, on_document: str, side: ComparisonSide
) -> Difference:
    """Return the difference for a source of the table."""
    kind, rule = KANJI_RULES[source]
    if source == "a":
        return make_difference(DifferenceKind.SIMPLIFIED_DISPUTED, declared, on_document, side)
    return Difference(kind, side, declared, on_document, rule)


def find_disputed_difference(declared: str, on_document: str) -> Difference | None:
    """Return the difference between two characters of a disputed group, else None."""
    first, second = (to_base_form(character) for character in (declared, on_document))
    if any(first in pair and second in pair for pair in DISPUTED_GROUPS) and first != second:
        return make_difference(DifferenceKind.KANJI_DISPUTED, declared, on_document)
    return None


def to_base_form(character: str) -> str:
    """Return the first base of a variant, any other text unchanged."""
    return kanji_folding().get(ord(character), character) if len(character) == 1 else character
