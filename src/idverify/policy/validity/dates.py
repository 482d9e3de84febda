"""The days that are known of a document, and which of them a question needs."""

from datetime import date

from attrs import frozen

from idverify.calendar.days import as_day
from idverify.errors import InvalidValue

__all__ = ["KnownDays"]


@frozen(kw_only=True)
class KnownDays:
    """What is printed on a document, and what is known of its application and its holder."""

    expires_on: date | None = None
    """The last valid day as printed (有効期限)."""
    issued_on: date | None = None
    applied_on: date | None = None
    """The day on which the application was received (申請受付日)."""
    birth_date: date | None = None

    def require(self, name: str, why: str) -> date:
        """Return the day of that name.

        Raises:
            InvalidValue: It is not known; the text says why it is needed.
        """
        day = getattr(self, name)
        if day is None:
            raise InvalidValue(f"{name} is needed: {why}")
        return as_day(day, name)
