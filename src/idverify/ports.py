"""Interfaces that a host application implements.

Any implementation can be plugged in: a dictionary, SQLite, PostgreSQL. Its obligations
are listed here as sentences, and tested as laws.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from attrs import frozen

from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.lifecycle.states import State
from idverify.validation import validated

__all__ = [
    "CaseStore",
    "Clock",
    "DeadLetter",
    "Delivery",
    "KeyProvider",
    "Message",
    "Notifier",
    "Outbox",
    "OutboxEntry",
    "QueueEntry",
    "ReviewQueue",
    "Vault",
]


@validated
@frozen(kw_only=True)
class Message:
    """A message to a person as plain text without mark-up."""

    subject: str
    body: str


@validated
@frozen
class OutboxEntry:
    """An effect that was promised and is not yet confirmed as performed."""

    key: str
    """The same for every delivery of this effect; receivers use it to drop repeats."""
    case_id: str
    effect: Effect


@validated
@frozen
class Delivery:
    """An effect leased to one relay for a limited time."""

    entry: OutboxEntry
    attempt: int
    """The first attempt is 1; one whose relay died counts."""


@validated
@frozen(kw_only=True)
class DeadLetter:
    """An effect that was given up; it stays until it is requeued or acknowledged."""

    entry: OutboxEntry
    attempts: int
    error: str
    """The cause, without personal data."""


@validated
@frozen(kw_only=True)
class QueueEntry:
    """A row of the review queue (審査の順番): the state of a case and its reviewer."""

    case_id: str
    state: State
    submission_id: str | None = None
    """The submission under review; in any other state this and the next two are None."""
    due_on: date | None = None
    ends_at: datetime | None = None
    """The first moment that is too late."""
    is_overdue_reported: bool = False
    """Operators were notified that the deadline has passed."""
    reviewer: str | None = None
    """The holder of the last lease, which is valid until `leased_until`."""
    leased_until: datetime | None = None


class CaseStore(Protocol):
    """Stores the history of each case, in order and permanently.

    - Appended events are read back in order, also after a restart.
    - An append whose `expected_version` is not the number of stored events raises
      `VersionConflictError` and changes nothing.
    - An append with a `command_id` that was seen before for this case changes nothing. It
      returns False if the digest is the same, and raises `CommandIdReusedError` if it is
      another one; an empty digest equals any.
    - Events and effects of one append are stored together or not at all.
    - An append without events raises `InvalidValueError`.
    """

    def history(self, case_id: str) -> Sequence[Event]:
        """Return all events of a case, the oldest first; an unknown case has none."""
        ...

    def find_command_digest(self, case_id: str, command_id: str) -> str | None:
        """Return the digest recorded with a command id, "" for none; None: the id is new."""
        ...

    def append(
        self,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected_version: int,
        command_id: str,
        command_digest: str = "",
    ) -> bool:
        """Append events and their effects; return True if this call added them.

        Args:
            case_id: The case; an id without events is a new case.
            events: The events to append, at least one.
            effects: The effects to keep until they are acknowledged.
            expected_version: The number of events that the writer has read.
            command_id: The id of the request; recorded with the events.
            command_digest: A digest of the request, recorded with its id; "" for none.
        """
        ...

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects neither acknowledged nor given up, the oldest first."""
        ...

    def acknowledge(self, *keys: str) -> None:
        """Confirm that effects were performed; a repeated call is harmless."""
        ...

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Set the alarm of a case, in place of any earlier one."""
        ...

    def clear_alarm(self, case_id: str) -> None:
        """Remove the alarm of a case; harmless if there is none."""
        ...

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the ids of cases whose alarm is at or before *moment*, the earliest first."""
        ...


class ReviewQueue(Protocol):
    """Orders the cases under review by deadline, and leases each to one reviewer at a time.

    - The queue is updated by appends: together with them or not at all.
    - While a lease is valid no other reviewer can claim the case, whatever the clocks
      of other machines read; an expired lease has no effect.
    - A new submission and a decision end the lease.
    """

    def claim(
        self, reviewer: str, *, now: datetime, until: datetime, limit: int = 1
    ) -> Sequence[QueueEntry]:
        """Lease the next free cases under review to a reviewer, the earliest deadline first."""
        ...

    def renew(self, case_id: str, reviewer: str, *, until: datetime) -> bool:
        """Extend a lease; return False if the reviewer no longer holds it."""
        ...

    def release(self, case_id: str, reviewer: str) -> None:
        """End a lease early; harmless if another reviewer holds the case."""
        ...

    def waiting(self, *, limit: int = 100) -> Sequence[QueueEntry]:
        """Return the cases under review, leased or not, the earliest deadline first."""
        ...

    def get_entry(self, case_id: str) -> QueueEntry | None:
        """Return the queue entry of a case, or None if the case has no events."""
        ...

    def counts(self) -> Mapping[tuple[State, date | None], int]:
        """Return the number of cases in each state, those under review by due day."""
        ...


class Outbox(Protocol):
    """Leases promised effects to relays: each to one at a time, those of one case in order.

    - A leased effect is not leased again until the lease expires or it is postponed.
    - An effect leaves the outbox only by being acknowledged; one that is given up stays
      as a dead letter and does not block others.
    """

    def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Lease effects that are due until a given moment, the oldest first."""
        ...

    def acknowledge(self, *keys: str) -> None:
        """Confirm that effects were performed."""
        ...

    def postpone(self, key: str, *, until: datetime, error: str) -> None:
        """Return an effect to the outbox, to be tried again at *until*."""
        ...

    def dead_letter(self, key: str, *, error: str) -> None:
        """Give up an effect and keep it as a dead letter."""
        ...

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return the effects that were given up, the oldest first."""
        ...

    def requeue(self, key: str) -> None:
        """Requeue a dead letter as if for the first time; harmless for any other key."""
        ...


class KeyProvider(Protocol):
    """Wraps (encrypts) the keys of cases: a key file, a key management service.

    - A key wrapped for a case is unwrapped for this case only; for any other case,
      or after a change of a single bit, `unwrap` raises `DataError`.
    - A retired wrapping key still unwraps what it wrapped.
    """

    def wrap(self, key: bytes, case_id: str) -> bytes:
        """Encrypt the key of a case."""
        ...

    def unwrap(self, wrapped: bytes, case_id: str) -> bytes:
        """Return the key that was wrapped for a case."""
        ...


class Vault(Protocol):
    """Stores personal data (profiles, transcriptions, images) by case and name.

    - Stored items are read back byte for byte, also after a restart; a second `put` replaces.
    - After `purge` no item of the case can be read any more, and its disk space is
      overwritten or encrypted under a destroyed key.
    """

    def salt(self, case_id: str) -> bytes:
        """Return the secret of a case: at least 16 random bytes, generated at the first call.

        It stays the same until `purge` destroys it.
        """
        ...

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Store all of *items*, or none of them."""
        ...

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return the item stored under a name, or None."""
        ...

    def names(self, case_id: str) -> Collection[str]:
        """Return the names of all items stored for a case."""
        ...

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case; harmless if they do not exist."""
        ...

    def purge(self, case_id: str) -> None:
        """Destroy everything stored for a case."""
        ...


class Notifier(Protocol):
    """Delivers notifications at least once; retries carry the same key."""

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Deliver one message, or raise; a message with a key delivered before may be dropped."""
        ...


class Clock(Protocol):
    """Provides the current time."""

    def now(self) -> datetime:
        """Return the current time, with a time zone."""
        ...
