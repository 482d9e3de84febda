"""Case store on SQL, sync and async; subclasses run the operations on a database."""

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
    """Run the statements of an operation and return its result."""
    try:
        statement = next(operation)
        while True:
            statement = operation.send(execute(statement))
    except StopIteration as done:
        result: T = done.value
        return result


async def run_operation_async(
    operation: Operation[T], execute: Callable[[Statement], Awaitable[Rows]]
) -> T:
    """Run the statements of an operation, awaiting each, and return its result."""
    try:
        statement = next(operation)
        while True:
            statement = operation.send(await execute(statement))
    except StopIteration as done:
        result: T = done.value
        return result


class Dialect(ABC):
    """Operations that differ between the databases in more than syntax."""

    @staticmethod
    @abstractmethod
    def _append(append: Append) -> Operation[bool]:
        """Write an append; return False if its request was seen before."""

    @staticmethod
    @abstractmethod
    def _read_counts() -> Operation[Rows]:
        """Read the number of cases by state and due day, which each database keeps differently."""

    @staticmethod
    @abstractmethod
    def _acknowledge(keys: Sequence[str]) -> Operation[None]:
        """Remove effects from the outbox by their keys."""


class SqlCaseStore(Dialect):
    """Case store, review queue and outbox in a SQL database."""

    @abstractmethod
    def _run(self, operation: Operation[T]) -> T:
        """Run an operation whose statements need no common transaction."""

    @abstractmethod
    def _run_in_transaction(self, operation: Operation[T]) -> T:
        """Run an operation in one transaction."""

    def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        return self._run(op.history(case_id))

    def find_command_digest(self, case_id: str, command_id: str) -> str | None:
        """Return the digest recorded with a command id, "" for none; None: the id is new."""
        return self._run(op.find_command_digest(case_id, command_id))

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
        append = Append.from_events(
            case_id,
            events,
            effects,
            expected_version=expected_version,
            command_id=command_id,
            command_digest=command_digest,
        )
        return self._run_in_transaction(self._append(append))

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects that are neither acknowledged nor dead letters, the oldest first."""
        return self._run(op.outstanding())

    def acknowledge(self, *keys: str) -> None:
        """Remove effects that were performed from the outbox."""
        self._run_in_transaction(self._acknowledge(keys))

    def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Lease the effects that are due to one relay until *until*."""
        return self._run(op.lease(now, until, limit))

    def postpone(self, key: str, *, until: datetime, error: str) -> None:
        """Postpone the next attempt at an effect until *until*."""
        self._run(op.postpone(key, until, error))

    def dead_letter(self, key: str, *, error: str) -> None:
        """Turn an effect into a dead letter."""
        self._run(op.dead_letter(key, error))

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return the dead letters, the oldest first."""
        return self._run(op.dead_letters())

    def requeue(self, key: str) -> None:
        """Return a dead letter to the outbox, as if it had not been tried before."""
        self._run(op.requeue(key))

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Set the one alarm of a case, replacing an earlier one."""
        self._run(op.set_alarm(case_id, at))

    def clear_alarm(self, case_id: str) -> None:
        """Remove the alarm of a case."""
        self._run(op.clear_alarm(case_id))

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        return self._run(op.alarms_until(moment))

    def claim(
        self, reviewer: str, *, now: datetime, until: datetime, limit: int = 1
    ) -> Sequence[QueueEntry]:
        """Lease the next free cases under review to a reviewer."""
        return self._run(op.claim(reviewer, now, until, limit))

    def renew(self, case_id: str, reviewer: str, *, until: datetime) -> bool:
        """Extend a lease; return False if the reviewer no longer holds it."""
        return self._run(op.renew(case_id, reviewer, until))

    def release(self, case_id: str, reviewer: str) -> None:
        """End the lease of a case before its time."""
        self._run(op.release(case_id, reviewer))

    def waiting(self, *, limit: int = 100) -> Sequence[QueueEntry]:
        """Return the cases under review, the earliest deadline first."""
        return self._run(op.waiting(limit))

    def get_entry(self, case_id: str) -> QueueEntry | None:
        """Return the row of a case in the queue view, or None."""
        return self._run(op.get_queue_entry(case_id))

    def counts(self) -> Mapping[tuple[State, date | None], int]:
        """Return the number of cases in each state, those under review by due day."""
        return self._run(op.counts(self._read_counts()))


class AsyncSqlCaseStore(Dialect):
    """Asynchronous counterpart of `SqlCaseStore`, with the same guarantees."""

    @abstractmethod
    async def _run(self, operation: Operation[T]) -> T:
        """Run an operation whose statements need no common transaction."""

    @abstractmethod
    async def _run_in_transaction(self, operation: Operation[T]) -> T:
        """Run an operation in one transaction."""

    async def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        return await self._run(op.history(case_id))

    async def find_command_digest(self, case_id: str, command_id: str) -> str | None:
        """Return the digest recorded with a command id, "" for none; None: the id is new."""
        return await self._run(op.find_command_digest(case_id, command_id))

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
        """Append events with their effects; return False if the request was seen before."""
        append = Append.from_events(
            case_id,
            events,
            effects,
            expected_version=expected_version,
            command_id=command_id,
            command_digest=command_digest,
        )
        return await self._run_in_transaction(self._append(append))

    async def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects that are neither acknowledged nor dead letters, the oldest first."""
        return await self._run(op.outstanding())

    async def acknowledge(self, *keys: str) -> None:
        """Remove effects that were performed from the outbox."""
        await self._run_in_transaction(self._acknowledge(keys))

    async def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Lease the effects that are due to one relay until *until*."""
        return await self._run(op.lease(now, until, limit))

    async def postpone(self, key: str, *, until: datetime, error: str) -> None:
        """Postpone the next attempt at an effect until *until*."""
        await self._run(op.postpone(key, until, error))

    async def dead_letter(self, key: str, *, error: str) -> None:
        """Turn an effect into a dead letter."""
        await self._run(op.dead_letter(key, error))

    async def dead_letters(self) -> Sequence[DeadLetter]:
        """Return the dead letters, the oldest first."""
        return await self._run(op.dead_letters())

    async def requeue(self, key: str) -> None:
        """Return a dead letter to the outbox, as if it had not been tried before."""
        await self._run(op.requeue(key))

    async def set_alarm(self, case_id: str, at: datetime) -> None:
        """Set the one alarm of a case, replacing an earlier one."""
        await self._run(op.set_alarm(case_id, at))

    async def clear_alarm(self, case_id: str) -> None:
        """Remove the alarm of a case."""
        await self._run(op.clear_alarm(case_id))

    async def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        return await self._run(op.alarms_until(moment))

    async def claim(
        self, reviewer: str, *, now: datetime, until: datetime, limit: int = 1
    ) -> Sequence[QueueEntry]:
        """Lease the next free cases under review to a reviewer."""
        return await self._run(op.claim(reviewer, now, until, limit))

    async def renew(self, case_id: str, reviewer: str, *, until: datetime) -> bool:
        """Extend a lease; return False if the reviewer no longer holds it."""
        return await self._run(op.renew(case_id, reviewer, until))

    async def release(self, case_id: str, reviewer: str) -> None:
        """End the lease of a case before its time."""
        await self._run(op.release(case_id, reviewer))

    async def waiting(self, *, limit: int = 100) -> Sequence[QueueEntry]:
        """Return the cases under review, the earliest deadline first."""
        return await self._run(op.waiting(limit))

    async def get_entry(self, case_id: str) -> QueueEntry | None:
        """Return the row of a case in the queue view, or None."""
        return await self._run(op.get_queue_entry(case_id))

    async def counts(self) -> Mapping[tuple[State, date | None], int]:
        """Return the number of cases in each state, those under review by due day."""
        return await self._run(op.counts(self._read_counts()))
