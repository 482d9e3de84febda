"""What we hand to test suites of others: strategies, laws and a state machine (extra `testing`).

Three things to hold a program against. `strategies` draw applicants, submissions,
histories and days; once this package is installed `st.from_type(Submission)` works by
itself. The laws are test classes to derive from with one factory. `DeskMachine` drives
a whole service at random beside a model.

Names are loaded when first used: Hypothesis itself imports this package to register
the strategies.
"""

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
        "Blocking", "CaseStoreLaws", "CaseStoreRestartLaws", "KeyProviderLaws", "NotifierLaws",
        "OutboxLaws", "ReviewQueueLaws", "Store", "VaultLaws", "VaultRestartLaws",
    ),
}  # fmt: skip


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    for home, names in _EXPORTS.items():
        if name in names:
            return getattr(import_module(f"idverify.testing.{home}"), name)
    raise AttributeError(f"module 'idverify.testing' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Show the public names only."""
    return __all__
