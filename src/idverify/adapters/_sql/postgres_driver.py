"""Running SQL statements with psycopg, sync and async: parameters, retries, errors, commits."""

import os
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
from psycopg.errors import (
    DataError,
    DiskFull,
    DuplicatePreparedStatement,
    InvalidSqlStatementName,
    ReadOnlySqlTransaction,
)
from psycopg.pq import TransactionStatus
from psycopg_pool import PoolClosed, PoolTimeout

from idverify.adapters._sql.operations import Rows, Statement
from idverify.errors import ConfigurationError, InvalidValueError, StoreUnavailableError

__all__ = [
    "execute",
    "execute_async",
    "is_transient",
    "require_same_process",
    "require_utf8",
    "retry_attempts",
    "transaction",
    "transaction_async",
    "translate_errors",
]

#: How often a failed statement is retried, with growing pauses.
MAX_RETRIES: Final = 3


@lru_cache
def _to_psycopg_sql(sql: str) -> bytes:
    """Return a statement with its named values in the syntax of psycopg."""
    return re.sub(r":(\w+)", r"%(\1)s", sql).encode()


def execute(cursor: Cursor[Any], statement: Statement) -> Rows:
    """Run a statement and return its rows, as `Statement` defines them."""
    if not isinstance(statement.parameters, list):
        cursor.execute(_to_psycopg_sql(statement.sql), statement.parameters or None)
        return cursor.fetchall() if cursor.description else ((cursor.rowcount,),)
    cursor.executemany(_to_psycopg_sql(statement.sql), statement.parameters)
    return ()


def is_transient(error: Exception) -> bool:
    """Return whether a retry may succeed: not after a pool timeout or on a full disk."""
    is_operational = isinstance(error, OperationalError | InterfaceError)
    is_hopeless = isinstance(error, PoolTimeout | PoolClosed | DiskFull)
    return is_operational and not is_hopeless


def retry_attempts() -> Any:  # noqa: ANN401 - stamina's iterator, sync and async
    """Return the attempts that remain after the first one failed."""
    return stamina.retry_context(
        on=is_transient, attempts=MAX_RETRIES, wait_initial=0.05, wait_max=1.0, timeout=None
    )


@contextmanager
def translate_errors() -> Iterator[None]:
    """Raise `StoreUnavailableError` for failures of the database; leave other errors unchanged."""
    try:
        yield
    except (UnicodeEncodeError, DataError) as error:
        raise InvalidValueError(
            "a text has a character that PostgreSQL cannot store: NUL, or half of a surrogate pair"
        ) from error
    except PoolClosed as error:
        raise StoreUnavailableError("the store was closed: open it again") from error
    except (InvalidSqlStatementName, DuplicatePreparedStatement) as error:
        raise StoreUnavailableError(
            "prepared statements are lost between transactions, as behind PgBouncer in transaction"
            " pooling: open the store with prepare_threshold=None"
        ) from error
    except ReadOnlySqlTransaction as error:
        raise StoreUnavailableError(
            "the server is read-only, as a standby is: connect to the primary, for example with"
            " target_session_attrs=read-write in the URL"
        ) from error
    except (OperationalError, InterfaceError) as error:
        name = error.sqlstate or type(error).__name__
        raise StoreUnavailableError(f"PostgreSQL cannot go on ({name})") from error


def require_utf8(connection: Connection[Any] | AsyncConnection[Any]) -> None:
    """Raise unless a database stores text as UTF-8.

    Raises:
        ConfigurationError: It has another encoding, such as SQL_ASCII.
    """
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise ConfigurationError(
            f"the database has the encoding {encoding}, which cannot hold Japanese: create one with"
            " ENCODING 'UTF8' TEMPLATE template0"
        )


def require_same_process(process_id: int) -> None:
    """Raise if a pool is used in another process than it was opened in.

    Raises:
        ConfigurationError: The process was forked since; both would use one connection.
    """
    if os.getpid() != process_id:
        raise ConfigurationError(
            "the store was opened before this process was forked: open it in each process"
        )


@contextmanager
def transaction(connection: Connection[Any]) -> Iterator[None]:
    """Run a block atomically; in a transaction of the host, leave the commit to the host."""
    with nullcontext() if _is_committed_by_host(connection) else connection.transaction():
        yield


def _is_committed_by_host(connection: Connection[Any] | AsyncConnection[Any]) -> bool:
    # On an idle connection that is not in autocommit, psycopg begins a transaction implicitly
    # and the host commits it; `connection.transaction()` would commit in place of the host.
    is_idle = connection.info.transaction_status is TransactionStatus.IDLE
    return is_idle and not connection.autocommit


async def execute_async(cursor: AsyncCursor[Any], statement: Statement) -> Rows:
    """Run a statement and return its rows, as `Statement` defines them."""
    if not isinstance(statement.parameters, list):
        await cursor.execute(_to_psycopg_sql(statement.sql), statement.parameters or None)
        return await cursor.fetchall() if cursor.description else ((cursor.rowcount,),)
    await cursor.executemany(_to_psycopg_sql(statement.sql), statement.parameters)
    return ()


@asynccontextmanager
async def transaction_async(connection: AsyncConnection[Any]) -> AsyncIterator[None]:
    """Run a block atomically, as `transaction` does."""
    async with nullcontext() if _is_committed_by_host(connection) else connection.transaction():
        yield
