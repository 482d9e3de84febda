"""Reading a PNG (ISO/IEC 15948) as the chunks that its display needs.

What is kept: header, palette, pixels, transparency, and what says how the numbers of the
pixels appear as colours: cICP, iCCP, sRGB, cHRM, gAMA; the orientation in its smallest
form. The other chunks change no pixel: pHYs (the size on paper), sBIT and bKGD (hints that
browsers ignore), texts, times, thumbnails, and the later frames of an animation.
"""

import zlib
from struct import Struct
from typing import Final

from attrs import Factory, define

from idverify.model._color_profile import MAX_PROFILE, trim_profile
from idverify.model._image_structure import MAX_PARTS, CleanImage, CorruptImageError, Flaw
from idverify.model._orientation import make_orientation

__all__ = ["read_png"]

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CHUNK: Final = Struct(">I4s")
_CHECKSUM: Final = Struct(">I")
_HEADER: Final = Struct(">IIBBBBB")
_OVERHEAD: Final = _CHUNK.size + _CHECKSUM.size

#: The bit depths of each colour type (ISO/IEC 15948 table 11.1).
_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_INDEXED: Final = 3
_MAX_PALETTE: Final = 768
#: The length in bytes of the chunks that are kept as they are.
_FIXED_LENGTHS: Final = {b"cICP": 4, b"cHRM": 32, b"gAMA": 4, b"sRGB": 1}
_TRANSPARENCY_LENGTHS: Final = {0: 2, 2: 6}
#: Registered chunks that are dropped, whether their checksum is right or not.
_DROPPED: Final = frozenset(
    b"acTL bKGD caBX cLLI dSIG eXIf fcTL fdAT fRAc gIFg gIFt gIFx hIST iDOT iTXt mDCV oFFs orNT"
    b" pCAL pHYs sBIT sCAL sPLT sTER tEXt tIME vpAg zTXt".split()
)
# A decoder may ignore a chunk whose first letter is lower case (PNG 5.4).
_ANCILLARY: Final = 0x20
_STEP: Final = 1 << 16
_MAX_PROFILE_NAME: Final = 79


@define
class _Png:
    """What has been read of a PNG so far."""

    parts: list[bytes | memoryview] = Factory(list)
    orientation: bytes | None = None
    size: tuple[int, int] | None = None
    color_type: int = 0
    palette: int = 0
    """The number of colours of the palette."""
    seen: set[bytes] = Factory(set)
    last: bytes = b""


def read_png(data: bytes) -> CleanImage:
    """Read a PNG up to its end chunk; what follows is ignored."""
    png, flaw = _Png(), None
    try:
        _read_chunks(data, png)
    except CorruptImageError as error:
        flaw = error.flaw
    return CleanImage(png.size, () if flaw else _assemble(png), flaw)


def _read_chunks(data: bytes, png: _Png) -> None:
    at = len(_SIGNATURE)
    for _ in range(MAX_PARTS):
        if at + _OVERHEAD > len(data):
            raise CorruptImageError(Flaw.TRUNCATED)
        length, kind = _CHUNK.unpack_from(data, at)
        end = at + _OVERHEAD + length
        if end > len(data):
            raise CorruptImageError(Flaw.TRUNCATED)
        _require(png.last != b"" or kind == b"IHDR")
        _read_chunk(kind, memoryview(data)[at:end], png)
        if kind == b"IEND":
            return
        at, png.last = end, kind
    raise CorruptImageError(Flaw.DAMAGED)


def _require(condition: bool) -> None:
    if not condition:
        raise CorruptImageError(Flaw.DAMAGED)


def _read_chunk(kind: bytes, chunk: memoryview, png: _Png) -> None:
    body = chunk[_CHUNK.size : -_CHECKSUM.size]
    is_sound = _CHECKSUM.unpack(chunk[-_CHECKSUM.size :])[0] == zlib.crc32(chunk[4:-4])
    if kind in _DROPPED:
        if kind == b"eXIf" and is_sound and png.orientation is None:
            png.orientation = make_orientation(bytes(body).removeprefix(b"Exif\0\0"))
        return
    _require(is_sound)
    if reader := _READERS.get(kind):
        reader(body, chunk, png)
    elif kind in _FIXED_LENGTHS:
        if len(body) == _FIXED_LENGTHS[kind]:
            _keep_once(kind, chunk, png)
    else:
        _require(bool(kind[0] & _ANCILLARY))


def _keep_once(kind: bytes, chunk: bytes | memoryview, png: _Png) -> None:
    if kind not in png.seen and b"IDAT" not in png.seen:
        png.seen.add(kind)
        png.parts.append(chunk)


def _read_header(body: memoryview, chunk: memoryview, png: _Png) -> None:
    _require(b"IHDR" not in png.seen and len(body) == _HEADER.size)
    width, height, depth, png.color_type, compression, filtering, interlace = _HEADER.unpack(body)
    _require(0 < width < 1 << 31 and 0 < height < 1 << 31)
    png.size = width, height
    _require(depth in _DEPTHS.get(png.color_type, ()))
    _require(compression == 0 and filtering == 0 and interlace <= 1)
    _keep_once(b"IHDR", chunk, png)


def _read_palette(body: memoryview, chunk: memoryview, png: _Png) -> None:
    _require(0 < len(body) <= _MAX_PALETTE and len(body) % 3 == 0)
    if png.color_type == _INDEXED:  # a suggestion only for other colour types
        _require(b"PLTE" not in png.seen and b"IDAT" not in png.seen)
        png.palette = len(body) // 3
        _keep_once(b"PLTE", chunk, png)


def _read_transparency(body: memoryview, chunk: memoryview, png: _Png) -> None:
    longest = png.palette if png.color_type == _INDEXED else 0
    if 0 < len(body) <= longest or len(body) == _TRANSPARENCY_LENGTHS.get(png.color_type):
        _keep_once(b"tRNS", chunk, png)


def _read_pixels(_body: memoryview, chunk: memoryview, png: _Png) -> None:
    _require(b"IDAT" not in png.seen or png.last == b"IDAT")
    _require(png.color_type != _INDEXED or png.palette > 0)
    png.seen.add(b"IDAT")
    png.parts.append(chunk)


def _read_profile(body: memoryview, _chunk: memoryview, png: _Png) -> None:
    name, _, rest = bytes(body).partition(b"\0")
    if len(name) <= _MAX_PROFILE_NAME and rest[:1] == b"\0" and (stream := _trim_stream(rest[1:])):
        _keep_once(b"iCCP", _make_chunk(b"iCCP", b"icc\0\0" + stream), png)


def _trim_stream(stream: bytes) -> bytes:
    """Return the zlib stream of a profile without what follows it; nothing if it holds none.

    The stream is not compressed again: the result would depend on the version of zlib.
    """
    inflater, content, pending = zlib.decompressobj(), bytearray(), stream
    try:
        while not inflater.eof and pending and len(content) <= MAX_PROFILE:
            content += inflater.decompress(pending, _STEP)
            pending = inflater.unconsumed_tail
    except zlib.error:
        return b""
    is_profile = inflater.eof and len(trim_profile(bytes(content))) == len(content)
    return stream[: len(stream) - len(inflater.unused_data)] if is_profile else b""


def _read_end(_body: memoryview, _chunk: memoryview, png: _Png) -> None:
    _require(b"IDAT" in png.seen)


_READERS: Final = {
    b"IHDR": _read_header,
    b"PLTE": _read_palette,
    b"IDAT": _read_pixels,
    b"tRNS": _read_transparency,
    b"iCCP": _read_profile,
    b"IEND": _read_end,
}


def _make_chunk(kind: bytes, body: bytes) -> bytes:
    checksum = _CHECKSUM.pack(zlib.crc32(kind + body))
    return _CHUNK.pack(len(body), kind) + body + checksum


def _assemble(png: _Png) -> tuple[bytes | memoryview, ...]:
    header, *rest = png.parts
    turn = [_make_chunk(b"eXIf", png.orientation)] if png.orientation else []
    return (_SIGNATURE, header, *turn, *rest, _make_chunk(b"IEND", b""))
