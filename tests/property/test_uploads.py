"""Uploads: what holds of every picture, every cut of it and every string of bytes."""

import hashlib
import io
import struct
import zlib
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from idverify.model.image_cleaning import clean_upload
from idverify.model.uploads import FileLimits, ImageFormat, Upload, inspect_upload

LIMITS = FileLimits()
SIDES = st.integers(min_value=1, max_value=200)

# Pillow saves a progressive picture in one block, which noise makes larger than it expects.
ImageFile.MAXBLOCK = 1 << 20


TABLES = b"\xff\xdb"
# What phones, programs and attackers put beside the picture, by where it can stand.
METADATA = st.binary(max_size=400)
TAILS = st.one_of(st.binary(max_size=400), st.sampled_from([b"\xff\xd9", b"\0" * 99, b"PK\5\6"]))


def inspected(data: bytes, limits: FileLimits = LIMITS) -> Upload:
    """Clean and inspect a file, as a service does."""
    return inspect_upload(clean_upload(data), limits)


def pixels(data: bytes) -> tuple[str, tuple[int, int], bytes, int]:
    """Return mode, size, pixels and orientation that Pillow reads."""
    image = Image.open(io.BytesIO(data))
    return image.mode, image.size, image.tobytes(), image.getexif().get(0x0112, 1)


@st.composite
def pictures(draw: st.DrawFn, formats: tuple[str, ...] = ("JPEG", "PNG")) -> bytes:
    """Save a random picture as Pillow does, in one of its many ways."""
    form = draw(st.sampled_from(formats))
    mode = draw(st.sampled_from(("L", "RGB", "CMYK") if form == "JPEG" else ("1", "L", "RGBA")))
    size = draw(SIDES), draw(SIDES)
    # One number stands for all the noise, so that an example stays small.
    noise = Random(draw(st.integers(0, 2**32))).randbytes(size[0] * size[1])
    image = Image.frombytes("L", size, noise).convert("RGB").convert(mode)
    out = io.BytesIO()
    image.save(
        out,
        form,
        progressive=draw(st.booleans()),
        optimize=draw(st.booleans()),
        quality=draw(st.integers(1, 100)),
        restart_marker_blocks=draw(st.integers(0, 3)),
    )
    return out.getvalue()


class TestEveryPicture:
    """A picture that Pillow has written is usable, and Pillow agrees on what it is."""

    @given(pictures())
    def test_format_and_size_are_those_that_pillow_reads(self, data: bytes) -> None:
        """Pillow is the oracle for format, width and height."""
        upload = inspected(data, LIMITS)
        oracle = Image.open(io.BytesIO(data))

        assert upload.format is not None
        assert (oracle.format, oracle.size, ()) == (
            upload.format.name,
            (upload.width, upload.height),
            upload.problems,
        )

    @given(pictures(), st.data())
    def test_no_beginning_of_a_picture_is_usable(self, data: bytes, draws: st.DataObject) -> None:
        """Cut anywhere, a picture is refused."""
        cut = draws.draw(st.integers(0, len(data) - 1))

        assert not inspected(data[:cut], LIMITS).is_usable

    @given(pictures(("PNG",)), st.integers(min_value=1, max_value=255), st.data())
    def test_no_changed_byte_of_a_png_goes_unseen(
        self, data: bytes, change: int, draws: st.DataObject
    ) -> None:
        """Each byte that the clean picture keeps is under a checksum; no change shows itself."""
        at = draws.draw(st.integers(0, len(data) - 1))
        changed = data[:at] + bytes((data[at] ^ change,)) + data[at + 1 :]

        assert not inspected(changed, LIMITS).is_usable or clean_upload(changed) == data

    @given(pictures(("JPEG",)), pictures(("JPEG",)))
    def test_a_second_jpeg_changes_neither_size_nor_verdict(
        self, first: bytes, second: bytes
    ) -> None:
        """Multi-picture files are judged by the picture that is shown."""
        alone, together = inspected(first, LIMITS), inspected(first + second, LIMITS)

        assert (alone.width, alone.height, ()) == (together.width, together.height, ())
        assert together.is_usable

    @given(pictures(), TAILS)
    def test_what_follows_the_end_changes_nothing(self, data: bytes, tail: bytes) -> None:
        """The clean picture is the same, whatever follows."""
        assert clean_upload(data + tail) == clean_upload(data)

    @given(pictures(), METADATA, st.integers(1, 8), st.integers(0, 255), TAILS)
    def test_cleaning_keeps_pixels_and_orientation_and_nothing_else(
        self, data: bytes, body: bytes, turn: int, kind: int, tail: bytes
    ) -> None:
        """Pillow is the oracle; neither the content nor the place of metadata matters."""
        raw = with_metadata(data, body, turn, kind) + tail
        cleaned = clean_upload(raw)

        assert pixels(cleaned) == (*pixels(data)[:3], turn)
        assert len(body) < 8 or body not in cleaned
        assert len(cleaned) <= len(data) + 60
        assert clean_upload(cleaned) == cleaned

    @given(pictures(("JPEG",)), st.binary(max_size=50).filter(lambda rest: b"\xff" not in rest))
    def test_stray_bytes_between_segments_are_dropped(self, data: bytes, stray: bytes) -> None:
        """Decoders search the next marker, and so does the cleaner."""
        at = data.index(TABLES)

        assert clean_upload(data[:at] + stray + data[at:]) == clean_upload(data)


def with_metadata(data: bytes, body: bytes, turn: int, kind: int) -> bytes:
    """Put an orientation and other metadata of any kind before the first table of a picture."""
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010F] = "maker"
    tiff = exif.tobytes().removeprefix(b"Exif\0\0")
    if data.startswith(b"\xff"):
        codes = (*range(0xE3, 0xEE), 0xEF, 0xFE)
        parts = [(0xE1, b"Exif\0\0" + tiff), (codes[kind % len(codes)], body)]
        added = b"".join(
            bytes((0xFF, code)) + struct.pack(">H", len(part) + 2) + part for code, part in parts
        )
        at = data.index(TABLES)
        return data[:at] + added + data[at:]
    kinds = (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"pHYs", b"bKGD", b"acTL", b"fdAT", b"prVt")
    chunks = [(b"eXIf", tiff), (kinds[kind % len(kinds)], body)]
    added = b"".join(
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))
        for name, part in chunks
    )
    return data[:33] + added + data[33:]


class TestEveryStringOfBytes:
    """Whatever is uploaded, there is an answer."""

    @given(
        st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]),
        st.binary(max_size=300),
        st.sets(st.sampled_from(ImageFormat), min_size=1),
        st.integers(min_value=1, max_value=300),
    )
    def test_any_bytes_have_an_answer(
        self, head: bytes, rest: bytes, formats: set[ImageFormat], most: int
    ) -> None:
        """No bytes raise; length and hash are theirs; every problem has all its words."""
        data = head + rest
        cleaned = clean_upload(data)
        upload = inspect_upload(cleaned, FileLimits(formats=frozenset(formats), max_bytes=most))

        assert (len(cleaned), hashlib.sha256(cleaned).hexdigest()) == (upload.size, upload.sha256)
        assert all(
            each.detail_ja and each.detail_en and each.remedy_ja and each.remedy_en
            for each in upload.problems
        )
        assert upload.is_usable == (not upload.problems)

    @given(pictures(), st.data())
    def test_any_change_of_a_picture_has_an_answer(self, data: bytes, draws: st.DataObject) -> None:
        """A picture with a piece exchanged is judged without an error."""
        begin = draws.draw(st.integers(0, len(data)))
        end = draws.draw(st.integers(begin, len(data)))
        upload = inspected(data[:begin] + draws.draw(st.binary()) + data[end:], LIMITS)

        assert upload.width is None or upload.format is not None
