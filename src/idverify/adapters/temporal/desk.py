"""The review desk on Temporal: what a service calls; the case itself runs on the workers.

Personal data go into the vault, and only ids, codes and fingerprints to the engine.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, Final, TypeVar

from attrs import field, frozen
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
    Request,
    RevokeRequest,
    SerializedError,
    SubmitRequest,
    UpdateResult,
    WithdrawRequest,
    WorkflowSettings,
    WorkflowState,
)
from idverify.adapters.temporal.stored_forms import CODEC
from idverify.desk.case_file import (
    CaseFile,
    list_submitted_events,
    require_image_bytes,
    require_submitted,
    require_under_review,
)
from idverify.desk.desk import StepResult
from idverify.errors import IllegalTransitionError, InvalidValueError, StoreUnavailableError
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.events import Event
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.lifecycle.retention import make_image_effects
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import possible_events
from idverify.matching.changes import detect_identity_changes
from idverify.model.applicants import Applicant
from idverify.model.contacts import Contact
from idverify.model.observations import Observation
from idverify.model.submissions import Submission
from idverify.model.validators import require_opaque_id
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import Vault
from idverify.validation import validated

__all__ = ["TemporalDesk"]

T = TypeVar("T")

#: Requests that may begin a case.
_BEGINNINGS: Final = (SubmitRequest, RedactRequest)

#: How a request that may begin a case fails before anybody ruled on it.
_FAILED_STARTS: Final = (RPCError, RPCTimeoutOrCancelledError, WorkflowAlreadyStartedError)


@validated
@frozen(kw_only=True)
class TemporalDesk:
    """Runs cases as `idverify.desk.desk.VerificationDesk` does, with its methods and its errors.

    Every method that changes something takes a `command_id`; the same id again has no
    second effect. There are no races to lose: the requests to one case take turns.
    """

    client: Client
    """Made by `connect`."""
    keys: HistoryKeys = field(repr=False)
    vault: Vault
    """The one that the workers have."""
    policy: Policy
    task_queue: str = TASK_QUEUE
    terms: WorkflowSettings = field(factory=WorkflowSettings)
    """For cases that begin from now on."""
    answer_seconds: float = 90.0
    """How long a request may take; more than `WorkflowSettings.decision_timeout_seconds`, or a
    slow decision raises `StoreUnavailableError`. It may still be carried out when a worker starts;
    a request with the same command id returns the result and has no second effect."""

    # -- what can be asked ------------------------------------------------------------------------

    async def case(self, case_id: str) -> Case:
        """Return where the case stands; an unknown id is a case that has not begun."""
        return replay(await self.history(case_id))

    async def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        found: History | None = await self._query(case_id, "history", History)
        return found.events if found else ()

    async def undelivered(self, case_id: str) -> Sequence[str]:
        """Return the keys of the effects that were given up; none for an unknown id."""
        return tuple(await self._query(case_id, "undelivered", list[str]) or ())

    async def revive(self, case_id: str, key: str) -> None:
        """Try an effect again that was given up; harmless if none was, or the case is unknown."""
        with suppress(WorkflowNotOpenError):
            await self._answered(self._handle(case_id).signal("revive", key))

    async def submission(self, case_id: str) -> Submission:
        """Return the current submission with everything noted of it.

        Raises:
            InvalidValueError: The case has none, or it was purged.
        """
        submitted = require_submitted(await self.case(case_id))
        return await self._submission(case_id, submitted.submission_id)

    async def assess(self, case_id: str) -> Assessment:
        """Say what the policy says of the current submission, under the rules of its receipt."""
        return await self._assess(case_id, await self.case(case_id))

    async def _assess(self, case_id: str, case: Case) -> Assessment:
        submitted = require_submitted(case)
        submission = await self._submission(case_id, submitted.submission_id)
        return self.policy.evaluate(submission, submitted.deadline.received_on)

    async def image(self, case_id: str, submission_id: str, sha256: str) -> bytes | None:
        """Return the bytes of a picture, unless they were destroyed."""
        return await _in_thread(lambda: self._file(case_id).image(submission_id, sha256))

    # -- what can be done -------------------------------------------------------------------------

    async def submit(
        self,
        case_id: str,
        submission: Submission,
        images: Mapping[str, bytes],
        contact: Contact,
        *,
        command_id: str,
    ) -> StepResult:
        """Take documents in (提出), or turn them away at the door with all findings."""
        require_image_bytes(submission, images)
        require_opaque_id(case_id=case_id, command_id=command_id)
        is_ours = await self._stage(case_id, submission, images, contact)
        request = SubmitRequest(submission_id=submission.id)
        try:
            answer = await self._ask(case_id, request, command_id)
        except (IllegalTransitionError, InvalidValueError):
            await self._unstage(case_id, submission.id, is_ours=is_ours)
            raise
        if answer.intake_refused_on is None:
            return StepResult(case=answer.case)
        await self._unstage(case_id, submission.id, is_ours=is_ours)
        door = self.policy.intake_policy.evaluate(submission, answer.intake_refused_on)
        return StepResult(case=answer.case, assessment=door)

    async def withdraw(self, case_id: str, *, command_id: str) -> StepResult:
        """Take the pending submission back (取下げ)."""
        return await self._run(case_id, WithdrawRequest(), command_id)

    async def change_profile(
        self, case_id: str, profile: Applicant, *, command_id: str
    ) -> StepResult:
        """Record an edited profile; if the identity really changed: 未完了 again.

        Raises:
            VersionConflictError: The case moved while the profiles were compared; call again.
        """
        case = await self.case(case_id)
        if case.submission_id is None:
            return StepResult(case=case)
        submitted = await self._submission(case_id, case.submission_id)
        changed = detect_identity_changes(submitted.applicant, profile)
        request = ChangeIdentityRequest(changed=changed, expected_version=case.version)
        return await self._run(case_id, request, command_id)

    async def observe(
        self, case_id: str, submission_id: str, observations: Sequence[Observation]
    ) -> Assessment:
        """Keep what the reviewer noted (所見), one for each document, and say what follows.

        Pictures that show what must not be kept are destroyed at once.

        Raises:
            InvalidValueError: The submission is not the current one (it was replaced or withdrawn),
                or there are more or fewer notes than documents; nothing is kept.
        """
        file = self._file(case_id)
        require_under_review(await self.case(case_id), submission_id)
        noted = (await self._submission(case_id, submission_id)).with_observations(*observations)
        await _in_thread(lambda: file.save_observations(noted))
        # Whoever purges is ruled on first. So either this sees it, or the purge sees the note.
        case = await self.case(case_id)
        if case.state is State.REDACTED:
            await self._purge_again(case_id)
        require_under_review(case, submission_id)
        assessment = await self._assess(case_id, case)
        await _in_thread(
            lambda: file.destroy_noncompliant_images(*make_image_effects(submission_id, assessment))
        )
        return assessment

    async def approve(
        self,
        case_id: str,
        submission_id: str,
        *,
        profile: Applicant,
        reviewer: str,
        command_id: str,
    ) -> StepResult:
        """Approve the submission the reviewer has seen (承認), if the policy lets it."""
        submitted = (await self._submission(case_id, submission_id)).applicant
        now = profile if detect_identity_changes(submitted, profile) else submitted
        salt = await _in_thread(lambda: self.vault.salt(case_id))
        request = ApproveRequest(
            submission_id=submission_id,
            fingerprint=compute_fingerprint(now, salt),
            reviewer=reviewer,
        )
        return await self._run(case_id, request, command_id)

    async def reject(
        self,
        case_id: str,
        submission_id: str,
        *,
        reviewer: str,
        command_id: str,
        reasons: Iterable[str] = (),
        final: bool | None = None,
    ) -> StepResult:
        """Reject the submission (非承認), for the reasons given or else for all findings."""
        request = RejectRequest(
            submission_id=submission_id, reviewer=reviewer, reasons=tuple(reasons), final=final
        )
        return await self._run(case_id, request, command_id)

    async def revoke(
        self,
        case_id: str,
        *,
        reviewer: str,
        reasons: Iterable[str],
        command_id: str,
        final: bool | None = None,
    ) -> StepResult:
        """Take an approval back, with reasons."""
        request = RevokeRequest(reviewer=reviewer, reasons=tuple(reasons), final=final)
        return await self._run(case_id, request, command_id)

    async def redact(
        self, case_id: str, *, command_id: str, contract_ended_on: date | None = None
    ) -> StepResult:
        """Destroy the personal data of the case (破棄); when it is done the workflow ends."""
        request = RedactRequest(contract_ended_on=contract_ended_on)
        return await self._run(case_id, request, command_id)

    # -- how it is done ---------------------------------------------------------------------------

    def _handle(self, case_id: str) -> WorkflowHandle[Any, Any]:
        return self.client.get_workflow_handle(self.keys.pseudonymize(case_id))

    async def _run(self, case_id: str, request: Request, command_id: str) -> StepResult:
        return StepResult(case=(await self._ask(case_id, request, command_id)).case)

    async def _ask(self, case_id: str, request: Request, command_id: str) -> UpdateResult:
        """Send an update; turn what comes back into the errors that a desk raises."""
        require_opaque_id(case_id=case_id, command_id=command_id)
        try:
            if isinstance(request, _BEGINNINGS):
                return await self._answered(self._begin(case_id, request, command_id))
            update = self._handle(case_id).execute_update(
                request.handler_name,
                request,
                id=self.keys.pseudonymize(command_id),
                result_type=UpdateResult,
            )
            answer: UpdateResult = await self._answered(update)
        except WorkflowUpdateFailedError as error:
            raise _as_ours(error, case_id) from None
        except WorkflowNotOpenError:
            state = (await self.case(case_id)).state
            raise IllegalTransitionError(
                state, request.event_name, possible_events(state)
            ) from None
        return answer

    async def _query(self, case_id: str, question: str, kind: type[T]) -> T | None:
        """Ask the workflow; None if there is none."""
        try:
            query = self._handle(case_id).query(question, result_type=kind)
            answer: T = await self._answered(query)
        except WorkflowNotOpenError:
            return None
        return answer

    async def _answered(self, call: Awaitable[T]) -> T:
        return await await_rpc(call, self.answer_seconds)

    async def _begin(self, case_id: str, request: Request, command_id: str) -> UpdateResult:
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
                id=self.keys.pseudonymize(command_id),
                result_type=UpdateResult,
            )
        except _FAILED_STARTS:
            with suppress(*_FAILED_STARTS):
                await start.workflow_handle()  # or asyncio complains that nobody looked
            raise
        return answer

    async def _submission(self, case_id: str, submission_id: str) -> Submission:
        return await _in_thread(lambda: self._file(case_id).submission(submission_id))

    def _file(self, case_id: str) -> CaseFile:
        return CaseFile(self.vault, case_id)

    async def _stage(
        self,
        case_id: str,
        submission: Submission,
        images: Mapping[str, bytes],
        contact: Contact,
    ) -> bool:
        """Put a submission into the vault before anything points to it, unless it is there."""
        file = self._file(case_id)
        if await _in_thread(lambda: file.has_submission(submission.id)):
            return False  # the same request again, or an id used twice: the workflow knows which
        await _in_thread(lambda: file.save_submission(submission, images, contact))
        return True

    async def _unstage(self, case_id: str, submission_id: str, *, is_ours: bool) -> None:
        if not is_ours:
            return
        await _in_thread(lambda: self._file(case_id).drop_submission(submission_id))
        if (await self.case(case_id)).state is State.REDACTED:
            await self._purge_again(case_id)

    async def _purge_again(self, case_id: str) -> None:
        """Destroy what came after the purge, a new salt included."""
        file, last = self._file(case_id), list_submitted_events(await self.history(case_id))[-1:]
        contacts = [await _in_thread(partial(file.contact, s.submission_id)) for s in last]
        if not any(contacts):  # or else the purge waits for the message before it
            await _in_thread(file.purge)


async def _in_thread(job: Callable[[], T]) -> T:
    return await asyncio.to_thread(job)


def _as_ours(error: WorkflowUpdateFailedError, case_id: str) -> Exception:
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == "Refusal":
        refusal: SerializedError = CODEC.load(cause.details[0].encode(), SerializedError)
        return refusal.to_error(case_id)
    return StoreUnavailableError(f"no ruling could be had ({type(cause).__name__}): try again")
