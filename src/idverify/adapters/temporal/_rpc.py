"""Calls to the Temporal server, with a time limit and the errors of a store."""

import asyncio
from collections.abc import Awaitable
from typing import Final, TypeVar

from temporalio.client import RPCError, RPCTimeoutOrCancelledError
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCStatusCode

from idverify.errors import StoreUnavailableError

__all__ = ["WorkflowNotOpenError", "await_rpc"]

T = TypeVar("T")

#: The server's answers for a case that has not begun or is over.
_NOT_OPEN_STATUSES: Final = frozenset({RPCStatusCode.NOT_FOUND, RPCStatusCode.ALREADY_EXISTS})


class WorkflowNotOpenError(Exception):
    """The case has no open workflow: it has not begun, or it is over.

    Internal to this package: `TemporalDesk` handles it in every call, so that it reaches no
    user of the library.
    """


async def await_rpc(call: Awaitable[T], timeout_seconds: float) -> T:
    """Await a call to the Temporal server for at most *timeout_seconds*; return its result.

    Raises:
        StoreUnavailableError: No answer came in time, or the server cannot be reached.
        WorkflowNotOpenError: The case has no open workflow.
    """
    try:
        async with asyncio.timeout(timeout_seconds):
            return await call
    except (TimeoutError, RPCTimeoutOrCancelledError) as error:
        _raise_if_cancelled(error)
        raise StoreUnavailableError(
            f"nobody ruled in {timeout_seconds:g} seconds (is there a worker?); it may still be "
            "carried out, and the same command id again has no second effect"
        ) from error
    except WorkflowAlreadyStartedError:
        raise WorkflowNotOpenError from None
    except RPCError as error:
        if error.status in _NOT_OPEN_STATUSES:
            raise WorkflowNotOpenError from None
        raise StoreUnavailableError(f"Temporal cannot go on ({error.status.name})") from error


def _raise_if_cancelled(error: Exception) -> None:
    """Raise `CancelledError` if the current task is being cancelled.

    The client would replace it by an error of its own class.
    """
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError from error
