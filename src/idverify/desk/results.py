"""Results of the steps of a desk (結果), with the effects that failed."""

from collections.abc import Iterable

from attrs import field, frozen

from idverify.i18n import Label
from idverify.lifecycle.case import Case
from idverify.policy.assessment import Assessment
from idverify.ports import OutboxEntry

__all__ = ["DueCases", "FailedEffect", "StepResult"]


@frozen
class FailedEffect:
    """An effect that failed; it stays outstanding and is tried again."""

    entry: OutboxEntry
    error: Exception = field(repr=lambda error: type(error).__name__)
    """What the adapter raised; its text may hold an address, so the `repr` gives only the class."""


@frozen(kw_only=True)
class StepResult:
    """The result of a step: the case after it, and what failed."""

    case: Case
    assessment: Assessment | None = None
    """For a submission refused at intake: what has to be corrected. Nothing was stored."""
    unchanged: Label | None = None
    """Why the step changed nothing, in both languages; None if it changed the case."""
    failed_effects: tuple[FailedEffect, ...] = ()
    """Effects that failed; the step itself is complete."""


@frozen(kw_only=True)
class DueCases:
    """What `process_due_cases` did, as ids of cases."""

    overdue: tuple[str, ...] = ()
    """The deadline has passed: now reported to the operators, or reported before."""
    reminded: tuple[str, ...] = ()
    """The operators were reminded of a deadline that is near."""
    lapsed: tuple[str, ...] = ()
    """The verification has lapsed, and a new one is needed."""
    failed_effects: tuple[FailedEffect, ...] = field(default=(), repr=False)
    """Effects that failed; they stay outstanding and are tried again."""

    @classmethod
    def merge(cls, results: Iterable["DueCases"]) -> "DueCases":
        """Return what several calls did together."""
        every = tuple(results)
        return cls(
            overdue=tuple(id_ for each in every for id_ in each.overdue),
            reminded=tuple(id_ for each in every for id_ in each.reminded),
            lapsed=tuple(id_ for each in every for id_ in each.lapsed),
            failed_effects=tuple(effect for each in every for effect in each.failed_effects),
        )
