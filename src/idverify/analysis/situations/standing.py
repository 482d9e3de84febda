"""Where one submission stands among all situations, as far as anybody has looked."""

from collections.abc import Hashable, Iterator
from datetime import date
from typing import Final

from idverify.analysis.situations.scenes import numbers_in
from idverify.analysis.situations.spaces import Component, Dial, InForce, Space, space_of
from idverify.analysis.situations.specimens import Scene, noted
from idverify.errors import InvalidValueError
from idverify.model.submissions import Submission
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN
from idverify.policy.policy import Policy

__all__ = ["consistent", "space_around"]


def space_around(policy: Policy, submission: Submission, day: date) -> Space:
    """Return the space of the documents in a submission."""
    kinds = tuple(document.kind for document in submission.documents)
    scene = Scene(submission.applicant.entity_kind, kinds, (day,), numbers_in(policy))
    return space_of(scene, InForce.of(policy, day))


def consistent(part: Component, submission: Submission) -> int:
    """Return the situations of a part in which the submission may be.

    Raises:
        InvalidValueError: It stands as no specimen does; the text names the facts.
    """
    possible = part.everything
    for term, applies in part.terms.items():
        fact = term.condition.fact
        document = submission.documents[term.document or 0]
        answer = fact.read(document, submission, term.day)
        if answer is not UNKNOWN:
            possible &= applies if answer in term.condition.values else ~applies
    for place, dial in enumerate(part.dials):
        possible &= part.where(place, _may_stand(dial, noted(submission, dial.aspect)))
    if not possible:
        names = ", ".join(dict.fromkeys(term.condition.fact.name for term in part.terms))
        raise InvalidValueError(
            f"the answers to {names} fit no specimen: the specimens lack a value that "
            "these facts tell apart"
        )
    return possible


_NOT_PRINTED: Final = frozenset({ABSENT, IMPOSSIBLE})


def _may_stand(dial: Dial, value: Hashable) -> Iterator[int]:
    """Yield the settings in which a value may be; one that no specimen has is anywhere printed."""
    if value is UNKNOWN:
        yield from range(len(dial.settings))
    elif any(value in setting for setting in dial.settings):
        yield next(n for n, setting in enumerate(dial.settings) if value in setting)
    else:
        yield from (n for n, s in enumerate(dial.settings) if not _NOT_PRINTED.issuperset(s))
