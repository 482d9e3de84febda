"""What Apprise does silently is an error here, with its reason."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from idverify.adapters.apprise import AppriseNotifier
from idverify.errors import DeliveryError, InvalidValueError
from idverify.ports import Message, Notifier
from idverify.testing.laws import NotifierLaws

MESSAGE = Message(subject="髙﨑 〜①㈱ 🎉", body="本文")

# Of its own imports, on Python 3.11 and 3.12.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


class Chat(HTTPServer):
    """A chat service on this machine."""

    status = 200
    got: list[tuple[str, dict[str, Any]]]


@pytest.fixture
def chat() -> Iterator[Chat]:
    """A chat service, listening."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            server.got.append((self.path, json.loads(body)))
            self.send_response(server.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = Chat(("127.0.0.1", 0), Handler)
    server.got = []
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def notifying(chat: Chat) -> AppriseNotifier:
    """A notifier whose URL names the addressee."""
    return AppriseNotifier(f"json://127.0.0.1:{chat.server_port}/{{recipient}}")


class TestApprise(NotifierLaws):
    """Whatever Apprise reaches is a notifier."""

    @pytest.fixture
    def notifier(self, chat: Chat) -> Notifier:
        """Post to the chat service."""
        return notifying(chat)

    @pytest.fixture
    def delivered(self, chat: Chat) -> Callable[[], list[tuple[str, str, str]]]:
        """Read what the chat service got; Apprise ends a text without a line break."""
        return lambda: [
            (path.strip("/"), sent["title"], sent["message"] + "\n") for path, sent in chat.got
        ]


def test_a_message_arrives(chat: Chat) -> None:
    """Subject and words arrive as they were written, where the URL says."""
    notifying(chat).send("k", "hanako@example.jp", MESSAGE)
    [(path, sent)] = chat.got

    assert (sent["title"], sent["message"]) == (MESSAGE.subject, MESSAGE.body)
    assert path.startswith("/hanako@example.jp")


def test_a_failure_says_why_and_names_nobody(chat: Chat) -> None:
    """Where Apprise only returns false, the reason it logged is in the error, without a person."""
    chat.status = 500
    with pytest.raises(DeliveryError, match="500") as caught:
        notifying(chat).send("k", "hanako@example.jp", MESSAGE)

    assert "hanako" not in str(caught.value)


def test_a_url_nobody_can_read_is_refused() -> None:
    """A mistake in the settings is told at the first message, without quoting the URL."""
    broken = AppriseNotifier("nonsense://token-1234")
    with pytest.raises(InvalidValueError, match="cannot read the URL") as caught:
        broken.send("k", "hanako@example.jp", MESSAGE)

    assert "token" not in str(caught.value) + repr(broken)
