"""The surface of a store on SQL, to wait for and to await; a dialect says how a step is run."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from idverify.adapters._sql import operations as op
from idverify.adapters._sql.operations import Append, Operation, Rows, Statement
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.lifecycle.states import State
from idverify.ports import DeadLetter, Delivery, OutboxEntry, QueueEntry

__all__ = ["AsyncSqlCaseStore", "Dialect", "SqlCaseStore", "run_operation", "run_operation_async"]

T = TypeVar("T")


def run_operation(operation: Operation[T], execute: Callable[[Statement], Rows]) -> T:
    """Run an operation step by step."""
    try:
        step = next(operation)
        while True:
            step = operation.send(execute(step))
    except StopIteration as done:
        result: T = done.value
        return result


async def run_operation_async(
    operation: Operation[T], execute: Callable[[Statement], Awaitable[Rows]]
) -> T:
    """Run an operation step by step, awaiting each."""
    try:
        step = next(operation)
        while True:
            step = operation.send(await execute(step))
    except StopIteration as done:
        result: T = done.value
        return result


class Dialect(ABC):
    """Where the two databases differ in more than spelling."""

    @staticmethod
    @abstractmethod
    def _append(append: Append) -> Operation[bool]:
        """Write an append whole."""

    @staticmethod
    @abstractmethod
    def _read_counts() -> Operation[Rows]:
        """Read the counts; how they are kept differs."""

    @staticmethod
    @abstractmethod
    def _acknowledge(keys: Sequence[str]) -> Operation[None]:
        """Remove many effects at once."""


class SqlCaseStore(Dialect):
    """Keeps histories, the queue view, the outbox and alarms in a database."""

    @abstractmethod
    def _run(self, operation: Operation[T]) -> T:
        """Run an operation whose steps stand alone."""

    @abstractmethod
    def _run_in_transaction(self, operation: Operation[T]) -> T:
        """Run an operation in one transaction."""

    def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        return self._run(op.history(case_id))

    def has_seen(self, case_id: str, command_id: str) -> bool:
        """Whether an append with this command id was kept for the case."""
        return self._run(op.has_seen(case_id, command_id))

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
        append = Append.from_events(
            case_id, events, effects, expected_version=expected_version, command_id=command_id
        )
        return self._run_in_transaction(self._append(append))

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects neither settled nor given up on, the oldest first."""
        return self._run(op.outstanding())

    def acknowledge(self, *keys: str) -> None:
        """Confirm that effects were performed."""
        self._run_in_transaction(self._acknowledge(keys))

    def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Hand out effects whose time has come."""
        return self._run(op.lease(now, until, limit))

    def postpone(self, key: str, *, until: datetime, error: str) -> None:
        """Put an effect back, to be tried again at a moment."""
        self._run(op.postpone(key, until, error))

    def dead_letter(self, key: str, *, error: str) -> None:
        """Give up on an effect."""
        self._run(op.dead_letter(key, error))

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return what was given up on, the oldest first."""
        return self._run(op.dead_letters())

    def requeue(self, key: str) -> None:
        """Try a dead letter again."""
        self._run(op.requeue(key))

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Remember to look at the case at a moment."""
        self._run(op.set_alarm(case_id, at))

    def clear_alarm(self, case_id: str) -> None:
        """Forget the alarm of a case."""
        self._run(op.clear_alarm(case_id))

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        return self._run(op.alarms_until(moment))

    def claim(
        self, reviewer: str, *, now: datetime, until: datetime, limit: int = 1
    ) -> Sequence[QueueEntry]:
        """Lend the next free cases under review to a reviewer."""
        return self._run(op.claim(reviewer, now, until, limit))

    def renew(self, case_id: str, reviewer: str, *, until: datetime) -> bool:
        """Extend a lease; False if the reviewer has it no more."""
        return self._run(op.renew(case_id, reviewer, until))

    def release(self, case_id: str, reviewer: str) -> None:
        """Give a case back before its lease is over."""
        self._run(op.release(case_id, reviewer))

    def waiting(self, *, limit: int = 100) -> Sequence[QueueEntry]:
        """Return the cases under review, the earliest deadline first."""
        return self._run(op.waiting(limit))

    def get_entry(self, case_id: str) -> QueueEntry | None:
        """Return the row of a case in the queue view."""
        return self._run(op.get_queue_entry(case_id))

    def counts(self) -> Mapping[tuple[State, date | None], int]:
        """Return how many cases stand in each state, those under review by due day."""
        return self._run(op.counts(self._read_counts()))


class AsyncSqlCaseStore(Dialect):
    """The same, to await; each method keeps the promise of its namesake."""

    @abstractmethod
    async def _run(self, operation: Operation[T]) -> T:
        """Run an operation whose steps stand alone."""

    @abstractmethod
    async def _run_in_transaction(self, operation: Operation[T]) -> T:
        """Run an operation in one transaction."""

    async def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        return await self._run(op.history(case_id))

    async def has_seen(self, case_id: str, command_id: str) -> bool:
        """Whether an append with this command id was kept for the case."""
        return await self._run(op.has_seen(case_id, command_id))

    async def append(
        self,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected_version: int,
        command_id: str,
    ) -> bool:
        """Add events and the effects they ask for; True if they were added now."""
        append = Append.from_events(
            case_id, events, effects, expected_version=expected_version, command_id=command_id
        )
        return await self._run_in_transaction(self._append(append))

    async def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects neither settled nor given up on, the oldest first."""
        return await self._run(op.outstanding())

    async def acknowledge(self, *keys: str) -> None:
        """Confirm that effects were performed."""
        await self._run_in_transaction(self._acknowledge(keys))

    async def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Hand out effects whose time has come."""
        return await self._run(op.lease(now, until, limit))

    async def postpone(self, key: str, *, until: datetime, error: str) -> None:
        """Put an effect back, to be tried again at a moment."""
        await self._run(op.postpone(key, until, error))

    async def dead_letter(self, key: str, *, error: str) -> None:
        """Give up on an effect."""
        await self._run(op.dead_letter(key, error))

    async def dead_letters(self) -> Sequence[DeadLetter]:
        """Return what was given up on, the oldest first."""
        return await self._run(op.dead_letters())

    async def requeue(self, key: str) -> None:
        """Try a dead letter again."""
        await self._run(op.requeue(key))

    async def set_alarm(self, case_id: str, at: datetime) -> None:
        """Remember to look at the case at a moment."""
        await self._run(op.set_alarm(case_id, at))

    async def clear_alarm(self, case_id: str) -> None:
        """Forget the alarm of a case."""
        await self._run(op.clear_alarm(case_id))

    async def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        return await self._run(op.alarms_until(moment))

    async def claim(
        self, reviewer: str, *, now: datetime, until: datetime, limit: int = 1
    ) -> Sequence[QueueEntry]:
        """Lend the next free cases under review to a reviewer."""
        return await self._run(op.claim(reviewer, now, until, limit))

    async def renew(self, case_id: str, reviewer: str, *, until: datetime) -> bool:
        """Extend a lease; False if the reviewer has it no more."""
        return await self._run(op.renew(case_id, reviewer, until))

    async def release(self, case_id: str, reviewer: str) -> None:
        """Give a case back before its lease is over."""
        await self._run(op.release(case_id, reviewer))

    async def waiting(self, *, limit: int = 100) -> Sequence[QueueEntry]:
        """Return the cases under review, the earliest deadline first."""
        return await self._run(op.waiting(limit))

    async def get_entry(self, case_id: str) -> QueueEntry | None:
        """Return the row of a case in the queue view."""
        return await self._run(op.get_queue_entry(case_id))

    async def counts(self) -> Mapping[tuple[State, date | None], int]:
        """Return how many cases stand in each state, those under review by due day."""
        return await self._run(op.counts(self._read_counts()))
