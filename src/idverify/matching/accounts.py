"""The holder of a bank account (口座名義): is it the person or company that was verified?

Banks keep names in half-width kana, without small kana and ヲ in many systems, shorten
the kind of a corporation (カ) stands for カブシキガイシャ) and stop after thirty characters.
The relation is directed: only the bank abbreviates and cuts off.
"""

import unicodedata
from typing import Final

from attrs import evolve

from idverify.matching._corporations import ROWS, spelled_out
from idverify.matching._text import LIMIT, absent, split_words
from idverify.matching.comparison import IDENTICAL, Comparison, Side, conclude
from idverify.matching.explanations import ACCOUNT_HOLDER, ACCOUNT_HOLDER_ABSENT
from idverify.matching.kana import alike, compare_sounds, large, plain
from idverify.matching.kinds import Kind, Standing
from idverify.matching.romaji import compare_latin, is_latin
from idverify.matching.rules import differ

__all__ = ["compare_account_holder"]

#: So many half-width characters has the holder's name in the transfer format (受取人名 30桁);
#: where the last would have been ガ or パ, its mark or all of it is gone.
FIELD: Final = (29, 30)


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
    if (nothing := absent(kana_name, holder)) is not None:
        return conclude([evolve(nothing, words=ACCOUNT_HOLDER_ABSENT)])
    if max(len(kana_name), len(holder)) > LIMIT:
        return conclude([differ(Kind.UNREADABLE, kana_name[:LIMIT], holder[:LIMIT])])
    compare = compare_latin if is_latin(holder) else compare_kept
    return in_words_of_banks(compare(kana_name, holder), kana_name, holder)


def in_words_of_banks(found: Comparison, kana_name: str, holder: str) -> Comparison:
    """Tell a refusal of the account's holder, and quote both names as they were typed."""
    if found.agrees:
        return found
    told = (
        evolve(difference, declared=kana_name, on_document=holder, words=ACCOUNT_HOLDER)
        for difference in found.differences
        if difference.kind.standing is not Standing.NOTATION
    )
    return conclude(told)


def compare_kept(kana_name: str, holder: str) -> Comparison:
    """Compare a reading with what a bank keeps of it, in kana."""
    reading, kept = large(plain(kana_name)).strip(), large(plain(holder)).strip()
    spelt = spelled_out(kept, reading)
    in_order = spelt != kept or any(large(kana) in reading for _, _, kana, _ in ROWS)
    found = compare_sounds(kana_name, holder if spelt == kept else spelt, in_order=in_order)
    if found.agrees and spelt != kept:
        short = differ(Kind.CORPORATE_ABBREVIATION, kana_name, holder)
        return conclude([short, *found.differences])
    if not found.agrees and is_cut_off(spelt, reading, kept):
        return conclude([differ(Kind.CUT_OFF, kana_name, holder, Side.DOCUMENT)])
    if not found.agrees and is_misplaced(spelt, reading):
        return conclude([differ(Kind.TRANSPOSED, kana_name, holder)])
    return found


def is_misplaced(spelt: str, reading: str) -> bool:
    """Whether the kind of corporation stands on the other side of the same name."""
    one, other = ("".join(split_words(text)) for text in (spelt, reading))
    kinds = {large(row[2]) for row in ROWS}
    moved = (one.removeprefix(kind) + kind for kind in kinds if one.startswith(kind))
    back = (kind + one.removesuffix(kind) for kind in kinds if one.endswith(kind))
    return other in {*moved, *back}


def is_cut_off(spelt: str, reading: str, kept: str) -> bool:
    """Whether the bank's field was too short for the name, and all that it holds agrees."""
    whole, part = ("".join(split_words(text)) for text in (reading, spelt))
    signs = unicodedata.normalize("NFD", kept)
    if len(signs) not in FIELD or len(part) > len(whole):
        return False
    before, last = part[:-1], part[-1:]
    rest = unicodedata.normalize("NFD", whole[len(before) :])
    return alike(whole[: len(before)], before) and rest.startswith(
        unicodedata.normalize("NFD", last)
    )
