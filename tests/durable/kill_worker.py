# ruff: noqa: T201, S603 - a script that prints its figures and starts its own workers
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
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from attrs import define, field

sys.path.insert(0, str(Path(__file__).parents[1]))

from durable.engine import KEYS, DevServer, dev_server
from durable.fates import Expected, Fate, decide_on, expected, hand_in
from durable.receiver import Caller, Receiver
from idverify.adapters.postgres import PostgresVault
from idverify.adapters.temporal.activities import CaseActivities
from idverify.adapters.temporal.desk import TemporalDesk
from idverify.adapters.temporal.requests import Terms
from idverify.adapters.temporal.worker import case_worker, connect
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReceiptConvention, ReviewClock
from idverify.errors import StoreUnavailable
from idverify.policy.presets.crowdworks_article import CROWDWORKS_ARTICLE
from support.desk import CLOCK
from support.postgres import database

DECISIONS = (Fate.APPROVED, Fate.REJECTED, Fate.WITHDRAWN, Fate.MOVED)
AT_ONCE = 40


def soon(moment: datetime) -> ReviewClock:
    """Return a clock by which everything is due at *moment*: in a zone where a day ends then."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    zone = timezone(midnight + timedelta(days=1) - moment)
    every_day = BusinessCalendar.japan() - BusinessCalendar.japan()
    convention = ReceiptConvention.RECEIPT_DAY_COUNTED
    return ReviewClock(every_day, business_days=1, zone=zone, deemed_receipt=convention)


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
    await case_worker(client, activities, threads=int(threads)).run()


@define
class Scene:
    """Server, vault, receiver and whatever workers live."""

    server: DevServer
    url: str
    receiver: Receiver
    desk: TemporalDesk
    workers: list["subprocess.Popen[bytes]"] = field(factory=list)
    kills: int = 0

    def hire(self, *, threads: int = 16, due_at: str = "-") -> None:
        """Start a worker."""
        words = [self.server.address, self.url, str(self.receiver.port), str(threads), due_at]
        self.workers.append(
            subprocess.Popen(
                [sys.executable, __file__, "--work", *words], stderr=subprocess.DEVNULL
            )
        )

    def kill(self) -> None:
        """Kill all workers, without a word of warning."""
        for worker in self.workers:
            worker.kill()
            worker.wait()
            self.kills += 1
        self.workers.clear()

    async def all(self, jobs: Sequence[Callable[[], Awaitable[Any]]]) -> None:
        """Do every job, so many at once; what could not be done is done again."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def insist(job: Callable[[], Awaitable[Any]]) -> None:
            async with gate:
                while True:
                    try:
                        await job()
                    except StoreUnavailable:
                        await asyncio.sleep(0.5)
                    else:
                        return

        await asyncio.gather(*map(insist, jobs))

    async def hand_in(self, cases: Sequence[str]) -> None:
        """Begin cases."""
        await self.all([lambda c=c: hand_in(self.desk, c) for c in cases])  # type: ignore[misc]

    async def decide(self, fates: dict[str, Fate], cases: Sequence[str]) -> None:
        """Decide cases."""
        await self.all([lambda c=c: decide_on(self.desk, c, fates[c]) for c in cases])  # type: ignore[misc]

    async def until(self, done: Callable[[], bool], what: str, seconds: float = 300) -> None:
        """Wait for something."""
        for _ in range(int(seconds * 10)):
            if done():
                return
            await asyncio.sleep(0.1)
        raise TimeoutError(what)


def say(what: str) -> None:
    """Tell how far we are."""
    print(f"[{time.monotonic():.1f}] {what}", file=sys.stderr, flush=True)


async def play(scene: Scene, number: int) -> dict[str, int]:
    """Play the whole of it, and count."""
    cases = [f"c-{n}" for n in range(number)]
    left, held, late = (
        cases[: number // 4],
        cases[number // 4 : -number // 4],
        cases[-number // 4 :],
    )
    fates = dict.fromkeys(left, Fate.LEFT)
    fates |= {c: DECISIONS[n % 4] for n, c in enumerate(held + late)}
    wanted = {case: expected(case, fate) for case, fate in fates.items()}

    due_at = datetime.now(UTC) + timedelta(seconds=5 + number / 20)
    scene.hire(due_at=due_at.isoformat())
    await scene.hand_in(left)
    say(f"{len(left)} cases are left to their deadline")
    scene.kill()  # its last messages are on their way
    scene.hire(threads=number // 2 + 8)
    await scene.hand_in(held + late)
    say("all cases are open")
    await scene.until(lambda: all(f"{c}/1/0" in scene.receiver.heard for c in held), "receipts")
    scene.receiver.free.clear()
    await scene.decide(fates, held)
    say("half of them are decided")
    inside = {f"{c}/2/0" for c in held}
    await scene.until(lambda: inside <= scene.receiver.waiting, "effects under way")
    say("all their effects are under way")
    scene.kill()
    scene.receiver.free.set()
    deciding = asyncio.create_task(scene.decide(fates, late))
    await asyncio.sleep(1)
    scene.server.kill()
    await scene.server.start()
    say("the server is back")
    scene.hire()
    scene.hire()
    await deciding
    say("the last quarter is decided")
    keys = {key for each in wanted.values() for key in each.keys}
    await scene.until(lambda: keys <= set(scene.receiver.heard), "all effects")
    return await judge(scene, wanted, inside=len(inside))


async def judge(scene: Scene, wanted: dict[str, Expected], *, inside: int) -> dict[str, int]:
    """Compare every case, and every key, with the model."""
    wrong: list[str] = []

    async def look(case: str) -> None:
        events = [type(event).__name__ for event in await scene.desk.history(case)]
        wrong.extend([case] * (events != wanted[case].events))

    await scene.all([lambda c=c: look(c) for c in wanted])  # type: ignore[misc]
    keys = {key for each in wanted.values() for key in each.keys}
    heard = scene.receiver.heard
    return {
        "cases": len(wanted),
        "inside_an_activity": inside,
        "workers_killed": scene.kills,
        "server_killed": 1,
        "not_as_the_model": len(wrong),
        "effects": len(keys),
        "effects_lost": len(keys - set(heard)),
        "effects_from_nowhere": len(set(heard) - keys),
        "repeated_with_the_same_key": sum(n - 1 for n in heard.values()),
    }


async def main(number: int) -> int:
    """Set the scene and print what came of it."""
    begun, receiver = time.monotonic(), Receiver()
    await receiver.open()
    with tempfile.TemporaryDirectory() as folder, database() as url:
        async with dev_server(Path(folder)) as server:
            desk = TemporalDesk(
                client=await server.client(),
                keys=KEYS,
                vault=PostgresVault(url, max_size=4, timeout=60),
                policy=CROWDWORKS_ARTICLE,
                terms=Terms(attempt_seconds=5 + number // 20, first_pause_seconds=1),
            )
            scene = Scene(server, url, receiver, desk)
            try:
                found = await play(scene, number)
            finally:
                scene.kill()
                receiver.close()
    found["seconds"] = round(time.monotonic() - begun)
    print(" ".join(f"{name}={count}" for name, count in found.items()))
    bad = ("not_as_the_model", "effects_lost", "effects_from_nowhere")
    return int(any(found[name] for name in bad))


if __name__ == "__main__":
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    )
    if sys.argv[1:2] == ["--work"]:
        asyncio.run(work(*sys.argv[2:]))
    else:
        sys.exit(asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 1000)))
