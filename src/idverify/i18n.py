"""Japanese and English texts (言語), and the choice between them."""

from enum import StrEnum
from typing import Literal, TypeVar

from attrs import frozen

from idverify.validation import validated

__all__ = ["Label", "Language", "LanguageCode"]

T = TypeVar("T")


class Language(StrEnum):
    """The language of a text for readers."""

    JA = "ja"
    EN = "en"

    def choose(self, ja: T, en: T) -> T:
        """Return *ja* for Japanese, *en* for English.

        >>> Language.JA.choose("規則", "rule"), Language("en").choose("規則", "rule")
        ('規則', 'rule')
        """
        return ja if self is Language.JA else en


LanguageCode = Language | Literal["ja", "en"]
"""A language or its code."""


@validated
@frozen
class Label:
    """A text for readers in Japanese and in English.

    >>> Label("裏面", "back").text(Language.EN)
    'back'
    """

    ja: str
    en: str

    def text(self, language: Language) -> str:
        """Return the text in *language*."""
        return language.choose(self.ja, self.en)
