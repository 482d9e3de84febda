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
        WORKFLOW,
        Answer,
        ApproveRequest,
        ChangeRequest,
        DeadlineRequest,
        History,
        Kept,
        Known,
        Promise,
        RedactRequest,
        RejectRequest,
        Request,
        RetentionRequest,
        RevokeRequest,
        Ruling,
        SubmitRequest,
        WithdrawRequest,
    )
    from idverify.adapters.temporal.stored_forms import CODEC
    from idverify.case_file import submissions_of
    from idverify.lifecycle.case import Case, replay
    from idverify.lifecycle.effects import (
        Effect,
        Notice,
        Notify,
        Purge,
        StartRetentionClock,
        StartReviewClock,
    )
    from idverify.lifecycle.events import Due
    from idverify.lifecycle.states import State
    from idverify.lifecycle.table import NEXT

__all__ = ["CaseWorkflow"]

#: A machine that cannot rule now is asked again after so long, when nobody waits for the answer.
_NO_HURRY = timedelta(minutes=1)

#: In cases that went another way, the retention clock was an effect that nobody could perform.
_RETENTION = "retention-is-a-timer"

#: In cases that went another way, a timer that had gone off was about pictures only.
_LAPSE = "verifications-lapse"


@workflow.defn(name=WORKFLOW)
class CaseWorkflow:
    """A case from its first submission to its redaction, in as many runs as it takes."""

    @workflow.init
    def __init__(self, kept: Kept) -> None:
        """Take over what the run before had kept; a new case has kept nothing."""
        self._kept = kept
        self._case = replay(kept.events)
        self._turn = asyncio.Lock()

    @workflow.run
    async def run(self, kept: Kept) -> str:  # noqa: ARG002 - taken by __init__, before any update
        """Perform effects in their order, until nothing can happen to the case any more."""
        watch = asyncio.create_task(self._watch_the_clock())
        while not self._is_over() and not self._is_long():
            await workflow.wait_condition(
                lambda: (
                    bool(self._kept.outbox) or self._is_over() or self._is_long() or watch.done()
                )
            )
            if watch.done():
                await watch  # it never ends but by a fault, which must not stay unheard
            if self._kept.outbox:
                await self._perform(self._kept.outbox[0])
        await workflow.wait_condition(
            lambda: workflow.all_handlers_finished() and not self._turn.locked()
        )
        watch.cancel()
        if not self._is_over():
            workflow.continue_as_new(self._kept)
        return str(self._case.state)

    def _is_over(self) -> bool:
        # A purge that was given up waits to be revived: what it is to destroy is still there.
        is_kept = any(isinstance(promise.effect, Purge) for promise in self._kept.given_up)
        return not NEXT[self._case.state] and not self._kept.outbox and not is_kept

    def _is_long(self) -> bool:
        return workflow.info().is_continue_as_new_suggested()

    # -- what can be asked ------------------------------------------------------------------------

    @workflow.query(name="state")
    def state(self) -> State:
        """Return the state of the case."""
        return self._case.state

    @workflow.query(name="deadline")
    def deadline(self) -> Due | None:
        """Return the review deadline as it was promised, while under review."""
        return self._case.deadline

    @workflow.query(name="case")
    def case(self) -> Case:
        """Return the case."""
        return self._case

    @workflow.query(name="history")
    def history(self) -> History:
        """Return every event, the oldest first."""
        return History(events=self._kept.events)

    @workflow.query(name="undelivered")
    def undelivered(self) -> Sequence[str]:
        """Return the keys of the effects that were given up."""
        return [promise.key for promise in self._kept.given_up]

    @workflow.signal(name="revive")
    def revive(self, key: str) -> None:
        """Try an effect again that was given up; harmless if it was not."""
        again = tuple(p for p in self._kept.given_up if p.key == key)
        left = tuple(p for p in self._kept.given_up if p.key != key)
        self._keep(given_up=left, outbox=self._kept.outbox + again)

    # -- what can be done -------------------------------------------------------------------------

    @workflow.update(name="submit")
    async def submit(self, request: SubmitRequest) -> Answer:
        """Take documents in, or turn them away at the door."""
        return await self._answer(request)

    @workflow.update(name="approve")
    async def approve(self, request: ApproveRequest) -> Answer:
        """Approve what the reviewer has seen."""
        return await self._answer(request)

    @workflow.update(name="reject")
    async def reject(self, request: RejectRequest) -> Answer:
        """Reject it, with reasons."""
        return await self._answer(request)

    @workflow.update(name="withdraw")
    async def withdraw(self, request: WithdrawRequest) -> Answer:
        """Take the pending submission back."""
        return await self._answer(request)

    @workflow.update(name="change")
    async def change(self, request: ChangeRequest) -> Answer:
        """Record that the identity is another one."""
        return await self._answer(request)

    @workflow.update(name="revoke")
    async def revoke(self, request: RevokeRequest) -> Answer:
        """Take an approval back."""
        return await self._answer(request)

    @workflow.update(name="redact")
    async def redact(self, request: RedactRequest) -> Answer:
        """Purge the personal data."""
        return await self._answer(request)

    async def _answer(self, request: Request) -> Answer:
        """Rule on a request when its turn comes; one that was seen before changes nothing."""
        update = workflow.current_update_info()
        request_id = update.id if update else ""
        # Temporal drops the second of two equal updates within a run, we over all runs.
        async with self._turn:
            if request_id in self._kept.seen:
                return Answer(case=self._case)
            patience = timedelta(seconds=self._kept.terms.rule_seconds)
            ruling = await self._rule(request, patience)
            if ruling.refusal:
                told = CODEC.dump(ruling.refusal).decode()
                raise ApplicationError("refused", told, type="Refusal", non_retryable=True)
            self._follow(ruling, request_id)
        return Answer(case=self._case, turned_away_on=ruling.turned_away_on)

    async def _rule(
        self, request: Request | RetentionRequest, patience: timedelta | None
    ) -> Ruling:
        known = Known(case_id=self._kept.case_id, events=self._kept.events, now=workflow.now())
        ruling: Ruling = await workflow.execute_local_activity(
            f"idverify.{request.step}",
            args=[known, request],
            result_type=Ruling,
            start_to_close_timeout=timedelta(seconds=self._kept.terms.rule_seconds),
            schedule_to_close_timeout=patience,
            retry_policy=RetryPolicy(
                initial_interval=timedelta(milliseconds=200), maximum_interval=_NO_HURRY
            ),
        )
        return ruling

    def _follow(self, ruling: Ruling, request_id: str) -> None:
        """Make a ruling part of the case; a ruling that nothing happens leaves no trace."""
        if not ruling.events:
            return
        events = self._kept.events + ruling.events
        self._keep(
            events=events,
            seen=(*self._kept.seen, request_id),
            outbox=self._kept.outbox + self._promises(ruling.effects, str(len(events))),
            remind_at=ruling.remind_at,
            retain_until=self._retained(ruling.effects),
        )
        self._case = replay(events)

    def _promises(self, effects: Sequence[Effect], place: str) -> tuple[Promise, ...]:
        # The keys are those of a store, so that a receiver cannot tell who runs the case.
        case_id = self._kept.case_id
        return tuple(
            Promise(case_id=case_id, key=f"{case_id}/{place}/{n}", effect=effect)
            for n, effect in enumerate(effects)
            if not self._is_timer(effect)
        )

    def _is_timer(self, effect: Effect) -> bool:
        """Whether `_watch_the_clock` does it: for a review by the state alone."""
        if isinstance(effect, StartRetentionClock):
            return workflow.patched(_RETENTION)
        return isinstance(effect, StartReviewClock)

    def _retained(self, effects: Sequence[Effect]) -> datetime | None:
        """Return when the pictures are looked at; a new decision sets their time anew."""
        clocks = [effect for effect in effects if isinstance(effect, StartRetentionClock)]
        moments = [clock.at for clock in clocks if self._is_timer(clock)]
        return moments[-1] if moments else self._kept.retain_until

    def _keep(self, **changes: Any) -> None:  # noqa: ANN401 - fields of Kept
        self._kept = altered(self._kept, **changes)

    # -- effects ----------------------------------------------------------------------------------

    async def _perform(self, promise: Promise) -> None:
        """Perform the oldest effect, or give up on it; either way it makes room for the next."""
        terms = self._kept.terms
        submissions = submissions_of(self._kept.events)
        try:
            await workflow.execute_activity(
                "idverify.perform",
                altered(promise, submissions=submissions),
                start_to_close_timeout=timedelta(seconds=terms.attempt_seconds),
                retry_policy=RetryPolicy(
                    initial_interval=timedelta(seconds=terms.first_pause_seconds),
                    maximum_interval=timedelta(hours=2),
                    maximum_attempts=terms.attempts,
                ),
            )
        except ActivityError:
            self._keep(given_up=(*self._kept.given_up, promise))
        self._keep(outbox=self._kept.outbox[1:])

    # -- time -------------------------------------------------------------------------------------

    async def _watch_the_clock(self) -> None:
        """Remind, mark what is overdue or lapsed, destroy pictures; each step resets the clock."""
        while True:
            version, at = self._case.version, self._alarm()
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
                await self._ring(version)

    def _alarm(self) -> datetime | None:
        """Return the next moment at which something is to be done, if nothing happens before."""
        due = self._case.deadline
        if due is None:
            return self._kept.retain_until if NEXT[self._case.state] else None
        return None if self._case.told_overdue else self._kept.remind_at or due.ends_at

    async def _ring(self, version: int) -> None:
        async with self._turn:
            due = self._case.deadline
            if self._case.version != version:
                return  # decided, or replaced, while the bell was waiting for its turn
            if due is None:
                await self._end_retention()
            elif self._kept.remind_at:
                self._remind(due)
            elif workflow.now() >= due.ends_at:
                ruling = await self._rule(DeadlineRequest(), None)
                self._follow(ruling, f"overdue/{self._case.submission_id}")

    async def _end_retention(self) -> None:
        """Have the pictures destroyed and the verification lapse, as the policy of now has it."""
        ruling = await self._rule(RetentionRequest(), None)
        if ruling.events and workflow.patched(_LAPSE):
            self._follow(ruling, f"lapse/{self._case.submission_id}")
        else:
            added = self._promises(ruling.effects, f"{self._case.version}/retention")
            self._keep(outbox=self._kept.outbox + added)
        self._keep(retain_until=ruling.retain_until)

    def _remind(self, due: Due) -> None:
        case_id = self._kept.case_id
        key = f"{case_id}/{self._case.version}/due-soon"
        notify = Notify(notice=Notice.DUE_SOON, due_on=due.due_on)
        promise = Promise(case_id=case_id, key=key, effect=notify)
        is_late = workflow.now() >= due.ends_at  # no worker lived: the overdue alarm says it all
        added = () if is_late else (promise,)
        self._keep(outbox=self._kept.outbox + added, remind_at=None)
