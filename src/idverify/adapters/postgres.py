"""Store and vault on PostgreSQL (extra `postgres`): one statement an append, one round trip.

A store of its own draws connections from a pool and tries a statement again
when a connection was lost; every statement is whole by itself, and an append is
recognised by its command id, so that a second try does no harm.
"""

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

#: Seconds to wait for a free connection of the pool before saying that there is none.
POOL_SECONDS: Final = 10.0

T = TypeVar("T")


def migrate(database: str | Connection[Any], schema: Schema) -> tuple[int, int]:
    """Bring a database to the version this release needs; return the version before and now.

    All steps are applied in one transaction, with the data that are there.

    Args:
        where: A URL, or a connection whose transaction this becomes part of.
        schema: `STORE_SCHEMA` or `VAULT_SCHEMA`.

    Raises:
        SchemaMismatchError: The database was made by a newer release.
    """
    if isinstance(database, str):
        with Connection.connect(database) as connection:
            return migrate(connection, schema)
    cursor = Cursor(database, row_factory=tuple_row)
    # Of two who migrate at once the second waits, and finds nothing left to do.
    execute(cursor, Statement("SELECT pg_advisory_xact_lock(hashtext('idverify'))", {}))
    found = _read_version(cursor, schema)
    for step in schema.pending_migrations(found):
        cursor.execute(step.sql.encode())
    schema.require_version(max(found, schema.required_version))
    if found != schema.required_version:
        execute(cursor, Statement(CREATE_VERSION_TABLE, {}))
        note = {"part": schema.part, "version": schema.required_version}
        execute(cursor, Statement(UPSERT_VERSION, note))
    return found, schema.required_version


_HAS_VERSION_TABLE: Final = "SELECT to_regclass('idverify_schema') IS NOT NULL"


def _read_version(cursor: Cursor[Any], schema: Schema) -> int:
    [(has_note,)] = execute(cursor, Statement(_HAS_VERSION_TABLE, {}))
    if not has_note:
        return 0
    rows = execute(cursor, Statement(SELECT_VERSION, {"part": schema.part}))
    return int(rows[0][0]) if rows else 0


class _PostgresDatabase:
    """Connections, from a pool of our own or the one of a host, and how steps are run on them."""

    _schema: Schema
    _pool: ConnectionPool[Connection[Any]] | None = None
    _host_connection: Connection[Any] | None = None

    #: How a connection is looked at before it is lent. Writing to the vault takes several
    #: statements and is not tried again; one statement of a store is, and needs no look.
    _check_connection: Callable[[Connection[Any]], None] | None = None

    def __init__(self, url: str, *, max_size: int = 4, timeout: float = POOL_SECONDS) -> None:
        """Open a pool of connections; for any number of threads.

        Args:
            url: As libpq reads it, `postgresql://...`.
            max_size: Connections at most.
            timeout: Seconds to wait for a free one.

        Raises:
            SchemaMismatchError: The tables are not those this release needs: run `migrate`.
            StoreUnavailableError: Nobody answers there.
        """
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=max_size,
            timeout=timeout,
            check=self._check_connection,
            kwargs={"autocommit": True},
            open=True,
        )
        try:
            with translate_errors(), self._cursor() as cursor:
                self._schema.require_version(_read_version(cursor, self._schema))
        except BaseException:
            self.close()
            raise

    @classmethod
    def from_connection(cls, connection: Connection[Any]) -> Self:
        """Work on a host's connection: what is written becomes part of the host's transaction.

        The host commits. Its tables must be up to date: run `migrate`, or the SQL of
        the schema's `ddl()`, with your own migrations.

        Raises:
            SchemaMismatchError: They are not.
        """
        cls._schema.require_version(
            _read_version(Cursor(connection, row_factory=tuple_row), cls._schema)
        )
        joined = cls.__new__(cls)
        joined._host_connection = connection  # noqa: SLF001 - of our own class
        return joined

    def close(self) -> None:
        """Close the pool; a host's connection is left as it is."""
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
        # Not `pool.connection()`: there is nothing to commit, and it would do so all the same.
        connection = self._pool.getconn()
        try:
            yield Cursor(connection, row_factory=tuple_row)
        finally:
            self._pool.putconn(connection)

    def _execute_with_retry(self, step: Statement) -> Rows:
        if self._pool is None:
            return self._execute_once(step)
        try:
            return self._execute_once(step)
        except (OperationalError, InterfaceError) as error:
            if not is_transient(error):
                raise
        for attempt in retry_attempts():
            with attempt:
                self._pool.check()  # others may be dead as well
                return self._execute_once(step)
        raise AssertionError  # stamina raises the last error itself

    def _execute_once(self, step: Statement) -> Rows:
        with self._cursor() as cursor:
            return execute(cursor, step)

    def _run(self, operation: Operation[T]) -> T:
        with translate_errors():
            return run_operation(operation, self._execute_with_retry)

    def _run_in_transaction(self, operation: Operation[T]) -> T:
        with translate_errors(), self._cursor() as cursor, transaction(cursor.connection):
            return run_operation(operation, lambda step: execute(cursor, step))


class PostgresCaseStore(_PostgresDatabase, PostgresDialect, SqlCaseStore):
    """Keeps histories, the queue view, outbox and alarms in PostgreSQL."""

    _schema = STORE_SCHEMA

    # Every operation of a store writes with one statement, and needs no transaction around it.
    _run_in_transaction = _PostgresDatabase._run  # noqa: SLF001 - the base's own


class PostgresVault(_PostgresDatabase, SqlVault):
    """Keeps items in PostgreSQL, in the clear unless an `EncryptedVault` is around it.

    A purged row is in no query and no dump from then on. Its bytes stay in the data
    files until `scrub`, and in the log (WAL) until that is recycled, where only whoever
    has those files and the service's own key could read an encrypted one.
    """

    _schema = VAULT_SCHEMA
    _check_connection = staticmethod(ConnectionPool.check_connection)

    def scrub(self) -> None:
        """Rewrite the tables of the vault without what was deleted; they are locked meanwhile.

        For a nightly job. It is not possible on a host's connection, within a transaction.
        """
        self._run(_scrub())

    def _erase_deleted(self) -> None:
        """Leave the bytes to `scrub`: a purge must not lock everybody out."""


def _scrub() -> Operation[None]:
    yield Statement("VACUUM FULL idverify_secret", {})
    yield Statement("VACUUM FULL idverify_item", {})


class _AsyncPostgresDatabase:
    """The same as `_PostgresDatabase`, to await."""

    _schema: Schema
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
    ) -> Self:
        """Open a pool of connections; arguments and errors are those of the one to wait for."""
        store = cls.__new__(cls)
        pool: AsyncConnectionPool[AsyncConnection[Any]] = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=max_size,
            timeout=timeout,
            check=cls._check_connection,
            kwargs={"autocommit": True},
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
        """Work on a host's connection, in the host's transaction."""
        joined = cls.__new__(cls)
        joined._host_connection = connection  # noqa: SLF001 - of our own class
        cls._schema.require_version(await joined._read_version())  # noqa: SLF001 - the same
        return joined

    async def close(self) -> None:
        """Close the pool; a host's connection is left as it is."""
        if self._pool:
            await self._pool.close()

    async def _read_version(self) -> int:
        [(has_note,)] = await self._execute_once(Statement(_HAS_VERSION_TABLE, {}))
        if not has_note:
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

    async def _execute_once(self, step: Statement) -> Rows:
        async with self._cursor() as cursor:
            return await execute_async(cursor, step)

    async def _execute_with_retry(self, step: Statement) -> Rows:
        if self._pool is None:
            return await self._execute_once(step)
        try:
            return await self._execute_once(step)
        except (OperationalError, InterfaceError) as error:
            if not is_transient(error):
                raise
        async for attempt in retry_attempts():
            with attempt:
                await self._pool.check()  # others may be dead as well
                return await self._execute_once(step)
        raise AssertionError  # stamina raises the last error itself

    async def _run(self, operation: Operation[T]) -> T:
        with translate_errors():
            return await run_operation_async(operation, self._execute_with_retry)

    async def _run_in_transaction(self, operation: Operation[T]) -> T:
        with translate_errors():
            async with self._cursor() as cursor, transaction_async(cursor.connection):
                return await run_operation_async(
                    operation, lambda step: execute_async(cursor, step)
                )


class AsyncPostgresCaseStore(_AsyncPostgresDatabase, PostgresDialect, AsyncSqlCaseStore):
    """The same store to await."""

    _schema = STORE_SCHEMA
    _run_in_transaction = _AsyncPostgresDatabase._run  # noqa: SLF001 - one statement, as above


class AsyncPostgresVault(_AsyncPostgresDatabase, AsyncSqlVault):
    """The same vault to await."""

    _schema = VAULT_SCHEMA
    _check_connection = staticmethod(AsyncConnectionPool.check_connection)

    async def scrub(self) -> None:
        """Rewrite the tables of the vault without what was deleted, as `PostgresVault` does."""
        await self._run(_scrub())

    async def _erase_deleted(self) -> None:
        """Leave the vacuum to the database, which knows its time."""
