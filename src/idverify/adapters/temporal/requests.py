"""Temporal messages between client, workflow and activities, without personal data.

They contain references, codes and dates.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from attrs import field, frozen

from idverify.adapters.temporal.serialized_errors import SerializedError
from idverify.lifecycle.case import Case
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import (
    Approved,
    AttemptGranted,
    CarriedDocument,
    DeadlinePassed,
    Event,
    IdentityChanged,
    JudgementRecorded,
    Redacted,
    Rejected,
    Reopened,
    ReopeningReason,
    Revoked,
    Submitted,
    Withdrawn,
)
from idverify.model.applicants import IdentityField
from idverify.model.reasons import LocatedReason, as_reasons, list_reason_codes
from idverify.policy.judgements import Judgement
from idverify.validation import validated

__all__ = [
    "TASK_QUEUE",
    "WORKFLOW_TYPE",
    "ApproveRequest",
    "CaseContext",
    "ChangeIdentityRequest",
    "EndRetentionRequest",
    "GrantAttemptRequest",
    "History",
    "JudgementRequest",
    "PassDeadlineRequest",
    "PendingEffect",
    "RedactRequest",
    "RejectRequest",
    "ReopenRequest",
    "RequestDecision",
    "RevokeRequest",
    "SubmitRequest",
    "UpdateResult",
    "WithdrawRequest",
    "WorkflowRequest",
    "WorkflowSettings",
    "WorkflowState",
    "find_seen_update",
    "join_update_id",
    "split_reasons",
]

WORKFLOW_TYPE = "idverify.Case"
TASK_QUEUE = "idverify-cases"


def split_reasons(reasons: Iterable[str | LocatedReason]) -> dict[str, Any]:
    """Return the fields of a request that hold reasons: codes, and places if there are any."""
    given = as_reasons(reasons)
    has_places = any(isinstance(reason, LocatedReason) for reason in given)
    located = [each if isinstance(each, LocatedReason) else LocatedReason(each) for each in given]
    return {
        "reasons": list_reason_codes(given),
        "located_reasons": located if has_places else (),
    }


@validated
@frozen(kw_only=True)
class SubmitRequest:
    """A request to submit what the vault keeps under this id."""

    handler_name: ClassVar[str] = "submit"
    event: ClassVar[type[Event]] = Submitted
    submission_id: str
    carried_over: tuple[CarriedDocument, ...] = ()
    """The documents that come from an earlier submission."""


@validated
@frozen(kw_only=True)
class ApproveRequest:
    """A request to approve the submission that the reviewer has seen."""

    handler_name: ClassVar[str] = "approve"
    event: ClassVar[type[Event]] = Approved
    submission_id: str
    fingerprint: str
    """The fingerprint of the current profile."""
    reviewer: str


@validated
@frozen(kw_only=True)
class JudgementRequest:
    """A request to record the answer of a reviewer to an open question."""

    handler_name: ClassVar[str] = "record_judgement"
    event: ClassVar[type[Event]] = JudgementRecorded
    submission_id: str
    judgement: Judgement
    reviewer: str


@validated
@frozen(kw_only=True)
class RejectRequest:
    """A request to reject a submission; without reasons, for all that the policy finds."""

    handler_name: ClassVar[str] = "reject"
    event: ClassVar[type[Event]] = Rejected
    submission_id: str
    reviewer: str
    reasons: tuple[str, ...] = ()
    final: bool | None = None
    """None: as the policy defines for these reasons."""
    located_reasons: tuple[LocatedReason, ...] = ()
    """All the reasons, if one of them has a place."""


@validated
@frozen(kw_only=True)
class WithdrawRequest:
    """A request to withdraw the pending submission."""

    handler_name: ClassVar[str] = "withdraw"
    event: ClassVar[type[Event]] = Withdrawn


@validated
@frozen(kw_only=True)
class ChangeIdentityRequest:
    """A request to record an edited profile, by the fields that differ from the submitted one."""

    handler_name: ClassVar[str] = "change"
    event: ClassVar[type[Event]] = IdentityChanged
    changed: frozenset[IdentityField]
    expected_version: int
    """The version of the case at which the profiles were compared."""


@validated
@frozen(kw_only=True)
class RevokeRequest:
    """A request to revoke an approval."""

    handler_name: ClassVar[str] = "revoke"
    event: ClassVar[type[Event]] = Revoked
    reviewer: str
    reasons: tuple[str, ...]
    final: bool | None = None
    """None: as the policy defines for these reasons."""
    located_reasons: tuple[LocatedReason, ...] = ()
    """All the reasons, if one of them has a place."""


@validated
@frozen(kw_only=True)
class ReopenRequest:
    """A request to reopen a closed case."""

    handler_name: ClassVar[str] = "reopen"
    event: ClassVar[type[Event]] = Reopened
    reviewer: str
    reason: ReopeningReason


@validated
@frozen(kw_only=True)
class GrantAttemptRequest:
    """A request to grant a further attempt."""

    handler_name: ClassVar[str] = "grant_attempt"
    event: ClassVar[type[Event]] = AttemptGranted
    reviewer: str
    reason: ReopeningReason


@validated
@frozen(kw_only=True)
class RedactRequest:
    """A request to purge the personal data of a case."""

    handler_name: ClassVar[str] = "redact"
    event: ClassVar[type[Event]] = Redacted
    contract_ended_on: date | None = None


@validated
@frozen(kw_only=True)
class PassDeadlineRequest:
    """The workflow's own request when the timer of the review deadline fires."""

    handler_name: ClassVar[str] = "pass_deadline"
    event: ClassVar[type[Event]] = DeadlinePassed


@validated
@frozen(kw_only=True)
class EndRetentionRequest:
    """The workflow's own request when the timer of images or verification fires.

    The lapse of a verification is an event; the destruction of images is not.
    """

    handler_name: ClassVar[str] = "end_retention"


WorkflowRequest = (
    SubmitRequest
    | ApproveRequest
    | JudgementRequest
    | RejectRequest
    | WithdrawRequest
    | ChangeIdentityRequest
    | RevokeRequest
    | ReopenRequest
    | GrantAttemptRequest
    | RedactRequest
    | PassDeadlineRequest
)


@validated
@frozen(kw_only=True)
class CaseContext:
    """The facts of a case that an activity needs to decide on a request."""

    case_id: str
    events: tuple[Event, ...]
    now: datetime


@validated
@frozen(kw_only=True)
class RequestDecision:
    """The decision of `decide` on a request, with moments that depend on the calendar."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    remind_at: datetime | None = None
    """For a submission: when reviewers are reminded."""
    retain_until: datetime | None = None
    """For images or a verification that are still retained: when to check them again."""
    intake_refused_on: date | None = None
    """Set if the submission was refused at intake, by the rules of this day."""
    error: SerializedError | None = None


@validated
@frozen(kw_only=True)
class UpdateResult:
    """The result of an update: the case, and whether intake was refused."""

    case: Case
    intake_refused_on: date | None = None


@validated
@frozen(kw_only=True)
class History:
    """The events of a case, the oldest first."""

    events: tuple[Event, ...]


@validated
@frozen(kw_only=True)
class PendingEffect:
    """An effect to be performed, with a key that is the same for every attempt."""

    case_id: str
    key: str
    effect: Effect
    submissions: tuple[Submitted, ...] = ()
    """All submissions so far, the oldest first; notifications go to the contact of the last one."""


@validated
@frozen(kw_only=True)
class WorkflowSettings:
    """Time limits and retries of a case.

    They are fixed when the case begins, so that later settings do not affect its history.
    """

    attempt_timeout_seconds: int = 60
    """An attempt to perform an effect that takes longer is abandoned and repeated."""
    max_attempts: int = 12
    """Attempts before an effect becomes a dead letter; with the other defaults, half a day."""
    initial_interval_seconds: int = 10
    decision_timeout_seconds: int = 60
    """How long a decision may take in total, with retries, before its caller gets an error."""


@validated
@frozen(kw_only=True)
class WorkflowState:
    """The complete state of a case's workflow, passed from one run to the next."""

    case_id: str
    settings: WorkflowSettings = field(factory=WorkflowSettings)
    events: tuple[Event, ...] = ()
    seen_update_ids: tuple[str, ...] = ()
    """Ids of the updates that changed the case, as `join_update_id` makes them."""
    outbox: tuple[PendingEffect, ...] = ()
    """Effects that are not yet performed, the oldest first."""
    dead_letters: tuple[PendingEffect, ...] = ()
    remind_at: datetime | None = None
    """None once reviewers have been reminded."""
    retain_until: datetime | None = None
    """When to check images and verification of a decided case again; None: never."""


#: Separates the two parts of an update id; a pseudonym does not contain it.
_DIGEST_SEPARATOR = ":"


def join_update_id(command_id: str, digest: str) -> str:
    """Return the id of an update: the command id, and the digest of the request."""
    return f"{command_id}{_DIGEST_SEPARATOR}{digest}"


def find_seen_update(update_id: str, seen_ids: Iterable[str]) -> str | None:
    """Return the seen update with the same command id, or None.

    Earlier releases recorded no digest: an id without one equals any request.
    """
    command_id, _, digest = update_id.partition(_DIGEST_SEPARATOR)
    for seen_id in seen_ids:
        seen_command_id, _, seen_digest = seen_id.partition(_DIGEST_SEPARATOR)
        if seen_command_id == command_id:
            return seen_id if digest and seen_digest else update_id
    return None
