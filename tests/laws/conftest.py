"""Every adapter of a port, made anew for each law."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from idverify.adapters.eml import EmlNotifier
from idverify.adapters.memory import FixedClock, MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.ports import CaseStore, Notifier, Vault
from support.people import RECEIVED_AT


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CaseStore]:
    """Give an empty store of each kind."""
    if request.param == "memory":
        yield MemoryCaseStore()
        return
    with closing(SqliteCaseStore(tmp_path / "cases.db")) as made:
        yield made


@pytest.fixture(params=["memory", "sqlite"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    """Give an empty vault of each kind."""
    if request.param == "memory":
        yield MemoryVault()
        return
    with closing(SqliteVault(tmp_path / "vault.db")) as made:
        yield made


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
