"""What only a file can promise: restarts, kills, rivals, and bytes that are really gone."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from idverify.adapters.memory import FixedClock, MemoryNotifier
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.errors import IllegalTransitionError, StoreUnavailableError, VersionConflictError
from idverify.lifecycle.case import replay
from idverify.lifecycle.events import Approved, DeadlinePassed, Withdrawn
from idverify.lifecycle.states import State
from support.applicants import (
    CONTACT,
    HANAKO,
    RECEIVED_AT,
    bytes_of,
    submission,
    unobserved,
)
from support.desk import Room
from support.histories import ONE_OF_EACH, SUBMITTED

WRITER = Path(__file__).with_name("append_process.py")
EVENTS = tuple(ONE_OF_EACH.values())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a database file that is not there yet."""
    return tmp_path / "desk.db"


class TestRestart:
    """What was acknowledged is there when the file is opened again."""

    def test_a_desk_goes_on_where_it_stopped(self, path: Path) -> None:
        """Submitted before the restart, approved after it, and replayed to the same state."""
        arrived = unobserved(submission())
        with SqliteCaseStore(path) as store, SqliteVault(path) as vault:
            room = Room(store=store, vault=vault)
            room.desk.submit("a", arrived, bytes_of(arrived), CONTACT, command_id="c-1")
        with SqliteCaseStore(path) as store, SqliteVault(path) as vault:
            room = Room(store=store, vault=vault, clock=FixedClock(RECEIVED_AT))
            room.desk.observe("a", "s-1", [submission().documents[0].observation])
            outcome = room.desk.approve(
                "a", "s-1", profile=HANAKO, reviewer="r-1", command_id="c-2"
            )
            assert State.APPROVED is outcome.case.state
            assert outcome.case == replay(store.history("a"))
            assert isinstance(room.notifier, MemoryNotifier)
            assert len(room.notifier.sent) == 1


class TestRivals:
    """Of any number who decide at once, one wins and the others are told."""

    def test_threads_that_append_at_once_have_one_winner(self, path: Path) -> None:
        """Each round one append stands, and every other one gets a version conflict."""
        rivals, rounds = 6, 8
        start = threading.Barrier(rivals, timeout=30)

        def compete(name: int) -> list[bool]:
            wins = []
            with SqliteCaseStore(path) as store:
                for number in range(rounds):
                    start.wait()
                    try:
                        wins.append(
                            store.append(
                                "a",
                                [SUBMITTED],
                                (),
                                expected_version=number,
                                command_id=f"{name}/{number}",
                            )
                        )
                    except VersionConflictError:
                        wins.append(False)
            return wins

        with ThreadPoolExecutor(rivals) as pool:
            results = list(pool.map(compete, range(rivals)))
        assert [1] * rounds == [sum(each) for each in zip(*results, strict=True)]
        with SqliteCaseStore(path) as store:
            assert rounds == len(store.history("a"))

    def test_two_reviewers_who_decide_at_once_have_one_winner(self, path: Path) -> None:
        """One verdict stands; the other reviewer is told, and nothing is half done."""
        arrived = unobserved(submission())
        with SqliteCaseStore(path) as store, SqliteVault(path) as vault:
            desk = Room(store=store, vault=vault).desk
            desk.submit("a", arrived, bytes_of(arrived), CONTACT, command_id="c-1")
            desk.observe("a", "s-1", [submission().documents[0].observation])
        start = threading.Barrier(2, timeout=30)

        def decide(verb: str) -> bool:
            with SqliteCaseStore(path) as store, SqliteVault(path) as vault:
                desk = Room(store=store, vault=vault).desk
                start.wait()
                try:
                    if verb == "approve":
                        desk.approve("a", "s-1", profile=HANAKO, reviewer="r", command_id=verb)
                    else:
                        desk.withdraw("a", command_id=verb)
                except (VersionConflictError, IllegalTransitionError):
                    return False
                return True

        verbs = ("approve", "withdraw")
        with ThreadPoolExecutor(2) as pool:
            won = dict(zip(verbs, pool.map(decide, verbs), strict=True))
        with SqliteCaseStore(path) as store:
            last = type(store.history("a")[-1])
            assert [last is Approved, last is Withdrawn] == [won[verb] for verb in verbs]
            assert len(store.history("a")) == 2

    def test_processes_that_open_at_once_wait_for_each_other(self, path: Path) -> None:
        """Several processes make the same file and append to it; nobody is turned away."""
        code = (
            "import sys; from support.histories import SUBMITTED;"
            "from idverify.adapters.sqlite import SqliteCaseStore as S;"
            "store = S(sys.argv[1]);"
            "store.append(sys.argv[2], [SUBMITTED], (), expected_version=0, command_id='c')"
        )
        command = [sys.executable, "-c", code, str(path)]
        tests = str(Path(__file__).parents[1])
        started = [
            subprocess.Popen(  # noqa: S603 - our own code
                [*command, str(number)], env={"PYTHONPATH": tests}, stderr=subprocess.PIPE
            )
            for number in range(4)
        ]
        errors = [process.communicate()[1] for process in started]
        assert errors == [b""] * 4
        with SqliteCaseStore(path) as store:
            assert [len(store.history(str(number))) for number in range(4)] == [1] * 4


class TestKill:
    """A process that is killed loses nothing it acknowledged and leaves nothing by halves."""

    @pytest.mark.parametrize("acknowledged", [1, 7, 40])
    def test_a_killed_writer_leaves_whole_appends(self, path: Path, acknowledged: int) -> None:
        """All that was acknowledged is there, and at most one append beyond, whole."""
        with subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, str(WRITER), str(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(acknowledged)]
            writer.kill()
            lines += writer.stdout.readlines()
        last = int(lines[-1])
        with SqliteCaseStore(path) as store, SqliteVault(path) as vault:
            history = store.history("a")
            kinds = [type(event) for event in history]
            appends = len(history) // 2
            assert len(history) in {last, last + 2}
            assert [DeadlinePassed, Withdrawn] * appends == kinds
            assert appends == len(store.outstanding())
            assert all(
                store.find_command_digest("a", str(2 * number)) == "" for number in range(appends)
            )
            assert store.find_command_digest("a", str(len(history))) is None
            names = set(vault.names("a"))
            halves = {name[1:] for name in names}
            assert {f"{side}{half}" for side in "xy" for half in halves} == names
            assert appends <= len(halves) <= appends + 1

    def test_a_writer_goes_on_after_a_kill(self, path: Path) -> None:
        """The next process begins where the killed one stopped."""
        counts = [0]
        for _ in range(3):
            with subprocess.Popen(  # noqa: S603 - our own script
                [sys.executable, str(WRITER), str(path)], stdout=subprocess.PIPE
            ) as writer:
                assert writer.stdout is not None
                writer.stdout.readline()
                writer.kill()
            with SqliteCaseStore(path) as store:
                counts.append(len(store.history("a")))

        assert all(before < after for before, after in pairwise(counts))


class TestGone:
    """Destroyed bytes are in no file any more."""

    PRIVATE = b"private-private-private"

    def files(self, path: Path) -> bytes:
        """Return the bytes of the database and everything beside it."""
        return b"".join(file.read_bytes() for file in path.parent.iterdir())

    @pytest.mark.parametrize("size", [1, 300, 20_000])
    @pytest.mark.parametrize("way", ["purge", "drop", "replace and purge"])
    def test_no_byte_is_left(self, path: Path, size: int, way: str) -> None:
        """After a purge or a drop neither the file nor its journal holds the bytes."""
        with SqliteVault(path) as vault, SqliteCaseStore(path) as store:
            store.append("a", EVENTS, (), expected_version=0, command_id="c-1")
            vault.put("a", [("image/1", self.PRIVATE * size)])
            vault.put("b", [("image/1", b"somebody else" * size)])
            assert self.PRIVATE in self.files(path)
            if way == "drop":
                vault.drop("a", ["image/1"])
            else:
                if way != "purge":
                    vault.put("a", [("image/1", b"x")])
                vault.purge("a")
            assert self.PRIVATE not in self.files(path)
            assert b"somebody else" in self.files(path)

    def test_a_salt_is_destroyed_too(self, path: Path) -> None:
        """Without its salt a fingerprint can no longer be linked to anybody."""
        with SqliteVault(path) as vault:
            salt = vault.salt("a")
            assert salt in self.files(path)
            vault.purge("a")
            assert salt not in self.files(path)

    def test_a_purge_that_leaves_bytes_fails_and_can_be_repeated(self, path: Path) -> None:
        """While a reader holds the journal the purge says so; afterwards it succeeds."""
        with SqliteVault(path, busy_seconds=0.05) as vault, closing(SqliteVault(path)) as reader:
            vault.put("a", [("image/1", self.PRIVATE)])
            cursor = reader._connection.execute("SELECT * FROM idverify_item")  # noqa: SLF001 - a reader at work
            cursor.fetchone()
            reader._connection.execute("BEGIN")  # noqa: SLF001 - the same
            reader._connection.execute("SELECT * FROM idverify_item").fetchall()  # noqa: SLF001 - the same
            with pytest.raises(StoreUnavailableError, match="still in the journal"):
                vault.purge("a")
            reader._connection.execute("COMMIT")  # noqa: SLF001 - the same
            cursor.close()
            vault.purge("a")

            assert self.PRIVATE not in self.files(path)


@pytest.mark.parametrize("kind", [SqliteCaseStore, SqliteVault])
def test_a_file_that_cannot_be_used_is_told_in_words(
    kind: type[SqliteCaseStore | SqliteVault], tmp_path: Path
) -> None:
    """No folder, a folder in place of the file, a file that is no database."""
    text = tmp_path / "text.db"
    text.write_text("no database " * 200)
    for path in (tmp_path / "nowhere" / "a.db", tmp_path):
        with pytest.raises(StoreUnavailableError, match="make the folder, or name a file in it"):
            kind(path)
    with pytest.raises(StoreUnavailableError, match="the file is no SQLite database"):
        kind(text)


def test_a_store_that_was_closed_says_so(tmp_path: Path) -> None:
    """Whatever is asked of it, reading or writing."""
    store, vault = SqliteCaseStore(tmp_path / "s.db"), SqliteVault(tmp_path / "v.db")
    store.close()
    vault.close()
    for ask in (
        lambda: store.history("case-1"),
        lambda: store.clear_alarm("case-1"),
        lambda: store.acknowledge("key"),
        lambda: vault.names("case-1"),
        lambda: vault.put("case-1", [("name", b"data")]),
        lambda: vault.purge("case-1"),
    ):
        with pytest.raises(StoreUnavailableError, match="the store was closed"):
            ask()
