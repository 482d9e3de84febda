"""Audit of a policy (規則の点検): rules without effect, and documents that are never accepted."""

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
    """A rule that no submission of one line can violate on the day (違反が起こりえない規則)."""

    rule: Rule
    example: Submission | None
    """The simplest submission to which the rule applies, and which it passes; None: none exists."""


@frozen
class RedundantRule:
    """A rule that is violated only together with another one (二重の指摘)."""

    rule: Rule
    covered_by: Rule
    is_mutual: bool
    """Whether each is violated exactly where the other is."""
    example: Submission
    """The simplest submission with a finding of each rule."""


@frozen
class UnsatisfiableLine:
    """A line of the accept list that is never accepted on the day (受理されることのない書類)."""

    entity: EntityKind
    kinds: tuple[DocumentKind, ...]
    blocking_rules: tuple[Rule, ...]
    """The rules that reject every submission of the line."""
    example: Submission
    """The best possible submission, which is rejected nevertheless."""


@frozen(eq=False)
class UnreadInput:
    """An observation field of a document that no rule reads (読まれない所見)."""

    space: Space = field(repr=False)
    unread_input: Aspect

    @property
    def kind(self) -> DocumentKind:
        """The kind of document that has the field."""
        return self.space.scene.kinds[self.unread_input.document or 0]

    @property
    def input_name(self) -> str:
        """The name of the field, such as `masking.sex`."""
        return self.unread_input.name

    @cached_property
    def example(self) -> Submission:
        """A submission in which the field has an unwanted value, without any finding."""
        scene, aspect = self.space.scene, self.unread_input
        return scene.submission({**self.space.choices(), aspect: scene.values(aspect)[-1]})


@frozen(kw_only=True)
class PolicyAudit(NotebookDisplay):
    """The findings about the rules of a policy in force on a day (規則の点検)."""

    policy: Policy
    day: date
    situation_count: int
    """Number of situations evaluated."""
    unreachable_rules: tuple[UnreachableRule, ...]
    redundant_rules: tuple[RedundantRule, ...]
    unsatisfiable_lines: tuple[UnsatisfiableLine, ...]
    unread_inputs: tuple[UnreadInput, ...]
    unused_reasons: tuple[str, ...]
    """Codes of catalogue reasons that no rule of the policy gives, on any day."""
    unreachable_capabilities: tuple[Capability, ...]
    """Capabilities of an approval, if nothing can be approved; otherwise empty."""
    rule_transitions: tuple[RuleTransition, ...]
    """Gaps and overlaps between successive rules, on any day."""

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
    """Audit the rules of a policy for submissions received on *day*.

    The default day is that on which the sources of the policy were last read.

    The audit evaluates every situation of each complete line of the accept list, of each line
    without one of its documents, and of single other documents. Submissions that mix two
    lines are not evaluated: a rule that only these can violate is reported as unreachable.
    Every reason has a remedy, because none can be created without.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> audit = audit_policy(CROWDWORKS_ARTICLE, date(2026, 4, 1))
    >>> [str(kind) for line in audit.unsatisfiable_lines for kind in line.kinds]
    ['health_insurance_card', 'resident_record', 'juki_card_b']
    """
    return audit_survey(Survey.of(policy, day or last_read(policy)))


def audit_survey(survey: Survey) -> PolicyAudit:
    """Audit a policy whose situations have already been computed."""
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
    evaluated = {id(found.breach.rule): found for found in reversed(survey.asked)}
    violated = {id(found.breach.rule) for found in survey.asked if found.breach.situations}
    for rule in survey.rules:
        if id(rule) not in violated:
            found = evaluated.get(id(rule))
            yield UnreachableRule(rule, None if found is None else found.space.witness())


def _find_redundant_rules(survey: Survey) -> Iterator[RedundantRule]:
    """Yield each rule that is violated only together with another one, wherever it is evaluated.

    Rules without a variable in common are never redundant, so only the component of a rule
    is searched.
    """
    causes: dict[int, dict[int, Found]] = {}
    for found in survey.asked:
        if _reported_situations(found):
            covering = {id(rule): found for rule in _covering_rules(found)}
            key = id(found.breach.rule)
            before = causes.get(key, covering)
            causes[key] = {rule: place for rule, place in before.items() if rule in covering}
    rules = {id(rule): rule for rule in survey.rules}
    for rule, rule_causes in causes.items():
        for cause, found in rule_causes.items():
            is_mutual = rule in causes[cause]
            if not is_mutual or _precedes(rule, cause, rules):
                witness = found.space.witness(found.situations(_reported_situations(found)))
                yield RedundantRule(rules[rule], rules[cause], is_mutual, witness)


def _precedes(rule: int, other: int, order: Mapping[int, Rule]) -> bool:
    return next(key for key in order if key in {rule, other}) == rule


def _covering_rules(found: Found) -> Iterator[Rule]:
    """Yield the other rules that are reported in every situation in which this one is."""
    reported = _reported_situations(found)
    for other in found.space.parts[found.place].breaches:
        is_comparable = other is not found.breach and is_beside(found.breach, other)
        if (
            is_comparable
            and not reported & ~other.situations
            and not reported & ~_reported_situations(evolve(found, breach=other))
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
    used = {rule.reason.code for rule in policy.rules}
    return tuple(code for code in REASONS if code not in used)


def _find_unreachable_capabilities(survey: Survey) -> tuple[Capability, ...]:
    can_approve = any(space.accepts() for space in survey.lines)
    return () if can_approve else survey.policy.capabilities
