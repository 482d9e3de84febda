"""Comparison of two policies, or of one on two days (基準の比較): differences in verdicts."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from math import prod
from typing import Final

from attrs import fields, frozen

from idverify.analysis.situations.scenes import numbers_in, scenes_of
from idverify.analysis.situations.spaces import Breach, InForce, Space, space_of
from idverify.analysis.situations.survey import last_read
from idverify.analysis.situations.telling import silenced
from idverify.display import NotebookDisplay
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Submission
from idverify.policy.policy import Policy
from idverify.policy.rules import Rule

__all__ = [
    "PolicyComparison",
    "Relation",
    "SettingDifference",
    "VerdictDifference",
    "compare_policies",
    "compare_spaces",
]


class Relation(StrEnum):
    """The relation of two policies, on any single line of their accept lists."""

    EQUAL = "equal"
    """Both accept exactly the same submissions."""
    STRICTER = "stricter"
    """The second rejects more, and accepts nothing that the first rejects."""
    LAXER = "laxer"
    """The second accepts more, and rejects nothing that the first accepts."""
    INCOMPARABLE = "crossed"
    """Each accepts something that the other rejects."""


@frozen(kw_only=True)
class VerdictDifference:
    """A rule by which one policy rejects submissions that the other accepts."""

    entity: EntityKind
    kinds: tuple[DocumentKind, ...]
    rule: Rule
    """The rejecting rule of the rejecting policy."""
    document: int | None
    """Index of the document that violates the rule; None: the submission as a whole."""
    is_rejected_by_b: bool
    """True: *a* accepts and *b* rejects. False: the reverse."""
    situation_count: int
    """Number of situations of these documents; one may count for several rules."""
    example: Submission
    """The simplest of them."""


@frozen
class SettingDifference:
    """A setting, other than the rules, in which two policies differ (条件の違い)."""

    name: str
    a: object
    b: object


@frozen(kw_only=True)
class PolicyComparison(NotebookDisplay):
    """All differences between two policies on single lines, each with its simplest example."""

    a: Policy
    b: Policy
    day_a: date
    day_b: date
    situation_count: int
    """Number of situations compared."""
    differences: tuple[VerdictDifference, ...]
    setting_differences: tuple[SettingDifference, ...]

    @property
    def has_no_new_rejections(self) -> bool:
        """Whether *b* accepts everything that *a* accepts, on any single line."""
        return not any(d.is_rejected_by_b for d in self.differences)

    @property
    def has_no_new_acceptances(self) -> bool:
        """Whether *a* accepts everything that *b* accepts, on any single line."""
        return all(d.is_rejected_by_b for d in self.differences)

    @property
    def relation(self) -> Relation:
        """The relation of *b* to *a*."""
        if self.has_no_new_rejections:
            return Relation.EQUAL if self.has_no_new_acceptances else Relation.LAXER
        return Relation.STRICTER if self.has_no_new_acceptances else Relation.INCOMPARABLE


def compare_policies(
    a: Policy, b: Policy, day_a: date | None = None, day_b: date | None = None
) -> PolicyComparison:
    """Return every difference between policies *a* and *b* for submissions received on *day_a*.

    The default day is that on which the sources of either policy were last read.

    With *day_b* the second policy is evaluated as of another day. The submissions are the
    same, so a document that expires between the two days is a difference as well.

    The comparison covers every situation of each line of either accept list, complete or
    without one document, and of single other documents. Submissions that mix two lines are not
    compared: a rule that concerns only these, such as "one document alone", makes no
    difference here.

    >>> from idverify.presets import CROWDWORKS_ARTICLE as policy
    >>> last, after = date(2025, 12, 1), date(2025, 12, 2)
    >>> comparison = compare_policies(policy, policy, last, after)
    >>> comparison.has_no_new_rejections
    False
    >>> sorted({d.rule.code for d in comparison.differences})[-1]
    'kind_is_in_its_window'
    """
    first = day_a or last_read(a, b)
    second = day_b or first
    days = dict.fromkeys((first, second))
    numbers = numbers_in(a, b)
    scenes = dict.fromkeys([*scenes_of(a, numbers, *days), *scenes_of(b, numbers, *days)])
    spaces = [space_of(scene, InForce.of(a, first), InForce.of(b, second)) for scene in scenes]
    return PolicyComparison(
        a=a,
        b=b,
        day_a=first,
        day_b=second,
        situation_count=sum(space.size for space in spaces),
        differences=tuple(d for space in spaces for d in compare_spaces(space)),
        setting_differences=tuple(_setting_differences(a, b)),
    )


def compare_spaces(space: Space) -> Iterator[VerdictDifference]:
    """Yield the differences between the two policies in one space, by the rules reported."""
    for accepting in (0, 1):
        if space.accepts(accepting):
            reported = list(_iter_differences(space, accepting, silenced))
            yield from reported or _iter_differences(space, accepting, lambda _, __: {})


def _iter_differences(
    space: Space, accepting: int, suppressed: Callable[[Space, Breach], Mapping[int, int]]
) -> Iterator[VerdictDifference]:
    for place, part in enumerate(space.parts):
        for breach in part.breaches:
            accepted = breach.situations & part.accepted[accepting]
            if accepted and breach.side != accepting and breach.rule.is_blocking:
                difference = _make_verdict_difference(
                    space, place, breach, accepting, suppressed(space, breach)
                )
                if difference.situation_count:
                    yield difference


def _make_verdict_difference(
    space: Space, place: int, breach: Breach, accepting: int, suppressed: Mapping[int, int]
) -> VerdictDifference:
    """Return the difference that one breach makes.

    It covers the situations that the other policy accepts, without those in which the
    breach is suppressed.
    """
    remaining = [
        part.accepted[accepting] & ~suppressed.get(n, 0) for n, part in enumerate(space.parts)
    ]
    remaining[place] &= breach.situations
    chosen = (n for n in {place, *suppressed} if all(remaining))
    return VerdictDifference(
        entity=space.scene.entity,
        kinds=space.scene.kinds,
        rule=breach.rule,
        document=breach.document,
        is_rejected_by_b=accepting == 0,
        situation_count=prod(bits.bit_count() for bits in remaining),
        example=space.witness({n: space.parts[n].nearest(remaining[n]) for n in chosen}, accepting),
    )


#: Fields of a policy that only identify it, or that `differences` already covers.
_NOT_SETTINGS: Final = frozenset(
    {"code", "title_ja", "title_en", "citations", "accept_list", "requirements"}
)


def _setting_differences(a: Policy, b: Policy) -> Iterator[SettingDifference]:
    names = (f.name for f in fields(Policy) if f.eq and f.name not in _NOT_SETTINGS)
    for name in names:
        value_a, value_b = getattr(a, name), getattr(b, name)
        if value_a != value_b:
            yield SettingDifference(name, value_a, value_b)
