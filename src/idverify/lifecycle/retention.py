"""Retention and destruction of images and records (保存と破棄), as the policy defines them."""

from datetime import date, datetime, time, timedelta, tzinfo

from idverify.calendar.deadline import ReviewClock
from idverify.calendar.timezone import moment_at
from idverify.i18n import Label
from idverify.lifecycle.case import Case
from idverify.lifecycle.effects import DropImages, Effect, MaskImages, StartRetentionClock
from idverify.lifecycle.guard_messages import record_retention_reason
from idverify.lifecycle.states import State
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy

__all__ = [
    "drop_undecided_images",
    "earliest",
    "end_of_day",
    "image_retention_end",
    "make_image_effects",
    "redaction_blocking_reason",
    "schedule_expiry",
    "schedule_image_deletion",
    "verification_end",
]


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the first moment after *day* in a time zone."""
    return moment_at(day + timedelta(days=1), time(), zone)


# -- images that must not be kept -----------------------------------------------------------------


def make_image_effects(
    submission_id: str, assessment: Assessment
) -> tuple[DropImages | MaskImages, ...]:
    """Return the effects that destroy or mask images because of what they show.

    An image with an individual number is destroyed. One with a readable insured number is
    masked by the party that received it. Destroyed images need no masking.
    """
    if any(
        finding.must_purge_image and finding.document_index is None
        for finding in assessment.findings
    ):
        return (DropImages(submission_id=submission_id),)
    purged = assessment.documents_to_purge
    dropped = (DropImages(submission_id=submission_id, document_indexes=purged),) if purged else ()
    masked = (
        MaskImages(submission_id=submission_id, document_index=document, fields=fields)
        for document, fields in assessment.fields_to_mask.items()
        if document not in purged
    )
    return (*dropped, *masked)


def drop_undecided_images(case: Case, policy: Policy) -> tuple[Effect, ...]:
    """Return the effect that destroys the images of a pending submission left undecided."""
    if (
        case.deadline is None
        or case.submission_id is None
        or not policy.retention.drop_undecided_images
    ):
        return ()
    return (DropImages(submission_id=case.submission_id),)


# -- retention periods ----------------------------------------------------------------------------


def schedule_image_deletion(
    policy: Policy, clock: ReviewClock, decided_at: datetime
) -> tuple[Effect, ...]:
    """Return an alarm for the end of the image retention after a decision."""
    end = _compute_image_retention_end(policy, clock, decided_at)
    return () if end is None else (StartRetentionClock(at=end),)


def schedule_expiry(
    policy: Policy, clock: ReviewClock, approved_at: datetime
) -> tuple[Effect, ...]:
    """Return an alarm for the end of image retention or verification, whichever is earlier."""
    ends = (
        compute_end(policy, clock, approved_at)
        for compute_end in (_compute_image_retention_end, _compute_verification_end)
    )
    return tuple(StartRetentionClock(at=end) for end in earliest(*ends))


def earliest(*moments: datetime | None) -> tuple[datetime, ...]:
    """Return the earliest moment as a tuple of one, or an empty tuple if all are None."""
    return tuple(sorted(moment for moment in moments if moment is not None)[:1])


def verification_end(case: Case, policy: Policy, clock: ReviewClock) -> datetime | None:
    """Return the first moment at which the verification of a case has lapsed.

    None: the policy sets no period, or nothing is verified.
    """
    at = case.approved_at
    return None if at is None else _compute_verification_end(policy, clock, at)


def _compute_verification_end(
    policy: Policy, clock: ReviewClock, approved_at: datetime
) -> datetime | None:
    approved_on = approved_at.astimezone(clock.zone).date()
    last_day = policy.last_day_of_verification(approved_on)
    return None if last_day is None else end_of_day(last_day, clock.zone)


def image_retention_end(case: Case, policy: Policy, clock: ReviewClock) -> datetime | None:
    """Return the first moment at which the images of a case are no longer kept.

    None: the policy sets no period, nothing was decided yet, the case is redacted, or a
    submission is under review, whose decision restarts the period.
    """
    is_settled = case.state not in {State.UNDER_REVIEW, State.REDACTED}
    if case.decided_at is None or not is_settled:
        return None
    return _compute_image_retention_end(policy, clock, case.decided_at)


def _compute_image_retention_end(
    policy: Policy, clock: ReviewClock, decided_at: datetime
) -> datetime | None:
    decided_on = decided_at.astimezone(clock.zone).date()
    last_day = policy.retention.last_day_of_images(decided_on)
    return None if last_day is None else end_of_day(last_day, clock.zone)


def redaction_blocking_reason(
    policy: Policy, contract_ended_on: date | None, clock: ReviewClock, now: datetime
) -> Label | None:
    """Return why the records of a case may not be purged yet, or None if they may."""
    years = policy.retention.records_years
    if years is None:
        return None
    last_day = contract_ended_on and policy.retention.last_day_of_records(contract_ended_on)
    is_over = last_day is not None and now >= end_of_day(last_day, clock.zone)
    return None if is_over else record_retention_reason(years, last_day)
