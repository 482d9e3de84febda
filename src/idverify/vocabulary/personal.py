"""How a value that holds personal data shows itself: by its shape, never by its content."""

from collections.abc import Sized
from datetime import date
from enum import Enum

__all__ = ["redacted_repr"]


def redacted_repr(value: object) -> str:
    """Describe a personal value without telling it (伏せ字).

    >>> redacted_repr("山田太郎"), redacted_repr(None), redacted_repr(date(1990, 4, 1))
    ('<4 characters>', 'None', '<a date>')
    """
    match value:
        case None | Enum():
            return str(value)
        case date():
            return "<a date>"
        case str():
            return f"<{len(value)} characters>"
        case Sized():
            return f"<{len(value)} items>"
        case _:
            return f"<a {type(value).__name__}>"
