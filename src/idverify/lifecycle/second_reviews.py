"""Second reviews (二人目の確認): decisions that two different reviewers have to make.

The first reviewer's decision is recorded as a proposal. The same decision of another reviewer
is carried out; a decision that differs is a new proposal.
"""

from collections.abc import Mapping
from typing import Final

from idverify.lifecycle.case import Case
from idverify.lifecycle.events import (
    DecisionProposed,
    ProposedDecision,
    RefusedForGood,
    Rejected,
    Revoked,
    RevokedForGood,
)
from idverify.lifecycle.guard_messages import SECOND_REVIEWER_NEEDED
from idverify.lifecycle.steps import illegal_transition
from idverify.policy.policy import Policy
from idverify.policy.settings import SecondReview

__all__ = ["propose_unless_confirmed"]

Refusal = Rejected | RefusedForGood | Revoked | RevokedForGood

_DECISIONS: Final[Mapping[type[Refusal], ProposedDecision]] = {
    Rejected: ProposedDecision.REJECTED,
    RefusedForGood: ProposedDecision.REFUSED_FOR_GOOD,
    Revoked: ProposedDecision.REVOKED,
    RevokedForGood: ProposedDecision.REVOKED_FOR_GOOD,
}

#: The outcomes to which each kind of decision belongs, whatever its reasons.
_OUTCOMES: Final[Mapping[type[Refusal], frozenset[SecondReview]]] = {
    Rejected: frozenset(),
    RefusedForGood: frozenset({SecondReview.FINAL_REFUSAL}),
    Revoked: frozenset({SecondReview.REVOCATION}),
    RevokedForGood: frozenset({SecondReview.FINAL_REFUSAL, SecondReview.REVOCATION}),
}

#: The group of the reason codes that say that a document is forged.
_FORGERY_GROUP: Final = "integrity."


def propose_unless_confirmed(
    case: Case, event: Refusal, submission_id: str, policy: Policy
) -> DecisionProposed | None:
    """Return a proposal in place of a decision that needs another reviewer; None: it needs none.

    Raises:
        IllegalTransitionError: The reviewer who proposed the decision repeats it.
    """
    if not _needs_second_review(event, policy):
        return None
    proposed = case.proposal
    if proposed is not None and _is_equal(proposed, event):
        if proposed.reviewer == event.reviewer:
            raise illegal_transition(case.state, type(event), SECOND_REVIEWER_NEEDED)
        return None
    return DecisionProposed(
        at=event.at,
        submission_id=submission_id,
        reviewer=event.reviewer,
        decision=_DECISIONS[type(event)],
        reasons=event.reasons,
        located_reasons=event.located_reasons,
        document_kinds=event.document_kinds,
        policy=event.policy,
    )


def _needs_second_review(event: Refusal, policy: Policy) -> bool:
    outcomes = set(_OUTCOMES[type(event)])
    if any(code.startswith(_FORGERY_GROUP) for code in event.reasons):
        outcomes.add(SecondReview.FORGERY)
    return not policy.second_reviews.isdisjoint(outcomes)


def _is_equal(proposed: DecisionProposed, event: Refusal) -> bool:
    """Return whether two reviewers decided the same, for the same reasons in any order."""
    is_same = proposed.decision is _DECISIONS[type(event)]
    return is_same and {*proposed.reasons} == {*event.reasons}
