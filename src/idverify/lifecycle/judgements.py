"""Judgements in a history: which of them still count, and which may be recorded."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from idverify.errors import InvalidValueError
from idverify.lifecycle.case import Case
from idverify.lifecycle.commands import RecordJudgement
from idverify.lifecycle.events import JudgementRecorded, Submitted
from idverify.policy.assessment import Assessment
from idverify.policy.judgements import (
    Judgement,
    evaluate_with_judgements,
    require_open_question,
)
from idverify.policy.policy import Policy

__all__ = ["find_valid_judgements", "make_judgement_event"]


def find_valid_judgements(case: Case, evidence: Sequence[str]) -> tuple[Judgement, ...]:
    """Return the judgements of a case whose evidence has not changed since.

    Args:
        case: The case with the judgements on its current submission.
        evidence: A keyed digest of each document with its observation. Without them no
            judgement counts.
    """
    if not evidence:
        return ()
    return tuple(
        Judgement(
            question=judged.question, document_index=judged.document_index, answer=judged.answer
        )
        for judged in case.judgements
        if judged.evidence == _digest_evidence(judged.document_index, evidence)
    )


def make_judgement_event(
    case: Case, submitted: Submitted, command: RecordJudgement, policy: Policy, now: datetime
) -> tuple[JudgementRecorded, Assessment]:
    """Return the event of a judgement on an open question, and the assessment with it.

    A question stays open to another judgement as long as only a judgement answers it.

    Raises:
        InvalidValueError: The question is not open or has no such answer, or the number of
            digests is not that of the documents.
    """
    judgement = command.judgement
    count = len(command.submission.documents)
    if len(command.evidence) != count:
        raise InvalidValueError(
            f"evidence has {len(command.evidence)} digests: give one for each of {count} documents"
        )
    place = (judgement.question, judgement.document_index)
    others = [
        each
        for each in find_valid_judgements(case, command.evidence)
        if (each.question, each.document_index) != place
    ]
    day = submitted.deadline.received_on
    assessment = evaluate_with_judgements(policy, command.submission, day, others)
    require_open_question(policy, assessment, judgement)
    judged = evaluate_with_judgements(policy, command.submission, day, [*others, judgement])
    event = JudgementRecorded(
        at=now,
        submission_id=submitted.submission_id,
        reviewer=command.reviewer,
        question=judgement.question,
        document_index=judgement.document_index,
        answer=judgement.answer,
        evidence=_digest_evidence(judgement.document_index, command.evidence),
    )
    return event, judged


def _digest_evidence(document_index: int | None, evidence: Sequence[str]) -> str:
    """Return the digest of one document, or of all for a question about the submission."""
    if document_index is not None:
        return evidence[document_index]
    return hashlib.sha256("".join(evidence).encode()).hexdigest()
