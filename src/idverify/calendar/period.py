"""Half-open ranges of days (期間), as used by statutes and notices."""

from datetime import date, datetime

from attrs import Attribute, field, frozen

from idverify.errors import InvalidValueError
from idverify.validation import validated

__all__ = ["Period", "require_date"]


def require_date(value: object, name: str = "day") -> date:
    """Return *value* if it is a plain date (暦日), otherwise raise.

    A moment is on different days in different time zones, so it is never converted
    silently. *name* names the value in the error message.

    >>> from datetime import date
    >>> require_date(date(2026, 11, 23))
    datetime.date(2026, 11, 23)
    >>> require_date(20261123, "issued_on")
    Traceback (most recent call last):
    idverify.errors.InvalidValueError: issued_on must be a datetime.date, not int

    Raises:
        InvalidValueError: if *value* is a `datetime`, a text, or anything else.
    """
    if isinstance(value, datetime):
        raise InvalidValueError(
            f"{name} must be a datetime.date, not a moment ({type(value).__name__}): "
            "choose a zone and take its .date() there"
        )
    if not isinstance(value, date):
        advice = ": read it with date.fromisoformat(...)" if isinstance(value, str) else ""
        raise InvalidValueError(
            f"{name} must be a datetime.date, not {type(value).__name__}{advice}"
        )
    return value


def _is_date_or_none(_: object, attribute: "Attribute[date | None]", value: date | None) -> None:
    if value is not None:
        require_date(value, attribute.name)


@validated
@frozen
class Period:
    """A half-open range of days (期間) that includes `since` and excludes `until`.

    Either end may be open. A licence that "ends on 1 December" therefore has
    `until=date(2025, 12, 2)`, and two consecutive periods share one date but no day.

    >>> from datetime import date
    >>> window = Period(since=date(2024, 12, 2), until=date(2025, 12, 2))
    >>> date(2024, 12, 2) in window, date(2025, 12, 1) in window, date(2025, 12, 2) in window
    (True, True, False)
    >>> str(window), str(Period(since=date(2022, 4, 1))), str(Period())
    ('[2024-12-02, 2025-12-02)', '[2022-04-01, ...)', '[..., ...)')

    Raises:
        InvalidValueError: if the period is empty, or an end is not a plain date.
    """

    since: date | None = field(default=None, validator=_is_date_or_none)
    """First day; None if there is no start."""
    until: date | None = field(default=None, validator=_is_date_or_none)
    """First day after the period; None if no end is known."""

    def __attrs_post_init__(self) -> None:
        if self.since and self.until and self.since >= self.until:
            raise InvalidValueError(
                f"a period needs at least one day: since {self.since} is not before {self.until}"
            )

    def __contains__(self, day: object) -> bool:
        day = require_date(day)
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two periods share a day.

        >>> from datetime import date
        >>> end = date(2026, 1, 1)
        >>> Period(until=end).overlaps(Period(since=end)), Period().overlaps(Period(since=end))
        (False, True)
        """
        return _starts_before_end(self, other) and _starts_before_end(other, self)

    def __str__(self) -> str:
        return f"[{self.since or '...'}, {self.until or '...'})"


def _starts_before_end(first: Period, second: Period) -> bool:
    """Return whether *first* starts before *second* ends."""
    return first.since is None or second.until is None or first.since < second.until
