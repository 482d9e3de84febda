"""A desk on Temporal waits for an answer as long as it says, and loses nothing by giving up."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from attrs import evolve

from durable.temporal_server import dev_server
from durable.temporal_service import Office
from idverify.adapters.temporal.desk import TemporalDesk
from idverify.adapters.temporal.worker import make_worker
from idverify.errors import StoreUnavailableError
from support.applicants import CONTACT, bytes_of, submission

Request = Callable[[TemporalDesk], Awaitable[Any]]


def submit(desk: TemporalDesk) -> Awaitable[Any]:
    """Hand the same documents in, under the same command id."""
    made = submission(id_="s-1")
    return desk.submit("c-1", made, bytes_of(made), CONTACT, command_id="k-1")


REQUESTS: dict[str, Request] = {
    "submit": submit,
    "withdraw": lambda desk: desk.withdraw("c-1", command_id="k-2"),
    "case": lambda desk: desk.case("c-1"),
    "undelivered": lambda desk: desk.undelivered("c-1"),
}


def test_without_a_worker_a_request_ends_and_can_be_made_again() -> None:
    """Each is told that nobody ruled; with a worker the same commands go through, each once."""

    async def play() -> None:
        async with dev_server() as server:
            opened = Office(client=await server.client())
            desk = evolve(opened.desk, answer_seconds=0.5)
            for request in REQUESTS.values():
                with pytest.raises(StoreUnavailableError, match=r"nobody ruled in 0\.5 seconds"):
                    await request(desk)
            async with make_worker(opened.client, opened.activities):
                await submit(opened.desk)
                await REQUESTS["withdraw"](opened.desk)
                happened = [type(e).__name__ for e in await opened.desk.history("c-1")]
                assert happened == ["Submitted", "Withdrawn"]

    asyncio.run(play())


@pytest.mark.parametrize("name", REQUESTS)
def test_a_caller_who_gives_up_is_let_go(name: str) -> None:
    """A cancelled request ends as cancelled, not as a trouble of the store."""

    async def play() -> None:
        async with dev_server() as server:
            opened = Office(client=await server.client())
            if name != "submit":
                with pytest.raises(StoreUnavailableError):
                    await submit(evolve(opened.desk, answer_seconds=0.5))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(REQUESTS[name](opened.desk), timeout=0.5)

    asyncio.run(play())


def test_without_a_server_everything_is_unavailable() -> None:
    """Steps, questions and what was given up: a desk raises no error of the engine's."""

    async def play() -> None:
        async with dev_server() as server:
            opened = Office(client=await server.client())
        desk = evolve(opened.desk, answer_seconds=1.0)
        revive = desk.requeue("c-1", "c-1/1/0")
        for call in [*(request(desk) for request in REQUESTS.values()), revive]:
            with pytest.raises(StoreUnavailableError):
                await call

    asyncio.run(play())


def test_of_an_unknown_case_nothing_was_given_up() -> None:
    """Nothing to list, and nothing to revive."""

    async def play() -> None:
        async with dev_server() as server:
            opened = Office(client=await server.client())
            async with make_worker(opened.client, opened.activities):
                assert await opened.desk.undelivered("c-1") == ()
                await opened.desk.requeue("c-1", "c-1/1/0")
                assert await opened.desk.history("c-1") == ()

    asyncio.run(play())
