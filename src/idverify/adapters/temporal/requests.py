"""What travels between client, workflow and activities: references, codes and days, no person."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from attrs import field, frozen

from idverify.errors import IdVerifyError, IllegalTransition, InvalidValue, VersionConflict
from idverify.lifecycle.case import Case
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event, Submitted
from idverify.vocabulary.applicants import IdentityField

__all__ = [
    "TASK_QUEUE",
    "WORKFLOW",
    "Answer",
    "ApproveRequest",
    "ChangeRequest",
    "DeadlineRequest",
    "Fault",
    "History",
    "Kept",
    "Known",
    "Promise",
    "RedactRequest",
    "Refusal",
    "RejectRequest",
    "Request",
    "RetentionRequest",
    "RevokeRequest",
    "Ruling",
    "SubmitRequest",
    "Terms",
    "WithdrawRequest",
]

WORKFLOW = "idverify.Case"
TASK_QUEUE = "idverify-cases"


@frozen(kw_only=True)
class SubmitRequest:
    """Take in what the vault keeps under this id."""

    step: ClassVar[str] = "submit"
    event: ClassVar[str] = "Submitted"
    submission_id: str


@frozen(kw_only=True)
class ApproveRequest:
    """Approve the submission the reviewer has seen."""

    step: ClassVar[str] = "approve"
    event: ClassVar[str] = "Approved"
    submission_id: str
    fingerprint: str
    """Of the profile as it stands now."""
    reviewer: str


@frozen(kw_only=True)
class RejectRequest:
    """Reject it, for these reasons or else for all that the policy finds."""

    step: ClassVar[str] = "reject"
    event: ClassVar[str] = "Rejected"
    submission_id: str
    reviewer: str
    reasons: tuple[str, ...] = ()
    final: bool | None = None
    """None: as the policy has it for these reasons."""


@frozen(kw_only=True)
class WithdrawRequest:
    """Take the pending submission back."""

    step: ClassVar[str] = "withdraw"
    event: ClassVar[str] = "Withdrawn"


@frozen(kw_only=True)
class ChangeRequest:
    """The profile was edited; the fields that really differ from the one submitted."""

    step: ClassVar[str] = "change"
    event: ClassVar[str] = "IdentityChanged"
    changed: frozenset[IdentityField]
    expected: int
    """The version of the case at which the profiles were compared."""


@frozen(kw_only=True)
class RevokeRequest:
    """Take an approval back."""

    step: ClassVar[str] = "revoke"
    event: ClassVar[str] = "Revoked"
    reviewer: str
    reasons: tuple[str, ...]
    final: bool | None = None
    """None: as the policy has it for these reasons."""


@frozen(kw_only=True)
class RedactRequest:
    """Purge the personal data."""

    step: ClassVar[str] = "redact"
    event: ClassVar[str] = "Redacted"
    contract_ended_on: date | None = None


@frozen(kw_only=True)
class DeadlineRequest:
    """The timer of the review has gone off."""

    step: ClassVar[str] = "pass_deadline"
    event: ClassVar[str] = "DeadlinePassed"


@frozen(kw_only=True)
class RetentionRequest:
    """The timer of pictures or verification has gone off; a lapse is a step, the rest is none."""

    step: ClassVar[str] = "end_retention"


Request = (
    SubmitRequest
    | ApproveRequest
    | RejectRequest
    | WithdrawRequest
    | ChangeRequest
    | RevokeRequest
    | RedactRequest
    | DeadlineRequest
)


@frozen(kw_only=True)
class Known:
    """What an activity is told of the case it has to rule on."""

    case_id: str
    events: tuple[Event, ...]
    now: datetime


class Fault(StrEnum):
    """Which error a refusal is."""

    ILLEGAL = "illegal"
    INVALID = "invalid"
    STALE = "stale"


@frozen(kw_only=True)
class Refusal:
    """An error of the lifecycle, as it travels."""

    fault: Fault
    text: str
    text_ja: str = ""
    state: str = ""
    step: str = ""
    possible: tuple[str, ...] = ()
    """What would have been legal."""
    versions: tuple[int, ...] = ()

    @classmethod
    def of(cls, error: IllegalTransition | InvalidValue | VersionConflict) -> "Refusal":
        """Take an error to pieces."""
        match error:
            case IllegalTransition():
                return cls(
                    fault=Fault.ILLEGAL,
                    text=error.why,
                    text_ja=error.why_ja,
                    state=str(error.state),
                    step=error.step,
                    possible=error.possible,
                )
            case VersionConflict():
                versions = (error.expected, error.actual)
                return cls(fault=Fault.STALE, text=str(error), versions=versions)
            case InvalidValue():
                return cls(fault=Fault.INVALID, text=str(error))

    def error(self, case_id: str) -> IdVerifyError:
        """Put the error together again."""
        match self.fault:
            case Fault.ILLEGAL:
                words = (self.text, self.text_ja)
                return IllegalTransition(self.state, self.step, self.possible, *words)
            case Fault.STALE:
                return VersionConflict(case_id, *self.versions)
            case Fault.INVALID:
                return InvalidValue(self.text)


@frozen(kw_only=True)
class Ruling:
    """What `decide` says, with what only a calendar can say beside it."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    remind_at: datetime | None = None
    """For a submission: when reviewers are reminded."""
    retain_until: datetime | None = None
    """For pictures or a verification whose time is not over: when to look again."""
    turned_away_on: date | None = None
    """The submission does not pass the door, by the rules of this day."""
    refusal: Refusal | None = None


@frozen(kw_only=True)
class Answer:
    """What an update answers."""

    case: Case
    turned_away_on: date | None = None


@frozen(kw_only=True)
class History:
    """Every event of a case, the oldest first."""

    events: tuple[Event, ...]


@frozen(kw_only=True)
class Promise:
    """An effect to be performed, under a key that stays the same for every attempt."""

    case_id: str
    key: str
    effect: Effect
    submissions: tuple[Submitted, ...] = ()
    """Every one so far, the oldest first; people are told where they last asked."""


@frozen(kw_only=True)
class Terms:
    """How patient a case is; fixed when it begins, so that a later setting changes no history."""

    attempt_seconds: int = 60
    """An attempt to perform an effect that takes longer is taken for dead, and made anew."""
    attempts: int = 12
    """After so many an effect is given up; with pauses up to two hours that is half a day."""
    first_pause_seconds: int = 10
    rule_seconds: int = 60
    """How long a decision may take in all, retries included, before its caller gets an error."""


@frozen(kw_only=True)
class Kept:
    """Everything a case remembers: what a run of the workflow begins with and hands to the next."""

    case_id: str
    terms: Terms = field(factory=Terms)
    events: tuple[Event, ...] = ()
    seen: tuple[str, ...] = ()
    """The updates that changed something, by their ids."""
    outbox: tuple[Promise, ...] = ()
    """Effects still to be performed, the oldest first."""
    given_up: tuple[Promise, ...] = ()
    remind_at: datetime | None = None
    """None once reviewers have been reminded."""
    retain_until: datetime | None = None
    """When to look at pictures and verification of a case decided on; None: never again."""
