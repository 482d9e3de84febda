"""Contact details of an applicant: name, e-mail address and language (連絡先)."""

from attrs import Attribute, field, frozen

from idverify.errors import InvalidValueError
from idverify.i18n import Language
from idverify.model.validators import is_text
from idverify.redaction import redacted_repr
from idverify.validation import validated

__all__ = ["Contact", "Language"]


def _is_email_address(_: object, attribute: "Attribute[str]", value: str) -> None:
    # A line break in the address would allow the injection of mail headers.
    name, _at, host = value.partition("@")
    if not (name and host) or not value.isprintable() or set(value) & set(" ,;<>()"):
        raise InvalidValueError(f"{attribute.name} must be one address of the form name@host")


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
