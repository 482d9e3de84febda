"""Signed as the standard says, checked by its own libraries, and sent nowhere it should not go."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define, evolve, field
from standardwebhooks import Webhook, WebhookVerificationError

from builders.webhook_vectors import BODIES, ask, cases, install
from idverify.adapters.memory import FixedClock
from idverify.adapters.webhook import WebhookNotifier, sign, verify
from idverify.errors import DataError, DeliveryError, InvalidValueError, PermanentDeliveryError
from idverify.ports import Message, Notifier
from idverify.testing.laws import NotifierLaws

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "webhook_vectors.json").read_text())
NEW = "whsec_" + "A" * 32
OLD = "whsec_" + "B" * 32
MESSAGE = Message(subject="髙﨑 〜①㈱ 🎉", body="本文\n")
JST = timezone(timedelta(hours=9))


@define
class Receiver:
    """A server on this machine that answers as it is told and keeps what it got."""

    server: ThreadingHTTPServer
    answers: list[tuple[int, str]] = field(factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_port}/hook"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver, listening."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            found.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            status, location = found.answers.pop(0) if found.answers else (204, "")
            self.send_response(status)
            if location:
                self.send_header("location", location)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    found = Receiver(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
    thread = threading.Thread(target=found.server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


@pytest.fixture
def hook(receiver: Receiver) -> Iterator[WebhookNotifier]:
    """A notifier that posts to the receiver; its clock is right, in Tokyo."""
    with httpx.Client() as client:
        clock = FixedClock(datetime.now(JST))
        yield WebhookNotifier(url=receiver.url, secrets=[NEW], clock=clock, client=client)


class TestWebhooks(NotifierLaws):
    """A webhook is a notifier."""

    @pytest.fixture
    def notifier(self, hook: WebhookNotifier) -> Notifier:
        """Post to the receiver."""
        return hook

    @pytest.fixture
    def delivered(self, receiver: Receiver) -> Callable[[], list[tuple[str, str, str]]]:
        """Read what the receiver got."""
        return lambda: [
            (data["recipient"], data["subject"], data["body"])
            for data in (json.loads(body)["data"] for _, body in receiver.got)
        ]


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: vector["id"])
def test_the_npm_library_signs_the_same(vector: dict[str, Any]) -> None:
    """Byte for byte, also where the body is Japanese or long."""
    found = sign(vector["secret"], vector["id"], vector["seconds"], vector["body"].encode())

    assert found == vector["signature"]


def test_the_npm_library_verifies_what_is_signed(tmp_path: Path) -> None:
    """The twin of the reference, run by Node now, takes ours, and none with a byte changed."""
    try:
        install(tmp_path)
    except (OSError, subprocess.SubprocessError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"npm's library cannot be had here: {type(error).__name__}")
    answers = ask(tmp_path, cases(int(time.time())))

    assert len(answers) == len(BODIES)
    assert all(answer["verifies"] for answer in answers)
    assert not any(answer["verifiesChanged"] for answer in answers)


def test_the_python_library_verifies_what_was_sent(
    hook: WebhookNotifier, receiver: Receiver
) -> None:
    """It takes the request as it arrived, at a desk in Tokyo, and refuses it once changed."""
    hook.send("c-1/1/0", "hanako@example.jp", MESSAGE)
    [(headers, body)] = receiver.got

    assert Webhook(NEW).verify(body, headers)["data"]["subject"] == MESSAGE.subject
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(body + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(body, {**headers, "webhook-id": "other"})
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(body, headers)


def test_the_same_instant_has_one_signature_in_every_zone(
    hook: WebhookNotifier, receiver: Receiver
) -> None:
    """A clock in Tokyo and one in UTC sign alike (the reference library does not)."""
    in_tokyo = hook.clock.now()
    for moment in (in_tokyo, in_tokyo.astimezone(UTC)):
        evolve(hook, clock=FixedClock(moment)).send("k", "hanako@example.jp", MESSAGE)
    first, second = (headers["webhook-timestamp"] for headers, _ in receiver.got)

    assert first == second


def test_a_message_sent_again_has_the_same_id(hook: WebhookNotifier, receiver: Receiver) -> None:
    """The receiver drops repeats by `webhook-id`, which is the key of the effect."""
    receiver.answers = [(503, "")]
    with pytest.raises(DeliveryError, match="answered 503"):
        hook.send("c-1/1/0", "hanako@example.jp", MESSAGE)
    hook.send("c-1/1/0", "hanako@example.jp", MESSAGE)

    assert [headers["webhook-id"] for headers, _ in receiver.got] == ["c-1/1/0"] * 2


def test_while_a_secret_is_replaced_both_receivers_can_verify(
    hook: WebhookNotifier, receiver: Receiver
) -> None:
    """A message is signed with the new and the old secret, in the form the standard has."""
    evolve(hook, secrets=[NEW, OLD]).send("k", "hanako@example.jp", MESSAGE)
    [(headers, body)] = receiver.got

    assert headers["webhook-signature"].count("v1,") == 2
    for secret in (NEW, OLD):
        Webhook(secret).verify(body, headers)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (500, DeliveryError),
        (503, DeliveryError),
        (429, DeliveryError),
        (404, DeliveryError),
        (302, DeliveryError),
        (410, PermanentDeliveryError),
    ],
)
def test_what_is_no_success_is_an_error(
    hook: WebhookNotifier, receiver: Receiver, status: int, error: type[DeliveryError]
) -> None:
    """Every answer but success is tried again; only 410 says that it is of no use."""
    receiver.answers = [(status, "")]
    with pytest.raises(DeliveryError, match=str(status)) as caught:
        hook.send("k", "hanako@example.jp", MESSAGE)

    assert type(caught.value) is error
    assert "hanako" not in str(caught.value)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254",
                                     "::1", "fd00::1", "::ffff:10.0.0.7", "fe80::1%eth0",
                                     "100.64.0.1", "240.0.0.1", "224.0.0.1", "0.0.0.0", "::",  # noqa: S104 - asked for by another
                                     "64:ff9b::10.0.0.7", "2002:a00:7::1",
                                     "::ffff:169.254.169.254"])  # fmt: skip
def test_a_redirect_to_a_private_address_is_refused(
    hook: WebhookNotifier, receiver: Receiver, address: str
) -> None:
    """Whatever name it has, a private address is not asked; nor is one among public ones."""
    receiver.answers = [(307, "https://receiver.example/hook")]
    notifier = evolve(hook, resolve=lambda *_: ["93.184.216.34", address])
    with pytest.raises(PermanentDeliveryError, match="private address"):
        notifier.send("k", "hanako@example.jp", MESSAGE)

    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::1]",
     "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0", "169.254.169.254", "user@127.0.0.1"],
)  # fmt: skip
def test_an_address_in_disguise_is_a_private_address(
    hook: WebhookNotifier, receiver: Receiver, host: str
) -> None:
    """However the resolver of this machine reads it, this machine is not asked."""
    receiver.answers = [(307, f"https://{host}/hook")]
    with pytest.raises(DeliveryError, match=r"private address|nobody knows|RemoteProtocolError"):
        hook.send("k", "hanako@example.jp", MESSAGE)

    assert len(receiver.got) == 1


def test_a_name_that_changes_its_address_is_asked_at_the_one_that_was_checked() -> None:
    """DNS that says public first and private afterwards is looked up once only."""
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    seen = list[httpx.URL]()

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url)
        return httpx.Response(204)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        WebhookNotifier(
            url="https://rebinding.example/",
            is_untrusted=True,
            secrets=[NEW],
            clock=FixedClock(datetime.now(UTC)),
            client=client,
            resolve=lambda *_: answers.pop(0),
        ).send("k", "hanako@example.jp", MESSAGE)

    assert [url.host for url in seen] == ["93.184.216.34"]
    assert answers == [["127.0.0.1"]]


@pytest.mark.parametrize("url", ["http://93.184.216.34/", "https://127.0.0.1/", "https://10.1/"])
def test_an_address_that_somebody_else_wrote_is_checked_first(
    hook: WebhookNotifier, receiver: Receiver, url: str
) -> None:
    """A foreign receiver is held to the rules of a redirect before anything is sent."""
    with pytest.raises(PermanentDeliveryError, match=r"other than https|private address"):
        evolve(hook, url=url, is_untrusted=True).send("k", "hanako@example.jp", MESSAGE)

    assert receiver.got == []


@pytest.mark.parametrize("location", ["http://93.184.216.34/", "ftp://example.jp/", "/other", ""])
def test_a_redirect_away_from_https_is_refused(
    hook: WebhookNotifier, receiver: Receiver, location: str
) -> None:
    """Personal data leave on encrypted lines only, and a redirect must say where to."""
    receiver.answers = [(308, location)]
    with pytest.raises(PermanentDeliveryError, match="other than https"):
        hook.send("k", "hanako@example.jp", MESSAGE)


def test_a_redirect_to_an_unknown_name_may_pass(hook: WebhookNotifier, receiver: Receiver) -> None:
    """A name that is not known now may be known later."""

    def unknown(*_: object) -> list[str]:
        raise OSError

    receiver.answers = [(308, "https://receiver.example/")]
    with pytest.raises(DeliveryError, match="nobody knows"):
        evolve(hook, resolve=unknown).send("k", "hanako@example.jp", MESSAGE)


def test_a_public_redirect_is_followed_to_the_address_that_was_checked() -> None:
    """The name is looked up once: the request goes to that address, under that name, signed."""
    seen = list[httpx.Request]()

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        moved = {"location": "https://new.example:8443/hook"}
        return httpx.Response(307, headers=moved) if len(seen) == 1 else httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        WebhookNotifier(
            url="https://old.example/hook",
            secrets=[NEW],
            clock=FixedClock(datetime.now(UTC)),
            client=client,
            resolve=lambda *_: ["93.184.216.34"],
        ).send("k", "hanako@example.jp", MESSAGE)
    last = seen[-1]

    assert str(last.url) == "https://93.184.216.34:8443/hook"
    assert last.headers["host"] == "new.example:8443"
    assert last.extensions["sni_hostname"] == "new.example"
    Webhook(NEW).verify(last.content, dict(last.headers))


@pytest.mark.parametrize(
    "location",
    [
        "https://[",
        "https://b.example:99999/",
        "https://b.example:port/",
        "https://xn--/",
        f"https://{'a' * 70}.example/",
        "https://[::1]x/",
        "https://b..example/",
    ],
)
def test_a_redirect_to_what_is_no_address_is_told_in_words(location: str) -> None:
    """Whatever a receiver writes, it is not delivered, and no library's error comes through."""
    transport = httpx.MockTransport(lambda _: httpx.Response(307, headers={"location": location}))
    clock = FixedClock(datetime(2026, 11, 23, tzinfo=UTC))
    with httpx.Client(transport=transport) as client:
        hook = WebhookNotifier(url="https://a.example/", secrets=[NEW], clock=clock, client=client)
        with pytest.raises(DeliveryError):
            hook.send("key", "hanako@example.jp", MESSAGE)


def test_a_key_that_no_header_can_say_is_never_delivered(hook: WebhookNotifier) -> None:
    """A case id in Japanese makes no header, today or tomorrow."""
    with pytest.raises(PermanentDeliveryError, match="no address or header can say"):
        hook.send("案件/1/0", "hanako@example.jp", MESSAGE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook-timestamp", "9" * 5_000),
        ("webhook-signature", "v1,\udcff"),
        ("webhook-id", "\udcff"),
    ],
)
def test_headers_that_nobody_can_read_are_bad_data(name: str, value: str) -> None:
    """A number longer than Python reads and half a character are told with their place."""
    headers = {"webhook-id": "a", "webhook-timestamp": "0", "webhook-signature": "v1,x"}
    with pytest.raises(DataError) as refused:
        verify([NEW], {**headers, name: value}, b"", current_timestamp=0)

    assert refused.value.path == f"$.{name}"


def test_redirects_have_an_end() -> None:
    """A receiver that sends us on and on is given up."""

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(307, headers={"location": "https://example.jp/"})

    with (
        httpx.Client(transport=httpx.MockTransport(answer)) as client,
        pytest.raises(PermanentDeliveryError, match="more than 3 times"),
    ):
        WebhookNotifier(
            url="https://example.jp/",
            secrets=[NEW],
            clock=FixedClock(datetime.now(UTC)),
            client=client,
            resolve=lambda *_: ["93.184.216.34"],
        ).send("k", "hanako@example.jp", MESSAGE)


def test_nobody_listening_may_pass(hook: WebhookNotifier) -> None:
    """A connection that is refused is tried again, and the text quotes no address."""
    with pytest.raises(DeliveryError, match="ConnectError"):
        evolve(hook, url="http://127.0.0.1:9/").send("k", "hanako@example.jp", MESSAGE)


class TestVerify:
    """What a receiver checks."""

    BODY = '{"a":"髙"}'.encode()

    def headers(self, **changes: str) -> dict[str, str]:
        """Headers of a message signed by the reference library."""
        signature = Webhook(NEW).sign("m", datetime.fromtimestamp(1000, UTC), self.BODY.decode())
        return {
            "webhook-id": "m", "webhook-timestamp": "1000", "webhook-signature": signature,
            **changes,
        }  # fmt: skip

    @pytest.mark.parametrize("seconds", [700, 1000, 1300])
    def test_what_the_reference_signs_is_verified(self, seconds: int) -> None:
        """Within five minutes to both sides, with either secret, among other signatures."""
        signature = self.headers()["webhook-signature"]
        verify([NEW], self.headers(), self.BODY, current_timestamp=seconds)
        several = self.headers(**{"webhook-signature": f"v1,x v2,é {signature}"})
        verify([OLD, NEW], several, self.BODY, current_timestamp=seconds)

    @pytest.mark.parametrize(
        ("changes", "seconds", "field"),
        [
            ({}, 699, "timestamp"),
            ({}, 1301, "timestamp"),
            ({"webhook-timestamp": "1e3"}, 1000, "timestamp"),
            ({"webhook-timestamp": "１０００"}, 1000, "timestamp"),
            ({"webhook-timestamp": "1001"}, 1000, "signature"),
            ({"webhook-id": "n"}, 1000, "signature"),
            ({"webhook-signature": ""}, 1000, "signature"),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self, changes: dict[str, str], seconds: int, field: str
    ) -> None:
        """Too old, too new, or not the one that was signed."""
        with pytest.raises(DataError, match=field):
            verify([NEW], self.headers(**changes), self.BODY, current_timestamp=seconds)

    def test_a_missing_header_is_named(self) -> None:
        """The error says which one."""
        with pytest.raises(DataError, match=r"webhook-id.*missing"):
            verify([NEW], {}, self.BODY, current_timestamp=1000)

    def test_another_secret_is_refused(self) -> None:
        """Who does not know the secret cannot sign."""
        with pytest.raises(DataError, match="no signature matches"):
            verify([OLD], self.headers(), self.BODY, current_timestamp=1000)


@pytest.mark.parametrize("secrets", [[], ["whsec_short"], ["whsec_???"], [NEW, "whsec_QUJD"]])
def test_weak_secrets_are_refused(hook: WebhookNotifier, secrets: list[str]) -> None:
    """A secret is Base64 of at least 24 bytes, and there is at least one."""
    with pytest.raises(InvalidValueError):
        evolve(hook, secrets=secrets)


def test_a_notifier_shows_no_secret(hook: WebhookNotifier) -> None:
    """Its text may stand in a log."""
    assert "whsec" not in repr(hook)
