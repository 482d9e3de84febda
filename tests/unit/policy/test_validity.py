"""Documents know the law: each provision on either side of each of its days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idverify.calendar.business_days import BusinessCalendar
from idverify.catalogue.documents import DOCUMENTS
from idverify.errors import InvalidValueError
from idverify.model.documents import DocumentKind as Kind
from idverify.policy.validity import (
    PROVISIONS,
    check_usable_on,
    compute_validity,
    last_day_within,
)
from idverify.policy.validity.birthdays import birthday_in, nth_birthday_after
from idverify.policy.validity.drivers_license import roll_forward
from idverify.policy.validity.individual_number_card import PLANNED_PROVISIONS
from idverify.policy.validity.passport import BEARERS_PAGE_ENDS
from idverify.policy.validity.usability import UsabilityReason

DAY = timedelta(days=1)
OTHER_KINDS = [k for k in Kind if DOCUMENTS[k].is_identification and k is not Kind.DRIVERS_LICENSE]


def last(kind: Kind, **days: Any) -> date | None:  # noqa: ANN401 - the days by name
    """Shorten what every test asks."""
    return compute_validity(kind, **days).last_day


# -- driver's licence ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "moved"),
    [
        (date(2026, 5, 1), date(2026, 5, 1)),  # Friday
        (date(2026, 5, 2), date(2026, 5, 7)),  # Saturday, then three holidays and a substitute
        (date(2026, 5, 3), date(2026, 5, 7)),
        (date(2026, 5, 6), date(2026, 5, 7)),  # substitute day
        (date(2026, 5, 7), date(2026, 5, 7)),
        (date(2025, 12, 26), date(2025, 12, 26)),
        (date(2025, 12, 28), date(2026, 1, 5)),  # Sunday, then the closing days of the year
        (date(2026, 12, 28), date(2026, 12, 28)),  # Monday
        (date(2026, 12, 29), date(2027, 1, 4)),
        (date(2027, 1, 3), date(2027, 1, 4)),
        (date(2026, 9, 19), date(2026, 9, 24)),  # the sandwich day of 22 September too
        (date(1985, 6, 15), date(1985, 6, 15)),  # before the calendar of the government begins
    ],
)
def test_a_licence_whose_last_day_rests_lasts_to_the_next_working_day(
    printed: date, moved: date
) -> None:
    """Saturday, Sunday, holiday and 29 December to 3 January move the last day, repeatedly."""
    validity = compute_validity(Kind.DRIVERS_LICENSE, expires_on=printed)

    assert moved == validity.last_day
    assert (printed != moved) == bool(validity.provisions)
    assert validity.citations


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_moved_last_day_is_the_first_day_that_does_not_rest(printed: date) -> None:
    """Counting day by day gives the same day."""
    government, day = BusinessCalendar.japan_government(), printed
    while not government.is_business_day(day):
        day += DAY

    assert day == roll_forward(printed)


@pytest.mark.parametrize("kind", [k for k in OTHER_KINDS if DOCUMENTS[k].has_expiry_date])
def test_no_other_document_moves(kind: Kind) -> None:
    """A last day on a Saturday stays a Saturday on every kind but the licence."""
    saturday = date(2025, 11, 29)

    assert saturday == last(kind, expires_on=saturday)


def test_a_driving_record_certificate_does_not_expire() -> None:
    """Issued on or after 2012-04-01 it serves for ever, whatever day is asked about."""
    assert last(Kind.DRIVING_RECORD_CERTIFICATE, issued_on=date(2012, 4, 1)) is None


def test_a_driving_record_certificate_of_earlier_issue_is_refused_with_the_reason() -> None:
    """One issued on 2012-03-31 has no last valid day, and the error says why."""
    with pytest.raises(InvalidValueError, match="issued before documents of this kind began"):
        last(Kind.DRIVING_RECORD_CERTIFICATE, issued_on=date(2012, 3, 31))


# -- insurance ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (date(2025, 11, 30), date(2025, 11, 30)),
        (date(2025, 12, 1), date(2025, 12, 1)),
        (date(2025, 12, 2), date(2025, 12, 1)),
        (date(2026, 7, 31), date(2025, 12, 1)),
        (None, date(2025, 12, 1)),
    ],
)
def test_an_insurance_card_ends_with_its_print_or_on_2025_12_01(
    printed: date | None, expected: date
) -> None:
    """The earlier of the printed day and 2025-12-01 counts; a card without print has the latter."""
    assert expected == last(Kind.HEALTH_INSURANCE_CARD, expires_on=printed)


def test_an_insurance_card_issued_after_the_last_one_is_refused() -> None:
    """No card was issued from 2024-12-02 on."""
    assert last(Kind.HEALTH_INSURANCE_CARD, issued_on=date(2024, 12, 1)) == date(2025, 12, 1)
    with pytest.raises(InvalidValueError, match="after the last document of this kind"):
        last(Kind.HEALTH_INSURANCE_CARD, issued_on=date(2024, 12, 2))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (date(2030, 7, 31), date(2030, 7, 31)),
        (date(2030, 8, 1), date(2030, 8, 1)),
        (date(2030, 8, 2), date(2030, 8, 1)),
    ],
)
def test_an_eligibility_certificate_lives_five_years_at_most(printed: date, expected: date) -> None:
    """A print beyond five years from issue is cut to five years."""
    assert expected == last(
        Kind.ELIGIBILITY_CERTIFICATE, expires_on=printed, issued_on=date(2025, 8, 1)
    )


def test_an_eligibility_certificate_is_taken_at_its_print() -> None:
    """It is another kind than the insurance card and does not end with it."""
    assert last(Kind.ELIGIBILITY_CERTIFICATE, expires_on=date(2026, 7, 31)) == date(2026, 7, 31)
    with pytest.raises(InvalidValueError, match="expires_on is needed"):
        last(Kind.ELIGIBILITY_CERTIFICATE)


# -- kinds that identify nobody -----------------------------------------------------------


@pytest.mark.parametrize(
    "kind", [Kind.ELIGIBILITY_NOTICE, Kind.JUKI_CARD_A, Kind.NUMBER_NOTIFICATION_CARD]
)
def test_a_kind_that_identifies_nobody_is_refused_with_the_reason(kind: Kind) -> None:
    """The notice of insurance data, the card without photo and the notification card are no ID."""
    with pytest.raises(InvalidValueError, match="identifies nobody"):
        last(kind, expires_on=date(2030, 1, 1))
    assert check_usable_on(kind, date(2019, 1, 1)).reason is UsabilityReason.NO_IDENTIFICATION


# -- Basic Resident Register card ---------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"expires_on": date(2024, 5, 1)}, date(2024, 5, 1)),
        ({"expires_on": date(2026, 5, 1)}, date(2025, 12, 31)),
        ({"issued_on": date(2015, 12, 28)}, date(2025, 12, 28)),
        ({"issued_on": date(2014, 6, 2), "expires_on": date(2024, 6, 3)}, date(2024, 6, 2)),
        ({}, date(2025, 12, 31)),
    ],
)
def test_a_register_card_lasts_ten_years_and_never_beyond_2025(
    days: dict[str, date], expected: date
) -> None:
    """The earliest of print, ten years from issue and the end of the kind counts."""
    assert expected == last(Kind.JUKI_CARD_B, **days)


def test_a_register_card_cannot_have_been_issued_after_2015_12_28() -> None:
    """One that says so is refused with the reason."""
    with pytest.raises(InvalidValueError, match="after the last document"):
        last(Kind.JUKI_CARD_B, issued_on=date(2015, 12, 29))


# -- individual number card ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("applied", "issued", "born", "expected"),
    [
        # 18 years old: five birthdays if applied for on 2022-03-31, ten from the day after
        (date(2022, 3, 31), date(2022, 4, 20), date(2003, 6, 1), date(2026, 6, 1)),
        (date(2022, 4, 1), date(2022, 4, 20), date(2003, 6, 1), date(2031, 6, 1)),
        # before the line: the day before and the day of the 20th birthday
        (date(2021, 5, 31), date(2021, 6, 20), date(2001, 6, 1), date(2026, 6, 1)),
        (date(2021, 6, 1), date(2021, 6, 20), date(2001, 6, 1), date(2031, 6, 1)),
        # after the line: the day before and the day of the 18th birthday
        (date(2023, 5, 31), date(2023, 6, 20), date(2005, 6, 1), date(2028, 6, 1)),
        (date(2023, 6, 1), date(2023, 6, 20), date(2005, 6, 1), date(2033, 6, 1)),
        # a birthday on the day of issue does not count, the day after issue does
        (date(2023, 5, 1), date(2023, 6, 1), date(1990, 6, 1), date(2033, 6, 1)),
        (date(2023, 5, 1), date(2023, 6, 1), date(1990, 6, 2), date(2032, 6, 2)),
        # 29 February
        (date(2023, 5, 1), date(2023, 6, 1), date(1992, 2, 29), date(2033, 2, 28)),
        (date(2021, 5, 1), date(2021, 6, 1), date(2012, 2, 29), date(2026, 2, 28)),
    ],
)
def test_a_number_card_lasts_to_the_tenth_or_fifth_birthday(
    applied: date, issued: date, born: date, expected: date
) -> None:
    """The age line of 2022-04-01 goes by the day of application, birthdays count from issue."""
    assert expected == last(
        Kind.INDIVIDUAL_NUMBER_CARD, applied_on=applied, issued_on=issued, birth_date=born
    )


def test_a_number_card_issued_before_the_line_needs_no_day_of_application() -> None:
    """It was applied for before 2022-04-01, and only then does the day matter."""
    born = date(1990, 6, 1)

    assert last(Kind.INDIVIDUAL_NUMBER_CARD, issued_on=date(2022, 3, 31), birth_date=born) == date(
        2031, 6, 1
    )
    with pytest.raises(InvalidValueError, match="applied_on is needed"):
        last(Kind.INDIVIDUAL_NUMBER_CARD, issued_on=date(2022, 4, 1), birth_date=born)


def test_the_print_of_a_number_card_is_taken_as_it_is() -> None:
    """A foreign resident's card may print the end of the stay, which no birthday tells."""
    assert last(
        Kind.INDIVIDUAL_NUMBER_CARD,
        expires_on=date(2027, 1, 10),
        issued_on=date(2024, 1, 11),
        birth_date=date(1990, 6, 1),
    ) == date(2027, 1, 10)


def test_what_is_only_expected_changes_nothing() -> None:
    """The next number card is written down, and a card printed in 2029 is read as today's."""
    assert all(p.is_planned and not p.applies_on(date(2029, 1, 1)) for p in PLANNED_PROVISIONS)
    assert last(Kind.INDIVIDUAL_NUMBER_CARD, expires_on=date(2039, 6, 1)) == date(2039, 6, 1)
    assert last(
        Kind.INDIVIDUAL_NUMBER_CARD,
        applied_on=date(2029, 1, 5),
        issued_on=date(2029, 2, 1),
        birth_date=date(1990, 6, 1),
    ) == date(2038, 6, 1)


# -- cards of foreign residents -----------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "born", "expected"),
    [
        (date(2023, 10, 31), date(2010, 6, 15), date(2026, 6, 15)),
        (date(2023, 11, 1), date(2010, 6, 15), date(2026, 6, 14)),
        (date(2023, 10, 31), date(2012, 2, 29), date(2028, 2, 29)),
        (date(2023, 11, 1), date(2012, 2, 29), date(2028, 2, 28)),
        (date(2026, 6, 14), date(2010, 6, 15), date(2026, 6, 14)),  # on its last day under 16
    ],
)
def test_a_card_issued_under_16_ends_at_16(issued: date, born: date, expected: date) -> None:
    """On the 16th birthday, and for issues from 2023-11-01 on the day before it."""
    certificate = last(
        Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, issued_on=issued, birth_date=born
    )
    card = last(Kind.RESIDENCE_CARD, issued_on=issued, birth_date=born, expires_on=date(2099, 1, 1))

    assert expected == certificate == card


def test_an_earlier_end_of_stay_ends_the_card() -> None:
    """Where the stay ends before the 16th birthday, the printed end of stay counts."""
    assert last(
        Kind.RESIDENCE_CARD,
        issued_on=date(2024, 1, 1),
        birth_date=date(2010, 6, 15),
        expires_on=date(2025, 1, 1),
    ) == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("applied", "expected"),
    [
        (date(2020, 6, 14), date(2026, 6, 15)),
        (date(2020, 6, 15), date(2027, 6, 15)),
        (date(2020, 6, 16), date(2027, 6, 15)),
    ],
)
def test_a_special_permanent_resident_has_seven_birthdays(applied: date, expected: date) -> None:
    """From 16 the certificate lasts to the seventh birthday after the application."""
    assert expected == last(
        Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        applied_on=applied,
        birth_date=date(1990, 6, 15),
    )


def test_a_special_permanent_resident_of_exactly_16_has_seven_birthdays() -> None:
    """On the 16th birthday the rule for children no longer applies."""
    sixteen = date(2024, 6, 15)

    assert last(
        Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        applied_on=sixteen,
        issued_on=sixteen,
        birth_date=date(2008, 6, 15),
    ) == date(2031, 6, 15)


def test_the_print_of_a_certificate_is_taken_from_16_on() -> None:
    """Where the day is printed, no birthday is counted."""
    assert last(Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, expires_on=date(2029, 6, 15)) == date(
        2029, 6, 15
    )


def test_a_day_that_decides_is_asked_for() -> None:
    """Without the day that the law counts from there is no answer, and the error names it."""
    child = {"applied_on": date(2024, 1, 1), "birth_date": date(2012, 1, 1)}
    with pytest.raises(InvalidValueError, match="issued_on is needed"):
        last(Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, **child)
    with pytest.raises(InvalidValueError, match="birth_date is needed"):
        last(Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, applied_on=date(2024, 1, 1))
    with pytest.raises(InvalidValueError, match="expires_on is needed"):
        last(Kind.RESIDENCE_CARD)
    with pytest.raises(InvalidValueError, match="issued_on must be a"):
        last(Kind.JUKI_CARD_B, issued_on="2015-01-01")


# -- passport -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "printed", "expected"),
    [
        (date(1990, 1, 1), date(2030, 2, 10), date(2030, 2, 10)),
        (date(1990, 1, 1), date(2030, 2, 11), date(2030, 2, 10)),
        (date(2002, 2, 11), date(2025, 2, 11), date(2025, 2, 10)),  # 17 on the day of issue
        (date(2002, 2, 10), date(2030, 2, 10), date(2030, 2, 10)),  # 18 on the day of issue
    ],
)
def test_a_passport_lives_ten_years_or_five(born: date, printed: date, expected: date) -> None:
    """No passport outlives ten years, and none of somebody under 18 five."""
    assert expected == last(
        Kind.PASSPORT_JP, expires_on=printed, issued_on=date(2020, 2, 10), birth_date=born
    )


def test_a_passport_is_taken_at_its_print() -> None:
    """Without more than the printed day, that day counts."""
    assert last(Kind.PASSPORT_JP, expires_on=date(2031, 5, 5)) == date(2031, 5, 5)


def test_the_bearers_page_is_gone_after_february_2030() -> None:
    """The longest passport with a page for an address ends in the course of February 2030."""
    assert not BEARERS_PAGE_ENDS.applies_on(date(2030, 2, 28))
    assert BEARERS_PAGE_ENDS.applies_on(date(2030, 3, 1))


# -- paper --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "months", "expected"),
    [
        (date(2025, 1, 24), 3, date(2025, 4, 24)),
        (date(2026, 2, 28), 3, date(2026, 5, 31)),  # relativedelta says 28 May
        (date(2026, 4, 30), 6, date(2026, 10, 31)),  # relativedelta says 30 October
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 11, 29), 3, date(2026, 2, 28)),
        (date(2023, 11, 29), 3, date(2024, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
    ],
)
def test_months_are_counted_by_the_civil_code(issued: date, months: int, expected: date) -> None:
    """The day of issue does not count, and what begins on the first runs in whole months."""
    assert expected == last_day_within(issued, months=months)


def test_a_certificate_on_paper_does_not_expire_by_itself() -> None:
    """How fresh it must be is a policy's to say."""
    assert last(Kind.RESIDENT_RECORD, issued_on=date(2020, 1, 1)) is None
    assert last(Kind.PENSION_BOOK) is None


# -- good on a day ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kind", "days", "why"),
    [
        (date(2025, 12, 1), Kind.HEALTH_INSURANCE_CARD, {}, UsabilityReason.VALID),
        (date(2025, 12, 2), Kind.HEALTH_INSURANCE_CARD, {}, UsabilityReason.NO_LONGER_USABLE),
        (date(2024, 12, 1), Kind.ELIGIBILITY_CERTIFICATE, {}, UsabilityReason.NOT_YET_USABLE),
        (
            date(2026, 5, 7),
            Kind.DRIVERS_LICENSE,
            {"expires_on": date(2026, 5, 3)},
            UsabilityReason.VALID,
        ),
        (
            date(2026, 5, 8),
            Kind.DRIVERS_LICENSE,
            {"expires_on": date(2026, 5, 3)},
            UsabilityReason.EXPIRED,
        ),
        (date(2026, 5, 8), Kind.DRIVING_RECORD_CERTIFICATE, {}, UsabilityReason.NEVER_EXPIRES),
        (
            date(2026, 5, 8),
            Kind.DRIVING_RECORD_CERTIFICATE,
            {"issued_on": date(2012, 3, 31)},
            UsabilityReason.ISSUED_TOO_EARLY,
        ),
        (
            date(2024, 12, 31),
            Kind.JUKI_CARD_B,
            {"issued_on": date(2016, 1, 1)},
            UsabilityReason.ISSUED_TOO_LATE,
        ),
        (
            date(2026, 5, 8),
            Kind.RESIDENT_RECORD,
            {"issued_on": date(2026, 5, 9)},
            UsabilityReason.NOT_YET_ISSUED,
        ),
    ],
)
def test_a_document_is_good_on_a_day_for_a_reason(
    day: date, kind: Kind, days: dict[str, date], why: UsabilityReason
) -> None:
    """The answer says why, in both languages, and on whose word."""
    answer = check_usable_on(kind, day, **days)

    assert why is answer.reason
    assert answer.is_usable == (why in {UsabilityReason.VALID, UsabilityReason.NEVER_EXPIRES})
    assert answer.statement.ja
    assert answer.statement.en
    assert answer.citations


# -- the table of provisions --------------------------------------------------------------


def test_every_provision_is_cited_and_named_once() -> None:
    """Each norm has its own name, both languages and a source."""
    assert len(PROVISIONS) == len({p.code for p in PROVISIONS})
    assert all(p.statement_ja and p.statement_en and p.citations for p in PROVISIONS)


@pytest.mark.parametrize("provision", [p for p in PROVISIONS if not p.is_planned])
def test_a_provision_applies_from_its_first_day_to_its_last(provision: Any) -> None:  # noqa: ANN401
    """On either side of each of its days the answer changes."""
    since, until = provision.period.since, provision.period.until

    assert since is None or (provision.applies_on(since) and not provision.applies_on(since - DAY))
    assert until is None or (provision.applies_on(until - DAY) and not provision.applies_on(until))


@given(
    st.dates(date(1940, 1, 1), date(2020, 12, 31)),
    st.dates(date(2021, 1, 1), date(2050, 12, 31)),
    st.integers(1, 12),
)
def test_between_a_day_and_the_nth_birthday_lie_n_birthdays(born: date, day: date, n: int) -> None:
    """Counted year by year, the n-th birthday after a day is the n-th."""
    target = nth_birthday_after(born, day, n)
    years = range(day.year, target.year + 1)

    assert n == sum(day < birthday_in(born, year) <= target for year in years)


# -- what decided -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "days", "last_day", "decided"),
    [
        (Kind.HEALTH_INSURANCE_CARD, {}, date(2025, 12, 1), ["insurance_cards_ended"]),
        (Kind.HEALTH_INSURANCE_CARD, {"expires_on": date(2025, 12, 1)}, date(2025, 12, 1), []),
        (
            Kind.HEALTH_INSURANCE_CARD,
            {"expires_on": date(2025, 12, 2)},
            date(2025, 12, 1),
            ["insurance_cards_ended"],
        ),
        (Kind.ELIGIBILITY_CERTIFICATE, {"expires_on": date(2030, 1, 11)}, date(2030, 1, 11), []),
        (
            Kind.ELIGIBILITY_CERTIFICATE,
            {"expires_on": date(2030, 1, 10), "issued_on": date(2025, 1, 10)},
            date(2030, 1, 10),
            [],
        ),
        (
            Kind.ELIGIBILITY_CERTIFICATE,
            {"expires_on": date(2030, 1, 11), "issued_on": date(2025, 1, 10)},
            date(2030, 1, 10),
            ["eligibility_certificate_at_most_five_years"],
        ),
        (
            Kind.DRIVING_RECORD_CERTIFICATE,
            {"issued_on": date(2012, 4, 1)},
            None,
            ["driving_record_certificate_never_expires"],
        ),
        (
            Kind.PASSPORT_JP,
            {"expires_on": date(2034, 6, 15), "issued_on": date(2024, 6, 15)},
            date(2034, 6, 15),
            [],
        ),
        (
            Kind.PASSPORT_JP,
            {"expires_on": date(2034, 6, 16), "issued_on": date(2024, 6, 15)},
            date(2034, 6, 15),
            ["passport_ten_years"],
        ),
        (
            Kind.INDIVIDUAL_NUMBER_CARD,
            {
                "issued_on": date(2024, 6, 15),
                "applied_on": date(2024, 6, 1),
                "birth_date": date(1990, 4, 1),
            },
            date(2034, 4, 1),
            ["number_card_ten_birthdays_from_18"],
        ),
        (Kind.INDIVIDUAL_NUMBER_CARD, {"expires_on": date(2034, 4, 1)}, date(2034, 4, 1), []),
    ],
)
def test_a_last_day_says_what_decided_it(
    kind: Kind, days: dict[str, date], last_day: date | None, decided: list[str]
) -> None:
    """The provision that moved the day is named, none where the print stands; both are cited."""
    validity = compute_validity(kind, **days)

    assert last_day == validity.last_day
    assert [provision.code for provision in validity.provisions] == decided
    assert validity.citations


def test_goodness_says_until_when() -> None:
    """Whoever asks about a day is told the last one too, before and after it."""
    until = {"expires_on": date(2027, 6, 15)}

    for day in (date(2027, 6, 15), date(2027, 6, 16)):
        assert check_usable_on(Kind.PASSPORT_JP, day, **until).last_day == date(2027, 6, 15)


@pytest.mark.parametrize(
    ("kind", "days", "asked"),
    [
        (Kind.PASSPORT_JP, {}, "expires_on is needed: a passport prints its last valid day"),
        (
            Kind.DRIVERS_LICENSE,
            {},
            "expires_on is needed: a driver's licence prints its last valid day",
        ),
        (
            Kind.ELIGIBILITY_CERTIFICATE,
            {},
            "expires_on is needed: an eligibility certificate always prints its last day",
        ),
        (
            Kind.INDIVIDUAL_NUMBER_CARD,
            {},
            "issued_on is needed: birthdays are counted from the day of issue",
        ),
        (
            Kind.INDIVIDUAL_NUMBER_CARD,
            {"issued_on": date(2024, 12, 15)},
            "birth_date is needed: the card lasts to a birthday",
        ),
        (
            Kind.INDIVIDUAL_NUMBER_CARD,
            {"issued_on": date(2024, 12, 15), "birth_date": date(1990, 4, 1)},
            "applied_on is needed: the age line goes by it",
        ),
        (
            Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            {},
            "applied_on is needed: the seventh birthday is counted from it",
        ),
        (
            Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            {"applied_on": date(2024, 11, 1)},
            "birth_date is needed: the certificate lasts to a birthday",
        ),
        (
            Kind.RESIDENCE_CARD,
            {},
            "expires_on is needed: only the card says when the stay ends",
        ),
    ],
)
def test_a_day_that_is_missing_is_asked_for_with_the_reason(
    kind: Kind, days: dict[str, date], asked: str
) -> None:
    """Whoever asks learns which day to bring, and what the law counts from it."""
    with pytest.raises(InvalidValueError) as refused:
        compute_validity(kind, **days)

    assert str(refused.value) == asked


LIVED = {
    "expires_on": date(2040, 6, 15),
    "issued_on": date(2024, 12, 15),
    "applied_on": date(2024, 11, 1),
    "birth_date": date(1990, 4, 1),
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
@pytest.mark.parametrize(
    "known", [{*LIVED}, {*LIVED} - {"issued_on"}, {*LIVED} - {"expires_on"}, {"expires_on"}]
)
def test_whatever_decided_is_cited(kind: Kind, known: set[str]) -> None:
    """A provision that moved the day is one of the list, and its sources come with the answer."""
    try:
        validity = compute_validity(kind, **{name: LIVED[name] for name in known})
    except InvalidValueError:
        return  # no document of the kind can print these days, or the law needs another
    assert set(validity.provisions) <= set(PROVISIONS)
    assert set(validity.citations) >= {c for one in validity.provisions for c in one.citations}


def test_the_16th_birthday_is_the_first_day_of_a_certificate_with_a_photo() -> None:
    """Who applies on it needs no day of issue; who applies two days before does (民法143条)."""
    kind, born = Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, date(2008, 6, 15)

    assert last(kind, birth_date=born, applied_on=date(2024, 6, 15)) == date(2031, 6, 15)
    with pytest.raises(InvalidValueError, match="issued_on is needed"):
        last(kind, birth_date=born, applied_on=date(2024, 6, 13))
