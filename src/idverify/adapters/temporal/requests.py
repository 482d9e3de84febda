"""What travels between client, workflow and activities: references, codes and days, no person."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from attrs import field, frozen

from idverify.errors import (
    IdVerifyError,
    IllegalTransitionError,
    InvalidValueError,
    VersionConflictError,
)
from idverify.lifecycle.case import Case
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event, Submitted
from idverify.model.applicants import IdentityField

__all__ = [
    "TASK_QUEUE",
    "WORKFLOW_TYPE",
    "ApproveRequest",
    "CaseContext",
    "ChangeIdentityRequest",
    "EndRetentionRequest",
    "ErrorKind",
    "History",
    "PassDeadlineRequest",
    "PendingEffect",
    "RedactRequest",
    "RejectRequest",
    "Request",
    "RequestDecision",
    "RevokeRequest",
    "SerializedError",
    "SubmitRequest",
    "UpdateResult",
    "WithdrawRequest",
    "WorkflowSettings",
    "WorkflowState",
]

WORKFLOW_TYPE = "idverify.Case"
TASK_QUEUE = "idverify-cases"


@frozen(kw_only=True)
class SubmitRequest:
    """Take in what the vault keeps under this id."""

    handler_name: ClassVar[str] = "submit"
    event_name: ClassVar[str] = "Submitted"
    submission_id: str


@frozen(kw_only=True)
class ApproveRequest:
    """Approve the submission the reviewer has seen."""

    handler_name: ClassVar[str] = "approve"
    event_name: ClassVar[str] = "Approved"
    submission_id: str
    fingerprint: str
    """Of the profile as it stands now."""
    reviewer: str


@frozen(kw_only=True)
class RejectRequest:
    """Reject it, for these reasons or else for all that the policy finds."""

    handler_name: ClassVar[str] = "reject"
    event_name: ClassVar[str] = "Rejected"
    submission_id: str
    reviewer: str
    reasons: tuple[str, ...] = ()
    final: bool | None = None
    """None: as the policy has it for these reasons."""


@frozen(kw_only=True)
class WithdrawRequest:
    """Take the pending submission back."""

    handler_name: ClassVar[str] = "withdraw"
    event_name: ClassVar[str] = "Withdrawn"


@frozen(kw_only=True)
class ChangeIdentityRequest:
    """The profile was edited; the fields that really differ from the one submitted."""

    handler_name: ClassVar[str] = "change"
    event_name: ClassVar[str] = "IdentityChanged"
    changed: frozenset[IdentityField]
    expected_version: int
    """The version of the case at which the profiles were compared."""


@frozen(kw_only=True)
class RevokeRequest:
    """Take an approval back."""

    handler_name: ClassVar[str] = "revoke"
    event_name: ClassVar[str] = "Revoked"
    reviewer: str
    reasons: tuple[str, ...]
    final: bool | None = None
    """None: as the policy has it for these reasons."""


@frozen(kw_only=True)
class RedactRequest:
    """Purge the personal data."""

    handler_name: ClassVar[str] = "redact"
    event_name: ClassVar[str] = "Redacted"
    contract_ended_on: date | None = None


@frozen(kw_only=True)
class PassDeadlineRequest:
    """The timer of the review has gone off."""

    handler_name: ClassVar[str] = "pass_deadline"
    event_name: ClassVar[str] = "DeadlinePassed"


@frozen(kw_only=True)
class EndRetentionRequest:
    """The timer of pictures or verification has gone off; a lapse is a step, the rest is none."""

    handler_name: ClassVar[str] = "end_retention"


Request = (
    SubmitRequest
    | ApproveRequest
    | RejectRequest
    | WithdrawRequest
    | ChangeIdentityRequest
    | RevokeRequest
    | RedactRequest
    | PassDeadlineRequest
)


@frozen(kw_only=True)
class CaseContext:
    """What an activity is told of the case it has to rule on."""

    case_id: str
    events: tuple[Event, ...]
    now: datetime


class ErrorKind(StrEnum):
    """Which error a refusal is."""

    ILLEGAL = "illegal"
    INVALID = "invalid"
    STALE = "stale"


@frozen(kw_only=True)
class SerializedError:
    """An error of the lifecycle, as it travels."""

    kind: ErrorKind
    text: str
    text_ja: str = ""
    state: str = ""
    step: str = ""
    possible: tuple[str, ...] = ()
    """What would have been legal."""
    versions: tuple[int, ...] = ()

    @classmethod
    def from_error(
        cls, error: IllegalTransitionError | InvalidValueError | VersionConflictError
    ) -> "SerializedError":
        """Take an error to pieces."""
        match error:
            case IllegalTransitionError():
                return cls(
                    kind=ErrorKind.ILLEGAL,
                    text=error.reason,
                    text_ja=error.reason_ja,
                    state=str(error.state),
                    step=error.event,
                    possible=error.possible,
                )
            case VersionConflictError():
                versions = (error.expected, error.actual)
                return cls(kind=ErrorKind.STALE, text=str(error), versions=versions)
            case InvalidValueError():
                return cls(kind=ErrorKind.INVALID, text=str(error))

    def to_error(self, case_id: str) -> IdVerifyError:
        """Put the error together again."""
        match self.kind:
            case ErrorKind.ILLEGAL:
                words = (self.text, self.text_ja)
                return IllegalTransitionError(self.state, self.step, self.possible, *words)
            case ErrorKind.STALE:
                return VersionConflictError(case_id, *self.versions)
            case ErrorKind.INVALID:
                return InvalidValueError(self.text)


@frozen(kw_only=True)
class RequestDecision:
    """What `decide` says, with what only a calendar can say beside it."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    remind_at: datetime | None = None
    """For a submission: when reviewers are reminded."""
    retain_until: datetime | None = None
    """For pictures or a verification whose time is not over: when to look again."""
    intake_refused_on: date | None = None
    """The submission does not pass the door, by the rules of this day."""
    error: SerializedError | None = None


@frozen(kw_only=True)
class UpdateResult:
    """What an update answers."""

    case: Case
    intake_refused_on: date | None = None


@frozen(kw_only=True)
class History:
    """Every event of a case, the oldest first."""

    events: tuple[Event, ...]


@frozen(kw_only=True)
class PendingEffect:
    """An effect to be performed, under a key that stays the same for every attempt."""

    case_id: str
    key: str
    effect: Effect
    submissions: tuple[Submitted, ...] = ()
    """Every one so far, the oldest first; people are told where they last asked."""


@frozen(kw_only=True)
class WorkflowSettings:
    """How patient a case is; fixed when it begins, so that a later setting changes no history."""

    attempt_timeout_seconds: int = 60
    """An attempt to perform an effect that takes longer is taken for dead, and made anew."""
    max_attempts: int = 12
    """After so many an effect is given up; with pauses up to two hours that is half a day."""
    initial_interval_seconds: int = 10
    decision_timeout_seconds: int = 60
    """How long a decision may take in all, retries included, before its caller gets an error."""


@frozen(kw_only=True)
class WorkflowState:
    """Everything a case remembers: what a run of the workflow begins with and hands to the next."""

    case_id: str
    settings: WorkflowSettings = field(factory=WorkflowSettings)
    events: tuple[Event, ...] = ()
    seen_update_ids: tuple[str, ...] = ()
    """The updates that changed something, by their ids."""
    outbox: tuple[PendingEffect, ...] = ()
    """Effects still to be performed, the oldest first."""
    dead_letters: tuple[PendingEffect, ...] = ()
    remind_at: datetime | None = None
    """None once reviewers have been reminded."""
    retain_until: datetime | None = None
    """When to look at pictures and verification of a case decided on; None: never again."""
