"""The holder of a bank account (口座名義): is it the person or company that was verified?

Banks keep names in half-width kana, without small kana and ヲ in many systems, shorten
the kind of a corporation (カ) stands for カブシキガイシャ) and stop after thirty characters.
The relation is directed: only the bank abbreviates and cuts off.
"""

import unicodedata
from typing import Final

from attrs import evolve

from idverify.matching._legal_forms import LEGAL_FORMS, expand_bank_abbreviation
from idverify.matching._text import MAX_LENGTH, find_absent_value, split_words
from idverify.matching.comparison import IDENTICAL, Comparison, ComparisonSide, summarize
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.explanations import ACCOUNT_HOLDER, ACCOUNT_HOLDER_ABSENT
from idverify.matching.kana import (
    compare_sounds,
    enlarge_small_kana,
    is_same_reading,
    normalize_text,
)
from idverify.matching.romaji import compare_latin, is_latin
from idverify.matching.rules import make_difference

__all__ = ["compare_account_holder"]

#: So many half-width characters has the holder's name in the transfer format (受取人名 30桁);
#: where the last would have been ガ or パ, its mark or all of it is gone.
FIELD_LENGTHS: Final = (29, 30)


def compare_account_holder(kana_name: str, holder: str) -> Comparison:
    """Compare a verified reading with the holder a bank shows (口座名義の照合).

    >>> compare_account_holder("オオノ ショウタ", "ｵｵﾉ ｼﾖｳﾀ").outcome.value
    'variant'
    >>> compare_account_holder("カブシキガイシャ アオバ", "カ）アオバ").outcome.value
    'variant'
    >>> compare_account_holder("オオノ ショウタ", "ｵﾉ ｼﾖｳﾀ").outcome.value
    'typo'
    """
    if kana_name == holder:
        return IDENTICAL
    if (nothing := find_absent_value(kana_name, holder)) is not None:
        return summarize([evolve(nothing, explanation=ACCOUNT_HOLDER_ABSENT)])
    if max(len(kana_name), len(holder)) > MAX_LENGTH:
        return summarize(
            [
                make_difference(
                    DifferenceKind.UNREADABLE, kana_name[:MAX_LENGTH], holder[:MAX_LENGTH]
                )
            ]
        )
    compare = compare_latin if is_latin(holder) else compare_bank_kana
    return as_account_comparison(compare(kana_name, holder), kana_name, holder)


def as_account_comparison(found: Comparison, kana_name: str, holder: str) -> Comparison:
    """Tell a refusal of the account's holder, and quote both names as they were typed."""
    if found.is_match:
        return found
    told = (
        evolve(difference, declared=kana_name, on_document=holder, explanation=ACCOUNT_HOLDER)
        for difference in found.differences
        if difference.kind.category is not DifferenceCategory.NOTATION
    )
    return summarize(told)


def compare_bank_kana(kana_name: str, holder: str) -> Comparison:
    """Compare a reading with what a bank keeps of it, in kana."""
    reading, kept = (
        enlarge_small_kana(normalize_text(kana_name)).strip(),
        enlarge_small_kana(normalize_text(holder)).strip(),
    )
    spelt = expand_bank_abbreviation(kept, reading)
    in_order = spelt != kept or any(
        enlarge_small_kana(kana) in reading for _, _, kana, _ in LEGAL_FORMS
    )
    found = compare_sounds(kana_name, holder if spelt == kept else spelt, in_order=in_order)
    if found.is_match and spelt != kept:
        short = make_difference(DifferenceKind.CORPORATE_ABBREVIATION, kana_name, holder)
        return summarize([short, *found.differences])
    if not found.is_match and is_truncated(spelt, reading, kept):
        return summarize(
            [make_difference(DifferenceKind.CUT_OFF, kana_name, holder, ComparisonSide.DOCUMENT)]
        )
    if not found.is_match and has_moved_legal_form(spelt, reading):
        return summarize([make_difference(DifferenceKind.TRANSPOSED, kana_name, holder)])
    return found


def has_moved_legal_form(spelt: str, reading: str) -> bool:
    """Whether the kind of corporation stands on the other side of the same name."""
    one, other = ("".join(split_words(text)) for text in (spelt, reading))
    kinds = {enlarge_small_kana(row[2]) for row in LEGAL_FORMS}
    moved = (one.removeprefix(kind) + kind for kind in kinds if one.startswith(kind))
    back = (kind + one.removesuffix(kind) for kind in kinds if one.endswith(kind))
    return other in {*moved, *back}


def is_truncated(spelt: str, reading: str, kept: str) -> bool:
    """Whether the bank's field was too short for the name, and all that it holds agrees."""
    whole, part = ("".join(split_words(text)) for text in (reading, spelt))
    signs = unicodedata.normalize("NFD", kept)
    if len(signs) not in FIELD_LENGTHS or len(part) > len(whole):
        return False
    before, last = part[:-1], part[-1:]
    rest = unicodedata.normalize("NFD", whole[len(before) :])
    return is_same_reading(whole[: len(before)], before) and rest.startswith(
        unicodedata.normalize("NFD", last)
    )
