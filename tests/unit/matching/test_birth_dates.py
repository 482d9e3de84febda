"""Dates of birth in every notation, and on each side of each era's first day."""

from datetime import timedelta

import pytest

from idverify.calendar.eras import Era
from idverify.matching import (
    STANDARD,
    STRICT,
    ComparisonSide,
    DifferenceKind,
    Outcome,
    compare_birth_date,
)
from idverify.matching.strictness import MatchDecision


@pytest.mark.parametrize(
    "text",
    [
        "昭和50年4月5日",
        "昭和五十年四月五日",
        "S50.4.5",
        "昭50.4.5",
        "S500405",
        "㍼50年4月5日生",
        "1975/04/05",
        "19750405",
        "1975年④月⑤日",
        "西暦1975年4月5日（土）",
        "05 APR 1975",
        "05APR1975",
        "Apr 5, 1975",
        "05 APR/AVR 1975",
        "昭和五拾年四月五日",
        "生年月日 昭和50年4月5日",
        "一九七五年四月五日",
        "1975年4⽉5⽇",
    ],
)
def test_each_notation_is_read(text: str) -> None:
    """Every notation of 5 April 1975 agrees with that day."""
    assert compare_birth_date("1975-04-05", text).is_match


@pytest.mark.parametrize("era", list(Era)[1:])
def test_each_era_begins_on_its_day(era: Era) -> None:
    """The first day of an era is in its 元年, and the day before is in no year of it."""
    start, eve = era.first_day, era.first_day - timedelta(days=1)
    first = compare_birth_date(start.isoformat(), f"{era}元年{start.month}月{start.day}日")
    before = compare_birth_date(eve.isoformat(), f"{era}元年{eve.month}月{eve.day}日")

    assert [d.kind for d in first.differences] == [DifferenceKind.ERA]
    assert [d.kind for d in before.differences] == [DifferenceKind.IMPOSSIBLE_DATE]


def test_the_last_day_of_taisho_is_of_two_eras() -> None:
    """大正15年12月25日 is as right as 昭和元年12月25日, so that STRICT accepts both."""
    for printed in ("大正15年12月25日", "昭和元年12月25日"):
        found = compare_birth_date("1926-12-25", printed)

        assert STRICT.decide(found) is MatchDecision.ACCEPT


def test_an_era_that_has_ended_is_noted_on_its_side() -> None:
    """昭和64年2月1日 is accepted as 1 February 1989, and noted."""
    found = compare_birth_date("平成元年2月1日", "昭和64年2月1日")

    assert [(d.kind, d.side) for d in found.differences] == [
        (DifferenceKind.ERA_PROLEPTIC, ComparisonSide.DOCUMENT)
    ]
    assert found.is_match


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("1975-04-05", "1975-04-06", DifferenceKind.DATE_PART_DIFFERS),
        ("1975-04-05", "1975-05-04", DifferenceKind.DATE_PART_DIFFERS),
        ("1975-02-29", "1975-02-28", DifferenceKind.IMPOSSIBLE_DATE),
        ("1975-02-28", "1975-02-29", DifferenceKind.IMPOSSIBLE_DATE),
        ("1975-04", "1975-04-05", DifferenceKind.DATE_PART_ABSENT),
        ("1975-04-05", "昭和　年　月　日", DifferenceKind.DATE_PART_ABSENT),
        ("昭和50年4月日", "1975-04-05", DifferenceKind.DATE_PART_ABSENT),
        ("1975-04-05", "昭和50年", DifferenceKind.DATE_PART_ABSENT),
        ("1975-04-05", "", DifferenceKind.VALUE_ABSENT),
        ("1975-04-05", "unreadable", DifferenceKind.UNREADABLE),
        ("05 XYZ 1975", "1975-04-05", DifferenceKind.UNREADABLE),
        ("1975-04-05", "1988-11-23", DifferenceKind.UNRELATED),
        ("9" * 1001, "1975-04-05", DifferenceKind.UNREADABLE),
        ("99999-04-05", "1975-04-05", DifferenceKind.UNREADABLE),
        ("2026-01-01", "令和 8 年 1 1 月", DifferenceKind.UNREADABLE),
        ("1927-11-21", "昭和2/年11月21日", DifferenceKind.UNREADABLE),
        ("1946-11-02", "2/ NOV 1946", DifferenceKind.UNREADABLE),
        ("2004-05-01", "20ー4年5月", DifferenceKind.UNREADABLE),
        ("1872-03-03", "明治5年3月3日", DifferenceKind.IMPOSSIBLE_DATE),
        ("1985-05-03", "1960年00月00日", DifferenceKind.DATE_PART_DIFFERS),
    ],
)
def test_an_error_is_named(declared: str, on_document: str, kind: DifferenceKind) -> None:
    """A date that is wrong, incomplete or no date is refused under its own name."""
    found = compare_birth_date(declared, on_document)

    assert [kind] == [difference.kind for difference in found.differences]
    assert not found.is_match


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("1985-05-03", "850503", DifferenceKind.DATE_UNDECIDED),
        ("1985-05-03", "03 MAY 85", DifferenceKind.CENTURY_OPEN),
        ("1968-07-16", "16-07-68", DifferenceKind.CENTURY_OPEN),
        ("1939-01-28", "39年1月28日", DifferenceKind.DATE_UNDECIDED),
        ("1964-01-28", "39年1月28日", DifferenceKind.DATE_UNDECIDED),
        ("2010-07-12", "10-07-12", DifferenceKind.DATE_UNDECIDED),
        ("1975-04-05", "05/04/1975", DifferenceKind.DATE_UNDECIDED),
        ("1972-10-14", "3471014", DifferenceKind.DATE_UNDECIDED),
        ("1960-05-03", "1960年00月00日", DifferenceKind.DATE_PART_ABSENT),
        ("1960-05-03", "1960年5月", DifferenceKind.DATE_PART_ABSENT),
    ],
)
def test_what_a_document_leaves_open_is_asked(
    declared: str, on_document: str, kind: DifferenceKind
) -> None:
    """A date with several readings, or with a part missing, is neither the same nor refused."""
    found = compare_birth_date(declared, on_document)

    assert [(kind, ComparisonSide.DOCUMENT)] == [(d.kind, d.side) for d in found.differences]
    assert not found.is_match
    assert MatchDecision.ASK == STANDARD.decide(found) == STRICT.decide(found)


def test_an_undecidable_date_without_a_fitting_reading_differs() -> None:
    """Where no reading is the declared day, the dates differ however they are read."""
    [found] = compare_birth_date("1985-05-03", "39年1月28日").differences

    assert found.kind is DifferenceKind.UNRELATED


def test_identical_dates_are_the_same() -> None:
    """Identical texts are the same if they are a day."""
    assert compare_birth_date("昭和60年5月3日", "昭和60年5月3日").outcome == Outcome.SAME


@pytest.mark.parametrize(
    ("text", "kind", "side"),
    [
        ("x", DifferenceKind.UNREADABLE, ComparisonSide.DECLARED),
        ("", DifferenceKind.VALUE_ABSENT, ComparisonSide.BOTH),
        ("1990-02-30", DifferenceKind.IMPOSSIBLE_DATE, ComparisonSide.DECLARED),
        ("10-07-12", DifferenceKind.DATE_UNDECIDED, ComparisonSide.DECLARED),
        ("1990-05", DifferenceKind.DATE_PART_ABSENT, ComparisonSide.DECLARED),
    ],
)
def test_identical_texts_that_are_no_day_are_not_the_same(
    text: str, kind: DifferenceKind, side: ComparisonSide
) -> None:
    """Two identical texts that name no day leave open which day it is."""
    found = compare_birth_date(text, text)

    assert (kind, side) == (found.differences[0].kind, found.differences[0].side)
    assert not found.is_match


@pytest.mark.parametrize(
    ("declared", "on_document", "kind"),
    [
        ("1990-04-01", "4月1日 昭和63年", DifferenceKind.DATE_PART_DIFFERS),
        ("1990-04-01", "平成2年(1990年5月3日)", DifferenceKind.UNRELATED),
        ("2001-02-03", "1/2/3", DifferenceKind.DATE_UNDECIDED),
        ("2026-11-27", "26NOV27", DifferenceKind.DATE_UNDECIDED),
        ("1985-05-03", "2528-05-03", DifferenceKind.IMPOSSIBLE_DATE),
        ("1985-05-03", "1985年5月3日(41)", DifferenceKind.DATE_UNDECIDED),
        ("1985-05-03", "昭和60年5月3日不詳", DifferenceKind.DATE_UNDECIDED),
    ],
)
def test_what_a_document_states_is_compared_and_nothing_else(
    declared: str, on_document: str, kind: DifferenceKind
) -> None:
    """A stated year or day is compared; a denied or bracketed one is asked."""
    [found] = compare_birth_date(declared, on_document).differences

    assert found.kind is kind


@pytest.mark.parametrize(
    ("western", "printed"),
    [
        ("2026-11-27", "R8.11.27"),
        ("2026-11-27", "㋿8年11月27日"),
        ("2026-11-27", "令和八年十一月二十七日"),
        ("2019-05-01", "㋿元年5月1日"),
        ("1905-03-03", "㍾38年3月3日"),
        ("1912-07-29", "明治45年7月29日"),
        ("1912-07-30", "大正元年7月30日"),
        ("1920-03-03", "T9.3.3"),
        ("1926-12-24", "大正15年12月24日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1938-11-27", "昭和拾参年壱拾壱月弐拾七日"),
        ("1952-12-27", "昭和廿七年十二月廿七日"),
        ("1988-11-27", "27.11.1988"),
        ("1988-11-11", "11/11/1988"),
    ],
)
def test_every_era_and_hand_is_read(western: str, printed: str) -> None:
    """Square era signs, letters, old numerals and foreign order print the same day."""
    assert compare_birth_date(western, printed).is_match


@pytest.mark.parametrize(
    "contradictory",
    ["1985年(昭和61年)5月3日", "昭和61年(1985年)5月3日", "1985年5月3日（昭和60年5月4日）"],
)
def test_two_calendars_that_contradict_each_other_are_no_day(contradictory: str) -> None:
    """A date whose brackets say another year or day agrees with nothing."""
    found = compare_birth_date("1985年5月3日", contradictory)

    assert [(d.kind, d.side) for d in found.differences] == [
        (DifferenceKind.IMPOSSIBLE_DATE, ComparisonSide.DOCUMENT)
    ]


@pytest.mark.parametrize(
    "both",
    [
        "1985年(昭和60年)5月3日",
        "昭和60年(1985年)5月3日",
        "1985年5月3日(41歳)",
        "1985年5月3日（金）",
    ],
)
def test_brackets_that_say_the_same_or_no_date_do_no_harm(both: str) -> None:
    """A second calendar that agrees, an age or a weekday is notation."""
    assert compare_birth_date("1985-05-03", both).is_match


def test_an_impossible_date_of_the_document_is_not_said_to_be_the_applicants() -> None:
    """The document is to be read again; the profile's day exists and is not blamed."""
    [found] = compare_birth_date("1985-03-01", "昭和60年2月29日").differences

    assert (found.kind, found.side) == (DifferenceKind.IMPOSSIBLE_DATE, ComparisonSide.DOCUMENT)
    assert "書類を読み直す" in found.explain("ja")
    assert "登録" not in found.explain("ja")
    assert "Read the document again" in found.explain("en")
