"""SQLite case store and vault, with the standard library only: the embedded default.

Write-ahead logging and one transaction for each append: a killed process loses
nothing that was acknowledged and leaves no partial write. Deleted bytes are
overwritten (`secure_delete`), and a purge also empties the write-ahead log.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final, Self, TypeVar, cast

from idverify.adapters._sql.operations import (
    Append,
    Operation,
    Rows,
    Statement,
    build_conflict_error,
    find_command_digest,
    require_same_request,
)
from idverify.adapters._sql.schema import (
    CREATE_VERSION_TABLE,
    SELECT_VERSION,
    UPSERT_VERSION,
    Schema,
)
from idverify.adapters._sql.sqlite_driver import (
    fetch_rows,
    require_connection,
    require_path,
    transaction,
    translate_errors,
)
from idverify.adapters._sql.store import AsyncSqlCaseStore, Dialect, SqlCaseStore, run_operation
from idverify.adapters._sql.vault import AsyncSqlVault, SqlVault
from idverify.errors import StoreUnavailableError

__all__ = [
    "STORE_SCHEMA",
    "VAULT_SCHEMA",
    "AsyncSqliteCaseStore",
    "AsyncSqliteVault",
    "SqliteCaseStore",
    "SqliteVault",
    "migrate",
]

#: Seconds to wait for another process that is writing; an append takes well under a millisecond.
BUSY_SECONDS: Final = 10.0

STORE_SCHEMA: Final = Schema("sqlite", "store")
VAULT_SCHEMA: Final = Schema("sqlite", "vault")

#: The tables and columns of the first release, which recorded no version.
_UNVERSIONED: Final = {
    "store": {"event": "case_id version body", "outbox": "place key case_id body"},
    "vault": {"vault": "case_id name data", "salt": "case_id data"},
}

T = TypeVar("T")


def migrate(connection: sqlite3.Connection, schema: Schema) -> tuple[int, int]:
    """Migrate a database to the version this release needs; return the old and the new version.

    All migrations are applied in one transaction and keep the existing data. A database
    that is up to date is not changed.

    Args:
        connection: The database; within an open transaction, the migration becomes part of it.
        schema: `STORE_SCHEMA` or `VAULT_SCHEMA`.

    Raises:
        SchemaMismatchError: The database was made by a newer release.
    """
    if _read_version(connection, schema) != schema.required_version:
        with transaction(connection):
            current = _read_version(connection, schema)
            for migration in schema.pending_migrations(
                current, unversioned=_is_unversioned(connection, schema)
            ):
                for statement in _split_statements(migration.sql):
                    connection.execute(statement)
            connection.execute(CREATE_VERSION_TABLE)
            version_row = {"part": schema.part, "version": max(current, schema.required_version)}
            connection.execute(UPSERT_VERSION, version_row)
        schema.require_version(max(current, schema.required_version))
        return current, schema.required_version
    return schema.required_version, schema.required_version


def _read_version(connection: sqlite3.Connection, schema: Schema) -> int:
    if not _read_columns(connection, "idverify_schema"):
        return 0
    row = fetch_rows(connection, SELECT_VERSION, {"part": schema.part})
    return int(row[0][0]) if row else 0


def _read_columns(connection: sqlite3.Connection, table: str) -> str:
    rows = fetch_rows(connection, "SELECT name FROM pragma_table_info(?)", (table,))
    return " ".join(name for (name,) in rows)


def _is_unversioned(connection: sqlite3.Connection, schema: Schema) -> bool:
    tables = _UNVERSIONED[schema.part].items()
    return all(_read_columns(connection, table) == columns for table, columns in tables)


def _split_statements(script: str) -> Iterator[str]:
    # `executescript` would first commit the open transaction.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@lru_cache
def _to_sqlite_sql(sql: str) -> str:
    """Return a statement without row locks, which SQLite lacks: it has one writer at a time."""
    return sql.replace("FOR UPDATE SKIP LOCKED", "")


def _enable_wal(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Switch a file to write-ahead logging, permanently."""
    # If several connections switch at once, SQLite refuses all but one without its busy timeout.
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.002)
        else:
            return


class _SqliteDatabase:
    """A SQLite connection, opened here or owned by a host, on which operations run."""

    _schema: Schema
    is_in_host_transaction = False
    """Whether it works inside the transactions of a host, which commits."""

    def __init__(
        self,
        path: str | Path,
        *,
        synchronous: str = "FULL",
        busy_seconds: float = BUSY_SECONDS,
        check_same_thread: bool = True,
    ) -> None:
        """Open or create the database at *path* and migrate it; use one object for each thread.

        Args:
            path: The file.
            synchronous: FULL survives a power cut; NORMAL is three times faster, but a power
                cut may lose the last appends, never a part of one.
            busy_seconds: How long to wait for another process that is writing.
            check_same_thread: False if you ensure that no two threads use it at the same time.

        Raises:
            StoreUnavailableError: The folder does not exist, or the file is not a database.
            ConfigurationError: *path* is empty, which SQLite takes for a temporary database.
            SchemaMismatchError: The database was made by a newer release.
        """
        require_path(path)
        with translate_errors:
            self._connection = sqlite3.connect(
                path,
                timeout=busy_seconds,
                isolation_level=None,
                check_same_thread=check_same_thread,
            )
            try:
                self._prepare(synchronous, busy_seconds)
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self, synchronous: str, busy_seconds: float) -> None:
        _enable_wal(self._connection, busy_seconds)
        self._connection.execute(f"PRAGMA synchronous = {synchronous}")
        self._connection.execute("PRAGMA secure_delete = ON")
        migrate(self._connection, self._schema)

    @classmethod
    def from_connection(cls, connection: sqlite3.Connection) -> Self:
        """Return an object that works on a host's connection, inside the host's transactions.

        The host commits. Its tables must be up to date: run `migrate`, or the SQL of
        the schema's `ddl()`, with your own migrations.

        A connection in autocommit mode has no transaction between the steps of the host: each
        append is then committed at once.

        Raises:
            ConfigurationError: It is no connection of `sqlite3`, or it is closed.
            SchemaMismatchError: The tables are not up to date.
        """
        require_connection(connection)
        cls._schema.require_version(_read_version(connection, cls._schema))
        database = cls.__new__(cls)
        database._connection = connection  # noqa: SLF001 - of our own class
        database.is_in_host_transaction = True
        return database

    def close(self) -> None:
        """Close the file; nothing is lost if this is never called."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _execute(self, statement: Statement) -> Rows:
        sql, values = _to_sqlite_sql(statement.sql), statement.parameters
        if type(values) is not list:
            rows: Rows = fetch_rows(self._connection, sql, values)
            return rows
        self._connection.executemany(sql, values)
        return ()

    def _run(self, operation: Operation[T]) -> T:
        with translate_errors:
            return run_operation(operation, self._execute)

    def _run_in_transaction(self, operation: Operation[T]) -> T:
        with translate_errors, transaction(self._connection):
            return run_operation(operation, self._execute)


class _SqliteDialect(Dialect):
    @staticmethod
    def _read_counts() -> Operation[Rows]:
        sql = (
            "SELECT state, due_on, cases FROM idverify_tally WHERE cases > 0 ORDER BY state, due_on"
        )
        return (yield Statement(sql, {}))

    @staticmethod
    def _append(append: Append) -> Operation[bool]:
        command = (append.case_id, append.command_id, append.command_digest)
        [(is_new,)] = yield Statement(_INSERT_COMMAND, command)
        if not is_new:
            recorded = yield from find_command_digest(append.case_id, append.command_id)
            require_same_request(append, recorded or "")
            return False
        [(is_moved,)] = yield Statement(_choose_case_statement(append), append.queue_row)
        if not is_moved:
            raise (yield from build_conflict_error(append))
        versions = enumerate(append.event_bodies, start=append.expected_version + 1)
        yield Statement(_INSERT_EVENT, [(append.case_id, n, body) for n, body in versions])
        effects = [(key, append.case_id, body) for key, body in append.effects]
        yield Statement(_INSERT_EFFECT, effects)
        return True

    @staticmethod
    def _acknowledge(keys: Sequence[str]) -> Operation[None]:
        sql = "DELETE FROM idverify_outbox WHERE key = :key"
        yield Statement(sql, [{"key": key} for key in keys])


def _choose_case_statement(append: Append) -> str:
    """Return the statement for the row of the queue view; on a conflict it changes no row."""
    if not append.expected_version:
        return _INSERT_CASE
    return _UPDATE_CASE_STATE if append.queue_row["keeps"] else _UPDATE_CASE


_INSERT_COMMAND: Final = "INSERT INTO idverify_command VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_INSERT_CASE: Final = """
    INSERT INTO idverify_case (case_id, version, state, submission_id, due_on, ends_at, overdue)
    VALUES (:case_id, :version, :state, :submission_id, :due_on, :ends_at, :overdue)
    ON CONFLICT DO NOTHING
"""
_UPDATE_CASE: Final = """
    UPDATE idverify_case SET version = :version, state = :state, overdue = :overdue,
        submission_id = :submission_id, due_on = :due_on, ends_at = :ends_at,
        reviewer = NULL, leased_until = NULL
    WHERE case_id = :case_id AND version = :expected
"""
_UPDATE_CASE_STATE: Final = """
    UPDATE idverify_case SET version = :version, state = iif(:stays, state, :state),
        overdue = iif(:stays, overdue, :overdue)
    WHERE case_id = :case_id AND version = :expected
"""
_INSERT_EVENT: Final = "INSERT INTO idverify_event VALUES (?, ?, ?)"
_INSERT_EFFECT: Final = "INSERT INTO idverify_outbox (key, case_id, body) VALUES (?, ?, ?)"


class SqliteCaseStore(_SqliteDatabase, _SqliteDialect, SqlCaseStore):
    """Case store, review queue and outbox in a SQLite file."""

    _schema = STORE_SCHEMA


class SqliteVault(_SqliteDatabase, SqlVault):
    """Vault in a SQLite file; unencrypted unless enclosed in an `EncryptedVault`."""

    _schema = VAULT_SCHEMA

    def _erase_deleted(self) -> None:
        """Empty the write-ahead log, which still contains the deleted bytes."""
        if self._connection.in_transaction:
            return  # the host's: the log can be emptied only after its commit
        row = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if row[0]:
            raise StoreUnavailableError("deleted bytes are still in the journal: purge again")


class _AsyncSqliteDatabase:
    """A SQLite file used asynchronously, through one dedicated thread."""

    _sync_class: ClassVar[type[_SqliteDatabase]]

    def __init__(self, path: str | Path, *, synchronous: str = "FULL") -> None:
        """Open or create the database at *path* and migrate it; arguments as for the sync class."""
        self._executor = ThreadPoolExecutor(1, "idverify-sqlite")
        self._database = self._executor.submit(
            self._sync_class, path, synchronous=synchronous
        ).result()

    async def close(self) -> None:
        """Close the file and end the thread."""
        await self._run_in_thread(self._database.close)
        self._executor.shutdown()

    async def _run_in_thread(self, work: Callable[[], T]) -> T:
        try:
            running = asyncio.get_running_loop().run_in_executor(self._executor, work)
        except RuntimeError:  # of a pool that was shut down
            raise StoreUnavailableError("the store was closed: open the file again") from None
        return await running

    async def _run(self, operation: Operation[T]) -> T:
        return await self._run_in_thread(lambda: self._database._run(operation))  # noqa: SLF001 - the async side of the same class

    async def _run_in_transaction(self, operation: Operation[T]) -> T:
        return await self._run_in_thread(lambda: self._database._run_in_transaction(operation))  # noqa: SLF001 - the same


class AsyncSqliteCaseStore(_AsyncSqliteDatabase, _SqliteDialect, AsyncSqlCaseStore):
    """Asynchronous counterpart of `SqliteCaseStore`."""

    _sync_class = SqliteCaseStore


class AsyncSqliteVault(_AsyncSqliteDatabase, AsyncSqlVault):
    """Asynchronous counterpart of `SqliteVault`."""

    _sync_class = SqliteVault

    async def _erase_deleted(self) -> None:
        vault = cast("SqliteVault", self._database)
        await self._run_in_thread(vault._erase_deleted)  # noqa: SLF001 - the async side of the same class
