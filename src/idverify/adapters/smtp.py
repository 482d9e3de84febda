"""SMTP notifier: messages by e-mail, with the standard library."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from idverify.adapters._mail import add_html_part, make_mail
from idverify.errors import DeliveryError, PermanentDeliveryError
from idverify.ports import Clock, Message
from idverify.validation import validated

__all__ = ["Encryption", "SmtpNotifier"]


class Encryption(StrEnum):
    """How the connection to the mail server is encrypted."""

    STARTTLS = "starttls"
    """Encrypted after the greeting; without encryption nothing is sent. Usual on port 587."""
    TLS = "tls"
    """Encrypted from the first byte. Usual on port 465."""
    NONE = "none"
    """Not encrypted: for a server on the same machine."""


@validated
@frozen(kw_only=True)
class SmtpNotifier:
    """Notifier that sends each message by SMTP, as text and HTML, on a new connection.

    A repeated mail has the same Message-ID.
    """

    host: str
    port: int = 587
    sender: str
    """`desk@example.jp`, or `本人確認窓口 <desk@example.jp>`."""
    clock: Clock
    encryption: Encryption = Encryption.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    """Seconds allowed for each answer of the server."""
    ssl_context: ssl.SSLContext = field(factory=ssl.create_default_context, repr=False)

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Send one message.

        Raises:
            PermanentDeliveryError: The server permanently refuses this recipient or message.
            DeliveryError: The server cannot accept it now, or cannot be reached.
            InvalidValueError: An address is invalid, or a header would contain a line break.
        """
        mail = make_mail(key, recipient, message, sender=self.sender, date=self.clock.now())
        add_html_part(mail, message)
        with _translate_errors(), self._session() as server:
            server.send_message(mail)

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        with self._connect() as server:
            if self.encryption is Encryption.STARTTLS:
                server.starttls(context=self.ssl_context)
            if self.user:
                server.login(self.user, self.password)
            yield server

    def _connect(self) -> smtplib.SMTP:
        if self.encryption is Encryption.TLS:
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=self.ssl_context
            )
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)


#: Reply codes that are final (RFC 5321, 4.2.1), without those about authentication (53x),
#: which the service itself has to correct.
_PERMANENT_CODES: Final = range(550, 555)


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Raise delivery errors with the server's reply codes; its texts would quote addresses."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        [(code, _)] = error.recipients.values()
        raise _make_error(code, "recipient") from None
    except smtplib.SMTPSenderRefused as error:
        # The sender is the same for every mail: a configuration error, which can be corrected.
        raise DeliveryError(f"the mail server refuses the sender ({error.smtp_code})") from None
    except smtplib.SMTPResponseException as error:
        raise _make_error(error.smtp_code, "message") from None
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(
            f"no conversation with the mail server: {type(error).__name__}"
        ) from None


def _make_error(code: int, what: str) -> DeliveryError:
    error_type = PermanentDeliveryError if code in _PERMANENT_CODES else DeliveryError
    return error_type(f"the mail server refuses the {what} ({code})")
