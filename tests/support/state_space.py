"""Spaces taken apart situation by situation, and the policy's own word on each."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from math import prod

from idverify.analysis.situations.spaces import Space
from idverify.analysis.situations.specimens import Choices, Scene
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Submission
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from support.rules import HOUSE_RULES, policy

DAY = date(2026, 6, 3)
LICENCE = DocumentKind.DRIVERS_LICENSE
RECORD = DocumentKind.RESIDENT_RECORD

Told = set[tuple[str, int | None]]
"""Codes of rules with the index of the document each was found at."""


def policy_for(kinds: set[DocumentKind], *rules: Rule) -> Policy:
    """Return a policy of the house that accepts this one combination of documents."""
    return policy(*rules, accept_list=[Acceptance(kinds=kinds, citations=[HOUSE_RULES])])


def scene(*kinds: DocumentKind, day: date = DAY) -> Scene:
    """Return the scene of a person who hands in these kinds on a day."""
    return Scene(EntityKind.INDIVIDUAL, kinds, (day,))


def every_choice(space: Space) -> Iterator[tuple[dict[int, int], Choices]]:
    """Yield every situation of a space, as the place in each part and as values."""
    for places in product(*(range(part.size) for part in space.parts)):
        situations = dict(enumerate(places))
        yield situations, space.choices(situations)


def accepted_count(space: Space) -> int:
    """Count the situations in which nothing stands in the way of the first side."""
    return prod(part.accepted[0].bit_count() for part in space.parts)


def told_by_bits(space: Space, situations: dict[int, int], side: int = 0) -> Told:
    """Return what the bits say is broken, without what another finding tells already."""
    broken = [
        breach
        for place, part in enumerate(space.parts)
        for breach in part.breaches
        if breach.side == side and breach.situations >> situations[place] & 1
    ]
    return {
        (breach.rule.code, breach.document)
        for breach in broken
        if not any(
            other.rule.code in breach.rule.suppressed_by
            and (other.document == breach.document or None in {other.document, breach.document})
            for other in broken
        )
    }


def told_by_code(policy: Policy, submission: Submission, day: date) -> Told:
    """Return what the policy itself finds."""
    findings = policy.evaluate(submission, day).findings
    return {(finding.rule.code, finding.document_index) for finding in findings}
