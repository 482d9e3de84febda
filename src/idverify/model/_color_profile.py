"""The bounds of an ICC colour profile (ICC.1:2022, 7.2), which may stand before other bytes."""

from typing import Final

__all__ = ["MAX_PROFILE", "trim_profile"]

#: The largest profile kept, in bytes; those of printers, the largest, have two to three MB.
MAX_PROFILE: Final = 4 * 1024 * 1024

_HEADER_LENGTH: Final = 128
_MARK: Final = slice(36, 40)


def trim_profile(data: bytes) -> bytes:
    """Return the profile that *data* begin with, or nothing if there is none.

    >>> from idverify.model._color_profile import trim_profile
    >>> trim_profile(b"no profile")
    b''
    """
    length = int.from_bytes(data[:4])
    longest = min(len(data), MAX_PROFILE)
    is_profile = data[_MARK] == b"acsp" and _HEADER_LENGTH < length <= longest
    return data[:length] if is_profile else b""
