"""Kinds of result of reading a date, and the reasons why a text is not one day."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from idverify.calendar.partial_date import PartialDate

__all__ = ["Candidate", "DateKind", "DateProblem", "Reading"]


class DateProblem(StrEnum):
    """Why a text is not one day."""

    PART_MISSING = "part_missing"
    """A part is not written (一部の記載なし)."""
    ERA_MISSING = "era_missing"
    """The year of an era, or the last digits of a year, without the era (元号・世紀なし)."""
    CENTURY_OPEN = "century_open"
    """A year of two digits."""
    ORDER_OPEN = "order_open"
    """The order of day, month and year is not known."""
    ERA_CODE = "era_code"
    """The era is a code digit, and tables of codes contradict each other (元号コード)."""
    FISCAL_YEAR = "fiscal_year"
    """A fiscal year, from April to the next March (年度)."""
    LABELS_DISAGREE = "labels_disagree"
    """Words beside the date deny it or contradict it or each other (不詳、見出しの矛盾)."""
    NO_SUCH_DAY = "no_such_day"
    """The calendar has no such day (暦にない日)."""
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    """The year is none of the western calendar on documents, 1868 to 2110 (仏暦など)."""
    BEFORE_ERA = "before_era"
    """The day lies before the first day of its era (改元前)."""
    LUNISOLAR = "lunisolar"
    """The day is counted in the calendar in use until 明治5年12月2日 (旧暦) and not converted."""
    CALENDARS_DISAGREE = "calendars_disagree"
    """Two dates or months side by side name different days (和暦と西暦の不一致)."""
    WEEKDAY_DISAGREES = "weekday_disagrees"
    """The day is not on the weekday written beside it (曜日の不一致)."""
    BLANK = "blank"
    """A printed form without any number (空欄)."""
    NUMBER_LENGTH = "number_length"
    """A number has too many or too few digits for its place."""
    UNKNOWN_NOTATION = "unknown_notation"
    """The text is in no notation of the grammar."""
    UNKNOWN_WORD = "unknown_word"
    """The text has a word that is in no table of the grammar."""
    UNKNOWN_CHARACTER = "unknown_character"
    """The text has a character that no date has."""
    TOO_LONG = "too_long"
    """The text is longer than a date can be."""


class DateKind(StrEnum):
    """What a text that should be a date turned out to be."""

    DAY = "day"
    """One day of the calendar (暦日)."""
    PARTIAL = "partial"
    """A date of which a part is missing (一部欠落)."""
    UNDECIDABLE = "undecidable"
    """A date with several readings; only a person can say which is meant (要確認)."""
    IMPOSSIBLE = "impossible"
    """A well-formed date that no day has, or that contradicts itself (存在しない日付)."""
    UNREADABLE = "unreadable"
    """Not in a notation of the grammar (読取不能)."""


Candidate = date | PartialDate


class Reading(NamedTuple):
    """What kind of date one is, with everything that it may mean."""

    kind: DateKind
    candidates: tuple[Candidate, ...] = ()
    problem: DateProblem | None = None
    notation: str = ""

    def __repr__(self) -> str:
        """Show no personal data."""
        return f"Reading({self.kind.value!r})"
