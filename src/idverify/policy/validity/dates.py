"""The days that are known of a document, and which of them a question needs."""

from datetime import date

from attrs import frozen

from idverify.calendar.days import require_date
from idverify.errors import InvalidValueError

__all__ = ["DocumentDates"]


@frozen(kw_only=True)
class DocumentDates:
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
            InvalidValueError: It is not known; the text says why it is needed.
        """
        day = getattr(self, name)
        if day is None:
            raise InvalidValueError(f"{name} is needed: {why}")
        return require_date(day, name)
