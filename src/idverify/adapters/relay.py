"""Outbox relay: performs effects at least once, until they succeed or become dead letters.

Any number of relays may run in parallel. Each leases a few effects at a time. If a
relay is killed before it acknowledges them, another one leases them later, with the
same keys. Effects of one case are performed in their order: a purge follows the
message before it, once that is delivered or a dead letter.
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
from idverify.validation import validated

__all__ = ["Backoff", "Counters", "Relay"]


@validated
@frozen(kw_only=True)
class Backoff:
    """Exponential backoff with jitter: how long to pause after a failed attempt."""

    initial_delay: timedelta = timedelta(seconds=10)
    max_delay: timedelta = timedelta(hours=2)
    max_attempts: int = 12
    """Attempts before an effect becomes a dead letter; with the other defaults, half a day."""

    def delay_after(self, attempt: int, jitter: float) -> timedelta:
        """Return the pause after an attempt, which doubles with each; *jitter* is from 0 to 1.

        A jitter of 0 gives half of the pause, 1 gives all of it.

        >>> Backoff().delay_after(1, 0.0), Backoff().delay_after(3, 1.0)
        (datetime.timedelta(seconds=5), datetime.timedelta(seconds=40))
        """
        factor: int = 2 ** min(attempt - 1, _MAX_DOUBLINGS)
        delay = min(self.initial_delay * factor, self.max_delay)
        return delay * (1 + jitter) / 2


#: More would exceed any maximum delay, and overflow a `timedelta`.
_MAX_DOUBLINGS: Final = 20


@validated
@define
class Counters:
    """Numbers of effects that a relay has processed since it was created, for metrics."""

    delivered: int = 0
    postponed: int = 0
    dead_lettered: int = 0
    expired: int = 0
    """Leased and not started in time; they are leased again later."""


@validated
@define(kw_only=True)
class Relay:
    """Relay that leases effects from an outbox and performs them."""

    outbox: Outbox
    perform: Callable[[OutboxEntry], object]
    """`VerificationDesk.perform` of a desk with `defer_effects`; it may raise any exception."""
    clock: Clock
    backoff: Backoff = field(factory=Backoff)
    batch_size: int = 20
    """How many effects are leased and acknowledged at once; a killed relay repeats only these."""
    lease: timedelta = timedelta(minutes=5)
    """Must be longer than a batch takes; otherwise other relays repeat its effects."""
    jitter: Callable[[], float] = random.random
    counters: Counters = field(factory=Counters, init=False)

    def process_batch(self) -> int:
        """Lease a batch of effects and perform it; return how many were leased."""
        now = self.clock.now()
        leased = self.outbox.lease(now=now, until=now + self.lease, limit=self.batch_size)
        performed: list[str] = []
        try:
            for index, delivery in enumerate(leased):
                if self.clock.now() >= now + self.lease:
                    self.counters.expired += len(leased) - index
                    break
                if self._deliver(delivery):
                    performed.append(delivery.entry.key)
        finally:
            self._acknowledge(performed)
        return len(leased)

    def drain(self) -> Counters:
        """Perform all effects that are due now; return the counters."""
        while self.process_batch():
            pass
        return self.counters

    def run(self, stop: threading.Event, *, idle_seconds: float = 1.0) -> None:
        """Process batches until *stop* is set, also after the store was unavailable."""
        while not stop.is_set():
            try:
                is_idle = not self.process_batch()
            except StoreUnavailableError:
                is_idle = True
            if is_idle:
                stop.wait(idle_seconds)

    def _acknowledge(self, performed: Sequence[str]) -> None:
        if performed:
            self.outbox.acknowledge(*performed)
            self.counters.delivered += len(performed)

    def _deliver(self, delivery: Delivery) -> bool:
        try:
            self.perform(delivery.entry)
        except Exception as error:  # noqa: BLE001 - one dead mailbox must not stop the others
            self._handle_failure(delivery, error)
            return False
        return True

    def _handle_failure(self, delivery: Delivery, error: Exception) -> None:
        key, reason = delivery.entry.key, describe_error(error)
        if is_permanent_failure(error) or delivery.attempt >= self.backoff.max_attempts:
            self.outbox.dead_letter(key, error=reason)
            self.counters.dead_lettered += 1
            return
        until = self.clock.now() + self.backoff.delay_after(delivery.attempt, self.jitter())
        self.outbox.postpone(key, until=until, error=reason)
        self.counters.postponed += 1
