"""What somebody asks to be done with a case. Commands are not kept, so they may carry a person."""

from datetime import date

from attrs import field, frozen

from idverify.model.applicants import IdentityField
from idverify.model.submissions import Submission
from idverify.model.validators import as_tuple, is_code_tuple, is_opaque_id
from idverify.policy.assessment import Assessment

__all__ = [
    "Approve",
    "ChangeIdentity",
    "CheckDeadline",
    "Command",
    "LapseVerification",
    "Redact",
    "Reject",
    "Revoke",
    "Submit",
    "Withdraw",
]


@frozen(kw_only=True)
class Submit:
    """The applicant hands in documents (提出・再提出)."""

    submission: Submission
    fingerprint: str
    """Of the profile as it stands, made by `idverify.lifecycle.fingerprints.fingerprint`."""


@frozen(kw_only=True)
class Approve:
    """A reviewer approves what was seen (承認)."""

    submission: Submission
    """With the reviewer's observations; the policy evaluates it once more."""
    fingerprint: str
    """Of the profile as it stands *now*."""
    reviewer: str = field(validator=is_opaque_id)


@frozen(kw_only=True)
class Reject:
    """A reviewer rejects, with reasons (非承認), for good or not."""

    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)
    """Codes of `idverify.catalogue.reasons`, or a service's own."""
    final: bool | None = None
    """Whether it is for good; None: as the policy has it for these reasons."""
    assessment: Assessment | None = None
    """What the policy found: pictures that show what must not be kept are dealt with."""
    drop_images: bool = False
    """Destroy the pictures whatever was found: the reviewer saw what no rule asks about."""


@frozen(kw_only=True)
class Withdraw:
    """The applicant takes the pending submission back (取下げ)."""


@frozen(kw_only=True)
class ChangeIdentity:
    """The profile was edited; `changed` says which fields really differ, and may be empty."""

    changed: frozenset[IdentityField]


@frozen(kw_only=True)
class CheckDeadline:
    """Somebody looked at the clock."""


@frozen(kw_only=True)
class Revoke:
    """A reviewer takes an approval back, with reasons, for good or not."""

    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)
    final: bool | None = None
    """Whether it is for good; None: as the policy has it for these reasons."""


@frozen(kw_only=True)
class LapseVerification:
    """The policy's time for a new verification has come."""


@frozen(kw_only=True)
class Redact:
    """The personal data of the case are to be purged (破棄)."""

    contract_ended_on: date | None = None
    """Needed where the policy keeps records for some years from the end of the contract; if
    there never was one, the day of the last decision."""


Command = (
    Submit
    | Approve
    | Reject
    | Withdraw
    | ChangeIdentity
    | CheckDeadline
    | Revoke
    | LapseVerification
    | Redact
)
"""Whatever can be asked."""
