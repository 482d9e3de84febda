# ruff: noqa: S603 - a script that starts its own workers
"""Kills workers with SIGKILL while cases are open and effects half done, and the server too.

    python tests/durable/kill_worker.py [cases]

A quarter of the cases is left to its deadline, half is decided just before a worker dies
in the middle of all their effects, a quarter while there is no worker and the server is
killed. Every case is then compared with the model in memory. Prints one line.
"""

import asyncio
import resource
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, field

sys.path.insert(0, str(Path(__file__).parents[1]))

from durable.case_scenarios import decide_on, hand_in
from durable.fault_harness import Cast, say, soon, until
from durable.notification_receiver import Caller, Receiver
from durable.temporal_server import KEYS, DevServer, dev_server
from idverify.adapters.postgres import PostgresVault
from idverify.adapters.temporal.activities import CaseActivities
from idverify.adapters.temporal.desk import TemporalDesk
from idverify.adapters.temporal.requests import WorkflowSettings
from idverify.adapters.temporal.worker import connect, make_worker
from idverify.errors import StoreUnavailableError
from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE
from support.desk import CLOCK
from support.postgres import database

AT_ONCE = 40


async def work(address: str, url: str, port: str, threads: str, due_at: str) -> None:
    """Be a worker until killed."""
    activities = CaseActivities(
        vault=PostgresVault(url, max_size=4, timeout=60),
        notifier=Caller(int(port)),
        policy=CROWDWORKS_ARTICLE,
        review_clock=soon(datetime.fromisoformat(due_at)) if due_at != "-" else CLOCK,
        operators="operators@example.jp",
    )
    client = await connect(address, KEYS)
    await make_worker(client, activities, threads=int(threads)).run()


@define
class Scene:
    """Server, vault, receiver and whatever workers live."""

    server: DevServer
    url: str
    receiver: Receiver
    desk: TemporalDesk
    workers: list["subprocess.Popen[bytes]"] = field(factory=list)
    killed: int = 0

    def hire(self, *, threads: int = 16, due_at: str = "-") -> None:
        """Start a worker."""
        words = [self.server.address, self.url, str(self.receiver.port), str(threads), due_at]
        command = [sys.executable, __file__, "--work", *words]
        self.workers.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))

    def kill(self) -> None:
        """Kill all workers, without a word of warning."""
        for worker in self.workers:
            worker.kill()
            worker.wait()
            self.killed += 1
        self.workers.clear()


async def insist(jobs: Iterable[Callable[[], Coroutine[Any, Any, object]]]) -> None:
    """Do every job, so many at once; what could not be done is done again."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(job: Callable[[], Coroutine[Any, Any, object]]) -> None:
        async with gate:
            while True:
                try:
                    await job()
                except StoreUnavailableError:
                    await asyncio.sleep(0.5)
                else:
                    return

    await asyncio.gather(*map(one, jobs))


async def play(scene: Scene, cast: Cast) -> None:
    """Play the whole of it."""
    desk, receiver, number = scene.desk, scene.receiver, len(cast.wanted)
    due_at = datetime.now(UTC) + timedelta(seconds=5 + number / 20)
    scene.hire(due_at=due_at.isoformat())
    await insist(partial(hand_in, desk, c) for c in cast.left)
    say("a quarter of the cases is left to its deadline")
    scene.kill()  # its last messages are on their way
    scene.hire(threads=len(cast.held) + 8)
    await insist(partial(hand_in, desk, c) for c in (*cast.held, *cast.late))
    await until(lambda: all(f"{c}/1/0" in receiver.heard for c in cast.held), "all are open")
    receiver.free.clear()
    await insist(partial(decide_on, desk, c, cast.fates[c]) for c in cast.held)
    await until(lambda: cast.inside <= receiver.waiting, "half are decided, in mid-effect")
    scene.kill()
    receiver.free.set()
    late = insist(partial(decide_on, desk, c, cast.fates[c]) for c in cast.late)
    deciding = asyncio.create_task(late)
    await asyncio.sleep(1)
    scene.server.kill()
    await scene.server.start()
    say("the server is back")
    scene.hire()
    scene.hire()
    await deciding
    await until(lambda: cast.keys <= set(receiver.heard), "all effects are done")


async def judge(scene: Scene, cast: Cast) -> int:
    """Compare every case, and every key, with the model."""
    histories = {}

    async def look(case: str) -> None:
        histories[case] = [type(event).__name__ for event in await scene.desk.history(case)]

    await insist(partial(look, c) for c in cast.wanted)
    facts = {"workers_killed": scene.killed, "server_killed": 1}
    return cast.judge(histories, scene.receiver.heard, **facts)


async def main(number: int) -> int:
    """Set the scene, play and judge."""
    receiver = Receiver()
    await receiver.open()
    with database() as url:
        async with dev_server() as server:
            desk = TemporalDesk(
                client=await server.client(),
                keys=KEYS,
                vault=PostgresVault(url, max_size=4, timeout=60),
                policy=CROWDWORKS_ARTICLE,
                terms=WorkflowSettings(
                    attempt_timeout_seconds=5 + number // 8, initial_interval_seconds=1
                ),
            )
            scene, cast = Scene(server, url, receiver, desk), Cast.of(number)
            try:
                await play(scene, cast)
                return await judge(scene, cast)
            finally:
                scene.kill()
                receiver.close()


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, most), most))
    if sys.argv[1:2] == ["--work"]:
        asyncio.run(work(*sys.argv[2:]))
    else:
        sys.exit(asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 1000)))
