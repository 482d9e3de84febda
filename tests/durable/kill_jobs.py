# ruff: noqa: S603 - a script that starts its own workers
"""Kills workers of jobs in PostgreSQL with SIGKILL while cases are open and effects half done.

    python tests/durable/kill_jobs.py [cases]

The same play as `kill_worker.py`, on `idverify.adapters.procrastinate`. Prints one line.
"""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from attrs import define, field, frozen
from procrastinate import App, PsycopgConnector, SyncPsycopgConnector

sys.path.insert(0, str(Path(__file__).parents[1]))

from durable.case_scenarios import decide_on, hand_in
from durable.fault_harness import Cast, say, soon, until
from durable.notification_receiver import Caller, Receiver
from idverify.adapters.postgres import PostgresCaseStore, PostgresVault
from idverify.adapters.procrastinate import BackoffStrategy, ProcrastinateCaseStore, register_tasks
from idverify.calendar.deadline import ReviewClock
from idverify.desk.desk import VerificationDesk
from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE
from support.desk import CLOCK
from support.postgres import database


class Wall:
    """The clock on the wall."""

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC)


@frozen
class Room:
    """Desk and store of one process."""

    url: str
    port: int
    store: ProcrastinateCaseStore
    vault: PostgresVault

    @classmethod
    def at(cls, url: str, port: int) -> "Room":
        """Open everything."""
        app = App(connector=SyncPsycopgConnector(conninfo=url))
        app.open()
        store = ProcrastinateCaseStore(PostgresCaseStore(url, max_size=8, timeout=60), app, CLOCK)
        return cls(url, port, store, PostgresVault(url, max_size=8, timeout=60))

    def desk(self, clock: ReviewClock = CLOCK) -> VerificationDesk:
        """Return a desk, by some clock."""
        return VerificationDesk(
            store=self.store,
            vault=self.vault,
            notifier=Caller(self.port),
            clock=Wall(),
            policy=CROWDWORKS_ARTICLE.derive(business_days=clock.business_days),
            review_clock=clock,
            operators="operators@example.jp",
            defer_effects=True,
        )


async def work(url: str, port: str, threads: str) -> None:
    """Be a worker until killed."""
    room = Room.at(url, int(port))
    app = register_tasks(
        App(connector=PsycopgConnector(conninfo=url)),
        room.desk(),
        room.store,
        backoff=BackoffStrategy(initial_seconds=1),
        cron="* * * * * */2",
        stalled_after=timedelta(seconds=4),
    )
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(int(threads)))
    async with app.open_async():
        await app.run_worker_async(
            concurrency=int(threads),
            update_heartbeat_interval=1,
            stalled_worker_timeout=4,
            fetch_job_polling_interval=1,
            install_signal_handlers=False,
        )


@define
class Scene:
    """Database, receiver and whatever workers live."""

    room: Room
    receiver: Receiver
    workers: list["subprocess.Popen[bytes]"] = field(factory=list)
    killed: int = 0

    def hire(self, *, threads: int = 8) -> None:
        """Start a worker."""
        words = [self.room.url, str(self.receiver.port), str(threads)]
        command = [sys.executable, __file__, "--work", *words]
        self.workers.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))

    def kill(self) -> None:
        """Kill all workers, without a word of warning."""
        for worker in self.workers:
            worker.kill()
            worker.wait()
            self.killed += 1
        self.workers.clear()


async def play(scene: Scene, cast: Cast) -> None:
    """Play the whole of it."""
    receiver = scene.receiver
    due_at = datetime.now(UTC) + timedelta(seconds=5 + len(cast.wanted) / 20)
    scene.hire()
    await everyone(scene, cast.left, soon(due_at))
    say("a quarter of the cases is left to its deadline")
    scene.kill()
    # A thread for every case: those of another quarter must not take the place of one that is held.
    scene.hire(threads=len(cast.wanted) + 8)
    await everyone(scene, (*cast.held, *cast.late), CLOCK)
    await until(lambda: all(f"{c}/1/0" in receiver.heard for c in cast.held), "all are open")
    receiver.free.clear()
    await decide(scene, cast, cast.held)
    await until(lambda: cast.inside <= receiver.waiting, "half are decided, in mid-effect")
    scene.kill()
    receiver.free.set()
    await decide(scene, cast, cast.late)
    scene.hire()
    scene.hire()
    await until(lambda: cast.keys <= set(receiver.heard), "all effects are done")


async def everyone(scene: Scene, cases: Sequence[str], clock: ReviewClock) -> None:
    """Hand in all these."""
    desk = scene.room.desk(clock)
    for case in cases:
        await asyncio.to_thread(hand_in, desk, case)


async def decide(scene: Scene, cast: Cast, cases: Sequence[str]) -> None:
    """Decide all these."""
    desk = scene.room.desk()
    for case in cases:
        await asyncio.to_thread(decide_on, desk, case, cast.fates[case])


async def main(number: int) -> int:
    """Set the scene, play and judge."""
    receiver = Receiver()
    await receiver.open()
    with database() as url:
        setup = App(connector=SyncPsycopgConnector(conninfo=url))
        with setup.open():
            setup.schema_manager.apply_schema()
        scene, cast = Scene(Room.at(url, receiver.port), receiver), Cast.of(number)
        try:
            await play(scene, cast)
            store = scene.room.store
            histories = {c: [type(e).__name__ for e in store.history(c)] for c in cast.wanted}
            facts = {"workers_killed": scene.killed, "left_in_the_outbox": await settled(store)}
            return cast.judge(histories, receiver.heard, **facts)
        finally:
            scene.kill()
            receiver.close()


async def settled(store: ProcrastinateCaseStore) -> int:
    """Wait until everything that was done has been settled, and return what was not."""
    for _ in range(600):
        if not store.outstanding():
            break
        await asyncio.sleep(0.1)
    return len(store.outstanding())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        asyncio.run(work(*sys.argv[2:]))
    else:
        sys.exit(asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 1000)))
