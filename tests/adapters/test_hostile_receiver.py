"""A receiver of webhooks that answers badly: without end, packed, slowly, or from elsewhere."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from attrs import evolve

from idverify.adapters._bounded_http import BoundedTransport
from idverify.adapters._networks import is_public
from idverify.adapters.memory import FixedClock
from idverify.adapters.webhook import WebhookNotifier
from idverify.errors import DeliveryError, PermanentDeliveryError
from idverify.ports import Message

MESSAGE = Message(subject="本人確認", body="見本\n")
SECONDS = 0.6


@contextmanager
def receiving(answer: Callable[[Any], None]) -> Iterator[WebhookNotifier]:
    """Serve connections by a function of the socket, with a notifier that takes little time."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.recv(65536)
                    answer(connection)
                except OSError:
                    continue

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield WebhookNotifier(
            url=f"http://127.0.0.1:{listener.getsockname()[1]}/hook",
            secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
            clock=FixedClock(datetime(2026, 11, 2, 1, 0, tzinfo=UTC)),
            client=httpx.Client(transport=BoundedTransport(SECONDS)),
        )
    finally:
        listener.close()


def endless_body(connection: Any) -> None:  # noqa: ANN401 - a socket
    """Answer with success and a body without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n")
    for _ in range(100_000):
        connection.sendall(b"x" * 65536)


def packed_body(connection: Any) -> None:  # noqa: ANN401 - a socket
    """Answer with a body of which a megabyte is a gigabyte."""
    bomb = gzip.compress(bytes(1 << 22)) * 64
    head = f"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {len(bomb)}\r\n\r\n"
    connection.sendall(head.encode() + bomb)


@pytest.mark.parametrize("answer", [endless_body, packed_body], ids=["endless", "packed"])
def test_the_body_of_an_answer_is_not_read(answer: Callable[[Any], None]) -> None:
    """The status is enough, so a large body costs neither time nor memory."""
    with receiving(answer) as notifier:
        began = time.monotonic()
        notifier.send("k", "hanako@example.jp", MESSAGE)
        assert time.monotonic() - began < 2 * SECONDS


def slow_head(connection: Any) -> None:  # noqa: ANN401 - a socket
    """Send one byte of the head at a time, for ever."""
    for byte in b"HTTP/1.1 200 OK\r\nx-" + b"a" * 100_000:
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


def endless_head(connection: Any) -> None:  # noqa: ANN401 - a socket
    """Send headers without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(1_000_000):
        connection.sendall(b"x-%d: %s\r\n" % (number, b"a" * 1000))


def silence(_: Any) -> None:  # noqa: ANN401 - a socket
    """Take the request, and say nothing."""
    time.sleep(3 * SECONDS)


@pytest.mark.parametrize("answer", [slow_head, endless_head, silence], ids=lambda f: f.__name__)
def test_an_exchange_has_an_end(answer: Callable[[Any], None]) -> None:
    """Whatever the receiver does, the message is postponed within the time of one exchange."""
    with receiving(answer) as notifier:
        began = time.monotonic()
        with pytest.raises(DeliveryError, match="no answer from the receiver"):
            notifier.send("k", "hanako@example.jp", MESSAGE)
        assert time.monotonic() - began < 3 * SECONDS


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:10.0.0.1",
        "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:a00:1::1",
        "3fff::1", "fc00::1", "fd12::1", "fe80::1%eth0", "fec0::1", "ff02::1", "5f00::1", "x", "",
    ],
)  # fmt: skip
def test_no_special_network_is_public(address: str) -> None:
    """Every special-purpose network of both registries is refused, by the same table everywhere."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "100.63.255.255", "172.32.0.1", "192.0.3.1", "203.0.114.1", "2606:4700::1111",
     "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2a00:1450::1"],
)  # fmt: skip
def test_hosts_of_the_internet_are_public(address: str) -> None:
    """The networks on each side of a special one are not refused with it."""
    assert is_public(address)


def test_every_address_of_a_name_is_tried() -> None:
    """A request goes to the next checked address if the first takes no connection."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        if len(asked) < 3:
            raise httpx.ConnectError("nobody is there")
        return httpx.Response(200)

    with receiving(silence) as notifier:
        untrusted = evolve(
            notifier,
            url="https://hook.example.jp/x",
            is_untrusted=True,
            client=httpx.Client(transport=httpx.MockTransport(answer)),
            resolve=lambda *_: ["1.1.1.1", "1.1.1.1", "1.0.0.1", "2606:4700::1111"],
        )
        untrusted.send("k", "hanako@example.jp", MESSAGE)

    assert asked == ["1.1.1.1", "1.0.0.1", "2606:4700::1111"]


def test_one_private_address_among_several_is_refused() -> None:
    """A name that also resolves to a private address is not used at all."""
    with receiving(silence) as notifier:
        untrusted = evolve(
            notifier,
            url="https://hook.example.jp/x",
            is_untrusted=True,
            resolve=lambda *_: ["1.1.1.1", "192.168.0.1"],
        )
        with pytest.raises(PermanentDeliveryError, match="private address"):
            untrusted.send("k", "hanako@example.jp", MESSAGE)


def test_a_host_name_in_japanese_is_resolved_in_ascii() -> None:
    """An internationalised name is looked up, and named to the server, by its ASCII form."""
    seen: list[tuple[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append((request.headers["host"], request.extensions["sni_hostname"]))
        return httpx.Response(200)

    def resolve(host: str, _: int) -> list[str]:
        seen.append((host, ""))
        return ["1.1.1.1"]

    with receiving(silence) as notifier:
        evolve(
            notifier,
            url="https://例え.jp:8443/x",
            is_untrusted=True,
            client=httpx.Client(transport=httpx.MockTransport(answer)),
            resolve=resolve,
        ).send("k", "hanako@example.jp", MESSAGE)

    assert seen == [("xn--r8jz45g.jp", ""), ("xn--r8jz45g.jp:8443", "xn--r8jz45g.jp")]
