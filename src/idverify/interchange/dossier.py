"""Dossiers: one application as a service receives it, as JSON with separate image files.

The JSON names the image files. Their bytes are passed separately and are inspected before
a submission is made from both.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from attrs import Attribute, field, frozen

from idverify.errors import DataError, InvalidValueError
from idverify.model.applicants import Applicant
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind, Side
from idverify.model.observations import Observation
from idverify.model.submissions import Document, Image, Submission, is_valid_document_count
from idverify.model.uploads import Upload
from idverify.model.validators import is_opaque_id, not_empty
from idverify.redaction import redacted_repr
from idverify.validation import validated

__all__ = ["Dossier", "DossierDocument", "ImageFile"]


#: Common file systems do not allow longer names.
MAX_FILE_NAME_LENGTH: Final = 255


def _validate_file_name(_: object, attribute: "Attribute[str]", value: str) -> None:
    # A dossier comes from outside and must not reach into other folders.
    is_name = 0 < len(value) <= MAX_FILE_NAME_LENGTH and value.isprintable() and value.strip(".")
    if not is_name or set(value) & set("/\\:"):
        raise InvalidValueError(f"{attribute.name} must be a plain file name, without folders")


@validated
@frozen(kw_only=True)
class ImageFile:
    """An image of one side of a document, by its file name."""

    side: Side
    file: str = field(validator=_validate_file_name, repr=redacted_repr)


@validated
@frozen(kw_only=True)
class DossierDocument:
    """One document of a dossier."""

    kind: DocumentKind
    images: tuple[ImageFile, ...] = field(converter=tuple[ImageFile, ...], validator=not_empty)
    observation: Observation = field(factory=Observation)


def _validate_id(_: object, attribute: "Attribute[str]", value: str) -> None:
    # Ids are stored in histories, which hold no personal data; this set excludes most names.
    # An id is a segment of paths, in which `.` and `..` are folders.
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", value) or not value.strip("."):
        raise InvalidValueError(
            f"{attribute.name} must be 1 to 100 ASCII letters, digits, _, . or -, not dots alone"
        )
    is_opaque_id(_, attribute, value)


@validated
@frozen(kw_only=True)
class Dossier:
    """One application as received."""

    case_id: str = field(validator=_validate_id)
    submission_id: str = field(validator=_validate_id)
    received_at: datetime
    contact: Contact
    applicant: Applicant
    documents: tuple[DossierDocument, ...] = field(
        converter=tuple[DossierDocument, ...], validator=is_valid_document_count
    )

    def require_no_observations(self) -> None:
        """Raise if a document carries observations, which only reviewers note.

        A service calls this for dossiers that applicants send.

        Raises:
            DataError: A document has an observation; the path names it.
        """
        for index, document in enumerate(self.documents):
            if document.observation != Observation():
                raise DataError(
                    f"$.documents[{index}].observation",
                    "an applicant sends no observations: leave the key out",
                    "所見は申請者からは受け付けておりません。この項目を除いてお送りください。",
                )

    def make_submission(self, uploads: Mapping[str, Upload]) -> Submission:
        """Return the submission made from the dossier and its inspected files.

        Args:
            uploads: The inspected files by file name.

        Raises:
            DataError: A file is missing; the path names the field.
        """
        documents = [
            Document(
                kind=document.kind,
                observation=document.observation,
                images=[
                    Image(side=image.side, upload=_find_upload(uploads, image.file, d, i))
                    for i, image in enumerate(document.images)
                ],
            )
            for d, document in enumerate(self.documents)
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
