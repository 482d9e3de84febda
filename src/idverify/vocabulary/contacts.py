"""Whom to tell, where, and in which language (連絡先)."""

from enum import StrEnum

from attrs import field, frozen

from idverify.errors import InvalidValue
from idverify.vocabulary.personal import shape

__all__ = ["Contact", "Language"]


class Language(StrEnum):
    """The language in which somebody is told."""

    JA = "ja"
    EN = "en"


@frozen(kw_only=True)
class Contact:
    """Where an applicant is told; kept in the vault, never in a history.

    >>> Contact(name="見本 花子", email="hanako@example.jp")
    Contact(name=<5 characters>, email=<17 characters>, language=<Language.JA: 'ja'>)
    """

    name: str = field(repr=shape)
    """As the salutation has it, without 様."""
    email: str = field(repr=shape)
    language: Language = Language.JA

    @email.validator
    def _is_one_line(self, _: object, value: str) -> None:
        if "@" not in value or not value.isprintable() or " " in value:
            raise InvalidValue("email must be one address of the form name@host")
