"""The engine's servers from their wheels: started for a test, killed by it, never left behind."""

import asyncio
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from attrs import define, field
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from idverify.adapters.temporal.converter import HistoryKeys, make_data_converter
from idverify.adapters.temporal.worker import CLIENT_IDENTITY, connect

PROGRAMS = Path(sys.executable).parent

#: Where the servers keep their files. A killed process needs no disk to be proof against, and
#: the file system in memory spares two cores the waiting for it.
_MEMORY = Path("/dev/shm")  # noqa: S108 - folders of our own are made in it
FILES = _MEMORY if _MEMORY.is_dir() else None

#: Of tests only; whoever seals with it has sealed nothing.
KEYS = HistoryKeys.from_key(bytes(range(32)))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@define
class DevServer:
    """The development server on a file, which outlives it."""

    file: Path
    port: int = field(factory=free_port)
    settings: tuple[str, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        words = ["server", "start-dev", "--headless", "--ip", "127.0.0.1", "--log-level", "never"]
        dynamic = [word for s in self.settings for word in ("--dynamic-config-value", s)]
        where = ["--port", str(self.port), "--db-filename", str(self.file)]
        self.process = subprocess.Popen(  # noqa: S603, ASYNC220 - of our own environment
            [PROGRAMS / "temporal", *words, *where, *dynamic],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        await self.client()

    async def client(self, **options: Any) -> Client:  # noqa: ANN401 - of the client
        """Connect as soon as it answers."""
        for _ in range(150):
            try:
                client = await connect(self.address, KEYS, **options)
                if await client.service_client.check_health():
                    return client
            except RuntimeError:
                await asyncio.sleep(0.2)
        raise TimeoutError("the development server does not answer")

    def kill(self) -> None:
        """End it at once, as a machine does that loses power."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


@asynccontextmanager
async def dev_server(*settings: str) -> AsyncIterator[DevServer]:
    """Lend a development server; settings are its dynamic ones, as `name=value`."""
    with tempfile.TemporaryDirectory(dir=FILES) as folder:
        server = DevServer(Path(folder) / "temporal.db", settings=settings)
        await server.start()
        try:
            yield server
        finally:
            server.kill()


@asynccontextmanager
async def skipping_server() -> AsyncIterator[WorkflowEnvironment]:
    """Lend the server on which waiting takes no time."""
    environment = await WorkflowEnvironment.start_time_skipping(
        data_converter=make_data_converter(KEYS),
        test_server_existing_path=str(PROGRAMS / "temporal-test-server"),
        test_server_startup_timeout=timedelta(seconds=60),
        identity=CLIENT_IDENTITY,
    )
    async with environment:
        yield environment
