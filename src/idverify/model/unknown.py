"""Three-valued knowledge: known, known to be missing, or never looked at.

Unknown is not no (promise 4): a question without an answer stays a question.
"""

from enum import Enum
from typing import Final, Literal

__all__ = ["ABSENT", "IMPOSSIBLE", "UNKNOWN", "Absent", "Impossible", "Unknown"]


class Unknown(Enum):
    """The type of `UNKNOWN`; it has no other value."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse to be mistaken for no."""
        raise TypeError("unknown is neither true nor false: compare with `is UNKNOWN`")

    def __repr__(self) -> str:
        return "UNKNOWN"

    # An enum hashes by name in Python code; answers are looked up too often for that.
    __hash__ = object.__hash__


class Absent(Enum):
    """The type of `ABSENT`; it has no other value."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"

    __hash__ = object.__hash__


class Impossible(Enum):
    """The type of `IMPOSSIBLE`; it has no other value."""

    IMPOSSIBLE = "impossible"

    def __repr__(self) -> str:
        return "IMPOSSIBLE"

    __hash__ = object.__hash__


UNKNOWN: Final[Literal[Unknown.UNKNOWN]] = Unknown.UNKNOWN
"""Nobody has looked at it yet (未確認)."""

ABSENT: Final[Literal[Absent.ABSENT]] = Absent.ABSENT
"""Somebody looked, and the document does not show it (記載なし)."""

IMPOSSIBLE: Final[Literal[Impossible.IMPOSSIBLE]] = Impossible.IMPOSSIBLE
"""Somebody looked, and what stands there is no day of the calendar (存在しない日付)."""
