"""Uploads: real pictures made by Pillow, and everything that is not quite one."""

import hashlib
import io
import struct
import zipfile
import zlib
from typing import Any, cast

import pytest
from PIL import Image

from idverify.errors import InvalidValueError
from idverify.model.image_cleaning import clean_upload
from idverify.model.uploads import (
    FileLimits,
    ImageFormat,
    Upload,
    UploadDefect,
    inspect_upload,
)

LIMITS = FileLimits()


def drawn(mode: str = "RGB", size: tuple[int, int] = (90, 57)) -> Image.Image:
    """Draw a picture with something in it, so that its data are no single colour."""
    shades = Image.linear_gradient("L").resize(size)
    return shades.convert("1") if mode == "1" else shades.convert("RGB").convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """Save as Pillow does."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    """Build one PNG chunk with its true checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def segment(code: int, body: bytes) -> bytes:
    """Build one JPEG segment."""
    return bytes((0xFF, code)) + struct.pack(">H", len(body) + 2) + body


def zipped() -> bytes:
    """Make a ZIP with one file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


def with_aside(jpeg: bytes, body: bytes) -> bytes:
    """Put a comment right behind the head of a JPEG."""
    return jpeg[:2] + segment(0xFE, body) + jpeg[2:]


def with_chunk(png: bytes, kind: bytes, body: bytes) -> bytes:
    """Put a chunk right behind the header of a PNG."""
    return png[:33] + chunk(kind, body) + png[33:]


def inspected(data: bytes, limits: FileLimits = LIMITS) -> Upload:
    """Clean and inspect a file, as a service does."""
    return inspect_upload(clean_upload(data), limits)


def defects(data: bytes, limits: FileLimits = LIMITS) -> list[UploadDefect]:
    """Return what is wrong; every problem must have all its texts."""
    problems = inspected(data, limits).problems
    for each in problems:
        assert each.reason_code in {"file.format", "file.too_large", "file.unreadable"}
        assert all((each.detail_ja, each.detail_en, each.remedy_ja, each.remedy_en))
    return [each.defect for each in problems]


JPEG = saved(drawn(), "JPEG")
PNG = saved(drawn(), "PNG")
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
SCAN = JPEG.index(b"\xff\xda")
FRAME = JPEG.index(b"\xff\xc0")


def exif() -> bytes:
    """Make Exif data as a phone does, with a place and a turn."""
    data = Image.Exif()
    data[0x0112] = 6
    data[0x010F] = "specimen"
    data.get_ifd(0x8825)[1] = "N"
    return data.tobytes()


class TestGoodPictures:
    """Whatever honest cameras and programs write is accepted."""

    @pytest.mark.parametrize(
        ("mode", "options"),
        [
            pytest.param("RGB", {}, id="baseline"),
            pytest.param("L", {}, id="grey"),
            pytest.param("CMYK", {}, id="CMYK"),
            pytest.param("RGB", {"progressive": True}, id="progressive, many scans"),
            pytest.param("RGB", {"restart_marker_blocks": 1}, id="restart markers"),
            pytest.param("RGB", {"exif": exif()}, id="Exif"),
            pytest.param("RGB", {"comment": b"\xff\xd9 in a comment"}, id="end mark in comment"),
            pytest.param("RGB", {"quality": 100, "subsampling": 0}, id="best"),
            pytest.param("RGB", {"icc_profile": bytes(200_000)}, id="profile in four segments"),
        ],
    )
    def test_every_kind_of_jpeg_is_usable(self, mode: str, options: dict[str, Any]) -> None:
        """A JPEG of any kind that browsers show has no problem."""
        upload = inspected(saved(drawn(mode), "JPEG", **options), LIMITS)

        assert (
            upload.format,
            upload.width,
            upload.height,
            upload.problems,
        ) == (ImageFormat.JPEG, 90, 57, ())

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    def test_every_mode_of_png_is_usable(self, mode: str) -> None:
        """A PNG of any depth, 16 bits included, has no problem."""
        image = Image.new(mode, (90, 57)) if mode == "I;16" else drawn(mode)
        upload = inspected(saved(image, "PNG"), LIMITS)

        assert (
            upload.format,
            upload.width,
            upload.height,
            upload.is_usable,
        ) == (ImageFormat.PNG, 90, 57, True)

    def test_an_animated_png_is_usable(self) -> None:
        """The later frames of an APNG are dropped: a document does not move."""
        data = saved(drawn(), "PNG", save_all=True, append_images=[Image.new("RGB", (90, 57))])

        assert b"fdAT" in data
        assert defects(data) == []

    def test_an_interlaced_png_is_usable(self) -> None:
        """Interlacing is a flag of the header and changes nothing here."""
        header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 1)
        pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
        data = PNG_HEAD + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")

        Image.open(io.BytesIO(data)).load()
        assert defects(data) == []

    def test_fill_bytes_before_a_marker_are_allowed(self) -> None:
        """T.81 B.1.1.2 lets any number of fill bytes stand before a marker."""
        assert defects(JPEG[:2] + b"\xff\xff" + JPEG[2:]) == []
        assert defects(JPEG[:-2] + b"\xff\xff" + JPEG[-2:]) == []

    def test_the_size_is_the_stored_one(self) -> None:
        """An Exif turn of a quarter does not change width and height."""
        upload = inspected(saved(drawn(), "JPEG", exif=exif()), LIMITS)

        assert (upload.width, upload.height) == (90, 57)

    @pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
    def test_any_bytes_like_value_will_do(self, kind: type) -> None:
        """Bytes, bytearray and memoryview give one answer."""
        assert inspect_upload(JPEG, LIMITS) == inspect_upload(kind(JPEG), LIMITS)

    def test_size_and_hash_are_those_of_the_bytes(self) -> None:
        """What is stored can be found again by its SHA-256."""
        upload = inspected(PNG, LIMITS)

        assert (len(PNG), hashlib.sha256(PNG).hexdigest()) == (upload.size, upload.sha256)


def samsung_block() -> bytes:
    """Build the trailer of a Samsung phone: blocks, directory, length, mark."""
    block = b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1600000000000"
    entry = struct.pack("<HHII", 0, 0x0A01, len(block), len(block))
    directory = b"SEFH" + struct.pack("<II", 107, 1) + entry
    return block + directory + struct.pack("<I", len(directory)) + b"SEFT"


def box(kind: bytes, body: bytes, *, wide: bool = False) -> bytes:
    """Build one box of an MP4, with a length of 32 or 64 bits."""
    if wide:
        return struct.pack(">I4sQ", 1, kind, len(body) + 16) + body
    return struct.pack(">I4s", len(body) + 8, kind) + body


VIDEO = box(b"ftyp", b"mp42\0\0\0\0isommp42") + box(b"mdat", b"\xff\xd8 pixels") + box(b"moov", b"")
VIVO = b'vivo{"a":1}\0' + b"\xff\xff\xff\xff\x1b*9HWfu\x84\x93\xa2\xb1"
ONEPLUS = b'[{"name":"a"}]jxrs' + struct.pack("<I", 22)


class TestPhonePictures:
    """What phones write after the end of a JPEG does not turn their owner away."""

    @pytest.mark.parametrize(
        "tail",
        [
            pytest.param(bytes(4096), id="padding"),
            pytest.param(b"\r\n", id="line end of a transfer"),
            pytest.param(JPEG, id="second picture"),
            pytest.param(bytes(7) + JPEG + b"\n" + JPEG, id="padded pictures"),
            pytest.param(VIDEO, id="motion photo"),
            pytest.param(JPEG + bytes(16) + VIDEO, id="gain map and motion photo"),
            pytest.param(VIDEO + box(b"mdat", b"wide", wide=True), id="64-bit box"),
            pytest.param(VIDEO + bytes(64), id="padded video"),
            pytest.param(samsung_block(), id="Samsung"),
            pytest.param(VIDEO + samsung_block(), id="Samsung motion photo"),
            pytest.param(VIVO, id="vivo"),
            pytest.param(ONEPLUS, id="OnePlus and OPPO"),
        ],
    )
    def test_a_known_tail_is_no_problem(self, tail: bytes) -> None:
        """Padding, pictures, videos and makers' blocks are explained."""
        upload = inspected(JPEG + tail, LIMITS)

        assert (upload.problems, upload.width, upload.height) == ((), 90, 57)

    def test_a_multi_picture_file_of_pillow_is_usable(self) -> None:
        """A true MPF file, with its index in APP2, has no problem."""
        assert defects(saved(drawn(), "MPO", save_all=True, append_images=[drawn("L")])) == []

    @pytest.mark.parametrize("picture", [JPEG, PNG], ids=["JPEG", "PNG"])
    @pytest.mark.parametrize(
        "tail",
        [
            pytest.param(JPEG[:-2], id="second picture cut"),
            pytest.param(VIDEO[:-12], id="video cut"),
            pytest.param(box(b"ftyp", b"mp42") + b"\0\0\0\0mdat", id="video to the end"),
            pytest.param(b"\xff" * 99, id="fill bytes"),
            pytest.param(b"LIVE_" + bytes(40), id="Huawei"),
            pytest.param(b"QDIOBS", id="Sony"),
            pytest.param(PNG, id="depth map"),
            pytest.param(b"text of any kind", id="text"),
        ],
    )
    def test_what_follows_the_end_is_not_read(self, picture: bytes, tail: bytes) -> None:
        """Trailers of any maker need no description: the clean picture ends at its end."""
        assert clean_upload(picture + tail) == picture

    def test_a_panorama_of_samsung_without_end_marker_is_usable(self) -> None:
        """The data of the maker follow the scan directly; the end marker is put in their place."""
        assert clean_upload(JPEG[:-2] + samsung_block()) == JPEG

    @pytest.mark.parametrize(
        "trailer",
        [
            b"SEFT",
            samsung_block()[:-1],
            b"SEFH" + bytes(8) + struct.pack("<I", 12) + b"SEFT",
            b"SEFH" + bytes(2) + struct.pack("<I", 6) + b"SEFT",
            b"SEFX" + bytes(8) + struct.pack("<I", 12) + b"SEFT",
            b"SEFH" + struct.pack("<II", 107, 2) + bytes(13) + struct.pack("<I", 25) + b"SEFT",
            b"SEFH" + struct.pack("<IIIII", 107, 1, 0, 1 << 30, 0) + b"\x18\0\0\0SEFT",
            struct.pack("<I", 1 << 30) + b"SEFT",
        ],
    )
    def test_a_cut_picture_with_a_wrong_trailer_stays_cut(self, trailer: bytes) -> None:
        """Four letters do not make a panorama of a file that was cut off."""
        assert defects(JPEG[:-2] + trailer) == [UploadDefect.TRUNCATED]


class TestUncleanPictures:
    """A service that does not clean learns it from its first photo, not from a complaint."""

    @pytest.mark.parametrize(
        "data",
        [JPEG + b"\0", with_aside(JPEG, b"a comment"), PNG + b"\0", with_chunk(PNG, b"tEXt", b"a")],
    )
    def test_data_that_cleaning_removes_are_an_error(self, data: bytes) -> None:
        """The error names the function to call first, and the length, never the content."""
        with pytest.raises(InvalidValueError, match="clean_upload"):
            inspect_upload(data, LIMITS)


class TestBrokenPictures:
    """A file that stops early or goes wrong is refused, and says which."""

    @pytest.mark.parametrize("cut", [len(JPEG) // 2, len(JPEG) - 2, len(JPEG) - 1, 12, 4, 3])
    def test_a_cut_jpeg_is_refused(self, cut: int) -> None:
        """Half, all but two bytes, all but one: none is whole."""
        assert defects(JPEG[:cut]) == [UploadDefect.TRUNCATED]

    @pytest.mark.parametrize("cut", [len(PNG) // 2, len(PNG) - 4, len(PNG) - 12, 33, 12, 8])
    def test_a_cut_png_is_refused(self, cut: int) -> None:
        """Within a chunk or between two of them: none is whole."""
        assert defects(PNG[:cut]) == [UploadDefect.TRUNCATED]

    @pytest.mark.parametrize("at", [20, 30, 60, len(PNG) - 1])
    def test_a_flipped_bit_in_a_png_is_refused(self, at: int) -> None:
        """The checksum of each chunk is held against its bytes."""
        flipped = PNG[:at] + bytes((PNG[at] ^ 1,)) + PNG[at + 1 :]

        assert defects(flipped) == [UploadDefect.DAMAGED]

    def test_html_behind_a_jpeg_head_is_no_jpeg(self) -> None:
        """Three good bytes do not make a picture of a web page."""
        fake = b"\xff\xd8\xff<!DOCTYPE html><script>alert(1)</script>"

        assert defects(fake) == [UploadDefect.DAMAGED, UploadDefect.POLYGLOT]

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"\xff\xd8\xff\xd9", id="nothing between the ends"),
            pytest.param(b"\xff\xd8" + JPEG[SCAN:], id="no frame"),
            pytest.param(JPEG[:SCAN] + b"\xff\xd9", id="no scan"),
            pytest.param(JPEG[:FRAME] + JPEG[FRAME:SCAN] * 2 + JPEG[SCAN:], id="two frames"),
            pytest.param(JPEG[:FRAME] + segment(0xC0, b"\x08\0") + JPEG[SCAN:], id="short frame"),
            pytest.param(
                JPEG[:FRAME] + segment(0xC0, b"\x08\0\x39\0\x5a\x03" + bytes(3)) + JPEG[SCAN:],
                id="frame with components missing",
            ),
            pytest.param(JPEG[:FRAME] + b"\xff\xfe\0\x01" + JPEG[FRAME:], id="length of one"),
            pytest.param(JPEG[: SCAN + 40] + JPEG, id="begins anew within the scan"),
            pytest.param(b"\xff\xd8" + segment(0xE1, b"") * 70_000 + JPEG[2:], id="70,000 parts"),
            pytest.param(PNG_HEAD + chunk(b"IEND", b""), id="PNG without header"),
            pytest.param(PNG[:33] + chunk(b"IEND", b""), id="PNG without pixels"),
            pytest.param(PNG[:33] + PNG[8:], id="PNG with two headers"),
            pytest.param(PNG[:8] + chunk(b"IHDR", bytes(12)) + PNG[33:], id="short header"),
            pytest.param(with_chunk(PNG, b"CgBI", bytes(4)), id="unknown critical chunk"),
        ],
    )
    def test_parts_out_of_order_are_refused(self, data: bytes) -> None:
        """Good parts in an order that the standard does not have make no picture."""
        assert defects(data) == [UploadDefect.DAMAGED]

    def test_a_cut_inside_a_segment_length_is_a_cut(self) -> None:
        """A marker whose length is missing ends the file too early."""
        assert defects(JPEG[: FRAME + 3]) == [UploadDefect.TRUNCATED]

    @pytest.mark.parametrize(("width", "height"), [(0, 57), (90, 0)])
    def test_a_side_of_zero_is_refused(self, width: int, height: int) -> None:
        """A picture has an extent in both directions."""
        frame = struct.pack(">BHHB", 8, height, width, 3) + JPEG[FRAME + 10 : FRAME + 19]
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

        jpeg = JPEG[:FRAME] + segment(0xC0, frame) + JPEG[FRAME + 19 :]
        assert defects(jpeg) == [UploadDefect.DAMAGED]
        assert defects(PNG[:8] + chunk(b"IHDR", header) + PNG[33:]) == [UploadDefect.DAMAGED]


class TestOtherFiles:
    """What is no JPEG or PNG is named by its content, whatever its name was."""

    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
            (b"\r\n%!PS junk %PDF-1.4", "PDF"),
            (saved(drawn(), "PDF"), "PDF"),
            (saved(drawn("L"), "GIF"), "GIF"),
            (saved(drawn(), "WEBP"), "WebP"),
            (saved(drawn(), "BMP"), "BMP"),
            (saved(drawn(), "TIFF"), "TIFF"),
            (saved(drawn(), "AVIF"), "AVIF"),
            (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "HEIC"),
            (VIDEO, "MP4"),
            (zipped(), "ZIP"),
            (b"\xef\xbb\xbf <!DOCTYPE html><html>", "HTML"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_known_format_is_named(self, data: bytes, name: str) -> None:
        """A renamed PDF is called a PDF, in both languages."""
        (problem,) = inspected(data, LIMITS).problems

        assert problem.defect == UploadDefect.WRONG_FORMAT
        assert f"ファイルの中身は{name}です。" in problem.detail_ja
        assert f"is {name};" in problem.detail_en

    @pytest.mark.parametrize("data", [b"a", b"\xff\xd8", PNG[:7], b"BM" + bytes(30), bytes(99)])
    def test_an_unknown_format_is_said_to_be_unknown(self, data: bytes) -> None:
        """Too short a head, or no known one, is no picture either."""
        (problem,) = inspected(data, LIMITS).problems

        assert "not a known picture" in problem.detail_en
        assert problem.reason_code == "file.format"

    def test_heic_has_a_remedy_of_its_own(self) -> None:
        """The owner of an iPhone is told which setting makes JPEGs."""
        (problem,) = inspected(b"\0\0\0\x24ftypheic", LIMITS).problems

        assert "互換性優先" in problem.remedy_ja
        assert "Most Compatible" in problem.remedy_en

    def test_heic_has_no_such_remedy_where_jpeg_is_refused(self) -> None:
        """A setting that makes JPEGs does not help where only PNG is accepted."""
        limits = FileLimits(formats=frozenset({ImageFormat.PNG}))
        (problem,) = inspected(b"\0\0\0\x24ftypheic", limits).problems

        assert problem.remedy_en.startswith("Submit a PNG picture.")

    def test_an_empty_file_is_just_empty(self) -> None:
        """Nothing else is said of no bytes."""
        assert defects(b"") == [UploadDefect.EMPTY]

    def test_a_format_the_service_does_not_take_is_named(self) -> None:
        """A PNG is a wrong format where only JPEG is accepted, and still a PNG."""
        upload = inspected(PNG, FileLimits(formats=frozenset({ImageFormat.JPEG})))

        assert (upload.format, upload.width) == (ImageFormat.PNG, 90)
        assert "accepted is JPEG." in upload.problems[0].detail_en
        assert "Submit a JPEG picture." in upload.problems[0].remedy_en


class TestPolyglots:
    """What remains after cleaning may be no other file besides; see the tests of the tricks."""

    @pytest.mark.parametrize(
        ("body", "name"),
        [
            (b"<SCRIPT>alert(1)</SCRIPT>", "HTML"),
            (b"<!doctype HTML>", "HTML"),
            (b"<html lang=ja>", "HTML"),
            (b"<?php system($_GET['c']);", "PHP"),
            (b"%PDF-1.7 1 0 obj", "PDF"),
            (b"Rar!\x1a\x07\x01\0", "RAR"),
            (b"7z\xbc\xaf\x27\x1c", "7z"),
        ],
    )
    def test_other_content_behind_the_last_pixel_is_named(self, body: bytes, name: str) -> None:
        """Decoders ignore what follows the last pixel within a scan or a chunk of pixels."""
        pixels = PNG[41 : PNG.index(b"IEND") - 8]
        for data in (
            JPEG[:-2] + body + b"\xff\xd9",
            PNG[:33] + chunk(b"IDAT", pixels + body) + chunk(b"IEND", b""),
        ):
            (problem,) = inspected(data).problems

            assert problem.defect == UploadDefect.POLYGLOT
            assert f"({name})" in problem.detail_ja

    @pytest.mark.parametrize("at", [-7, -3, 0, 5])
    def test_a_signature_across_two_windows_is_found(self, at: int) -> None:
        """The search in steps of a megabyte overlaps."""
        body = bytes((1 << 20) - len(JPEG[:-2]) + at) + b"<script>" + bytes(99)

        assert defects(JPEG[:-2] + body + b"\xff\xd9") == [UploadDefect.POLYGLOT]

    @pytest.mark.parametrize("body", [b"<?=\x80", b"<svg\x01", b"<a href", b"#!\0", b"PK\x03\x04"])
    def test_what_chance_writes_into_pixels_is_no_polyglot(self, body: bytes) -> None:
        """Short beginnings occur in every third photo; they need content after them."""
        assert defects(JPEG[:-2] + body + bytes(9) + b"\xff\xd9") == []

    def test_a_zip_too_far_from_the_end_is_none(self) -> None:
        """No ZIP reader looks further back than the longest comment of a ZIP."""
        body = b"PK\x05\x06" + bytes(18 + 65_535)

        assert defects(JPEG[:-2] + body[:-3] + b"\xff\xd9") == [UploadDefect.POLYGLOT]
        assert defects(JPEG[:-2] + body + b"\xff\xd9") == []


class TestVariants:
    """A JPEG that no browser displays has its name, and a remedy for every phone."""

    @pytest.mark.parametrize(
        ("code", "name"),
        [
            (0xC9, "arithmetic"),
            (0xCA, "arithmetic"),
            (0xCC, "arithmetic"),
            (0xC3, "lossless"),
            (0xC5, "hierarchical"),
            (0xDE, "hierarchical"),
        ],
    )
    def test_a_process_that_no_browser_has_is_named(self, code: int, name: str) -> None:
        """The file is whole, so it is no damaged file."""
        (problem,) = inspected(JPEG[:FRAME] + bytes((0xFF, code)) + JPEG[FRAME + 2 :]).problems

        assert problem.defect == UploadDefect.WRONG_FORMAT
        assert name in problem.detail_en
        assert "iPhone" in problem.remedy_ja
        assert "Android" in problem.remedy_ja

    def test_twelve_bits_are_named(self) -> None:
        """Samples of 12 bits are written by medical devices."""
        (problem,) = inspected(JPEG[: FRAME + 4] + b"\x0c" + JPEG[FRAME + 5 :]).problems

        assert "12-bit" in problem.detail_en

    @pytest.mark.parametrize(
        ("brands", "name"),
        [
            (b"heic\0\0\0\0mif1heic", "HEIC"),
            (b"mif1\0\0\0\0mif1heic", "HEIC"),
            (b"mif1\0\0\0\0mif1avifmiaf", "AVIF"),
            (b"avif\0\0\0\0mif1avif", "AVIF"),
            (b"avis\0\0\0\0avis", "AVIF"),
        ],
    )
    def test_brands_decide_between_heic_and_avif(self, brands: bytes, name: str) -> None:
        """The general brand mif1 says nothing about the codec; the list after it does."""
        data = struct.pack(">I4s", len(brands) + 8, b"ftyp") + brands
        (problem,) = inspected(data).problems

        assert f"is {name};" in problem.detail_en
        assert "Most Compatible" in problem.remedy_en
        assert "Galaxy" in problem.remedy_en


def padded(size: int) -> bytes:
    """Make a JPEG of exactly *size* bytes that is clean: its scan is longer than its pixels."""
    return JPEG[:-2] + bytes(size - len(JPEG)) + JPEG[-2:]


class TestLimits:
    """Each limit is inclusive, and what is above it is not looked at further."""

    def test_ten_megabytes_are_accepted_and_one_byte_more_is_not(self) -> None:
        """10 MB is 10 * 1024 * 1024 bytes, that one included."""
        most = 10 * 1024 * 1024

        assert defects(padded(most)) == []
        assert inspected(padded(most), LIMITS).width == 90
        assert defects(padded(most + 1)) == [UploadDefect.TOO_LARGE]

    def test_the_decimal_reading_is_the_callers_to_set(self) -> None:
        """A service that means 10,000,000 bytes says so."""
        limits = FileLimits(max_bytes=10_000_000)

        assert defects(padded(10_000_000), limits) == []
        assert defects(padded(10_000_001), limits) == [UploadDefect.TOO_LARGE]

    def test_an_over_size_file_is_named_and_not_read(self) -> None:
        """Of a file above the limit its format is told and its hash, not its size in pixels."""
        upload = inspected(JPEG[:-2], FileLimits(max_bytes=100))

        assert (upload.format, upload.width, upload.height) == (ImageFormat.JPEG, None, None)
        assert [each.defect for each in upload.problems] == [UploadDefect.TOO_LARGE]
        assert hashlib.sha256(JPEG[:-2]).hexdigest() == upload.sha256

    def test_an_over_size_pdf_has_both_problems(self) -> None:
        """All that is wrong is said at once."""
        data = b"%PDF-1.7" + bytes(200)

        assert defects(data, FileLimits(max_bytes=100)) == [
            UploadDefect.TOO_LARGE,
            UploadDefect.WRONG_FORMAT,
        ]

    def test_a_bomb_of_one_kilobyte_is_refused_by_its_pixels(self) -> None:
        """60000 x 60000 pixels in 1 KB are read from the header and refused."""
        header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
        body = chunk(b"IDAT", zlib.compress(bytes(900_000), 9))
        data = PNG_HEAD + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")
        upload = inspected(data, LIMITS)

        assert len(data) < 1024
        assert (upload.width, upload.height) == (60_000, 60_000)
        assert [each.defect for each in upload.problems] == [UploadDefect.TOO_MANY_PIXELS]

    def test_the_limit_of_pixels_is_inclusive(self) -> None:
        """Exactly as many pixels as the limit are accepted, one fewer allowed is not."""
        assert defects(PNG, FileLimits(max_pixels=90 * 57)) == []
        assert defects(PNG, FileLimits(max_pixels=90 * 57 - 1)) == [UploadDefect.TOO_MANY_PIXELS]

    @pytest.mark.parametrize(
        "limits",
        [
            {"formats": ()},
            {"formats": ["gif"]},
            {"max_bytes": 0},
            {"max_bytes": 1.5},
            {"max_bytes": True},
            {"max_pixels": -1},
        ],
        ids=str,
    )
    def test_senseless_limits_are_refused(self, limits: dict[str, Any]) -> None:
        """A limit that lets nothing through, or means nothing, is the caller's mistake."""
        with pytest.raises(InvalidValueError, match=f"FileLimits.{next(iter(limits))}.* must"):
            FileLimits(**limits)

    @pytest.mark.parametrize("value", ["text", None, 7, [1, 2]])
    def test_what_is_no_bytes_is_the_callers_mistake(self, value: object) -> None:
        """A path or a list handed in by mistake is named by its type, never by its content."""
        with pytest.raises(InvalidValueError, match=f"not as {type(value).__name__}"):
            inspect_upload(cast("bytes", value), LIMITS)


def test_an_upload_is_a_value() -> None:
    """Two looks at one file are equal and can be kept in a set."""
    first, second = inspected(JPEG, LIMITS), inspected(JPEG, LIMITS)

    assert {first} == {second}
    assert isinstance(first, Upload)
