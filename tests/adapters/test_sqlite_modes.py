"""Connections of a host in every transaction mode, and what is no usable database."""

import asyncio
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idverify.adapters.sqlite import AsyncSqliteCaseStore, SqliteCaseStore, SqliteVault
from idverify.errors import ConfigurationError, IdVerifyError, StoreUnavailableError
from support.histories import SUBMITTED

MODES: list[dict[str, Any]] = [
    {"isolation_level": None},
    {"isolation_level": ""},
    {"isolation_level": "DEFERRED"},
    {"isolation_level": "IMMEDIATE"},
    {"isolation_level": "EXCLUSIVE"},
]
if sys.version_info >= (3, 12):
    MODES += [{"autocommit": True}, {"autocommit": False}]


def appended(store: SqliteCaseStore) -> bool:
    """Append the first event of a case."""
    return store.append("c-1", [SUBMITTED], [], expected_version=0, command_id="1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with the tables of this release."""
    path = tmp_path / "desk.db"
    SqliteCaseStore(path).close()
    return path


@pytest.mark.parametrize("mode", MODES, ids=str)
@pytest.mark.parametrize("commits", [True, False])
def test_what_was_appended_is_kept_or_left_to_the_host(
    file: Path, mode: dict[str, Any], commits: bool
) -> None:
    """A connection that commits itself keeps the append; any other one when the host commits."""
    connection = sqlite3.connect(file, **mode)
    commits_itself = mode in ({"isolation_level": None}, {"autocommit": True})
    assert appended(SqliteCaseStore.from_connection(connection))
    if commits:
        connection.commit()
    connection.close()

    with SqliteCaseStore(file) as kept:
        assert len(kept.history("c-1")) == (commits or commits_itself)


@pytest.mark.parametrize("factory", [sqlite3.Row, lambda _, row: dict(enumerate(row))])
def test_a_row_factory_of_the_host_is_not_used(file: Path, factory: Any) -> None:  # noqa: ANN401
    """The host's rows may be of any kind; ours are tuples."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.row_factory = factory
    store = SqliteCaseStore.from_connection(connection)

    assert appended(store)
    assert len(store.history("c-1")) == 1
    assert connection.execute("select 1").fetchone() != (1,)
    connection.close()


@pytest.mark.parametrize("path", ["", None, 1])
@pytest.mark.parametrize("kind", [SqliteCaseStore, SqliteVault])
def test_an_empty_path_is_no_database(path: Any, kind: Callable[[Any], object]) -> None:  # noqa: ANN401
    """An unset variable would be a temporary database, which is lost when it is closed."""
    with pytest.raises(ConfigurationError, match="path is"):
        kind(path)


def closed() -> sqlite3.Connection:
    """Return a connection that was closed."""
    connection = sqlite3.connect(":memory:")
    connection.close()
    return connection


@pytest.mark.parametrize(
    "make", [lambda: None, lambda: "desk.db", closed], ids=["None", "text", "closed"]
)
def test_what_is_no_open_connection_is_refused(make: Callable[[], Any]) -> None:
    """A host's connection is checked when it is handed over."""
    with pytest.raises(ConfigurationError, match="connection"):
        SqliteCaseStore.from_connection(make())


def test_use_from_another_thread_says_what_to_do(file: Path) -> None:
    """One object for each thread: the error names the setting."""
    store, raised = SqliteCaseStore(file), list[Exception]()

    def read() -> None:
        try:
            store.history("c-1")
        except Exception as error:  # noqa: BLE001 - whatever it is
            raised.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    store.close()
    assert isinstance(raised[0], ConfigurationError)
    assert "check_same_thread=False" in str(raised[0])


def test_an_asynchronous_store_that_was_closed_is_unavailable(file: Path) -> None:
    """Use after close is the error that it is for the blocking store."""

    async def use() -> None:
        store = AsyncSqliteCaseStore(file)
        await store.close()
        await store.history("c-1")

    with pytest.raises(StoreUnavailableError, match="was closed"):
        asyncio.run(use())


def test_a_damaged_file_is_reported(file: Path) -> None:
    """A file that was cut in half is unavailable, not an error of the database module."""
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])

    def use() -> None:
        with SqliteCaseStore(file) as store:
            appended(store)
            store.history("c-1")

    with pytest.raises(IdVerifyError):
        use()


def test_a_deferred_transaction_that_lost_a_race_says_how_to_begin(file: Path) -> None:
    """A host that reads before another writer commits is told to begin immediately."""
    host = sqlite3.connect(file, isolation_level=None)
    host.execute("BEGIN")
    store = SqliteCaseStore.from_connection(host)
    assert store.history("c-1") == ()
    with SqliteCaseStore(file) as other:
        appended(other)

    with pytest.raises(StoreUnavailableError, match="BEGIN IMMEDIATE"):
        store.append("c-2", [SUBMITTED], [], expected_version=0, command_id="1")
    host.close()
