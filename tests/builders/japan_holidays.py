"""Writes `src/idverify/calendar/_japan_data.py` from the official list.

    python tests/builders/japan_holidays.py

Source: `tests/data/jp_holidays.csv` (its origin: tests/data/calendar-provenance.md). Run it
when the Cabinet Office has published another year, set OFFICIAL_THROUGH to the last day
of that year and READ_ON to the day of reading, and commit the new module with the list.
"""

import csv
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from idverify.calendar.japan import FIRST_DAY, is_substitute_holiday

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "tests/data/jp_holidays.csv"
MODULE = ROOT / "src/idverify/calendar/_japan_data.py"
OFFICIAL_THROUGH = date(2027, 12, 31)
READ_ON = date(2026, 11, 23)

#: The letter that stands for each name of the official list.
LETTERS = {
    "元日": "n",
    "成人の日": "c",
    "建国記念の日": "f",
    "天皇誕生日": "e",
    "春分の日": "v",
    "昭和の日": "s",
    "みどりの日": "g",
    "憲法記念日": "k",
    "こどもの日": "d",
    "海の日": "m",
    "山の日": "y",
    "敬老の日": "r",
    "秋分の日": "a",
    "体育の日": "p",
    "体育の日（スポーツの日）": "p",
    "スポーツの日": "q",
    "文化の日": "b",
    "勤労感謝の日": "l",
}
#: Days of one year only, by special Acts; the list gives some of them no name of their own.
SINGLE_DAYS = {
    date(1959, 4, 10): "W",
    date(1989, 2, 24): "F",
    date(1990, 11, 12): "E",
    date(1993, 6, 9): "X",
    date(2019, 5, 1): "A",
    date(2019, 10, 22): "C",
}

HEADER = f'''"""National holidays of Japan, {FIRST_DAY} to {OFFICIAL_THROUGH} (generated table).

Builder: tests/builders/japan_holidays.py. Source: the Cabinet Office's list of
holidays (1955-2027, 1,067 days) and, for 1948-1954, the Holidays Act itself (57 days).
"""

from datetime import date

#: The list is complete up to and including this day; later holidays are not promulgated yet.
OFFICIAL_THROUGH = date({OFFICIAL_THROUGH.year}, {OFFICIAL_THROUGH.month}, {OFFICIAL_THROUGH.day})
READ_ON = date({READ_ON.year}, {READ_ON.month}, {READ_ON.day})

#: Two characters per holiday: the days since the one before (the first: since {FIRST_DAY}),
#: as the character of that number plus 48; then the letter of its name.
HOLIDAYS = (
'''


def holidays() -> dict[date, str]:
    """Return the official name of every holiday by its day."""
    with LIST.open(encoding="utf-8") as lines:
        return {date.fromisoformat(row["date"]): row["name_ja"] for row in csv.DictReader(lines)}


def letter(day: date, names: dict[date, str]) -> str:
    """Return the letter of a holiday; a day without a name is a substitute or lies between two."""
    ordinals = {each.toordinal() for each in names}
    if day in SINGLE_DAYS:
        return SINGLE_DAYS[day]
    if names[day] == "休日":
        return "t" if is_substitute_holiday(day.toordinal(), ordinals) else "z"
    return LETTERS[names[day]]


def pairs() -> Iterator[tuple[int, str]]:
    """Yield the year and the two characters of each holiday."""
    names, before = holidays(), FIRST_DAY
    for day in sorted(names):
        yield day.year, chr((day - before).days + 48) + letter(day, names)
        before = day


def module_text() -> str:
    """Return the module, one line a year."""
    lines = [
        f"    {''.join(pair for _, pair in year)!r}  # {number}\n"
        for number, year in groupby(pairs(), key=lambda each: each[0])
    ]
    return f"{HEADER}{''.join(lines)})\n"


if __name__ == "__main__":
    MODULE.write_text(module_text(), encoding="utf-8")
