"""Operations: the steps of a desk written once, for blocking and for asynchronous ports.

An operation is a generator. It yields the calls of ports that it needs, and is sent their
results; the function that runs it decides whether to block or to await.
"""

from collections.abc import Awaitable, Callable, Generator
from functools import partial
from inspect import isawaitable
from typing import Any, ParamSpec, TypeVar

from attrs import frozen

__all__ = ["FailedCall", "Operation", "PortCall", "call", "run_operation", "run_operation_async"]

P = ParamSpec("P")
T = TypeVar("T")

PortCall = Callable[[], Any]
"""A call of a port that has not been made yet."""

Operation = Generator[PortCall, Any, T]
"""A generator that yields calls of ports, is sent their results, and returns a `T`."""


@frozen
class FailedCall:
    """What an operation is sent in the place of a result, if the port raised an exception."""

    error: BaseException


def call(method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Operation[T]:
    """Call a method of a port, from within an operation.

    Use it as in `history = yield from call(store.history, case_id)`. An exception of the port
    is raised here. The method is typed as the blocking one; an asynchronous port returns an
    awaitable, and `run_operation_async` sends what it gives.
    """
    result = yield partial(method, *args, **kwargs)
    if isinstance(result, FailedCall):
        raise result.error
    value: T = result
    return value


def run_operation(operation: Operation[T]) -> T:
    """Run an operation over blocking ports, and return its result."""
    try:
        port_call = next(operation)
        while True:
            port_call = operation.send(_make_call(port_call))
    except StopIteration as end:
        value: T = end.value
        return value


async def run_operation_async(operation: Operation[T]) -> T:
    """Run an operation over asynchronous ports, and return its result.

    A cancellation is raised inside the operation, at the call that waits.
    """
    try:
        port_call = next(operation)
        while True:
            result = _make_call(port_call)
            if isawaitable(result):
                result = await _await_result(result)
            port_call = operation.send(result)
    except StopIteration as end:
        value: T = end.value
        return value


def _make_call(port_call: PortCall) -> object:
    try:
        return port_call()
    except BaseException as error:  # noqa: BLE001 - the operation decides
        return FailedCall(error)


async def _await_result(result: Awaitable[object]) -> object:
    try:
        return await result
    except BaseException as error:  # noqa: BLE001 - the operation decides
        return FailedCall(error)
