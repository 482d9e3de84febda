"""Re-encoding: upright, clean, within bounds; what cannot be decoded is an error."""

import io
from typing import Any

import pytest
from PIL import Image

from idverify.adapters.pictures import reencode_picture
from idverify.errors import DataError, InvalidValueError
from idverify.model.uploads import FileLimits, ImageFormat, inspect_upload

LIMITS = FileLimits()
PNG_ONLY = FileLimits(formats=frozenset({ImageFormat.PNG}))
JPEG_ONLY = FileLimits(formats=frozenset({ImageFormat.JPEG}))


def saved(form: str, mode: str = "RGB", turn: int = 1) -> bytes:
    """Save a picture whose upper half is dark, with an orientation."""
    picture = Image.new("L", (8, 16), 255)
    picture.paste(0, (0, 0, 8, 8))
    exif = Image.Exif()
    exif[0x0112] = turn
    out = io.BytesIO()
    shown = picture if mode == "I;16" else picture.convert("RGB")
    shown.convert(mode).save(out, form, exif=exif)
    return out.getvalue()


def shade(encoded: bytes, at: tuple[int, int], mode: str = "L") -> Any:  # noqa: ANN401
    """Return a pixel of an encoded picture in this mode."""
    return Image.open(io.BytesIO(encoded)).convert(mode).getpixel(at)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "MPO"])
@pytest.mark.parametrize("limits", [LIMITS, PNG_ONLY, JPEG_ONLY])
def test_a_picture_is_turned_upright(form: str, limits: FileLimits) -> None:
    """Orientation 6 is a quarter turn: the dark half comes to the right."""
    encoded = reencode_picture(saved(form, turn=6), limits)
    upload = inspect_upload(encoded, limits)

    assert (upload.width, upload.height, upload.problems) == (16, 8, ())
    assert shade(encoded, (2, 4)) > 200
    assert shade(encoded, (13, 4)) < 50
    assert not Image.open(io.BytesIO(encoded)).getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("limits", [LIMITS, JPEG_ONLY])
def test_every_mode_of_png_is_encoded(mode: str, limits: FileLimits) -> None:
    """The dark half remains dark, the light half light."""
    if mode == "I;16":
        out = io.BytesIO()
        dark = Image.new("I;16", (8, 16), 65_535)
        dark.paste(0, (0, 0, 8, 8))
        dark.save(out, "PNG")
        data = out.getvalue()
    else:
        data = saved("PNG", mode)
    encoded = reencode_picture(data, limits)

    assert inspect_upload(encoded, limits).is_usable
    if limits is JPEG_ONLY:
        assert shade(encoded, (4, 2)) < 50
        assert shade(encoded, (4, 13)) > 200


def test_colours_of_print_become_colours_of_screens() -> None:
    """A CMYK JPEG is encoded as RGB, and as PNG where JPEG is not accepted."""
    for limits in (LIMITS, PNG_ONLY):
        encoded = reencode_picture(saved("JPEG", "CMYK"), limits)

        assert Image.open(io.BytesIO(encoded)).mode == "RGB"


def test_transparency_is_kept_in_a_png_and_white_in_a_jpeg() -> None:
    """What is transparent is not black."""
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "WEBP", lossless=True)
    png, jpeg = (reencode_picture(out.getvalue(), each) for each in (LIMITS, JPEG_ONLY))

    assert shade(png, (4, 4), "RGBA")[3] == 0
    assert shade(jpeg, (4, 4)) > 250


def test_heic_is_decoded_where_its_codec_is_installed() -> None:
    """Photos of phones become JPEG."""
    pytest.importorskip("pillow_heif")
    encoded = reencode_picture(saved("HEIF"), LIMITS)

    assert inspect_upload(encoded, LIMITS).format == ImageFormat.JPEG


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", saved("JPEG")[:200], saved("PNG")[:-30], saved("GIF"), saved("BMP")],
)
def test_what_is_not_decoded_is_an_error(data: bytes) -> None:
    """The error says it in both languages and quotes nothing of the file."""
    with pytest.raises(DataError, match="cannot be decoded") as caught:
        reencode_picture(data, LIMITS)

    assert "画像" in caught.value.problem_ja


def test_the_limits_are_inclusive() -> None:
    """Bytes and pixels are checked before anything is decoded."""
    data = saved("JPEG")
    size = len(data)

    assert reencode_picture(data, FileLimits(max_bytes=size, max_pixels=128))
    with pytest.raises(DataError, match="bytes"):
        reencode_picture(data, FileLimits(max_bytes=size - 1))
    with pytest.raises(DataError, match="8 x 16 pixels"):
        reencode_picture(data, FileLimits(max_pixels=127))


@pytest.mark.parametrize("value", ["text", None])
def test_what_is_no_bytes_is_an_error_of_the_caller(value: Any) -> None:  # noqa: ANN401
    """The error names the type."""
    with pytest.raises(InvalidValueError, match=type(value).__name__):
        reencode_picture(value, LIMITS)
