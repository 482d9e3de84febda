"""The review deadline (審査期限): from the moment of receipt to the day it is due."""

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from attrs import Factory, field, frozen, validators

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure
from idverify.calendar.tokyo import TOKYO
from idverify.errors import InvalidValue

__all__ = ["Deadline", "ReceiptConvention", "ReviewClock"]

_ONE_DAY = timedelta(days=1)


class ReceiptConvention(StrEnum):
    """Where counting begins when something arrives, above all on a day of rest."""

    RECEIPT_DAY_NOT_COUNTED = "receipt_day_not_counted"
    """翌営業日起算: the first business day after the day of receipt is day one."""
    DEEMED_NEXT_BUSINESS_DAY = "deemed_next_business_day"
    """翌営業日受領扱い: what arrives on a rest day counts as received on the next business
    day, and that day is not counted."""
    RECEIPT_DAY_COUNTED = "receipt_day_counted"
    """初日算入: the day of receipt is day one, if it is a business day."""


@frozen
class Deadline:
    """A due day with the whole way to it: each day counted, each day skipped and why."""

    received_on: date
    """The day of receipt in the clock's zone."""
    due_on: date
    """The last business day of the count; the deadline ends with that day."""
    counted: tuple[date, ...]
    """The business days counted, the last of them `due_on`."""
    skipped: tuple[Closure, ...]
    """The closed days from receipt to `due_on`, each with its reason."""
    provisional: bool
    """Whether a day on the way lies beyond what has been promulgated."""


def _zone(value: str | tzinfo) -> tzinfo:
    if value == "Asia/Tokyo":
        return TOKYO
    if not isinstance(value, tzinfo):
        raise InvalidValue(
            'zone must be "Asia/Tokyo" or a tzinfo value such as zoneinfo.ZoneInfo("Asia/Seoul"): '
            "this library reads no time zone files itself"
        )
    return value


def _default_convention(clock: "ReviewClock") -> ReceiptConvention:
    if clock.cutoff is None:
        return ReceiptConvention.RECEIPT_DAY_NOT_COUNTED
    return ReceiptConvention.DEEMED_NEXT_BUSINESS_DAY


@frozen
class ReviewClock:
    """How long a service takes (審査期間), and from when it counts."""

    calendar: BusinessCalendar = field(validator=validators.instance_of(BusinessCalendar))
    business_days: int = 5
    zone: tzinfo = field(default="Asia/Tokyo", converter=_zone)
    cutoff: time | None = None
    deemed_receipt: ReceiptConvention = field(
        default=Factory(_default_convention, takes_self=True), converter=ReceiptConvention
    )
    cutoff_inclusive: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if type(self.business_days) is not int or self.business_days < 1:
            raise InvalidValue("business_days must be a whole number of at least 1")
        if (
            self.cutoff is not None
            and self.deemed_receipt is ReceiptConvention.RECEIPT_DAY_NOT_COUNTED
        ):
            raise InvalidValue(
                "a cut-off needs deemed_receipt=DEEMED_NEXT_BUSINESS_DAY or RECEIPT_DAY_COUNTED: "
                "otherwise Friday evening would be due later than Saturday morning"
            )

    def deadline(self, received_at: datetime) -> Deadline:
        """Return the deadline for what arrived at the moment *received_at*."""
        if not isinstance(received_at, datetime) or received_at.utcoffset() is None:
            raise InvalidValue("received_at must be a datetime with a time zone (tzinfo)")
        local = received_at.astimezone(self.zone)
        received_on = local.date()
        deemed_on = self._deemed_on(local)
        counted = self._counted(deemed_on)
        due_on = counted[-1]
        days = (received_on + _ONE_DAY * n for n in range((due_on - received_on).days + 1))
        skipped = tuple(why for day in days if (why := self.calendar.closure_on(day)))
        return Deadline(
            received_on, due_on, counted, skipped, due_on > self.calendar.official_through
        )

    def _deemed_on(self, local: datetime) -> date:
        day = local.date()
        if self.calendar.is_business_day(day):
            return self.calendar.next(day) if self._is_late(local) else day
        if self.deemed_receipt is ReceiptConvention.DEEMED_NEXT_BUSINESS_DAY:
            return self.calendar.next(day)
        return day

    def _is_late(self, local: datetime) -> bool:
        if self.cutoff is None:
            return False
        at = local.time()
        return at > self.cutoff if self.cutoff_inclusive else at >= self.cutoff

    def _counted(self, deemed_on: date) -> tuple[date, ...]:
        counted_too = (
            self.deemed_receipt is ReceiptConvention.RECEIPT_DAY_COUNTED
            and self.calendar.is_business_day(deemed_on)
        )
        first = deemed_on if counted_too else self.calendar.next(deemed_on)
        return (first, *(self.calendar.add(first, n) for n in range(1, self.business_days)))
