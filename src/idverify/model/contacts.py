"""Contact details of an applicant: name, e-mail address and language (連絡先)."""

import re
from typing import Final

from attrs import Attribute, field, frozen

from idverify.errors import InvalidValueError
from idverify.i18n import Language
from idverify.model.validators import is_text
from idverify.redaction import redacted_repr
from idverify.validation import validated

__all__ = ["Contact", "Language", "split_email_address"]


#: Characters that no mailbox name may have; a line break would inject mail headers.
_FORBIDDEN: Final = frozenset(' "(),:;<>@[\\]')
#: Lengths in bytes (RFC 5321, 4.5.3.1).
_MAX_NAME_BYTES: Final = 64
_MAX_ADDRESS_BYTES: Final = 254
_LABEL: Final = re.compile("(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE | re.ASCII)


def split_email_address(address: str) -> tuple[str, str]:
    """Return the mailbox name and the domain in ASCII (IDNA) of an address.

    Names as Japanese providers issued them are taken: dots anywhere, and any letters.

    >>> split_email_address("a..b.@docomo.ne.jp")
    ('a..b.', 'docomo.ne.jp')

    Raises:
        ValueError: No message can be sent to such an address; the text says why.
    """
    name, _at, host = address.rpartition("@")
    if not (name and host) or not address.isprintable() or set(name) & _FORBIDDEN:
        raise ValueError("must be one address of the form name@host")
    if len(name.encode("utf-8", "replace")) > _MAX_NAME_BYTES:
        raise ValueError(f"has a name of more than {_MAX_NAME_BYTES} bytes before the @")
    try:
        domain = host.encode("idna").decode()
    except UnicodeError:
        domain = ""
    if not all(map(_LABEL.fullmatch, domain.split("."))) or len(domain) > _MAX_ADDRESS_BYTES:
        raise ValueError("must have a domain such as example.jp after the @")
    return name, domain


def _is_email_address(_: object, attribute: "Attribute[str]", value: str) -> None:
    try:
        split_email_address(value)
    except ValueError as error:
        raise InvalidValueError(f"{attribute.name} {error}") from None


@validated
@frozen(kw_only=True)
class Contact:
    """Contact details for notifications to an applicant; kept in the vault, never in a history.

    >>> Contact(name="見本 花子", email="hanako@example.jp")
    Contact(name=<5 characters>, email=<17 characters>, language=<Language.JA: 'ja'>)
    """

    name: str = field(validator=is_text(), repr=redacted_repr)
    """The name for the salutation, without 様."""
    email: str = field(validator=_is_email_address, repr=redacted_repr)
    language: Language = Language.JA
