"""In-memory adapters: the reference for the other adapters, and for tests."""

import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from attrs import define, evolve, field

from idverify.errors import CommandIdReusedError, VersionConflictError
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.lifecycle.fingerprints import is_same_request
from idverify.lifecycle.queue_projection import QueueUpdate, project_queue_update
from idverify.lifecycle.states import State
from idverify.ports import DeadLetter, Delivery, Message, OutboxEntry, QueueEntry
from idverify.validation import validated

__all__ = ["FixedClock", "MemoryCaseStore", "MemoryNotifier", "MemoryVault"]


@define
class _OutboxRecord:
    """An effect in the outbox, with its attempts."""

    entry: OutboxEntry
    attempts: int = 0
    next_at: datetime | None = None
    error: str | None = None
    """The reason why it is a dead letter; None while it is not."""


@validated
@define
class MemoryCaseStore:
    """Case store, review queue and outbox in memory, for a single thread."""

    _histories: dict[str, list[Event]] = field(factory=dict, init=False)
    _commands: dict[tuple[str, str], str] = field(factory=dict, init=False)
    _queue: dict[str, QueueEntry] = field(factory=dict, init=False)
    _outbox: dict[str, _OutboxRecord] = field(factory=dict, init=False)
    _alarms: dict[str, datetime] = field(factory=dict, init=False)

    def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        return tuple(self._histories.get(case_id, ()))

    def find_command_digest(self, case_id: str, command_id: str) -> str | None:
        """Return the digest recorded with a command id, "" for none; None: the id is new."""
        return self._commands.get((case_id, command_id))

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
        """Append events with their effects; return False if the request was seen before."""
        update = project_queue_update(events)
        recorded = self.find_command_digest(case_id, command_id)
        if recorded is not None:
            if not is_same_request(recorded, command_digest):
                raise CommandIdReusedError(case_id, command_id)
            return False
        actual = len(self._histories.get(case_id, ()))
        if actual != expected_version:
            raise VersionConflictError(case_id, expected_version, actual)
        self._commands[case_id, command_id] = command_digest
        self._histories.setdefault(case_id, []).extend(events)
        self._queue[case_id] = self._update_queue_entry(case_id, update)
        for number, effect in enumerate(effects):
            key = f"{case_id}/{expected_version + len(events)}/{number}"
            self._outbox[key] = _OutboxRecord(OutboxEntry(key, case_id, effect))
        return True

    def _update_queue_entry(self, case_id: str, update: QueueUpdate) -> QueueEntry:
        before = self._queue.get(case_id, QueueEntry(case_id=case_id, state=update.state))
        if update.keep_all:
            return before
        if update.keep_submission:
            return evolve(
                before, state=update.state, is_overdue_reported=update.is_overdue_reported
            )
        return QueueEntry(
            case_id=case_id,
            state=update.state,
            submission_id=update.submission_id,
            due_on=update.deadline.due_on if update.deadline else None,
            ends_at=update.deadline.ends_at if update.deadline else None,
            is_overdue_reported=update.is_overdue_reported,
        )

    # -- outbox -----------------------------------------------------------------------------------

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects that are neither acknowledged nor dead letters, the oldest first."""
        return tuple(record.entry for record in self._pending())

    def _pending(self) -> Iterator[_OutboxRecord]:
        return (record for record in self._outbox.values() if record.error is None)

    def acknowledge(self, *keys: str) -> None:
        """Remove effects that were performed from the outbox."""
        for key in keys:
            self._outbox.pop(key, None)

    def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Lease the effects that are due to one relay until *until*."""
        first_by_case = {p.entry.case_id: p for p in reversed(list(self._pending()))}
        due = [
            record
            for record in self._pending()
            if first_by_case[record.entry.case_id] is record
            and (record.next_at is None or record.next_at <= now)
        ][:limit]
        for record in due:
            record.next_at, record.attempts = until, record.attempts + 1
        return tuple(Delivery(record.entry, record.attempts) for record in due)

    def postpone(self, key: str, *, until: datetime, error: str) -> None:  # noqa: ARG002 - only dead letters keep it
        """Postpone the next attempt at an effect until *until*."""
        if key in self._outbox:
            self._outbox[key].next_at = until

    def dead_letter(self, key: str, *, error: str) -> None:
        """Turn an effect into a dead letter."""
        if key in self._outbox:
            self._outbox[key].error = error

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return the dead letters, the oldest first."""
        return tuple(
            DeadLetter(entry=record.entry, attempts=record.attempts, error=record.error)
            for record in self._outbox.values()
            if record.error is not None
        )

    def requeue(self, key: str) -> None:
        """Return a dead letter to the outbox, as if it had not been tried before."""
        if key in self._outbox and self._outbox[key].error is not None:
            self._outbox[key] = _OutboxRecord(self._outbox[key].entry)

    # -- queue ------------------------------------------------------------------------------------

    def claim(
        self, reviewer: str, *, now: datetime, until: datetime, limit: int = 1
    ) -> Sequence[QueueEntry]:
        """Lease the next free cases under review to a reviewer."""
        free = [e for e in self._waiting() if e.leased_until is None or e.leased_until <= now]
        for entry in free[:limit]:
            self._queue[entry.case_id] = evolve(entry, reviewer=reviewer, leased_until=until)
        return tuple(self._queue[entry.case_id] for entry in free[:limit])

    def renew(self, case_id: str, reviewer: str, *, until: datetime) -> bool:
        """Extend a lease; return False if the reviewer no longer holds it."""
        entry = self._queue.get(case_id)
        if entry is None or entry.reviewer != reviewer:
            return False
        self._queue[case_id] = evolve(entry, leased_until=until)
        return True

    def release(self, case_id: str, reviewer: str) -> None:
        """End the lease of a case before its time."""
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
        """Return the row of a case in the queue view, or None."""
        return self._queue.get(case_id)

    def counts(self) -> Mapping[tuple[State, date | None], int]:
        """Return the number of cases in each state, those under review by due day."""
        return Counter((entry.state, entry.due_on) for entry in self._queue.values())

    # -- alarms -----------------------------------------------------------------------------------

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Set the one alarm of a case, replacing an earlier one."""
        self._alarms[case_id] = at

    def clear_alarm(self, case_id: str) -> None:
        """Remove the alarm of a case."""
        self._alarms.pop(case_id, None)

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        due = [(at, case_id) for case_id, at in self._alarms.items() if at <= moment]
        return tuple(case_id for _, case_id in sorted(due))


@validated
@define
class MemoryVault:
    """Vault in memory."""

    _items: dict[str, dict[str, bytes]] = field(factory=dict, init=False, repr=False)
    _salts: dict[str, bytes] = field(factory=dict, init=False, repr=False)

    def salt(self, case_id: str) -> bytes:
        """Return the secret salt of the case, generated at the first call."""
        return self.secret(case_id, lambda: secrets.token_bytes(32))

    def secret(self, case_id: str, make: Callable[[], bytes]) -> bytes:
        """Return the secret of the case, created by *make* if there is none."""
        if case_id not in self._salts:
            self._salts[case_id] = make()
        return self._salts[case_id]

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Store all of *items*, or none of them."""
        new_items = dict(items)  # completely read, before anything is stored
        self._items.setdefault(case_id, {}).update(new_items)

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return the item of this name, or None."""
        return self._items.get(case_id, {}).get(name)

    def names(self, case_id: str) -> Collection[str]:
        """Return the names of the items of a case."""
        return tuple(self._items.get(case_id, {}))

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy items of a case by their names."""
        for name in names:
            self._items.get(case_id, {}).pop(name, None)

    def purge(self, case_id: str) -> None:
        """Destroy all items of a case and its secret."""
        self._items.pop(case_id, None)
        self._salts.pop(case_id, None)


@validated
@define
class MemoryNotifier:
    """Notifier that keeps messages in memory, the first one for each key."""

    sent: dict[str, tuple[str, Message]] = field(factory=dict, init=False, repr=False)
    """Recipient and message by key."""

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Keep one message; a repeated key changes nothing."""
        self.sent.setdefault(key, (recipient, message))


@validated
@define
class FixedClock:
    """Clock that shows `moment` until that is changed."""

    moment: datetime

    def now(self) -> datetime:
        """Return `moment`."""
        return self.moment
