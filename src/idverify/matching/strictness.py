"""What a difference leads to: each service decides by kind and by side (照合方針)."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from idverify.matching.comparison import Comparison, Difference, Side
from idverify.matching.kinds import Kind, Standing

__all__ = ["NEW_FORMS_FOR_OLD", "STANDARD", "STRICT", "Ruling", "Strictness"]


class Ruling(IntEnum):
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
    >>> STANDARD.rule(old_form_typed).name, NEW_FORMS_FOR_OLD.rule(old_form_typed).name
    ('NOTE', 'REFUSE')
    >>> NEW_FORMS_FOR_OLD.rule(compare_name("斎藤拓", "齋藤拓")).name
    'ACCEPT'
    """

    name: str
    standings: Mapping[Standing, Ruling]
    kinds: Mapping[Kind, Ruling] = field(factory=dict)
    directed: Mapping[tuple[Kind, Side], Ruling] = field(factory=dict)

    def ruling(self, difference: Difference) -> Ruling:
        """What one difference leads to."""
        kind = difference.kind
        if (ruling := self.directed.get((kind, difference.side))) is not None:
            return ruling
        return self.kinds.get(kind, self.standings[kind.standing])

    def rule(self, comparison: Comparison) -> Ruling:
        """What a whole comparison leads to: the gravest of its differences."""
        return max(map(self.ruling, comparison.differences), default=Ruling.ACCEPT)

    def objections(self, comparison: Comparison) -> tuple[Difference, ...]:
        """The differences that a human must look at or that are refused."""
        return tuple(d for d in comparison.differences if self.ruling(d) >= Ruling.ASK)


DEFAULTS: Final = MappingProxyType(
    {
        Standing.NOTATION: Ruling.ACCEPT,
        Standing.JUDGEMENT: Ruling.ASK,
        Standing.ABSENCE: Ruling.REFUSE,
        Standing.ERROR: Ruling.REFUSE,
        Standing.UNRELATED: Ruling.REFUSE,
    }
)
FORMS: Final = (
    Kind.KANJI_OLD_NEW,
    Kind.KANJI_REGISTER,
    Kind.KANJI_CODE,
    Kind.KANJI_SIMPLIFIED,
    Kind.KANJI_RESIDENCE_CARD,
)
NOTED: Final = (
    *FORMS,
    Kind.HOMOGLYPH,
    Kind.INVISIBLE,
    Kind.NAME_ORDER,
    Kind.MIDDLE_NAME,
    Kind.FORMER_SURNAME,
    Kind.ALIAS,
    Kind.SECOND_NAME_OMITTED,
    Kind.OTHER_SCRIPT,
    Kind.BUILDING_OMITTED,
    Kind.ROOM_OMITTED,
    Kind.PLACE_RENAMED,
    Kind.ERA_PROLEPTIC,
    Kind.CENTURY_OPEN,
    Kind.CUT_OFF,
)

#: What the tables and notations stand behind is accepted, and worth noting where it says something.
STANDARD: Final = Strictness(
    "standard", DEFAULTS, MappingProxyType(dict.fromkeys(NOTED, Ruling.NOTE))
)

#: As printed: only encoding, spacing and the notation of dates may differ.
STRICT: Final = Strictness(
    "strict",
    MappingProxyType(
        {**DEFAULTS, Standing.NOTATION: Ruling.REFUSE, Standing.JUDGEMENT: Ruling.REFUSE}
    ),
    MappingProxyType(
        dict.fromkeys(
            (
                Kind.WIDTH,
                Kind.SPACE,
                Kind.COMPOSITION,
                Kind.SELECTOR,
                Kind.RADICAL,
                Kind.POSTAL_CODE,
                Kind.DATE_NOTATION,
                Kind.ERA,
            ),
            Ruling.ACCEPT,
        )
    ),
)

#: The document may keep an old form that was typed in the new one; the reverse is refused.
NEW_FORMS_FOR_OLD: Final = Strictness(
    "new_forms_for_old",
    DEFAULTS,
    STANDARD.kinds,
    MappingProxyType(
        {(kind, Side.DOCUMENT): Ruling.ACCEPT for kind in FORMS}
        | {(kind, Side.DECLARED): Ruling.REFUSE for kind in FORMS}
        | {(kind, Side.BOTH): Ruling.ASK for kind in FORMS}
    ),
)
