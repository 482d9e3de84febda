"""Asynchronous counterparts of the interfaces in `idverify.ports`, with the same obligations."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.ports import Message, OutboxEntry

__all__ = ["AsyncCaseStore", "AsyncNotifier", "AsyncVault"]


class AsyncCaseStore(Protocol):
    """Asynchronous counterpart of `idverify.ports.CaseStore`."""

    async def history(self, case_id: str) -> Sequence[Event]:
        """Return all events of a case, the oldest first; an unknown case has none."""
        ...

    async def find_command_digest(self, case_id: str, command_id: str) -> str | None:
        """Return the digest recorded with a command id, "" for none; None: the id is new."""
        ...

    async def append(
        self,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected_version: int,
        command_id: str,
        command_digest: str = "",
    ) -> bool:
        """Append events and their effects; return True if this call added them."""
        ...

    async def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects neither acknowledged nor given up, the oldest first."""
        ...

    async def acknowledge(self, *keys: str) -> None:
        """Confirm that effects were performed; a repeated call is harmless."""
        ...

    async def set_alarm(self, case_id: str, at: datetime) -> None:
        """Set the alarm of a case, in place of any earlier one."""
        ...

    async def clear_alarm(self, case_id: str) -> None:
        """Remove the alarm of a case; harmless if there is none."""
        ...

    async def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the ids of cases whose alarm is at or before *moment*, the earliest first."""
        ...


class AsyncVault(Protocol):
    """Asynchronous counterpart of `idverify.ports.Vault`."""

    async def salt(self, case_id: str) -> bytes:
        """Return the secret of a case: at least 16 random bytes, generated at the first call."""
        ...

    async def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Store all of *items*, or none of them."""
        ...

    async def get(self, case_id: str, name: str) -> bytes | None:
        """Return the item stored under a name, or None."""
        ...

    async def names(self, case_id: str) -> Collection[str]:
        """Return the names of all items stored for a case."""
        ...

    async def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case; harmless if they do not exist."""
        ...

    async def purge(self, case_id: str) -> None:
        """Destroy everything stored for a case."""
        ...


class AsyncNotifier(Protocol):
    """Asynchronous counterpart of `idverify.ports.Notifier`."""

    async def send(self, key: str, recipient: str, message: Message) -> None:
        """Deliver one message, or raise; a message with a key delivered before may be dropped."""
        ...
