"""HTTP transport for requests to strangers: one limit for the whole exchange, in time and bytes.

`httpx` limits the time of each read; a peer that sends one byte at a time would never end. The
answer of a webhook is its status: its body is never read, so it is neither stored nor unpacked.
`httpcore` is the part of `httpx` that connects, and comes with it.
"""

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpcore
import httpx

__all__ = ["BoundedTransport"]

#: An answer's status line and headers have fewer bytes; a longer one is cut off.
MAX_HEAD_BYTES: Final = 64 * 1024


class _Budget(threading.local):
    """What remains of the exchange that this thread is in."""

    ends_at = float("inf")
    bytes_left = MAX_HEAD_BYTES

    def seconds(self, timeout: float | None) -> float:
        """Return how long one operation may take, or raise if the time is over."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the exchange took too long")
        return left if timeout is None else min(left, timeout)

    def take(self, data: bytes) -> bytes:
        """Count received bytes, or raise if they are too many."""
        self.bytes_left -= len(data)
        if self.bytes_left < 0:
            raise httpcore.RemoteProtocolError("the head of the answer is too long")
        return data


class _BoundedStream(httpcore.NetworkStream):
    """A stream whose operations all share the budget of the exchange."""

    def __init__(self, stream: httpcore.NetworkStream, budget: _Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._budget.seconds(timeout))
        return self._budget.take(data)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.seconds(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._budget.seconds(timeout))
        return _BoundedStream(stream, self._budget)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as in httpcore
        return self._stream.get_extra_info(info)


class _BoundedBackend(httpcore.SyncBackend):
    def __init__(self, budget: _Budget) -> None:
        self._budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        stream = super().connect_tcp(
            host, port, self._budget.seconds(timeout), local_address, socket_options
        )
        return _BoundedStream(stream, self._budget)


class BoundedTransport(httpx.BaseTransport):
    """Transport of `httpx` that ends every exchange after `total_seconds`, whatever the peer does.

    Connections are kept and shared; each thread has a budget of its own.
    """

    def __init__(self, total_seconds: float, ssl_context: ssl.SSLContext | None = None) -> None:
        """Make a transport; *ssl_context* is that of `httpx` unless it is given."""
        self._total_seconds = total_seconds
        self._budget = _Budget()
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or httpx.create_ssl_context(),
            network_backend=_BoundedBackend(self._budget),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its status and headers, without a body."""
        self._budget.ends_at = time.monotonic() + self._total_seconds
        self._budget.bytes_left = MAX_HEAD_BYTES
        url = request.url
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        with _translate_errors():
            answer = self._pool.handle_request(sent)
            answer.close()  # without its body, which ends the connection if there is one
        return httpx.Response(answer.status, headers=answer.headers)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


@contextmanager
def _translate_errors() -> Iterator[None]:
    try:
        yield
    except httpcore.ConnectError as error:
        raise httpx.ConnectError(type(error).__name__) from None
    except httpcore.ConnectTimeout as error:
        raise httpx.ConnectTimeout(type(error).__name__) from None
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(type(error).__name__) from None
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise httpx.NetworkError(type(error).__name__) from None
