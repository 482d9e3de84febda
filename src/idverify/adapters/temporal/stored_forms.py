"""Stored names of the values in Temporal histories: JSON keys of requests, decisions and states.

They extend `idverify.interchange.stored_forms`, which names all other stored values.
"""

from collections.abc import Mapping
from typing import Final

from idverify.adapters.temporal.requests import (
    ApproveRequest,
    CaseContext,
    ChangeIdentityRequest,
    EndRetentionRequest,
    GrantAttemptRequest,
    History,
    JudgementRequest,
    PassDeadlineRequest,
    PendingEffect,
    RedactRequest,
    RejectRequest,
    ReopenRequest,
    RequestDecision,
    RevokeRequest,
    SubmitRequest,
    UpdateResult,
    WithdrawRequest,
    WorkflowSettings,
    WorkflowState,
)
from idverify.adapters.temporal.serialized_errors import SerializedError
from idverify.errors import (
    CommandIdReusedError,
    ConfigurationError,
    DataError,
    DeliveryError,
    IllegalTransitionError,
    InvalidValueError,
    MissingDataError,
    OutOfSpanError,
    PermanentDeliveryError,
    SchemaMismatchError,
    StaleSubmissionError,
    StoreUnavailableError,
    TamperedDataError,
    UnknownCaseError,
    VersionConflictError,
)
from idverify.interchange.codec import Codec
from idverify.interchange.stored_forms import STORED_FORMS, StoredForm, stored_form

__all__ = ["CODEC", "ERROR_TYPES", "error_type"]

_FORMS: Final[dict[type, StoredForm]] = {
    SubmitRequest: stored_form("submit_request", "submission_id", "carried_over"),
    ApproveRequest: stored_form("approve_request", "submission_id", "fingerprint", "reviewer"),
    JudgementRequest: stored_form("judgement_request", "submission_id", "judgement", "reviewer"),
    RejectRequest: stored_form(
        "reject_request", "submission_id", "reviewer", "reasons", "final", "located_reasons"
    ),
    WithdrawRequest: stored_form("withdraw_request"),
    ChangeIdentityRequest: stored_form("change_request", "changed", expected_version="expected"),
    RevokeRequest: stored_form("revoke_request", "reviewer", "reasons", "final", "located_reasons"),
    ReopenRequest: stored_form("reopen_request", "reviewer", "reason"),
    GrantAttemptRequest: stored_form("grant_attempt_request", "reviewer", "reason"),
    RedactRequest: stored_form("redact_request", "contract_ended_on"),
    PassDeadlineRequest: stored_form("deadline_request"),
    EndRetentionRequest: stored_form("retention_request"),
    CaseContext: stored_form("known", "case_id", "events", "now"),
    RequestDecision: stored_form(
        "ruling",
        "events",
        "effects",
        "remind_at",
        "retain_until",
        intake_refused_on="turned_away_on",
        error="refusal",
    ),
    SerializedError: stored_form(
        "refusal",
        "text",
        "text_ja",
        "state",
        "step",
        "possible",
        "versions",
        "submission_id",
        "current",
        kind="fault",
    ),
    UpdateResult: stored_form("answer", "case", intake_refused_on="turned_away_on"),
    History: stored_form("history", "events"),
    PendingEffect: stored_form("promise", "case_id", "key", "effect", "submissions"),
    WorkflowSettings: stored_form(
        "terms",
        attempt_timeout_seconds="attempt_seconds",
        max_attempts="attempts",
        initial_interval_seconds="first_pause_seconds",
        decision_timeout_seconds="rule_seconds",
    ),
    WorkflowState: stored_form(
        "kept",
        "case_id",
        "events",
        "outbox",
        "remind_at",
        "retain_until",
        settings="terms",
        seen_update_ids="seen",
        dead_letters="given_up",
    ),
}

#: Reads and writes all values in a history.
CODEC: Final = Codec({**STORED_FORMS, **_FORMS})

#: The failure type in a history for each error of the library.
ERROR_TYPES: Final[Mapping[type[Exception], str]] = {
    InvalidValueError: "InvalidValue",
    OutOfSpanError: "OutOfSpan",
    IllegalTransitionError: "IllegalTransition",
    DataError: "DataError",
    VersionConflictError: "VersionConflict",
    SchemaMismatchError: "SchemaMismatch",
    StoreUnavailableError: "StoreUnavailable",
    CommandIdReusedError: "CommandIdReused",
    ConfigurationError: "Configuration",
    MissingDataError: "MissingData",
    StaleSubmissionError: "StaleSubmission",
    TamperedDataError: "TamperedData",
    UnknownCaseError: "UnknownCase",
    DeliveryError: "NotDelivered",
    PermanentDeliveryError: "Undeliverable",
}


def error_type(error: Exception) -> str:
    """Return the failure type of an error: from `ERROR_TYPES`, or else its class name.

    >>> error_type(DeliveryError("mailbox full")), error_type(ConnectionError())
    ('NotDelivered', 'ConnectionError')
    """
    return ERROR_TYPES.get(type(error), type(error).__name__)
