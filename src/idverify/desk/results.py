"""What a step of the desk led to (結果), and what could not be done about it just now."""

from attrs import frozen

from idverify.lifecycle.case import Case
from idverify.policy.assessment import Assessment
from idverify.ports import OutboxEntry

__all__ = ["FailedEffect", "StepResult"]


@frozen
class FailedEffect:
    """An effect that failed just now; it stays outstanding and is tried again."""

    entry: OutboxEntry
    error: Exception


@frozen(kw_only=True)
class StepResult:
    """What a step led to."""

    case: Case
    assessment: Assessment | None = None
    """For a submission turned away at the door: what has to be mended. Nothing was kept."""
    failed_effects: tuple[FailedEffect, ...] = ()
    """Effects that failed; the step itself stands."""
