"""The review desk on Temporal: what a service calls; the case itself runs on the workers.

Personal data go into the vault, and only ids, codes, digests and fingerprints to the engine.
"""

import asyncio
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final, TypeVar, cast

from attrs import evolve, field, frozen
from temporalio.client import (
    Client,
    RPCError,
    RPCTimeoutOrCancelledError,
    WithStartWorkflowOperation,
    WorkflowHandle,
    WorkflowUpdateFailedError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError

from idverify.adapters.temporal._rpc import WorkflowNotOpenError, await_rpc
from idverify.adapters.temporal.converter import HistoryKeys
from idverify.adapters.temporal.requests import (
    TASK_QUEUE,
    WORKFLOW_TYPE,
    ApproveRequest,
    ChangeIdentityRequest,
    History,
    RedactRequest,
    RejectRequest,
    RevokeRequest,
    SubmitRequest,
    UpdateResult,
    WithdrawRequest,
    WorkflowRequest,
    WorkflowSettings,
    WorkflowState,
    join_update_id,
    split_reasons,
)
from idverify.adapters.temporal.serialized_errors import SerializedError
from idverify.adapters.temporal.stored_forms import CODEC
from idverify.adapters.threads import ThreadedVault
from idverify.desk.case_file import HistorySource
from idverify.desk.case_reader import CaseReader
from idverify.desk.commands import compute_profile_fingerprint, find_identity_changes
from idverify.desk.guards import require_image_bytes, require_known_case
from idverify.desk.operations import Operation, run_operation_async
from idverify.desk.results import StepResult
from idverify.desk.steps import NOTHING_TO_LOSE, Request, explain_no_identity_change
from idverify.errors import IdVerifyError, StoreUnavailableError
from idverify.lifecycle.case import Case
from idverify.lifecycle.events import Event
from idverify.lifecycle.states import State
from idverify.lifecycle.steps import illegal_transition
from idverify.model.applicants import Applicant
from idverify.model.contacts import Contact
from idverify.model.observations import Observation
from idverify.model.reasons import LocatedReason, as_reasons
from idverify.model.submissions import Submission
from idverify.model.validators import require_opaque_id
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import Vault
from idverify.validation import validated

__all__ = ["TemporalDesk"]

T = TypeVar("T")

#: The ways in which a request that may begin a case fails before a decision.
_FAILED_STARTS: Final = (RPCError, RPCTimeoutOrCancelledError, WorkflowAlreadyStartedError)


@validated
@frozen(kw_only=True)
class TemporalDesk:
    """Runs cases as `idverify.desk.desk.VerificationDesk` does, with its methods and its errors.

    Every method that changes something takes a `command_id`; the same id again has no
    second effect, and one that was used for another request raises `CommandIdReusedError`.
    No request loses a race: the requests to one case are handled in turn.
    """

    client: Client
    """Made by `connect`."""
    keys: HistoryKeys = field(repr=False)
    vault: Vault
    """The same one as that of the workers."""
    policy: Policy
    task_queue: str = TASK_QUEUE
    terms: WorkflowSettings = field(factory=WorkflowSettings)
    """For cases that begin from now on."""
    answer_seconds: float = 90.0
    """How long a request may take; more than `WorkflowSettings.decision_timeout_seconds`, or a
    slow decision raises `StoreUnavailableError`. It may still be carried out when a worker starts;
    a request with the same command id returns the result and has no second effect."""

    # -- queries ----------------------------------------------------------------------------------

    @validated
    async def case(self, case_id: str) -> Case:
        """Return the state of a case; an unknown id is a case without events, 未完了."""
        return await run_operation_async(self._reader.case(case_id))

    @validated
    async def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        found: History | None = await self._query(case_id, "history", History)
        return found.events if found else ()

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
    ) -> StepResult:
        """Submit documents (提出), or refuse them at intake with all findings."""
        require_image_bytes(submission, images)
        require_opaque_id(case_id=case_id, command_id=command_id)
        is_ours = await run_operation_async(self._stage(case_id, submission, images, contact))
        values = (submission, contact)
        try:
            request = SubmitRequest(submission_id=submission.id)
            answer = await self._ask(case_id, request, Request(command_id, "submit", values))
        except StoreUnavailableError:
            raise  # it may still be carried out
        except IdVerifyError:
            await self._unstage(case_id, submission.id, is_ours=is_ours)
            raise
        if answer.intake_refused_on is None:
            return StepResult(case=answer.case)
        await self._unstage(case_id, submission.id, is_ours=is_ours)
        intake = self.policy.intake_policy.evaluate(submission, answer.intake_refused_on)
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

    # -- requests to the workflow -----------------------------------------------------------------

    @property
    def _reader(self) -> CaseReader:
        """The steps without events, over the workflow's history and the vault in a thread."""
        return CaseReader(
            # Typed as blocking: an operation is sent what the awaitables give.
            store=cast("HistorySource", self),
            vault=cast("Vault", ThreadedVault(self.vault)),
            policy=self.policy,
        )

    def _handle(self, case_id: str) -> WorkflowHandle[Any, Any]:
        return self.client.get_workflow_handle(self.keys.pseudonymize(case_id))

    async def _run(self, case_id: str, message: WorkflowRequest, request: Request) -> StepResult:
        return StepResult(case=(await self._ask(case_id, message, request)).case)

    async def _ask(self, case_id: str, message: WorkflowRequest, request: Request) -> UpdateResult:
        """Send an update; turn failures into the errors that a desk raises."""
        require_opaque_id(case_id=case_id, command_id=request.command_id)
        update_id = await self._make_update_id(case_id, request)
        try:
            if isinstance(message, SubmitRequest):
                return await self._answered(self._begin(case_id, message, update_id))
            update = self._handle(case_id).execute_update(
                message.handler_name, message, id=update_id, result_type=UpdateResult
            )
            answer: UpdateResult = await self._answered(update)
        except WorkflowUpdateFailedError as error:
            raise _to_desk_error(error, case_id, request.command_id) from None
        except WorkflowNotOpenError:
            case = await self.case(case_id)
            require_known_case(case_id, case)
            raise illegal_transition(case.state, message.event) from None
        return answer

    async def _make_update_id(self, case_id: str, step: Request) -> str:
        """Return the id of an update: that of the request, with the digest of its values.

        A redacted case gets none, because its salt is purged and must not come back.
        """
        command_id = self.keys.pseudonymize(step.command_id)
        case = await self.case(case_id)
        if step.step != "submit":
            require_known_case(case_id, case)
        if case.state is State.REDACTED:
            return command_id
        salt = await asyncio.to_thread(self.vault.salt, case_id)
        return join_update_id(command_id, step.compute_digest(salt))

    async def _query(self, case_id: str, question: str, kind: type[T]) -> T | None:
        """Query the workflow; None if there is none."""
        try:
            query = self._handle(case_id).query(question, result_type=kind)
            answer: T = await self._answered(query)
        except WorkflowNotOpenError:
            return None
        return answer

    async def _answered(self, call: Awaitable[T]) -> T:
        return await await_rpc(call, self.answer_seconds)

    async def _begin(self, case_id: str, request: SubmitRequest, update_id: str) -> UpdateResult:
        """Send an update to a case that may be new, in one round trip."""
        start: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            WORKFLOW_TYPE,
            WorkflowState(case_id=case_id, settings=self.terms),
            id=self.keys.pseudonymize(case_id),
            task_queue=self.task_queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
        )
        try:
            answer: UpdateResult = await self.client.execute_update_with_start_workflow(
                request.handler_name,
                request,
                start_workflow_operation=start,
                id=update_id,
                result_type=UpdateResult,
            )
        except _FAILED_STARTS:
            with suppress(*_FAILED_STARTS):
                await (
                    start.workflow_handle()
                )  # otherwise asyncio warns about an exception that was never retrieved
            raise
        return answer

    def _stage(
        self,
        case_id: str,
        submission: Submission,
        images: Mapping[str, bytes],
        contact: Contact,
    ) -> Operation[bool]:
        """Store a submission before a request refers to it; return False if it is there already."""
        file = self._reader.file(case_id)
        if (yield from file.has_submission(submission.id)):
            return False  # a repeated request or a reused id: the workflow decides which
        yield from file.save_submission(submission, images, contact)
        return True

    async def _unstage(self, case_id: str, submission_id: str, *, is_ours: bool) -> None:
        if not is_ours:
            return
        file = self._reader.file(case_id)
        await run_operation_async(file.drop_submission(submission_id))
        if (await self.case(case_id)).state is State.REDACTED:
            await run_operation_async(file.purge_leftovers())


def _to_desk_error(error: WorkflowUpdateFailedError, case_id: str, command_id: str) -> Exception:
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == "Refusal":
        refusal: SerializedError = CODEC.load(cause.details[0].encode(), SerializedError)
        return refusal.to_error(case_id, command_id)
    return StoreUnavailableError(
        f"the workflow made no decision ({type(cause).__name__}): repeat the request"
    )
