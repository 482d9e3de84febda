"""Over the years: on which days does a policy change what it accepts, and on whose word?"""

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
    """What happens to a policy on a day."""

    ACCEPTANCE_ENDS = "falls_away"
    """No submission of these documents is accepted any more."""
    ACCEPTANCE_BEGINS = "opens"
    """These documents can be accepted from now on."""
    RULE_BEGINS = "rule_begins"
    RULE_ENDS = "rule_ends"


@frozen(kw_only=True)
class PolicyChange:
    """One day on which a policy changes, with what changes, by which rules, on whose word."""

    day: date
    """The first day on which it is so."""
    change_kind: PolicyChangeKind
    entity: EntityKind | None = None
    kinds: tuple[DocumentKind, ...] = ()
    """The documents that fall away or open; empty where a rule begins or ends."""
    rules: tuple[Rule, ...]
    citations: tuple[Citation, ...]
    example: Submission | None = None
    """Judged otherwise on this day than on the day before; None where a rule begins or ends."""


@frozen(kw_only=True)
class Timeline(NotebookDisplay):
    """Every step of a policy in a range of days, in their order."""

    policy: Policy
    period: Period
    changes: tuple[PolicyChange, ...]


def build_timeline(policy: Policy, since: date, until: date) -> Timeline:
    """Find the days from *since* to before *until* on which a policy changes what it accepts.

    A line of the accept list falls away on the first day on which not even the best
    submission is accepted. It is looked for between all days on which a rule, a line or
    the law on a kind of document is known to change; in between it can change once.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> years = build_timeline(CROWDWORKS_ARTICLE, date(2024, 1, 1), date(2027, 1, 1))
    >>> [(str(step.day), step.kinds[0].value) for step in years.changes]
    [('2025-12-02', 'health_insurance_card'), ('2026-01-01', 'juki_card_b')]

    Raises:
        InvalidValueError: *since* is not before *until*.
    """
    days = Period(since, until)
    known = [day for day in _candidate_days(policy) if since < day < until]
    probes = sorted({since, *known, *(d - _DAY for d in known), until - _DAY})
    steps = [*_rule_changes(policy, days), *_line_changes(policy, probes)]
    return Timeline(policy=policy, period=days, changes=tuple(sorted(steps, key=lambda s: s.day)))


def _candidate_days(policy: Policy) -> Iterator[date]:
    kinds = {kind for line in policy.accept_list for kind in line.kinds}
    windows = (
        p for kind in kinds for p in (DOCUMENTS[kind].usable_period, DOCUMENTS[kind].issue_period)
    )
    lines = (line.period for line in policy.accept_list)
    stated = (day for p in (*windows, *lines) for day in (p.since, p.until) if day)
    return chain(stated, policy.change_dates)


def _rule_changes(policy: Policy, days: Period) -> Iterator[PolicyChange]:
    for rule in policy.requirements:
        edges = (
            (rule.period.since, PolicyChangeKind.RULE_BEGINS),
            (rule.period.until, PolicyChangeKind.RULE_ENDS),
        )
        for day, what in edges:
            if day and day in days and day != days.since:
                yield PolicyChange(
                    day=day, change_kind=what, rules=(rule,), citations=rule.citations
                )


def _line_changes(policy: Policy, probes: Iterable[date]) -> Iterator[PolicyChange]:
    # Lines of the same kinds stand or fall together: whatever one of them lists, is listed.
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
    """Return the first day on which the line stands as on the day *after*, by halving."""
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
    """Yield what the rules cite, then the law on each kind of the line.

    The sources of other kinds are left out.
    """
    law = tuple(c for kind in DocumentKind if kind in line.kinds for c in DOCUMENTS[kind].citations)
    others = {c for spec in DOCUMENTS.values() for c in spec.citations}.difference(law)
    yield from (c for rule in rules for c in rule.citations if c not in others)
    yield from law
