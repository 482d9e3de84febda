"""Base class of property-based laws, which gives each subclass its own Hypothesis tests."""

from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from idverify.testing._promises import states_promises

__all__ = ["PropertyLaws", "law"]

Test = TypeVar("Test", bound=Callable[..., None])
_STRATEGIES_ATTRIBUTE = "drawn_with"


def law(**strategies: st.SearchStrategy[Any]) -> Callable[[Test], Test]:
    """Mark a method as a law whose arguments are drawn from *strategies*."""

    def mark(test: Test) -> Test:
        setattr(test, _STRATEGIES_ATTRIBUTE, strategies)
        return test

    return mark


@states_promises
class PropertyLaws:
    """Base class that turns each marked law into a test of the subclass.

    Hypothesis keeps a record for each test and does not allow two classes to share one, which
    they would do if the laws were tests of the base class.
    """

    def __init_subclass__(cls, **given_names: Any) -> None:  # noqa: ANN401 - passed on
        """Add a test for each law, unless the class defines a test of that name."""
        super().__init_subclass__(**given_names)
        if PropertyLaws in cls.__bases__:
            return
        for name, test in _collect_laws(cls).items():
            if name not in vars(cls):
                setattr(cls, name, given(**getattr(test, _STRATEGIES_ATTRIBUTE))(test))


def _collect_laws(cls: type) -> dict[str, Callable[..., None]]:
    """Return the laws of all base classes, by name."""
    members = (item for base in reversed(cls.__mro__) for item in vars(base).items())
    return {name: test for name, test in members if hasattr(test, _STRATEGIES_ATTRIBUTE)}
