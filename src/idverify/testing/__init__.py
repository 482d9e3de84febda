"""Test support for applications: strategies, laws and a state machine (extra `testing`).

`strategies` draw applicants, submissions, histories and days; once this package is installed,
`st.from_type(Submission)` works without set-up. The laws are test classes: a subclass with one
factory tests an adapter, a calendar or a policy. `DeskMachine` drives a whole service at random
and compares it with a model.

Names are loaded at first use, because Hypothesis imports this package to register the
strategies.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from idverify.testing._calendar_laws import Calendar, CalendarLaws
    from idverify.testing._policy_laws import PolicyLaws
    from idverify.testing.desk_machine import DeskMachine, ManualClock
    from idverify.testing.laws import (
        BlockingAdapter,
        CaseStoreLaws,
        CaseStoreRestartLaws,
        KeyProviderLaws,
        NotifierLaws,
        OutboxLaws,
        ReviewQueueLaws,
        Store,
        VaultLaws,
        VaultRestartLaws,
    )

__all__ = [
    "BlockingAdapter",
    "Calendar",
    "CalendarLaws",
    "CaseStoreLaws",
    "CaseStoreRestartLaws",
    "DeskMachine",
    "KeyProviderLaws",
    "ManualClock",
    "NotifierLaws",
    "OutboxLaws",
    "PolicyLaws",
    "ReviewQueueLaws",
    "Store",
    "VaultLaws",
    "VaultRestartLaws",
]

_EXPORTS: Final = {
    "_calendar_laws": ("Calendar", "CalendarLaws"),
    "_policy_laws": ("PolicyLaws",),
    "desk_machine": ("DeskMachine", "ManualClock"),
    "laws": (
        "BlockingAdapter", "CaseStoreLaws", "CaseStoreRestartLaws", "KeyProviderLaws",
        "NotifierLaws", "OutboxLaws", "ReviewQueueLaws", "Store", "VaultLaws", "VaultRestartLaws",
    ),
}  # fmt: skip


#: Modules whose `assert` statements explain themselves in a failure.
_LAW_MODULES: Final = (
    "_calendar_laws", "_policy_laws", "_property_laws", "_queue_laws", "_restart_laws",
    "_store_laws", "_vault_laws", "desk_machine",
)  # fmt: skip


def __getattr__(name: str) -> object:
    """Load a public name at its first use."""
    for module, names in _EXPORTS.items():
        if name in names:
            _rewrite_assertions()
            return getattr(import_module(f"idverify.testing.{module}"), name)
    raise AttributeError(f"module 'idverify.testing' has no attribute {name!r}")


def _rewrite_assertions() -> None:
    """Ask pytest to rewrite the assertions of the laws, as it does in test files only."""
    import pytest  # noqa: PLC0415 - not needed by strategies

    names = [f"idverify.testing.{module}" for module in _LAW_MODULES]
    pytest.register_assert_rewrite(*(name for name in names if name not in sys.modules))


def __dir__() -> list[str]:
    """Return the public names only."""
    return __all__
