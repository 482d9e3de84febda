"""Operations: the steps of a desk written once, for blocking and for asynchronous ports.

An operation is a generator. It yields the calls of ports that it needs, and is sent their
results; the function that runs it decides whether to block or to await.
"""

from collections.abc import Callable, Generator
from functools import partial
from inspect import isawaitable
from typing import Any, ParamSpec, TypeVar

__all__ = ["Operation", "PortCall", "call", "run_operation", "run_operation_async"]

P = ParamSpec("P")
T = TypeVar("T")

PortCall = Callable[[], Any]
"""A call of a port that has not been made yet."""

Operation = Generator[PortCall, Any, T]
"""A generator that yields calls of ports, is sent their results, and returns a `T`."""


def call(method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Operation[T]:
    """Call a method of a port, from within an operation.

    Use it as in `history = yield from call(store.history, case_id)`.

    The method is typed as the blocking one; an asynchronous port returns an awaitable, and
    `run_operation_async` sends what it gives.
    """
    result: T = yield partial(method, *args, **kwargs)
    return result


def run_operation(operation: Operation[T]) -> T:
    """Run an operation over blocking ports, and return its result.

    An exception of a port is raised inside the operation, at the call.
    """
    try:
        port_call = next(operation)
        while True:
            try:
                result = port_call()
            except BaseException as error:  # noqa: BLE001 - the operation decides
                port_call = operation.throw(error)
            else:
                port_call = operation.send(result)
    except StopIteration as end:
        value: T = end.value
        return value


async def run_operation_async(operation: Operation[T]) -> T:
    """Run an operation over asynchronous ports, and return its result.

    An exception of a port, a cancellation included, is raised inside the operation, at the call.
    """
    try:
        port_call = next(operation)
        while True:
            try:
                result = port_call()
                if isawaitable(result):
                    result = await result
            except BaseException as error:  # noqa: BLE001 - the operation decides
                port_call = operation.throw(error)
            else:
                port_call = operation.send(result)
    except StopIteration as end:
        value: T = end.value
        return value
