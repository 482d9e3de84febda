"""What the files themselves tell (ファイル): known at the door, and no reviewer has to look."""

from datetime import date
from typing import Final

from idverify.model.submissions import Document, Submission
from idverify.policy.rules import Fact

__all__ = ["FILE_FORMAT", "FILE_READABLE", "FILE_SIZE"]


def _file_fact(name: str, reason_code: str, asks_ja: str, asks_en: str) -> Fact:
    def read(document: Document, _: Submission, __: date) -> bool:
        return reason_code not in document.file_problems

    return Fact(
        name=name,
        question_ja=asks_ja,
        question_en=asks_en,
        values=(True, False),
        read=read,
        is_known_at_intake=True,
        is_timeless=True,
        sees=("file_problems",),
        effort=0,
    )


FILE_FORMAT: Final = _file_fact(
    "file_format",
    "file.format",
    "受け付ける形式の画像ですか",
    "Is each file of an accepted format?",
)
FILE_SIZE: Final = _file_fact(
    "file_size", "file.too_large", "容量は上限以下ですか", "Is each file within the size limit?"
)
FILE_READABLE: Final = _file_fact(
    "file_readable", "file.unreadable", "画像は壊れていませんか", "Is each file intact?"
)
