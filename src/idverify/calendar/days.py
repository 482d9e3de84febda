"""What counts as a day (暦日) here: a plain date, never a moment."""

from datetime import date, datetime

from idverify.errors import InvalidValueError

__all__ = ["require_date"]


def require_date(value: object, name: str = "day") -> date:
    """Return *value* if it is a plain date (暦日); a moment or a text is refused.

    A moment belongs to different days in different zones, so it never silently
    becomes one.

    >>> from datetime import date
    >>> require_date(date(2026, 11, 23))
    datetime.date(2026, 11, 23)
    >>> require_date("2026-11-23", "issued_on")
    Traceback (most recent call last):
    idverify.errors.InvalidValueError: issued_on must be a datetime.date, not str

    Raises:
        InvalidValueError: for a `datetime`, a text, or anything else.
    """
    if isinstance(value, datetime):
        raise InvalidValueError(
            f"{name} must be a datetime.date, not a moment ({type(value).__name__}): "
            "choose a zone and take its .date() there"
        )
    if not isinstance(value, date):
        raise InvalidValueError(f"{name} must be a datetime.date, not {type(value).__name__}")
    return value
