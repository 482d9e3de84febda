"""Days as documents print them (券面の日付): in either calendar, or in both side by side."""

import re
import unicodedata
from datetime import date
from typing import Final

from idverify.calendar.eras import EraDate
from idverify.errors import InvalidValueError
from idverify.model.unknown import IMPOSSIBLE, Impossible

__all__ = ["read_printed_day"]

_ERA: Final = r"(?P<era>明治|大正|昭和|平成|令和|[MTSHR])(?P<era_year>元|\d{1,2})"
_REST: Final = r"(?:年|[.\-/])?(?P<month>\d{1,2})(?:月|[.\-/])(?P<day>\d{1,2})日?"
_TAIL: Final = r"(?:まで有効|まで|生まれ|生|交付|発行)?"
#: 2026年(平成38年)5月7日, 平成38年(2026年)5月7日, 2026年5月7日, 平成38年5月7日
_SHAPES: Final = tuple(
    re.compile(shape + _REST + _TAIL)
    for shape in (
        rf"(?P<year>\d{{4}})年?\({_ERA}年?\)",
        rf"{_ERA}年?\((?P<year>\d{{4}})年?\)",
        r"(?P<year>\d{4})(?:年|[.\-/])",
        rf"{_ERA}(?:年|[.\-/])",
    )
)


def read_printed_day(text: str) -> date | Impossible:
    """Read a day as a document prints it, for an observation; no such day is `IMPOSSIBLE`.

    A licence printed before a change of era goes on counting in the old one, so a
    phantom year is read as the year it means. Where both calendars stand side by
    side they must name the same year.

    >>> read_printed_day("平成38年5月7日"), read_printed_day("2026年(平成38年)5月7日まで有効")
    (datetime.date(2026, 5, 7), datetime.date(2026, 5, 7))
    >>> read_printed_day("令和元年5月1日"), read_printed_day("令和元年4月30日")
    (datetime.date(2019, 5, 1), IMPOSSIBLE)
    >>> read_printed_day("2026年(令和7年)5月7日"), read_printed_day("2026年2月29日")
    (IMPOSSIBLE, IMPOSSIBLE)

    Raises:
        InvalidValueError: The text has not the shape of a date in either calendar.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
    for shape in _SHAPES:
        if (found := shape.fullmatch(plain)) is not None:
            return _day(found.groupdict())
    raise InvalidValueError(
        f"{len(text)} characters that are no date: write it as printed, as in 2026年5月7日"
        " or 令和8年5月7日"
    )


def _day(parts: dict[str, str | None]) -> date | Impossible:
    """Return the day that the parts name in each calendar they name one in."""
    year, era = parts.get("year"), parts.get("era")
    rest = f"{parts['month']}月{parts['day']}日"
    named = []
    try:
        if era:
            named.append(EraDate.parse(f"{era}{parts['era_year']}年{rest}").day)
        if year:
            named.append(date(int(year), int(parts["month"] or 0), int(parts["day"] or 0)))
    except ValueError:
        return IMPOSSIBLE
    return named[0] if len(set(named)) == 1 else IMPOSSIBLE
