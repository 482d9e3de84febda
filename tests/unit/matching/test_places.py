"""Municipalities, towns and streets: which differ, which may be one, and what is said of them."""

import pytest

from idverify.matching import DifferenceKind, compare_address
from idverify.matching._as_typed import find_as_typed
from idverify.matching.comparison import ComparisonSide
from idverify.matching.strictness import STANDARD, MatchDecision


def decide(declared: str, on_document: str) -> tuple[MatchDecision, set[DifferenceKind]]:
    """Return the decision, the same in both directions, and the kinds of difference."""
    found = compare_address(declared, on_document)
    back = compare_address(on_document, declared)
    assert STANDARD.decide(found) is STANDARD.decide(back)
    return STANDARD.decide(found), {difference.kind for difference in found.differences}


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("埼玉県浦和市常盤1-1-1", "埼玉県さいたま市浦和区常盤1-1-1"),
        ("埼玉県大宮市大門町1-1", "埼玉県さいたま市大宮区大門町1-1"),
        ("静岡県清水市袖師町1", "静岡県静岡市清水区袖師町1"),
        ("福岡県前原市浦志1", "福岡県糸島市浦志1"),
        ("静岡県周智郡春野町気田1", "静岡県浜松市天竜区春野町気田1"),
        ("熊本県八代郡鏡町内田1", "熊本県八代市鏡町内田1"),
        ("鹿児島県名瀬市港町1-1", "鹿児島県奄美市名瀬港町1-1"),
    ],
)
def test_a_municipality_that_is_not_in_the_table_is_asked(former: str, present: str) -> None:
    """It may be the name before a merger, so a person decides."""
    decision, kinds = decide(former, present)
    assert decision is MatchDecision.ASK
    assert DifferenceKind.MUNICIPALITY_UNKNOWN in kinds


@pytest.mark.parametrize(
    ("wrong", "right", "differences"),
    [
        (
            "埼玉県浦和市北浦和1-1",
            "埼玉県さいたま市浦和区常盤1-1",
            [
                ("municipality_unknown", "浦和市", "さいたま市浦和区"),
                ("town_differs", "北浦和", "常盤"),
            ],
        ),
        (
            "岐阜県山県郡北方町1-1",
            "岐阜県本巣郡北方町1-1",
            [("municipality_differs", "山県郡北方町", "本巣郡北方町")],
        ),
        (
            "札幌市中央区南１条５－８",
            "札幌市中央区南1条西5-8",
            [("town_differs", "南１条", "南1条西")],
        ),
        (
            "札幌市中央区南1条5-8",
            "札幌市中央区北1条西5-8",
            [
                ("town_differs", "南", "北1条西"),
                ("chome_absent", "1条5-8", "5-8"),
            ],
        ),
    ],
)
def test_each_part_is_quoted_where_it_differs(
    wrong: str, right: str, differences: list[tuple[str, str, str]]
) -> None:
    """An unknown municipality is no part of the town, and a numbered street no block."""
    found = compare_address(wrong, right).differences

    assert [(str(d.kind), d.declared, d.on_document) for d in found] == differences


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("神奈川県川埼市麻生区上麻生1-1", "神奈川県川崎市麻生区上麻生1-1"),
        ("埼玉県浦和市常盤1-1-1", "埼玉県さいたま市浦和区岸町1-1-1"),
        ("静岡県清水市袖師町1", "福岡県糸島市袖師町1"),
    ],
)
def test_a_slip_and_another_place_are_refused(wrong: str, right: str) -> None:
    """A misspelt name, another town and another prefecture are no former name."""
    assert decide(wrong, right)[0] is MatchDecision.REFUSE


def test_a_municipality_misread_on_the_document_is_read_again() -> None:
    """The member is not asked to register a name that does not exist."""
    found = compare_address("神奈川県川崎市麻生区上麻生1-1", "神奈川県川埼市麻生区上麻生1-1")
    [difference] = found.differences

    assert difference.side is ComparisonSide.DOCUMENT
    assert "read again" in difference.explain("en")
    assert "読み直します" in difference.explain("ja")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青森県上北郡七戸町一三東1-1", "青森県上北郡七戸町十三東1-1"),
        ("愛知県一宮市四九町1-1", "愛知県一宮市四十九町1-1"),
        ("愛知県知多郡南知多町大字内海字西鈴ケ谷1", "愛知県知多郡南知多町大字内海字西鈴谷1"),
        ("東京都港区芝1-1-1", "東京都港区芝公園1-1-1"),
        ("新潟県上越市北十3丁目1", "新潟県上越市北十三丁目1"),
    ],
)
def test_two_towns_are_two(one: str, other: str) -> None:
    """Digits of a name are no number, and towns that the register keeps apart stay apart."""
    decision, kinds = decide(one, other)
    assert decision is MatchDecision.REFUSE
    assert DifferenceKind.TOWN_DIFFERS in kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新潟県上越市与一4-1", "新潟県上越市与一四丁目1"),
        ("奈良県御所市北十三9丁目49-51", "奈良県御所市北十三九丁目49番51号"),
        ("新潟市北区十二千五百十二番地", "新潟市北区十二1512番地"),
        ("札幌市中央区南一条西二丁目1", "札幌市中央区南1条西2丁目1"),
        ("鹿嶋市大字平井1-1", "茨城県鹿嶋市大字平井1-1"),
        ("鹿島市大字納富分1", "佐賀県鹿島市大字納富分1"),
        ("東京都千代田区一番町1", "東京都千代田区1番町1"),
        ("愛知県弥富市五之三町1299", "愛知県弥富市五之三町1299番地"),
        ("北海道足寄郡陸別町東一条一区84", "北海道足寄郡陸別町東1条1区84番地"),
    ],
)
def test_one_place_written_in_two_ways_is_accepted(one: str, other: str) -> None:
    """A numeral at the end of a town, and a city whose exact name is unique, are no difference."""
    assert decide(one, other)[0] is MatchDecision.ACCEPT


def test_a_street_of_kyoto_tells_two_towns_apart() -> None:
    """Where a ward has two towns of one name, an omitted street is asked; elsewhere accepted."""
    twin = decide("京都市中京区亀屋町1", "京都市中京区御幸町通三条上る亀屋町1")
    single = decide("京都市中京区天性寺前町1", "京都市中京区寺町通三条上る天性寺前町1")

    assert twin == (MatchDecision.ASK, {DifferenceKind.STREET_DISPUTED})
    assert single == (MatchDecision.ACCEPT, {DifferenceKind.STREET_OMITTED})


def test_postal_codes_that_contradict_are_noted() -> None:
    """Two codes are a difference of their own; one code alone is not."""
    address = "東京都中野区中野1-1"
    both = decide(f"〒164-0001 {address}", f"〒164-0002 {address}")

    assert both == (MatchDecision.NOTE, {DifferenceKind.POSTAL_CODE_DIFFERS})
    assert decide(f"〒1640001 {address}", f"〒164-0001 {address}")[0] is MatchDecision.ACCEPT
    assert decide(f"〒164-0001 {address}", address)[0] is MatchDecision.ACCEPT


def test_a_sign_of_several_characters_is_quoted_once() -> None:
    """㍿ is one sign for four characters: a quotation has it once."""
    found = compare_address("東京都中野区中野1-1 ㌱ビル 101", "東京都中野区中野1-1 見本荘 102")
    [difference] = found.differences

    assert difference.declared == "㌱ビル 101"


def test_a_piece_that_is_not_in_the_text_is_left_as_it_is() -> None:
    """Only what was read from a text is quoted from it."""
    assert find_as_typed("青葉荘", "旭市ニ2132") == "青葉荘"
