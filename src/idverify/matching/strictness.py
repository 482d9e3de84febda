"""What a difference leads to: each service decides by kind and by side (照合方針)."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from idverify.matching.comparison import Comparison, ComparisonSide, Difference
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind

__all__ = ["NEW_FORMS_FOR_OLD", "STANDARD", "STRICT", "MatchDecision", "Strictness"]


class MatchDecision(IntEnum):
    """What follows from a difference; the gravest one decides for the whole."""

    ACCEPT = 0
    """Nothing need be said (可)."""
    NOTE = 1
    """Accepted, and worth a line in the record (可・注記)."""
    ASK = 2
    """A human decides (要確認)."""
    REFUSE = 3
    """Rejected, in words a person understands (否)."""


@frozen
class Strictness:
    """Which differences a service accepts (照合方針), by kind and, where it matters, by side.

    A ruling for a kind and side comes before one for the kind, which comes before
    the one for its standing.

    >>> from idverify.matching import compare_name
    >>> old_form_typed = compare_name("齋藤拓", "斎藤拓")
    >>> STANDARD.decide(old_form_typed).name, NEW_FORMS_FOR_OLD.decide(old_form_typed).name
    ('NOTE', 'REFUSE')
    >>> NEW_FORMS_FOR_OLD.decide(compare_name("斎藤拓", "齋藤拓")).name
    'ACCEPT'
    """

    name: str
    by_category: Mapping[DifferenceCategory, MatchDecision]
    by_kind: Mapping[DifferenceKind, MatchDecision] = field(factory=dict)
    by_kind_and_side: Mapping[tuple[DifferenceKind, ComparisonSide], MatchDecision] = field(
        factory=dict
    )

    def decide_difference(self, difference: Difference) -> MatchDecision:
        """What one difference leads to."""
        kind = difference.kind
        if (ruling := self.by_kind_and_side.get((kind, difference.side))) is not None:
            return ruling
        return self.by_kind.get(kind, self.by_category[kind.category])

    def decide(self, comparison: Comparison) -> MatchDecision:
        """What a whole comparison leads to: the gravest of its differences."""
        return max(
            map(self.decide_difference, comparison.differences), default=MatchDecision.ACCEPT
        )

    def discrepancies(self, comparison: Comparison) -> tuple[Difference, ...]:
        """The differences that a human must look at or that are refused."""
        return tuple(
            d for d in comparison.differences if self.decide_difference(d) >= MatchDecision.ASK
        )


DEFAULT_DECISIONS: Final = MappingProxyType(
    {
        DifferenceCategory.NOTATION: MatchDecision.ACCEPT,
        DifferenceCategory.JUDGEMENT: MatchDecision.ASK,
        DifferenceCategory.ABSENCE: MatchDecision.REFUSE,
        DifferenceCategory.ERROR: MatchDecision.REFUSE,
        DifferenceCategory.UNRELATED: MatchDecision.REFUSE,
    }
)
KANJI_FORM_KINDS: Final = (
    DifferenceKind.KANJI_OLD_NEW,
    DifferenceKind.KANJI_REGISTER,
    DifferenceKind.KANJI_CODE,
    DifferenceKind.KANJI_SIMPLIFIED,
    DifferenceKind.KANJI_RESIDENCE_CARD,
)
NOTED_KINDS: Final = (
    *KANJI_FORM_KINDS,
    DifferenceKind.HOMOGLYPH,
    DifferenceKind.INVISIBLE,
    DifferenceKind.NAME_ORDER,
    DifferenceKind.MIDDLE_NAME,
    DifferenceKind.FORMER_SURNAME,
    DifferenceKind.ALIAS,
    DifferenceKind.SECOND_NAME_OMITTED,
    DifferenceKind.OTHER_SCRIPT,
    DifferenceKind.BUILDING_OMITTED,
    DifferenceKind.ROOM_OMITTED,
    DifferenceKind.PLACE_RENAMED,
    DifferenceKind.ERA_PROLEPTIC,
    DifferenceKind.CENTURY_OPEN,
    DifferenceKind.CUT_OFF,
)

#: What the tables and notations stand behind is accepted, and worth noting where it says something.
STANDARD: Final = Strictness(
    "standard", DEFAULT_DECISIONS, MappingProxyType(dict.fromkeys(NOTED_KINDS, MatchDecision.NOTE))
)

#: As printed: only encoding, spacing and the notation of dates may differ.
STRICT: Final = Strictness(
    "strict",
    MappingProxyType(
        {
            **DEFAULT_DECISIONS,
            DifferenceCategory.NOTATION: MatchDecision.REFUSE,
            DifferenceCategory.JUDGEMENT: MatchDecision.REFUSE,
        }
    ),
    MappingProxyType(
        dict.fromkeys(
            (
                DifferenceKind.WIDTH,
                DifferenceKind.SPACE,
                DifferenceKind.COMPOSITION,
                DifferenceKind.SELECTOR,
                DifferenceKind.RADICAL,
                DifferenceKind.POSTAL_CODE,
                DifferenceKind.DATE_NOTATION,
                DifferenceKind.ERA,
            ),
            MatchDecision.ACCEPT,
        )
    ),
)

#: The document may keep an old form that was typed in the new one; the reverse is refused.
NEW_FORMS_FOR_OLD: Final = Strictness(
    "new_forms_for_old",
    DEFAULT_DECISIONS,
    STANDARD.by_kind,
    MappingProxyType(
        {(kind, ComparisonSide.DOCUMENT): MatchDecision.ACCEPT for kind in KANJI_FORM_KINDS}
        | {(kind, ComparisonSide.DECLARED): MatchDecision.REFUSE for kind in KANJI_FORM_KINDS}
        | {(kind, ComparisonSide.BOTH): MatchDecision.ASK for kind in KANJI_FORM_KINDS}
    ),
)
