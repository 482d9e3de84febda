"""What is wrong with a policy by itself: rules that do nothing, documents that nobody can use."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import evolve, field, frozen

from idverify.analysis.rule_transitions import RuleTransition, find_rule_transitions
from idverify.analysis.situations.spaces import Space
from idverify.analysis.situations.specimens import Aspect
from idverify.analysis.situations.survey import Found, Survey, blamed, last_read
from idverify.analysis.situations.telling import is_beside, told_in
from idverify.catalogue.capabilities import Capability
from idverify.catalogue.reasons import REASONS
from idverify.display import NotebookDisplay
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Submission
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule

__all__ = [
    "PolicyAudit",
    "RedundantRule",
    "UnreachableRule",
    "UnreadInput",
    "UnsatisfiableLine",
    "audit_policy",
    "audit_survey",
]


@frozen
class UnreachableRule:
    """A rule that nothing on any one line can break on the day (働かない規則)."""

    rule: Rule
    example: Submission | None
    """The plainest submission of which it is asked, and holds; None: it is never asked."""


@frozen
class RedundantRule:
    """A rule broken only where another one is (二重の指摘): the applicant is told twice."""

    rule: Rule
    covered_by: Rule
    is_mutual: bool
    """Whether each is broken exactly where the other is."""
    example: Submission
    """The plainest submission that is told both."""


@frozen
class UnsatisfiableLine:
    """A line of the accept list that nothing can satisfy on the day (通らない書類)."""

    entity: EntityKind
    kinds: tuple[DocumentKind, ...]
    blocking_rules: tuple[Rule, ...]
    """Those that stand in the way, whatever is handed in."""
    example: Submission
    """The best that can be handed in; it is refused all the same."""


@frozen(eq=False)
class UnreadInput:
    """Something a reviewer may note of a document, and no rule reads (読まれない所見)."""

    space: Space = field(repr=False)
    unread_input: Aspect

    @property
    def kind(self) -> DocumentKind:
        """The document it may be noted of."""
        return self.space.scene.kinds[self.unread_input.document or 0]

    @property
    def input_name(self) -> str:
        """What is noted, as in `masking.sex`."""
        return self.unread_input.name

    @cached_property
    def example(self) -> Submission:
        """It stands otherwise there than it should, and nothing is said."""
        scene, aspect = self.space.scene, self.unread_input
        return scene.submission({**self.space.choices(), aspect: scene.values(aspect)[-1]})


@frozen(kw_only=True)
class PolicyAudit(NotebookDisplay):
    """All that was found about the rules of a policy in force on a day (規則の点検)."""

    policy: Policy
    day: date
    situation_count: int
    """How many were weighed."""
    unreachable_rules: tuple[UnreachableRule, ...]
    redundant_rules: tuple[RedundantRule, ...]
    unsatisfiable_lines: tuple[UnsatisfiableLine, ...]
    unread_inputs: tuple[UnreadInput, ...]
    unused_reasons: tuple[str, ...]
    """Codes of our reasons that no rule of the policy gives, on any day."""
    unreachable_capabilities: tuple[Capability, ...]
    """What an approval would unlock, if anything could be approved."""
    rule_transitions: tuple[RuleTransition, ...]
    """On any day, not only on this one."""

    @property
    def is_sound(self) -> bool:
        """Whether there are no findings; unread inputs and unused reasons are not counted."""
        return not any(
            (
                self.unreachable_rules,
                self.redundant_rules,
                self.unsatisfiable_lines,
                self.unreachable_capabilities,
                self.rule_transitions,
            )
        )


def audit_policy(policy: Policy, day: date | None = None) -> PolicyAudit:
    """Say what is wrong with the rules of a policy for receipts on *day*, exactly.

    Without a day, that on which the policy's sources were last read.

    Every situation is weighed that a complete line of the accept list, a line lacking
    one document, or a single other document can be in. Submissions that mix two lines are
    not weighed: a rule that only these can break is called dead. A reason always has a
    remedy: none can be made without.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> found = audit_policy(CROWDWORKS_ARTICLE, date(2026, 4, 1))
    >>> [str(kind) for hopeless in found.unsatisfiable_lines for kind in hopeless.kinds]
    ['health_insurance_card', 'resident_record', 'juki_card_b']
    """
    return audit_survey(Survey.of(policy, day or last_read(policy)))


def audit_survey(survey: Survey) -> PolicyAudit:
    """Examine spaces that have been built already."""
    return PolicyAudit(
        policy=survey.policy,
        day=survey.day,
        situation_count=survey.situations,
        unreachable_rules=tuple(_find_unreachable_rules(survey)),
        redundant_rules=tuple(_find_redundant_rules(survey)),
        unsatisfiable_lines=tuple(_find_unsatisfiable_lines(survey)),
        unread_inputs=tuple(_find_unread_inputs(survey)),
        unused_reasons=_find_unused_reasons(survey.policy),
        unreachable_capabilities=_find_unreachable_capabilities(survey),
        rule_transitions=find_rule_transitions(survey.policy),
    )


def _find_unreachable_rules(survey: Survey) -> Iterator[UnreachableRule]:
    asked = {id(found.breach.rule): found for found in reversed(survey.asked)}
    alive = {id(found.breach.rule) for found in survey.asked if found.breach.situations}
    for rule in survey.rules:
        if id(rule) not in alive:
            found = asked.get(id(rule))
            yield UnreachableRule(rule, None if found is None else found.space.witness())


def _find_redundant_rules(survey: Survey) -> Iterator[RedundantRule]:
    """Find each rule that is broken only where another one is, in every place it is asked.

    Rules that share no dial are never so related, so only a rule's own part is searched.
    """
    causes: dict[int, dict[int, Found]] = {}
    for found in survey.asked:
        if _reported_situations(found):
            here = {id(rule): found for rule in _covering_rules(found)}
            key = id(found.breach.rule)
            before = causes.get(key, here)
            causes[key] = {rule: place for rule, place in before.items() if rule in here}
    rules = {id(rule): rule for rule in survey.rules}
    for rule, covering in causes.items():
        for cause, found in covering.items():
            is_mutual = rule in causes[cause]
            if not is_mutual or _precedes(rule, cause, rules):
                witness = found.space.witness(found.situations(_reported_situations(found)))
                yield RedundantRule(rules[rule], rules[cause], is_mutual, witness)


def _precedes(rule: int, other: int, order: Mapping[int, Rule]) -> bool:
    return next(key for key in order if key in {rule, other}) == rule


def _covering_rules(found: Found) -> Iterator[Rule]:
    """Yield the rules told wherever this one is."""
    here = _reported_situations(found)
    for other in found.space.parts[found.place].breaches:
        may = other is not found.breach and is_beside(found.breach, other)
        if (
            may
            and not here & ~other.situations
            and not here & ~_reported_situations(evolve(found, breach=other))
        ):
            yield other.rule


def _reported_situations(found: Found) -> int:
    return told_in(found.space, found.place, found.breach)


def _find_unsatisfiable_lines(survey: Survey) -> Iterator[UnsatisfiableLine]:
    for space in survey.lines:
        if not space.accepts():
            scene = space.scene
            yield UnsatisfiableLine(scene.entity, scene.kinds, blamed(space), space.witness())


def _find_unread_inputs(survey: Survey) -> Iterator[UnreadInput]:
    for space in survey.lines:
        for index in range(len(space.scene.kinds)):
            unread = (a for a in space.scene.aspects(index) if a not in space.reads)
            yield from (UnreadInput(space, aspect) for aspect in unread)


def _find_unused_reasons(policy: Policy) -> tuple[str, ...]:
    given = {rule.reason.code for rule in policy.rules}
    return tuple(code for code in REASONS if code not in given)


def _find_unreachable_capabilities(survey: Survey) -> tuple[Capability, ...]:
    reachable = any(space.accepts() for space in survey.lines)
    return () if reachable else survey.policy.capabilities
