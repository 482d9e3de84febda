"""PostgreSQL case store and vault (extra `postgres`): an append takes one round trip.

A store opened by URL takes connections from a pool, and retries a statement when a
connection was lost. A retry is safe: each statement is atomic, and an append that was
already committed is recognised by its command id.
"""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final, Self, TypeVar, cast

from psycopg import (
    AsyncConnection,
    AsyncCursor,
    Connection,
    Cursor,
    InterfaceError,
    OperationalError,
)
from psycopg.rows import tuple_row
from psycopg_pool import AsyncConnectionPool, ConnectionPool

from idverify.adapters._sql.operations import Operation, Rows, Statement
from idverify.adapters._sql.postgres_dialect import PostgresDialect
from idverify.adapters._sql.postgres_driver import (
    execute,
    execute_async,
    is_transient,
    require_same_process,
    require_utf8,
    retry_attempts,
    transaction,
    transaction_async,
    translate_errors,
)
from idverify.adapters._sql.schema import (
    CREATE_VERSION_TABLE,
    SELECT_VERSION,
    UPSERT_VERSION,
    Schema,
)
from idverify.adapters._sql.store import (
    AsyncSqlCaseStore,
    SqlCaseStore,
    run_operation,
    run_operation_async,
)
from idverify.adapters._sql.vault import AsyncSqlVault, SqlVault

__all__ = [
    "STORE_SCHEMA",
    "VAULT_SCHEMA",
    "AsyncPostgresCaseStore",
    "AsyncPostgresVault",
    "PostgresCaseStore",
    "PostgresVault",
    "migrate",
]

STORE_SCHEMA: Final = Schema("postgres", "store")
VAULT_SCHEMA: Final = Schema("postgres", "vault")

#: Statements are prepared when they are run for the fifth time, as psycopg does.
PREPARE_THRESHOLD: Final = 5

#: Seconds to wait for a free connection of the pool.
POOL_SECONDS: Final = 10.0

T = TypeVar("T")


def migrate(database: str | Connection[Any], schema: Schema) -> tuple[int, int]:
    """Migrate a database to the version this release needs; return the old and the new version.

    All migrations are applied in one transaction and keep the existing data.

    Args:
        database: A URL, or a connection; the migration becomes part of its transaction.
        schema: `STORE_SCHEMA` or `VAULT_SCHEMA`.

    Raises:
        SchemaMismatchError: The database was made by a newer release.
        StoreUnavailableError: The server of the URL cannot be reached, or is read-only.
    """
    if isinstance(database, str):
        with translate_errors(), Connection.connect(database) as connection:
            return migrate(connection, schema)
    cursor = Cursor(database, row_factory=tuple_row)
    # If two processes migrate at once, the second one waits, and then has nothing to do.
    execute(cursor, Statement("SELECT pg_advisory_xact_lock(hashtext('idverify'))", {}))
    current = _read_version(cursor, schema)
    for migration in schema.pending_migrations(current):
        cursor.execute(migration.sql.encode())
    schema.require_version(max(current, schema.required_version))
    if current != schema.required_version:
        execute(cursor, Statement(CREATE_VERSION_TABLE, {}))
        version_row = {"part": schema.part, "version": schema.required_version}
        execute(cursor, Statement(UPSERT_VERSION, version_row))
    return current, schema.required_version


_HAS_VERSION_TABLE: Final = "SELECT to_regclass('idverify_schema') IS NOT NULL"


def _read_version(cursor: Cursor[Any], schema: Schema) -> int:
    require_utf8(cursor.connection)
    [(has_version_table,)] = execute(cursor, Statement(_HAS_VERSION_TABLE, {}))
    if not has_version_table:
        return 0
    rows = execute(cursor, Statement(SELECT_VERSION, {"part": schema.part}))
    return int(rows[0][0]) if rows else 0


class _PostgresDatabase:
    """PostgreSQL connections, from a pool or owned by a host, on which operations run."""

    _schema: Schema
    is_in_host_transaction = False
    """Whether it works inside the transactions of a host, which commits."""
    _pool: ConnectionPool[Connection[Any]] | None = None
    _host_connection: Connection[Any] | None = None

    #: How the pool checks a connection before it is used. A vault needs it, because its writes
    #: are several statements and not retried; the single statements of a store are retried.
    _check_connection: Callable[[Connection[Any]], None] | None = None

    def __init__(
        self,
        url: str,
        *,
        max_size: int = 4,
        timeout: float = POOL_SECONDS,
        prepare_threshold: int | None = PREPARE_THRESHOLD,
    ) -> None:
        """Open a pool of connections, which any number of threads may use.

        Args:
            url: In the syntax of libpq, `postgresql://...`.
            max_size: The greatest number of connections.
            timeout: Seconds to wait for a free connection.
            prepare_threshold: How often a statement is run before it is prepared; None: never,
                as behind PgBouncer in transaction pooling.

        Raises:
            ConfigurationError: The database does not store text as UTF-8.
            SchemaMismatchError: The tables are not up to date: run `migrate`.
            StoreUnavailableError: The server cannot be reached.
        """
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=max_size,
            timeout=timeout,
            check=self._check_connection,
            kwargs={"autocommit": True, "prepare_threshold": prepare_threshold},
            open=True,
        )
        self._process_id = os.getpid()
        try:
            with translate_errors(), self._cursor() as cursor:
                self._schema.require_version(_read_version(cursor, self._schema))
        except BaseException:
            self.close()
            raise

    @classmethod
    def from_connection(cls, connection: Connection[Any]) -> Self:
        """Return an object that works on a host's connection, inside the host's transactions.

        The host commits. Its tables must be up to date: run `migrate`, or the SQL of
        the schema's `ddl()`, with your own migrations.

        Raises:
            SchemaMismatchError: The tables are not up to date.
        """
        cls._schema.require_version(
            _read_version(Cursor(connection, row_factory=tuple_row), cls._schema)
        )
        database = cls.__new__(cls)
        database._host_connection = connection  # noqa: SLF001 - of our own class
        database.is_in_host_transaction = True
        return database

    def close(self) -> None:
        """Close the pool; a host's connection stays open."""
        if self._pool:
            self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _cursor(self) -> Iterator[Cursor[Any]]:
        if self._pool is None:
            yield Cursor(cast("Connection[Any]", self._host_connection), row_factory=tuple_row)
            return
        require_same_process(self._process_id)
        # Not `pool.connection()`: it would commit, although there is nothing to commit.
        connection = self._pool.getconn()
        try:
            yield Cursor(connection, row_factory=tuple_row)
        finally:
            self._pool.putconn(connection)

    def _execute_with_retry(self, statement: Statement) -> Rows:
        if self._pool is None:
            return self._execute_once(statement)
        try:
            return self._execute_once(statement)
        except (OperationalError, InterfaceError) as error:
            if not is_transient(error):
                raise
        for attempt in retry_attempts():
            with attempt:
                self._pool.check()  # other connections may be lost as well
                return self._execute_once(statement)
        raise AssertionError  # stamina raises the last error itself

    def _execute_once(self, statement: Statement) -> Rows:
        with self._cursor() as cursor:
            return execute(cursor, statement)

    def _run(self, operation: Operation[T]) -> T:
        with translate_errors():
            return run_operation(operation, self._execute_with_retry)

    def _run_in_transaction(self, operation: Operation[T]) -> T:
        with translate_errors(), self._cursor() as cursor, transaction(cursor.connection):
            return run_operation(operation, lambda statement: execute(cursor, statement))


class PostgresCaseStore(_PostgresDatabase, PostgresDialect, SqlCaseStore):
    """Case store, review queue and outbox in PostgreSQL."""

    _schema = STORE_SCHEMA

    # Every operation of a store writes with one statement, which needs no further transaction.
    _run_in_transaction = _PostgresDatabase._run  # noqa: SLF001 - of the base class


class PostgresVault(_PostgresDatabase, SqlVault):
    """Vault in PostgreSQL; unencrypted unless enclosed in an `EncryptedVault`.

    A purged row appears in no later query and no later dump. Its bytes stay in the data
    files until `scrub`, and in the write-ahead log until that is recycled. To read an
    encrypted item there takes those files and the service's own key.
    """

    _schema = VAULT_SCHEMA
    _check_connection = staticmethod(ConnectionPool.check_connection)

    def scrub(self) -> None:
        """Rewrite the tables of the vault without deleted rows; they are locked meanwhile.

        For a nightly job. It is not possible inside a transaction of a host.
        """
        self._run(_scrub())

    def _erase_deleted(self) -> None:
        """Do nothing: `scrub` erases the bytes, because a purge must not lock the tables."""


def _scrub() -> Operation[None]:
    yield Statement("VACUUM FULL idverify_secret", {})
    yield Statement("VACUUM FULL idverify_item", {})


class _AsyncPostgresDatabase:
    """Asynchronous counterpart of `_PostgresDatabase`."""

    _schema: Schema
    is_in_host_transaction = False
    """Whether it works inside the transactions of a host, which commits."""
    _check_connection: Callable[[AsyncConnection[Any]], Awaitable[None]] | None = None
    _pool: AsyncConnectionPool[AsyncConnection[Any]] | None = None
    _host_connection: AsyncConnection[Any] | None = None

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        max_size: int = 4,
        timeout: float = POOL_SECONDS,  # noqa: ASYNC109 - of the pool
        prepare_threshold: int | None = PREPARE_THRESHOLD,
    ) -> Self:
        """Open a pool of connections; arguments and errors as for the sync class."""
        store = cls.__new__(cls)
        pool: AsyncConnectionPool[AsyncConnection[Any]] = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=max_size,
            timeout=timeout,
            check=cls._check_connection,
            kwargs={"autocommit": True, "prepare_threshold": prepare_threshold},
            open=False,
        )
        await pool.open()
        store._pool = pool  # noqa: SLF001 - of our own class
        try:
            with translate_errors():
                cls._schema.require_version(await store._read_version())  # noqa: SLF001 - the same
        except BaseException:
            await store.close()
            raise
        return store

    @classmethod
    async def from_connection(cls, connection: AsyncConnection[Any]) -> Self:
        """Return an object that works on a host's connection, inside the host's transactions."""
        database = cls.__new__(cls)
        database._host_connection = connection  # noqa: SLF001 - of our own class
        database.is_in_host_transaction = True
        cls._schema.require_version(await database._read_version())  # noqa: SLF001 - the same
        return database

    async def close(self) -> None:
        """Close the pool; a host's connection stays open."""
        if self._pool:
            await self._pool.close()

    async def _read_version(self) -> int:
        async with self._cursor() as cursor:
            require_utf8(cursor.connection)
        [(has_version_table,)] = await self._execute_once(Statement(_HAS_VERSION_TABLE, {}))
        if not has_version_table:
            return 0
        rows = await self._execute_once(Statement(SELECT_VERSION, {"part": self._schema.part}))
        return int(rows[0][0]) if rows else 0

    @asynccontextmanager
    async def _cursor(self) -> AsyncIterator[AsyncCursor[Any]]:
        if self._pool is None:
            yield AsyncCursor(
                cast("AsyncConnection[Any]", self._host_connection), row_factory=tuple_row
            )
            return
        connection = await self._pool.getconn()
        try:
            yield AsyncCursor(connection, row_factory=tuple_row)
        finally:
            await self._pool.putconn(connection)

    async def _execute_once(self, statement: Statement) -> Rows:
        async with self._cursor() as cursor:
            return await execute_async(cursor, statement)

    async def _execute_with_retry(self, statement: Statement) -> Rows:
        if self._pool is None:
            return await self._execute_once(statement)
        try:
            return await self._execute_once(statement)
        except (OperationalError, InterfaceError) as error:
            if not is_transient(error):
                raise
        async for attempt in retry_attempts():
            with attempt:
                await self._pool.check()  # other connections may be lost as well
                return await self._execute_once(statement)
        raise AssertionError  # stamina raises the last error itself

    async def _run(self, operation: Operation[T]) -> T:
        with translate_errors():
            return await run_operation_async(operation, self._execute_with_retry)

    async def _run_in_transaction(self, operation: Operation[T]) -> T:
        with translate_errors():
            async with self._cursor() as cursor, transaction_async(cursor.connection):
                return await run_operation_async(
                    operation, lambda statement: execute_async(cursor, statement)
                )


class AsyncPostgresCaseStore(_AsyncPostgresDatabase, PostgresDialect, AsyncSqlCaseStore):
    """Asynchronous counterpart of `PostgresCaseStore`."""

    _schema = STORE_SCHEMA
    _run_in_transaction = _AsyncPostgresDatabase._run  # noqa: SLF001 - one statement, as above


class AsyncPostgresVault(_AsyncPostgresDatabase, AsyncSqlVault):
    """Asynchronous counterpart of `PostgresVault`."""

    _schema = VAULT_SCHEMA
    _check_connection = staticmethod(AsyncConnectionPool.check_connection)

    async def scrub(self) -> None:
        """Rewrite the tables of the vault without deleted rows, as `PostgresVault` does."""
        await self._run(_scrub())

    async def _erase_deleted(self) -> None:
        """Do nothing: `scrub` erases the bytes, because a purge must not lock the tables."""
