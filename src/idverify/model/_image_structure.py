"""The skeleton of a JPEG or PNG file, read in one pass and without decoding a pixel.

A JPEG (ITU-T T.81 annex B) is a row of marked segments, a PNG (ISO/IEC 15948) a
row of chunks with a checksum each. Both are read here as parts that play one of
five roles, and the roles must come in the order that the standard has them.

What may follow the end of a JPEG is wider than the standard, because phones write
more: see `_read_jpeg_tail`.
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
    """A picture format that a service can accept, told by content and never by file name.

    >>> ImageFormat("png").name
    'PNG'
    """

    JPEG = "jpeg"
    PNG = "png"


class Flaw(StrEnum):
    """What keeps a file from being read to its end."""

    TRUNCATED = "truncated"
    """It stops before its own structure does."""
    DAMAGED = "damaged"
    """It goes on, but not as its format has it."""


@frozen
class ImageStructure:
    """What the parts of a picture say of it; offsets in bytes, ranges half-open."""

    size: tuple[int, int] | None
    """Width and height in pixels as stored, before any turn that Exif asks for."""
    metadata_spans: tuple[tuple[int, int], ...]
    """Where the remarks stand: Exif, comments, texts, whatever no decoder needs."""
    end: int
    """The first byte after the picture; with a flaw in it, after its last good part."""
    trailing_bytes: int
    """How many bytes at the end of the file nothing explains."""
    flaw: Flaw | None


class _CorruptImageError(Exception):
    """Reading stops at a flaw; caught where the parts are gathered."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw


# One letter a role, so that the order of a file's parts is a string that a regular
# expression can judge: frame header, pixels, aside, table, end.
_FRAME, _PIXELS, _METADATA, _TABLE, _END = "FPATE"

_Parts: TypeAlias = Iterator[tuple[str, int, int]]

# Honest files of 10 MB have hundreds of parts, two thousand at most (PNG in pieces of
# 8 kB); millions of empty ones would keep a reader busy for seconds.
_MAX_PARTS: Final = 0x10000


@frozen
class _Grammar:
    """How one format is read: head, parts and their order, size, and what may follow it."""

    head: bytes
    parts: Callable[[bytes, int], _Parts]
    order: re.Pattern[str]
    size: Callable[[bytes, int, int], tuple[int, int] | None]
    tail: Callable[[bytes, int], tuple[int, Flaw | None]]


def detect_format(data: bytes) -> ImageFormat | None:
    """Say by its first bytes whether this sets out to be a JPEG or a PNG."""
    return next((name for name, known in _GRAMMARS.items() if data.startswith(known.head)), None)


def read_structure(data: bytes, image_format: ImageFormat) -> ImageStructure:
    """Read the picture and what follows it, to the end of the file or to the first flaw."""
    grammar = _GRAMMARS[image_format]
    picture = _read_picture(data, 0, grammar)
    if picture.flaw:
        return picture
    explained, flaw = grammar.tail(data, picture.end)
    stray = 0 if flaw else len(data) - explained
    return ImageStructure(picture.size, picture.metadata_spans, picture.end, stray, flaw)


def _read_picture(data: bytes, start: int, grammar: _Grammar) -> ImageStructure:
    roles: list[str] = []
    asides: list[tuple[int, int]] = []
    size, end, flaw = None, start, None
    try:
        for role, begin, end in islice(grammar.parts(data, start), _MAX_PARTS):
            roles.append(role)
            if role == _METADATA:
                asides.append((begin, end))
            elif role == _FRAME and size is None:
                size = grammar.size(data, begin, end)
    except _CorruptImageError as broken:
        flaw = broken.flaw
    if not (flaw or (size and all(size) and grammar.order.fullmatch("".join(roles)))):
        flaw = Flaw.DAMAGED
    return ImageStructure(size, tuple(asides), end, 0, flaw)


# --- JPEG ------------------------------------------------------------------------------

_START_OF_SCAN: Final = 0xDA
_END_OF_IMAGE: Final = 0xD9

# Baseline, extended and progressive frames; the lossless, hierarchical and arithmetic
# ones are JPEG too, but no browser shows them and no camera writes them.
_JPEG_ROLES: Final = {
    **dict.fromkeys((0xC0, 0xC1, 0xC2), _FRAME),
    **dict.fromkeys((0xC4, 0xDB, 0xDC, 0xDD), _TABLE),
    **dict.fromkeys((*range(0xE0, 0xF0), 0xFE), _METADATA),
    _START_OF_SCAN: _PIXELS,
}
# Any number of fill bytes may stand before a marker (T.81 B.1.1.2).
_MARKER: Final = re.compile(rb"\xff+([\x01-\xfe])")
# What ends a scan: any marker but a stuffed zero, a restart marker or a fill byte.
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
    if found := _SCAN_END.search(data, at):
        return found.start()
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
# A chunk whose first letter is small may be ignored by a decoder (PNG 5.4).
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


# --- what follows a picture ------------------------------------------------------------

# Padding up to a further picture, a video or the end of the file.
_FOLLOWING_CONTENT: Final = re.compile(
    rb"[\0\t\n\r ]*?(?:(?=(\xff\xd8\xff))|(?=(\0{3}[\x08-\xff]ftyp))|\Z)"
)
_BOX: Final = re.compile(rb".{4}[A-Za-z0-9]{4}", re.DOTALL)
# How the blocks of phone makers end: Samsung; OnePlus and OPPO; vivo.
_VENDOR_TRAILER: Final = re.compile(
    rb"(?:SEFT|jxrs...\0|\xff{4}\x1b\*9HWfu\x84\x93\xa2\xb1)\Z", re.DOTALL
)
_VENDOR_TRAILER_LENGTH: Final = 16


def _read_jpeg_tail(data: bytes, end: int) -> tuple[int, Flaw | None]:
    """Say how far the bytes after a JPEG are explained, and by what they are flawed.

    Honest phone pictures go on after their end: with padding, with further JPEGs
    (multi-picture format CIPA DC-007, gain maps of HDR pictures), with a short video
    (Android Motion Photo 1.0), with the maker's own block, known by how it ends.
    """
    if _VENDOR_TRAILER.search(data, max(end, len(data) - _VENDOR_TRAILER_LENGTH)):
        return len(data), None
    while end < len(data) and (following := _FOLLOWING_CONTENT.match(data, end)):
        end = following.end()
        if following[1]:
            picture = _read_picture(data, end, _GRAMMARS[ImageFormat.JPEG])
            if picture.flaw:
                return end, picture.flaw
            end = picture.end
        elif following[2]:
            end = _find_video_end(data, end)
    return end, Flaw.TRUNCATED if end > len(data) else None


def _find_video_end(data: bytes, at: int) -> int:
    """Step from box to box (ISO/IEC 14496-12), beyond the data when the last one is cut."""
    while _BOX.match(data, at) and (length := _box_length(data, at)) >= _CHUNK.size:
        at += length
    return at


def _box_length(data: bytes, at: int) -> int:
    length = int.from_bytes(data[at : at + 4])
    return int.from_bytes(data[at + 8 : at + 16]) if length == 1 else length


def _read_png_tail(_data: bytes, end: int) -> tuple[int, Flaw | None]:
    """Nothing may follow a PNG: what does may be what its owner had cropped away.

    Phones have left the rest of the uncropped screenshot there (CVE-2023-21036).
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
