# ruff: noqa: T201, S603 - a script that prints its figures, one process for each of them
"""Cases on Temporal beside the engine's own floor: throughput, and memory for each open one.

    python tests/benchmarks/bench_temporal.py [cases] [rounds]

Each contender has a development server and a process of its own, contenders in turn; the
table gives medians. Client, worker and server share the machine.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from attrs import define

sys.path.insert(0, str(Path(__file__).parents[1]))

from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.worker import Worker

from benchmarks.baseline_workflows import Empty, Waiting
from durable.case_scenarios import Fate, decide_on, hand_in
from durable.temporal_server import DevServer, dev_server
from durable.temporal_service import Office
from idverify.adapters.temporal.worker import make_worker

AT_ONCE = 50
CASES, ROUNDS = 300, 3


@define
class Meter:
    """What a process and its server have used."""

    server: DevServer

    def memory(self) -> tuple[int, int, int]:
        """Return bytes: of this process, of the server's, and of the server's files."""
        assert self.server.process
        files = sum(f.stat().st_size for f in self.server.file.parent.iterdir())
        return resident(os.getpid()), resident(self.server.process.pid), files


def resident(pid: int) -> int:
    """Return the resident bytes of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def rate(jobs: Sequence[Callable[[], Awaitable[Any]]]) -> float:
    """Do all jobs, so many at once, and return how many were done a second."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(job: Callable[[], Awaitable[Any]]) -> None:
        async with gate:
            await job()

    begun = time.perf_counter()
    await asyncio.gather(*map(one, jobs))
    return len(jobs) / (time.perf_counter() - begun)


async def empty(server: DevServer, number: int) -> dict[str, float]:
    """Begin and end workflows that do nothing."""
    client = await server.client()
    async with Worker(client, task_queue="q", workflows=[Empty]):
        run = [
            partial(client.execute_workflow, Empty.run, id=f"{n}", task_queue="q")
            for n in range(number)
        ]
        await rate(run[:10])
        return {"begun and ended/s": await rate(run[10:])}


async def greeted(client: Client, name: str) -> None:
    """Begin a workflow by an update, as a case begins."""
    start: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
        Waiting.run,
        id=name,
        task_queue="q",
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )
    await client.execute_update_with_start_workflow(Waiting.greet, start_workflow_operation=start)


async def waiting(server: DevServer, number: int) -> dict[str, float]:
    """Open workflows that answer and wait."""
    client = await server.client()
    async with Worker(client, task_queue="q", workflows=[Waiting]):
        await rate([partial(greeted, client, f"w{n}") for n in range(10)])
        return await opened(server, [partial(greeted, client, f"{n}") for n in range(number)])


async def case(server: DevServer, number: int) -> dict[str, float]:
    """Open cases, each with its message sent, and decide them."""
    office = Office(client=await server.client())
    async with make_worker(office.client, office.activities):
        desk, names = office.desk, [f"c-{n}" for n in range(number)]
        await rate([partial(hand_in, desk, f"w-{n}") for n in range(10)])
        found = await opened(server, [partial(hand_in, desk, c) for c in names])
        decide = [partial(decide_on, desk, c, Fate.APPROVED) for c in names]
        found["decided/s"] = await rate(decide)
        while len(office.sent) < 2 * number + 10:  # noqa: ASYNC110 - of other threads
            await asyncio.sleep(0.05)
        assert sum([(await desk.case(c)).state == "approved" for c in names[:20]]) == 20
    return found


async def opened(
    server: DevServer, jobs: Sequence[Callable[[], Awaitable[Any]]]
) -> dict[str, float]:
    """Open so many, and say what each costs while it is open."""
    meter = Meter(server)
    before = meter.memory()
    found = {"opened/s": await rate(jobs)}
    await asyncio.sleep(2)  # messages on their way
    names = ("worker KB/open", "server KB/open", "disk KB/open")
    each = zip(names, before, meter.memory(), strict=True)
    return found | {name: (b - a) / 1024 / len(jobs) for name, a, b in each}


CONTENDERS = {"empty": empty, "waiting": waiting, "case": case}


async def one(contender: str, number: int) -> None:
    """Measure one contender in this process."""
    async with dev_server() as server:
        print(json.dumps(await CONTENDERS[contender](server, number)))


def main(number: int, rounds: int) -> None:
    """Let the contenders take turns, and print the medians."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in CONTENDERS}
    for _ in range(rounds):
        for name in CONTENDERS:
            words = [sys.executable, __file__, "--one", name, str(number)]
            done = subprocess.run(words, check=True, capture_output=True, text=True)
            for what, figure in json.loads(done.stdout.splitlines()[-1]).items():
                found[name].setdefault(what, []).append(figure)
    for name, figures in found.items():
        for what, values in figures.items():
            each = " ".join(f"{value:.1f}" for value in values)
            print(f"{name:8} {what:18} {median(values):8.1f}   ({each})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        asyncio.run(one(sys.argv[2], int(sys.argv[3])))
    else:
        given = [int(word) for word in sys.argv[1:]]
        main(*(given + [CASES, ROUNDS][len(given) :]))
