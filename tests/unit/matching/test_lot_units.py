"""Each number of a lot belongs to the unit written after it, and signs are parts of the lot."""

import pytest

from idverify.matching import STANDARD, DifferenceKind, MatchDecision, compare_address

KITAZAWA = "東京都世田谷区北沢"
TERAI = "石川県能美市寺井町"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (f"{KITAZAWA}二丁目19号", f"{KITAZAWA}二丁目19番5号", DifferenceKind.LOT_PART_ABSENT),
        (f"{KITAZAWA}2-19号", f"{KITAZAWA}2-19-5", DifferenceKind.LOT_PART_ABSENT),
        (f"{KITAZAWA}2番19号", f"{KITAZAWA}2-19-5", DifferenceKind.LOT_PART_ABSENT),
        (f"{KITAZAWA}2-19番", f"{KITAZAWA}2番19", DifferenceKind.UNIT_DIFFERS),
        (f"{TERAI}8丁目163", f"{TERAI}八丁目横町163", DifferenceKind.LOT_PART_ABSENT),
        (f"{TERAI}八丁目竪町163", f"{TERAI}八丁目横町163", DifferenceKind.LOT_SIGN_DIFFERS),
        (f"{TERAI}769-103", f"{TERAI}769番地ロ103", DifferenceKind.LOT_PART_ABSENT),
        (f"{TERAI}44", f"{TERAI}44-乙", DifferenceKind.LOT_PART_ABSENT),
        (f"{TERAI}6番地", f"{TERAI}6番地ロ", DifferenceKind.LOT_PART_ABSENT),
        (f"{TERAI}6番地イ", f"{TERAI}6番地ロ", DifferenceKind.LOT_SIGN_DIFFERS),
        (f"{TERAI}6", f"{TERAI}6-A", DifferenceKind.LOT_PART_ABSENT),
        (f"{TERAI}6", f"{TERAI}6-A1", DifferenceKind.LOT_PART_ABSENT),
        (f"{TERAI}6番地1", f"{TERAI}6番地1-イ", DifferenceKind.LOT_PART_ABSENT),
        (f"{TERAI}501", f"{TERAI}501番地甲", DifferenceKind.LOT_PART_ABSENT),
        (f"{TERAI}769-103", f"{TERAI}769番地 青葉荘103", DifferenceKind.LOT_DISPUTED),
    ],
)
def test_a_part_of_the_lot_is_no_room(one: str, other: str, kind: DifferenceKind) -> None:
    """A house number, a sign or a 小字 that one side lacks is named and never accepted."""
    for found in (compare_address(one, other), compare_address(other, one)):
        assert not found.is_match
        assert kind in {difference.kind for difference in found.differences}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{TERAI}6番地のロ", f"{TERAI}6番地ロ"),
        (f"{TERAI}6ロ", f"{TERAI}6番地のロ"),
        (f"{TERAI}6-ろ-1", f"{TERAI}6番地ロ1"),
        (f"{TERAI}6番地ロ メゾン青葉101", f"{TERAI}6番地ロ"),
        (f"{TERAI}八丁目字横町163", f"{TERAI}8丁目横町163番地"),
        (f"{TERAI}1234番地ー5", f"{TERAI}1234-5"),
        (f"{TERAI}1234 番地 5", f"{TERAI}1234-5"),
        (f"{TERAI} 1234 番地 の 5", f"{TERAI}1234-5"),
        (f"{KITAZAWA}２丁目１９番ー５", f"{KITAZAWA}二丁目19番5号"),
        (f"{KITAZAWA}2-19-5-612", f"{KITAZAWA}2丁目19番5号 Sunny Court 612号"),
        (f"{KITAZAWA}2-19-5-101 メゾン", f"{KITAZAWA}2-19-5 メゾン101"),
        (f"{KITAZAWA}2-19-5 101号室 メゾン青葉", f"{KITAZAWA}2-19-5 メゾン青葉101"),
        (f"{KITAZAWA}2-19-5 一番館101", f"{KITAZAWA}2丁目19番5号一番館101"),
        (f"{KITAZAWA}2-19-5 メゾンエトワ－ル101", f"{KITAZAWA}2-19-5 メゾンエトワール101"),
        (f"{KITAZAWA}2-19-5 メゾンエトワ―ル101", f"{KITAZAWA}2-19-5 メゾンエトワール101"),
        ("大阪市中央区上町a-12", "大阪府大阪市中央区上町A番12号"),
    ],
)
def test_each_notation_of_a_lot_is_read(one: str, other: str) -> None:
    """Signs, units, spaces and dashes in other notations are one lot."""
    assert compare_address(one, other).is_match
    assert compare_address(other, one).is_match


def test_an_absent_room_is_noted_as_an_absent_building_is() -> None:
    """The room after a complete lot and a named building are optional alike."""
    lot = f"{KITAZAWA}2-19-5"
    decisions = {
        STANDARD.decide(compare_address(lot, f"{lot}{rest}"))
        for rest in ("-101", " メゾン", " メゾン101", " 101号室")
    }

    assert decisions == {MatchDecision.NOTE}
