"""Kinds of difference between two texts, each with its category."""

from enum import StrEnum, auto

__all__ = ["DifferenceCategory", "DifferenceKind"]


class DifferenceCategory(StrEnum):
    """Meaning of a kind of difference, before any policy is applied."""

    NOTATION = auto()
    """The same thing, written differently under a rule (表記の違い)."""
    JUDGEMENT = auto()
    """Registers differ and experts disagree; a reviewer decides (要確認)."""
    ABSENCE = auto()
    """Something required is absent (記載漏れ)."""
    ERROR = auto()
    """Not the same (誤り)."""
    UNRELATED = auto()
    """The texts are unrelated (別の内容)."""


class DifferenceKind(StrEnum):
    """Kind of difference between two pieces of text; `category` gives its meaning."""

    # layout and encoding
    WIDTH = auto()
    SPACE = auto()
    INVISIBLE = auto()
    PUNCTUATION = auto()
    LETTER_CASE = auto()
    SELECTOR = auto()
    COMPOSITION = auto()
    RADICAL = auto()
    # kanji
    KANJI_OLD_NEW = auto()
    KANJI_REGISTER = auto()
    KANJI_CODE = auto()
    KANJI_SIMPLIFIED = auto()
    KANJI_RESIDENCE_CARD = auto()
    HOMOGLYPH = auto()
    ITERATION_MARK = auto()
    SMALL_KE = auto()
    # kana
    KANA_SCRIPT = auto()
    LONG_VOWEL = auto()
    SMALL_KANA = auto()
    SAME_SOUND = auto()
    FOREIGN_SOUND = auto()
    # parts of a name
    NAME_ORDER = auto()
    MIDDLE_NAME = auto()
    FORMER_SURNAME = auto()
    ALIAS = auto()
    SECOND_NAME_OMITTED = auto()
    OTHER_SCRIPT = auto()
    MRZ_FILLER = auto()
    # romaji
    ROMANISATION = auto()
    DIACRITIC = auto()
    # addresses
    POSTAL_CODE = auto()
    LOT_NOTATION = auto()
    AZA_WORD = auto()
    PLACE_KANA = auto()
    PREFECTURE_OMITTED = auto()
    COUNTY_OMITTED = auto()
    STREET_OMITTED = auto()
    BUILDING_OMITTED = auto()
    ROOM_OMITTED = auto()
    BUILDING_NOTATION = auto()
    PLACE_RENAMED = auto()
    POSTAL_CODE_DIFFERS = auto()
    # dates
    DATE_NOTATION = auto()
    ERA = auto()
    ERA_PROLEPTIC = auto()
    # corporations and bank accounts
    CORPORATE_ABBREVIATION = auto()
    CUT_OFF = auto()
    # disputed: a reviewer decides
    KANJI_DISPUTED = auto()
    KANA_DISPUTED = auto()
    SIMPLIFIED_DISPUTED = auto()
    ROMANISATION_DISPUTED = auto()
    TOWN_DISPUTED = auto()
    STREET_DISPUTED = auto()
    MUNICIPALITY_UNKNOWN = auto()
    CENTURY_OPEN = auto()
    DATE_UNDECIDED = auto()
    LOT_DISPUTED = auto()
    # something required is absent
    VALUE_ABSENT = auto()
    NAME_PART_ABSENT = auto()
    CHARACTER_ABSENT = auto()
    PREFECTURE_ABSENT = auto()
    MUNICIPALITY_ABSENT = auto()
    WARD_ABSENT = auto()
    TOWN_ABSENT = auto()
    CHOME_ABSENT = auto()
    LOT_ABSENT = auto()
    LOT_PART_ABSENT = auto()
    DATE_PART_ABSENT = auto()
    # not the same
    SUBSTITUTED = auto()
    EXTRA = auto()
    TRANSPOSED = auto()
    SCRIPT = auto()
    LENGTH = auto()
    PREFECTURE_DIFFERS = auto()
    MUNICIPALITY_DIFFERS = auto()
    TOWN_DIFFERS = auto()
    NUMBER_CHANGED = auto()
    NUMBER_MERGED = auto()
    NUMBERS_SWAPPED = auto()
    UNIT_DIFFERS = auto()
    LOT_SIGN_DIFFERS = auto()
    BUILDING_DIFFERS = auto()
    ROOM_DIFFERS = auto()
    STREET_DIFFERS = auto()
    DATE_PART_DIFFERS = auto()
    IMPOSSIBLE_DATE = auto()
    UNREADABLE = auto()
    UNRELATED = auto()

    @property
    def category(self) -> DifferenceCategory:
        """The meaning of the kind, before any policy is applied."""
        return CATEGORIES.get(self, DifferenceCategory.NOTATION)


CATEGORIES = {
    **dict.fromkeys(
        (
            DifferenceKind.KANJI_DISPUTED,
            DifferenceKind.KANA_DISPUTED,
            DifferenceKind.SIMPLIFIED_DISPUTED,
            DifferenceKind.ROMANISATION_DISPUTED,
            DifferenceKind.TOWN_DISPUTED,
            DifferenceKind.STREET_DISPUTED,
            DifferenceKind.MUNICIPALITY_UNKNOWN,
            DifferenceKind.CENTURY_OPEN,
            DifferenceKind.DATE_UNDECIDED,
            DifferenceKind.LOT_DISPUTED,
        ),
        DifferenceCategory.JUDGEMENT,
    ),
    **dict.fromkeys(
        (
            DifferenceKind.VALUE_ABSENT,
            DifferenceKind.NAME_PART_ABSENT,
            DifferenceKind.CHARACTER_ABSENT,
            DifferenceKind.PREFECTURE_ABSENT,
            DifferenceKind.MUNICIPALITY_ABSENT,
            DifferenceKind.WARD_ABSENT,
            DifferenceKind.TOWN_ABSENT,
            DifferenceKind.CHOME_ABSENT,
            DifferenceKind.LOT_ABSENT,
            DifferenceKind.LOT_PART_ABSENT,
            DifferenceKind.DATE_PART_ABSENT,
        ),
        DifferenceCategory.ABSENCE,
    ),
    **dict.fromkeys(
        (
            DifferenceKind.SUBSTITUTED,
            DifferenceKind.EXTRA,
            DifferenceKind.TRANSPOSED,
            DifferenceKind.SCRIPT,
            DifferenceKind.LENGTH,
            DifferenceKind.PREFECTURE_DIFFERS,
            DifferenceKind.MUNICIPALITY_DIFFERS,
            DifferenceKind.TOWN_DIFFERS,
            DifferenceKind.NUMBER_CHANGED,
            DifferenceKind.NUMBER_MERGED,
            DifferenceKind.NUMBERS_SWAPPED,
            DifferenceKind.UNIT_DIFFERS,
            DifferenceKind.LOT_SIGN_DIFFERS,
            DifferenceKind.BUILDING_DIFFERS,
            DifferenceKind.ROOM_DIFFERS,
            DifferenceKind.STREET_DIFFERS,
            DifferenceKind.DATE_PART_DIFFERS,
            DifferenceKind.IMPOSSIBLE_DATE,
            DifferenceKind.UNREADABLE,
        ),
        DifferenceCategory.ERROR,
    ),
    DifferenceKind.UNRELATED: DifferenceCategory.UNRELATED,
}
