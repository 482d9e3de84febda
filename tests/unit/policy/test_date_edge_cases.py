"""Documents on days that nobody wrote down: the ends of calendars, month ends, leap days."""

from datetime import date

import pytest

from idverify.errors import OutOfSpanError
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind as Kind
from idverify.policy.assessment import Verdict
from idverify.policy.policy import Policy
from idverify.policy.validity import compute_validity, last_day_within
from idverify.policy.validity.drivers_license import roll_forward
from idverify.presets import PRESETS
from support.applicants import COMPANY, HANAKO, submission

# -- days at the ends of what a calendar, or a date, can say --------------------------------------

ENDS = [
    date.min, date(1868, 1, 1), date(1948, 7, 19), date(1948, 7, 20), date(2099, 12, 26),
    date(2099, 12, 31), date(2100, 1, 1), date(9999, 12, 30), date.max,
]  # fmt: skip


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: str(p.code))
@pytest.mark.parametrize("printed", ENDS)
def test_a_day_that_cannot_be_meant_is_judged_and_no_error(preset: Policy, printed: date) -> None:
    """Whatever day somebody typed, the submission has an assessment."""
    for line in preset.accept_list:
        applicant = HANAKO if line.entity_kind is EntityKind.INDIVIDUAL else COMPANY
        for day in (date(2025, 12, 1), date(2026, 11, 27), date.max):
            handed_in = submission(
                *line.kinds, applicant=applicant, expires_on=printed, issued_on=printed
            )

            assert preset.evaluate(handed_in, day).verdict in Verdict


def test_a_licence_keeps_its_print_beyond_the_calendar() -> None:
    """After the last day that the government calendar knows nothing moves."""
    assert roll_forward(date(2099, 12, 31)) == date(2099, 12, 31)
    assert roll_forward(date(2099, 12, 26)) == date(2099, 12, 28)


def test_a_birthday_after_the_last_year_is_out_of_span() -> None:
    """The error is ours and says which year is the last."""
    with pytest.raises(OutOfSpanError, match="after the year 9999"):
        compute_validity(
            Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            issued_on=date.max,
            birth_date=date(9990, 1, 1),
        )


# -- cases that no page gives ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "last_day"),
    [
        (date(2024, 12, 28), date(2025, 1, 6)),
        (date(2027, 1, 3), date(2027, 1, 4)),
        (date(2027, 1, 4), date(2027, 1, 4)),
        (date(2027, 5, 1), date(2027, 5, 6)),
        (date(2024, 5, 3), date(2024, 5, 7)),
        (date(2019, 4, 27), date(2019, 5, 7)),
        (date(2026, 9, 19), date(2026, 9, 24)),
    ],
)
def test_a_licence_moves_over_golden_week_and_new_year(printed: date, last_day: date) -> None:
    """Weekends before and after, substitute days and the days between holidays all rest."""
    assert compute_validity(Kind.DRIVERS_LICENSE, expires_on=printed).last_day == last_day


@pytest.mark.parametrize(
    ("issued", "months", "last_day"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 8, 30), 6, date(2026, 2, 28)),
        (date(2025, 8, 29), 6, date(2026, 2, 28)),
        (date(2025, 8, 28), 6, date(2026, 2, 28)),
        (date(2025, 8, 27), 6, date(2026, 2, 27)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 2, 28), 6, date(2026, 8, 31)),
        (date(2028, 2, 29), 6, date(2028, 8, 31)),
        (date(2028, 2, 28), 6, date(2028, 8, 28)),
        (date(2026, 4, 30), 3, date(2026, 7, 31)),
        (date(2026, 6, 30), 6, date(2026, 12, 31)),
    ],
)
def test_months_from_the_end_of_a_month(issued: date, months: int, last_day: date) -> None:
    """民法143条: from the first of a month in whole months, else to the corresponding day."""
    assert last_day_within(issued, months=months) == last_day


@pytest.mark.parametrize(
    ("applied", "age", "birthdays"),
    [
        (date(2022, 3, 31), 17, 5), (date(2022, 3, 31), 18, 5), (date(2022, 3, 31), 19, 5),
        (date(2022, 3, 31), 20, 10), (date(2022, 4, 1), 17, 5), (date(2022, 4, 1), 18, 10),
        (date(2022, 4, 1), 19, 10),
    ],
)  # fmt: skip
def test_the_age_line_of_the_number_card(applied: date, age: int, birthdays: int) -> None:
    """By 20 until 2022-03-31 and by 18 from the day after, each on the birthday itself."""
    born = applied.replace(year=applied.year - age)
    card = compute_validity(
        Kind.INDIVIDUAL_NUMBER_CARD, applied_on=applied, issued_on=applied, birth_date=born
    )

    assert card.last_day == applied.replace(year=applied.year + birthdays)


@pytest.mark.parametrize(
    ("issued", "last_day"),
    [(date(2023, 10, 31), date(2024, 2, 29)), (date(2023, 11, 1), date(2024, 2, 28))],
)
@pytest.mark.parametrize("kind", [Kind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, Kind.RESIDENCE_CARD])
def test_the_16th_birthday_on_a_leap_day(kind: Kind, issued: date, last_day: date) -> None:
    """Sixteen years after a 29 February there is one again; the rule changed in between."""
    found = compute_validity(
        kind, issued_on=issued, birth_date=date(2008, 2, 29), expires_on=date(2024, 2, 29)
    )

    assert found.last_day == last_day
