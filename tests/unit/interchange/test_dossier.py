"""Dossiers: one application as it is received."""

import json
from typing import Any

import pytest
from attrs import evolve

from idverify.errors import DataError, InvalidValueError
from idverify.interchange.codec import dump_dossier, load_dossier
from idverify.interchange.dossier import Dossier, DossierDocument, ImageFile
from idverify.model.documents import DocumentKind, Side
from idverify.model.uploads import FileLimits, inspect_upload
from support.applicants import CONTACT, HANAKO, LICENCE, RECEIVED_AT, png, seen

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
            observation=seen(HANAKO, LICENCE),
        ),
        DossierDocument(
            kind=DocumentKind.PASSPORT_JP, images=[ImageFile(side=Side.PHOTO_PAGE, file="p.png")]
        ),
    ],
)
WRITTEN: dict[str, Any] = json.loads(dump_dossier(DOSSIER))
UPLOADS = {
    name: inspect_upload(png(shade), FileLimits())
    for shade, name in enumerate(["表.png", "back.png", "p.png"])
}


def test_a_dossier_comes_back() -> None:
    """What is written of a dossier is read as the same dossier."""
    assert load_dossier(dump_dossier(DOSSIER)) == DOSSIER


def test_a_submission_is_made_of_a_dossier_and_its_files() -> None:
    """Kinds, sides, uploads and observations are those of the dossier, in its order."""
    made = DOSSIER.make_submission(UPLOADS)

    assert (made.id, made.applicant) == ("s-1", HANAKO)
    assert [*UPLOADS.values()] == [i.upload for d in made.documents for i in d.images]
    assert [d.observation for d in DOSSIER.documents] == [d.observation for d in made.documents]
    assert [image.side for image in made.documents[0].images] == [Side.FRONT, Side.BACK]


def test_a_file_that_did_not_come_is_named_by_its_place() -> None:
    """The second picture of the first document is missing, and the path says so."""
    some = {name: upload for name, upload in UPLOADS.items() if name != "back.png"}
    with pytest.raises(DataError, match="no file of this name") as caught:
        DOSSIER.make_submission(some)

    assert caught.value.path == "$.documents[0].images[1].file"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "...",
        "../a.png",
        "/etc/passwd",
        "a/b",
        "a\\b",
        "C:a",
        "a\n.png",
        "a\x00",
        "x" * 256,
    ],
)
def test_a_file_name_reaches_into_no_other_folder(name: str) -> None:
    """Whatever is not a plain name is refused, and not repeated."""
    with pytest.raises(
        InvalidValueError, match=r"^file must be a plain file name, without folders$"
    ):
        ImageFile(side=Side.FRONT, file=name)
    wrong = json.loads(json.dumps(WRITTEN))
    wrong["documents"][0]["images"][1]["file"] = name
    with pytest.raises(DataError) as caught:
        load_dossier(json.dumps(wrong).encode())
    assert caught.value.path == "$.documents[0].images[1]"


@pytest.mark.parametrize("name", ["免許証 表.JPG", "a", ".hidden", "x" * 255])
def test_a_plain_name_is_taken(name: str) -> None:
    """Japanese names, spaces and capitals are plain."""
    assert name == ImageFile(side=Side.FRONT, file=name).file


@pytest.mark.parametrize("field", ["case_id", "submission_id"])
@pytest.mark.parametrize("value", ["", "山田太郎", "a b", "a/b", "x" * 101, "a\n"])
def test_ids_are_opaque(field: str, value: str) -> None:
    """Ids stand in histories, so they have no room for names."""
    with pytest.raises(DataError, match=f"{field} must be 1 to 100 ASCII letters") as caught:
        load_dossier(json.dumps({**WRITTEN, field: value}).encode())

    assert caught.value.path == "$"


def test_a_document_has_a_picture() -> None:
    """A document without any picture cannot be looked at."""
    with pytest.raises(InvalidValueError, match="images is empty"):
        DossierDocument(kind=LICENCE, images=[])


def test_a_receipt_has_a_zone() -> None:
    """A naive moment of receipt is refused at its place."""
    naive = {**WRITTEN, "received_at": "2026-11-02T10:00:00"}
    with pytest.raises(DataError, match=r"^\$\.received_at: a moment without time zone"):
        load_dossier(json.dumps(naive).encode())
    with pytest.raises(InvalidValueError, match="received_at must be a datetime with a time zone"):
        evolve(DOSSIER, received_at=RECEIVED_AT.replace(tzinfo=None))


def test_a_dossier_without_documents_becomes_no_submission() -> None:
    """No document at all is refused when the dossier is read."""
    with pytest.raises(DataError, match="documents: a submission has 1 to 8") as caught:
        load_dossier(json.dumps({**WRITTEN, "documents": []}).encode())

    assert caught.value.path == "$"


def test_more_documents_than_a_submission_takes_are_refused() -> None:
    """Eight are read and make a submission; nine are told by their place, before anything else."""
    one = WRITTEN["documents"][1]
    eight = load_dossier(json.dumps(WRITTEN | {"documents": [one] * 8}).encode())

    assert len(eight.make_submission(UPLOADS).documents) == 8
    with pytest.raises(DataError, match=r"\$: documents: .* 1 to 8 documents; this has 9"):
        load_dossier(json.dumps(WRITTEN | {"documents": [one] * 9}).encode())
