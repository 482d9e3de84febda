"""A real conversation with a mail server: what arrives, and what happens when it refuses."""

import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from attrs import evolve

from idverify.adapters.memory import FixedClock
from idverify.adapters.smtp import Encryption, SmtpNotifier
from idverify.errors import DeliveryError, InvalidValueError, PermanentDeliveryError
from idverify.ports import Message, Notifier
from idverify.testing.laws import NotifierLaws

MOMENT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
MESSAGE = Message(subject="髙﨑 〜①㈱ 🎉", body="髙﨑 様\n\n.\nFrom 〜①㈱ <b>&\n")


class Office:
    """Takes mail, except as it is told."""

    def __init__(self) -> None:
        self.got: list[Envelope] = []
        self.refusal = ""
        self.at_data = ""
        self.of_sender = ""

    async def handle_MAIL(  # noqa: N802 - the library's name and arguments
        self, _: object, __: object, envelope: Envelope, address: str, ___: object
    ) -> str:
        """Take or refuse the sender."""
        envelope.mail_from = address
        return self.of_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _: object, __: object, envelope: Envelope, address: str, ___: object
    ) -> str:
        """Take or refuse the recipient."""
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: object, __: object, envelope: Envelope) -> str:  # noqa: N802 - the same
        """Take or refuse the mail."""
        if self.at_data:
            return self.at_data
        self.got.append(envelope)
        return "250 OK"


def free_port() -> int:
    """Return a port nobody listens at just now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


@pytest.fixture
def office() -> Office:
    """A mail server's will."""
    return Office()


@pytest.fixture
def smtp(office: Office) -> Iterator[SmtpNotifier]:
    """A notifier that talks to a server on this machine."""
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield SmtpNotifier(
        host="127.0.0.1",
        port=controller.port,
        sender="本人確認窓口 <desk@example.jp>",
        clock=FixedClock(MOMENT),
        encryption=Encryption.NONE,
        timeout=5,
    )
    controller.stop()


def parsed(envelope: Envelope) -> EmailMessage:
    """Read a mail as a mail program would."""
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def read(office: Office) -> EmailMessage:
    """Read the one mail that arrived."""
    [envelope] = office.got
    return parsed(envelope)


def text(mail: EmailMessage, kind: str) -> str:
    """Return the plain or the HTML words of a mail."""
    part = mail.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


class TestSmtp(NotifierLaws):
    """A mailbox is a notifier."""

    @pytest.fixture
    def notifier(self, smtp: SmtpNotifier) -> Notifier:
        """Send to the office."""
        return smtp

    @pytest.fixture
    def delivered(self, office: Office) -> Callable[[], list[tuple[str, str, str]]]:
        """Read what the office got."""

        def all_of_them() -> list[tuple[str, str, str]]:
            mails = [parsed(envelope) for envelope in office.got]
            return [(mail["To"], mail["Subject"], text(mail, "plain")) for mail in mails]

        return all_of_them


def test_a_mail_is_whole(smtp: SmtpNotifier, office: Office) -> None:
    """Date, Message-ID and both forms of the words are there, in seven bits."""
    smtp.send("c-1/1/0", "hanako@example.jp", MESSAGE)
    mail = read(office)

    assert parsedate_to_datetime(mail["Date"]) == MOMENT
    assert mail["Message-ID"].endswith("@example.jp>")
    assert mail["From"] == "本人確認窓口 <desk@example.jp>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    assert text(mail, "plain") == MESSAGE.body
    assert '<html lang="ja">' in text(mail, "html")
    assert "〜①㈱ &lt;b&gt;&amp;" in text(mail, "html")
    assert bytes(mail).isascii()
    assert mail.defects == []


def test_english_words_are_marked_as_english(smtp: SmtpNotifier, office: Office) -> None:
    """A mail program reads them aloud, and draws them, in the right language."""
    smtp.send("k", "hanako@example.jp", Message(subject="Hello", body="Dear Hanako,\n"))

    assert '<html lang="en">' in text(read(office), "html")


def test_a_mail_sent_again_has_its_message_id(smtp: SmtpNotifier, office: Office) -> None:
    """The same key has the same id, another key another, so that a mailbox can drop repeats."""
    for key in ("c-1/1/0", "c-1/1/0", "c-1/1/1"):
        smtp.send(key, "hanako@example.jp", MESSAGE)
    ids = [parsed(envelope)["Message-ID"] for envelope in office.got]

    assert (ids[0] == ids[1], ids[0] == ids[2]) == (True, False)


@pytest.mark.parametrize(
    "recipient",
    [
        "a@example.jp\nBcc: b@example.jp",
        "a@example.jp\r\n.",
        "a@example.jp, b@example.jp",
        "hanako",
        "",
        "<a@b>",
    ],
)
def test_one_recipient_and_no_header_more(
    smtp: SmtpNotifier, office: Office, recipient: str
) -> None:
    """A recipient is one address: no list, no line break, no second header."""
    with pytest.raises(InvalidValueError):
        smtp.send("k", recipient, MESSAGE)

    assert office.got == []


@pytest.mark.parametrize("subject", ["a\nBcc: b@example.jp", "a\r\n\r\nbody"])
def test_a_subject_writes_no_header(smtp: SmtpNotifier, office: Office, subject: str) -> None:
    """A line break in the subject is refused before anybody is asked."""
    with pytest.raises(InvalidValueError, match="line break"):
        smtp.send("k", "hanako@example.jp", Message(subject=subject, body=""))

    assert office.got == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ("550 no such hanako@example.jp", PermanentDeliveryError),
        ("450 mailbox busy", DeliveryError),
    ],
)
def test_a_refused_recipient_is_told_by_code_only(
    smtp: SmtpNotifier, office: Office, reply: str, error: type[DeliveryError]
) -> None:
    """A refusal for good is told apart from one for now, and quotes nobody's address."""
    office.refusal = reply
    with pytest.raises(DeliveryError, match=f"recipient .{reply[:3]}") as caught:
        smtp.send("k", "hanako@example.jp", MESSAGE)

    assert type(caught.value) is error
    assert "hanako" not in str(caught.value)


def test_a_refused_mail_is_told_by_code(smtp: SmtpNotifier, office: Office) -> None:
    """What the server says of the mail itself is told apart as well."""
    office.at_data = "554 spam"
    with pytest.raises(PermanentDeliveryError, match=r"message .554"):
        smtp.send("k", "hanako@example.jp", MESSAGE)
    office.at_data = "452 full"
    with pytest.raises(DeliveryError, match=r"message .452"):
        smtp.send("k", "hanako@example.jp", MESSAGE)


def test_a_refused_sender_is_the_services_fault(smtp: SmtpNotifier, office: Office) -> None:
    """However final the server puts it, the mail waits until the address is mended."""
    office.of_sender = "550 no relaying for you"
    with pytest.raises(DeliveryError, match=r"sender .550") as caught:
        smtp.send("k", "hanako@example.jp", MESSAGE)

    assert type(caught.value) is DeliveryError


def test_no_server_may_pass(smtp: SmtpNotifier) -> None:
    """A server that cannot be reached is asked again later."""
    with pytest.raises(DeliveryError, match="ConnectionRefusedError"):
        evolve(smtp, port=9).send("k", "hanako@example.jp", MESSAGE)


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_a_line_that_cannot_be_encrypted_is_not_used(
    smtp: SmtpNotifier, office: Office, encryption: Encryption
) -> None:
    """Against a server without TLS nothing is sent in the clear."""
    with pytest.raises(DeliveryError):
        evolve(smtp, encryption=encryption).send("k", "hanako@example.jp", MESSAGE)

    assert office.got == []


def test_a_login_is_made_and_a_wrong_one_may_pass(office: Office) -> None:
    """The password is shown to the server only; a wrong one is the service's fault, not final."""

    def authenticate(*given: object) -> AuthResult:
        is_right = getattr(given[4], "password", b"") == b"secret"
        return AuthResult(success=is_right, handled=is_right)

    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=authenticate,
        auth_require_tls=False,
    )
    controller.start()
    notifier = SmtpNotifier(
        host="127.0.0.1",
        port=controller.port,
        sender="desk@example.jp",
        clock=FixedClock(MOMENT),
        encryption=Encryption.NONE,
        user="desk",
        password="secret",  # noqa: S106 - of a test
    )
    notifier.send("k", "hanako@example.jp", MESSAGE)
    wrong = evolve(notifier, password="wrong")  # noqa: S106 - the same
    with pytest.raises(DeliveryError, match="535") as caught:
        wrong.send("k", "hanako@example.jp", MESSAGE)
    controller.stop()

    assert len(office.got) == 1
    assert type(caught.value) is DeliveryError
    assert "secret" not in repr(notifier)


def test_certificates_are_checked_by_default(smtp: SmtpNotifier) -> None:
    """The line is encrypted to the server we meant, or not used."""
    assert smtp.ssl_context.verify_mode is ssl.CERT_REQUIRED
    assert smtp.ssl_context.check_hostname
