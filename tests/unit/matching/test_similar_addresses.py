"""Addresses that look alike and are not, and honest ones that look apart: each in both orders."""

import pytest

from idverify.matching import compare_address
from idverify.matching.comparison import ComparisonSide
from idverify.matching.difference_kinds import DifferenceKind

EBISU = "渋谷区恵比寿西1-2-3"


def kinds(declared: str, on_document: str) -> list[DifferenceKind]:
    """The kinds of difference found."""
    return [difference.kind for difference in compare_address(declared, on_document).differences]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("鹿嶋市平井1187-1", "鹿島市平井1187-1", DifferenceKind.MUNICIPALITY_DIFFERS),
        (f"{EBISU}-B204", f"{EBISU}-204", DifferenceKind.ROOM_DIFFERS),
        (f"{EBISU} A204", f"{EBISU} 204", DifferenceKind.ROOM_DIFFERS),
        (f"{EBISU} 2号館204", f"{EBISU} 204", DifferenceKind.ROOM_DIFFERS),
        (f"{EBISU} 2号館204", f"{EBISU}-204", DifferenceKind.ROOM_DIFFERS),
        (f"{EBISU} 山田様方", f"{EBISU} 鈴木様方", DifferenceKind.BUILDING_DIFFERS),
        ("a", "東京都港区芝1-1", DifferenceKind.UNRELATED),
        ("。", "東京都港区芝1-1", DifferenceKind.UNRELATED),
    ],
)
def test_two_places_are_told_apart(one: str, other: str, kind: DifferenceKind) -> None:
    """One difference names what is not the same, whichever side says it."""
    assert kinds(one, other) == kinds(other, one) == [kind]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("茨城県鹿嶋市平井1187-1", "茨城県鹿島市平井1187-1", DifferenceKind.KANJI_OLD_NEW),
        (f"{EBISU} メゾン204", f"{EBISU}-204", DifferenceKind.BUILDING_NOTATION),
        (f"{EBISU} ハイツ204 山田様方", f"{EBISU} ハイツ204", DifferenceKind.BUILDING_OMITTED),
        ("渋谷区代々木1-2-3", "渋谷区代代木1-2-3", DifferenceKind.ITERATION_MARK),
        ("世田谷区等々力1-2-3", "世田谷区等等力1-2-3", DifferenceKind.ITERATION_MARK),
        (
            "長崎県北松浦郡佐々町本田原免1",
            "長崎県北松浦郡佐佐町本田原免1",
            DifferenceKind.ITERATION_MARK,
        ),
        (
            "京都市上京区今出川通烏丸東入二丁目相国寺門前町1",
            "京都市上京区今出川通烏丸東入2丁目相国寺門前町1",
            DifferenceKind.PLACE_KANA,
        ),
        (
            "京都市中京区寺町通御池上る二丁目上本能寺前町1",
            "京都市中京区寺町通御池上る2丁目上本能寺前町1",
            DifferenceKind.PLACE_KANA,
        ),
    ],
)
def test_one_place_in_two_spellings_is_one(one: str, other: str, kind: DifferenceKind) -> None:
    """The spelling is notation and is named, whichever side uses it."""
    assert compare_address(one, other).is_match
    assert kinds(one, other) == kinds(other, one) == [kind]


@pytest.mark.parametrize(
    ("declared", "on_document", "side"),
    [
        ("愛媛県西條市大町1-2", "愛媛県西条市大町1-2", ComparisonSide.DECLARED),
        ("愛媛県西条市大町1-2", "愛媛県西條市大町1-2", ComparisonSide.DOCUMENT),
    ],
)
def test_an_old_form_in_a_place_says_whose_it_is(
    declared: str, on_document: str, side: ComparisonSide
) -> None:
    """So a service that wants the new form can say so."""
    [found] = compare_address(declared, on_document).differences

    assert (found.kind, found.side) == (DifferenceKind.KANJI_OLD_NEW, side)
