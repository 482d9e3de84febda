"""Schema versions: applied once, checked at start, printed for others, and never a lost row."""

import sqlite3
from datetime import date
from pathlib import Path

import psycopg
import pytest

from idverify.adapters import postgres as pg
from idverify.adapters import sqlite as lite
from idverify.adapters._sql.schema import Schema
from idverify.adapters.postgres import PostgresCaseStore, PostgresVault
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.errors import SchemaMismatchError
from idverify.interchange.codec import dump
from idverify.lifecycle.effects import Effect, NotificationKind, Notify
from idverify.lifecycle.events import DeadlinePassed, Event, Submitted
from idverify.lifecycle.queue_projection import TARGET_STATE
from idverify.lifecycle.transitions import REVIEW_NOTES, TRANSITIONS
from idverify.ports import QueueEntry
from support.histories import ONE_OF_EACH, SUBMITTED, WAY_TO
from support.postgres import empty_database

#: The tables of the first release, word for word.
FIRST_STORE = """
CREATE TABLE IF NOT EXISTS event (
    case_id TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (case_id, version)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS command (
    case_id TEXT NOT NULL, command_id TEXT NOT NULL,
    PRIMARY KEY (case_id, command_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (
    place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS alarm (case_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alarm_by_time ON alarm (at);
"""
FIRST_VAULT = """
CREATE TABLE IF NOT EXISTS vault (
    case_id TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (case_id, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS salt (case_id TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
"""


def first_release(file: Path, histories: dict[str, list[Event]]) -> None:
    """Write a database as the first release did."""
    with sqlite3.connect(file) as connection:
        connection.executescript(FIRST_STORE + FIRST_VAULT)
        for case_id, events in histories.items():
            rows = [(case_id, n, dump(e, Event)) for n, e in enumerate(events, start=1)]
            connection.executemany("INSERT INTO event VALUES (?, ?, ?)", rows)
            connection.execute("INSERT INTO command VALUES (?, 'begin')", (case_id,))
        body = dump(Notify(kind=NotificationKind.RECEIVED), Effect)
        connection.execute("INSERT INTO outbox VALUES (1, 'c/1/0', 'c', ?)", (body,))
        connection.execute("INSERT INTO alarm VALUES ('c', '2026-11-10T15:00:00.000000+00:00')")
        connection.execute("INSERT INTO vault VALUES ('c', 'contact', x'01')")
        connection.execute("INSERT INTO salt VALUES ('c', x'02')")
    connection.close()


def test_a_database_of_the_first_release_keeps_all_it_had(tmp_path: Path) -> None:
    """Histories, commands, effects, alarms, items and salts are there after the migration."""
    first_release(tmp_path / "old.db", {"c": [SUBMITTED]})

    with SqliteCaseStore(tmp_path / "old.db") as store:
        assert store.history("c") == (SUBMITTED,)
        assert store.find_command_digest("c", "begin") is not None
        assert [entry.key for entry in store.outstanding()] == ["c/1/0"]
        assert store.alarms_until(SUBMITTED.deadline.ends_at) == ("c",)
        assert store.append(
            "c", [ONE_OF_EACH[DeadlinePassed]], [], expected_version=1, command_id="2"
        )
    with SqliteVault(tmp_path / "old.db") as vault:
        assert (vault.get("c", "contact"), vault.salt("c")) == (b"\x01", b"\x02")


def test_cases_of_the_first_release_join_the_queue_as_new_ones_do(tmp_path: Path) -> None:
    """For every way a history can end, the migrated row equals the one an append writes."""
    histories: dict[str, list[Event]] = {
        f"{way[-1].__name__}-{end.__name__}": [ONE_OF_EACH[kind] for kind in (*way, end)]
        for state, way in WAY_TO.items()
        for end in TRANSITIONS[state]
        if way and end not in REVIEW_NOTES  # the first release had none
    }
    first_release(tmp_path / "old.db", histories)
    with SqliteCaseStore(tmp_path / "old.db") as old, SqliteCaseStore(tmp_path / "new.db") as new:
        for case_id, events in histories.items():
            for n, event in enumerate(events):
                new.append(case_id, [event], [], expected_version=n, command_id=str(n))

        assert [old.get_entry(c) for c in histories] == [new.get_entry(c) for c in histories]
        assert old.counts() == new.counts()


def test_each_kind_of_event_leads_to_one_state() -> None:
    """The queue view follows from the last event: each row of the table says the same.

    Notes of a review are no exception: they leave the queue entry as it is.
    """
    pairs = {
        (event, state)
        for row in TRANSITIONS.values()
        for event, state in row.items()
        if event not in REVIEW_NOTES
    }

    assert pairs == {pair for pair in TARGET_STATE.items() if pair[0] not in REVIEW_NOTES}


@pytest.mark.parametrize("schema", [lite.STORE_SCHEMA, lite.VAULT_SCHEMA])
def test_migrating_a_file_twice_changes_nothing(schema: Schema) -> None:
    """The first call says what was found and what is now; the second finds it done."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    first, second = lite.migrate(connection, schema), lite.migrate(connection, schema)
    connection.close()

    assert (first, second) == (
        (0, schema.required_version),
        (schema.required_version, schema.required_version),
    )


def test_migrating_a_server_twice_changes_nothing(postgres: str) -> None:
    """The same on PostgreSQL, where the tables of both parts lie side by side."""
    with empty_database(postgres) as url:
        found = [pg.migrate(url, s) for s in (pg.STORE_SCHEMA, pg.VAULT_SCHEMA, pg.STORE_SCHEMA)]

    assert found == [(0, 2), (0, 1), (2, 2)]


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """If one statement fails, none of them has happened."""
    file = tmp_path / "other.db"
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("CREATE TABLE idverify_tally (mine)")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        lite.migrate(connection, lite.STORE_SCHEMA)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()

    assert tables == [("idverify_tally",)]


def test_a_table_of_the_hosts_own_is_left_alone(tmp_path: Path) -> None:
    """Only tables exactly like those of the first release are taken for ours."""
    connection = sqlite3.connect(tmp_path / "host.db", isolation_level=None)
    connection.execute("CREATE TABLE event (id, title)")
    lite.migrate(connection, lite.STORE_SCHEMA)
    columns = connection.execute("SELECT name FROM pragma_table_info('event')").fetchall()
    connection.close()

    assert columns == [("id",), ("title",)]


def test_a_newer_database_is_refused(tmp_path: Path, postgres: str) -> None:
    """A file or server that a newer release has changed is not touched; both versions are named."""
    with SqliteCaseStore(tmp_path / "new.db"):
        pass
    connection = sqlite3.connect(tmp_path / "new.db")
    connection.execute("UPDATE idverify_schema SET version = 99")
    connection.commit()
    connection.close()
    with pytest.raises(SchemaMismatchError, match=r"version 99, this release needs 3.*newer"):
        SqliteCaseStore(tmp_path / "new.db")
    with empty_database(postgres) as url:
        pg.migrate(url, pg.STORE_SCHEMA)
        with psycopg.connect(url) as server:
            server.execute("UPDATE idverify_schema SET version = 99")
        with pytest.raises(SchemaMismatchError, match=r"version 99, this release needs 2.*newer"):
            pg.migrate(url, pg.STORE_SCHEMA)
        with pytest.raises(SchemaMismatchError, match="version 99"):
            PostgresCaseStore(url)


def test_a_server_without_tables_is_refused_at_the_start(postgres: str) -> None:
    """The check says that nothing is there yet, and what to do."""
    with empty_database(postgres) as url, pytest.raises(SchemaMismatchError) as caught:
        PostgresVault(url)

    assert (caught.value.component, caught.value.actual, caught.value.expected) == ("vault", 0, 1)
    assert "apply the migration" in str(caught.value)


def test_the_printed_sql_makes_the_same_database(tmp_path: Path, postgres: str) -> None:
    """Whoever runs the SQL by hand has what `migrate` makes, version included."""
    by_hand = sqlite3.connect(tmp_path / "hand.db", isolation_level=None)
    by_hand.executescript(lite.STORE_SCHEMA.ddl())
    with empty_database(postgres) as url:
        with psycopg.connect(url) as server:
            server.execute(pg.STORE_SCHEMA.ddl().encode())
        with PostgresCaseStore(url) as store:
            store.append("c", [SUBMITTED], [], expected_version=0, command_id="1")
    found = lite.migrate(by_hand, lite.STORE_SCHEMA)
    SqliteCaseStore.from_connection(by_hand).append(
        "c", [SUBMITTED], [], expected_version=0, command_id="1"
    )
    by_hand.close()

    assert found == (3, 3)


def test_a_row_of_the_queue_says_no_more_than_it_should(tmp_path: Path) -> None:
    """The queue view holds ids, days and codes: the fields named here and nothing else."""
    fields = {attribute.name for attribute in QueueEntry.__attrs_attrs__}
    with SqliteCaseStore(tmp_path / "s.db") as store:
        store.append("c", [SUBMITTED], [], expected_version=0, command_id="1")
        row = store.get_entry("c")

    assert fields == {
        "case_id", "state", "submission_id", "due_on", "ends_at", "is_overdue_reported", "reviewer",
        "leased_until",
    }  # fmt: skip
    assert isinstance(SUBMITTED, Submitted)
    assert row
    assert row.due_on == date(2026, 11, 10)
