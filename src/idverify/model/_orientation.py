"""The orientation of a picture in Exif data: read from any, written into the smallest."""

from struct import Struct, error
from typing import Final

__all__ = ["make_orientation", "read_orientation"]

_UPRIGHT: Final = 1
_LAST: Final = 8
_TAG: Final = 0x0112
_SHORT: Final = 3
_BYTE_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_ENTRY_LENGTH: Final = 12
_MINIMAL: Final = Struct(">4sIHHHIHHI")


def read_orientation(tiff: bytes) -> int:
    """Return the orientation, 1 to 8, of Exif data; 1, upright, if they have none.

    Args:
        tiff: The data from the byte order on (JEITA CP-3451, 4.5.2), valid or not.
    """
    order = _BYTE_ORDERS.get(tiff[:4])
    if order is None:
        return _UPRIGHT
    try:
        (at,) = Struct(f"{order}4xI").unpack_from(tiff)
        (count,) = Struct(f"{order}H").unpack_from(tiff, at)
        entry = Struct(f"{order}HHIH")
        entries = (entry.unpack_from(tiff, at + 2 + i * _ENTRY_LENGTH) for i in range(count))
        found = next((each[3] for each in entries if each[:3] == (_TAG, _SHORT, 1)), _UPRIGHT)
    except error:  # the directory is cut off
        return _UPRIGHT
    return found if _UPRIGHT <= found <= _LAST else _UPRIGHT


def make_orientation(tiff: bytes) -> bytes:
    """Return Exif data with the orientation of *tiff* alone; empty if it is upright.

    >>> from idverify.model._orientation import make_orientation
    >>> len(make_orientation(b"")), make_orientation(b"MM no directory")
    (0, b'')
    """
    turn = read_orientation(tiff)
    if turn == _UPRIGHT:
        return b""
    return _MINIMAL.pack(b"MM\0*", 8, 1, _TAG, _SHORT, 1, turn, 0, 0)
