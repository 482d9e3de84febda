"""Business-day calendars and review deadlines of Japan, independent of documents.

Ranges of days are in `idverify.calendar.period`, months and ages in `civil_code`, Japanese
years in `eras`, numpy arrays of days in `arrays`.
"""

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.closures import Closure, ClosureKind
from idverify.calendar.deadline import (
    Deadline,
    LongestWait,
    ReceiptConvention,
    ReviewClock,
    Uncertainty,
)
from idverify.calendar.timezone import TOKYO

__all__ = [
    "TOKYO",
    "BusinessCalendar",
    "Closure",
    "ClosureKind",
    "Deadline",
    "LongestWait",
    "ReceiptConvention",
    "ReviewClock",
    "Uncertainty",
]
