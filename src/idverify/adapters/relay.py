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

from idverify.adapters._delivery_errors import describe_error, is_permanent_failure
from idverify.errors import StoreUnavailableError
from idverify.ports import Clock, Delivery, Outbox, OutboxEntry

__all__ = ["Backoff", "Counters", "Relay"]


@frozen(kw_only=True)
class Backoff:
    """How long to wait after a failure: twice as long each time, never two relays the same."""

    initial_delay: timedelta = timedelta(seconds=10)
    max_delay: timedelta = timedelta(hours=2)
    max_attempts: int = 12
    """After so many the effect is given up; with the other defaults that is half a day."""

    def delay_after(self, attempt: int, jitter: float) -> timedelta:
        """Return the pause after an attempt: between half of its length and all of it.

        >>> Backoff().delay_after(1, 0.0), Backoff().delay_after(3, 1.0)
        (datetime.timedelta(seconds=5), datetime.timedelta(seconds=40))
        """
        doubled: int = 2 ** min(attempt - 1, _MAX_DOUBLINGS)
        whole = min(self.initial_delay * doubled, self.max_delay)
        return whole * (1 + jitter) / 2


#: More of them would be longer than any pause, and longer than a `timedelta`.
_MAX_DOUBLINGS: Final = 20


@define
class Counters:
    """What a relay has done since it was made, for whoever exports figures."""

    delivered: int = 0
    postponed: int = 0
    dead_lettered: int = 0
    expired: int = 0
    """Taken, and not begun in time: another relay will."""


@define(kw_only=True)
class Relay:
    """Takes effects from an outbox and performs them."""

    outbox: Outbox
    perform: Callable[[OutboxEntry], object]
    """`VerificationDesk.perform`, of a desk that is `defer_effects`; it may raise anything."""
    clock: Clock
    backoff: Backoff = field(factory=Backoff)
    batch_size: int = 20
    """How many are taken, and settled, at once; a relay that is killed repeats at most these."""
    lease: timedelta = timedelta(minutes=5)
    """Longer than a batch takes, or other relays will repeat what is not yet settled."""
    jitter: Callable[[], float] = random.random
    counters: Counters = field(factory=Counters, init=False)

    def process_batch(self) -> int:
        """Take a batch and perform it; return how many were taken."""
        now = self.clock.now()
        taken = self.outbox.lease(now=now, until=now + self.lease, limit=self.batch_size)
        done: list[str] = []
        try:
            for at, delivery in enumerate(taken):
                if self.clock.now() >= now + self.lease:
                    self.counters.expired += len(taken) - at
                    break
                if self._deliver(delivery):
                    done.append(delivery.entry.key)
        finally:
            self._acknowledge(done)
        return len(taken)

    def drain(self) -> Counters:
        """Perform all that is due now, and return the counters."""
        while self.process_batch():
            pass
        return self.counters

    def run(self, stop: threading.Event, *, idle_seconds: float = 1.0) -> None:
        """Go on until *stop* is set; a store that cannot be reached is asked again later."""
        while not stop.is_set():
            try:
                is_idle = not self.process_batch()
            except StoreUnavailableError:
                is_idle = True
            if is_idle:
                stop.wait(idle_seconds)

    def _acknowledge(self, done: Sequence[str]) -> None:
        if done:
            self.outbox.acknowledge(*done)
            self.counters.delivered += len(done)

    def _deliver(self, delivery: Delivery) -> bool:
        try:
            self.perform(delivery.entry)
        except Exception as error:  # noqa: BLE001 - one dead mailbox must not stop the others
            self._handle_failure(delivery, error)
            return False
        return True

    def _handle_failure(self, delivery: Delivery, error: Exception) -> None:
        key, why = delivery.entry.key, describe_error(error)
        if is_permanent_failure(error) or delivery.attempt >= self.backoff.max_attempts:
            self.outbox.dead_letter(key, error=why)
            self.counters.dead_lettered += 1
            return
        until = self.clock.now() + self.backoff.delay_after(delivery.attempt, self.jitter())
        self.outbox.postpone(key, until=until, error=why)
        self.counters.postponed += 1
