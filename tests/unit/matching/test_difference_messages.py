"""What a person reads of a difference fits what was compared and what is to be done."""

from collections.abc import Callable

import pytest

from idverify.matching import (
    compare_account_holder,
    compare_address,
    compare_birth_date,
    compare_name,
    compare_romaji,
)
from idverify.matching._text import MAX_LENGTH
from idverify.matching.comparison import Comparison, ComparisonSide, Difference, Outcome
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.explanations import EXPLANATIONS

DISPUTED = [kind for kind in DifferenceKind if kind.category is DifferenceCategory.JUDGEMENT]


@pytest.mark.parametrize("kind", DISPUTED)
def test_nobody_is_told_to_correct_what_people_dispute(kind: DifferenceKind) -> None:
    """A reviewer looks at it, and both languages say so and no more."""
    words = EXPLANATIONS[kind]

    assert "担当者が確認します" in words.ja
    assert "直して" not in words.ja
    assert "A reviewer will look at it" in words.en
    assert "Correct" not in words.en


def test_the_prefecture_is_asked_for_where_the_name_is_shared() -> None:
    """The reason comes first and the sentence reads as one."""
    [found] = compare_address("府中市宮西町2", "東京都府中市宮西町2").differences

    assert found.explain("ja").startswith("同名の市町村があるため、都道府県名")


@pytest.mark.parametrize(
    ("reading", "holder"),
    [
        ("オオノ ショウタ", "ｵﾉ ｼﾖｳﾀ"),
        ("オオノ ショウタ", "ヤマダ"),
        ("カブシキガイシャ アオバ", "アオバ（カ"),
        ("オオノ ショウタ", "YAMADA TARO"),
    ],
)
def test_an_account_is_told_as_an_account(reading: str, holder: str) -> None:
    """The sentence speaks of the holder, not of a document, and quotes what was typed."""
    for found in compare_account_holder(reading, holder).differences:
        for language in ("ja", "en"):
            said = found.explain(language)
            assert reading in said
            assert holder in said
            assert "書類" not in said
            assert "document" not in said


@pytest.mark.parametrize("holder", ["アオバ カブシキガイシャ", "アオバ(カ"])
def test_a_kind_of_corporation_on_the_other_side_is_a_slip(holder: str) -> None:
    """It is refused, because another company may bear that name, but is not unrelated."""
    found = compare_account_holder("カブシキガイシャ アオバ", holder)

    assert (found.outcome, found.differences[0].kind) == (Outcome.TYPO, DifferenceKind.TRANSPOSED)


@pytest.mark.parametrize("on_document", ["山田太郎X", "X山田太郎"])
def test_a_stray_letter_is_no_second_name(on_document: str) -> None:
    """One Latin letter beside a name is too much, and the document is to be read again."""
    [found] = compare_name("山田太郎", on_document).differences

    assert (found.kind, found.side, found.on_document) == (
        DifferenceKind.EXTRA,
        ComparisonSide.DOCUMENT,
        "X",
    )
    assert "読み直す" in found.explain("ja")
    assert compare_name("山田太郎", "山田太郎 TARO YAMADA").is_match


def test_other_words_do_not_show_in_a_repr() -> None:
    """The sentence of an account is given only when asked for."""
    found: Difference = compare_account_holder("オオノ", "ヤマダ").differences[0]

    assert "words" not in repr(found)


@pytest.mark.parametrize(
    ("declared", "on_document", "expected"),
    [
        (
            "神奈川県川埼市多摩区登戸3-2-1",
            "神奈川県川崎市多摩区登戸3-2-1",
            [("municipality_differs", "川埼市多摩区", "川崎市多摩区")],
        ),
        (
            "神奈川県横浜市中央区日本大通1",
            "神奈川県横浜市中区日本大通1",
            [("municipality_differs", "横浜市中央区", "横浜市中区")],
        ),
        (
            "神奈川県港北区日吉4-1-1",
            "神奈川県横浜市港北区日吉4-1-1",
            [("municipality_absent", "港北区", "横浜市港北区")],
        ),
        (
            "神奈川県茅崎市元町1-1",
            "神奈川県茅ヶ崎市元町1-1",
            [("municipality_differs", "茅崎市", "茅ヶ崎市")],
        ),
        (
            "東京都中野区中野４町目8番1号",
            "東京都中野区中野4丁目8番1号",
            [("unit_differs", "４町目8番1号", "4丁目8番1号")],
        ),
        (
            "京都府品川区大崎1-11-2",
            "東京都品川区大崎1-11-2",
            [("prefecture_differs", "京都府", "東京都")],
        ),
    ],
)
def test_one_slip_is_one_difference(
    declared: str, on_document: str, expected: list[tuple[str, str, str]]
) -> None:
    """A misspelt city, or 町目 for 丁目, is one difference, quoted as typed."""
    for way in (1, -1):
        found = compare_address(*(declared, on_document)[::way]).differences
        pieces = [(str(d.kind), *(d.declared, d.on_document)[::way]) for d in found]
        assert pieces == expected


def test_another_town_of_the_same_ending_stays_another_town() -> None:
    """Without its ward, 東大井 is no city 東 with the town 大井."""
    found = compare_address("東京都東大井1-2-3", "東京都品川区大井1-2-3").differences

    assert "town_differs" in [str(d.kind) for d in found]


def test_a_middle_name_is_told_from_both_sides() -> None:
    """Each side is quoted as it stands; they are not run together."""
    [found] = compare_romaji("JOHN SMITH", "JOHN WILLIAM SMITH").differences

    assert "(" not in found.explain("en")
    assert '"JOHN SMITH" in the profile, "JOHN WILLIAM SMITH" on the document' in found.explain(
        "en"
    )
    assert "「JOHN SMITH」、書類：「JOHN WILLIAM SMITH」" in found.explain("ja")


def test_kana_have_no_diacritics() -> None:
    """A reading beside its romanisation is another script, and no more than that."""
    kinds = [d.kind for d in compare_romaji("ナンバ ジュン", "NAMBA JUN").differences]

    assert DifferenceKind.DIACRITIC not in kinds
    assert kinds[0] is DifferenceKind.OTHER_SCRIPT


def test_nobody_corrects_a_profile_for_what_cannot_be_read_on_a_document() -> None:
    """A date that is in no notation is the document's doing: it is read again."""
    [found] = compare_birth_date("1985/05/03", "3/.5.1985").differences

    assert "Read the document again" in found.explain("en")
    assert "書類を読み直すか" in found.explain("ja")


@pytest.mark.parametrize(
    ("reading", "holder", "expected"),
    [("ヤマダ タロウ", " ", "The account holder is empty"), ("", "ヤマダ", "no verified reading")],
)
def test_an_account_without_a_holder_is_told_as_an_account(
    reading: str, holder: str, expected: str
) -> None:
    """Nobody is sent for another document because a field was left empty."""
    [found] = compare_account_holder(reading, holder).differences

    assert expected in found.explain("en")
    assert "document" not in found.explain("en")


def test_what_is_the_same_to_the_letter_has_no_notation() -> None:
    """A Latin name printed beside the Japanese one is another name, of no other width."""
    kinds = [str(d.kind) for d in compare_name("TANAKA JOHN", "田中ジョン TANAKA JOHN").differences]

    assert kinds == ["alias"]


@pytest.mark.parametrize("compare", [compare_address, compare_account_holder, compare_name])
def test_a_text_is_compared_up_to_the_limit_and_quoted_no_further(
    compare: Callable[[str, str], Comparison],
) -> None:
    """At the limit a text is compared; beyond it both sides are quoted as far as it goes."""
    name = "山田" if compare is not compare_account_holder else "ヤマダ"
    whole = name + " " * (MAX_LENGTH - len(name) - 1) + name[-1]
    assert DifferenceKind.UNREADABLE not in {d.kind for d in compare(whole, name).differences}

    [found] = compare(whole + "x", whole).differences
    assert (found.kind, found.declared, found.on_document) == (
        DifferenceKind.UNREADABLE,
        whole,
        whole,
    )
