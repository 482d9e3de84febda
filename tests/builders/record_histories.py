# ruff: noqa: T201 - a script that says what it wrote
"""Records histories of cases, for later releases to be replayed against.

    python tests/builders/record_histories.py

Writes `tests/data/histories/<release>/*.json`. To be run once for each release; what was
recorded by an earlier one is never written again. The people are invented, the payloads
are sealed with the key of the tests, and nothing in the open is more than an opaque id.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from attrs import evolve
from temporalio.client import Client

sys.path.insert(0, str(Path(__file__).parents[1]))

from durable.case_scenarios import MOVED
from durable.temporal_server import KEYS, dev_server
from durable.temporal_service import Office, office
from durable.test_desk import Mailbox
from idverify.adapters.temporal.requests import WorkflowSettings
from idverify.adapters.temporal.worker import make_worker
from idverify.errors import IllegalTransitionError
from idverify.policy.settings import Retention
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import HANAKO

HISTORIES = Path(__file__).parents[1] / "data" / "histories"
CASE = "c-1"
MONTHLY = evolve(CROWDWORKS_ARTICLE, retention=Retention(images_days=30))
RENEWED = evolve(CROWDWORKS_ARTICLE, reverify_months=1, retention=Retention(images_days=60))


async def approved(opened: Office) -> None:
    """Approve at the second try, after a refusal."""
    await opened.submit()
    try:
        await opened.desk.approve(CASE, "s-1", profile=MOVED, reviewer="r", command_id="k-1")
    except IllegalTransitionError:
        await opened.desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r", command_id="k-2")
    await opened.wait_for(days=1)


async def resubmitted(opened: Office) -> None:
    """Reject, submit again, and refuse for good."""
    await opened.submit()
    named = {"reviewer": "r", "reasons": ["image.unclear"]}
    await opened.desk.reject(CASE, "s-1", command_id="k-1", **named)  # type: ignore[arg-type]
    await opened.submit(id_="s-2", shade=7)
    await opened.desk.reject(CASE, "s-2", command_id="k-2", final=True, **named)  # type: ignore[arg-type]
    await opened.wait_for(days=1)


async def overdue(opened: Office) -> None:
    """Let the deadline pass, then approve and revoke."""
    due = (await opened.submit()).case.deadline
    assert due
    await opened.wait(due.ends_at + timedelta(minutes=1))
    await opened.desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r", command_id="k-1")
    await opened.desk.revoke(CASE, reviewer="r", reasons=["other"], command_id="k-2")
    await opened.wait_for(days=1)


async def moved_and_redacted(opened: Office) -> None:
    """Move, withdraw the next submission, and redact."""
    await opened.submit()
    await opened.desk.change_profile(CASE, MOVED, command_id="k-1")
    await opened.submit(id_="s-2", shade=7, applicant=MOVED)
    await opened.desk.withdraw(CASE, command_id="k-2")
    await opened.desk.redact(CASE, command_id="k-3")
    await opened.wait_for(days=1)


async def given_up(opened: Office) -> None:
    """Give up a message, and revive it."""
    await opened.submit()
    await opened.wait_for(days=1)
    await opened.desk.requeue(CASE, "c-1/1/0")
    await opened.wait_for(days=1)


async def retained(opened: Office) -> None:
    """Approve, and let the time of the pictures run out."""
    await opened.submit()
    await opened.desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r", command_id="k-1")
    await opened.wait_for(days=32)


async def lapsed(opened: Office) -> None:
    """Approve, let the verification lapse, and after it the time of the pictures run out."""
    await opened.submit()
    await opened.desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r", command_id="k-1")
    await opened.wait_for(days=65)


SCENES: tuple[Callable[[Office], Awaitable[None]], ...] = (
    approved,
    resubmitted,
    overdue,
    moved_and_redacted,
)


async def record(client: Client, run: str | None = None) -> str:
    """Return the history of the case as it stands."""
    handle = client.get_workflow_handle(KEYS.pseudonymize(CASE), run_id=run)
    return (await handle.fetch_history()).to_json()


async def long_case() -> dict[str, str]:
    """Record a case on the development server that had to begin a second run."""
    async with dev_server("limit.historyCount.suggestContinueAsNew=40") as server:
        opened = Office(client=await server.client())
        async with make_worker(opened.client, opened.activities):
            first = None
            for n in range(6):
                await opened.submit(id_=f"s-{n}", shade=n)
                handle = opened.client.get_workflow_handle(KEYS.pseudonymize(CASE))
                first = first or (await handle.describe()).run_id
                await opened.desk.withdraw(CASE, command_id=f"k-{n}")
        return {
            "long_first_run": await record(opened.client, first),
            "long_last_run": await record(opened.client),
        }


async def main() -> None:
    """Record everything."""
    found: dict[str, str] = {}
    for scene in SCENES:
        async with office() as opened:
            await scene(opened)
            found[scene.__name__] = await record(opened.client)
    async with office(notifier=Mailbox(), terms=WorkflowSettings(max_attempts=2)) as opened:
        await given_up(opened)
        found[given_up.__name__] = await record(opened.client)
    async with office(policy=MONTHLY) as opened:
        await retained(opened)
        found[retained.__name__] = await record(opened.client)
    async with office(policy=RENEWED) as opened:
        await lapsed(opened)
        found[lapsed.__name__] = await record(opened.client)
    found |= await long_case()
    where = HISTORIES / version("idverify-jp")
    where.mkdir(parents=True, exist_ok=True)
    for name, history in found.items():
        (where / f"{name}.json").write_text(history + "\n")
        print(f"{where.name}/{name}.json: {len(history):,} bytes")


if __name__ == "__main__":
    asyncio.run(main())
