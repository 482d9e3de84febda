"""Effects: what the caller has to do after a step.

Effects carry codes and dates, never personal data.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from idverify.model.documents import SensitiveField
from idverify.model.validators import not_empty
from idverify.validation import validated

__all__ = [
    "OPERATOR_NOTIFICATIONS",
    "DropImages",
    "Effect",
    "MaskImages",
    "NotificationKind",
    "Notify",
    "Purge",
    "StartRetentionClock",
    "StartReviewClock",
]


class NotificationKind(StrEnum):
    """The subject of a notification (通知)."""

    RECEIVED = "received"
    """Documents arrived; gives the day by which they are decided."""
    APPROVED = "approved"
    """Lists what is unlocked and what to do next."""
    REJECTED = "rejected"
    """Gives every reason with its remedy, and explains how to resubmit."""
    REFUSED = "refused"
    """Refused permanently; gives the reasons."""
    REVOKED = "revoked"
    """An approval was revoked; gives the reasons, and explains how to resubmit."""
    REVOKED_FOR_GOOD = "revoked_for_good"
    """An approval was revoked permanently; gives the reasons."""
    INCOMPLETE_AGAIN = "incomplete_again"
    """Back to 未完了; explains what to do."""
    WITHDRAWN = "withdrawn"
    """Confirms that the submission was withdrawn."""
    DUE_SOON = "due_soon"
    """To the operators: the deadline is near. Requested by timers, never by a step."""
    OVERDUE = "overdue"
    """To the operators: the deadline has passed."""
    REDACTED = "redacted"
    """Confirms that the personal data are deleted."""
    REOPENED = "reopened"
    """A closed case was reopened; explains how to submit again."""
    ATTEMPT_GRANTED = "attempt_granted"
    """A further attempt was granted; explains how to submit again."""


OPERATOR_NOTIFICATIONS: Final = frozenset({NotificationKind.DUE_SOON, NotificationKind.OVERDUE})
"""Notifications to the operators of the service; all others go to the applicant."""


@validated
@frozen(kw_only=True)
class Notify:
    """Notify the applicant, or the operators for `OPERATOR_NOTIFICATIONS`."""

    kind: NotificationKind
    reasons: tuple[str, ...] = ()
    """Reason codes, for a rejection, refusal or revocation."""
    due_on: date | None = None
    """The last day for a decision, where one is promised."""
    is_last_attempt: bool = False
    """No attempt is left, so the text does not invite the applicant to submit again."""


@validated
@frozen(kw_only=True)
class StartReviewClock:
    """Check the case when the review deadline ends; this replaces any earlier alarm of the case."""

    at: datetime


@validated
@frozen(kw_only=True)
class StartRetentionClock:
    """Check the case when a retention period (保存期間) or its verification ends.

    At that moment its images are to be destroyed, or its verification lapses. This replaces
    any earlier alarm of the case; call `image_retention_end` and `verification_end` again then.
    """

    at: datetime


@validated
@frozen(kw_only=True)
class DropImages:
    """Destroy images of a submission that must not be kept, or whose retention has ended."""

    submission_id: str
    document_indexes: tuple[int, ...] = field(default=(), converter=tuple[int, ...])
    """Indexes of the documents whose images are destroyed; empty: all documents."""


@validated
@frozen(kw_only=True)
class MaskImages:
    """Mask fields on the images of a document irreversibly, or else destroy the images."""

    submission_id: str
    document_index: int
    """The index of the document in the submission."""
    fields: frozenset[SensitiveField] = field(validator=not_empty)


@validated
@frozen(kw_only=True)
class Purge:
    """Destroy all personal data of the case in the vault (破棄)."""


Effect = Notify | StartReviewClock | StartRetentionClock | DropImages | MaskImages | Purge
"""Any effect."""
