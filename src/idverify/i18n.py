"""Japanese or English (言語): everything is told in both, and here one of them is chosen."""

from enum import StrEnum
from typing import Literal, TypeVar

from attrs import frozen

__all__ = ["Label", "Language", "LanguageCode"]

T = TypeVar("T")


class Language(StrEnum):
    """The language in which somebody is told."""

    JA = "ja"
    EN = "en"

    def choose(self, ja: T, en: T) -> T:
        """Return what is meant for its readers.

        >>> Language.JA.choose("規則", "rule"), Language("en").choose("規則", "rule")
        ('規則', 'rule')
        """
        return ja if self is Language.JA else en


LanguageCode = Language | Literal["ja", "en"]
"""A language, or its code."""


@frozen
class Label:
    """Words for people to read, in Japanese and in English.

    >>> Label("裏面", "back").text(Language.EN)
    'back'
    """

    ja: str
    en: str

    def text(self, language: Language) -> str:
        """Return the words in the language."""
        return language.choose(self.ja, self.en)
