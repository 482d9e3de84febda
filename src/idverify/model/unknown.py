"""Sentinels for values of a document that are unknown, absent, impossible or unreadable.

Unknown is not false (promise 4): a question without an answer remains open.
"""

from enum import Enum
from typing import Final, Literal

__all__ = [
    "ABSENT",
    "IMPOSSIBLE",
    "UNKNOWN",
    "Absent",
    "Impossible",
    "Unknown",
    "Unreadable",
]


class Unknown(Enum):
    """The type of `UNKNOWN`; it has no other value."""

    __none_advice__ = "UNKNOWN if the reviewer has not looked"

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Raise `TypeError`, because unknown is neither true nor false.

        Raises:
            TypeError: Always.
        """
        raise TypeError("unknown is neither true nor false: compare with `is UNKNOWN`")

    def __repr__(self) -> str:
        return "UNKNOWN"

    # `Enum.__hash__` hashes the name in Python code: too slow for the frequent look-ups.
    __hash__ = object.__hash__


class Absent(Enum):
    """The type of `ABSENT`; it has no other value."""

    __none_advice__ = "ABSENT if the document has no such entry"

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


class Unreadable(Enum):
    """Why a value that the document shows cannot be read on the images (判読不能)."""

    BLUR = "blur"
    """ピンボケ・手ぶれ."""
    GLARE = "glare"
    """光の反射."""
    COVERED = "covered"
    """指や付箋などで隠れている."""
    CUT_OFF = "cut_off"
    """画像の端で切れている."""

    def __repr__(self) -> str:
        return f"Unreadable.{self.name}"

    __hash__ = object.__hash__


UNKNOWN: Final[Literal[Unknown.UNKNOWN]] = Unknown.UNKNOWN
"""The value has not been checked yet (未確認)."""

ABSENT: Final[Literal[Absent.ABSENT]] = Absent.ABSENT
"""The value was checked, and the document does not show it (記載なし)."""

IMPOSSIBLE: Final[Literal[Impossible.IMPOSSIBLE]] = Impossible.IMPOSSIBLE
"""The date was checked, and it does not exist in the calendar (存在しない日付)."""
