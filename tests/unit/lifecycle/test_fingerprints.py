"""Fingerprints: equal for the same identity, telling nothing without the salt."""

import hmac
import re
import struct
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from idverify.errors import InvalidValueError
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.model.applicants import (
    Address,
    Applicant,
    corporate_number_check_digit,
)
from support.applicants import COMPANY, HANAKO
from support.histories import MARK, SALT

OTHER_BASE = "000000000020"
OTHER_NUMBER = f"{corporate_number_check_digit(OTHER_BASE)}{OTHER_BASE}"


def test_the_same_profile_has_the_same_fingerprint() -> None:
    """An equal value made elsewhere has the same mark."""
    assert compute_fingerprint(evolve(HANAKO), SALT) == MARK
    assert re.fullmatch("[0-9a-f]{64}", MARK)


PERSON = ("individual", HANAKO.kanji_name, "1990-04-01", HANAKO.address.text)
FIRM = (
    "corporation",
    COMPANY.registered_name,
    COMPANY.corporate_number,
    COMPANY.head_office.text,
    COMPANY.representative,
)


@pytest.mark.parametrize(("profile", "parts"), [(HANAKO, PERSON), (COMPANY, FIRM)])
def test_a_mark_is_the_same_in_every_release(profile: Applicant, parts: tuple[str, ...]) -> None:
    """Histories keep marks for years: each part after its length, four bytes, the largest first."""
    text = b"".join(struct.pack(">I", len(p.encode())) + p.encode() for p in parts)

    assert compute_fingerprint(profile, SALT) == hmac.digest(SALT, text, "sha256").hex()


@pytest.mark.parametrize(
    "change",
    [
        {"kanji_name": "見本 華子"},
        {"birth_date": date(1990, 4, 2)},
        {"address": Address("東京都中野区中野4-8-2")},
    ],
)
def test_whatever_is_vouched_for_changes_it(change: dict[str, Any]) -> None:
    """Name, birth date and address of a person are in the mark."""
    assert compute_fingerprint(evolve(HANAKO, **change), SALT) != MARK


@pytest.mark.parametrize(
    "change",
    [
        {"registered_name": "見本物産株式会社"},
        {"corporate_number": OTHER_NUMBER},
        {"head_office": Address("東京都中野区中野4-8-2")},
        {"representative": "見本 次郎"},
    ],
)
def test_whatever_is_vouched_for_of_a_company_changes_it(change: dict[str, Any]) -> None:
    """Name, number, head office and representative of a company are in the mark."""
    assert compute_fingerprint(COMPANY, SALT) != compute_fingerprint(
        evolve(COMPANY, **change), SALT
    )


@pytest.mark.parametrize(
    "change",
    [
        {"kana_name": "ミホン ハナ"},
        {"latin_name": "MIHON HANAKO"},
        {"address": Address(HANAKO.address.text, postal_code="100-0001")},
    ],
)
def test_what_is_not_vouched_for_leaves_it(change: dict[str, Any]) -> None:
    """A reading, a Latin name and a postal code are no identity."""
    assert compute_fingerprint(evolve(HANAKO, **change), SALT) == MARK


def test_another_salt_is_another_fingerprint() -> None:
    """Two cases of one person cannot be linked by their histories."""
    assert compute_fingerprint(HANAKO, SALT[::-1]) != MARK


def test_a_person_is_never_a_company() -> None:
    """The two kinds of applicant do not share marks."""
    assert compute_fingerprint(COMPANY, SALT) != MARK


def test_the_parts_do_not_run_together() -> None:
    """Moving a character from the head office to the representative is another identity."""
    one = evolve(COMPANY, head_office=Address("東京都中野区1"), representative="見本 太郎")
    two = evolve(COMPANY, head_office=Address("東京都中野区"), representative="1見本 太郎")

    assert compute_fingerprint(one, SALT) != compute_fingerprint(two, SALT)


@pytest.mark.parametrize(("salt", "is_enough"), [(bytes(15), False), (bytes(16), True)])
def test_a_salt_has_at_least_sixteen_bytes(salt: bytes, is_enough: bool) -> None:
    """Names and birth dates can be guessed one by one; fifteen bytes are refused."""
    if is_enough:
        assert compute_fingerprint(HANAKO, salt)
        return
    with pytest.raises(InvalidValueError, match="salt has 15 bytes; at least 16"):
        compute_fingerprint(HANAKO, salt)
