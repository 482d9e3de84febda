"""Dates of birth (生年月日) in every notation that a Japanese document prints.

Western and era years, kanji numerals, 元年, circled digits, the passport's
03 MAY 1985 and the machine-readable 850503. An era year after the era's end is
read arithmetically and noted: 昭和64年2月1日 is 1 February 1989.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import evolve, field, frozen

from idverify.matching._text import IGNORABLE, MAX_LENGTH, find_absent_value
from idverify.matching._town_names import NUMERAL, parse_number
from idverify.matching.comparison import (
    IDENTICAL,
    Comparison,
    ComparisonSide,
    Difference,
    summarize,
)
from idverify.matching.difference_kinds import DifferenceKind
from idverify.matching.rules import make_difference
from idverify.validation import validated

__all__ = ["WrittenDate", "compare_birth_date", "read_date"]

#: The first day of each era and the signs that stand for it.
ERAS: Final = (
    (date(1868, 1, 25), ("明治", "明", "M")),
    (date(1912, 7, 30), ("大正", "大", "T")),
    (date(1926, 12, 25), ("昭和", "昭", "S")),
    (date(1989, 1, 8), ("平成", "平", "H")),
    (date(2019, 5, 1), ("令和", "令", "R")),
)
STARTS: Final = {sign: start for start, signs in ERAS for sign in signs}
MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1
    )
}
NOISE: Final = re.compile(r"\([^)]*\)|生年月日[\s:]*|生まれ|生|日曜日?|[月火水木金土]曜日?|西暦|,")
BREAK: Final = r"\s*[年月日./・\-‐‑‒–—―−ー\s]\s*"
ERA: Final = r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令MTSHR])\s*\.?\s*"
YEAR: Final = rf"(?P<year>元|{NUMERAL})"
REST: Final = rf"(?:{BREAK}(?P<month>{NUMERAL})(?:{BREAK}(?P<day>{NUMERAL}))?)?\s*[年月日]?\s*"
IN_ORDER: Final = re.compile(f"(?:{ERA})?{YEAR}{REST}")
#: A printed form that was left blank, in part or altogether: 昭和　年　月　日.
FORM: Final = re.compile(
    rf"(?:{ERA})?(?P<year>元|{NUMERAL})?\s*年\s*(?P<month>{NUMERAL})?\s*月\s*(?P<day>{NUMERAL})?\s*日"
)
PACKED: Final = re.compile(r"(?P<year>\d{4}|\d{2})(?P<month>\d{2})(?P<day>\d{2})")
PACKED_ERA: Final = re.compile(rf"{ERA}(?P<year>\d{{2}})(?P<month>\d{{2}})(?P<day>\d{{2}})")
NAMED: Final = re.compile(
    r"(?P<day>\d{1,2})[\s/.\-]*(?P<name>[A-Z]{3})[A-Z]*(?:/[A-Z]+)?[\s/.\-]*(?P<year>\d{4}|\d{2})"
)
#: Day and month before the year, as some foreign passports print them.
YEAR_LAST: Final = re.compile(r"(?P<day>\d{1,2})([/.\-])(?P<month>\d{1,2})\2(?P<year>\d{4})")
NAMED_FIRST: Final = re.compile(r"(?P<name>[A-Z]{3})[A-Z]*\.?\s*(?P<day>\d{1,2})\s+(?P<year>\d{4})")
BRACKETED: Final = re.compile(r"\(([^()]*)\)")
#: What is less is no western year of a birth: the (41) of an age.
FIRST_YEAR: Final = 1800
SHORT_YEAR: Final = re.compile(r"\d\d")
KANJI_RADICALS: Final = str.maketrans("⽉⽇⽣", "月日生")


@frozen
class WrittenDate:
    """The parts of a date as written; the years it may mean, most often one."""

    years: tuple[int, ...] = field(repr=False)
    month: int | None = field(default=None, repr=False)
    day: int | None = field(default=None, repr=False)
    era: str = ""
    contradicts_itself: bool = field(default=False, repr=False)
    """Whether a year or day in brackets is another one: 1985年(昭和61年)."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the calendar it may mean; none when it is impossible or incomplete."""
        found = []
        for year in () if self.contradicts_itself else self.years:
            try:
                found.append(date(year, self.month or 0, self.day or 0))
            except (ValueError, OverflowError):
                continue
        return tuple(found)


def read_date(text: str) -> WrittenDate | None:
    """Read a date, or None when the text is none.

    >>> read_date("昭和六十年五月三日").days
    (datetime.date(1985, 5, 3),)
    >>> read_date("850503").days
    (datetime.date(1885, 5, 3), datetime.date(1985, 5, 3), datetime.date(2085, 5, 3))
    """
    folded = unicodedata.normalize("NFKC", IGNORABLE.sub("", text)).upper()
    folded = folded.translate(KANJI_RADICALS)
    found = read_plain(NOISE.sub(" ", folded).strip())
    beside = (read_plain(NOISE.sub(" ", said).strip()) for said in BRACKETED.findall(folded))
    if found and any(said and contradict(found, said) for said in beside):
        return evolve(found, contradicts_itself=True)
    return found


def contradict(main: WrittenDate, said: WrittenDate) -> bool:
    """Whether a date in brackets is not the one before it; a bare number there is no year."""
    if not main.years or not (said.era or (len(said.years) == 1 and said.years[0] >= FIRST_YEAR)):
        return False
    pairs = ((main.month, said.month), (main.day, said.day))
    return not set(main.years) & set(said.years) or any(a and b and a != b for a, b in pairs)


def read_plain(plain: str) -> WrittenDate | None:
    """Read a date of folded text that holds nothing else."""
    if (found := YEAR_LAST.fullmatch(plain)) is not None:
        return year_last(*map(int, found.group("day", "month", "year")))
    for pattern in (PACKED, PACKED_ERA, NAMED, NAMED_FIRST, IN_ORDER, FORM):
        if (found := pattern.fullmatch(plain)) is not None:
            return written(found.groupdict())
    return None


def year_last(one: int, other: int, year: int) -> WrittenDate | None:
    """A date such as 27.11.1988, read only when it is plain which of the two is the month."""
    if one != other and max(one, other) <= 12:  # noqa: PLR2004 - months
        return None
    return WrittenDate((year,), min(one, other), max(one, other))


def written(parts: dict[str, str | None]) -> WrittenDate | None:
    """The date that the named parts of a pattern spell."""
    name, era = parts.get("name"), parts.get("era") or ""
    if name and name not in MONTHS:
        return None
    month = MONTHS[name] if name else value(parts.get("month"))
    years = years_of(parts["year"], era) if parts["year"] else ()
    return WrittenDate(years, month, value(parts.get("day")), era)


def value(text: str | None) -> int | None:
    """The number in digits or kanji, if there is one."""
    return None if text is None else parse_number(text)


def years_of(text: str, era: str) -> tuple[int, ...]:
    """The western years that a year may mean."""
    number = 1 if text == "元" else parse_number(text)
    if era:
        return (STARTS[era].year + number - 1,)
    if SHORT_YEAR.fullmatch(text):
        return (1800 + number, 1900 + number, 2000 + number)
    return (number,)


@validated
def compare_birth_date(declared: str, on_document: str) -> Comparison:
    """Compare a declared date of birth with the one on a document (生年月日の照合).

    >>> compare_birth_date("1985-05-03", "昭和60年5月3日").outcome.value
    'variant'
    >>> compare_birth_date("1985-02-30", "1985-02-28").outcome.value
    'typo'
    >>> compare_birth_date("昭和60年", "昭和60年5月3日").outcome.value
    'missing'
    """
    if declared == on_document:
        return IDENTICAL
    if (nothing := find_absent_value(declared, on_document)) is not None:
        return summarize([nothing])
    if max(len(declared), len(on_document)) > MAX_LENGTH:
        return summarize(
            [
                make_difference(
                    DifferenceKind.UNREADABLE, declared[:MAX_LENGTH], on_document[:MAX_LENGTH]
                )
            ]
        )
    typed, printed = read_date(declared), read_date(on_document)
    if typed is None or printed is None:
        side = ComparisonSide.DECLARED if typed is None else ComparisonSide.DOCUMENT
        return summarize([make_difference(DifferenceKind.UNREADABLE, declared, on_document, side)])
    pieces = declared, on_document
    if set(typed.days) & set(printed.days):
        return summarize(notation(typed, printed, pieces))
    return summarize([error(typed, printed, pieces)])


def notation(
    typed: WrittenDate, printed: WrittenDate, pieces: tuple[str, str]
) -> Sequence[Difference]:
    """Why two notations of one day look different."""
    found = []
    if max(len(typed.years), len(printed.years)) > 1:
        found.append(make_difference(DifferenceKind.CENTURY_OPEN, *pieces))
    if bool(typed.era) != bool(printed.era):
        found.append(make_difference(DifferenceKind.ERA, *pieces))
    for side, one in ((ComparisonSide.DECLARED, typed), (ComparisonSide.DOCUMENT, printed)):
        if one.era and era_on(one.days[0]) is not STARTS[one.era]:
            found.append(make_difference(DifferenceKind.ERA_PROLEPTIC, *pieces, side))
    return found or [make_difference(DifferenceKind.DATE_NOTATION, *pieces)]


def era_on(day: date) -> date | None:
    """The first day of the era in use on a day."""
    return next((start for start, _ in reversed(ERAS) if start <= day), None)


def error(typed: WrittenDate, printed: WrittenDate, pieces: tuple[str, str]) -> Difference:
    """Name what is wrong with a date."""
    for side, one in ((ComparisonSide.DECLARED, typed), (ComparisonSide.DOCUMENT, printed)):
        if not one.years or one.month is None or one.day is None:
            return make_difference(DifferenceKind.DATE_PART_ABSENT, *pieces, side)
    for side, one in ((ComparisonSide.DECLARED, typed), (ComparisonSide.DOCUMENT, printed)):
        if not one.days:
            return make_difference(DifferenceKind.IMPOSSIBLE_DATE, *pieces, side)
    wrong = (
        (not set(typed.years) & set(printed.years))
        + (typed.month != printed.month)
        + (typed.day != printed.day)
    )
    exchanged = (typed.month, typed.day) == (printed.day, printed.month)
    if wrong == 1 or exchanged:
        return make_difference(DifferenceKind.DATE_PART_DIFFERS, *pieces)
    return make_difference(DifferenceKind.UNRELATED, *pieces)
