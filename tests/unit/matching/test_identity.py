"""Whether a profile still says who it said."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from idverify.matching.changes import detect_identity_changes
from idverify.model.applicants import (
    Address,
    IdentityField,
    corporate_number_check_digit,
)
from support.applicants import COMPANY, HANAKO

BASE = "000000000020"


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, set()),
        ({"kanji_name": "見本　花子"}, set()),
        ({"kanji_name": "見本 華子"}, {IdentityField.NAME}),
        ({"kana_name": "ミホン ハナ"}, set()),
        ({"latin_name": "MIHON HANAKO"}, set()),
        ({"birth_date": date(1990, 4, 2)}, {IdentityField.BIRTH_DATE}),
        ({"address": Address(HANAKO.address.text, postal_code="100-0001")}, set()),
        ({"address": Address("東京都中野区中野四丁目8番1号")}, set()),
        ({"address": Address("東京都中野区中野4-8-2")}, {IdentityField.ADDRESS}),
        ({"address": Address("大阪府高槻市桃園町2-1")}, {IdentityField.ADDRESS}),
    ],
    ids=str,
)
def test_a_person_changes_by_what_is_vouched_for(
    change: dict[str, Any], fields: set[IdentityField]
) -> None:
    """Name, address and birth date are vouched for; spellings and readings are not."""
    assert fields == detect_identity_changes(HANAKO, evolve(HANAKO, **change))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"registered_name": "見本物産株式会社"}, IdentityField.NAME),
        ({"head_office": Address("大阪府高槻市桃園町2-1")}, IdentityField.ADDRESS),
        (
            {"corporate_number": f"{corporate_number_check_digit(BASE)}{BASE}"},
            IdentityField.CORPORATE_NUMBER,
        ),
        ({"representative": "別人 次郎"}, IdentityField.REPRESENTATIVE),
    ],
    ids=str,
)
def test_a_company_changes_by_what_is_vouched_for(
    change: dict[str, Any], field: IdentityField
) -> None:
    """Name, head office, number and representative of a company are vouched for."""
    assert {field} == detect_identity_changes(COMPANY, evolve(COMPANY, **change))
    assert frozenset() == detect_identity_changes(COMPANY, evolve(COMPANY))


def test_a_person_who_becomes_a_company_is_somebody_else() -> None:
    """A change of the kind of applicant is a change of its own, in both directions."""
    assert {IdentityField.ENTITY_KIND} == detect_identity_changes(HANAKO, COMPANY)
    assert {IdentityField.ENTITY_KIND} == detect_identity_changes(COMPANY, HANAKO)
