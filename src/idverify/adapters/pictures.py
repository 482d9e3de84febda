"""Re-encoding of pictures with Pillow: decoded, turned upright, saved afresh (extra `pictures`).

`clean_upload` keeps the bytes of the camera and decodes nothing. A service that decodes
accepts more formats, finds pixels that are damaged, and stores bytes that no applicant
chose. The price is time, memory (four bytes per pixel and more), and the attack surface of
the codecs: run it where a crash harms nobody.
"""

import io
import warnings
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from PIL import Image, ImageOps

from idverify.errors import DataError, InvalidValueError
from idverify.model.image_cleaning import clean_upload
from idverify.model.uploads import FileLimits, ImageFormat

__all__ = ["reencode_picture"]

if find_spec("pillow_heif"):
    import_module("pillow_heif").register_heif_opener()

#: The formats that are decoded, by Pillow's name; one without a codec is not.
_DECODED: Final = ("JPEG", "MPO", "PNG", "WEBP", "AVIF", "HEIF")
_QUALITY: Final = 95
#: The modes that a JPEG of colours or greys needs no conversion for.
_JPEG_MODES: Final = ("L", "RGB")


def reencode_picture(data: bytes | bytearray | memoryview, limits: FileLimits) -> bytes:
    """Decode a picture, turn it upright and encode it as a clean JPEG or PNG.

    JPEG, PNG, WebP and AVIF are decoded as far as Pillow has their codecs, HEIC where the
    package pillow-heif is installed. The result is a PNG if the picture has transparency or
    is a PNG, otherwise a JPEG of high quality; where the service accepts only one of the two,
    it is that one, transparency on white. It has no metadata but a colour profile. Give it to
    `inspect_upload`, as the result of `clean_upload`.

    >>> from idverify import FileLimits, inspect_upload
    >>> from idverify.adapters.pictures import reencode_picture
    >>> from idverify.testing.strategies import make_png
    >>> encoded = reencode_picture(make_png(), FileLimits())
    >>> inspect_upload(encoded, FileLimits()).is_usable
    True

    Args:
        data: The whole file as it was uploaded.
        limits: At most `max_bytes` are decoded, into at most `max_pixels`.

    Raises:
        DataError: The file is no picture that can be decoded, is damaged or is above a limit.
        InvalidValueError: If *data* is not bytes, a bytearray or a memoryview.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise InvalidValueError(f"a picture is given as bytes, not as {type(data).__name__}")
    if len(data) > limits.max_bytes:
        raise DataError(
            "$",
            f"the file has {len(data):,} bytes; at most {limits.max_bytes:,} are decoded",
            f"ファイルは{len(data):,}バイトで、上限の{limits.max_bytes:,}バイトを超えています。",
        )
    picture, was_png = _decode(bytes(data), limits.max_pixels)
    return _encode(picture, _choose_format(picture, limits.formats, prefers_png=was_png))


def _decode(data: bytes, max_pixels: int) -> tuple[Image.Image, bool]:
    """Return the picture upright, and whether it was a PNG."""
    try:
        # Pillow's own limit of pixels is a warning first; ours is checked before decoding.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            source = Image.open(io.BytesIO(data), formats=_supported(_DECODED))
        with source:
            _check_pixels(*source.size, max_pixels)
            source.load()
            return ImageOps.exif_transpose(source), source.format == "PNG"
    except (DataError, MemoryError):
        raise
    except Exception as error:  # codecs raise errors of every type
        raise DataError(
            "$",
            "the file cannot be decoded as a picture; HEIC needs the package pillow-heif",
            "画像として読み取れません。JPEGまたはPNGの画像で提出してください。",
        ) from error


def _supported(formats: Iterable[str]) -> list[str]:
    Image.init()
    return [each for each in formats if each in Image.OPEN]


def _check_pixels(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise DataError(
            "$",
            f"the picture has {width:,} x {height:,} pixels; at most {max_pixels:,} are decoded",
            f"画像は{width:,}×{height:,}画素で、上限の{max_pixels:,}画素を超えています。",
        )


def _choose_format(
    picture: Image.Image, accepted: frozenset[ImageFormat], *, prefers_png: bool
) -> ImageFormat:
    wanted = ImageFormat.PNG if prefers_png or picture.has_transparency_data else ImageFormat.JPEG
    return wanted if wanted in accepted else min(accepted)


def _encode(picture: Image.Image, image_format: ImageFormat) -> bytes:
    out = io.BytesIO()
    # A profile describes the colours of the mode that the picture has now.
    profile = (
        picture.info.get("icc_profile") if picture.mode in {"L", "LA", "RGB", "RGBA"} else None
    )
    if image_format is ImageFormat.PNG:
        fits = picture.mode in {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}
        shown = picture if fits else picture.convert("RGB")
        shown.save(out, "PNG", icc_profile=profile)
    else:
        _flatten(picture).save(out, "JPEG", quality=_QUALITY, icc_profile=profile)
    return clean_upload(out.getvalue())


def _flatten(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode of JPEG, what is transparent on white."""
    if picture.has_transparency_data:
        colors = picture.convert("RGBA")
        paper = Image.new("RGBA", colors.size, "white")
        return Image.alpha_composite(paper, colors).convert("RGB")
    if picture.mode.startswith("I;16"):  # `convert` would cut off, not scale
        return picture.point(lambda value: value / 256).convert("L")
    return picture if picture.mode in _JPEG_MODES else picture.convert("RGB")
