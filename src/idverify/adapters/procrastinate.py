"""Deadlines, reminders and the outbox as jobs in PostgreSQL (extra `procrastinate`).

For a service that has PostgreSQL and nothing else. The event store stays the truth
and a job is only a reminder that something is to be done, so a job may be lost or
run twice: a periodic sweep finds what has none, and receivers know repeats by their keys.

    store = ProcrastinateCaseStore(postgres_store, app, review_clock)         # where a desk works
    desk = VerificationDesk(store=store, relayed=True, ...)
    worker_app = case_worker(App(connector=PsycopgConnector(conninfo=url)), desk, store)
    await worker_app.run_worker_async()                         # as many as you like
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, Protocol, cast

from attrs import frozen
from procrastinate import App, BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from idverify.adapters._delivery_errors import describe_error, is_permanent_failure
from idverify.calendar.deadline import ReviewClock
from idverify.desk.desk import VerificationDesk
from idverify.errors import DeliveryError, PermanentDeliveryError
from idverify.interchange.codec import dump, load_effect
from idverify.lifecycle.effects import Effect, NotificationKind, Notify
from idverify.lifecycle.events import Event, Submitted
from idverify.ports import CaseStore, DeadLetter, OutboxEntry

__all__ = ["BackoffStrategy", "OutboxStore", "ProcrastinateCaseStore", "register_tasks"]

#: When reviewers are reminded, on the business day before the last one.
REMINDER_TIME: Final = time(9)

PERFORM: Final = "idverify:perform"
DEADLINE: Final = "idverify:deadline"
REMIND: Final = "idverify:remind"
RECOVER: Final = "idverify:sweep"
QUEUE: Final = "idverify"


class OutboxStore(CaseStore, Protocol):
    """A store whose effects can be given up, such as `PostgresCaseStore`."""

    def dead_letter(self, key: str, *, error: str) -> None:
        """Give up on an effect."""
        ...

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return what was given up on."""
        ...

    def requeue(self, key: str) -> None:
        """Try a dead letter again."""
        ...


@frozen
class ProcrastinateCaseStore:
    """A store that queues a job for every effect it is given, and for every deadline."""

    inner: OutboxStore
    app: App
    """Opened, on a `SyncPsycopgConnector`: the one that queues, not the one that works."""
    review_clock: ReviewClock
    connection: Any = None
    """A host's connection, which *inner* has joined: events and jobs are then kept together."""

    def append(
        self,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected_version: int,
        command_id: str,
    ) -> bool:
        """Add events and effects, and queue what is to be done about them."""
        is_new = self.inner.append(
            case_id, events, effects, expected_version=expected_version, command_id=command_id
        )
        if is_new:
            version = expected_version + len(events)
            for number, effect in enumerate(effects):
                self.enqueue(OutboxEntry(f"{case_id}/{version}/{number}", case_id, effect))
            for event in events:
                if isinstance(event, Submitted):
                    self._schedule_deadline(case_id, event, version)
        return is_new

    def enqueue(self, entry: OutboxEntry) -> None:
        """Queue a job for one effect; those of a case are done in their order."""
        # No lock against a second job of the same key: when two did meet, neither could be
        # tried again, and both would stay for good. Two are two deliveries of one key.
        words = {"case_id": entry.case_id, "key": entry.key, "effect": _dump_effect(entry.effect)}
        self._defer(PERFORM, words, lock=entry.case_id)

    def _schedule_deadline(self, case_id: str, submitted: Submitted, version: int) -> None:
        of = {"case_id": case_id, "submission_id": submitted.submission_id}
        self._defer(DEADLINE, of, schedule_at=submitted.deadline.ends_at.astimezone(UTC))
        at = self._reminder_at(submitted)
        if at > submitted.at:
            key = f"{case_id}/{version}/due-soon"
            self._defer(REMIND, {**of, "key": key}, schedule_at=at.astimezone(UTC))

    def _reminder_at(self, submitted: Submitted) -> datetime:
        clock = self.review_clock
        day = clock.calendar.previous(submitted.deadline.due_on)
        return datetime.combine(day, REMINDER_TIME, clock.zone)

    def _defer(self, task: str, words: dict[str, str], **how: Any) -> None:  # noqa: ANN401 - of the task
        job = self.app.configure_task(task, queue=QUEUE, connection=self.connection, **how)
        job.defer(**words)

    # -- all else as it is ------------------------------------------------------------------------

    def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        return self.inner.history(case_id)

    def has_seen(self, case_id: str, command_id: str) -> bool:
        """Whether an append with this command id was kept for the case."""
        return self.inner.has_seen(case_id, command_id)

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects neither settled nor given up on, the oldest first."""
        return self.inner.outstanding()

    def acknowledge(self, *keys: str) -> None:
        """Confirm that effects were performed."""
        self.inner.acknowledge(*keys)

    def dead_letter(self, key: str, *, error: str) -> None:
        """Give up on an effect."""
        self.inner.dead_letter(key, error=error)

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return what was given up on, the oldest first."""
        return self.inner.dead_letters()

    def requeue(self, key: str) -> None:
        """Try a dead letter again; the next sweep queues it."""
        self.inner.requeue(key)

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Remember to look at the case at a moment."""
        self.inner.set_alarm(case_id, at)

    def clear_alarm(self, case_id: str) -> None:
        """Forget the alarm of a case."""
        self.inner.clear_alarm(case_id)

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        return self.inner.alarms_until(moment)


def _dump_effect(effect: Effect) -> str:
    return dump(effect, Effect).decode()


class BackoffStrategy(BaseRetryStrategy):
    """Twice as long after each failure, up to two hours; twelve attempts are half a day."""

    def __init__(self, *, initial_seconds: int = 10, max_attempts: int = 12) -> None:
        """Take the first pause and the number of attempts."""
        self.initial_seconds = initial_seconds
        self.max_attempts = max_attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Say when to try again, or that it is of no use."""
        if self.is_last(exception, job.attempts):
            return None
        seconds = min(self.initial_seconds * 2**job.attempts, 7200)
        return RetryDecision(retry_in={"seconds": seconds})

    def is_last(self, exception: BaseException, attempts: int) -> bool:
        """Whether nothing is tried after this failure; so many attempts went before it."""
        return attempts + 1 >= self.max_attempts or isinstance(exception, PermanentDeliveryError)


@frozen(kw_only=True)
class _CaseTasks:
    """What the jobs do."""

    app: App
    desk: VerificationDesk
    store: ProcrastinateCaseStore
    backoff: BackoffStrategy
    stalled_seconds: float

    def perform(self, context: JobContext, case_id: str, key: str, effect: str) -> None:
        """Perform one effect and settle it; a worker killed between the two repeats its key."""
        entry = OutboxEntry(key, case_id, load_effect(effect.encode()))
        try:
            self.desk.perform(entry)
        except Exception as error:  # noqa: BLE001 - whatever it is, its text must not be logged
            failure = _to_delivery_error(error)
            if self.backoff.is_last(failure, context.job.attempts):
                self.store.dead_letter(key, error=str(failure))
            raise failure from None
        self.store.acknowledge(key)

    def pass_deadline(self, case_id: str, submission_id: str) -> None:
        """Mark whatever is overdue, above all this case if its submission still waits."""
        case = self.desk.case(case_id)
        if case.deadline and case.submission_id == submission_id and not case.is_overdue_reported:
            self.store.set_alarm(case_id, case.deadline.ends_at)
        self.desk.process_due_cases()

    def remind(self, case_id: str, submission_id: str, key: str) -> None:
        """Remind reviewers of a case whose deadline is near, if it still waits."""
        case = self.desk.case(case_id)
        if case.deadline and case.submission_id == submission_id and not case.is_overdue_reported:
            notify = Notify(kind=NotificationKind.DUE_SOON, due_on=case.deadline.due_on)
            self.desk.perform(OutboxEntry(key, case_id, notify))

    async def recover_jobs(self, timestamp: int) -> None:  # noqa: ARG002 - given to every periodic task
        """Take back the jobs of dead workers, queue what has no job, mark what is overdue."""
        manager = self.app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self.stalled_seconds):
            if job.task_name != RECOVER:
                with suppress(ConnectorException):  # another sweep was quicker
                    await manager.retry_job(job)
        # First what is promised, then who does it: whatever is promised later has its own job.
        # Waiting ones are asked for twice, for those that are put back in between.
        promised = await asyncio.to_thread(self.store.outstanding)
        queued = {
            str(job.task_kwargs["key"])
            for status in ("todo", "doing", "todo")
            for job in await manager.list_jobs_async(task=PERFORM, status=status)
        }
        forgotten = [entry for entry in promised if entry.key not in queued]
        await asyncio.to_thread(self._enqueue_missing, forgotten)

    def _enqueue_missing(self, forgotten: Sequence[OutboxEntry]) -> None:
        for entry in forgotten:
            self.store.enqueue(entry)
        self.desk.process_due_cases()


def _to_delivery_error(error: Exception) -> DeliveryError:
    """Return the failure as it may be logged."""
    return (
        PermanentDeliveryError(describe_error(error))
        if is_permanent_failure(error)
        else DeliveryError(describe_error(error))
    )


def register_tasks(
    app: App,
    desk: VerificationDesk,
    store: ProcrastinateCaseStore,
    *,
    backoff: BackoffStrategy = BackoffStrategy(),  # noqa: B008 - it never changes
    cron: str = "* * * * *",
    stalled_after: timedelta = timedelta(seconds=60),
) -> App:
    """Give an app the jobs of cases; run it with `run_worker` or `run_worker_async`.

    Args:
        app: On a `PsycopgConnector`, with nothing of this library in it yet.
        desk: A relayed one, on *store*.
        store: Where the desk works.
        backoff: When a failed effect is tried again.
        every: When the sweep runs, as cron writes it; a sixth field is seconds.
        stalled: A worker that has been silent for so long is taken for dead.
    """
    jobs = _CaseTasks(
        app=app,
        desk=desk,
        store=store,
        backoff=backoff,
        stalled_seconds=stalled_after.total_seconds(),
    )
    again = BackoffStrategy()  # a database that is away comes back
    app.task(name=PERFORM, queue=QUEUE, pass_context=True, retry=backoff)(jobs.perform)
    app.task(name=DEADLINE, queue=QUEUE, retry=again)(jobs.pass_deadline)
    app.task(name=REMIND, queue=QUEUE, retry=again)(jobs.remind)
    # Never two in wait, but without a lock: a sweep whose worker was killed would hold it for
    # good, and it is the sweep that takes the jobs of dead workers back.
    sweep = app.task(name=RECOVER, queue=QUEUE, queueing_lock=RECOVER)(jobs.recover_jobs)
    app.periodic(cron=cron)(cast("Any", sweep))  # its type asks for a nameless argument
    return app
