"""Grammar of dates on Japanese documents as a table of notations.

A notation is a sequence of signs. `E` is an era, `n` a number, `o` an ordinal number such as
27th, `A` the name of a month, `Y`, `M`, `D` and `F` are 年, 月, 日 and 年度, `t` is midnight,
`_` a space between two numbers, and any other sign is itself. A text is read only if its signs
are one of these sequences, so that a number is never split, joined, moved or completed.
"""

from typing import Final, NamedTuple

__all__ = ["NOTATIONS", "SHAPES", "Notation", "Shape"]


class Shape(NamedTuple):
    """One sequence of signs: its notation, and the part that each number in it is."""

    notation: str
    parts: str
    """`y`, `m` or `d` for each number or month in turn, or the name of a reader of digits."""


class Notation(NamedTuple):
    """One way to write a date, with the sequences of signs that it allows."""

    code: str
    name_ja: str
    name_en: str
    example: str
    result: str
    """What is read: a `day`, a `partial` date, or `undecidable`."""
    shapes: tuple[tuple[str, str], ...]


def _separated(pattern: str, separators: str) -> tuple[str, ...]:
    return tuple(pattern.replace("~", separator) for separator in separators)


def _every(parts: str, *shapes: str) -> tuple[tuple[str, str], ...]:
    return tuple((shape, parts) for shape in shapes)


NOTATIONS: Final = (
    Notation(
        "era_units",
        "元号と年月日",
        "era with 年月日",
        "令和8年11月27日",
        "day",
        _every("ymd", "EnYnMnD"),
    ),
    Notation(
        "western_units",
        "西暦と年月日",
        "western year with 年月日",
        "2026年11月27日",
        "day",
        _every("ymd", "nYnMnD"),
    ),
    Notation(
        "era_separated",
        "元号と区切り記号",
        "era with one separator",
        "R8.11.27",
        "day",
        _every("ymd", *_separated("En~n~n", "/-.・_"), "En.n.n."),
    ),
    Notation(
        "separated",
        "西暦と区切り記号",
        "three numbers with one separator",
        "2026/11/27",
        "day",
        _every("triple", *_separated("n~n~n", "/-.・_"), "n.n.n.", "n-n-nt", "n/n/nt"),
    ),
    Notation(
        "long_dash",
        "西暦と長音記号",
        "a long vowel mark or a long dash between four, two and two digits",
        "2026ー11ー27",
        "day",
        _every("padded", "nーnーn"),
    ),
    Notation(
        "month_name",
        "英仏語の月名（日・月・年）",
        "day, name of the month in English or French, year",
        "20 FEB 2029",
        "day",
        (
            *_every("named", *_separated("n~A~n", "_-/."), "nAn", "n_A,n", "nA_n", "n_An"),
            *_every("ordinal", "o_A_n", "o_A,n"),
        ),
    ),
    Notation(
        "month_name_first",
        "英仏語の月名（月・日・年）",
        "name of the month, day, year",
        "Apr 5, 1975",
        "day",
        _every("named_first", "A_n,n", "An,n", "A_o,n", "A_o_n", *_separated("A~n~n", "_-/.")),
    ),
    Notation(
        "compact_era",
        "元号と6桁の数字（1桁か2桁は年のみ）",
        "era with six digits; one or two are the year only",
        "S500405",
        "day",
        _every("era_digits", "En"),
    ),
    Notation(
        "compact",
        "数字のみ",
        "digits only: eight are a day; six or seven are not decidable",
        "20261127",
        "day",
        _every("digits", "n"),
    ),
    Notation(
        "era_partial",
        "元号の年、または年月",
        "era with year, or year and month, only",
        "昭和60年5月",
        "partial",
        (
            *_every("ym", "EnYnM", *_separated("En~n", "/-.・")),
            *_every("y", "EnY"),
        ),
    ),
    Notation(
        "western_partial",
        "西暦の年、または年月",
        "western year, or year and month, only",
        "2026年11月",
        "partial",
        (
            *_every("ym", "nYnM"),
            *_every("y", "nY"),
            *_every("long_year_month", *_separated("n~n", "/-.")),
        ),
    ),
    Notation(
        "fiscal_year",
        "年度",
        "fiscal year, from April to the next March",
        "令和7年度",
        "undecidable",
        _every("fiscal_year", "EnF", "nF"),
    ),
    Notation(
        "month_name_partial",
        "英仏語の月名と年",
        "name of the month and year",
        "NOV 1946",
        "partial",
        _every("my", "A_n"),
    ),
    Notation(
        "month_and_day",
        "月日のみ",
        "month and day without a year",
        "11月27日",
        "partial",
        _every("md", "nMnD"),
    ),
    Notation(
        "period_of_stay",
        "在留期間と満了日",
        "period of stay with its last day in brackets",
        "4年3月(2028年10月20日)",
        "day",
        (
            *_every("period_ym", "nYnM(nYnMnD)"),
            *_every("period_y", "nY(nYnMnD)"),
            *_every("period_m", "nM(nYnMnD)"),
            *_every("period_d", "nD(nYnMnD)"),
        ),
    ),
    Notation(
        "form_not_filled_in",
        "一部が空欄の様式",
        "printed form that was not filled in completely",
        "昭和60年　月　日",
        "partial",
        (
            *_every("", "EYMD", "YMD"),
            *_every("unfilled_year", "EnYMD", "nYMD"),
            *_every("ym", "EnYnMD", "nYnMD"),
            *_every("yd", "EnYMnD", "nYMnD"),
            *_every("md", "EYnMnD", "YnMnD"),
        ),
    ),
)
#: The notation of each sequence of signs.
SHAPES: Final = {
    signs: Shape(notation.code, parts) for notation in NOTATIONS for signs, parts in notation.shapes
}
