"""Review deadlines (審査期限): compute and explain the due day of a submission."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from attrs import Factory, field, frozen

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure, ClosureKind
from idverify.calendar.japan import OFFICIAL_THROUGH, gazetted_on
from idverify.calendar.period import require_date
from idverify.calendar.timezone import TOKYO, moment_at
from idverify.display import NotebookDisplay
from idverify.errors import InvalidValueError, OutOfSpanError
from idverify.i18n import Language, LanguageCode
from idverify.validation import validated

__all__ = ["Deadline", "LongestWait", "ReceiptConvention", "ReviewClock", "Uncertainty"]

_ONE_DAY = timedelta(days=1)
#: The resolution of a datetime, needed to express "just before midnight".
_MICROSECOND = timedelta(microseconds=1)


class ReceiptConvention(StrEnum):
    """Convention for where counting begins after a receipt, above all on a closed day.

    No statute decides this for a voluntary review. Services promise a review "within five
    business days" and count from the next business day, which is the default here.
    """

    RECEIPT_DAY_NOT_COUNTED = "receipt_day_not_counted"
    """翌営業日起算: the first business day after the day of receipt is day one."""
    DEEMED_NEXT_BUSINESS_DAY = "deemed_next_business_day"
    """翌営業日受領扱い: a receipt on a closed day counts as received on the next business
    day, and that day is not counted."""
    RECEIPT_DAY_COUNTED = "receipt_day_counted"
    """初日算入: the day of receipt is day one, if it is a business day."""


class Uncertainty(NamedTuple):
    """A year without promulgated holidays, which can still move a provisional (暫定) deadline."""

    year: int
    """The year whose holidays are not promulgated."""
    known_by: date
    """The day on which the almanac with the equinoxes of the year is gazetted."""

    def explain(self, language: LanguageCode = "en") -> str:
        """Return a sentence that describes the uncertainty.

        >>> from datetime import date
        >>> Uncertainty(2028, date(2027, 2, 1)).explain("ja")
        '2028年の祝日は未公布です（2027-02-01の官報の暦要項で確定、祝日法改正で変わり得ます）。'
        """
        return Language(language).choose(
            (
                f"{self.year}年の祝日は未公布です（{self.known_by}の官報の暦要項で確定、"
                "祝日法改正で変わり得ます）。"
            ),
            (
                f"The holidays of {self.year} are not promulgated yet: the almanac gazetted on "
                f"{self.known_by} fixes the equinoxes, and an amendment of the Holidays Act could "
                "still change them."
            ),
        )


class LongestWait(NamedTuple):
    """The longest wait in calendar days, and every day of receipt that leads to it."""

    calendar_days: int
    received_on: tuple[date, ...]


_WEEKDAYS_JA = "月火水木金土日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _format_day_ja(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（{_WEEKDAYS_JA[day.weekday()]}）"


def _format_day_en(day: date) -> str:
    return f"{_WEEKDAYS_EN[day.weekday()]} {day}"


@validated
@frozen
class Deadline(NotebookDisplay):
    """A due day, with each day counted until then and each day skipped with its reason.

    Every day after `deemed_received_on` up to `due_on` is either counted or skipped.

    >>> from datetime import UTC, datetime, time
    >>> clock = ReviewClock(BusinessCalendar.japan())
    >>> deadline = clock.deadline(datetime(2026, 9, 17, 12, tzinfo=TOKYO))
    >>> [day.day for day in deadline.counted]
    [18, 24, 25, 28, 29]
    >>> [closure.name_ja for closure in deadline.skipped][:5]
    ['土曜日', '日曜日', '敬老の日', '国民の休日', '秋分の日']
    """

    received_on: date
    """The day of receipt in the clock's zone."""
    due_on: date
    """The last business day of the count; the deadline ends with that day."""
    counted: tuple[date, ...]
    """The business days counted, the last of them `due_on`."""
    skipped: tuple[Closure, ...]
    """The closed days from `received_on` to `due_on`, each with its reason."""
    is_provisional: bool
    """Whether holidays up to `due_on` are not promulgated yet."""
    deemed_received_on: date = field(
        default=Factory(lambda self: self.received_on, takes_self=True), kw_only=True
    )
    """The day that counts as the day of receipt (受領みなし日): `received_on` or a later one."""

    @property
    def uncertainties(self) -> tuple[Uncertainty, ...]:
        """The years that could still change this deadline; empty if it is not provisional.

        >>> received = datetime(2028, 9, 14, 12, tzinfo=TOKYO)
        >>> ReviewClock(BusinessCalendar.japan()).deadline(received).uncertainties
        (Uncertainty(year=2028, known_by=datetime.date(2027, 2, 1)),)
        """
        years = range(self.received_on.year, self.due_on.year + 1) if self.is_provisional else ()
        return tuple(
            Uncertainty(year, gazetted_on(year)) for year in years if year > OFFICIAL_THROUGH.year
        )

    def explain(self, language: LanguageCode = "en") -> str:
        """Return one paragraph with the due day, the days skipped and any uncertainty.

        >>> clock = ReviewClock(BusinessCalendar.japan(), business_days=1)
        >>> deadline = clock.deadline(datetime(2026, 11, 20, 12, tzinfo=TOKYO))
        >>> print(deadline.explain("ja"))
        2026年11月20日（金）受領。審査期限は2026年11月24日（火）（1営業日目）の終わりまでです。\
除いた日：2026年11月21日（土）、2026年11月22日（日）、2026年11月23日（月）勤労感謝の日。
        >>> print(deadline.explain("en"))
        Received on Fri 2026-11-20; due by the end of Tue 2026-11-24, business day 1 of the count.\
 Skipped: Sat 2026-11-21, Sun 2026-11-22, Mon 2026-11-23 Labour Thanksgiving Day.
        """
        chosen = Language(language)
        sentences = chosen.choose(self._explain_ja, self._explain_en)()
        uncertainties = (each.explain(chosen) for each in self.uncertainties)
        return chosen.choose("", " ").join([*sentences, *uncertainties])

    def _explain_ja(self) -> Iterator[str]:
        yield f"{_format_day_ja(self.received_on)}受領"
        if self.deemed_received_on != self.received_on:
            yield f"（{_format_day_ja(self.deemed_received_on)}受領扱い）"
        due = f"{_format_day_ja(self.due_on)}（{len(self.counted)}営業日目）"
        yield f"。審査期限は{due}の終わりまでです。"
        if self.skipped:
            days = (
                _format_day_ja(each.day) + each.name_ja * (each.kind is not ClosureKind.WEEKEND)
                for each in self.skipped
            )
            yield f"除いた日：{'、'.join(days)}。"

    def _explain_en(self) -> Iterator[str]:
        deemed = ""
        if self.deemed_received_on != self.received_on:
            deemed = f", deemed received on {_format_day_en(self.deemed_received_on)}"
        yield (
            f"Received on {_format_day_en(self.received_on)}{deemed}; due by the end of "
            f"{_format_day_en(self.due_on)}, business day {len(self.counted)} of the count."
        )
        if self.skipped:
            days = (
                _format_day_en(each.day)
                + f" {each.name_en}" * (each.kind is not ClosureKind.WEEKEND)
                for each in self.skipped
            )
            yield f"Skipped: {', '.join(days)}."


def _as_timezone(value: str | tzinfo) -> tzinfo:
    if value == "Asia/Tokyo":
        return TOKYO
    if not isinstance(value, tzinfo):
        raise InvalidValueError(
            'zone must be "Asia/Tokyo" or a tzinfo value such as zoneinfo.ZoneInfo("Asia/Seoul"): '
            "this library reads no time zone files itself"
        )
    return value


def _default_convention(clock: "ReviewClock") -> ReceiptConvention:
    if clock.cutoff is None:
        return ReceiptConvention.RECEIPT_DAY_NOT_COUNTED
    return ReceiptConvention.DEEMED_NEXT_BUSINESS_DAY


def _require_aware(value: object) -> datetime:
    """Return *value* if it is an aware datetime (タイムゾーン付き日時), otherwise raise."""
    if isinstance(value, datetime) and value != value:  # noqa: PLR0124 - NaT of pandas
        raise InvalidValueError(
            f"received_at is no moment ({type(value).__name__}): leave the row out, or fill it"
        )
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise InvalidValueError(
            "received_at must be a datetime with a time zone (tzinfo): which day it is "
            "depends on where"
        )
    return value


@validated
@frozen
class ReviewClock:
    """The review period of a service (審査期間), and the conventions for counting it.

    The day of receipt is the day in `zone`, and it is only counted if `receipt_convention`
    is `RECEIPT_DAY_COUNTED`. A submission that arrives at `cutoff` or later (only later, with
    `cutoff_inclusive`) counts as received on the next business day. With a cut-off, the
    default convention does the same for a submission on a closed day.

    >>> clock = ReviewClock(BusinessCalendar.japan())
    >>> late_in_japan = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    >>> clock.deadline(late_in_japan).received_on, clock.deadline(late_in_japan).due_on
    (datetime.date(2026, 11, 25), datetime.date(2026, 12, 2))
    """

    calendar: BusinessCalendar
    business_days: int = 5
    """How many business days the review may take; at least 1."""
    zone: tzinfo = field(default=TOKYO, converter=_as_timezone)
    """The time zone whose days are counted: "Asia/Tokyo", or any tzinfo value."""
    cutoff: time | None = None
    """The local time from which receipt is on the next business day (受付締切)."""
    receipt_convention: ReceiptConvention = field(
        default=Factory(_default_convention, takes_self=True), converter=ReceiptConvention
    )
    """Where counting begins; by default `RECEIPT_DAY_NOT_COUNTED`, with a cut-off
    `DEEMED_NEXT_BUSINESS_DAY`."""
    cutoff_inclusive: bool = field(default=False, kw_only=True)
    """Whether a receipt exactly at the cut-off is still in time."""

    def __attrs_post_init__(self) -> None:
        if type(self.business_days) is not int or self.business_days < 1:
            raise InvalidValueError("business_days must be a whole number of at least 1")
        if self.cutoff is None:
            return
        if type(self.cutoff) is not time or self.cutoff.tzinfo is not None:
            raise InvalidValueError("cutoff must be a datetime.time without a time zone")
        if self.cutoff == time.min:
            raise InvalidValueError(
                "a cutoff at midnight would make every receipt late: for no cut-off leave it "
                "None, for the end of the day nothing is needed"
            )
        if self.receipt_convention is ReceiptConvention.RECEIPT_DAY_NOT_COUNTED:
            raise InvalidValueError(
                "a cut-off needs deemed_next_business_day or receipt_day_counted: otherwise "
                "Friday evening would be due later than Saturday morning"
            )

    def deadline(self, received_at: datetime) -> Deadline:
        """Return the deadline of a submission received at *received_at*.

        >>> clock = ReviewClock(BusinessCalendar.japan(), cutoff=time(17))
        >>> friday_evening = datetime(2019, 4, 26, 17, 30, tzinfo=TOKYO)
        >>> clock.deadline(friday_evening).due_on  # deemed received on 7 May
        datetime.date(2019, 5, 14)

        Raises:
            InvalidValueError: if *received_at* is not a datetime with a time zone.
            OutOfSpanError: if the receipt or the deadline is outside the calendar's span.
        """
        local = self._to_local(_require_aware(received_at))
        received_on = local.date()
        deemed_on = self._deemed_received_on(received_on, late=self._is_after_cutoff(local.time()))
        counted = self._counted_days(deemed_on)
        due_on = counted[-1]
        days = (received_on + _ONE_DAY * n for n in range((due_on - received_on).days + 1))
        return Deadline(
            received_on,
            due_on,
            counted,
            tuple(closure for day in days if (closure := self.calendar.closure_on(day))),
            self.calendar.is_provisional_on(due_on),
            deemed_received_on=deemed_on,
        )

    def latest_receipt(self, due_on: date) -> datetime:
        """Return the last moment of receipt whose deadline is not later than *due_on*.

        >>> clock = ReviewClock(BusinessCalendar.japan())
        >>> clock.latest_receipt(date(2026, 12, 1)).isoformat()
        '2026-11-24T23:59:59.999999+09:00'

        Raises:
            InvalidValueError: if *due_on* is not a plain date.
            OutOfSpanError: if *due_on* or the result is outside the calendar's span.
        """
        if not self.calendar.is_business_day(require_date(due_on, "due_on")):
            due_on = self.calendar.previous(due_on)
        if self.receipt_convention is ReceiptConvention.DEEMED_NEXT_BUSINESS_DAY:
            return self._last_receipt_on(self._subtract_business_days(due_on, self.business_days))
        first_counted = self._subtract_business_days(due_on, self.business_days - 1)
        if self.receipt_convention is ReceiptConvention.RECEIPT_DAY_COUNTED:
            return self._last_receipt_on(first_counted)
        return self._last_receipt_on(first_counted - _ONE_DAY)

    def longest_wait(self, first: date, last: date) -> LongestWait:
        """Return the longest wait of a submission received from *first* to *last*, inclusive.

        A wait is the number of calendar days from the day of receipt to the due day, for the
        last receipt of each day.

        >>> clock = ReviewClock(BusinessCalendar.japan())
        >>> clock.longest_wait(date(2015, 1, 1), date(2027, 1, 1))
        LongestWait(calendar_days=17, received_on=(datetime.date(2019, 4, 26),))

        Raises:
            InvalidValueError: if *last* is before *first*, or either is not a plain date.
            OutOfSpanError: if a receipt or its deadline is outside the calendar's span.
        """
        days = range(
            require_date(first, "first").toordinal(), require_date(last, "last").toordinal() + 1
        )
        if not days:
            raise InvalidValueError("last must not be before first")
        waits = {day: self._wait_days(day) for day in map(date.fromordinal, days)}
        longest = max(waits.values())
        return LongestWait(longest, tuple(day for day, wait in waits.items() if wait == longest))

    def _wait_days(self, day: date) -> int:
        first = self._first_counted(self._deemed_received_on(day, late=self.cutoff is not None))
        return (self._last_counted(first) - day).days

    def _to_local(self, moment: datetime) -> datetime:
        try:
            return moment.astimezone(self.zone)
        except OverflowError as error:
            raise OutOfSpanError(
                "received_at lies at the very end of the years dates can say"
            ) from error

    def _is_after_cutoff(self, at: time) -> bool:
        if self.cutoff is None:
            return False
        return at > self.cutoff if self.cutoff_inclusive else at >= self.cutoff

    def _deemed_received_on(self, day: date, *, late: bool) -> date:
        if self.calendar.is_business_day(day):
            return self.calendar.next(day) if late else day
        is_deemed = self.receipt_convention is ReceiptConvention.DEEMED_NEXT_BUSINESS_DAY
        return self.calendar.next(day) if is_deemed else day

    def _first_counted(self, deemed_on: date) -> date:
        is_counted = self.receipt_convention is ReceiptConvention.RECEIPT_DAY_COUNTED
        if is_counted and self.calendar.is_business_day(deemed_on):
            return deemed_on
        return self.calendar.next(deemed_on)

    def _counted_days(self, deemed_on: date) -> tuple[date, ...]:
        first = self._first_counted(deemed_on)
        return (first, *(self.calendar.add(first, n) for n in range(1, self.business_days)))

    def _last_counted(self, first: date) -> date:
        return self.calendar.add(first, self.business_days - 1) if self.business_days > 1 else first

    def _subtract_business_days(self, due_on: date, steps: int) -> date:
        return self.calendar.add(due_on, -steps) if steps else due_on

    def _last_receipt_on(self, day: date) -> datetime:
        """Return the last moment of *day* at which a receipt is not late."""
        if self.cutoff is not None:
            cutoff = moment_at(day, self.cutoff, self.zone)
            return cutoff if self.cutoff_inclusive else self._instant_before(cutoff)
        return self._instant_before(moment_at(day + _ONE_DAY, time.min, self.zone))

    def _instant_before(self, moment: datetime) -> datetime:
        return (moment.astimezone(UTC) - _MICROSECOND).astimezone(self.zone)
