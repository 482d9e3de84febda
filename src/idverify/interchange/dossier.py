"""A dossier: what a service receives of one application, as JSON beside picture files.

The pictures are named by file; their bytes come separately, and are inspected
before a submission is made of the two.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from attrs import Attribute, field, frozen

from idverify.errors import DataError, InvalidValueError
from idverify.lifecycle.events import require_aware
from idverify.model.applicants import Applicant
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind, Side
from idverify.model.submissions import (
    Document,
    Image,
    Observation,
    Submission,
    is_valid_document_count,
)
from idverify.model.uploads import Upload
from idverify.model.validators import is_opaque_id, not_empty
from idverify.redaction import redacted_repr

__all__ = ["Dossier", "DossierDocument", "ImageFile"]


#: No file system keeps longer names.
MAX_FILE_NAME_LENGTH: Final = 255


def _validate_file_name(_: object, attribute: "Attribute[str]", value: str) -> None:
    # A dossier comes from outside and may not reach into other folders.
    is_name = 0 < len(value) <= MAX_FILE_NAME_LENGTH and value.isprintable() and value.strip(".")
    if not is_name or set(value) & set("/\\:"):
        raise InvalidValueError(f"{attribute.name} must be a plain file name, without folders")


@frozen(kw_only=True)
class ImageFile:
    """A picture of one side, by the name of its file."""

    side: Side
    file: str = field(validator=_validate_file_name, repr=redacted_repr)


@frozen(kw_only=True)
class DossierDocument:
    """One document of a dossier."""

    kind: DocumentKind
    images: tuple[ImageFile, ...] = field(converter=tuple[ImageFile, ...], validator=not_empty)
    observation: Observation = field(factory=Observation)


def _validate_id(_: object, attribute: "Attribute[str]", value: str) -> None:
    # Ids stand in histories, which hold no personal data; so narrow a set keeps most names out.
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", value):
        raise InvalidValueError(
            f"{attribute.name} must be 1 to 100 ASCII letters, digits, _, . or -"
        )
    is_opaque_id(_, attribute, value)


@frozen(kw_only=True)
class Dossier:
    """One application as received."""

    case_id: str = field(validator=_validate_id)
    submission_id: str = field(validator=_validate_id)
    received_at: datetime = field(validator=require_aware)
    contact: Contact
    applicant: Applicant
    documents: tuple[DossierDocument, ...] = field(
        converter=tuple[DossierDocument, ...], validator=is_valid_document_count
    )

    def make_submission(self, uploads: Mapping[str, Upload]) -> Submission:
        """Make a submission of the dossier and its inspected files.

        Raises:
            DataError: A file is missing; the path names the field.
        """
        documents = [
            Document(
                kind=document.kind,
                observation=document.observation,
                images=[
                    Image(side=image.side, upload=_find_upload(uploads, image.file, at, i))
                    for i, image in enumerate(document.images)
                ],
            )
            for at, document in enumerate(self.documents)
        ]
        return Submission(id=self.submission_id, applicant=self.applicant, documents=documents)


def _find_upload(uploads: Mapping[str, Upload], file: str, document: int, image: int) -> Upload:
    if file not in uploads:
        raise DataError(
            f"$.documents[{document}].images[{image}].file",
            "there is no file of this name",
            "この名前のファイルがありません。",
        )
    return uploads[file]
