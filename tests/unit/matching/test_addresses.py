"""Addresses: what may be written otherwise, what may be absent, and what is wrong."""

import base64
from datetime import date

import pytest

from idverify.matching import (
    ComparisonSide,
    DifferenceKind,
    Municipality,
    Outcome,
    compare_address,
    find_absent_elements,
    municipalities,
    parse_address,
)
from idverify.matching._kanji_data import PACKED as KANJI
from idverify.matching._municipalities_data import PACKED as PLACES
from idverify.matching._town_names import parse_number

TOKYO = "東京都品川区大崎"


def kinds(declared: str, on_document: str) -> list[DifferenceKind]:
    """The kinds of difference found."""
    return [difference.kind for difference in compare_address(declared, on_document).differences]


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        (f"{TOKYO}1-11-2", f"{TOKYO}一丁目11番2号", DifferenceKind.LOT_NOTATION),
        (f"{TOKYO}1-11-2", "品川区大崎1-11-2", DifferenceKind.PREFECTURE_OMITTED),
        ("長野県軽井沢町長倉1", "長野県北佐久郡軽井沢町長倉1", DifferenceKind.COUNTY_OMITTED),
        ("東京都三宅村阿古497", "東京都三宅島三宅村阿古497", DifferenceKind.COUNTY_OMITTED),
        ("埼玉県川口市芝1", "埼玉県川口市大字芝1", DifferenceKind.AZA_WORD),
        ("東京都港区虎の門1", "東京都港区虎ノ門1", DifferenceKind.PLACE_KANA),
        ("東京都杉並区阿佐ヶ谷南1", "東京都杉並区阿佐谷南1", DifferenceKind.PLACE_KANA),
        ("宮城県塩釜市旭町1", "宮城県塩竈市旭町1", DifferenceKind.PLACE_KANA),
        (f"{TOKYO}1 コーポ青葉", f"{TOKYO}1", DifferenceKind.BUILDING_OMITTED),
        (f"{TOKYO}1 101", f"{TOKYO}1 コーポ青葉101号室", DifferenceKind.BUILDING_OMITTED),
        (f"{TOKYO}1 コーポ青葉", f"{TOKYO}1 コーポ青葉101", DifferenceKind.ROOM_OMITTED),
        (f"{TOKYO}1 コーポ青葉#101", f"{TOKYO}1 コーポ青葉101号", DifferenceKind.BUILDING_NOTATION),
        (f"{TOKYO}2-8-1-101", f"{TOKYO}2丁目8番1号", DifferenceKind.ROOM_OMITTED),
        (f"{TOKYO}2-8-1-101", f"{TOKYO}2-8-1 青葉荘101", DifferenceKind.BUILDING_NOTATION),
        (
            "京都市中京区天性寺前町167",
            "京都市中京区寺町通三条上る天性寺前町167",
            DifferenceKind.STREET_OMITTED,
        ),
        ("静岡県浜松市中央区上島1", "静岡県浜松市中区上島1", DifferenceKind.PLACE_RENAMED),
        ("静岡県浜松市北区三方原町1", "静岡県浜松市中央区三方原町1", DifferenceKind.PLACE_RENAMED),
        ("静岡県浜松市北区引佐町1", "静岡県浜松市浜名区引佐町1", DifferenceKind.PLACE_RENAMED),
    ],
)
def test_notation_is_named(declared: str, on_document: str, kind: DifferenceKind) -> None:
    """A difference that a rule forgives is accepted under its own name."""
    assert kind in kinds(declared, on_document)
    assert compare_address(declared, on_document).outcome == Outcome.VARIANT


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        (f"{TOKYO}1-112", f"{TOKYO}1-11-2", DifferenceKind.NUMBER_MERGED),
        (f"{TOKYO}1-2-11", f"{TOKYO}1-11-2", DifferenceKind.NUMBERS_SWAPPED),
        (f"{TOKYO}1-12-2", f"{TOKYO}1-11-2", DifferenceKind.NUMBER_CHANGED),
        (f"{TOKYO}1番11号", f"{TOKYO}1丁目11番", DifferenceKind.UNIT_DIFFERS),
        (f"{TOKYO}1町目11番", f"{TOKYO}1丁目11番", DifferenceKind.UNIT_DIFFERS),
        ("東京都品川区大井1", f"{TOKYO}1", DifferenceKind.TOWN_DIFFERS),
        ("新潟県村上市岩崎1", "新潟県村上市岩ヶ崎1", DifferenceKind.TOWN_DIFFERS),
        ("大阪府品川区大崎1", f"{TOKYO}1", DifferenceKind.PREFECTURE_DIFFERS),
        ("東京都港区大崎1", f"{TOKYO}1", DifferenceKind.MUNICIPALITY_DIFFERS),
        ("東京都晶川区大崎1", f"{TOKYO}1", DifferenceKind.MUNICIPALITY_DIFFERS),
        (
            "静岡県浜松市北区引佐町1",
            "静岡県浜松市中央区引佐町1",
            DifferenceKind.MUNICIPALITY_DIFFERS,
        ),
        (f"{TOKYO}1 青葉荘1", f"{TOKYO}1 若葉荘1", DifferenceKind.BUILDING_DIFFERS),
        (f"{TOKYO}1 青葉荘101", f"{TOKYO}1 青葉荘102", DifferenceKind.ROOM_DIFFERS),
        (f"{TOKYO}1 101", f"{TOKYO}1 102", DifferenceKind.BUILDING_DIFFERS),
        (
            "京都市中京区寺町通御池上る亀屋町1",
            "京都市中京区寺町通御池下る亀屋町1",
            DifferenceKind.STREET_DIFFERS,
        ),
        (f"{TOKYO}1", "大阪府枚方市大垣内町2", DifferenceKind.UNRELATED),
        ("東" * 1001, TOKYO, DifferenceKind.UNREADABLE),
    ],
)
def test_an_error_is_named(declared: str, on_document: str, kind: DifferenceKind) -> None:
    """A difference that no rule forgives is refused under its own name."""
    assert kind in kinds(declared, on_document)
    assert not compare_address(declared, on_document).is_match


@pytest.mark.parametrize(
    ("brief", "full", "kind"),
    [
        ("府中市宮西町2", "東京都府中市宮西町2", DifferenceKind.PREFECTURE_ABSENT),
        ("東京都大崎1", f"{TOKYO}1", DifferenceKind.MUNICIPALITY_ABSENT),
        ("神奈川県横浜市日吉4", "神奈川県横浜市港北区日吉4", DifferenceKind.WARD_ABSENT),
        ("東京都品川区1", f"{TOKYO}1", DifferenceKind.TOWN_ABSENT),
        (f"{TOKYO}11-2", f"{TOKYO}1-11-2", DifferenceKind.CHOME_ABSENT),
        (TOKYO, f"{TOKYO}1-11-2", DifferenceKind.LOT_ABSENT),
        (f"{TOKYO}1-11", f"{TOKYO}1-11-2", DifferenceKind.LOT_PART_ABSENT),
        ("", f"{TOKYO}1", DifferenceKind.VALUE_ABSENT),
    ],
)
def test_an_absent_element_is_told_from_the_side_that_lacks_it(
    brief: str, full: str, kind: DifferenceKind
) -> None:
    """An absence names the side, and the two sides are told in different words."""
    declared, printed = compare_address(brief, full), compare_address(full, brief)
    [typed] = [d for d in declared.differences if d.kind is kind]
    [shown] = [d for d in printed.differences if d.kind is kind]

    assert (typed.side, shown.side) == (ComparisonSide.DECLARED, ComparisonSide.DOCUMENT)
    assert Outcome.MISSING == declared.outcome == printed.outcome
    assert typed.explain("ja").startswith(("登録情報に", "同名の市町村があるため"))
    assert shown.explain("ja").startswith("書類に")
    assert typed.explain("en").startswith("The profile lacks")
    assert shown.explain("en").startswith("The document lacks")


@pytest.mark.parametrize(
    ("text", "town", "numbers", "building"),
    [
        ("東京都港区六本木6-10-1", "六本木", (6, 10, 1), ""),
        ("北海道札幌市中央区北3条西6丁目", "北3条西", (6,), ""),
        ("東京都千代田区三番町6番地2", "三番町", (6, 2), ""),
        ("新潟県新潟市中央区学校町通一番町602番地1", "学校町通", (1, 602, 1), ""),
        ("岩手県九戸郡洋野町種市第23地割27番地", "種市", (23, 27), ""),
        ("東京都中央区八丁堀4-1-1", "八丁堀", (4, 1, 1), ""),
        ("大阪府堺市堺区大町東1丁1番23号", "大町東", (1, 1, 23), ""),
        ("東京都新宿区左門町4四谷ビル", "左門町", (4,), "四谷ビル"),
        ("北海道上川郡東川町東7号南3-51", "東7号南", (3, 51), ""),
        ("北海道石狩郡当別町青山奥四番川2286番地", "青山奥四番川", (2286,), ""),
        ("東京都品川区大崎5-10-1 301", "大崎", (5, 10, 1), "301"),
        ("千葉県旭市ニの2132番地", "ニの", (2132,), ""),
        ("東京都品川区大崎1250コーポ青葉", "大崎", (1250,), "コーポ青葉"),
        ("東京都品川区大崎1250青葉荘201", "大崎", (1250,), "青葉荘201"),
        ("東京都品川区大崎無番地", "大崎無番地", (), ""),
        ("〒141-0032 日本 東京都品川区大崎5番", "大崎", (5,), ""),
        ("東京都品川区大崎5番地 101", "大崎", (5,), "101"),
        ("東京都品川区大崎5番 青葉荘3", "大崎", (5,), "青葉荘3"),
        ("北海道上川郡東神楽町13号9丁目88", "13号", (9, 88), ""),
        ("東京都品川区大崎1番2号3丁目", "大崎", (1, 2, 3), ""),
    ],
)
def test_an_address_is_read_into_its_parts(
    text: str, town: str, numbers: tuple[int, ...], building: str
) -> None:
    """Town, numbers and building are found without an address dictionary."""
    found = parse_address(text)

    assert (town, numbers, building) == (found.town, found.numbers, found.building)


def test_reading_shows_no_personal_data() -> None:
    """Neither an address that was read nor a difference shows text when printed."""
    found = parse_address(f"{TOKYO}1-11-2 青葉荘101")
    comparison = compare_address(f"{TOKYO}1-11-2", f"{TOKYO}1-11-3")

    assert not set("大崎青葉荘") & set(repr(found))
    assert "11" not in repr(comparison)


def test_dashes_inside_the_town_do_not_matter() -> None:
    """An identical reading of different bytes is a notation."""
    assert kinds(f"{TOKYO}1-2", f"{TOKYO}1−2") == [DifferenceKind.PUNCTUATION]
    assert kinds(f"{TOKYO}1-2", f" {TOKYO}1-2") == [DifferenceKind.SPACE]
    assert kinds(f"{TOKYO}1-2", f"{TOKYO}１-２") == [DifferenceKind.WIDTH]
    assert kinds(f"{TOKYO}1-2", f"〒141-0032{TOKYO}1-2") == [DifferenceKind.POSTAL_CODE]


def test_unknown_municipalities_are_compared_as_text() -> None:
    """Where neither municipality is known the rest is compared as it stands."""
    assert compare_address("仮想郡仮想町1-2", "仮想郡仮想町1番地2").outcome == Outcome.VARIANT


@pytest.mark.parametrize(
    ("text", "value"),
    [("二十四", 24), ("一〇三", 103), ("千", 1000), ("三千五百", 3500), ("08", 8), ("百二〇", 120)],
)
def test_numerals_are_read_in_every_notation(text: str, value: int) -> None:
    """Digits, positional kanji and kanji with units have one value."""
    assert value == parse_number(text)


def test_the_municipalities_are_dated() -> None:
    """Each ward of Hamamatsu exists on its side of 1 January 2024 only."""
    wards = {m.name: m for m in municipalities() if m.name.startswith("浜松市")}

    assert date(2024, 1, 1) == wards["浜松市中央区"].valid_from
    assert date(2024, 1, 1) == wards["浜松市中区"].valid_to
    assert None is wards["浜松市天竜区"].valid_from is wards["浜松市天竜区"].valid_to
    assert (wards["浜松市中央区"].code, wards["浜松市中区"].code) == ("22138", "")


def test_former_municipalities_lead_to_present_ones() -> None:
    """Every successor is a municipality of the present table."""
    present = {m.full_name for m in municipalities() if m.valid_to is None}
    heirs = {heir.name for m in municipalities() for heir in m.successors}

    assert heirs <= present


def test_towns_and_villages_have_their_county() -> None:
    """A town's county is told apart; a city whose name contains 郡 has none."""
    named = {m.full_name: m for m in municipalities()}

    assert (
        named["高市郡明日香村"].county,
        named["高市郡明日香村"].name,
    ) == ("高市郡", "明日香村")
    assert "" == named["郡山市"].county == named["新島村"].county
    assert isinstance(named["郡山市"], Municipality)


def test_all_data_together_is_small() -> None:
    """Kanji and municipalities take less than 60 kB together."""
    assert len(base64.b85decode(KANJI)) + len(base64.b85decode(PLACES)) < 60_000


@pytest.mark.parametrize(
    ("address", "absent"),
    [
        ("東京都品川区大崎1-11-2", ()),
        ("品川区大崎1-11-2", ()),
        ("東京都大崎1-11-2", (DifferenceKind.MUNICIPALITY_ABSENT,)),
        ("横浜市日吉4", (DifferenceKind.WARD_ABSENT,)),
        ("府中市宮西町2", (DifferenceKind.PREFECTURE_ABSENT,)),
        ("茨城県龍ケ崎市3710", (DifferenceKind.TOWN_ABSENT,)),
        ("東京都品川区大崎", (DifferenceKind.LOT_ABSENT,)),
        ("　", (DifferenceKind.VALUE_ABSENT,)),
    ],
)
def test_the_completeness_of_one_address_is_told_alone(
    address: str, absent: tuple[DifferenceKind, ...]
) -> None:
    """The elements that one address lacks are named without comparing it."""
    assert absent == find_absent_elements(address)
