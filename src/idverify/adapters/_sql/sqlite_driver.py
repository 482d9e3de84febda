"""Use of the `sqlite3` module: transactions in every mode of a connection, rows and errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from idverify.errors import ConfigurationError, StoreUnavailableError

__all__ = ["fetch_rows", "require_connection", "require_path", "transaction", "translate_errors"]


def require_path(path: object) -> None:
    """Raise unless *path* names a database file or `:memory:`.

    Raises:
        ConfigurationError: It is empty, or another kind of value.
    """
    if not isinstance(path, str | Path) or not str(path):
        what = "empty" if isinstance(path, str) else type(path).__name__
        raise ConfigurationError(
            f"path is {what}: pass the path of a file, or ':memory:' for a database that is lost"
            " when it is closed"
        )


def require_connection(connection: object) -> None:
    """Raise unless *connection* is an open connection of `sqlite3`.

    Raises:
        ConfigurationError: It is another kind of value, or it is closed.
    """
    if not isinstance(connection, sqlite3.Connection):
        raise ConfigurationError(
            f"connection is {type(connection).__name__}: pass a connection of `sqlite3`, such as"
            " `sqlite3.connect(path)`"
        )
    try:
        connection.total_changes  # noqa: B018 - raises if the connection is closed
    except sqlite3.ProgrammingError as error:
        raise ConfigurationError(f"connection cannot be used: {error}") from None


def fetch_rows(connection: sqlite3.Connection, sql: str, values: Any) -> Any:  # noqa: ANN401 - as sqlite3 has them
    """Run a statement and return its rows as tuples, or the number of rows it changed.

    A host may have set a `row_factory`, which is not used here.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(sql, values)
    return cursor.fetchall() if cursor.description else ((cursor.rowcount,),)


def _commits_itself(connection: sqlite3.Connection) -> bool:
    """Return whether nobody else commits what is begun on a connection outside a transaction.

    That is so in the autocommit mode of Python 3.12 (`autocommit=True`), and in that of earlier
    releases (`isolation_level=None`). `autocommit=False` keeps a transaction open at all times.
    """
    mode = getattr(connection, "autocommit", _LEGACY_CONTROL)
    return mode is True or (mode == _LEGACY_CONTROL and connection.isolation_level is None)


#: `sqlite3.LEGACY_TRANSACTION_CONTROL`, which Python 3.11 does not name.
_LEGACY_CONTROL: Final = -1


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block atomically; on a connection of the host, leave the commit to the host."""
    if connection.in_transaction:
        begin, end, undo = "SAVEPOINT idverify", "RELEASE idverify", "ROLLBACK TO idverify"
    else:
        # IMMEDIATE takes the write lock before anything is read, so that the values read are
        # still current at the write. A connection that is not in autocommit belongs to a
        # host, which decides when to commit.
        end = "COMMIT" if _commits_itself(connection) else ""
        begin, undo = "BEGIN IMMEDIATE", "ROLLBACK"
    connection.execute(begin)
    try:
        yield
        connection.execute(end)
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute(undo)
        raise


class _ErrorTranslator:
    """Raises `StoreUnavailableError` for failures of the database; leaves misuse unchanged."""

    # Every statement passes through here; a generator function would take three times as long.
    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if not isinstance(error, sqlite3.Error):
            return
        name = getattr(error, "sqlite_errorname", None)
        if isinstance(error, sqlite3.ProgrammingError):
            _raise_for_misuse(error)
        if name == "SQLITE_NOTADB":
            raise StoreUnavailableError("the file is no SQLite database, or encrypted") from error
        if name == "SQLITE_BUSY_SNAPSHOT":
            raise StoreUnavailableError(
                "another writer came between the read and the write of this transaction: repeat"
                " it, and begin it with BEGIN IMMEDIATE (in Django: OPTIONS with"
                " transaction_mode='IMMEDIATE')"
            ) from error
        if name == "SQLITE_CANTOPEN":
            raise StoreUnavailableError(
                f"SQLite cannot go on ({name}): make the folder, or name a file in it"
            ) from error
        is_damage = isinstance(error, sqlite3.DatabaseError) and name in _DAMAGE
        is_failure = isinstance(error, sqlite3.OperationalError)
        if is_damage or (is_failure and name not in {None, "SQLITE_ERROR"}):
            raise StoreUnavailableError(f"SQLite cannot go on ({name}): {error}") from error


#: What SQLite reports of a file that was cut or changed by others.
_DAMAGE: Final = frozenset({"SQLITE_CORRUPT", "SQLITE_CORRUPT_INDEX", "SQLITE_CORRUPT_VTAB"})


def _raise_for_misuse(error: sqlite3.ProgrammingError) -> None:
    # `sqlite3` has no error codes for these, only texts, unchanged since Python 2.
    if "closed database" in str(error):
        raise StoreUnavailableError("the store was closed: open the file again") from error
    if "same thread" in str(error):
        raise ConfigurationError(
            "the store was opened in another thread: open one for each thread, or pass"
            " check_same_thread=False and let only one thread use it at a time"
        ) from error


translate_errors: Final = _ErrorTranslator()
