"""What every entry of a catalogue has to be, ours or a service's own."""

from attrs import Attribute

from idverify.errors import InvalidValue

__all__ = ["filled", "is_word"]


def filled(_instance: object, attribute: "Attribute[str]", value: str) -> None:
    """Refuse an empty text: whatever is shown to people is written for them, in both languages."""
    if not value.strip():
        raise InvalidValue(f"{attribute.name} is empty: write it for the person who reads it")


def is_word(text: str) -> bool:
    """Is this a word of a code, as in `photo_of_copy`?"""
    return text.isascii() and text.isidentifier() and text == text.lower()
