"""Blocking vaults and notifiers for an asynchronous desk: each call runs in a thread.

    desk = AsyncVerificationDesk(notifier=ThreadedNotifier(SmtpNotifier(...)), ...)

The event loop stays free while a mail server or a key server answers. Threads are those of
`asyncio.to_thread`; the adapter behind must allow calls from several threads.
"""

import asyncio
from collections.abc import Collection, Iterable

from attrs import frozen

from idverify.ports import Message, Notifier, Vault
from idverify.validation import validated

__all__ = ["ThreadedNotifier", "ThreadedVault"]


@validated
@frozen
class ThreadedNotifier:
    """Asynchronous notifier over a blocking one.

    >>> from idverify.adapters.memory import MemoryNotifier
    >>> sent = MemoryNotifier()
    >>> message = Message(subject="本人確認書類を受け付けました", body="見本 花子 様")
    >>> asyncio.run(ThreadedNotifier(sent).send("c-1/1/0", "hanako@example.jp", message))
    >>> list(sent.sent)
    ['c-1/1/0']
    """

    inner: Notifier

    async def send(self, key: str, recipient: str, message: Message) -> None:
        """Deliver one message, or raise."""
        await asyncio.to_thread(self.inner.send, key, recipient, message)


@validated
@frozen
class ThreadedVault:
    """Asynchronous vault over a blocking one."""

    inner: Vault

    async def salt(self, case_id: str) -> bytes:
        """Return the secret salt of the case, generated at the first call."""
        return await asyncio.to_thread(self.inner.salt, case_id)

    async def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Store all of *items*, or none of them."""
        await asyncio.to_thread(self.inner.put, case_id, items)

    async def get(self, case_id: str, name: str) -> bytes | None:
        """Return the item of this name, or None."""
        return await asyncio.to_thread(self.inner.get, case_id, name)

    async def names(self, case_id: str) -> Collection[str]:
        """Return the names of the items of a case."""
        return await asyncio.to_thread(self.inner.names, case_id)

    async def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy items of a case by their names."""
        await asyncio.to_thread(self.inner.drop, case_id, names)

    async def purge(self, case_id: str) -> None:
        """Destroy all items of a case and its secret."""
        await asyncio.to_thread(self.inner.purge, case_id)
