"""What a file is when it is no picture, and what else a picture is besides one."""

import re
from collections.abc import Iterable
from struct import Struct
from typing import Final

__all__ = ["find_hidden_content", "identify_file_type"]

#: How common files begin, first match first; read from the first kilobyte.
_SIGNATURES: Final = {
    "HEIC": re.compile(rb".{4}ftyp(?:hei[cmsx]|hev[cmx]|mif1|msf1)", re.DOTALL),
    "AVIF": re.compile(rb".{4}ftypavi[fs]", re.DOTALL),
    "MP4": re.compile(rb".{4}ftyp", re.DOTALL),
    "WEBP": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    "GIF": re.compile(rb"GIF8[79]a"),
    "BMP": re.compile(rb"BM.{12}[\x0c\x28\x40\x6c\x7c]\0\0\0", re.DOTALL),
    "TIFF": re.compile(rb"II[*+]\0|MM\0[*+]"),
    "ZIP": re.compile(rb"PK(?:\x03\x04|\x05\x06)"),
    "HTML": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE
    ),
    # Readers of PDF look for its head anywhere in the first kilobyte.
    "PDF": re.compile(rb".*?%PDF-\d", re.DOTALL),
}
_SIGNATURE_WINDOW: Final = 1024

#: What makes another program open a file, in small letters; each long enough (six bytes)
#: not to turn up by chance in the pixels of an honest picture.
_EMBEDDED_SIGNATURES: Final = {
    b"<script": "HTML",
    b"<!doctype html": "HTML",
    b"<html>": "HTML",
    b"<html ": "HTML",
    b"<?php ": "PHP",
    b"<?php\n": "PHP",
    b"%pdf-1.": "PDF",
    b"%pdf-2.": "PDF",
    b"rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf'\x1c": "7z",
}

_ZIP_END_RECORD: Final = Struct("<4s8xIIH")
_ZIP_END_SIGNATURE: Final = b"PK\x05\x06"
_ZIP_ENTRY_SIGNATURE: Final = b"PK\x01\x02"
_ZIP_MAX_COMMENT: Final = 0xFFFF


def identify_file_type(data: bytes) -> str | None:
    """Name the format of a file that is neither JPEG nor PNG, where its head tells it."""
    head = data[:_SIGNATURE_WINDOW]
    return next((name for name, known in _SIGNATURES.items() if known.match(head)), None)


def find_hidden_content(data: bytes, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Name the formats as which other programs would open this picture.

    A ZIP is read from its end and so found wherever it stands; the marks of the
    others are looked for in *spans* (half-open byte ranges), where no pixels are.
    """
    text = b"\0".join(data[begin:end] for begin, end in spans).lower()
    found = {name for mark, name in _EMBEDDED_SIGNATURES.items() if mark in text}
    return tuple(sorted(found | {"ZIP"} if _ends_as_zip(data) else found))


def _ends_as_zip(data: bytes) -> bool:
    """Follow the end record of a ZIP (APPNOTE 4.3.16) back to its first directory entry."""
    at = data.rfind(_ZIP_END_SIGNATURE, max(0, len(data) - _ZIP_END_RECORD.size - _ZIP_MAX_COMMENT))
    if at < 0 or at + _ZIP_END_RECORD.size > len(data):
        return False
    directory_size: int = _ZIP_END_RECORD.unpack_from(data, at)[1]
    return directory_size <= at and data.startswith(_ZIP_ENTRY_SIGNATURE, at - directory_size)
