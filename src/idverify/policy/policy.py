"""A policy (本人確認の基準): the dated and cited rules of a service, and what they conclude."""

from collections.abc import Hashable
from datetime import date
from functools import cached_property
from typing import Final

from attrs import evolve, field, frozen, validators

from idverify.calendar.civil import last_day_of_months
from idverify.citations import Citation
from idverify.policy.acceptance import Acceptance, acceptance_rules
from idverify.policy.assessment import Assessment, Finding, OpenQuestion, Verdict
from idverify.policy.partial import GroundRule, Slot, settle
from idverify.policy.rules import Condition, Rule, Scope
from idverify.vocabulary._checks import not_empty
from idverify.vocabulary.capabilities import Capability, NextStep
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.submissions import Submission
from idverify.vocabulary.uploads import FileLimits

__all__ = ["Policy"]

#: Assessments remembered for each combination of document kinds; answers repeat endlessly,
#: so a few thousand serve millions, and memory stays bounded.
MAX_REMEMBERED: Final = 8192

#: Plans remembered: applicants choose the kinds, and some of them at random.
MAX_COMBINATIONS: Final = 1024

Kinds = tuple[DocumentKind, ...]


class _Plan:
    """The rules of a day put on the slots of one combination of kinds, with what they concluded."""

    __slots__ = ("_known", "_rules", "_slots", "readers")

    def __init__(self, rules: tuple[Rule, ...], kinds: Kinds) -> None:
        places: dict[Slot, int] = {}
        self._rules = tuple(
            _ground(rule, document, kinds, places)
            for document in (*range(len(kinds)), None)
            for rule in rules
            if _is_asked(rule, document, kinds)
        )
        self._slots = tuple(places)
        self.readers = tuple((slot.fact.read, slot.document or 0) for slot in self._slots)
        self._known: dict[tuple[Hashable, ...], Assessment] = {}

    def judge(self, answers: tuple[Hashable, ...]) -> Assessment:
        """Return what follows from the answers; the same answers, the same object."""
        known = self._known.get(answers)
        if known is None:
            if len(self._known) >= MAX_REMEMBERED:
                self._known.clear()
            known = self._known[answers] = self._assess(answers)
        return known

    def _assess(self, answers: tuple[Hashable, ...]) -> Assessment:
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

    def _finding(self, ground: GroundRule, answers: tuple[Hashable, ...]) -> Finding:
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


@frozen(kw_only=True)
class Policy:
    """What a service asks for, as data; nothing in it is a constant of a document kind.

    Made once and asked often: what was concluded for the same answers is remembered.
    """

    code: str
    """Stable name, as in `crowdworks_article`."""
    title_ja: str
    title_en: str
    citations: tuple[Citation, ...] = field(converter=tuple[Citation, ...], validator=not_empty)
    accepts: tuple[Acceptance, ...] = field(converter=tuple[Acceptance, ...], validator=not_empty)
    """The accept list; any one complete line is enough."""
    requirements: tuple[Rule, ...] = field(converter=tuple[Rule, ...])
    """The rules beside the accept list, in the order in which findings are told."""
    files: FileLimits
    """Which picture files are taken."""
    business_days: int = field(default=5, validator=validators.ge(1))
    """A decision is promised within so many business days (営業日)."""
    capabilities: tuple[Capability, ...] = field(default=(), converter=tuple[Capability, ...])
    """What approval unlocks."""
    next_steps: tuple[NextStep, ...] = field(default=(), converter=tuple[NextStep, ...])
    """What the service recommends after approval, as a checklist."""
    is_optional: bool = False
    """Whether members may use the service without it."""
    may_replace: bool = True
    """Whether a pending submission may be replaced by another; the clock then restarts."""
    max_attempts: int | None = field(default=None, validator=validators.optional(validators.ge(1)))
    """Submissions allowed up to an approval, the first one included; `None`: no limit stated."""
    reverify_months: int | None = field(
        default=None, validator=validators.optional(validators.ge(1))
    )
    """A verification lapses so many calendar months after approval; `None`: never."""
    trust_frameworks: frozenset[str] = frozenset()
    """Trust frameworks of OpenID Identity Assurance, as in `jp_aml`, that an approval under
    this policy may be labelled with beside our own; none of the presets may any."""

    _in_force: dict[tuple[bool, ...], "Policy"] = field(
        factory=dict, init=False, eq=False, repr=False
    )
    _plans: dict[Kinds, _Plan] = field(factory=dict, init=False, eq=False, repr=False)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules: those of the accept list first."""
        return (*acceptance_rules(self.accepts), *self.requirements)

    @cached_property
    def at_the_door(self) -> "Policy":
        """The policy with only what can be judged before a reviewer has looked (受付)."""
        rules = (rule for rule in self.requirements if rule.is_known_at_the_door)
        return evolve(self, requirements=tuple(rules))

    def has_lapsed(self, approved_on: date, day: date) -> bool:
        """Whether on *day* a verification approved on *approved_on* has to be made anew."""
        if self.reverify_months is None:
            return False
        return day > last_day_of_months(approved_on, self.reverify_months)

    def on(self, day: date) -> "Policy":
        """Return the policy with only the rules in force for a receipt on *day*.

        Asking again costs a lookup; days with the same rules share one policy.
        """
        mask = tuple(day in rule.period for rule in self.requirements)
        if all(mask):
            return self
        known = self._in_force.get(mask)
        if known is None:
            rules = (r for r, holds in zip(self.requirements, mask, strict=True) if holds)
            known = self._in_force[mask] = evolve(self, requirements=tuple(rules))
        return known

    def evaluate(self, submission: Submission, received_on: date) -> Assessment:
        """Say everything the rules of the day of receipt say of the submission.

        All findings are returned, never the first only. A verdict that no missing
        observation can change is given at once; otherwise `open_questions` lists
        exactly the observations that can still change it.
        """
        policy = self.on(received_on)
        documents = submission.documents
        kinds = tuple([document.kind for document in documents])
        plan = policy._plans.get(kinds)  # noqa: SLF001 - another value of this class
        if plan is None:
            if len(policy._plans) >= MAX_COMBINATIONS:  # noqa: SLF001 - another value of this class
                policy._plans.clear()  # noqa: SLF001 - the same
            plan = policy._plans[kinds] = _Plan(policy.rules, kinds)  # noqa: SLF001 - the same
        return plan.judge(
            tuple([read(documents[i], submission, received_on) for read, i in plan.readers])
        )
