"""Matching policies: the decision of a service for each kind of difference (照合方針)."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from idverify.matching.comparison import Comparison, ComparisonSide, Difference
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.validation import validated

__all__ = ["NEW_FORMS_FOR_OLD", "STANDARD", "STRICT", "MatchDecision", "Strictness"]


class MatchDecision(IntEnum):
    """Decision on a difference; the gravest one applies to the whole comparison."""

    ACCEPT = 0
    """Accepted without a note (可)."""
    NOTE = 1
    """Accepted and noted in the record (可・注記)."""
    ASK = 2
    """A reviewer decides (要確認)."""
    REFUSE = 3
    """Rejected, with an explanation for the applicant (否)."""


@validated
@frozen
class Strictness:
    """Matching policy (照合方針): decisions by kind of difference and, where needed, by side.

    A decision for a kind and side takes precedence over one for the kind, which takes
    precedence over the one for its category.

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
        """Return the decision on one difference."""
        kind = difference.kind
        if (decision := self.by_kind_and_side.get((kind, difference.side))) is not None:
            return decision
        return self.by_kind.get(kind, self.by_category[kind.category])

    def decide(self, comparison: Comparison) -> MatchDecision:
        """Return the decision on a comparison: the gravest among its differences."""
        return max(
            map(self.decide_difference, comparison.differences), default=MatchDecision.ACCEPT
        )

    def discrepancies(self, comparison: Comparison) -> tuple[Difference, ...]:
        """Return the differences that a reviewer must decide on or that are refused."""
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
    DifferenceKind.POSTAL_CODE_DIFFERS,
    DifferenceKind.ERA_PROLEPTIC,
    DifferenceKind.CUT_OFF,
)

#: What a document's date leaves open no applicant can correct, so it is asked.
OPEN_DATE_ON_DOCUMENT: Final = MappingProxyType(
    {(DifferenceKind.DATE_PART_ABSENT, ComparisonSide.DOCUMENT): MatchDecision.ASK}
)

#: Differences under a rule are accepted, and noted where they carry information.
STANDARD: Final = Strictness(
    "standard",
    DEFAULT_DECISIONS,
    MappingProxyType(dict.fromkeys(NOTED_KINDS, MatchDecision.NOTE)),
    OPEN_DATE_ON_DOCUMENT,
)

#: Only encoding, spacing, postal codes and the notation of dates may differ.
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
        | dict.fromkeys(
            (DifferenceKind.CENTURY_OPEN, DifferenceKind.DATE_UNDECIDED), MatchDecision.ASK
        )
    ),
    OPEN_DATE_ON_DOCUMENT,
)

#: The document may print an old form that was typed in the new one; the reverse is refused.
NEW_FORMS_FOR_OLD: Final = Strictness(
    "new_forms_for_old",
    DEFAULT_DECISIONS,
    STANDARD.by_kind,
    MappingProxyType(
        dict(OPEN_DATE_ON_DOCUMENT)
        | {(kind, ComparisonSide.DOCUMENT): MatchDecision.ACCEPT for kind in KANJI_FORM_KINDS}
        | {(kind, ComparisonSide.DECLARED): MatchDecision.REFUSE for kind in KANJI_FORM_KINDS}
        | {(kind, ComparisonSide.BOTH): MatchDecision.ASK for kind in KANJI_FORM_KINDS}
    ),
)
