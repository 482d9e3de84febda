"""Asynchronous review desk (審査窓口): the steps of `VerificationDesk` over asynchronous ports."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from attrs import field, frozen

from idverify.async_ports import AsyncCaseStore, AsyncNotifier, AsyncVault
from idverify.calendar.deadline import ReviewClock
from idverify.desk.due_cases import DeskSteps
from idverify.desk.guards import (
    require_collaborators,
    require_host_commit,
    require_policy,
    require_settings,
)
from idverify.desk.operations import run_operation_async
from idverify.desk.results import DueCases, FailedEffect, StepResult
from idverify.lifecycle.case import Case
from idverify.lifecycle.events import ReopeningReason
from idverify.model.applicants import Applicant
from idverify.model.contacts import Contact
from idverify.model.observations import Observation
from idverify.model.reasons import LocatedReason
from idverify.model.submissions import Submission
from idverify.policy.assessment import Assessment
from idverify.policy.judgements import Judgement
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, Clock, Notifier, OutboxEntry, Vault
from idverify.render.messages import MessageComposer, compose_message
from idverify.validation import validated

__all__ = ["AsyncVerificationDesk"]


@frozen(kw_only=True)
class AsyncVerificationDesk:
    """Runs cases as `VerificationDesk` does, with its methods and its errors, over awaited ports.

    A blocking notifier or vault is put behind `idverify.adapters.threads`.

    Raises:
        ConfigurationError: A collaborator is missing, mixed up with another or blocking, or
            the review clock does not count the days that the policy promises.
    """

    store: AsyncCaseStore
    vault: AsyncVault
    notifier: AsyncNotifier
    clock: Clock
    policy: Policy
    review_clock: ReviewClock
    operators: str
    """The address to which overdue cases are reported."""
    defer_effects: bool = False
    """Leave effects to relays instead of performing them with each step."""
    on_commit: Callable[[Callable[[], Awaitable[object]]], object] | None = None
    """For steps inside the transactions of a host: registers a function that the host awaits
    after its commit. Effects are then performed."""
    wording: MessageComposer = compose_message
    """Composes the texts of notifications; a service may provide its own."""

    _steps: DeskSteps = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        require_collaborators(
            is_async=True,
            store=self.store,
            vault=self.vault,
            notifier=self.notifier,
            clock=self.clock,
        )
        require_policy(self.policy, self.review_clock)
        require_settings(self.operators, self.wording, defer_effects=self.defer_effects)
        require_host_commit(self.store, self.on_commit, defer_effects=self.defer_effects)
        object.__setattr__(self, "_steps", self._make_steps())

    def _make_steps(self) -> DeskSteps:
        register = self.on_commit
        return DeskSteps(
            # Typed as the blocking ports: an operation is sent what their awaitables give.
            store=cast("CaseStore", self.store),
            vault=cast("Vault", self.vault),
            notifier=cast("Notifier", self.notifier),
            clock=self.clock,
            policy=self.policy,
            review_clock=self.review_clock,
            operators=self.operators,
            wording=self.wording,
            defer_effects=self.defer_effects,
            after_commit=None if register is None else lambda: register(self.perform_effects),
        )

    # -- queries ----------------------------------------------------------------------------------

    @validated
    async def case(self, case_id: str) -> Case:
        """Return the state of a case; an unknown id is a case without events, 未完了."""
        return await run_operation_async(self._steps.case(case_id))

    @validated
    async def submission(self, case_id: str) -> Submission:
        """Return the current submission with its observations."""
        return await run_operation_async(self._steps.submission(case_id))

    @validated
    async def assess(self, case_id: str) -> Assessment:
        """Evaluate the current submission by the rules of the day it was received."""
        return await run_operation_async(self._steps.assess(case_id))

    @validated
    async def image(self, case_id: str, submission_id: str, sha256: str) -> bytes | None:
        """Return the bytes of an image, or None if they were destroyed."""
        return await run_operation_async(self._steps.image(case_id, submission_id, sha256))

    # -- steps of the applicant -------------------------------------------------------------------

    @validated
    async def submit(
        self,
        case_id: str,
        submission: Submission,
        images: Mapping[str, bytes],
        contact: Contact,
        *,
        command_id: str,
        carry_over: Mapping[int, int] | None = None,
    ) -> StepResult:
        """Submit documents (提出), or refuse them at intake with all findings."""
        return await run_operation_async(
            self._steps.submit(
                case_id,
                submission,
                images,
                contact,
                command_id=command_id,
                carry_over=carry_over,
            )
        )

    @validated
    async def withdraw(self, case_id: str, *, command_id: str) -> StepResult:
        """Withdraw the pending submission (取下げ)."""
        return await run_operation_async(self._steps.withdraw(case_id, command_id=command_id))

    @validated
    async def change_profile(
        self, case_id: str, profile: Applicant, *, command_id: str
    ) -> StepResult:
        """Record an edited profile; a changed identity returns the case to 未完了."""
        return await run_operation_async(
            self._steps.change_profile(case_id, profile, command_id=command_id)
        )

    # -- steps of the reviewer --------------------------------------------------------------------

    @validated
    async def observe(
        self, case_id: str, submission_id: str, observations: Sequence[Observation]
    ) -> Assessment:
        """Store the observations of a reviewer (所見), one per document; return the assessment."""
        return await run_operation_async(self._steps.observe(case_id, submission_id, observations))

    @validated
    async def approve(
        self,
        case_id: str,
        submission_id: str,
        *,
        profile: Applicant,
        reviewer: str,
        command_id: str,
    ) -> StepResult:
        """Approve the submission that the reviewer has seen (承認), if the policy accepts it."""
        return await run_operation_async(
            self._steps.approve(
                case_id, submission_id, profile=profile, reviewer=reviewer, command_id=command_id
            )
        )

    @validated
    async def record_judgement(
        self,
        case_id: str,
        submission_id: str,
        judgement: Judgement,
        *,
        reviewer: str,
        command_id: str,
    ) -> StepResult:
        """Record the answer of a reviewer to an open question (判断の記録)."""
        return await run_operation_async(
            self._steps.record_judgement(
                case_id, submission_id, judgement, reviewer=reviewer, command_id=command_id
            )
        )

    @validated
    async def reject(
        self,
        case_id: str,
        submission_id: str,
        *,
        reviewer: str,
        command_id: str,
        reasons: Iterable[str | LocatedReason] = (),
        final: bool | None = None,
    ) -> StepResult:
        """Reject a submission (非承認), for the given reasons or else for all findings."""
        return await run_operation_async(
            self._steps.reject(
                case_id,
                submission_id,
                reviewer=reviewer,
                command_id=command_id,
                reasons=reasons,
                final=final,
            )
        )

    @validated
    async def revoke(
        self,
        case_id: str,
        *,
        reviewer: str,
        reasons: Iterable[str | LocatedReason],
        command_id: str,
        final: bool | None = None,
    ) -> StepResult:
        """Revoke an approval, with reasons."""
        return await run_operation_async(
            self._steps.revoke(
                case_id, reviewer=reviewer, reasons=reasons, command_id=command_id, final=final
            )
        )

    @validated
    async def reopen(
        self, case_id: str, *, reviewer: str, reason: ReopeningReason, command_id: str
    ) -> StepResult:
        """Reopen a closed case (再開); the attempts are counted from the beginning."""
        return await run_operation_async(
            self._steps.reopen(case_id, reviewer=reviewer, reason=reason, command_id=command_id)
        )

    @validated
    async def grant_attempt(
        self, case_id: str, *, reviewer: str, reason: ReopeningReason, command_id: str
    ) -> StepResult:
        """Grant one attempt more than the policy allows, after all were used."""
        return await run_operation_async(
            self._steps.grant_attempt(
                case_id, reviewer=reviewer, reason=reason, command_id=command_id
            )
        )

    # -- steps of the operator --------------------------------------------------------------------

    @validated
    async def redact(
        self, case_id: str, *, command_id: str, contract_ended_on: date | None = None
    ) -> StepResult:
        """Destroy the personal data of a case (破棄); its history of codes remains."""
        return await run_operation_async(
            self._steps.redact(case_id, command_id=command_id, contract_ended_on=contract_ended_on)
        )

    @validated
    async def lapse(self, case_id: str, *, command_id: str) -> StepResult:
        """Require a new verification (再確認), as `process_due_cases` does when it is due."""
        return await run_operation_async(self._steps.lapse(case_id, command_id=command_id))

    @validated
    async def process_due_cases(self) -> DueCases:
        """Take every step that is due: remind, report, lapse, destroy, and resend."""
        return await run_operation_async(self._steps.process_due_cases())

    @validated
    async def perform_effects(self) -> tuple[FailedEffect, ...]:
        """Perform every outstanding effect, the oldest first; return those that failed."""
        return await run_operation_async(self._steps.perform_effects())

    @validated
    async def perform(self, entry: OutboxEntry) -> None:
        """Perform one effect, or raise; the caller acknowledges it afterwards."""
        await run_operation_async(self._steps.perform(entry))
