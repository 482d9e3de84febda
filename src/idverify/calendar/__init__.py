"""Days as Japanese services and statutes count them; it knows no documents."""

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.civil import age_on, last_day_of_months, reaches_age_on
from idverify.calendar.closures import Closure, ClosureKind
from idverify.calendar.deadline import Deadline, ReceiptConvention, ReviewClock
from idverify.calendar.period import Period
from idverify.calendar.tokyo import TOKYO

__all__ = [
    "TOKYO",
    "BusinessCalendar",
    "Closure",
    "ClosureKind",
    "Deadline",
    "Period",
    "ReceiptConvention",
    "ReviewClock",
    "age_on",
    "last_day_of_months",
    "reaches_age_on",
]
