"""The rules of some days, put on one combination of documents and made ready to be asked often."""

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Final

from idverify.model.documents import DocumentKind
from idverify.model.submissions import Submission
from idverify.policy.assessment import Assessment, Finding, OpenQuestion, Verdict
from idverify.policy.glance import Answers, Slot, answers_of, glance
from idverify.policy.partial import GroundRule, settle
from idverify.policy.rules import Condition, Rule, Scope

__all__ = ["Conclusions", "Plan"]

#: Answers remembered for each combination of document kinds; they repeat endlessly, so a few
#: thousand serve millions, and memory stays bounded.
MAX_REMEMBERED: Final = 8192

Kinds = tuple[DocumentKind, ...]


class Conclusions(dict[Answers, Assessment]):
    """What follows from some timeless answers, by the answers that hang on the day.

    Shared by all submissions of which the same was read; drawn when first asked for.
    """

    __slots__ = ("_plan", "_timeless", "dated", "first", "last")

    def __init__(self, plan: "Plan", timeless: Answers) -> None:
        """Begin with nothing concluded."""
        super().__init__()
        self._plan, self._timeless = plan, timeless
        self.dated, self.first, self.last = plan.dated, plan.first, plan.last

    def on(self, submission: Submission, day: date) -> Assessment:
        """Return what follows on a day from *first* to *last*."""
        return self[self.dated(submission, day)]

    def __missing__(self, dated: Answers) -> Assessment:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        assessment = self[dated] = self._plan.conclude(self._timeless + dated)
        return assessment


class Plan:
    """The rules of some days on one combination of documents, with what they concluded.

    What hangs on the kinds and the day alone is answered once, when the plan is made;
    what does not hang on the day, once for each submission. What follows from the same
    answers is remembered; answers are codes, never anything personal.
    """

    __slots__ = (
        "_fixed", "_glance", "_known", "_order", "_rules", "_seen", "_slots", "_timeless", "dated",
        "first", "last",
    )  # fmt: skip

    def __init__(self, rules: Sequence[Rule], example: Submission, first: date, last: date) -> None:
        """Put *rules* on the kinds that *example* has; they hold from *first* to *last* day."""
        self.first, self.last = first, last
        kinds = tuple(document.kind for document in example.documents)
        places: dict[Slot, int] = {}
        self._rules = tuple(
            _ground(rule, document, kinds, places)
            for document in (*range(len(kinds)), None)
            for rule in rules
            if _is_asked(rule, document, kinds)
        )
        self._slots = tuple(places)
        self._known: dict[Answers, Conclusions] = {}
        fixed = [slot for slot in places if slot.fact.is_fixed]
        moving = [slot for slot in places if not slot.fact.is_fixed]
        timeless = [slot for slot in moving if slot.fact.is_timeless]
        dated = [slot for slot in moving if not slot.fact.is_timeless]
        self._order = tuple(places[slot] for slot in (*fixed, *timeless, *dated))
        self._fixed = answers_of(fixed)(example, first)
        self._timeless = answers_of(timeless)
        #: Reads what hangs on the day.
        self.dated = answers_of(dated)
        self._glance = glance(timeless, example, first)
        self._seen: dict[Hashable, Conclusions] = {}

    def read(self, submission: Submission) -> "Conclusions":
        """Read what does not hang on the day, and return what can follow from it."""
        seen = self._glance(submission)
        known = self._seen.get(seen)
        if known is None:
            if len(self._seen) >= MAX_REMEMBERED:
                self._seen.clear()
            known = self._seen[seen] = self._look_closer(submission)
        return known

    def _look_closer(self, submission: Submission) -> "Conclusions":
        """Read every fact; what is seen otherwise may yet have the same answers."""
        timeless = self._timeless(submission, self.first)
        known = self._known.get(timeless)
        if known is None:
            if len(self._known) >= MAX_REMEMBERED:
                self._known.clear()
            known = self._known[timeless] = Conclusions(self, timeless)
        return known

    def conclude(self, answers: Answers) -> Assessment:
        """Return what follows from the answers, timeless and dated ones in this order."""
        by_place = dict(zip(self._order, self._fixed + answers, strict=True))
        return self._assess([by_place[place] for place in range(len(by_place))])

    def _assess(self, answers: Sequence[Hashable]) -> Assessment:
        settlement = settle(self._slots, self._rules, answers)
        broken = settlement.broken
        if any(ground.rule.is_blocking for ground in broken):
            verdict, still_open = Verdict.REJECTED, frozenset[int]()
        elif settlement.open_slots:
            verdict, still_open = Verdict.OPEN, settlement.open_slots
        else:
            verdict, still_open = Verdict.ACCEPTED, frozenset[int]()
        return Assessment(
            verdict=verdict,
            findings=tuple(self._finding(g, answers) for g in broken if not _is_told(g, broken)),
            suppressed_findings=tuple(
                self._finding(g, answers)
                for g in broken
                if (g.rule.must_purge_image or g.rule.field_to_mask) and _is_told(g, broken)
            ),
            open_questions=self._questions(still_open),
        )

    def _finding(self, ground: GroundRule, answers: Sequence[Hashable]) -> Finding:
        read = dict.fromkeys(ground.slots)
        return Finding(
            rule=ground.rule,
            document_index=ground.document,
            kind=ground.kind,
            observed=tuple((self._slots[s].fact.name, answers[s]) for s in read),
        )

    def _questions(self, still_open: frozenset[int]) -> tuple[OpenQuestion, ...]:
        order = sorted(still_open, key=lambda place: (self._slots[place].fact.effort, place))
        slots = _by_note([self._slots[place] for place in order])
        return tuple(
            OpenQuestion(fact=s.fact, document_index=s.document, kind=s.kind) for s in slots
        )


def _by_note(slots: Sequence[Slot]) -> list[Slot]:
    """Leave out what a note made for another question answers too; the closest look is asked."""
    notes = {(slot.fact.observation_field, slot.document): slot for slot in slots}
    of_documents = {note for note, document in notes if document is not None}
    return [
        slot
        for slot in slots
        if not slot.fact.observation_field
        or (
            notes[slot.fact.observation_field, slot.document] is slot
            and (slot.document is not None or slot.fact.observation_field not in of_documents)
        )
    ]


def _is_asked(rule: Rule, document: int | None, kinds: Kinds) -> bool:
    """Whether the rule is asked of that document, or (None) of the submission."""
    if document is None:
        return rule.scope is Scope.SUBMISSION
    return rule.scope is Scope.DOCUMENT and rule.applies_to(kinds[document])


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
        other.rule.code in ground.rule.suppressed_by
        and (other.document == ground.document or None in {other.document, ground.document})
        for other in broken
    )
