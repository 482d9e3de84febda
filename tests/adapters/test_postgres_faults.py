"""Faults of a real PostgreSQL server and of its surroundings, each with a sentence."""

import asyncio
import multiprocessing
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from psycopg.rows import dict_row

from idverify.adapters.postgres import (
    STORE_SCHEMA,
    AsyncPostgresCaseStore,
    PostgresCaseStore,
    PostgresVault,
    migrate,
)
from idverify.errors import ConfigurationError, InvalidValueError, StoreUnavailableError
from support.histories import SUBMITTED

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def appended(store: PostgresCaseStore, case_id: str = "c-1") -> bool:
    """Append the first event of a case."""
    return store.append(case_id, [SUBMITTED], [], expected_version=0, command_id="1")


def read_only(url: str) -> str:
    """Return the URL of a session that may not write, as on a standby."""
    return f"{url}{'&' if '?' in url else '?'}options=-c%20default_transaction_read_only%3Don"


def test_a_read_only_server_is_unavailable(postgres: str) -> None:
    """After a failover to a standby the steps are postponed, and reading goes on."""
    with PostgresCaseStore(read_only(postgres)) as store:
        assert store.history("c-1") == ()
        with pytest.raises(StoreUnavailableError, match="read-only"):
            appended(store)
    with PostgresVault(read_only(postgres)) as vault, pytest.raises(StoreUnavailableError):
        vault.put("c-1", [("a", b"1")])
    with PostgresCaseStore(postgres) as store:
        assert store.history("c-1") == ()


def test_a_dead_server_is_unavailable_for_a_migration() -> None:
    """A migration of a server that is not there is an error of the library."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    with pytest.raises(StoreUnavailableError):
        migrate(f"postgresql://127.0.0.1:{port}/x?connect_timeout=2", STORE_SCHEMA)


def test_a_database_that_cannot_hold_japanese_is_refused(postgres: str) -> None:
    """SQL_ASCII is named when the store is opened, blocking or not."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE plain ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"
        )
    try:
        parts = urlsplit(postgres)
        url = parts._replace(path="/plain").geturl()
        with pytest.raises(ConfigurationError, match="SQL_ASCII"):
            PostgresCaseStore(url)
        with pytest.raises(ConfigurationError, match="SQL_ASCII"):
            asyncio.run(AsyncPostgresCaseStore.open(url))
    finally:
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute("DROP DATABASE plain WITH (FORCE)")


@pytest.mark.parametrize("text", ["a\0b", "\ud842", "x\udfff"], ids=["NUL", "high", "low"])
def test_a_text_that_cannot_be_stored_is_refused_whole(postgres: str, text: str) -> None:
    """NUL and half a character are refused by name, and nothing of the call is kept."""
    with PostgresCaseStore(postgres) as store:
        appended(store)
        with pytest.raises(InvalidValueError, match="cannot store"):
            store.claim(text, now=NOW, until=NOW + timedelta(minutes=5))
        entry = store.get_entry("c-1")
        assert entry is not None
        assert entry.reviewer is None


def test_use_after_close_is_unavailable(postgres: str) -> None:
    """Both kinds of store say that they were closed."""
    store = PostgresCaseStore(postgres)
    store.close()
    with pytest.raises(StoreUnavailableError, match="was closed"):
        store.history("c-1")

    async def use() -> None:
        opened = await AsyncPostgresCaseStore.open(postgres)
        await opened.close()
        await opened.history("c-1")

    with pytest.raises(StoreUnavailableError, match="was closed"):
        asyncio.run(use())


def test_a_forked_process_opens_its_own_store(postgres: str) -> None:
    """A pool is not shared with a child, which would mix up the answers of the server."""
    with PostgresCaseStore(postgres) as store:
        child = multiprocessing.get_context("fork").Process(target=_use_in_child, args=(store,))
        child.start()
        child.join(30)
        assert child.exitcode == 7
        assert store.history("c-1") == ()


def _use_in_child(store: PostgresCaseStore) -> None:
    try:
        store.history("c-1")
    except ConfigurationError:
        os._exit(7)
    os._exit(1)


def test_rows_of_a_host_may_be_of_any_kind(postgres: str) -> None:
    """The `row_factory` of a host's connection is not used."""
    with psycopg.connect(postgres, row_factory=dict_row) as connection:
        assert appended(PostgresCaseStore.from_connection(connection))
    with PostgresCaseStore(postgres) as store:
        assert len(store.history("c-1")) == 1


@contextmanager
def pooled(postgres: str, folder: Path) -> Iterator[str]:
    """Serve the database through PgBouncer in transaction pooling."""
    program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    if not Path(program).exists():
        pytest.skip("no PgBouncer found: apt install pgbouncer")
    parts = urlsplit(postgres)
    query = dict(pair.split("=") for pair in parts.query.split("&") if "=" in pair)
    host = unquote(query.get("host", parts.hostname or ""))
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    name = parts.path.strip("/") or "postgres"
    user = parts.username or "postgres"
    settings = folder / "pgbouncer.ini"
    settings.write_text(
        f"[databases]\n{name} = host={host} port={parts.port or 5432} dbname={name} user={user}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = any\n"
        "pool_mode = transaction\ndefault_pool_size = 3\n"
        f"unix_socket_dir =\nlogfile = {folder}/log\npidfile = {folder}/pid\n"
    )
    folder.chmod(0o777)
    settings.chmod(0o644)
    # It refuses to run as root, and its user must reach the socket of the server.
    owner = Path(host).owner() if host.startswith("/") else "nobody"
    as_owner = ["-u", owner] if os.geteuid() == 0 else []
    server = subprocess.Popen([program, "-q", *as_owner, str(settings)])  # noqa: S603 - found above
    try:
        _wait_for(port)
        yield f"postgresql://{user}@127.0.0.1:{port}/{name}"
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("PgBouncer does not listen")


def test_transaction_pooling_needs_no_prepared_statements(postgres: str) -> None:
    """Without prepared statements every operation works through PgBouncer."""
    with (
        tempfile.TemporaryDirectory(dir="/tmp") as folder,
        pooled(postgres, Path(folder)) as url,
        PostgresCaseStore(url, prepare_threshold=None, max_size=3) as store,
        PostgresVault(url, prepare_threshold=None, max_size=3) as vault,
    ):
        for number in range(30):
            assert appended(store, f"c-{number}")
            vault.put(f"c-{number}", [("a", b"1")])
            assert vault.get(f"c-{number}", "a") == b"1"
            assert len(store.history(f"c-{number}")) == 1
        assert len(store.waiting()) == 30


def test_lost_prepared_statements_are_named(postgres: str) -> None:
    """What a pooler forgets is reported with the setting that avoids it."""
    with PostgresCaseStore(postgres, max_size=1) as store:
        for _ in range(8):
            store.history("c-1")
        forget(store)
        with pytest.raises(StoreUnavailableError, match="prepare_threshold=None"):
            store.history("c-1")


def forget(store: Any) -> None:  # noqa: ANN401 - reaches into the pool, as a pooler would
    """Drop the prepared statements of a store's connection behind its back."""
    with store._cursor() as cursor:  # noqa: SLF001 - as above
        cursor.connection.pgconn.exec_(b"DEALLOCATE ALL")


OPEN: list[Callable[[str], object]] = [PostgresCaseStore, PostgresVault]


@pytest.mark.parametrize("kind", OPEN)
def test_tables_that_are_not_there_are_named(postgres: str, kind: Callable[[str], object]) -> None:
    """A store on an empty database says what to run."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty ENCODING 'UTF8' TEMPLATE template0")
    try:
        with pytest.raises(ConfigurationError, match="apply the migration"):
            kind(urlsplit(postgres)._replace(path="/empty").geturl())
    finally:
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute("DROP DATABASE empty WITH (FORCE)")
