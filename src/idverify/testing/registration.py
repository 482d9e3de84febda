"""Registration of the strategies with Hypothesis, through the entry point `hypothesis`.

Hypothesis calls `register` in every project in which this library is installed. Therefore
`register` imports no other module of the library: a type is looked up by its name when
`from_type` first needs it.
"""

from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies._internal import types as hypothesis_types

__all__ = ["TYPE_STRATEGIES", "public_types", "register", "resolve"]

#: For each module its types, each with the name of its strategy.
TYPE_STRATEGIES: Final = {
    "calendar.business_days": {"BusinessCalendar": "business_calendars"},
    "calendar.closures": {"Closure": "closures"},
    "calendar.deadline": {"Deadline": "deadlines", "ReviewClock": "review_clocks"},
    "calendar.period": {"Period": "periods"},
    "calendar.japanese_dates": {"DateReading": "date_readings", "EraDate": "era_dates"},
    "calendar.partial_date": {"PartialDate": "partial_dates"},
    "citations": {"Citation": "citations"},
    "lifecycle.case": {"Case": "cases"},
    "lifecycle.decide": {"Decision": "decisions"},
    "lifecycle.events": {
        "CarriedDocument": "carried_documents", "ReviewDeadline": "review_deadlines",
    },
    "policy.acceptance": {"Acceptance": "acceptances"},
    "policy.assessment": {"Assessment": "assessments", "Finding": "findings"},
    "policy.derivation": {"PolicyDiff": "policy_differences"},
    "policy.own_inputs": {"OwnInput": "own_inputs"},
    "policy.policy": {"Policy": "policies"},
    "policy.judgements": {"Judgement": "judgements"},
    "policy.stamps": {"PolicyStamp": "policy_stamps"},
    "policy.rules": {"Condition": "conditions", "Fact": "facts", "Rule": "rules"},
    "policy.settings": {"Gap": "gaps", "Retention": "retentions"},
    "policy.validity.provision": {"Provision": "provisions", "Validity": "validities"},
    "ports": {
        "DeadLetter": "dead_letters", "Delivery": "deliveries", "OutboxEntry": "outbox_entries",
        "QueueEntry": "queue_entries",
    },
    "model.applicants": {
        "Address": "addresses", "Corporation": "corporations", "Individual": "individuals",
    },
    "catalogue.capabilities": {"Capability": "capabilities", "NextStep": "next_steps"},
    "model.contacts": {"Contact": "contacts"},
    "model.reasons": {
        "LocatedReason": "located_reasons", "RejectionReason": "rejection_reasons",
    },
    "model.observations": {"Observation": "observations"},
    "model.printed_entries": {
        "AddressEntry": "address_entries", "Extension": "extensions",
        "RepresentativeEntry": "representative_entries",
    },
    "model.submissions": {
        "Document": "documents", "Image": "images", "Submission": "submissions",
    },
    "model.uploads": {"FileLimits": "file_limits", "Upload": "uploads"},
}  # fmt: skip
#: Types that need the extra `json`, each with the name of its strategy.
DOSSIER_STRATEGIES: Final = {
    "Dossier": "dossiers", "DossierDocument": "dossier_documents", "ImageFile": "image_files",
}  # fmt: skip
#: For each module the strategy that has the type as an argument, and those types.
VARIANT_STRATEGIES: Final = {
    "lifecycle.commands": ("commands", (
        "Approve", "ChangeIdentity", "LapseVerification", "CheckDeadline", "RecordJudgement",
        "GrantAttempt", "Redact", "Reject", "Reopen", "Revoke", "Submit", "Withdraw",
    )),
    "lifecycle.effects": ("effects", (
        "DropImages", "MaskImages", "Notify", "Purge", "StartRetentionClock", "StartReviewClock",
    )),
    "lifecycle.events": ("events", (
        "Approved", "AttemptGranted", "DeadlinePassed", "DecisionProposed", "IdentityChanged",
        "JudgementRecorded", "Redacted", "RefusedForGood", "Rejected", "Reopened", "Revoked",
        "RevokedForGood", "Submitted", "VerificationLapsed", "Withdrawn",
    )),
}  # fmt: skip


def register() -> None:
    """Register all public types with `from_type`, without importing them.

    Hypothesis has no public function to register a type that is not imported yet. Its internal
    table for numpy can do so; in a release without that table the types are imported.
    """
    lazy = getattr(hypothesis_types, "_global_extra_lookup", None)
    if lazy is None:
        _register_types()
    else:
        lazy["idverify"] = resolve


def resolve(cls: object) -> st.SearchStrategy[Any] | None:
    """Return the strategy of a public type of the library, or None for any other type.

    >>> from idverify.calendar.period import Period
    >>> resolve(Period) is not None, resolve(int)
    (True, None)
    """
    module, name = getattr(cls, "__module__", None), getattr(cls, "__name__", None)
    make = _makers().get(f"{module}.{name}")
    return make(cls) if make else None


_DOSSIER: Final = "idverify.interchange.dossier"

Maker = Callable[[Any], st.SearchStrategy[Any]]


@cache
def _makers() -> dict[str, Maker]:
    """Return the function that makes the strategy of each type, by the full name of the type."""
    by_type: dict[str, Maker] = {
        f"idverify.{module}.{name}": partial(_make, strategy)
        for module, types in TYPE_STRATEGIES.items()
        for name, strategy in types.items()
    }
    variants: dict[str, Maker] = {
        f"idverify.{module}.{name}": partial(_make_variant, strategy)
        for module, (strategy, names) in VARIANT_STRATEGIES.items()
        for name in names
    }
    dossiers: dict[str, Maker] = {
        f"{_DOSSIER}.{name}": partial(_make, strategy, module="dossiers")
        for name, strategy in DOSSIER_STRATEGIES.items()
    }
    return by_type | variants | dossiers


def _make(strategy: str, _: object, module: str = "") -> st.SearchStrategy[Any]:
    strategies = import_module(f"idverify.testing.strategies.{module}".rstrip("."))
    made: st.SearchStrategy[Any] = getattr(strategies, strategy)()
    return made


def _make_variant(strategy: str, cls: type) -> st.SearchStrategy[Any]:
    strategies = import_module("idverify.testing.strategies")
    made: st.SearchStrategy[Any] = getattr(strategies, strategy)(cls)
    return made


def public_types() -> dict[str, type]:
    """Import and return the types that have a strategy, by their full names."""
    has_json = find_spec("cattrs") and find_spec("orjson")
    places = {full_name: full_name.rpartition(".") for full_name in _makers()}
    return {
        full_name: getattr(import_module(module), name)
        for full_name, (module, _, name) in places.items()
        if has_json or module != _DOSSIER
    }


def _register_types() -> None:
    makers = _makers()
    for full_name, cls in public_types().items():
        st.register_type_strategy(cls, makers[full_name])
