"""What the machine may do to a store: a clear error, another try where safe, no half case."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from idverify.adapters.postgres import AsyncPostgresCaseStore, PostgresCaseStore
from idverify.adapters.sqlite import SqliteCaseStore
from idverify.errors import StoreUnavailable
from idverify.lifecycle.effects import Notice, Notify
from support.histories import SUBMITTED

TOLD = Notify(notice=Notice.RECEIVED)


@contextmanager
def somebody_writing(file: Path) -> Iterator[None]:
    """Hold the write lock of a file."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("ROLLBACK")
    connection.close()


def kill_others(url: str) -> None:
    """Cut every other connection to the database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_locked_file_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    """After the wait the error says that somebody else is writing; later the same call works."""
    with SqliteCaseStore(tmp_path / "s.db", busy_seconds=0.01) as store:
        with (
            somebody_writing(tmp_path / "s.db"),
            pytest.raises(StoreUnavailable, match="SQLITE_BUSY"),
        ):
            store.append("c", [SUBMITTED], [TOLD], expected=0, command_id="1")

        assert store.history("c") == ()
        assert store.append("c", [SUBMITTED], [TOLD], expected=0, command_id="1")


def test_a_full_disk_leaves_no_half_case(tmp_path: Path) -> None:
    """An append for which there is no room is refused whole, and works once there is."""
    events = [SUBMITTED] * 2000
    with SqliteCaseStore(tmp_path / "s.db") as store:
        store._connection.execute("PRAGMA max_page_count = 20")  # noqa: SLF001 - the smallest disk
        with pytest.raises(StoreUnavailable, match="SQLITE_FULL"):
            store.append("c", events, [TOLD], expected=0, command_id="1")
        assert (store.history("c"), store.outstanding(), store.standing("c")) == ((), (), None)
        assert not store.has_seen("c", "1")
        store._connection.execute("PRAGMA max_page_count = 100000")  # noqa: SLF001 - a larger one
        assert store.append("c", events, [TOLD], expected=0, command_id="1")


def test_misuse_is_not_taken_for_bad_luck(tmp_path: Path) -> None:
    """A mistake in a statement stays what it is."""
    with SqliteCaseStore(tmp_path / "s.db") as store:
        store._connection.execute("DROP TABLE idverify_event")  # noqa: SLF001 - a mistake
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            store.history("c")


def test_a_cut_connection_is_replaced_and_the_append_tried_again(postgres: str) -> None:
    """All connections of the pool are cut between two appends; the second one succeeds."""
    with PostgresCaseStore(postgres, max_size=2) as store:
        store.append("c", [SUBMITTED], [TOLD], expected=0, command_id="1")
        kill_others(postgres)
        store.append("c", [SUBMITTED], [TOLD], expected=1, command_id="2")

        assert len(store.history("c")) == 2
        assert len(store.outstanding()) == 2


def test_a_cut_connection_is_replaced_when_awaited(postgres: str) -> None:
    """The same for the store to await."""

    async def story() -> int:
        store = await AsyncPostgresCaseStore.open(postgres, max_size=2)
        await store.append("c", [SUBMITTED], [TOLD], expected=0, command_id="1")
        kill_others(postgres)
        await store.append("c", [SUBMITTED], [TOLD], expected=1, command_id="2")
        found = len(await store.history("c"))
        await store.close()
        return found

    assert asyncio.run(story()) == 2


def test_an_append_tried_again_after_its_commit_is_recognised(postgres: str) -> None:
    """If only the answer is lost, the second try finds the command and adds nothing."""
    with PostgresCaseStore(postgres) as store:
        store.append("c", [SUBMITTED], [TOLD], expected=0, command_id="1")

        assert not store.append("c", [SUBMITTED], [TOLD], expected=0, command_id="1")
        assert len(store.outstanding()) == 1


def test_an_exhausted_pool_says_so(postgres: str) -> None:
    """Whoever waits in vain for a connection is told, after the time set."""
    with (
        PostgresCaseStore(postgres, max_size=1, timeout=0.05) as store,
        store._cursor(),  # noqa: SLF001 - all of them
        pytest.raises(StoreUnavailable, match="PoolTimeout"),
    ):
        store.history("c")


def test_a_cut_connection_of_a_host_is_the_hosts_to_replace(postgres: str) -> None:
    """On a host's connection nothing is tried again: its transaction is gone."""
    with psycopg.connect(postgres) as host:
        store = PostgresCaseStore.join(host)
        kill_others(postgres)
        with pytest.raises(StoreUnavailable, match=r"57P01|OperationalError"):
            store.append("c", [SUBMITTED], [TOLD], expected=0, command_id="1")


def test_nobody_at_the_address_is_told_at_the_start() -> None:
    """A wrong address is an error when the store is made, not at the first case."""
    with pytest.raises(StoreUnavailable):
        PostgresCaseStore("postgresql://nobody@127.0.0.1:1/none", timeout=0.2)
