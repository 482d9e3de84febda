"""The law of the glance: what looks alike is answered alike, and so judged alike."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from idverify.model.observations import Observation
from idverify.model.submissions import Document, Submission
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact, Scope
from idverify.presets import PRESETS
from property.strategies import RECEIPTS, observations, submissions

FIELDS = [field.name for field in fields(Observation) if field.init]
FACTS = {fact for policy in PRESETS for rule in policy.rules for fact in rule.facts}
DECLARED = sorted((f for f in FACTS if f.sees is not None), key=lambda f: f.name)
REGISTERED = {"name": "name", "address": "address.text", "birth_date": "birth_date"}


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[Submission, Submission]:
    """Draw two submissions that differ in one thing that was noted of each document, or in none."""
    one = draw(submissions())
    name = draw(st.sampled_from(FIELDS))
    changes: list[dict[str, Any]] = [
        {name: getattr(draw(observations()), name)} for _ in one.documents
    ]
    pairs = zip(one.documents, changes, strict=True)
    return one, one.with_observations(*[evolve(d.observation, **change) for d, change in pairs])


def look(fact: Fact, document: Document) -> list[object]:
    """Return what the fact declares that it sees of a document."""
    return [attrgetter(name)(document) for name in fact.sees or ()]


def is_as_registered(fact: Fact, document: Document, submission: Submission) -> bool:
    """Whether every text that the fact compares stands as registered, where there is one."""
    applicant = submission.applicant
    texts = [text for text in fact.texts if hasattr(applicant, text)]
    return all(
        getattr(document.observation, text)
        == attrgetter(REGISTERED.get(text, text))(submission.applicant)
        for text in texts
    )


def alike(fact: Fact, *pair: Submission) -> Iterator[tuple[Document, Document]]:
    """Yield the documents of a pair between which the fact says that it sees no difference."""
    for documents in zip(*[s.documents for s in pair], strict=True):
        judged = zip(documents, pair, strict=True)
        if (
            all(is_as_registered(fact, d, s) for d, s in judged)
            and len({repr(look(fact, d)) for d in documents}) == 1
        ):
            yield documents


@given(pair=neighbours(), day=RECEIPTS)
def test_what_looks_alike_to_a_fact_has_the_same_answer(
    pair: tuple[Submission, Submission], day: date
) -> None:
    """The answer hangs on nothing but what a fact declares, while its texts are as registered."""
    one, other = pair
    for fact in DECLARED:
        same = [*alike(fact, one, other)]
        if fact.scope is Scope.SUBMISSION and len(same) < len(one.documents):
            continue
        for left, right in same:
            assert fact.read(left, one, day) == fact.read(right, other, day), fact.name


@given(policy=st.sampled_from(PRESETS), pair=neighbours(), day=RECEIPTS)
def test_what_was_seen_of_one_is_never_taken_for_another(
    policy: Policy, pair: tuple[Submission, Submission], day: date
) -> None:
    """A policy that has just judged a neighbour judges like one that has judged nobody."""
    known, (one, other) = policy.derive(), pair
    known.evaluate(one, day)

    assert known.evaluate(other, day) == policy.derive().evaluate(evolve(other), day)
