"""An application as a folder: `dossier.json` with its picture files beside it."""

from pathlib import Path
from typing import Final

from attrs import frozen

from idverify.errors import DataError
from idverify.interchange.codec import load_dossier
from idverify.interchange.dossier import Dossier
from idverify.model.submissions import Submission
from idverify.model.uploads import FileLimits, Upload, inspect_upload

__all__ = ["DossierFolder", "read_dossier_folder", "read_file"]

#: What no camera writes and no policy takes is not read into memory at all.
MAX_FILE_BYTES: Final = 128 * 1024 * 1024


@frozen(kw_only=True)
class DossierFolder:
    """A dossier with its pictures inspected."""

    dossier: Dossier
    submission: Submission
    images: dict[str, bytes]
    """The bytes of each picture by its SHA-256."""


def read_dossier_folder(dossier_file: Path, limits: FileLimits) -> DossierFolder:
    """Read a dossier and the picture files beside it.

    Raises:
        DataError: With the path of the field that is wrong; a picture that is wrong is
            no error but a finding.
    """
    dossier = load_dossier(read_file(dossier_file))
    uploads: dict[str, Upload] = {}
    images: dict[str, bytes] = {}
    for at, document in enumerate(dossier.documents):
        for i, image in enumerate(document.images):
            place = f"$.documents[{at}].images[{i}].file"
            data = read_file(dossier_file.parent / image.file, place)
            upload = inspect_upload(data, limits)
            uploads[image.file] = upload
            images[upload.sha256] = data
    return DossierFolder(
        dossier=dossier, submission=dossier.make_submission(uploads), images=images
    )


def read_file(file: Path, json_path: str = "$") -> bytes:
    """Read a file whole, if it is of a size that anybody would send.

    Raises:
        DataError: It cannot be read, or is too large; *path* names the field that asked for it.
    """
    try:
        if not file.is_file():  # a pipe, for one, would keep us waiting for ever
            raise DataError(json_path, "there is no such file")
        size = file.stat().st_size
        if size > MAX_FILE_BYTES:
            raise DataError(
                json_path, f"a file of {size:,} bytes; at most {MAX_FILE_BYTES:,} are read"
            )
        return file.read_bytes()
    except OSError as error:
        raise DataError(json_path, f"the file cannot be read: {error.strerror}") from None
