"""Names of the values in Temporal histories: the JSON keys of requests, rulings and case states.

They extend `idverify.interchange.stored_forms`, which names everything else that is written.
"""

from typing import Final

from idverify.adapters.temporal.requests import (
    Answer,
    ApproveRequest,
    ChangeRequest,
    DeadlineRequest,
    History,
    Kept,
    Known,
    Promise,
    RedactRequest,
    Refusal,
    RejectRequest,
    RetentionRequest,
    RevokeRequest,
    Ruling,
    SubmitRequest,
    Terms,
    WithdrawRequest,
)
from idverify.interchange.codec import Codec
from idverify.interchange.stored_forms import STORED_FORMS, StoredForm, stored_form

__all__ = ["CODEC"]

_FORMS: Final[dict[type, StoredForm]] = {
    SubmitRequest: stored_form("submit_request", "submission_id"),
    ApproveRequest: stored_form("approve_request", "submission_id", "fingerprint", "reviewer"),
    RejectRequest: stored_form("reject_request", "submission_id", "reviewer", "reasons", "final"),
    WithdrawRequest: stored_form("withdraw_request"),
    ChangeRequest: stored_form("change_request", "changed", "expected"),
    RevokeRequest: stored_form("revoke_request", "reviewer", "reasons", "final"),
    RedactRequest: stored_form("redact_request", "contract_ended_on"),
    DeadlineRequest: stored_form("deadline_request"),
    RetentionRequest: stored_form("retention_request"),
    Known: stored_form("known", "case_id", "events", "now"),
    Ruling: stored_form(
        "ruling", "events", "effects", "remind_at", "retain_until", "turned_away_on", "refusal"
    ),
    Refusal: stored_form(
        "refusal", "fault", "text", "text_ja", "state", "step", "possible", "versions"
    ),
    Answer: stored_form("answer", "case", "turned_away_on"),
    History: stored_form("history", "events"),
    Promise: stored_form("promise", "case_id", "key", "effect", "submissions"),
    Terms: stored_form(
        "terms", "attempt_seconds", "attempts", "first_pause_seconds", "rule_seconds"
    ),
    Kept: stored_form(
        "kept",
        "case_id",
        "terms",
        "events",
        "seen",
        "outbox",
        "given_up",
        "remind_at",
        "retain_until",
    ),
}

#: Reads and writes everything in a history.
CODEC: Final = Codec({**STORED_FORMS, **_FORMS})
