"""Called by Hypothesis when it is imported (entry point `hypothesis`): `from_type` knows our types.

Nothing is drawn and no strategy is made before somebody asks for one.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from hypothesis import strategies as st

__all__ = ["REGISTERED", "register"]

#: For each module its types, and the strategy that draws each.
REGISTERED: Final = {
    "calendar.business_days": {"BusinessCalendar": "business_calendars"},
    "calendar.closures": {"Closure": "closures"},
    "calendar.deadline": {"Deadline": "deadlines", "ReviewClock": "review_clocks"},
    "calendar.period": {"Period": "periods"},
    "calendar.eras": {"EraDate": "era_dates"},
    "citations": {"Citation": "citations"},
    "lifecycle.case": {"Case": "cases"},
    "lifecycle.decide": {"Decision": "decisions"},
    "lifecycle.events": {"Due": "dues"},
    "policy.acceptance": {"Acceptance": "acceptances"},
    "policy.assessment": {"Assessment": "assessments", "Finding": "findings"},
    "policy.derivation": {"PolicyDifference": "policy_differences"},
    "policy.lifetimes": {"Lifetime": "lives_of_lines"},
    "policy.policy": {"Policy": "policies"},
    "policy.rules": {"Condition": "conditions", "Rule": "rules"},
    "policy.settings": {"Gap": "gaps", "Retention": "retentions"},
    "policy.validity.provision": {"Provision": "provisions", "Validity": "validities"},
    "ports": {
        "DeadLetter": "dead_letters", "Delivery": "deliveries", "OutboxEntry": "outbox_entries",
    },
    "vocabulary.applicants": {
        "Address": "addresses", "Corporation": "corporations", "Individual": "individuals",
    },
    "vocabulary.capabilities": {"Capability": "capabilities", "NextStep": "next_steps"},
    "vocabulary.contacts": {"Contact": "contacts"},
    "vocabulary.rejection": {"RejectionReason": "rejection_reasons"},
    "vocabulary.submissions": {
        "Document": "documents", "Image": "images", "Observation": "observations",
        "Submission": "submissions",
    },
    "vocabulary.uploads": {"FileLimits": "file_limits", "Upload": "uploads"},
}  # fmt: skip
#: Known only where the extra `json` is: without it not even the types can be imported.
DOSSIERS: Final = {
    "Dossier": "dossiers", "DossierDocument": "dossier_documents", "ImageFile": "image_files",
}  # fmt: skip
#: For each module a strategy that is told which of these kinds to draw.
KINDS: Final = {
    "lifecycle.commands": ("commands", (
        "Approve", "ChangeIdentity", "LapseVerification", "PassDeadline", "Redact", "Reject",
        "Revoke", "Submit", "Withdraw",
    )),
    "lifecycle.effects": ("effects", (
        "DropImages", "MaskImages", "Notify", "Purge", "StartRetentionClock", "StartReviewClock",
    )),
    "lifecycle.events": ("events", (
        "Approved", "DeadlinePassed", "IdentityChanged", "Redacted", "RefusedForGood", "Rejected",
        "Revoked", "RevokedForGood", "Submitted", "VerificationLapsed", "Withdrawn",
    )),
}  # fmt: skip


def register() -> None:
    """Tell Hypothesis how to draw every public type."""
    for module, types in REGISTERED.items():
        for name, strategy in types.items():
            _tell(module, name, _later(strategy))
    for module, (strategy, names) in KINDS.items():
        for name in names:
            kind = getattr(import_module(f"idverify.{module}"), name)
            _tell(module, name, _later(strategy, kind))
    if find_spec("cattrs") and find_spec("orjson"):
        for name, strategy in DOSSIERS.items():
            _tell("interchange.dossier", name, _later(strategy, home="dossiers"))


def _tell(module: str, name: str, draw: Callable[[Any], st.SearchStrategy[Any]]) -> None:
    st.register_type_strategy(getattr(import_module(f"idverify.{module}"), name), draw)


def _later(
    strategy: str, *given: object, home: str = ""
) -> Callable[[Any], st.SearchStrategy[Any]]:
    """Return what makes the strategy when it is first asked for."""

    def make(_: object) -> st.SearchStrategy[Any]:
        room = import_module(f"idverify.testing.strategies.{home}".rstrip("."))
        found: st.SearchStrategy[Any] = getattr(room, strategy)(*given)
        return found

    return make
