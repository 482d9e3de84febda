"""National holidays of Japan (国民の祝日), 1948-07-20 to 2099-12-31.

Promulgated holidays ship as a table, so that no upgrade of a dependency can change a past
deadline. Later years follow from today's Act and the predicted equinoxes. They come from
the package `holidays`, which only this module imports, and only when such a year is needed.
"""

from collections.abc import Container, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, islice
from typing import Final

from idverify.calendar import _japan_data
from idverify.calendar.closures import Closure, ClosureKind
from idverify.citations import Citation, Confidence

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "NATIONAL_HOLIDAYS",
    "OFFICIAL_LIST",
    "OFFICIAL_THROUGH",
    "classify_holiday",
    "gazetted_on",
    "is_substitute_holiday",
    "projected_holidays",
    "promulgated_holidays",
]

#: The Holidays Act came into force on the day of its promulgation.
FIRST_DAY: Final = date(1948, 7, 20)
#: `holidays` has no holidays after this year, and raises no error for later ones.
LAST_DAY: Final = date(2099, 12, 31)
#: The last day for which holidays are promulgated.
OFFICIAL_THROUGH: Final = _japan_data.OFFICIAL_THROUGH
#: The official list of the holidays up to that day.
OFFICIAL_LIST: Final = Citation(
    "内閣府「国民の祝日」について",
    "syukujitsu.csv",
    "https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html",
    read_on=_japan_data.READ_ON,
)

_ACT = "国民の祝日に関する法律"
_NATIONAL = ClosureKind.NATIONAL_HOLIDAY
#: For each letter of the table: both names, kind, act and article.
_HOLIDAY_TYPES: Final[Mapping[str, tuple[str, str, ClosureKind, str, str]]] = {
    "n": ("元日", "New Year's Day", _NATIONAL, _ACT, "第2条"),
    "c": ("成人の日", "Coming of Age Day", _NATIONAL, _ACT, "第2条"),
    "f": ("建国記念の日", "National Foundation Day", _NATIONAL, _ACT, "第2条"),
    "e": ("天皇誕生日", "Emperor's Birthday", _NATIONAL, _ACT, "第2条"),
    "v": ("春分の日", "Vernal Equinox Day", _NATIONAL, _ACT, "第2条"),
    "s": ("昭和の日", "Showa Day", _NATIONAL, _ACT, "第2条"),
    "g": ("みどりの日", "Greenery Day", _NATIONAL, _ACT, "第2条"),
    "k": ("憲法記念日", "Constitution Memorial Day", _NATIONAL, _ACT, "第2条"),
    "d": ("こどもの日", "Children's Day", _NATIONAL, _ACT, "第2条"),
    "m": ("海の日", "Marine Day", _NATIONAL, _ACT, "第2条"),
    "y": ("山の日", "Mountain Day", _NATIONAL, _ACT, "第2条"),
    "r": ("敬老の日", "Respect for the Aged Day", _NATIONAL, _ACT, "第2条"),
    "a": ("秋分の日", "Autumnal Equinox Day", _NATIONAL, _ACT, "第2条"),
    "p": ("体育の日", "Health and Sports Day", _NATIONAL, _ACT, "第2条"),
    "q": ("スポーツの日", "Sports Day", _NATIONAL, _ACT, "第2条"),
    "b": ("文化の日", "Culture Day", _NATIONAL, _ACT, "第2条"),
    "l": ("勤労感謝の日", "Labour Thanksgiving Day", _NATIONAL, _ACT, "第2条"),
    "t": ("振替休日", "substitute holiday", ClosureKind.SUBSTITUTE_HOLIDAY, _ACT, "第3条第2項"),
    "z": ("国民の休日", "citizens' holiday", ClosureKind.CITIZENS_HOLIDAY, _ACT, "第3条第3項"),
    "W": (
        "皇太子明仁親王の結婚の儀",
        "Wedding of Crown Prince Akihito",
        _NATIONAL,
        "皇太子明仁親王の結婚の儀の行われる日を休日とする法律",
        "",
    ),
    "F": (
        "昭和天皇の大喪の礼",
        "Funeral of Emperor Showa",
        _NATIONAL,
        "昭和天皇の大喪の礼の行われる日を休日とする法律",
        "",
    ),
    "E": (
        "即位礼正殿の儀",
        "Enthronement Ceremony",
        _NATIONAL,
        "即位礼正殿の儀の行われる日を休日とする法律",
        "",
    ),
    "X": (
        "皇太子徳仁親王の結婚の儀",
        "Wedding of Crown Prince Naruhito",
        _NATIONAL,
        "皇太子徳仁親王の結婚の儀の行われる日を休日とする法律",
        "",
    ),
    "A": (
        "天皇の即位の日",
        "Day of the Emperor's Accession",
        _NATIONAL,
        "天皇の即位の日及び即位礼正殿の儀の行われる日を休日とする法律",
        "",
    ),
    "C": (
        "即位礼正殿の儀",
        "Enthronement Ceremony",
        _NATIONAL,
        "天皇の即位の日及び即位礼正殿の儀の行われる日を休日とする法律",
        "",
    ),
    "u": ("国民の祝日", "national holiday", _NATIONAL, _ACT, "第2条"),
}
_FIXED_DATES = {
    (1, 1): "n",
    (2, 11): "f",
    (2, 23): "e",
    (4, 29): "s",
    (5, 3): "k",
    (5, 4): "g",
    (5, 5): "d",
    (8, 11): "y",
    (11, 3): "b",
    (11, 23): "l",
}
#: By month and number of the Monday in the month.
_HAPPY_MONDAYS: Final[Mapping[tuple[int, int] | None, str]] = {
    (1, 2): "c",
    (7, 3): "m",
    (9, 3): "r",
    (10, 2): "q",
}
_EQUINOXES = {3: "v", 9: "a"}
#: Ordinals modulo 7; 1 January of the year 1 was a Monday.
_SUNDAY, _MONDAY = 0, 1


@cache
def promulgated_holidays() -> Mapping[int, str]:
    """Return the promulgated holidays, as letters of their types by ordinal.

    >>> from datetime import date
    >>> len(promulgated_holidays()), promulgated_holidays()[date(2026, 9, 22).toordinal()]
    (1124, 'z')
    """
    table = _japan_data.HOLIDAYS
    gaps = (ord(gap) - 48 for gap in table[::2])
    ordinals = accumulate(gaps, initial=FIRST_DAY.toordinal())
    return dict(zip(islice(ordinals, 1, None), table[1::2], strict=True))


@cache
def projected_holidays() -> Mapping[int, str]:
    """Return the holidays expected after the promulgated years, as letters by ordinal.

    They follow from today's Act.

    >>> projected_holidays()[date(2032, 9, 21).toordinal()]
    'z'
    """
    import holidays  # noqa: PLC0415 - takes 126 ms, needed for later years only

    years = range(OFFICIAL_THROUGH.year + 1, LAST_DAY.year + 1)
    expected = {day.toordinal() for day in holidays.country_holidays("JP", years=years)}
    return {day: classify_holiday(day, expected) for day in sorted(expected)}


def gazetted_on(year: int) -> date:
    """Return the day on which the holidays of *year* become official (暦要項の官報掲載).

    The almanac with the equinoxes is gazetted on 1 February of the year before, or on the
    first Monday of that February if the 1st is a Saturday or Sunday.

    >>> gazetted_on(2027), gazetted_on(2028)
    (datetime.date(2026, 2, 2), datetime.date(2027, 2, 1))
    """
    first = date(year - 1, 2, 1)
    days_to_monday = {5: 2, 6: 1}.get(first.weekday(), 0)
    return first + timedelta(days=days_to_monday)


def is_substitute_holiday(day: int, holidays: Container[int]) -> bool:
    """Return whether a holiday without a name is a substitute for one on a Sunday (第3条第2項).

    It is if going back over consecutive holidays reaches a Sunday; otherwise it is a day
    between two holidays (第3条第3項). Days are ordinals.

    >>> is_substitute_holiday(date(2026, 5, 6).toordinal(), promulgated_holidays())  # for 3 May
    True
    >>> is_substitute_holiday(date(2026, 9, 22).toordinal(), promulgated_holidays())
    False
    """
    while (day := day - 1) in holidays:
        if day % 7 == _SUNDAY:
            return True
    return False


def classify_holiday(ordinal: int, holidays: Container[int]) -> str:
    """Return the letter of a holiday by its place in the year, under the Act since 2022.

    >>> classify_holiday(date(2026, 11, 23).toordinal(), promulgated_holidays())
    'l'
    """
    day = date.fromordinal(ordinal)
    monday = (day.month, (day.day + 6) // 7) if ordinal % 7 == _MONDAY else None
    if letter := _FIXED_DATES.get((day.month, day.day)) or _HAPPY_MONDAYS.get(monday):
        return letter
    if is_substitute_holiday(ordinal, holidays):
        return "t"
    if ordinal - 1 in holidays and ordinal + 1 in holidays:
        return "z"
    return _EQUINOXES.get(day.month, "u")


class _NationalHolidays:
    """Rule for the holidays under the Holidays Act and the special Acts beside it."""

    __slots__ = ()

    def closed_days(self, first: int, last: int) -> set[int]:
        """Return the holidays from *first* to *last*, both included, as ordinals."""
        days = {day for day in promulgated_holidays() if first <= day <= last}
        if last > OFFICIAL_THROUGH.toordinal():
            days.update(day for day in projected_holidays() if first <= day <= last)
        return days

    def closure_on(self, day: date) -> Closure | None:
        """Return the holiday on *day*, or None; before promulgation its source is `DERIVED`."""
        official = day <= OFFICIAL_THROUGH
        letters = promulgated_holidays() if official else projected_holidays()
        letter = letters.get(day.toordinal())
        if letter is None:
            return None
        name_ja, name_en, kind, act, article = _HOLIDAY_TYPES[letter]
        confidence = Confidence.CONFIRMED if official else Confidence.DERIVED
        source = Citation(act, article, read_on=_japan_data.READ_ON, confidence=confidence)
        return Closure(day, name_ja, name_en, source, kind=kind)

    def __reduce__(self) -> str:
        return "NATIONAL_HOLIDAYS"


#: 国民の祝日, 振替休日 and 国民の休日.
NATIONAL_HOLIDAYS: Final = _NationalHolidays()
