"""Periods and ages under the Civil Code (民法 第138条-第143条, 年齢計算ニ関スル法律).

These rules apply only where no other law or agreement provides otherwise (第138条). A
period set in days, weeks, months or years ends with the end of its last day (第141条).
Art. 142 extends a period whose last day is a holiday to the next day only where it is
customary not to trade on that day; this needs a calendar and is not part of this module.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from idverify.calendar.period import require_date
from idverify.errors import InvalidValueError, OutOfSpanError

__all__ = ["age_attained_on", "age_on", "last_day_of_period"]

_ONE_DAY = timedelta(days=1)


def last_day_of_period(event: date, months: int, *, first_day_counts: bool = False) -> date:
    """Return the last day of a period of *months* that starts with an event.

    The day of the event does not count (第140条) unless the period begins at midnight,
    as an age does (*first_day_counts*). The period ends on the day before the day that
    corresponds to its first day, or with the last month if that has no such day. A period
    that begins on the first of a month consists of whole months (第143条). Adding months to
    the day of the event itself would differ after the last day of a short month:

    >>> from datetime import date
    >>> last_day_of_period(date(2026, 8, 15), 3)
    datetime.date(2026, 11, 15)
    >>> last_day_of_period(date(2027, 2, 28), 3)  # begins on 1 March: three whole months
    datetime.date(2027, 5, 31)

    Raises:
        InvalidValueError: if *months* is not a whole number of at least 1, or *event* is not
            a plain date.
        OutOfSpanError: if the period ends after the year 9999.
    """
    event = require_date(event, "event")
    if type(months) is not int or months < 1:
        raise InvalidValueError("months must be a whole number of at least 1")
    try:
        return _apply_article_143(event if first_day_counts else event + _ONE_DAY, months)
    except (OverflowError, ValueError) as error:
        raise OutOfSpanError(
            "the period ends after the year 9999, the last one dates can say"
        ) from error


def _apply_article_143(start: date, months: int) -> date:
    """Return the last day under 第143条 of a period whose first day is *start*."""
    # A month without such a day gives its last day, with which the period then ends.
    corresponding = start + relativedelta(months=months)
    return corresponding - _ONE_DAY if corresponding.day == start.day else corresponding


def age_attained_on(birth_date: date, age: int) -> date:
    """Return the day at whose end a person reaches *age*: the day before the birthday.

    The day of birth counts (年齢計算ニ関スル法律 第1項). A person born on 29 February
    reaches an age every year, at the end of 28 February:

    >>> age_attained_on(date(2004, 2, 29), 18)
    datetime.date(2022, 2, 28)
    >>> age_attained_on(date(2008, 4, 1), 18)
    datetime.date(2026, 3, 31)

    Raises:
        InvalidValueError: if *age* is not a whole number of at least 1, or *birth_date* is
            not a plain date.
        OutOfSpanError: if the age is reached after the year 9999.
    """
    if type(age) is not int or age < 1:
        raise InvalidValueError("age must be a whole number of at least 1")
    return last_day_of_period(birth_date, 12 * age, first_day_counts=True)


def age_on(birth_date: date, day: date) -> int:
    """Return the age in completed years (満年齢) throughout *day*.

    An age is reached at the end of the day before the birthday, so it applies from the
    first moment of the birthday; in a year without 29 February, from 1 March.

    >>> age_on(date(2008, 4, 1), date(2026, 3, 31)), age_on(date(2008, 4, 1), date(2026, 4, 1))
    (17, 18)
    >>> age_on(date(2004, 2, 29), date(2022, 2, 28)), age_on(date(2004, 2, 29), date(2022, 3, 1))
    (17, 18)

    Raises:
        InvalidValueError: if *day* is before *birth_date*, or either is not a plain date.
    """
    birth_date, day = require_date(birth_date, "birth_date"), require_date(day)
    if day < birth_date:
        raise InvalidValueError("day must not be before birth_date")
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday
