"""What each reply of a mail server means, by the state that the conversation was in."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from idverify.adapters.memory import FixedClock
from idverify.adapters.smtp import MAX_MESSAGES, Encryption, SmtpNotifier
from idverify.errors import DeliveryError, InvalidValueError, PermanentDeliveryError
from idverify.model.contacts import Contact
from idverify.ports import Message

MESSAGE = Message(subject="本人確認", body="見本\n")
GOOD = {
    "greeting": "220 ready", "EHLO": "250-here\r\n250 8BITMIME", "MAIL": "250 OK", "RCPT": "250 OK",
    "DATA": "354 go on", "end": "250 kept", "QUIT": "221 bye", "RSET": "250 OK",
}  # fmt: skip


class ScriptedServer:
    """Answers each command with the reply of a script; an empty reply drops the connection."""

    def __init__(self, **replies: str) -> None:
        self.replies = GOOD | replies
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.connections = 0
        self.mails: list[str] = []
        self.commands: list[str] = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        """Take one connection after the other."""
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            with connection, connection.makefile("rwb") as stream:
                self.converse(stream)

    def converse(self, stream: object) -> None:
        """Answer until the peer or the script ends the conversation."""
        answer = self.answer(stream, "greeting")
        while answer and (line := stream.readline()):  # type: ignore[attr-defined]
            self.commands.append(line.decode().strip())
            verb = line[:4].decode().upper()
            answer = self.answer(stream, verb)
            if verb == "DATA" and answer.startswith("354"):
                lines = iter(stream.readline, b".\r\n")  # type: ignore[attr-defined]
                self.mails.append(b"".join(lines).decode())
                answer = self.answer(stream, "end")

    def answer(self, stream: object, state: str) -> str:
        """Write the reply of the script, and return it."""
        reply = self.replies.get(state, "250 OK")
        if reply:
            stream.write(reply.encode() + b"\r\n")  # type: ignore[attr-defined]
            stream.flush()  # type: ignore[attr-defined]
        return reply


@contextmanager
def serving(**replies: str) -> Iterator[tuple[ScriptedServer, SmtpNotifier]]:
    """Serve a script, with a notifier for it."""
    server = ScriptedServer(**replies)
    notifier = SmtpNotifier(
        host="127.0.0.1",
        port=server.port,
        sender="desk@example.jp",
        clock=FixedClock(datetime(2026, 11, 2, 1, 0, tzinfo=UTC)),
        encryption=Encryption.NONE,
        timeout=5,
    )
    try:
        yield server, notifier
    finally:
        server.listener.close()


LATER, NEVER, SENT = DeliveryError, PermanentDeliveryError, None
#: The outcome of each kind of reply in each state.
OUTCOMES = [
    *((state, reply, LATER) for state in ("greeting", "MAIL")
      for reply in ("421 busy", "450 later", "554 your network is blocked", "550 no", "")),
    *((state, reply, LATER) for state in ("RCPT", "DATA", "end")
      for reply in ("421 busy", "450 later", "452 full", "503 order", "530 log in", "")),
    *((state, reply, NEVER) for state in ("RCPT", "DATA", "end")
      for reply in ("501 syntax", "521 no mail", "550 unknown", "553 name", "554 no", "556 no")),
    *(("QUIT", reply, SENT) for reply in ("221 bye", "250 ok", "421 busy", "554 no", "")),
]  # fmt: skip


@pytest.mark.parametrize(("state", "reply", "outcome"), OUTCOMES)
def test_a_reply_means_what_it_means_in_its_state(
    state: str, reply: str, outcome: type[DeliveryError] | None
) -> None:
    """Only a refusal of the recipient or the message is permanent; what follows 250 is nothing."""
    with serving(**{state: reply}) as (server, notifier):
        if outcome is None:
            notifier.send("k", "hanako@example.jp", MESSAGE)
            assert len(server.mails) == 1
            return
        with pytest.raises(DeliveryError) as refused:
            notifier.send("k", "hanako@example.jp", MESSAGE)
        assert type(refused.value) is outcome
        assert "hanako" not in str(refused.value)


@pytest.mark.parametrize("address", ["a..b@docomo.ne.jp", "abc.@docomo.ne.jp", ".x@ezweb.ne.jp"])
def test_addresses_of_japanese_providers_are_quoted(address: str) -> None:
    """A name with dots anywhere is taken at intake, and sent as a quoted local part."""
    name, _, host = address.partition("@")
    contact = Contact(name="見本", email=address)
    with serving() as (server, notifier):
        notifier.send("k", contact.email, MESSAGE)

    assert f'RCPT TO:<"{name}"@{host}>' in server.commands
    assert f'To: "{name}"@{host}' in server.mails[0]


def test_a_name_in_other_letters_needs_a_server_that_takes_it() -> None:
    """It is sent where SMTPUTF8 is offered, and reported as undeliverable elsewhere."""
    with serving(EHLO="250-here\r\n250-8BITMIME\r\n250 SMTPUTF8") as (server, notifier):
        notifier.send("k", "花子@例え.jp", MESSAGE)
    assert any("RCPT TO:<花子@xn--r8jz45g.jp>" in command for command in server.commands)
    with serving() as (server, notifier), pytest.raises(PermanentDeliveryError, match="SMTPUTF8"):
        notifier.send("k", "花子@example.jp", MESSAGE)


@pytest.mark.parametrize(
    "sender", ["窓口, 二 <d@e.jp>", "", "desk", "a@b.jp, c@d.jp", "<d@e.jp> x"]
)
def test_a_sender_is_checked_when_the_adapter_is_made(sender: str) -> None:
    """A sender that would fail with every mail is refused at once."""
    with pytest.raises(InvalidValueError, match="sender must be one address"):
        SmtpNotifier(host="h", sender=sender, clock=FixedClock(datetime.now(UTC)))


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85"])
def test_a_line_end_of_unicode_is_a_space_in_a_subject(sign: str) -> None:
    """It neither breaks the mail nor starts a header."""
    with serving() as (server, notifier):
        notifier.send("k", "hanako@example.jp", Message(subject=f"one{sign}two", body="x\n"))
    assert "Subject: one two" in server.mails[0]


def test_many_messages_share_one_connection() -> None:
    """A refusal does not end it, a lost connection is opened again, and it has a limit."""
    with serving() as (server, notifier), notifier.batch() as connection:
        for number in range(MAX_MESSAGES + 1):
            connection.send(f"k-{number}", "hanako@example.jp", MESSAGE)
        server.replies["RCPT"] = "550 unknown"
        with pytest.raises(PermanentDeliveryError):
            connection.send("k-x", "hanako@example.jp", MESSAGE)
        server.replies["RCPT"] = ""
        with pytest.raises(DeliveryError):
            connection.send("k-y", "hanako@example.jp", MESSAGE)
        server.replies["RCPT"] = "250 OK"
        connection.send("k-z", "hanako@example.jp", MESSAGE)

    assert len(server.mails) == MAX_MESSAGES + 2
    assert server.connections == 3
