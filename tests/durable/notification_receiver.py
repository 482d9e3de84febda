"""Whoever is told: writes down each key it hears, and can be made to keep its callers waiting."""

import asyncio
import socket
from collections import Counter

from attrs import define, field, frozen

from idverify.errors import DeliveryError
from idverify.ports import Message

__all__ = ["Caller", "Receiver"]


@define
class Receiver:
    """Listens on a port; one line a call, the key."""

    heard: Counter[str] = field(factory=Counter)
    waiting: set[str] = field(factory=set)
    """Calls that are being kept waiting."""
    free: asyncio.Event = field(factory=asyncio.Event)
    server: asyncio.Server | None = None
    port: int = 0

    async def open(self) -> None:
        """Begin to listen."""
        self.free.set()
        self.server = await asyncio.start_server(self._answer, "127.0.0.1", 0, backlog=1024)
        self.port = self.server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Hear no more."""
        if self.server:
            self.server.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        key = (await reader.readline()).decode().strip()
        is_prompt = sum(key.encode()) % 2 == 0
        if is_prompt:  # heard, and the caller may be dead before it learns that
            self.heard[key] += 1
        if not self.free.is_set():
            self.waiting.add(key)
            await self.free.wait()
        if not is_prompt and not reader.at_eof():
            self.heard[key] += 1
        try:
            writer.write(b"ok\n")
            await writer.drain()
        except ConnectionError:
            return
        finally:
            writer.close()


@frozen
class Caller:
    """A notifier that calls the receiver."""

    port: int

    def send(self, key: str, recipient: str, message: Message) -> None:  # noqa: ARG002 - the key says all
        """Deliver one key, or raise."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=120) as call:
                call.sendall(f"{key}\n".encode())
                answer = call.recv(16)
        except OSError as error:
            raise DeliveryError("the receiver does not answer") from error
        if answer != b"ok\n":
            raise DeliveryError("the receiver hung up")
