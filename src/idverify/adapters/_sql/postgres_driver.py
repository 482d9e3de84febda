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

from idverify.adapters._sql.operations import Rows, Statement
from idverify.errors import StoreUnavailableError

__all__ = [
    "execute",
    "execute_async",
    "is_transient",
    "retry_attempts",
    "transaction",
    "transaction_async",
    "translate_errors",
]

#: A statement that failed is tried so often again when connections are lost, with growing pauses.
MAX_RETRIES: Final = 3


@lru_cache
def _to_psycopg_sql(sql: str) -> bytes:
    """Spell the values of a statement as psycopg reads them."""
    return re.sub(r":(\w+)", r"%(\1)s", sql).encode()


def execute(cursor: Cursor[Any], step: Statement) -> Rows:
    """Run a step, and return its rows."""
    if not isinstance(step.parameters, list):
        cursor.execute(_to_psycopg_sql(step.sql), step.parameters or None)
        return cursor.fetchall() if cursor.description else ((cursor.rowcount,),)
    cursor.executemany(_to_psycopg_sql(step.sql), step.parameters)
    return ()


def is_transient(error: Exception) -> bool:
    """Whether trying again may help: connections lost, deadlocks; not a wait that was in vain."""
    is_passing = isinstance(error, OperationalError | InterfaceError)
    return is_passing and not isinstance(error, PoolTimeout | DiskFull)


def retry_attempts() -> Any:  # noqa: ANN401 - stamina's iterator, to wait and to await
    """Return the tries that remain after the first one failed."""
    return stamina.retry_context(
        on=is_transient, attempts=MAX_RETRIES, wait_initial=0.05, wait_max=1.0, timeout=None
    )


@contextmanager
def translate_errors() -> Iterator[None]:
    """Turn what the machine does to us into one error, and leave misuse as it is."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        name = error.sqlstate or type(error).__name__
        raise StoreUnavailableError(f"PostgreSQL cannot go on ({name})") from error


@contextmanager
def transaction(connection: Connection[Any]) -> Iterator[None]:
    """Commit a block whole or not at all; in the transaction of a host, leave that to the host."""
    with nullcontext() if _is_committed_by_host(connection) else connection.transaction():
        yield


def _is_committed_by_host(connection: Connection[Any] | AsyncConnection[Any]) -> bool:
    # On an idle connection that is not in autocommit, psycopg begins by itself and the host
    # commits; a block of ours would commit in the host's place.
    is_idle = connection.info.transaction_status is TransactionStatus.IDLE
    return is_idle and not connection.autocommit


async def execute_async(cursor: AsyncCursor[Any], step: Statement) -> Rows:
    """Run a step as `execute` does."""
    if not isinstance(step.parameters, list):
        await cursor.execute(_to_psycopg_sql(step.sql), step.parameters or None)
        return await cursor.fetchall() if cursor.description else ((cursor.rowcount,),)
    await cursor.executemany(_to_psycopg_sql(step.sql), step.parameters)
    return ()


@asynccontextmanager
async def transaction_async(connection: AsyncConnection[Any]) -> AsyncIterator[None]:
    """Commit as `transaction` does."""
    async with nullcontext() if _is_committed_by_host(connection) else connection.transaction():
        yield
