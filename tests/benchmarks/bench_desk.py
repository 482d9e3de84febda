"""Time a case at a desk: submit, observe, approve; blocking and asynchronous.

    python tests/benchmarks/bench_desk.py cases            # in memory and on SQLite
    python tests/benchmarks/bench_desk.py async URL        # on PostgreSQL, one connection and ten
    python tests/benchmarks/bench_desk.py async URL uvloop # the same on another event loop

The first command also runs on an earlier commit (`PYTHONPATH=<checkout>/src`), to be paired with
this one. The others need an empty database. Results are in `docs/reference/stores.md`.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from attrs import evolve

from idverify.adapters.memory import FixedClock, MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.calendar.timezone import TOKYO
from idverify.desk.desk import VerificationDesk
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import CONTACT, HANAKO, bytes_of, submission, unobserved

MOMENT = datetime(2026, 11, 2, 10, tzinfo=TOKYO)
SEEN = [document.observation for document in submission().documents]
HOME = unobserved(submission())
BYTES = bytes_of(HOME)
SETTINGS: dict[str, Any] = {
    "clock": FixedClock(MOMENT),
    "policy": CROWDWORKS_ARTICLE,
    "review_clock": ReviewClock(BusinessCalendar.japan()),
    "operators": "operators@example.jp",
    "defer_effects": True,
}


def review(desk: Any, case_id: str) -> None:  # noqa: ANN401 - of this commit or an earlier one
    """Take one case from its submission to its approval."""
    desk.submit(case_id, HOME, BYTES, CONTACT, command_id="1")
    desk.observe(case_id, "s-1", SEEN)
    result = desk.approve(case_id, "s-1", profile=HANAKO, reviewer="r", command_id="2")
    assert result.case.state == "approved"


async def review_async(desk: Any, case_id: str) -> None:  # noqa: ANN401
    """Take one case from its submission to its approval, awaiting each step."""
    await desk.submit(case_id, HOME, BYTES, CONTACT, command_id="1")
    await desk.observe(case_id, "s-1", SEEN)
    result = await desk.approve(case_id, "s-1", profile=HANAKO, reviewer="r", command_id="2")
    assert result.case.state == "approved"


def best_seconds(run: Callable[[str], None], *, cases: int, rounds: int = 5) -> float:
    """Return the seconds for one case, in the best of several rounds."""
    best = float("inf")
    for number in range(rounds):
        began = time.perf_counter()
        for case in range(cases):
            run(f"c-{number}-{case}")
        best = min(best, (time.perf_counter() - began) / cases)
    return best


def time_cases() -> None:
    """Print the time of a case in memory and on SQLite."""
    memory = VerificationDesk(
        store=MemoryCaseStore(), vault=MemoryVault(), notifier=MemoryNotifier(), **SETTINGS
    )
    print(f"memory {best_seconds(lambda name: review(memory, name), cases=300) * 1e6:.0f} us")  # noqa: T201 - a command
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.db"
        with (
            SqliteCaseStore(file, synchronous="NORMAL") as store,
            SqliteVault(file, synchronous="NORMAL") as vault,
        ):
            desk = evolve(memory, store=store, vault=vault)
            print(f"sqlite {best_seconds(lambda name: review(desk, name), cases=200) * 1e6:.0f} us")  # noqa: T201 - a command


async def time_async(url: str) -> None:
    """Print the throughput of both desks on PostgreSQL, with one connection and with ten."""
    from idverify.adapters import postgres  # noqa: PLC0415 - an extra
    from idverify.adapters.threads import ThreadedNotifier  # noqa: PLC0415 - not in earlier commits
    from idverify.desk.async_desk import AsyncVerificationDesk  # noqa: PLC0415 - the same

    for schema in (postgres.STORE_SCHEMA, postgres.VAULT_SCHEMA):
        postgres.migrate(url, schema)
    cases = 200
    with (
        postgres.PostgresCaseStore(url, max_size=1) as store,
        postgres.PostgresVault(url, max_size=1) as vault,
    ):
        desk = VerificationDesk(store=store, vault=vault, notifier=MemoryNotifier(), **SETTINGS)
        seconds = best_seconds(lambda name: review(desk, f"b-{name}"), cases=cases, rounds=3)
        print(f"blocking, 1 connection: {1 / seconds:.0f} cases/s")  # noqa: T201 - a command
    for connections in (1, 10):
        async_store = await postgres.AsyncPostgresCaseStore.open(url, max_size=connections)
        async_vault = await postgres.AsyncPostgresVault.open(url, max_size=connections)
        async_desk = AsyncVerificationDesk(
            store=async_store,
            vault=async_vault,
            notifier=ThreadedNotifier(MemoryNotifier()),
            **SETTINGS,
        )

        def run(name: str, desk: AsyncVerificationDesk = async_desk) -> Awaitable[None]:
            return review_async(desk, name)

        best = 0.0
        for number in range(3):
            best = max(best, await _rate(run, f"a-{connections}-{number}", cases, connections))
        print(f"asynchronous, {connections} connections: {best:.0f} cases/s")  # noqa: T201 - a command
        await async_store.close()
        await async_vault.close()


async def _rate(
    run: Callable[[str], Awaitable[None]], prefix: str, cases: int, workers: int
) -> float:
    names = iter([f"{prefix}-{case}" for case in range(cases)])

    async def work() -> None:
        for name in names:
            await run(name)

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(workers)))
    return cases / (time.perf_counter() - began)


if __name__ == "__main__":
    if sys.argv[1:2] == ["async"]:
        run_loop = import_module("uvloop").run if sys.argv[3:] == ["uvloop"] else asyncio.run
        run_loop(time_async(sys.argv[2]))
    else:
        time_cases()
