"""SMTP notifier: messages by e-mail, with the standard library."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from enum import StrEnum
from typing import Final

from attrs import define, field, frozen

from idverify.adapters._mail import add_html_part, format_mailbox, make_mail, parse_sender
from idverify.errors import DeliveryError, PermanentDeliveryError
from idverify.ports import Clock, Message
from idverify.validation import validated

__all__ = ["MAX_MESSAGES", "Encryption", "SmtpConnection", "SmtpNotifier"]


class Encryption(StrEnum):
    """How the connection to the mail server is encrypted."""

    STARTTLS = "starttls"
    """Encrypted after the greeting; without encryption nothing is sent. Usual on port 587."""
    TLS = "tls"
    """Encrypted from the first byte. Usual on port 465."""
    NONE = "none"
    """Not encrypted: for a server on the same machine."""


def _is_sender(_: object, __: object, value: str) -> None:
    parse_sender(value)


@validated
@frozen(kw_only=True)
class SmtpNotifier:
    """Notifier that sends each message by SMTP, as text and HTML.

    A repeated mail has the same Message-ID.
    """

    host: str
    port: int = 587
    sender: str = field(validator=_is_sender)
    """`desk@example.jp`, or `本人確認窓口 <desk@example.jp>`."""
    clock: Clock
    encryption: Encryption = Encryption.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    """Seconds allowed for each answer of the server."""
    ssl_context: ssl.SSLContext = field(factory=ssl.create_default_context, repr=False)

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Send one message on a connection of its own; see `batch` for many.

        Raises:
            PermanentDeliveryError: The server permanently refuses this recipient or message.
            DeliveryError: The server cannot accept it now, or cannot be reached.
            InvalidValueError: An address is invalid, or a header would contain a line break.
        """
        with self.batch() as connection:
            connection.send(key, recipient, message)

    @contextmanager
    def batch(self) -> Iterator["SmtpConnection"]:
        """Open a notifier that sends many messages on one connection.

        It connects with the first message, and again after a lost connection or
        `MAX_MESSAGES` messages.
        """
        connection = SmtpConnection(self)
        try:
            yield connection
        finally:
            connection.close()

    def make_mail(self, key: str, recipient: str, message: Message) -> EmailMessage:
        """Return the e-mail for a message, as text and HTML."""
        mail = make_mail(key, recipient, message, sender=self.sender, date=self.clock.now())
        add_html_part(mail, message)
        return mail

    def connect(self) -> smtplib.SMTP:
        """Return a connection on which a message may be sent.

        Raises:
            DeliveryError: The server cannot be reached, or refuses the connection. That says
                nothing about any message, so it is never permanent.
        """
        try:
            return self._log_in(self._open())
        except smtplib.SMTPResponseException as error:
            raise DeliveryError(
                f"the mail server accepts no messages from here now ({error.smtp_code})"
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            raise _make_conversation_error(error) from None

    def _log_in(self, server: smtplib.SMTP) -> smtplib.SMTP:
        try:
            if self.encryption is Encryption.STARTTLS:
                server.starttls(context=self.ssl_context)
            if self.user:
                server.login(self.user, self.password)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _open(self) -> smtplib.SMTP:
        if self.encryption is Encryption.TLS:
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=self.ssl_context
            )
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)


#: Messages on one connection; servers count them, and some refuse more.
MAX_MESSAGES: Final = 100


@validated
@define
class SmtpConnection:
    """Notifier that sends many messages on one connection; for one thread."""

    notifier: SmtpNotifier
    _server: smtplib.SMTP | None = field(default=None, init=False, repr=False)
    _sent: int = field(default=0, init=False)

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Send one message, with the errors of `SmtpNotifier.send`."""
        mail = self.notifier.make_mail(key, recipient, message)
        if self._sent >= MAX_MESSAGES:
            self.close()
        server = self._server or self.notifier.connect()
        self._server = server
        try:
            _transmit(server, mail, format_mailbox(recipient))
            self._sent += 1
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise _make_conversation_error(error) from None
        except DeliveryError:
            self._reset(server)
            raise

    def _reset(self, server: smtplib.SMTP) -> None:
        """Prepare the connection for the next message after a refusal."""
        try:
            server.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def close(self) -> None:
        """End the conversation; what the server answers changes nothing any more."""
        server, self._server, self._sent = self._server, None, 0
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()


def _transmit(server: smtplib.SMTP, mail: EmailMessage, recipient: str) -> None:
    """Send one mail; after the last reply to its data it counts as sent.

    Raises:
        PermanentDeliveryError: The server refuses the recipient or the message for ever.
        DeliveryError: It refuses the sender, or accepts nothing now.
    """
    sender = mail["From"].addresses[0].addr_spec
    is_ascii = sender.isascii() and recipient.isascii()
    if not is_ascii and not server.has_extn("smtputf8"):
        raise PermanentDeliveryError("the mail server takes no addresses outside ASCII (SMTPUTF8)")
    # `smtplib` would drop the quotes of a name such as ".x" in its own methods.
    server.command_encoding = "ascii" if is_ascii else "utf-8"
    options = "" if is_ascii else " SMTPUTF8 BODY=8BITMIME"
    code, _ = server.docmd("MAIL", f"FROM:<{sender}>{options}")
    if code not in _ACCEPTED:
        # The sender is the same for every mail: a configuration error, which can be corrected.
        raise DeliveryError(f"the mail server refuses the sender ({code})")
    code, _ = server.docmd("RCPT", f"TO:<{recipient}>")
    if code not in _ACCEPTED:
        raise _make_error(code, "recipient")
    try:
        code, _ = server.data(mail.as_bytes(policy=SMTP if is_ascii else SMTPUTF8))
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
    if code not in _ACCEPTED:
        raise _make_error(code, "message")


_ACCEPTED: Final = range(200, 300)
#: Replies that say something about the conversation, not about the recipient or the message:
#: commands out of order (RFC 5321, 4.2.2) and authentication (RFC 4954).
_NOT_ABOUT_THE_MESSAGE: Final = frozenset({500, 502, 503, 504, 530, 534, 535, 538})
_PERMANENT_CODES: Final = frozenset(range(500, 600)) - _NOT_ABOUT_THE_MESSAGE


def _make_error(code: int, what: str) -> DeliveryError:
    """Return an error with the server's reply code; its text would quote an address."""
    error_type = PermanentDeliveryError if code in _PERMANENT_CODES else DeliveryError
    return error_type(f"the mail server refuses the {what} ({code})")


def _make_conversation_error(error: Exception) -> DeliveryError:
    return DeliveryError(f"no conversation with the mail server: {type(error).__name__}")
