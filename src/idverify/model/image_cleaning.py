"""Cleaning of uploaded images: a picture without what it does not need (余分なデータの除去).

A photo holds more than a picture: the place and time of its taking, the serial number of
the camera, thumbnails of what was cropped away, a video, comments. None of it is needed to
review a document, and the place is personal data. The first bytes and the end marker also
leave room for a second file of another format. So a service keeps the cleaned bytes only:

>>> from idverify import FileLimits, clean_upload, inspect_upload
>>> raw = b"%PDF-1.7 ..."                                # as the browser sent it
>>> cleaned = clean_upload(raw)                          # store and show these bytes
>>> inspect_upload(cleaned, FileLimits()).is_usable      # and inspect and hash them
False
"""

from idverify.model._image_reading import as_bytes, read_image
from idverify.model._image_structure import detect_format

__all__ = ["clean_upload"]


def clean_upload(data: bytes | bytearray | memoryview) -> bytes:
    r"""Return the picture of an uploaded file from its first marker to its end marker.

    Comments, texts, maker notes, thumbnails, further pictures, whatever follows the end and
    all metadata are gone, except the orientation and the colour profile. Tables that no
    scan uses and stray bytes between segments are gone too. Nothing is decoded: the pixels,
    and the bytes that encode them, remain the same. Cleaning twice changes nothing.

    A file that is no whole JPEG or PNG is returned unchanged: `inspect_upload` names its
    problem. The time is linear in the length, the memory at most two more copies.

    >>> from idverify.testing.strategies import make_png
    >>> clean_upload(make_png() + b"what was cropped away") == make_png()
    True

    Args:
        data: The whole file as it was uploaded.

    Raises:
        InvalidValueError: If *data* is not bytes, a bytearray or a memoryview.
    """
    octets = as_bytes(data)
    image_format = detect_format(octets)
    if image_format is None:
        return octets
    image = read_image(octets, image_format)
    if not image.is_complete or image.is_equal_to(octets):
        return octets
    return b"".join(image.pieces)
