"""The least an applicant must do (最短の是正): the fewest documents, then the fewest facts."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from functools import reduce
from itertools import combinations, groupby, product
from math import prod
from operator import or_

from attrs import evolve, frozen

from idverify.analysis.situations.bits import indices
from idverify.analysis.situations.spaces import Part, Space
from idverify.analysis.situations.specimens import Aspect, Choices, Scene
from idverify.analysis.situations.standing import consistent, space_around
from idverify.analysis.situations.tables import Term
from idverify.analysis.wording import answer_said, headed, kinds_named
from idverify.language import Language
from idverify.policy.policy import Policy
from idverify.policy.rules import Fact, Rule, Scope
from idverify.showing import Showing
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.report import Record, Report, Sheet
from idverify.vocabulary.submissions import Document, Submission

__all__ = ["Change", "Remedy", "Ways", "least_changes", "remedies", "ways"]


@frozen
class Change:
    """One fact that has to be otherwise."""

    document: int | None
    """Index among the documents of the remedy; `None`: the submission as a whole."""
    kind: DocumentKind | None
    fact: Fact
    observed: Hashable
    becomes: tuple[Hashable, ...]
    """Any of these answers will do."""


@frozen
class Remedy(Showing):
    """One shortest way to acceptance; what nobody has looked at has to turn out well, too."""

    kinds: tuple[DocumentKind, ...]
    """The documents to hand in, those of the submission first."""
    added: tuple[DocumentKind, ...]
    """Those of them that are not in the submission yet."""
    dropped: tuple[DocumentKind, ...]
    """Those in the submission that only stand in the way."""
    changes: tuple[Change, ...]
    """What must be otherwise of the documents that stay; empty: nothing."""

    def to_records(self, language: Language = Language.JA) -> list[Record]:
        """Return a row for each document to add or to leave out, and for each change."""
        exchanged = (
            (self.added, language.pick("追加する", "add")),
            (self.dropped, language.pick("外す", "leave out")),
        )
        of_documents: list[Record] = [
            {"document": kinds_named([kind], language), "question": "", "now": "", "wanted": what}
            for kinds, what in exchanged
            for kind in kinds
        ]
        return [*of_documents, *(_changed(change, language) for change in self.changes)]

    def report(self, language: Language = Language.JA) -> Report:
        """Return the remedy for people to read."""
        rows = self.to_records(language)
        nothing = language.pick("直すところはありません。", "Nothing needs to change.")
        return Report(
            title=language.pick("いちばん少ない是正", "The least that must change"),
            notes=[] if rows else [nothing],
            sheets=[Sheet(language.pick("すること", "What to do"), headed(rows, language))],
        )


def _changed(change: Change, language: Language) -> Record:
    whole = language.pick("全体", "all together")
    wanted = (answer_said(value, language) for value in change.becomes)
    return {
        "document": kinds_named([change.kind], language) if change.kind else whole,
        "question": language.pick(change.fact.asks_ja, change.fact.asks_en),
        "now": answer_said(change.observed, language),
        "wanted": language.pick("または", " or ").join(wanted),
    }


def remedies(policy: Policy, submission: Submission, received_on: date) -> tuple[Remedy, ...]:
    """Return every shortest way to have the submission accepted on that day.

    The fewest documents are added or dropped, and with these the fewest facts changed.
    What nobody has looked at yet is not counted as a change. A submission with nothing
    against it has one remedy, without changes; where nothing can be accepted there is none.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> from idverify.vocabulary.applicants import Address, Individual
    >>> from idverify.vocabulary.submissions import Medium, Observation
    >>> hanako = Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
    ...                     birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
    >>> copied = Submission(id="s-1", applicant=hanako, documents=[Document(
    ...     kind=DocumentKind.DRIVERS_LICENSE, observation=Observation(medium=Medium.PHOTOCOPY))])
    >>> [remedy] = remedies(CROWDWORKS_ARTICLE, copied, date(2026, 9, 17))
    >>> [(change.fact.name, *map(str, change.becomes)) for change in remedy.changes]
    [('medium', 'original', 'screen', 'edited')]

    Raises:
        InvalidValue: The submission stands as no specimen does (see `standing.consistent`).
    """
    candidates = sorted(_candidates(policy, submission), key=_documents_changed)
    for _, equally_many in groupby(candidates, key=_documents_changed):
        found = [r for c in equally_many for r in c.remedies(policy, received_on)]
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

    def remedies(self, policy: Policy, day: date) -> Iterator[Remedy]:
        fixed = [r for r in policy.on(day).rules if r.blocks and all(f.is_fixed for f in r.facts)]
        if any(_is_broken(rule, self.submission, day) for rule in fixed):
            return  # by the kinds alone: whatever else changes, these are never accepted
        space = space_around(policy, self.submission, day)
        if space.accepts():
            ways = [tuple(_ways(space.scene, part, self.submission)) for part in space.parts]
            for way in product(*ways):
                changes = tuple(change for changes in way for change in changes)
                yield Remedy(space.scene.kinds, self.added, self.dropped, changes)


def _is_broken(rule: Rule, submission: Submission, day: date) -> bool:
    wrong = frozenset(rule.requires.fact.values) - rule.requires.values
    broken = [(c.fact, c.values) for c in rule.when] + [(rule.requires.fact, wrong)]
    return any(
        all(fact.read(document, submission, day) in answers for fact, answers in broken)
        for document in submission.documents
        if rule.scope is Scope.SUBMISSION or rule.speaks_of(document.kind)
    )


def _documents_changed(candidate: _Candidate) -> int:
    return len(candidate.added) + len(candidate.dropped)


def _candidates(policy: Policy, submission: Submission) -> Iterator[_Candidate]:
    """Yield the documents as they are, and completed to a line without some or all others."""
    yield _Candidate(submission, (), ())
    for added, dropped in dict.fromkeys(_exchanges(policy, submission)):
        if added or dropped:
            yield _Candidate(_exchanged(submission, added, dropped), added, dropped)


_Kinds = tuple[DocumentKind, ...]


def _exchanges(policy: Policy, submission: Submission) -> Iterator[tuple[_Kinds, _Kinds]]:
    """Yield what to add and what to drop; a kind on no line at all is always to be dropped."""
    present = tuple(dict.fromkeys(document.kind for document in submission.documents))
    lines = [e.kinds for e in policy.accepts if e.entity is submission.applicant.entity_kind]
    listed = frozenset[DocumentKind]().union(*lines)
    for line in lines:
        added = tuple(kind for kind in DocumentKind if kind in line and kind not in present)
        others = [kind for kind in present if kind in listed and kind not in line]
        for n in range(len(others) + 1):
            for kept in map(frozenset, combinations(others, n)):
                yield added, tuple(k for k in present if k not in line and k not in kept)


def _exchanged(
    submission: Submission, added: Sequence[DocumentKind], dropped: Sequence[DocumentKind]
) -> Submission:
    kept = (document for document in submission.documents if document.kind not in dropped)
    return evolve(submission, documents=[*kept, *(Document(kind=kind) for kind in added)])


# -- of every situation at once --------------------------------------------------------------------


@frozen
class Ways:
    """Every shortest remedy of every situation of a part, as bits."""

    layers: tuple[int, ...]
    """In the n-th stand the situations that n turns of dials, and no fewer, make acceptable."""
    turns: tuple[int, ...]
    """For each dial the situations that have a shortest remedy in which it is turned."""


def ways(part: Part, side: int = 0) -> Ways:
    """Return the shortest remedies of all situations of a part; no layers: there are none."""
    places = range(len(part.dials))
    layers, reached = [part.accepted[side]], part.accepted[side]
    turns = [0 for _ in places]
    while layers[-1]:
        beyond = part.everything ^ reached
        steps = [part.turned(layers[-1], place) & beyond for place in places]
        turns = [known | new for known, new in zip(turns, steps, strict=True)]
        layers.append(reduce(or_, steps, 0))
        reached |= layers[-1]
    return Ways(tuple(layers[:-1]), tuple(turns))


def least_changes(space: Space, side: int = 0) -> dict[int, int]:
    """Return in how many situations so many changes are the least that lead to acceptance.

    >>> from idverify.analysis.situations.spaces import InForce, space_of
    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> from idverify.vocabulary.applicants import EntityKind
    >>> day = date(2026, 6, 3)
    >>> licence = Scene(EntityKind.INDIVIDUAL, (DocumentKind.DRIVERS_LICENSE,), (day,))
    >>> least_changes(space_of(licence, InForce.of(CROWDWORKS_ARTICLE, day)))[0]
    1
    """
    counts = {0: 1}
    for part in space.parts:
        sizes = [layer.bit_count() for layer in ways(part, side).layers]
        more: dict[int, int] = {}
        for (before, cases), (n, size) in product(counts.items(), enumerate(sizes)):
            more[before + n] = more.get(before + n, 0) + cases * size
        counts = more
    return counts


# -- within one part -------------------------------------------------------------------------------


def _ways(scene: Scene, part: Part, submission: Submission) -> Iterator[tuple[Change, ...]]:
    """Yield the smallest sets of changes that make a part acceptable."""
    start = consistent(part, submission)
    fixed = [place for place in range(len(part.dials)) if part.is_fixed(start, place)]
    goals = _nearest_goals(part, start, fixed)
    here = next(indices(start))
    turned: dict[tuple[int, ...], list[int]] = {}
    for goal in indices(goals):
        moved = (p for p in fixed if part.setting(goal, p) != part.setting(here, p))
        turned.setdefault(tuple(moved), []).append(goal)
    for places, reached in turned.items():
        yield from _changes(scene, part, submission, places, reached)


def _nearest_goals(part: Part, start: int, fixed: Sequence[int]) -> int:
    """Return the accepted situations that the fewest turns of *fixed* dials reach."""
    before, reached = 0, start
    while reached != before and not reached & part.accepted[0]:
        before, reached = reached, part.one_turn_from(reached, fixed)
    return reached & part.accepted[0]


def _changes(
    scene: Scene, part: Part, submission: Submission, places: tuple[int, ...], goals: list[int]
) -> Iterator[tuple[Change, ...]]:
    """Say what the goals ask of the dials; together if any mixture of the answers will do."""
    targets = {tuple(part.setting(goal, place) for place in places) for goal in goals}
    any_of = [frozenset(column) for column in zip(*targets, strict=True)]
    together = prod(map(len, any_of)) == len(targets)
    for settings in [any_of] if together else [list(map(_only, t)) for t in sorted(targets)]:
        yield tuple(
            _change(scene, part, submission, place, part.values(goals[0]), allowed)
            for place, allowed in zip(places, settings, strict=True)
        )


def _only(setting: int) -> frozenset[int]:
    return frozenset({setting})


def _change(
    scene: Scene,
    part: Part,
    submission: Submission,
    place: int,
    goal: Choices,
    allowed: frozenset[int],
) -> Change:
    """Put the turn of a dial as a change of the fact that it is about most plainly."""
    dial = part.dials[place]
    readers = [term for term in part.terms if dial.aspect in term.table(scene).aspects]
    values = [value for n in sorted(allowed) for value in dial.settings[n]]
    proposed = [_said(scene, term, submission, dial.aspect, values, goal) for term in readers]
    return min(proposed, key=lambda c: (c.observed in c.becomes, c.document is None))


def _said(
    scene: Scene,
    term: Term,
    submission: Submission,
    aspect: Aspect,
    values: Sequence[Hashable],
    goal: Choices,
) -> Change:
    fact, table = term.condition.fact, term.table(scene)
    rest = {a: goal.get(a, scene.values(a)[0]) for a in table.aspects}
    shown = ({**rest, aspect: value} for value in values)
    answers = {table.answer([one[a] for a in table.aspects]) for one in shown}
    return Change(
        document=term.document,
        kind=None if term.document is None else scene.kinds[term.document],
        fact=fact,
        observed=fact.read(submission.documents[term.document or 0], submission, term.day),
        becomes=tuple(value for value in fact.values if value in answers),
    )
