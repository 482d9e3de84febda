# ruff: noqa: T201, D102, D103, ANN401, PLC0415, SLF001, E501 - a script that prints its tables
"""Times the stores beside the bare drivers and beside `eventsourcing`, side by side in one run.

    python -m pip install -e '.[postgres]' eventsourcing --group test
    python tests/benchmarks/bench_stores.py [rounds] [appends a round] [cases of the large queue]

Every contender makes the same appends in every round, one after the other; a figure is the
median over the rounds, a ratio the median of the ratios within a round, so that a machine that
is busy for a while slows both sides down. The bare driver writes the same rows as our append, in
one transaction, with the same durability; the recorders of `eventsourcing` write the event alone.

TMPDIR=/dev/shm leaves the disk out of it and times the code: a disk that waits for every commit
makes all contenders alike.
"""

import json
import random
import sqlite3
import statistics
import sys
import tempfile
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))

from idverify.adapters._sql.operations import Append
from idverify.adapters.memory import FixedClock
from idverify.adapters.postgres import STORE_SCHEMA, PostgresCaseStore, migrate
from idverify.adapters.relay import Relay
from idverify.adapters.sqlite import SqliteCaseStore
from idverify.lifecycle.effects import NotificationKind, Notify
from idverify.testing._store_laws import NOW, make_submitted
from support.postgres import database, empty, empty_database

EFFECTS = [Notify(kind=NotificationKind.RECEIVED)]
EVENT = make_submitted()
BODY = Append.from_events(
    "c", [EVENT], EFFECTS, expected_version=0, command_id="x", command_digest=""
)
LENGTH = 10


def timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


class Ours:
    """A store of ours."""

    def __init__(self, name: str, store: Any) -> None:
        self.name, self.store = name, store

    def append(self, case: str, version: int) -> None:
        self.store.append(case, [EVENT], EFFECTS, expected=version, command_id=str(version))

    def load(self, case: str) -> int:
        return len(self.store.history(case))


class BareSqlite:
    """The same rows by hand."""

    name = "sqlite3, bare"

    def __init__(self, file: Path, synchronous: str) -> None:
        self.name += f", {synchronous}"
        SqliteCaseStore(file).close()
        self.db = sqlite3.connect(file, isolation_level=None)
        for pragma in (f"synchronous = {synchronous}", "secure_delete = ON"):
            self.db.execute(f"PRAGMA {pragma}")

    def append(self, case: str, version: int) -> None:
        head, run = BODY.queue_row, self.db.execute
        run("BEGIN IMMEDIATE")
        run("INSERT INTO idverify_command VALUES (?, ?)", (case, str(version)))
        due = (head["submission_id"], head["due_on"], head["ends_at"])
        if version:
            run(
                "UPDATE idverify_case SET version = ?, state = ?, submission_id = ?, due_on = ?, "
                "ends_at = ? WHERE case_id = ? AND version = ?",
                (version + 1, head["state"], *due, case, version),
            )
        else:
            run(
                "INSERT INTO idverify_case (case_id, version, state, submission_id, due_on, ends_at)"
                " VALUES (?, 1, ?, ?, ?, ?)",
                (case, head["state"], *due),
            )
        run(
            "INSERT INTO idverify_event VALUES (?, ?, ?)", (case, version + 1, BODY.event_bodies[0])
        )
        run(
            "INSERT INTO idverify_outbox (key, case_id, body) VALUES (?, ?, ?)",
            (f"{case}/{version}", case, BODY.effects[0][1]),
        )
        run("COMMIT")

    def load(self, case: str) -> int:
        sql = "SELECT body FROM idverify_event WHERE case_id = ? ORDER BY version"
        return len([json.loads(body) for (body,) in self.db.execute(sql, (case,)).fetchall()])


class BarePostgres:
    """The same rows by hand, in the one statement that needs one round trip."""

    name = "psycopg, bare"

    def __init__(self, url: str) -> None:
        self.db = psycopg.connect(url, autocommit=True)

    def append(self, case: str, version: int) -> None:
        head = BODY.queue_row
        due = (head["submission_id"], head["due_on"], head["ends_at"])
        self.db.execute(
            "WITH a AS (INSERT INTO idverify_command VALUES (%s, %s)), "
            "b AS (INSERT INTO idverify_case AS c (case_id, version, state, submission_id, due_on, "
            "ends_at) VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (case_id) DO UPDATE SET version = "
            "excluded.version, state = excluded.state, submission_id = excluded.submission_id, "
            "due_on = excluded.due_on, ends_at = excluded.ends_at WHERE c.version = %s), "
            "d AS (INSERT INTO idverify_event VALUES (%s, %s, %s)) "
            "INSERT INTO idverify_outbox (key, case_id, body) VALUES (%s, %s, %s)",
            (case, str(version), case, version + 1, head["state"], *due, version,
             case, version + 1, BODY.event_bodies[0],
             f"{case}/{version}", case, BODY.effects[0][1]),
        )  # fmt: skip

    def load(self, case: str) -> int:
        sql = "SELECT CAST(body AS text) FROM idverify_event WHERE case_id = %s ORDER BY version"
        return len([json.loads(body) for (body,) in self.db.execute(sql, (case,)).fetchall()])


class EventSourcing:
    """A recorder of the `eventsourcing` library."""

    def __init__(self, name: str, recorder: Any) -> None:
        self.name, self.recorder, self.ids = name, recorder, dict[str, UUID]()

    def append(self, case: str, version: int) -> None:
        from eventsourcing.persistence import StoredEvent

        case_id = self.ids.setdefault(case, uuid4())
        body = BODY.event_bodies[0].encode()
        self.recorder.insert_events([StoredEvent(case_id, version + 1, "Submitted", body)])

    def load(self, case: str) -> int:
        events = self.recorder.select_events(self.ids[case])
        return len([json.loads(event.state) for event in events])


ES, ES_NORMAL = "eventsourcing, event alone", "eventsourcing, event alone, NORMAL"
#: Who is held against whom, and the least ratio that is asked.
PAIRS = {
    "SQLite": [
        ("idverify, FULL", "sqlite3, bare, FULL", 0.7),
        ("idverify, NORMAL", "sqlite3, bare, NORMAL", 0.7),
        ("idverify, FULL", ES, 3.0),
        ("idverify, NORMAL", ES_NORMAL, 3.0),
        ("idverify, NORMAL", ES, 3.0),
    ],
    "PostgreSQL": [("idverify", "psycopg, bare", 0.7), ("idverify", ES, 3.0)],
}


def contenders(folder: Path, url: str) -> dict[str, list[Any]]:
    from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
    from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

    lite = SQLiteApplicationRecorder(SQLiteDatastore(str(folder / "es.db")))
    lite.create_table()
    hasty = SQLiteApplicationRecorder(SQLiteDatastore(str(folder / "es-normal.db")))
    hasty.create_table()
    for commit in (True, False):
        with hasty.datastore.get_connection(commit=commit) as one:
            one._sqlite_conn.execute("PRAGMA synchronous = NORMAL")
    parts = psycopg.conninfo.conninfo_to_dict(url)
    store = PostgresDatastore(
        str(parts["dbname"]), str(parts["host"]), str(parts.get("port", 5432)),
        str(parts["user"]), str(parts.get("password") or "x"),
    )  # fmt: skip
    server = PostgresApplicationRecorder(store)
    server.create_table()
    return {
        "SQLite": [
            *(Ours(f"idverify, {how}", SqliteCaseStore(folder / f"{how}.db", synchronous=how))
              for how in ("FULL", "NORMAL")),
            *(BareSqlite(folder / f"bare-{how}.db", how) for how in ("FULL", "NORMAL")),
            EventSourcing(ES, lite),
            EventSourcing(ES_NORMAL, hasty),
        ],
        "PostgreSQL": [
            Ours("idverify", PostgresCaseStore(url, max_size=1)),
            BarePostgres(url),
            EventSourcing(ES, server),
        ],
    }  # fmt: skip


def race(group: list[Any], pairs: list[tuple[str, str, float]], rounds: int, appends: int) -> None:
    speeds: dict[str, list[tuple[float, float]]] = {c.name: [] for c in group}
    for number in range(rounds):
        for contender in random.sample(group, len(group)):
            cases = [f"{contender.name}-{number}-{n}" for n in range(appends // LENGTH)]

            def write(one: Any = contender, ids: list[str] = cases) -> None:
                for version in range(LENGTH):
                    for case in ids:
                        one.append(case, version)

            def read(one: Any = contender, ids: list[str] = cases) -> None:
                assert {one.load(case) for case in ids} == {LENGTH}

            written, was_read = timed(write), timed(read)
            speeds[contender.name].append((LENGTH * len(cases) / written, len(cases) / was_read))
    for name, rows in speeds.items():
        appended, loaded = (statistics.median(row[i] for row in rows) for i in (0, 1))
        print(f"| {name} | {appended:,.0f} | {loaded:,.0f} |", flush=True)
    print("\n| ratio | asked | appends | loads |\n|---|---|---|---|")
    for ours, other, asked in pairs:
        a, b = speeds[ours], speeds[other]
        ratios = [statistics.median(x[i] / y[i] for x, y in zip(a, b, strict=True)) for i in (0, 1)]
        print(f"| {ours} : {other} | {asked} | {ratios[0]:.2f} | {ratios[1]:.2f} |", flush=True)


def relay_speed(store: Any, rows: int) -> float:
    for n in range(rows):
        store.append(f"r-{n}", [EVENT], EFFECTS, expected=0, command_id="1")
    relay = Relay(
        outbox=store, perform=lambda _: None, clock=FixedClock(datetime.now(UTC)), batch_size=500
    )
    took = timed(relay.drain)
    assert relay.counters.delivered >= rows
    return relay.counters.delivered / took


def fill_sqlite(store: SqliteCaseStore, first: int, last: int) -> None:
    db = store._connection
    db.execute("BEGIN")
    db.executemany(_FILL.replace("%s", "?"), _rows(first, last))
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute("ANALYZE")


def fill_postgres(url: str, first: int, last: int) -> None:
    with (
        psycopg.connect(url) as db,
        db.cursor() as cursor,
        cursor.copy(
            "COPY idverify_case (case_id, version, state, due_on, ends_at) FROM STDIN"
        ) as copy,
    ):
        for row in _rows(first, last):
            copy.write_row(row)
    with PostgresCaseStore(url) as store:
        store.counts()  # adds up, once, what a million appends noted
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("VACUUM ANALYZE")


_FILL = "INSERT INTO idverify_case (case_id, version, state, due_on, ends_at) VALUES (%s, %s, %s, %s, %s)"


def _rows(first: int, last: int) -> Any:
    # One case in ten is under review, as in a service that has lived for a while.
    for n in range(first, last):
        if n % 10:
            yield f"q-{n}", 2, "approved", None, None
        else:
            ends = NOW + timedelta(days=n % 14, seconds=n % 3600)
            yield (
                f"q-{n}",
                1,
                "under_review",
                ends.date().isoformat(),
                ends.isoformat(timespec="microseconds"),
            )


def _claim(store: Any, now: datetime, n: int) -> None:
    # Given back, so that the same number of cases is lent at either size.
    [entry] = store.claim(f"r-{n}", now=now, until=now + timedelta(hours=1))
    store.release(entry.case_id, f"r-{n}")


def queue_works(store: Any) -> dict[str, Callable[[int], object]]:
    now = NOW + timedelta(days=-1)
    # Twenty reviewers are at work, at either size.
    store.claim("others", now=now, until=now + timedelta(days=9), limit=20)
    return {
        "claim and release": partial(_claim, store, now),
        "waiting": lambda _: store.waiting(limit=20),
        "counts": lambda _: store.counts(),
        "overdue": lambda _: store.alarms_until(now),
        "append": lambda n: store.append(
            f"x-{n}-{random.random()}", [EVENT], EFFECTS, expected=0, command_id="1"
        ),
    }


def queue(name: str, small: Any, large: Any) -> None:
    # Small and large by turns, so that what else the machine does meets both.
    sides = [queue_works(store) for store in (small, large)]
    for what in sides[0]:
        times = [[timed(partial(side[what], n)) * 1e6 for side in sides] for n in range(300)]
        little, big = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"| {name} | {what} | {little:,.0f} | {big:,.0f} | {big / little:.2f} |", flush=True)


#: Somebody looks at the counts, and the database vacuums, whenever so many cases have come.
STRIDE = 50_000

PLAN = (
    "SELECT case_id FROM idverify_case WHERE state = 'under_review' AND (leased_until IS NULL OR "
    "leased_until <= '2026-11-01T00:00:00+00:00') ORDER BY ends_at, case_id LIMIT 1"
)


def main(rounds: int = 7, appends: int = 500, large: int = 1_000_000) -> None:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as name, database(hurry=False) as url:
        folder = Path(name)
        for kind, group in contenders(folder, url).items():
            print(f"\n| {kind} | appends/s | loads/s ({LENGTH} events) |\n|---|---|---|")
            race(group, PAIRS[kind], rounds, appends)
        empty(url)
        lite, server = SqliteCaseStore(folder / "relay.db"), PostgresCaseStore(url, max_size=1)
        print("\n| relay, notifier that does nothing | rows/s |\n|---|---|")
        print(f"| SQLite | {relay_speed(lite, 5000):,.0f} |")
        print(f"| PostgreSQL | {relay_speed(server, 5000):,.0f} |", flush=True)
        empty(url)
        print(f"\n| queue | call | us at 1,000 | us at {large:,} | ratio |\n|---|---|---|---|---|")
        few = SqliteCaseStore(folder / "few.db")
        lite = SqliteCaseStore(folder / "many.db")
        fill_sqlite(few, 0, 1000)
        fill_sqlite(lite, 0, large)
        queue("SQLite", few, lite)
        with empty_database(url) as other:
            migrate(other, STORE_SCHEMA)
            with PostgresCaseStore(other, max_size=1) as fewer:
                fill_postgres(other, 0, 1000)
                for first in range(0, large, STRIDE):
                    fill_postgres(url, first, min(first + STRIDE, large))
                queue("PostgreSQL", fewer, server)
        print("\nPlans of the next case at the larger size:\n")
        for row in lite._connection.execute(f"EXPLAIN QUERY PLAN {PLAN}"):
            print("    SQLite:", row[-1])
        with psycopg.connect(url) as db:
            for (line,) in db.execute(f"EXPLAIN {PLAN} FOR UPDATE SKIP LOCKED"):
                print("    PostgreSQL:", line)
        server.close()
        lite.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
