"""Validity of driver's licences (運転免許証) and driving record certificates (運転経歴証明書)."""

from datetime import date
from functools import cache
from typing import Final

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.period import Period
from idverify.catalogue.sources import cite
from idverify.citations import Confidence
from idverify.errors import OutOfSpanError
from idverify.policy.validity.provision import DocumentDates, Provision, ReferenceDate, Validity

__all__ = [
    "LAST_DAY_MOVES",
    "ONE_MONTH_AFTER_BIRTHDAY",
    "RECORD_NEVER_EXPIRES",
    "drivers_license",
    "driving_record_certificate",
    "roll_forward",
]

LAST_DAY_MOVES: Final = Provision(
    code="licence_last_day_moves",
    statement_ja=(
        "免許証の有効期間の末日が土曜日、日曜日、祝日または12月29日から1月3日に当たるときは、"
        "その翌日を末日とみなし、これを繰り返す。"
    ),
    statement_en=(
        "A last day of a licence on a Saturday, Sunday, holiday or 29 December to 3 January"
        " counts as the day after, and so on until a day that does not rest."
    ),
    reference_date=ReferenceDate.LAST_DAY,
    citations=(
        cite("GENMAI", "道路交通法92条の2第4項, 同施行令33条の8"),
        cite("TBS", "the police: driving is lawful until then"),
    ),
)

ONE_MONTH_AFTER_BIRTHDAY: Final = Provision(
    code="licence_ends_one_month_after_birthday",
    statement_ja="免許証は誕生日の一か月後に終わる。2月29日生まれの人は平年には2月28日から数える。",
    statement_en=(
        "A licence ends one month after the birthday; for a birthday on 29 February common"
        " years count from the 28th."
    ),
    reference_date=ReferenceDate.LAST_DAY,
    citations=(
        cite("BRAVO", "29 February", Confidence.SINGLE),
        cite("BRAVO", "one month after the birthday", Confidence.UNSURE),
    ),
)

RECORD_NEVER_EXPIRES: Final = Provision(
    code="driving_record_certificate_never_expires",
    statement_ja="2012年4月1日以降に交付された運転経歴証明書は、期限なく本人確認に使える。",
    statement_en=(
        "A driving record certificate issued on or after 2012-04-01 serves without expiry."
    ),
    reference_date=ReferenceDate.ISSUE,
    period=Period(since=date(2012, 4, 1)),
    citations=(
        cite("KANAGAWA", "identifies when issued on or after 2012-04-01"),
        cite("MOTOR", "no expiry"),
        cite("AUTOM", "no expiry"),
    ),
)


def drivers_license(days: DocumentDates) -> Validity:
    """Return the printed last day, moved past closed days (道路交通法92条の2第4項).

    Raises:
        InvalidValueError: if the printed day is not known.
    """
    printed = days.require("expires_on", "a driver's licence prints its last valid day")
    last_day = roll_forward(printed)
    moved = (LAST_DAY_MOVES,) if last_day != printed else ()
    return Validity(last_day, LAST_DAY_MOVES.citations, moved)


def driving_record_certificate(_: DocumentDates) -> Validity:
    """Return a validity without expiry, regardless of the printed dates."""
    return Validity(None, RECORD_NEVER_EXPIRES.citations, (RECORD_NEVER_EXPIRES,))


def roll_forward(last_day: date) -> date:
    """Return *last_day*, or the next day on which government offices are open.

    For licences only. Outside the years of the government calendar the day is unchanged.

    >>> roll_forward(date(2026, 5, 3)), roll_forward(date(2025, 12, 27))
    (datetime.date(2026, 5, 7), datetime.date(2026, 1, 5))
    """
    government = _government_calendar()
    try:
        is_open = government.is_business_day(last_day)
        return last_day if is_open else government.next(last_day)
    except OutOfSpanError:
        return last_day


@cache
def _government_calendar() -> BusinessCalendar:
    return BusinessCalendar.japan_government()
