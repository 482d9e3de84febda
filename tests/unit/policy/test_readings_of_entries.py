"""Facts on what a document prints more than once, in other scripts, or unreadably."""

from collections.abc import Hashable
from typing import Any

import pytest
from attrs import evolve

from idverify import CROWDWORKS_ARTICLE, Verdict
from idverify.matching.strictness import STANDARD
from idverify.model.documents import DocumentKind as Kind
from idverify.model.printed_entries import AddressEntry, AddressPlace, RepresentativeEntry
from idverify.model.unknown import ABSENT, UNKNOWN, Unreadable
from idverify.policy import facts
from idverify.policy.facts import Expiry, IssueRecency, issued_within
from idverify.policy.profile_match import ProfileMatch
from support.applicants import COMPANY, HANAKO, RECEIVED_ON, seen, submission

ADDRESS = facts.address(STANDARD)
NAME = facts.name(STANDARD)
REPRESENTATIVE = facts.representative(STANDARD)
HOME = HANAKO.address.text
AWAY = "千葉県柏市柏5-10-1"


def read(fact: Any, kind: Kind = Kind.DRIVERS_LICENSE, **changes: Any) -> Hashable:  # noqa: ANN401
    """Read a fact of Hanako's document that is right but for *changes*."""
    handed_in = submission(kind, **changes)
    answer: Hashable = fact.read(handed_in.documents[0], handed_in, RECEIVED_ON)
    return answer


def entry(text: str | Unreadable, *, is_current: bool) -> AddressEntry:
    """Return an address on the back of a card."""
    return AddressEntry(text=text, place=AddressPlace.BACK, is_current=is_current)


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        ([entry(AWAY, is_current=False), entry(HOME, is_current=True)], "same"),
        (
            [entry(HOME, is_current=False), entry(AWAY, is_current=True)],
            "different",
        ),
        ([entry(HOME, is_current=False)], "not_shown"),
        ([entry(Unreadable.BLUR, is_current=True)], UNKNOWN),
    ],
    ids=["moved here", "moved away", "old only", "unreadable"],
)
def test_the_current_entry_is_compared(addresses: list[AddressEntry], expected: Hashable) -> None:
    """Of several addresses the present one is compared with the profile, never an old one."""
    assert expected == read(ADDRESS, address=UNKNOWN, addresses=addresses)


@pytest.mark.parametrize("fact", [NAME, facts.BIRTH_DATE], ids=lambda fact: fact.name)
@pytest.mark.parametrize("cause", Unreadable)
def test_a_value_that_cannot_be_read_stays_open(fact: Any, cause: Unreadable) -> None:  # noqa: ANN401
    """It is neither a difference nor an absence: no answer is given."""
    changes: dict[str, Any] = {fact.name: cause}
    assert read(fact, **changes) is UNKNOWN


@pytest.mark.parametrize("cause", Unreadable)
def test_an_unreadable_last_day_is_no_valid_one(cause: Unreadable) -> None:
    """A card must show its last day; where a kind may print one, the question stays open."""
    assert read(facts.EXPIRY, expires_on=cause) is Expiry.NOT_SHOWN
    assert read(facts.EXPIRY, Kind.HEALTH_INSURANCE_CARD, expires_on=cause) is UNKNOWN
    recent = issued_within(3)
    assert read(recent, Kind.RESIDENT_RECORD, issued_on=cause) is IssueRecency.NOT_SHOWN


@pytest.mark.parametrize("field", ["name", "address", "birth_date"])
def test_nothing_unreadable_is_accepted(field: str) -> None:
    """A licence of which a needed field cannot be read is never accepted."""
    changes: dict[str, Any] = {field: Unreadable.BLUR}
    blurred = submission(**changes)
    found = CROWDWORKS_ARTICLE.evaluate(blurred, RECEIVED_ON)

    assert found.verdict is Verdict.OPEN
    assert not found.findings


def test_a_passport_is_compared_by_its_latin_name() -> None:
    """Where a document prints no kanji, its Latin name is compared with the reading."""
    latin = {"name": ABSENT, "latin_name": "MIHON HANAKO"}
    assert read(NAME, Kind.PASSPORT_JP, **latin) is ProfileMatch.VARIANT
    assert read(NAME, Kind.PASSPORT_JP, **latin | {"latin_name": "MIHON TARO"}) == "different"
    assert read(NAME, Kind.PASSPORT_JP, name=ABSENT) is ProfileMatch.NOT_SHOWN
    assert read(NAME, Kind.DRIVERS_LICENSE, **latin) is ProfileMatch.NOT_SHOWN
    assert read(facts.NAME_SHOWN, Kind.PASSPORT_JP, **latin) is True
    assert read(facts.NAME_SHOWN, Kind.DRIVERS_LICENSE, **latin) is False


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("見本 次郎", True), ("見本 太郎", True)], "same"),
        ([("見本 太郎", False), ("見本 次郎", True)], "different"),
        ([("例示 一郎", True), ("見本 大郎", True)], "different"),
        ([("見本太郎", True), ("例示 一郎", True)], "variant"),
    ],
)
def test_any_present_representative_may_be_the_registered_one(
    names: list[tuple[str, bool]], expected: str
) -> None:
    """A company may have several; the one closest to the profile is compared."""
    entries = [RepresentativeEntry(name=name, is_current=current) for name, current in names]
    company = submission(Kind.REGISTRY_CERTIFICATE_FULL, applicant=COMPANY)
    noted = seen(COMPANY, Kind.REGISTRY_CERTIFICATE_FULL)
    listed = company.with_observations(
        evolve(noted, representative=UNKNOWN, representatives=entries)
    )

    assert expected == REPRESENTATIVE.read(listed.documents[0], listed, RECEIVED_ON)
