"""Vault on SQL, sync and async; it stores items as they are, without encryption."""

import secrets
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import TypeVar

from idverify.adapters._sql import vault_operations as statements
from idverify.adapters._sql.operations import Operation

__all__ = ["AsyncSqlVault", "SqlVault"]

T = TypeVar("T")


class SqlVault(ABC):
    """Vault in a SQL database: items by case and name, and a secret for each case.

    Items are stored unencrypted: enclose it in `idverify.adapters.vault.EncryptedVault`, or
    protect the database.
    """

    @abstractmethod
    def _run(self, operation: Operation[T]) -> T:
        """Run an operation whose statements need no common transaction."""

    @abstractmethod
    def _run_in_transaction(self, operation: Operation[T]) -> T:
        """Run an operation in one transaction."""

    @abstractmethod
    def _erase_deleted(self) -> None:
        """Erase the bytes of deleted rows, as far as the database allows."""

    def salt(self, case_id: str) -> bytes:
        """Return the secret salt of the case, generated at the first call."""
        return self.secret(case_id, lambda: secrets.token_bytes(32))

    def secret(self, case_id: str, make: Callable[[], bytes]) -> bytes:
        """Return the secret of the case, created by *make* if there is none; the first one wins."""
        existing = self._run(statements.get_secret(case_id))
        return existing or self._run_in_transaction(statements.insert_secret(case_id, make()))

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Store all of *items*, or none of them."""
        self._run_in_transaction(statements.put(case_id, items))

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return the item of this name, or None."""
        return self._run(statements.get(case_id, name))

    def names(self, case_id: str) -> Collection[str]:
        """Return the names of the items of a case."""
        return self._run(statements.names(case_id))

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy items of a case by their names."""
        self._run_in_transaction(statements.drop(case_id, names))
        self._erase_deleted()

    def purge(self, case_id: str) -> None:
        """Destroy all items of a case and its secret."""
        self._run_in_transaction(statements.purge(case_id))
        self._erase_deleted()


class AsyncSqlVault(ABC):
    """Asynchronous counterpart of `SqlVault`, with the same guarantees."""

    @abstractmethod
    async def _run(self, operation: Operation[T]) -> T:
        """Run an operation whose statements need no common transaction."""

    @abstractmethod
    async def _run_in_transaction(self, operation: Operation[T]) -> T:
        """Run an operation in one transaction."""

    @abstractmethod
    async def _erase_deleted(self) -> None:
        """Erase the bytes of deleted rows, as far as the database allows."""

    async def salt(self, case_id: str) -> bytes:
        """Return the secret salt of the case, generated at the first call."""

        async def generate() -> bytes:
            return secrets.token_bytes(32)

        return await self.secret(case_id, generate)

    async def secret(self, case_id: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return the secret of the case, created by *make* if there is none; the first one wins."""
        existing = await self._run(statements.get_secret(case_id))
        if existing is not None:
            return existing
        return await self._run_in_transaction(statements.insert_secret(case_id, await make()))

    async def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Store all of *items*, or none of them."""
        await self._run_in_transaction(statements.put(case_id, items))

    async def get(self, case_id: str, name: str) -> bytes | None:
        """Return the item of this name, or None."""
        return await self._run(statements.get(case_id, name))

    async def names(self, case_id: str) -> Collection[str]:
        """Return the names of the items of a case."""
        return await self._run(statements.names(case_id))

    async def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy items of a case by their names."""
        await self._run_in_transaction(statements.drop(case_id, names))
        await self._erase_deleted()

    async def purge(self, case_id: str) -> None:
        """Destroy all items of a case and its secret."""
        await self._run_in_transaction(statements.purge(case_id))
        await self._erase_deleted()
