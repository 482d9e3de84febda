"""The least an applicant must do (最短の是正): the fewest documents, then the fewest facts."""

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
    """One fact that has to be otherwise."""

    document: int | None
    """Index among the documents of the remedy; `None`: the submission as a whole."""
    kind: DocumentKind | None
    fact: Fact
    observed: Hashable
    acceptable_answers: tuple[Hashable, ...]
    """Any of these answers will do."""


@frozen
class Remedy(NotebookDisplay):
    """One shortest way to acceptance; what nobody has looked at has to turn out well, too."""

    kinds: tuple[DocumentKind, ...]
    """The documents to hand in, those of the submission first."""
    added: tuple[DocumentKind, ...]
    """Those of them that are not in the submission yet."""
    dropped: tuple[DocumentKind, ...]
    """Those in the submission that only stand in the way."""
    changes: tuple[RequiredChange, ...]
    """What must be otherwise of the documents that stay; empty: nothing."""


def find_remedies(policy: Policy, submission: Submission, received_on: date) -> tuple[Remedy, ...]:
    """Return every shortest way to have the submission accepted on that day.

    The fewest documents are added or dropped, and with these the fewest facts changed.
    What nobody has looked at yet is not counted as a change. A submission with nothing
    against it has one remedy, without changes; where nothing can be accepted there is none.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> from idverify.model.applicants import Address, Individual
    >>> from idverify.model.observations import Medium, Observation
    >>> hanako = Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
    ...                     birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
    >>> copied = Submission(id="s-1", applicant=hanako, documents=[Document(
    ...     kind=DocumentKind.DRIVERS_LICENSE, observation=Observation(medium=Medium.PHOTOCOPY))])
    >>> [remedy] = find_remedies(CROWDWORKS_ARTICLE, copied, date(2026, 9, 17))
    >>> [(change.fact.name, *map(str, change.acceptable_answers)) for change in remedy.changes]
    [('medium', 'original', 'screen', 'edited')]

    Raises:
        InvalidValueError: The submission stands as no specimen does (see `standing.consistent`).
    """
    candidates = sorted(_iter_candidates(policy, submission), key=_count_document_changes)
    for _, equally_many in groupby(candidates, key=_count_document_changes):
        found = [r for c in equally_many for r in c.find_remedies(policy, received_on)]
        if found:
            fewest = min(len(remedy.changes) for remedy in found)
            return tuple(remedy for remedy in found if len(remedy.changes) == fewest)
    return ()


@frozen
class _Candidate:
    """Documents that may be handed in instead of those that were."""

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
            return  # by the kinds alone: whatever else changes, these are never accepted
        space = space_around(policy, self.submission, day)
        if space.accepts():
            ways = [
                tuple(_smallest_change_sets(space.scene, part, self.submission))
                for part in space.parts
            ]
            for way in product(*ways):
                changes = tuple(change for changes in way for change in changes)
                yield Remedy(space.scene.kinds, self.added, self.dropped, changes)


def _is_violated(rule: Rule, submission: Submission, day: date) -> bool:
    wrong = frozenset(rule.requires.fact.values) - rule.requires.values
    broken = [(c.fact, c.values) for c in rule.when] + [(rule.requires.fact, wrong)]
    return any(
        all(fact.read(document, submission, day) in answers for fact, answers in broken)
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
    """Yield what to add and what to drop; a kind on no line at all is always to be dropped."""
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


# -- of every situation at once --------------------------------------------------------------------


@frozen
class ShortestRemedies:
    """Every shortest remedy of every situation of a part, as bits."""

    layers: tuple[int, ...]
    """In the n-th stand the situations that n turns of dials, and no fewer, make acceptable."""
    changed_variables: tuple[int, ...]
    """For each dial the situations that have a shortest remedy in which it is turned."""


def find_shortest_remedies(part: Component, policy_index: int = 0) -> ShortestRemedies:
    """Return the shortest remedies of all situations of a part; no layers: there are none."""
    places = range(len(part.dials))
    layers, reached = [part.accepted[policy_index]], part.accepted[policy_index]
    turns = [0 for _ in places]
    while layers[-1]:
        beyond = part.everything ^ reached
        steps = [part.turned(layers[-1], place) & beyond for place in places]
        turns = [known | new for known, new in zip(turns, steps, strict=True)]
        layers.append(reduce(or_, steps, 0))
        reached |= layers[-1]
    return ShortestRemedies(tuple(layers[:-1]), tuple(turns))


def count_by_least_changes(space: Space, policy_index: int = 0) -> dict[int, int]:
    """Return in how many situations so many changes are the least that lead to acceptance.

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


# -- within one part -------------------------------------------------------------------------------


def _smallest_change_sets(
    scene: Scene, part: Component, submission: Submission
) -> Iterator[tuple[RequiredChange, ...]]:
    """Yield the smallest sets of changes that make a part acceptable."""
    start = consistent(part, submission)
    fixed = [place for place in range(len(part.dials)) if part.is_fixed(start, place)]
    goals = _nearest_accepted(part, start, fixed)
    here = next(indices(start))
    turned: dict[tuple[int, ...], list[int]] = {}
    for goal in indices(goals):
        moved = (p for p in fixed if part.setting(goal, p) != part.setting(here, p))
        turned.setdefault(tuple(moved), []).append(goal)
    for places, reached in turned.items():
        yield from _change_sets(scene, part, submission, places, reached)


def _nearest_accepted(part: Component, start: int, fixed: Sequence[int]) -> int:
    """Return the accepted situations that the fewest turns of *fixed* dials reach."""
    before, reached = 0, start
    while reached != before and not reached & part.accepted[0]:
        before, reached = reached, part.one_turn_from(reached, fixed)
    return reached & part.accepted[0]


def _change_sets(
    scene: Scene, part: Component, submission: Submission, places: tuple[int, ...], goals: list[int]
) -> Iterator[tuple[RequiredChange, ...]]:
    """Say what the goals ask of the dials; together if any mixture of the answers will do."""
    targets = {tuple(part.setting(goal, place) for place in places) for goal in goals}
    any_of = [frozenset(column) for column in zip(*targets, strict=True)]
    together = prod(map(len, any_of)) == len(targets)
    for settings in [any_of] if together else [list(map(_singleton, t)) for t in sorted(targets)]:
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
    """Put the turn of a dial as a change of the fact that it is about most plainly."""
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
    answers = {table.answer([one[a] for a in table.aspects]) for one in shown}
    return RequiredChange(
        document=term.document,
        kind=None if term.document is None else scene.kinds[term.document],
        fact=fact,
        observed=fact.read(submission.documents[term.document or 0], submission, term.day),
        acceptable_answers=tuple(value for value in fact.values if value in answers),
    )
