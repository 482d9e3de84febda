"""One body of laws for every store, to wait for and to await."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest

from idverify.adapters.memory import MemoryCaseStore
from idverify.adapters.postgres import AsyncPostgresCaseStore, PostgresCaseStore
from idverify.adapters.sqlite import AsyncSqliteCaseStore, SqliteCaseStore
from idverify.testing.laws import Blocking, CaseStoreLaws, OutboxLaws, ReviewQueueLaws, Store

Url = Callable[[], str]


@contextmanager
def memory(_: Path, __: Url) -> Iterator[Store]:
    """The reference."""
    yield MemoryCaseStore()


@contextmanager
def sqlite(folder: Path, _: Url) -> Iterator[Store]:
    """A file."""
    with SqliteCaseStore(folder / "store.db", synchronous="OFF") as store:
        yield store


@contextmanager
def async_sqlite(folder: Path, _: Url) -> Iterator[Store]:
    """A file, awaited."""
    with asyncio.Runner() as runner:
        inner = AsyncSqliteCaseStore(folder / "store.db", synchronous="OFF")
        yield Blocking(inner, runner)
        runner.run(inner.close())


@contextmanager
def postgres_pool(_: Path, url: Url) -> Iterator[Store]:
    """A server."""
    with PostgresCaseStore(url(), max_size=2) as store:
        yield store


@contextmanager
def async_postgres(_: Path, url: Url) -> Iterator[Store]:
    """A server, awaited."""
    with asyncio.Runner() as runner:
        inner = runner.run(AsyncPostgresCaseStore.open(url(), max_size=2))
        yield Blocking(inner, runner)
        runner.run(inner.close())


Kind = Callable[[Path, Url], AbstractContextManager[Store]]


class _EveryStore:
    @pytest.fixture(params=[memory, sqlite, async_sqlite, postgres_pool, async_postgres])
    def store(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
        """Each store in turn."""
        kind: Kind = request.param
        with kind(tmp_path, partial(request.getfixturevalue, "postgres")) as store:
            yield store


class TestCaseStores(_EveryStore, CaseStoreLaws):
    """Histories, commands, effects and alarms."""


class TestReviewQueues(_EveryStore, ReviewQueueLaws):
    """The queue view, leases and counts."""


class TestOutboxes(_EveryStore, OutboxLaws):
    """Handing out effects."""
