"""A rule (規則) as data: when these facts stand so, that fact must stand so."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import evolve, field, frozen

from idverify.calendar.period import Period
from idverify.catalogue.reasons import RejectionReason
from idverify.citations import Citation
from idverify.display import ShortRepr
from idverify.errors import InvalidValueError
from idverify.matching.comparison import Comparison, Difference
from idverify.matching.strictness import Strictness
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import Unknown
from idverify.model.validators import not_empty

__all__ = ["Condition", "Fact", "ProfileComparison", "Reader", "Rule", "Scope"]


class Scope(StrEnum):
    """What a fact is about."""

    DOCUMENT = "document"
    SUBMISSION = "submission"


Reader = Callable[[Document, Submission, date], Hashable | Unknown]
"""Reads one fact of a document, in its submission, on the day of receipt."""


@frozen(kw_only=True)
class Fact(ShortRepr):
    """A question about a submission with finitely many answers, or none yet (`UNKNOWN`).

    Two facts are equal when they ask the same: `name` says what, `setting` with
    which parameters (three months, or six).
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
    """For a fact that compares profile and document: how."""
    is_known_at_intake: bool = field(default=False, eq=False)
    """Known as soon as the files arrive; no reviewer has to look."""
    change_dates: frozenset[date] = field(default=frozenset[date](), eq=False)
    """Days on which the answer may become another though nothing of the submission does."""
    is_fixed: bool = field(default=False, eq=False)
    """Between those days it hangs on nothing but the kinds of the documents and of the
    applicant: it is read once for all submissions that are alike in these."""
    is_timeless: bool = field(default=False, eq=False)
    """Between those days the day of receipt does not matter to it: it is read once for a
    submission."""
    sees: tuple[str, ...] | None = field(default=None, eq=False)
    """Of a timeless fact, what of a document its answer hangs on, as in `observation.medium`:
    nothing personal, and quick to compare. `None`: not declared; it is read each time."""
    texts: tuple[str, ...] = field(default=(), eq=False)
    """The transcriptions that it compares with the profile, as in `name`. While every one of
    them stands as registered its answer hangs on `sees` alone."""
    observation_field: str = field(default="", eq=False)
    """The one note that answers it, as in `expires_on`: who makes that note for one question
    answers every other with it, and only one of them is asked."""
    for_kind: "Callable[[DocumentKind], Reader] | None" = field(default=None, eq=False, repr=False)
    """Makes a reader for documents of one kind that answers like `read`, and quicker."""
    effort: int = field(default=1, eq=False)
    """How much work the answer is to a reviewer: 0 none, 1 a glance, 2 reading, 3 typing."""

    def __repr__(self) -> str:
        return f"Fact(name={self.name!r})"

    def reader(self, kind: DocumentKind) -> Reader:
        """Return what reads it of documents of this kind."""
        return self.for_kind(kind) if self.for_kind else self.read

    def one_of(self, *values: Hashable) -> "Condition":
        """Return the condition that the answer is one of *values*."""
        return Condition(fact=self, values=frozenset(values))

    def other_than(self, *values: Hashable) -> "Condition":
        """Return the condition that the answer is none of *values*."""
        return Condition(fact=self, values=frozenset(self.values) - frozenset(values))


def _validate_values(condition: "Condition", _: object, values: frozenset[Hashable]) -> None:
    if strange := values - frozenset(condition.fact.values):
        raise InvalidValueError(f"{condition.fact.name} never answers {sorted(map(str, strange))}")


@frozen(kw_only=True)
class ProfileComparison:
    """How a fact compares what was registered with what a document prints (照合)."""

    compare: Callable[[Document, Submission], Comparison | None]
    """Compare anew, for somebody who wants to know why; None: there is nothing to compare."""
    strictness: Strictness
    make_fact: Callable[[Strictness], Fact] | None = None
    """Make the same fact under another strictness; `None`: it has only one."""

    def discrepancies(self, document: Document, submission: Submission) -> tuple[Difference, ...]:
        """Return the differences that are refused, or that a human has to look at."""
        comparison = self.compare(document, submission)
        return self.strictness.discrepancies(comparison) if comparison else ()


@frozen(kw_only=True)
class Condition:
    """That a fact has one of these answers."""

    fact: Fact
    values: frozenset[Hashable] = field(validator=[not_empty, _validate_values])

    def with_strictness(self, strictness: Strictness) -> "Condition":
        """Return the condition on the same fact under another strictness, if it compares."""
        how = self.fact.profile_comparison
        return evolve(self, fact=how.make_fact(strictness)) if how and how.make_fact else self


ALWAYS: Final = Period()


@frozen(kw_only=True)
class Rule(ShortRepr):
    """A statement of what holds, with the reason given when it does not.

    The rule holds of a document (or of the whole submission) if one of the
    conditions in `when` does not apply, or if `requires` does.
    """

    code: str
    """Stable name: what holds, as in `original_is_photographed`."""
    statement_ja: str
    statement_en: str
    requires: Condition
    when: tuple[Condition, ...] = field(default=(), converter=tuple[Condition, ...])
    kinds: frozenset[DocumentKind] | None = None
    """The kinds of document it speaks of; `None`: all."""
    reason: RejectionReason
    citations: tuple[Citation, ...] = field(converter=tuple[Citation, ...], validator=not_empty)
    kind_citations: Mapping[DocumentKind, tuple[Citation, ...]] = field(factory=dict, hash=False)
    """What is cited beside, for a document of that kind: the sources of its law."""
    period: Period = ALWAYS
    """The days of receipt on which it is in force."""
    is_blocking: bool = True
    """False: the finding is a note to the reviewer and refuses nobody."""
    suppressed_by: frozenset[str] = frozenset()
    """Codes of rules whose finding already tells the applicant the cause of this one."""
    must_purge_image: bool = False
    """What it finds must not be kept: the picture is to be destroyed (破棄)."""
    field_to_mask: SensitiveField | None = None
    """What it finds must not be kept readable: whoever received the picture masks this field
    beyond recovery, or destroys the picture (受領者のマスキング義務)."""

    def __repr__(self) -> str:
        # Whole, with the sources of the law of every kind, it would fill pages.
        return f"Rule(code={self.code!r}, statement_en={self.statement_en!r})"

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions, the required one last."""
        return (*self.when, self.requires)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts the rule reads, each once."""
        return tuple(dict.fromkeys(c.fact for c in self.conditions))

    @property
    def scope(self) -> Scope:
        """Whether it is asked of each document, or once of the submission."""
        of_document = any(f.scope is Scope.DOCUMENT for f in self.facts)
        return Scope.DOCUMENT if of_document else Scope.SUBMISSION

    @property
    def is_known_at_intake(self) -> bool:
        """Whether it can be judged before any reviewer has looked."""
        return all(f.is_known_at_intake for f in self.facts)

    def applies_to(self, kind: DocumentKind) -> bool:
        """Whether the rule is about documents of this kind."""
        return self.kinds is None or kind in self.kinds

    def with_strictness(self, strictness: Strictness) -> "Rule":
        """Return the rule with everything that it compares compared as *strictness* has it."""
        return evolve(
            self,
            requires=self.requires.with_strictness(strictness),
            when=[condition.with_strictness(strictness) for condition in self.when],
        )
