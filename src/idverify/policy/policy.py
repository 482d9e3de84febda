"""Verification policies (本人確認の基準): dated, cited rules and their evaluation."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Final, Unpack, cast

from attrs import evolve, field, frozen

from idverify.calendar.civil_code import last_day_of_period
from idverify.calendar.period import require_date
from idverify.catalogue.capabilities import Capability, NextStep
from idverify.catalogue.reasons import REASONS
from idverify.citations import Citation
from idverify.display import NotebookDisplay, ShortRepr
from idverify.errors import InvalidValueError
from idverify.matching.strictness import Strictness
from idverify.model.observations import Observation
from idverify.model.reasons import RejectionReason
from idverify.model.submissions import Submission
from idverify.model.uploads import FileLimits
from idverify.model.validators import as_tuple, not_empty
from idverify.policy.acceptance import Acceptance, make_acceptance_rules
from idverify.policy.assessment import Assessment
from idverify.policy.derivation import (
    PolicyDiff,
    PolicyLike,
    apply_rule_changes,
    diff_policies,
    require_known_codes,
)
from idverify.policy.own_inputs import OwnInput, require_known_notes
from idverify.policy.plan import Conclusions, Plan
from idverify.policy.rules import Rule
from idverify.policy.settings import (
    FINAL_REASONS,
    RETENTION_NOT_STATED,
    Gap,
    Retention,
    SecondReview,
    Settings,
    as_codes,
    as_second_reviews,
)
from idverify.policy.stamps import PolicyStamp, compute_rules_digest
from idverify.validation import at_least, has_text, validated

__all__ = ["Policy"]

#: Limit of cached plans. Applicants choose the kinds of documents, so combinations are unbounded.
MAX_PLANS: Final = 1024


def _validate_unique_codes(_: object, __: object, rules: tuple[Rule, ...]) -> None:
    for index, rule in enumerate(rules):
        if any(
            rule.code == earlier.code and rule.period.overlaps(earlier.period)
            for earlier in rules[:index]
        ):
            raise InvalidValueError(
                f"two rules named {rule.code} hold on the same day: give them other codes,"
                " or periods that do not meet"
            )


def _validate_unique_inputs(_: object, __: object, inputs: tuple[OwnInput, ...]) -> None:
    codes = [each.code for each in inputs]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        raise InvalidValueError(f"Policy.own_inputs: two inputs have the code {twice}")


@validated
@frozen(kw_only=True)
class Policy(NotebookDisplay, ShortRepr):
    """The requirements of a service for identity verification, as data.

    Nothing in it is fixed for a kind of document. Create a policy once and reuse it:
    it caches its conclusions for submissions with the same answers. Two policies are
    equal when their requirements are; code, titles and parent do not count. The `repr`
    leaves out the rules and their sources, which fill forty pages.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> house = CROWDWORKS_ARTICLE.derive(code="house", max_attempts=3)
    >>> house == CROWDWORKS_ARTICLE, house.derive() == house
    (False, True)

    Raises:
        InvalidValueError: if two rules with the same code are in force on the same day.
    """

    code: str = field(eq=False, validator=has_text)
    """Stable name, as in `crowdworks_article`."""
    title_ja: str = field(eq=False)
    title_en: str = field(eq=False)
    citations: tuple[Citation, ...] = field(
        converter=tuple[Citation, ...], validator=not_empty, repr=False
    )
    accept_list: tuple[Acceptance, ...] = field(
        converter=tuple[Acceptance, ...], validator=not_empty, repr=False
    )
    """The accept list (受付書類); the documents of any one complete line are enough."""
    requirements: tuple[Rule, ...] = field(
        converter=tuple[Rule, ...], validator=_validate_unique_codes, repr=False
    )
    """The rules other than those of the accept list, in the order of their findings."""
    files: FileLimits = field(repr=False)
    """The accepted image files."""
    business_days: int = field(default=5, validator=at_least(1))
    """Number of business days (営業日) within which a decision is promised."""
    capabilities: tuple[Capability, ...] = field(
        default=(), converter=tuple[Capability, ...], repr=False
    )
    """The functions of the service that approval unlocks."""
    next_steps: tuple[NextStep, ...] = field(default=(), converter=tuple[NextStep, ...], repr=False)
    """The checklist that the service recommends after approval."""
    is_optional: bool = False
    """Whether members may use the service without verification."""
    may_replace: bool = True
    """Whether a pending submission may be replaced by another, which restarts the deadline."""
    max_attempts: int | None = field(default=None, validator=at_least(1))
    """Number of submissions allowed until approval, including the first; `None`: no limit."""
    reverify_months: int | None = field(default=None, validator=at_least(1))
    """Number of calendar months after approval when a verification lapses; `None`: never."""
    trust_frameworks: frozenset[str] = frozenset()
    """Trust frameworks of OpenID Identity Assurance, as in `jp_aml`, that approvals under this
    policy may claim in addition to our own; the presets claim none."""
    final_reasons: frozenset[str] = field(default=FINAL_REASONS, converter=as_codes, repr=False)
    """Codes of the reasons after which a refusal is final unless the reviewer decides otherwise."""
    reasons: tuple[RejectionReason, ...] = field(
        default=(), converter=tuple[RejectionReason, ...], repr=False
    )
    """Reasons of the service that no rule gives, for the decisions of reviewers."""
    own_inputs: tuple[OwnInput, ...] = field(
        default=(), converter=tuple[OwnInput, ...], validator=_validate_unique_inputs, repr=False
    )
    """Questions of the service that reviewers answer for each document (独自の確認項目)."""
    second_reviews: frozenset[SecondReview] = field(
        default=frozenset[SecondReview](), converter=as_second_reviews, repr=False
    )
    """The outcomes that two different reviewers have to decide (二人目の確認)."""
    retention: Retention = field(default=RETENTION_NOT_STATED, repr=False)
    """How long images and records are kept."""
    gaps: tuple[Gap, ...] = field(default=(), converter=tuple[Gap, ...], repr=False)
    """Points that the sources do not state, or that could not be read in them."""
    parent: "Policy | None" = field(default=None, eq=False, repr=False)
    """The policy from which this one was derived (継承元)."""

    _in_force: dict[int, "Policy"] = field(factory=dict, init=False, eq=False, repr=False)
    _plans: dict[tuple[int, Hashable], Plan] = field(factory=dict, init=False, eq=False, repr=False)
    _latest: dict[Hashable, Plan] = field(factory=dict, init=False, eq=False, repr=False)
    """The plan last used for each combination of kinds; usually it also covers the next day."""

    _digests: dict[int, str] = field(factory=dict, init=False, eq=False, repr=False)
    _key: object = field(factory=object, init=False, eq=False, repr=False)
    """The key of this policy in the cache of a submission; faster to hash than the policy."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, those of the accept list first."""
        return (*make_acceptance_rules(self.accept_list), *self.requirements)

    @cached_property
    def intake_policy(self) -> "Policy":
        """This policy with only the rules that can be evaluated at intake (受付)."""
        rules = (rule for rule in self.requirements if rule.is_known_at_intake)
        return evolve(self, requirements=tuple(rules))

    @validated
    def has_lapsed(self, approved_on: date, day: date) -> bool:
        """Return whether a verification approved on *approved_on* must be repeated on *day*."""
        last_day = self.last_day_of_verification(approved_on)
        return last_day is not None and day > last_day

    def last_day_of_verification(self, approved_on: date) -> date | None:
        """Return the last day on which a verification approved on *approved_on* is valid.

        None if verifications do not lapse.
        """
        if self.reverify_months is None:
            return None
        return last_day_of_period(approved_on, self.reverify_months)

    @cached_property
    def change_dates(self) -> tuple[date, ...]:
        """The days on which rules or answers change for all submissions, in order."""
        days = {day for rule in self.rules for day in (rule.period.since, rule.period.until)}
        days.update(*(f.change_dates for rule in self.rules for f in rule.facts))
        return tuple(sorted(day for day in days if day is not None))

    @property
    def strictness(self) -> Strictness | None:
        """The strictness of comparisons with the profile (照合方針); None: nothing is compared."""
        comparisons = (fact.profile_comparison for rule in self.requirements for fact in rule.facts)
        return next((each.strictness for each in comparisons if each and each.make_fact), None)

    @cached_property
    def known_reasons(self) -> Mapping[str, RejectionReason]:
        """The reasons by code: of the library, of the rules, and of the service itself."""
        of_rules = {rule.reason.code: rule.reason for rule in self.rules}
        return {**REASONS, **of_rules, **{reason.code: reason for reason in self.reasons}}

    def require_known_notes(self, observations: Iterable[Observation]) -> None:
        """Raise unless every note of the observations answers one of `own_inputs`.

        Raises:
            InvalidValueError: if a note is not declared, or has another answer.
        """
        require_known_notes(self.own_inputs, observations)

    def require_known_reasons(self, codes: Iterable[str]) -> None:
        """Raise unless every code is one of `known_reasons`.

        Raises:
            InvalidValueError: if a code is unknown; the text suggests similar codes.
        """
        require_known_codes("reasons", codes, self.known_reasons)

    @validated
    def is_final_by_default(self, codes: Iterable[str]) -> bool:
        """Return whether a refusal for these reasons is final by default.

        >>> from idverify.presets import CROWDWORKS_ARTICLE
        >>> CROWDWORKS_ARTICLE.is_final_by_default(["mismatch.name"])
        False

        The reviewer may decide otherwise.
        """
        return not self.final_reasons.isdisjoint(as_tuple(codes))

    @validated
    def derive(
        self,
        *,
        drop: Iterable[str] = (),
        replace: Iterable[Rule] = (),
        add: Iterable[Rule] = (),
        strictness: Strictness | None = None,
        **settings: Unpack[Settings],
    ) -> "Policy":
        """Return a copy of this policy with the named changes and this policy as its parent.

        >>> from idverify.presets import CROWDWORKS_ARTICLE
        >>> house = CROWDWORKS_ARTICLE.derive(code="house", drop=["original_is_photographed"])
        >>> [rule.code for rule in house.diff().dropped]
        ['original_is_photographed']

        The general rules (law of documents, comparison with the profile) apply to every kind,
        including one added to the accept list. Rules that are specific to a kind, such as the
        required sides or the numbers to mask, must be added with it.

        Args:
            drop: Codes of the rules to remove.
            replace: Rules that replace those with the same codes; two rules with one code are
                its versions, each for its own period.
            add: Rules to append after all others.
            strictness: The strictness of every rule that compares profile and document.
            **settings: Other fields of the policy, by name.

        Raises:
            InvalidValueError: if a rule to drop or replace is missing, a rule to add exists, a
                code is empty, or a final reason is unknown to this library and to the rules.
        """
        rules = apply_rule_changes(self.requirements, drop, replace, add)
        if "final_reasons" in settings:
            settings["final_reasons"] = frozenset(as_tuple(settings["final_reasons"]))
            draft = evolve(self, requirements=rules, reasons=settings.get("reasons", self.reasons))
            require_known_codes("final_reasons", settings["final_reasons"], draft.known_reasons)
        if strictness is not None:
            rules = tuple(rule.with_strictness(strictness) for rule in rules)
        return evolve(self, requirements=rules, parent=self, **settings)

    @validated
    def diff(self, parent: "Policy | None" = None) -> PolicyDiff:
        """Return the differences from *parent*, by default the policy this one was derived from.

        Raises:
            InvalidValueError: if *parent* is None and this policy was not derived.
        """
        other = parent or self.parent
        if other is None:
            raise InvalidValueError(
                "this policy was derived from none: say which one to compare with"
            )
        # pyright does not infer the type of a field from its converter.
        return diff_policies(cast(PolicyLike, other), cast(PolicyLike, self))

    def in_force_on(self, day: date) -> "Policy":
        """Return this policy reduced to the rules in force for a receipt on *day*.

        Results are cached; days with the same rules share one policy.
        """
        index = bisect_right(self.change_dates, require_date(day))
        cached = self._in_force.get(index)
        if cached is None:
            cached = self._in_force[index] = self._filter_in_force(day)
        return cached

    def _filter_in_force(self, day: date) -> "Policy":
        rules = tuple(rule for rule in self.requirements if day in rule.period)
        if rules == self.requirements:
            return self
        same = (policy for policy in self._in_force.values() if policy.requirements == rules)
        return next(same, None) or evolve(self, requirements=rules)

    def stamp(self, day: date) -> PolicyStamp:
        """Return the code of this policy with a digest of its rules in force on *day*."""
        index = bisect_right(self.change_dates, require_date(day))
        if index not in self._digests:
            in_force = (rule for rule in self.rules if day in rule.period)
            self._digests[index] = compute_rules_digest(in_force)
        return PolicyStamp(self.code, self._digests[index])

    def evaluate(self, submission: Submission, received_on: date) -> Assessment:
        """Evaluate a submission by the rules in force on the day of receipt.

        All findings are returned, not only the first. If missing observations cannot
        change the verdict, it is final; otherwise `open_questions` lists exactly the
        observations that can still change it.

        Raises:
            InvalidValueError: if *received_on* is not a plain date.
        """
        if type(received_on) is not date:
            require_date(received_on, "received_on")
        if not isinstance(submission, Submission):
            raise InvalidValueError(
                "Policy.evaluate: submission must be a Submission, not"
                f" {type(submission).__name__}: build it with Submission(...)"
            )
        cached = submission.worked_out.get(self._key)
        if type(cached) is not Conclusions or not cached.first <= received_on <= cached.last:
            cached = submission.worked_out[self._key] = self._read(submission, received_on)
        return cached.on(submission, received_on)

    def _read(self, submission: Submission, day: date) -> Conclusions:
        kinds = submission.kinds
        plan = self._latest.get(kinds)
        if plan is None or not plan.first <= day <= plan.last:
            plan = self._latest[kinds] = self._plan(kinds, submission, day)
        return plan.read(submission)

    def _plan(self, kinds: Hashable, example: Submission, day: date) -> Plan:
        """Return the plan for documents of these kinds on that day; created on first use."""
        index = bisect_right(self.change_dates, day)
        plan = self._plans.get((index, kinds))
        if plan is None:
            if len(self._plans) >= MAX_PLANS:
                self._plans.clear()
                self._latest.clear()
            rules = [rule for rule in self.rules if day in rule.period]
            plan = self._plans[index, kinds] = Plan(rules, example, *self._days(index))
        return plan

    def _days(self, index: int) -> tuple[date, date]:
        """Return the first and last day of the interval that ends before change date *index*."""
        changes = self.change_dates
        first = changes[index - 1] if index else date.min
        return first, changes[index] - timedelta(days=1) if index < len(changes) else date.max
