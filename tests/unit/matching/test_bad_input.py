"""Bad input: always an answer, never `same` unless identical, no text shown in errors."""

from collections.abc import Callable

import pytest

from idverify.matching import (
    Comparison,
    Outcome,
    compare_account_holder,
    compare_address,
    compare_birth_date,
    compare_kana,
    compare_name,
    compare_romaji,
    redact,
)

COMPARERS = [
    compare_name,
    compare_kana,
    compare_romaji,
    compare_address,
    compare_birth_date,
    compare_account_holder,
]
NASTY = [
    "",
    " ",
    "\u3000\n",
    "\ud800",
    "山\udfff田",
    "\x00\x07",
    "\u202e山田\u202c",
    "\u200f",
    "😀👨\u200d👩",
    "山田😀",
    "アЯب山ä",
    "東京都品川区大崎1-2-3",
    "(((((",
    "）（",
    "々々",
    "ーー",
    "\u3099",
    "゛",
    "1-1-1-1-1-1",
    "第第第",
    "ﷺﷺ",
    "一二三四五六七八九十百千",
    "昭和平成令和",
    "<<<<",
    "カ)カ)カ)",
    "'",
    "\U000e0100",
    "²³¼",
    "٣-٤",
]


@pytest.mark.parametrize("compare", COMPARERS)
def test_any_two_strings_have_an_answer(compare: Callable[[str, str], Comparison]) -> None:
    """Every pair of nasty strings is answered, explained, and `same` only when identical.

    Nasty strings are no dates, which are never the same.
    """
    for declared in NASTY:
        for on_document in NASTY:
            found = compare(declared, on_document)
            is_same = declared == on_document and compare is not compare_birth_date
            assert is_same == (found.outcome is Outcome.SAME)
            assert all(d.explain("ja") and d.explain("en") for d in found.differences)


@pytest.mark.parametrize("compare", COMPARERS)
@pytest.mark.parametrize(
    "piece", ["山", "ア", "A ", "1-", "(", "\u0301", " ", "上る", "字", "12年"]
)
def test_a_megabyte_is_answered_without_reading_it_all(
    compare: Callable[[str, str], Comparison], piece: str
) -> None:
    """Texts far too long for a name or address are refused, whatever they repeat."""
    text = piece * (1_000_000 // len(piece))

    assert not compare(text, text + "x").is_match
    assert not compare("山田", text).is_match


@pytest.mark.parametrize("piece", ["1", "1-", "A1", "12345678901x", "記号", "保険番号1 "])
def test_a_megabyte_is_searched_for_numbers(piece: str) -> None:
    """Redacting keeps the length of a text of a megabyte."""
    text = piece * (1_000_000 // len(piece))

    assert len(text) == len(redact(text))


@pytest.mark.parametrize(
    ("one", "other"), [("山田", "山\u202e田"), ("山田", "山\x00田"), ("A B", "A\x07B")]
)
def test_controls_and_overrides_are_not_layout(one: str, other: str) -> None:
    """A control character or a bidirectional override makes another text."""
    assert not compare_name(one, other).is_match
