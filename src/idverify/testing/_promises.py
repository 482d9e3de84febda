"""Failures of laws that begin with the promise that was broken."""

from collections.abc import Callable
from functools import wraps
from inspect import isfunction
from typing import Any, TypeVar

__all__ = ["states_promises"]

Laws = TypeVar("Laws", bound=type)


def states_promises(laws: Laws) -> Laws:
    """Make every test of a class of laws begin its failure with its own docstring.

    A law is read by somebody who has not read its code: the sentence says what the adapter
    was expected to do, and the rewritten assertion below it what it did instead.
    """
    for name, member in vars(laws).items():
        if name.startswith("test_") and isfunction(member):
            setattr(laws, name, _state_promise(member))
    return laws


def _state_promise(test: Callable[..., None]) -> Callable[..., None]:
    promise = (test.__doc__ or test.__name__).strip()

    @wraps(test)
    def law(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - fixtures
        __tracebackhide__ = True
        try:
            test(*args, **kwargs)
        except AssertionError as error:
            found = str(error)
            error.args = (f"broken promise: {promise}\n{found}" if found else promise,)
            raise

    return law
