"""The workflow of a case: waits, remembers and puts in order; whatever decides is elsewhere.

Every run that ever began is replayed through this file, so what it does, and in
which order, is a promise to all open cases. `docs/how-to/change-a-running-case.md`
says what may change freely (nearly everything: rulings are in the history) and
what needs `workflow.patched` (this file).
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from attrs import evolve as altered

    from idverify.adapters.temporal.requests import (
        WORKFLOW_TYPE,
        ApproveRequest,
        CaseContext,
        ChangeIdentityRequest,
        EndRetentionRequest,
        History,
        PassDeadlineRequest,
        PendingEffect,
        RedactRequest,
        RejectRequest,
        Request,
        RequestDecision,
        RevokeRequest,
        SubmitRequest,
        UpdateResult,
        WithdrawRequest,
        WorkflowState,
    )
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
    from idverify.lifecycle.transitions import TRANSITIONS

__all__ = ["CaseWorkflow"]

#: A machine that cannot rule now is asked again after so long, when nobody waits for the answer.
_MAX_RETRY_INTERVAL = timedelta(minutes=1)

#: In cases that went another way, the retention clock was an effect that nobody could perform.
_RETENTION_TIMER_PATCH = "retention-is-a-timer"

#: In cases that went another way, a timer that had gone off was about pictures only.
_VERIFICATION_LAPSE_PATCH = "verifications-lapse"


@workflow.defn(name=WORKFLOW_TYPE)
class CaseWorkflow:
    """A case from its first submission to its redaction, in as many runs as it takes."""

    @workflow.init
    def __init__(self, kept: WorkflowState) -> None:
        """Take over what the run before had kept; a new case has kept nothing."""
        self._workflow_state = kept
        self._case = replay(kept.events)
        self._lock = asyncio.Lock()

    @workflow.run
    async def run(self, kept: WorkflowState) -> str:  # noqa: ARG002 - taken by __init__, before any update
        """Perform effects in their order, until nothing can happen to the case any more."""
        watch = asyncio.create_task(self._run_timers())
        while not self._is_finished() and not self._must_continue_as_new():
            await workflow.wait_condition(
                lambda: (
                    bool(self._workflow_state.outbox)
                    or self._is_finished()
                    or self._must_continue_as_new()
                    or watch.done()
                )
            )
            if watch.done():
                await watch  # it never ends but by a fault, which must not stay unheard
            if self._workflow_state.outbox:
                await self._perform(self._workflow_state.outbox[0])
        await workflow.wait_condition(
            lambda: workflow.all_handlers_finished() and not self._lock.locked()
        )
        watch.cancel()
        if not self._is_finished():
            workflow.continue_as_new(self._workflow_state)
        return str(self._case.state)

    def _is_finished(self) -> bool:
        # A purge that was given up waits to be revived: what it is to destroy is still there.
        is_kept = any(
            isinstance(promise.effect, Purge) for promise in self._workflow_state.dead_letters
        )
        return not TRANSITIONS[self._case.state] and not self._workflow_state.outbox and not is_kept

    def _must_continue_as_new(self) -> bool:
        return workflow.info().is_continue_as_new_suggested()

    # -- what can be asked ------------------------------------------------------------------------

    @workflow.query(name="state")
    def state(self) -> State:
        """Return the state of the case."""
        return self._case.state

    @workflow.query(name="deadline")
    def deadline(self) -> ReviewDeadline | None:
        """Return the review deadline as it was promised, while under review."""
        return self._case.deadline

    @workflow.query(name="case")
    def case(self) -> Case:
        """Return the case."""
        return self._case

    @workflow.query(name="history")
    def history(self) -> History:
        """Return every event, the oldest first."""
        return History(events=self._workflow_state.events)

    @workflow.query(name="undelivered")
    def dead_letters(self) -> Sequence[str]:
        """Return the keys of the effects that were given up."""
        return [promise.key for promise in self._workflow_state.dead_letters]

    @workflow.signal(name="revive")
    def requeue(self, key: str) -> None:
        """Try an effect again that was given up; harmless if it was not."""
        again = tuple(p for p in self._workflow_state.dead_letters if p.key == key)
        left = tuple(p for p in self._workflow_state.dead_letters if p.key != key)
        self._update_state(dead_letters=left, outbox=self._workflow_state.outbox + again)

    # -- what can be done -------------------------------------------------------------------------

    @workflow.update(name="submit")
    async def submit(self, request: SubmitRequest) -> UpdateResult:
        """Take documents in, or turn them away at the door."""
        return await self._handle_update(request)

    @workflow.update(name="approve")
    async def approve(self, request: ApproveRequest) -> UpdateResult:
        """Approve what the reviewer has seen."""
        return await self._handle_update(request)

    @workflow.update(name="reject")
    async def reject(self, request: RejectRequest) -> UpdateResult:
        """Reject it, with reasons."""
        return await self._handle_update(request)

    @workflow.update(name="withdraw")
    async def withdraw(self, request: WithdrawRequest) -> UpdateResult:
        """Take the pending submission back."""
        return await self._handle_update(request)

    @workflow.update(name="change")
    async def change_identity(self, request: ChangeIdentityRequest) -> UpdateResult:
        """Record that the identity is another one."""
        return await self._handle_update(request)

    @workflow.update(name="revoke")
    async def revoke(self, request: RevokeRequest) -> UpdateResult:
        """Take an approval back."""
        return await self._handle_update(request)

    @workflow.update(name="redact")
    async def redact(self, request: RedactRequest) -> UpdateResult:
        """Purge the personal data."""
        return await self._handle_update(request)

    async def _handle_update(self, request: Request) -> UpdateResult:
        """Rule on a request when its turn comes; one that was seen before changes nothing."""
        update = workflow.current_update_info()
        request_id = update.id if update else ""
        # Temporal drops the second of two equal updates within a run, we over all runs.
        async with self._lock:
            if request_id in self._workflow_state.seen_update_ids:
                return UpdateResult(case=self._case)
            patience = timedelta(seconds=self._workflow_state.settings.decision_timeout_seconds)
            ruling = await self._request_decision(request, patience)
            if ruling.error:
                told = CODEC.dump(ruling.error).decode()
                raise ApplicationError("refused", told, type="Refusal", non_retryable=True)
            self._apply_decision(ruling, request_id)
        return UpdateResult(case=self._case, intake_refused_on=ruling.intake_refused_on)

    async def _request_decision(
        self, request: Request | EndRetentionRequest, patience: timedelta | None
    ) -> RequestDecision:
        known = CaseContext(
            case_id=self._workflow_state.case_id,
            events=self._workflow_state.events,
            now=workflow.now(),
        )
        ruling: RequestDecision = await workflow.execute_local_activity(
            f"idverify.{request.handler_name}",
            args=[known, request],
            result_type=RequestDecision,
            start_to_close_timeout=timedelta(
                seconds=self._workflow_state.settings.decision_timeout_seconds
            ),
            schedule_to_close_timeout=patience,
            retry_policy=RetryPolicy(
                initial_interval=timedelta(milliseconds=200), maximum_interval=_MAX_RETRY_INTERVAL
            ),
        )
        return ruling

    def _apply_decision(self, ruling: RequestDecision, request_id: str) -> None:
        """Make a ruling part of the case; a ruling that nothing happens leaves no trace."""
        if not ruling.events:
            return
        events = self._workflow_state.events + ruling.events
        self._update_state(
            events=events,
            seen_update_ids=(*self._workflow_state.seen_update_ids, request_id),
            outbox=self._workflow_state.outbox
            + self._pending_effects(ruling.effects, str(len(events))),
            remind_at=ruling.remind_at,
            retain_until=self._retention_end(ruling.effects),
        )
        self._case = replay(events)

    def _pending_effects(self, effects: Sequence[Effect], place: str) -> tuple[PendingEffect, ...]:
        # The keys are those of a store, so that a receiver cannot tell who runs the case.
        case_id = self._workflow_state.case_id
        return tuple(
            PendingEffect(case_id=case_id, key=f"{case_id}/{place}/{n}", effect=effect)
            for n, effect in enumerate(effects)
            if not self._is_workflow_timer(effect)
        )

    def _is_workflow_timer(self, effect: Effect) -> bool:
        """Whether `_watch_the_clock` does it: for a review by the state alone."""
        if isinstance(effect, StartRetentionClock):
            return workflow.patched(_RETENTION_TIMER_PATCH)
        return isinstance(effect, StartReviewClock)

    def _retention_end(self, effects: Sequence[Effect]) -> datetime | None:
        """Return when the pictures are looked at; a new decision sets their time anew."""
        clocks = [effect for effect in effects if isinstance(effect, StartRetentionClock)]
        moments = [clock.at for clock in clocks if self._is_workflow_timer(clock)]
        return moments[-1] if moments else self._workflow_state.retain_until

    def _update_state(self, **changes: Any) -> None:  # noqa: ANN401 - fields of Kept
        self._workflow_state = altered(self._workflow_state, **changes)

    # -- effects ----------------------------------------------------------------------------------

    async def _perform(self, promise: PendingEffect) -> None:
        """Perform the oldest effect, or give up on it; either way it makes room for the next."""
        terms = self._workflow_state.settings
        submissions = list_submitted_events(self._workflow_state.events)
        try:
            await workflow.execute_activity(
                "idverify.perform",
                altered(promise, submissions=submissions),
                start_to_close_timeout=timedelta(seconds=terms.attempt_timeout_seconds),
                retry_policy=RetryPolicy(
                    initial_interval=timedelta(seconds=terms.initial_interval_seconds),
                    maximum_interval=timedelta(hours=2),
                    maximum_attempts=terms.max_attempts,
                ),
            )
        except ActivityError:
            self._update_state(dead_letters=(*self._workflow_state.dead_letters, promise))
        self._update_state(outbox=self._workflow_state.outbox[1:])

    # -- time -------------------------------------------------------------------------------------

    async def _run_timers(self) -> None:
        """Remind, mark what is overdue or lapsed, destroy pictures; each step resets the clock."""
        while True:
            version, at = self._case.version, self._next_alarm_at()
            if at is None:
                await workflow.wait_condition(lambda: self._case.version != version)  # noqa: B023
                continue
            try:
                # Not even a moment that has passed is decided in the same breath: an update
                # that came while no worker lived is older than the alarm, and goes first.
                await workflow.wait_condition(
                    lambda: self._case.version != version,  # noqa: B023 - awaited at once
                    timeout=max(at - workflow.now(), timedelta(milliseconds=1)),
                )
            except TimeoutError:
                await self._handle_alarm(version)

    def _next_alarm_at(self) -> datetime | None:
        """Return the next moment at which something is to be done, if nothing happens before."""
        due = self._case.deadline
        if due is None:
            return self._workflow_state.retain_until if TRANSITIONS[self._case.state] else None
        return (
            None
            if self._case.is_overdue_reported
            else self._workflow_state.remind_at or due.ends_at
        )

    async def _handle_alarm(self, version: int) -> None:
        async with self._lock:
            due = self._case.deadline
            if self._case.version != version:
                return  # decided, or replaced, while the bell was waiting for its turn
            if due is None:
                await self._end_retention()
            elif self._workflow_state.remind_at:
                self._remind(due)
            elif workflow.now() >= due.ends_at:
                ruling = await self._request_decision(PassDeadlineRequest(), None)
                self._apply_decision(ruling, f"overdue/{self._case.submission_id}")

    async def _end_retention(self) -> None:
        """Have the pictures destroyed and the verification lapse, as the policy of now has it."""
        ruling = await self._request_decision(EndRetentionRequest(), None)
        if ruling.events and workflow.patched(_VERIFICATION_LAPSE_PATCH):
            self._apply_decision(ruling, f"lapse/{self._case.submission_id}")
        else:
            added = self._pending_effects(ruling.effects, f"{self._case.version}/retention")
            self._update_state(outbox=self._workflow_state.outbox + added)
        self._update_state(retain_until=ruling.retain_until)

    def _remind(self, due: ReviewDeadline) -> None:
        case_id = self._workflow_state.case_id
        key = f"{case_id}/{self._case.version}/due-soon"
        notify = Notify(kind=NotificationKind.DUE_SOON, due_on=due.due_on)
        promise = PendingEffect(case_id=case_id, key=key, effect=notify)
        is_late = workflow.now() >= due.ends_at  # no worker lived: the overdue alarm says it all
        added = () if is_late else (promise,)
        self._update_state(outbox=self._workflow_state.outbox + added, remind_at=None)
