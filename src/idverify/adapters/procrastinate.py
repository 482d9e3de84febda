"""Procrastinate jobs for deadlines, reminders and the outbox (extra `procrastinate`).

For a service whose only infrastructure is PostgreSQL. The event store remains the
source of truth, and a job only triggers work, so a job may be lost or run twice: a
periodic task finds effects without a job, and receivers recognise repeats by their keys.

    store = ProcrastinateCaseStore(postgres_store, app, review_clock)
    desk = VerificationDesk(store=store, defer_effects=True, ...)
    worker_app = register_tasks(App(connector=PsycopgConnector(conninfo=url)), desk, store)
    await worker_app.run_worker_async()  # in any number of processes
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
from idverify.calendar.timezone import moment_at
from idverify.desk.desk import VerificationDesk
from idverify.errors import DeliveryError, PermanentDeliveryError
from idverify.interchange.codec import dump, load_effect
from idverify.lifecycle.effects import Effect, NotificationKind, Notify
from idverify.lifecycle.events import Event, Submitted
from idverify.ports import CaseStore, DeadLetter, OutboxEntry

__all__ = ["BackoffStrategy", "OutboxStore", "ProcrastinateCaseStore", "register_tasks"]

#: The time at which reviewers are reminded, on the business day before the due day.
REMINDER_TIME: Final = time(9)

PERFORM: Final = "idverify:perform"
DEADLINE: Final = "idverify:deadline"
REMIND: Final = "idverify:remind"
RECOVER: Final = "idverify:sweep"
QUEUE: Final = "idverify"


class OutboxStore(CaseStore, Protocol):
    """A case store with dead letters, such as `PostgresCaseStore`."""

    def dead_letter(self, key: str, *, error: str) -> None:
        """Turn an effect into a dead letter."""
        ...

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return the dead letters, the oldest first."""
        ...

    def requeue(self, key: str) -> None:
        """Return a dead letter to the outbox, as if it had not been tried before."""
        ...


@frozen
class ProcrastinateCaseStore:
    """Case store that queues a job for every effect and every review deadline."""

    inner: OutboxStore
    app: App
    """An open app on a `SyncPsycopgConnector`, for queueing; workers use another one."""
    review_clock: ReviewClock
    connection: Any = None
    """The host's connection that `inner` works on: events and jobs are then committed together."""

    def append(
        self,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected_version: int,
        command_id: str,
    ) -> bool:
        """Append events with their effects, and queue the jobs for them."""
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
        """Queue a job for one effect; the effects of a case are performed in order."""
        # No queueing lock per key: with two jobs of one key, neither could be retried, and
        # both would stay permanently. Without it, they are two deliveries of one key.
        arguments = {
            "case_id": entry.case_id,
            "key": entry.key,
            "effect": _dump_effect(entry.effect),
        }
        self._defer(PERFORM, arguments, lock=entry.case_id)

    def _schedule_deadline(self, case_id: str, submitted: Submitted, version: int) -> None:
        arguments = {"case_id": case_id, "submission_id": submitted.submission_id}
        ends_at = submitted.deadline.ends_at.astimezone(UTC)
        self._defer(DEADLINE, arguments, schedule_at=ends_at)
        remind_at = self._reminder_at(submitted)
        if remind_at > submitted.at:
            key = f"{case_id}/{version}/due-soon"
            self._defer(REMIND, {**arguments, "key": key}, schedule_at=remind_at.astimezone(UTC))

    def _reminder_at(self, submitted: Submitted) -> datetime:
        clock = self.review_clock
        day = clock.calendar.previous(submitted.deadline.due_on)
        return moment_at(day, REMINDER_TIME, clock.zone)

    def _defer(self, task: str, arguments: dict[str, str], **options: Any) -> None:  # noqa: ANN401 - of the task
        job = self.app.configure_task(task, queue=QUEUE, connection=self.connection, **options)
        job.defer(**arguments)

    # -- delegated to the inner store -------------------------------------------------------------

    def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first."""
        return self.inner.history(case_id)

    def has_seen(self, case_id: str, command_id: str) -> bool:
        """Return whether the case has an append with this command id."""
        return self.inner.has_seen(case_id, command_id)

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects that are neither acknowledged nor dead letters, the oldest first."""
        return self.inner.outstanding()

    def acknowledge(self, *keys: str) -> None:
        """Remove effects that were performed from the outbox."""
        self.inner.acknowledge(*keys)

    def dead_letter(self, key: str, *, error: str) -> None:
        """Turn an effect into a dead letter."""
        self.inner.dead_letter(key, error=error)

    def dead_letters(self) -> Sequence[DeadLetter]:
        """Return the dead letters, the oldest first."""
        return self.inner.dead_letters()

    def requeue(self, key: str) -> None:
        """Return a dead letter to the outbox; the next periodic task queues a job for it."""
        self.inner.requeue(key)

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Set the one alarm of a case, replacing an earlier one."""
        self.inner.set_alarm(case_id, at)

    def clear_alarm(self, case_id: str) -> None:
        """Remove the alarm of a case."""
        self.inner.clear_alarm(case_id)

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        return self.inner.alarms_until(moment)


def _dump_effect(effect: Effect) -> str:
    return dump(effect, Effect).decode()


class BackoffStrategy(BaseRetryStrategy):
    """Exponential backoff: the pause doubles after each failure, up to two hours."""

    def __init__(self, *, initial_seconds: int = 10, max_attempts: int = 12) -> None:
        """Set the first pause and the number of attempts; twelve attempts take half a day."""
        self.initial_seconds = initial_seconds
        self.max_attempts = max_attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to retry a job, or None for never."""
        if self.is_last(exception, job.attempts):
            return None
        seconds = min(self.initial_seconds * 2**job.attempts, 7200)
        return RetryDecision(retry_in={"seconds": seconds})

    def is_last(self, exception: BaseException, attempts: int) -> bool:
        """Return whether this failure, after *attempts* earlier ones, is not retried."""
        return attempts + 1 >= self.max_attempts or isinstance(exception, PermanentDeliveryError)


@frozen(kw_only=True)
class _CaseTasks:
    """The task functions of the jobs."""

    app: App
    desk: VerificationDesk
    store: ProcrastinateCaseStore
    backoff: BackoffStrategy
    stalled_seconds: float

    def perform(self, context: JobContext, case_id: str, key: str, effect: str) -> None:
        """Perform one effect and acknowledge it; a worker killed in between repeats its key."""
        entry = OutboxEntry(key, case_id, load_effect(effect.encode()))
        try:
            self.desk.perform(entry)
        except Exception as error:  # noqa: BLE001 - the text of any error must not be logged
            failure = _to_delivery_error(error)
            if self.backoff.is_last(failure, context.job.attempts):
                self.store.dead_letter(key, error=str(failure))
            raise failure from None
        self.store.acknowledge(key)

    def pass_deadline(self, case_id: str, submission_id: str) -> None:
        """Report cases that are overdue, including this one if its submission is still pending."""
        case = self.desk.case(case_id)
        if case.deadline and case.submission_id == submission_id and not case.is_overdue_reported:
            self.store.set_alarm(case_id, case.deadline.ends_at)
        self.desk.process_due_cases()

    def remind(self, case_id: str, submission_id: str, key: str) -> None:
        """Remind reviewers of a case whose deadline is near, if it is still pending."""
        case = self.desk.case(case_id)
        if case.deadline and case.submission_id == submission_id and not case.is_overdue_reported:
            notify = Notify(kind=NotificationKind.DUE_SOON, due_on=case.deadline.due_on)
            self.desk.perform(OutboxEntry(key, case_id, notify))

    async def recover_jobs(self, timestamp: int) -> None:  # noqa: ARG002 - passed to every periodic task
        """Retry jobs of dead workers, queue missing jobs, and report overdue cases."""
        manager = self.app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self.stalled_seconds):
            if job.task_name != RECOVER:
                with suppress(ConnectorException):  # another worker has already retried it
                    await manager.retry_job(job)
        # Outstanding effects are read before the jobs: later effects have their own jobs.
        # "todo" is listed twice, because a job may go back from "doing" to "todo" in between.
        outstanding = await asyncio.to_thread(self.store.outstanding)
        queued = {
            str(job.task_kwargs["key"])
            for status in ("todo", "doing", "todo")
            for job in await manager.list_jobs_async(task=PERFORM, status=status)
        }
        missing = [entry for entry in outstanding if entry.key not in queued]
        await asyncio.to_thread(self._enqueue_missing, missing)

    def _enqueue_missing(self, missing: Sequence[OutboxEntry]) -> None:
        for entry in missing:
            self.store.enqueue(entry)
        self.desk.process_due_cases()


def _to_delivery_error(error: Exception) -> DeliveryError:
    """Return a delivery error whose text may be logged."""
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
    backoff: BackoffStrategy = BackoffStrategy(),  # noqa: B008 - never modified
    cron: str = "* * * * *",
    stalled_after: timedelta = timedelta(seconds=60),
) -> App:
    """Register the tasks of cases on an app, which a worker then runs; return the app.

    Run it with `run_worker` or `run_worker_async`.

    Args:
        app: An app on a `PsycopgConnector`, without tasks of this library.
        desk: A desk on *store* with `defer_effects`.
        store: The store of the desk.
        backoff: When a failed effect is retried.
        cron: When the periodic task runs, in cron syntax; a sixth field is seconds.
        stalled_after: A worker without a heartbeat for this long is considered dead.
    """
    jobs = _CaseTasks(
        app=app,
        desk=desk,
        store=store,
        backoff=backoff,
        stalled_seconds=stalled_after.total_seconds(),
    )
    store_backoff = BackoffStrategy()  # for when the database is unavailable
    app.task(name=PERFORM, queue=QUEUE, pass_context=True, retry=backoff)(jobs.perform)
    app.task(name=DEADLINE, queue=QUEUE, retry=store_backoff)(jobs.pass_deadline)
    app.task(name=REMIND, queue=QUEUE, retry=store_backoff)(jobs.remind)
    # At most one is queued, but without a lock: a killed worker would hold the lock
    # permanently, and this is the task that recovers the jobs of killed workers.
    recover = app.task(name=RECOVER, queue=QUEUE, queueing_lock=RECOVER)(jobs.recover_jobs)
    app.periodic(cron=cron)(cast("Any", recover))  # its type has a positional-only argument
    return app
