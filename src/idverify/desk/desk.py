"""Review desk (審査窓口) over blocking ports: one method for each step of a case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from idverify.calendar.deadline import ReviewClock
from idverify.desk.due_cases import DeskSteps
from idverify.desk.guards import (
    require_collaborators,
    require_host_commit,
    require_policy,
    require_settings,
)
from idverify.desk.operations import run_operation
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

__all__ = ["VerificationDesk"]


@frozen(kw_only=True)
class VerificationDesk:
    """Runs cases, with one method for each action of an applicant, reviewer or operator.

    Only `submit` begins a case; every other step on an id without a case raises
    `UnknownCaseError`, except `change_profile`, which answers that there is no verification
    to lose. A repeated `command_id` has no second effect, and one that was used for another
    request raises `CommandIdReusedError`. The loser of a race gets `VersionConflictError`.

    Raises:
        ConfigurationError: A collaborator is missing, mixed up with another or asynchronous, or
            the review clock does not count the days that the policy promises.
    """

    store: CaseStore
    vault: Vault
    notifier: Notifier
    clock: Clock
    policy: Policy
    review_clock: ReviewClock
    operators: str
    """The address to which overdue cases are reported."""
    defer_effects: bool = False
    """Leave effects to relays instead of performing them with each step."""
    on_commit: Callable[[Callable[[], object]], object] | None = None
    """For steps inside the transactions of a host: registers a function that the host calls
    after its commit, as `django.db.transaction.on_commit` does. Effects are then performed."""
    wording: MessageComposer = compose_message
    """Composes the texts of notifications; a service may provide its own."""

    _steps: DeskSteps = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        require_collaborators(
            is_async=False,
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
            store=self.store,
            vault=self.vault,
            notifier=self.notifier,
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
    def case(self, case_id: str) -> Case:
        """Return the state of a case; an unknown id is a case without events, 未完了."""
        return run_operation(self._steps.case(case_id))

    @validated
    def submission(self, case_id: str) -> Submission:
        """Return the current submission with its observations.

        Raises:
            UnknownCaseError: The case has not begun.
            MissingDataError: It has no current submission, or it was purged.
        """
        return run_operation(self._steps.submission(case_id))

    @validated
    def assess(self, case_id: str) -> Assessment:
        """Evaluate the current submission by the rules of the day it was received.

        Raises:
            UnknownCaseError: The case has not begun.
            MissingDataError: It has no current submission, or it was purged.
        """
        return run_operation(self._steps.assess(case_id))

    @validated
    def image(self, case_id: str, submission_id: str, sha256: str) -> bytes | None:
        """Return the bytes of an image, or None if they were destroyed.

        Raises:
            UnknownCaseError: The case has not begun.
        """
        return run_operation(self._steps.image(case_id, submission_id, sha256))

    # -- steps of the applicant -------------------------------------------------------------------

    @validated
    def submit(
        self,
        case_id: str,
        submission: Submission,
        images: Mapping[str, bytes],
        contact: Contact,
        *,
        command_id: str,
        carry_over: Mapping[int, int] | None = None,
    ) -> StepResult:
        """Submit documents (提出), or refuse them at intake with all findings.

        Args:
            case_id: Opaque id of the case; a new one begins a case.
            submission: The profile and the documents, with inspected uploads.
            images: The bytes of each image by its SHA-256.
            contact: Where the applicant is notified.
            command_id: Opaque id of this request; a retry repeats it with the same values.
            carry_over: For indexes of documents of this submission, the indexes of documents of
                the one before it (書類の引き継ぎ). Their images and observations are taken over, so
                such a document has its kind only, and *images* does not hold its bytes.

        Raises:
            IllegalTransitionError: The state of the case or the policy allows no submission.
            MissingDataError: A document to carry over has lost its images.
            InvalidValueError: The bytes are not those of the images, or the submission id was
                used before.
            CommandIdReusedError: The command id was used for another request.
            VersionConflictError: Another step came first; nothing of this one is stored.
        """
        return run_operation(
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
    def withdraw(self, case_id: str, *, command_id: str) -> StepResult:
        """Withdraw the pending submission (取下げ)."""
        return run_operation(self._steps.withdraw(case_id, command_id=command_id))

    @validated
    def change_profile(self, case_id: str, profile: Applicant, *, command_id: str) -> StepResult:
        """Record an edited profile; a changed identity returns the case to 未完了.

        The profile is only compared with the one submitted; it stays with the service. Where
        nothing could be lost, or nothing verified has changed, `StepResult.unchanged` says so.
        """
        return run_operation(self._steps.change_profile(case_id, profile, command_id=command_id))

    # -- steps of the reviewer --------------------------------------------------------------------

    @validated
    def observe(
        self, case_id: str, submission_id: str, observations: Sequence[Observation]
    ) -> Assessment:
        """Store the observations of a reviewer (所見), one per document, and return the assessment.

        Images that show what must not be kept are destroyed at once.

        Raises:
            StaleSubmissionError: The submission was replaced, withdrawn or decided on.
            InvalidValueError: The number of observations is not that of the documents; nothing
                is stored.
        """
        return run_operation(self._steps.observe(case_id, submission_id, observations))

    @validated
    def approve(
        self,
        case_id: str,
        submission_id: str,
        *,
        profile: Applicant,
        reviewer: str,
        command_id: str,
    ) -> StepResult:
        """Approve the submission that the reviewer has seen (承認), if the policy accepts it.

        Args:
            case_id: The case.
            submission_id: The submission the reviewer has seen; refused if it was replaced.
            profile: The service's current profile; refused if it is not the one submitted.
            reviewer: Opaque id of the reviewer.
            command_id: Opaque id of this request.

        Raises:
            StaleSubmissionError: The submission was replaced, withdrawn or made void.
            IllegalTransitionError: The policy does not accept it, or not yet; the text says why.
        """
        return run_operation(
            self._steps.approve(
                case_id, submission_id, profile=profile, reviewer=reviewer, command_id=command_id
            )
        )

    @validated
    def record_judgement(
        self,
        case_id: str,
        submission_id: str,
        judgement: Judgement,
        *,
        reviewer: str,
        command_id: str,
    ) -> StepResult:
        """Record the answer of a reviewer to an open question (判断の記録).

        It counts in `assess` and `approve` until the document is observed otherwise or another
        submission comes. A later judgement on the same question replaces it.

        Raises:
            StaleSubmissionError: The submission was replaced, withdrawn or made void.
            InvalidValueError: The question is not open, or has no such answer; the text lists
                what is open. Nothing is stored.
        """
        return run_operation(
            self._steps.record_judgement(
                case_id, submission_id, judgement, reviewer=reviewer, command_id=command_id
            )
        )

    @validated
    def reject(
        self,
        case_id: str,
        submission_id: str,
        *,
        reviewer: str,
        command_id: str,
        reasons: Iterable[str | LocatedReason] = (),
        final: bool | None = None,
    ) -> StepResult:
        """Reject a submission (非承認), for the given reasons or else for all findings.

        Args:
            case_id: The case.
            submission_id: The submission the reviewer has seen; refused if it was replaced.
            reviewer: Opaque id of the reviewer.
            command_id: Opaque id of this request.
            reasons: Codes known to the library or the policy, alone or as `LocatedReason`.
            final: Whether no further submission is allowed; None: the policy's default.

        Raises:
            StaleSubmissionError: The submission was replaced, withdrawn or made void.
            InvalidValueError: A reason is unknown, or there is neither a reason nor a finding.
        """
        return run_operation(
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
    def revoke(
        self,
        case_id: str,
        *,
        reviewer: str,
        reasons: Iterable[str | LocatedReason],
        command_id: str,
        final: bool | None = None,
    ) -> StepResult:
        """Revoke an approval, with reasons."""
        return run_operation(
            self._steps.revoke(
                case_id, reviewer=reviewer, reasons=reasons, command_id=command_id, final=final
            )
        )

    @validated
    def reopen(
        self, case_id: str, *, reviewer: str, reason: ReopeningReason, command_id: str
    ) -> StepResult:
        """Reopen a closed case (再開); the attempts are counted from the beginning."""
        return run_operation(
            self._steps.reopen(case_id, reviewer=reviewer, reason=reason, command_id=command_id)
        )

    @validated
    def grant_attempt(
        self, case_id: str, *, reviewer: str, reason: ReopeningReason, command_id: str
    ) -> StepResult:
        """Grant one attempt more than the policy allows, after all were used."""
        return run_operation(
            self._steps.grant_attempt(
                case_id, reviewer=reviewer, reason=reason, command_id=command_id
            )
        )

    # -- steps of the operator --------------------------------------------------------------------

    @validated
    def redact(
        self, case_id: str, *, command_id: str, contract_ended_on: date | None = None
    ) -> StepResult:
        """Destroy the personal data of a case (破棄); its history of codes remains."""
        return run_operation(
            self._steps.redact(case_id, command_id=command_id, contract_ended_on=contract_ended_on)
        )

    @validated
    def lapse(self, case_id: str, *, command_id: str) -> StepResult:
        """Require a new verification (再確認), as `process_due_cases` does when it is due."""
        return run_operation(self._steps.lapse(case_id, command_id=command_id))

    @validated
    def process_due_cases(self) -> DueCases:
        """Take every step that is due; call it every few minutes, from any number of processes.

        Operators are reminded of a deadline at 9:00 on the business day before it, and overdue
        cases are reported. Verifications lapse and images are destroyed when their period has
        ended. Outstanding effects are performed again, unless they are left to relays.
        """
        return run_operation(self._steps.process_due_cases())

    @validated
    def perform_effects(self) -> tuple[FailedEffect, ...]:
        """Perform every outstanding effect, the oldest first; return those that failed.

        A failed effect blocks later messages and the purge of its case, except a message that
        can never be delivered. Alarms and the destruction of images are not blocked.
        """
        return run_operation(self._steps.perform_effects())

    @validated
    def perform(self, entry: OutboxEntry) -> None:
        """Perform one effect, or raise; the caller acknowledges it afterwards."""
        run_operation(self._steps.perform(entry))
