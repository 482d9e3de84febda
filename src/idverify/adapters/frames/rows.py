"""Rows as submissions, and submissions as rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy.typing as npt
import pyarrow as pa
from attrs import fields

from idverify.adapters.frames.columns import (
    ABSENTABLE,
    DOCUMENT_COLUMNS,
    IMPOSSIBLE_DAYS,
    SUBMISSIONS,
)
from idverify.calendar.partial_date import PartialDate
from idverify.errors import InvalidValueError
from idverify.model.applicants import Address, Applicant, Corporation, EntityKind, Individual
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.submissions import Document, Image, Submission
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN, Unreadable
from idverify.model.uploads import Upload, UploadDefect, UploadProblem

__all__ = ["submissions_at", "to_table"]

Row = Mapping[str, Any]

_DEFECTS: Final = {
    "file.format": UploadDefect.WRONG_FORMAT,
    "file.too_large": UploadDefect.TOO_LARGE,
    "file.unreadable": UploadDefect.DAMAGED,
}
_PROBLEMS: Final = {
    code: UploadProblem(defect, code, "", "", "", "") for code, defect in _DEFECTS.items()
}
#: Of files a frame tells the problems only.
_NO_HASH: Final = "0" * 64
#: No rule of ours reads a corporate number; it stands in where a frame has none.
_STAND_IN: Final = "9999901000123"


def submissions_at(
    table: pa.Table, rows: Sequence[int] | npt.NDArray[Any]
) -> list[tuple[Submission, date]]:
    """Return some rows of a fitted table as submissions, each with its day of receipt.

    Raises:
        InvalidValueError: A row is none; `problems` says of which rows that is so.
    """
    return [
        (_submission(row), row["received_on"])
        for row in table.take(pa.array(rows, pa.int64())).to_pylist()
    ]


def _submission(row: Row) -> Submission:
    documents = [_document(document) for document in row["documents"]]
    return Submission(id=row["submission_id"], applicant=_applicant(row), documents=documents)


def _applicant(row: Row) -> Applicant:
    address = Address(row["address"], postal_code=row["postal_code"] or "")
    if row["entity_kind"] == EntityKind.INDIVIDUAL:
        return Individual(
            kanji_name=row["name"],
            kana_name=row["kana_name"] or row["name"],
            latin_name=row["latin_name"],
            birth_date=row["birth_date"],
            address=address,
        )
    return Corporation(
        registered_name=row["name"],
        corporate_number=row["corporate_number"] or _STAND_IN,
        head_office=address,
        representative=row["representative"],
    )


def _document(row: Row) -> Document:
    found = [_PROBLEMS[code] for code in row["file_problems"] or ()]
    sides = row["image_sides"] or ()
    images = [_image(side, () if n else found) for n, side in enumerate(sides)]
    return Document(kind=DocumentKind(row["kind"]), images=images, observation=_observation(row))


def _image(side: str, found: Iterable[UploadProblem]) -> Image:
    return Image(side=Side(side), upload=Upload(None, None, None, 0, _NO_HASH, tuple(found)))


def _observation(row: Row) -> Observation:
    return Observation(
        medium=UNKNOWN if row["medium"] is None else Medium(row["medium"]),
        sides=UNKNOWN if row["sides"] is None else frozenset(map(Side, row["sides"])),
        **{name: _transcribed(row, name) for name in ABSENTABLE},
        **{name: _known(row[name]) for name in _FLAGS},
        masking={
            SensitiveField(name): Masking(masking)
            for name, masking in (row["masking"] or {}).items()
            if masking is not None
        },
    )


_FLAGS: Final = ("has_bearers_page", "shows_photo", "shows_what_is_needed")


def _known(value: Any) -> Any:  # noqa: ANN401 - whatever the column holds
    return UNKNOWN if value is None else value


def _transcribed(row: Row, name: str) -> Any:  # noqa: ANN401 - as above
    if name in (row["absent"] or ()):
        return ABSENT
    return IMPOSSIBLE if name in (row["impossible"] or ()) else _known(row[name])


# -- the other way ---------------------------------------------------------------------------------


def to_table(cases: Iterable[tuple[Submission, date]]) -> pa.Table:
    """Return submissions, each with its day of receipt, as a table with every column.

    >>> from datetime import date
    >>> from idverify.model.applicants import Address, Individual
    >>> hanako = Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
    ...     birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
    >>> licence = Document(kind=DocumentKind.DRIVERS_LICENSE)
    >>> case = Submission(id="s-1", applicant=hanako, documents=[licence])
    >>> to_table([(case, date(2026, 9, 17))]).column("documents").to_pylist()[0][0]["kind"]
    'drivers_license'
    """
    return pa.Table.from_pylist([_row(*case) for case in cases], schema=SUBMISSIONS)


#: What only persons have, or only companies.
_OF_ONE_ENTITY: Final = (
    "birth_date", "kana_name", "latin_name", "representative", "corporate_number",
)  # fmt: skip


def _row(submission: Submission, received_on: date) -> dict[str, Any]:
    applicant = submission.applicant
    return {
        "submission_id": submission.id,
        "received_on": received_on,
        "entity_kind": str(applicant.entity_kind),
        "name": applicant.name,
        "address": applicant.address.text,
        "postal_code": applicant.address.postal_code or None,
        **{name: getattr(applicant, name, None) for name in _OF_ONE_ENTITY},
        "documents": [_document_row(document) for document in submission.documents],
    }


#: Fields of an observation that have no column yet.
_WITHOUT_COLUMN: Final = tuple(
    attribute
    for attribute in fields(Observation)
    if attribute.init and attribute.name not in {*(c.name for c in DOCUMENT_COLUMNS), "notes"}
)


def _document_row(document: Document) -> dict[str, Any]:
    seen = document.observation
    lost = [a.name for a in _WITHOUT_COLUMN if getattr(seen, a.name) is not UNKNOWN]
    if lost or seen.notes:
        raise InvalidValueError(
            f"a table has no column for {', '.join(lost or ['notes'])} of an observation: leave"
            " the case out"
        )
    return {
        "kind": str(document.kind),
        "medium": _plain(seen.medium),
        "image_sides": [str(image.side) for image in document.images],
        "file_problems": sorted(document.file_problems),
        "sides": None if seen.sides is UNKNOWN else sorted(map(str, seen.sides)),
        **{name: _plain(getattr(seen, name)) for name in (*ABSENTABLE, *_FLAGS)},
        "absent": [name for name in ABSENTABLE if getattr(seen, name) is ABSENT],
        "impossible": [name for name in IMPOSSIBLE_DAYS if getattr(seen, name) is IMPOSSIBLE],
        "masking": {str(field): str(masking) for field, masking in seen.masking.items()},
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - as above
    if value is UNKNOWN or value is ABSENT or value is IMPOSSIBLE:
        return None
    if isinstance(value, PartialDate | Unreadable):
        raise InvalidValueError(
            "a date of which a part is missing, or a value that cannot be read, has no place in a"
            " table: leave the case out"
        )
    return str(value) if isinstance(value, str) else value
