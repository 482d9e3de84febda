"""What the library asks of its surroundings: small promises.

Whoever keeps one of them can plug in anything: a dictionary, SQLite, PostgreSQL.
The promises stand here as sentences and in the tests as laws.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from attrs import frozen

from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.lifecycle.states import State

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


@frozen(kw_only=True)
class Message:
    """A text for a person: plain, without mark-up."""

    subject: str
    body: str


@frozen
class OutboxEntry:
    """An effect that has been promised and not yet been confirmed as done."""

    key: str
    """The same for every delivery of this effect: receivers use it to drop repeats."""
    case_id: str
    effect: Effect


@frozen
class Delivery:
    """An effect handed to one relay for a while."""

    entry: OutboxEntry
    attempt: int
    """The first one is 1; a relay that died counts."""


@frozen(kw_only=True)
class DeadLetter:
    """An effect that was given up on; it stays until it is revived or settled."""

    entry: OutboxEntry
    attempts: int
    error: str
    """Why, without personal data."""


@frozen(kw_only=True)
class QueueEntry:
    """A row of the queue view (審査の順番): where a case stands, and who is at it."""

    case_id: str
    state: State
    submission_id: str | None = None
    """The submission under review; None in any other state, as are the two that follow."""
    due_on: date | None = None
    ends_at: datetime | None = None
    """The first moment that is too late."""
    is_overdue_reported: bool = False
    """Operators have been told."""
    reviewer: str | None = None
    """Whose lease was the last one; it holds until `leased_until`."""
    leased_until: datetime | None = None


class CaseStore(Protocol):
    """Keeps the history of each case, in order and for good.

    - What was appended is read back, in order, also after a restart.
    - An append whose `expected` is not the number of events kept raises
      `VersionConflictError` and changes nothing.
    - An append with a `command_id` that was seen before for this case changes
      nothing and returns False, whatever else it carries.
    - Events and effects of one append are kept together or not at all.
    - An append has at least one event; one without is refused with `InvalidValueError`.
    """

    def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first; none for an unknown case."""
        ...

    def has_seen(self, case_id: str, command_id: str) -> bool:
        """Whether an append with this command id was kept for the case."""
        ...

    def append(
        self,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected_version: int,
        command_id: str,
    ) -> bool:
        """Add events and the effects they ask for; True if they were added now."""
        ...

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects neither settled nor given up on, the oldest first."""
        ...

    def acknowledge(self, *keys: str) -> None:
        """Confirm that effects were performed; doing so twice is harmless."""
        ...

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Remember to look at the case at a moment, instead of any moment set before."""
        ...

    def clear_alarm(self, case_id: str) -> None:
        """Forget the alarm of a case; harmless if there is none."""
        ...

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        ...


class ReviewQueue(Protocol):
    """Shows which case is next, and lends it to one reviewer at a time.

    - The view is what the appends made of it: written with them or not at all.
    - A case under a lease that still holds is claimed by nobody else, whatever
      the clocks of the others say; a lease that is over binds nobody.
    - A new submission and a decision end the lease.
    """

    def claim(
        self, reviewer: str, *, now: datetime, until: datetime, limit: int = 1
    ) -> Sequence[QueueEntry]:
        """Lend the next free cases under review to a reviewer, the earliest deadline first."""
        ...

    def renew(self, case_id: str, reviewer: str, *, until: datetime) -> bool:
        """Extend a lease; False if the reviewer has it no more."""
        ...

    def release(self, case_id: str, reviewer: str) -> None:
        """Give a case back before its lease is over; harmless if somebody else has it."""
        ...

    def waiting(self, *, limit: int = 100) -> Sequence[QueueEntry]:
        """Return the cases under review, leased or not, the earliest deadline first."""
        ...

    def get_entry(self, case_id: str) -> QueueEntry | None:
        """Return the row of a case; None if nothing has happened to it."""
        ...

    def counts(self) -> Mapping[tuple[State, date | None], int]:
        """Return how many cases stand in each state, those under review by due day."""
        ...


class Outbox(Protocol):
    """Hands promised effects to relays: each to one at a time, those of one case in order.

    - What is taken is taken by nobody else until its time is over or it is postponed.
    - An effect leaves only by being settled; one given up on waits as a dead letter
      and holds up no other.
    """

    def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Hand out effects whose time has come, the oldest first; theirs is until *until*."""
        ...

    def acknowledge(self, *keys: str) -> None:
        """Confirm that effects were performed."""
        ...

    def postpone(self, key: str, *, until: datetime, error: str) -> None:
        """Put an effect back, to be tried again at a moment."""
        ...

    def dead_letter(self, key: str, *, error: str) -> None:
        """Give up on an effect."""
        ...

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return what was given up on, the oldest first."""
        ...

    def requeue(self, key: str) -> None:
        """Try a dead letter again, as if for the first time; harmless if it is none."""
        ...


class KeyProvider(Protocol):
    """Keeps the keys that keys are wrapped with: a file, a key management service.

    - What was wrapped for a case is unwrapped for this case only; for any other,
      or after a change of a single bit, `unwrap` raises `DataError`.
    - A retired key still unwraps what it wrapped.
    """

    def wrap(self, key: bytes, case_id: str) -> bytes:
        """Encrypt the key of a case."""
        ...

    def unwrap(self, wrapped: bytes, case_id: str) -> bytes:
        """Return what was wrapped."""
        ...


class Vault(Protocol):
    """Keeps what is personal: profiles, transcriptions and images, by case and name.

    - What was put is got back byte for byte, also after a restart; putting again replaces.
    - After `purge` nothing of the case can be got any more, and its disk space is
      overwritten or encrypted under a destroyed key.
    """

    def salt(self, case_id: str) -> bytes:
        """Return the secret of the case: at least 16 random bytes, made at the first call.

        It is the same at every call until `purge` destroys it.
        """
        ...

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep all of *items*, or none of them."""
        ...

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return what was put under this name, or None."""
        ...

    def names(self, case_id: str) -> Collection[str]:
        """Return the names under which something is kept for the case."""
        ...

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case; harmless if they are not there."""
        ...

    def purge(self, case_id: str) -> None:
        """Destroy everything kept of a case."""
        ...


class Notifier(Protocol):
    """Tells people; called at least once for each notification, with the same key each time."""

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Deliver one message, or raise; a message with a key delivered before may be dropped."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, with a time zone."""
        ...
