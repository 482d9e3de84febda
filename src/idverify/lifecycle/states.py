"""Where a case (本人確認の案件) can stand."""

from enum import StrEnum
from typing import Final

__all__ = ["STATE_NAMES_JA", "State"]


class State(StrEnum):
    """The status (ステータス) of a case; `REDACTED` alone is left by nothing at all."""

    INCOMPLETE = "incomplete"
    """未完了: where a case begins, and where it returns when the identity changes."""
    UNDER_REVIEW = "under_review"
    """審査中: one submission waits for a reviewer."""
    APPROVED = "approved"
    """承認: the person is verified (本人確認済み)."""
    REJECTED = "rejected"
    """非承認: refused with reasons; may be resubmitted."""
    CLOSED = "closed"
    """Refused for good."""
    REDACTED = "redacted"
    """The personal data are gone; codes and days remain."""


STATE_NAMES_JA: Final = {
    State.INCOMPLETE: "未完了",
    State.UNDER_REVIEW: "審査中",
    State.APPROVED: "承認",
    State.REJECTED: "非承認",
    State.CLOSED: "終了(再提出不可)",
    State.REDACTED: "削除済み",
}
