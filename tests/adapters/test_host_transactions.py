"""An append joins the transaction of whoever hands over a connection."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import django
import psycopg
import pytest
import sqlalchemy
from django.conf import settings
from django.db import connections, transaction

from idverify.adapters.postgres import PostgresCaseStore, PostgresVault
from idverify.adapters.sqlite import STORE_SCHEMA, SqliteCaseStore, SqliteVault, migrate
from idverify.errors import VersionConflictError
from idverify.lifecycle.effects import NotificationKind, Notify
from idverify.testing.laws import Store
from support.histories import SUBMITTED

TOLD = Notify(kind=NotificationKind.RECEIVED)


class Rollback(Exception):
    """The host changes its mind."""


Begin = Callable[[], Any]


@contextmanager
def bare_sqlite(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection of the standard library, as it comes."""
    connection = sqlite3.connect(file)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


@contextmanager
def sqlalchemy_sqlite(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection of SQLAlchemy's, in its transaction."""
    engine = sqlalchemy.create_engine(f"sqlite:///{file}")
    try:
        with engine.begin() as host:
            driver = host.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            yield driver
    finally:
        engine.dispose()


@contextmanager
def django_sqlite(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection of Django's, in an atomic block."""
    with _django({"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}) as driver:
        yield driver


@contextmanager
def bare_postgres(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of psycopg's, as it comes."""
    with psycopg.connect(url) as connection:
        yield connection


@contextmanager
def sqlalchemy_postgres(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of SQLAlchemy's, in its transaction."""
    engine = sqlalchemy.create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url))
    try:
        with engine.begin() as host:
            driver = host.connection.driver_connection
            assert isinstance(driver, psycopg.Connection)
            yield driver
    finally:
        engine.dispose()


@contextmanager
def django_postgres(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of Django's, in an atomic block."""
    parts = psycopg.conninfo.conninfo_to_dict(url)
    config = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts["dbname"],
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
    }
    with _django(config) as driver:
        yield driver


@contextmanager
def _django(config: dict[str, Any]) -> Iterator[Any]:
    if not settings.configured:
        settings.configure(DATABASES={}, USE_TZ=True)
        django.setup()
    connections.settings["host"] = connections.configure_settings({"default": {}, "host": config})[
        "host"
    ]
    try:
        with transaction.atomic(using="host"):
            yield connections["host"].connection
    finally:
        connections["host"].close()
        del connections["host"]


HOSTS = [bare_sqlite, sqlalchemy_sqlite, django_sqlite]
SERVER_HOSTS = [bare_postgres, sqlalchemy_postgres, django_postgres]


@pytest.fixture(params=[*HOSTS, *SERVER_HOSTS], ids=lambda host: host.__name__)
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Begin:
    """Something that lends a connection in a transaction, and says which store joins it."""
    lend = request.param
    if lend in HOSTS:
        file = tmp_path / "host.db"
        connection = sqlite3.connect(file, isolation_level=None)
        migrate(connection, STORE_SCHEMA)
        connection.execute("CREATE TABLE mine (note)")
        connection.close()
        return _joining(lambda: lend(file), SqliteCaseStore.from_connection)
    url = request.getfixturevalue("postgres")
    with psycopg.connect(url) as server:
        server.execute("DROP TABLE IF EXISTS mine")
        server.execute("CREATE TABLE mine (note text)")
    return _joining(lambda: lend(url), PostgresCaseStore.from_connection)


def _joining(lend: Begin, join: Callable[[Any], Store]) -> Begin:
    @contextmanager
    def begin() -> Iterator[tuple[Any, Store]]:
        with lend() as connection:
            yield connection, join(connection)

    return begin


def test_what_the_host_commits_is_kept(host: Begin) -> None:
    """The host's row and our append are there together after its commit."""
    with host() as (connection, store):
        connection.execute("INSERT INTO mine VALUES ('x')")
        assert store.append("c", [SUBMITTED], [TOLD], expected_version=0, command_id="1")

    with host() as (connection, store):
        assert store.history("c") == (SUBMITTED,)
        assert len(store.outstanding()) == 1
        assert connection.execute("SELECT count(*) FROM mine").fetchone()[0] == 1


def test_what_the_host_takes_back_never_happened(host: Begin) -> None:
    """The host's row and our append are both gone after its rollback, whoever wrote first."""
    with suppress(Rollback), host() as (connection, store):
        store.append("c", [SUBMITTED], [TOLD], expected_version=0, command_id="1")
        connection.execute("INSERT INTO mine VALUES ('x')")
        raise Rollback

    with host() as (connection, store):
        assert store.history("c") == ()
        assert store.find_command_digest("c", "1") is None
        assert store.outstanding() == ()
        assert connection.execute("SELECT count(*) FROM mine").fetchone()[0] == 0


def test_a_conflict_does_not_spoil_the_hosts_transaction(host: Begin) -> None:
    """After a refused append the host may go on, and what it wrote before is kept."""
    with host() as (connection, store):
        store.append("c", [SUBMITTED], [], expected_version=0, command_id="1")
        connection.execute("INSERT INTO mine VALUES ('x')")
        with pytest.raises(VersionConflictError):
            store.append("c", [SUBMITTED], [], expected_version=0, command_id="2")
        connection.execute("INSERT INTO mine VALUES ('y')")

    with host() as (connection, store):
        assert len(store.history("c")) == 1
        assert connection.execute("SELECT count(*) FROM mine").fetchone()[0] == 2


def test_a_vault_joins_as_well(tmp_path: Path, postgres: str) -> None:
    """Items put on a host's connection are gone after its rollback."""
    with SqliteVault(tmp_path / "v.db"):
        pass
    with bare_sqlite(tmp_path / "v.db") as connection:
        SqliteVault.from_connection(connection).put("c", [("a", b"1")])
        connection.rollback()
        assert SqliteVault.from_connection(connection).names("c") == ()
    with bare_postgres(postgres) as server:
        PostgresVault.from_connection(server).put("c", [("a", b"1")])
        PostgresVault.from_connection(server).purge("c")
        PostgresVault.from_connection(server).put("c", [("b", b"1")])
        server.rollback()
        assert PostgresVault.from_connection(server).names("c") == ()
