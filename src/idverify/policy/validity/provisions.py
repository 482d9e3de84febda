"""All provisions about the validity of documents, in the order in which a table shows them."""

from typing import Final

from idverify.policy.validity import (
    birthdays,
    insurance,
    juki,
    licence,
    number_card,
    paper,
    passport,
    residence,
)

__all__ = ["PROVISIONS"]

PROVISIONS: Final = (
    passport.TEN_YEARS,
    passport.FIVE_YEARS_UNDER_18,
    passport.BEARERS_PAGE_ENDS,
    licence.LAST_DAY_MOVES,
    licence.ONE_MONTH_AFTER_BIRTHDAY,
    licence.RECORD_NEVER_EXPIRES,
    insurance.CARDS_ENDED,
    insurance.AT_MOST_FIVE_YEARS,
    number_card.MAJORITY_AT_20,
    number_card.MAJORITY_AT_18,
    number_card.ELECTRONIC_CERTIFICATE_IS_SEPARATE,
    *number_card.PLANNED_PROVISIONS,
    juki.BASIC_RESIDENT_CARD_TEN_YEARS,
    juki.BASIC_RESIDENT_CARDS_ENDED,
    residence.SEVENTH_BIRTHDAY,
    residence.SEVEN_YEARS,
    residence.TO_16TH_BIRTHDAY,
    residence.TO_DAY_BEFORE_16TH_BIRTHDAY,
    residence.NO_PHOTO_UNDER_16,
    birthdays.LEAP_BIRTHDAY,
    paper.MONTHS_BY_THE_CIVIL_CODE,
)
"""Provisions that are only expected stand among them, marked so."""
