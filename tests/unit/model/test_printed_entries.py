"""Entries that a document prints more than once, values that cannot be read, and flaws."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from idverify.errors import DataError, InvalidValueError
from idverify.interchange.codec import dump, load
from idverify.model.documents import DocumentKind
from idverify.model.flaws import DocumentFlaw, PictureFlaw
from idverify.model.observations import (
    Observation,
    find_current_address,
    list_current_representatives,
)
from idverify.model.printed_entries import (
    AddressEntry,
    AddressPlace,
    Extension,
    ExtensionEvidence,
    RepresentativeEntry,
    Writing,
)
from idverify.model.unknown import ABSENT, UNKNOWN, Unreadable
from idverify.testing.strategies import observations

OLD = AddressEntry(
    text="東京都中野区中野4-8-1", place=AddressPlace.FRONT, is_current=False, is_struck_out=False
)
NEW = AddressEntry(text="千葉県柏市柏5-10-1", place=AddressPlace.BACK, writing=Writing.ENDORSED)


def test_the_current_address_is_the_entry_that_is_marked_so() -> None:
    """Of several entries the current one counts; without one the document shows none."""
    assert find_current_address(Observation(addresses=[OLD, NEW])) == NEW.text
    assert find_current_address(Observation(addresses=[OLD])) is ABSENT
    assert find_current_address(Observation(addresses=[])) is ABSENT
    assert find_current_address(Observation(address=NEW.text)) == NEW.text
    assert find_current_address(Observation()) is UNKNOWN


def test_an_unreadable_entry_stays_unreadable() -> None:
    """A current entry that cannot be read is neither absent nor a text."""
    blurred = evolve(NEW, text=Unreadable.BLUR)
    assert find_current_address(Observation(addresses=[OLD, blurred])) is Unreadable.BLUR


def test_an_address_printed_twice_is_one() -> None:
    """The same current address on both sides is no contradiction."""
    twice = Observation(addresses=[NEW, evolve(NEW, place=AddressPlace.FRONT)])
    assert find_current_address(twice) == NEW.text


def test_representatives_who_resigned_do_not_count() -> None:
    """Only present representatives are compared; a certificate without one shows none."""
    now, before = (
        RepresentativeEntry(name="見本 太郎"),
        RepresentativeEntry(name="見本 次郎", title="代表取締役", is_current=False),
    )
    assert list_current_representatives(Observation(representatives=[before, now])) == (now.name,)
    assert list_current_representatives(Observation(representatives=[before])) == (ABSENT,)
    assert list_current_representatives(Observation(representative="見本 三郎")) == ("見本 三郎",)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"address": "x", "addresses": []}, "give address for one entry, or addresses for all"),
        (
            {"representative": "x", "representatives": []},
            "give representative for one entry, or representatives for all",
        ),
        (
            {"addresses": [NEW, evolve(OLD, is_current=True)]},
            "two different entries are current",
        ),
        ({"addresses": [{"text": "x"}]}, r"addresses\[0\] must be an AddressEntry"),
        ({"picture_flaws": ["blury"]}, r"picture_flaws\[0\].*blurred"),
        ({"document_flaws": "damaged"}, "document_flaws"),
        ({"shown_kind": "drivers_licence"}, "drivers_license"),
        ({"extension": date(2027, 1, 1)}, "extension must be an Extension"),
        ({"notes": {"has_seal": 1}}, "notes.* must be True or False or text"),
        ({"is_one_document": "yes"}, "is_one_document must be True or False"),
    ],
)
def test_what_an_observation_cannot_mean_is_refused(fields: dict[str, Any], message: str) -> None:
    """Each field names what it wants; nothing is guessed."""
    with pytest.raises(InvalidValueError, match=message):
        Observation(**fields)


def test_an_entry_without_its_place_is_refused() -> None:
    """Where an address is written decides whether it counts, so the place must be given."""
    arguments: dict[str, Any] = {"text": "東京都中野区中野4-8-1"}
    with pytest.raises(TypeError, match="place"):
        AddressEntry(**arguments)
    with pytest.raises(InvalidValueError, match="place"):
        AddressEntry(**arguments, place="reverse")  # type: ignore[arg-type]


@given(seen=observations())
def test_every_observation_is_written_and_read_back(seen: Observation) -> None:
    """The codec keeps every field of every observation."""
    assert load(dump(seen), Observation) == seen


def test_unreadable_is_its_own_value_in_json() -> None:
    """A field that cannot be read is an object with its cause, and a wrong cause is refused."""
    seen = Observation(
        name=Unreadable.GLARE,
        birth_date=Unreadable.COVERED,
        picture_flaws=[PictureFlaw.GLARE],
        document_flaws=[DocumentFlaw.CANCELLED],
        shown_kind=DocumentKind.PASSPORT_JP,
        extension=Extension(until=date(2027, 1, 1), evidence=ExtensionEvidence.ENDORSEMENT),
        notes={"has_seal": True, "nationality": "JP"},
    )
    text = dump(seen).decode()

    assert '"name":{"unreadable":"glare"}' in text
    assert load(text.encode(), Observation) == seen
    with pytest.raises(DataError, match=r"\$\.name.*blur, glare, covered, cut_off"):
        load(b'{"name":{"unreadable":"dust"}}', Observation)
    with pytest.raises(DataError, match=r"\$\.notes.*true, false or a text"):
        load(b'{"notes":{"a":1}}', Observation)


def test_an_observation_shows_only_what_was_observed() -> None:
    """The repr names the observed fields, and no personal value."""
    seen = Observation(name="見本 花子", addresses=[NEW], shows_seal=False)
    assert repr(seen) == "Observation(name=<5 characters>, addresses=<1 items>, shows_seal=False)"
