"""What has happened to a case: codes, days, ids and salted fingerprints, never personal data.

A history of these replays to the same state after the person's data are purged
(promise 5). Ids of submissions and reviewers are opaque to this library and must
be so to a stranger: no names, no addresses.
"""

from datetime import date, datetime
from typing import Any

from attrs import Attribute, field, frozen

from idverify.errors import InvalidValueError
from idverify.model.applicants import IdentityField
from idverify.model.validators import as_tuple, is_code_tuple, is_opaque_id, not_empty

__all__ = [
    "Approved",
    "DeadlinePassed",
    "Event",
    "IdentityChanged",
    "Redacted",
    "RefusedForGood",
    "Rejected",
    "ReviewDeadline",
    "Revoked",
    "RevokedForGood",
    "Submitted",
    "VerificationLapsed",
    "Withdrawn",
    "require_aware",
]


def require_aware(_: object, attribute: "Attribute[datetime]", value: datetime) -> None:
    """Refuse a moment without a time zone: nobody can tell on which day of Japan it lies."""
    if value.utcoffset() is None:
        raise InvalidValueError(f"{attribute.name} has no time zone: pass an aware datetime")


def _aware_datetime_field() -> Any:  # noqa: ANN401 - attrs types field() by what it defines
    return field(validator=require_aware)


@frozen(kw_only=True)
class ReviewDeadline:
    """The review deadline (審査期限) as it was promised; later calendars do not change it."""

    received_on: date
    """The day of receipt in Japan."""
    due_on: date
    """The last day on which a decision is in time."""
    ends_at: datetime = _aware_datetime_field()
    """The first moment that is too late: the end of `due_on` where the clock stands."""
    is_provisional: bool = False
    """Some holiday on the way was not yet promulgated."""


@frozen(kw_only=True)
class Submitted:
    """The applicant handed in documents (提出); the clock starts, or starts again."""

    at: datetime = _aware_datetime_field()
    submission_id: str = field(validator=is_opaque_id)
    fingerprint: str
    """Of the profile as it stood: salted, so that it tells nothing once the salt is purged."""
    deadline: ReviewDeadline


@frozen(kw_only=True)
class Approved:
    """A reviewer approved the pending submission (承認)."""

    at: datetime = _aware_datetime_field()
    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)


@frozen(kw_only=True)
class Rejected:
    """A reviewer rejected the pending submission, with reasons (非承認); another may follow."""

    at: datetime = _aware_datetime_field()
    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)


@frozen(kw_only=True)
class RefusedForGood:
    """A reviewer refused the case; nothing may be resubmitted."""

    at: datetime = _aware_datetime_field()
    submission_id: str = field(validator=is_opaque_id)
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)


@frozen(kw_only=True)
class Withdrawn:
    """The applicant took the pending submission back (取下げ)."""

    at: datetime = _aware_datetime_field()
    submission_id: str = field(validator=is_opaque_id)


@frozen(kw_only=True)
class IdentityChanged:
    """The profile no longer says who was, or was to be, verified (氏名・住所等の変更)."""

    at: datetime = _aware_datetime_field()
    changed: frozenset[IdentityField] = field(validator=not_empty)


@frozen(kw_only=True)
class DeadlinePassed:
    """The review deadline passed without a decision; operators are told, nothing is decided."""

    at: datetime = _aware_datetime_field()
    submission_id: str = field(validator=is_opaque_id)


@frozen(kw_only=True)
class Revoked:
    """An approval was taken back, with reasons; the applicant may submit again."""

    at: datetime = _aware_datetime_field()
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)


@frozen(kw_only=True)
class RevokedForGood:
    """An approval was taken back for good."""

    at: datetime = _aware_datetime_field()
    reviewer: str = field(validator=is_opaque_id)
    reasons: tuple[str, ...] = field(converter=as_tuple, validator=is_code_tuple)


@frozen(kw_only=True)
class VerificationLapsed:
    """The policy asks for a new verification: the old one has run out."""

    at: datetime = _aware_datetime_field()


@frozen(kw_only=True)
class Redacted:
    """The personal data of the case were purged (破棄); this history is what remains."""

    at: datetime = _aware_datetime_field()


Event = (
    Submitted
    | Approved
    | Rejected
    | RefusedForGood
    | Withdrawn
    | IdentityChanged
    | DeadlinePassed
    | Revoked
    | RevokedForGood
    | VerificationLapsed
    | Redacted
)
"""Whatever can happen to a case."""
