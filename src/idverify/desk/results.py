"""Result of a step of the desk (結果), with the effects that failed."""

from attrs import frozen

from idverify.lifecycle.case import Case
from idverify.policy.assessment import Assessment
from idverify.ports import OutboxEntry

__all__ = ["FailedEffect", "StepResult"]


@frozen
class FailedEffect:
    """An effect that failed; it stays outstanding and is tried again."""

    entry: OutboxEntry
    error: Exception


@frozen(kw_only=True)
class StepResult:
    """The result of a step: the case after it, and what failed."""

    case: Case
    assessment: Assessment | None = None
    """For a submission refused at intake: what has to be corrected. Nothing was stored."""
    failed_effects: tuple[FailedEffect, ...] = ()
    """Effects that failed; the step itself is complete."""
