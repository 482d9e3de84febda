"""Pictures that are something else besides: every payload in every place that can hold one.

A place is a function from a payload to a whole picture that Pillow decodes. Cleaning drops
what stands in `DROPPED`; what stands in `KEPT` remains, because the display needs the place.
"""

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Final

PNG_HEAD: Final = b"\x89PNG\r\n\x1a\n"


def segment(code: int, body: bytes) -> bytes:
    """Build one JPEG segment."""
    return bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body


def chunk(kind: bytes, body: bytes) -> bytes:
    """Build one PNG chunk with its true checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def profile(payload: bytes) -> bytes:
    """Build a colour profile that is whole by its header."""
    body = bytes(32) + b"acsp" + bytes(88) + payload
    return struct.pack(">I", len(body) + 4) + body


def jpeg(*added: bytes, table: bytes = b"", symbols: bytes = b"", after: bytes = b"") -> bytes:
    """Build a grey JPEG of 8 x 8 pixels.

    Args:
        added: Segments before the tables.
        table: The beginning of the quantisation table that is used.
        symbols: Symbols of the Huffman table that no code of the scan uses.
        after: Bytes after the last pixel within the scan.
    """
    counts = bytes((1, 0, 0, 0, 0, 0, 0, len(symbols), *bytes(8)))
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            *added,
            segment(0xDB, b"\0" + table.ljust(64, b"\x10")),
            segment(0xC0, b"\x08\0\x08\0\x08\x01\x01\x11\0"),
            segment(0xC4, b"\0\x01" + bytes(16)),
            segment(0xC4, b"\x10" + counts + b"\0" + symbols),
            segment(0xDA, b"\x01\x01\0\0\x3f\0"),
            b"\x3f" + after + b"\xff\xd9",
        )
    )


def png(*added: bytes, color_type: int = 0, after: bytes = b"") -> bytes:
    """Build a PNG of one pixel.

    Args:
        added: Chunks before the pixels.
        color_type: 0 for grey, 3 for a palette.
        after: Bytes after the last pixel within the chunk of pixels.
    """
    header = struct.pack(">IIBBBBB", 1, 1, 8, color_type, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0") + after)
    return PNG_HEAD + chunk(b"IHDR", header) + b"".join(added) + pixels + chunk(b"IEND", b"")


def _palette(payload: bytes = b"") -> bytes:
    return chunk(b"PLTE", payload.ljust(768, b"\0"))


def _exif(payload: bytes) -> bytes:
    maker = struct.pack(">HHII", 0x927C, 7, len(payload), 26)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + maker + bytes(4) + payload


Place = Callable[[bytes], bytes]

#: Places whose content cleaning removes, with the picture that remains.
DROPPED: Final[Mapping[str, tuple[Place, bytes]]] = {
    "JPEG after the end": (lambda p: jpeg() + p, jpeg()),
    "JPEG comment": (lambda p: jpeg(segment(0xFE, p)), jpeg()),
    "JPEG XMP": (lambda p: jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + p)), jpeg()),
    "JPEG maker note": (lambda p: jpeg(segment(0xE1, b"Exif\0\0" + _exif(p))), jpeg()),
    "JPEG Photoshop": (lambda p: jpeg(segment(0xED, b"Photoshop 3.0\0" + p)), jpeg()),
    "JPEG thumbnail": (lambda p: jpeg(segment(0xE0, b"JFXX\0\x10" + p)), jpeg()),
    "JPEG unknown segment": (lambda p: jpeg(segment(0xEB, p)), jpeg()),
    "JPEG no colour profile": (lambda p: jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + p)), jpeg()),
    "JPEG after the colour profile": (
        lambda p: jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + profile(b"a") + p)),
        jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + profile(b"a"))),
    ),
    "JPEG unused table": (
        lambda p: jpeg(
            *(segment(0xDB, b"\1" + p[i : i + 64].ljust(64)) for i in range(0, len(p), 64))
        ),
        jpeg(),
    ),
    "JPEG table replaced before use": (
        lambda p: jpeg(
            *(segment(0xDB, b"\0" + p[i : i + 64].ljust(64)) for i in range(0, len(p), 64))
        ),
        jpeg(),
    ),
    "JPEG unused Huffman table": (
        lambda p: jpeg(
            segment(0xC4, b"\x13" + bytes(7) + bytes((min(len(p), 200),)) + bytes(8) + p[:200])
        ),
        jpeg(),
    ),
    "JPEG after the Adobe segment": (
        lambda p: jpeg(segment(0xEE, b"Adobe\0\x64\0\0\0\0\0" + p)),
        jpeg(segment(0xEE, b"Adobe\0\x64\0\0\0\0\0")),
    ),
    "PNG after the end": (lambda p: png() + p, png()),
    "PNG text": (lambda p: png(chunk(b"tEXt", b"Comment\0" + p)), png()),
    "PNG Exif": (lambda p: png(chunk(b"eXIf", _exif(p))), png()),
    "PNG private chunk": (lambda p: png(chunk(b"prVt", p)), png()),
    "PNG suggested palette": (lambda p: png(chunk(b"sPLT", b"a\0\x08" + p)), png()),
    "PNG colour profile of no zlib": (lambda p: png(chunk(b"iCCP", b"a\0\0" + p)), png()),
    "PNG after the colour profile": (
        lambda p: png(chunk(b"iCCP", b"a\0\0" + zlib.compress(profile(b"a")) + p)),
        png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(profile(b"a")))),
    ),
    "PNG name of the colour profile": (
        lambda p: png(
            chunk(b"iCCP", p.replace(b"\0", b"")[:79] + b"\0\0" + zlib.compress(profile(b"a")))
        ),
        png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(profile(b"a")))),
    ),
    "PNG frame of an animation": (lambda p: png(chunk(b"fdAT", p)), png()),
}

#: Places that the display needs, with the length in bytes that they offer.
KEPT: Final[Mapping[str, tuple[Place, int]]] = {
    "JPEG table": (lambda p: jpeg(table=p), 64),
    "JPEG Huffman table": (lambda p: jpeg(symbols=p), 120),
    "JPEG colour profile": (
        lambda p: jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + profile(p))),
        60_000,
    ),
    "JPEG after the last pixel": (lambda p: jpeg(after=p.replace(b"\xff", b"")), 60_000),
    "PNG palette": (lambda p: png(_palette(p), color_type=3), 768),
    "PNG transparency": (
        lambda p: png(_palette(), chunk(b"tRNS", p), color_type=3),
        256,
    ),
    "PNG chromaticities": (lambda p: png(chunk(b"cHRM", p.ljust(32))), 32),
    "PNG colour profile, stored": (
        lambda p: png(chunk(b"iCCP", b"a\0\0" + zlib.compress(profile(p), 0))),
        60_000,
    ),
    "PNG after the last pixel": (lambda p: png(after=p), 60_000),
}


def zipped(comment: bytes = b"") -> bytes:
    """Make a ZIP with one file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "a")
        archive.comment = comment
    return out.getvalue()


def zip64() -> bytes:
    """Make a ZIP64: the end record refers to a record of 64 bits before it, across a gap."""
    plain = zipped()
    end = plain.index(b"PK\x05\x06")
    start = plain.index(b"PK\x01\x02")
    size = end - start
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, *[0xFFFFFFFF] * 2, 0)
    return plain[:end] + record + locator + last


def tarred() -> bytes:
    """Make a tar archive with one file in it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return out.getvalue()[:1024]


PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n"
)

#: What another program opens wherever in a file it stands.
ANYWHERE: Final[Mapping[str, bytes]] = {
    "ZIP": zipped(),
    "ZIP with a comment": zipped(b"a comment"),
    "ZIP64": zip64(),
    "ZIP without entries": b"PK\x05\x06" + bytes(18),
    "PDF": PDF,
    "PDF header": b"%PDF-1.4\n%\xe2\xe3",
    "PDF 2": b"%PDF-2.0 1 0 obj",
    "PostScript": b"%!PS-Adobe-3.0",
    "PHP": b"<?php system($_GET['c']);?>",
    "PHP with CR": b"<?php\rphpinfo();",
    "PHP with tab": b"<?php\tphpinfo();",
    "PHP echo": b"<?=`$_GET[0]`?>",
    "PHP short": b"<? eval($_GET[0]);",
    "PHAR": b"__HALT_COMPILER(); ?>",
    "ASP": b"<%= eval(request) %>",
    "JSP": b'<%@ page import="java"%>',
    "script element": b"<script>alert(1)</script>",
    "script element in capitals": b"<SCRIPT SRC=//a.example>",
    "SVG with onload": b"<svg onload=alert(1)>",
    "SVG with slashes": b"<svg/onload=alert(1)>",
    "image with onerror": b"<img src=x onerror=alert(1)>",
    "HTML": b"<html><body>",
    "doctype": b"<!DOCTYPE html>",
    "iframe": b"<iframe src=//a.example>",
    "XML": b"<?xml version='1.0'?>",
    "entity": b"<!ENTITY a SYSTEM 'a'>",
    "script address": b"javascript:alert(1)",
    "UTF-7": b"+ADw-script+AD4-",
    "MIME": b"MIME-Version: 1.0\n\n",
    "RAR 4": b"Rar!\x1a\x07\0" + bytes(9),
    "RAR 5": b"Rar!\x1a\x07\x01\0" + bytes(9),
    "7z": b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(24),
    "XZ": b"\xfd7zXZ\0\0\x04",
    "CAB": b"MSCF\0\0\0\0" + bytes(20),
    "LZH": b"\x16\x20-lh5-" + bytes(20),
    "ar": b"!<arch>\na/",
    "ISO": b"\x01CD001\x01\0",
    "shell": b"#!/bin/sh\nid\n",
    "Perl": b"\n#!perl\nprint 1;",
    "Python": b"#!/usr/bin/env python\n",
}

#: What is opened from its own first byte only, and is no danger within another file.
AT_THE_START: Final[Mapping[str, bytes]] = {
    "tar": tarred(),
    "MP4": struct.pack(">I4s4s", 12, b"ftyp", b"mp42") + b"\0\0\0\0mdat",
    "ELF": b"\x7fELF\2\1\1",
    "PE": b"MZ\x90\0",
    "Mach-O": b"\xcf\xfa\xed\xfe\7\0\0\1",
    "Java class": b"\xca\xfe\xba\xbe\0\0\0\x34",
    "Flash": b"CWS\x09",
    "GIF": b"GIF89a\1\0\1\0",
    "gzip": b"\x1f\x8b\x08\0",
    "JPEG": jpeg(),
    "PNG": png(),
}


def tar_through_the_profile(magic: bytes = b"ustar") -> bytes:
    """Build a JPEG whose first 512 bytes are the header of a tar archive.

    The profile begins at byte 38, so that the fields of the header fall into it.
    """
    header = bytearray(tarfile.TarInfo("a").tobuf())
    whole = bytearray(profile(bytes(900)))
    whole[62:474] = header[100:512].replace(b"ustar", magic)
    head = jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(whole)))[:512]
    total = sum(head) - sum(head[148:156]) + 8 * ord(" ")
    whole[110:118] = f"{total:06o}\0 ".encode()
    return jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(whole)))
