"""The outbox relay: performs what was promised, at least once, until it is done or given up.

Any number of relays may stand side by side. Each takes a few effects for a while;
what it does not settle in that time, because it was killed, is taken by another
one, with the same key. Effects of one case are performed in their order: a
purge waits for the message before it, until that is delivered or given up.
"""

import random
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from attrs import define, field, frozen

from idverify.adapters._failures import is_hopeless, told
from idverify.errors import StoreUnavailable
from idverify.ports import Clock, Delivery, Outbox, OutboxEntry

__all__ = ["Backoff", "Counters", "Relay"]


@frozen(kw_only=True)
class Backoff:
    """How long to wait after a failure: twice as long each time, never two relays the same."""

    first: timedelta = timedelta(seconds=10)
    longest: timedelta = timedelta(hours=2)
    attempts: int = 12
    """After so many the effect is given up; with the other defaults that is half a day."""

    def pause(self, attempt: int, chance: float) -> timedelta:
        """Return the pause after an attempt: between half of its length and all of it.

        >>> Backoff().pause(1, 0.0), Backoff().pause(3, 1.0)
        (datetime.timedelta(seconds=5), datetime.timedelta(seconds=40))
        """
        doubled: int = 2 ** min(attempt - 1, _DOUBLINGS)
        whole = min(self.first * doubled, self.longest)
        return whole * (1 + chance) / 2


#: More of them would be longer than any pause, and longer than a `timedelta`.
_DOUBLINGS: Final = 20


@define
class Counters:
    """What a relay has done since it was made, for whoever exports figures."""

    delivered: int = 0
    postponed: int = 0
    given_up: int = 0
    left: int = 0
    """Taken, and not begun in time: another relay will."""


@define(kw_only=True)
class Relay:
    """Takes effects from an outbox and performs them."""

    outbox: Outbox
    perform: Callable[[OutboxEntry], object]
    """`VerificationDesk.perform`, of a desk that is `relayed`; it may raise anything."""
    clock: Clock
    backoff: Backoff = field(factory=Backoff)
    batch: int = 20
    """How many are taken, and settled, at once; a relay that is killed repeats at most these."""
    lease: timedelta = timedelta(minutes=5)
    """Longer than a batch takes, or other relays will repeat what is not yet settled."""
    chance: Callable[[], float] = random.random
    counters: Counters = field(factory=Counters, init=False)

    def step(self) -> int:
        """Take a batch and perform it; return how many were taken."""
        now = self.clock.now()
        taken = self.outbox.take(now=now, until=now + self.lease, limit=self.batch)
        done: list[str] = []
        try:
            for at, delivery in enumerate(taken):
                if self.clock.now() >= now + self.lease:
                    self.counters.left += len(taken) - at
                    break
                if self._try(delivery):
                    done.append(delivery.entry.key)
        finally:
            self._settle(done)
        return len(taken)

    def drain(self) -> Counters:
        """Perform all that is due now, and return the counters."""
        while self.step():
            pass
        return self.counters

    def run(self, stop: threading.Event, *, idle_seconds: float = 1.0) -> None:
        """Go on until *stop* is set; a store that cannot be reached is asked again later."""
        while not stop.is_set():
            try:
                is_idle = not self.step()
            except StoreUnavailable:
                is_idle = True
            if is_idle:
                stop.wait(idle_seconds)

    def _settle(self, done: Sequence[str]) -> None:
        if done:
            self.outbox.settle(*done)
            self.counters.delivered += len(done)

    def _try(self, delivery: Delivery) -> bool:
        try:
            self.perform(delivery.entry)
        except Exception as error:  # noqa: BLE001 - one dead mailbox must not stop the others
            self._failed(delivery, error)
            return False
        return True

    def _failed(self, delivery: Delivery, error: Exception) -> None:
        key, why = delivery.entry.key, told(error)
        if is_hopeless(error) or delivery.attempt >= self.backoff.attempts:
            self.outbox.bury(key, error=why)
            self.counters.given_up += 1
            return
        until = self.clock.now() + self.backoff.pause(delivery.attempt, self.chance())
        self.outbox.postpone(key, until=until, error=why)
        self.counters.postponed += 1
