"""Settings of a policy other than its rules: retention, final reasons and gaps of its sources."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import TypedDict

from attrs import field, frozen

from idverify.calendar.civil_code import last_day_of_period
from idverify.calendar.period import require_date
from idverify.catalogue.capabilities import Capability, NextStep
from idverify.catalogue.reasons import REASONS
from idverify.citations import Citation
from idverify.model.reasons import RejectionReason
from idverify.model.uploads import FileLimits
from idverify.model.validators import as_tuple
from idverify.policy.acceptance import Acceptance
from idverify.policy.own_inputs import OwnInput
from idverify.validation import at_least, has_text, validated

__all__ = ["FINAL_REASONS", "RETENTION_NOT_STATED", "Gap", "Retention", "SecondReview", "Settings"]


@validated
@frozen(kw_only=True)
class Retention:
    """Retention periods (保存期間) of images and records; `None`: not stated by any source.

    >>> RETENTION_NOT_STATED.images_days is None
    True
    """

    images_days: int | None = field(default=None, validator=at_least(0))
    """Number of days for which images are kept after the decision, including the last day."""
    drop_undecided_images: bool = False
    """Whether images of submissions without a decision (replaced, withdrawn, or void after a
    change of the profile) are destroyed at once."""
    records_years: int | None = field(default=None, validator=at_least(1))
    """Number of years for which verification records are kept after the contract ends."""
    citations: tuple[Citation, ...] = field(default=(), converter=tuple[Citation, ...])

    def last_day_of_images(self, decided_on: date) -> date | None:
        """Return the last day on which images are kept, or None if the period is not stated.

        >>> Retention(images_days=30).last_day_of_images(date(2026, 11, 2))
        datetime.date(2026, 12, 2)
        """
        if self.images_days is None:
            return None
        return require_date(decided_on, "decided_on") + timedelta(days=self.images_days)

    def last_day_of_records(self, contract_ended_on: date) -> date | None:
        """Return the last day on which records are kept, or None if the period is not stated.

        Years are counted by the Civil Code: the day on which the contract ended is excluded.

        >>> Retention(records_years=7).last_day_of_records(date(2028, 2, 29))
        datetime.date(2035, 2, 28)
        """
        if self.records_years is None:
            return None
        return last_day_of_period(contract_ended_on, 12 * self.records_years)


RETENTION_NOT_STATED = Retention()
"""No source states any retention period."""


class SecondReview(StrEnum):
    """An outcome that a policy lets two different reviewers decide (二人目の確認)."""

    FINAL_REFUSAL = "final_refusal"
    """A refusal or revocation after which nothing may be submitted."""
    FORGERY = "forgery"
    """A refusal or revocation for a reason of the group `integrity`."""
    REVOCATION = "revocation"
    """A revocation, permanent or not."""


@validated
@frozen(kw_only=True)
class Gap:
    """A point that the source does not state, or that could not be read in it (不明な点).

    A policy lists its gaps, so that a missing requirement is not mistaken for leniency.
    """

    statement_ja: str = field(validator=has_text)
    statement_en: str = field(validator=has_text)
    citation: Citation
    """The place where the source would state it."""


class Settings(TypedDict, total=False):
    """Keyword arguments of `Policy.derive` that replace fields of the policy, rules excepted."""

    code: str
    title_ja: str
    title_en: str
    citations: Iterable[Citation]
    accept_list: Iterable[Acceptance]
    files: FileLimits
    business_days: int
    capabilities: Iterable[Capability]
    next_steps: Iterable[NextStep]
    is_optional: bool
    may_replace: bool
    max_attempts: int | None
    reverify_months: int | None
    final_reasons: Iterable[str]
    reasons: Iterable[RejectionReason]
    own_inputs: Iterable[OwnInput]
    second_reviews: Iterable[SecondReview]
    retention: Retention
    trust_frameworks: frozenset[str]
    gaps: Iterable[Gap]


#: Codes of the reasons after which a resubmission is unusual (再提出を前提としない理由).
FINAL_REASONS = frozenset(code for code, reason in REASONS.items() if not reason.usually_retryable)


def as_second_reviews(outcomes: Iterable[SecondReview]) -> frozenset[SecondReview]:
    """Convert outcomes to a set; typed so that type checkers accept it as a converter."""
    return frozenset(outcomes)


def as_codes(codes: Iterable[str]) -> frozenset[str]:
    """Convert codes to a set; typed so that type checkers accept it as a converter."""
    return frozenset(as_tuple(codes))
