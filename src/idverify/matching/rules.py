"""The rules behind the differences, each with its source."""

from datetime import date
from typing import Final

from idverify.citations import Citation, Confidence
from idverify.matching.comparison import Difference, Rule, Side
from idverify.matching.kinds import Kind

__all__ = ["KANJI_RULES", "RULES", "differ"]

READ: Final = date(2026, 11, 23)


def cite(title: str, place: str = "", *, how: Confidence = Confidence.CONFIRMED) -> Citation:
    """A source read on the day this table was made."""
    return Citation(title, place, read_on=READ, confidence=how)


UNICODE: Final = cite(
    "The Unicode Standard", "Annex 15, NFKC; Standardized and ideographic variants"
)
JOYO: Final = cite("常用漢字表（平成22年内閣告示第2号）", "括弧内の康熙字典体")
NOTATION: Final = cite("デジタル庁 マイナンバー情報総点検本部 第5回", "住所表記の違いの例")
PRACTICE: Final = cite("フリマサービスの案内（住所の不一致）", how=Confidence.SINGLE)
PASSPORT: Final = cite("旅券のヘボン式ローマ字綴方表（都道府県旅券窓口）")
LOANWORDS: Final = cite("外来語の表記（平成3年内閣告示第2号）", how=Confidence.INFERRED)
READING: Final = cite("現代仮名遣い（昭和61年内閣告示第1号）", how=Confidence.INFERRED)
ICAO: Final = cite("ICAO Doc 9303", "Part 3, section 6; Part 4")
OURS: Final = cite("idverify", "judgement of this library", how=Confidence.INFERRED)
PLACES: Final = cite("町名190,443件・1,895市区町村の照合", how=Confidence.DERIVED)
ERAS: Final = cite("元号を改める政令（大正・昭和は詔書）")

#: The source of each kanji pair, by the letter under which the table keeps it.
KANJI_RULES: Final = {
    "j": (Kind.KANJI_OLD_NEW, Rule("kanji.joyo", JOYO)),
    "n": (
        Kind.KANJI_OLD_NEW,
        Rule("kanji.jinmei", cite("戸籍法施行規則 別表第二（人名用漢字）", "括弧・二の表")),
    ),
    "h": (
        Kind.KANJI_OLD_NEW,
        Rule("kanji.hyogai", cite("表外漢字字体表（平成12年国語審議会答申）", "簡易慣用字体")),
    ),
    "k": (Kind.KANJI_REGISTER, Rule("kanji.register", cite("戸籍統一文字情報", "親字・正字"))),
    "u": (Kind.KANJI_CODE, Rule("kanji.source_separation", cite("ISO/IEC 10646", "Annex S"))),
    "p": (
        Kind.KANJI_CODE,
        Rule("kanji.jis", cite("JIS X 0208:1983, JIS X 0213:2000", "字体の入替え")),
    ),
    "x": (Kind.KANJI_REGISTER, Rule("kanji.well_known", OURS)),
    "r": (Kind.RADICAL, Rule("kanji.radical", cite("Unicode EquivalentUnifiedIdeograph"))),
    "s": (Kind.KANJI_SIMPLIFIED, Rule("kanji.simplified", cite("Unihan", "kTraditionalVariant"))),
    "a": (Kind.KANJI_SIMPLIFIED, Rule("kanji.simplified", cite("Unihan", "kTraditionalVariant"))),
    "g": (
        Kind.KANJI_RESIDENCE_CARD,
        Rule("kanji.residence_card", cite("平成23年法務省告示第582号", "別表第四")),
    ),
}

SOURCES: Final = {
    **dict.fromkeys(
        (Kind.WIDTH, Kind.INVISIBLE, Kind.SELECTOR, Kind.COMPOSITION, Kind.RADICAL), UNICODE
    ),
    **dict.fromkeys((Kind.SAME_SOUND, Kind.SMALL_KANA, Kind.LONG_VOWEL, Kind.KANA_SCRIPT), READING),
    Kind.FOREIGN_SOUND: LOANWORDS,
    Kind.ROMANISATION: PASSPORT,
    **dict.fromkeys((Kind.DIACRITIC, Kind.MRZ_FILLER), ICAO),
    **dict.fromkeys((Kind.LOT_NOTATION, Kind.AZA_WORD, Kind.PREFECTURE_OMITTED), NOTATION),
    Kind.PLACE_KANA: PLACES,
    **dict.fromkeys((Kind.BUILDING_OMITTED, Kind.ROOM_OMITTED), PRACTICE),
    **dict.fromkeys(
        (Kind.FORMER_SURNAME, Kind.ALIAS), cite("住民基本台帳法施行令", "第30条の13以下")
    ),
    Kind.PLACE_RENAMED: cite("地方自治法", "第7条・第260条に基づく告示"),
    **dict.fromkeys((Kind.ERA, Kind.ERA_PROLEPTIC), ERAS),
    Kind.CORPORATE_ABBREVIATION: cite(
        "全国銀行協会 全銀協制定プロトコル", "法人略語", how=Confidence.SINGLE
    ),
    Kind.CUT_OFF: cite("全銀協制定レコード・フォーマット", "受取人名 30桁", how=Confidence.SINGLE),
    Kind.KANJI_DISPUTED: JOYO,
    Kind.TOWN_DISPUTED: PLACES,
}

RULES: Final = {kind: Rule(f"{kind.standing}.{kind}", SOURCES.get(kind, OURS)) for kind in Kind}


def differ(
    kind: Kind, declared: str = "", on_document: str = "", side: Side = Side.BOTH
) -> Difference:
    """A difference of this kind, with the rule behind it."""
    return Difference(kind, side, declared, on_document, RULES[kind])
