"""Polyglots: after cleaning, no archiver, viewer, browser or interpreter finds its own format."""

import io
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from idverify.model.image_cleaning import clean_upload
from idverify.model.uploads import FileLimits, UploadDefect, inspect_upload
from support.picture_tricks import (
    ANYWHERE,
    AT_THE_START,
    DROPPED,
    KEPT,
    jpeg,
    png,
    tar_through_the_profile,
    zip64,
)

LIMITS = FileLimits()
UNZIP = shutil.which("unzip")
FITTING = [
    (place, name)
    for place, (_, room) in KEPT.items()
    for name, payload in ANYWHERE.items()
    if len(payload) <= room
]


def is_archive(data: bytes) -> bool:
    """Return whether the standard library opens the file as a ZIP or a tar."""
    try:
        tarfile.open(fileobj=io.BytesIO(data)).close()
    except tarfile.TarError:
        return zipfile.is_zipfile(io.BytesIO(data))
    return True


@pytest.mark.parametrize("name", [*ANYWHERE, *AT_THE_START])
@pytest.mark.parametrize("place", DROPPED)
def test_what_the_display_does_not_need_is_gone(place: str, name: str) -> None:
    """The picture is usable and byte for byte the one without the payload."""
    make, expected = DROPPED[place]
    payload = {**ANYWHERE, **AT_THE_START}[name]
    cleaned = clean_upload(make(payload))

    assert cleaned == expected
    assert inspect_upload(cleaned, LIMITS).is_usable
    assert not is_archive(cleaned)


@pytest.mark.parametrize(("place", "name"), FITTING)
def test_what_the_display_needs_is_no_other_file(place: str, name: str) -> None:
    """A payload in a table, a profile or behind the last pixel is refused as a polyglot."""
    make, _ = KEPT[place]
    problems = inspect_upload(clean_upload(make(ANYWHERE[name])), LIMITS).problems

    assert [each.defect for each in problems] == [UploadDefect.POLYGLOT]


@pytest.mark.parametrize(("place", "room"), [(place, room) for place, (_, room) in KEPT.items()])
def test_the_places_themselves_are_honest(place: str, room: int) -> None:
    """Pillow decodes the picture of each place, and with harmless bytes it is usable."""
    make, _ = KEPT[place]
    cleaned = clean_upload(make(bytes(range(1, min(room, 32)))))

    Image.open(io.BytesIO(cleaned)).load()
    assert inspect_upload(cleaned, LIMITS).is_usable


def test_the_tricks_are_real() -> None:
    """The standard library opens them as archives before they are cleaned."""
    for picture in (jpeg(), png()):
        with zipfile.ZipFile(io.BytesIO(picture + zip64())) as archive:
            assert archive.read("a") == b"a"
    assert is_archive(tar_through_the_profile())
    assert len(DROPPED) * (len(ANYWHERE) + len(AT_THE_START)) + len(FITTING) > 60


def test_a_tar_header_that_runs_through_a_picture_is_refused() -> None:
    """The fields of a tar fall into a colour profile; magic or checksum alone is enough."""
    data, old = tar_through_the_profile(), tar_through_the_profile(bytes(5))

    assert is_archive(old)
    for each in (data, old, data.replace(data[148:156], b"not octa")):
        problems = inspect_upload(clean_upload(each), LIMITS).problems
        assert [problem.detail_en[-4:] for problem in problems] == ["tar."]
    wrong = old.replace(old[148:156], b"not octa")
    assert inspect_upload(clean_upload(wrong), LIMITS).is_usable


@pytest.mark.skipif(not UNZIP, reason="unzip is not installed")
@pytest.mark.parametrize("place", DROPPED)
def test_unzip_finds_no_archive(place: str, tmp_path: Path) -> None:
    """An independent archiver tries the cleaned picture of each place."""
    make, _ = DROPPED[place]
    file = tmp_path / "picture.zip"
    file.write_bytes(clean_upload(make(ANYWHERE["ZIP"])))

    command = [UNZIP or "", "-t", str(file)]
    assert subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603
