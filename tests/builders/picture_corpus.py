"""Count how many honest pictures are refused, and compare their pixels before and after cleaning.

    python tests/builders/picture_corpus.py FOLDER...

The folders are those of packages that contain pictures: `docs/reference/uploads.md` names
them. A picture is honest if Pillow decodes all of it. The pictures stay where they are.
"""

import hashlib
import io
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PIL import ExifTags, Image, ImageFile

from idverify.model.image_cleaning import clean_upload
from idverify.model.uploads import FileLimits, UploadDefect, inspect_upload

SUFFIXES = {".jpg", ".jpeg", ".jpe", ".png", ".apng", ".mpo"}
LIMITS = FileLimits(max_bytes=128 << 20)
SIZES = "bytes before", "bytes after"
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False


def pictures(folders: list[str]) -> Iterator[tuple[Path, bytes]]:
    """Yield each different file once."""
    seen: set[bytes] = set()
    for folder in folders:
        for file in sorted(Path(folder).rglob("*")):
            if file.suffix.lower() in SUFFIXES and file.is_file():
                data = file.read_bytes()
                digest = hashlib.sha256(data).digest()
                if data and digest not in seen:
                    seen.add(digest)
                    yield file, data


Decoded = tuple[object, bytes, object, bytes]


def decoded(data: bytes) -> Decoded | None:
    """Return mode and size, stored pixels, orientation and colour profile; None if undecodable."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "MPO"]) as image:
            image.load()
            # Colours of a palette, as pixels: an unused suggestion is not compared.
            shown = image.convert("RGBA") if image.mode in {"P", "PA"} else image
            turn = image.getexif().get(ExifTags.Base.Orientation, 1)
            profile = image.info.get("icc_profile") or b""
            return (shown.mode, shown.size), shown.tobytes(), turn, profile
    except Exception:  # noqa: BLE001 - whatever Pillow raises, it does not open the picture
        return None


def say(*parts: object) -> None:
    """Write one line."""
    sys.stdout.write(" ".join(str(part) for part in parts) + "\n")


def compare(file: Path, before: Decoded, after: Decoded | None, counts: Counter[str]) -> None:
    """Count what is the same after cleaning, and print what is not."""
    if after is None or after[:2] != before[:2]:
        counts["other pixels"] += 1
        say("pixels ", file, before[0], after and after[0])
        return
    counts["same pixels"] += 1
    for name, old, new in zip(("orientation", "profile"), before[2:], after[2:], strict=True):
        if old != new:
            counts[f"other {name}"] += 1
            say(name, file)


def main(folders: list[str]) -> None:
    """Print the counts, and each picture that is refused or looks different."""
    warnings.simplefilter("ignore")
    counts: Counter[str] = Counter()
    for file, data in pictures(folders):
        before = decoded(data)
        if before is None:
            counts["not decoded by Pillow"] += 1
            continue
        cleaned = clean_upload(data)
        upload = inspect_upload(cleaned, LIMITS)
        defects = {each.defect for each in upload.problems}
        counts["honest"] += 1
        counts.update(dict(zip(SIZES, (len(data), len(cleaned)), strict=True)))
        if UploadDefect.WRONG_FORMAT in defects:
            counts["of another format"] += 1
            say("other ", file, upload.problems[0].detail_en)
        elif defects:
            counts["refused"] += 1
            say("refused", file, *sorted(defects), upload.problems[0].detail_en)
        elif cleaned != clean_upload(cleaned):
            say("unstable", file)
        else:
            counts[f"{upload.format} accepted"] += 1
            counts["changed by cleaning"] += cleaned != data
            compare(file, before, decoded(cleaned), counts)
    for name, count in sorted(counts.items()):
        say(f"{name}: {count:,}")


if __name__ == "__main__":
    main(sys.argv[1:])
