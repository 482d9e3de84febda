"""Lines of the reference page of date notations, written from the grammar of the date reader."""

from collections.abc import Iterator
from typing import Final

from idverify.calendar._date_kinds import DateKind
from idverify.calendar._date_notations import NOTATIONS, Notation
from idverify.calendar._date_words import DASHES, KANJI_DIGITS, LABEL_WORDS, LABELS_JA, MONTHS
from idverify.calendar.eras import Era
from idverify.calendar.japanese_dates import MAX_LENGTH, read_date
from idverify.i18n import Language
from idverify.render.tables import Table, to_markdown

__all__ = ["date_notations"]

_SIGNS: Final = str.maketrans(
    {
        "E": "元号",
        "n": "#",
        "Y": "年",
        "M": "月",
        "D": "日",
        "A": "MON",
        "_": "␣",
        "F": "年度",
        "o": "1st",
        "t": "T00:00:00",
    }
)
_RESULTS: Final = {
    DateKind.DAY: ("日", "a day"),
    DateKind.PARTIAL: ("一部のみの日付", "a partial date"),
    DateKind.UNDECIDABLE: ("要確認", "several days, asked"),
}
#: What a person decides on, and what is refused.
_OPEN: Final = (
    "39年1月28日", "10-07-12", "05/04/1975", "16 JUL 68", "26NOV27", "850503", "3471014",
    "西暦85年5月3日", "昭和60年5月3日不詳", "交付2020年1月1日有効期限", "2026年11月27日(7)",
)  # fmt: skip
_REFUSED: Final = (
    "令和 8 年 1 1 月", "昭和2/年11月21日", "2026/11-27", "20ー4年5月", "2026年11月27",
    "昭和　年　月　日", "15 AGO 2012",
)  # fmt: skip
_IMPOSSIBLE: Final = (
    "2026年2月29日", "令和元年4月30日", "明治5年3月3日", "2026年(令和7年)5月7日",
    "2026年11月27日（木）", "2528-05-03",
)  # fmt: skip


def date_notations(language: Language) -> Iterator[str]:
    """Yield the lines of the page in one language."""
    pick = language.choose
    yield pick("# 日付の表記\n", "# Date notations\n")
    yield pick(
        "このページは `read_date` の文法から生成されています。ここにない表記は読み取りません。"
        f"文字列は{MAX_LENGTH}文字までです。\n",
        "This page is generated from the grammar of `read_date`. Whatever is not here is not read."
        f" A text has at most {MAX_LENGTH} characters.\n",
    )
    yield pick(
        "`#` は数（算用数字、全角、丸数字、漢数字。漢数字は年月日と「・」の間だけ）、`MON` は月名"
        "（英語・仏語、または「APR/AVR」「5月/MAY」の併記）、`␣` は空白です。西暦は4桁で書き、数の"
        "間の空白は区切りです。\n",
        "`#` is a number (digits, full width, circled; kanji with 年月日 and ・ only), `MON` the"
        " name of a month (English, French, or both, as in APR/AVR or 5月/MAY), `␣` a space. A"
        " western year has four digits. A space between two numbers separates them.\n",
    )
    columns = pick("表記|例|結果|形", "notation|example|result|forms").split("|")
    rows = [_row(notation, language) for notation in NOTATIONS]
    yield to_markdown([Table(pick("表記", "Notations"), tuple(columns), tuple(rows))])
    yield pick(
        "西暦の後または末尾の括弧に、もう一方の暦の年か日付を書けます。二つの日付を並べることも"
        "できます。両者は一致しなければならず、どちらかに書かれた年・月・日はすべて読み取ります。"
        "括弧内の曜日も日付と一致しなければなりません。西暦は1868年から2110年までです。\n",
        "The year, or the date, of the other calendar may be in brackets after the year or at the"
        " end, or a second date beside the first; both must agree, and every part that either"
        " states is read. So must a weekday. Western years are those from 1868 to 2110.\n",
    )
    yield pick(
        "文字の異体（全角、数学用の数字など、Unicode の互換文字）は通常の文字として、改行・タブと"
        "見えない文字（U+200B、BOM など）は空白として読みます。括弧は同じ種類のもので閉じます。"
        "前後の語が食い違う日付や「不詳」を伴う日付は、人が判断します。\n",
        "Compatibility characters of Unicode, such as full-width or mathematical digits, are read"
        " as the plain ones; line breaks, tabs and invisible characters (U+200B, a byte order mark)"
        " as spaces. A bracket is closed by one of its kind. A date with words beside it that"
        " contradict each other, or with 不詳, is asked.\n",
    )
    yield from _examples(language)
    yield from _words(language)


def _row(notation: Notation, language: Language) -> tuple[str, ...]:
    forms = "  ".join(signs.translate(_SIGNS) for signs, _ in notation.shapes)
    name = language.choose(notation.name_ja, notation.name_en)
    result = language.choose(*_RESULTS[DateKind(notation.result)])
    return name, notation.example, result, forms


def _examples(language: Language) -> Iterator[str]:
    groups = (
        (("人が判断する表記", "Asked: a person decides"), _OPEN),
        (("存在しない、または矛盾する日付", "Impossible or contradictory"), _IMPOSSIBLE),
        (("読み取らない文字列", "Not read"), _REFUSED),
    )
    columns = language.choose("文字列|理由|読み方", "text|reason|readings").split("|")
    for heading, texts in groups:
        rows = []
        for text in texts:
            found = read_date(text)
            readings = ", ".join(map(str, found.candidates))
            rows.append((text, str(found.problem), readings))
        yield to_markdown([Table(language.choose(*heading), tuple(columns), tuple(rows))])


def _words(language: Language) -> Iterator[str]:
    pick = language.choose
    yield pick("## 語と記号\n", "## Words and signs\n")
    eras = ", ".join(f"{era} {era.value[0]} {era.letter}" for era in Era)
    yield pick(f"- 元号：{eras}", f"- eras: {eras}")
    yield pick(
        f"- 漢数字：{''.join(KANJI_DIGITS)} 十拾廿卅丗百千",
        (f"- kanji numerals: {''.join(KANJI_DIGITS)} 十拾廿卅丗百千"),
    )
    yield pick(f"- ハイフンとして読む記号：{' '.join(DASHES)}", f"- hyphens: {' '.join(DASHES)}")
    yield pick(f"- 月名：{', '.join(MONTHS)}", f"- months: {', '.join(MONTHS)}")
    yield pick(
        f"- 前後の見出し：{'、'.join(sorted(LABELS_JA))}",
        (f"- labels before and after: {', '.join(sorted(LABELS_JA))}"),
    )
    yield pick(
        f"- 英仏語の見出し：{', '.join(sorted(LABEL_WORDS))}",
        (f"- words of labels in English and French: {', '.join(sorted(LABEL_WORDS))}"),
    )
