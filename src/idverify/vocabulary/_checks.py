"""What every entry of a catalogue has to be, ours or a service's own."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sized
from typing import Any, Final

from attrs import Attribute

from idverify.errors import InvalidValue
from idverify.sensitive import SensitiveKind, find_sensitive_numbers

__all__ = [
    "codes",
    "filled",
    "is_opaque",
    "is_text",
    "is_word",
    "not_empty",
    "require_opaque",
    "several",
]

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
        refuse_sensitive(attribute.name, value)

    return check


#: A corporate number is public (法人番号).
PUBLIC: Final = SensitiveKind.CORPORATE_NUMBER


def refuse_sensitive(name: str, text: str) -> None:
    """Refuse a text with a number that may not be kept, such as an individual number."""
    kinds = {number.kind for number in find_sensitive_numbers(text)} - {PUBLIC}
    if kinds:
        raise InvalidValue(
            f"{name} holds what looks like {' and '.join(sorted(kinds))}, which may not be kept:"
            " leave it out, or black it out with `idverify.matching.redact`"
        )


#: Twelve digits alone (individual number, licence), the forms of passport and residence card.
_PERSONAL: Final = re.compile(
    r"(?<![0-9A-Za-z])"
    r"(?:[0-9]{12}|(?:[0-9]{4}[ -]){2}[0-9]{4}|[A-Z]{2}[0-9]{7}|[A-Z]{2}[0-9]{8}[A-Z]{2})"
    r"(?![0-9A-Za-z])"
)
_UUID: Final = re.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def require_opaque(**values: object) -> None:
    """Refuse what is no id or code: no text, an empty one, or one like a person's number.

    Ids and codes stand in histories and logs. The form alone decides, so that an id
    that will do today will do tomorrow.
    """
    for name, value in values.items():
        if not isinstance(value, str):
            raise InvalidValue(f"{name} must be text, not {type(value).__name__}")
        if not value:
            raise InvalidValue(f"{name} is empty: give each its own")
        if _PERSONAL.search(value) and not _UUID.fullmatch(value):
            raise InvalidValue(
                f"{name} has the form of a personal number (twelve digits, or that of a passport"
                " or residence card): ids and codes stand in histories and must say nothing"
            )


def is_opaque(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Accept an id or a code that tells nothing of a person."""
    require_opaque(**{attribute.name: value})


def not_empty(_instance: object, attribute: "Attribute[Any]", value: Sized) -> None:
    """Refuse an empty collection where at least one is needed."""
    if not len(value):
        raise InvalidValue(f"{attribute.name} is empty: give at least one")


def codes(_: object, attribute: "Attribute[Any]", value: tuple[object, ...]) -> None:
    """Accept at least one code, none of which could be a person's number."""
    not_empty(_, attribute, value)
    for code in value:
        require_opaque(**{attribute.name: code})


def several(value: Iterable[str]) -> tuple[str, ...]:
    """Convert to a tuple of codes; one text is refused, for it would become its letters."""
    if isinstance(value, str):
        raise InvalidValue("one text stands where several codes are due: put it into a list")
    return tuple(value)


def is_word(text: str) -> bool:
    """Is this a word of a code, as in `photo_of_copy`?"""
    return text.isascii() and text.isidentifier() and text == text.lower()
