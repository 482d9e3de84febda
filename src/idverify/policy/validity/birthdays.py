"""Birthdays (誕生日) as counted by the law of identity documents."""

from datetime import MAXYEAR, date
from typing import Final

from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.errors import OutOfSpanError
from idverify.policy.validity.provision import Provision, ReferenceDate

__all__ = ["LEAP_BIRTHDAY", "birthday_in", "nth_birthday_after"]

LEAP_BIRTHDAY: Final = Provision(
    code="leap_birthday_is_28_february",
    statement_ja="2月29日生まれの人の誕生日は、うるう年以外の年には2月28日とみなす。",
    statement_en="Who was born on 29 February has the birthday on 28 February in common years.",
    reference_date=ReferenceDate.LAST_DAY,
    citations=(
        cite("IURIS19", "第19条の5第1項第2号", Confidence.SINGLE),
        cite("BRAVO", "licences", Confidence.SINGLE),
        cite("IURIS19", "by analogy: the individual number card", Confidence.INFERRED),
    ),
)


def birthday_in(birth_date: date, year: int) -> date:
    """Return the birthday in *year*; for 29 February, the 28th in common years.

    >>> birthday_in(date(2004, 2, 29), 2028), birthday_in(date(2004, 2, 29), 2030)
    (datetime.date(2028, 2, 29), datetime.date(2030, 2, 28))

    Raises:
        OutOfSpanError: if the year is after 9999, the last year of `datetime.date`.
    """
    if year > MAXYEAR:
        raise OutOfSpanError(
            f"the birthday falls after the year {MAXYEAR}, the last one dates can say"
        )
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def nth_birthday_after(birth_date: date, day: date, n: int) -> date:
    """Return the *n*-th birthday after *day*, not counting a birthday on *day* itself.

    >>> nth_birthday_after(date(1990, 6, 15), date(2020, 6, 14), 10)
    datetime.date(2029, 6, 15)
    >>> nth_birthday_after(date(1990, 6, 15), date(2020, 6, 15), 10)
    datetime.date(2030, 6, 15)

    Raises:
        OutOfSpanError: if the year is after 9999.
    """
    is_past = birthday_in(birth_date, day.year) <= day
    return birthday_in(birth_date, day.year + n - (not is_past))
