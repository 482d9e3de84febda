"""Deadlines: conventions, explanations, latest receipts and longest waits."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import dateutil.tz
import pytest
from icalendar import Calendar

from idverify.calendar import (
    TOKYO,
    BusinessCalendar,
    Deadline,
    ReceiptConvention,
    ReviewClock,
)
from idverify.calendar.timezone import moment_at
from idverify.errors import InvalidValueError, OutOfSpanError
from idverify.render.ical import make_deadline_event

CALENDAR = BusinessCalendar.japan()
CLOCK = ReviewClock(CALENDAR)
CLOCKS = [
    CLOCK,
    ReviewClock(CALENDAR, 1),
    ReviewClock(CALENDAR, receipt_convention=ReceiptConvention.DEEMED_NEXT_BUSINESS_DAY),
    ReviewClock(CALENDAR, receipt_convention=ReceiptConvention.RECEIPT_DAY_COUNTED),
    ReviewClock(CALENDAR, 1, receipt_convention=ReceiptConvention.RECEIPT_DAY_COUNTED),
    ReviewClock(CALENDAR, cutoff=time(17)),
    ReviewClock(CALENDAR, cutoff=time(0, 0, 0, 1)),
    ReviewClock(CALENDAR, cutoff=time(17), cutoff_inclusive=True),
    ReviewClock(CALENDAR, 3, "Asia/Tokyo", time(12), ReceiptConvention.RECEIPT_DAY_COUNTED),
    ReviewClock(CALENDAR, zone=ZoneInfo("America/New_York")),
]


class LocalMeanTime(tzinfo):
    """A zone as pytz makes it: 8:27:52 ahead as a `tzinfo`, nine hours from UTC."""

    def __str__(self) -> str:
        return "local mean time"

    __repr__ = __str__

    def utcoffset(self, _: datetime | None) -> timedelta:
        """Return the offset of the very first local time."""
        return timedelta(hours=8, minutes=27, seconds=52)

    def dst(self, _: datetime | None) -> timedelta:
        """Return that there is no summer time."""
        return timedelta(0)

    def tzname(self, _: datetime | None) -> str:
        """Return the name of local mean time."""
        return "LMT"

    def fromutc(self, dt: datetime) -> datetime:
        """Return the local time with a zone of the right offset."""
        return (dt.replace(tzinfo=None) + timedelta(hours=9)).replace(tzinfo=SEOUL)


SEOUL = timezone(timedelta(hours=9))
#: Zones of every kind, among them those whose clocks change at midnight.
ZONES = [
    TOKYO,
    UTC,
    SEOUL,
    LocalMeanTime(),
    timezone(timedelta(hours=-11)),
    ZoneInfo("America/New_York"),
    ZoneInfo("America/Havana"),
    ZoneInfo("Asia/Beirut"),
    ZoneInfo("Pacific/Apia"),
    dateutil.tz.gettz("America/Sao_Paulo"),
]
INSTANT = timedelta(microseconds=1)


def noon(day: str) -> datetime:
    """Return noon in Japan."""
    return datetime.combine(date.fromisoformat(day), time(12), TOKYO)


class TestReceipt:
    """The day of receipt and the day from which counting begins."""

    @pytest.mark.parametrize("day", ["2026-11-21", "2026-11-22", "2026-11-23"])
    def test_a_closed_day_under_both_conventions(self, day: str) -> None:
        """After a long weekend: 30 November by default, 1 December by deemed receipt."""
        deemed = CLOCKS[2]

        assert (date(2026, 11, 30), date(2026, 12, 1)) == (
            CLOCK.deadline(noon(day)).due_on,
            deemed.deadline(noon(day)).due_on,
        )
        assert date(2026, 11, 24) == deemed.deadline(noon(day)).deemed_received_on

    @pytest.mark.parametrize(
        ("moment", "received_on", "due_on"),
        [
            ("2026-11-24T14:59:59+00:00", date(2026, 11, 24), date(2026, 12, 1)),
            ("2026-11-24T15:00:00+00:00", date(2026, 11, 25), date(2026, 12, 2)),
            ("2016-12-31T14:59:59+00:00", date(2016, 12, 31), date(2017, 1, 10)),
            ("2016-12-31T23:59:59+00:00", date(2017, 1, 1), date(2017, 1, 10)),
            ("2017-01-01T00:00:00+00:00", date(2017, 1, 1), date(2017, 1, 10)),
            ("1950-08-01T14:00:00+00:00", date(1950, 8, 2), date(1950, 8, 9)),
            ("1950-08-01T13:59:59+00:00", date(1950, 8, 1), date(1950, 8, 8)),
        ],
    )
    def test_one_second_decides(self, moment: str, received_on: date, due_on: date) -> None:
        """The day is that of Japan: for moments in UTC, at a leap second, and in summer time."""
        deadline = CLOCK.deadline(datetime.fromisoformat(moment))

        assert (received_on, due_on) == (deadline.received_on, deadline.due_on)

    def test_other_zones_are_given_as_values(self) -> None:
        """A zone other than Japan's is a tzinfo value; its own midnight decides."""
        moment = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
        seoul, utc = (ReviewClock(CALENDAR, zone=zone) for zone in (ZoneInfo("Asia/Seoul"), UTC))

        assert date(2026, 11, 25) == seoul.deadline(moment).received_on
        assert date(2026, 11, 24) == utc.deadline(moment).received_on

    @pytest.mark.parametrize("moment", [datetime(2026, 11, 24), date(2026, 11, 24), "2026-11-24"])  # noqa: DTZ001 - rejected
    def test_a_moment_needs_a_zone(self, moment: datetime) -> None:
        """A naive datetime, a date and a text are rejected."""
        with pytest.raises(InvalidValueError, match="a time zone"):
            CLOCK.deadline(moment)

    @pytest.mark.parametrize("year", [1, 9999])
    def test_moments_at_the_end_of_time(self, year: int) -> None:
        """A moment whose day in Japan is not a valid date, or is far away, is out of span."""
        far = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, 23, tzinfo=UTC)
        west = far.replace(tzinfo=timezone(timedelta(hours=-14 if year > 1 else 23)))
        with pytest.raises(OutOfSpanError):
            CLOCK.deadline(west)


class TestClocks:
    """Valid and invalid settings of a clock."""

    def test_the_defaults(self) -> None:
        """Five business days in Japan's time, the day of receipt not counted."""
        assert (
            CLOCK.business_days,
            CLOCK.zone,
            CLOCK.cutoff,
            CLOCK.receipt_convention,
        ) == (5, TOKYO, None, ReceiptConvention.RECEIPT_DAY_NOT_COUNTED)
        assert ReviewClock(CALENDAR, zone="Asia/Tokyo") == CLOCK

    @pytest.mark.parametrize("days", [0, -1, True, 2.5])
    def test_days_are_whole_and_positive(self, days: int) -> None:
        """A review takes at least one whole business day."""
        with pytest.raises(InvalidValueError, match="business_days"):
            ReviewClock(CALENDAR, days)

    @pytest.mark.parametrize("zone", ZONES, ids=str)
    @pytest.mark.parametrize("cutoff", [None, time(17)], ids=str)
    def test_the_latest_receipt_is_one_for_its_own_clock(
        self, zone: tzinfo, cutoff: time | None
    ) -> None:
        """In a zone of any kind the latest receipt is in time, and the next instant is not."""
        clock = ReviewClock(CALENDAR, zone=zone, cutoff=cutoff)
        for due_on in (CALENDAR.add(date(2016, 1, 5), 5 * n) for n in range(1, 60)):
            latest = clock.latest_receipt(due_on)

            assert due_on == clock.deadline(latest).due_on
            assert due_on < clock.deadline(latest.astimezone(UTC) + INSTANT).due_on

    @pytest.mark.parametrize("zone", ZONES, ids=str)
    def test_a_moment_of_a_day_is_the_first_that_clocks_show(self, zone: tzinfo) -> None:
        """The clocks show the time at the moment, and did not in the day before it."""
        for day in (date(2016, 1, 1) + timedelta(n) for n in range(366)):
            moment = moment_at(day, time.min, zone)
            shown = moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None)

            assert shown in {datetime.combine(day, time.min), datetime.combine(day, time(1))}

    def test_a_moment_at_the_end_of_time_is_found(self) -> None:
        """On the last day that dates can express there is no day after it to ask about."""
        assert moment_at(date.max, time(12), UTC) == datetime(9999, 12, 31, 12, tzinfo=UTC)

    def test_a_moment_that_is_none_is_named(self) -> None:
        """NaT of pandas, which is a datetime by type, is refused by its name."""
        pandas = pytest.importorskip("pandas")

        with pytest.raises(InvalidValueError, match=r"no moment \(NaTType\): leave the row out"):
            CLOCK.deadline(pandas.NaT)

    def test_a_cutoff_at_midnight_is_refused(self) -> None:
        """With it every receipt would be late, without a word."""
        with pytest.raises(InvalidValueError, match="would make every receipt late"):
            ReviewClock(CALENDAR, cutoff=time(0))

    def test_zone_names_are_not_read(self) -> None:
        """The name of another zone would need a file, and is rejected with advice."""
        with pytest.raises(InvalidValueError, match="tzinfo value"):
            ReviewClock(CALENDAR, zone="Europe/Paris")

    @pytest.mark.parametrize("cutoff", [time(17, tzinfo=UTC), "17:00"])
    def test_a_cutoff_is_a_wall_time(self, cutoff: time) -> None:
        """The cut-off is a time without a time zone."""
        with pytest.raises(InvalidValueError, match="cutoff"):
            ReviewClock(CALENDAR, cutoff=cutoff)

    def test_a_cutoff_needs_deemed_receipt(self) -> None:
        """With a cut-off, Friday evening would otherwise be due later than Saturday morning."""
        with pytest.raises(InvalidValueError, match="Friday evening"):
            ReviewClock(CALENDAR, cutoff=time(17), receipt_convention="receipt_day_not_counted")

    def test_a_cutoff_on_a_counted_day(self) -> None:
        """If the day of receipt counts, a late receipt counts from the next business day."""
        clock = CLOCKS[8]

        assert [date(2026, 11, 26), date(2026, 11, 27)] == [
            clock.deadline(datetime(2026, 11, 24, hour, tzinfo=TOKYO)).due_on for hour in (11, 12)
        ]


class TestLatestReceiptAndLongestWait:
    """The latest receipt for a due day, and the longest wait of a period."""

    @pytest.mark.parametrize("clock", CLOCKS)
    @pytest.mark.parametrize(
        "due_on", [date(2026, 12, 1), date(2019, 5, 13), date(2026, 11, 23), date(2025, 1, 6)]
    )
    def test_the_latest_receipt(self, clock: ReviewClock, due_on: date) -> None:
        """The latest receipt is due by the day, and a receipt one instant later is not."""
        latest = clock.latest_receipt(due_on)

        assert clock.deadline(latest).due_on <= due_on
        assert clock.deadline(latest.astimezone(UTC) + INSTANT).due_on > due_on

    def test_the_latest_receipt_is_a_moment_in_japan(self) -> None:
        """The latest receipt is in the zone of the clock, not in that of the machine."""
        assert str(CLOCK.latest_receipt(date(2026, 12, 1))) == "2026-11-24 23:59:59.999999+09:00"

    @pytest.mark.parametrize(
        ("business_days", "due_on"),
        [(1, date(2026, 11, 24)), (2, date(2026, 11, 25)), (3, date(2026, 11, 26))],
    )
    def test_few_business_days(self, business_days: int, due_on: date) -> None:
        """One, two and three days after a Friday before a holiday, forwards and backwards."""
        clock = ReviewClock(CALENDAR, business_days)
        friday = date(2026, 11, 20)

        assert clock.deadline(datetime(2026, 11, 20, 12, tzinfo=TOKYO)).due_on == due_on
        assert clock.longest_wait(friday, friday) == ((due_on - friday).days, (friday,))

    def test_the_longest_wait_is_that_of_a_late_receipt(self) -> None:
        """With a cut-off the wait is measured for receipts after it, a day longer here."""
        clock, friday = ReviewClock(CALENDAR, 5, cutoff=time(17)), date(2026, 11, 20)
        late = clock.deadline(datetime(2026, 11, 20, 18, tzinfo=TOKYO)).due_on

        assert clock.longest_wait(friday, friday) == ((late - friday).days, (friday,))
        assert late > clock.deadline(datetime(2026, 11, 20, 12, tzinfo=TOKYO)).due_on

    def test_the_latest_receipt_is_a_day(self) -> None:
        """The due day must be a plain date; a moment is rejected."""
        with pytest.raises(InvalidValueError, match="due_on"):
            CLOCK.latest_receipt(datetime(2026, 12, 1, tzinfo=UTC))

    def test_the_longest_wait_of_the_official_years(self) -> None:
        """From 1955 to 2027 the longest wait is 17 days, from 26 April 2019."""
        assert (17, (date(2019, 4, 26),)) == CLOCK.longest_wait(
            date(1955, 1, 1), date(2027, 12, 24)
        )

    def test_the_first_and_the_last_day_are_included(self) -> None:
        """A period of one day has the wait of that day; the last day of a period is included."""
        day = date(2019, 4, 26)

        assert CLOCK.longest_wait(day, day) == (17, (day,))
        assert CLOCK.longest_wait(date(2019, 4, 22), day) == (17, (day,))
        assert CLOCK.longest_wait(day, date(2019, 5, 7)) == (17, (day,))

    def test_the_longest_wait_of_the_administration(self) -> None:
        """With the year-end closure, three year ends are as long as the spring of 2019."""
        clock = ReviewClock(BusinessCalendar.japan_government())
        wait = clock.longest_wait(date(1989, 1, 1), date(2027, 12, 17))

        assert wait.calendar_days == 17
        assert {date(2008, 12, 19), date(2013, 12, 20), date(2014, 12, 19)} <= set(wait.received_on)

    def test_a_wait_needs_a_period_of_at_least_one_day(self) -> None:
        """A period that ends before it begins is rejected."""
        with pytest.raises(InvalidValueError, match="must not be before"):
            CLOCK.longest_wait(date(2026, 1, 2), date(2026, 1, 1))

    def test_a_later_receipt_is_never_due_earlier(self) -> None:
        """Every clock is monotone from hour to hour over a year with all its holidays."""
        hours = [datetime(2019, 1, 1, tzinfo=TOKYO) + timedelta(hours=n) for n in range(365 * 24)]
        for clock in CLOCKS:
            due = [clock.deadline(hour).due_on for hour in hours[::5]]

            assert all(earlier <= later for earlier, later in pairwise(due))


class TestExplanations:
    """The explanation of a deadline."""

    def test_every_day_is_counted_or_skipped(self) -> None:
        """From 17 September 2026, each day up to the 29th is counted or has a reason."""
        deadline = CLOCK.deadline(noon("2026-09-17"))

        assert [day.day for day in deadline.counted] == [18, 24, 25, 28, 29]
        assert [closure.day.day for closure in deadline.skipped] == [19, 20, 21, 22, 23, 26, 27]

    def test_deemed_receipt_is_mentioned(self) -> None:
        """A deemed receipt is mentioned in both languages."""
        deadline = CLOCKS[2].deadline(noon("2026-11-21"))

        assert "（2026年11月24日（火）受領扱い）" in deadline.explain("ja")
        assert "deemed received on Tue 2026-11-24" in deadline.explain("en")

    def test_nothing_skipped_is_not_mentioned(self) -> None:
        """A deadline within one week has no list of skipped days."""
        deadline = ReviewClock(CALENDAR, 1).deadline(noon("2026-11-24"))

        assert deadline.explain("en").endswith("of the count.")
        assert deadline.explain("ja").endswith("までです。")

    def test_a_provisional_deadline_mentions_what_could_change_it(self) -> None:
        """Past the promulgated years, the day of the almanac is named."""
        deadline = CLOCK.deadline(noon("2027-12-27"))

        assert deadline.is_provisional
        assert [(2028, date(2027, 2, 1))] == [tuple(each) for each in deadline.uncertainties]
        assert "2027-02-01" in deadline.explain("en")
        assert "暦要項" in deadline.explain("ja")

    def test_a_certain_deadline_has_no_uncertainties(self) -> None:
        """A deadline on the last promulgated day is certain."""
        assert CLOCK.deadline(noon("2027-12-24")).uncertainties == ()

    def test_a_deadline_equals_its_reconstruction(self) -> None:
        """A deadline constructed from the five fields of another equals it."""
        made = CLOCK.deadline(noon("2026-09-17"))

        assert made == Deadline(
            made.received_on, made.due_on, made.counted, made.skipped, made.is_provisional
        )


class TestEvents:
    """A deadline as a calendar event."""

    def test_an_event_has_the_due_day_and_the_explanation(self) -> None:
        """The event is the whole due day, with the explanation as description."""
        deadline = CLOCK.deadline(noon("2026-09-17"))
        event = make_deadline_event(
            deadline, uid="case-17", stamped_at=noon("2026-09-17"), language="en"
        )
        read = Calendar.from_ical(event.to_ical())

        assert (date(2026, 9, 29), "case-17", "CONFIRMED") == (
            read.decoded("dtstart"),
            str(read["uid"]),
            str(read["status"]),
        )
        assert deadline.explain("en") == str(read["description"])

    def test_a_provisional_event_is_tentative(self) -> None:
        """The event of a provisional deadline is tentative and marked in its title."""
        event = make_deadline_event(
            CLOCK.deadline(noon("2028-09-14")), uid="case-18", stamped_at=noon("2028-09-14")
        )

        assert (str(event["summary"]), str(event["status"])) == ("審査期限（暫定）", "TENTATIVE")

    def test_an_event_needs_a_stamp_with_a_zone(self) -> None:
        """The time stamp must be a datetime with a time zone."""
        with pytest.raises(InvalidValueError, match="stamped_at"):
            make_deadline_event(
                CLOCK.deadline(noon("2026-09-17")),
                uid="case-17",
                stamped_at=datetime(2026, 9, 17),  # noqa: DTZ001 - rejected
            )
