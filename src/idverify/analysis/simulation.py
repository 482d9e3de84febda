"""A review queue played through (審査待ち): how many are decided within five business days?"""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Protocol

from attrs import frozen

from idverify.calendar.business_days import BusinessCalendar
from idverify.display import NotebookDisplay
from idverify.errors import InvalidValueError

__all__ = ["RandomSource", "WaitTimes", "draw_arrivals", "simulate"]

_DAY: Final = timedelta(days=1)


class RandomSource(Protocol):
    """A source of chance, as `random.Random(seed)` is; the library has none of its own."""

    def expovariate(self, lambd: float) -> float:
        """Return the time to the next of events that come *lambd* a unit of time."""
        ...


def draw_arrivals(
    first: date, days: int, per_day: float, rng: RandomSource, *, weekend_factor: float = 1.0
) -> dict[date, int]:
    """Draw how many submissions come on each calendar day.

    They come at random, *per_day* on average, and *weekend_factor* times as many on
    Saturdays and Sundays.
    """
    found = {}
    for n in range(days):
        day = first + n * _DAY
        rate = per_day * (weekend_factor if day.weekday() > 4 else 1.0)  # noqa: PLR2004 - Friday
        found[day] = _draw_poisson(rate, rng)
    return found


def _draw_poisson(rate: float, chance: RandomSource) -> int:
    """Count the events of one day, whose distances are exponential."""
    events, passed = 0, 0.0
    while rate > 0 and (passed := passed + chance.expovariate(rate)) < 1:
        events += 1
    return events


@frozen
class WaitTimes(NotebookDisplay):
    """How long submissions waited for their decision."""

    counts_by_business_days: Mapping[int, int]
    """Business days waited, counted as for the deadline, with the number of submissions."""

    @property
    def total(self) -> int:
        """How many were decided."""
        return sum(self.counts_by_business_days.values())

    def share_within(self, business_days: int) -> float:
        """Return the share, 0 to 1, decided within so many business days; of none at all, 1."""
        within = sum(
            n for waited, n in self.counts_by_business_days.items() if waited <= business_days
        )
        return within / self.total if self.total else 1.0

    def quantile(self, share: float) -> int:
        """Return within how many business days this share of them was decided; of none, 0."""
        return next(
            (d for d in sorted(self.counts_by_business_days) if self.share_within(d) >= share), 0
        )


def simulate(
    arrivals: Mapping[date, int], reviewers: int, cases_per_day: int, calendar: BusinessCalendar
) -> WaitTimes:
    """Let reviewers work off a queue, first come first served, on business days only.

    What arrives on a day can be decided from the next business day on, so that the wait
    counts like the deadline: the day of receipt is day 0. The reviewers go on after the
    last arrival until nobody waits.

    >>> golden = {date(2026, 5, day): 30 for day in range(1, 7)}
    >>> waits = simulate(golden, reviewers=2, cases_per_day=20, calendar=BusinessCalendar.japan())
    >>> waits.counts_by_business_days, waits.share_within(5)
    ({1: 40, 2: 40, 3: 40, 4: 40, 5: 20}, 1.0)

    Raises:
        InvalidValueError: There is nobody to review, nothing gets done in a day, or fewer than
            none arrive on one.
    """
    if reviewers < 1 or cases_per_day < 1:
        raise InvalidValueError(
            "reviewers and cases_per_day must be at least 1: else nobody is decided"
        )
    if impossible := [day for day, cases in arrivals.items() if cases < 0]:
        raise InvalidValueError(
            f"fewer than 0 submissions arrive on {min(impossible)}: count them anew"
        )
    counts: Counter[int] = Counter()
    for received, decided, cases in _work_off_queue(arrivals, reviewers * cases_per_day, calendar):
        counts[calendar.count(received, decided)] += cases
    return WaitTimes(dict(sorted(counts.items())))


def _work_off_queue(
    arriving: Mapping[date, int], capacity: int, calendar: BusinessCalendar
) -> Iterator[tuple[date, date, int]]:
    """Yield how many of one day's submissions are decided on which later day."""
    waiting = deque((day, n) for day, n in sorted(arriving.items()) if n)
    today = waiting[0][0] if waiting else date.min
    while waiting:
        today = calendar.next(max(today, waiting[0][0]))
        left = capacity
        while waiting and left and waiting[0][0] < today:
            received, cases = waiting.popleft()
            decided = min(cases, left)
            left -= decided
            yield received, today, decided
            if cases > decided:
                waiting.appendleft((received, cases - decided))
