"""What somebody asks to be done with a case. Commands are not kept, so they may carry a person."""

from attrs import field, frozen

from idverify.vocabulary._checks import codes, is_opaque
from idverify.vocabulary.applicants import IdentityField
from idverify.vocabulary.submissions import Submission

__all__ = [
    "Approve",
    "ChangeIdentity",
    "Command",
    "LapseVerification",
    "PassDeadline",
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
    """Of the profile as it stands, made by `idverify.lifecycle.fingerprint`."""


@frozen(kw_only=True)
class Approve:
    """A reviewer approves what was seen (承認)."""

    submission: Submission
    """With the reviewer's observations; the policy evaluates it once more."""
    fingerprint: str
    """Of the profile as it stands *now*."""
    reviewer: str = field(validator=is_opaque)


@frozen(kw_only=True)
class Reject:
    """A reviewer rejects, with reasons (非承認); `final` refuses for good."""

    submission_id: str = field(validator=is_opaque)
    reviewer: str = field(validator=is_opaque)
    reasons: tuple[str, ...] = field(converter=tuple[str, ...], validator=codes)
    """Codes of `idverify.vocabulary.reasons`, or a service's own."""
    final: bool = False
    drop_images: bool = False
    """The pictures show what must not be kept (a number unmasked): destroy them."""


@frozen(kw_only=True)
class Withdraw:
    """The applicant takes the pending submission back (取下げ)."""


@frozen(kw_only=True)
class ChangeIdentity:
    """The profile was edited; `changed` says which fields really differ, and may be empty."""

    changed: frozenset[IdentityField]


@frozen(kw_only=True)
class PassDeadline:
    """Somebody looked at the clock."""


@frozen(kw_only=True)
class Revoke:
    """A reviewer takes an approval back, with reasons; `final` for good."""

    reviewer: str = field(validator=is_opaque)
    reasons: tuple[str, ...] = field(converter=tuple[str, ...], validator=codes)
    final: bool = False


@frozen(kw_only=True)
class LapseVerification:
    """The policy's time for a new verification has come."""


@frozen(kw_only=True)
class Redact:
    """The personal data of the case are to be purged (破棄)."""


Command = (
    Submit
    | Approve
    | Reject
    | Withdraw
    | ChangeIdentity
    | PassDeadline
    | Revoke
    | LapseVerification
    | Redact
)
"""Whatever can be asked."""
