"""Image formats, their flaws, and the result of reading an image file without decoding it."""

from enum import StrEnum
from typing import Final

from attrs import frozen

__all__ = [
    "MAX_PARTS",
    "CleanImage",
    "CorruptImageError",
    "Flaw",
    "ImageFormat",
    "JpegVariant",
    "detect_format",
]


class ImageFormat(StrEnum):
    """An image format that a service can accept, detected by content and never by file name.

    >>> ImageFormat("png").name
    'PNG'
    """

    JPEG = "jpeg"
    PNG = "png"


class Flaw(StrEnum):
    """A structural defect that prevents reading an image file to its end."""

    TRUNCATED = "truncated"
    """The file ends before its structure is complete."""
    DAMAGED = "damaged"
    """The file continues, but violates its format."""


class JpegVariant(StrEnum):
    """A process of JPEG that browsers do not display (ITU-T T.81 table B.1)."""

    ARITHMETIC = "arithmetic"
    LOSSLESS = "lossless"
    HIERARCHICAL = "hierarchical"
    TWELVE_BIT = "12-bit"


@frozen
class CleanImage:
    """What an image file needs to be displayed, and what prevents displaying it.

    The clean file is the concatenation of `pieces`; if there is a flaw or a variant, they
    are incomplete.
    """

    size: tuple[int, int] | None
    """Width and height in pixels as stored, before any rotation that Exif requests."""
    pieces: tuple[bytes | memoryview, ...] = ()
    flaw: Flaw | None = None
    variant: JpegVariant | None = None

    @property
    def is_complete(self) -> bool:
        """Whether `pieces` are a whole image that browsers display."""
        return not (self.flaw or self.variant)

    def is_equal_to(self, data: bytes) -> bool:
        """Return whether *data* are the clean file; nothing is copied."""
        at = 0
        for piece in self.pieces:
            if not data.startswith(piece, at):
                return False
            at += len(piece)
        return at == len(data)


class CorruptImageError(Exception):
    """Raised at a flaw to stop reading; caught by the reader of the format."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw


#: Ordinary files of 10 MB have hundreds of parts, two thousand at most (PNG in chunks of
#: 8 kB); millions of empty parts would take seconds and many times their size in memory.
MAX_PARTS: Final = 0x4000

_SIGNATURES: Final = {
    ImageFormat.JPEG: b"\xff\xd8\xff",
    ImageFormat.PNG: b"\x89PNG\r\n\x1a\n",
}


def detect_format(data: bytes) -> ImageFormat | None:
    """Return the image format that the first bytes announce, or None if neither JPEG nor PNG."""
    return next((name for name, each in _SIGNATURES.items() if data.startswith(each)), None)
