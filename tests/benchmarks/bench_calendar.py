# ruff: noqa: T201 - prints its tables
"""Times the calendar beside its peers, side by side in one process.

    python -m pip install -e '.[arrays]' --group bench
    python tests/benchmarks/bench_calendar.py [rounds]

Every contender's answers are checked first against the calendar's own; those that differ
are counted in the table. Contenders without Japanese data are given the right holidays.
Each round times all contenders one after the other, on fresh date objects, and keeps the
quickest of five passes of each. A figure is the median over the rounds of the ratio to our
time in the same round, so that a busy machine slows both sides of it.
"""

import random
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from time import perf_counter
from types import FunctionType
from typing import Any, NamedTuple

import better_calendar
import bizdays
import business_calendar
import holidays
import jpholiday
import numpy as np
import pandas as pd
import polars as pl
import QuantLib as ql  # noqa: N813 - as its own documentation does
import workalendar.asia

from idverify.calendar import BusinessCalendar
from idverify.calendar.arrays import CalendarArrays

OURS = "idverify"
DAY, WEEK = timedelta(days=1), timedelta(days=7)
FIRST, LAST = date(2000, 1, 1), date(2027, 12, 31)
NATIONAL = BusinessCalendar.japan()
ARRAYS = CalendarArrays(NATIONAL)
DAYS = [date(1990, 1, 1) + timedelta(n) for n in range(61 * 365)]
#: Closed weekdays 1990-2050, for contenders that bring no Japanese data.
RESTS = [day for day in DAYS if day.weekday() < 5 and not NATIONAL.is_business_day(day)]
REST_SET = frozenset(RESTS)
SEED = 20261123
A_MILLION = 1_000_000


class Task(NamedTuple):
    """One question, its arguments, the loop that asks it, and who answers how."""

    title: str
    rows: list[Any]
    ask: Callable[..., None]
    answers: dict[str, Callable[..., Any]]


class Measured(NamedTuple):
    """What came of one contender in one task."""

    name: str
    wrong: str
    nanoseconds: float
    ratio: float


def ask_day(answer: Callable[..., Any], rows: list[date]) -> None:
    """Ask about each day."""
    for day in rows:
        answer(day)


def ask_pair(answer: Callable[..., Any], rows: list[tuple[date, date]]) -> None:
    """Ask about each pair of days."""
    for one, two in rows:
        answer(one, two)


def ask_steps(answer: Callable[..., Any], rows: list[tuple[date, int]]) -> None:
    """Ask for the n-th day from each day."""
    for day, n in rows:
        answer(day, n)


def ask_once(answer: Callable[..., Any], rows: list[Any]) -> None:
    """Ask about all of them at once."""
    answer(*rows)


def own_line(day: date) -> bool:
    """Answer as a user's own line over a set does."""
    return day.weekday() < 5 and day not in REST_SET


def own_loop(day: date, n: int) -> date:
    """Answer as a user's own loop over a set does."""
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while day.weekday() > 4 or day in REST_SET:
            day += step
    return day


def add_week(day: date, _n: int) -> date:
    """The floor: a function that adds a constant."""
    return day + WEEK


def tasks() -> Iterator[Task]:
    """Yield every question with all contenders."""
    chance = random.Random(SEED)
    span = (FIRST.toordinal(), LAST.toordinal())
    days = [date.fromordinal(chance.randint(*span)) for _ in range(1000)]
    pairs = [tuple(sorted((one, chance.choice(days) + DAY))) for one in days]
    numpy_calendar = np.busdaycalendar(holidays=np.array(RESTS, dtype="datetime64[D]"))
    japan = holidays.country_holidays("JP", years=range(1990, 2051))
    business = business_calendar.Calendar(holidays=RESTS)
    biz = bizdays.Calendar(RESTS, ["Saturday", "Sunday"], DAYS[0], DAYS[-1], "jp", financial=False)
    working = workalendar.asia.Japan()
    quant = ql.BespokeCalendar("jp")
    for weekday in (ql.Saturday, ql.Sunday):
        quant.addWeekend(weekday)
    for day in RESTS:
        quant.addHoliday(ql.Date.from_date(day))
    quant_day = ql.Date.from_date

    for n in (5, 250, 2500, -5):
        roll = "preceding" if n > 0 else "following"
        offset = pd.offsets.CustomBusinessDay(n, calendar=numpy_calendar)
        yield Task(
            f"add {n:+,}",
            [(day, n) for day in days],
            ask_steps,
            {
                OURS: NATIONAL.add,
                "floor: a function returning date + timedelta": add_week,
                "a user's own loop over a set": own_loop,
                "business-calendar": business.addbusdays,
                "numpy": lambda day, n, r=roll: np.busday_offset(
                    day, n, r, busdaycal=numpy_calendar
                ),
                "bizdays": biz.offset,
                "QuantLib": lambda day, n: quant.advance(quant_day(day), n, ql.Days),
                "holidays": japan.get_nth_working_day,
                "workalendar": working.add_working_days,
                "pandas": lambda day, _n, o=offset: pd.Timestamp(day) + o,
                "better-calendar": lambda day, n: better_calendar.offset(
                    day, n, cal="country:JP", roll="preceding" if n > 0 else "following"
                ),
            },
        )
    yield Task(
        "count",
        pairs,
        ask_pair,
        {
            OURS: NATIONAL.count,
            "business-calendar": business.busdaycount,
            "numpy": lambda one, two: np.busday_count(
                one + DAY, two + DAY, busdaycal=numpy_calendar
            ),
            "bizdays": lambda one, two: biz.bizdays(one + DAY, two),
            "QuantLib": lambda one, two: quant.businessDaysBetween(
                quant_day(one), quant_day(two), False, True
            ),
            "holidays": lambda one, two: japan.get_working_days_count(one + DAY, two),
            "workalendar": working.get_working_days_delta,
            "better-calendar": lambda one, two: better_calendar.count(
                one, two, cal="country:JP", closed="right"
            ),
        },
    )
    yield Task(
        "is_business_day",
        days,
        ask_day,
        {
            OURS: NATIONAL.is_business_day,
            "a user's own line over a set": own_line,
            "business-calendar": business.isbusday,
            "numpy": lambda day: np.is_busday(day, busdaycal=numpy_calendar),
            "bizdays": biz.isbizday,
            "QuantLib": lambda day: quant.isBusinessDay(quant_day(day)),
            "holidays": japan.is_working_day,
            "jpholiday": lambda day: day.weekday() < 5 and not jpholiday.is_holiday(day),
            "workalendar": working.is_working_day,
            "better-calendar": lambda day: better_calendar.is_bday(day, cal="country:JP"),
        },
    )
    yield from array_tasks(numpy_calendar)


def array_tasks(numpy_calendar: np.busdaycalendar) -> Iterator[Task]:
    """Yield the questions about a million days at once."""
    chance = np.random.default_rng(SEED)
    first, last = (np.datetime64(day, "D").astype(int) for day in (FIRST, LAST))
    ones, twos = (chance.integers(first, last, A_MILLION).astype("datetime64[D]") for _ in range(2))
    ones, twos = np.minimum(ones, twos), np.maximum(ones, twos)
    frame = pl.DataFrame({"one": ones, "two": twos})
    one, two = pl.col("one"), pl.col("two")

    for n in (5, 250):
        yield Task(
            f"array: add {n:+,}",
            [ones],
            ask_once,
            {
                OURS: lambda days, n=n: ARRAYS.add(days, n),
                "numpy": lambda days, n=n: np.busday_offset(
                    days, n, "preceding", busdaycal=numpy_calendar
                ),
                "polars": lambda _, n=n: frame.select(
                    one.dt.add_business_days(n, holidays=RESTS, roll="backward")
                )["one"].to_numpy(),
                "better-calendar": lambda days, n=n: better_calendar.offset(
                    days, n, cal="country:JP", roll="preceding"
                ),
            },
        )
    yield Task(
        "array: count",
        [ones, twos],
        ask_once,
        {
            OURS: ARRAYS.count,
            "numpy": lambda one, two: np.busday_count(one + 1, two + 1, busdaycal=numpy_calendar),
            "polars": lambda *_: frame.select(
                n=pl.business_day_count(one + DAY, two + DAY, holidays=RESTS)
            )["n"].to_numpy(),
            "better-calendar": lambda one, two: better_calendar.count(
                one, two, cal="country:JP", closed="right"
            ),
        },
    )
    yield Task(
        "array: is_business_day",
        [ones],
        ask_once,
        {
            OURS: ARRAYS.is_business_day,
            "numpy": lambda days: np.is_busday(days, busdaycal=numpy_calendar),
            "polars": lambda _: frame.select(one.dt.is_business_day(holidays=RESTS))[
                "one"
            ].to_numpy(),
            "better-calendar": lambda days: better_calendar.is_bday(days, cal="country:JP"),
        },
    )


def plain(answer: Any) -> Any:  # noqa: ANN401 - whatever a contender returns
    """Return an answer as a date, a number or a truth value, for comparison."""
    if isinstance(answer, ql.Date):
        return answer.to_date()
    if isinstance(answer, pd.Timestamp):
        return answer.date()
    return answer.item() if isinstance(answer, np.generic) else answer


def wrong(task: Task, name: str) -> str:
    """Return how many of the answers checked differ from ours."""
    ours, theirs = task.answers[OURS], task.answers[name]
    if name.startswith("floor"):
        return ""
    if task.ask is ask_once:
        differ = np.asarray(theirs(*task.rows)) != ours(*task.rows)
        return f"{int(differ.sum()):,} of {differ.size:,}"
    rows = [row if isinstance(row, tuple) else (row,) for row in task.rows[:: sparse(task, name)]]
    differing = sum(plain(theirs(*row)) != ours(*row) for row in rows)
    return f"{differing} of {len(rows)}"


def timed(task: Task, name: str) -> float:
    """Return the seconds an answer takes in the quickest of five passes."""
    rows = task.rows if task.ask is ask_once else task.rows[:: sparse(task, name)]
    # A loop of its own for each contender: the interpreter specialises loops to what they call.
    loop = FunctionType(task.ask.__code__.replace(), globals())
    return min(one_pass(loop, task.answers[name], rows) for _ in range(5))


def one_pass(loop: Callable[..., None], answer: Callable[..., Any], rows: list[Any]) -> float:
    """Return the seconds an answer takes in one pass over fresh dates."""
    fresh = [renewed(row) for row in rows]
    begin = perf_counter()
    loop(answer, fresh)
    end = perf_counter()
    return (end - begin) / (A_MILLION if isinstance(rows[0], np.ndarray) else len(rows))


def renewed(row: Any) -> Any:  # noqa: ANN401 - a date, a tuple with dates, or an array
    """Return an equal row whose dates are new objects: an old one knows its hash."""
    if isinstance(row, tuple):
        return tuple(renewed(each) for each in row)
    return date(row.year, row.month, row.day) if isinstance(row, date) else row


def sparse(task: Task, name: str) -> int:
    """Return how many rows to step over for a contender that takes long."""
    row = task.rows[0] if isinstance(task.rows[0], tuple) else (task.rows[0],)
    begin = perf_counter()
    task.answers[name](*row)
    took = perf_counter() - begin
    return 1 if took < 3e-5 else 10 if took < 3e-4 else 100


def measured(task: Task, rounds: int) -> Iterator[Measured]:
    """Yield each contender's check and figures, the fastest first."""
    checks = {name: wrong(task, name) for name in task.answers}
    table = [{name: timed(task, name) for name in task.answers} for _ in range(rounds)]
    for name in sorted(task.answers, key=lambda each: statistics.median(r[each] for r in table)):
        ratios = [times[name] / times[OURS] for times in table]
        nanoseconds = statistics.median(times[name] for times in table) * 1e9
        yield Measured(name, checks[name], nanoseconds, statistics.median(ratios))


START = """
import sys, {before}
from time import perf_counter
begin = perf_counter()
from datetime import UTC, datetime
from idverify.calendar import BusinessCalendar, ReviewClock
ReviewClock(BusinessCalendar.japan()).deadline(datetime(2026, 9, 17, 3, tzinfo=UTC))
print((perf_counter() - begin) * 1e3, "holidays" in sys.modules)
"""


def startup(before: str) -> str:
    """Return the milliseconds of import and first deadline beyond the modules named."""
    words = [sys.executable, "-I", "-c", START.format(before=before)]
    runs = [
        subprocess.run(words, capture_output=True, check=True, text=True)  # noqa: S603 - ours
        for _ in range(25)
    ]
    times, loaded = zip(*(run.stdout.split() for run in runs), strict=True)
    figures = sorted(map(float, times))
    median = statistics.median(figures)
    return f"{median:.1f} ms (least {figures[0]:.1f}), holidays loaded: {loaded[0]}"


def main(rounds: int) -> None:
    """Print the tables in Markdown."""
    for before in ("attrs", "attrs, datetime"):
        print(f"Import and first deadline beyond {before}: {startup(before)}\n")
    for task in tasks():
        print(f"### {task.title}\n\n| contender | wrong | ns | ratio to ours |\n|---|---|---|---|")
        for name, wrongs, nanoseconds, ratio in measured(task, rounds):
            print(f"| {name} | {wrongs} | {nanoseconds:,.1f} | {ratio:,.2f} |", flush=True)
        print()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
