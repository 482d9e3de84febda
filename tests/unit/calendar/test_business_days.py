"""Business calendars: results, errors, spans and algebra."""

import copy
import pickle
import sys
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from idverify.calendar import BusinessCalendar, Closure, ClosureKind
from idverify.calendar.closures import make_custom_closures
from idverify.citations import Citation, Confidence
from idverify.errors import InvalidValueError, OutOfSpanError

NATIONAL = BusinessCalendar.japan()
GOVERNMENT = BusinessCalendar.japan_government()
BANKS = BusinessCalendar.japan_banks()
SHORT = date(2026, 12, 31)
NOTICE = Citation("お知らせ", read_on=date(2024, 4, 1))


def closed(*days: str, name_ja: str = "臨時休業") -> list[Closure]:
    """Return the closures of a service on some days."""
    return [Closure(date.fromisoformat(day), name_ja, "service closed", NOTICE) for day in days]


class Day(date):
    """A subclass of date, as test tools make them."""


class TestPitfalls:
    """Days that calendars often get wrong."""

    @pytest.mark.parametrize(
        ("day", "why"),
        [
            (date(2026, 5, 6), "振替休日"),
            (date(2026, 9, 22), "国民の休日"),
            (date(2021, 7, 22), "海の日"),
            (date(2021, 7, 23), "スポーツの日"),
            (date(2021, 8, 9), "振替休日"),
            (date(2019, 5, 1), "天皇の即位の日"),
        ],
    )
    def test_a_closed_day(self, day: date, why: str) -> None:
        """A moved, substituted or sandwiched holiday is closed, with the right reason."""
        closure = NATIONAL.closure_on(day)

        assert closure
        assert why == closure.name_ja

    @pytest.mark.parametrize(
        "day",
        [
            date(1973, 2, 12),
            date(1998, 5, 6),
            date(2003, 5, 6),
            date(2020, 10, 12),
            date(2021, 8, 11),
            date(2021, 7, 19),
        ],
    )
    def test_an_open_day(self, day: date) -> None:
        """Days that other calendars close are business days."""
        assert NATIONAL.is_business_day(day)
        assert NATIONAL.closure_on(day) is None


class TestPresets:
    """The three presets differ in their year-end closures."""

    @pytest.mark.parametrize(
        ("day", "works"),
        [
            (date(2026, 12, 28), (True, True, True)),
            (date(2026, 12, 29), (True, True, False)),
            (date(2026, 12, 30), (True, True, False)),
            (date(2026, 12, 31), (True, False, False)),
            (date(2027, 1, 1), (False, False, False)),
            (date(2025, 1, 2), (True, False, False)),
            (date(2025, 1, 3), (True, False, False)),
            (date(2025, 1, 6), (True, True, True)),
        ],
    )
    def test_year_end_closures(self, day: date, works: tuple[bool, bool, bool]) -> None:
        """The administration closes on 29 December, banks on 31 December, both to 3 January."""
        assert works == tuple(each.is_business_day(day) for each in (NATIONAL, BANKS, GOVERNMENT))

    @pytest.mark.parametrize("calendar", [GOVERNMENT, BANKS])
    def test_institutions_are_asserted_from_1989(self, calendar: BusinessCalendar) -> None:
        """Both calendars begin in 1989, because earlier closures were not researched."""
        assert calendar.is_business_day(date(1989, 1, 4))
        with pytest.raises(OutOfSpanError, match="1989-01-01 to 2099-12-31"):
            calendar.is_business_day(date(1988, 12, 31))

    @pytest.mark.parametrize(
        ("calendar", "day", "names"),
        [
            (NATIONAL, date(2026, 11, 21), ("土曜日", "Saturday")),
            (NATIONAL, date(2026, 11, 22), ("日曜日", "Sunday")),
            (NATIONAL, date(2026, 11, 23), ("勤労感謝の日", "Labour Thanksgiving Day")),
            (BANKS, date(2026, 12, 31), ("年末年始休業", "year-end closure")),
            (BANKS, date(1989, 1, 3), ("年末年始休業", "year-end closure")),
        ],
    )
    def test_a_closed_day_has_its_names(
        self, calendar: BusinessCalendar, day: date, names: tuple[str, str]
    ) -> None:
        """Every closure has names in Japanese and English, and the place of its source."""
        why = calendar.closure_on(day)

        assert why
        assert (why.name_ja, why.name_en) == names
        assert why.citation.place

    def test_saturdays_before_1992_are_a_convention(self) -> None:
        """A weekend before the statute is cited as our convention, one after as law."""
        before, after = (
            NATIONAL.closure_on(date(1992, 9, 26)),
            NATIONAL.closure_on(date(1992, 10, 3)),
        )

        assert before
        assert after
        assert (
            before.citation.confidence,
            after.citation.confidence,
        ) == (Confidence.INFERRED, Confidence.CONFIRMED)


class TestSpan:
    """Days outside the span raise an error that names the span."""

    @pytest.mark.parametrize("day", [date(1948, 7, 19), date(2100, 1, 1), date.min, date.max])
    def test_days_outside_are_refused(self, day: date) -> None:
        """Every method rejects a day before the Act or after 2099."""
        for ask in (
            NATIONAL.is_business_day,
            NATIONAL.next,
            NATIONAL.previous,
            NATIONAL.closure_on,
        ):
            with pytest.raises(
                OutOfSpanError, match=f"{day} lies outside .* 1948-07-20 to 2099-12-31"
            ):
                ask(day)
        with pytest.raises(OutOfSpanError):
            NATIONAL.count(date(2026, 1, 5), day)
        with pytest.raises(OutOfSpanError):
            NATIONAL.count(day, date(2026, 1, 5))
        with pytest.raises(OutOfSpanError):
            NATIONAL.is_provisional_on(day)

    @pytest.mark.parametrize("n", [10**6, -(10**6), 10**30, -(10**30)])
    def test_answers_outside_are_refused(self, n: int) -> None:
        """A result outside the span raises an error, however far it is."""
        with pytest.raises(OutOfSpanError, match=r"business day .* from 2026-01-05 lies outside"):
            NATIONAL.add(date(2026, 1, 5), n)

    def test_the_first_and_last_days_answer(self) -> None:
        """Both ends of the span are inside, and one step beyond is not."""
        assert date(1948, 7, 20) == NATIONAL.previous(date(1948, 7, 21))
        assert date(2099, 12, 31) == NATIONAL.next(date(2099, 12, 30))
        assert NATIONAL.is_business_day(date(1948, 7, 20))
        assert NATIONAL.is_business_day(date(2099, 12, 31))
        with pytest.raises(OutOfSpanError):
            NATIONAL.previous(date(1948, 7, 20))
        with pytest.raises(OutOfSpanError):
            NATIONAL.next(date(2099, 12, 31))

    def test_the_order_of_questions_changes_no_answer(self) -> None:
        """A calendar that widens its index gives the same results as a fresh one."""
        days = [date(2026, 9, 17), date(1948, 7, 20), date(2027, 12, 30), date(2098, 5, 1)]
        fresh = [BusinessCalendar.japan().add(day, 5) for day in days]
        calendar = BusinessCalendar.japan()

        assert fresh == [calendar.add(day, 5) for day in days]
        assert fresh == [calendar.add(day, 5) for day in reversed(days)][::-1]

    def test_provisional_days_come_after_the_promulgated_years(self) -> None:
        """The last promulgated day is certain, the next one provisional."""
        assert [
            NATIONAL.is_provisional_on(date(*day)) for day in [(2027, 12, 31), (2028, 1, 1)]
        ] == [
            False,
            True,
        ]


class TestMisuse:
    """Values that are no plain date or no step are rejected with advice."""

    @pytest.mark.parametrize(
        "value",
        [datetime(2026, 1, 5), "2026-01-05", None, 20260105],  # noqa: DTZ001 - rejected as a moment
    )
    def test_only_plain_dates_are_days(self, value: Any) -> None:  # noqa: ANN401 - misuse
        """Every method rejects a moment, a text, None and a number."""
        questions = (
            NATIONAL.is_business_day, NATIONAL.closure_on, NATIONAL.next,
            lambda day: NATIONAL.add(day, -3), lambda day: NATIONAL.count(day, date(2026, 1, 5)),
            lambda day: NATIONAL.count(date(2026, 1, 5), day),
        )  # fmt: skip
        NATIONAL.is_business_day(date(2026, 1, 5))
        for ask in questions:
            with pytest.raises(InvalidValueError, match=r"must be a datetime\.date, not"):
                ask(value)

    @pytest.mark.parametrize("n", [0, 1.0, -1.0, "1", None])
    def test_only_whole_steps_count(self, n: Any) -> None:  # noqa: ANN401 - misuse
        """A step of 0 or a step that is no integer is rejected with advice."""
        with pytest.raises(InvalidValueError, match="use next or previous"):
            NATIONAL.add(date(2026, 1, 5), n)

    def test_subclasses_of_date_are_days(self) -> None:
        """A subclass of date is accepted, and results are plain dates."""
        calendar, day = BusinessCalendar.japan(), Day(2026, 9, 17)

        assert type(calendar.add(day, 5)) is date
        assert date(2026, 9, 29) == calendar.add(day, 5)
        assert date(2026, 9, 10) == calendar.add(day, -5)
        assert calendar.is_business_day(day)
        assert calendar.count(day, Day(2026, 9, 29)) == 5

    def test_closures_are_closures(self) -> None:
        """A bare date is no closure: it lacks a reason."""
        with pytest.raises(InvalidValueError, match="must be a Closure"):
            NATIONAL.with_closures([date(2026, 5, 1)])  # type: ignore[list-item]  # misuse


class TestOwnClosures:
    """Closed days added by a service."""

    def test_a_bridge_over_golden_week(self) -> None:
        """With three bridge days, the fifth business day of April 2024 moves to 13 May."""
        bridged = NATIONAL.with_closures(closed("2024-04-30", "2024-05-01", "2024-05-02"))

        assert (date(2024, 5, 8), date(2024, 5, 13)) == (
            NATIONAL.add(date(2024, 4, 26), 5),
            bridged.add(date(2024, 4, 26), 5),
        )
        assert closed("2024-04-30")[0] == bridged.closure_on(date(2024, 4, 30))

    def test_a_holiday_stays_a_holiday(self) -> None:
        """A closure on a holiday changes neither answer nor reason; on a weekend, the reason."""
        calendar = NATIONAL.with_closures(closed("2026-05-06", "2026-05-09"))
        kinds = [calendar.closure_on(date(2026, 5, day)) for day in (6, 9)]

        assert [each.kind for each in kinds if each] == [
            ClosureKind.SUBSTITUTE_HOLIDAY,
            ClosureKind.SERVICE,
        ]

    def test_the_order_of_two_reasons_is_irrelevant(self) -> None:
        """Of two closures on a day, the same one applies in either order."""
        two = [*closed("2026-05-07", name_ja="保守"), *closed("2026-05-07", name_ja="創立記念日")]

        assert make_custom_closures(two) == make_custom_closures(two[::-1])
        assert NATIONAL.with_closures(two) == NATIONAL.with_closures(two[::-1])

    def test_the_reason_of_higher_precedence_applies(self) -> None:
        """A day announced as a holiday and as a closure of the service is a holiday."""
        day = date(2026, 5, 7)
        service = closed("2026-05-07")[0]
        holiday = evolve(service, name_ja="祝日", kind=ClosureKind.NATIONAL_HOLIDAY)
        calendar = NATIONAL.with_closures([service, holiday])

        assert calendar.closure_on(day) == holiday
        assert NATIONAL.with_closures([holiday, service]).closure_on(day) == holiday

    def test_the_order_of_two_sources_is_irrelevant(self) -> None:
        """Of two notices of the same closure, the same one applies in either order."""
        first = closed("2026-05-07")[0]
        second = evolve(first, citation=evolve(first.citation, place="第2条"))

        assert make_custom_closures([first, second]) == make_custom_closures([second, first])

    def test_a_year_end_closure_has_names_and_kind(self) -> None:
        """The first closed day of the banks at the year end has both names and its kind."""
        closure = BANKS.closure_on(date(2026, 12, 31))

        assert closure
        assert (closure.name_ja, closure.name_en) == ("年末年始休業", "year-end closure")
        assert closure.kind is ClosureKind.YEAR_END
        assert BANKS.closure_on(date(2026, 12, 30)) is None

    def test_closures_leave_the_span_as_it_is(self) -> None:
        """A calendar with added closures covers the same years as before."""
        few = BusinessCalendar(NATIONAL.rule, date(2026, 1, 1), SHORT, date(2026, 6, 30))
        bridged = few.with_closures(closed("2026-05-01"))

        assert (bridged.first_day, bridged.last_day) == (date(2026, 1, 1), SHORT)
        assert bridged.official_through == date(2026, 6, 30)


class TestAlgebra:
    """Calendars combine as sets of closed days and are equal by value."""

    def test_calendars_made_alike_are_equal(self) -> None:
        """Two calendars made the same way are equal and have one hash."""
        own = [NATIONAL.with_closures(closed("2026-05-01")) for _ in range(2)]

        assert own[0] == own[1]
        assert hash(own[0]) == hash(own[1])
        assert BusinessCalendar.japan() == NATIONAL

    def test_calendars_with_the_same_closures_are_equal(self) -> None:
        """Equality compares days and reasons, not the way they were combined."""
        first = (NATIONAL | BANKS).with_closures(closed("2026-05-01"))
        second = BANKS.with_closures(closed("2026-05-01")) | NATIONAL

        assert first == second
        assert hash(first) == hash(second)

    def test_calendars_differ_by_days_reasons_and_spans(self) -> None:
        """Calendars with another closed day, reason or span are not equal."""
        assert NATIONAL != BANKS
        assert BANKS != GOVERNMENT
        assert NATIONAL.with_closures(closed("2026-05-01")) != NATIONAL
        assert NATIONAL.with_closures(closed("2026-05-09")) != NATIONAL
        assert NATIONAL != "japan"

    @pytest.mark.parametrize("day", ["2026-06-30", "2026-07-01", "2026-07-02", "2026-12-30"])
    def test_a_single_day_makes_a_calendar_unequal(self, day: str) -> None:
        """One more closure on or around the last promulgated day makes a calendar unequal."""
        few = BusinessCalendar(NATIONAL.rule, date(2026, 1, 1), SHORT, date(2026, 6, 30))

        assert few.with_closures(closed(day)) != few
        assert few.with_closures(closed("2026-12-31")) != few
        assert few.with_closures(closed("2026-01-02")) != few

    def test_the_hash_contains_the_last_promulgated_year(self) -> None:
        """A closure within the last promulgated year changes the hash."""
        assert hash(NATIONAL) != hash(NATIONAL.with_closures(closed("2027-12-30")))
        assert hash(NATIONAL) != hash(NATIONAL.with_closures(closed("2027-05-06")))

    def test_one_day_in_common_is_enough(self) -> None:
        """A single common day is enough to combine, and the earlier promulgated end applies."""
        until = BusinessCalendar(NATIONAL.rule, date(2026, 1, 1), SHORT, date(2026, 6, 30))
        since = BusinessCalendar(NATIONAL.rule, SHORT, date(2028, 1, 1), date(2027, 12, 31))
        both = until | since

        assert (both.first_day, both.last_day) == (SHORT, SHORT)
        assert both.official_through == date(2026, 6, 30)

    def test_calendars_differ_by_provisional_years(self) -> None:
        """A closure in a provisional year makes a calendar unequal."""
        assert NATIONAL.with_closures(closed("2031-05-07")) != NATIONAL

    def test_union_intersection_difference(self) -> None:
        """A union is closed when either is, an intersection when both are."""
        new_year_s_eve = date(2026, 12, 31)
        both, neither = date(2026, 11, 23), date(2026, 11, 24)
        combined = (NATIONAL | GOVERNMENT, NATIONAL & GOVERNMENT, GOVERNMENT - NATIONAL)

        assert [
            tuple(each.is_business_day(day) for each in combined)
            for day in (new_year_s_eve, both, neither)
        ] == [(False, True, False), (False, False, True), (True, True, True)]
        assert [bool(each.closure_on(new_year_s_eve)) for each in combined] == [True, False, True]

    def test_a_combined_calendar_has_the_common_span(self) -> None:
        """A combined calendar covers the days that both calendars cover."""
        assert date(1989, 1, 1) == (NATIONAL | BANKS).first_day
        assert NATIONAL.last_day == (NATIONAL | BANKS).last_day

    def test_calendars_without_a_common_day_do_not_combine(self) -> None:
        """Calendars with disjoint spans cannot be combined."""
        early = BusinessCalendar(NATIONAL.rule, last_day=date(1980, 1, 1))
        with pytest.raises(InvalidValueError, match="no day in common"):
            _ = early | BANKS

    def test_only_calendars_combine(self) -> None:
        """A calendar cannot be combined with another type."""
        with pytest.raises(TypeError):
            _ = NATIONAL | {date(2026, 5, 1)}  # type: ignore[operator]  # misuse

    def test_copies_are_equal(self) -> None:
        """Copies and pickles of a calendar are equal to it."""
        own = NATIONAL.with_closures(closed("2026-05-01"))

        assert own == pickle.loads(pickle.dumps(own))  # noqa: S301 - our own bytes
        assert own == copy.deepcopy(own)
        assert (
            repr(own) == "BusinessCalendar(1948-07-20 to 2099-12-31, official through 2027-12-31)"
        )


def test_a_deadline_reads_no_file() -> None:
    """Results in the promulgated years are computed without opening a file."""
    opened = []
    listening = True

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event in {"open", "import", "os.listdir", "socket.connect"}:
            opened.append((event, arguments))

    sys.addaudithook(listen)
    calendar = BusinessCalendar.japan_government()
    calendar.add(date(2026, 9, 17), 5)
    calendar.add(date(1990, 9, 17) + timedelta(1), 5)
    calendar.closure_on(date(2026, 12, 31))
    listening = False

    assert opened == []


def test_a_closure_on_no_day_is_refused() -> None:
    """The error names the field and the type of the value."""
    wrong: Any = "2026-12-30"
    with pytest.raises(
        InvalidValueError, match=r"^Closure\.day must be a datetime\.date, not text of 10"
    ):
        Closure(wrong, "臨時休業", "service closed", NOTICE)
