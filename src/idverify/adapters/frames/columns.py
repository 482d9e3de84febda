"""The columns of a frame of submissions, and of the assessments that come out: one row each."""

from typing import Final

import pyarrow as pa
from attrs import frozen

from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium

__all__ = [
    "ABSENTABLE",
    "ASSESSMENTS",
    "BITS",
    "DOCUMENT_COLUMNS",
    "FILE_PROBLEMS",
    "IMPOSSIBLE_DAYS",
    "SUBMISSIONS",
    "SUBMISSION_COLUMNS",
    "WORDS",
    "FrameColumn",
]

_TEXTS: Final = pa.list_(pa.string())


@frozen
class FrameColumn:
    """One column: its name, its Arrow type, what it means, and what null means."""

    name: str
    type: pa.DataType
    means: str
    null: str
    is_required: bool = False


#: Where a file can be at fault, by the code of the reason.
FILE_PROBLEMS: Final = ("file.format", "file.too_large", "file.unreadable")
#: What a reviewer can have looked for in vain, and which days the calendar may not have.
ABSENTABLE: Final = ("name", "address", "birth_date", "representative", "issued_on", "expires_on")
IMPOSSIBLE_DAYS: Final = ("birth_date", "issued_on", "expires_on")

#: The columns of words, and the lists of words, with the words that there are.
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "entity_kind": tuple(EntityKind),
    "kind": tuple(DocumentKind),
    "medium": tuple(Medium),
    **{f"masking.{field}": tuple(Masking) for field in SensitiveField},
}
BITS: Final[dict[str, tuple[str, ...]]] = {
    "image_sides": tuple(Side),
    "sides": tuple(Side),
    "file_problems": FILE_PROBLEMS,
    "absent": ABSENTABLE,
    "impossible": IMPOSSIBLE_DAYS,
}

DOCUMENT_COLUMNS: Final = (
    FrameColumn("kind", pa.string(), "a `DocumentKind`", "refused", is_required=True),
    FrameColumn("medium", pa.string(), "a `Medium`", "unknown"),
    FrameColumn("image_sides", _TEXTS, "the `Side` each picture is labelled with", "no pictures"),
    FrameColumn(
        "file_problems", _TEXTS, "reason codes of what is wrong with the files", "nothing is"
    ),
    FrameColumn("sides", _TEXTS, "each `Side` a reviewer saw", "unknown"),
    FrameColumn("name", pa.string(), "the name as printed", "unknown"),
    FrameColumn("address", pa.string(), "the address as printed", "unknown"),
    FrameColumn("birth_date", pa.date32(), "the birth date as printed", "unknown"),
    FrameColumn("representative", pa.string(), "the representative as printed", "unknown"),
    FrameColumn("issued_on", pa.date32(), "the day of issue as printed", "unknown"),
    FrameColumn("expires_on", pa.date32(), "the last valid day as printed", "unknown"),
    FrameColumn("has_bearers_page", pa.bool_(), "a passport has its bearer's page", "unknown"),
    FrameColumn("shows_photo", pa.bool_(), "the holder's photo can be seen", "unknown"),
    FrameColumn("shows_what_is_needed", pa.bool_(), "nothing needed is covered", "unknown"),
    FrameColumn(
        "absent", _TEXTS, f"looked for and not printed: any of {', '.join(ABSENTABLE)}", "nothing"
    ),
    FrameColumn(
        "impossible",
        _TEXTS,
        f"printed, but no day of the calendar: any of {', '.join(IMPOSSIBLE_DAYS)}",
        "nothing",
    ),
    FrameColumn(
        "masking",
        pa.struct([(str(field), pa.string()) for field in SensitiveField]),
        "for each `SensitiveField` a `Masking`",
        "unknown",
    ),
)
"""What is told of one document; all but its kind may be missing, and then is null."""

_DOCUMENT: Final = pa.struct([(column.name, column.type) for column in DOCUMENT_COLUMNS])

SUBMISSION_COLUMNS: Final = (
    FrameColumn(
        "submission_id", pa.string(), "the key; every error names it", "refused", is_required=True
    ),
    FrameColumn(
        "received_on", pa.date32(), "day of receipt where the service is", "refused",
        is_required=True,
    ),
    FrameColumn("received_late", pa.bool_(), "at or after the clock's cut-off", "in time"),
    FrameColumn("entity_kind", pa.string(), "an `EntityKind`", "refused", is_required=True),
    FrameColumn("name", pa.string(), "the registered name", "refused", is_required=True),
    FrameColumn(
        "address", pa.string(), "the registered address or head office", "refused",
        is_required=True,
    ),
    FrameColumn("birth_date", pa.date32(), "registered", "refused for an individual"),
    FrameColumn("representative", pa.string(), "registered", "refused for a corporation"),
    FrameColumn(
        "kana_name", pa.string(), "the reading, for a name printed in Latin letters", "not given"
    ),
    FrameColumn(
        "latin_name", pa.string(), "for a name printed in Latin letters, before the reading",
        "not given",
    ),
    FrameColumn("postal_code", pa.string(), "only for facts of your own", "not given"),
    FrameColumn("corporate_number", pa.string(), "only for facts of your own", "not given"),
    FrameColumn("documents", pa.list_(_DOCUMENT), "1 to 8 documents", "refused", is_required=True),
)  # fmt: skip
"""What is told of one submission."""

SUBMISSIONS: Final = pa.schema([(column.name, column.type) for column in SUBMISSION_COLUMNS])
"""The frame that goes in: one row a submission, its documents in a list.

Not one row a document: an assessment is of a submission, and a file that is cut anywhere
between two rows must never cut one in two.
"""

_FINDING: Final = pa.struct(
    [
        ("rule", pa.string()),
        ("reason", pa.string()),
        ("document", pa.int8()),
        ("kind", pa.string()),
        ("blocks", pa.bool_()),
        ("observed", pa.string()),
    ]
)
_QUESTION: Final = pa.struct([("fact", pa.string()), ("document", pa.int8())])

ASSESSMENTS: Final = pa.schema(
    [
        ("submission_id", pa.string()),
        ("received_on", pa.date32()),
        ("verdict", pa.string()),
        ("reasons", _TEXTS),
        ("findings", pa.list_(_FINDING)),
        ("open_questions", pa.list_(_QUESTION)),
        ("documents_to_purge", pa.list_(pa.int8())),
        ("due_on", pa.date32()),
        ("provisional", pa.bool_()),
        ("problem", pa.string()),
    ]
)
"""The frame that comes out, in the order of the rows that went in; nothing in it is personal.

`document` counts from 0 and is null for a finding on the submission as a whole. A row that could
not be judged has a `problem`, which says where and why, and null in every other answer.
"""
