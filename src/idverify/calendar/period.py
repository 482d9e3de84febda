"""A stretch of days in which something holds (施行期間)."""

from datetime import date

from attrs import frozen

from idverify.errors import InvalidValue

__all__ = ["Period"]


@frozen
class Period:
    """A half-open range of days: `since` is the first day in it, `until` the first day after it.

    None leaves an end open.

    >>> leap_week = Period(since=date(2024, 2, 26), until=date(2024, 3, 4))
    >>> date(2024, 2, 26) in leap_week, date(2024, 3, 4) in leap_week
    (True, False)

    Raises:
        InvalidValue: `since` is not before `until`, so that no day is left.
    """

    since: date | None = None
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.since and self.until and self.since >= self.until:
            raise InvalidValue(f"since {self.since} is not before until {self.until}: swap them")

    def __contains__(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )
