"""Addresses of all regions, in the notations of other people than the table's makers."""

import pytest

from idverify.matching import DifferenceKind, compare_address

HONEST = [
    ("京都市中京区寺町御池上ル上本能寺前町488", "京都市中京区寺町通御池上る上本能寺前町488番地"),
    ("京都市上京区今出川通烏丸東入相国寺門前町701", "京都市上京区相国寺門前町701"),
    ("京都市下京区烏丸通塩小路下がる東塩小路町四番地三〇", "京都市下京区東塩小路町4-30"),
    ("札幌市中央区北1西2-1", "北海道札幌市中央区北一条西二丁目1"),
    ("札幌市豊平区平岸4-7-3-1", "北海道札幌市豊平区平岸四条七丁目3番1号"),
    ("札幌市白石区本通1丁目北1-1", "北海道札幌市白石区本通一丁目北1番1号"),
    ("旭川市6条通9-46", "北海道旭川市六条通九丁目46番地"),
    ("岩手県九戸郡洋野町種市23-27", "岩手県九戸郡洋野町種市第二十三地割27番地"),
    ("千葉県旭市ニ-2132", "千葉県旭市ニの2132番地"),
    ("大阪市中央区上町A-12", "大阪府大阪市中央区上町A番12号"),
    ("愛媛県今治市大西町宮脇甲501-2", "愛媛県今治市大西町宮脇甲501番地2"),
    ("岐阜県飛騨市河合町角川弐百参拾番地", "岐阜県飛騨市河合町角川230"),
    ("岐阜県飛騨市河合町角川廿五番地", "岐阜県飛騨市河合町角川25"),
    ("岐阜県飛騨市河合町角川千七百　市営住宅 3棟306", "飛騨市河合町角川1700番地"),
    ("仙台市若林区六丁の目東町18〜14", "宮城県仙台市若林区六丁の目東町18番地14"),
    ("東京都港区麻布十番2-16-6", "東京都港区麻布十番二丁目16番6号"),
    ("港区芝1-2-3 青葉ビルB1F", "東京都港区芝一丁目2番3号青葉ビル地下1階"),
    ("港区芝1-2-3 山田様方", "東京都港区芝一丁目2番3号 山田方"),
    ("港区芝1-2-3（青葉荘301）", "東京都港区芝一丁目2番3号 青葉荘301号室"),
    ("港区芝1-2-3 青葉荘3階301", "東京都港区芝一丁目2番3号 青葉荘301"),
    ("港区芝1-2-3 青葉荘弐号館301", "東京都港区芝一丁目2番3号 青葉荘2号館301"),
    ("港区芝1-2-3 青葉団地2-305", "東京都港区芝一丁目2番3号 青葉団地2号棟305号室"),
    ("港区芝1-2 青葉荘A棟#659", "東京都港区芝一丁目2番 青葉荘A棟659"),
    ("港区芝1-2-2F", "東京都港区芝一丁目2 2F"),
    ("港区芝1-2-301C", "東京都港区芝一丁目2 301C"),
    ("港区芝1-2 ２号室", "東京都港区芝一丁目2-2号室"),
]
WRONG = [
    ("港区芝1-2-3 コーポ12-3", "港区芝1-2-3 コーポ1-23", DifferenceKind.ROOM_DIFFERS),
    ("港区芝1-2-3 青葉ビル11", "港区芝1-2-3 青葉ビル1-1", DifferenceKind.ROOM_DIFFERS),
    ("港区芝1-2-3 青葉ビル1F", "港区芝1-2-3 青葉ビルB1F", DifferenceKind.ROOM_DIFFERS),
    (
        "徳島県藍住町住吉字廣面17の3",
        "徳島県藍住町住吉広面17 青葉荘3号",
        DifferenceKind.LOT_PART_ABSENT,
    ),
    ("札幌市白石区本通1丁目北1-1", "札幌市白石区本通1丁目南1-1", DifferenceKind.TOWN_DIFFERS),
    ("札幌市豊平区平岸4条7丁目", "札幌市豊平区平岸4丁目7番", DifferenceKind.UNIT_DIFFERS),
    ("埼玉県朝霞市朝ケ志丘2-13", "埼玉県朝霞市朝志ケ丘2-13", DifferenceKind.TOWN_DIFFERS),
    ("東京都品川区東大井3-7", "東京都品川区大井3-7", DifferenceKind.TOWN_DIFFERS),
    ("愛媛県今治市大西町宮脇甲501", "愛媛県今治市大西町宮脇乙501", DifferenceKind.TOWN_DIFFERS),
    ("岐阜県飛騨市河合町角川弐百", "岐阜県飛騨市河合町角川三百", DifferenceKind.NUMBER_CHANGED),
]


@pytest.mark.parametrize(("one", "other"), HONEST)
def test_each_notation_is_known(one: str, other: str) -> None:
    """Whatever region and hand it comes from, one address is accepted for itself."""
    assert compare_address(one, other).is_match
    assert compare_address(other, one).is_match


@pytest.mark.parametrize(("one", "other", "kind"), WRONG)
def test_what_no_notation_explains_is_refused(one: str, other: str, kind: DifferenceKind) -> None:
    """A number divided anew, another side of the block or another floor is another address."""
    found = compare_address(one, other)

    assert not found.is_match
    assert not compare_address(other, one).is_match
    assert kind in {d.kind for d in found.differences}
