"""Store and vault in one SQLite file, with the standard library only: the embedded default.

Write-ahead logging, one transaction an append, so that a killed process loses
nothing that was acknowledged and leaves nothing by halves. Deleted bytes are
overwritten (`secure_delete`), and a purge also empties the journal.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final, Self, TypeVar, cast

from idverify.adapters._sql.operations import (
    Append,
    Operation,
    Rows,
    Statement,
    build_conflict_error,
)
from idverify.adapters._sql.schema import (
    CREATE_VERSION_TABLE,
    SELECT_VERSION,
    UPSERT_VERSION,
    Schema,
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

#: The tables of the first release, which noted no version, and their columns.
_UNVERSIONED: Final = {
    "store": {"event": "case_id version body", "outbox": "place key case_id body"},
    "vault": {"vault": "case_id name data", "salt": "case_id data"},
}

T = TypeVar("T")


def migrate(connection: sqlite3.Connection, schema: Schema) -> tuple[int, int]:
    """Bring a database to the version this release needs; return the version before and now.

    All steps are applied in one transaction, with the data that are there; a
    database that is up to date is left alone.

    Raises:
        SchemaMismatchError: The database was made by a newer release.
    """
    if _read_version(connection, schema) != schema.required_version:
        with _transaction(connection):
            found = _read_version(connection, schema)
            for step in schema.pending_migrations(
                found, unversioned=_is_unversioned(connection, schema)
            ):
                for statement in _split_statements(step.sql):
                    connection.execute(statement)
            connection.execute(CREATE_VERSION_TABLE)
            note = {"part": schema.part, "version": max(found, schema.required_version)}
            connection.execute(UPSERT_VERSION, note)
        schema.require_version(max(found, schema.required_version))
        return found, schema.required_version
    return schema.required_version, schema.required_version


def _read_version(connection: sqlite3.Connection, schema: Schema) -> int:
    if not _read_columns(connection, "idverify_schema"):
        return 0
    row = connection.execute(SELECT_VERSION, {"part": schema.part}).fetchone()
    return int(row[0]) if row else 0


def _read_columns(connection: sqlite3.Connection, table: str) -> str:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return " ".join(name for (name,) in rows)


def _is_unversioned(connection: sqlite3.Connection, schema: Schema) -> bool:
    tables = _UNVERSIONED[schema.part].items()
    return all(_read_columns(connection, table) == columns for table, columns in tables)


def _split_statements(script: str) -> Iterator[str]:
    # `executescript` commits what is pending first, and would end our transaction.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit a block whole or not at all; within a host's transaction, leave that to the host."""
    if connection.in_transaction:
        begin, end, undo = "SAVEPOINT idverify", "RELEASE idverify", "ROLLBACK TO idverify"
    else:
        # IMMEDIATE takes the write lock before anything is read, so that what was read
        # still holds when it is written. A connection that is not in autocommit belongs
        # to a host, who will say when to commit.
        is_ours = connection.isolation_level is None
        begin, end, undo = "BEGIN IMMEDIATE", "COMMIT" if is_ours else "", "ROLLBACK"
    connection.execute(begin)
    try:
        yield
        connection.execute(end)
    except BaseException:
        if connection.in_transaction:  # a full disk ends it by itself
            connection.execute(undo)
        raise


@lru_cache
def _to_sqlite_sql(sql: str) -> str:
    """Spell a statement for SQLite, where the one writer holds the lock anyway."""
    return sql.replace("FOR UPDATE SKIP LOCKED", "")


def _enable_wal(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Switch a file to write-ahead logging, which stays switched."""
    # Of several who do so at once SQLite turns all but one away without waiting for it.
    end = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.002)
        else:
            return


class _SqliteDatabase:
    """A connection, of our own or of a host, and how steps are run on it."""

    _schema: Schema

    def __init__(
        self,
        path: str | Path,
        *,
        synchronous: str = "FULL",
        busy_seconds: float = BUSY_SECONDS,
        check_same_thread: bool = True,
    ) -> None:
        """Open or make the file at *path* and bring it up to date; one object for each thread.

        Args:
            path: The file.
            synchronous: FULL outlives a power cut; NORMAL is three times faster and may then
                lose the last appends, never half of one.
            busy_seconds: How long to wait for another process that is writing.
            check_same_thread: False if you make sure yourself that no two threads use it at once.

        Raises:
            StoreUnavailableError: The folder is not there, or the file is no database.
        """
        with _translate_errors:
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
        """Work on a host's connection: what is written becomes part of the host's transaction.

        The host commits. Its tables must be up to date: run `migrate`, or the SQL of
        the schema's `ddl()`, with your own migrations.

        Raises:
            SchemaMismatchError: They are not.
        """
        cls._schema.require_version(_read_version(connection, cls._schema))
        joined = cls.__new__(cls)
        joined._connection = connection  # noqa: SLF001 - of our own class
        return joined

    def close(self) -> None:
        """Close the file; nothing is lost if this is never called."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _execute(self, step: Statement) -> Rows:
        sql, values = _to_sqlite_sql(step.sql), step.parameters
        if type(values) is not list:
            found = self._connection.execute(sql, values)
            return found.fetchall() if found.description else ((found.rowcount,),)
        self._connection.executemany(sql, values)
        return ()

    def _run(self, operation: Operation[T]) -> T:
        with _translate_errors:
            return run_operation(operation, self._execute)

    def _run_in_transaction(self, operation: Operation[T]) -> T:
        with _translate_errors, _transaction(self._connection):
            return run_operation(operation, self._execute)


class _ErrorTranslator:
    """Turns what the machine does to us into one error, and leaves misuse as it is."""

    # A class, because every statement passes here and a generator takes three times as long.
    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if not isinstance(error, sqlite3.Error):
            return
        name = getattr(error, "sqlite_errorname", None)
        if _is_closed(error):
            raise StoreUnavailableError("the store was closed: open the file again") from error
        if name == "SQLITE_NOTADB":
            raise StoreUnavailableError("the file is no SQLite database, or encrypted") from error
        if name == "SQLITE_CANTOPEN":
            raise StoreUnavailableError(
                f"SQLite cannot go on ({name}): make the folder, or name a file in it"
            ) from error
        if isinstance(error, sqlite3.OperationalError) and name not in {None, "SQLITE_ERROR"}:
            raise StoreUnavailableError(f"SQLite cannot go on ({name}): {error}") from error


def _is_closed(error: sqlite3.Error) -> bool:
    # The module has no code for this: only words, the same since Python 2.
    return isinstance(error, sqlite3.ProgrammingError) and "closed database" in str(error)


_translate_errors: Final = _ErrorTranslator()


class _SqliteDialect(Dialect):
    @staticmethod
    def _read_counts() -> Operation[Rows]:
        sql = (
            "SELECT state, due_on, cases FROM idverify_tally WHERE cases > 0 ORDER BY state, due_on"
        )
        return (yield Statement(sql, {}))

    @staticmethod
    def _append(append: Append) -> Operation[bool]:
        command = (append.case_id, append.command_id)
        [(is_new,)] = yield Statement(_INSERT_COMMAND, command)
        if not is_new:
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
    """Choose what happens to the row of the queue view; it touches none if somebody was first."""
    if not append.expected_version:
        return _INSERT_CASE
    return _UPDATE_CASE_STATE if append.queue_row["keeps"] else _UPDATE_CASE


_INSERT_COMMAND: Final = "INSERT INTO idverify_command VALUES (?, ?) ON CONFLICT DO NOTHING"
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
    UPDATE idverify_case SET version = :version, state = :state, overdue = :overdue
    WHERE case_id = :case_id AND version = :expected
"""
_INSERT_EVENT: Final = "INSERT INTO idverify_event VALUES (?, ?, ?)"
_INSERT_EFFECT: Final = "INSERT INTO idverify_outbox (key, case_id, body) VALUES (?, ?, ?)"


class SqliteCaseStore(_SqliteDatabase, _SqliteDialect, SqlCaseStore):
    """Keeps histories, the queue view, outbox and alarms in a SQLite file."""

    _schema = STORE_SCHEMA


class SqliteVault(_SqliteDatabase, SqlVault):
    """Keeps items in a SQLite file, in the clear unless an `EncryptedVault` is around it."""

    _schema = VAULT_SCHEMA

    def _erase_deleted(self) -> None:
        """Remove old pages from the write-ahead log, where deleted bytes would live on."""
        if self._connection.in_transaction:
            return  # a host's: the log can be emptied only after its commit
        row = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if row[0]:
            raise StoreUnavailableError("deleted bytes are still in the journal: purge again")


class _AsyncSqliteDatabase:
    """A file whose one thread does the waiting."""

    _sync_class: ClassVar[type[_SqliteDatabase]]

    def __init__(self, path: str | Path, *, synchronous: str = "FULL") -> None:
        """Open or make the file at *path* and bring it up to date."""
        self._executor = ThreadPoolExecutor(1, "idverify-sqlite")
        self._database = self._executor.submit(
            self._sync_class, path, synchronous=synchronous
        ).result()

    async def close(self) -> None:
        """Close the file and end the thread."""
        await self._run_in_thread(self._database.close)
        self._executor.shutdown()

    async def _run_in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    async def _run(self, operation: Operation[T]) -> T:
        return await self._run_in_thread(lambda: self._database._run(operation))  # noqa: SLF001 - two surfaces of one file

    async def _run_in_transaction(self, operation: Operation[T]) -> T:
        return await self._run_in_thread(lambda: self._database._run_in_transaction(operation))  # noqa: SLF001 - the same


class AsyncSqliteCaseStore(_AsyncSqliteDatabase, _SqliteDialect, AsyncSqlCaseStore):
    """The same store to await."""

    _sync_class = SqliteCaseStore


class AsyncSqliteVault(_AsyncSqliteDatabase, AsyncSqlVault):
    """The same vault to await."""

    _sync_class = SqliteVault

    async def _erase_deleted(self) -> None:
        shelf = cast("SqliteVault", self._database)
        await self._run_in_thread(shelf._erase_deleted)  # noqa: SLF001 - two surfaces of one file
