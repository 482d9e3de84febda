"""Deadlines, reminders and the outbox as jobs: each is done, however the job before it ended."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast

import psycopg
import pytest
from attrs import define, evolve, field
from procrastinate import App, PsycopgConnector, SyncPsycopgConnector

from idverify.adapters.memory import FixedClock, MemoryNotifier
from idverify.adapters.postgres import PostgresCaseStore, PostgresVault
from idverify.adapters.procrastinate import (
    RECOVER,
    BackoffStrategy,
    ProcrastinateCaseStore,
    register_tasks,
)
from idverify.calendar.timezone import TOKYO
from idverify.desk.desk import VerificationDesk
from idverify.errors import DeliveryError, PermanentDeliveryError
from idverify.lifecycle.states import State
from idverify.model.documents import SensitiveField
from idverify.policy.policy import Policy
from idverify.policy.settings import Retention
from idverify.ports import Message, Notifier
from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE
from support.applicants import CONTACT, HANAKO, bytes_of, submission
from support.desk import CLOCK
from support.rules import fact, policy, rule

#: The database runs by its own clock, so a job of today is due in days of today.
BEGUN = datetime.now(UTC)

YEARLY = "0 0 1 1 *"

JOBS = "SELECT task_name, status, lock, scheduled_at FROM procrastinate_jobs ORDER BY id"


@pytest.fixture(scope="module")
def jobs_url(postgres_server: str) -> str:
    """A database with the tables of jobs."""
    app = App(connector=SyncPsycopgConnector(conninfo=postgres_server))
    with app.open():
        app.schema_manager.apply_schema()
    return postgres_server


@define
class Room:
    """A desk on PostgreSQL, and a worker that can be let in."""

    url: str
    app: App
    store: ProcrastinateCaseStore
    vault: PostgresVault
    notifier: Notifier = field(factory=MemoryNotifier)
    clock: FixedClock = field(factory=lambda: FixedClock(BEGUN))
    policy: Policy = CROWDWORKS_ARTICLE

    @property
    def desk(self) -> VerificationDesk:
        """The desk."""
        return self.desk_on(self.store)

    def desk_on(self, store: ProcrastinateCaseStore) -> VerificationDesk:
        """A desk on another store."""
        return VerificationDesk(
            store=store,
            vault=self.vault,
            notifier=self.notifier,
            clock=self.clock,
            policy=self.policy,
            review_clock=CLOCK,
            operators="operators@example.jp",
            defer_effects=True,
        )

    def submit(self, store: ProcrastinateCaseStore | None = None) -> None:
        """Hand in a licence."""
        made = submission(id_="s-1")
        desk = self.desk_on(store or self.store)
        desk.submit("c-1", made, bytes_of(made), CONTACT, command_id="k-1")

    def approve(self) -> None:
        """Approve the licence."""
        self.desk.approve("c-1", "s-1", profile=HANAKO, reviewer="r-1", command_id="k-2")

    def pictures(self) -> int:
        """Return how many pictures are kept."""
        return sum(name.startswith("image/") for name in self.vault.names("c-1"))

    def work(self, *, until: Callable[[], bool] | None = None, every: str = YEARLY) -> None:
        """Let a worker in: until nothing is due, or until something is done; without a sweep."""
        asyncio.run(self._work(until, every))

    async def _work(self, until: Callable[[], bool] | None, every: str) -> None:
        backoff = BackoffStrategy(initial_seconds=0, max_attempts=3)
        app = App(connector=PsycopgConnector(conninfo=self.url))
        quick = timedelta(seconds=0)
        register_tasks(app, self.desk, self.store, backoff=backoff, cron=every, stalled_after=quick)
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(
                    wait=until is not None,
                    install_signal_handlers=False,
                    fetch_job_polling_interval=0.1,
                    update_heartbeat_interval=0.2,
                    stalled_worker_timeout=0.5,
                )
            )
            for _ in range(200 if until else 0):
                if until and until():
                    break
                await asyncio.sleep(0.1)
            if until:
                working.cancel()
                assert until()
            await asyncio.gather(working, return_exceptions=True)

    def rows(self, sql: str = JOBS) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(sql.encode()).fetchall()

    def due_now(self, task: str) -> None:
        """Let jobs be due now."""
        sql = "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE task_name = %s"
        with psycopg.connect(self.url) as connection:
            connection.execute(sql, [task])

    def rows_gone(self) -> None:
        """Lose every job."""
        with psycopg.connect(self.url) as connection:
            connection.execute("TRUNCATE procrastinate_jobs CASCADE")

    def sent(self) -> list[str]:
        """Return the keys of what was told, in order."""
        assert isinstance(self.notifier, MemoryNotifier)
        return list(self.notifier.sent)


@pytest.fixture
def room(jobs_url: str, postgres: str) -> Iterator[Room]:
    """An empty room."""
    with psycopg.connect(jobs_url) as connection:
        connection.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    app = App(connector=SyncPsycopgConnector(conninfo=postgres))
    with app.open(), PostgresCaseStore(postgres) as store, PostgresVault(postgres) as vault:
        yield Room(postgres, app, ProcrastinateCaseStore(store, app, CLOCK), vault)


def test_a_submission_queues_its_effects_and_its_deadline(room: Room) -> None:
    """Effects at once, in the order of the case; the deadline when it ends."""
    room.submit()
    due = room.desk.case("c-1").deadline
    assert due
    names = [(name, lock) for name, _, lock, _ in room.rows()]
    times = {name: at for name, _, _, at in room.rows()}

    assert names == [
        ("idverify:perform", "c-1"),
        ("idverify:perform", "c-1"),
        ("idverify:deadline", None),
    ]
    assert times["idverify:deadline"] == due.ends_at


def test_a_job_does_what_was_promised(room: Room) -> None:
    """The applicant is told under the outbox's own key, and nothing stays outstanding."""
    room.submit()
    room.work()

    assert room.sent() == ["c-1/1/0"]
    assert room.store.outstanding() == ()
    assert room.store.alarms_until(BEGUN + timedelta(days=60)) == ("c-1",)


def test_the_reminder_and_the_alarm_come_in_their_time(room: Room) -> None:
    """The reminder for as long as the case waits; past the deadline the alarm, once."""
    room.submit()
    room.work()
    due = room.desk.case("c-1").deadline
    assert due
    day = CLOCK.calendar.previous(due.due_on)
    room.clock.moment = datetime.combine(day, time(9), CLOCK.zone)
    room.desk.process_due_cases()  # as the periodic task does
    assert room.sent() == ["c-1/1/0", "c-1/1/due-soon"]
    room.clock.moment = due.ends_at
    room.due_now("idverify:deadline")
    room.work()
    room.work()
    assert room.sent() == ["c-1/1/0", "c-1/1/due-soon", "c-1/2/0"]
    assert room.desk.case("c-1").is_overdue_reported


def test_a_picture_to_be_masked_is_destroyed_by_its_job(room: Room) -> None:
    """Nobody here can mask; the effect is no dead letter."""
    asked = fact("asked", read=lambda *_: False)
    masks = rule(
        "number", asked.one_of(True), is_blocking=False, field_to_mask=SensitiveField.QR_CODE
    )
    room.policy = policy(masks)
    room.submit()
    room.approve()
    assert room.pictures() == 1
    room.work()

    assert room.pictures() == 0
    assert (room.store.outstanding(), room.store.dead_letters()) == ((), ())


def test_pictures_are_destroyed_by_the_sweep_when_their_time_is_over(room: Room) -> None:
    """Thirty days after the decision, and not before."""
    room.policy = evolve(CROWDWORKS_ARTICLE, retention=Retention(images_days=30))
    room.submit()
    room.approve()
    room.work()
    room.clock.moment = BEGUN + timedelta(days=29)
    room.desk.process_due_cases()
    assert room.pictures() == 1
    room.clock.moment = BEGUN + timedelta(days=31)
    room.work(until=lambda: room.pictures() == 0, every="* * * * * *")

    assert room.desk.case("c-1").state is State.APPROVED


def test_a_verification_lapses_by_the_sweep_and_the_person_is_told(room: Room) -> None:
    """Six months after the approval; not on its last day, and the message goes out as a job."""
    room.policy = evolve(CROWDWORKS_ARTICLE, reverify_months=6)
    room.submit()
    room.approve()
    room.work()
    last_day = room.policy.last_day_of_verification(BEGUN.astimezone(TOKYO).date())
    assert last_day
    room.clock.moment = datetime.combine(last_day, time(23, 59), TOKYO)
    room.desk.process_due_cases()
    assert room.desk.case("c-1").state is State.APPROVED
    room.clock.moment += timedelta(minutes=1)
    room.work(until=lambda: "c-1/3/0" in room.sent(), every="* * * * * *")

    assert room.desk.case("c-1").state is State.INCOMPLETE
    assert room.sent() == ["c-1/1/0", "c-1/2/0", "c-1/3/0"]


def test_nobody_is_reminded_of_what_is_decided(room: Room) -> None:
    """A withdrawn submission has neither reminder nor alarm."""
    room.submit()
    room.desk.withdraw("c-1", command_id="k-2")
    room.work()
    room.clock.moment = BEGUN + timedelta(days=60)
    room.due_now("idverify:deadline")
    room.work()

    assert room.sent() == ["c-1/1/0", "c-1/2/0"]
    assert room.desk.case("c-1").state is State.INCOMPLETE


def test_an_effect_without_a_job_is_found_by_the_sweep(room: Room) -> None:
    """A process killed between the append and the queueing loses nothing."""
    room.submit(room.store.inner)  # type: ignore[arg-type]
    assert room.rows() == []
    room.work(until=lambda: not room.store.outstanding(), every="* * * * * *")

    assert room.sent() == ["c-1/1/0"]


def test_a_deadline_without_a_job_is_found_by_the_sweep(room: Room) -> None:
    """The alarm in the store is enough."""
    room.submit()
    room.work()
    room.rows_gone()
    room.clock.moment = BEGUN + timedelta(days=60)
    room.work(until=lambda: "c-1/2/0" in room.sent(), every="* * * * * *")

    assert room.desk.case("c-1").is_overdue_reported


def test_the_job_of_a_dead_worker_is_taken_back(room: Room) -> None:
    """A job that was being done by nobody any more is done by somebody else."""
    room.submit()
    with psycopg.connect(room.url) as connection:
        connection.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id)"
            " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)"
            " WHERE id = (SELECT min(id) FROM procrastinate_jobs)"
        )
    room.work()
    assert room.sent() == []
    room.work(until=lambda: not room.store.outstanding(), every="* * * * * *")

    assert room.sent() == ["c-1/1/0"]


def test_two_jobs_for_one_effect_do_no_harm(room: Room) -> None:
    """The one of a dead worker is taken back beside the other; the key is told once."""
    room.submit()
    [first, *_] = room.store.outstanding()
    with psycopg.connect(room.url) as connection:
        connection.execute(
            "UPDATE procrastinate_jobs SET status = 'doing'"
            " WHERE id = (SELECT min(id) FROM procrastinate_jobs)"
        )
    room.store.enqueue(first)
    undone = "SELECT 1 FROM procrastinate_jobs WHERE status = 'doing' OR lock IS NOT NULL"
    left = f"{undone} AND status = 'todo'"
    room.work(until=lambda: not room.rows(left), every="* * * * * *")

    assert room.sent() == ["c-1/1/0"]
    assert room.store.outstanding() == ()


def test_a_sweep_that_died_holds_up_no_other(room: Room) -> None:
    """A worker killed in the middle of a sweep leaves it as being done, by nobody, for good."""
    room.submit()
    with psycopg.connect(room.url) as connection:
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, status)"
            " SELECT queue_name, %(task)s, lock, queueing_lock, 'doing' FROM"
            " (VALUES ('idverify', %(lock)s, %(task)s)) AS t (queue_name, lock, queueing_lock)",
            {"task": RECOVER, "lock": lock_of_sweep()},
        )
        connection.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'idverify:perform'")
    room.work(until=lambda: not room.store.outstanding(), every="* * * * * *")

    assert room.sent() == ["c-1/1/0"]


def lock_of_sweep() -> str | None:
    """Return the lock that the sweep's jobs hold while they are done."""
    app = App(connector=SyncPsycopgConnector())
    register_tasks(app, cast("Any", None), cast("Any", None))
    return app.tasks[RECOVER].lock


class Mailbox(MemoryNotifier):
    """Fails as often as it is told to."""

    failures = 2
    error: Exception = DeliveryError("the mail server is down")
    attempts = 0

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Fail, or keep the message."""
        self.attempts += 1
        if self.attempts <= self.failures:
            raise self.error
        super().send(key, recipient, message)


def test_what_fails_is_tried_again_in_the_order_of_the_case(room: Room) -> None:
    """The second message waits for the first."""
    room.notifier = Mailbox()
    room.submit()
    room.desk.withdraw("c-1", command_id="k-2")
    room.work(until=lambda: not room.store.outstanding())

    assert room.sent() == ["c-1/1/0", "c-1/2/0"]


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (ConnectionError("mailbox of hanako@example.jp is full"), 3),
        (PermanentDeliveryError("no such mailbox"), 1),
    ],
)
def test_what_is_given_up_is_a_dead_letter_without_a_person(
    room: Room, caplog: pytest.LogCaptureFixture, error: Exception, attempts: int
) -> None:
    """It holds up nothing, says why, names nobody, and can be revived."""
    mailbox = Mailbox()
    mailbox.error, mailbox.failures = error, attempts
    room.notifier = mailbox
    room.submit()
    room.work(until=lambda: not room.store.outstanding())
    [letter] = room.store.dead_letters()

    assert letter.entry.key == "c-1/1/0"
    assert letter.error in {"ConnectionError", "no such mailbox"}
    assert "hanako" not in caplog.text
    room.store.requeue("c-1/1/0")
    room.work(until=lambda: not room.store.outstanding(), every="* * * * * *")
    assert room.sent() == ["c-1/1/0"]


@pytest.mark.parametrize("commits", [True, False])
def test_jobs_are_part_of_a_hosts_transaction(room: Room, commits: bool) -> None:
    """Events and jobs are kept together, or not at all."""
    with psycopg.connect(room.url) as connection:
        joined = PostgresCaseStore.from_connection(connection)
        room.submit(ProcrastinateCaseStore(joined, room.app, CLOCK, connection))
        assert room.rows() == []
        if commits:
            connection.commit()
        else:
            connection.rollback()

    assert len(room.rows()) == (3 if commits else 0)
    assert len(room.store.history("c-1")) == (1 if commits else 0)


def test_jobs_carry_no_person(room: Room) -> None:
    """Ids, codes and days only stand in their arguments."""
    room.submit()
    text = str(room.rows("SELECT args FROM procrastinate_jobs"))

    assert "s-1" in text
    assert [word for word in ("見本", "Hanako", "hanako", "中野", "1990") if word in text] == []
