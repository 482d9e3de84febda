"""Events, and the shortest way into every state."""

from datetime import timedelta

from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.events import (
    Approved,
    AttemptGranted,
    DeadlinePassed,
    DecisionProposed,
    Event,
    IdentityChanged,
    JudgementRecorded,
    ProposedDecision,
    Redacted,
    RefusedForGood,
    Rejected,
    Reopened,
    ReopeningReason,
    Revoked,
    RevokedForGood,
    Submitted,
    VerificationLapsed,
    Withdrawn,
)
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.lifecycle.states import State
from idverify.model.applicants import IdentityField
from support.applicants import HANAKO, RECEIVED_AT
from support.desk import due_of

SALT = b"sixteen bytes ok"
MARK = compute_fingerprint(HANAKO, SALT)
LATER = RECEIVED_AT + timedelta(hours=1)
SUBMITTED = Submitted(
    at=RECEIVED_AT,
    submission_id="s-1",
    fingerprint=MARK,
    deadline=due_of(RECEIVED_AT),
    document_kinds=["drivers_license"],
)

#: One event of each kind, all about the submission "s-1" of the same person.
ONE_OF_EACH: dict[type[Event], Event] = {
    type(event): event
    for event in (
        SUBMITTED,
        Approved(at=LATER, submission_id="s-1", reviewer="r-1"),
        Rejected(at=LATER, submission_id="s-1", reviewer="r-1", reasons=["image.unclear"]),
        RefusedForGood(at=LATER, submission_id="s-1", reviewer="r-1", reasons=["other"]),
        DecisionProposed(
            at=LATER,
            submission_id="s-1",
            reviewer="r-1",
            decision=ProposedDecision.REJECTED,
            reasons=["other"],
        ),
        JudgementRecorded(
            at=LATER,
            submission_id="s-1",
            reviewer="r-1",
            question="medium",
            document_index=0,
            answer="original",
            evidence=MARK,
        ),
        Withdrawn(at=LATER, submission_id="s-1"),
        IdentityChanged(at=LATER, changed=frozenset({IdentityField.ADDRESS})),
        DeadlinePassed(at=LATER, submission_id="s-1"),
        Revoked(at=LATER, reviewer="r-1", reasons=["other"]),
        RevokedForGood(at=LATER, reviewer="r-1", reasons=["other"]),
        Reopened(at=LATER, reviewer="r-1", reason=ReopeningReason.APPEAL),
        AttemptGranted(at=LATER, reviewer="r-1", reason=ReopeningReason.REVIEW_ERROR),
        VerificationLapsed(at=LATER),
        Redacted(at=LATER),
    )
}

WAY_TO: dict[State, tuple[type[Event], ...]] = {
    State.INCOMPLETE: (),
    State.UNDER_REVIEW: (Submitted,),
    State.APPROVED: (Submitted, Approved),
    State.REJECTED: (Submitted, Rejected),
    State.CLOSED: (Submitted, RefusedForGood),
    State.REDACTED: (Submitted, Redacted),
}


def case_in(state: State) -> Case:
    """Return a case that has just come into *state*."""
    return replay(ONE_OF_EACH[kind] for kind in WAY_TO[state])
