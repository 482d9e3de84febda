"""The words, brackets and second dates beside a date: what is stated is read, nothing else."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idverify.calendar._date_words import DENIALS, LABEL_EVENTS, LABELS_JA
from idverify.calendar.japanese_dates import DateKind, DateProblem, read_date
from idverify.calendar.partial_date import PartialDate
from support.written_dates import ERA, FIRST_DAY, LAST_DAY, WESTERN

days = st.dates(FIRST_DAY, LAST_DAY)
era_days = st.dates(date(1873, 1, 1), LAST_DAY)
parts = st.sampled_from(["ymd", "ym", "y", "md"])
layouts = st.sampled_from(["{}({})", "{} {}", "{}{}", "{}（{}）", "{}　{}"])
BRACKETS = ["()", "（）", "[]", "〔〕", "【】", "「」", "『』"]


def write(day: date, shown: str, *, is_era: bool) -> str:
    """Write the given parts of a day with 年月日, in one calendar."""
    text = ERA["era"](day) if is_era else WESTERN["units"](day)
    year, rest = text.split("年")
    month, number = rest.removesuffix("日").split("月")
    pieces = {"y": f"{year}年", "m": f"{month}月", "d": f"{number}日"}
    return "".join(pieces[part] for part in shown)


def stated(day: date, shown: str) -> date | PartialDate:
    """Return what a text with the given parts of a day says."""
    if set(shown) >= set("ymd"):
        return day
    values = {"y": day.year, "m": day.month, "d": day.day}
    return PartialDate(*(values[part] if part in shown else None for part in "ymd"))


@given(era_days, parts, parts, layouts, st.booleans(), st.booleans())
def test_every_part_that_is_stated_is_read(
    day: date, first: str, second: str, layout: str, is_era: bool, is_other_era: bool
) -> None:
    """Two texts side by side give the parts of both, or are not read; no part is dropped."""
    text = layout.format(write(day, first, is_era=is_era), write(day, second, is_era=is_other_era))
    found = read_date(text)

    assert found.kind is DateKind.UNREADABLE or found.candidates == (stated(day, first + second),)


@given(era_days, parts, st.booleans(), days)
def test_a_stated_part_that_differs_is_never_agreed_with(
    day: date, shown: str, is_era: bool, other: date
) -> None:
    """A day in brackets that differs in a part that is also stated before them is no day."""
    text = f"{write(day, shown, is_era=is_era)}({WESTERN['units'](other)})"
    found = read_date(text)
    is_same = isinstance(said := stated(day, shown), PartialDate) and said.may_be(other)

    assert found.kind is not DateKind.PARTIAL
    assert found.day in {None, other}
    assert found.day is None or is_same or said == other


@given(days, st.integers(0, 5), st.integers(0, 11), st.integers(1, 90))
def test_a_period_of_stay_gives_the_day_in_brackets(
    day: date, years: int, months: int, length: int
) -> None:
    """A period of at most five years with its last day in brackets is that day."""
    period = f"{years}年" * bool(years) + f"{months}月" * bool(months) or f"{length}日"
    is_long = 12 * years + months > 60
    found = read_date(f"在留期間（満了日） {period}（{WESTERN['units'](day)}）")

    assert found.day == day or (is_long and found.day is None)


@given(days, st.sampled_from(LABELS_JA), st.sampled_from(LABELS_JA))
def test_labels_of_different_events_are_asked(day: date, before: str, after: str) -> None:
    """Labels that share no event leave the day to a person; one label alone does not."""
    events = [LABEL_EVENTS[before], LABEL_EVENTS[after]]
    found = read_date(f"{before} {day:%Y-%m-%d} {after}")
    is_apart = all(events) and not frozenset.intersection(*events)

    assert found.may_be(day)
    assert not is_apart or found.problem is DateProblem.LABELS_DISAGREE
    assert is_apart or not all(events) or found.day == day


@given(days, st.sampled_from(sorted(DENIALS)), st.sampled_from(list(WESTERN)))
def test_a_denied_day_is_no_day(day: date, denial: str, notation: str) -> None:
    """不詳 before or after a day leaves it to a person."""
    text = WESTERN[notation](day)
    for denied in (f"{denial}{text}", f"{text}{denial}"):
        assert read_date(denied).day is None
        assert read_date(denied).partial is None


@given(st.integers(1, 9999).filter(lambda year: not 1868 <= year <= 2110), days)
def test_a_year_outside_the_span_of_documents_is_no_western_year(year: int, day: date) -> None:
    """A Buddhist year, one of the Hijra or 民国, or a slip, is not read as a western year."""
    month, number = day.month, min(day.day, 28)
    texts = (
        f"{year:04}-{month:02}-{number:02}",
        f"{year:04}年{month}月{number}日",
        f"{number} MAY {year:04}",
        f"{year:04}年{month}月",
        f"{year:04}年",
        f"{year:04}/{month}/{number}",
    )

    assert [read_date(text).candidates for text in texts] == [()] * len(texts)


@given(days, st.integers(0, 999))
def test_a_number_in_brackets_is_the_year_or_asked(day: date, number: int) -> None:
    """A number in brackets after a day agrees as a year, or a person says what it is."""
    found = read_date(f"{day:%Y-%m-%d}({number})")
    is_year = number == day.year % 100 or number in {
        day.year - zero for zero in (1867, 1911, 1925, 1988, 2018)
    }

    assert found.may_be(day)
    assert is_year or found.kind is DateKind.UNDECIDABLE
    assert read_date(f"{day:%Y.%m}({number})").candidates == ()


@given(days)
@pytest.mark.parametrize(("opening", "closing"), [*product(BRACKETS, BRACKETS)])
def test_a_bracket_is_closed_by_one_of_its_kind(opening: str, closing: str, day: date) -> None:
    """Brackets around a date, or a year in it, are a pair; round ones are of either width."""
    pair = opening[0], closing[1]
    is_pair = opening == closing or {opening, closing} <= {"()", "（）"}
    year = f"{day.year}年"
    for text in (
        "{}".join(pair).format(WESTERN["units"](day)),
        f"{year}{pair[0]}{year}{pair[1]}{day.month}月{day.day}日",
    ):
        assert read_date(text).day == (day if is_pair else None)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_short_western_year_has_a_reading_in_every_century(day: date) -> None:
    """西暦 before a year of two digits leaves the centuries open, and nothing else."""
    found = read_date(f"西暦{day:%y}年{day.month}月{day.day}日")

    assert found.problem is DateProblem.CENTURY_OPEN
    assert found.may_be(day)
    assert {(each.year or 0) % 100 for each in found.candidates} == {day.year % 100}


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.permutations("ymd"))
def test_three_short_numbers_may_be_in_any_usual_order(day: date, order: list[str]) -> None:
    """Short numbers, padded or not, have the day among their readings in each usual order."""
    values = {"y": day.year % 100, "m": day.month, "d": day.day}
    plain = "/".join(str(values[part]) for part in order)
    padded = "/".join(f"{values[part]:02}" for part in order)
    is_usual = "".join(order) in {"ymd", "dmy", "mdy"}

    for text in (plain, padded):
        found = read_date(text)
        assert found.day is None
        assert found.may_be(day) or not is_usual


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_short_year_with_a_month_is_first_or_last(day: date) -> None:
    """26NOV27 may be of 2026 or of 2027."""
    month = f"{day:%b}".upper()
    for text in (f"{day:%d}{month}{day:%y}", f"{day:%y}{month}{day:%d}"):
        found = read_date(text)
        assert found.day is None
        assert found.may_be(day)


@given(era_days, st.sampled_from("ymd"), st.sampled_from(["XX", "00", "0"]))
def test_a_part_left_open_is_missing(day: date, part: str, sign: str) -> None:
    """XX is a part that is not known, and so is a zero for a month or a day."""
    values = {"y": day.year, "m": day.month, "d": day.day} | {part: sign}
    found = read_date("{y}年{m}月{d}日".format(**values))

    assert found.partial == stated(day, "ymd".replace(part, "")) or (part, sign[0]) == ("y", "0")
    assert found.day is None
