"""Requests of a desk on Temporal to the workflow of a case, and their answers."""

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Any, Final, TypeVar, cast

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
    History,
    SubmitRequest,
    UpdateResult,
    WorkflowRequest,
    WorkflowSettings,
    WorkflowState,
    join_update_id,
)
from idverify.adapters.temporal.serialized_errors import SerializedError
from idverify.adapters.temporal.stored_forms import CODEC
from idverify.adapters.threads import ThreadedVault
from idverify.desk.case_file import HistorySource
from idverify.desk.case_reader import CaseReader
from idverify.desk.guards import require_known_case
from idverify.desk.operations import run_operation_async
from idverify.desk.requests import Request
from idverify.desk.results import StepResult
from idverify.errors import StoreUnavailableError
from idverify.lifecycle.case import Case
from idverify.lifecycle.events import Event
from idverify.lifecycle.states import State
from idverify.lifecycle.steps import illegal_transition
from idverify.model.validators import require_opaque_id
from idverify.policy.policy import Policy
from idverify.ports import Vault
from idverify.validation import validated

__all__ = ["CaseRequests"]

T = TypeVar("T")

#: The ways in which a request that may begin a case fails before a decision.
_FAILED_STARTS: Final = (RPCError, RPCTimeoutOrCancelledError, WorkflowAlreadyStartedError)


@validated
@frozen(kw_only=True)
class CaseRequests:
    """Sends the requests of a desk to the workflow of a case, and reads its history."""

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

    @validated
    async def case(self, case_id: str) -> Case:
        """Return the state of a case; an unknown id is a case without events, 未完了."""
        return await run_operation_async(self._reader.case(case_id))

    @validated
    async def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        found: History | None = await self._query(case_id, "history", History)
        return found.events if found else ()

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


def _to_desk_error(error: WorkflowUpdateFailedError, case_id: str, command_id: str) -> Exception:
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == "Refusal":
        refusal: SerializedError = CODEC.load(cause.details[0].encode(), SerializedError)
        return refusal.to_error(case_id, command_id)
    return StoreUnavailableError(
        f"the workflow made no decision ({type(cause).__name__}): repeat the request"
    )
