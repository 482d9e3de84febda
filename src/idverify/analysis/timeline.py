"""Timeline of a policy (年表): the days on which its accepted documents or rules change."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain, pairwise
from typing import Final

from attrs import frozen

from idverify.analysis.situations.scenes import line_scene, numbers_in
from idverify.analysis.situations.spaces import InForce, space_of
from idverify.analysis.situations.survey import blamed
from idverify.calendar.period import Period
from idverify.catalogue.documents import DOCUMENTS
from idverify.citations import Citation
from idverify.display import NotebookDisplay
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Submission
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule

__all__ = ["PolicyChange", "PolicyChangeKind", "Timeline", "build_timeline"]

_DAY: Final = timedelta(days=1)


class PolicyChangeKind(StrEnum):
    """The kind of change of a policy on a day."""

    ACCEPTANCE_ENDS = "falls_away"
    """From this day no submission of these documents is accepted."""
    ACCEPTANCE_BEGINS = "opens"
    """From this day these documents can be accepted."""
    RULE_BEGINS = "rule_begins"
    """A rule comes into force."""
    RULE_ENDS = "rule_ends"
    """A rule is no longer in force."""


@frozen(kw_only=True)
class PolicyChange:
    """A change of a policy on a day, with the rules and sources that cause it."""

    day: date
    """The first day after the change."""
    change_kind: PolicyChangeKind
    entity: EntityKind | None = None
    kinds: tuple[DocumentKind, ...] = ()
    """The documents whose acceptance begins or ends; empty if a rule begins or ends."""
    rules: tuple[Rule, ...]
    citations: tuple[Citation, ...]
    example: Submission | None = None
    """A submission whose verdict changes on this day; None if a rule begins or ends."""


@frozen(kw_only=True)
class Timeline(NotebookDisplay):
    """All changes of a policy in a period, in order."""

    policy: Policy
    period: Period
    changes: tuple[PolicyChange, ...]


def build_timeline(policy: Policy, since: date, until: date) -> Timeline:
    """Return the changes of a policy from *since* to before *until*: rules and accepted documents.

    The acceptance of a line ends on the first day on which not even its best submission is
    accepted. The day is searched between all days on which a rule, a line or the law on a
    kind of document is known to change, with at most one change in between.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> timeline = build_timeline(CROWDWORKS_ARTICLE, date(2024, 1, 1), date(2027, 1, 1))
    >>> [(str(change.day), change.kinds[0].value) for change in timeline.changes]
    [('2025-12-02', 'health_insurance_card'), ('2026-01-01', 'juki_card_b')]

    Raises:
        InvalidValueError: *since* is not before *until*.
    """
    period = Period(since, until)
    known = [day for day in _candidate_days(policy) if since < day < until]
    probes = sorted({since, *known, *(d - _DAY for d in known), until - _DAY})
    changes = [*_rule_changes(policy, period), *_line_changes(policy, probes)]
    return Timeline(
        policy=policy, period=period, changes=tuple(sorted(changes, key=lambda c: c.day))
    )


def _candidate_days(policy: Policy) -> Iterator[date]:
    kinds = {kind for line in policy.accept_list for kind in line.kinds}
    windows = (
        p for kind in kinds for p in (DOCUMENTS[kind].usable_period, DOCUMENTS[kind].issue_period)
    )
    lines = (line.period for line in policy.accept_list)
    stated = (day for p in (*windows, *lines) for day in (p.since, p.until) if day)
    return chain(stated, policy.change_dates)


def _rule_changes(policy: Policy, period: Period) -> Iterator[PolicyChange]:
    for rule in policy.requirements:
        edges = (
            (rule.period.since, PolicyChangeKind.RULE_BEGINS),
            (rule.period.until, PolicyChangeKind.RULE_ENDS),
        )
        for day, change_kind in edges:
            if day and day in period and day != period.since:
                yield PolicyChange(
                    day=day, change_kind=change_kind, rules=(rule,), citations=rule.citations
                )


def _line_changes(policy: Policy, probes: Iterable[date]) -> Iterator[PolicyChange]:
    # Lines of the same kinds change together: documents are listed if any line lists them.
    for line in {(line.entity_kind, line.kinds): line for line in policy.accept_list}.values():
        known = [(day, _is_satisfiable(policy, line, day)) for day in probes]
        for (before, was_open), (after, is_open) in pairwise(known):
            if was_open is not is_open:
                yield _line_change(
                    policy, line, _bisect_change_day(policy, line, before, after), is_open
                )


def _is_satisfiable(policy: Policy, line: Acceptance, day: date) -> bool:
    return space_of(line_scene(line, numbers_in(policy), day), InForce.of(policy, day)).accepts()


def _bisect_change_day(policy: Policy, line: Acceptance, before: date, after: date) -> date:
    """Return the first day on which the line has the same status as on *after*, by bisection."""
    was_open = _is_satisfiable(policy, line, before)
    while after - before > _DAY:
        middle = before + (after - before) // 2
        if _is_satisfiable(policy, line, middle) is was_open:
            before = middle
        else:
            after = middle
    return after


def _line_change(policy: Policy, line: Acceptance, day: date, is_open: bool) -> PolicyChange:
    before = day - _DAY
    scene = line_scene(line, numbers_in(policy), before, day)
    space = space_of(scene, InForce.of(policy, before), InForce.of(policy, day))
    closed, opened = (0, 1) if is_open else (1, 0)
    rules = blamed(space, closed)
    return PolicyChange(
        day=day,
        change_kind=PolicyChangeKind.ACCEPTANCE_BEGINS
        if is_open
        else PolicyChangeKind.ACCEPTANCE_ENDS,
        entity=scene.entity,
        kinds=scene.kinds,
        rules=rules,
        citations=tuple(dict.fromkeys(_relevant_citations(rules, line))),
        example=space.witness(side=opened),
    )


def _relevant_citations(rules: Iterable[Rule], line: Acceptance) -> Iterator[Citation]:
    """Yield the citations of the rules, then the law on each kind of the line.

    Citations of other kinds are left out.
    """
    law = tuple(c for kind in DocumentKind if kind in line.kinds for c in DOCUMENTS[kind].citations)
    others = {c for spec in DOCUMENTS.values() for c in spec.citations}.difference(law)
    yield from (c for rule in rules for c in rule.citations if c not in others)
    yield from law
