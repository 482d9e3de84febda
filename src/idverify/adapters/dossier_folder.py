"""Application folders: reading `dossier.json` and the image files beside it."""

from pathlib import Path
from typing import Final

from attrs import frozen

from idverify.errors import DataError
from idverify.interchange.codec import load_dossier
from idverify.interchange.dossier import Dossier
from idverify.model.image_cleaning import clean_upload
from idverify.model.submissions import Submission
from idverify.model.uploads import FileLimits, Upload, inspect_upload
from idverify.validation import validated

__all__ = ["DossierFolder", "read_dossier_folder", "read_file"]

#: Larger files are not read into memory: no camera writes them, and no policy accepts them.
MAX_FILE_BYTES: Final = 128 * 1024 * 1024


@validated
@frozen(kw_only=True)
class DossierFolder:
    """A dossier read from a folder, with its images inspected."""

    dossier: Dossier
    submission: Submission
    images: dict[str, bytes]
    """The cleaned bytes of each image by their SHA-256."""


def read_dossier_folder(dossier_file: Path, limits: FileLimits) -> DossierFolder:
    """Read a dossier file and the image files it refers to; clean and inspect these.

    Raises:
        DataError: A field is wrong or a file cannot be read; its `path` names the field.
            An unusable image is a finding, not an error.
    """
    dossier = load_dossier(read_file(dossier_file))
    uploads: dict[str, Upload] = {}
    images: dict[str, bytes] = {}
    for document_index, document in enumerate(dossier.documents):
        for image_index, image in enumerate(document.images):
            json_path = f"$.documents[{document_index}].images[{image_index}].file"
            data = clean_upload(read_file(dossier_file.parent / image.file, json_path))
            upload = inspect_upload(data, limits)
            uploads[image.file] = upload
            images[upload.sha256] = data
    return DossierFolder(
        dossier=dossier, submission=dossier.make_submission(uploads), images=images
    )


def read_file(file: Path, json_path: str = "$") -> bytes:
    """Return the content of a file of at most `MAX_FILE_BYTES`.

    Args:
        file: The file.
        json_path: The field that refers to the file, for the error.

    Raises:
        DataError: The file does not exist, cannot be read or is too large.
    """
    try:
        if not file.is_file():  # reading a pipe, for example, could block forever
            raise DataError(json_path, "there is no such file")
        size = file.stat().st_size
        if size > MAX_FILE_BYTES:
            raise DataError(
                json_path, f"a file of {size:,} bytes; at most {MAX_FILE_BYTES:,} are read"
            )
        return file.read_bytes()
    except OSError as error:
        raise DataError(json_path, f"the file cannot be read: {error.strerror}") from None
