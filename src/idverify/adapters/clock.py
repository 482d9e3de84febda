"""System clock of the machine, for a desk in production."""

from datetime import datetime, tzinfo

from attrs import frozen

from idverify.calendar.timezone import TOKYO
from idverify.validation import validated

__all__ = ["SystemClock"]


@validated
@frozen
class SystemClock:
    """Clock that shows the current time of the machine.

    >>> SystemClock().now().tzinfo
    TOKYO

    A machine whose clock is set wrongly receives submissions on the wrong day: keep it
    synchronised (NTP). A desk tolerates differences between machines of up to one minute.
    """

    zone: tzinfo = TOKYO
    """The time zone of the moments that it returns; the moment itself is the same in any zone."""

    def now(self) -> datetime:
        """Return the current time, with a time zone."""
        return datetime.now(self.zone)
