"""The rules of some days, put on one combination of documents and made ready to be asked often."""

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Final

from idverify.policy.assessment import Assessment, Finding, OpenQuestion, Verdict
from idverify.policy.partial import GroundRule, Slot, settle
from idverify.policy.rules import Condition, Rule, Scope
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.submissions import Submission

__all__ = ["Kinds", "Plan"]

#: Assessments remembered for each combination of document kinds; answers repeat endlessly,
#: so a few thousand serve millions, and memory stays bounded.
MAX_REMEMBERED: Final = 8192

Kinds = tuple[DocumentKind, ...]
Answers = tuple[Hashable, ...]


class Plan:
    """The rules in force, on the slots of one combination of kinds, with what they concluded.

    What hangs on the kinds and the day alone is answered once, when the plan is made.
    The other answers are read from each submission, and what follows from the same
    answers is remembered; answers are codes, never anything personal.
    """

    __slots__ = ("_fixed", "_known", "_readers", "_rules", "_slots")

    def __init__(self, rules: Sequence[Rule], example: Submission, day: date) -> None:
        """Put *rules* on the kinds of documents that *example* has."""
        kinds = tuple(document.kind for document in example.documents)
        places: dict[Slot, int] = {}
        self._rules = tuple(
            _ground(rule, document, kinds, places)
            for document in (*range(len(kinds)), None)
            for rule in rules
            if _is_asked(rule, document, kinds)
        )
        self._slots = tuple(places)
        self._fixed = tuple(
            (place, slot.fact.read(example.documents[slot.document or 0], example, day))
            for place, slot in enumerate(self._slots)
            if slot.fact.changes_on is not None
        )
        self._readers = tuple(
            (slot.fact.read, slot.document or 0)
            for slot in self._slots
            if slot.fact.changes_on is None
        )
        self._known: dict[Answers, Assessment] = {}

    def judge(self, submission: Submission, day: date) -> Assessment:
        """Return what follows from a submission; the same answers give the same object."""
        documents = submission.documents
        answers = tuple([read(documents[i], submission, day) for read, i in self._readers])
        try:
            return self._known[answers]
        except KeyError:
            return self._remember(answers)

    def _remember(self, answers: Answers) -> Assessment:
        if len(self._known) >= MAX_REMEMBERED:
            self._known.clear()
        assessment = self._known[answers] = self._assess(self._complete(answers))
        return assessment

    def _complete(self, answers: Answers) -> Answers:
        """Put the answers fixed by the plan among those that were read."""
        all_answers = list(answers)
        for place, answer in self._fixed:
            all_answers.insert(place, answer)
        return tuple(all_answers)

    def _assess(self, answers: Answers) -> Assessment:
        settlement = settle(self._slots, self._rules, answers)
        broken = settlement.broken
        if any(ground.rule.blocks for ground in broken):
            verdict, still_open = Verdict.REJECTED, frozenset[int]()
        elif settlement.open_slots:
            verdict, still_open = Verdict.OPEN, settlement.open_slots
        else:
            verdict, still_open = Verdict.ACCEPTED, frozenset[int]()
        return Assessment(
            verdict=verdict,
            findings=tuple(self._finding(g, answers) for g in broken if not _is_told(g, broken)),
            open_questions=self._questions(still_open),
        )

    def _finding(self, ground: GroundRule, answers: Answers) -> Finding:
        read = dict.fromkeys(ground.slots)
        return Finding(
            rule=ground.rule,
            document=ground.document,
            kind=ground.kind,
            observed=tuple((self._slots[s].fact.name, answers[s]) for s in read),
        )

    def _questions(self, still_open: frozenset[int]) -> tuple[OpenQuestion, ...]:
        order = sorted(still_open, key=lambda place: (self._slots[place].fact.effort, place))
        slots = (self._slots[place] for place in order)
        return tuple(OpenQuestion(fact=s.fact, document=s.document, kind=s.kind) for s in slots)


def _is_asked(rule: Rule, document: int | None, kinds: Kinds) -> bool:
    """Whether the rule is asked of that document, or (None) of the submission."""
    if document is None:
        return rule.scope is Scope.SUBMISSION
    return rule.scope is Scope.DOCUMENT and rule.speaks_of(kinds[document])


def _ground(rule: Rule, document: int | None, kinds: Kinds, places: dict[Slot, int]) -> GroundRule:
    """Put the conditions of *rule* on slots, adding to *places* those not yet there."""

    def put(condition: Condition) -> tuple[int, frozenset[Hashable]]:
        fact = condition.fact
        index = document if fact.scope is Scope.DOCUMENT else None
        slot = Slot(fact, index, None if index is None else kinds[index])
        return places.setdefault(slot, len(places)), condition.values

    when = tuple(put(condition) for condition in rule.when)
    kind = None if document is None else kinds[document]
    return GroundRule(rule, document, kind, when, put(rule.requires))


def _is_told(ground: GroundRule, broken: tuple[GroundRule, ...]) -> bool:
    """Whether another finding already tells the applicant the cause of this one."""
    return any(
        other.rule.code in ground.rule.yields_to
        and (other.document == ground.document or None in {other.document, ground.document})
        for other in broken
    )
