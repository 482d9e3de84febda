"""Validity of identity documents (有効期限): printed dates and the law about them.

There is one module for each family of documents. It contains each norm with its dates and
sources, next to the function that applies it.
"""

from typing import Final

from idverify.policy.validity import (
    birthdays,
    certificates,
    drivers_license,
    individual_number_card,
    insurance,
    passport,
    residence_card,
)
from idverify.policy.validity.certificates import last_day_within
from idverify.policy.validity.provision import Provision, ReferenceDate, Validity
from idverify.policy.validity.usability import Usability, check_usable_on, compute_validity

__all__ = [
    "PROVISIONS",
    "Provision",
    "ReferenceDate",
    "Usability",
    "Validity",
    "check_usable_on",
    "compute_validity",
    "last_day_within",
]

PROVISIONS: Final = (
    passport.TEN_YEARS,
    passport.FIVE_YEARS_UNDER_18,
    passport.BEARERS_PAGE_ENDS,
    drivers_license.LAST_DAY_MOVES,
    drivers_license.ONE_MONTH_AFTER_BIRTHDAY,
    drivers_license.RECORD_NEVER_EXPIRES,
    insurance.CARDS_ENDED,
    insurance.AT_MOST_FIVE_YEARS,
    individual_number_card.MAJORITY_AT_20,
    individual_number_card.MAJORITY_AT_18,
    individual_number_card.ELECTRONIC_CERTIFICATE_IS_SEPARATE,
    *individual_number_card.PLANNED_PROVISIONS,
    individual_number_card.BASIC_RESIDENT_CARD_TEN_YEARS,
    individual_number_card.BASIC_RESIDENT_CARDS_ENDED,
    residence_card.SEVENTH_BIRTHDAY,
    residence_card.SEVEN_YEARS,
    residence_card.TO_16TH_BIRTHDAY,
    residence_card.TO_DAY_BEFORE_16TH_BIRTHDAY,
    residence_card.NO_PHOTO_UNDER_16,
    birthdays.LEAP_BIRTHDAY,
    certificates.MONTHS_BY_THE_CIVIL_CODE,
)
"""All provisions, in the order in which tables show them, including planned ones."""
