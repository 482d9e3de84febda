"""Reading dates in the notations of documents and forms."""

import csv
from datetime import date
from pathlib import Path

import pytest

from idverify.calendar._date_kinds import Reading
from idverify.calendar._date_notations import NOTATIONS, Notation
from idverify.calendar._date_tokens import tokenize
from idverify.calendar.japanese_dates import MAX_LENGTH, DateKind, DateProblem, read_date
from idverify.calendar.partial_date import PartialDate
from idverify.errors import InvalidValueError

REAL_NOTATIONS = Path(__file__).parents[2] / "data/date_notations.csv"


@pytest.mark.parametrize("notation", NOTATIONS, ids=lambda notation: notation.code)
def test_the_example_of_each_notation_is_read_in_it(notation: Notation) -> None:
    """The example in the table of notations is in that notation and gives what it says."""
    found = read_date(notation.example)

    assert (notation.code, notation.result) == (found.notation, found.kind)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20 FEB 2029", date(2029, 2, 20)),
        ("06 APR/AVR 1956", date(1956, 4, 6)),
        ("15 5月/MAY 2012", date(2012, 5, 15)),
        ("二零二六年十一月三日", date(2026, 11, 3)),
        ("二○二六年一一月三日", date(2026, 11, 3)),
        ("平成31年(令和元年)5月1日", date(2019, 5, 1)),
        ("令8.11.3", date(2026, 11, 3)),
        ("20261103", date(2026, 11, 3)),
        ("有効期限：2026年（令和8年）11月3日(火)まで有効。", date(2026, 11, 3)),
        ("交付 令和03年05月07日 12345", date(2021, 5, 7)),
        ("昭和60年5月3日生 男", date(1985, 5, 3)),
        ("DATE OF BIRTH 27.11.1988", date(1988, 11, 27)),
        ("Fri, 27 Nov 2026", date(2026, 11, 27)),
        ("昭 和 60 年 5 月 3 日", date(1985, 5, 3)),
        ("2026年⑪月㉗日", date(2026, 11, 27)),
        ("8(2026)年11月27日", date(2026, 11, 27)),
        ("2026年11月27日 令和8年11月27日", date(2026, 11, 27)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("2110-12-31", date(2110, 12, 31)),
        ("平成31年(令和元年)4月1日", date(2019, 4, 1)),
        ("昭和64年(平成元年)1月7日", date(1989, 1, 7)),
        ("2026年(2026年11月27日)", date(2026, 11, 27)),
        ("令和05年04月01日 12345", date(2023, 4, 1)),
        ("2026(8)年11月27日", date(2026, 11, 27)),
        ("2026年11月27日(8)", date(2026, 11, 27)),
        ("4月1日 昭和63年", date(1988, 4, 1)),
        ("5月3日(昭和60年)", date(1985, 5, 3)),
        ("昭和60年5月(1985年5月3日)", date(1985, 5, 3)),
        ("2026年(8年11月27日)", date(2026, 11, 27)),
        ("在留期間(満了日) 4年3月(2028年10月20日)", date(2028, 10, 20)),
        ("2年3月(1990年3月1日)", date(1990, 3, 1)),
        ("6月(2027年3月1日)", date(2027, 3, 1)),
        ("90日(2027年3月1日)", date(2027, 3, 1)),
        ("8年(2026年11月27日)", date(2026, 11, 27)),
        ("1985年5月3日(満41歳)", date(1985, 5, 3)),
        ("2026-11-27T00:00:00", date(2026, 11, 27)),
        ("2026-11-27 00:00:00.000", date(2026, 11, 27)),
        ("2026.11.27.", date(2026, 11, 27)),
        ("(2026年11月27日)", date(2026, 11, 27)),
        ("「2026年11月27日」", date(2026, 11, 27)),
        ("生年月日（2026年11月27日）", date(2026, 11, 27)),
        ("＊2026年11月27日、", date(2026, 11, 27)),
        ("(令和6年)2024年5月1日", date(2024, 5, 1)),
        ("27 NOV 2026 (Fri)", date(2026, 11, 27)),
        ("NOV.27.2026", date(2026, 11, 27)),
        ("1er janvier 2026", date(2026, 1, 1)),
        ("27th November 2026", date(2026, 11, 27)),
        ("November 21st, 2026", date(2026, 11, 21)),
        ("D.O.B.: 27 NOV 1986", date(1986, 11, 27)),
        ("EXP. 27 NOV 2026", date(2026, 11, 27)),
        ("Date d’expiration : 27 NOV 2026", date(2026, 11, 27)),
        ("【出生日】昭和60年5月3日", date(1985, 5, 3)),
        ("【改製日】平成20年5月3日", date(2008, 5, 3)),
        ("支払期限 2026年11月27日", date(2026, 11, 27)),
        ("西暦 2026年11月27日", date(2026, 11, 27)),
        ("和暦 令和8年11月27日", date(2026, 11, 27)),
        ("昭和60年\n5月3日", date(1985, 5, 3)),
        ("2026-NOV-27", date(2026, 11, 27)),
    ],
)
def test_a_day_is_read(text: str, day: date) -> None:
    """Notations of documents, with what is printed around them, give the day."""
    assert day == read_date(text).day


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("1960年00月00日", PartialDate(1960)),
        ("1960年5月00日", PartialDate(1960, 5)),
        ("00/00/1960", PartialDate(1960)),
        ("XX XXX 1960", PartialDate(1960)),
        ("1960-XX-XX", PartialDate(1960)),
        ("1960", PartialDate(1960)),
        ("昭和15年月日不詳", PartialDate(1940)),
        ("昭和60年　月　日", PartialDate(1985)),
        ("昭和60年5月", PartialDate(1985, 5)),
        ("2026/11", PartialDate(2026, 11)),
        ("NOV 1946", PartialDate(1946, 11)),
        ("11月27日", PartialDate(None, 11, 27)),
        ("昭和60年月3日", PartialDate(1985, None, 3)),
        ("8年(2026年)", PartialDate(2026)),
        ("2026年(令和8年)", PartialDate(2026)),
        ("S60", PartialDate(1985)),
        ("令和元", PartialDate(2019)),
        ("昭和60年0月0日", PartialDate(1985)),
        ("昭和19年　月　日", PartialDate(1944)),
        ("XX年11月27日", PartialDate(None, 11, 27)),
        ("昭和XX年5月3日", PartialDate(None, 5, 3)),
        ("27 NOV XX", PartialDate(None, 11, 27)),
        ("昭和60年5月不詳", PartialDate(1985, 5)),
        ("和暦 11月27日", PartialDate(None, 11, 27)),
        ("5月3日(5月3日)", PartialDate(None, 5, 3)),
    ],
)
def test_a_missing_part_stays_missing(text: str, partial: PartialDate) -> None:
    """A date with a part that is not written is a partial date with the other parts."""
    found = read_date(text)

    assert (partial, DateProblem.PART_MISSING) == (found.partial, found.problem)
    assert found.day is None


@pytest.mark.parametrize(
    ("text", "problem", "readings"),
    [
        ("05/04/1975", DateProblem.ORDER_OPEN, {date(1975, 4, 5), date(1975, 5, 4)}),
        ("00/04/1975", DateProblem.ORDER_OPEN, {PartialDate(1975, 4), PartialDate(1975, None, 4)}),
        ("16-07-68", DateProblem.CENTURY_OPEN, {date(c, 7, 16) for c in (1868, 1968, 2068)}),
        ("16 JUL 68", DateProblem.CENTURY_OPEN, {date(c, 7, 16) for c in (1868, 1968, 2068)}),
        ("元年5月1日", DateProblem.ERA_MISSING, {date(1989, 5, 1), date(2019, 5, 1)}),
        ("27111988", DateProblem.ORDER_OPEN, {date(1988, 11, 27)}),
        ("3471014", DateProblem.ERA_CODE, {date(1972, 10, 14), date(1958, 10, 14)}),
        ("NOV 5, 85", DateProblem.CENTURY_OPEN, {date(c, 11, 5) for c in (1885, 1985, 2085)}),
        ("西暦85年5月3日", DateProblem.CENTURY_OPEN, {date(c, 5, 3) for c in (1885, 1985, 2085)}),
        (
            "和暦31年5月3日",
            DateProblem.ERA_MISSING,
            {date(year, 5, 3) for year in (1898, 1942, 1956, 2019, 2049)},
        ),
        (
            "西暦31-12-11",
            DateProblem.ORDER_OPEN,
            {date(century + 11, 12, 31) for century in (1800, 1900, 2000)}
            | {date(century + 31, 12, 11) for century in (1800, 1900, 2000)},
        ),
        ("西暦昭和60年5月3日", DateProblem.LABELS_DISAGREE, {date(1985, 5, 3)}),
        ("和暦1985年5月3日", DateProblem.LABELS_DISAGREE, {date(1985, 5, 3)}),
        ("昭和60年5月3日不詳", DateProblem.LABELS_DISAGREE, {date(1985, 5, 3)}),
        ("交付2020年1月1日有効期限", DateProblem.LABELS_DISAGREE, {date(2020, 1, 1)}),
        ("DATE OF ISSUE 27 NOV 2026 EXPIRY", DateProblem.LABELS_DISAGREE, {date(2026, 11, 27)}),
        ("男 女 昭和60年5月3日", DateProblem.LABELS_DISAGREE, {date(1985, 5, 3)}),
        ("交付 昭和60年5月3日（41歳）", DateProblem.LABELS_DISAGREE, {date(1985, 5, 3)}),
        ("2026年11月27日(99歳)", DateProblem.LABELS_DISAGREE, {date(2026, 11, 27)}),
        ("(1) 2026年11月27日", DateProblem.LABELS_DISAGREE, {date(2026, 11, 27)}),
        ("R8.11.27(28)", DateProblem.LABELS_DISAGREE, {date(2026, 11, 27)}),
        (
            "11月27日(60年)",
            DateProblem.ERA_MISSING,
            {date(y, 11, 27) for y in (1860, 1927, 1960, 1971, 1985, 2048, 2060, 2078)},
        ),
        (
            "令和7年度",
            DateProblem.FISCAL_YEAR,
            {PartialDate(2025 + (m < 4), m) for m in range(1, 13)},
        ),
    ],
)
def test_what_cannot_be_decided_keeps_its_readings(
    text: str, problem: DateProblem, readings: set[date | PartialDate]
) -> None:
    """A missing era or century, or an unknown order, gives every reading and no day."""
    found = read_date(text)

    assert (DateKind.UNDECIDABLE, problem) == (found.kind, found.problem)
    assert readings == set(found.candidates)
    assert found.day is None is found.partial
    assert all(
        found.may_be(each.earliest if isinstance(each, PartialDate) else each) for each in readings
    )


@pytest.mark.parametrize("text", ["39年1月28日", "10-07-12", "850503", "8.11.2", "201112"])
def test_an_open_year_has_readings_in_several_eras_or_orders(text: str) -> None:
    """A short year without an era is never one day."""
    found = read_date(text)

    assert found.kind is DateKind.UNDECIDABLE
    assert len(found.candidates) > 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2026年2月29日", DateProblem.NO_SUCH_DAY),
        ("令和0年5月1日", DateProblem.NO_SUCH_DAY),
        ("31/02/1988", DateProblem.NO_SUCH_DAY),
        ("20261340", DateProblem.NO_SUCH_DAY),
        ("令和元年4月30日", DateProblem.BEFORE_ERA),
        ("令和元年4月", DateProblem.BEFORE_ERA),
        ("明治5年3月3日", DateProblem.LUNISOLAR),
        ("2026年(令和7年)5月7日", DateProblem.CALENDARS_DISAGREE),
        ("1985年5月3日（昭和60年5月4日）", DateProblem.CALENDARS_DISAGREE),
        ("1985年5月3日（昭和60年2月30日）", DateProblem.NO_SUCH_DAY),
        ("20 FEB/AVR 2029", DateProblem.CALENDARS_DISAGREE),
        ("2026年11月27日（木）", DateProblem.WEEKDAY_DISAGREES),
        ("生年月日 2026年11月27日（木）", DateProblem.WEEKDAY_DISAGREES),
        ("8年(2027年11月27日)", DateProblem.CALENDARS_DISAGREE),
        ("2月29日(平成31年)", DateProblem.NO_SUCH_DAY),
        ("4月1日 令和元年", DateProblem.BEFORE_ERA),
        ("2528-05-03", DateProblem.YEAR_OUT_OF_RANGE),
        ("25 MAY 2528", DateProblem.YEAR_OUT_OF_RANGE),
        ("0115年11月27日", DateProblem.YEAR_OUT_OF_RANGE),
        ("31131123", DateProblem.YEAR_OUT_OF_RANGE),
        ("交付 2569年11月27日", DateProblem.YEAR_OUT_OF_RANGE),
        ("2569年度", DateProblem.YEAR_OUT_OF_RANGE),
    ],
)
def test_an_impossible_date_names_its_reason(text: str, problem: DateProblem) -> None:
    """A well-formed date that no day has, or that contradicts itself, says why."""
    found = read_date(text)

    assert (DateKind.IMPOSSIBLE, problem) == (found.kind, found.problem)
    assert found.candidates == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", DateProblem.UNKNOWN_NOTATION),
        ("令和 8 年 1 1 月", DateProblem.UNKNOWN_NOTATION),
        ("昭和2/年11月21日", DateProblem.UNKNOWN_NOTATION),
        ("2/ NOV 1946", DateProblem.UNKNOWN_NOTATION),
        ("20ー4年5月", DateProblem.UNKNOWN_NOTATION),
        ("2026ー1ー2", DateProblem.NUMBER_LENGTH),
        ("2026--11-27", DateProblem.UNKNOWN_NOTATION),
        ("2026/11-27", DateProblem.UNKNOWN_NOTATION),
        ("2①月3日", DateProblem.UNKNOWN_NOTATION),
        ("2○26年11月27日", DateProblem.UNKNOWN_NOTATION),
        ("2026年11月27", DateProblem.UNKNOWN_NOTATION),
        ("2026年11月(令和8年)27日", DateProblem.UNKNOWN_NOTATION),
        ("交付 /2 NOV 2026", DateProblem.UNKNOWN_NOTATION),
        ("令和8年5月7日 12345", DateProblem.UNKNOWN_NOTATION),
        ("平成30年4月1日から令和5年3月31日まで", DateProblem.UNKNOWN_WORD),
        ("27 NOV I988", DateProblem.UNKNOWN_WORD),
        ("15 AGO 2012", DateProblem.UNKNOWN_WORD),
        ("2026年11月27日?", DateProblem.UNKNOWN_CHARACTER),
        ("27st November 2026", DateProblem.UNKNOWN_CHARACTER),
        ("2026年(令和8年]11月27日", DateProblem.UNKNOWN_NOTATION),
        ("(2026年11月27日", DateProblem.UNKNOWN_NOTATION),
        ("2026年11月27日)", DateProblem.UNKNOWN_NOTATION),
        ("「2026年11月27日", DateProblem.UNKNOWN_NOTATION),
        ("R8.11(27)", DateProblem.UNKNOWN_NOTATION),
        ("2026(5)", DateProblem.UNKNOWN_NOTATION),
        ("2026-11-27T12:00:00", DateProblem.UNKNOWN_NOTATION),
        ("2026-11-27T00:00:00Z", DateProblem.UNKNOWN_WORD),
        ("西暦5年5月3日", DateProblem.NUMBER_LENGTH),
        (" 12345", DateProblem.UNKNOWN_NOTATION),
        ("(交付 12345", DateProblem.UNKNOWN_NOTATION),
        ("1985T00:00:00", DateProblem.UNKNOWN_NOTATION),
        ("60年度", DateProblem.NUMBER_LENGTH),
        ("27th November 985", DateProblem.NUMBER_LENGTH),
        ("19　年　月　日", DateProblem.BLANK),
        ("20 11 1226", DateProblem.NUMBER_LENGTH),
        ("2026年011月27日", DateProblem.NUMBER_LENGTH),
        ("令和008年11月27日", DateProblem.NUMBER_LENGTH),
        ("985年11月27日", DateProblem.NUMBER_LENGTH),
        ("5 NOV 985", DateProblem.NUMBER_LENGTH),
        ("11/27", DateProblem.NUMBER_LENGTH),
        ("S5004", DateProblem.NUMBER_LENGTH),
        ("7777", DateProblem.NUMBER_LENGTH),
        ("99/99/99", DateProblem.UNKNOWN_NOTATION),
        ("0年5月1日", DateProblem.UNKNOWN_NOTATION),
        ("元/5/1", DateProblem.NUMBER_LENGTH),
        ("十百年五月三日", DateProblem.NUMBER_LENGTH),
        ("昭和　年　月　日", DateProblem.BLANK),
        ("1" * 101, DateProblem.TOO_LONG),
    ],
)
def test_what_is_in_no_notation_is_not_guessed(text: str, problem: DateProblem) -> None:
    """A gap, a second separator, a foreign sign or a number too long makes a text unreadable."""
    found = read_date(text)

    assert (DateKind.UNREADABLE, problem) == (found.kind, found.problem)
    assert (found.candidates, found.tokens) == ((), ())


def test_a_reading_says_where_it_is_and_explains_every_character() -> None:
    """The span is that of the date in the given text, and the tokens cover the whole text."""
    text = "有効期限：㋿８年⑪月27日（金）まで有効。"
    found = read_date(text)

    assert text[slice(*found.span)] == "㋿８年⑪月27日"
    assert found.explain() == (
        "有効期限: label; :: separator; 令和: era; 8: number; 年: year; 11: number; 月: month;"
        " 27: number; 日: day; (金): weekday; まで有効: label; 。: separator"
    )
    assert read_date("?").explain("ja") == "読み取れませんでした。"


def test_an_unknown_word_is_named() -> None:
    """The explanation of a text with a word that no date has names the word."""
    found = read_date("15 AGO 2012")

    assert found.explain() == "AGO: a word that no notation of dates has"
    assert found.explain("ja") == "「AGO」は日付の表記にない語です。"
    assert "AGO" not in repr(found)
    assert "AGO" not in repr(tokenize("15 AGO 2012"))


def test_a_reading_shows_no_personal_data() -> None:
    """The repr of a reading and of its tokens has no digit of the date."""
    found = read_date("昭和50年4月5日")

    assert "1975" not in repr(found)
    assert "50" not in repr(found)
    assert "昭和" not in repr(found.tokens)
    assert repr(Reading(found.kind, found.candidates)) == "Reading('day')"


def test_the_longest_text_is_read() -> None:
    """A text of the maximum length is read, and one more character is not."""
    text = "2026年11月27日".ljust(MAX_LENGTH)

    assert read_date(text).day == date(2026, 11, 27)
    assert read_date(text + " ").problem is DateProblem.TOO_LONG


@pytest.mark.parametrize(
    "parts", [(), (2026, 11, 27), (2027, 2, 30), (None, 13, None), (0,), (2026, 0), (True,)]
)
def test_a_partial_date_has_one_or_two_possible_parts(parts: tuple[int | None, ...]) -> None:
    """No part, all parts, or parts that no day has are refused."""
    with pytest.raises(InvalidValueError):
        PartialDate(*parts)


@pytest.mark.parametrize(
    "partial",
    [
        PartialDate(1960),
        PartialDate(1960, 2),
        PartialDate(None, 2, 29),
        PartialDate(1960, None, 31),
    ],
)
def test_a_partial_date_lies_between_its_ends(partial: PartialDate) -> None:
    """Both ends are days that it may be, and its text reads back."""
    assert partial.may_be(partial.earliest)
    assert partial.may_be(partial.latest)
    assert partial == PartialDate.parse(str(partial))
    assert partial.latest.day == (partial.day or {None: 31, 2: 29}[partial.month])


@pytest.mark.parametrize("text", ["1960-04-05", "1960-XX", "XXXX-XX-XX", "1960-13-XX"])
def test_a_text_that_is_no_partial_date_is_refused(text: str) -> None:
    """Only the extended form with a part left open is parsed."""
    with pytest.raises(InvalidValueError):
        PartialDate.parse(text)


def real_notations() -> list[tuple[str, str]]:
    """Return the notations that real documents carry, each with what it says."""
    with REAL_NOTATIONS.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["expected"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("text", "expected"), real_notations())
def test_the_notations_of_real_documents_are_read(text: str, expected: str) -> None:
    """A date as a real document or form writes it is read, or asked where it is open."""
    found = read_date(text)
    said = "|".join(map(str, found.candidates)) or str(found.problem)

    assert expected == ("?" if found.kind is DateKind.UNDECIDABLE else "") + said


def test_there_are_eighty_notations_of_real_documents() -> None:
    """Eighty notations are read, blank forms aside, and each has a public source."""
    with REAL_NOTATIONS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert len({row["text"] for row in rows if row["expected"] != "blank"}) >= 80
    assert all(row["url"].startswith("http") and row["source"] for row in rows)
