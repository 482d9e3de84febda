"""Detect and redact sensitive numbers (機微な番号) in any text.

Twelve digits with the check digit of an individual number are found anywhere in a text,
although one in ten such numbers is something else: a lost order number costs less than a
leak. The kind of such a number is only given if a word before it names the kind. A licence
has precedence, because one licence number in six also passes the check of an individual
number.
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
    """Kind of a sensitive number, as far as the text around it and its check digit show."""

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
    """法人番号; 13 digits, public, found so that it is not mistaken for another kind."""
    TWELVE_DIGITS = "twelve_digits"
    """12 digits with a valid check digit, without a word that names the kind."""


@frozen
class SensitiveNumber:
    """Kind and position (`text[start:end]`) of a sensitive number, without the number itself.

    >>> find_sensitive_numbers("旅券番号 TK1234567")
    (SensitiveNumber(kind=<SensitiveKind.PASSPORT_NUMBER: 'passport_number'>, start=5, end=14),)
    """

    kind: SensitiveKind
    start: int
    end: int
    has_valid_check_digit: bool = field(default=False, repr=False, kw_only=True)
    """Whether the number has a valid check digit."""


DIGIT: Final = "[0-9０-９]"
#: Characters without width or meaning: soft hyphens, zero-width spaces and joiners.
INVISIBLE: Final = "\u00ad\u180e\u200b-\u200f\u2060\ufeff"
SEPARATOR: Final = rf"[\s\-‐‑‒–—―−－ーｰ.・{INVISIBLE}]"
NARROW_GAP: Final = SEPARATOR + "{0,2}"
#: Longer gaps, and characters that separate groups of digits but also parts of dates and ranges.
WIDE_GAP: Final = rf"[\s\-‐‑‒–—―−－ーｰ.・{INVISIBLE}/／_＿~～〜〰:：,，、+＋]{{0,3}}"
#: Letters that character recognition confuses with digits (文字認識の誤り).
OCR_CONFUSIONS: Final = str.maketrans("OoＯｏDIlＩｌ|", "00000" + "1" * 5)
DIGIT_OR_LOOKALIKE: Final = "[0-9０-９OoＯｏDIlＩｌ|]"


def compile_digits(count: int, digit: str = DIGIT, gap: str = NARROW_GAP) -> re.Pattern[str]:
    """Return a pattern for *count* digits with any grouping by spaces or hyphens.

    A match may begin at every group of two digits or more, so that digits before a number
    do not hide it; at a single digit it may only begin if no other digits precede.
    """
    start = rf"(?<!{DIGIT})(?:(?<!{DIGIT}{SEPARATOR})|(?={digit}{digit}))"
    return re.compile(rf"{start}(?=({digit}(?:{gap}{digit}){{{count - 1}}})(?!{DIGIT}))")


#: No number is recognised that has fewer digits, other than the symbol of an insured person.
FEWEST_DIGITS: Final = 6
ANY_DIGIT: Final = re.compile(DIGIT)
TWELVE_DIGITS: Final = compile_digits(12, DIGIT_OR_LOOKALIKE, WIDE_GAP)
FOUR_DIGITS: Final = DIGIT_OR_LOOKALIKE + "{4}"
#: How twelve digits are written: with narrow gaps anywhere, or wide ones between groups of four.
USUAL_GROUPING: Final = re.compile(
    rf"{DIGIT_OR_LOOKALIKE}(?:{NARROW_GAP}{DIGIT_OR_LOOKALIKE}){{11}}"
    rf"|{FOUR_DIGITS}{WIDE_GAP}{FOUR_DIGITS}{WIDE_GAP}{FOUR_DIGITS}"
)
THIRTEEN_DIGITS: Final = compile_digits(13)
TEN_DIGITS: Final = compile_digits(10)
EIGHT_DIGITS: Final = compile_digits(8)
SIX_DIGITS: Final = compile_digits(6)
LETTER: Final = "[A-Za-zＡ-Ｚａ-ｚ]"
#: A postal code after two letters, which is not a passport number: `JP 105-0011`.
NOT_POSTAL_CODE: Final = rf"(?!{NARROW_GAP}{DIGIT}{{3}}[-‐‑‒–—―−－ーｰ]{DIGIT}{{4}}(?!{DIGIT}))"
LETTER_PAIR: Final = rf"(?<!{LETTER}){LETTER}{{2}}"
PASSPORT_NUMBER: Final = re.compile(rf"({LETTER_PAIR}{DIGIT}{{7}})(?!{DIGIT}|{LETTER})")
SPACED_PASSPORT_NUMBER: Final = re.compile(
    rf"({LETTER_PAIR}{NOT_POSTAL_CODE}{NARROW_GAP}{DIGIT}(?:{NARROW_GAP}{DIGIT}){{6}})"
    rf"(?!{DIGIT}|{LETTER})"
)
RESIDENCE_CARD_NUMBER: Final = re.compile(
    rf"({LETTER_PAIR}{NARROW_GAP}{DIGIT}{{4}}{NARROW_GAP}{DIGIT}{{4}}{NARROW_GAP}{LETTER}{{2}})"
    rf"(?!{LETTER})"
)
SPACED_RESIDENCE_CARD_NUMBER: Final = re.compile(
    rf"({LETTER_PAIR}{NARROW_GAP}{DIGIT}(?:{NARROW_GAP}{DIGIT}){{7}}{NARROW_GAP}{LETTER}{{2}})"
    rf"(?!{LETTER})"
)
INSURED_SYMBOL: Final = re.compile(r"(?:記号|番号|枝番)[\s:：・]*([0-9０-９A-Za-z\-－]{1,20})")
#: Passes over a text before all its digits are redacted; only contrived texts need over two.
MAX_PASSES: Final = 4
#: The number of real digits that twelve characters need before letters count as the others.
MIN_DIGITS: Final = 9

#: The number of characters before a number that are searched for a word that names it.
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

    Full-width digits and digits grouped by spaces or hyphens are read too. The results are
    in the order of the text and do not overlap.

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
    """Return a sort key for overlapping numbers: valid check digit first, then the longest."""
    return not number.has_valid_check_digit, number.start - number.end, number.start


def redact(text: str) -> str:
    """Return *text* with every sensitive number blacked out and everything else unchanged.

    If several readings of a row of digits overlap, all of them are blacked out, because any
    may be the number; a date next to a number may be blacked out with it.

    Once the digits before a number are blacked out, the rest may read as another number, so
    the search is repeated until nothing is found. A text with new numbers after several
    passes was made to hide them, and all its digits are blacked out.

    >>> redact("旅券番号 TK1234567 です")
    '旅券番号 ●●●●●●●●● です'
    """
    for _ in range(MAX_PASSES):
        numbers = sorted(find_candidates(text), key=lambda number: number.start)
        if not numbers:
            return text
        text = redact_spans(text, numbers)
    return re.sub(DIGIT_OR_LOOKALIKE, "●", text)


def redact_spans(text: str, numbers: Iterable[SensitiveNumber]) -> str:
    """Return *text* with a dot for each character of *numbers*, which may overlap."""
    pieces: list[str] = []
    end = 0
    for number in numbers:
        pieces += text[end : number.start], "●" * (number.end - max(end, number.start))
        end = max(end, number.end)
    return "".join((*pieces, text[end:]))


def find_candidates(text: str) -> Iterator[SensitiveNumber]:
    """Yield every number that is sensitive by its pattern, check digit or context."""
    has_enough_digits = len(ANY_DIGIT.findall(text)) >= FEWEST_DIGITS
    if has_enough_digits or "保険" in text:  # unlike most names and addresses
        yield from match_patterns(text)


def match_patterns(text: str) -> Iterator[SensitiveNumber]:
    """Yield every number that one of the patterns finds."""
    for pattern, kind in STANDALONE_PATTERNS:
        for match in pattern.finditer(text):
            yield SensitiveNumber(kind, *match.span(1))
    for match in TWELVE_DIGITS.finditer(text):
        yield from classify_12_digits(text, match)
    for match in THIRTEEN_DIGITS.finditer(text):
        checked = is_valid_corporate_number(normalize_digits(match[1]))
        if checked or has_context_word(text, match, SensitiveKind.CORPORATE_NUMBER):
            yield SensitiveNumber(
                SensitiveKind.CORPORATE_NUMBER, *match.span(1), has_valid_check_digit=checked
            )
    for kind, pattern, check in CONTEXT_PATTERNS:
        for match in pattern.finditer(text) if is_mentioned(text, kind) else ():
            if has_context_word(text, match, kind):
                checked = check is not None and check(normalize_digits(match[1]))
                yield SensitiveNumber(kind, *match.span(1), has_valid_check_digit=checked)
    for match in INSURED_SYMBOL.finditer(text) if "保険" in text else ():
        yield SensitiveNumber(SensitiveKind.INSURED_SYMBOL, *match.span(1))


def classify_12_digits(text: str, match: re.Match[str]) -> Iterator[SensitiveNumber]:
    """Yield the kind of twelve digits: by a word before them, else by check digit alone.

    A word for a licence is tried first, then one for an individual number. Digits that are
    separated like dates and ranges (`2030/05/03〜2031`) count only if there is both a word
    and a valid check digit.
    """
    if sum(character.isdecimal() for character in match[1]) < MIN_DIGITS:
        return
    number = normalize_digits(match[1])
    is_usual = USUAL_GROUPING.fullmatch(match[1]) is not None
    for kind, check in (
        (SensitiveKind.LICENCE_NUMBER, is_valid_licence_number),
        (SensitiveKind.INDIVIDUAL_NUMBER, is_valid_individual_number),
    ):
        if has_context_word(text, match, kind) and (is_usual or check(number)):
            yield SensitiveNumber(kind, *match.span(1), has_valid_check_digit=check(number))
            return
    if is_usual and (is_valid_individual_number(number) or is_valid_licence_number(number)):
        yield SensitiveNumber(
            SensitiveKind.TWELVE_DIGITS, *match.span(1), has_valid_check_digit=True
        )


def is_mentioned(text: str, kind: SensitiveKind) -> bool:
    """Return whether a word for the kind of number occurs anywhere in the text."""
    return CONTEXT_WORDS[kind].search(text) is not None


def has_context_word(text: str, match: re.Match[str], kind: SensitiveKind) -> bool:
    """Return whether a word shortly before the number names its kind."""
    return (
        CONTEXT_WORDS[kind].search(text, max(0, match.start() - CONTEXT_WINDOW), match.start())
        is not None
    )


def normalize_digits(text: str) -> str:
    """Return the digits of *text* in ASCII, with confused letters read as digits."""
    return "".join(str(int(c)) for c in text.translate(OCR_CONFUSIONS) if c.isdecimal())


def is_valid_individual_number(number: str) -> bool:
    """Return whether the check digit of an individual number is valid.

    Source: 平成26年総務省令第85号 第5条.
    """
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    remainder = sum(int(d) * w for d, w in zip(number[:11], weights, strict=True)) % 11
    return int(number[11]) == (0 if remainder <= 1 else 11 - remainder)


def is_valid_licence_number(number: str) -> bool:
    """Return whether the check digit of a licence number is valid.

    The rule is known from use, not from an official text.
    """
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    remainder = sum(int(d) * w for d, w in zip(number[:10], weights, strict=True)) % 11
    return int(number[10]) == (11 - remainder) % 10


def is_valid_corporate_number(number: str) -> bool:
    """Return whether the check digit of a corporate number is valid.

    Source: 法人番号の指定等に関する省令 第2条.
    """
    total = sum(int(d) * w for d, w in zip(reversed(number[1:]), cycle((1, 2)), strict=False))
    return int(number[0]) == 9 - total % 9


def is_luhn_valid(number: str) -> bool:
    """Return whether the check digit of an insurer number is valid (Luhn).

    The weights are 2 and 1 from the right; the digits of each product are added.
    """
    total = 0
    for digit, weight in zip(reversed(number), cycle((1, 2)), strict=False):
        product = int(digit) * weight
        total += product // 10 + product % 10
    return total % 10 == 0


#: Numbers that are recognised by their form alone.
STANDALONE_PATTERNS: Final = (
    (RESIDENCE_CARD_NUMBER, SensitiveKind.RESIDENCE_CARD_NUMBER),
    (PASSPORT_NUMBER, SensitiveKind.PASSPORT_NUMBER),
)
#: Numbers that are recognised only after a word for them, with their check digit if any.
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
    """Return the type and length of a personal value, never its content (伏せ字).

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
