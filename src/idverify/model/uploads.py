"""Inspection of uploaded image files: format, size, structure (アップロードされた画像).

The inspection is given the result of `clean_upload` and reads its structure. It ignores the
file name and decodes no pixels. An unusable file is no error: each problem of it is returned
as an `UploadProblem` with a remedy for the applicant.

The inspection does not detect wrong pixel data inside a valid structure (a full decode
would, see `idverify.adapters.pictures`), does not recognise what the image shows, and does
not check whether it is sharp. It is no virus scanner: serve an upload with the media type of
its `format` and with `X-Content-Type-Options: nosniff`.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from hashlib import sha256
from typing import Final

from attrs import Attribute, field, frozen

from idverify.errors import InvalidValueError
from idverify.model._file_signatures import find_hidden_content, identify_file_type
from idverify.model._image_reading import as_bytes, read_image
from idverify.model._image_structure import (
    CleanImage,
    Flaw,
    ImageFormat,
    JpegVariant,
    detect_format,
)
from idverify.validation import validated

__all__ = [
    "FileLimits",
    "ImageFormat",
    "Upload",
    "UploadDefect",
    "UploadProblem",
    "inspect_upload",
]


def _as_format_set(formats: Iterable[ImageFormat]) -> frozenset[ImageFormat]:
    return frozenset(formats)


def _is_positive_int(limits: object, attribute: "Attribute[int]", value: int) -> None:
    if type(value) is not int or value < 1:
        raise InvalidValueError(
            f"{type(limits).__name__}.{attribute.name} must be an int of at least 1"
        )


def _are_image_formats(_limits: object, _attribute: object, value: frozenset[object]) -> None:
    if not value or not all(isinstance(each, ImageFormat) for each in value):
        raise InvalidValueError(
            "FileLimits.formats must hold at least one ImageFormat, nothing else"
        )


@validated
@frozen(kw_only=True)
class FileLimits:
    """The image files that a service accepts: formats, bytes, pixels. Each limit is inclusive.

    The default of 10 MB is 10 * 1024 * 1024 bytes, as file managers on Windows and
    most upload forms count. "10MB以下" can also be read as 10,000,000. The default is the
    larger number, because refusing a file that its owner sees as 10 MB is the worse
    error. A service that means the smaller number sets it:

    >>> FileLimits().max_bytes, FileLimits(max_bytes=10_000_000).max_bytes
    (10485760, 10000000)

    Raises:
        InvalidValueError: If there is no format, or a limit is no positive integer.
    """

    formats: frozenset[ImageFormat] = field(
        default=frozenset(ImageFormat), converter=_as_format_set, validator=_are_image_formats
    )
    max_bytes: int = field(default=10 * 1024 * 1024, validator=_is_positive_int)
    """The largest file accepted, in bytes."""
    max_pixels: int = field(default=100_000_000, validator=_is_positive_int)
    """The largest width times height; above every photo that phones fit into 10 MB."""


class UploadDefect(StrEnum):
    """A defect of an uploaded file (ファイルの不備)."""

    EMPTY = "empty"
    """The file has no bytes (空)."""
    TOO_LARGE = "too_large"
    """The file has more bytes than the service accepts (容量超過)."""
    WRONG_FORMAT = "wrong_format"
    """The content has none of the accepted formats, whatever the file name (形式違い)."""
    TRUNCATED = "truncated"
    """The file ends before its structure is complete (途中で切れている)."""
    DAMAGED = "damaged"
    """The file violates its format, or a checksum is wrong (破損)."""
    TOO_MANY_PIXELS = "too_many_pixels"
    """The decoded image would be too large, however small the file is (画素数超過)."""
    TRAILING_DATA = "trailing_data"
    """Bytes follow the image (末尾の余分なデータ); only in submissions to earlier releases."""
    POLYGLOT = "polyglot"
    """Another program would open the file as another format, such as ZIP (別形式の埋め込み)."""


@validated
@frozen
class UploadProblem:
    """One problem of an uploaded file, with its rejection reason, description and remedy."""

    defect: UploadDefect
    reason_code: str
    """The code of the rejection reason: file.format, file.too_large or file.unreadable."""
    detail_ja: str
    detail_en: str
    remedy_ja: str
    remedy_en: str


@validated
@frozen
class Upload:
    """The result of inspecting an uploaded file: format, size and problems."""

    format: ImageFormat | None
    """The format by content; None if it is neither JPEG nor PNG."""
    width: int | None
    """Width in pixels as stored, before any rotation that Exif requests; None if unreadable."""
    height: int | None
    """Height in pixels, likewise."""
    size: int
    """The length of the file in bytes."""
    sha256: str
    """The SHA-256 of the file as 64 lower-case hexadecimal digits."""
    problems: tuple[UploadProblem, ...]

    @property
    def is_usable(self) -> bool:
        """Whether the file can be given to a reviewer."""
        return not self.problems


def inspect_upload(data: bytes | bytearray | memoryview, limits: FileLimits) -> Upload:
    r"""Inspect an uploaded file and return its format, size and problems.

    >>> upload = inspect_upload(b"%PDF-1.7\n...", FileLimits())
    >>> upload.is_usable, upload.problems[0].defect.value, upload.problems[0].reason_code
    (False, 'wrong_format', 'file.format')
    >>> upload.problems[0].detail_ja
    'ファイルの中身はPDFです。受け付けている形式はJPEGまたはPNGです。'

    The file is the result of `clean_upload`: what is inspected is what is hashed, stored and
    shown. A whole picture with anything that cleaning removes is the mistake of the service,
    not of the applicant, and an error. The time is linear in the length. If the file exceeds
    `max_bytes`, only its first bytes are examined, but the whole file is hashed.

    Args:
        data: The whole file, cleaned.
        limits: The formats and sizes that the service accepts.

    Raises:
        InvalidValueError: If *data* is not bytes, a bytearray or a memoryview, or is a
            picture that was not cleaned.
    """
    if not isinstance(limits, FileLimits):
        raise InvalidValueError(
            f"limits must be a FileLimits, not {type(limits).__name__}: use the policy's `files`"
        )
    octets = as_bytes(data)
    image_format = detect_format(octets)
    image = _read_image_within(octets, image_format, limits)
    width, height = image.size if image and image.size else (None, None)
    return Upload(
        format=image_format,
        width=width,
        height=height,
        size=len(octets),
        sha256=sha256(octets).hexdigest(),
        problems=(
            *_find_file_problems(octets, image_format, limits),
            *(_find_image_problems(octets, image, limits) if image else ()),
        ),
    )


def _read_image_within(
    octets: bytes, image_format: ImageFormat | None, limits: FileLimits
) -> CleanImage | None:
    if image_format is None or len(octets) > limits.max_bytes:
        return None
    image = read_image(octets, image_format)
    if image.is_complete and not image.is_equal_to(octets):
        raise InvalidValueError(
            f"inspect_upload is given the result of clean_upload; these {len(octets):,} bytes"
            " are a picture with data that cleaning removes. Clean the upload first, and"
            " store the cleaned bytes"
        )
    return image


_CHOOSE_AGAIN: Final = (
    "画像を選び直して、もう一度アップロードしてください。",
    "Choose the picture again and upload it once more.",
)
_REDUCE: Final = (
    "写真アプリなどで画像を縮小して提出してください。文字が読める大きさは保ってください。",
    "Reduce the picture in a photo app, keeping its text readable, and submit that.",
)
_USE_ACCEPTED_FORMAT: Final = (
    "{ja}の画像で提出してください。ファイル名の拡張子を変えても形式は変わりません。",
    "Submit a {en} picture. Renaming a file does not change what it is.",
)
_USE_JPEG_ON_PHONE: Final = (
    (
        "iPhoneでは「設定」→「カメラ」→「フォーマット」で「互換性優先」を選び、撮り直してください。"
        "Android（Galaxy、Pixelなど）では、カメラの設定で高効率（HEIF）での保存をオフにして"
        "撮り直すか、写真をJPEGに変換して提出してください。"
    ),
    (
        "On an iPhone choose Settings, Camera, Formats, Most Compatible and take it again."
        " On an Android phone (Galaxy, Pixel and others) turn off high efficiency (HEIF) pictures"
        " in the settings of the camera and take it again, or convert the photo to JPEG."
    ),
)
_SAVE_AS_ORDINARY_JPEG: Final = (
    (
        "スマートフォン（iPhone、Androidとも）のカメラで撮り直すか、パソコンの画像アプリで開き、"
        "標準のJPEGとして保存し直してから提出してください。"
    ),
    (
        "Take the picture again with the camera of a phone (iPhone or Android), or open it in a"
        " photo app on a computer, save it as an ordinary JPEG and submit that."
    ),
)
_UPLOAD_AGAIN: Final = (
    "もう一度アップロードしてください。同じ結果になるときは、撮り直してください。",
    "Upload it once more; if the result is the same, take the picture again.",
)
_SAVE_AGAIN: Final = (
    "撮ったままの写真を提出するか、写真アプリで保存し直してから提出してください。",
    "Submit the picture as it was taken, or save it in a photo app first.",
)

#: The code of the rejection reason for each defect, and its remedy in Japanese and English.
_REASONS_AND_REMEDIES: Final = {
    UploadDefect.EMPTY: ("file.unreadable", _CHOOSE_AGAIN),
    UploadDefect.TOO_LARGE: ("file.too_large", _REDUCE),
    UploadDefect.WRONG_FORMAT: ("file.format", _USE_ACCEPTED_FORMAT),
    UploadDefect.TRUNCATED: ("file.unreadable", _UPLOAD_AGAIN),
    UploadDefect.DAMAGED: ("file.unreadable", _UPLOAD_AGAIN),
    UploadDefect.TOO_MANY_PIXELS: ("file.too_large", _REDUCE),
    UploadDefect.POLYGLOT: ("file.format", _SAVE_AGAIN),
}


def _make_problem(
    defect: UploadDefect, ja: str, en: str, remedy: Iterable[str] | None = None
) -> UploadProblem:
    code, default_remedy = _REASONS_AND_REMEDIES[defect]
    return UploadProblem(defect, code, ja, en, *(remedy or default_remedy))


def _find_file_problems(
    octets: bytes, image_format: ImageFormat | None, limits: FileLimits
) -> Iterator[UploadProblem]:
    size = len(octets)
    if not size:
        yield _make_problem(UploadDefect.EMPTY, "ファイルが空です。", "The file is empty.")
        return
    if size > limits.max_bytes:
        yield _make_problem(
            UploadDefect.TOO_LARGE,
            f"ファイルは{size:,}バイトで、上限の{limits.max_bytes:,}バイトを超えています。",
            f"The file has {size:,} bytes; at most {limits.max_bytes:,} are accepted.",
        )
    if image_format not in limits.formats:
        yield _make_format_problem(
            image_format.name if image_format else identify_file_type(octets), limits
        )


#: Formats that phones write, where a setting of the camera makes JPEG of them.
_PHONE_FORMATS: Final = ("HEIC", "AVIF", "WebP")


def _make_format_problem(name: str | None, limits: FileLimits) -> UploadProblem:
    accepted = sorted(each.name for each in limits.formats)
    ja, en = "または".join(accepted), " or ".join(accepted)
    has_setting = name in _PHONE_FORMATS and ImageFormat.JPEG in limits.formats
    return _make_problem(
        UploadDefect.WRONG_FORMAT,
        f"ファイルの中身は{name or '画像'}{'です' if name else 'として読み取れません'}。"
        f"受け付けている形式は{ja}です。",
        f"The content of the file is {name or 'not a known picture'}; accepted is {en}.",
        _USE_JPEG_ON_PHONE
        if has_setting
        else [each.format(ja=ja, en=en) for each in _USE_ACCEPTED_FORMAT],
    )


def _find_image_problems(
    octets: bytes, image: CleanImage, limits: FileLimits
) -> Iterator[UploadProblem]:
    if image.flaw:
        yield _FLAW_PROBLEMS[image.flaw]
    if image.variant:
        yield _VARIANT_PROBLEMS[image.variant]
    if image.size and image.size[0] * image.size[1] > limits.max_pixels:
        yield _make_pixel_problem(*image.size, limits.max_pixels)
    if names := find_hidden_content(octets):
        yield _make_problem(
            UploadDefect.POLYGLOT,
            f"画像の中に別の形式のデータ({'・'.join(names)})が入っています。",
            f"The picture holds data of another kind: {' and '.join(names)}.",
        )


_FLAW_PROBLEMS: Final = {
    Flaw.TRUNCATED: _make_problem(
        UploadDefect.TRUNCATED,
        "画像が途中で切れています。",
        "The picture stops before its end.",
    ),
    Flaw.DAMAGED: _make_problem(
        UploadDefect.DAMAGED,
        "画像のデータが壊れていて、読み取れません。",
        "The data of the picture are damaged and cannot be read.",
    ),
}

_VARIANT_PROBLEMS: Final = {
    variant: _make_problem(
        UploadDefect.WRONG_FORMAT,
        f"ファイルの中身は{ja}のJPEGです。多くのブラウザーでは表示できません。",
        f"The content of the file is {en} JPEG, which browsers do not display.",
        _SAVE_AS_ORDINARY_JPEG,
    )
    for variant, ja, en in (
        (JpegVariant.ARITHMETIC, "算術符号化", "an arithmetic-coded"),
        (JpegVariant.LOSSLESS, "可逆圧縮", "a lossless"),
        (JpegVariant.HIERARCHICAL, "階層型", "a hierarchical"),
        (JpegVariant.TWELVE_BIT, "12ビット", "a 12-bit"),
    )
}


def _make_pixel_problem(width: int, height: int, max_pixels: int) -> UploadProblem:
    return _make_problem(
        UploadDefect.TOO_MANY_PIXELS,
        f"画像は{width:,}×{height:,}画素で、上限の{max_pixels:,}画素を超えています。",
        f"The picture has {width:,} x {height:,} pixels; at most {max_pixels:,} are accepted.",
    )
