"""Everything in dictionaries: the reference by which other adapters are judged, and for tests."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from attrs import define, field

from idverify.errors import VersionConflict
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.ports import Message, OutboxEntry

__all__ = ["FixedClock", "MemoryCaseStore", "MemoryNotifier", "MemoryVault"]


@define
class MemoryCaseStore:
    """Keeps histories for as long as the process lives; for one thread."""

    _histories: dict[str, list[Event]] = field(factory=dict, init=False)
    _commands: set[tuple[str, str]] = field(factory=set, init=False)
    _outbox: dict[str, OutboxEntry] = field(factory=dict, init=False)
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
        expected: int,
        command_id: str,
    ) -> bool:
        """Add events and the effects they ask for; True if they were added now."""
        if self.has_seen(case_id, command_id):
            return False
        history = self._histories.setdefault(case_id, [])
        if len(history) != expected:
            raise VersionConflict(case_id, expected, len(history))
        self._commands.add((case_id, command_id))
        history.extend(events)
        for number, effect in enumerate(effects):
            key = f"{case_id}/{len(history)}/{number}"
            self._outbox[key] = OutboxEntry(key, case_id, effect)
        return True

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects not yet settled, the oldest first."""
        return tuple(self._outbox.values())

    def settle(self, key: str) -> None:
        """Confirm that an effect was performed."""
        self._outbox.pop(key, None)

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
        return self._salts.setdefault(case_id, secrets.token_bytes(32))

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
