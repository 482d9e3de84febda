"""Reader of dates on Japanese documents and forms (日付の読み取り), in every notation.

One grammar, `_date_notations`, is behind all uses. A text is split into tokens, and it is
read only if their sequence is that of a notation; each character belongs to one token. The
reader never joins digits across a gap, takes two separators for one, moves a part to the
place of another, or completes a missing part. What it cannot decide it returns as several
readings, for a person to ask about.
"""

from datetime import date
from typing import Final, Self

from attrs import field, frozen

from idverify.calendar._date_kinds import DateKind, DateProblem
from idverify.calendar._date_layout import check_words, find_core, read_core
from idverify.calendar._date_pairs import agree
from idverify.calendar._date_parts import era_of
from idverify.calendar._date_tokens import DateToken, UnknownText, tokenize
from idverify.calendar.eras import Era, era_on
from idverify.calendar.partial_date import PartialDate
from idverify.calendar.period import require_date
from idverify.errors import InvalidValueError
from idverify.i18n import Language, LanguageCode
from idverify.redaction import redacted_repr
from idverify.validation import validated

__all__ = ["MAX_LENGTH", "DateKind", "DateProblem", "DateReading", "EraDate", "read_date"]

#: A longer text is not read. The longest field of a document that holds a date has about 60.
MAX_LENGTH: Final = 100


@validated
@frozen
class DateReading:
    """What a text says as a date. Its `repr` shows no personal data.

    >>> read_date("昭和60年5月3日生").day
    datetime.date(1985, 5, 3)
    >>> read_date("10-07-12").kind, len(read_date("10-07-12").candidates)
    (<DateKind.UNDECIDABLE: 'undecidable'>, 14)
    """

    kind: DateKind
    candidates: tuple[date | PartialDate, ...] = field(default=(), repr=redacted_repr)
    """Everything that the text may mean, the earliest first; empty if it means nothing."""
    problem: DateProblem | None = None
    """Why it is not one day; None if it is."""
    notation: str = ""
    """The code of the notation in the grammar; empty if the text is in none."""
    era: Era | None = None
    """The era that the text names; None if it names none."""
    span: tuple[int, int] = (0, 0)
    """The first character of the date in the text, and the one after its last."""
    tokens: tuple[DateToken, ...] = field(default=(), repr=False)
    """Every token of the text, labels included; empty if it is unreadable."""
    unknown_word: str = field(default="", repr=redacted_repr)
    """The first word that is in no table of the grammar; empty if there is none."""

    @property
    def day(self) -> date | None:
        """The day, if the text is one (暦日)."""
        [only] = self.candidates if self.kind is DateKind.DAY else (None,)
        return only if isinstance(only, date) else None

    @property
    def partial(self) -> PartialDate | None:
        """The partial date, if the text is one."""
        [only] = self.candidates if self.kind is DateKind.PARTIAL else (None,)
        return only if isinstance(only, PartialDate) else None

    @property
    def is_proleptic(self) -> bool:
        """Whether the era had ended by then, as in 平成38年.

        >>> read_date("平成31年4月30日").is_proleptic, read_date("平成31年5月1日").is_proleptic
        (False, True)
        """
        return bool(self.day and self.era and self.day > self.era.last_day)

    def may_be(self, day: date) -> bool:
        """Return whether the text may mean a day.

        >>> from datetime import date
        >>> read_date("39年1月28日").may_be(date(1964, 1, 28))
        True
        """
        return any(
            each.may_be(day) if isinstance(each, PartialDate) else each == day
            for each in self.candidates
        )

    def may_agree(self, other: "DateReading") -> bool:
        """Return whether a candidate of each has no part that differs from the other.

        >>> read_date("昭和60年5月").may_agree(read_date("1985-05-03"))
        True
        """
        return any(agree(one, said) for one in self.candidates for said in other.candidates)

    def explain(self, language: LanguageCode = "en") -> str:
        """Return what each character of the text was read as, in the order of the text.

        The sentence quotes the text, so it may be personal data.

        >>> print(read_date("R8.4.1").explain())
        R: era; 8: number; .: separator; 4: number; .: separator; 1: number
        """
        chosen = Language(language)
        if self.unknown_word:
            return chosen.choose(
                f"「{self.unknown_word}」は日付の表記にない語です。",
                f"{self.unknown_word}: a word that no notation of dates has",
            )
        if not self.tokens:
            return chosen.choose("読み取れませんでした。", "nothing was read")
        return "; ".join(
            f"{token.text}: {chosen.choose(*_TOKEN_NAMES.get(token.sign, ('区切り', 'separator')))}"
            for token in self.tokens
        )


_TOKEN_NAMES: Final = {
    "E": ("元号", "era"),
    "n": ("数", "number"),
    "k": ("漢数字", "kanji numeral"),
    "o": ("序数", "ordinal number"),
    "A": ("月名", "name of a month"),
    "Y": ("年", "year"),
    "M": ("月", "month"),
    "D": ("日", "day"),
    "F": ("年度", "fiscal year"),
    "t": ("時刻", "time"),
    "W": ("曜日", "weekday"),
    "L": ("見出し・付記", "label"),
    "S": ("番号", "serial number"),
    "_": ("空白", "space"),
    "(": ("括弧", "bracket"),
    ")": ("括弧", "bracket"),
}


@validated
def read_date(text: str) -> DateReading:
    """Read a date as a document or form writes it, in either calendar or in both.

    The text is the date alone, with labels before and after it, such as 有効期限, まで有効, 生
    or DATE OF BIRTH. At most `MAX_LENGTH` characters are read.

    >>> read_date("2026年(平成38年)5月7日まで有効").day
    datetime.date(2026, 5, 7)
    >>> read_date("06 APR/AVR 1956").day, read_date("二〇二六年十一月二十七日").day
    (datetime.date(1956, 4, 6), datetime.date(2026, 11, 27))
    >>> read_date("1960年00月00日").partial
    PartialDate(year=1960, month=None, day=None)
    >>> read_date("令和元年4月30日").problem, read_date("令和 8 年 1 1 月").kind
    (<DateProblem.BEFORE_ERA: 'before_era'>, <DateKind.UNREADABLE: 'unreadable'>)
    """
    if len(text) > MAX_LENGTH:
        return DateReading(DateKind.UNREADABLE, problem=DateProblem.TOO_LONG)
    tokens = tokenize(text)
    if isinstance(tokens, UnknownText):
        return _refuse_unknown(tokens)
    core = find_core(text, tokens)
    reading = read_core(core) if core else None
    if reading is None:
        return DateReading(DateKind.UNREADABLE, problem=DateProblem.UNKNOWN_NOTATION)
    if len(core) < len(tokens):
        reading = check_words(reading, core, tokens)
    kind, candidates, problem, notation = reading
    if kind is DateKind.UNREADABLE:
        return DateReading(kind, problem=problem, notation=notation)
    span = core[0].start, core[-1].end
    return DateReading(kind, candidates, problem, notation, era_of(core), span, tokens)


def _refuse_unknown(unknown: UnknownText) -> DateReading:
    if not unknown.is_word:
        return DateReading(DateKind.UNREADABLE, problem=DateProblem.UNKNOWN_CHARACTER)
    problem = DateProblem.UNKNOWN_WORD
    return DateReading(DateKind.UNREADABLE, problem=problem, unknown_word=unknown.text)


@validated
@frozen(order=False)
class EraDate:
    """A date in Japanese years (和暦), as it is written on a document.

    A document printed before a change of era goes on counting in the old one: a licence
    valid to 平成38年 is valid to 2026. Such a date is a *phantom*: it names a day, in an era
    that had ended by then. A date before its era's first day names no day at all.

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
            reason = (
                "is counted in the lunisolar calendar, in use until 明治5年12月2日 (1872-12-31)"
                if self.era is Era.MEIJI
                else f"lies before {self.era}'s first day, {self.era.first_day}"
            )
            raise InvalidValueError(f"{self} {reason}")

    @classmethod
    def of(cls, day: date) -> Self:
        """Return *day* in the era that began last on or before it.

        >>> str(EraDate.of(date(2019, 4, 30)))
        '平成31年4月30日'

        Raises:
            OutOfSpanError: before 1873, when months were not yet those of the solar calendar.
        """
        return cls._in_era(require_date(day), era_on(day))

    @classmethod
    def _in_era(cls, day: date, era: Era) -> Self:
        return cls(era, day.year - era.year_zero, day.month, day.day)

    @classmethod
    @validated
    def parse(cls, text: str) -> Self:
        """Read a date in Japanese years, in any notation that `read_date` reads.

        >>> [str(EraDate.parse(text)) for text in ("R8.4.1", "令和八年四月一日", "㋿元年5月1日")]
        ['令和8年4月1日', '令和8年4月1日', '令和元年5月1日']

        Raises:
            InvalidValueError: if the text is no such date, or the date is no day.
        """
        reading = read_date(text)
        if reading.era is not None and reading.day is not None:
            return cls._in_era(reading.day, reading.era)
        if reading.era is not None and reading.kind is DateKind.IMPOSSIBLE:
            raise InvalidValueError(f"there is no such day: {reading.problem}")
        raise InvalidValueError(
            f"{len(text)} characters that are no date in Japanese years, such as 令和8年4月1日"
            " or R8.4.1"
        )

    @property
    def day(self) -> date:
        """The day it means."""
        return date(self.era.year_zero + self.year, self.month, self.day_of_month)

    @property
    def is_phantom(self) -> bool:
        """Whether the era had ended by then, as in 平成38年.

        >>> EraDate.parse("平成31年4月30日").is_phantom, EraDate.parse("平成31年5月1日").is_phantom
        (False, True)
        >>> EraDate.parse("明治45年7月30日").is_phantom  # the day on which Taisho began
        False
        """
        return self.day > self.era.last_day

    def __str__(self) -> str:
        year = "元" if self.year == 1 else str(self.year)
        return f"{self.era}{year}年{self.month}月{self.day_of_month}日"
