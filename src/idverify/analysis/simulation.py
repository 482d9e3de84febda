"""Simulation of a review queue (審査待ち): waiting times in business days."""

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
    """A source of random numbers, such as `random.Random(seed)`; the library has none."""

    def expovariate(self, lambd: float) -> float:
        """Return a random time to the next event, for *lambd* events per unit of time."""
        ...


def draw_arrivals(
    first: date, days: int, per_day: float, rng: RandomSource, *, weekend_factor: float = 1.0
) -> dict[date, int]:
    """Draw a random number of submissions for each calendar day.

    Submissions arrive independently, *per_day* on average, and *weekend_factor* times as many
    on Saturdays and Sundays.
    """
    arrivals = {}
    for n in range(days):
        day = first + n * _DAY
        rate = per_day * (weekend_factor if day.weekday() > 4 else 1.0)  # noqa: PLR2004 - Friday
        arrivals[day] = _draw_poisson(rate, rng)
    return arrivals


def _draw_poisson(rate: float, rng: RandomSource) -> int:
    """Return the number of events in one day, whose distances are exponential."""
    events, elapsed = 0, 0.0
    while rate > 0 and (elapsed := elapsed + rng.expovariate(rate)) < 1:
        events += 1
    return events


@frozen
class WaitTimes(NotebookDisplay):
    """Waiting times of submissions until their decision, in business days."""

    counts_by_business_days: Mapping[int, int]
    """Number of submissions by business days waited, counted as for the deadline."""

    @property
    def total(self) -> int:
        """Number of submissions decided."""
        return sum(self.counts_by_business_days.values())

    def share_within(self, business_days: int) -> float:
        """Return the share, 0 to 1, decided within *business_days*; 1 if there are none."""
        within = sum(
            n for waited, n in self.counts_by_business_days.items() if waited <= business_days
        )
        return within / self.total if self.total else 1.0

    def quantile(self, share: float) -> int:
        """Return the business days within which a share was decided; 0 if there are none."""
        return next(
            (d for d in sorted(self.counts_by_business_days) if self.share_within(d) >= share), 0
        )


def simulate(
    arrivals: Mapping[date, int], reviewers: int, cases_per_day: int, calendar: BusinessCalendar
) -> WaitTimes:
    """Simulate reviewers who process a queue in order of arrival, on business days only.

    A submission can be decided from the next business day on, so that the waiting time counts
    like the deadline: the day of receipt is day 0. The simulation continues after the last
    arrival until the queue is empty.

    Args:
        arrivals: Number of submissions by day of receipt.
        reviewers: Number of reviewers.
        cases_per_day: Number of cases that one reviewer decides on a business day.
        calendar: The calendar of business days.

    >>> arrivals = {date(2026, 5, day): 30 for day in range(1, 7)}
    >>> waits = simulate(arrivals, reviewers=2, cases_per_day=20, calendar=BusinessCalendar.japan())
    >>> waits.counts_by_business_days, waits.share_within(5)
    ({1: 40, 2: 40, 3: 40, 4: 40, 5: 20}, 1.0)

    Raises:
        InvalidValueError: *reviewers* or *cases_per_day* is less than 1, or the number of
            arrivals on a day is negative.
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
    arrivals: Mapping[date, int], capacity: int, calendar: BusinessCalendar
) -> Iterator[tuple[date, date, int]]:
    """Yield each day of receipt with a day of decision and the number of submissions decided."""
    waiting = deque((day, n) for day, n in sorted(arrivals.items()) if n)
    today = waiting[0][0] if waiting else date.min
    while waiting:
        today = calendar.next(max(today, waiting[0][0]))
        remaining = capacity
        while waiting and remaining and waiting[0][0] < today:
            received, cases = waiting.popleft()
            decided = min(cases, remaining)
            remaining -= decided
            yield received, today, decided
            if cases > decided:
                waiting.appendleft((received, cases - decided))
