"""Days as Japanese services and statutes count them; it knows no documents.

Ranges of days are in `idverify.calendar.period`, months and ages in `civil`, Japanese
years in `eras`, a million days at once in `arrays`.
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
