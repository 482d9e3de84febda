"""The surface of a vault on SQL, to wait for and to await; what it is given it keeps as it is."""

import secrets
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import TypeVar

from idverify.adapters._sql import vault_operations as statements
from idverify.adapters._sql.operations import Operation

__all__ = ["AsyncSqlVault", "SqlVault"]

T = TypeVar("T")


class SqlVault(ABC):
    """Keeps items by case and name, and a secret for each case.

    In the clear: wrap it in `idverify.adapters.vault.EncryptedVault`, or protect the database.
    """

    @abstractmethod
    def _run(self, operation: Operation[T]) -> T:
        """Run an operation whose steps stand alone."""

    @abstractmethod
    def _run_in_transaction(self, operation: Operation[T]) -> T:
        """Run an operation in one transaction."""

    @abstractmethod
    def _erase_deleted(self) -> None:
        """Remove the traces of what was deleted, as far as the database lets us."""

    def salt(self, case_id: str) -> bytes:
        """Return the secret of the case, made at the first call."""
        return self.secret(case_id, lambda: secrets.token_bytes(32))

    def secret(self, case_id: str, make: Callable[[], bytes]) -> bytes:
        """Return the secret of the case; if it has none, *make* one: of two at once the first."""
        known = self._run(statements.get_secret(case_id))
        return known or self._run_in_transaction(statements.insert_secret(case_id, make()))

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep all of *items*, or none of them."""
        self._run_in_transaction(statements.put(case_id, items))

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return what was put under this name, or None."""
        return self._run(statements.get(case_id, name))

    def names(self, case_id: str) -> Collection[str]:
        """Return the names under which something is kept for the case."""
        return self._run(statements.names(case_id))

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case."""
        self._run_in_transaction(statements.drop(case_id, names))
        self._erase_deleted()

    def purge(self, case_id: str) -> None:
        """Destroy everything kept of a case, its secret included."""
        self._run_in_transaction(statements.purge(case_id))
        self._erase_deleted()


class AsyncSqlVault(ABC):
    """The same, to await; each method keeps the promise of its namesake."""

    @abstractmethod
    async def _run(self, operation: Operation[T]) -> T:
        """Run an operation whose steps stand alone."""

    @abstractmethod
    async def _run_in_transaction(self, operation: Operation[T]) -> T:
        """Run an operation in one transaction."""

    @abstractmethod
    async def _erase_deleted(self) -> None:
        """Remove the traces of what was deleted, as far as the database lets us."""

    async def salt(self, case_id: str) -> bytes:
        """Return the secret of the case, made at the first call."""

        async def fresh() -> bytes:
            return secrets.token_bytes(32)

        return await self.secret(case_id, fresh)

    async def secret(self, case_id: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return the secret of the case; if it has none, *make* one: of two at once the first."""
        known = await self._run(statements.get_secret(case_id))
        if known is not None:
            return known
        return await self._run_in_transaction(statements.insert_secret(case_id, await make()))

    async def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep all of *items*, or none of them."""
        await self._run_in_transaction(statements.put(case_id, items))

    async def get(self, case_id: str, name: str) -> bytes | None:
        """Return what was put under this name, or None."""
        return await self._run(statements.get(case_id, name))

    async def names(self, case_id: str) -> Collection[str]:
        """Return the names under which something is kept for the case."""
        return await self._run(statements.names(case_id))

    async def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case."""
        await self._run_in_transaction(statements.drop(case_id, names))
        await self._erase_deleted()

    async def purge(self, case_id: str) -> None:
        """Destroy everything kept of a case, its secret included."""
        await self._run_in_transaction(statements.purge(case_id))
        await self._erase_deleted()
