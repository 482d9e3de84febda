"""One body of laws for every vault."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest

from idverify.adapters.memory import MemoryVault
from idverify.adapters.postgres import PostgresVault
from idverify.adapters.sqlite import SqliteVault
from idverify.ports import Vault
from idverify.testing.laws import VaultLaws

Url = Callable[[], str]


@contextmanager
def memory(_: Path, __: Url) -> Iterator[Vault]:
    """The reference."""
    yield MemoryVault()


@contextmanager
def sqlite(folder: Path, _: Url) -> Iterator[Vault]:
    """A file."""
    with SqliteVault(folder / "vault.db") as vault:
        yield vault


@contextmanager
def postgres_pool(_: Path, url: Url) -> Iterator[Vault]:
    """A server."""
    with PostgresVault(url(), max_size=2) as vault:
        yield vault


Kind = Callable[[Path, Url], AbstractContextManager[Vault]]


class TestVaults(VaultLaws):
    """Vaults that keep what they are given as it is."""

    @pytest.fixture(params=[memory, sqlite, postgres_pool])
    def vault(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
        """Each vault in turn."""
        kind: Kind = request.param
        with kind(tmp_path, partial(request.getfixturevalue, "postgres")) as vault:
            yield vault
