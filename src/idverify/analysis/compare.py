"""Two policies, or one on two days: whom does one refuse that the other accepts (基準の比較)?"""

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
    """How two policies stand to each other, on any one line of their accept lists."""

    EQUAL = "equal"
    """They accept exactly the same."""
    STRICTER = "stricter"
    """The second refuses more, and accepts nothing that the first refuses."""
    LAXER = "laxer"
    """The second accepts more, and refuses nothing that the first accepts."""
    INCOMPARABLE = "crossed"
    """Each accepts something that the other refuses."""


@frozen(kw_only=True)
class VerdictDifference:
    """One rule by which one of the two refuses what the other accepts."""

    entity: EntityKind
    kinds: tuple[DocumentKind, ...]
    rule: Rule
    """The rule that refuses, of the policy that refuses."""
    document: int | None
    is_rejected_by_b: bool
    """True: a accepts, b refuses. False: the other way about."""
    situation_count: int
    """In how many situations of these documents; one may count for several rules."""
    example: Submission
    """The plainest of them."""


@frozen
class SettingDifference:
    """Something beside the rules that the two policies state differently (条件の違い)."""

    name: str
    a: object
    b: object


@frozen(kw_only=True)
class PolicyComparison(NotebookDisplay):
    """Every difference between two policies on one line, each with its smallest example."""

    a: Policy
    b: Policy
    day_a: date
    day_b: date
    situation_count: int
    """How many were weighed."""
    differences: tuple[VerdictDifference, ...]
    setting_differences: tuple[SettingDifference, ...]

    @property
    def has_no_new_rejections(self) -> bool:
        """Whether b accepts everybody whom a accepts, on any one line of the accept lists."""
        return not any(d.is_rejected_by_b for d in self.differences)

    @property
    def has_no_new_acceptances(self) -> bool:
        """Whether a accepts everybody whom b accepts, on any one line of the accept lists."""
        return all(d.is_rejected_by_b for d in self.differences)

    @property
    def relation(self) -> Relation:
        """How b stands to a."""
        if self.has_no_new_rejections:
            return Relation.EQUAL if self.has_no_new_acceptances else Relation.LAXER
        return Relation.STRICTER if self.has_no_new_acceptances else Relation.INCOMPARABLE


def compare_policies(
    a: Policy, b: Policy, day_a: date | None = None, day_b: date | None = None
) -> PolicyComparison:
    """Find every difference between policies *a* and *b* for receipts on *day*.

    Without a day, that on which the sources of either were last read.

    With *day_b* the second is asked as of another day; the submissions are the same,
    so a document that expires between the two days is a difference as well.

    Compared is what any one line of either accept list can be, complete or lacking one
    document, and single other documents. Submissions that mix two lines are not weighed:
    what a rule says only of these, such as "one document alone", is no difference here.

    >>> from idverify.presets import CROWDWORKS_ARTICLE as policy
    >>> last, after = date(2025, 12, 1), date(2025, 12, 2)
    >>> ended = compare_policies(policy, policy, last, after)
    >>> ended.has_no_new_rejections
    False
    >>> sorted({d.rule.code for d in ended.differences})[-1]
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
    """Yield the differences between the two sides of one space, by the rules that are told."""
    for accepting in (0, 1):
        if space.accepts(accepting):
            told_rules = list(_iter_differences(space, accepting, silenced))
            yield from told_rules or _iter_differences(space, accepting, lambda _, __: {})


def _iter_differences(
    space: Space, accepting: int, suppressed: Callable[[Space, Breach], Mapping[int, int]]
) -> Iterator[VerdictDifference]:
    for place, part in enumerate(space.parts):
        for breach in part.breaches:
            met = breach.situations & part.accepted[accepting]
            if met and breach.side != accepting and breach.rule.is_blocking:
                found = _make_verdict_difference(
                    space, place, breach, accepting, suppressed(space, breach)
                )
                if found.situation_count:
                    yield found


def _make_verdict_difference(
    space: Space, place: int, breach: Breach, accepting: int, quiet: Mapping[int, int]
) -> VerdictDifference:
    """Take of each part what one side accepts, and nothing in which the breach is not told."""
    where = [part.accepted[accepting] & ~quiet.get(n, 0) for n, part in enumerate(space.parts)]
    where[place] &= breach.situations
    chosen = (n for n in {place, *quiet} if all(where))
    return VerdictDifference(
        entity=space.scene.entity,
        kinds=space.scene.kinds,
        rule=breach.rule,
        document=breach.document,
        is_rejected_by_b=accepting == 0,
        situation_count=prod(bits.bit_count() for bits in where),
        example=space.witness({n: space.parts[n].nearest(where[n]) for n in chosen}, accepting),
    )


#: What a policy is made of that `differences` speaks of already, or that only names it.
_NOT_SETTINGS: Final = frozenset(
    {"code", "title_ja", "title_en", "citations", "accept_list", "requirements"}
)


def _setting_differences(a: Policy, b: Policy) -> Iterator[SettingDifference]:
    names = (f.name for f in fields(Policy) if f.eq and f.name not in _NOT_SETTINGS)
    for name in names:
        stated_a, stated_b = getattr(a, name), getattr(b, name)
        if stated_a != stated_b:
            yield SettingDifference(name, stated_a, stated_b)
