"""Releases side by side, and cases that outlive a run."""

import asyncio
from subprocess import DEVNULL

import pytest

from durable.case_scenarios import Fate, decide_on, expected, hand_in
from durable.temporal_server import KEYS, PROGRAMS, DevServer, dev_server
from durable.temporal_service import Office
from durable.workflow_versions import NextRelease
from idverify.adapters.temporal.worker import DEPLOYMENT_NAME, make_worker
from idverify.calendar.deadline import ReviewClock
from idverify.lifecycle.states import State
from support.desk import CLOCK

FATES = (Fate.APPROVED, Fate.REJECTED, Fate.WITHDRAWN)


async def deploy(server: DevServer, step: str, *words: str) -> None:
    """Say which release takes the cases, as an operator does, once it is there."""
    command = ["worker", "deployment", step, "--deployment-name", DEPLOYMENT_NAME, "--yes", *words]
    words = (str(PROGRAMS / "temporal"), *command, "--address", server.address)
    for _ in range(50):
        done = await asyncio.create_subprocess_exec(*words, stdout=DEVNULL, stderr=DEVNULL)
        if await done.wait() == 0:
            return
        await asyncio.sleep(0.2)
    raise TimeoutError(f"{step} is refused")


async def releases_of(office: Office, case: str) -> set[str]:
    """Return the releases that worked on a case."""
    history = await office.client.get_workflow_handle(KEYS.pseudonymize(case)).fetch_history()
    done = [e.workflow_task_completed_event_attributes for e in history.events]
    return {each.deployment_version.build_id for each in done} - {""}


def test_two_releases_side_by_side() -> None:
    """While cases move from one release to the next, each goes on, and none of them notices."""
    cases = [f"c-{n}" for n in range(12)]
    fates = {case: FATES[n % 3] for n, case in enumerate(cases)}

    async def play() -> None:
        async with dev_server() as server:
            office = Office(client=await server.client())
            old = make_worker(office.client, office.activities, build_id="1")
            new = make_worker(office.client, office.activities, build_id="2", workflow=NextRelease)
            async with old, new:
                await deploy(server, "set-current-version", "--build-id", "1")
                for case in cases:
                    await hand_in(office.desk, case)
                await deploy(server, "set-ramping-version", "--build-id", "2", "--percentage", "50")
                for case in cases[:6]:
                    await decide_on(office.desk, case, fates[case])
                await deploy(server, "set-current-version", "--build-id", "2")
                for case in cases[6:]:
                    await decide_on(office.desk, case, fates[case])
                seen = [await releases_of(office, case) for case in cases]
                for case in cases:
                    events = [type(e).__name__ for e in await office.desk.history(case)]
                    assert events == expected(case, fates[case]).events
                while len(office.sent) < 24:  # noqa: ASYNC110 - of other threads
                    await asyncio.sleep(0.05)
            assert set(office.sent) == {k for c in cases for k in expected(c, fates[c]).keys}
            assert {"1"} in seen[:6]
            assert all("2" in each for each in seen[6:])

    asyncio.run(play())


def test_another_calendar_changes_no_running_case() -> None:
    """A worker that counts three days takes over, replays the case and keeps its five days."""

    async def play() -> None:
        async with dev_server() as server:
            client = await server.client()
            before = Office(client=client)
            async with make_worker(client, before.activities):
                promised = (await before.submit()).case.deadline
            after = Office(
                client=client,
                vault=before.vault,
                clock=ReviewClock(CLOCK.calendar, business_days=3),
            )
            async with make_worker(client, after.activities):
                assert (await after.desk.case("c-1")).deadline == promised
                later = (await after.submit("c-2")).case.deadline
                assert promised
                assert later
                assert later.due_on < promised.due_on
                await after.desk.withdraw("c-1", command_id="k-2")

    asyncio.run(play())


@pytest.mark.parametrize("rounds", [8])
def test_a_long_case_goes_on_in_another_run(rounds: int) -> None:
    """Its history is whole, and a command seen in an earlier run has no second effect."""

    async def play() -> None:
        async with dev_server("limit.historyCount.suggestContinueAsNew=40") as server:
            office = Office(client=await server.client())
            async with make_worker(office.client, office.activities):
                runs = set()
                for n in range(rounds):
                    await office.submit(id_=f"s-{n}", shade=n)
                    await office.desk.withdraw("c-1", command_id=f"k-{n}")
                    handle = office.client.get_workflow_handle(KEYS.pseudonymize("c-1"))
                    runs.add((await handle.describe()).run_id)
                outcome = await office.desk.withdraw("c-1", command_id="k-0")
                assert outcome.case.state is State.INCOMPLETE
                events = [type(e).__name__ for e in await office.desk.history("c-1")]
                while len(office.sent) < 2 * rounds:  # noqa: ASYNC110 - of other threads
                    await asyncio.sleep(0.05)
            assert events == ["Submitted", "Withdrawn"] * rounds
            assert list(office.sent) == [f"c-1/{n}/0" for n in range(1, 2 * rounds + 1)]
            assert len(runs) > 1

    asyncio.run(play())
