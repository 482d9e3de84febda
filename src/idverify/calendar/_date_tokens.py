"""Tokens of a written date: each character of the text belongs to exactly one token."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from idverify.calendar._date_words import (
    FOLDED,
    KANJI_DIGITS,
    LABEL_WORDS,
    LABELS_JA,
    MONTHS,
    WEEKDAYS,
)
from idverify.calendar.eras import Era

__all__ = ["OPEN", "DateToken", "Number", "UnknownText", "read_number", "tokenize"]

#: Cannot be seen, so it separates what it is between: selectors, joiners, direction marks.
_INVISIBLE: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200f\u2060\ufeff]")
#: Bounds what a single character spells, such as ⑤ or ㋀, against the digits beside it.
_BOUND: Final = "\ue000"

_KANJI: Final = "".join(KANJI_DIGITS) + "十拾廿卅丗百千"
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_OR_NUMBER: Final = rf"(?:(?:{_MONTH})(?![A-ZÀ-Þ])|[0-9]{{1,2}}月)"
_LABEL_FIRST: Final = "".join({word[0] for word in LABELS_JA})
_LABEL: Final = "|".join(map(re.escape, LABELS_JA))
#: Labels that begin with a kanji numeral, tried before numbers are.
_NUMERAL_LABEL: Final = "|".join(word for word in LABELS_JA if word[0] in _KANJI)
_WEEKDAY_WORD: Final = "|".join(sorted((day for day in WEEKDAYS if len(day) > 1), reverse=True))
_ERA: Final = "|".join(rf"{era[0]}\s*{era[1]}" for era in Era)

#: What a token is, in the order of trial; the name of each group is the sign of the token.
#: The signs that most dates have come first, where nothing longer begins like them.
_TOKEN: Final = re.compile(
    rf"""(?P<n>[0-9]++(?!月\s*/|(?:ST|ND|RD|TH|ER)(?![A-ZÀ-Þ]))|元|XX(?:XX)?(?![A-ZÀ-Þ]))
    |(?P<Y>年(?!度))|(?P<M>月(?!曜))|(?P<D>日(?!曜))|(?P<F>年度)
    |(?P<sign>[/\-ー.・,:)。*])
    |(?P<t>(?<=[0-9])[T\s]00:00(?::00(?:\.0+)?)?(?![0-9:.]))
    |(?P<space>[\s{_BOUND}]+)
    |(?P<numeral_label>{_NUMERAL_LABEL})
    |(?P<k>[{_KANJI}]+)
    |(?P<era>(?=[明大昭平令MTSHR])(?:{_ERA}|[明大昭平令]\.?|[MTSHR]\.?(?![A-ZÀ-Þ])))
    |(?P<weekday>\(\s*[月火水木金土日](?:曜日?)?(?:・祝日?)?\s*\)|[月火水木金土日]曜日?
        |\(\s*(?:{_WEEKDAY_WORD})\.?\s*\))
    |(?P<age>\(\s*(?:満\s*[0-9]{{1,3}}\s*[歳才]?|[0-9]{{1,3}}\s*[歳才])\s*\))
    |(?P<o>(?:0?1ER|[023]?1ST|[02]?2ND|[02]?3RD|(?:0?[4-9]|1[0-9]|2[04-9]|30)TH))
    |(?P<two>(?=[A-ZÀ-Þ0-9月]+\s*/){_MONTH_OR_NUMBER}\s*/\s*{_MONTH_OR_NUMBER})
    |(?P<word>(?:[A-Z]\.){{2}}[A-Z]\.?(?![A-ZÀ-Þ])|[A-ZÀ-Þ]+(?:'|\.(?=[\s:]))?)
    |(?P<label>(?=[{_LABEL_FIRST}])(?:{_LABEL})|第[0-9]{{1,12}}号)
    |(?P<bracket>\()""",
    re.VERBOSE,
)
_PLAIN_SIGNS: Final = frozenset("nkoYMDFt")
_SIGNS: Final = {
    "space": "_", "weekday": "W", "label": "L", "numeral_label": "L", "age": "L", "two": "A",
    "era": "E", "bracket": "(",
}  # fmt: skip


class DateToken(NamedTuple):
    """One token: its sign in the grammar, its folded text, and its span in the text."""

    sign: str
    text: str
    start: int
    end: int

    def __repr__(self) -> str:
        """Show no personal data."""
        return f"DateToken({self.sign!r}, {self.start}, {self.end})"


class Number(NamedTuple):
    """The value of a number, and as how many digits it is written."""

    value: int
    digits: int

    @property
    def is_left_open(self) -> bool:
        """Whether zeros or XX are where a month or a day would be: 1960年00月00日."""
        return self.value in {0, OPEN}


#: The value of a number that is written XX or XXXX.
OPEN: Final = -1


class UnknownText(NamedTuple):
    """The first part of a text that is in no table of the grammar."""

    text: str

    def __repr__(self) -> str:
        """Show no personal data."""
        return f"UnknownText({len(self.text)} characters)"

    @property
    def is_word(self) -> bool:
        """Whether it is written in letters."""
        return self.text.isalpha()


def tokenize(text: str) -> tuple[DateToken, ...] | UnknownText:
    """Split a text into tokens, or return the first word or characters that no date has."""
    folded, origin = _fold(text)
    tokens, position = [], 0
    for found in _TOKEN.finditer(folded):
        start, end = found.span()
        group = str(found.lastgroup)
        sign = group if group in _PLAIN_SIGNS else _sign(group, found[0])
        if start != position:
            return UnknownText(text[origin[position] : origin[start]])
        if sign is None:
            return UnknownText(text[origin[start] : origin[end - 1] + 1])
        if sign:
            span = origin[start], origin[end - 1] + 1
            tokens.append(DateToken._make((sign, found[0], *span)))
        position = end
    if position < len(folded):
        return UnknownText(text[origin[position] :])
    return _mark_serial_number(tokens)


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """Return the text in plain capitals, and the place of each character in the original."""
    folded = text.translate(_FOLDING)
    if len(folded) == len(text):
        return folded, range(len(text))
    lengths = (len(character.translate(_FOLDING)) for character in text)
    return folded, [place for place, length in enumerate(lengths) for _ in range(length)]


class _Folding(dict[int, str]):
    """Table for `str.translate`: the common characters, and a rule for all others."""

    def __missing__(self, code: int) -> str:
        return _fold_character(chr(code))


def _fold_character(character: str) -> str:
    if _INVISIBLE.match(character):
        return " "
    plain = unicodedata.normalize("NFKC", character).upper()
    plain = FOLDED.get(plain, plain)
    is_digit = not character.isdecimal() and any("0" <= each <= "9" for each in plain)
    return f"{_BOUND}{plain}{_BOUND}" if is_digit else plain


#: Signs of most dates, folded once; any other sign is folded whenever it is met.
_COMMON_SIGNS: Final = (
    "年月日元明治大正昭和平成令㍾㍽㍼㍻㋿・火水木金土曜ÉÛ" + _KANJI + "".join(LABELS_JA)
)
_COMMON: Final = (*range(0x7F), *range(0xFF01, 0xFF5F), 0x3000, *map(ord, _COMMON_SIGNS))
_FOLDING: Final = _Folding({code: _fold_character(chr(code)) for code in _COMMON})


def _sign(group: str, text: str) -> str | None:
    """Return the sign of a token in the grammar, or None for a word that no date has."""
    if group == "sign":
        return text
    if group == "word":
        return _sign_of_word(text.replace(".", ""))
    if group == "space" and not text.strip(_BOUND):
        return ""
    return _SIGNS[group]


def _sign_of_word(word: str) -> str | None:
    if word in MONTHS:
        return "A"
    if word in WEEKDAYS:
        return "W"
    return "L" if word in LABEL_WORDS else None


#: The number beside the day of issue of a driver's licence (照会番号) has five digits.
_SERIAL_DIGITS: Final = 5


def _mark_serial_number(tokens: list[DateToken]) -> tuple[DateToken, ...]:
    """Return the tokens with a number of five digits after a space at the end as `S`."""
    if len(tokens) > 1 and len(tokens[-1].text) == _SERIAL_DIGITS and tokens[-2].sign == "_":
        last = tokens.pop()
        tokens.append(last._replace(sign="S") if last.text.isdecimal() else last)
    return tuple(tokens)


_KANJI_DIGIT_SIGNS: Final = "".join(KANJI_DIGITS)
#: 千九百八十五 and 二十七, and old numerals such as 弐拾七 and 廿七.
_NAMED_KANJI: Final = re.compile(
    r"(?:([^十拾廿卅丗百千〇零○◯]?)千)?(?:([^十拾廿卅丗百千〇零○◯]?)百)?"
    r"(?:([^十拾廿卅丗百千〇零○◯]?)[十拾]|(廿)|([卅丗]))?([^十拾廿卅丗百千〇零○◯]?)"
)


def read_number(token: DateToken) -> Number | None:
    """Return the number that a token writes, or None if it is not a number's notation.

    >>> [read_number(DateToken("k", text, 0, 0)).value for text in ("二〇二六", "十一", "廿七")]
    [2026, 11, 27]
    """
    text = token.text
    if text.isdecimal():
        return Number(int(text), len(text))
    if text.startswith("X"):
        return Number(OPEN, len(text))
    if text == "元":
        return Number(1, 1)
    if not text.strip(_KANJI_DIGIT_SIGNS):
        digits = "".join(str(KANJI_DIGITS[character]) for character in text)
        return Number(int(digits), len(digits))
    if text[0].isdecimal():  # 1ST, 27TH: a suffix has two letters
        return Number(int(text[:-2]), len(text) - 2)
    return _read_named_kanji(text)


def _read_named_kanji(text: str) -> Number | None:
    found = _NAMED_KANJI.fullmatch(text)
    if found is None:
        return None
    thousand, hundred, ten, twenty, thirty, one = found.groups()
    counted = ((thousand, 1000), (hundred, 100), (ten, 10))
    value = sum(KANJI_DIGITS.get(sign, 1) * unit for sign, unit in counted if sign is not None)
    value += 20 * bool(twenty) + 30 * bool(thirty) + KANJI_DIGITS.get(one, 0)
    return Number(value, len(str(value)))
