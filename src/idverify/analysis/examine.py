"""What is wrong with a policy by itself: rules that do nothing, documents that nobody can use."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from idverify.analysis.seams import Seam, seams
from idverify.analysis.survey import Found, Survey, blamed
from idverify.analysis.wording import headed, kinds_named, oddities, says, told
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule
from idverify.vocabulary.applicants import EntityKind
from idverify.vocabulary.capabilities import Capability
from idverify.vocabulary.contacts import Language
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.reasons import REASONS
from idverify.vocabulary.report import Record, Report, Sheet
from idverify.vocabulary.submissions import Submission

__all__ = ["Dead", "Examination", "Hopeless", "Implied", "Silent", "examine", "examine_survey"]


@frozen
class Dead:
    """A rule that no submission can break (働かない規則)."""

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


@frozen
class Silent:
    """Something a reviewer may note of a document, and no rule reads (読まれない所見)."""

    kind: DocumentKind
    aspect: str
    witness: Submission
    """It stands otherwise there than it should, and nothing is said."""


@frozen(kw_only=True)
class Examination:
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

    def to_records(self, language: Language = Language.JA) -> list[Record]:
        """Return a row for each finding about a rule or a line of the accept list."""
        found = [
            *(("働かない規則", "dead", (d.rule,), d.rule, d.witness) for d in self.dead),
            *(
                ("二重の指摘", "told twice", (i.rule, i.by), i.rule, i.witness)
                for i in self.implied
            ),
        ]
        rows = [
            {
                "finding": told(language, ja, en),
                "about": says(about, language),
                "rules": ", ".join(rule.code for rule in rules),
                "witness": oddities(witness, self.day),
            }
            for ja, en, rules, about, witness in found
        ]
        return [*rows, *self._hopeless_rows(language)]

    def _hopeless_rows(self, language: Language) -> Iterator[Record]:
        for one in self.hopeless:
            yield {
                "finding": told(language, "通らない書類", "hopeless"),
                "about": kinds_named(one.kinds, language),
                "rules": ", ".join(rule.code for rule in one.rules),
                "witness": oddities(one.witness, self.day),
            }

    def report(self, language: Language = Language.JA) -> Report:
        """Return the examination for people to read."""
        title = told(language, self.policy.title_ja, self.policy.title_en)
        found = self.to_records(language)
        weighed = told(
            language,
            f"{self.situations:,}通りの状況をすべて調べました。",
            f"All {self.situations:,} situations were weighed.",
        )
        silent = [
            {"document": kinds_named([kind], language), "unread": ", ".join(names)}
            for kind, names in self._unread().items()
        ]
        return Report(
            title=told(language, f"規則の点検:{title}({self.day})", f"{title}, {self.day}: rules"),
            notes=[
                weighed,
                *([] if found else [told(language, "問題はありません。", "All sound.")]),
            ],
            sheets=[
                Sheet(told(language, "見つかったこと", "Findings"), headed(found, language)),
                Sheet(
                    told(language, "どの規則も読まない所見", "Noted, and read by no rule"),
                    headed(silent, language),
                ),
            ],
        )

    def _unread(self) -> dict[DocumentKind, list[str]]:
        unread: dict[DocumentKind, list[str]] = {}
        for one in self.silent:
            unread.setdefault(one.kind, []).append(one.aspect)
        return unread


def examine(policy: Policy, day: date) -> Examination:
    """Say what is wrong with the rules of a policy for receipts on *day*, exactly.

    Every situation is weighed that a complete line of the accept list, a line lacking
    one document, or a single other document can be in. A reason always has a remedy:
    none can be made without.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> found = examine(CROWDWORKS_ARTICLE, date(2026, 4, 1))
    >>> [str(kind) for hopeless in found.hopeless for kind in hopeless.kinds]
    ['health_insurance_card', 'resident_record', 'juki_card_b']
    """
    return examine_survey(Survey.of(policy, day))


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
        if found.breach.situations:
            here = {id(rule): found for rule in _covering(found)}
            key = id(found.breach.rule)
            before = causes.get(key, here)
            causes[key] = {rule: place for rule, place in before.items() if rule in here}
    rules = {id(rule): rule for rule in survey.rules}
    for rule, covering in causes.items():
        for cause, found in covering.items():
            is_mutual = rule in causes[cause]
            if not is_mutual or _comes_first(rule, cause, rules):
                witness = found.space.witness(found.situations(found.breach.situations))
                yield Implied(rules[rule], rules[cause], is_mutual, witness)


def _comes_first(rule: int, other: int, order: Mapping[int, Rule]) -> bool:
    return next(key for key in order if key in {rule, other}) == rule


def _covering(found: Found) -> Iterator[Rule]:
    """Yield the rules broken wherever this one is, and told beside it."""
    own = found.breach
    for other in found.space.parts[found.place].breaches:
        same_document = other.document == own.document or None in {other.document, own.document}
        covers = same_document and not own.situations & ~other.situations
        if other is not own and covers and _are_both_told(own.rule, other.rule):
            yield other.rule


def _are_both_told(one: Rule, other: Rule) -> bool:
    return one.code not in other.yields_to and other.code not in one.yields_to


def _hopeless(survey: Survey) -> Iterator[Hopeless]:
    for space in survey.lines:
        if not space.accepts():
            scene = space.scene
            yield Hopeless(scene.entity, scene.kinds, blamed(space), space.witness())


def _silent(survey: Survey) -> Iterator[Silent]:
    for space in survey.lines:
        scene, plain = space.scene, space.choices()
        for index, kind in enumerate(scene.kinds):
            for aspect in scene.aspects(index):
                if aspect not in space.reads:
                    odd = {**plain, aspect: scene.values(aspect)[-1]}
                    yield Silent(kind, aspect.name, scene.submission(odd))


def _unused_reasons(policy: Policy) -> tuple[str, ...]:
    given = {rule.reason.code for rule in policy.rules}
    return tuple(code for code in REASONS if code not in given)


def _unreachable(survey: Survey) -> tuple[Capability, ...]:
    reachable = any(space.accepts() for space in survey.lines)
    return () if reachable else survey.policy.capabilities
