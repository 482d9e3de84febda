"""Places of the reasons of a decision: from the findings of the policy, or from the reviewer."""

from collections.abc import Iterable

from attrs import fields

from idverify.errors import InvalidValueError
from idverify.lifecycle.events import Submitted
from idverify.model.documents import SensitiveField
from idverify.model.observations import Observation
from idverify.model.reasons import LocatedReason
from idverify.model.submissions import Submission
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy

__all__ = ["list_document_kinds", "locate_reasons"]


def list_document_kinds(submission: Submission) -> tuple[str, ...]:
    """Return the kinds of the documents of a submission, in order, as histories record them."""
    return tuple(str(document.kind) for document in submission.documents)


def locate_reasons(
    reasons: Iterable[str | LocatedReason],
    submitted: Submitted,
    policy: Policy,
    assessment: Assessment | None = None,
) -> tuple[LocatedReason, ...]:
    """Return the places of reasons, each once; a reason of the whole submission has none.

    A reason without a place takes those of the findings with its code.

    Raises:
        InvalidValueError: The reviewer names a document that the submission does not have, or
            a field that no observation has; the error gives what is expected.
    """
    found = assessment.located_reasons if assessment else ()
    places: list[LocatedReason] = []
    for index, reason in enumerate(reasons):
        if isinstance(reason, LocatedReason) and reason.document_index is not None:
            _require_known_place(index, reason, submitted, policy)
            places.append(reason)
        else:
            code = reason.code if isinstance(reason, LocatedReason) else reason
            places += (each for each in found if each.code == code)
    return tuple(dict.fromkeys(place for place in places if place.document_index is not None))


def _require_known_place(
    index: int, reason: LocatedReason, submitted: Submitted, policy: Policy
) -> None:
    count = len(submitted.document_kinds)
    if reason.document_index not in range(count):
        expected = f"0 to {count - 1}" if count else "none, because none were recorded"
        raise InvalidValueError(
            f"reasons[{index}].document_index is {reason.document_index}, and submission"
            f" {submitted.submission_id} has {count} documents: give {expected}, or leave it out"
        )
    known = _list_field_names(policy)
    if reason.field_name and reason.field_name not in known:
        raise InvalidValueError(
            f"reasons[{index}].field_name is no field of an observation and no sensitive field:"
            f" give one of {', '.join(sorted(known))}"
        )


def _list_field_names(policy: Policy) -> frozenset[str]:
    """Return the fields of observations, masks and questions, and the policy's own inputs."""
    names = {each.name for each in fields(Observation)} | {str(each) for each in SensitiveField}
    asked = {fact.observation_field for rule in policy.rules for fact in rule.facts}
    noted = {each.code for each in policy.own_inputs}
    return frozenset(names | noted | asked - {""})
