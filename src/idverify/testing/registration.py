"""Called by Hypothesis when it is imported (entry point `hypothesis`): `from_type` knows our types.

Nothing is drawn and no strategy is made before somebody asks for one.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from hypothesis import strategies as st

__all__ = ["REGISTERED", "register"]

#: For each module its types, and the strategy that draws each.
REGISTERED: Final = {
    "calendar.business_days": {"BusinessCalendar": "business_calendars"},
    "calendar.closures": {"Closure": "closures"},
    "calendar.deadline": {"Deadline": "deadlines", "ReviewClock": "review_clocks"},
    "calendar.period": {"Period": "periods"},
    "citations": {"Citation": "citations"},
    "lifecycle.case": {"Case": "cases"},
    "lifecycle.decide": {"Decision": "decisions"},
    "lifecycle.events": {"Due": "dues"},
    "policy.assessment": {"Assessment": "assessments", "Finding": "findings"},
    "policy.policy": {"Policy": "policies"},
    "policy.rules": {"Rule": "rules"},
    "vocabulary.applicants": {
        "Address": "addresses", "Corporation": "corporations", "Individual": "individuals",
    },
    "vocabulary.contacts": {"Contact": "contacts"},
    "vocabulary.submissions": {
        "Document": "documents", "Image": "images", "Observation": "observations",
        "Submission": "submissions",
    },
    "vocabulary.uploads": {"FileLimits": "file_limits", "Upload": "uploads"},
}  # fmt: skip
_EVENTS: Final = (
    "Approved", "DeadlinePassed", "IdentityChanged", "Redacted", "RefusedForGood", "Rejected",
    "Revoked", "RevokedForGood", "Submitted", "VerificationLapsed", "Withdrawn",
)  # fmt: skip


def register() -> None:
    """Tell Hypothesis how to draw every public type."""
    for module, types in REGISTERED.items():
        for name, strategy in types.items():
            _tell(module, name, _later(strategy))
    for name in _EVENTS:
        kind = getattr(import_module("idverify.lifecycle.events"), name)
        _tell("lifecycle.events", name, _later("events", kind))


def _tell(module: str, name: str, draw: Callable[[Any], st.SearchStrategy[Any]]) -> None:
    st.register_type_strategy(getattr(import_module(f"idverify.{module}"), name), draw)


def _later(strategy: str, *given: object) -> Callable[[Any], st.SearchStrategy[Any]]:
    """Return what makes the strategy when it is first asked for."""

    def make(_: object) -> st.SearchStrategy[Any]:
        home = import_module("idverify.testing.strategies")
        found: st.SearchStrategy[Any] = getattr(home, strategy)(*given)
        return found

    return make
