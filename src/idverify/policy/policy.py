"""A policy (本人確認の基準): the dated and cited rules of a service, and what they conclude."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Final, Unpack, cast

from attrs import evolve, field, frozen, validators

from idverify.calendar.civil_code import last_day_of_period
from idverify.calendar.period import require_date
from idverify.catalogue.capabilities import Capability, NextStep
from idverify.citations import Citation
from idverify.display import NotebookDisplay, ShortRepr
from idverify.errors import InvalidValueError
from idverify.matching.strictness import Strictness
from idverify.model.submissions import Submission
from idverify.model.uploads import FileLimits
from idverify.model.validators import as_tuple, not_empty
from idverify.policy.acceptance import Acceptance, make_acceptance_rules
from idverify.policy.assessment import Assessment
from idverify.policy.derivation import (
    PolicyDiff,
    PolicyLike,
    Settings,
    apply_rule_changes,
    diff_policies,
    periods_overlap,
    validate_reason_codes,
)
from idverify.policy.plan import Conclusions, Plan
from idverify.policy.rules import Rule
from idverify.policy.settings import FINAL_REASONS, RETENTION_NOT_STATED, Gap, Retention, as_codes

__all__ = ["Policy"]

#: Plans remembered: applicants choose the kinds, and some of them at random.
MAX_PLANS: Final = 1024


def _validate_unique_codes(_: object, __: object, rules: tuple[Rule, ...]) -> None:
    for place, rule in enumerate(rules):
        if any(
            rule.code == o.code and periods_overlap(rule.period, o.period) for o in rules[:place]
        ):
            raise InvalidValueError(
                f"two rules named {rule.code} hold on the same day: give them other codes,"
                " or periods that do not meet"
            )


@frozen(kw_only=True)
class Policy(NotebookDisplay, ShortRepr):
    """What a service asks for, as data; nothing in it is a constant of a document kind.

    Its `repr` leaves out the rules and their sources, which fill forty pages.
    Made once and asked often: what was concluded for the same answers is remembered.
    Two policies are equal when they ask the same of everybody; code, title and
    provenance only say whose it is.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> house = CROWDWORKS_ARTICLE.derive(code="house", max_attempts=3)
    >>> house == CROWDWORKS_ARTICLE, house.derive() == house
    (False, True)

    Raises:
        InvalidValueError: Two rules have one code and hold on the same day.
    """

    code: str = field(eq=False, validator=validators.min_len(1))
    """Stable name, as in `crowdworks_article`."""
    title_ja: str = field(eq=False)
    title_en: str = field(eq=False)
    citations: tuple[Citation, ...] = field(
        converter=tuple[Citation, ...], validator=not_empty, repr=False
    )
    accept_list: tuple[Acceptance, ...] = field(
        converter=tuple[Acceptance, ...], validator=not_empty, repr=False
    )
    """The accept list; any one complete line is enough."""
    requirements: tuple[Rule, ...] = field(
        converter=tuple[Rule, ...], validator=_validate_unique_codes, repr=False
    )
    """The rules beside the accept list, in the order in which findings are told."""
    files: FileLimits = field(repr=False)
    """Which picture files are taken."""
    business_days: int = field(default=5, validator=validators.ge(1))
    """A decision is promised within so many business days (営業日)."""
    capabilities: tuple[Capability, ...] = field(
        default=(), converter=tuple[Capability, ...], repr=False
    )
    """What approval unlocks."""
    next_steps: tuple[NextStep, ...] = field(default=(), converter=tuple[NextStep, ...], repr=False)
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
    final_reasons: frozenset[str] = field(default=FINAL_REASONS, converter=as_codes, repr=False)
    """Codes of the reasons after which a refusal is final unless the reviewer says otherwise."""
    retention: Retention = field(default=RETENTION_NOT_STATED, repr=False)
    """How long pictures and records are kept."""
    gaps: tuple[Gap, ...] = field(default=(), converter=tuple[Gap, ...], repr=False)
    """What the sources do not say, or could not be read to say."""
    parent: "Policy | None" = field(default=None, eq=False, repr=False)
    """The policy this one was derived from (継承元)."""

    _in_force: dict[int, "Policy"] = field(factory=dict, init=False, eq=False, repr=False)
    _plans: dict[tuple[int, Hashable], Plan] = field(factory=dict, init=False, eq=False, repr=False)
    _latest: dict[Hashable, Plan] = field(factory=dict, init=False, eq=False, repr=False)
    """The plan last used for some kinds of documents; the next day asked about is near."""

    _key: object = field(factory=object, init=False, eq=False, repr=False)
    """Under which a submission keeps what was read of it; quicker to find than the policy."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules: those of the accept list first."""
        return (*make_acceptance_rules(self.accept_list), *self.requirements)

    @cached_property
    def intake_policy(self) -> "Policy":
        """The policy with only what can be judged before a reviewer has looked (受付)."""
        rules = (rule for rule in self.requirements if rule.is_known_at_intake)
        return evolve(self, requirements=tuple(rules))

    def has_lapsed(self, approved_on: date, day: date) -> bool:
        """Whether on *day* a verification approved on *approved_on* has to be made anew."""
        last_day = self.last_day_of_verification(approved_on)
        return last_day is not None and day > last_day

    def last_day_of_verification(self, approved_on: date) -> date | None:
        """Return the last day on which a verification of that day holds; None if no day is set."""
        if self.reverify_months is None:
            return None
        return last_day_of_period(approved_on, self.reverify_months)

    @cached_property
    def change_dates(self) -> tuple[date, ...]:
        """The days on which something changes that does not hang on any one submission."""
        days = {day for rule in self.rules for day in (rule.period.since, rule.period.until)}
        days.update(*(f.change_dates for rule in self.rules for f in rule.facts))
        return tuple(sorted(day for day in days if day is not None))

    @property
    def strictness(self) -> Strictness | None:
        """How strictly its rules compare profile and document (照合方針); None: they do not."""
        hows = (fact.profile_comparison for rule in self.requirements for fact in rule.facts)
        return next((how.strictness for how in hows if how and how.make_fact), None)

    def is_final_by_default(self, codes: Iterable[str]) -> bool:
        """Whether a refusal for these reasons is final unless the reviewer says otherwise.

        >>> from idverify.presets import CROWDWORKS_ARTICLE
        >>> CROWDWORKS_ARTICLE.is_final_by_default(["mismatch.name"])
        False
        """
        return not self.final_reasons.isdisjoint(as_tuple(codes))

    def derive(
        self,
        *,
        drop: Iterable[str] = (),
        replace: Iterable[Rule] = (),
        add: Iterable[Rule] = (),
        strictness: Strictness | None = None,
        **settings: Unpack[Settings],
    ) -> "Policy":
        """Make a policy that differs from this one in what is named, and remembers its parent.

        >>> from idverify.presets import CROWDWORKS_ARTICLE
        >>> house = CROWDWORKS_ARTICLE.derive(code="house", drop=["original_is_photographed"])
        >>> [rule.code for rule in house.diff().dropped]
        ['original_is_photographed']

        A kind added to the accept list is judged by the law of documents, the profile and
        whatever else is right about any document; rules about what only it shows, such as
        sides or numbers to be hidden, are added beside it.

        Args:
            drop: Codes of the rules to leave out.
            replace: Rules to put in the place of those with the same codes; two of one code are
                its versions, each for its own period.
            add: Rules to put after all others.
            strictness: How strictly to compare, in every rule that compares.
            **settings: Other fields of the policy, by name.

        Raises:
            InvalidValueError: A rule to drop or replace is not there, or one to add is; a code is
                empty, or a final reason is none that this library or one of the rules knows.
        """
        rules = apply_rule_changes(self.requirements, drop, replace, add)
        if "final_reasons" in settings:
            settings["final_reasons"] = validate_reason_codes(settings["final_reasons"], rules)
        if strictness is not None:
            rules = tuple(rule.with_strictness(strictness) for rule in rules)
        return evolve(self, requirements=rules, parent=self, **settings)

    def diff(self, parent: "Policy | None" = None) -> PolicyDiff:
        """Say in what this policy differs from *parent*, by default the one it was derived from.

        Raises:
            InvalidValueError: It was derived from none, and none is given.
        """
        other = parent or self.parent
        if other is None:
            raise InvalidValueError(
                "this policy was derived from none: say which one to compare with"
            )
        # pyright takes a field with a converter for something else than what it holds.
        return diff_policies(cast(PolicyLike, other), cast(PolicyLike, self))

    def in_force_on(self, day: date) -> "Policy":
        """Return the policy with only the rules in force for a receipt on *day*.

        Asking again costs a lookup; days with the same rules share one policy.
        """
        place = bisect_right(self.change_dates, require_date(day))
        known = self._in_force.get(place)
        if known is None:
            known = self._in_force[place] = self._filter_in_force(day)
        return known

    def _filter_in_force(self, day: date) -> "Policy":
        rules = tuple(rule for rule in self.requirements if day in rule.period)
        if rules == self.requirements:
            return self
        same = (policy for policy in self._in_force.values() if policy.requirements == rules)
        return next(same, None) or evolve(self, requirements=rules)

    def evaluate(self, submission: Submission, received_on: date) -> Assessment:
        """Say everything the rules of the day of receipt say of the submission.

        All findings are returned, never the first only. A verdict that no missing
        observation can change is given at once; otherwise `open_questions` lists
        exactly the observations that can still change it.
        """
        if type(received_on) is not date:
            require_date(received_on, "received_on")
        known = submission.worked_out.get(self._key)
        if type(known) is not Conclusions or not known.first <= received_on <= known.last:
            known = submission.worked_out[self._key] = self._read(submission, received_on)
        return known.on(submission, received_on)

    def _read(self, submission: Submission, day: date) -> Conclusions:
        kinds = submission.kinds
        plan = self._latest.get(kinds)
        if plan is None or not plan.first <= day <= plan.last:
            plan = self._latest[kinds] = self._plan(kinds, submission, day)
        return plan.read(submission)

    def _plan(self, kinds: Hashable, example: Submission, day: date) -> Plan:
        """Return the plan for documents of these kinds on that day; made when first asked for."""
        place = bisect_right(self.change_dates, day)
        plan = self._plans.get((place, kinds))
        if plan is None:
            if len(self._plans) >= MAX_PLANS:
                self._plans.clear()
                self._latest.clear()
            rules = [rule for rule in self.rules if day in rule.period]
            plan = self._plans[place, kinds] = Plan(rules, example, *self._days(place))
        return plan

    def _days(self, place: int) -> tuple[date, date]:
        """Return the first and last day between two changes."""
        changes = self.change_dates
        first = changes[place - 1] if place else date.min
        return first, changes[place] - timedelta(days=1) if place < len(changes) else date.max
