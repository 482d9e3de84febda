"""Days as documents print them (券面の日付), as values of an observation."""

from idverify.calendar.japanese_dates import DateKind, read_date
from idverify.errors import InvalidValueError
from idverify.model.observations import PrintedDay
from idverify.model.unknown import IMPOSSIBLE, UNKNOWN

__all__ = ["read_printed_day"]


def read_printed_day(text: str) -> PrintedDay:
    """Read a day as a document prints it, for an observation, in any notation of `read_date`.

    No such day is `IMPOSSIBLE`. A date with several readings is `UNKNOWN`, so that the
    reviewer is asked. A licence printed before a change of era goes on counting in the old
    one, so a phantom year is read as the year it means.

    >>> read_printed_day("平成38年5月7日"), read_printed_day("2026年(平成38年)5月7日まで有効")
    (datetime.date(2026, 5, 7), datetime.date(2026, 5, 7))
    >>> read_printed_day("令和元年4月30日"), read_printed_day("2026年(令和7年)5月7日")
    (IMPOSSIBLE, IMPOSSIBLE)
    >>> read_printed_day("1960年00月00日"), read_printed_day("10-07-12")
    (PartialDate(year=1960, month=None, day=None), UNKNOWN)

    Raises:
        InvalidValueError: The text is a date in no notation.
    """
    reading = read_date(text)
    match reading.kind:
        case DateKind.DAY | DateKind.PARTIAL:
            return reading.candidates[0]
        case DateKind.IMPOSSIBLE:
            return IMPOSSIBLE
        case DateKind.UNDECIDABLE:
            return UNKNOWN
        case _:
            raise InvalidValueError(
                f"{len(text)} characters that are no date ({reading.problem}): write it as"
                " printed, as in 2026年5月7日 or 令和8年5月7日"
            )
