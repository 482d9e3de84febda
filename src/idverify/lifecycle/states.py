"""States of a case (本人確認の案件)."""

from enum import StrEnum

__all__ = ["State"]


class State(StrEnum):
    """The status (ステータス) of a case; only `REDACTED` is final."""

    INCOMPLETE = "incomplete"
    """未完了: the initial state, and the state after the identity changes."""
    UNDER_REVIEW = "under_review"
    """審査中: one submission is pending review."""
    APPROVED = "approved"
    """承認: the person is verified (本人確認済み)."""
    REJECTED = "rejected"
    """非承認: rejected with reasons; the applicant may submit again."""
    CLOSED = "closed"
    """Refused permanently, unless a reviewer reopens the case."""
    REDACTED = "redacted"
    """The personal data were deleted; codes and dates remain."""
