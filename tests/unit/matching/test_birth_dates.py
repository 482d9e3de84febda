"""Dates of birth in every notation, and on each side of each era's first day."""

from datetime import date, timedelta

import pytest

from idverify.matching import ComparisonSide, DifferenceKind, Outcome, compare_birth_date
from idverify.matching.dates import ERAS, read_date


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
    """Every notation of 5 April 1975 is read as that day."""
    found = read_date(text)

    assert found is not None
    assert (date(1975, 4, 5),) == found.days


@pytest.mark.parametrize(("start", "name"), [(start, signs[0]) for start, signs in ERAS])
def test_each_era_begins_on_its_day(start: date, name: str) -> None:
    """The first day of an era is its 元年, and the day before is noted as proleptic."""
    first = compare_birth_date(start.isoformat(), f"{name}元年{start.month}月{start.day}日")
    eve = start - timedelta(days=1)
    before = compare_birth_date(eve.isoformat(), f"{name}元年{eve.month}月{eve.day}日")

    assert [d.kind for d in first.differences] == [DifferenceKind.ERA]
    assert DifferenceKind.ERA_PROLEPTIC in {d.kind for d in before.differences}


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
        ("1975-04-05", "05/04/1975", DifferenceKind.UNREADABLE),
        ("1975-04-05", "昭和50年", DifferenceKind.DATE_PART_ABSENT),
        ("1975-04-05", "", DifferenceKind.VALUE_ABSENT),
        ("1975-04-05", "unreadable", DifferenceKind.UNREADABLE),
        ("05 XYZ 1975", "1975-04-05", DifferenceKind.UNREADABLE),
        ("1975-04-05", "1988-11-23", DifferenceKind.UNRELATED),
        ("9" * 1001, "1975-04-05", DifferenceKind.UNREADABLE),
        ("99999-04-05", "1975-04-05", DifferenceKind.IMPOSSIBLE_DATE),
    ],
)
def test_an_error_is_named(declared: str, on_document: str, kind: DifferenceKind) -> None:
    """A date that is wrong, incomplete or no date is refused under its own name."""
    found = compare_birth_date(declared, on_document)

    assert [kind] == [difference.kind for difference in found.differences]
    assert not found.is_match


def test_two_digits_leave_the_century_open() -> None:
    """850503 of a machine-readable zone matches 1985 and says what it left open."""
    found = compare_birth_date("1985-05-03", "850503")

    assert [difference.kind for difference in found.differences] == [DifferenceKind.CENTURY_OPEN]


def test_identical_dates_are_the_same() -> None:
    """Identical texts need no reading."""
    assert compare_birth_date("?", "?").outcome == Outcome.SAME


def test_a_date_that_was_read_shows_no_personal_data() -> None:
    """The parts of a date do not stand in its repr."""
    assert repr(read_date("昭和50年4月5日")) == "WrittenDate(era='昭和')"


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
    ["1985年(昭和60年)5月3日", "昭和60年(1985年)5月3日", "1985年5月3日(41)", "1985年5月3日（金）"],
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
