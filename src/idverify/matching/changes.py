"""Detection of changes to verified profile data (氏名・住所の変更).

A verified account returns to 未完了 only when the meaning of its data changes. Another
notation of the same thing is no change, nor is the renaming of the place where the
applicant lives. Adding or dropping something that was verified is a change.
"""

from typing import Final

from attrs import field, frozen

from idverify.i18n import Language, LanguageCode
from idverify.matching.address import compare_address
from idverify.matching.comparison import Comparison, Difference
from idverify.matching.dates import compare_birth_date
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.names import compare_name
from idverify.model.applicants import Applicant, Corporation, IdentityField, Individual
from idverify.validation import validated

__all__ = [
    "ProfileChange",
    "detect_address_change",
    "detect_birth_date_change",
    "detect_identity_changes",
    "detect_name_change",
]

#: Notation between profile and document, but a change between two versions of a profile.
SUBSTANTIVE_KINDS: Final = frozenset(
    {
        DifferenceKind.MIDDLE_NAME,
        DifferenceKind.FORMER_SURNAME,
        DifferenceKind.ALIAS,
        DifferenceKind.SECOND_NAME_OMITTED,
        DifferenceKind.OTHER_SCRIPT,
        DifferenceKind.BUILDING_OMITTED,
        DifferenceKind.ROOM_OMITTED,
        DifferenceKind.HOMOGLYPH,
    }
)


@frozen
class ProfileChange:
    """Change of profile data: the differences beyond notation; false if there are none.

    >>> change = detect_address_change("中野区中野4-8-1", "東京都中野区中野四丁目8番1号")
    >>> bool(change), change.explain("en")
    (False, 'Nothing changed but the way of writing.')
    """

    differences: tuple[Difference, ...] = field(factory=tuple)

    def __bool__(self) -> bool:
        return bool(self.differences)

    def explain(self, language: LanguageCode = "ja") -> str:
        """Return a sentence on what changed, or that nothing did."""
        chosen = Language(language)
        if not self.differences:
            return chosen.choose(
                "表記のほかに変わったところはありません。",
                "Nothing changed but the way of writing.",
            )
        pairs = [f"「{d.declared}」→「{d.on_document}」" for d in self.differences]
        return chosen.choose("、", ", ").join(pairs)


@validated
def detect_name_change(before: str, after: str) -> ProfileChange:
    """Return the change of a registered name, beyond notation.

    >>> bool(detect_name_change("髙橋 健一", "高橋健一"))
    False
    >>> bool(detect_name_change("高橋舞", "森舞"))
    True
    """
    return detect_change(compare_name(before, after))


@validated
def detect_address_change(before: str, after: str) -> ProfileChange:
    """Return the change of an address, beyond notation.

    >>> bool(detect_address_change("港区港南2-1-1 コーポ港101", "港区港南2-1-1 コーポ港102"))
    True
    """
    return detect_change(compare_address(before, after))


@validated
def detect_birth_date_change(before: str, after: str) -> ProfileChange:
    """Return the change of a date of birth, beyond notation."""
    return detect_change(compare_birth_date(before, after))


def detect_change(comparison: Comparison) -> ProfileChange:
    """Return the differences that are more than notation."""
    return ProfileChange(
        tuple(
            difference
            for difference in comparison.differences
            if difference.kind.category is not DifferenceCategory.NOTATION
            or difference.kind in SUBSTANTIVE_KINDS
        )
    )


@validated
def detect_identity_changes(before: Applicant, after: Applicant) -> frozenset[IdentityField]:
    """Return the verified identity fields that differ between two profiles.

    Another notation of the same name or address (全角・半角, 1-1 for 1番1号) is no
    change; readings, Latin names and postal codes are not verified.

    >>> from datetime import date
    >>> from idverify.model.applicants import Address
    >>> def profile(address):
    ...     return Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
    ...                       birth_date=date(1990, 4, 1), address=Address(address))
    >>> before = profile("東京都千代田区千代田1-1")
    >>> detect_identity_changes(before, profile("東京都千代田区千代田１－１"))
    frozenset()
    >>> detect_identity_changes(before, profile("東京都千代田区千代田1-2"))
    frozenset({<IdentityField.ADDRESS: 'address'>})
    """
    match before, after:
        case (Individual(), Individual()):
            differs = _compare_individuals(before, after)
        case (Corporation(), Corporation()):
            differs = _compare_corporations(before, after)
        case _:
            differs = {IdentityField.ENTITY_KIND: True}
    return frozenset(name for name, differ in differs.items() if differ)


def _compare_individuals(before: Individual, after: Individual) -> dict[IdentityField, bool]:
    return {
        IdentityField.NAME: bool(detect_name_change(before.kanji_name, after.kanji_name)),
        IdentityField.ADDRESS: bool(detect_address_change(before.address.text, after.address.text)),
        IdentityField.BIRTH_DATE: before.birth_date != after.birth_date,
    }


def _compare_corporations(before: Corporation, after: Corporation) -> dict[IdentityField, bool]:
    head_office = detect_address_change(before.head_office.text, after.head_office.text)
    representative = detect_name_change(before.representative, after.representative)
    return {
        IdentityField.NAME: bool(detect_name_change(before.registered_name, after.registered_name)),
        IdentityField.ADDRESS: bool(head_office),
        IdentityField.CORPORATE_NUMBER: before.corporate_number != after.corporate_number,
        IdentityField.REPRESENTATIVE: bool(representative),
    }
