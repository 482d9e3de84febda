"""Store and vault in one SQLite file, with the standard library only: the embedded default.

Write-ahead logging, one transaction an append, so that a killed process loses
nothing that was acknowledged and leaves nothing by halves. Deleted bytes are
overwritten (`secure_delete`), and a purge also empties the journal.
"""

import secrets
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from idverify.errors import VersionConflict
from idverify.interchange.codec import dump, load_effect, load_event
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.ports import OutboxEntry

__all__ = ["SqliteCaseStore", "SqliteVault"]

#: Seconds to wait for another process that is writing; an append takes well under a millisecond.
BUSY_SECONDS: Final = 10.0

_STORE_SCHEMA: Final = """
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

_VAULT_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS vault (
    case_id TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (case_id, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS salt (case_id TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
"""


class _Database:
    """A connection that commits each block whole or not at all."""

    _schema: str

    def __init__(self, path: str | Path) -> None:
        """Open or make the file at *path*; use one object for each thread."""
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.executescript(self._schema)

    def close(self) -> None:
        """Close the file; nothing is lost if this is never called."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        # IMMEDIATE takes the write lock before anything is read, so that what was read
        # still holds when it is written.
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()


class SqliteCaseStore(_Database):
    """Keeps histories, outbox and alarms in a SQLite file."""

    _schema = _STORE_SCHEMA

    def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        sql = "SELECT body FROM event WHERE case_id = ? ORDER BY version"
        return tuple(load_event(body) for (body,) in self._all(sql, case_id))

    def has_seen(self, case_id: str, command_id: str) -> bool:
        """Whether an append with this command id was kept for the case."""
        sql = "SELECT 1 FROM command WHERE case_id = ? AND command_id = ?"
        return bool(self._all(sql, case_id, command_id))

    def append(
        self,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected: int,
        command_id: str,
    ) -> bool:
        """Add events and the effects they ask for; True if they were added now."""
        with self._transaction() as connection:
            if self.has_seen(case_id, command_id):
                return False
            [(actual,)] = self._all("SELECT count(*) FROM event WHERE case_id = ?", case_id)
            if actual != expected:
                raise VersionConflict(case_id, expected, actual)
            connection.execute("INSERT INTO command VALUES (?, ?)", (case_id, command_id))
            connection.executemany(
                "INSERT INTO event VALUES (?, ?, ?)",
                [(case_id, expected + n, dump(e, Event)) for n, e in enumerate(events, start=1)],
            )
            version = expected + len(events)
            connection.executemany(
                "INSERT INTO outbox (key, case_id, body) VALUES (?, ?, ?)",
                [
                    (f"{case_id}/{version}/{n}", case_id, dump(effect, Effect))
                    for n, effect in enumerate(effects)
                ],
            )
        return True

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects not yet settled, the oldest first."""
        rows = self._all("SELECT key, case_id, body FROM outbox ORDER BY place")
        return tuple(OutboxEntry(k, c, load_effect(body)) for k, c, body in rows)

    def settle(self, key: str) -> None:
        """Confirm that an effect was performed."""
        self._connection.execute("DELETE FROM outbox WHERE key = ?", (key,))

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Remember to look at the case at a moment."""
        sql = "INSERT INTO alarm VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at"
        self._connection.execute(sql, (case_id, _utc(at)))

    def clear_alarm(self, case_id: str) -> None:
        """Forget the alarm of a case."""
        self._connection.execute("DELETE FROM alarm WHERE case_id = ?", (case_id,))

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        sql = "SELECT case_id FROM alarm WHERE at <= ? ORDER BY at, case_id"
        return tuple(str(case_id) for (case_id,) in self._all(sql, _utc(moment)))


def _utc(moment: datetime) -> str:
    """Write a moment so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class SqliteVault(_Database):
    """Keeps personal data in a SQLite file, in the clear: the file itself must be protected."""

    _schema = _VAULT_SCHEMA

    def salt(self, case_id: str) -> bytes:
        """Return the secret of the case, made at the first call."""
        sql = "INSERT INTO salt VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._connection.execute(sql, (case_id, secrets.token_bytes(32)))
        [(salt,)] = self._all("SELECT data FROM salt WHERE case_id = ?", case_id)
        return bytes(salt)

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep all of *items*, or none of them."""
        rows = [(case_id, name, data) for name, data in items]
        sql = "INSERT INTO vault VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data"
        with self._transaction() as connection:
            connection.executemany(sql, rows)

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return what was put under this name, or None."""
        sql = "SELECT data FROM vault WHERE case_id = ? AND name = ?"
        rows = self._all(sql, case_id, name)
        return bytes(rows[0][0]) if rows else None

    def names(self, case_id: str) -> Collection[str]:
        """Return the names under which something is kept for the case."""
        rows = self._all("SELECT name FROM vault WHERE case_id = ?", case_id)
        return tuple(str(name) for (name,) in rows)

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case."""
        sql = "DELETE FROM vault WHERE case_id = ? AND name = ?"
        with self._transaction() as connection:
            connection.executemany(sql, [(case_id, name) for name in names])
        self._empty_journal()

    def purge(self, case_id: str) -> None:
        """Destroy everything kept of a case, its secret included."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM vault WHERE case_id = ?", (case_id,))
            connection.execute("DELETE FROM salt WHERE case_id = ?", (case_id,))
        self._empty_journal()

    def _empty_journal(self) -> None:
        """Remove old pages from the write-ahead log, where deleted bytes would live on."""
        [(is_busy, *_)] = self._all("PRAGMA wal_checkpoint(TRUNCATE)")
        if is_busy:
            raise sqlite3.OperationalError("deleted bytes are still in the journal: try again")
