"""Rules (規則) as data: facts, conditions on their answers, and what is required then."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import evolve, field, frozen

from idverify.calendar.period import Period
from idverify.citations import Citation
from idverify.display import ShortRepr
from idverify.errors import InvalidValueError
from idverify.matching.comparison import Comparison, Difference
from idverify.matching.strictness import Strictness
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.reasons import RejectionReason
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import Unknown
from idverify.model.validators import not_empty
from idverify.validation import validated

__all__ = ["Condition", "Fact", "ProfileComparison", "Reader", "Rule", "Scope"]


class Scope(StrEnum):
    """Whether a fact is read from each document or from the submission as a whole."""

    DOCUMENT = "document"
    SUBMISSION = "submission"


Reader = Callable[[Document, Submission, date], Hashable | Unknown]
"""A function that reads one fact of a document, in its submission, on the day of receipt."""


@validated
@frozen(kw_only=True)
class Fact(ShortRepr):
    """A question about a submission with finitely many answers, or none yet (`UNKNOWN`).

    Two facts are equal when they ask the same question: same `name`, same `parameter`
    (three months, or six) and same possible answers.
    """

    name: str
    question_ja: str = field(eq=False)
    question_en: str = field(eq=False)
    values: tuple[Hashable, ...] = field(converter=tuple[Hashable, ...])
    """Every possible answer."""
    read: Reader = field(eq=False, repr=False)
    scope: Scope = Scope.DOCUMENT
    parameter: Hashable = None
    profile_comparison: "ProfileComparison | None" = field(default=None, eq=False, repr=False)
    """How the fact compares profile and document; `None`: it does not."""
    is_known_at_intake: bool = field(default=False, eq=False)
    """Whether it is known as soon as the files arrive, before any review."""
    change_dates: frozenset[date] = field(default=frozenset[date](), eq=False)
    """Days on which the answer may change although the submission does not."""
    is_fixed: bool = field(default=False, eq=False)
    """Whether, between the change dates, the answer depends only on the kinds of the documents
    and of the applicant: it is then read once for all submissions with the same kinds."""
    is_timeless: bool = field(default=False, eq=False)
    """Whether, between the change dates, the answer does not depend on the day of receipt: it is
    then read once for each submission."""
    sees: tuple[str, ...] | None = field(default=None, eq=False)
    """For a timeless fact, the attributes of a document that its answer depends on, as in
    `observation.medium`: not personal, and quick to compare. `None`: not declared; the fact is
    read each time."""
    texts: tuple[str, ...] = field(default=(), eq=False)
    """The transcriptions that it compares with the profile, as in `name`. While all of them equal
    the registered text, the answer depends on `sees` alone."""
    observation_field: str = field(default="", eq=False)
    """The one field of the observation that answers it, as in `expires_on`. A reviewer who fills
    that field answers every fact that uses it, so only one of these facts is asked."""
    for_kind: "Callable[[DocumentKind], Reader] | None" = field(default=None, eq=False, repr=False)
    """Makes a faster reader for documents of one kind, with the same answers as `read`."""
    effort: int = field(default=1, eq=False)
    """A reviewer's effort for the answer: 0 none, 1 a quick look, 2 reading, 3 typing."""

    def __repr__(self) -> str:
        return f"Fact(name={self.name!r})"

    @property
    def located_field(self) -> str:
        """The one field of an observation that it is about; empty if there are several, or none."""
        seen = (path.partition("observation.")[2] for path in self.sees or ())
        names = [self.observation_field] if self.observation_field else [*self.texts, *seen]
        found = {name for name in names if name}
        return found.pop() if len(found) == 1 else ""

    def reader(self, kind: DocumentKind) -> Reader:
        """Return the function that reads the fact of documents of this kind."""
        return self.for_kind(kind) if self.for_kind else self.read

    def one_of(self, *values: Hashable) -> "Condition":
        """Return the condition that the answer is one of *values*."""
        return Condition(fact=self, values=frozenset(values))

    def other_than(self, *values: Hashable) -> "Condition":
        """Return the condition that the answer is none of *values*."""
        return Condition(fact=self, values=frozenset(self.values) - frozenset(values))


def _validate_values(condition: "Condition", _: object, values: frozenset[Hashable]) -> None:
    if unknown := values - frozenset(condition.fact.values):
        raise InvalidValueError(f"{condition.fact.name} never answers {sorted(map(str, unknown))}")


@validated
@frozen(kw_only=True)
class ProfileComparison:
    """How a fact compares the registered profile with the printed document (照合)."""

    compare: Callable[[Document, Submission], Comparison | None]
    """Compare in detail, to explain the answer; returns None if there is nothing to compare."""
    strictness: Strictness
    make_fact: Callable[[Strictness], Fact] | None = None
    """Makes the same fact with another strictness; `None`: the strictness is fixed."""

    def discrepancies(self, document: Document, submission: Submission) -> tuple[Difference, ...]:
        """Return the differences that are refused or that a person has to review."""
        comparison = self.compare(document, submission)
        return self.strictness.discrepancies(comparison) if comparison else ()


@validated
@frozen(kw_only=True)
class Condition:
    """The condition that a fact has one of the given answers.

    Raises:
        InvalidValueError: if there are no answers, or the fact never gives one of them.
    """

    fact: Fact
    values: frozenset[Hashable] = field(validator=[not_empty, _validate_values])

    def with_strictness(self, strictness: Strictness) -> "Condition":
        """Return the same condition with another strictness; unchanged if nothing is compared."""
        comparison = self.fact.profile_comparison
        if comparison is None or comparison.make_fact is None:
            return self
        return evolve(self, fact=comparison.make_fact(strictness))


ALWAYS: Final = Period()


@validated
@frozen(kw_only=True)
class Rule(ShortRepr):
    """A requirement on documents or submissions, and the reason for refusal if it is violated.

    A document (or the whole submission) satisfies the rule if one of the conditions
    in `when` is not met, or if `requires` is met.

    Raises:
        InvalidValueError: if there is no citation.
    """

    code: str
    """Stable name that states the requirement, as in `original_is_photographed`."""
    statement_ja: str
    statement_en: str
    requires: Condition
    when: tuple[Condition, ...] = field(default=(), converter=tuple[Condition, ...])
    kinds: frozenset[DocumentKind] | None = None
    """The kinds of document to which it applies; `None`: all."""
    reason: RejectionReason
    citations: tuple[Citation, ...] = field(converter=tuple[Citation, ...], validator=not_empty)
    kind_citations: Mapping[DocumentKind, tuple[Citation, ...]] = field(factory=dict, hash=False)
    """Additional citations for a document of one kind: the sources of the law on it."""
    period: Period = ALWAYS
    """The days of receipt on which it is in force."""
    is_blocking: bool = True
    """False: the finding is only a note to the reviewer and does not cause a refusal."""
    suppressed_by: frozenset[str] = frozenset()
    """Codes of rules whose findings already report the cause of this one."""
    must_purge_image: bool = False
    """Whether images that violate the rule must be destroyed (破棄)."""
    field_to_mask: SensitiveField | None = None
    """The field that must not stay readable on images that violate the rule: the recipient masks
    it irreversibly or destroys the image (受領者のマスキング義務)."""

    def __repr__(self) -> str:
        # The full repr, with the statutory sources of every kind, would fill pages.
        return f"Rule(code={self.code!r}, statement_en={self.statement_en!r})"

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions, with the required one last."""
        return (*self.when, self.requires)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the rule reads, without duplicates."""
        return tuple(dict.fromkeys(c.fact for c in self.conditions))

    @property
    def scope(self) -> Scope:
        """Whether the rule is evaluated for each document or once for the submission."""
        of_document = any(f.scope is Scope.DOCUMENT for f in self.facts)
        return Scope.DOCUMENT if of_document else Scope.SUBMISSION

    @property
    def is_known_at_intake(self) -> bool:
        """Whether the rule can be evaluated at intake, before any review."""
        return all(f.is_known_at_intake for f in self.facts)

    @property
    def is_asked(self) -> bool:
        """Whether a reviewer is asked for its facts: it blocks, or images depend on it."""
        return self.is_blocking or self.must_purge_image or self.field_to_mask is not None

    def applies_to(self, kind: DocumentKind) -> bool:
        """Return whether the rule applies to documents of this kind."""
        return self.kinds is None or kind in self.kinds

    def with_strictness(self, strictness: Strictness) -> "Rule":
        """Return the same rule with all its comparisons at another strictness."""
        return evolve(
            self,
            requires=self.requires.with_strictness(strictness),
            when=[condition.with_strictness(strictness) for condition in self.when],
        )
