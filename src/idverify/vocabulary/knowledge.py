"""Three-valued knowledge: known, known to be missing, or never looked at.

Unknown is not no (promise 4): a question without an answer stays a question.
"""

from enum import Enum
from typing import Final, Literal

__all__ = ["ABSENT", "UNKNOWN", "Absent", "Unknown"]


class Unknown(Enum):
    """The type of `UNKNOWN`; it has no other value."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse to be mistaken for no."""
        raise TypeError("unknown is neither true nor false: compare with `is UNKNOWN`")

    def __repr__(self) -> str:
        return "UNKNOWN"


class Absent(Enum):
    """The type of `ABSENT`; it has no other value."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


UNKNOWN: Final[Literal[Unknown.UNKNOWN]] = Unknown.UNKNOWN
"""Nobody has looked at it yet (未確認)."""

ABSENT: Final[Literal[Absent.ABSENT]] = Absent.ABSENT
"""Somebody looked, and the document does not show it (記載なし)."""
