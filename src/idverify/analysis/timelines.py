"""Over the years: on which days does a policy change what it accepts, and on whose word?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain, pairwise
from typing import Final

from attrs import frozen

from idverify.analysis.situations.scenes import line_scene, numbers_in
from idverify.analysis.situations.spaces import InForce, space_of
from idverify.analysis.situations.survey import blamed
from idverify.analysis.wording import headed, kinds_named, says
from idverify.calendar.period import Period
from idverify.citations import Citation
from idverify.language import Label, Language
from idverify.policy.acceptance import Acceptance
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.showing import Showing
from idverify.vocabulary.applicants import EntityKind
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.report import Record, Report, Sheet
from idverify.vocabulary.submissions import Submission

__all__ = ["Step", "StepKind", "Timeline", "timeline"]

_DAY: Final = timedelta(days=1)


class StepKind(StrEnum):
    """What happens to a policy on a day."""

    FALLS_AWAY = "falls_away"
    """No submission of these documents is accepted any more."""
    OPENS = "opens"
    """These documents can be accepted from now on."""
    RULE_BEGINS = "rule_begins"
    RULE_ENDS = "rule_ends"


_WHAT: Final = {
    StepKind.FALLS_AWAY: Label("使えなくなる", "falls away"),
    StepKind.OPENS: Label("使えるようになる", "opens"),
    StepKind.RULE_BEGINS: Label("規則が始まる", "rule begins"),
    StepKind.RULE_ENDS: Label("規則が終わる", "rule ends"),
}


@frozen(kw_only=True)
class Step:
    """One day on which a policy changes, with what changes, by which rules, on whose word."""

    day: date
    """The first day on which it is so."""
    what: StepKind
    entity: EntityKind | None = None
    kinds: tuple[DocumentKind, ...] = ()
    """The documents that fall away or open; empty where a rule begins or ends."""
    rules: tuple[Rule, ...]
    citations: tuple[Citation, ...]
    witness: Submission | None = None
    """Judged otherwise on this day than on the day before; None where a rule begins or ends."""


@frozen(kw_only=True)
class Timeline(Showing):
    """Every step of a policy in a range of days, in their order."""

    policy: Policy
    days: Period
    steps: tuple[Step, ...]

    def to_records(self, language: Language = Language.JA) -> list[Record]:
        """Return a row for each step."""
        return [
            {
                "day": step.day,
                "change": _WHAT[step.what].told(language),
                "documents": kinds_named(step.kinds, language),
                "rules": " / ".join(says(rule, language) for rule in step.rules),
                "sources": _sources(step.citations),
            }
            for step in self.steps
        ]

    def report(self, language: Language = Language.JA) -> Report:
        """Return the timeline for people to read, with a Mermaid timeline."""
        title = language.pick(self.policy.title_ja, self.policy.title_en)
        none = language.pick("この期間に変わることはありません。", "Nothing changes in this time.")
        return Report(
            title=language.pick(f"年表:{title}", f"{title}: timeline"),
            notes=[self._range(language), *([] if self.steps else [none])],
            sheets=[
                Sheet(
                    language.pick("変わる日", "Days of change"),
                    headed(self.to_records(language), language),
                )
            ],
            diagram=self._diagram(language) if self.steps else "",
        )

    def _range(self, language: Language) -> str:
        first, last = self.days.since, self.days.until and self.days.until - _DAY
        return language.pick(f"{first} から {last} まで", f"{first} to {last}")

    def _diagram(self, language: Language) -> str:
        events = (
            f"    {row['day']} : {_plain(row['change'])} {_plain(row['documents'] or row['rules'])}"
            for row in self.to_records(language)
        )
        return "\n".join(["timeline", *events]) + "\n"


#: So many sources are shown of a step; all of them stand in its citations.
_SHOWN: Final = 3


def _sources(citations: Sequence[Citation]) -> str:
    shown = (f"{citation.title} {citation.place}".rstrip() for citation in citations[:_SHOWN])
    more = len(citations) - _SHOWN
    return "; ".join(shown) + (f" (+{more})" if more > 0 else "")


def _plain(text: object) -> str:
    """Leave out what would end an entry of a Mermaid timeline, and let long names break."""
    plain = str(text).translate(str.maketrans("", "", ":;#<>\n"))
    return plain.replace("(", " (")


def timeline(policy: Policy, since: date, until: date) -> Timeline:
    """Find the days from *since* to before *until* on which a policy changes what it accepts.

    A line of the accept list falls away on the first day on which not even the best
    submission is accepted. It is looked for between all days on which a rule, a line or
    the law on a kind of document is known to change; in between it can change once.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> years = timeline(CROWDWORKS_ARTICLE, date(2024, 1, 1), date(2027, 1, 1))
    >>> [(str(step.day), step.kinds[0].value) for step in years.steps]
    [('2025-12-02', 'health_insurance_card'), ('2026-01-01', 'juki_card_b')]

    Raises:
        InvalidValue: *since* is not before *until*.
    """
    days = Period(since, until)
    known = [day for day in _known_days(policy) if since < day < until]
    probes = sorted({since, *known, *(d - _DAY for d in known), until - _DAY})
    steps = [*_of_rules(policy, days), *_of_lines(policy, probes)]
    return Timeline(policy=policy, days=days, steps=tuple(sorted(steps, key=lambda s: s.day)))


def _known_days(policy: Policy) -> Iterator[date]:
    kinds = {kind for line in policy.accepts for kind in line.kinds}
    windows = (p for kind in kinds for p in (DOCUMENTS[kind].usable, DOCUMENTS[kind].issued))
    lines = (line.period for line in policy.accepts)
    stated = (day for p in (*windows, *lines) for day in (p.since, p.until) if day)
    return chain(stated, policy.changes_on)


def _of_rules(policy: Policy, days: Period) -> Iterator[Step]:
    for rule in policy.requirements:
        edges = (
            (rule.period.since, StepKind.RULE_BEGINS),
            (rule.period.until, StepKind.RULE_ENDS),
        )
        for day, what in edges:
            if day and day in days and day != days.since:
                yield Step(day=day, what=what, rules=(rule,), citations=rule.citations)


def _of_lines(policy: Policy, probes: Iterable[date]) -> Iterator[Step]:
    # Lines of the same kinds stand or fall together: whatever one of them lists, is listed.
    for line in {(line.entity, line.kinds): line for line in policy.accepts}.values():
        known = [(day, _is_open(policy, line, day)) for day in probes]
        for (before, was_open), (after, is_open) in pairwise(known):
            if was_open is not is_open:
                yield _step(policy, line, _turning_day(policy, line, before, after), is_open)


def _is_open(policy: Policy, line: Acceptance, day: date) -> bool:
    return space_of(line_scene(line, numbers_in(policy), day), InForce.of(policy, day)).accepts()


def _turning_day(policy: Policy, line: Acceptance, before: date, after: date) -> date:
    """Return the first day on which the line stands as on the day *after*, by halving."""
    was_open = _is_open(policy, line, before)
    while after - before > _DAY:
        middle = before + (after - before) // 2
        if _is_open(policy, line, middle) is was_open:
            before = middle
        else:
            after = middle
    return after


def _step(policy: Policy, line: Acceptance, day: date, is_open: bool) -> Step:
    before = day - _DAY
    scene = line_scene(line, numbers_in(policy), before, day)
    space = space_of(scene, InForce.of(policy, before), InForce.of(policy, day))
    closed, opened = (0, 1) if is_open else (1, 0)
    rules = blamed(space, closed)
    return Step(
        day=day,
        what=StepKind.OPENS if is_open else StepKind.FALLS_AWAY,
        entity=scene.entity,
        kinds=scene.kinds,
        rules=rules,
        citations=tuple(dict.fromkeys(_cited(rules, line))),
        witness=space.witness(side=opened),
    )


def _cited(rules: Iterable[Rule], line: Acceptance) -> Iterator[Citation]:
    """Yield what the rules cite, then the law on each kind of the line.

    The sources of other kinds are left out.
    """
    law = tuple(c for kind in DocumentKind if kind in line.kinds for c in DOCUMENTS[kind].citations)
    others = {c for spec in DOCUMENTS.values() for c in spec.citations}.difference(law)
    yield from (c for rule in rules for c in rule.citations if c not in others)
    yield from law
