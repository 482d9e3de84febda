"""Reading a JPEG (ITU-T T.81 annex B) as the segments that its display needs.

What is kept: the frame, the scans byte by byte, restart intervals, the tables that a scan
uses, and four kinds of metadata in their smallest form, because they change how the pixels
appear: JFIF (colours are YCbCr), Adobe (or are not), the colour profile, the orientation.
"""

import re
from struct import Struct
from typing import Final

from attrs import Factory, define

from idverify.model._color_profile import MAX_PROFILE, trim_profile
from idverify.model._image_structure import (
    MAX_PARTS,
    CleanImage,
    CorruptImageError,
    Flaw,
    JpegVariant,
)
from idverify.model._orientation import make_orientation

__all__ = ["read_jpeg"]

_START: Final = b"\xff\xd8"
_END: Final = b"\xff\xd9"
_HUFFMAN, _RESTART_INTERVAL, _QUANTIZATION = 0xC4, 0xDD, 0xDB
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_APP0, _APP1, _APP2, _APP14, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE

_FRAMES: Final = (0xC0, 0xC1, 0xC2)
_PROGRESSIVE: Final = 0xC2
_VARIANTS: Final = {
    0xC3: JpegVariant.LOSSLESS,
    **dict.fromkeys((0xC5, 0xC6, 0xC7, 0xDE), JpegVariant.HIERARCHICAL),
    **dict.fromkeys((*range(0xC9, 0xD0), 0xCC), JpegVariant.ARITHMETIC),
}
#: Markers without a segment: restarts that belong to no scan, and TEM.
_BARE: Final = (0x01, *range(0xD0, 0xD8))
_IGNORED: Final = (*range(0xE0, 0xF0), _COMMENT, 0xDC)

# Decoders search the next marker after a segment: a byte FF before one that is neither 00
# (data) nor FF (a fill byte, T.81 B.1.1.2).
_MARKER: Final = re.compile(rb"\xff[\x01-\xfe]")
# A scan ends at any marker except a restart marker.
_SCAN_END: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_LENGTH: Final = Struct(">H")
_FRAME: Final = Struct(">BHHB")
_SAMSUNG_END: Final = Struct("<I4s")
_SAMSUNG_DIRECTORY: Final = Struct("<4s4xI")
_SAMSUNG_ENTRY: Final = Struct("<4xI4x")

_JFIF: Final = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
_ADOBE: Final = b"Adobe\0\x64\0\0\0\0"
_EXIF: Final = b"Exif\0\0"
_ICC: Final = b"ICC_PROFILE\0"
_ICC_DATA_LENGTH: Final = 0xFFFF - 2 - len(_ICC) - 2
_SAMPLE_BITS, _EXTENDED_BITS = 8, 12
_LAST_TRANSFORM: Final = 2


@define(eq=False)
class _Table:
    """One quantisation or Huffman table: its bytes and whether a scan uses it."""

    content: bytes
    is_used: bool = False


@define(eq=False)
class _TableSegment:
    code: int
    tables: dict[int, _Table]
    """The last table of each number: an earlier one in the same segment is never used."""

    def render(self) -> bytes:
        used = b"".join(each.content for each in self.tables.values() if each.is_used)
        return _make_segment(self.code, used) if used else b""


@define
class _Jpeg:
    """What has been read of a JPEG so far."""

    parts: list[bytes | memoryview | _TableSegment] = Factory(list)
    # Quantisation tables are keyed by "Q" and number, Huffman tables by class and number.
    tables: dict[tuple[str, int], _Table] = Factory(dict)
    quantization: list[tuple[int, int]] = Factory(list)
    """Component and number of its table, for each component of the frame."""
    latched: set[int] = Factory(set)
    metadata: dict[int, bytes] = Factory(dict)
    """The first JFIF, the first Exif data and the last Adobe segment, by code."""
    profile: dict[int, bytes] = Factory(dict)
    size: tuple[int, int] | None = None
    variant: JpegVariant | None = None
    is_progressive: bool = False
    has_scan: bool = False


def read_jpeg(data: bytes) -> CleanImage:
    """Read a JPEG up to its end marker; what follows is ignored.

    Panoramas of Samsung phones have no end marker: the data of the maker follow the scan.
    """
    image = _read(data)
    if image.flaw and (start := _find_samsung_trailer(data)):
        without = _read(data[:start] + _END)
        return image if without.flaw else without
    return image


def _read(data: bytes) -> CleanImage:
    jpeg, flaw = _Jpeg(), None
    try:
        _read_segments(data, jpeg)
    except CorruptImageError as error:
        flaw = error.flaw
    if jpeg.variant:
        return CleanImage(jpeg.size, variant=jpeg.variant)
    return CleanImage(jpeg.size, () if flaw else _assemble(jpeg), flaw)


def _read_segments(data: bytes, jpeg: _Jpeg) -> None:
    at = len(_START)
    for _ in range(MAX_PARTS):
        marker = _MARKER.search(data, at)
        if not marker:
            raise CorruptImageError(Flaw.TRUNCATED)
        code, at = data[marker.start() + 1], marker.end()
        if code == _END_OF_IMAGE:
            if not jpeg.has_scan:
                break
            return
        if code not in _BARE:
            _require(_is_known(code))
            end = at + _segment_length(data, at)
            _read_segment(code, data[at + 2 : end], jpeg)
            if jpeg.variant:
                return
            at = _read_scan(data, end, jpeg) if code == _START_OF_SCAN else end
    raise CorruptImageError(Flaw.DAMAGED)


def _segment_length(data: bytes, at: int) -> int:
    if at + 2 > len(data):
        raise CorruptImageError(Flaw.TRUNCATED)
    length: int = _LENGTH.unpack_from(data, at)[0]
    _require(length >= _LENGTH.size)
    if at + length > len(data):
        raise CorruptImageError(Flaw.TRUNCATED)
    return length


def _is_known(code: int) -> bool:
    return code in _READERS or code in _VARIANTS or code in _IGNORED


def _read_segment(code: int, body: bytes, jpeg: _Jpeg) -> None:
    if code in _VARIANTS:
        jpeg.variant = _VARIANTS[code]
        jpeg.size = _frame_size(body) if code not in (0xCC, 0xDE) else jpeg.size
    elif reader := _READERS.get(code):
        reader(code, body, jpeg)


def _frame_size(body: bytes) -> tuple[int, int] | None:
    if len(body) < _FRAME.size:
        return None
    _, height, width, _ = _FRAME.unpack_from(body)
    return width, height


def _require(condition: bool) -> None:
    if not condition:
        raise CorruptImageError(Flaw.DAMAGED)


def _read_frame(code: int, body: bytes, jpeg: _Jpeg) -> None:
    _require(not jpeg.quantization and len(body) > _FRAME.size)
    bits, _, _, components = _FRAME.unpack_from(body)
    jpeg.size = _frame_size(body)
    _require(len(body) == _FRAME.size + 3 * components and all(jpeg.size or ()))
    if bits == _EXTENDED_BITS:
        jpeg.variant = JpegVariant.TWELVE_BIT
        return
    _require(bits == _SAMPLE_BITS)
    jpeg.is_progressive = code == _PROGRESSIVE
    fields = body[_FRAME.size :]
    jpeg.quantization = list(zip(fields[::3], fields[2::3], strict=True))
    jpeg.parts.append(_make_segment(code, body))


def _read_quantization(code: int, body: bytes, jpeg: _Jpeg) -> None:
    tables: dict[int, _Table] = {}
    at = 0
    while at < len(body):
        precision, number = divmod(body[at], 16)
        length = 1 + 64 * (1 + precision)
        _require(precision <= 1 and number <= 3 and at + length <= len(body))  # noqa: PLR2004
        tables[body[at]] = _Table(body[at : at + length])
        jpeg.tables["Q", number] = tables[body[at]]
        at += length
    jpeg.parts.append(_TableSegment(code, tables))


def _read_huffman(code: int, body: bytes, jpeg: _Jpeg) -> None:
    tables: dict[int, _Table] = {}
    at = 0
    while at < len(body):
        kind, number = divmod(body[at], 16)
        length = 17 + sum(body[at + 1 : at + 17])
        _require(kind <= 1 and number <= 3 and at + length <= len(body))  # noqa: PLR2004
        tables[body[at]] = _Table(body[at : at + length])
        jpeg.tables["DA"[kind], number] = tables[body[at]]
        at += length
    jpeg.parts.append(_TableSegment(code, tables))


def _read_restart_interval(code: int, body: bytes, jpeg: _Jpeg) -> None:
    _require(len(body) == 2)  # noqa: PLR2004 - a number of 16 bits
    jpeg.parts.append(_make_segment(code, body))


def _read_scan_header(code: int, body: bytes, jpeg: _Jpeg) -> None:
    _require(len(body) > 0 and 1 <= body[0] <= 4 and len(body) == 4 + 2 * body[0])  # noqa: PLR2004
    jpeg.has_scan = True
    first, last, approximation = body[-3:]
    for component, selectors in zip(body[1:-3:2], body[2:-3:2], strict=True):
        _use_quantization(component, jpeg)
        dc, ac = divmod(selectors, 16)
        # A refining scan of DC coefficients has no codes (T.81 G.1.2.1).
        if not (jpeg.is_progressive and (first or approximation >> 4)):
            _use(jpeg.tables.get(("D", dc)))
        if last or not jpeg.is_progressive:
            _use(jpeg.tables.get(("A", ac)))
    jpeg.parts.append(_make_segment(code, body))


def _use_quantization(component: int, jpeg: _Jpeg) -> None:
    numbers = [number for each, number in jpeg.quantization if each == component]
    _require(bool(numbers) and all(("Q", number) in jpeg.tables for number in numbers))
    if component not in jpeg.latched:  # a later table does not change a component that began
        jpeg.latched.add(component)
        for number in numbers:
            _use(jpeg.tables["Q", number])


def _use(table: _Table | None) -> None:
    # A Huffman table may be absent: decoders have those of annex K for frames of films.
    if table:
        table.is_used = True


def _read_scan(data: bytes, at: int, jpeg: _Jpeg) -> int:
    marker = _SCAN_END.search(data, at)
    if not marker:
        raise CorruptImageError(Flaw.TRUNCATED)
    end = marker.start()
    while end > at and data[end - 1] == 0xFF:  # noqa: PLR2004 - fill bytes
        end -= 1
    jpeg.parts.append(memoryview(data)[at:end])
    return marker.start()


def _read_metadata(code: int, body: bytes, jpeg: _Jpeg) -> None:
    if jpeg.has_scan:
        return
    if code == _APP0 and body.startswith(b"JFIF\0") and len(body) >= len(_JFIF):
        jpeg.metadata[code] = _JFIF
    elif code == _APP1 and body.startswith(_EXIF):
        jpeg.metadata.setdefault(code, make_orientation(body[len(_EXIF) :]))
    elif code == _APP14 and body.startswith(b"Adobe") and len(body) > len(_ADOBE):
        # Decoders take any other value for the last known one.
        transform = min(body[len(_ADOBE)], _LAST_TRANSFORM)
        jpeg.metadata[code] = _ADOBE + bytes((transform,))
    elif code == _APP2 and body.startswith(_ICC) and len(body) > len(_ICC) + 2:
        _read_profile_part(body[len(_ICC)], body[len(_ICC) + 2 :], jpeg.profile)


def _read_profile_part(number: int, part: bytes, profile: dict[int, bytes]) -> None:
    # Parts beyond the longest profile are not collected: they could fill the memory.
    if sum(map(len, profile.values())) + len(part) <= MAX_PROFILE:
        profile.setdefault(number, part)


_READERS: Final = {
    **dict.fromkeys(_FRAMES, _read_frame),
    **dict.fromkeys((_APP0, _APP1, _APP2, _APP14), _read_metadata),
    _HUFFMAN: _read_huffman,
    _QUANTIZATION: _read_quantization,
    _RESTART_INTERVAL: _read_restart_interval,
    _START_OF_SCAN: _read_scan_header,
}


def _make_segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + _LENGTH.pack(len(body) + _LENGTH.size) + body


def _assemble(jpeg: _Jpeg) -> tuple[bytes | memoryview, ...]:
    exif = jpeg.metadata.get(_APP1, b"")
    return (
        _START,
        *([_make_segment(_APP0, _JFIF)] if _APP0 in jpeg.metadata else []),
        *([_make_segment(_APP1, _EXIF + exif)] if exif else []),
        *_make_profile_segments(jpeg.profile),
        *([_make_segment(_APP14, jpeg.metadata[_APP14])] if _APP14 in jpeg.metadata else []),
        *(each.render() if isinstance(each, _TableSegment) else each for each in jpeg.parts),
        _END,
    )


def _make_profile_segments(numbered: dict[int, bytes]) -> list[bytes]:
    # The segments are numbered from 1 (ICC.1:2022 annex B.4); incomplete, they are no profile.
    profile = trim_profile(b"".join(numbered[each] for each in sorted(numbered)))
    starts = range(0, len(profile), _ICC_DATA_LENGTH)
    return [
        _make_segment(
            _APP2,
            _ICC + bytes((number, len(starts))) + profile[start : start + _ICC_DATA_LENGTH],
        )
        for number, start in enumerate(starts, 1)
    ]


def _find_samsung_trailer(data: bytes) -> int | None:
    """Return where the data of a Samsung phone begin, which end in a directory and `SEFT`."""
    at = len(data) - _SAMSUNG_END.size
    if at < 0 or not data.endswith(b"SEFT"):
        return None
    begin = at - _SAMSUNG_END.unpack_from(data, at)[0]
    if begin < 0 or not data.startswith(b"SEFH", begin) or begin + _SAMSUNG_DIRECTORY.size > at:
        return None
    count: int = _SAMSUNG_DIRECTORY.unpack_from(data, begin)[1]
    entries = data[begin + _SAMSUNG_DIRECTORY.size : at][: count * _SAMSUNG_ENTRY.size]
    if not entries or len(entries) % _SAMSUNG_ENTRY.size:
        return None
    start = begin - max(offset for (offset,) in _SAMSUNG_ENTRY.iter_unpack(entries))
    return start if start > 0 else None
