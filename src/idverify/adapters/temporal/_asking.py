"""Waiting for the engine, and turning its troubles into those of a store."""

import asyncio
from collections.abc import Awaitable
from typing import Final, TypeVar

from temporalio.client import RPCError, RPCTimeoutOrCancelledError
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCStatusCode

from idverify.errors import StoreUnavailable

__all__ = ["NotOpen", "answered"]

T = TypeVar("T")

#: What the engine says of a case that has not begun, or is over.
_NOT_OPEN: Final = frozenset({RPCStatusCode.NOT_FOUND, RPCStatusCode.ALREADY_EXISTS})


class NotOpen(Exception):
    """The engine knows no such case, or it is over."""


async def answered(call: Awaitable[T], seconds: float) -> T:
    """Wait for the engine, but not for ever.

    Raises:
        StoreUnavailable: Nobody ruled in so many seconds, or the engine cannot be reached.
        NotOpen: There is no open workflow to ask.
    """
    try:
        async with asyncio.timeout(seconds):
            return await call
    except (TimeoutError, RPCTimeoutOrCancelledError) as error:
        _raise_if_cancelled(error)
        raise StoreUnavailable(
            f"nobody ruled in {seconds:g} seconds (is there a worker?); it may still be carried "
            "out, and the same command id again has no second effect"
        ) from error
    except WorkflowAlreadyStartedError:
        raise NotOpen from None
    except RPCError as error:
        if error.status in _NOT_OPEN:
            raise NotOpen from None
        raise StoreUnavailable(f"Temporal cannot go on ({error.status.name})") from error


def _raise_if_cancelled(error: Exception) -> None:
    """Stay cancelled: the client makes an error of its own out of a cancelled call."""
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError from error
