"""Shortest remedies for a submission (最短の是正): fewest documents, then fewest facts."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from functools import reduce
from itertools import combinations, groupby, product
from math import prod
from operator import or_

from attrs import evolve, frozen

from idverify.analysis.situations.bits import indices
from idverify.analysis.situations.spaces import Component, Space
from idverify.analysis.situations.specimens import Aspect, Choices, Scene
from idverify.analysis.situations.standing import consistent, space_around
from idverify.analysis.situations.tables import Term
from idverify.display import NotebookDisplay
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Document, Submission
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact, Rule, Scope

__all__ = [
    "Remedy",
    "RequiredChange",
    "ShortestRemedies",
    "count_by_least_changes",
    "find_remedies",
    "find_shortest_remedies",
]


@frozen
class RequiredChange:
    """A fact of a submission that must change for acceptance."""

    document: int | None
    """Index among the documents of the remedy; None: the submission as a whole."""
    kind: DocumentKind | None
    fact: Fact
    observed: Hashable
    acceptable_answers: tuple[Hashable, ...]
    """The answers that lead to acceptance."""


@frozen
class Remedy(NotebookDisplay):
    """A shortest way to acceptance; it assumes acceptable answers to open questions."""

    kinds: tuple[DocumentKind, ...]
    """The documents to submit, those of the submission first."""
    added: tuple[DocumentKind, ...]
    """Those of them that are missing in the submission."""
    dropped: tuple[DocumentKind, ...]
    """Documents of the submission that prevent acceptance."""
    changes: tuple[RequiredChange, ...]
    """The facts of the other documents that must change; empty if there are none."""


def find_remedies(policy: Policy, submission: Submission, received_on: date) -> tuple[Remedy, ...]:
    """Return all shortest ways to have a submission accepted on a day of receipt.

    A remedy adds or drops the fewest documents, and among those changes the fewest facts.
    Unknown answers do not count as changes. A submission without faults has one remedy without
    changes. If nothing can be accepted, there is no remedy.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> from idverify.model.applicants import Address, Individual
    >>> from idverify.model.observations import Medium, Observation
    >>> hanako = Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
    ...                     birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
    >>> copied = Submission(id="s-1", applicant=hanako, documents=[Document(
    ...     kind=DocumentKind.DRIVERS_LICENSE, observation=Observation(medium=Medium.PHOTOCOPY))])
    >>> [remedy] = find_remedies(CROWDWORKS_ARTICLE, copied, date(2026, 9, 17))
    >>> [(change.fact.name, *map(str, change.acceptable_answers)) for change in remedy.changes]
    [('medium', 'original')]

    Raises:
        InvalidValueError: No modelled situation agrees with the submission (see
            `standing.consistent`).
    """
    candidates = sorted(_iter_candidates(policy, submission), key=_count_document_changes)
    for _, equally_many in groupby(candidates, key=_count_document_changes):
        remedies = [r for c in equally_many for r in c.find_remedies(policy, received_on)]
        if remedies:
            fewest = min(len(remedy.changes) for remedy in remedies)
            return tuple(remedy for remedy in remedies if len(remedy.changes) == fewest)
    return ()


@frozen
class _Candidate:
    """A set of documents that could be submitted instead."""

    submission: Submission
    added: tuple[DocumentKind, ...]
    dropped: tuple[DocumentKind, ...]

    def find_remedies(self, policy: Policy, day: date) -> Iterator[Remedy]:
        fixed = [
            r
            for r in policy.in_force_on(day).rules
            if r.is_blocking and all(f.is_fixed for f in r.facts)
        ]
        if any(_is_violated(rule, self.submission, day) for rule in fixed):
            return  # a rule on the kinds alone rejects these documents in every situation
        space = space_around(policy, self.submission, day)
        if space.accepts():
            alternatives = [
                tuple(_smallest_change_sets(space.scene, part, self.submission))
                for part in space.parts
            ]
            for combination in product(*alternatives):
                changes = tuple(change for changes in combination for change in changes)
                yield Remedy(space.scene.kinds, self.added, self.dropped, changes)


def _is_violated(rule: Rule, submission: Submission, day: date) -> bool:
    wrong = frozenset(rule.requires.fact.values) - rule.requires.values
    violating = [(c.fact, c.values) for c in rule.when] + [(rule.requires.fact, wrong)]
    return any(
        all(fact.read(document, submission, day) in answers for fact, answers in violating)
        for document in submission.documents
        if rule.scope is Scope.SUBMISSION or rule.applies_to(document.kind)
    )


def _count_document_changes(candidate: _Candidate) -> int:
    return len(candidate.added) + len(candidate.dropped)


def _iter_candidates(policy: Policy, submission: Submission) -> Iterator[_Candidate]:
    """Yield the documents as they are, and completed to a line without some or all others."""
    yield _Candidate(submission, (), ())
    for added, dropped in dict.fromkeys(_document_exchanges(policy, submission)):
        if added or dropped:
            yield _Candidate(_exchange_documents(submission, added, dropped), added, dropped)


_DocumentKinds = tuple[DocumentKind, ...]


def _document_exchanges(
    policy: Policy, submission: Submission
) -> Iterator[tuple[_DocumentKinds, _DocumentKinds]]:
    """Yield the kinds to add and to drop; kinds on no accept-list line are always dropped."""
    present = tuple(dict.fromkeys(document.kind for document in submission.documents))
    lines = [
        e.kinds for e in policy.accept_list if e.entity_kind is submission.applicant.entity_kind
    ]
    listed = frozenset[DocumentKind]().union(*lines)
    for line in lines:
        added = tuple(kind for kind in DocumentKind if kind in line and kind not in present)
        others = [kind for kind in present if kind in listed and kind not in line]
        for n in range(len(others) + 1):
            for kept in map(frozenset, combinations(others, n)):
                yield added, tuple(k for k in present if k not in line and k not in kept)


def _exchange_documents(
    submission: Submission, added: Sequence[DocumentKind], dropped: Sequence[DocumentKind]
) -> Submission:
    kept = (document for document in submission.documents if document.kind not in dropped)
    return evolve(submission, documents=[*kept, *(Document(kind=kind) for kind in added)])


# -- all situations at once ------------------------------------------------------------------------


@frozen
class ShortestRemedies:
    """The shortest remedies of all situations of a component, as bits."""

    layers: tuple[int, ...]
    """The n-th item: the situations that need exactly n changed variables to be accepted."""
    changed_variables: tuple[int, ...]
    """For each variable, the situations with a shortest remedy that changes it."""


def find_shortest_remedies(part: Component, policy_index: int = 0) -> ShortestRemedies:
    """Return the shortest remedies of all situations of a component; no layers: no remedy."""
    places = range(len(part.dials))
    layers, reached = [part.accepted[policy_index]], part.accepted[policy_index]
    changed = [0 for _ in places]
    while layers[-1]:
        beyond = part.everything ^ reached
        steps = [part.turned(layers[-1], place) & beyond for place in places]
        changed = [known | new for known, new in zip(changed, steps, strict=True)]
        layers.append(reduce(or_, steps, 0))
        reached |= layers[-1]
    return ShortestRemedies(tuple(layers[:-1]), tuple(changed))


def count_by_least_changes(space: Space, policy_index: int = 0) -> dict[int, int]:
    """Return the number of situations by the least number of changes that lead to acceptance.

    >>> from idverify.analysis.situations.spaces import InForce, space_of
    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> from idverify.model.applicants import EntityKind
    >>> day = date(2026, 6, 3)
    >>> licence = Scene(EntityKind.INDIVIDUAL, (DocumentKind.DRIVERS_LICENSE,), (day,))
    >>> count_by_least_changes(space_of(licence, InForce.of(CROWDWORKS_ARTICLE, day)))[0]
    1
    """
    counts = {0: 1}
    for part in space.parts:
        sizes = [layer.bit_count() for layer in find_shortest_remedies(part, policy_index).layers]
        more: dict[int, int] = {}
        for (before, cases), (n, size) in product(counts.items(), enumerate(sizes)):
            more[before + n] = more.get(before + n, 0) + cases * size
        counts = more
    return counts


# -- within one component --------------------------------------------------------------------------


def _smallest_change_sets(
    scene: Scene, part: Component, submission: Submission
) -> Iterator[tuple[RequiredChange, ...]]:
    """Yield the smallest sets of changes after which a component is accepted."""
    start = consistent(part, submission)
    fixed = [place for place in range(len(part.dials)) if part.is_fixed(start, place)]
    goals = _nearest_accepted(part, start, fixed)
    current = next(indices(start))
    goals_by_places: dict[tuple[int, ...], list[int]] = {}
    for goal in indices(goals):
        changed = (p for p in fixed if part.setting(goal, p) != part.setting(current, p))
        goals_by_places.setdefault(tuple(changed), []).append(goal)
    for places, reached in goals_by_places.items():
        yield from _change_sets(scene, part, submission, places, reached)


def _nearest_accepted(part: Component, start: int, fixed: Sequence[int]) -> int:
    """Return the accepted situations that the fewest changes of *fixed* variables reach."""
    before, reached = 0, start
    while reached != before and not reached & part.accepted[0]:
        before, reached = reached, part.one_turn_from(reached, fixed)
    return reached & part.accepted[0]


def _change_sets(
    scene: Scene, part: Component, submission: Submission, places: tuple[int, ...], goals: list[int]
) -> Iterator[tuple[RequiredChange, ...]]:
    """Yield the changes that lead to the goals, as one set if all combinations of answers do."""
    targets = {tuple(part.setting(goal, place) for place in places) for goal in goals}
    allowed_settings = [frozenset(column) for column in zip(*targets, strict=True)]
    is_product = prod(map(len, allowed_settings)) == len(targets)
    for settings in (
        [allowed_settings] if is_product else [list(map(_singleton, t)) for t in sorted(targets)]
    ):
        yield tuple(
            _make_change(scene, part, submission, place, part.values(goals[0]), allowed)
            for place, allowed in zip(places, settings, strict=True)
        )


def _singleton(setting: int) -> frozenset[int]:
    return frozenset({setting})


def _make_change(
    scene: Scene,
    part: Component,
    submission: Submission,
    place: int,
    goal: Choices,
    allowed: frozenset[int],
) -> RequiredChange:
    """Return the change of a variable as a change of the fact that describes it best."""
    dial = part.dials[place]
    readers = [term for term in part.terms if dial.aspect in term.table(scene).aspects]
    values = [value for n in sorted(allowed) for value in dial.settings[n]]
    proposed = [
        _change_of_fact(scene, term, submission, dial.aspect, values, goal) for term in readers
    ]
    return min(proposed, key=lambda c: (c.observed in c.acceptable_answers, c.document is None))


def _change_of_fact(
    scene: Scene,
    term: Term,
    submission: Submission,
    aspect: Aspect,
    values: Sequence[Hashable],
    goal: Choices,
) -> RequiredChange:
    fact, table = term.condition.fact, term.table(scene)
    rest = {a: goal.get(a, scene.values(a)[0]) for a in table.aspects}
    shown = ({**rest, aspect: value} for value in values)
    answers = {table.answer([choices[a] for a in table.aspects]) for choices in shown}
    return RequiredChange(
        document=term.document,
        kind=None if term.document is None else scene.kinds[term.document],
        fact=fact,
        observed=fact.read(submission.documents[term.document or 0], submission, term.day),
        acceptable_answers=tuple(value for value in fact.values if value in answers),
    )
