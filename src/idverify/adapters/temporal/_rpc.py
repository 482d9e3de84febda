"""Waiting for the engine, and turning its troubles into those of a store."""

import asyncio
from collections.abc import Awaitable
from typing import Final, TypeVar

from temporalio.client import RPCError, RPCTimeoutOrCancelledError
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCStatusCode

from idverify.errors import StoreUnavailableError

__all__ = ["WorkflowNotOpenError", "await_rpc"]

T = TypeVar("T")

#: What the engine says of a case that has not begun, or is over.
_NOT_OPEN_STATUSES: Final = frozenset({RPCStatusCode.NOT_FOUND, RPCStatusCode.ALREADY_EXISTS})


class WorkflowNotOpenError(Exception):
    """The engine knows no such case, or it is over."""


async def await_rpc(call: Awaitable[T], timeout_seconds: float) -> T:
    """Wait for the engine, but not for ever.

    Raises:
        StoreUnavailableError: Nobody ruled in so many seconds, or the engine cannot be reached.
        WorkflowNotOpenError: There is no open workflow to ask.
    """
    try:
        async with asyncio.timeout(timeout_seconds):
            return await call
    except (TimeoutError, RPCTimeoutOrCancelledError) as error:
        _raise_if_cancelled(error)
        raise StoreUnavailableError(
            f"nobody ruled in {timeout_seconds:g} seconds (is there a worker?); it may still be carried "
            "out, and the same command id again has no second effect"
        ) from error
    except WorkflowAlreadyStartedError:
        raise WorkflowNotOpenError from None
    except RPCError as error:
        if error.status in _NOT_OPEN_STATUSES:
            raise WorkflowNotOpenError from None
        raise StoreUnavailableError(f"Temporal cannot go on ({error.status.name})") from error


def _raise_if_cancelled(error: Exception) -> None:
    """Stay cancelled: the client makes an error of its own out of a cancelled call."""
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError from error
