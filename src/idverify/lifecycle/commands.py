"""Commands: requests to change a case.

Commands are not stored, so they may carry personal data.
"""

from datetime import date

from attrs import field, frozen

from idverify.lifecycle.events import CarriedDocument, ReopeningReason
from idverify.model.applicants import IdentityField
from idverify.model.reasons import LocatedReason, as_reasons, is_reason_tuple
from idverify.model.submissions import Submission
from idverify.model.validators import is_opaque_id
from idverify.policy.assessment import Assessment
from idverify.policy.judgements import Judgement
from idverify.validation import validated

__all__ = [
    "Approve",
    "ChangeIdentity",
    "CheckDeadline",
    "Command",
    "GrantAttempt",
    "LapseVerification",
    "RecordJudgement",
    "Redact",
    "Reject",
    "Reopen",
    "Revoke",
    "Submit",
    "Withdraw",
]


@validated
@frozen(kw_only=True)
class Submit:
    """The applicant submits documents, for the first time or again (提出・再提出)."""

    submission: Submission
    fingerprint: str
    """Of the current profile, made by `idverify.lifecycle.fingerprints.compute_fingerprint`."""
    carried_over: tuple[CarriedDocument, ...] = ()
    """The documents that come from an earlier submission."""


@validated
@frozen(kw_only=True)
class Approve:
    """A reviewer approves the submission that was reviewed (承認)."""

    submission: Submission
    """With the reviewer's observations; the policy evaluates it again."""
    fingerprint: str
    """Of the profile at the time of the approval."""
    reviewer: str = field(validator=is_opaque_id)
    evidence: tuple[str, ...] = ()
    """A keyed digest of each document with its observation; without them no judgement counts."""


@validated
@frozen(kw_only=True)
class RecordJudgement:
    """A reviewer answers a question that the observations leave open (審査担当者の判断)."""

    submission: Submission
    """With the observations of the reviewer; the policy evaluates it again."""
    judgement: Judgement
    reviewer: str = field(validator=is_opaque_id)
    evidence: tuple[str, ...] = field(converter=tuple[str, ...])
    """A keyed digest of each document with its observation."""


@validated
@frozen(kw_only=True)
class Reject:
    """A reviewer rejects a submission, with reasons, permanently or not (非承認)."""

    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str | LocatedReason, ...] = field(
        converter=as_reasons, validator=is_reason_tuple
    )
    """Codes of `idverify.catalogue.reasons` or of the service, alone or with their place."""
    final: bool | None = None
    """Whether it is permanent; None: the default of the policy for these reasons."""
    assessment: Assessment | None = None
    """What the policy found: the places of the reasons, and the images that must not be kept."""
    drop_images: bool = False
    """Destroy all images regardless of the assessment: the reviewer saw what no rule covers."""


@validated
@frozen(kw_only=True)
class Withdraw:
    """The applicant withdraws the pending submission (取下げ)."""


@validated
@frozen(kw_only=True)
class ChangeIdentity:
    """The profile was edited; `changed` names the fields that differ and may be empty."""

    changed: frozenset[IdentityField]


@validated
@frozen(kw_only=True)
class CheckDeadline:
    """A request to check whether the review deadline has passed."""


@validated
@frozen(kw_only=True)
class Revoke:
    """A reviewer revokes an approval, with reasons, permanently or not."""

    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str | LocatedReason, ...] = field(
        converter=as_reasons, validator=is_reason_tuple
    )
    final: bool | None = None
    """Whether it is permanent; None: the default of the policy for these reasons."""


@validated
@frozen(kw_only=True)
class Reopen:
    """A reviewer reopens a closed case (再開); the attempts are counted from the beginning."""

    reviewer: str = field(validator=is_opaque_id)
    reason: ReopeningReason


@validated
@frozen(kw_only=True)
class GrantAttempt:
    """A reviewer grants one attempt more than the policy allows, after all were used."""

    reviewer: str = field(validator=is_opaque_id)
    reason: ReopeningReason


@validated
@frozen(kw_only=True)
class LapseVerification:
    """A verification lapses, because the policy now requires a new one."""


@validated
@frozen(kw_only=True)
class Redact:
    """A request to destroy the personal data of a case (破棄)."""

    contract_ended_on: date | None = None
    """Required where the policy keeps records for some years from the end of the contract; if
    there never was a contract, the day of the last decision."""


Command = (
    Submit
    | Approve
    | RecordJudgement
    | Reject
    | Withdraw
    | ChangeIdentity
    | CheckDeadline
    | Revoke
    | Reopen
    | GrantAttempt
    | LapseVerification
    | Redact
)
"""Any command."""
