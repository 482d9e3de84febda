"""Comparison of a verified reading with the holder of a bank account (口座名義).

Banks store names in half-width kana, without small kana and ヲ in many systems, abbreviate
the kind of a corporation (カ) for カブシキガイシャ) and truncate after thirty characters.
The relation is directed: only the bank abbreviates and truncates.
"""

import re
import unicodedata
from typing import Final

from attrs import evolve

from idverify.matching._legal_forms import LEGAL_FORMS, expand_bank_abbreviation
from idverify.matching._text import compare_trivial_cases, normalize_text, split_words
from idverify.matching.comparison import Comparison, ComparisonSide, summarize
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.explanations import ACCOUNT_HOLDER, ACCOUNT_HOLDER_ABSENT
from idverify.matching.kana import compare_sounds, enlarge_small_kana, is_same_reading
from idverify.matching.romaji import compare_latin, is_latin
from idverify.matching.rules import make_difference
from idverify.validation import validated

__all__ = ["compare_account_holder"]

#: Half-width characters of a truncated holder in the transfer format (受取人名 30桁); where the
#: last would have been ガ or パ, its mark or all of it is missing.
FIELD_LENGTHS: Final = (29, 30)
#: A full stop between two kana of a holder separates names, as a middle dot does: ｼﾞﾖﾝ.ｽﾐｽ.
KANA_PERIOD: Final = re.compile("(?<=[ァ-ヺｦ-ﾟー])[.．](?=[ァ-ヺｦ-ﾟ])")


@validated
def compare_account_holder(kana_name: str, holder: str) -> Comparison:
    """Compare a verified reading with the holder a bank shows (口座名義の照合).

    >>> compare_account_holder("オオノ ショウタ", "ｵｵﾉ ｼﾖｳﾀ").outcome.value
    'variant'
    >>> compare_account_holder("カブシキガイシャ アオバ", "カ）アオバ").outcome.value
    'variant'
    >>> compare_account_holder("オオノ ショウタ", "ｵﾉ ｼﾖｳﾀ").outcome.value
    'typo'
    """
    trivial = compare_trivial_cases(kana_name, holder, absence=ACCOUNT_HOLDER_ABSENT)
    if trivial is not None:
        return trivial
    compare = compare_latin if is_latin(holder) else compare_bank_kana
    return as_account_comparison(compare(kana_name, holder), kana_name, holder)


def as_account_comparison(comparison: Comparison, kana_name: str, holder: str) -> Comparison:
    """Reword a mismatch for an account holder, quoting both names as they were typed."""
    if comparison.is_match:
        return comparison
    differences = (
        evolve(difference, declared=kana_name, on_document=holder, explanation=ACCOUNT_HOLDER)
        for difference in comparison.differences
        if difference.kind.category is not DifferenceCategory.NOTATION
    )
    return summarize(differences)


def compare_bank_kana(kana_name: str, holder: str) -> Comparison:
    """Compare a reading with the kana that a bank stores of it."""
    holder = KANA_PERIOD.sub("・", holder)
    reading, kept = (
        enlarge_small_kana(normalize_text(kana_name)).strip(),
        enlarge_small_kana(normalize_text(holder)).strip(),
    )
    expanded = expand_bank_abbreviation(kept, reading)
    in_order = expanded != kept or any(
        enlarge_small_kana(kana) in reading for _, _, kana, _ in LEGAL_FORMS
    )
    found = compare_sounds(kana_name, holder if expanded == kept else expanded, in_order=in_order)
    if found.is_match and expanded != kept:
        abbreviation = make_difference(DifferenceKind.CORPORATE_ABBREVIATION, kana_name, holder)
        return summarize([abbreviation, *found.differences])
    if not found.is_match and is_truncated(expanded, reading, kept):
        return summarize(
            [make_difference(DifferenceKind.CUT_OFF, kana_name, holder, ComparisonSide.DOCUMENT)]
        )
    if not found.is_match and has_moved_legal_form(expanded, reading):
        return summarize([make_difference(DifferenceKind.TRANSPOSED, kana_name, holder)])
    return found


def has_moved_legal_form(expanded: str, reading: str) -> bool:
    """Return whether the kind of corporation is at the other end of the same name."""
    first, second = ("".join(split_words(text)) for text in (expanded, reading))
    kinds = {enlarge_small_kana(row[2]) for row in LEGAL_FORMS}
    moved = (first.removeprefix(kind) + kind for kind in kinds if first.startswith(kind))
    back = (kind + first.removesuffix(kind) for kind in kinds if first.endswith(kind))
    return second in {*moved, *back}


def is_truncated(expanded: str, reading: str, kept: str) -> bool:
    """Return whether the bank's field was too short for the name, and its content agrees."""
    full, kept_part = ("".join(split_words(text)) for text in (reading, expanded))
    signs = unicodedata.normalize("NFD", kept)
    if len(signs) not in FIELD_LENGTHS or len(kept_part) > len(full):
        return False
    complete, last = kept_part[:-1], kept_part[-1:]
    remainder = unicodedata.normalize("NFD", full[len(complete) :])
    return is_same_reading(full[: len(complete)], complete) and remainder.startswith(
        unicodedata.normalize("NFD", last)
    )
