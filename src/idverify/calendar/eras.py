"""Eras of Japan (元号): their names, letters, and first and last days."""

from datetime import date
from enum import StrEnum
from typing import Final

from idverify.errors import OutOfSpanError

__all__ = ["LUNISOLAR_UNTIL", "Era", "era_on"]

#: The last day of the lunisolar calendar (旧暦), written 明治5年12月2日; the next day was
#: 1 January 1873. Until then an era's months and days were not those of the solar calendar.
#: 明治5年太政官布告第337号(改暦ノ布告), e-Gov 法令検索, read on 2026-12-01.
LUNISOLAR_UNTIL: Final = date(1872, 12, 31)


class Era(StrEnum):
    """An era (元号) by its Japanese name, the oldest first.

    >>> Era("令和").first_day, Era.HEISEI.letter
    (datetime.date(2019, 5, 1), 'H')
    """

    MEIJI = "明治"
    TAISHO = "大正"
    SHOWA = "昭和"
    HEISEI = "平成"
    REIWA = "令和"

    @property
    def first_day(self) -> date:
        """The first day on which documents are dated in this era (改元の日).

        30 July 1912 and 25 December 1926 were the last day of one era and the first of the
        next; 7 January 1989 and 30 April 2019 were last days only. Meiji begins here with
        the solar calendar (明治6年1月1日): its first five years had other months.
        """
        return _FIRST_DAYS[self]

    @property
    def last_day(self) -> date:
        """The last day of the era; for the present era, the last day that dates can express."""
        return _LAST_DAYS[self]

    @property
    def year_zero(self) -> int:
        """The western year before the first year of the era.

        >>> Era.REIWA.year_zero + 8
        2026
        """
        return _YEAR_ZERO[self]

    @property
    def letter(self) -> str:
        """The letter forms use, as in R8.4.1."""
        return self.name[0]


_FIRST_DAYS: Final = {
    Era.MEIJI: date(1873, 1, 1),
    Era.TAISHO: date(1912, 7, 30),
    Era.SHOWA: date(1926, 12, 25),
    Era.HEISEI: date(1989, 1, 8),
    Era.REIWA: date(2019, 5, 1),
}
_LAST_DAYS: Final = {
    Era.MEIJI: date(1912, 7, 30),
    Era.TAISHO: date(1926, 12, 25),
    Era.SHOWA: date(1989, 1, 7),
    Era.HEISEI: date(2019, 4, 30),
    Era.REIWA: date.max,
}
_YEAR_ZERO: Final = {
    Era.MEIJI: 1867,
    Era.TAISHO: 1911,
    Era.SHOWA: 1925,
    Era.HEISEI: 1988,
    Era.REIWA: 2018,
}


def era_on(day: date) -> Era:
    """Return the era that began last on or before a day.

    >>> era_on(date(2019, 4, 30)), era_on(date(2019, 5, 1))
    (<Era.HEISEI: '平成'>, <Era.REIWA: '令和'>)

    Raises:
        OutOfSpanError: before 1873, when months were not yet those of the solar calendar.
    """
    for era in reversed(Era):
        if era.first_day <= day:
            return era
    raise OutOfSpanError(
        f"{day} lies before {Era.MEIJI.first_day}, when Japan took the solar calendar"
    )
