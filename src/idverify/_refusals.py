"""Refusals of values: the shape of what was given, what is wanted, and what to do instead."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import Enum
from typing import Final, cast

__all__ = ["MAX_LISTED", "Refused", "advise", "describe", "near_matches"]

#: More names than these do not help a reader.
MAX_LISTED: Final = 5


class Refused(Exception):
    """A value that a check does not accept; the text begins with the place inside the value."""

    def __init__(
        self, wanted: str, value: object, advice: str = "", place: str = "", shape: str = ""
    ) -> None:
        """Store the parts of the text, so that a collection can add the place of its item."""
        self.wanted, self.value, self.advice, self.place = wanted, value, advice, place
        self.shape = shape or describe(value)
        super().__init__(wanted)

    def __str__(self) -> str:
        advice = self.advice or advise(self.value)
        text = f"{self.place} must be {self.wanted}, not {self.shape}"
        return f"{text}: {advice}" if advice else text

    def within(self, place: str) -> "Refused":
        """Return the same refusal for the item at *place* of a collection."""
        return Refused(self.wanted, self.value, self.advice, place + self.place, self.shape)


def describe(value: object) -> str:
    """Return the shape of a value, never its content.

    >>> describe("見本 花子"), describe([1, 2]), describe(None), describe(3)
    ('text of 5 characters', 'list of 2', 'None', 'int')
    """
    name = type(value).__name__
    if value is None:
        return "None"
    if isinstance(value, datetime):
        return f"a moment ({name})"
    if isinstance(value, type):
        return f"the class {value.__name__} itself"
    if isinstance(value, str) and not isinstance(value, Enum):
        return f"text of {len(value)} character{'s' * (len(value) != 1)}"
    if isinstance(value, bytes | list | tuple | Mapping | AbstractSet):
        return f"{name} of {len(cast(Collection[object], value))}"
    return name


def advise(value: object) -> str:
    """Return what to do with a value that has a wrong shape everywhere, or an empty text."""
    if isinstance(value, bytes | bytearray):
        return "decode it first, for example with .decode('utf-8')"
    if isinstance(value, type):
        return f"call {value.__name__}(...) and pass the result"
    return ""


def near_matches(code: str, known: Collection[str]) -> str:
    """Return advice for an unknown code: the known codes that resemble it, or the first ones."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed for errors only

    close = get_close_matches(code[:100], known, cutoff=0.5)
    if close:
        return f"did you mean {' or '.join(close)}?"
    shown = sorted(known)[:MAX_LISTED]
    return f"use one of {', '.join(shown)}{' ...' if len(known) > MAX_LISTED else ''}"
