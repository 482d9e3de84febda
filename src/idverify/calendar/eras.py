"""Japanese years (元号): what a document writes, and the day it means.

A document printed before a change of era goes on counting in the old one: a licence valid
to 平成38年 is valid to 2026. Such a date is a *phantom*: it names a day, in an era that
had ended by then. The other way round there is no such licence: a date before its era's
first day names no day at all.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Final, Self

from attrs import field, frozen

from idverify.calendar.period import require_date
from idverify.errors import InvalidValueError, OutOfSpanError
from idverify.validation import validated

__all__ = ["Era", "EraDate"]


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
_BY_SIGN: Final = {sign: era for era in Era for sign in (era.value, era.letter)}
_WRITTEN = re.compile(
    r"(明治|大正|昭和|平成|令和|[MTSHR])(元|\d{1,2})(?:年|[.\-/])(\d{1,2})(?:月|[.\-/])(\d{1,2})日?"
)


def _era_on(day: date) -> Era:
    for era in reversed(Era):
        if era.first_day <= day:
            return era
    raise OutOfSpanError(
        f"{day} lies before {Era.MEIJI.first_day}, when Japan took the solar calendar"
    )


@validated
@frozen(order=False)
class EraDate:
    """A date in Japanese years (和暦), as it is written on a document.

    >>> from datetime import date
    >>> EraDate.parse("平成38年5月1日").day
    datetime.date(2026, 5, 1)
    >>> str(EraDate.of(date(2019, 5, 1))), str(EraDate.of(date(1989, 1, 7)))
    ('令和元年5月1日', '昭和64年1月7日')

    Raises:
        InvalidValueError: if there is no such day, or it lies before the era's first day.
    """

    era: Era = field(converter=Era)
    year: int
    """The year of the era; the first is 1 and written 元."""
    month: int
    day_of_month: int

    def __attrs_post_init__(self) -> None:
        if self.year < 1:
            raise InvalidValueError("an era's years begin with 1 (元年)")
        try:
            day = self.day
        except ValueError as error:
            raise InvalidValueError(f"there is no such day: {self}") from error
        if day < self.era.first_day:
            raise InvalidValueError(
                f"{self} lies before {self.era}'s first day, {self.era.first_day}"
            )

    @classmethod
    def of(cls, day: date) -> Self:
        """Return *day* in the era that began last on or before it.

        >>> str(EraDate.of(date(2019, 4, 30)))
        '平成31年4月30日'

        Raises:
            OutOfSpanError: before 1873, when months were not yet those of the solar calendar.
        """
        era = _era_on(require_date(day))
        return cls(era, day.year - _YEAR_ZERO[era], day.month, day.day)

    @classmethod
    @validated
    def parse(cls, text: str) -> Self:
        """Read a date as documents and forms write it, full-width or not.

        >>> [str(EraDate.parse(text)) for text in ("R8.4.1", "令和８年４月１日", "㋿元年5月1日")]
        ['令和8年4月1日', '令和8年4月1日', '令和元年5月1日']

        Raises:
            InvalidValueError: if the text is no such date, or the date is no day.
        """
        plain = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
        if (found := _WRITTEN.fullmatch(plain)) is None:
            raise InvalidValueError(
                "this is no date in Japanese years, such as 令和8年4月1日 or R8.4.1"
            )
        sign, year, month, day = found.groups()
        return cls(_BY_SIGN[sign], 1 if year == "元" else int(year), int(month), int(day))

    @property
    def day(self) -> date:
        """The day it means."""
        return date(_YEAR_ZERO[self.era] + self.year, self.month, self.day_of_month)

    @property
    def is_phantom(self) -> bool:
        """Whether the era had ended by then, as in 平成38年.

        >>> EraDate.parse("平成31年4月30日").is_phantom, EraDate.parse("平成31年5月1日").is_phantom
        (False, True)
        >>> EraDate.parse("明治45年7月30日").is_phantom  # the day on which Taisho began
        False
        """
        return self.day > _LAST_DAYS[self.era]

    def __str__(self) -> str:
        year = "元" if self.year == 1 else str(self.year)
        return f"{self.era}{year}年{self.month}月{self.day_of_month}日"
