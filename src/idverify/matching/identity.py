"""Does the profile still say who it said (氏名・住所等の変更)?"""

from idverify.matching.changes import detect_address_change, detect_name_change
from idverify.vocabulary.applicants import Applicant, Corporation, IdentityField, Individual

__all__ = ["detect_identity_changes"]


def detect_identity_changes(before: Applicant, after: Applicant) -> frozenset[IdentityField]:
    """Say which fields that a verification vouches for really differ between two profiles.

    Another way to write the same name or address (全角・半角, 1-1 for 1番1号) is no
    change; a reading, a Latin name or a postal code is not vouched for.

    >>> from datetime import date
    >>> from idverify.vocabulary.applicants import Address
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
