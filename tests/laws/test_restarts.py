"""Stores and vaults on a disk or a server have forgotten nothing when they are opened again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from idverify.testing.laws import CaseStoreRestartLaws, VaultRestartLaws
from laws import conftest as kinds

Opened = Callable[[], Any]


def reopening(
    kind: Callable[..., AbstractContextManager[Any]], folder: Path, url: Callable[[], str]
) -> Iterator[Opened]:
    """Lend a function that closes what it opened before, and opens it anew."""
    with ExitStack() as open_now:

        def again() -> Any:  # noqa: ANN401 - of a store or a vault
            open_now.close()
            return open_now.enter_context(kind(folder, url))

        yield again


class TestStores(CaseStoreRestartLaws):
    """Every store but the one in memory."""

    @pytest.fixture(params=kinds.STORES[1:], ids=lambda kind: kind.__name__)
    def reopened(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
        """Give each."""
        url = partial(request.getfixturevalue, "postgres")
        yield from reopening(request.param, tmp_path, url)


class TestVaults(VaultRestartLaws):
    """Every vault but the one in memory, in the clear and encrypted."""

    @pytest.fixture(
        params=[v for v in kinds.VAULTS if "memory" not in v.__name__],
        ids=lambda kind: kind.__name__,
    )
    def reopened(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
        """Give each."""
        url = partial(request.getfixturevalue, "postgres")
        yield from reopening(request.param, tmp_path, url)
