"""Structure of a JPEG or PNG file, read in one pass without decoding pixels.

A JPEG (ITU-T T.81 annex B) is a sequence of marked segments; a PNG (ISO/IEC 15948) is a
sequence of chunks, each with a checksum. Both are read here as parts with one of five
roles, and the roles must come in the order that the standard requires.

More may follow the end of a JPEG than the standard allows, because phones write more:
see `_read_jpeg_tail`.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import islice
from struct import Struct
from typing import Final, TypeAlias
from zlib import crc32

from attrs import frozen

__all__ = ["Flaw", "ImageFormat", "ImageStructure", "detect_format", "read_structure"]


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


@frozen
class ImageStructure:
    """Size, metadata ranges and end of an image; offsets in bytes, ranges half-open."""

    size: tuple[int, int] | None
    """Width and height in pixels as stored, before any rotation that Exif requests."""
    metadata_spans: tuple[tuple[int, int], ...]
    """The byte ranges of metadata: Exif, comments, texts and all else that no decoder needs."""
    end: int
    """The first byte after the image; if it has a flaw, the first after its last valid part."""
    trailing_bytes: int
    """The number of bytes at the end of the file that belong to no known structure."""
    flaw: Flaw | None


class _CorruptImageError(Exception):
    """Raised at a flaw to stop reading; caught by `_read_image`."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw


# One letter per role, so that the order of the parts of a file is a string that a regular
# expression can check: frame header, pixels, metadata (A), table, end.
_FRAME, _PIXELS, _METADATA, _TABLE, _END = "FPATE"

_Parts: TypeAlias = Iterator[tuple[str, int, int]]

# Ordinary files of 10 MB have hundreds of parts, two thousand at most (PNG in chunks of
# 8 kB); millions of empty parts would keep a reader busy for seconds.
_MAX_PARTS: Final = 0x10000


@frozen
class _Grammar:
    """How to read one format: header, parts and their order, size, and what may follow it."""

    head: bytes
    parts: Callable[[bytes, int], _Parts]
    order: re.Pattern[str]
    size: Callable[[bytes, int, int], tuple[int, int] | None]
    tail: Callable[[bytes, int], tuple[int, Flaw | None]]


def detect_format(data: bytes) -> ImageFormat | None:
    """Return the image format that the first bytes announce, or None if neither JPEG nor PNG."""
    return next((name for name, each in _GRAMMARS.items() if data.startswith(each.head)), None)


def read_structure(data: bytes, image_format: ImageFormat) -> ImageStructure:
    """Read the structure of an image and of the data after it, up to the first flaw.

    Args:
        data: The whole file.
        image_format: The format that `detect_format` returned for it.
    """
    grammar = _GRAMMARS[image_format]
    image = _read_image(data, 0, grammar)
    if image.flaw:
        return image
    tail_end, flaw = grammar.tail(data, image.end)
    trailing_bytes = 0 if flaw else len(data) - tail_end
    return ImageStructure(image.size, image.metadata_spans, image.end, trailing_bytes, flaw)


def _read_image(data: bytes, start: int, grammar: _Grammar) -> ImageStructure:
    roles: list[str] = []
    metadata_spans: list[tuple[int, int]] = []
    size, end, flaw = None, start, None
    try:
        for role, begin, end in islice(grammar.parts(data, start), _MAX_PARTS):
            roles.append(role)
            if role == _METADATA:
                metadata_spans.append((begin, end))
            elif role == _FRAME and size is None:
                size = grammar.size(data, begin, end)
    except _CorruptImageError as error:
        flaw = error.flaw
    if not (flaw or (size and all(size) and grammar.order.fullmatch("".join(roles)))):
        flaw = Flaw.DAMAGED
    return ImageStructure(size, tuple(metadata_spans), end, 0, flaw)


# --- JPEG ------------------------------------------------------------------------------

_START_OF_SCAN: Final = 0xDA
_END_OF_IMAGE: Final = 0xD9

# Baseline, extended and progressive frames. Lossless, hierarchical and arithmetic frames are
# JPEG too, but no browser displays them and no camera writes them.
_JPEG_ROLES: Final = {
    **dict.fromkeys((0xC0, 0xC1, 0xC2), _FRAME),
    **dict.fromkeys((0xC4, 0xDB, 0xDC, 0xDD), _TABLE),
    **dict.fromkeys((*range(0xE0, 0xF0), 0xFE), _METADATA),
    _START_OF_SCAN: _PIXELS,
}
# Any number of fill bytes may precede a marker (T.81 B.1.1.2).
_MARKER: Final = re.compile(rb"\xff+([\x01-\xfe])")
# A scan ends at any marker except a stuffed zero, a restart marker or a fill byte.
_SCAN_END: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_LENGTH: Final = Struct(">H")
_JPEG_FRAME: Final = Struct(">xHHB")


def _jpeg_parts(data: bytes, start: int) -> _Parts:
    at = start + 2
    while marker := _MARKER.match(data, at):
        code, body = marker[1][0], marker.end()
        if code == _END_OF_IMAGE:
            yield _END, body, body
            return
        if code not in _JPEG_ROLES:
            raise _CorruptImageError(Flaw.DAMAGED)
        at = body + _segment_length(data, body)
        yield _JPEG_ROLES[code], body + 2, at
        if code == _START_OF_SCAN:
            at = _find_scan_end(data, at)
    raise _CorruptImageError(
        Flaw.TRUNCATED if data.count(0xFF, at) == len(data) - at else Flaw.DAMAGED
    )


def _segment_length(data: bytes, at: int) -> int:
    if at + 2 > len(data):
        raise _CorruptImageError(Flaw.TRUNCATED)
    length: int = _LENGTH.unpack_from(data, at)[0]
    if at + length > len(data):
        raise _CorruptImageError(Flaw.TRUNCATED)
    if length < _LENGTH.size:
        raise _CorruptImageError(Flaw.DAMAGED)
    return length


def _find_scan_end(data: bytes, at: int) -> int:
    if marker := _SCAN_END.search(data, at):
        return marker.start()
    raise _CorruptImageError(Flaw.TRUNCATED)


def _jpeg_size(data: bytes, begin: int, end: int) -> tuple[int, int] | None:
    if end - begin < _JPEG_FRAME.size:
        return None
    height, width, components = _JPEG_FRAME.unpack_from(data, begin)
    return (width, height) if end - begin == _JPEG_FRAME.size + 3 * components else None


# --- PNG -------------------------------------------------------------------------------

_PNG_ROLES: Final = {b"IHDR": _FRAME, b"PLTE": _TABLE, b"IDAT": _PIXELS, b"IEND": _END}
_PNG_PIXELS_OF_LATER_FRAMES: Final = b"fdAT"
_CHUNK: Final = Struct(">I4s")
_CHECKSUM: Final = Struct(">I")
_PNG_HEADER: Final = Struct(">II5x4x")
# A decoder may ignore a chunk whose first letter is lower case (PNG 5.4).
_ANCILLARY: Final = 0x20


def _png_parts(data: bytes, start: int) -> _Parts:
    at, role, view = start + 8, "", memoryview(data)
    while role != _END:
        if at + 12 > len(data):
            raise _CorruptImageError(Flaw.TRUNCATED)
        length, kind = _CHUNK.unpack_from(data, at)
        end = at + 12 + length
        if end > len(data):
            raise _CorruptImageError(Flaw.TRUNCATED)
        if _CHECKSUM.unpack_from(data, end - 4)[0] != crc32(view[at + 4 : end - 4]):
            raise _CorruptImageError(Flaw.DAMAGED)
        role = _png_role(kind)
        yield role, at + 8, end
        at = end


def _png_role(kind: bytes) -> str:
    if kind in _PNG_ROLES:
        return _PNG_ROLES[kind]
    if not kind[0] & _ANCILLARY:
        raise _CorruptImageError(Flaw.DAMAGED)
    return _TABLE if kind == _PNG_PIXELS_OF_LATER_FRAMES else _METADATA


def _png_size(data: bytes, begin: int, end: int) -> tuple[int, int] | None:
    if end - begin != _PNG_HEADER.size:
        return None
    width, height = _PNG_HEADER.unpack_from(data, begin)
    return width, height


# --- data after an image ---------------------------------------------------------------

# Padding up to a further image, a video or the end of the file.
_FOLLOWING_CONTENT: Final = re.compile(
    rb"[\0\t\n\r ]*?(?:(?=(\xff\xd8\xff))|(?=(\0{3}[\x08-\xff]ftyp))|\Z)"
)
_BOX: Final = re.compile(rb".{4}[A-Za-z0-9]{4}", re.DOTALL)
# The last bytes of the blocks of phone makers: Samsung; OnePlus and OPPO; vivo.
_VENDOR_TRAILER: Final = re.compile(
    rb"(?:SEFT|jxrs...\0|\xff{4}\x1b\*9HWfu\x84\x93\xa2\xb1)\Z", re.DOTALL
)
_VENDOR_TRAILER_LENGTH: Final = 16


def _read_jpeg_tail(data: bytes, end: int) -> tuple[int, Flaw | None]:
    """Return the end of the known structures after a JPEG, and their flaw or None.

    Ordinary phone photos continue after the end of the JPEG: with padding, further JPEGs
    (multi-picture format CIPA DC-007, gain maps of HDR photos), a short video (Android
    Motion Photo 1.0), or a block of the phone maker, which is recognised by its last bytes.
    """
    if _VENDOR_TRAILER.search(data, max(end, len(data) - _VENDOR_TRAILER_LENGTH)):
        return len(data), None
    while end < len(data) and (following := _FOLLOWING_CONTENT.match(data, end)):
        end = following.end()
        if following[1]:
            image = _read_image(data, end, _GRAMMARS[ImageFormat.JPEG])
            if image.flaw:
                return end, image.flaw
            end = image.end
        elif following[2]:
            end = _find_video_end(data, end)
    return end, Flaw.TRUNCATED if end > len(data) else None


def _find_video_end(data: bytes, at: int) -> int:
    """Return the end of the last box (ISO/IEC 14496-12); beyond the data if that box is cut off."""
    while _BOX.match(data, at) and (length := _box_length(data, at)) >= _CHUNK.size:
        at += length
    return at


def _box_length(data: bytes, at: int) -> int:
    length = int.from_bytes(data[at : at + 4])
    return int.from_bytes(data[at + 8 : at + 16]) if length == 1 else length


def _read_png_tail(_data: bytes, end: int) -> tuple[int, Flaw | None]:
    """Return *end*: nothing may follow a PNG.

    Phones have left the cropped part of a screenshot there (CVE-2023-21036).
    """
    return end, None


_GRAMMARS: Final = {
    ImageFormat.JPEG: _Grammar(
        head=b"\xff\xd8\xff",
        parts=_jpeg_parts,
        order=re.compile("[AT]*F(?:[AT]*P)+[AT]*E"),
        size=_jpeg_size,
        tail=_read_jpeg_tail,
    ),
    ImageFormat.PNG: _Grammar(
        head=b"\x89PNG\r\n\x1a\n",
        parts=_png_parts,
        order=re.compile("F[AT]*P+[AT]*E"),
        size=_png_size,
        tail=_read_png_tail,
    ),
}
