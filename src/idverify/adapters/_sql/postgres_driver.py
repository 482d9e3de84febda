"""How steps are run with psycopg, to wait for and to await: spelling, retries, errors, commits."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from functools import lru_cache
from typing import Any, Final

import stamina
from psycopg import (
    AsyncConnection,
    AsyncCursor,
    Connection,
    Cursor,
    InterfaceError,
    OperationalError,
)
from psycopg.errors import DiskFull
from psycopg.pq import TransactionStatus
from psycopg_pool import PoolTimeout

from idverify.adapters._sql.operations import Rows, Step
from idverify.errors import StoreUnavailable

__all__ = [
    "attempts",
    "execute",
    "execute_awaited",
    "may_pass",
    "told_apart",
    "transaction",
    "transaction_awaited",
]

#: A statement that failed is tried so often again when connections are lost, with growing pauses.
ATTEMPTS: Final = 3


@lru_cache
def _spelled(sql: str) -> bytes:
    """Spell the values of a statement as psycopg reads them."""
    return re.sub(r":(\w+)", r"%(\1)s", sql).encode()


def execute(cursor: Cursor[Any], step: Step) -> Rows:
    """Run a step, and return its rows."""
    if not isinstance(step.values, list):
        cursor.execute(_spelled(step.sql), step.values or None)
        return cursor.fetchall() if cursor.description else ((cursor.rowcount,),)
    cursor.executemany(_spelled(step.sql), step.values)
    return ()


def may_pass(error: Exception) -> bool:
    """Whether trying again may help: connections lost, deadlocks; not a wait that was in vain."""
    is_passing = isinstance(error, OperationalError | InterfaceError)
    return is_passing and not isinstance(error, PoolTimeout | DiskFull)


def attempts() -> Any:  # noqa: ANN401 - stamina's iterator, to wait and to await
    """Return the tries that remain after the first one failed."""
    return stamina.retry_context(
        on=may_pass, attempts=ATTEMPTS, wait_initial=0.05, wait_max=1.0, timeout=None
    )


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn what the machine does to us into one error, and leave misuse as it is."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        name = error.sqlstate or type(error).__name__
        raise StoreUnavailable(f"PostgreSQL cannot go on ({name})") from error


@contextmanager
def transaction(connection: Connection[Any]) -> Iterator[None]:
    """Commit a block whole or not at all; in the transaction of a host, leave that to the host."""
    with nullcontext() if _host_commits(connection) else connection.transaction():
        yield


def _host_commits(connection: Connection[Any] | AsyncConnection[Any]) -> bool:
    # On an idle connection that is not in autocommit, psycopg begins by itself and the host
    # commits; a block of ours would commit in the host's place.
    is_idle = connection.info.transaction_status is TransactionStatus.IDLE
    return is_idle and not connection.autocommit


async def execute_awaited(cursor: AsyncCursor[Any], step: Step) -> Rows:
    """Run a step as `execute` does."""
    if not isinstance(step.values, list):
        await cursor.execute(_spelled(step.sql), step.values or None)
        return await cursor.fetchall() if cursor.description else ((cursor.rowcount,),)
    await cursor.executemany(_spelled(step.sql), step.values)
    return ()


@asynccontextmanager
async def transaction_awaited(connection: AsyncConnection[Any]) -> AsyncIterator[None]:
    """Commit as `transaction` does."""
    async with nullcontext() if _host_commits(connection) else connection.transaction():
        yield
