"""Matching rules behind the differences, each with its source."""

from datetime import date
from typing import Final

from idverify.citations import Citation, Confidence
from idverify.matching.comparison import ComparisonSide, Difference, MatchingRule
from idverify.matching.difference_kinds import DifferenceKind

__all__ = ["KANJI_RULES", "RULES", "make_difference"]

READ_ON: Final = date(2026, 11, 27)
#: For tables of governments and of Unicode: read as data from this package, not in print.
BY_MOJIDATA: Final = "by way of mojidata 1.8.1"


def make_citation(
    title: str, place: str = "", url: str = "", *, confidence: Confidence = Confidence.CONFIRMED
) -> Citation:
    """Return a citation with the confidence that the source supports the rule."""
    return Citation(title, place, url, read_on=READ_ON, confidence=confidence)


UNICODE: Final = make_citation(
    "The Unicode Standard, Annex 15", "NFKC, by way of Python's unicodedata"
)
JOYO: Final = make_citation(
    "常用漢字表（平成22年内閣告示第2号）", f"括弧内の康熙字典体, {BY_MOJIDATA}"
)
LOT_NUMBER_NOTATION: Final = make_citation(
    "マイナンバー情報総点検での住所の照合",
    "1丁目2番3号 と 1-2-3",
    "https://xsionx.com/news/?p=612074",
    confidence=Confidence.SINGLE,
)
MARKETPLACE_PRACTICE: Final = make_citation(
    "フリマサービスの案内（住所の不一致）", confidence=Confidence.SINGLE
)
PASSPORT_HEPBURN: Final = make_citation(
    "ヘボン式ローマ字綴り方表",
    "在レオン日本国総領事館, 長音・撥音・促音",
    "https://www.leon.mx.emb-japan.go.jp/itpr_ja/00_000029.html",
)
LOANWORDS: Final = make_citation(
    "外来語の表記（平成3年内閣告示第2号）", confidence=Confidence.INFERRED
)
MODERN_KANA_USAGE: Final = make_citation(
    "現代仮名遣い（昭和61年内閣告示第1号）", confidence=Confidence.INFERRED
)
ICAO: Final = make_citation(
    "ICAO Doc 9303", "Part 3, section 6; Part 4", confidence=Confidence.UNSURE
)
OWN_JUDGEMENT: Final = make_citation(
    "idverify", "judgement of this library", confidence=Confidence.INFERRED
)
TOWN_REGISTERS: Final = make_citation(
    "町名190,400件・小字87,251件（geolonia）と町名113,989件（日本郵便）の照合",
    "idverify.matching._ambiguous_towns",
    confidence=Confidence.DERIVED,
)
ERAS: Final = make_citation("元号を改める政令（大正・昭和は詔書）", "idverify.calendar.eras")
LARGE_KANA: Final = make_citation(
    "口座名義（フリガナ）で使用できる文字",
    "小文字は大文字に、長音記号は不可",
    "https://jinjer-kyuyo.zendesk.com/hc/ja/articles/900002885563",
    confidence=Confidence.SINGLE,
)
BANKS: Final = make_citation(
    "全国銀行協会 別表 法人略語・営業所略語",
    url="https://expydoc.com/doc/7181036/",
    confidence=Confidence.SINGLE,
)
TRANSFER_FORMAT: Final = make_citation(
    "全銀協制定ファイルフォーマット（総合振込）",
    "受取人名 C(30)",
    "https://expydoc.com/doc/11700435/",
)

#: The source of each kanji pair, by the letter under which the table keeps it.
KANJI_RULES: Final = {
    "j": (DifferenceKind.KANJI_OLD_NEW, MatchingRule("kanji.joyo", JOYO)),
    "n": (
        DifferenceKind.KANJI_OLD_NEW,
        MatchingRule(
            "kanji.jinmei", make_citation("戸籍法施行規則 別表第二（人名用漢字）", BY_MOJIDATA)
        ),
    ),
    "h": (
        DifferenceKind.KANJI_OLD_NEW,
        MatchingRule(
            "kanji.hyogai", make_citation("表外漢字字体表（平成12年国語審議会答申）", BY_MOJIDATA)
        ),
    ),
    "k": (
        DifferenceKind.KANJI_REGISTER,
        MatchingRule("kanji.register", make_citation("戸籍統一文字情報", BY_MOJIDATA)),
    ),
    "u": (
        DifferenceKind.KANJI_CODE,
        MatchingRule(
            "kanji.source_separation", make_citation("ISO/IEC 10646 Annex S", BY_MOJIDATA)
        ),
    ),
    "p": (
        DifferenceKind.KANJI_CODE,
        MatchingRule(
            "kanji.jis",
            make_citation(
                "JIS X 0208:1983, JIS X 0213:2000", "字体の入替え", confidence=Confidence.UNSURE
            ),
        ),
    ),
    "x": (DifferenceKind.KANJI_REGISTER, MatchingRule("kanji.well_known", OWN_JUDGEMENT)),
    "r": (
        DifferenceKind.RADICAL,
        MatchingRule(
            "kanji.radical", make_citation("Unicode EquivalentUnifiedIdeograph", BY_MOJIDATA)
        ),
    ),
    "s": (
        DifferenceKind.KANJI_SIMPLIFIED,
        MatchingRule("kanji.simplified", make_citation("Unihan kTraditionalVariant", BY_MOJIDATA)),
    ),
    "a": (
        DifferenceKind.KANJI_SIMPLIFIED,
        MatchingRule("kanji.simplified", make_citation("Unihan kTraditionalVariant", BY_MOJIDATA)),
    ),
    "g": (
        DifferenceKind.KANJI_RESIDENCE_CARD,
        MatchingRule(
            "kanji.residence_card",
            make_citation(
                "平成23年法務省告示第582号",
                f"別表第四, {BY_MOJIDATA}",
                "https://www.moj.go.jp/isa/content/930002419.pdf",
            ),
        ),
    ),
}

SOURCES: Final = {
    **dict.fromkeys(
        (
            DifferenceKind.WIDTH,
            DifferenceKind.INVISIBLE,
            DifferenceKind.SELECTOR,
            DifferenceKind.COMPOSITION,
            DifferenceKind.RADICAL,
        ),
        UNICODE,
    ),
    **dict.fromkeys(
        (DifferenceKind.SAME_SOUND, DifferenceKind.LONG_VOWEL, DifferenceKind.KANA_SCRIPT),
        MODERN_KANA_USAGE,
    ),
    DifferenceKind.SMALL_KANA: LARGE_KANA,
    DifferenceKind.FOREIGN_SOUND: LOANWORDS,
    **dict.fromkeys(
        (DifferenceKind.ROMANISATION, DifferenceKind.ROMANISATION_DISPUTED), PASSPORT_HEPBURN
    ),
    **dict.fromkeys((DifferenceKind.DIACRITIC, DifferenceKind.MRZ_FILLER), ICAO),
    **dict.fromkeys(
        (DifferenceKind.LOT_NOTATION, DifferenceKind.AZA_WORD, DifferenceKind.PREFECTURE_OMITTED),
        LOT_NUMBER_NOTATION,
    ),
    DifferenceKind.PLACE_KANA: TOWN_REGISTERS,
    **dict.fromkeys(
        (DifferenceKind.BUILDING_OMITTED, DifferenceKind.ROOM_OMITTED), MARKETPLACE_PRACTICE
    ),
    **dict.fromkeys(
        (DifferenceKind.FORMER_SURNAME, DifferenceKind.ALIAS),
        make_citation("住民基本台帳法施行令", "第30条の13以下", confidence=Confidence.UNSURE),
    ),
    DifferenceKind.PLACE_RENAMED: make_citation(
        "地方自治法", "第7条・第260条に基づく告示", confidence=Confidence.UNSURE
    ),
    **dict.fromkeys((DifferenceKind.ERA, DifferenceKind.ERA_PROLEPTIC), ERAS),
    DifferenceKind.CORPORATE_ABBREVIATION: BANKS,
    DifferenceKind.CUT_OFF: TRANSFER_FORMAT,
    DifferenceKind.KANJI_DISPUTED: JOYO,
    DifferenceKind.TOWN_DISPUTED: TOWN_REGISTERS,
}

RULES: Final = {
    kind: MatchingRule(f"{kind.category}.{kind}", SOURCES.get(kind, OWN_JUDGEMENT))
    for kind in DifferenceKind
}


def make_difference(
    kind: DifferenceKind,
    declared: str = "",
    on_document: str = "",
    side: ComparisonSide = ComparisonSide.BOTH,
) -> Difference:
    """Return a difference of a kind, with the rule behind it."""
    return Difference(kind, side, declared, on_document, RULES[kind])
