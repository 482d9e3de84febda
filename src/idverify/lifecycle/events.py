"""Events: what has happened to a case, without personal data.

Events hold codes, dates, ids and salted fingerprints. A history of events replays to the
same state after the person's data are purged (promise 5). Ids of submissions and reviewers
are opaque to this library and must not identify a person: no names, no addresses.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final, cast

from attrs import Attribute, field, frozen

from idverify.errors import InvalidValueError
from idverify.model.applicants import IdentityField
from idverify.model.reasons import LocatedReason
from idverify.model.validators import as_tuple, is_code_tuple, is_opaque_id, not_empty
from idverify.policy.stamps import PolicyStamp
from idverify.validation import at_least, validated

__all__ = [
    "EVENT_NAMES",
    "Approved",
    "AttemptGranted",
    "CarriedDocument",
    "DeadlinePassed",
    "DecisionProposed",
    "Event",
    "IdentityChanged",
    "JudgementRecorded",
    "ProposedDecision",
    "Redacted",
    "RefusedForGood",
    "Rejected",
    "Reopened",
    "ReopeningReason",
    "ReviewDeadline",
    "Revoked",
    "RevokedForGood",
    "Submitted",
    "VerificationLapsed",
    "Withdrawn",
]


@validated
@frozen(kw_only=True)
class ReviewDeadline:
    """The review deadline (審査期限) as promised; later calendars do not change it."""

    received_on: date
    """The day of receipt in Japan."""
    due_on: date
    """The last day on which a decision is on time."""
    ends_at: datetime
    """The first moment that is too late: the end of `due_on` in the clock's time zone."""
    is_provisional: bool = False
    """Some holiday before the deadline was not yet promulgated."""


def _is_code(instance: object, attribute: "Attribute[str]", code: object) -> None:
    is_code_tuple(instance, attribute, (code,))


def _are_codes(instance: object, attribute: "Attribute[tuple[str, ...]]", codes: object) -> None:
    for code in cast("tuple[str, ...]", codes):
        is_code_tuple(instance, attribute, (code,))


def _are_among_reasons(
    event: "DecisionProposed | Rejected | RefusedForGood | Revoked | RevokedForGood",
    _: object,
    located: tuple[LocatedReason, ...],
) -> None:
    for index, reason in enumerate(located):
        if reason.code not in event.reasons or reason.document_index is None:
            raise InvalidValueError(
                f"located_reasons[{index}] has no document_index, or its code is none of reasons"
            )


@validated
@frozen(kw_only=True)
class CarriedDocument:
    """A document of an earlier submission that is part of a later one, with its observation."""

    document_index: int = field(validator=at_least(0))
    """Index of the document in the later submission."""
    submission_id: str = field(validator=is_opaque_id)
    """The earlier submission."""
    earlier_index: int = field(validator=at_least(0))
    """Index of the document in the earlier submission."""


@validated
@frozen(kw_only=True)
class Submitted:
    """The applicant submitted documents (提出); the review clock starts or restarts."""

    at: datetime
    submission_id: str = field(validator=is_opaque_id)
    fingerprint: str
    """Of the profile at that time: salted, so it reveals nothing once the salt is purged."""
    deadline: ReviewDeadline
    document_kinds: tuple[str, ...] = field(default=(), converter=as_tuple, validator=_are_codes)
    """The kinds of the documents, in order; earlier releases recorded none."""
    carried_over: tuple[CarriedDocument, ...] = field(
        default=(), converter=tuple[CarriedDocument, ...]
    )
    """The documents that come from an earlier submission (前回から引き継いだ書類)."""


@validated
@frozen(kw_only=True)
class Approved:
    """A reviewer approved the pending submission (承認)."""

    at: datetime
    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)
    document_kinds: tuple[str, ...] = field(default=(), converter=as_tuple, validator=_are_codes)
    """The kinds of the documents decided on, in order; earlier releases recorded none."""
    policy: PolicyStamp | None = None
    """The policy that was applied; earlier releases recorded none."""


@validated
@frozen(kw_only=True)
class Rejected:
    """A reviewer rejected the pending submission, with reasons (非承認); another may follow."""

    at: datetime
    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)
    located_reasons: tuple[LocatedReason, ...] = field(
        default=(), converter=tuple[LocatedReason, ...], validator=_are_among_reasons
    )
    """The places of those reasons that apply to a document; the others apply to the whole."""
    document_kinds: tuple[str, ...] = field(default=(), converter=as_tuple, validator=_are_codes)
    """The kinds of the documents decided on, in order; earlier releases recorded none."""
    policy: PolicyStamp | None = None
    """The policy that was applied; earlier releases recorded none."""


@validated
@frozen(kw_only=True)
class RefusedForGood:
    """A reviewer refused the case permanently; nothing may be submitted until it is reopened."""

    at: datetime
    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)
    located_reasons: tuple[LocatedReason, ...] = field(
        default=(), converter=tuple[LocatedReason, ...], validator=_are_among_reasons
    )
    """The places of those reasons that apply to a document; the others apply to the whole."""
    document_kinds: tuple[str, ...] = field(default=(), converter=as_tuple, validator=_are_codes)
    """The kinds of the documents decided on, in order; earlier releases recorded none."""
    policy: PolicyStamp | None = None
    """The policy that was applied; earlier releases recorded none."""


class ProposedDecision(StrEnum):
    """A decision that a reviewer proposed, by the event that it would be."""

    REJECTED = "rejected"
    REFUSED_FOR_GOOD = "refused_for_good"
    REVOKED = "revoked"
    REVOKED_FOR_GOOD = "revoked_for_good"


@validated
@frozen(kw_only=True)
class DecisionProposed:
    """A reviewer decided what the policy lets only two reviewers decide (二人目の確認待ち)."""

    at: datetime
    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)
    """The first reviewer; the decision of another one carries it out."""
    decision: ProposedDecision
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)
    located_reasons: tuple[LocatedReason, ...] = field(
        default=(), converter=tuple[LocatedReason, ...], validator=_are_among_reasons
    )
    """The places of those reasons that apply to a document; the others apply to the whole."""
    document_kinds: tuple[str, ...] = field(default=(), converter=as_tuple, validator=_are_codes)
    """The kinds of the documents, in order."""
    policy: PolicyStamp | None = None
    """The policy that was applied."""


@validated
@frozen(kw_only=True)
class JudgementRecorded:
    """A reviewer answered a question that the observations leave open (審査担当者の判断)."""

    at: datetime
    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)
    question: str = field(validator=_is_code)
    """The name of the fact, as in `name`."""
    document_index: int | None = field(default=None, validator=at_least(0))
    """Index of the document in the submission; `None`: the submission as a whole."""
    answer: str = field(validator=_is_code)
    """The code of one of the answers that the fact can have."""
    evidence: str = field(validator=is_opaque_id)
    """Keyed digest of what was judged; another one later means that the judgement is void."""


@validated
@frozen(kw_only=True)
class Withdrawn:
    """The applicant withdrew the pending submission (取下げ)."""

    at: datetime
    submission_id: str = field(validator=is_opaque_id)


@validated
@frozen(kw_only=True)
class IdentityChanged:
    """The profile no longer matches the identity submitted or verified (氏名・住所等の変更)."""

    at: datetime
    changed: frozenset[IdentityField] = field(validator=not_empty)


@validated
@frozen(kw_only=True)
class DeadlinePassed:
    """The review deadline passed without a decision; operators are notified."""

    at: datetime
    submission_id: str = field(validator=is_opaque_id)


@validated
@frozen(kw_only=True)
class Revoked:
    """A reviewer revoked an approval, with reasons; the applicant may submit again."""

    at: datetime
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)
    located_reasons: tuple[LocatedReason, ...] = field(
        default=(), converter=tuple[LocatedReason, ...], validator=_are_among_reasons
    )
    """The places of those reasons that apply to a document; the others apply to the whole."""
    document_kinds: tuple[str, ...] = field(default=(), converter=as_tuple, validator=_are_codes)
    """The kinds of the documents decided on, in order; earlier releases recorded none."""
    policy: PolicyStamp | None = None
    """The policy that was applied; earlier releases recorded none."""


@validated
@frozen(kw_only=True)
class RevokedForGood:
    """A reviewer revoked an approval permanently, with reasons."""

    at: datetime
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)
    located_reasons: tuple[LocatedReason, ...] = field(
        default=(), converter=tuple[LocatedReason, ...], validator=_are_among_reasons
    )
    """The places of those reasons that apply to a document; the others apply to the whole."""
    document_kinds: tuple[str, ...] = field(default=(), converter=as_tuple, validator=_are_codes)
    """The kinds of the documents decided on, in order; earlier releases recorded none."""
    policy: PolicyStamp | None = None
    """The policy that was applied; earlier releases recorded none."""


class ReopeningReason(StrEnum):
    """Why a closed case is reopened, or a further attempt is granted."""

    REVIEW_ERROR = "review_error"
    """The decision was wrong (審査の誤り)."""
    APPEAL = "appeal"
    """The applicant objected, and the objection is accepted (異議の申出)."""
    NEW_DOCUMENTS = "new_documents"
    """The applicant has documents that were not available before."""
    TECHNICAL_FAULT = "technical_fault"
    """An attempt was lost by a fault of the service."""
    OTHER = "other"


@validated
@frozen(kw_only=True)
class Reopened:
    """A reviewer reopened a closed case; the applicant may submit as at the beginning (再開)."""

    at: datetime
    reviewer: str = field(validator=is_opaque_id)
    reason: ReopeningReason


@validated
@frozen(kw_only=True)
class AttemptGranted:
    """A reviewer granted one attempt more than the policy allows (提出回数の追加)."""

    at: datetime
    reviewer: str = field(validator=is_opaque_id)
    reason: ReopeningReason


@validated
@frozen(kw_only=True)
class VerificationLapsed:
    """The policy requires a new verification: the previous one has lapsed."""

    at: datetime


@validated
@frozen(kw_only=True)
class Redacted:
    """The personal data of the case were purged (破棄); this history is what remains."""

    at: datetime


Event = (
    Submitted
    | Approved
    | Rejected
    | RefusedForGood
    | DecisionProposed
    | JudgementRecorded
    | Withdrawn
    | IdentityChanged
    | DeadlinePassed
    | Revoked
    | RevokedForGood
    | Reopened
    | AttemptGranted
    | VerificationLapsed
    | Redacted
)
"""Any event."""

#: Names of events in error texts, answers to other systems and diagrams. A class may be
#: renamed, its name here stays.
EVENT_NAMES: Final[Mapping[type[Event], str]] = {
    Submitted: "Submitted",
    Approved: "Approved",
    Rejected: "Rejected",
    RefusedForGood: "RefusedForGood",
    DecisionProposed: "DecisionProposed",
    JudgementRecorded: "JudgementRecorded",
    Withdrawn: "Withdrawn",
    IdentityChanged: "IdentityChanged",
    DeadlinePassed: "DeadlinePassed",
    Revoked: "Revoked",
    RevokedForGood: "RevokedForGood",
    Reopened: "Reopened",
    AttemptGranted: "AttemptGranted",
    VerificationLapsed: "VerificationLapsed",
    Redacted: "Redacted",
}
