"""Arrays of days: errors, and exchange with numpy."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from idverify.calendar import BusinessCalendar, ClosureKind
from idverify.calendar.arrays import CalendarArrays, closures_from_busdaycalendar
from idverify.citations import Citation
from idverify.errors import InvalidValueError, OutOfSpanError

CALENDAR = BusinessCalendar.japan_banks()
ARRAYS = CalendarArrays(CALENDAR)
NOTICE = Citation("お知らせ", read_on=date(2026, 4, 1))
NONE = np.array([], dtype="datetime64[D]")


def days(*texts: str) -> Any:  # noqa: ANN401 - numpy's types are less precise
    """Return an array of days."""
    return np.array(texts, dtype="datetime64[D]")


@pytest.mark.parametrize("day", ["1988-12-31", "2100-01-01", "-0044-03-15"])
def test_one_day_outside_refuses_all(day: str) -> None:
    """A single day outside the span makes the call fail, and the error names the span."""
    asked = days("2026-11-24", day)
    for ask in (ARRAYS.is_business_day, ARRAYS.closure_codes, lambda each: ARRAYS.add(each, 5),
                lambda each: ARRAYS.count(each, days("2026-11-24")),
                lambda each: ARRAYS.count(days("2026-11-24"), each)):  # fmt: skip
        with pytest.raises(OutOfSpanError, match="1989-01-01 to 2099-12-31"):
            ask(asked)


def test_not_a_time_is_no_day() -> None:
    """A NaT among the days makes the call fail with advice."""
    with pytest.raises(InvalidValueError, match="NaT"):
        ARRAYS.add(days("2026-11-24", "NaT"), 5)


@pytest.mark.parametrize(
    "asked",
    [
        np.array(["2026-11-24T12"], dtype="datetime64[h]"),
        np.array([date(2026, 11, 24)], dtype=object),
        np.array([20000]),
        [date(2026, 11, 24)],
    ],
)
def test_only_days_are_days(asked: Any) -> None:  # noqa: ANN401 - misuse
    """Moments, objects, numbers and lists are rejected with advice."""
    with pytest.raises(InvalidValueError, match=r"datetime64\[D\]"):
        ARRAYS.is_business_day(asked)


@pytest.mark.parametrize("n", [0, 1.0, np.array([1, 0]), True])
def test_only_whole_steps_count(n: Any) -> None:  # noqa: ANN401 - misuse
    """A step of 0 or a step that is no integer is rejected, alone and in an array."""
    with pytest.raises(InvalidValueError, match="whole numbers other than 0"):
        ARRAYS.add(days("2026-11-24", "2026-11-25"), n)


@pytest.mark.parametrize("n", [10**6, -(10**6), np.array([1, 10**6]), np.array([-(10**6), 1])])
def test_answers_outside_are_refused(n: Any) -> None:  # noqa: ANN401 - number or array
    """A result outside the span makes the call fail, for one n and for many."""
    with pytest.raises(OutOfSpanError, match="1989-01-01 to 2099-12-31"):
        ARRAYS.add(days("2026-11-24", "2026-11-25"), n)


def test_empty_arrays_have_empty_results() -> None:
    """Every method returns an empty array for empty arrays."""
    steps = np.array([], dtype=int)
    answers = (ARRAYS.add(NONE, 5), ARRAYS.add(NONE, steps), ARRAYS.count(NONE, NONE),
               ARRAYS.is_business_day(NONE), ARRAYS.closure_codes(NONE))  # fmt: skip

    assert [answer.size for answer in answers] == [0] * 5


def test_shapes_are_kept() -> None:
    """Results have the shape of the arguments, also if these are broadcast or strided."""
    grid = np.arange("2026-01-01", "2026-03-02", dtype="datetime64[D]").reshape(10, 6)[::2, ::3]

    assert grid.shape == ARRAYS.add(grid, 5).shape == ARRAYS.is_business_day(grid).shape
    assert ARRAYS.count(grid, days("2026-11-24")).shape == grid.shape
    assert ARRAYS.add(days("2026-11-24"), np.array([1, 2, 3])).shape == (3,)
    assert CALENDAR.add(grid[2, 1].item(), 5) == ARRAYS.add(grid, 5)[2, 1].item()


def test_results_after_the_promulgated_years() -> None:
    """Results past the promulgated years equal those of the calendar."""
    asked = days("2027-12-30", "2026-01-05")

    assert [CALENDAR.add(day, 5) for day in asked.tolist()] == ARRAYS.add(asked, 5).tolist()
    assert ARRAYS.add(asked, np.array([5, 5])).tolist() == ARRAYS.add(asked, 5).tolist()
    assert CALENDAR.count(date(2026, 1, 5), date(2040, 1, 5)) == ARRAYS.count(
        days("2026-01-05"), days("2040-01-05")
    )


def test_codes_are_kinds() -> None:
    """A code is the number of a closure's kind, 0 on a business day."""
    asked = days("2026-11-23", "2026-05-06", "2026-09-22", "2026-12-31", "2026-11-21", "2026-11-24")
    expected = [
        closure.kind.code if (closure := CALENDAR.closure_on(day)) else 0 for day in asked.tolist()
    ]

    assert expected == ARRAYS.closure_codes(asked).tolist() == ARRAYS.closure_codes(asked).tolist()
    assert ClosureKind.NATIONAL_HOLIDAY.code == expected[0]


def test_numpy_agrees_within_the_span() -> None:
    """On every day of the promulgated years numpy's functions agree with the arrays."""
    every = np.arange("1989-01-01", "2028-01-01", dtype="datetime64[D]")
    calendar = ARRAYS.to_busdaycalendar()

    assert (np.is_busday(every, busdaycal=calendar) == ARRAYS.is_business_day(every)).all()
    assert (
        np.busday_offset(every[:-400], 250, roll="preceding", busdaycal=calendar)
        == ARRAYS.add(every[:-400], 250)
    ).all()


def test_a_numpy_calendar_can_include_the_provisional_years() -> None:
    """The numpy calendar has closures up to the given day, and open weekdays after it."""
    short, long = ARRAYS.to_busdaycalendar(), ARRAYS.to_busdaycalendar(date(2028, 12, 31))
    new_year = days("2028-01-03")

    assert np.is_busday(new_year, busdaycal=short).tolist() == [True]
    assert np.is_busday(new_year, busdaycal=long).tolist() == [False]


def test_closures_from_a_numpy_calendar() -> None:
    """A numpy calendar's holidays become closures, each with the reason given."""
    numpy_calendar = np.busdaycalendar(holidays=days("2026-05-01", "2026-05-07"))
    closures = closures_from_busdaycalendar(
        numpy_calendar, name_ja="臨時休業", name_en="closed", citation=NOTICE
    )

    assert [date(2026, 5, 1), date(2026, 5, 7)] == [closure.day for closure in closures]
    assert date(2026, 5, 8) == CALENDAR.with_closures(closures).next(date(2026, 4, 30))


def test_other_weekmasks_are_rejected() -> None:
    """A numpy calendar that works on Saturdays is not converted silently."""
    with pytest.raises(InvalidValueError, match="Mon to Fri"):
        closures_from_busdaycalendar(
            np.busdaycalendar("1111110"), name_ja="臨時休業", name_en="closed", citation=NOTICE
        )


def test_many_days_have_the_results_of_few() -> None:
    """With more days than one block holds, every block has the same results."""
    few = days("2026-11-24", "2026-12-31", "2027-05-06")
    many = np.tile(few, 50_000)

    assert np.array_equal(ARRAYS.add(many, 3), np.tile(ARRAYS.add(few, 3), 50_000))
    assert np.array_equal(
        ARRAYS.is_business_day(many), np.tile(ARRAYS.is_business_day(few), 50_000)
    )


@pytest.mark.parametrize("n", [-1, np.array([-1])])
def test_before_the_first_business_day_there_is_none(n: Any) -> None:  # noqa: ANN401 - the same
    """The first business day of the span has one after it, and none before."""
    first = CALENDAR.next(CALENDAR.first_day)

    assert ARRAYS.add(days(str(first)), -n).tolist() == [CALENDAR.next(first)]
    with pytest.raises(OutOfSpanError):
        ARRAYS.add(days(str(first)), n)


@pytest.mark.parametrize("n", [1, np.array([1])])
def test_after_the_last_business_day_there_is_none(n: Any) -> None:  # noqa: ANN401 - the same
    """The last day of the span has results; days after its last business day have none."""
    last = CALENDAR.last_day
    before = CALENDAR.previous(CALENDAR.previous(last))

    assert ARRAYS.is_business_day(days(str(last))).tolist() == [CALENDAR.is_business_day(last)]
    assert ARRAYS.add(days(str(before)), n).tolist() == [CALENDAR.previous(last)]
    with pytest.raises(OutOfSpanError):
        ARRAYS.add(days(str(last)), n)


def test_a_numpy_calendar_has_the_weekmask() -> None:
    """A calendar without weekend work has the weekmask Monday to Friday, as numpy's own."""
    assert ARRAYS.to_busdaycalendar().weekmask.tolist() == [True] * 5 + [False] * 2


def test_results_have_the_documented_types() -> None:
    """An empty array keeps its type and shape, and codes are small integers."""
    none = ARRAYS.add(NONE.reshape(0, 3), 5)

    assert (none.dtype, none.shape) == (np.dtype("datetime64[D]"), (0, 3))
    assert ARRAYS.closure_codes(days("2026-11-24")).dtype == np.uint8


@pytest.mark.parametrize("n", [-2, -1, 1, 2, np.array(-1), np.array(1)])
def test_a_step_from_every_day_is_that_of_the_calendar(n: Any) -> None:  # noqa: ANN401 - one or an array
    """From open and closed days around the new year, one and two steps in both directions."""
    asked = np.arange("2026-12-20", "2027-01-12", dtype="datetime64[D]")

    assert [CALENDAR.add(day, int(n)) for day in asked.tolist()] == ARRAYS.add(asked, n).tolist()


def test_the_first_business_day_of_all_is_reached() -> None:
    """A step can reach the first open day of the span; one step further is outside."""
    second, first = days("1989-01-05"), days("1989-01-04")
    assert ARRAYS.add(second, -1) == first

    with pytest.raises(OutOfSpanError):
        ARRAYS.add(first, -1)


def test_codes_of_open_and_closed_days() -> None:
    """Open days have the code 0, and each closed day has that of its reason."""
    codes = CalendarArrays(CALENDAR).closure_codes(days("2026-11-20", "2026-11-21", "2026-11-23"))

    assert codes.tolist() == [0, ClosureKind.WEEKEND.code, ClosureKind.NATIONAL_HOLIDAY.code]
