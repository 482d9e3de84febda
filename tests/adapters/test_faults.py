"""What the machine may do to a store: a clear error, another try where safe, no half case."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from idverify.adapters.memory import FixedClock, MemoryCaseStore
from idverify.adapters.postgres import AsyncPostgresCaseStore, PostgresCaseStore, PostgresVault
from idverify.adapters.relay import Relay
from idverify.adapters.sqlite import SqliteCaseStore
from idverify.errors import InvalidValueError, StoreUnavailableError
from idverify.lifecycle.states import State
from idverify.testing._store_laws import HOUR, NOTIFY_RECEIVED, NOW, append_first_submission
from support.applicants import CONTACT, bytes_of, submission, unobserved
from support.desk import Room
from support.histories import SUBMITTED


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
            pytest.raises(StoreUnavailableError, match="SQLITE_BUSY"),
        ):
            store.append("c", [SUBMITTED], [NOTIFY_RECEIVED], expected_version=0, command_id="1")

        assert store.history("c") == ()
        assert store.append("c", [SUBMITTED], [NOTIFY_RECEIVED], expected_version=0, command_id="1")


def test_a_full_disk_leaves_no_half_case(tmp_path: Path) -> None:
    """An append for which there is no room is refused whole, and works once there is."""
    events = [SUBMITTED] * 2000
    with SqliteCaseStore(tmp_path / "s.db") as store:
        store._connection.execute("PRAGMA max_page_count = 20")  # noqa: SLF001 - the smallest disk
        with pytest.raises(StoreUnavailableError, match="SQLITE_FULL"):
            store.append("c", events, [NOTIFY_RECEIVED], expected_version=0, command_id="1")
        assert (store.history("c"), store.outstanding(), store.get_entry("c")) == ((), (), None)
        assert store.find_command_digest("c", "1") is None
        store._connection.execute("PRAGMA max_page_count = 100000")  # noqa: SLF001 - a larger one
        assert store.append("c", events, [NOTIFY_RECEIVED], expected_version=0, command_id="1")


def test_misuse_is_not_taken_for_bad_luck(tmp_path: Path) -> None:
    """A mistake in a statement stays what it is."""
    with SqliteCaseStore(tmp_path / "s.db") as store:
        store._connection.execute("DROP TABLE idverify_event")  # noqa: SLF001 - a mistake
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            store.history("c")


def test_a_cut_connection_is_replaced_and_the_append_tried_again(postgres: str) -> None:
    """All connections of the pool are cut between two appends; the second one succeeds."""
    with PostgresCaseStore(postgres, max_size=2) as store:
        store.append("c", [SUBMITTED], [NOTIFY_RECEIVED], expected_version=0, command_id="1")
        kill_others(postgres)
        store.append("c", [SUBMITTED], [NOTIFY_RECEIVED], expected_version=1, command_id="2")

        assert len(store.history("c")) == 2
        assert len(store.outstanding()) == 2


def test_a_cut_connection_is_replaced_when_awaited(postgres: str) -> None:
    """The same for the store to await."""

    async def story() -> int:
        store = await AsyncPostgresCaseStore.open(postgres, max_size=2)
        await store.append("c", [SUBMITTED], [NOTIFY_RECEIVED], expected_version=0, command_id="1")
        kill_others(postgres)
        await store.append("c", [SUBMITTED], [NOTIFY_RECEIVED], expected_version=1, command_id="2")
        found = len(await store.history("c"))
        await store.close()
        return found

    assert asyncio.run(story()) == 2


def test_an_append_tried_again_after_its_commit_is_recognised(postgres: str) -> None:
    """If only the answer is lost, the second try finds the command and adds nothing."""
    with PostgresCaseStore(postgres) as store:
        store.append("c", [SUBMITTED], [NOTIFY_RECEIVED], expected_version=0, command_id="1")

        assert not store.append(
            "c", [SUBMITTED], [NOTIFY_RECEIVED], expected_version=0, command_id="1"
        )
        assert len(store.outstanding()) == 1


def test_an_exhausted_pool_says_so(postgres: str) -> None:
    """Whoever waits in vain for a connection is told, after the time set."""
    with (
        PostgresCaseStore(postgres, max_size=1, timeout=0.05) as store,
        store._cursor(),  # noqa: SLF001 - all of them
        pytest.raises(StoreUnavailableError, match="PoolTimeout"),
    ):
        store.history("c")


def test_a_cut_connection_of_a_host_is_the_hosts_to_replace(postgres: str) -> None:
    """On a host's connection nothing is tried again: its transaction is gone."""
    with psycopg.connect(postgres) as host:
        store = PostgresCaseStore.from_connection(host)
        kill_others(postgres)
        with pytest.raises(StoreUnavailableError, match=r"57P01|OperationalError"):
            store.append("c", [SUBMITTED], [NOTIFY_RECEIVED], expected_version=0, command_id="1")


def test_nobody_at_the_address_is_told_at_the_start() -> None:
    """A wrong address is an error when the store is made, not at the first case."""
    with pytest.raises(StoreUnavailableError):
        PostgresCaseStore("postgresql://nobody@127.0.0.1:1/none", timeout=0.2)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_real_disk_that_is_full_leaves_no_half_case(kind: str) -> None:
    """A disk of a few megabytes is filled: one clear error, nothing by halves, and on it goes."""
    words = [] if os.getuid() == 0 else ["--map-root-user"]
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "--mount", *words, "true"], check=False).returncode:  # noqa: S603 - our own words
        pytest.skip("this machine lets nobody mount a small disk of their own (unshare)")
    script = Path(__file__).parents[1] / "faults" / "full_disk.py"
    run = subprocess.run(  # noqa: S603 - ours
        [sys.executable, str(script), kind], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert ("SQLITE_FULL" if kind == "sqlite" else "53100") in run.stdout


def test_a_cut_connection_is_replaced_before_the_vault_writes(postgres: str) -> None:
    """What takes several statements is not begun on a dead connection."""
    with PostgresVault(postgres, max_size=2) as vault:
        vault.put("c", [("a", b"1")])
        kill_others(postgres)
        vault.put("c", [("a", b"2"), ("b", b"3")])

        assert (vault.get("c", "a"), vault.get("c", "b")) == (b"2", b"3")


class TestAClockThatGoesBack:
    """Time as the machine tells it is not trusted to go forward (NTP, a restored image)."""

    def test_nothing_is_sent_twice_or_lost(self) -> None:
        """A relay whose clock is behind waits for what another one has, and then goes on."""
        store, clock, sent = MemoryCaseStore(), FixedClock(NOW), list[str]()
        append_first_submission(store, "c-1", NOTIFY_RECEIVED)
        store.lease(now=NOW, until=NOW + HOUR, limit=9)  # by another relay, which died
        worker = Relay(outbox=store, perform=lambda entry: sent.append(entry.key), clock=clock)
        for moment in (NOW - HOUR, NOW, NOW + HOUR, NOW - HOUR):
            clock.moment = moment
            worker.drain()

        assert sent == ["c-1/1/0"]

    @pytest.mark.parametrize("behind", [timedelta(milliseconds=5), timedelta(minutes=1)])
    def test_a_clock_a_little_behind_is_as_good(self, behind: timedelta) -> None:
        """Two machines differ a little: the step is kept at the moment of the one before."""
        room = Room()
        room.desk.submit("c", submission(), bytes_of(submission()), CONTACT, command_id="1")
        last = room.clock.moment
        room.clock.moment -= behind
        room.desk.withdraw("c", command_id="2")

        assert [event.at for event in room.store.history("c")] == [last, last]

    def test_a_clock_far_behind_is_told_and_nothing_is_kept(self) -> None:
        """A step that would seem older than its submission is refused, not kept out of order."""
        room = Room()
        room.desk.submit("c", submission(), bytes_of(submission()), CONTACT, command_id="1")
        room.clock.moment -= timedelta(minutes=1, seconds=1)
        with pytest.raises(InvalidValueError, match="set the clock and repeat"):
            room.desk.withdraw("c", command_id="2")

        assert room.desk.case("c").state is State.UNDER_REVIEW
        assert len(room.store.history("c")) == 1

    def test_operators_are_told_once(self) -> None:
        """An overdue case is told of once, however often its deadline passes."""
        room = Room()
        handed_in = submission()
        room.desk.submit("c", unobserved(handed_in), bytes_of(handed_in), CONTACT, command_id="1")
        late = room.clock.moment + timedelta(days=30)
        swept = []
        for moment in (late, late - timedelta(days=29), late):
            room.clock.moment = moment
            swept.append(room.desk.process_due_cases().overdue)

        assert swept == [("c",), (), ()]
