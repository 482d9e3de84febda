"""Recurring closures of a service, given as recurrence rules."""

import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import pytest
from dateutil.rrule import DAILY, FR, HOURLY, MONTHLY, SU, WE, WEEKLY, YEARLY, rrule, rruleset

from idverify.calendar import BusinessCalendar, Closure, ClosureKind, ReviewClock
from idverify.calendar.recurring_closures import RecurringClosure, make_recurring_closure
from idverify.calendar.timezone import TOKYO
from idverify.citations import Citation
from idverify.errors import InvalidValueError

JAPAN = BusinessCalendar.japan()
NOTICE = Citation("お知らせ", "定休日", read_on=date(2026, 4, 1))
START = datetime(2026, 1, 1)  # noqa: DTZ001 - a rule of days has no zone


def recurring(rule: Any) -> RecurringClosure:  # noqa: ANN401 - wrong values, too
    """Return a closure with this rule."""
    return make_recurring_closure(
        rule, name_ja="定休日", name_en="regular day off", citation=NOTICE
    )


def weekday_of_month(number: int, weekday: int, months: range) -> set[date]:
    """The n-th weekday of each month of 2026 to 2099, counted without dateutil."""
    found = set()
    for year in range(2026, 2100):
        for month in months:
            first = date(year, month, 1)
            days = [first + timedelta(n) for n in range(31)]
            fitting = [d for d in days if d.month == month and d.weekday() == weekday]
            found.add(fitting[number])
    return found


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (rrule(MONTHLY, START, byweekday=SU(3)), weekday_of_month(2, 6, range(1, 13))),
        (
            rrule(MONTHLY, START, byweekday=FR(-1), bymonth=(3, 6, 9, 12)),
            weekday_of_month(-1, 4, range(3, 13, 3)),
        ),
        (
            rrule(WEEKLY, START, byweekday=WE, interval=2),
            {
                day
                for n in range(2_000)
                if (day := date(2026, 1, 14) + timedelta(14 * n)).year < 2100
            },
        ),
        (rrule(DAILY, START, count=3), {date(2026, 1, n) for n in (1, 2, 3)}),
        (
            rrule(YEARLY, START, bymonth=2, bymonthday=29, until=datetime(2033, 1, 1)),  # noqa: DTZ001
            {date(2028, 2, 29), date(2032, 2, 29)},
        ),
    ],
    ids=[
        "third Sunday",
        "last Friday of a quarter",
        "every second Wednesday",
        "count",
        "leap days",
    ],
)
def test_the_days_are_those_of_an_own_count(rule: rrule, expected: set[date]) -> None:
    """A rule closes exactly its days up to the end of the span, and both methods agree."""
    closure = recurring(rule)
    first, last = JAPAN.first_day.toordinal(), JAPAN.last_day.toordinal()

    assert {day.toordinal() for day in expected} == closure.closed_days(first, last)
    assert all(closure.closure_on(day) for day in list(expected)[:50])
    assert closure.closure_on(date(2025, 12, 31)) is None


def test_a_recurring_closure_is_explained_in_a_deadline() -> None:
    """A deadline names the day off with its reason, and does not count it."""
    calendar = JAPAN.with_closures([recurring(rrule(MONTHLY, START, byweekday=WE(3)))])
    found = ReviewClock(calendar).deadline(datetime(2026, 6, 15, 12, tzinfo=TOKYO))

    assert found.due_on == date(2026, 6, 23)
    assert str(found.skipped[0]) == "2026-06-17 定休日 (regular day off)"
    assert "2026年6月17日（水）定休日" in found.explain("ja")


def test_recurring_and_single_closures_combine() -> None:
    """They are added together, a national holiday keeps its reason, and sets are sets."""
    rule = recurring(rrule(WEEKLY, START, byweekday=WE))
    single = Closure(date(2026, 6, 18), "臨時休業", "service closed", NOTICE)
    both = JAPAN.with_closures([rule, single])
    holiday = both.closure_on(date(2026, 9, 23))

    assert not both.is_business_day(date(2026, 6, 17))
    assert not both.is_business_day(date(2026, 6, 18))
    assert holiday is not None
    assert holiday.kind is ClosureKind.NATIONAL_HOLIDAY
    assert both - JAPAN.with_closures([single]) != both
    assert both == JAPAN.with_closures([single]) | JAPAN.with_closures([rule])
    assert pickle.loads(pickle.dumps(both)) == both  # noqa: S301 - its own bytes


@pytest.mark.parametrize(
    "rule",
    [
        rrule(HOURLY, START),
        rrule(DAILY, datetime(2026, 1, 1, 9)),  # noqa: DTZ001
        rrule(DAILY, START, byhour=9),
        rrule(YEARLY, START, byeaster=0),
        rrule(DAILY, datetime(1900, 1, 1)),  # noqa: DTZ001
        rrule(DAILY, datetime(2100, 1, 1)),  # noqa: DTZ001
        pytest.param(rruleset(), id="rruleset"),
        "FREQ=DAILY",
        None,
        datetime(2026, 1, 1, tzinfo=UTC),
    ],
    ids=str,
)
def test_what_is_no_rule_of_days_is_refused(rule: object) -> None:
    """Times of a day, Easter, another span and other values are refused with advice."""
    with pytest.raises(InvalidValueError, match="a recurring closure"):
        recurring(rule)


@pytest.mark.parametrize(("year", "advice"), [(1900, "a later"), (2200, "an earlier")])
def test_a_rule_of_another_time_says_which_way_to_move_it(year: int, advice: str) -> None:
    """A rule that starts before the calendar starts later, and one after it earlier."""
    with pytest.raises(InvalidValueError, match=f"choose {advice} dtstart"):
        recurring(rrule(WEEKLY, datetime(year, 1, 1)))  # noqa: DTZ001


@pytest.mark.parametrize("frequency", [DAILY, WEEKLY, MONTHLY, YEARLY])
def test_a_rule_without_a_day_is_refused(frequency: Literal[0, 1, 2, 3]) -> None:
    """30 February never comes; the search for it ends."""
    with pytest.raises(InvalidValueError, match="the rule has none"):
        recurring(rrule(frequency, START, bymonth=2, bymonthday=30))


@pytest.mark.parametrize("wrong", [{"name_ja": ""}, {"name_en": ""}, {"citation": "notice"}])
def test_a_recurring_closure_has_names_and_a_source(wrong: dict[str, Any]) -> None:
    """Both names and a citation are required, as for a single closure."""
    given: dict[str, Any] = {"name_ja": "定休日", "name_en": "day off", "citation": NOTICE} | wrong
    with pytest.raises(InvalidValueError, match="both names and a citation"):
        make_recurring_closure(rrule(DAILY, START), **given)
