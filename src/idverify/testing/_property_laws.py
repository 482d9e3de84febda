"""Laws that hold of every value drawn: each class derived from them gets tests of its own."""

from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import given
from hypothesis import strategies as st

__all__ = ["PropertyLaws", "law"]

Test = TypeVar("Test", bound=Callable[..., None])
_STRATEGIES_ATTRIBUTE = "drawn_with"


def law(**strategies: st.SearchStrategy[Any]) -> Callable[[Test], Test]:
    """Say from what a law's arguments are drawn."""

    def mark(test: Test) -> Test:
        setattr(test, _STRATEGIES_ATTRIBUTE, strategies)
        return test

    return mark


class PropertyLaws:
    """Turns each marked law into a test of the derived class.

    Hypothesis keeps a record for each test and refuses one that two classes share, as
    they would if the laws were tests in the class that is derived from.
    """

    def __init_subclass__(cls, **given_names: Any) -> None:  # noqa: ANN401 - handed on
        """Give the class tests of its own, except where it has one of that name."""
        super().__init_subclass__(**given_names)
        if PropertyLaws in cls.__bases__:
            return
        for name, test in _collect_laws(cls).items():
            if name not in vars(cls):
                setattr(cls, name, given(**getattr(test, _STRATEGIES_ATTRIBUTE))(test))


def _collect_laws(cls: type) -> dict[str, Callable[..., None]]:
    """Return the laws of all classes derived from."""
    everything = (item for base in reversed(cls.__mro__) for item in vars(base).items())
    return {name: test for name, test in everything if hasattr(test, _STRATEGIES_ATTRIBUTE)}
