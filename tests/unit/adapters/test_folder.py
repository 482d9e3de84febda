"""Applications in folders: real files, wrong files, and files that are none."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idverify.adapters import dossier_folder as module
from idverify.adapters.dossier_folder import read_dossier_folder
from idverify.errors import DataError
from idverify.interchange.codec import dump_dossier
from idverify.interchange.dossier import Dossier, DossierDocument, ImageFile
from idverify.model.documents import Side
from idverify.model.uploads import FileLimits
from support.applicants import CONTACT, HANAKO, LICENCE, RECEIVED_AT, png

DOSSIER = Dossier(
    case_id="case-1",
    submission_id="s-1",
    received_at=RECEIVED_AT,
    contact=CONTACT,
    applicant=HANAKO,
    documents=[
        DossierDocument(
            kind=LICENCE,
            images=[
                ImageFile(side=Side.FRONT, file="表.png"),
                ImageFile(side=Side.BACK, file="back.png"),
            ],
        )
    ],
)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Give a folder with a dossier and its two pictures."""
    (tmp_path / "表.png").write_bytes(png(1))
    (tmp_path / "back.png").write_bytes(png(2))
    file = tmp_path / "dossier.json"
    file.write_bytes(dump_dossier(DOSSIER))
    return file


def read(file: Path) -> module.DossierFolder:
    """Read an application with the usual limits."""
    return read_dossier_folder(file, FileLimits())


def test_a_folder_becomes_an_application(dossier: Path) -> None:
    """Dossier, inspected pictures and their bytes are there."""
    application = read(dossier)
    images = application.submission.documents[0].images

    assert application.dossier == DOSSIER
    assert [image.side for image in images] == [Side.FRONT, Side.BACK]
    assert all(image.upload.is_usable for image in images)
    assert [png(1), png(2)] == [application.images[image.upload.sha256] for image in images]


def test_a_wrong_picture_is_a_finding_and_no_error(dossier: Path) -> None:
    """A PDF that is called .png is read; the upload says what is wrong with it."""
    (dossier.parent / "back.png").write_bytes(b"%PDF-1.7")
    images = read(dossier).submission.documents[0].images

    assert [image.upload.is_usable for image in images] == [True, False]


def remove(file: Path) -> None:
    """Take the picture away."""
    file.unlink()


def make_folder(file: Path) -> None:
    """Put a folder where the picture should be."""
    file.unlink()
    file.mkdir()


def make_pipe(file: Path) -> None:
    """Put a pipe there, which keeps its reader waiting."""
    file.unlink()
    os.mkfifo(file)


def make_loop(file: Path) -> None:
    """Put a link to itself there."""
    file.unlink()
    file.symlink_to(file)


@pytest.mark.parametrize("spoil", [remove, make_folder, make_pipe, make_loop])
def test_a_picture_that_is_no_file_is_named_by_its_place(
    dossier: Path, spoil: Callable[[Path], None]
) -> None:
    """One error with the path of the field, and not a word about the folders of the machine."""
    spoil(dossier.parent / "back.png")
    with pytest.raises(DataError) as caught:
        read(dossier)

    assert caught.value.path == "$.documents[0].images[1].file"
    assert str(dossier.parent) not in str(caught.value)


def test_a_dossier_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    """A missing dossier is an error at the root."""
    with pytest.raises(DataError, match=r"^\$: there is no such file$"):
        read(tmp_path / "dossier.json")


def test_a_file_too_large_to_be_a_picture_is_not_read(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the bound the size is told and the file is left alone; at the bound it is read."""
    monkeypatch.setattr(module, "MAX_FILE_BYTES", dossier.stat().st_size)
    assert read(dossier).dossier == DOSSIER
    (dossier.parent / "back.png").write_bytes(bytes(dossier.stat().st_size + 1))
    with pytest.raises(DataError, match="bytes; at most") as caught:
        read(dossier)

    assert caught.value.path == "$.documents[0].images[1].file"


def test_a_file_that_vanishes_is_one_error(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the operating system says becomes an error at the place of the field."""

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied", "/secret/place")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DataError, match=r"^\$: the file cannot be read: Permission denied$"):
        read(dossier)


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(json.loads(dump_dossier(DOSSIER)), ensure_ascii=False).encode("shift_jis"),
        dump_dossier(DOSSIER).decode().encode("utf-16"),
        b"\xef\xbb\xbf" + dump_dossier(DOSSIER),
        b"[" * 2_000_000,
        b"",
    ],
    ids=["shift_jis", "utf-16", "byte order mark", "nesting", "empty"],
)
def test_a_dossier_in_another_form_is_one_error(dossier: Path, data: bytes) -> None:
    """Wrong encodings and endless nesting are errors at the root."""
    dossier.write_bytes(data)
    with pytest.raises(DataError) as caught:
        read(dossier)

    assert caught.value.path == "$"


@pytest.mark.parametrize("name", ["../back.png", "/etc/passwd", "..", "sub/back.png", "C:\\a.png"])
def test_a_dossier_reaches_no_other_folder(dossier: Path, name: str) -> None:
    """A path in place of a name is refused before any picture is read."""
    wrong: dict[str, Any] = json.loads(dossier.read_bytes())
    wrong["documents"][0]["images"][0]["file"] = name
    dossier.write_text(json.dumps(wrong))
    with pytest.raises(DataError, match="plain file name, without folders") as caught:
        read(dossier)

    assert caught.value.path == "$.documents[0].images[0]"
