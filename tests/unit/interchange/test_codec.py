"""The codec: every type there and back, and everything else refused at its place."""

import json
import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import evolve, field, frozen

from idverify.errors import DataError
from idverify.i18n import Language
from idverify.interchange.codec import MAX_BYTES, Codec, dump, load, load_effect, load_event
from idverify.interchange.stored_forms import STORED_FORMS, stored_form
from idverify.lifecycle.effects import (
    DropImages,
    Effect,
    MaskImages,
    NotificationKind,
    Notify,
    Purge,
    StartRetentionClock,
    StartReviewClock,
)
from idverify.lifecycle.events import Event, IdentityChanged
from idverify.model.applicants import Applicant, IdentityField
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.submissions import Submission
from idverify.model.unknown import ABSENT, UNKNOWN
from support.applicants import COMPANY, CONTACT, HANAKO, RECEIVED_AT, submission, unobserved
from support.histories import ONE_OF_EACH

EFFECTS: list[Effect] = [
    Notify(kind=NotificationKind.REJECTED, reasons=("other",), due_on=date(2026, 11, 10)),
    Notify(kind=NotificationKind.APPROVED),
    StartReviewClock(at=RECEIVED_AT),
    StartRetentionClock(at=RECEIVED_AT),
    DropImages(submission_id="s-1"),
    DropImages(submission_id="s-1", document_indexes=[0, 2]),
    MaskImages(submission_id="s-1", document_index=1, fields=frozenset({SensitiveField.QR_CODE})),
    Purge(),
]
OBSERVATIONS = [
    Observation(),
    Observation(address=ABSENT, birth_date=ABSENT, issued_on=ABSENT, name="髙﨑\n𠮷〜"),
    Observation(
        medium=Medium.SCREEN,
        sides=frozenset({Side.FRONT, Side.BACK}),
        has_bearers_page=False,
        expires_on=date(2026, 2, 28),
        masking={SensitiveField.QR_CODE: Masking.NOT_PRINTED},
    ),
]


@pytest.mark.parametrize("event", ONE_OF_EACH.values(), ids=lambda e: type(e).__name__)
def test_every_event_comes_back(event: Event) -> None:
    """What is written of an event is read as the same event."""
    assert event == load_event(dump(event, Event))


@pytest.mark.parametrize("effect", EFFECTS, ids=str)
def test_every_effect_comes_back(effect: Effect) -> None:
    """What is written of an effect is read as the same effect."""
    assert effect == load_effect(dump(effect, Effect))


@pytest.mark.parametrize("observation", OBSERVATIONS)
def test_every_observation_comes_back(observation: Observation) -> None:
    """Unknown stays unknown and absent stays absent."""
    assert observation == load(dump(observation), Observation)


@pytest.mark.parametrize(
    "value",
    [
        submission(),
        unobserved(submission()),
        submission(DocumentKind.REGISTRY_CERTIFICATE_FULL, applicant=COMPANY),
        submission(applicant=evolve(HANAKO, latin_name="MIHON HANAKO")),
    ],
)
def test_every_submission_comes_back(value: Submission) -> None:
    """Profile, pictures with their problems and observations are read as they were."""
    assert value == load(dump(value), Submission)


@pytest.mark.parametrize("contact", [CONTACT, evolve(CONTACT, language=Language.EN)])
def test_every_contact_comes_back(contact: Contact) -> None:
    """Name, address and language are read as they were."""
    assert contact == load(dump(contact), Contact)


def test_nobody_looked_is_a_missing_key_and_not_shown_is_null() -> None:
    """In an observation UNKNOWN is left out and ABSENT is null."""
    assert json.loads(dump(Observation())) == {}
    assert json.loads(dump(Observation(address=ABSENT))) == {"address": None}
    assert UNKNOWN is load(b"{}", Observation).address
    assert ABSENT is load(b'{"address":null}', Observation).address


def test_a_moment_is_the_same_moment_in_any_zone() -> None:
    """A moment keeps its instant, to the microsecond."""
    moment = datetime(
        2026, 11, 2, 10, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45))
    )
    event = IdentityChanged(at=moment, changed=frozenset({IdentityField.NAME}))

    assert event == load_event(dump(event, Event))
    written = dump(event, Event).replace(b"+05:45", b"Z").replace(b"10:00", b"04:15")
    assert event == load_event(written)


def test_the_same_value_is_always_written_in_the_same_way() -> None:
    """A set has no order of its own, so it is written sorted."""
    changed = IdentityChanged(at=RECEIVED_AT, changed=frozenset(IdentityField))

    assert sorted(IdentityField) == json.loads(dump(changed, Event))["changed"]


def test_japanese_is_written_as_utf8() -> None:
    """Names are readable in what is written."""
    assert "見本 花子".encode() in dump(submission())


# -- refusals ------------------------------------------------------------------------------------

WRITTEN: dict[str, Any] = json.loads(
    dump(
        submission(DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD, address=ABSENT)
    )
)
SEEN = "$.documents[1].observation"


def spoilt(path: str, value: object) -> dict[str, Any]:
    """Return the written submission with another value at *path*; `...` takes it out."""
    made: dict[str, Any] = json.loads(json.dumps(WRITTEN))
    place: Any = made
    *way, last = path.removeprefix("$.").replace("[", ".").replace("]", "").split(".")
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    key: Any = int(last) if last.isdigit() else last
    if value is ...:
        del place[key]
    else:
        place[key] = value
    return made


PRIVATE = "山田太郎1234567890123"


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("$.id", 1, "expected a text, not a whole number"),
        ("$.id", None, "expected a text, not null"),
        ("$.id", ..., "is missing"),
        ("$.nonsense", PRIVATE, "unknown key; check the spelling"),
        ("$.applicant", ..., "is missing"),
        ("$.applicant", None, "expected an object, not null"),
        ("$.applicant", [PRIVATE], "expected an object, not a list"),
        ("$.applicant.type", PRIVATE, "expected one of: individual, corporation"),
        ("$.applicant.type", ["individual"], "expected one of: individual, corporation"),
        ("$.applicant.type", ..., "expected one of: individual, corporation"),
        ("$.applicant.kanji_name", 1, "expected a text, not a whole number"),
        ("$.applicant.kanji_name", None, "expected a text, not null"),
        ("$.applicant.kanji_name", True, "expected a text, not true or false"),
        ("$.applicant.latin_name", 1, "expected a text, not a whole number"),
        ("$.applicant.corporate_number", PRIVATE, "unknown key; check the spelling"),
        ("$.applicant.birth_date", "1990-02-30", "not a day of the calendar"),
        ("$.applicant.birth_date", "1990-13-01", "not a day of the calendar"),
        ("$.applicant.birth_date", "1990-W01-1", "not a day of the calendar"),
        ("$.applicant.birth_date", "19900401", "not a day of the calendar"),
        ("$.applicant.birth_date", "1990-04-01T00:00:00", "not a day of the calendar"),
        ("$.applicant.birth_date", "１９９０-04-01", "not a day of the calendar"),
        ("$.applicant.birth_date", "0000-01-01", "not a day of the calendar"),
        ("$.applicant.birth_date", PRIVATE, "not a day of the calendar"),
        ("$.applicant.birth_date", 19900401, "expected a text, not a whole number"),
        ("$.applicant.birth_date", None, "expected a text, not null"),
        ("$.applicant.address", PRIVATE, "expected an object, not a text"),
        ("$.applicant.address.text", 1.5, "expected a text, not a number"),
        ("$.applicant.address.floor", 1, "unknown key; check the spelling"),
        ("$.documents", PRIVATE, "expected a list, not a text"),
        ("$.documents", {"0": {}}, "expected a list, not an object"),
        ("$.documents[1]", PRIVATE, "expected an object, not a text"),
        ("$.documents[1].kind", "licence", "a text that is none of: passport_jp, "),
        ("$.documents[1].kind", 1, "expected a text, not a whole number"),
        ("$.documents[1].kind", ["passport_jp"], "expected a text, not a list"),
        ("$.documents[1].kind", ..., "is missing"),
        ("$.documents[0].images", {}, "expected a list, not an object"),
        ("$.documents[0].images[0].upload.size", 1.0, "expected a whole number, not a number"),
        ("$.documents[0].images[0].upload.size", True, "expected a whole number, not true"),
        ("$.documents[0].images[0].upload.width", "1", "expected a whole number, not a text"),
        ("$.documents[0].images[0].upload.height", ..., "is missing"),
        (f"{SEEN}.medium", None, "expected a text, not null"),
        (f"{SEEN}.medium", PRIVATE, "a text that is none of: original, photocopy, screen, scan"),
        (f"{SEEN}.sides", "front", "expected a list, not a text"),
        (f"{SEEN}.sides", None, "expected a list, not null"),
        (f"{SEEN}.sides[0]", PRIVATE, "a text that is none of: front, back, "),
        (f"{SEEN}.sides", ["front", "front"], "the same value stands twice"),
        (f"{SEEN}.name", 1, "expected a text, not a whole number"),
        (f"{SEEN}.birth_date", "2026-02-29", "not a day of the calendar"),
        (f"{SEEN}.has_bearers_page", 1, "expected true or false, not a whole number"),
        (f"{SEEN}.has_bearers_page", None, "expected true or false, not null"),
        (f"{SEEN}.masking", [], "expected an object, not a list"),
        (f"{SEEN}.masking.qr_code", PRIVATE, "a text that is none of: hidden, visible, "),
        (f"{SEEN}.masking.nonsense", "hidden", "a text that is none of: insured_symbol, "),
        (f"{SEEN}.nonsense", 1, "unknown key; check the spelling"),
    ],
)
def test_what_is_not_understood_is_refused_at_its_place(
    path: str, value: object, says: str
) -> None:
    """One clear error with the path of the field and never the value."""
    with pytest.raises(DataError) as caught:
        load(json.dumps(spoilt(path, value)).encode(), Submission)

    assert path == caught.value.path
    assert caught.value.problem.startswith(says)
    assert PRIVATE not in str(caught.value) + caught.value.problem_ja
    assert re.search("[ぁ-ん]", caught.value.problem_ja)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("$.applicant.kanji_name", " ", "kanji_name is empty"),
        ("$.applicant.address.text", "\u0000", "text contains control characters"),
        ("$.documents", [], "documents: a submission has 1 to 8 documents; this has 0"),
        (f"{SEEN}.name", "", "name is empty"),
        ("$.id", "", "id is empty"),
    ],
)
def test_what_a_class_refuses_is_refused_with_its_words(
    path: str, value: object, says: str
) -> None:
    """A class's own check names its field; the path is that of the object it stands in."""
    with pytest.raises(DataError) as caught:
        load(json.dumps(spoilt(path, value)).encode(), Submission)

    assert path.rpartition(".")[0] == caught.value.path
    assert caught.value.problem.startswith(says)


@pytest.mark.parametrize(
    ("change", "path", "says"),
    [
        ({"type": "arrived"}, "$.type", "expected one of: submitted, approved, "),
        ({"type": 1}, "$.type", "expected one of: submitted, "),
        ({"at": "2026-11-02T10:00:00"}, "$.at", "a moment without time zone: add +09:00"),
        ({"at": "2026-11-02"}, "$.at", "not a moment in the form"),
        ({"at": "2026-11-02 10:00:00+09:00"}, "$.at", "not a moment in the form"),
        ({"at": "2026-W45-1T10:00:00+09:00"}, "$.at", "not a moment in the form"),
        ({"at": "2026-11-31T10:00:00+09:00"}, "$.at", "not a moment in the form"),
        ({"at": "2026-11-02T24:00:01+09:00"}, "$.at", "not a moment in the form"),
        ({"at": 1_793_000_000}, "$.at", "expected a text, not a whole number"),
        ({"changed": "name"}, "$.changed", "expected a list, not a text"),
        ({"changed": ["name", "name"]}, "$.changed", "the same value stands twice"),
        ({"changed": ["name", "nick"]}, "$.changed[1]", "a text that is none of: name, "),
        ({"changed": []}, "$", "changed is empty: give at least one"),
        ({"changed": None}, "$.changed", "expected a list, not null"),
    ],
)
def test_an_event_that_is_none_is_refused_at_its_place(
    change: dict[str, object], path: str, says: str
) -> None:
    """A history with a wrong event is not read past it."""
    written = json.loads(dump(ONE_OF_EACH[IdentityChanged], Event))
    with pytest.raises(DataError) as caught:
        load_event(json.dumps({**written, **change}).encode())

    assert path == caught.value.path
    assert caught.value.problem.startswith(says)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not valid UTF-8 JSON"),
        (b"{", "not valid UTF-8 JSON"),
        (b"\xff\xfe", "not valid UTF-8 JSON"),
        (b'{"id":"\xe8\xa6"}', "not valid UTF-8 JSON"),
        (b'{"id":"\\ud842"}', "not valid UTF-8 JSON"),
        ('{"id":"見本"}'.encode("shift_jis"), "not valid UTF-8 JSON"),
        ('{"id":"見本"}'.encode("utf-16"), "not valid UTF-8 JSON"),
        ('\ufeff{"id":"x"}'.encode(), "not valid UTF-8 JSON"),
        (b"NaN", "not valid UTF-8 JSON"),
        (b"[" * 1000, "not valid UTF-8 JSON"),
        (b"[" * MAX_BYTES, "not valid UTF-8 JSON"),
        (b'{"a":' * 200_000, "not valid UTF-8 JSON"),
        (b"[" * (MAX_BYTES + 1), "1,048,577 bytes of JSON; at most 1,048,576 are read"),
        (b"[" * 900 + b"]" * 900, "expected an object, not a list"),
        (b"null", "expected an object, not null"),
        (b'"x"', "expected an object, not a text"),
        (b"1e400", "not valid UTF-8 JSON"),
    ],
    ids=lambda v: repr(v)[:30],
)
def test_what_is_no_json_is_refused_as_a_whole(data: bytes, says: str) -> None:
    """Broken, wrongly encoded, endless or deeply nested input is one error at the root."""
    with pytest.raises(DataError) as caught:
        load(data, Submission)

    assert caught.value.path == "$"
    assert caught.value.problem.startswith(says)


@pytest.mark.parametrize("key", ["k" * 41, "k" * 5000, "見本花子", "Mihon Hanako", "MIHON", "1990"])
def test_a_key_that_is_no_field_name_is_not_repeated(key: str) -> None:
    """Who put a person's name where a key belongs reads its length only."""
    with pytest.raises(DataError) as caught:
        load(json.dumps({**WRITTEN, key: 1}).encode(), Submission)

    assert caught.value.path == f"$[a key of {len(key)} characters]"


def test_a_key_that_is_nearly_a_field_name_is_repeated() -> None:
    """A slip of the keyboard is found by whoever reads it."""
    with pytest.raises(DataError) as caught:
        load(json.dumps({**WRITTEN, "k" * 40: 1}).encode(), Submission)

    assert caught.value.path == f"$.{'k' * 40}"


def test_of_several_mistakes_the_first_field_is_named() -> None:
    """The order is that of the fields of the class."""
    wrong = {**spoilt("$.applicant.kanji_name", 1), "id": 1, "extra": 1}
    with pytest.raises(DataError) as caught:
        load(json.dumps(wrong).encode(), Submission)

    assert caught.value.path == "$.id"


def quoting(_: object, __: object, value: str) -> None:
    """Raise what no class of ours raises, with the value in its text and a note."""
    error = RuntimeError(value)
    error.add_note(value)
    raise error


@frozen
class Foreign:
    """A class that is not ours."""

    name: str = field(validator=quoting)


@frozen
class Outer:
    """Another, around it."""

    inner: Foreign


def test_whatever_else_a_class_raises_is_told_by_its_kind_only() -> None:
    """An error of a class that is not ours may quote the value, so its text is not repeated."""
    forms = {Foreign: stored_form("foreign", "name"), Outer: stored_form("outer", "inner")}
    codec = Codec({**STORED_FORMS, **forms})
    says = r"^\$\.inner: not a value that can stand here \(RuntimeError\)$"
    with pytest.raises(DataError, match=says):
        codec.load(json.dumps({"inner": {"name": PRIVATE}}).encode(), Outer)


def test_applicants_are_told_apart_by_their_type() -> None:
    """A person and a company are written with the word that says which."""
    as_read: dict[str, Any] = json.loads(dump(HANAKO, Applicant))

    assert as_read["type"] == "individual"
    assert json.loads(dump(COMPANY, Applicant))["type"] == "corporation"
