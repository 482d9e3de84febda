"""Recurring closures of a service (定休日), given as recurrence rules of `dateutil`."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from operator import or_
from typing import TYPE_CHECKING, Final, NamedTuple

from idverify.calendar.closures import (
    Closure,
    ClosureRule,
    CombinedClosures,
    make_custom_closures,
)
from idverify.calendar.japan import FIRST_DAY, LAST_DAY
from idverify.citations import Citation
from idverify.errors import InvalidValueError

if TYPE_CHECKING:
    from dateutil.rrule import rrule

__all__ = ["RecurringClosure", "combine_closures", "make_recurring_closure"]


class RecurringClosure(NamedTuple):
    """Rule that closes the days of a recurrence; built by `make_recurring_closure`."""

    recurrence: str
    """The recurrence rule in the text of RFC 5545, DTSTART included."""
    name_ja: str
    name_en: str
    citation: Citation

    def closed_days(self, first: int, last: int) -> set[int]:
        """Return the days of the recurrence from *first* to *last*, as ordinals."""
        return {day for day in _occurrences(self.recurrence) if first <= day <= last}

    def closure_on(self, day: date) -> Closure | None:
        """Return the closure if *day* is one of the recurrence, otherwise None."""
        if day.toordinal() not in _occurrences(self.recurrence):
            return None
        return Closure(day, self.name_ja, self.name_en, self.citation)


#: The text of a rule of whole days: `dateutil` writes DTSTART, then RRULE with FREQ first.
_TEXT: Final = re.compile(
    r"DTSTART:(?P<year>[0-9]{4})[0-9]{4}T000000\n"
    r"RRULE:FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY)(?!.*BY(?:HOUR|MINUTE|SECOND|EASTER)).*"
)
_YEAR: Final = re.compile(r"(?<=DTSTART:)[0-9]{4}|(?<=UNTIL=)[0-9]{4}")
#: The Gregorian calendar repeats itself, weekdays included, after 400 years.
_CYCLES: Final = 19
_SHIFT_YEARS: Final = 400 * _CYCLES
_SHIFT: Final = timedelta(days=146_097 * _CYCLES)


def make_recurring_closure(
    rule: "rrule", *, name_ja: str, name_en: str, citation: Citation
) -> RecurringClosure:
    """Return the closure of a service on every day of a recurrence (定休日).

    The rule is one of whole days, in the calendar's span. Give it to
    `BusinessCalendar.with_closures`; it is explained and combined like any other closure.

    >>> from dateutil.rrule import FR, MONTHLY, rrule
    >>> from datetime import date, datetime
    >>> notice = Citation("お知らせ", "棚卸し", read_on=date(2026, 4, 1))
    >>> quarter_end = rrule(
    ...     MONTHLY, dtstart=datetime(2026, 1, 1), bymonth=(3, 6, 9, 12), byweekday=FR(-1)
    ... )
    >>> inventory = make_recurring_closure(
    ...     quarter_end, name_ja="棚卸し休業", name_en="stocktaking", citation=notice
    ... )
    >>> str(inventory.closure_on(date(2026, 6, 26)))
    '2026-06-26 棚卸し休業 (stocktaking)'

    Raises:
        InvalidValueError: if the rule has times of a day, follows Easter, starts outside
            the calendar's span, or has no day in the calendar's span.
    """
    text = str(rule)
    found = _TEXT.fullmatch(text)
    if found is None:
        raise InvalidValueError(
            "a recurring closure needs one dateutil.rrule.rrule of whole days: daily or less"
            " often, with dtstart=datetime(year, month, day), without byhour or byeaster"
        )
    if not FIRST_DAY.year <= (year := int(found["year"])) <= LAST_DAY.year:
        raise InvalidValueError(
            f"a recurring closure starts between {FIRST_DAY.year} and {LAST_DAY.year}:"
            f" choose {'a later' if year < FIRST_DAY.year else 'an earlier'} dtstart"
        )
    if not _occurrences(text):
        raise InvalidValueError(
            f"a recurring closure needs a day from {FIRST_DAY} to {LAST_DAY}: the rule has none"
        )
    if not name_ja or not name_en or not isinstance(citation, Citation):
        raise InvalidValueError("a recurring closure needs both names and a citation")
    return RecurringClosure(text, name_ja, name_en, citation)


@lru_cache(maxsize=64)
def _occurrences(recurrence: str) -> frozenset[int]:
    """Return the days of a recurrence within the calendar's span, as ordinals.

    `dateutil` searches to the year 9999 for the next day of a rule. The rule is therefore
    shifted by whole cycles of the calendar, so that this is never far.
    """
    # Loaded for the services that have such closures only: most have none.
    from dateutil.rrule import rrulestr  # noqa: PLC0415

    shifted = rrulestr(_YEAR.sub(lambda year: str(int(year[0]) + _SHIFT_YEARS), recurrence))
    last = LAST_DAY + _SHIFT
    days: set[int] = set()
    for moment in shifted:
        if moment.date() > last:
            break
        days.add((moment.date() - _SHIFT).toordinal())
    return frozenset(days)


def combine_closures(
    rule: ClosureRule, closures: Iterable[Closure | RecurringClosure]
) -> ClosureRule:
    """Return a rule with single and recurring closures added.

    Raises:
        InvalidValueError: if one of *closures* is neither.
    """
    given = list(closures)
    recurring = [each for each in given if isinstance(each, RecurringClosure)]
    single = [each for each in given if not isinstance(each, RecurringClosure)]
    if single or not recurring:
        rule = CombinedClosures(or_, rule, make_custom_closures(single))
    for each in recurring:
        rule = CombinedClosures(or_, rule, each)
    return rule
