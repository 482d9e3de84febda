"""Time zone of Japan (日本標準時), computed by rule without reading a time zone file.

Japan is nine hours ahead of UTC, except for summer time in the four summers of the Summer
Time Act (夏時刻法, 1948-1951), which overlap with the calendar's span. The tests compare
this rule with `zoneinfo` hour by hour.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

__all__ = ["TOKYO", "Tokyo", "moment_at"]

_HOUR = timedelta(hours=1)
_STANDARD = 9 * _HOUR
_SUMMER = 10 * _HOUR
#: Begin and end of each summer time in UTC, without zone; the end is half-open.
_SUMMER_TIMES = (
    (datetime(1948, 5, 1, 15), datetime(1948, 9, 11, 15)),  # noqa: DTZ001 - UTC, see above
    (datetime(1949, 4, 2, 15), datetime(1949, 9, 10, 15)),  # noqa: DTZ001 - UTC
    (datetime(1950, 5, 6, 15), datetime(1950, 9, 9, 15)),  # noqa: DTZ001 - UTC
    (datetime(1951, 5, 5, 15), datetime(1951, 9, 8, 15)),  # noqa: DTZ001 - UTC
)
_SUMMER_TIMES_END = _SUMMER_TIMES[-1][1]


def _is_summer_time(utc: datetime) -> bool:
    return utc < _SUMMER_TIMES_END and any(begin <= utc < end for begin, end in _SUMMER_TIMES)


class Tokyo(tzinfo):
    """The time zone Asia/Tokyo from 1888 on; use the single value `TOKYO`.

    >>> from datetime import datetime, timezone
    >>> datetime(2026, 11, 24, 15, 0, tzinfo=timezone.utc).astimezone(TOKYO).isoformat()
    '2026-11-25T00:00:00+09:00'
    >>> datetime(1950, 8, 1, 14, 0, tzinfo=timezone.utc).astimezone(TOKYO).isoformat()
    '1950-08-02T00:00:00+10:00'
    """

    def fromutc(self, dt: datetime) -> datetime:
        """Return the local time in Japan of a moment given in UTC."""
        utc = dt.replace(tzinfo=None)
        if not _is_summer_time(utc):
            local = dt + _STANDARD
            return local.replace(fold=1) if _is_summer_time(utc - _HOUR) else local
        return dt + _SUMMER

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """Return how far local time in Japan is ahead of UTC."""
        return _STANDARD + self.dst(dt)

    def dst(self, dt: datetime | None) -> timedelta:
        """Return one hour during the summer time of 1948-1951, otherwise zero."""
        if dt is None:
            return timedelta(0)
        # PEP 495: with fold=0 a repeated hour is summer time, a skipped hour standard time.
        utc = dt.replace(tzinfo=None) - (_STANDARD if dt.fold else _SUMMER)
        return _HOUR if _is_summer_time(utc) else timedelta(0)

    def tzname(self, dt: datetime | None) -> str:
        """Return "JST", or "JDT" in summer time."""
        return "JDT" if self.dst(dt) else "JST"

    def __repr__(self) -> str:
        return "TOKYO"

    def __reduce__(self) -> str:
        return "TOKYO"


TOKYO: Final = Tokyo()


def moment_at(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the moment at which the clocks of a zone show a time of a day.

    Of two such moments it is the first. If the clocks skip the time, it is when they would
    have shown it without the change. The zone may be of any kind: it is asked to convert from
    UTC only, because a zone of pytz in `datetime.combine` answers with local mean time.

    >>> from datetime import date, time
    >>> moment_at(date(2026, 11, 25), time(0), TOKYO).isoformat()
    '2026-11-25T00:00:00+09:00'
    """
    shown = datetime.combine(day, at)
    offsets = [_offset_around(shown, side, zone) for side in (-_DAY, _DAY)]
    moments = [(shown - offset).replace(tzinfo=UTC).astimezone(zone) for offset in offsets]
    fitting = (moment for moment in sorted(moments) if moment.replace(tzinfo=None, fold=0) == shown)
    return next(fitting, moments[0])


_DAY = timedelta(days=1)


def _offset_around(shown: datetime, side: timedelta, zone: tzinfo) -> timedelta:
    """Return the offset of a zone a day before or after a local time, or at the end of time."""
    try:
        moment = (shown + side).replace(tzinfo=UTC).astimezone(zone)
    except OverflowError:
        moment = shown.replace(tzinfo=UTC).astimezone(zone)
    return moment.replace(tzinfo=None) - moment.astimezone(UTC).replace(tzinfo=None)
