"""The rules behind the differences, each with its source."""

from datetime import date
from typing import Final

from idverify.citations import Citation, Confidence
from idverify.matching.comparison import Difference, MatchingRule, Side
from idverify.matching.kinds import Kind

__all__ = ["KANJI_RULES", "RULES", "differ"]

READ: Final = date(2026, 11, 27)
#: A table of a government or of Unicode, read as data by way of this package, not in print.
BY_MOJIDATA: Final = "by way of mojidata 1.8.1"


def cite(
    title: str, place: str = "", url: str = "", *, how: Confidence = Confidence.CONFIRMED
) -> Citation:
    """A source, and how sure we are that it says so."""
    return Citation(title, place, url, read_on=READ, confidence=how)


UNICODE: Final = cite("The Unicode Standard, Annex 15", "NFKC, by way of Python's unicodedata")
JOYO: Final = cite("常用漢字表（平成22年内閣告示第2号）", f"括弧内の康熙字典体, {BY_MOJIDATA}")
NOTATION: Final = cite(
    "マイナンバー情報総点検での住所の照合",
    "1丁目2番3号 と 1-2-3",
    "https://xsionx.com/news/?p=612074",
    how=Confidence.SINGLE,
)
PRACTICE: Final = cite("フリマサービスの案内（住所の不一致）", how=Confidence.SINGLE)
PASSPORT: Final = cite(
    "ヘボン式ローマ字綴り方表",
    "在レオン日本国総領事館, 長音・撥音・促音",
    "https://www.leon.mx.emb-japan.go.jp/itpr_ja/00_000029.html",
)
LOANWORDS: Final = cite("外来語の表記（平成3年内閣告示第2号）", how=Confidence.INFERRED)
READING: Final = cite("現代仮名遣い（昭和61年内閣告示第1号）", how=Confidence.INFERRED)
ICAO: Final = cite("ICAO Doc 9303", "Part 3, section 6; Part 4", how=Confidence.UNSURE)
OURS: Final = cite("idverify", "judgement of this library", how=Confidence.INFERRED)
PLACES: Final = cite(
    "町名190,400件・小字87,251件（geolonia）と町名113,989件（日本郵便）の照合",
    "idverify.matching._twins",
    how=Confidence.DERIVED,
)
ERAS: Final = cite("元号を改める政令（大正・昭和は詔書）", "idverify.calendar.eras")
LARGE_KANA: Final = cite(
    "口座名義（フリガナ）で使用できる文字",
    "小文字は大文字に、長音記号は不可",
    "https://jinjer-kyuyo.zendesk.com/hc/ja/articles/900002885563",
    how=Confidence.SINGLE,
)
BANKS: Final = cite(
    "全国銀行協会 別表 法人略語・営業所略語",
    url="https://expydoc.com/doc/7181036/",
    how=Confidence.SINGLE,
)
FIELD: Final = cite(
    "全銀協制定ファイルフォーマット（総合振込）",
    "受取人名 C(30)",
    "https://expydoc.com/doc/11700435/",
)

#: The source of each kanji pair, by the letter under which the table keeps it.
KANJI_RULES: Final = {
    "j": (Kind.KANJI_OLD_NEW, MatchingRule("kanji.joyo", JOYO)),
    "n": (
        Kind.KANJI_OLD_NEW,
        MatchingRule("kanji.jinmei", cite("戸籍法施行規則 別表第二（人名用漢字）", BY_MOJIDATA)),
    ),
    "h": (
        Kind.KANJI_OLD_NEW,
        MatchingRule("kanji.hyogai", cite("表外漢字字体表（平成12年国語審議会答申）", BY_MOJIDATA)),
    ),
    "k": (
        Kind.KANJI_REGISTER,
        MatchingRule("kanji.register", cite("戸籍統一文字情報", BY_MOJIDATA)),
    ),
    "u": (
        Kind.KANJI_CODE,
        MatchingRule("kanji.source_separation", cite("ISO/IEC 10646 Annex S", BY_MOJIDATA)),
    ),
    "p": (
        Kind.KANJI_CODE,
        MatchingRule(
            "kanji.jis",
            cite("JIS X 0208:1983, JIS X 0213:2000", "字体の入替え", how=Confidence.UNSURE),
        ),
    ),
    "x": (Kind.KANJI_REGISTER, MatchingRule("kanji.well_known", OURS)),
    "r": (
        Kind.RADICAL,
        MatchingRule("kanji.radical", cite("Unicode EquivalentUnifiedIdeograph", BY_MOJIDATA)),
    ),
    "s": (
        Kind.KANJI_SIMPLIFIED,
        MatchingRule("kanji.simplified", cite("Unihan kTraditionalVariant", BY_MOJIDATA)),
    ),
    "a": (
        Kind.KANJI_SIMPLIFIED,
        MatchingRule("kanji.simplified", cite("Unihan kTraditionalVariant", BY_MOJIDATA)),
    ),
    "g": (
        Kind.KANJI_RESIDENCE_CARD,
        MatchingRule(
            "kanji.residence_card",
            cite(
                "平成23年法務省告示第582号",
                f"別表第四, {BY_MOJIDATA}",
                "https://www.moj.go.jp/isa/content/930002419.pdf",
            ),
        ),
    ),
}

SOURCES: Final = {
    **dict.fromkeys(
        (Kind.WIDTH, Kind.INVISIBLE, Kind.SELECTOR, Kind.COMPOSITION, Kind.RADICAL), UNICODE
    ),
    **dict.fromkeys((Kind.SAME_SOUND, Kind.LONG_VOWEL, Kind.KANA_SCRIPT), READING),
    Kind.SMALL_KANA: LARGE_KANA,
    Kind.FOREIGN_SOUND: LOANWORDS,
    Kind.ROMANISATION: PASSPORT,
    **dict.fromkeys((Kind.DIACRITIC, Kind.MRZ_FILLER), ICAO),
    **dict.fromkeys((Kind.LOT_NOTATION, Kind.AZA_WORD, Kind.PREFECTURE_OMITTED), NOTATION),
    Kind.PLACE_KANA: PLACES,
    **dict.fromkeys((Kind.BUILDING_OMITTED, Kind.ROOM_OMITTED), PRACTICE),
    **dict.fromkeys(
        (Kind.FORMER_SURNAME, Kind.ALIAS),
        cite("住民基本台帳法施行令", "第30条の13以下", how=Confidence.UNSURE),
    ),
    Kind.PLACE_RENAMED: cite("地方自治法", "第7条・第260条に基づく告示", how=Confidence.UNSURE),
    **dict.fromkeys((Kind.ERA, Kind.ERA_PROLEPTIC), ERAS),
    Kind.CORPORATE_ABBREVIATION: BANKS,
    Kind.CUT_OFF: FIELD,
    Kind.KANJI_DISPUTED: JOYO,
    Kind.TOWN_DISPUTED: PLACES,
}

RULES: Final = {
    kind: MatchingRule(f"{kind.standing}.{kind}", SOURCES.get(kind, OURS)) for kind in Kind
}


def differ(
    kind: Kind, declared: str = "", on_document: str = "", side: Side = Side.BOTH
) -> Difference:
    """A difference of this kind, with the rule behind it."""
    return Difference(kind, side, declared, on_document, RULES[kind])
