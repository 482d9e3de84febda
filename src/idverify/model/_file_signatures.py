"""Recognise file formats by their signatures, and find other formats hidden in an image."""

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["find_hidden_content", "identify_file_type"]

#: Signatures of common file formats; the first match counts. Read from the first kilobyte.
_SIGNATURES: Final = {
    "AVIF": re.compile(rb".{4}ftyp(?=.{0,60}?avi[fs])(?:avi[fs]|mif1|msf1|miaf)", re.DOTALL),
    "HEIC": re.compile(rb".{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif[12]|msf1|miaf)", re.DOTALL),
    "MP4": re.compile(rb".{4}ftyp", re.DOTALL),
    "WebP": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    "JPEG XL": re.compile(rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n", re.DOTALL),
    "JPEG 2000": re.compile(rb"\0\0\0\x0cjP {2}\r\n\x87\n|\xff\x4f\xff\x51", re.DOTALL),
    "GIF": re.compile(rb"GIF8[79]a"),
    "BMP": re.compile(rb"BM.{12}[\x0c\x28\x40\x6c\x7c]\0\0\0", re.DOTALL),
    "TIFF": re.compile(rb"II[*+]\0|MM\0[*+]"),
    "ZIP": re.compile(rb"PK(?:\x03\x04|\x05\x06)"),
    "HTML": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE
    ),
    # PDF readers search for the header anywhere in the first kilobyte.
    "PDF": re.compile(rb".*?%PDF-\d", re.DOTALL),
}
_SIGNATURE_WINDOW: Final = 1024

#: Signatures by which other programs open a file, in lower case; each is long enough (five
#: bytes) not to occur by chance in the pixels of an ordinary image.
_EMBEDDED_SIGNATURES: Final = {
    b"<script": "HTML",
    b"<!doctype": "HTML",
    b"<!entity": "HTML",
    b"javascript:": "HTML",
    b"+adw-": "HTML",
    b"mime-version:": "MIME",
    b"<?xml": "XML",
    b"<?php": "PHP",
    b"__halt_compiler": "PHP",
    b"%pdf-": "PDF",
    b"%!ps-": "PostScript",
    b"rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf'\x1c": "7z",
    b"\xfd7zxz\0": "XZ",
    b"mscf\0\0\0\0": "CAB",
    b"!<arch>\n": "ar",
    b"cd001": "ISO",
    b"pk\x06\x07\0\0\0\0": "ZIP",
}

#: Shorter beginnings, with enough text after them to be content and not chance. In lower case.
_EMBEDDED_PATTERNS: Final = {
    "HTML": re.compile(
        rb"<(?:html|head|body|svg|img|iframe|object|embed|applet|frameset|style|link|meta|base"
        rb"|form|input|button|textarea|select|video|audio|details|marquee|math)"
        rb"(?:>|[\s/][\s\x20-\x7e]{6})"
    ),
    "PHP": re.compile(rb"<\?(?:=|\s)[\s\x20-\x7e]{1,200}?\?>|<\?(?:=|\s)[\s\x20-\x7e]{12}"),
    "ASP": re.compile(rb"<%[@=!\s][\s\x20-\x7e]{1,200}?%>|<%[@=!\s][\s\x20-\x7e]{12}"),
    "script": re.compile(rb"#![\x20-\x7e]{0,40}?(?:/bin|/usr|perl|ruby|python|node)"),
    "LZH": re.compile(rb"-lh[0-7d]-"),
    # A local file header (APPNOTE 4.3.7): version, flags, a known method.
    "ZIP": re.compile(
        rb"pk\x03\x04[\x0a-\x3f][\0\x03]..(?:[\0\x01\x06\x08\x09\x0c\x0e\x5d\x5f\x62\x63]\0)",
        re.DOTALL,
    ),
}
_STEP: Final = 1 << 20
_LONGEST_MATCH: Final = 256

_ZIP_END_SIGNATURE: Final = b"PK\x05\x06"
#: The end record and the longest comment after it (APPNOTE 4.3.16).
_ZIP_TAIL: Final = 22 + 0xFFFF

_TAR_HEADER: Final = 512
_TAR_CHECKSUM: Final = slice(148, 156)
_TAR_MAGIC: Final = slice(257, 262)


def identify_file_type(data: bytes) -> str | None:
    """Return the format of a file that is neither JPEG nor PNG, or None if it is not recognised.

    Only the first kilobyte is read.
    """
    head = data[:_SIGNATURE_WINDOW]
    return next((name for name, signature in _SIGNATURES.items() if signature.match(head)), None)


def find_hidden_content(data: bytes) -> tuple[str, ...]:
    """Return the other formats, sorted by name, as which a program would open this image.

    The whole file is searched, because tables, profiles and the bytes after the last pixel
    may hold anything. The signatures are long enough for this: in ten megabytes of random
    bytes, one of them occurs by chance in fewer than one of a thousand files.
    """
    names = {name for window in _windows(data) for name in _find_signatures(window)}
    # An archiver searches the end record from the end of the file, and most accept gaps
    # and 64-bit records before it: the signature alone decides.
    if data.find(_ZIP_END_SIGNATURE, max(0, len(data) - _ZIP_TAIL)) >= 0:
        names.add("ZIP")
    if _begins_as_tar(data[:_TAR_HEADER]):
        names.add("tar")
    return tuple(sorted(names))


def _windows(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _STEP):
        yield data[start : start + _STEP + _LONGEST_MATCH].lower()


def _find_signatures(text: bytes) -> Iterator[str]:
    yield from (name for signature, name in _EMBEDDED_SIGNATURES.items() if signature in text)
    yield from (name for name, pattern in _EMBEDDED_PATTERNS.items() if pattern.search(text))


def _begins_as_tar(header: bytes) -> bool:
    """Return whether the first block has the magic or the checksum of a tar archive."""
    try:
        checksum = int(header[_TAR_CHECKSUM].strip(b"\0 ") or b"-1", 8)
    except ValueError:
        checksum = -1
    total = sum(header) - sum(header[_TAR_CHECKSUM]) + 8 * ord(" ")
    return header[_TAR_MAGIC] == b"ustar" or checksum == total
