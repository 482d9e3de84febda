"""The review desk on Temporal: what a service calls; the case itself runs on the workers.

Personal data go into the vault, and only ids, codes, digests and fingerprints to the engine.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Final, TypeVar

from attrs import evolve, frozen
from temporalio.client import (
    RPCError,
    RPCTimeoutOrCancelledError,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from idverify.adapters.temporal._case_requests import CaseRequests
from idverify.adapters.temporal._rpc import WorkflowNotOpenError
from idverify.adapters.temporal.requests import (
    ApproveRequest,
    ChangeIdentityRequest,
    GrantAttemptRequest,
    JudgementRequest,
    RedactRequest,
    RejectRequest,
    ReopenRequest,
    RevokeRequest,
    SubmitRequest,
    WithdrawRequest,
    split_reasons,
)
from idverify.desk.carried_documents import carry_over_documents, list_carried_documents
from idverify.desk.commands import compute_profile_fingerprint, find_identity_changes
from idverify.desk.guards import require_image_bytes, require_known_case
from idverify.desk.operations import Operation, run_operation_async
from idverify.desk.requests import Request, make_submit_request
from idverify.desk.results import StepResult
from idverify.desk.steps import NOTHING_TO_LOSE, explain_no_identity_change
from idverify.errors import IdVerifyError, StoreUnavailableError
from idverify.lifecycle.events import CarriedDocument, ReopeningReason
from idverify.lifecycle.states import State
from idverify.model.applicants import Applicant
from idverify.model.contacts import Contact
from idverify.model.observations import Observation
from idverify.model.reasons import LocatedReason, as_reasons
from idverify.model.submissions import Submission
from idverify.model.validators import require_opaque_id
from idverify.policy.assessment import Assessment
from idverify.policy.judgements import Judgement
from idverify.validation import validated

__all__ = ["TemporalDesk"]

T = TypeVar("T")

#: The ways in which a request that may begin a case fails before a decision.
_FAILED_STARTS: Final = (RPCError, RPCTimeoutOrCancelledError, WorkflowAlreadyStartedError)


@validated
@frozen(kw_only=True)
class TemporalDesk(CaseRequests):
    """Runs cases as `idverify.desk.desk.VerificationDesk` does, with its methods and its errors.

    Every method that changes something takes a `command_id`; the same id again has no
    second effect, and one that was used for another request raises `CommandIdReusedError`.
    No request loses a race: the requests to one case are handled in turn.
    """

    # -- queries ----------------------------------------------------------------------------------

    @validated
    async def undelivered(self, case_id: str) -> Sequence[str]:
        """Return the keys of the effects that were given up; none for an unknown id."""
        return tuple(await self._query(case_id, "undelivered", list[str]) or ())

    @validated
    async def requeue(self, case_id: str, key: str) -> None:
        """Try an effect again that was given up; harmless for any other key or case."""
        with suppress(WorkflowNotOpenError):
            await self._answered(self._handle(case_id).signal("revive", key))

    @validated
    async def submission(self, case_id: str) -> Submission:
        """Return the current submission with its observations."""
        return await run_operation_async(self._reader.submission(case_id))

    @validated
    async def assess(self, case_id: str) -> Assessment:
        """Evaluate the current submission by the rules of the day it was received."""
        return await run_operation_async(self._reader.assess(case_id))

    @validated
    async def image(self, case_id: str, submission_id: str, sha256: str) -> bytes | None:
        """Return the bytes of an image, or None if they were destroyed."""
        return await run_operation_async(self._reader.image(case_id, submission_id, sha256))

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
        if not carry_over:
            require_image_bytes(submission, images)
        require_opaque_id(case_id=case_id, command_id=command_id)
        request = make_submit_request(command_id, submission, contact, carry_over)
        history = await self.history(case_id) if carry_over else ()
        carried = list_carried_documents(history, submission, carry_over or {})
        staged = self._stage(case_id, submission, images, contact, carried)
        is_ours, whole = await run_operation_async(staged)
        try:
            message = SubmitRequest(submission_id=submission.id, carried_over=carried)
            answer = await self._ask(case_id, message, request)
        except StoreUnavailableError:
            raise  # it may still be carried out
        except IdVerifyError:
            await self._unstage(case_id, submission.id, is_ours=is_ours)
            raise
        if answer.intake_refused_on is None:
            return StepResult(case=answer.case)
        await self._unstage(case_id, submission.id, is_ours=is_ours)
        intake = self.policy.intake_policy.evaluate(whole, answer.intake_refused_on)
        return StepResult(case=answer.case, assessment=intake)

    @validated
    async def withdraw(self, case_id: str, *, command_id: str) -> StepResult:
        """Withdraw the pending submission (取下げ)."""
        return await self._run(case_id, WithdrawRequest(), Request(command_id, "withdraw"))

    @validated
    async def change_profile(
        self, case_id: str, profile: Applicant, *, command_id: str
    ) -> StepResult:
        """Record an edited profile; a changed identity returns the case to 未完了.

        Raises:
            VersionConflictError: The case changed while the profiles were compared; call again.
        """
        case = await self.case(case_id)
        if case.version == 0:
            return StepResult(case=case, unchanged=NOTHING_TO_LOSE)
        changed = await run_operation_async(
            find_identity_changes(self._reader.file(case_id), case, profile)
        )
        request = ChangeIdentityRequest(changed=changed, expected_version=case.version)
        result = await self._run(
            case_id, request, Request(command_id, "change_profile", (profile,))
        )
        if result.case.version > case.version:
            return result
        return evolve(result, unchanged=explain_no_identity_change(case, changed))

    # -- steps of the reviewer --------------------------------------------------------------------

    @validated
    async def observe(
        self, case_id: str, submission_id: str, observations: Sequence[Observation]
    ) -> Assessment:
        """Store the observations of a reviewer (所見), one per document; return the assessment."""
        return await run_operation_async(self._reader.observe(case_id, submission_id, observations))

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
        require_known_case(case_id, await self.case(case_id))
        fingerprint = await run_operation_async(self._fingerprint(case_id, submission_id, profile))
        request = ApproveRequest(
            submission_id=submission_id, fingerprint=fingerprint, reviewer=reviewer
        )
        values = (submission_id, profile, reviewer)
        return await self._run(case_id, request, Request(command_id, "approve", values))

    def _fingerprint(self, case_id: str, submission_id: str, profile: Applicant) -> Operation[str]:
        file = self._reader.file(case_id)
        submission = yield from file.submission(submission_id)
        return (yield from compute_profile_fingerprint(file, submission, profile))

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
        request = JudgementRequest(
            submission_id=submission_id, judgement=judgement, reviewer=reviewer
        )
        values = (submission_id, judgement, reviewer)
        return await self._run(case_id, request, Request(command_id, "record_judgement", values))

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
        given = as_reasons(reasons)
        request = RejectRequest(
            submission_id=submission_id, reviewer=reviewer, final=final, **split_reasons(given)
        )
        values = (submission_id, reviewer, given, final)
        return await self._run(case_id, request, Request(command_id, "reject", values))

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
        given = as_reasons(reasons)
        request = RevokeRequest(reviewer=reviewer, final=final, **split_reasons(given))
        values = (reviewer, given, final)
        return await self._run(case_id, request, Request(command_id, "revoke", values))

    @validated
    async def reopen(
        self, case_id: str, *, reviewer: str, reason: ReopeningReason, command_id: str
    ) -> StepResult:
        """Reopen a closed case (再開); the attempts are counted from the beginning."""
        request = Request(command_id, "reopen", (reviewer, reason))
        message = ReopenRequest(reviewer=reviewer, reason=reason)
        return await self._run(case_id, message, request)

    @validated
    async def grant_attempt(
        self, case_id: str, *, reviewer: str, reason: ReopeningReason, command_id: str
    ) -> StepResult:
        """Grant one attempt more than the policy allows, after all were used."""
        request = Request(command_id, "grant_attempt", (reviewer, reason))
        message = GrantAttemptRequest(reviewer=reviewer, reason=reason)
        return await self._run(case_id, message, request)

    # -- steps of the operator --------------------------------------------------------------------

    @validated
    async def redact(
        self, case_id: str, *, command_id: str, contract_ended_on: date | None = None
    ) -> StepResult:
        """Destroy the personal data of a case (破棄); afterwards the workflow ends."""
        request = RedactRequest(contract_ended_on=contract_ended_on)
        return await self._run(
            case_id, request, Request(command_id, "redact", (contract_ended_on,))
        )

    # -- staging of submissions -------------------------------------------------------------------

    def _stage(
        self,
        case_id: str,
        submission: Submission,
        images: Mapping[str, bytes],
        contact: Contact,
        carried: Sequence[CarriedDocument],
    ) -> Operation[tuple[bool, Submission]]:
        """Store a submission before a request refers to it, with the documents carried over.

        Return whether it was not there already, and the whole submission.
        """
        file = self._reader.file(case_id)
        if (yield from file.has_submission(submission.id)):
            # A repeated request or a reused id: the workflow decides which.
            return False, (yield from file.submission(submission.id))
        whole, data = yield from carry_over_documents(file, submission, images, carried)
        require_image_bytes(whole, data)
        yield from file.save_submission(whole, data, contact)
        return True, whole

    async def _unstage(self, case_id: str, submission_id: str, *, is_ours: bool) -> None:
        if not is_ours:
            return
        file = self._reader.file(case_id)
        await run_operation_async(file.drop_submission(submission_id))
        if (await self.case(case_id)).state is State.REDACTED:
            await run_operation_async(file.purge_leftovers())
