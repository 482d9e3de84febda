"""Everything in dictionaries: the reference by which other adapters are judged, and for tests."""

import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from attrs import define, evolve, field

from idverify.errors import VersionConflictError
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.lifecycle.queue_projection import QueueUpdate, project_queue_update
from idverify.lifecycle.states import State
from idverify.ports import DeadLetter, Delivery, Message, OutboxEntry, QueueEntry

__all__ = ["FixedClock", "MemoryCaseStore", "MemoryNotifier", "MemoryVault"]


@define
class _OutboxRecord:
    """An effect in the outbox."""

    entry: OutboxEntry
    attempts: int = 0
    next_at: datetime | None = None
    error: str | None = None
    """Set once it was given up."""


@define
class MemoryCaseStore:
    """Keeps histories, queue and outbox for as long as the process lives; for one thread."""

    _histories: dict[str, list[Event]] = field(factory=dict, init=False)
    _commands: set[tuple[str, str]] = field(factory=set, init=False)
    _queue: dict[str, QueueEntry] = field(factory=dict, init=False)
    _outbox: dict[str, _OutboxRecord] = field(factory=dict, init=False)
    _alarms: dict[str, datetime] = field(factory=dict, init=False)

    def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        return tuple(self._histories.get(case_id, ()))

    def has_seen(self, case_id: str, command_id: str) -> bool:
        """Whether an append with this command id was kept for the case."""
        return (case_id, command_id) in self._commands

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
        after = project_queue_update(events)
        if self.has_seen(case_id, command_id):
            return False
        actual = len(self._histories.get(case_id, ()))
        if actual != expected_version:
            raise VersionConflictError(case_id, expected_version, actual)
        self._commands.add((case_id, command_id))
        self._histories.setdefault(case_id, []).extend(events)
        self._queue[case_id] = self._update_queue_entry(case_id, after)
        for number, effect in enumerate(effects):
            key = f"{case_id}/{expected_version + len(events)}/{number}"
            self._outbox[key] = _OutboxRecord(OutboxEntry(key, case_id, effect))
        return True

    def _update_queue_entry(self, case_id: str, after: QueueUpdate) -> QueueEntry:
        before = self._queue.get(case_id, QueueEntry(case_id=case_id, state=after.state))
        if after.keep_submission:
            return evolve(before, state=after.state, is_overdue_reported=after.is_overdue_reported)
        return QueueEntry(
            case_id=case_id,
            state=after.state,
            submission_id=after.submission_id,
            due_on=after.deadline.due_on if after.deadline else None,
            ends_at=after.deadline.ends_at if after.deadline else None,
            is_overdue_reported=after.is_overdue_reported,
        )

    # -- outbox -----------------------------------------------------------------------------------

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects neither settled nor given up on, the oldest first."""
        return tuple(promise.entry for promise in self._pending())

    def _pending(self) -> Iterator[_OutboxRecord]:
        return (promise for promise in self._outbox.values() if promise.error is None)

    def acknowledge(self, *keys: str) -> None:
        """Confirm that effects were performed."""
        for key in keys:
            self._outbox.pop(key, None)

    def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Hand out effects whose time has come."""
        first = {p.entry.case_id: p for p in reversed(list(self._pending()))}
        due = [
            promise
            for promise in self._pending()
            if first[promise.entry.case_id] is promise
            and (promise.next_at is None or promise.next_at <= now)
        ][:limit]
        for promise in due:
            promise.next_at, promise.attempts = until, promise.attempts + 1
        return tuple(Delivery(promise.entry, promise.attempts) for promise in due)

    def postpone(self, key: str, *, until: datetime, error: str) -> None:  # noqa: ARG002 - nobody looks it up here
        """Put an effect back, to be tried again at a moment."""
        if key in self._outbox:
            self._outbox[key].next_at = until

    def dead_letter(self, key: str, *, error: str) -> None:
        """Give up on an effect."""
        if key in self._outbox:
            self._outbox[key].error = error

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return what was given up on, the oldest first."""
        return tuple(
            DeadLetter(entry=promise.entry, attempts=promise.attempts, error=promise.error)
            for promise in self._outbox.values()
            if promise.error is not None
        )

    def requeue(self, key: str) -> None:
        """Try a dead letter again."""
        if key in self._outbox and self._outbox[key].error is not None:
            self._outbox[key] = _OutboxRecord(self._outbox[key].entry)

    # -- queue ------------------------------------------------------------------------------------

    def claim(
        self, reviewer: str, *, now: datetime, until: datetime, limit: int = 1
    ) -> Sequence[QueueEntry]:
        """Lend the next free cases under review to a reviewer."""
        free = [e for e in self._waiting() if e.leased_until is None or e.leased_until <= now]
        for entry in free[:limit]:
            self._queue[entry.case_id] = evolve(entry, reviewer=reviewer, leased_until=until)
        return tuple(self._queue[entry.case_id] for entry in free[:limit])

    def renew(self, case_id: str, reviewer: str, *, until: datetime) -> bool:
        """Extend a lease; False if the reviewer has it no more."""
        entry = self._queue.get(case_id)
        if entry is None or entry.reviewer != reviewer:
            return False
        self._queue[case_id] = evolve(entry, leased_until=until)
        return True

    def release(self, case_id: str, reviewer: str) -> None:
        """Give a case back before its lease is over."""
        entry = self._queue.get(case_id)
        if entry and entry.reviewer == reviewer:
            self._queue[case_id] = evolve(entry, reviewer=None, leased_until=None)

    def waiting(self, *, limit: int = 100) -> Sequence[QueueEntry]:
        """Return the cases under review, the earliest deadline first."""
        return tuple(self._waiting()[:limit])

    def _waiting(self) -> list[QueueEntry]:
        pending = (e for e in self._queue.values() if e.ends_at is not None)
        return sorted(pending, key=lambda e: (e.ends_at, e.case_id))

    def get_entry(self, case_id: str) -> QueueEntry | None:
        """Return the row of a case in the queue view."""
        return self._queue.get(case_id)

    def counts(self) -> Mapping[tuple[State, date | None], int]:
        """Return how many cases stand in each state, those under review by due day."""
        return Counter((entry.state, entry.due_on) for entry in self._queue.values())

    # -- alarms -----------------------------------------------------------------------------------

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Remember to look at the case at a moment."""
        self._alarms[case_id] = at

    def clear_alarm(self, case_id: str) -> None:
        """Forget the alarm of a case."""
        self._alarms.pop(case_id, None)

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        due = [(at, case_id) for case_id, at in self._alarms.items() if at <= moment]
        return tuple(case_id for _, case_id in sorted(due))


@define
class MemoryVault:
    """Keeps personal data for as long as the process lives."""

    _items: dict[str, dict[str, bytes]] = field(factory=dict, init=False, repr=False)
    _salts: dict[str, bytes] = field(factory=dict, init=False, repr=False)

    def salt(self, case_id: str) -> bytes:
        """Return the secret of the case, made at the first call."""
        return self.secret(case_id, lambda: secrets.token_bytes(32))

    def secret(self, case_id: str, make: Callable[[], bytes]) -> bytes:
        """Return the secret of the case; if it has none, *make* one."""
        if case_id not in self._salts:
            self._salts[case_id] = make()
        return self._salts[case_id]

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep all of *items*, or none of them."""
        whole = dict(items)
        self._items.setdefault(case_id, {}).update(whole)

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return what was put under this name, or None."""
        return self._items.get(case_id, {}).get(name)

    def names(self, case_id: str) -> Collection[str]:
        """Return the names under which something is kept for the case."""
        return tuple(self._items.get(case_id, {}))

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case."""
        for name in names:
            self._items.get(case_id, {}).pop(name, None)

    def purge(self, case_id: str) -> None:
        """Destroy everything kept of a case, its secret included."""
        self._items.pop(case_id, None)
        self._salts.pop(case_id, None)


@define
class MemoryNotifier:
    """Keeps what would have been sent, each key once."""

    sent: dict[str, tuple[str, Message]] = field(factory=dict, init=False, repr=False)
    """Recipient and message by key."""

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Keep one message."""
        self.sent.setdefault(key, (recipient, message))


@define
class FixedClock:
    """Stands still until it is told the time."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was told."""
        return self.moment
