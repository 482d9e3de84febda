"""E-mail messages as text and HTML: any character, 7-bit encoding, no header injection."""

import hashlib
import html
import re
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, parseaddr
from typing import Final

from idverify.errors import InvalidValueError
from idverify.model.contacts import split_email_address
from idverify.ports import Message

__all__ = ["add_html_part", "format_mailbox", "hash_key", "make_mail", "parse_sender"]

#: The start of kana in Unicode. Text with this or a later character is marked as Japanese,
#: because mail programs choose the glyphs of ideographs by language.
_FIRST_KANA: Final = "\u3040"

_HTML_TEMPLATE: Final = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body style="margin: 0; padding: 1.5em; background: #fff; color: #1a1a1a">
<div style="max-width: 40em; margin: 0 auto; font-family: sans-serif; font-size: 16px; \
line-height: 1.8; white-space: pre-wrap; overflow-wrap: anywhere">{body}</div>
</body>
</html>
"""


def hash_key(key: str) -> str:
    """Return 32 hexadecimal digits for an effect's key, for header fields and file names."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def make_mail(
    key: str, recipient: str, message: Message, *, sender: str, domain: str = "", date: datetime
) -> EmailMessage:
    """Return a message as a plain-text e-mail; the same key gives the same Message-ID.

    Args:
        key: The key of the effect.
        recipient: One address.
        message: Subject and body.
        sender: `desk@example.jp`, or `本人確認窓口 <desk@example.jp>`.
        domain: The domain of the Message-ID; that of the sender if empty.
        date: When it is sent.

    Raises:
        InvalidValueError: An address is invalid, or a line break would start another header.
    """
    if {"\r", "\n"} & set(sender + recipient + message.subject):
        raise InvalidValueError("sender, recipient or subject contains a line break")
    mail = EmailMessage(policy=SMTP)
    sender_address = parse_sender(sender)
    mail["From"], mail["To"] = sender_address, format_mailbox(recipient)
    # Other characters that end a line in Unicode would be refused in a header.
    mail["Subject"] = " ".join(message.subject.splitlines())
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = f"<{hash_key(key)}@{domain or sender_address.domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: prevents out-of-office replies
    mail.set_content(message.body, cte="base64")
    return mail


#: A name that needs no quotes (RFC 5321, 4.1.2, Dot-string; RFC 6531 adds other letters).
_DOT_STRING: Final = re.compile(r"[^\s.\"(),:;<>@\[\\\]]+(\.[^\s.\"(),:;<>@\[\\\]]+)*")


def format_mailbox(address: str) -> str:
    """Return an address as mail servers take it: odd names in quotes, the domain in ASCII.

    >>> format_mailbox("a..b@docomo.ne.jp"), format_mailbox("hanako@例え.jp")
    ('"a..b"@docomo.ne.jp', 'hanako@xn--r8jz45g.jp')

    Raises:
        InvalidValueError: No mail can be sent to such an address.
    """
    try:
        name, host = split_email_address(address)
    except ValueError:
        raise InvalidValueError("recipient is no address to which mail can be sent") from None
    return f"{name}@{host}" if _DOT_STRING.fullmatch(name) else f'"{name}"@{host}'


def parse_sender(sender: str) -> Address:
    """Return a sender as one address with its display name.

    Raises:
        InvalidValueError: It is none, or more than one: a comma divides addresses.
    """
    name, address = parseaddr(sender)
    try:
        found = Address(display_name=name, addr_spec=address)
    except (ValueError, IndexError, HeaderParseError):
        found = Address()
    # Without quotes a comma ends an address, and the rest would be lost.
    is_one = len(getaddresses([sender])) == 1 and sender.strip().endswith((address, f"<{address}>"))
    if not (found.username and found.domain and is_one):
        raise InvalidValueError(
            "sender must be one address, as in desk@example.jp or 窓口 <desk@example.jp>; put a"
            ' name with a comma in quotes: "窓口, 二" <desk@example.jp>'
        )
    return found


def add_html_part(mail: EmailMessage, message: Message) -> None:
    """Add the body of a message to an e-mail as an HTML alternative."""
    mail.add_alternative(_render_html(message), subtype="html", cte="base64")


def _render_html(message: Message) -> str:
    is_japanese = any(letter >= _FIRST_KANA for letter in message.body)
    return _HTML_TEMPLATE.format(
        language="ja" if is_japanese else "en",
        title=html.escape(message.subject),
        body=html.escape(message.body.strip()),
    )
