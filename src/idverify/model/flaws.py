"""Flaws that a reviewer sees: of the picture, and of the document itself (画像・書類の不備)."""

from enum import StrEnum

__all__ = ["DocumentFlaw", "PictureFlaw"]


class PictureFlaw(StrEnum):
    """What is wrong with a picture, apart from what it shows (画像の状態)."""

    BLURRED = "blurred"
    """ピンボケ・手ぶれ."""
    GLARE = "glare"
    """光の反射."""
    DARK = "dark"
    """暗い."""
    CUT_OFF = "cut_off"
    """書類の一部が写っていない."""
    MONOCHROME = "monochrome"
    """白黒."""
    OBSTRUCTED = "obstructed"
    """A finger or another object covers a part (指などが重なっている)."""
    MIRRORED = "mirrored"
    """左右が反転している."""


class DocumentFlaw(StrEnum):
    """What is wrong with the document itself (書類の状態)."""

    DAMAGED = "damaged"
    """Torn, worn or stained so that entries are affected (汚損・破損)."""
    CANCELLED = "cancelled"
    """Punched or marked as no longer valid (穴あけ・失効の表示)."""
