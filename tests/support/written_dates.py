"""Writers of a day in every notation of documents, and damages that leave no notation.

They share nothing with the reader: eras, numerals and names of months have their own tables.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import Final

FIRST_DAY: Final = date(1868, 1, 1)
LAST_DAY: Final = date(2110, 12, 31)

_ERAS: Final = (
    (date(2019, 5, 1), "令和", "令", "R", "㋿"),
    (date(1989, 1, 8), "平成", "平", "H", "㍻"),
    (date(1926, 12, 25), "昭和", "昭", "S", "㍼"),
    (date(1912, 7, 30), "大正", "大", "T", "㍽"),
    (date(1873, 1, 1), "明治", "明", "M", "㍾"),
)
_EN: Final = re.findall("...", "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC")
_EN_LONG: Final = re.findall(
    "[A-Z][a-z]+",
    "JanuaryFebruaryMarchAprilMayJuneJulyAugustSeptemberOctoberNovemberDecember",
)
_FR: Final = re.findall("[^,]+", "JANV,FÉVR,MARS,AVR,MAI,JUIN,JUIL,AOÛT,SEPT,OCT,NOV,DÉC")
_WEEKDAYS: Final = re.findall("...", "MonTueWedThuFriSatSun")
_DIGITS: Final = "〇一二三四五六七八九"
_FULL_WIDTH: Final = str.maketrans("0123456789/-.", "０１２３４５６７８９／－．")


def _era(day: date) -> tuple[str, str, str, str, int]:
    """The word, character, letter and square sign of a day's era, and the year in it."""
    for first, *signs in _ERAS:
        if day >= first:
            word, sign, letter, square = signs
            zero = 1867 if word == "明治" else first.year - 1
            return word, sign, letter, square, day.year - zero
    raise ValueError


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _named(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + "十" * bool(tens) + (_DIGITS[ones] if ones else "")


def _ordinal(day: int) -> str:
    suffix = "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def _first(year: int) -> str:
    return "元" if year == 1 else str(year)


WESTERN: Final[dict[str, Callable[[date], str]]] = {
    "units": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "padded units": lambda d: f"{d:%Y}年{d:%m}月{d:%d}日",
    "spaced units": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "full width": lambda d: f"{d.year}年{d.month}月{d.day}日".translate(_FULL_WIDTH),
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "padded slashes": lambda d: f"{d:%Y/%m/%d}",
    "hyphens": lambda d: f"{d:%Y-%m-%d}",
    "full-width hyphens": lambda d: f"{d:%Y-%m-%d}".translate(_FULL_WIDTH),
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "middle dots": lambda d: f"{d.year}・{d.month}・{d.day}",
    "spaces": lambda d: f"{d:%Y %m %d}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "positional kanji": lambda d: (
        "年".join((_positional(d.year), _named(d.month))) + f"月{_named(d.day)}日"
    ),
    "all positional kanji": lambda d: (
        f"{_positional(d.year)}年{_positional(d.month)}月{_positional(d.day)}日"
    ),
    "circle for zero": lambda d: (
        f"{_positional(d.year)}年{_named(d.month)}月{_named(d.day)}日".replace("〇", "○")
    ),
    "passport": lambda d: f"{d:%d} {_EN[d.month - 1]} {d:%Y}",
    "passport, compact": lambda d: f"{d:%d}{_EN[d.month - 1]}{d:%Y}",
    "passport, hyphens": lambda d: f"{d:%d}-{_EN[d.month - 1]}-{d:%Y}",
    "passport, bilingual": lambda d: f"{d:%d} {_EN[d.month - 1]}/{_FR[d.month - 1]} {d:%Y}",
    "passport, French": lambda d: f"{d:%d} {_FR[d.month - 1]} {d:%Y}",
    "passport, Japanese month": lambda d: f"{d:%d} {d.month}月/{_EN[d.month - 1]} {d:%Y}",
    "long month": lambda d: f"{d.day} {_EN_LONG[d.month - 1]} {d.year}",
    "month first": lambda d: f"{_EN_LONG[d.month - 1]} {d.day}, {d.year}",
    "labelled": lambda d: f"生年月日：{d.year}年{d.month}月{d.day}日生",
    "English label": lambda d: f"DATE OF BIRTH {d:%d} {_EN[d.month - 1]} {d:%Y}",
    "month first, dots": lambda d: f"{_EN[d.month - 1]}.{d.day}.{d.year}",
    "ordinal": lambda d: f"{_ordinal(d.day)} {_EN_LONG[d.month - 1]} {d.year}",
    "final dot": lambda d: f"{d.year}.{d.month}.{d.day}.",
    "in brackets": lambda d: f"（{d.year}年{d.month}月{d.day}日）",
    "at midnight": lambda d: f"{d:%Y-%m-%d}T00:00:00",
    "period of stay": lambda d: f"4年3月（{d:%Y}年{d:%m}月{d:%d}日）",
    "English weekday": lambda d: f"{d:%d} {_EN[d.month - 1]} {d:%Y} ({_WEEKDAYS[d.weekday()]})",
    "weekday": lambda d: f"{d.year}年{d.month}月{d.day}日（{'月火水木金土日'[d.weekday()]}）",
}
ERA: Final[dict[str, Callable[[date], str]]] = {
    "era": lambda d: f"{_era(d)[0]}{_first(_era(d)[4])}年{d.month}月{d.day}日",
    "era, first year in digits": lambda d: f"{_era(d)[0]}{_era(d)[4]}年{d.month}月{d.day}日",
    "era, padded": lambda d: f"{_era(d)[0]}{_era(d)[4]:02}年{d:%m}月{d:%d}日",
    "era, spaced": lambda d: f"{_era(d)[0]} {_first(_era(d)[4])} 年 {d.month} 月 {d.day} 日",
    "era, full width": lambda d: (
        f"{_era(d)[0]}{_first(_era(d)[4])}年{d.month}月{d.day}日".translate(_FULL_WIDTH)
    ),
    "era, square": lambda d: f"{_era(d)[3]}{_era(d)[4]}年{d.month}月{d.day}日",
    "era, letter and dots": lambda d: f"{_era(d)[2]}{_era(d)[4]}.{d.month}.{d.day}",
    "era, letter and slashes": lambda d: f"{_era(d)[2]}{_era(d)[4]}/{d.month}/{d.day}",
    "era, letter and hyphens": lambda d: f"{_era(d)[2]}{_era(d)[4]:02}-{d:%m-%d}",
    "era, character and dots": lambda d: f"{_era(d)[1]}{_first(_era(d)[4])}.{d.month}.{d.day}",
    "era, middle dots": lambda d: f"{_era(d)[0]}{_era(d)[4]}・{d.month}・{d.day}",
    "era, compact": lambda d: f"{_era(d)[2]}{_era(d)[4]:02}{d:%m%d}",
    "era, kanji": lambda d: (
        f"{_era(d)[0]}{_named(_era(d)[4])}年{_named(d.month)}月{_named(d.day)}日"
    ),
    "both calendars": lambda d: (
        f"{d.year}年（{_era(d)[0]}{_first(_era(d)[4])}年）{d.month}月{d.day}日まで有効"
    ),
    "both calendars, era first": lambda d: (
        f"{_era(d)[0]}{_era(d)[4]}年（{d.year}年）{d.month}月{d.day}日"
    ),
    "both calendars, short": lambda d: f"{d.year}({_era(d)[0]}{_era(d)[4]})年{d.month}月{d.day}日",
    "both calendars, full date in brackets": lambda d: (
        f"{_era(d)[0]}{_era(d)[4]}年（{d.year}年{d.month}月{d.day}日）"
    ),
    "month and day first": lambda d: f"{d.month}月{d.day}日（{_era(d)[0]}{_first(_era(d)[4])}年）",
    "both calendars, era in brackets first": lambda d: (
        f"（{_era(d)[0]}{_first(_era(d)[4])}年）{d.year}年{d.month}月{d.day}日"
    ),
    "issued, without label": lambda d: f"{_era(d)[0]}{_era(d)[4]:02}年{d:%m}月{d:%d}日 12345",
    "issued": lambda d: f"交付 {_era(d)[0]}{_era(d)[4]:02}年{d:%m}月{d:%d}日 12345",
}
#: What a Japanese reader cannot decide; the day is among the readings.
OPEN: Final[dict[str, Callable[[date], str]]] = {
    "day first": lambda d: f"{d:%d/%m/%Y}",
    "month first": lambda d: f"{d:%m/%d/%Y}",
    "short year": lambda d: f"{d:%y/%m/%d}",
    "short year, day first": lambda d: f"{d:%d.%m.%y}",
    "machine-readable": lambda d: f"{d:%y%m%d}",
    "short year, name of the month": lambda d: f"{d:%d} {_EN[d.month - 1]} {d:%y}",
    "no era": lambda d: f"{d:%y}年{d.month}月{d.day}日",
}
#: Notations of other languages, which are not read.
FOREIGN: Final[dict[str, Callable[[date], str]]] = {
    "Buddhist, digits": lambda d: f"{d.year + 543}-{d:%m-%d}",
    "Buddhist, month": lambda d: f"{d:%d} {_EN[d.month - 1]} {d.year + 543}",
    "Hijra": lambda d: f"{d.year - 579}/{d:%m/%d}",
    "Republic of China, digits": lambda d: f"{d.year - 1911:04}{d:%m%d}",
    "Korean": lambda d: f"{d.year}년 {d.month}월 {d.day}일",
    "German": lambda d: f"{d.day}. {'Januar' if d.month == 1 else 'Dezember'} {d.year}",
    "Republic of China": lambda d: f"民國{d.year - 1911}年{d.month}月{d.day}日",
    "Buddhist": lambda d: f"พ.ศ. {d.year + 543}-{d.month}-{d.day}",
    "Arabic digits": lambda d: f"{d:%Y-%m-%d}".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
}


def write_all(day: date) -> Iterator[tuple[str, str]]:
    """Every notation that gives one day, with the day written in it."""
    for name, write in WESTERN.items():
        yield name, write(day)
    if day >= _ERAS[-1][0]:
        for name, write in ERA.items():
            yield name, write(day)


_NUMERALS: Final = frozenset("0123456789０１２３４５６７８９〇○一二三四五六七八九十")
_SEPARATORS: Final = "/-.・年月日"
_CONFUSED: Final = dict.fromkeys("1１一", "ーlI｜|") | dict.fromkeys("0０", "O○ｏ")


def _inside(text: str) -> list[int]:
    """The places between two numerals that are one number."""
    return [
        place
        for place in range(1, len(text))
        if text[place - 1] in _NUMERALS and text[place] in _NUMERALS
    ]


def _insert(rng: Random, text: str, signs: str) -> str | None:
    places = _inside(text.removesuffix(" 12345"))
    if not places:
        return None
    place = rng.choice(places)
    return text[:place] + rng.choice(signs) + text[place:]


def _replace(rng: Random, text: str, places: list[int], signs: Callable[[str], str]) -> str | None:
    if not places:
        return None
    place = rng.choice(places)
    return text[:place] + rng.choice(signs(text[place])) + text[place + 1 :]


def _separators(text: str) -> list[int]:
    """The places of separators between numbers of the date."""
    return [
        place
        for place in range(1, len(text) - 1)
        if text[place] in _SEPARATORS
        and text[place - 1] in _NUMERALS
        and text[place + 1] in _NUMERALS
    ]


def _double(rng: Random, text: str) -> str | None:
    places = _separators(text)
    if not places:
        return None
    place = rng.choice(places)
    return text[:place] + text[place] * 2 + text[place + 1 :]


#: Each makes a text that is no date; None if the text has no place for it.
DAMAGES: Final[dict[str, Callable[[Random, str], str | None]]] = {
    "gap in a number": lambda rng, text: _insert(rng, text, " 　\t\u200b"),
    "separator in a number": lambda rng, text: _insert(rng, text, _SEPARATORS),
    "separator doubled": _double,
    "separator of another notation": lambda rng, text: _replace(
        rng, text, _separators(text), lambda old: _SEPARATORS.replace(old, "")
    ),
    "letter for a digit": lambda rng, text: _replace(
        rng,
        text,
        [place for place, sign in enumerate(text) if sign in _CONFUSED],
        lambda old: _CONFUSED[old],
    ),
}
