"""Numbers that must not travel (機微な番号): finding and blacking them out in any text.

Twelve digits with the check digit of an individual number are found wherever they
stand, though one in ten such numbers is something else: a lost order number costs
less than a leak. What kind of number it is, is said only when a word beside it
says so, and a licence comes first, because one licence number in six also passes
the check of an individual number.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sized
from datetime import date
from enum import Enum, StrEnum
from itertools import cycle
from typing import Final

from attrs import field, frozen

__all__ = [
    "SensitiveKind",
    "SensitiveNumber",
    "find_sensitive_numbers",
    "redact",
    "redacted_repr",
]


class SensitiveKind(StrEnum):
    """What a number is, as far as the text around it and its check digit tell."""

    INDIVIDUAL_NUMBER = "individual_number"
    """個人番号（マイナンバー）; 12 digits."""
    LICENCE_NUMBER = "licence_number"
    """運転免許証番号; 12 digits."""
    INSURER_NUMBER = "insurer_number"
    """保険者番号; 6 or 8 digits."""
    INSURED_SYMBOL = "insured_symbol"
    """被保険者記号・番号・枝番; free form."""
    PENSION_NUMBER = "pension_number"
    """基礎年金番号; 4 and 6 digits."""
    PASSPORT_NUMBER = "passport_number"
    """旅券番号; 2 letters and 7 digits."""
    RESIDENCE_CARD_NUMBER = "residence_card_number"
    """在留カード番号; 2 letters, 8 digits, 2 letters."""
    CORPORATE_NUMBER = "corporate_number"
    """法人番号; 13 digits, public, found so that it is not taken for another."""
    TWELVE_DIGITS = "twelve_digits"
    """12 digits that pass a check, with no word to say which."""


@frozen
class SensitiveNumber:
    """Where a number stands: `text[start:end]`. It does not keep the number itself.

    >>> find_sensitive_numbers("旅券番号 TK1234567")
    (SensitiveNumber(kind=<SensitiveKind.PASSPORT_NUMBER: 'passport_number'>, start=5, end=14),)
    """

    kind: SensitiveKind
    start: int
    end: int
    has_valid_check_digit: bool = field(default=False, repr=False, kw_only=True)
    """Whether a check digit confirms it."""


DIGIT: Final = "[0-9０-９]"
#: What shows nothing and parts nothing: soft hyphens, zero-width spaces and joiners.
INVISIBLE: Final = "\u00ad\u180e\u200b-\u200f\u2060\ufeff"
SEPARATOR: Final = rf"[\s\-‐‑‒–—―−－ーｰ.・{INVISIBLE}]"
NARROW_GAP: Final = SEPARATOR + "{0,2}"
#: Signs and longer gaps that stand between groups as well, and in dates and ranges.
WIDE_GAP: Final = rf"[\s\-‐‑‒–—―−－ーｰ.・{INVISIBLE}/／_＿~～〜〰:：,，、+＋]{{0,3}}"
#: Letters that character recognition puts for digits (文字認識の誤り).
OCR_CONFUSIONS: Final = str.maketrans("OoＯｏDIlＩｌ|", "00000" + "1" * 5)
DIGIT_OR_LOOKALIKE: Final = "[0-9０-９OoＯｏDIlＩｌ|]"


def compile_digits(count: int, one: str = DIGIT, gap: str = NARROW_GAP) -> re.Pattern[str]:
    """A pattern for so many digits, spaced or hyphened as one likes.

    A row may begin at every group of two digits or more, so that digits standing
    before a number do not hide it; single digits begin one only where a row begins.
    """
    start = rf"(?<!{DIGIT})(?:(?<!{DIGIT}{SEPARATOR})|(?={one}{one}))"
    return re.compile(rf"{start}(?=({one}(?:{gap}{one}){{{count - 1}}})(?!{DIGIT}))")


TWELVE_DIGITS: Final = compile_digits(12, DIGIT_OR_LOOKALIKE, WIDE_GAP)
#: How twelve digits are written: with narrow gaps anywhere, or wide ones between groups of four.
USUAL_GROUPING: Final = re.compile(
    rf"{DIGIT_OR_LOOKALIKE}(?:{NARROW_GAP}{DIGIT_OR_LOOKALIKE}){{11}}|{DIGIT_OR_LOOKALIKE}{{4}}{WIDE_GAP}{DIGIT_OR_LOOKALIKE}{{4}}{WIDE_GAP}{DIGIT_OR_LOOKALIKE}{{4}}"
)
THIRTEEN_DIGITS: Final = compile_digits(13)
TEN_DIGITS: Final = compile_digits(10)
EIGHT_DIGITS: Final = compile_digits(8)
SIX_DIGITS: Final = compile_digits(6)
LETTER: Final = "[A-Za-zＡ-Ｚａ-ｚ]"
#: A postal code behind two letters, which is no passport: `JP 105-0011`.
NOT_POSTAL_CODE: Final = rf"(?!{NARROW_GAP}{DIGIT}{{3}}[-‐‑‒–—―−－ーｰ]{DIGIT}{{4}}(?!{DIGIT}))"
LETTER_PAIR: Final = rf"(?<!{LETTER}){LETTER}{{2}}"
PASSPORT_NUMBER: Final = re.compile(rf"({LETTER_PAIR}{DIGIT}{{7}})(?!{DIGIT}|{LETTER})")
SPACED_PASSPORT_NUMBER: Final = re.compile(
    rf"({LETTER_PAIR}{NOT_POSTAL_CODE}{NARROW_GAP}{DIGIT}(?:{NARROW_GAP}{DIGIT}){{6}})(?!{DIGIT}|{LETTER})"
)
RESIDENCE_CARD_NUMBER: Final = re.compile(
    rf"({LETTER_PAIR}{NARROW_GAP}{DIGIT}{{4}}{NARROW_GAP}{DIGIT}{{4}}{NARROW_GAP}{LETTER}{{2}})(?!{LETTER})"
)
SPACED_RESIDENCE_CARD_NUMBER: Final = re.compile(
    rf"({LETTER_PAIR}{NARROW_GAP}{DIGIT}(?:{NARROW_GAP}{DIGIT}){{7}}{NARROW_GAP}{LETTER}{{2}})(?!{LETTER})"
)
INSURED_SYMBOL: Final = re.compile(r"(?:記号|番号|枝番)[\s:：・]*([0-9０-９A-Za-z\-－]{1,20})")
#: A text is looked at so many times before all its digits go; more than two are contrived.
MAX_PASSES: Final = 4
#: Of twelve signs so many must be digits before letters are taken for the rest.
MIN_DIGITS: Final = 9

#: How far before a number a word may stand to name it, in characters.
CONTEXT_WINDOW: Final = 24
CONTEXT_WORDS: Final = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in (
        (SensitiveKind.LICENCE_NUMBER, "免許"),
        (
            SensitiveKind.INDIVIDUAL_NUMBER,
            rf"マイナンバー|個人番号|ﾏｲﾅﾝﾊﾞｰ|my{WIDE_GAP}number|ｍｙ{WIDE_GAP}ｎｕｍｂｅｒ",
        ),
        (SensitiveKind.INSURER_NUMBER, "保険者番号"),
        (SensitiveKind.PENSION_NUMBER, "年金"),
        (SensitiveKind.CORPORATE_NUMBER, "法人番号"),
        (SensitiveKind.PASSPORT_NUMBER, "旅券|パスポート|passport"),
        (SensitiveKind.RESIDENCE_CARD_NUMBER, f"在留|residence{WIDE_GAP}card"),
    )
}


def find_sensitive_numbers(text: str) -> tuple[SensitiveNumber, ...]:
    """Find individual, licence, insurance, pension, passport, card and corporate numbers.

    Reads full-width digits and digits spaced or hyphened in groups. The result is
    in the order of the text and does not overlap.

    >>> [number.kind.value for number in find_sensitive_numbers("在留カード AB12345678CD")]
    ['residence_card_number']
    >>> find_sensitive_numbers("ご注文番号は12345です")
    ()
    """
    taken = bytearray(len(text))
    found: list[SensitiveNumber] = []
    for number in sorted(find_candidates(text), key=overlap_priority):
        if taken.find(1, number.start, number.end) < 0:
            taken[number.start : number.end] = b"\1" * (number.end - number.start)
            found.append(number)
    return tuple(sorted(found, key=lambda number: number.start))


def overlap_priority(number: SensitiveNumber) -> tuple[bool, int, int]:
    """Of numbers that overlap the one whose check digit holds comes first, then the longest."""
    return not number.has_valid_check_digit, number.start - number.end, number.start


def redact(text: str) -> str:
    """Black out every sensitive number; everything else stays as it is.

    Where several readings of a row of digits overlap, all of them are blacked out,
    because any may be the number: a date beside one may go with it.

    Where digits that stood before a number are blacked out, what is left may read as
    another one, so it is looked at again: nothing is found in what is returned. A text
    that still shows new ones after some looks is made to hide them, and loses every digit.

    >>> redact("旅券番号 TK1234567 です")
    '旅券番号 ●●●●●●●●● です'
    """
    for _ in range(MAX_PASSES):
        found = sorted(find_candidates(text), key=lambda number: number.start)
        if not found:
            return text
        text = redact_spans(text, found)
    return re.sub(DIGIT_OR_LOOKALIKE, "●", text)


def redact_spans(text: str, found: Iterable[SensitiveNumber]) -> str:
    """Put a dot for each sign of the numbers found, which may overlap."""
    pieces: list[str] = []
    at = 0
    for number in found:
        pieces += text[at : number.start], "●" * (number.end - max(at, number.start))
        at = max(at, number.end)
    return "".join((*pieces, text[at:]))


def find_candidates(text: str) -> Iterator[SensitiveNumber]:
    """Every number that pattern, check digit or context makes sensitive."""
    for pattern, kind in STANDALONE_PATTERNS:
        for found in pattern.finditer(text):
            yield SensitiveNumber(kind, *found.span(1))
    for found in TWELVE_DIGITS.finditer(text):
        yield from classify_12_digits(text, found)
    for found in THIRTEEN_DIGITS.finditer(text):
        checked = is_valid_corporate_number(normalize_digits(found[1]))
        if checked or has_context_word(text, found, SensitiveKind.CORPORATE_NUMBER):
            yield SensitiveNumber(
                SensitiveKind.CORPORATE_NUMBER, *found.span(1), has_valid_check_digit=checked
            )
    for kind, pattern, check in CONTEXT_PATTERNS:
        for found in pattern.finditer(text) if is_mentioned(text, kind) else ():
            if has_context_word(text, found, kind):
                checked = check is not None and check(normalize_digits(found[1]))
                yield SensitiveNumber(kind, *found.span(1), has_valid_check_digit=checked)
    for found in INSURED_SYMBOL.finditer(text) if "保険" in text else ():
        yield SensitiveNumber(SensitiveKind.INSURED_SYMBOL, *found.span(1))


def classify_12_digits(text: str, found: re.Match[str]) -> Iterator[SensitiveNumber]:
    """A licence by its word, an individual number by its word, else by check digit alone.

    Digits parted as numbers never are, but dates and ranges (`2030/05/03〜2031`), count
    only where both the word and the check digit speak for them.
    """
    if sum(character.isdecimal() for character in found[1]) < MIN_DIGITS:
        return
    number = normalize_digits(found[1])
    written = USUAL_GROUPING.fullmatch(found[1]) is not None
    for kind, check in (
        (SensitiveKind.LICENCE_NUMBER, is_valid_licence_number),
        (SensitiveKind.INDIVIDUAL_NUMBER, is_valid_individual_number),
    ):
        if has_context_word(text, found, kind) and (written or check(number)):
            yield SensitiveNumber(kind, *found.span(1), has_valid_check_digit=check(number))
            return
    if written and (is_valid_individual_number(number) or is_valid_licence_number(number)):
        yield SensitiveNumber(
            SensitiveKind.TWELVE_DIGITS, *found.span(1), has_valid_check_digit=True
        )


def is_mentioned(text: str, kind: SensitiveKind) -> bool:
    """Whether a word for such a number stands anywhere."""
    return CONTEXT_WORDS[kind].search(text) is not None


def has_context_word(text: str, found: re.Match[str], kind: SensitiveKind) -> bool:
    """Whether a word shortly before the number says what it is."""
    return (
        CONTEXT_WORDS[kind].search(text, max(0, found.start() - CONTEXT_WINDOW), found.start())
        is not None
    )


def normalize_digits(written: str) -> str:
    """The digits alone."""
    return "".join(str(int(c)) for c in written.translate(OCR_CONFUSIONS) if c.isdecimal())


def is_valid_individual_number(number: str) -> bool:
    """The check digit of an individual number (平成26年総務省令第85号 第5条)."""
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(d) * w for d, w in zip(number[:11], weights, strict=True)) % 11
    return int(number[11]) == (0 if rest <= 1 else 11 - rest)


def is_valid_licence_number(number: str) -> bool:
    """The check digit of a licence number (known from use, not from an official text)."""
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(d) * w for d, w in zip(number[:10], weights, strict=True)) % 11
    return int(number[10]) == (11 - rest) % 10


def is_valid_corporate_number(number: str) -> bool:
    """The check digit of a corporate number (法人番号の指定等に関する省令 第2条)."""
    total = sum(int(d) * w for d, w in zip(reversed(number[1:]), cycle((1, 2)), strict=False))
    return int(number[0]) == 9 - total % 9


def is_luhn_valid(number: str) -> bool:
    """The check digit of an insurer number: weights 2 and 1 from the right, digit sums."""
    total = 0
    for digit, weight in zip(reversed(number), cycle((1, 2)), strict=False):
        product = int(digit) * weight
        total += product // 10 + product % 10
    return total % 10 == 0


#: Known by their form alone.
STANDALONE_PATTERNS: Final = (
    (RESIDENCE_CARD_NUMBER, SensitiveKind.RESIDENCE_CARD_NUMBER),
    (PASSPORT_NUMBER, SensitiveKind.PASSPORT_NUMBER),
)
#: Known only beside a word for them, with their check digit if they have one.
CONTEXT_PATTERNS: Final[
    tuple[tuple[SensitiveKind, re.Pattern[str], Callable[[str], bool] | None], ...]
] = (
    (SensitiveKind.INSURER_NUMBER, EIGHT_DIGITS, is_luhn_valid),
    (SensitiveKind.INSURER_NUMBER, SIX_DIGITS, is_luhn_valid),
    (SensitiveKind.PENSION_NUMBER, TEN_DIGITS, None),
    (SensitiveKind.PASSPORT_NUMBER, SPACED_PASSPORT_NUMBER, None),
    (SensitiveKind.RESIDENCE_CARD_NUMBER, SPACED_RESIDENCE_CARD_NUMBER, None),
)


def redacted_repr(value: object) -> str:
    """Describe a personal value by its type and length, never by its content (伏せ字).

    >>> redacted_repr("山田太郎"), redacted_repr(None), redacted_repr(date(1990, 4, 1))
    ('<4 characters>', 'None', '<a date>')
    """
    match value:
        case None | Enum():
            return str(value)
        case date():
            return "<a date>"
        case str():
            return f"<{len(value)} characters>"
        case Sized():
            return f"<{len(value)} items>"
        case _:
            return f"<a {type(value).__name__}>"
