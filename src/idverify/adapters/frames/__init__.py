"""A policy over a whole past (extra `frames`): frames of submissions in, frames of assessments out.

polars, pandas, DuckDB and Arrow hand their frames in and get them back through Arrow. Rules are
answered column by column; rows that no rule tells apart are judged once, by `Policy.evaluate`.
"""

from idverify.adapters.frames.answering import answers
from idverify.adapters.frames.assessing import Assessor, Judged, assess, check
from idverify.adapters.frames.columns import (
    ASSESSMENTS,
    DOCUMENT_COLUMNS,
    SUBMISSION_COLUMNS,
    SUBMISSIONS,
    FrameColumn,
)
from idverify.adapters.frames.comparing import COMPARISONS, compare_columns
from idverify.adapters.frames.invented import invented
from idverify.adapters.frames.rows import to_table

__all__ = [
    "ASSESSMENTS",
    "COMPARISONS",
    "DOCUMENT_COLUMNS",
    "SUBMISSIONS",
    "SUBMISSION_COLUMNS",
    "Assessor",
    "FrameColumn",
    "Judged",
    "answers",
    "assess",
    "check",
    "compare_columns",
    "invented",
    "to_table",
]
