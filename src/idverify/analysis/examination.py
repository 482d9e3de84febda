"""What is wrong with a policy by itself: rules that do nothing, documents that nobody can use."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Final

from attrs import evolve, field, frozen

from idverify.analysis.seams import Seam, seams
from idverify.analysis.situations.spaces import Space
from idverify.analysis.situations.specimens import Aspect
from idverify.analysis.situations.survey import Found, Survey, blamed, last_read
from idverify.analysis.situations.telling import is_beside, told_in
from idverify.analysis.wording import (
    aspect_named,
    headed,
    kinds_named,
    oddities,
    one_line_only,
    says,
)
from idverify.language import Label, Language
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.showing import Showing
from idverify.vocabulary.applicants import EntityKind
from idverify.vocabulary.capabilities import Capability
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.reasons import REASONS
from idverify.vocabulary.report import Record, Report, Sheet
from idverify.vocabulary.submissions import Submission

__all__ = ["Dead", "Examination", "Hopeless", "Implied", "Silent", "examine", "examine_survey"]


@frozen
class Dead:
    """A rule that nothing on any one line can break on the day (働かない規則)."""

    rule: Rule
    witness: Submission | None
    """The plainest submission of which it is asked, and holds; None: it is never asked."""


@frozen
class Implied:
    """A rule broken only where another one is (二重の指摘): the applicant is told twice."""

    rule: Rule
    by: Rule
    is_mutual: bool
    """Whether each is broken exactly where the other is."""
    witness: Submission
    """The plainest submission that is told both."""


@frozen
class Hopeless:
    """A line of the accept list that nothing can satisfy on the day (通らない書類)."""

    entity: EntityKind
    kinds: tuple[DocumentKind, ...]
    rules: tuple[Rule, ...]
    """Those that stand in the way, whatever is handed in."""
    witness: Submission
    """The best that can be handed in; it is refused all the same."""


@frozen(eq=False)
class Silent:
    """Something a reviewer may note of a document, and no rule reads (読まれない所見)."""

    space: Space = field(repr=False)
    read_by_nobody: Aspect

    @property
    def kind(self) -> DocumentKind:
        """The document it may be noted of."""
        return self.space.scene.kinds[self.read_by_nobody.document or 0]

    @property
    def aspect(self) -> str:
        """What is noted, as in `masking.sex`."""
        return self.read_by_nobody.name

    @cached_property
    def witness(self) -> Submission:
        """It stands otherwise there than it should, and nothing is said."""
        scene, aspect = self.space.scene, self.read_by_nobody
        return scene.submission({**self.space.choices(), aspect: scene.values(aspect)[-1]})


@frozen(kw_only=True)
class Examination(Showing):
    """All that was found about the rules of a policy in force on a day (規則の点検)."""

    policy: Policy
    day: date
    situations: int
    """How many were weighed."""
    dead: tuple[Dead, ...]
    implied: tuple[Implied, ...]
    hopeless: tuple[Hopeless, ...]
    silent: tuple[Silent, ...]
    unused_reasons: tuple[str, ...]
    """Codes of our reasons that no rule of the policy gives, on any day."""
    unreachable: tuple[Capability, ...]
    """What an approval would unlock, if anything could be approved."""
    seams: tuple[Seam, ...]
    """On any day, not only on this one."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found: silence alone is no fault."""
        return not self.to_records()

    def to_records(self, language: Language = Language.JA) -> list[Record]:
        """Return a row for each finding, each with its smallest witness."""
        return [
            {
                "finding": _FINDINGS[type(one)].told(language),
                "about": about,
                "rules": ", ".join(rule.code for rule in rules),
                "witness": oddities(witness, self.day, language),
            }
            for one, about, rules, witness in self._findings(language)
        ]

    def _findings(
        self, language: Language
    ) -> Iterator[tuple[object, str, tuple[Rule, ...], Submission | None]]:
        for dead in self.dead:
            yield dead, says(dead.rule, language), (dead.rule,), dead.witness
        for one in self.implied:
            yield one, says(one.rule, language), (one.rule, one.by), one.witness
        for line in self.hopeless:
            yield line, kinds_named(line.kinds, language), line.rules, line.witness
        for capability in self.unreachable:
            name = language.pick(capability.name_ja, capability.name_en)
            yield capability, name, self._in_the_way, None
        for seam in self.seams:
            about = f"{says(seam.later, language)} {seam.says(language)}"
            yield seam, about, (seam.earlier, seam.later), seam.witness

    @property
    def _in_the_way(self) -> tuple[Rule, ...]:
        return tuple(dict.fromkeys(rule for line in self.hopeless for rule in line.rules))

    def report(self, language: Language = Language.JA) -> Report:
        """Return the examination for people to read."""
        title = language.pick(self.policy.title_ja, self.policy.title_en)
        found = self.to_records(language)
        weighed = language.pick(
            f"{self.situations:,}通りの状況をすべて調べました。",
            f"All {self.situations:,} situations were weighed.",
        )
        sound = language.pick("問題はありません。", "Nothing is wrong with the rules.")
        sheets = (
            (language.pick("見つかったこと", "Findings"), found),
            (
                language.pick("どの規則も読まない所見", "Noted, and read by no rule"),
                self._unread(language),
            ),
            (
                language.pick("どの規則も告げない理由", "Reasons that no rule gives"),
                self._unused(language),
            ),
        )
        return Report(
            title=language.pick(f"規則の点検:{title}({self.day})", f"{title}, {self.day}: rules"),
            notes=[weighed, one_line_only(language), *([] if found else [sound])],
            sheets=[Sheet(heading, headed(records, language)) for heading, records in sheets],
        )

    def _unread(self, language: Language) -> list[Record]:
        unread: dict[DocumentKind, list[str]] = {}
        for one in self.silent:
            unread.setdefault(one.kind, []).append(aspect_named(one.read_by_nobody, language))
        comma = language.pick("、", ", ")
        return [
            {"document": kinds_named([kind], language), "unread": comma.join(names)}
            for kind, names in unread.items()
        ]

    def _unused(self, language: Language) -> list[Record]:
        groups: dict[str, list[str]] = {}
        for code in self.unused_reasons:
            label = language.pick(REASONS[code].label_ja, REASONS[code].label_en)
            groups.setdefault(code.partition(".")[0], []).append(label)
        comma = language.pick("、", ", ")
        return [{"group": group, "reasons": comma.join(names)} for group, names in groups.items()]


#: What is found, as people call it.
_FINDINGS: Final[Mapping[type, Label]] = {
    Dead: Label("この日には働かない規則", "dead on this day"),
    Implied: Label("二重の指摘", "told twice"),
    Hopeless: Label("通らない書類", "hopeless document"),
    Capability: Label("使えるようにならないもの", "unreachable capability"),
    Seam: Label("規則の継ぎ目", "seam between rules"),
}


def examine(policy: Policy, day: date | None = None) -> Examination:
    """Say what is wrong with the rules of a policy for receipts on *day*, exactly.

    Without a day, that on which the policy's sources were last read.

    Every situation is weighed that a complete line of the accept list, a line lacking
    one document, or a single other document can be in. Submissions that mix two lines are
    not weighed: a rule that only these can break is called dead. A reason always has a
    remedy: none can be made without.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> found = examine(CROWDWORKS_ARTICLE, date(2026, 4, 1))
    >>> [str(kind) for hopeless in found.hopeless for kind in hopeless.kinds]
    ['health_insurance_card', 'resident_record', 'juki_card_b']
    """
    return examine_survey(Survey.of(policy, day or last_read(policy)))


def examine_survey(survey: Survey) -> Examination:
    """Examine spaces that have been built already."""
    return Examination(
        policy=survey.policy,
        day=survey.day,
        situations=survey.situations,
        dead=tuple(_dead(survey)),
        implied=tuple(_implied(survey)),
        hopeless=tuple(_hopeless(survey)),
        silent=tuple(_silent(survey)),
        unused_reasons=_unused_reasons(survey.policy),
        unreachable=_unreachable(survey),
        seams=seams(survey.policy),
    )


def _dead(survey: Survey) -> Iterator[Dead]:
    asked = {id(found.breach.rule): found for found in reversed(survey.asked)}
    alive = {id(found.breach.rule) for found in survey.asked if found.breach.situations}
    for rule in survey.rules:
        if id(rule) not in alive:
            found = asked.get(id(rule))
            yield Dead(rule, None if found is None else found.space.witness())


def _implied(survey: Survey) -> Iterator[Implied]:
    """Find each rule that is broken only where another one is, in every place it is asked.

    Rules that share no dial are never so related, so only a rule's own part is searched.
    """
    causes: dict[int, dict[int, Found]] = {}
    for found in survey.asked:
        if _told(found):
            here = {id(rule): found for rule in _covering(found)}
            key = id(found.breach.rule)
            before = causes.get(key, here)
            causes[key] = {rule: place for rule, place in before.items() if rule in here}
    rules = {id(rule): rule for rule in survey.rules}
    for rule, covering in causes.items():
        for cause, found in covering.items():
            is_mutual = rule in causes[cause]
            if not is_mutual or _comes_first(rule, cause, rules):
                witness = found.space.witness(found.situations(_told(found)))
                yield Implied(rules[rule], rules[cause], is_mutual, witness)


def _comes_first(rule: int, other: int, order: Mapping[int, Rule]) -> bool:
    return next(key for key in order if key in {rule, other}) == rule


def _covering(found: Found) -> Iterator[Rule]:
    """Yield the rules told wherever this one is."""
    here = _told(found)
    for other in found.space.parts[found.place].breaches:
        may = other is not found.breach and is_beside(found.breach, other)
        if may and not here & ~other.situations and not here & ~_told(evolve(found, breach=other)):
            yield other.rule


def _told(found: Found) -> int:
    return told_in(found.space, found.place, found.breach)


def _hopeless(survey: Survey) -> Iterator[Hopeless]:
    for space in survey.lines:
        if not space.accepts():
            scene = space.scene
            yield Hopeless(scene.entity, scene.kinds, blamed(space), space.witness())


def _silent(survey: Survey) -> Iterator[Silent]:
    for space in survey.lines:
        for index in range(len(space.scene.kinds)):
            unread = (a for a in space.scene.aspects(index) if a not in space.reads)
            yield from (Silent(space, aspect) for aspect in unread)


def _unused_reasons(policy: Policy) -> tuple[str, ...]:
    given = {rule.reason.code for rule in policy.rules}
    return tuple(code for code in REASONS if code not in given)


def _unreachable(survey: Survey) -> tuple[Capability, ...]:
    reachable = any(space.accepts() for space in survey.lines)
    return () if reachable else survey.policy.capabilities
