# ruff: noqa: T201 - prints how far a script is
"""What the fault scripts share: which cases meet which fate, and how they are judged."""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone

from attrs import frozen

from durable.case_scenarios import Expected, Fate, expected
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReceiptConvention, ReviewClock

__all__ = ["Cast", "say", "soon", "until"]

DECISIONS = (Fate.APPROVED, Fate.REJECTED, Fate.WITHDRAWN, Fate.MOVED)


@frozen
class Cast:
    """A quarter is left to its deadline, half decided at once, a quarter decided late."""

    left: Sequence[str]
    held: Sequence[str]
    late: Sequence[str]
    fates: Mapping[str, Fate]
    wanted: Mapping[str, Expected]

    @classmethod
    def of(cls, number: int) -> "Cast":
        """Give each of so many cases its fate, and ask the model what becomes of it."""
        cases, quarter = [f"c-{n}" for n in range(number)], number // 4
        left, held, late = cases[:quarter], cases[quarter:-quarter], cases[-quarter:]
        fates = dict.fromkeys(left, Fate.LEFT)
        fates |= {c: DECISIONS[n % 4] for n, c in enumerate(held + late)}
        return cls(left, held, late, fates, {c: expected(c, fate) for c, fate in fates.items()})

    @property
    def keys(self) -> set[str]:
        """Every key that has to be heard."""
        return {key for each in self.wanted.values() for key in each.keys}

    @property
    def inside(self) -> set[str]:
        """The keys of the effects in whose middle a worker is killed."""
        return {f"{case}/2/0" for case in self.held}

    def judge(
        self, histories: Mapping[str, Sequence[str]], heard: Counter[str], **facts: int
    ) -> int:
        """Compare every case and every key with the model; print one line; 0 if all is well."""
        bad = {
            "not_as_the_model": sum(histories[c] != w.events for c, w in self.wanted.items()),
            "effects_lost": len(self.keys - set(heard)),
            "effects_from_nowhere": len(set(heard) - self.keys),
        }
        found = {
            "cases": len(self.wanted),
            "inside_an_activity": len(self.inside),
            **facts,
            "effects": len(self.keys),
            **bad,
            "repeated_with_the_same_key": sum(n - 1 for n in heard.values()),
            "seconds": round(time.monotonic() - BEGUN),
        }
        print(" ".join(f"{name}={count}" for name, count in found.items()))
        return int(any(bad.values()))


BEGUN = time.monotonic()


def say(what: str) -> None:
    """Tell how far we are."""
    print(f"[{time.monotonic() - BEGUN:.1f}] {what}", file=sys.stderr, flush=True)


async def until(done: Callable[[], bool], what: str, seconds: float = 600) -> None:
    """Wait for something, and tell that it came."""
    for _ in range(int(seconds * 10)):
        if done():
            say(what)
            return
        await asyncio.sleep(0.1)
    raise TimeoutError(what)


def soon(moment: datetime) -> ReviewClock:
    """Return a clock by which everything is due at *moment*: in a zone where a day ends then."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    zone = timezone(midnight + timedelta(days=1) - moment)
    every_day = BusinessCalendar.japan() - BusinessCalendar.japan()
    convention = ReceiptConvention.RECEIPT_DAY_COUNTED
    return ReviewClock(every_day, business_days=1, zone=zone, receipt_convention=convention)
