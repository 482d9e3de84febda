"""Every adapter of a port, made anew for each law."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest

from idverify.adapters.memory import MemoryCaseStore, MemoryVault
from idverify.adapters.postgres import (
    AsyncPostgresCaseStore,
    AsyncPostgresVault,
    PostgresCaseStore,
    PostgresVault,
)
from idverify.adapters.sqlite import (
    AsyncSqliteCaseStore,
    AsyncSqliteVault,
    SqliteCaseStore,
    SqliteVault,
)
from idverify.adapters.vault import (
    AsyncEncryptedVault,
    EncryptedVault,
    LocalKeyProvider,
    SecretVault,
)
from idverify.ports import Vault
from idverify.testing.laws import BlockingAdapter, Store

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
        yield BlockingAdapter(inner, runner)
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
        yield BlockingAdapter(inner, runner)
        runner.run(inner.close())


STORES = [memory_store, sqlite_store, async_sqlite_store, postgres_store, async_postgres_store]


@pytest.fixture(params=STORES, ids=lambda kind: kind.__name__)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give an empty store of each kind."""
    kind: Callable[[Path, Url], AbstractContextManager[Store]] = request.param
    with kind(tmp_path, partial(request.getfixturevalue, "postgres")) as made:
        yield made


@contextmanager
def memory_shelf(_: Path, __: Url) -> Iterator[SecretVault]:
    """Lend the reference."""
    yield MemoryVault()


@contextmanager
def sqlite_shelf(folder: Path, _: Url) -> Iterator[SecretVault]:
    """Lend a file."""
    with SqliteVault(folder / "vault.db", synchronous="OFF") as vault:
        yield vault


@contextmanager
def postgres_shelf(_: Path, url: Url) -> Iterator[SecretVault]:
    """Lend a server."""
    with PostgresVault(url(), max_size=2) as vault:
        yield vault


KEYS = LocalKeyProvider.from_key(b"k" * 32)


@contextmanager
def clear(shelf: SecretVault) -> Iterator[Vault]:
    """Lend a vault as it is."""
    yield shelf


@contextmanager
def encrypted(shelf: SecretVault) -> Iterator[Vault]:
    """Lend it with encryption around it."""
    yield EncryptedVault(shelf, KEYS)


def vault_of(
    shelf: Callable[[Path, Url], AbstractContextManager[SecretVault]],
    dress: Callable[[SecretVault], AbstractContextManager[Vault]],
) -> Callable[[Path, Url], AbstractContextManager[Vault]]:
    """Name a vault of this kind, dressed so."""

    @contextmanager
    def lend(folder: Path, url: Url) -> Iterator[Vault]:
        with shelf(folder, url) as bare, dress(bare) as made:
            yield made

    lend.__name__ = f"{shelf.__name__}-{dress.__name__}"
    return lend


@contextmanager
def async_sqlite_clear(folder: Path, _: Url) -> Iterator[Vault]:
    """Lend a file, awaited."""
    with asyncio.Runner() as runner:
        inner = AsyncSqliteVault(folder / "vault.db", synchronous="OFF")
        yield BlockingAdapter(inner, runner)
        runner.run(inner.close())


@contextmanager
def async_sqlite_encrypted(folder: Path, _: Url) -> Iterator[Vault]:
    """Lend a file with encryption around it, awaited."""
    with asyncio.Runner() as runner:
        inner = AsyncSqliteVault(folder / "vault.db", synchronous="OFF")
        yield BlockingAdapter(AsyncEncryptedVault(inner, KEYS), runner)
        runner.run(inner.close())


@contextmanager
def async_postgres_clear(_: Path, url: Url) -> Iterator[Vault]:
    """Lend a server, awaited."""
    with asyncio.Runner() as runner:
        inner = runner.run(AsyncPostgresVault.open(url(), max_size=2))
        yield BlockingAdapter(inner, runner)
        runner.run(inner.close())


@contextmanager
def async_postgres_encrypted(_: Path, url: Url) -> Iterator[Vault]:
    """Lend a server with encryption around it, awaited."""
    with asyncio.Runner() as runner:
        inner = runner.run(AsyncPostgresVault.open(url(), max_size=2))
        yield BlockingAdapter(AsyncEncryptedVault(inner, KEYS), runner)
        runner.run(inner.close())


VAULTS = [
    *(vault_of(shelf, dress) for shelf in (memory_shelf, sqlite_shelf, postgres_shelf)
      for dress in (clear, encrypted)),
    async_sqlite_clear,
    async_sqlite_encrypted,
    async_postgres_clear,
    async_postgres_encrypted,
]  # fmt: skip


@pytest.fixture(params=VAULTS, ids=lambda kind: kind.__name__)
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    """Give an empty vault of each kind, with and without encryption around it."""
    kind: Callable[[Path, Url], AbstractContextManager[Vault]] = request.param
    with kind(tmp_path, partial(request.getfixturevalue, "postgres")) as made:
        yield made
