"""National holidays: the table, the official list and the package `holidays` agree."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from builders.japan_holidays import module_text
from idverify.calendar import _japan_data
from idverify.calendar.closures import ClosureKind
from idverify.calendar.japan import (
    FIRST_DAY,
    LAST_DAY,
    NATIONAL_HOLIDAYS,
    OFFICIAL_THROUGH,
    classify_holiday,
    gazetted_on,
    projected_holidays,
    promulgated_holidays,
)
from idverify.citations import Confidence

ROOT = Path(__file__).parents[3]


def official_list() -> dict[date, str]:
    """Read the official names by day."""
    with (ROOT / "tests/data/jp_holidays.csv").open(encoding="utf-8") as lines:
        return {date.fromisoformat(row["date"]): row["name_ja"] for row in csv.DictReader(lines)}


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from first to last."""
    return (first + timedelta(n) for n in range((last - first).days + 1))


OFFICIAL = official_list()
PACKAGE = holidays.country_holidays("JP", years=range(1949, 2100))


def test_no_official_day_differs() -> None:
    """On all 26,663 days of the official list, 1955-2027, the closures are those of the list."""
    span = list(days(date(1955, 1, 1), OFFICIAL_THROUGH))
    differing = [
        day for day in span if bool(NATIONAL_HOLIDAYS.closure_on(day)) != (day in OFFICIAL)
    ]

    assert (len(span), differing) == (26_663, [])


def test_the_statute_before_the_list() -> None:
    """From the first day of the Act to 1954 the closures are those of the statute."""
    span = days(FIRST_DAY, date(1954, 12, 31))
    differing = [
        day for day in span if bool(NATIONAL_HOLIDAYS.closure_on(day)) != (day in OFFICIAL)
    ]

    assert differing == []


def test_no_day_differs_from_the_package_in_the_years_it_knows() -> None:
    """On every day from 1949 to 2099 the calendar and the package holidays agree."""
    span = days(date(1949, 1, 1), LAST_DAY)
    differing = [day for day in span if bool(NATIONAL_HOLIDAYS.closure_on(day)) != (day in PACKAGE)]

    assert differing == []


def test_the_official_list_and_the_package_agree() -> None:
    """The two sources agree with each other in the years that both cover."""
    package_days = {day for day in PACKAGE if day <= OFFICIAL_THROUGH}

    assert {day for day in OFFICIAL if day.year > 1948} == package_days


@pytest.mark.parametrize("day", [date(1948, 9, 23), date(1948, 11, 3), date(1948, 11, 23)])
def test_the_first_three_holidays(day: date) -> None:
    """The calendar has the three holidays of 1948, which the package lacks."""
    assert NATIONAL_HOLIDAYS.closure_on(day)
    assert day not in holidays.country_holidays("JP", years=1948)


def test_names_follow_the_official_list() -> None:
    """If the official list has a name for a day, the calendar uses it or a fuller one."""
    unnamed = {"休日", "休日（祝日扱い）"}
    fuller = {"結婚の儀", "大喪の礼", "体育の日（スポーツの日）"}
    wrong = {
        (day, name, closure.name_ja)
        for day, name in OFFICIAL.items()
        if (closure := NATIONAL_HOLIDAYS.closure_on(day))
        and name not in unnamed | fuller
        and name != closure.name_ja
    }

    assert wrong == set()


@pytest.mark.parametrize(
    ("day", "name_ja", "kind"),
    [
        (date(1973, 4, 30), "振替休日", ClosureKind.SUBSTITUTE_HOLIDAY),
        (date(1988, 5, 4), "国民の休日", ClosureKind.CITIZENS_HOLIDAY),
        (date(1998, 5, 4), "振替休日", ClosureKind.SUBSTITUTE_HOLIDAY),
        (date(2009, 9, 22), "国民の休日", ClosureKind.CITIZENS_HOLIDAY),
        (date(2019, 4, 30), "国民の休日", ClosureKind.CITIZENS_HOLIDAY),
        (date(2019, 5, 1), "天皇の即位の日", ClosureKind.NATIONAL_HOLIDAY),
        (date(2019, 5, 6), "振替休日", ClosureKind.SUBSTITUTE_HOLIDAY),
        (date(2026, 5, 6), "振替休日", ClosureKind.SUBSTITUTE_HOLIDAY),
        (date(2027, 3, 22), "振替休日", ClosureKind.SUBSTITUTE_HOLIDAY),
        (date(2032, 9, 21), "国民の休日", ClosureKind.CITIZENS_HOLIDAY),
    ],
)
def test_days_the_official_list_leaves_unnamed(day: date, name_ja: str, kind: ClosureKind) -> None:
    """Substitutes, days between holidays and single days have their own names and kinds."""
    closure = NATIONAL_HOLIDAYS.closure_on(day)

    assert closure
    assert (name_ja, kind) == (closure.name_ja, closure.kind)


def test_current_rules_name_the_official_days() -> None:
    """The rules that name future holidays give the official names from 2022 to 2027."""
    recent = {
        day: name
        for day, name in promulgated_holidays().items()
        if day >= date(2022, 1, 1).toordinal()
    }

    assert recent == {day: classify_holiday(day, promulgated_holidays()) for day in recent}


def test_a_holiday_unknown_to_the_rules_is_still_a_holiday() -> None:
    """A new holiday in a later release of the package has a general name."""
    assert classify_holiday(date(2030, 6, 12).toordinal(), set()) == "u"


def test_no_later_holiday_lacks_a_name() -> None:
    """Every holiday expected to 2099 is named or derived by the Act."""
    assert "u" not in projected_holidays().values()


def test_citations_have_the_confidence_of_a_day() -> None:
    """A promulgated holiday is confirmed, a later one derived from the Act."""
    last, first = (NATIONAL_HOLIDAYS.closure_on(date(year, 11, 23)) for year in (2027, 2028))

    assert last
    assert first
    assert (
        last.citation.confidence,
        first.citation.confidence,
    ) == (Confidence.CONFIRMED, Confidence.DERIVED)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2026, date(2025, 2, 3)),
        (2027, date(2026, 2, 2)),
        (2028, date(2027, 2, 1)),
        (2021, date(2020, 2, 3)),
    ],
)
def test_the_day_of_the_almanac(year: int, day: date) -> None:
    """The almanac is gazetted on 1 February, or on the Monday after if that is a weekend."""
    assert day == gazetted_on(year)


def test_the_table_equals_the_output_of_its_builder() -> None:
    """The shipped table equals the output of its builder, byte for byte."""
    assert module_text() == Path(str(_japan_data.__file__)).read_text(encoding="utf-8")


def test_importing_the_calendar_does_not_load_holidays() -> None:
    """Only a deadline after the promulgated years imports the package `holidays`."""
    program = (
        "import sys; from datetime import datetime, UTC; import idverify.calendar as c;"
        "clock = c.ReviewClock(c.BusinessCalendar.japan());"
        "clock.deadline(datetime(2027, 12, 24, 3, tzinfo=UTC)); print('holidays' in sys.modules);"
        "clock.deadline(datetime(2027, 12, 27, 3, tzinfo=UTC)); print('holidays' in sys.modules)"
    )
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, capture_output=True, check=True, text=True)  # noqa: S603 - ours

    assert done.stdout.split() == ["False", "True"]


def test_the_table_has_1124_days() -> None:
    """The table holds the 57 days of 1948-1954 and the 1,067 of the official list."""
    assert len(promulgated_holidays()) == len(OFFICIAL) == 57 + 1067
