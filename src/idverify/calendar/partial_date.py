"""Dates of which a part is missing (不完全な日付), such as 1960年00月00日 or 2026年11月."""

import re
from calendar import monthrange
from datetime import date
from typing import Final, Self

from attrs import frozen

from idverify.errors import InvalidValueError
from idverify.validation import validated

__all__ = ["PartialDate"]

_TEXT: Final = re.compile(r"([0-9]{4}|XXXX)-([0-9]{2}|XX)-([0-9]{2}|XX)")
#: A leap year, in which 29 February exists, for dates whose year is missing.
_ANY_YEAR: Final = 2000
#: A month of 31 days, for dates whose month is missing.
_LONG_MONTH: Final = 1


@validated
@frozen
class PartialDate:
    """A date with one or two of its three parts; None is a missing part, never a guess.

    Its text is that of the Extended Date/Time Format (ISO 8601-2), where X is a digit that
    is not known.

    >>> from datetime import date
    >>> born = PartialDate(1960)
    >>> str(born), born.earliest, born.latest
    ('1960-XX-XX', datetime.date(1960, 1, 1), datetime.date(1960, 12, 31))
    >>> born.may_be(date(1960, 5, 3)), born.may_be(date(1961, 5, 3))
    (True, False)

    Raises:
        InvalidValueError: if no part or every part is given, or no day has these parts.
    """

    year: int | None = None
    """The western year, from 1 to 9999."""
    month: int | None = None
    """The month, from 1 to 12."""
    day: int | None = None
    """The day of the month, from 1."""

    def __attrs_post_init__(self) -> None:
        parts = (self.year, self.month, self.day)
        if parts.count(None) in {0, 3}:
            raise InvalidValueError(
                "a partial date has one or two of its three parts: with all three it is a"
                " datetime.date, with none it is absent"
            )
        try:
            date(self.year or _ANY_YEAR, self.month or _LONG_MONTH, self.day or 1)
            zero = 0 in parts
        except ValueError:
            zero = True
        if zero:
            raise InvalidValueError("no day of the calendar has these parts")

    @classmethod
    @validated
    def parse(cls, text: str) -> Self:
        """Parse the text of a partial date.

        >>> PartialDate.parse("1960-04-XX")
        PartialDate(year=1960, month=4, day=None)

        Raises:
            InvalidValueError: if the text is not one, or no day has its parts.
        """
        if (found := _TEXT.fullmatch(text)) is None:
            raise InvalidValueError(
                f"{len(text)} characters that are no partial date, such as 1960-04-XX"
            )
        return cls(*(None if part.startswith("X") else int(part) for part in found.groups()))

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04}"
        rest = ("XX" if part is None else f"{part:02}" for part in (self.month, self.day))
        return "-".join((year, *rest))

    def may_be(self, day: date) -> bool:
        """Return whether a day has every part that is given.

        >>> PartialDate(None, 2, 29).may_be(date(2024, 2, 29))
        True
        """
        return (
            self.year in {None, day.year}
            and self.month in {None, day.month}
            and self.day in {None, day.day}
        )

    @property
    def earliest(self) -> date:
        """The first day that it may be.

        >>> PartialDate(None, 2, 29).earliest
        datetime.date(4, 2, 29)
        """
        years = range(1, 9) if self.year is None else (self.year,)
        months = range(1, 13) if self.month is None else (self.month,)
        return next(
            date(year, month, self.day or 1)
            for year in years
            for month in months
            if (self.day or 1) <= monthrange(year, month)[1]
        )

    @property
    def latest(self) -> date:
        """The last day that it may be.

        >>> PartialDate(2027, 2).latest, PartialDate(None, 2, 29).latest
        (datetime.date(2027, 2, 28), datetime.date(9996, 2, 29))
        """
        years = range(9999, 9991, -1) if self.year is None else (self.year,)
        months = range(12, 0, -1) if self.month is None else (self.month,)
        return next(
            date(year, month, self.day or monthrange(year, month)[1])
            for year in years
            for month in months
            if (self.day or 1) <= monthrange(year, month)[1]
        )
