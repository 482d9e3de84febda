"""Uploads: what holds of every picture, every cut of it and every string of bytes."""

import hashlib
import io
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from idverify.model.uploads import FileLimits, ImageFormat, inspect_upload

LIMITS = FileLimits()
SIDES = st.integers(min_value=1, max_value=200)

# Pillow saves a progressive picture in one block, which noise makes larger than it expects.
ImageFile.MAXBLOCK = 1 << 20


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
        upload = inspect_upload(data, LIMITS)
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

        assert not inspect_upload(data[:cut], LIMITS).is_usable

    @given(pictures(("PNG",)), st.integers(min_value=1, max_value=255), st.data())
    def test_no_changed_byte_of_a_png_goes_unseen(
        self, data: bytes, change: int, draws: st.DataObject
    ) -> None:
        """Head, lengths, names, contents and checksums: each byte of a PNG is held to account."""
        at = draws.draw(st.integers(0, len(data) - 1))
        changed = data[:at] + bytes((data[at] ^ change,)) + data[at + 1 :]

        assert not inspect_upload(changed, LIMITS).is_usable

    @given(pictures(("JPEG",)), pictures(("JPEG",)))
    def test_a_second_jpeg_changes_neither_size_nor_verdict(
        self, first: bytes, second: bytes
    ) -> None:
        """Multi-picture files are judged by the picture that is shown."""
        alone, together = inspect_upload(first, LIMITS), inspect_upload(first + second, LIMITS)

        assert (alone.width, alone.height, ()) == (together.width, together.height, ())
        assert together.is_usable

    @given(pictures(), st.binary(min_size=1).filter(lambda tail: tail.strip(b"\0\t\n\r ")))
    def test_what_nothing_explains_is_refused(self, data: bytes, tail: bytes) -> None:
        """Bytes after the picture that are no padding are a problem."""
        assert not inspect_upload(data + tail, LIMITS).is_usable


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
        upload = inspect_upload(data, FileLimits(formats=frozenset(formats), max_bytes=most))

        assert (len(data), hashlib.sha256(data).hexdigest()) == (upload.size, upload.sha256)
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
        upload = inspect_upload(data[:begin] + draws.draw(st.binary()) + data[end:], LIMITS)

        assert upload.width is None or upload.format is not None
