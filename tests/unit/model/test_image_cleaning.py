"""Cleaning: what is kept of real pictures, in its smallest form, and what is not."""

import io
import re
import struct
import tracemalloc
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from idverify.model.image_cleaning import clean_upload
from idverify.model.uploads import FileLimits, UploadDefect, inspect_upload
from support.picture_tricks import chunk, jpeg, png, profile, segment

LIMITS = FileLimits()
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
JFIF = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")


def saved(form: str, mode: str = "RGB", **options: object) -> bytes:
    """Save a gradient as Pillow does."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((90, 57)).convert("RGB").convert(mode).save(
        out, form, **options
    )
    return out.getvalue()


def exif(turn: int = 6) -> Image.Exif:
    """Make Exif data as a phone does, with a maker, a place and an orientation."""
    data = Image.Exif()
    data[0x0112] = turn
    data[0x010F] = "maker of the camera"
    data.get_ifd(0x8825)[1] = "N"
    return data


def defects(data: bytes) -> list[UploadDefect]:
    """Return the defects of a file after cleaning."""
    return [each.defect for each in inspect_upload(clean_upload(data), LIMITS).problems]


class TestWhatIsKept:
    """Orientation and colour profile remain, and what says how the numbers are colours."""

    @pytest.mark.parametrize("form", ["JPEG", "PNG"])
    @pytest.mark.parametrize("turn", range(1, 9))
    def test_the_orientation_alone_is_kept_of_exif(self, form: str, turn: int) -> None:
        """The picture stands upright as before; maker and place are gone."""
        cleaned = clean_upload(saved(form, exif=exif(turn)))
        read = Image.open(io.BytesIO(cleaned)).getexif()

        assert read.get(0x0112, 1) == turn
        assert set(read) <= {0x0112}
        assert b"maker" not in cleaned

    @pytest.mark.parametrize("order", ["<", ">"])
    @pytest.mark.parametrize(
        ("entry", "kept"),
        [
            ((0x0112, 3, 1, 3), True),
            ((0x0112, 3, 1, 0), False),
            ((0x0112, 3, 1, 9), False),
            ((0x0112, 4, 1, 3), False),
            ((0x0112, 3, 2, 3), False),
            ((0x0113, 3, 1, 3), False),
        ],
    )
    def test_an_orientation_outside_of_the_standard_is_dropped(
        self, order: str, entry: tuple[int, ...], kept: bool
    ) -> None:
        """One number of 16 bits from 1 to 8, in either byte order."""
        mark = b"II*\0" if order == "<" else b"MM\0*"
        tiff = mark + struct.pack(f"{order}IHHHIHH", 8, 1, *entry, 0)
        cleaned = clean_upload(jpeg(segment(0xE1, b"Exif\0\0" + tiff)))

        assert (cleaned != jpeg()) == kept

    @pytest.mark.parametrize(
        "tiff", [b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\0\x09"]
    )
    def test_exif_that_is_cut_off_is_dropped(self, tiff: bytes) -> None:
        """An offset or a count beyond the data means an upright picture."""
        assert clean_upload(jpeg(segment(0xE1, b"Exif\0\0" + tiff))) == jpeg()

    @pytest.mark.parametrize("form", ["JPEG", "PNG"])
    def test_the_colour_profile_is_kept(self, form: str) -> None:
        """Colours are those that the camera meant."""
        cleaned = clean_upload(saved(form, icc_profile=SRGB))

        assert Image.open(io.BytesIO(cleaned)).info["icc_profile"] == SRGB

    def test_a_profile_of_many_segments_is_kept_in_order(self) -> None:
        """A profile of 200 kB has four segments, which may come in any order."""
        parts = [profile(bytes(200_000))[i : i + 65_519] for i in range(0, 200_000, 65_519)]
        segments = [
            segment(0xE2, b"ICC_PROFILE\0" + bytes((number, len(parts))) + part)
            for number, part in enumerate(parts, 1)
        ]

        assert clean_upload(jpeg(*segments)) == jpeg(*segments)
        assert clean_upload(jpeg(*segments[::-1])) == jpeg(*segments)
        assert clean_upload(jpeg(*segments[1:])) == jpeg()

    @pytest.mark.parametrize("more", [0, 1])
    def test_a_profile_above_four_megabytes_is_dropped(self, more: int) -> None:
        """No printer has one; the limit is inclusive, and a bomb does not fill the memory."""
        whole = profile(bytes((4 << 20) - 128 + more))
        data = png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(whole)))

        assert (clean_upload(data) == data) == (not more)

    @pytest.mark.parametrize("mode", ["CMYK", "RGB"])
    def test_the_adobe_segment_keeps_its_transform(self, mode: str) -> None:
        """Without it, colours would be inverted or taken for others."""
        data = saved("JPEG", mode, keep_rgb=mode == "RGB")
        noisy = data.replace(b"Adobe\0\x64\0\0\0\0", b"Adobe\1\2\3\4\5\6")
        before, after = (Image.open(io.BytesIO(each)) for each in (data, clean_upload(noisy)))

        assert b"Adobe" in data
        assert clean_upload(noisy) == data
        assert before.tobytes() == after.tobytes()

    def test_chunks_that_change_how_pixels_appear_are_kept(self) -> None:
        """Of each the first, of the right length, before the pixels, with a right checksum."""
        kept = [
            chunk(b"cICP", bytes(4)),
            chunk(b"cHRM", bytes(32)),
            chunk(b"gAMA", bytes(4)),
            chunk(b"sRGB", bytes(1)),
            chunk(b"tRNS", bytes(2)),
        ]
        wrong = [chunk(b"gAMA", bytes(5)), chunk(b"gAMA", b"more"), chunk(b"tRNS", bytes(3))]

        assert clean_upload(png(*kept, *wrong)) == png(*kept)

    def test_a_palette_is_kept_where_the_pixels_refer_to_it(self) -> None:
        """A palette that only suggests colours may hold anything."""
        palette = chunk(b"PLTE", bytes(6))
        shade = chunk(b"tRNS", bytes(2))

        assert clean_upload(png(palette, shade, color_type=3)) == png(palette, shade, color_type=3)
        assert clean_upload(png(palette)) == png()
        assert clean_upload(png(palette, chunk(b"tRNS", bytes(3)), color_type=3)) == png(
            palette, color_type=3
        )

    def test_a_progressive_picture_keeps_the_tables_of_each_scan(self) -> None:
        """Tables are replaced between the scans; each that a scan uses remains."""
        data = saved("JPEG", progressive=True, optimize=True)

        assert data.count(b"\xff\xc4") > 4
        assert clean_upload(data) == data

    def test_tables_of_annex_k_may_be_missing(self) -> None:
        """Frames of films come without Huffman tables; decoders have them."""
        data = jpeg()
        first, last = data.index(b"\xff\xc4"), data.index(b"\xff\xda")

        assert clean_upload(data[:first] + data[last:]) == data[:first] + data[last:]


class TestWhatIsDropped:
    """Everything else is gone, honest or not, and slightly broken files come out clean."""

    def test_tables_that_no_later_scan_uses_are_gone(self) -> None:
        """A scan that refines DC coefficients has no codes; a component keeps its quantisation."""
        data = saved("JPEG", progressive=True)
        dc, ac = segment(0xC4, b"\0\1" + bytes(16)), segment(0xC4, b"\x10\1" + bytes(16))
        quantization = segment(0xDB, b"\0" + bytes(range(1, 65)))
        scans = [each.start() for each in re.finditer(rb"\xff\xda\0", data)]
        refining = [at for at in scans if data[at + 3 :].startswith(b"\x0c\3\1\0\2\0\3\0\0\0\x10")]

        assert clean_upload(data) == data
        for at in refining:
            assert clean_upload(data[:at] + dc + quantization + data[at:]) == data
        for at in scans[1:]:
            assert clean_upload(data[:at] + quantization + data[at:]) == data
        for at in (scans[0], refining[0]):
            assert clean_upload(data[:at] + ac.replace(b"\x10\1", b"\x13\1") + data[at:]) == data

    @pytest.mark.parametrize("form", ["JPEG", "PNG"])
    def test_text_and_comment_are_gone(self, form: str) -> None:
        """The comment of a program names its user."""
        text = PngInfo()
        text.add_text("Author", "of the user")
        noisy = saved(form, comment=b"of the user", pnginfo=text)

        assert b"of the user" in noisy
        assert clean_upload(noisy) == clean_upload(saved(form))

    def test_the_density_and_the_thumbnail_of_jfif_are_gone(self) -> None:
        """What remains says that the colours are YCbCr."""
        noisy = segment(0xE0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\1\1abc")

        assert clean_upload(jpeg().replace(JFIF, noisy)) == jpeg()

    @pytest.mark.parametrize("code", [0xE0, 0xE1, 0xE2, 0xEE, 0xFE])
    def test_metadata_between_the_scans_are_gone(self, code: int) -> None:
        """Decoders read metadata before the first scan."""
        end = jpeg()[:-2]

        assert clean_upload(end + segment(code, b"Adobe" + bytes(20)) + b"\xff\xd9") == jpeg()

    @pytest.mark.parametrize(
        "stray", [b"\0\0", b"ab", b"\xff\xff", b"\xff\0", b"\xff\xd0", b"\xff\1"]
    )
    def test_stray_bytes_are_gone(self, stray: bytes) -> None:
        """A segment two bytes short, padding, a lost restart marker: every decoder goes on."""
        data = jpeg()
        for at in (20, data.index(b"\xff\xc0"), data.index(b"\xff\xda")):
            assert clean_upload(data[:at] + stray + data[at:]) == data

    def test_fill_bytes_after_a_scan_are_gone(self) -> None:
        """They are no data of the scan."""
        assert clean_upload(jpeg()[:-2] + b"\xff\xff\xff\xd9") == jpeg()

    def test_a_text_with_a_wrong_checksum_is_gone(self) -> None:
        """Decoders skip it; a wrong checksum of a part that is kept is damage."""
        assert clean_upload(png(chunk(b"tEXt", b"abc")[:-1] + b"\0")) == png()
        assert defects(png(chunk(b"gAMA", bytes(4))[:-1] + b"\0")) == [UploadDefect.DAMAGED]

    def test_content_of_the_end_chunk_is_gone(self) -> None:
        """The end chunk has none by the standard."""
        assert clean_upload(png()[:-12] + chunk(b"IEND", b"abc")) == png()

    @pytest.mark.parametrize("place", [b"iCCP", b"tRNS", b"gAMA", b"eXIf"])
    def test_chunks_after_the_pixels_are_gone(self, place: bytes) -> None:
        """They come too late to change pixels; only Exif data may stand there."""
        assert clean_upload(png()[:-12] + chunk(place, bytes(2)) + png()[-12:]) == png()


class TestWhatIsDamaged:
    """A part that the display needs and no decoder reads makes the picture unusable."""

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(jpeg(segment(0xDB, b"\0" * 64)), id="table too short"),
            pytest.param(jpeg(segment(0xDB, b"\x20" + bytes(128))), id="no such precision"),
            pytest.param(jpeg(segment(0xDB, b"\4" + bytes(64))), id="no such number"),
            pytest.param(jpeg(segment(0xC4, b"\0" + b"\xff" * 16)), id="Huffman table too short"),
            pytest.param(jpeg(segment(0xC4, b"\x20" + bytes(16))), id="no such class"),
            pytest.param(jpeg(segment(0xDD, bytes(3))), id="restart interval too long"),
            pytest.param(
                jpeg().replace(b"\x01\x01\0\0\x3f\0", b"\x01\x02\0\0\x3f\0"), id="component"
            ),
            pytest.param(jpeg().replace(b"\x01\x01\0\0\x3f\0", b"\x05\x01\0\0\x3f\0"), id="scan"),
            pytest.param(jpeg().replace(b"\x01\x01\x11\0", b"\x01\x01\x11\1"), id="missing table"),
            pytest.param(jpeg(segment(0xF0, b"a")), id="reserved segment"),
            pytest.param(jpeg().replace(b"\xff\xc0\0\x0b\x08", b"\xff\xc0\0\x0b\x07"), id="7 bits"),
            pytest.param(png(color_type=3), id="palette missing"),
            pytest.param(png(chunk(b"PLTE", bytes(4)), color_type=3), id="palette of 4 bytes"),
            pytest.param(png(chunk(b"PLTE", b""), color_type=3), id="palette of none"),
            pytest.param(png(chunk(b"PLTE", bytes(771)), color_type=3), id="palette of 257"),
            pytest.param(png(*[chunk(b"PLTE", bytes(3))] * 2, color_type=3), id="two palettes"),
            pytest.param(png(color_type=5), id="no such colour type"),
            pytest.param(png(chunk(b"IDAT", b"a"), chunk(b"tEXt", b"a")), id="text among pixels"),
        ],
    )
    def test_it_is_refused(self, data: bytes) -> None:
        """The raw bytes are returned, and the inspection says that they are damaged."""
        assert clean_upload(data) == data
        assert defects(data) == [UploadDefect.DAMAGED]

    @pytest.mark.parametrize("part", [segment(0xE1, b""), segment(0xDB, b""), jpeg()[-16:-2]])
    def test_too_many_parts_of_a_jpeg_are_refused(self, part: bytes) -> None:
        """Millions of empty parts take neither time nor memory."""
        data = jpeg()[:-2] + part * 17_000 + b"\xff\xd9"

        assert defects(data) == [UploadDefect.DAMAGED]

    def test_too_many_chunks_are_refused(self) -> None:
        """So are chunks without content."""
        assert defects(png(chunk(b"tEXt", b"") * 17_000)) == [UploadDefect.DAMAGED]

    def test_a_short_frame_of_another_process_has_no_size(self) -> None:
        """The name of the process is all that is known."""
        upload = inspect_upload(clean_upload(b"\xff\xd8" + segment(0xC9, b"\x08")), LIMITS)

        assert (upload.width, upload.problems[0].defect) == (None, UploadDefect.WRONG_FORMAT)


SIZE = 10 * 1024 * 1024
SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x3f"
#: Files of about 10 MB that take the most memory for their size.
LARGE = {
    "tables": lambda: jpeg(segment(0xDB, (b"\0" + bytes(64)) * 1000) * (SIZE // 65_004)),
    "scans": lambda: jpeg()[:-2] + SCAN * (SIZE // len(SCAN)) + b"\xff\xd9",
    "segments": lambda: jpeg(segment(0xE1, b"Exif\0\0" + bytes(600)) * (SIZE // 610)),
    "chunks": lambda: png(chunk(b"IDAT", b"a") * (SIZE // 13)),
    "profile": lambda: jpeg(
        *(
            segment(0xE2, b"ICC_PROFILE\0" + bytes((number, 160)) + part)
            for number, part in enumerate(
                [profile(bytes((4 << 20) - 128))[:65_519], *[bytes(65_519)] * 159], 1
            )
        )
    ),
    "compressed profile": lambda: png(chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(1 << 28)))),
    "pixels": lambda: jpeg(after=b"\xff\0" * (SIZE // 2)),
}


@pytest.mark.parametrize("name", LARGE)
def test_memory_is_at_most_three_times_the_size(name: str) -> None:
    """The file itself, the clean file, and as much again; at least 15 MB for a small file."""
    data = LARGE[name]()
    tracemalloc.start()
    inspect_upload(clean_upload(data), LIMITS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak + len(data) <= 3 * max(len(data), 5 << 20)


@pytest.mark.parametrize("value", ["text", None, 7, [1, 2]])
def test_what_is_no_bytes_is_an_error_of_the_caller(value: Any) -> None:  # noqa: ANN401
    """The error names the type, never the content."""
    with pytest.raises(ValueError, match=f"not as {type(value).__name__}"):
        clean_upload(value)


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_any_bytes_like_value_is_cleaned(kind: type) -> None:
    """The result is always bytes."""
    assert clean_upload(kind(jpeg() + b"rest")) == jpeg()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", jpeg()[:-1], b"\xff\xd8\xff", png()[:40]])
def test_what_is_no_whole_picture_is_returned_unchanged(data: bytes) -> None:
    """The inspection names the problem of the file as it came."""
    assert clean_upload(data) == data
