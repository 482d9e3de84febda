"""Texts of the calendar: error messages and explanations, compared as a whole."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import numpy as np
import pytest

from idverify.calendar.arrays import CalendarArrays, closures_from_busdaycalendar
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.civil_code import age_attained_on, age_on, last_day_of_period
from idverify.calendar.closures import make_custom_closures
from idverify.calendar.deadline import ReviewClock
from idverify.calendar.eras import Era
from idverify.calendar.japanese_dates import EraDate
from idverify.calendar.period import Period
from idverify.calendar.timezone import TOKYO
from idverify.citations import Citation
from idverify.errors import IdVerifyError

JAPAN = BusinessCalendar.japan()
CLOCK = ReviewClock(JAPAN)
ARRAYS = CalendarArrays(JAPAN)
DAY = date(2026, 9, 17)
MOMENT = datetime(2026, 9, 17, 10, 0, tzinfo=TOKYO)
EARLIER = BusinessCalendar(JAPAN.rule, date(1950, 1, 1), date(1951, 1, 1), date(1951, 1, 1))
LATER = BusinessCalendar(JAPAN.rule, date(1951, 1, 2), date(1952, 1, 1), date(1952, 1, 1))
NOTICE = Citation("お知らせ", read_on=date(2026, 12, 1))
LAST_DAYS = np.array(["2099-12-30"], dtype="datetime64[D]")


def no_day(name: str, otherwise: str = "") -> str:
    """Return the message for a moment in place of a day."""
    return (
        f"{name} must be a datetime.date{otherwise}, not a moment (datetime): "
        "choose a zone and take its .date() there"
    )


REFUSALS: list[tuple[Callable[[], object], str]] = [
    (lambda: last_day_of_period(MOMENT, 3), no_day("event")),
    (lambda: last_day_of_period(DAY, 0), "months must be a whole number of at least 1"),
    (
        lambda: last_day_of_period(date(9999, 1, 1), 13),
        "the period ends after the year 9999, the last one dates can say",
    ),
    (lambda: age_attained_on(DAY, 0), "age must be a whole number of at least 1"),
    (lambda: age_on(MOMENT, DAY), no_day("birth_date")),
    (lambda: age_on(DAY, MOMENT), no_day("day")),
    (lambda: age_on(DAY, date(2026, 9, 16)), "day must not be before birth_date"),
    (lambda: Period(since=MOMENT), no_day("Period.since", " or None")),
    (lambda: Period(until=MOMENT), no_day("Period.until", " or None")),
    (lambda: EraDate(Era.REIWA, 0, 1, 1), "an era's years begin with 1 (元年)"),
    (lambda: EraDate(Era.REIWA, 2, 2, 30), "there is no such day: 令和2年2月30日"),
    (
        lambda: EraDate(Era.REIWA, 1, 4, 30),
        "令和元年4月30日 lies before 令和's first day, 2019-05-01",
    ),
    (
        lambda: EraDate.parse("8-4-1"),
        "5 characters that are no date in Japanese years, such as 令和8年4月1日 or R8.4.1",
    ),
    (
        lambda: ReviewClock(JAPAN, business_days=0),
        "business_days must be a whole number of at least 1",
    ),
    (
        lambda: ReviewClock(JAPAN, cutoff=time(17, tzinfo=TOKYO)),
        "cutoff must be a datetime.time without a time zone",
    ),
    (
        lambda: ReviewClock(JAPAN, zone="Asia/Seoul"),
        (
            'zone must be "Asia/Tokyo" or a tzinfo value such as zoneinfo.ZoneInfo("Asia/Seoul"): '
            "this library reads no time zone files itself"
        ),
    ),
    (
        lambda: ReviewClock(JAPAN, cutoff=time(17), receipt_convention="receipt_day_not_counted"),
        (
            "a cut-off needs deemed_next_business_day or receipt_day_counted: otherwise "
            "Friday evening would be due later than Saturday morning"
        ),
    ),
    (
        lambda: CLOCK.deadline(datetime(2026, 9, 17, 10)),  # noqa: DTZ001 - that is the mistake
        (
            "received_at must be a datetime with a time zone (tzinfo): which day it is "
            "depends on where"
        ),
    ),
    (
        lambda: CLOCK.deadline(datetime.max.replace(tzinfo=UTC)),
        "received_at lies at the very end of the years dates can say",
    ),
    (
        lambda: make_custom_closures([DAY]),  # type: ignore[list-item]
        "closures must be Closure values: a day, both names and a citation",
    ),
    (lambda: LATER & EARLIER, "these calendars have no day in common"),
    (
        lambda: closures_from_busdaycalendar(
            np.busdaycalendar("1111110"), name_ja="休業", name_en="closed", citation=NOTICE
        ),
        "only a numpy calendar with the weekmask Mon to Fri can be taken over",
    ),
    (lambda: CLOCK.latest_receipt(MOMENT), no_day("due_on")),
    (lambda: CLOCK.longest_wait(MOMENT, DAY), no_day("first")),
    (lambda: CLOCK.longest_wait(DAY, MOMENT), no_day("last")),
    (lambda: CLOCK.longest_wait(DAY, date(2026, 9, 16)), "last must not be before first"),
    (
        lambda: JAPAN.add(DAY, 0),
        (
            "n must be a whole number other than 0, because the day itself never counts; "
            "to leave a closed day, use next or previous"
        ),
    ),
    (
        lambda: ARRAYS.add(np.array(["NaT"], dtype="datetime64[D]"), 5),
        "days contain NaT: leave out or fill what is no day",
    ),
    (
        lambda: ARRAYS.add([DAY], 5),  # type: ignore[arg-type]
        (
            "days must be a numpy array of datetime64[D]: of dates, make one with "
            'np.array(dates, dtype="datetime64[D]"); of moments, choose the zone first'
        ),
    ),
    (
        lambda: ARRAYS.add(LAST_DAYS, np.array([0])),
        "n must be whole numbers other than 0: the day itself never counts",
    ),
    (
        lambda: ARRAYS.add(LAST_DAYS + 2, 1),
        "a day lies outside this calendar's span, 1948-07-20 to 2099-12-31",
    ),
    (
        lambda: ARRAYS.add(LAST_DAYS, 5),
        "business day +5 from a day lies outside this calendar's span, 1948-07-20 to 2099-12-31",
    ),
    (
        lambda: ARRAYS.add(LAST_DAYS, np.array([5])),
        "a business day asked for lies outside this calendar's span, 1948-07-20 to 2099-12-31",
    ),
]


@pytest.mark.parametrize(("call", "words"), REFUSALS, ids=[words[:40] for _, words in REFUSALS])
def test_an_error_names_the_field_and_what_to_do(call: Callable[[], object], words: str) -> None:
    """The message names the invalid value and describes a valid one."""
    with pytest.raises(IdVerifyError) as caught:
        call()

    assert str(caught.value) == words


def test_the_explanation_of_a_deadline() -> None:
    """It has receipt, deadline and skipped days; in Japanese without spaces in between."""
    deadline = CLOCK.deadline(MOMENT)

    assert deadline.explain("ja") == (
        "2026年9月17日（木）受領。審査期限は2026年9月29日（火）（5営業日目）の終わりまでです。"
        "除いた日：2026年9月19日（土）、2026年9月20日（日）、2026年9月21日（月）敬老の日、"
        "2026年9月22日（火）国民の休日、2026年9月23日（水）秋分の日、2026年9月26日（土）、"
        "2026年9月27日（日）。"
    )
    assert (
        deadline.explain()
        == deadline.explain("en")
        == (
            "Received on Thu 2026-09-17; due by the end of Tue 2026-09-29, business day 5 of the "
            "count. Skipped: Sat 2026-09-19, Sun 2026-09-20, Mon 2026-09-21 Respect for the "
            "Aged Day, Tue 2026-09-22 citizens' holiday, Wed 2026-09-23 Autumnal Equinox Day, "
            "Sat 2026-09-26, Sun 2026-09-27."
        )
    )


def test_an_uncertainty_comes_after_the_deadline() -> None:
    """The explanation of a provisional deadline ends with what could change it."""
    [uncertainty] = CLOCK.deadline(datetime(2028, 4, 28, 10, tzinfo=TOKYO)).uncertainties

    assert uncertainty.explain("ja") == (
        "2028年の祝日は未公布です（2027-02-01の官報の暦要項で確定、祝日法改正で変わり得ます）。"
    )
    assert (
        uncertainty.explain()
        == uncertainty.explain("en")
        == (
            "The holidays of 2028 are not promulgated yet: the almanac gazetted on 2027-02-01 "
            "fixes the equinoxes, and an amendment of the Holidays Act could still change them."
        )
    )


def test_a_deemed_receipt_comes_after_the_receipt() -> None:
    """The day of deemed receipt is given between receipt and deadline."""
    clock = ReviewClock(JAPAN, 1, receipt_convention="deemed_next_business_day")
    deadline = clock.deadline(datetime(2026, 11, 21, 12, tzinfo=TOKYO))

    assert deadline.explain("en") == (
        "Received on Sat 2026-11-21, deemed received on Tue 2026-11-24; "
        "due by the end of Wed 2026-11-25, business day 1 of the count. "
        "Skipped: Sat 2026-11-21, Sun 2026-11-22, Mon 2026-11-23 Labour Thanksgiving Day."
    )
