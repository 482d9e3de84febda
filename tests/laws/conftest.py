"""Every adapter of a port, made anew for each law."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest

from idverify.adapters.eml import EmlNotifier
from idverify.adapters.memory import FixedClock, MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.adapters.postgres import AsyncPostgresCaseStore, PostgresCaseStore, PostgresVault
from idverify.adapters.sqlite import AsyncSqliteCaseStore, SqliteCaseStore, SqliteVault
from idverify.adapters.vault import EncryptedVault, LocalKeys, Shelf
from idverify.ports import Notifier, Vault
from idverify.testing.laws import Blocking, Store
from support.people import RECEIVED_AT

#: The server is asked for only by those that need it.
Url = Callable[[], str]


@contextmanager
def memory_store(_: Path, __: Url) -> Iterator[Store]:
    """Lend the reference."""
    yield MemoryCaseStore()


@contextmanager
def sqlite_store(folder: Path, _: Url) -> Iterator[Store]:
    """Lend a file."""
    with SqliteCaseStore(folder / "store.db", synchronous="OFF") as store:
        yield store


@contextmanager
def async_sqlite_store(folder: Path, _: Url) -> Iterator[Store]:
    """Lend a file, awaited."""
    with asyncio.Runner() as runner:
        inner = AsyncSqliteCaseStore(folder / "store.db", synchronous="OFF")
        yield Blocking(inner, runner)
        runner.run(inner.close())


@contextmanager
def postgres_store(_: Path, url: Url) -> Iterator[Store]:
    """Lend a server."""
    with PostgresCaseStore(url(), max_size=2) as store:
        yield store


@contextmanager
def async_postgres_store(_: Path, url: Url) -> Iterator[Store]:
    """Lend a server, awaited."""
    with asyncio.Runner() as runner:
        inner = runner.run(AsyncPostgresCaseStore.open(url(), max_size=2))
        yield Blocking(inner, runner)
        runner.run(inner.close())


STORES = [memory_store, sqlite_store, async_sqlite_store, postgres_store, async_postgres_store]


@pytest.fixture(params=STORES, ids=lambda kind: kind.__name__)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give an empty store of each kind."""
    kind: Callable[[Path, Url], AbstractContextManager[Store]] = request.param
    with kind(tmp_path, partial(request.getfixturevalue, "postgres")) as made:
        yield made


@contextmanager
def memory_shelf(_: Path, __: Url) -> Iterator[Shelf]:
    """Lend the reference."""
    yield MemoryVault()


@contextmanager
def sqlite_shelf(folder: Path, _: Url) -> Iterator[Shelf]:
    """Lend a file."""
    with SqliteVault(folder / "vault.db", synchronous="OFF") as vault:
        yield vault


@contextmanager
def postgres_shelf(_: Path, url: Url) -> Iterator[Shelf]:
    """Lend a server."""
    with PostgresVault(url(), max_size=2) as vault:
        yield vault


SHELVES = [memory_shelf, sqlite_shelf, postgres_shelf]


@pytest.fixture(params=SHELVES, ids=lambda kind: kind.__name__)
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    """Give an empty vault of each kind that keeps what it is given as it is."""
    kind: Callable[[Path, Url], AbstractContextManager[Shelf]] = request.param
    with kind(tmp_path, partial(request.getfixturevalue, "postgres")) as made:
        yield made


@pytest.fixture(params=["clear", "encrypted"])
def vault(request: pytest.FixtureRequest, shelf: Shelf) -> Vault:
    """Give each vault as it is, and once more with encryption around it."""
    if request.param == "clear":
        return shelf
    return EncryptedVault(shelf, LocalKeys.of(b"k" * 32))


Delivered = Callable[[], list[str]]


@pytest.fixture(params=["memory", "eml"])
def notifier(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Notifier, Delivered]:
    """Give a notifier of each kind, and a way to count what it delivered."""
    if request.param == "memory":
        kept = MemoryNotifier()
        return kept, lambda: list(kept.sent)
    folder = tmp_path / "outbox"
    written = EmlNotifier(folder=folder, sender="desk@example.jp", clock=FixedClock(RECEIVED_AT))
    return written, lambda: sorted(file.name for file in folder.glob("*"))
