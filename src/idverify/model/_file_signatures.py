"""Recognise file formats by their signatures, and find other formats hidden in an image."""

import re
from collections.abc import Iterable
from struct import Struct
from typing import Final

__all__ = ["find_hidden_content", "identify_file_type"]

#: Signatures of common file formats; the first match counts. Read from the first kilobyte.
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
    # PDF readers search for the header anywhere in the first kilobyte.
    "PDF": re.compile(rb".*?%PDF-\d", re.DOTALL),
}
_SIGNATURE_WINDOW: Final = 1024

#: Signatures by which other programs open a file, in lower case; each is long enough (six
#: bytes) not to occur by chance in the pixels of an ordinary image.
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
    """Return the format of a file that is neither JPEG nor PNG, or None if it is not recognised.

    Only the first kilobyte is read.
    """
    head = data[:_SIGNATURE_WINDOW]
    return next((name for name, signature in _SIGNATURES.items() if signature.match(head)), None)


def find_hidden_content(data: bytes, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Return the other formats, sorted by name, as which a program would open this image.

    A ZIP is read from its end and is therefore found wherever it begins. The signatures of
    the other formats are searched in *spans* (half-open byte ranges) that hold no pixels.
    """
    text = b"\0".join(data[begin:end] for begin, end in spans).lower()
    names = {name for signature, name in _EMBEDDED_SIGNATURES.items() if signature in text}
    return tuple(sorted(names | {"ZIP"} if _ends_as_zip(data) else names))


def _ends_as_zip(data: bytes) -> bool:
    """Return whether an end record of a ZIP (APPNOTE 4.3.16) leads back to a directory entry."""
    earliest = max(0, len(data) - _ZIP_END_RECORD.size - _ZIP_MAX_COMMENT)
    end = data.rfind(_ZIP_END_SIGNATURE, earliest)
    if end < 0 or end + _ZIP_END_RECORD.size > len(data):
        return False
    directory_size: int = _ZIP_END_RECORD.unpack_from(data, end)[1]
    return directory_size <= end and data.startswith(_ZIP_ENTRY_SIGNATURE, end - directory_size)
