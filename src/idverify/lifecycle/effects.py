"""What the caller has to do after a step; they carry codes and days, never personal data."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from idverify.lifecycle.events import require_aware
from idverify.model.documents import SensitiveField
from idverify.model.validators import not_empty

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
    """What a notification (通知) is about."""

    RECEIVED = "received"
    """Documents arrived; says by which day they are decided."""
    APPROVED = "approved"
    """Says what is unlocked and what to do next."""
    REJECTED = "rejected"
    """Says every reason with its remedy, and how to resubmit."""
    REFUSED = "refused"
    """Refused for good; says why."""
    REVOKED = "revoked"
    """An approval was taken back; says why, and how to resubmit."""
    REVOKED_FOR_GOOD = "revoked_for_good"
    """An approval was taken back for good; says why."""
    INCOMPLETE_AGAIN = "incomplete_again"
    """Back to 未完了; says what to do."""
    WITHDRAWN = "withdrawn"
    """Confirms that the submission was taken back."""
    DUE_SOON = "due_soon"
    """To the operators: the deadline is near. Asked for by timers, never by a step."""
    OVERDUE = "overdue"
    """To the operators: the deadline has passed."""
    REDACTED = "redacted"
    """Confirms that the personal data are gone."""


OPERATOR_NOTIFICATIONS: Final = frozenset({NotificationKind.DUE_SOON, NotificationKind.OVERDUE})
"""What the service tells itself; everything else goes to the applicant."""


@frozen(kw_only=True)
class Notify:
    """Tell the applicant, or for `OPERATOR_NOTIFICATIONS` the operators."""

    kind: NotificationKind
    reasons: tuple[str, ...] = ()
    """Codes, for a refusal."""
    due_on: date | None = None
    """The last day for a decision, where one is promised."""
    is_last_attempt: bool = False
    """No attempt is left, so nobody is invited to submit again."""


@frozen(kw_only=True)
class StartReviewClock:
    """Look at the case again at this moment; an earlier alarm for it is void."""

    at: datetime = field(validator=require_aware)


@frozen(kw_only=True)
class StartRetentionClock:
    """Look at the case again at this moment, when something of it has had its time (保存期間).

    Its pictures are to be destroyed, or its verification lapses. An earlier alarm for it is
    void; whoever looks asks `image_retention_end` and `verification_end` once more.
    """

    at: datetime = field(validator=require_aware)


@frozen(kw_only=True)
class DropImages:
    """Destroy pictures of a submission: they show what must not be kept, or their time is over."""

    submission_id: str
    document_indexes: tuple[int, ...] = field(default=(), converter=tuple[int, ...])
    """The documents they are pictures of, by index; none named: all of them."""


@frozen(kw_only=True)
class MaskImages:
    """Mask fields on the pictures of a document beyond recovery; whoever cannot destroys them."""

    submission_id: str
    document_index: int
    """Its index in the submission."""
    fields: frozenset[SensitiveField] = field(validator=not_empty)


@frozen(kw_only=True)
class Purge:
    """Destroy everything personal the vault holds of the case (破棄)."""


Effect = Notify | StartReviewClock | StartRetentionClock | DropImages | MaskImages | Purge
"""Whatever a step asks of its caller."""
