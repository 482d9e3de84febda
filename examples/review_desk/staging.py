"""Lay the applications out as they arrive: a picture marked `.enlarge` is made that large."""

import shutil
from pathlib import Path
from typing import Final

__all__ = ["enlarged", "lay_out"]

_START: Final = b"\xff\xd8"
_COMMENT: Final = b"\xff\xfe"
#: The most bytes of a comment: its length, two bytes long, counts itself.
_MOST: Final = 0xFFFF - 2
_FRAME: Final = 4


def lay_out(applications: Path, inbox: Path) -> None:
    """Copy the folders of *applications* to *inbox*, enlarging what is marked."""
    shutil.copytree(applications, inbox)
    for mark in inbox.glob("*/*.enlarge"):
        picture = mark.with_suffix("")
        picture.write_bytes(enlarged(picture.read_bytes(), int(mark.read_text())))
        mark.unlink()


def enlarged(jpeg: bytes, size: int) -> bytes:
    """Return the same picture as a JPEG of exactly *size* bytes: comments fill it up.

    Args:
        jpeg: A JPEG file.
        size: Its new length in bytes, at least four more than it has.
    """
    comments, missing = [], size - len(jpeg)
    while missing:
        # What is left after a comment must have room for another one, or be nothing.
        length = min(missing - _FRAME, _MOST)
        if 0 < missing - _FRAME - length < _FRAME:
            length -= _FRAME
        comments.append(_COMMENT + (length + 2).to_bytes(2) + bytes(length))
        missing -= _FRAME + length
    return _START + b"".join(comments) + jpeg.removeprefix(_START)
