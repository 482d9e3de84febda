"""Lay the applications out as they arrive: a picture marked `.enlarge` is made that large."""

import shutil
from pathlib import Path
from typing import Final

__all__ = ["enlarged", "lay_out"]

_END: Final = b"\xff\xd9"


def lay_out(applications: Path, inbox: Path) -> None:
    """Copy the folders of *applications* to *inbox*, enlarging what is marked."""
    shutil.copytree(applications, inbox)
    for mark in inbox.glob("*/*.enlarge"):
        picture = mark.with_suffix("")
        picture.write_bytes(enlarged(picture.read_bytes(), int(mark.read_text())))
        mark.unlink()


def enlarged(jpeg: bytes, size: int) -> bytes:
    """Return the same picture as a JPEG of exactly *size* bytes.

    The zeros that fill it up follow the last pixel within the scan: decoders ignore them,
    and cleaning, which decodes nothing, keeps them.

    Args:
        jpeg: A JPEG file that ends with its end marker.
        size: Its new length in bytes, at least the one that it has.
    """
    picture = jpeg.removesuffix(_END)
    return picture + bytes(size - len(jpeg)) + _END
