"""Commands of a desk, made from requests and from the personal data in the file of the case.

Every desk makes its commands here: blocking, asynchronous, and on the workers of an engine.
"""

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve

from idverify.desk.case_file import CaseFile, compute_evidence
from idverify.desk.guards import require_new_submission_id, require_submitted
from idverify.desk.operations import Operation, call
from idverify.lifecycle.case import Case
from idverify.lifecycle.commands import RecordJudgement, Reject, Submit
from idverify.lifecycle.decide import Decision, require_current_submission
from idverify.lifecycle.events import (
    Approved,
    CarriedDocument,
    Event,
    JudgementRecorded,
    RefusedForGood,
    Rejected,
)
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.lifecycle.judgements import find_valid_judgements
from idverify.matching.changes import detect_identity_changes
from idverify.model.applicants import Applicant, IdentityField
from idverify.model.reasons import LocatedReason, as_reasons, list_reason_codes
from idverify.model.submissions import Submission
from idverify.policy.assessment import Assessment
from idverify.policy.judgements import Judgement, evaluate_with_judgements
from idverify.policy.policy import Policy

__all__ = [
    "assess_current",
    "collect_evidence",
    "compute_profile_fingerprint",
    "find_identity_changes",
    "load_for_approval",
    "make_judgement",
    "make_reject",
    "make_submit",
]

Evidence = tuple[str, ...]
"""A keyed digest of each document of a submission."""


def make_submit(
    file: CaseFile,
    history: Sequence[Event],
    submission: Submission,
    decide_command: Callable[[Submit], Decision],
    carried_over: Sequence[CarriedDocument] = (),
) -> Operation[Submit]:
    """Make the command that submits documents; the salt is only generated if intake accepts them.

    Args:
        file: The file of the case.
        history: The events of the case.
        submission: The submission with its inspected images.
        decide_command: Decides a command on this history, at this moment.
        carried_over: The documents that come from an earlier submission.

    Raises:
        InvalidValueError: The id of the submission was used before.
    """
    require_new_submission_id(history, submission.id)
    draft = Submit(submission=submission, fingerprint="", carried_over=tuple(carried_over))
    if not decide_command(draft).events:
        return draft
    salt = yield from call(file.vault.salt, file.case_id)
    return evolve(draft, fingerprint=compute_fingerprint(submission.applicant, salt))


def load_for_approval(file: CaseFile, case: Case, submission_id: str) -> Operation[Submission]:
    """Load the submission that a reviewer approves, with the latest observations.

    Raises:
        StaleSubmissionError: It was replaced, withdrawn or made void.
        IllegalTransitionError: It was decided on.
    """
    require_current_submission(case, Approved, submission_id)
    return (yield from file.submission(submission_id))


def collect_evidence(file: CaseFile, case: Case, submission: Submission) -> Operation[Evidence]:
    """Compute the digests that the judgements of a case refer to; none if there are none."""
    if not case.judgements:
        return ()
    salt = yield from call(file.vault.salt, file.case_id)
    return compute_evidence(salt, submission)


def make_judgement(
    file: CaseFile, case: Case, submission_id: str, judgement: Judgement, reviewer: str
) -> Operation[RecordJudgement]:
    """Make the command that records a judgement on the latest observations.

    Raises:
        StaleSubmissionError: The submission was replaced, withdrawn or made void.
        IllegalTransitionError: It was decided on.
    """
    require_current_submission(case, JudgementRecorded, submission_id)
    submission = yield from file.submission(submission_id)
    salt = yield from call(file.vault.salt, file.case_id)
    return RecordJudgement(
        submission=submission,
        judgement=judgement,
        reviewer=reviewer,
        evidence=compute_evidence(salt, submission),
    )


def compute_profile_fingerprint(
    file: CaseFile, submission: Submission, profile: Applicant
) -> Operation[str]:
    """Compute the fingerprint of the current profile; of the submitted one if they are the same."""
    is_same = not detect_identity_changes(submission.applicant, profile)
    salt = yield from call(file.vault.salt, file.case_id)
    return compute_fingerprint(submission.applicant if is_same else profile, salt)


def make_reject(  # noqa: PLR0913 - the fields of a command
    file: CaseFile,
    case: Case,
    policy: Policy,
    submission_id: str,
    *,
    reviewer: str,
    reasons: Iterable[str | LocatedReason],
    final: bool | None,
) -> Operation[Reject]:
    """Make the command that rejects a submission, for the given reasons or else for all findings.

    Raises:
        StaleSubmissionError: It was replaced, withdrawn or made void.
        InvalidValueError: There is neither a reason nor a finding, or a reason is unknown.
    """
    require_current_submission(case, RefusedForGood if final else Rejected, submission_id)
    given = as_reasons(reasons)
    policy.require_known_reasons(list_reason_codes(given))
    assessment = yield from assess_current(file, case, policy)
    return Reject(
        submission_id=submission_id,
        reviewer=reviewer,
        reasons=given or assessment.reason_codes,
        final=final,
        assessment=assessment,
    )


def assess_current(file: CaseFile, case: Case, policy: Policy) -> Operation[Assessment]:
    """Evaluate the current submission by the rules of the day it was received.

    Raises:
        UnknownCaseError: The case has not begun.
        MissingDataError: The case has no submission.
    """
    submitted = require_submitted(file.case_id, case)
    submission = yield from file.submission(submitted.submission_id)
    judgements = find_valid_judgements(case, (yield from collect_evidence(file, case, submission)))
    return evaluate_with_judgements(policy, submission, submitted.deadline.received_on, judgements)


def find_identity_changes(
    file: CaseFile, case: Case, profile: Applicant
) -> Operation[frozenset[IdentityField]]:
    """Compare an edited profile with the submitted one; without a submission nothing differs."""
    if case.submission_id is None:
        return frozenset()
    submission = yield from file.submission(case.submission_id)
    return detect_identity_changes(submission.applicant, profile)
