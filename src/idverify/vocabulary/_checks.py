"""What every entry of a catalogue has to be, ours or a service's own."""

import unicodedata
from collections.abc import Callable, Sized
from typing import Any, Final

from attrs import Attribute

from idverify.errors import InvalidValue

__all__ = ["filled", "is_text", "is_word", "not_empty"]

#: No name, address or reading in Japan comes near this; what does is an accident or an attack.
MAX_CHARACTERS: Final = 1_000


def filled(_instance: object, attribute: "Attribute[str]", value: str) -> None:
    """Refuse an empty text: whatever is shown to people is written for them, in both languages."""
    if not value.strip():
        raise InvalidValue(f"{attribute.name} is empty: write it for the person who reads it")


def is_text(
    *, optional: bool = False, lines: bool = False
) -> Callable[[Any, "Attribute[Any]", str], None]:
    """Accept a text of bounded length that UTF-8 can say; with *lines*, of several of them."""
    refused = {"Cs"} if lines else {"Cs", "Cc"}

    def check(_: object, attribute: "Attribute[Any]", value: object) -> None:
        if not isinstance(value, str):
            raise InvalidValue(f"{attribute.name} must be text, not {type(value).__name__}")
        if not optional and not value.strip():
            raise InvalidValue(f"{attribute.name} is empty: enter it as on the document")
        if len(value) > MAX_CHARACTERS:
            raise InvalidValue(
                f"{attribute.name} has {len(value)} characters; at most {MAX_CHARACTERS} are kept"
            )
        if any(unicodedata.category(c) in refused for c in value):
            raise InvalidValue(f"{attribute.name} contains control characters or half a character")

    return check


def not_empty(_instance: object, attribute: "Attribute[Any]", value: Sized) -> None:
    """Refuse an empty collection where at least one is needed."""
    if not len(value):
        raise InvalidValue(f"{attribute.name} is empty: give at least one")


def is_word(text: str) -> bool:
    """Is this a word of a code, as in `photo_of_copy`?"""
    return text.isascii() and text.isidentifier() and text == text.lower()
