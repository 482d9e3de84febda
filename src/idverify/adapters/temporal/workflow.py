"""Temporal workflow of a case: order of requests, state, effects and timers.

Decisions are made by activities. Temporal replays every open case through this file, so
the commands it issues, and their order, must stay the same for all open cases.
`docs/how-to/change-a-running-case.md` describes what may change freely (nearly everything:
decisions are recorded in the history) and what needs `workflow.patched` (this file).
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from attrs import evolve

    from idverify.adapters.temporal.requests import (
        WORKFLOW_TYPE,
        ApproveRequest,
        CaseContext,
        ChangeIdentityRequest,
        EndRetentionRequest,
        GrantAttemptRequest,
        History,
        JudgementRequest,
        PassDeadlineRequest,
        PendingEffect,
        RedactRequest,
        RejectRequest,
        ReopenRequest,
        RequestDecision,
        RevokeRequest,
        SubmitRequest,
        UpdateResult,
        WithdrawRequest,
        WorkflowRequest,
        WorkflowState,
        find_seen_update,
    )
    from idverify.adapters.temporal.serialized_errors import ErrorKind, SerializedError
    from idverify.adapters.temporal.stored_forms import CODEC
    from idverify.desk.case_file import list_submitted_events
    from idverify.lifecycle.case import Case, replay
    from idverify.lifecycle.effects import (
        Effect,
        NotificationKind,
        Notify,
        Purge,
        StartRetentionClock,
        StartReviewClock,
    )
    from idverify.lifecycle.events import ReviewDeadline
    from idverify.lifecycle.states import State
    from idverify.lifecycle.transitions import REVIEW_NOTES, TRANSITIONS

__all__ = ["CaseWorkflow"]

#: The longest pause between attempts at a decision.
_MAX_RETRY_INTERVAL = timedelta(minutes=1)

#: In cases without this patch, the retention clock was an effect that could not be performed.
_RETENTION_TIMER_PATCH = "retention-is-a-timer"

#: In cases without this patch, the retention timer was for images only.
_VERIFICATION_LAPSE_PATCH = "verifications-lapse"


@workflow.defn(name=WORKFLOW_TYPE)
class CaseWorkflow:
    """A case from its first submission to its redaction, in as many runs as it takes."""

    @workflow.init
    def __init__(self, workflow_state: WorkflowState) -> None:
        """Restore the state of the previous run; that of a new case is empty."""
        self._workflow_state = workflow_state
        self._case = replay(workflow_state.events)
        self._lock = asyncio.Lock()

    @workflow.run
    async def run(self, workflow_state: WorkflowState) -> str:  # noqa: ARG002 - used by __init__
        """Perform effects in order until the case is finished; return its final state."""
        timers = asyncio.create_task(self._run_timers())
        while not self._is_finished() and not self._must_continue_as_new():
            await workflow.wait_condition(
                lambda: (
                    bool(self._workflow_state.outbox)
                    or self._is_finished()
                    or self._must_continue_as_new()
                    or timers.done()
                )
            )
            if timers.done():
                await timers  # it ends only by an error, which must not be lost
            if self._workflow_state.outbox:
                await self._perform(self._workflow_state.outbox[0])
        await workflow.wait_condition(
            lambda: workflow.all_handlers_finished() and not self._lock.locked()
        )
        timers.cancel()
        if not self._is_finished():
            workflow.continue_as_new(self._workflow_state)
        return str(self._case.state)

    def _is_finished(self) -> bool:
        # A purge that is a dead letter can be requeued: the data it must destroy still exist.
        has_dead_purge = any(
            isinstance(pending.effect, Purge) for pending in self._workflow_state.dead_letters
        )
        return (
            not TRANSITIONS[self._case.state]
            and not self._workflow_state.outbox
            and not has_dead_purge
        )

    def _must_continue_as_new(self) -> bool:
        return workflow.info().is_continue_as_new_suggested()

    # -- queries ----------------------------------------------------------------------------------

    @workflow.query(name="state")
    def state(self) -> State:
        """Return the state of the case."""
        return self._case.state

    @workflow.query(name="deadline")
    def deadline(self) -> ReviewDeadline | None:
        """Return the review deadline set at submission; None unless under review."""
        return self._case.deadline

    @workflow.query(name="case")
    def case(self) -> Case:
        """Return the case."""
        return self._case

    @workflow.query(name="history")
    def history(self) -> History:
        """Return the events of the case, the oldest first."""
        return History(events=self._workflow_state.events)

    @workflow.query(name="undelivered")
    def dead_letters(self) -> Sequence[str]:
        """Return the keys of the dead letters."""
        return [pending.key for pending in self._workflow_state.dead_letters]

    @workflow.signal(name="revive")
    def requeue(self, key: str) -> None:
        """Return a dead letter to the outbox; do nothing for any other key."""
        requeued = tuple(p for p in self._workflow_state.dead_letters if p.key == key)
        remaining = tuple(p for p in self._workflow_state.dead_letters if p.key != key)
        self._update_state(dead_letters=remaining, outbox=self._workflow_state.outbox + requeued)

    # -- updates ----------------------------------------------------------------------------------

    @workflow.update(name="submit")
    async def submit(self, request: SubmitRequest) -> UpdateResult:
        """Submit documents, which may be refused at intake."""
        return await self._handle_update(request)

    @workflow.update(name="approve")
    async def approve(self, request: ApproveRequest) -> UpdateResult:
        """Approve the submission that the reviewer has seen."""
        return await self._handle_update(request)

    @workflow.update(name="record_judgement")
    async def record_judgement(self, request: JudgementRequest) -> UpdateResult:
        """Record a judgement on an open question of the submission under review."""
        return await self._handle_update(request)

    @workflow.update(name="reject")
    async def reject(self, request: RejectRequest) -> UpdateResult:
        """Reject the submission under review, with reasons."""
        return await self._handle_update(request)

    @workflow.update(name="withdraw")
    async def withdraw(self, request: WithdrawRequest) -> UpdateResult:
        """Withdraw the pending submission."""
        return await self._handle_update(request)

    @workflow.update(name="change")
    async def change_identity(self, request: ChangeIdentityRequest) -> UpdateResult:
        """Record a change of the identity in the profile."""
        return await self._handle_update(request)

    @workflow.update(name="revoke")
    async def revoke(self, request: RevokeRequest) -> UpdateResult:
        """Revoke an approval."""
        return await self._handle_update(request)

    @workflow.update(name="reopen")
    async def reopen(self, request: ReopenRequest) -> UpdateResult:
        """Reopen a closed case."""
        return await self._handle_update(request)

    @workflow.update(name="grant_attempt")
    async def grant_attempt(self, request: GrantAttemptRequest) -> UpdateResult:
        """Grant a further attempt."""
        return await self._handle_update(request)

    @workflow.update(name="redact")
    async def redact(self, request: RedactRequest) -> UpdateResult:
        """Purge the personal data of the case."""
        return await self._handle_update(request)

    async def _handle_update(self, request: WorkflowRequest) -> UpdateResult:
        """Decide on requests one after the other; a repeated request changes nothing."""
        update = workflow.current_update_info()
        request_id = update.id if update else ""
        # Temporal drops a repeated update id within one run only; this drops it across all runs.
        async with self._lock:
            seen_id = find_seen_update(request_id, self._workflow_state.seen_update_ids)
            if seen_id == request_id:
                return UpdateResult(case=self._case)
            if seen_id is not None:
                raise _refusal(SerializedError(kind=ErrorKind.REUSED))
            time_limit = timedelta(seconds=self._workflow_state.settings.decision_timeout_seconds)
            decision = await self._request_decision(request, time_limit)
            if decision.error:
                raise _refusal(decision.error)
            self._apply_decision(decision, request_id)
        return UpdateResult(case=self._case, intake_refused_on=decision.intake_refused_on)

    async def _request_decision(
        self, request: WorkflowRequest | EndRetentionRequest, time_limit: timedelta | None
    ) -> RequestDecision:
        context = CaseContext(
            case_id=self._workflow_state.case_id,
            events=self._workflow_state.events,
            now=workflow.now(),
        )
        decision: RequestDecision = await workflow.execute_local_activity(
            f"idverify.{request.handler_name}",
            args=[context, request],
            result_type=RequestDecision,
            start_to_close_timeout=timedelta(
                seconds=self._workflow_state.settings.decision_timeout_seconds
            ),
            schedule_to_close_timeout=time_limit,
            retry_policy=RetryPolicy(
                initial_interval=timedelta(milliseconds=200), maximum_interval=_MAX_RETRY_INTERVAL
            ),
        )
        return decision

    def _apply_decision(self, decision: RequestDecision, request_id: str) -> None:
        """Add a decision to the state of the case; one without events changes nothing."""
        if not decision.events:
            return
        events = self._workflow_state.events + decision.events
        self._update_state(
            events=events,
            seen_update_ids=(*self._workflow_state.seen_update_ids, request_id),
            outbox=self._workflow_state.outbox
            + self._pending_effects(decision.effects, str(len(events))),
            remind_at=self._next_reminder(decision),
            retain_until=self._retention_end(decision.effects),
        )
        self._case = replay(events)

    def _next_reminder(self, decision: RequestDecision) -> datetime | None:
        """Return when to remind reviewers: as before if the decision only notes something."""
        is_note = all(isinstance(event, REVIEW_NOTES) for event in decision.events)
        return self._workflow_state.remind_at if is_note else decision.remind_at

    def _pending_effects(self, effects: Sequence[Effect], place: str) -> tuple[PendingEffect, ...]:
        # The keys have the form of a store's, so that receivers see no difference.
        case_id = self._workflow_state.case_id
        return tuple(
            PendingEffect(case_id=case_id, key=f"{case_id}/{place}/{n}", effect=effect)
            for n, effect in enumerate(effects)
            if not self._is_workflow_timer(effect)
        )

    def _is_workflow_timer(self, effect: Effect) -> bool:
        """Return whether `_run_timers` performs an effect: for a review, from the state alone."""
        if isinstance(effect, StartRetentionClock):
            return workflow.patched(_RETENTION_TIMER_PATCH)
        return isinstance(effect, StartReviewClock)

    def _retention_end(self, effects: Sequence[Effect]) -> datetime | None:
        """Return when to check retention: at the time of a new clock, or else as before."""
        clocks = [effect for effect in effects if isinstance(effect, StartRetentionClock)]
        moments = [clock.at for clock in clocks if self._is_workflow_timer(clock)]
        return moments[-1] if moments else self._workflow_state.retain_until

    def _update_state(self, **changes: Any) -> None:  # noqa: ANN401 - fields of WorkflowState
        self._workflow_state = evolve(self._workflow_state, **changes)

    # -- effects ----------------------------------------------------------------------------------

    async def _perform(self, pending: PendingEffect) -> None:
        """Perform the oldest effect or make it a dead letter; then remove it from the outbox."""
        settings = self._workflow_state.settings
        submissions = list_submitted_events(self._workflow_state.events)
        try:
            await workflow.execute_activity(
                "idverify.perform",
                evolve(pending, submissions=submissions),
                start_to_close_timeout=timedelta(seconds=settings.attempt_timeout_seconds),
                retry_policy=RetryPolicy(
                    initial_interval=timedelta(seconds=settings.initial_interval_seconds),
                    maximum_interval=timedelta(hours=2),
                    maximum_attempts=settings.max_attempts,
                ),
            )
        except ActivityError:
            self._update_state(dead_letters=(*self._workflow_state.dead_letters, pending))
        self._update_state(outbox=self._workflow_state.outbox[1:])

    # -- time -------------------------------------------------------------------------------------

    async def _run_timers(self) -> None:
        """Send reminders, report overdue cases, and end retention; each event resets the timer."""
        while True:
            version, at = self._case.version, self._next_alarm_at()
            if at is None:
                await workflow.wait_condition(lambda: self._case.version != version)  # noqa: B023
                continue
            try:
                # Even an alarm in the past gets a timer: an update that arrived while no worker
                # was running is older than the alarm, and is handled first.
                await workflow.wait_condition(
                    lambda: self._case.version != version,  # noqa: B023 - awaited at once
                    timeout=max(at - workflow.now(), timedelta(milliseconds=1)),
                )
            except TimeoutError:
                await self._handle_alarm(version)

    def _next_alarm_at(self) -> datetime | None:
        """Return the moment of the next timer, or None."""
        deadline = self._case.deadline
        if deadline is None:
            return self._workflow_state.retain_until if TRANSITIONS[self._case.state] else None
        return (
            None
            if self._case.is_overdue_reported
            else self._workflow_state.remind_at or deadline.ends_at
        )

    async def _handle_alarm(self, version: int) -> None:
        async with self._lock:
            deadline = self._case.deadline
            if self._case.version != version:
                return  # the case changed while the alarm waited for the lock
            if deadline is None:
                await self._end_retention()
            elif self._workflow_state.remind_at:
                self._remind(deadline)
            elif workflow.now() >= deadline.ends_at:
                decision = await self._request_decision(PassDeadlineRequest(), None)
                self._apply_decision(decision, f"overdue/{self._case.submission_id}")

    async def _end_retention(self) -> None:
        """Destroy images and let the verification lapse when the current policy requires it."""
        decision = await self._request_decision(EndRetentionRequest(), None)
        if decision.events and workflow.patched(_VERIFICATION_LAPSE_PATCH):
            self._apply_decision(decision, f"lapse/{self._case.submission_id}")
        else:
            added = self._pending_effects(decision.effects, f"{self._case.version}/retention")
            self._update_state(outbox=self._workflow_state.outbox + added)
        self._update_state(retain_until=decision.retain_until)

    def _remind(self, deadline: ReviewDeadline) -> None:
        case_id = self._workflow_state.case_id
        key = f"{case_id}/{self._case.version}/due-soon"
        notify = Notify(kind=NotificationKind.DUE_SOON, due_on=deadline.due_on)
        pending = PendingEffect(case_id=case_id, key=key, effect=notify)
        # Late if no worker was running: the overdue alarm then suffices.
        is_late = workflow.now() >= deadline.ends_at
        added = () if is_late else (pending,)
        self._update_state(outbox=self._workflow_state.outbox + added, remind_at=None)


def _refusal(error: SerializedError) -> ApplicationError:
    details = CODEC.dump(error).decode()
    return ApplicationError("refused", details, type="Refusal", non_retryable=True)
