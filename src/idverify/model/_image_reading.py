"""Reading an uploaded file by its format: the one place that knows the reader of each."""

from collections.abc import Callable
from typing import Final

from idverify.errors import InvalidValueError
from idverify.model._image_structure import CleanImage, ImageFormat
from idverify.model._jpeg_cleaning import read_jpeg
from idverify.model._png_cleaning import read_png

__all__ = ["as_bytes", "read_image"]

_READERS: Final[dict[ImageFormat, Callable[[bytes], CleanImage]]] = {
    ImageFormat.JPEG: read_jpeg,
    ImageFormat.PNG: read_png,
}


def read_image(data: bytes, image_format: ImageFormat) -> CleanImage:
    """Read what the display of an image needs, up to its end or its first flaw.

    Args:
        data: The whole file.
        image_format: The format that its first bytes announce.
    """
    return _READERS[image_format](data)


def as_bytes(data: bytes | bytearray | memoryview) -> bytes:
    """Return the bytes of a file.

    Raises:
        InvalidValueError: If *data* is not bytes, a bytearray or a memoryview.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise InvalidValueError(f"an upload is given as bytes, not as {type(data).__name__}")
    return bytes(data)
