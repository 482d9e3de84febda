"""Dates in Japanese years (和暦)."""

from datetime import date, timedelta

import pytest

from idverify.calendar.eras import Era
from idverify.calendar.japanese_dates import EraDate
from idverify.errors import InvalidValueError, OutOfSpanError


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1873, 1, 1), "明治6年1月1日"),
    ],
)
def test_both_sides_of_each_change_of_era(day: date, written: str) -> None:
    """A day is written in the era that has begun by then, and parsed as the same day."""
    assert written == str(EraDate.of(day))
    assert day == EraDate.parse(written).day


def test_every_day_reads_back() -> None:
    """Days since 1873 are the same after being written and parsed."""
    days = [date(1873, 1, 1) + timedelta(n) for n in range(0, 65_000, 7)]

    assert days == [EraDate.parse(str(EraDate.of(day))).day for day in days]
    assert not any(EraDate.of(day).is_phantom for day in days)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("平成38年5月1日", date(2026, 5, 1)),
        ("平成31年5月1日", date(2019, 5, 1)),
        ("昭和64年1月8日", date(1989, 1, 8)),
        ("昭和99年1月1日", date(2024, 1, 1)),
    ],
)
def test_phantom_years_keep_their_meaning(written: str, day: date) -> None:
    """A year after the end of its era still gives a day, and is marked as a phantom."""
    assert (day, True) == (EraDate.parse(written).day, EraDate.parse(written).is_phantom)


@pytest.mark.parametrize("written", ["大正元年7月30日", "明治45年7月30日"])
def test_a_day_of_two_eras(written: str) -> None:
    """30 July 1912 was the last day of Meiji and the first of Taisho; both are accepted."""
    assert (date(1912, 7, 30), False) == (
        EraDate.parse(written).day,
        EraDate.parse(written).is_phantom,
    )


@pytest.mark.parametrize(
    "written", ["Ｒ８．４．１", "r8/4/1", "令和 8 年 4 月 1 日", "㋿8年4月1日", "令和八年四月一日"]
)
def test_ways_of_writing(written: str) -> None:
    """Full-width digits, letters, one-character eras and spaces are read alike."""
    assert EraDate(Era.REIWA, 8, 4, 1) == EraDate.parse(written)


@pytest.mark.parametrize(
    "written",
    ["令和元年4月30日", "平成元年1月7日", "令和8年2月29日", "令和0年1月1日", "令和8年13月1日"],
)
def test_days_that_do_not_exist(written: str) -> None:
    """A date before its era or outside its month is rejected."""
    with pytest.raises(InvalidValueError):
        EraDate.parse(written)


@pytest.mark.parametrize("written", ["2026年4月1日", "", "8年4月1日", "令和8年4月"])
def test_texts_that_are_no_dates(written: str) -> None:
    """A text that is no date in Japanese years is rejected without being repeated."""
    with pytest.raises(InvalidValueError, match="no date in Japanese years"):
        EraDate.parse(written)


def test_before_the_solar_calendar() -> None:
    """Days before 1873 were in a lunisolar calendar and are out of span."""
    with pytest.raises(OutOfSpanError, match="1873-01-01"):
        EraDate.of(date(1872, 12, 31))
