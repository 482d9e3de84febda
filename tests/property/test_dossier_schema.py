"""Dossiers of every kind against their schema, whole and broken."""

import json
import re
from datetime import date, timedelta, timezone
from typing import Any, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from idverify.calendar.partial_date import PartialDate
from idverify.errors import DataError
from idverify.i18n import Language
from idverify.interchange.codec import dump_dossier, load_dossier
from idverify.interchange.dossier import Dossier, DossierDocument, ImageFile
from idverify.interchange.schema import build_dossier_schema
from idverify.model.applicants import (
    Address,
    Corporation,
    Individual,
    corporate_number_check_digit,
)
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.observations import Masking, Medium, Observation
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN

#: A JSON value; what it holds is for the schema to say.
Json: TypeAlias = Any

VALIDATOR = Draft202012Validator(
    build_dossier_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER
)

#: What the codec says when the shape is wrong; its other refusals are about values.
SHAPE = re.compile(
    r"unknown key|is missing|expected |none of: |not a day|not a moment|without time zone|twice"
)

#: A dossier is drawn from many parts; how long that takes is no promise.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
names = texts.filter(str.strip)
#: Dots alone are folders, and no ids.
ids = st.from_regex(r"[a-zA-Z0-9_.-]{0,11}[a-zA-Z0-9_-]", fullmatch=True)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
addresses = st.builds(Address, names, postal_code=texts)
persons = st.builds(
    Individual,
    kanji_name=names,
    kana_name=names,
    latin_name=st.none() | names,
    birth_date=days,
    address=addresses,
)
corporate_numbers = st.from_regex(r"[0-9]{12}", fullmatch=True).map(
    lambda base: f"{corporate_number_check_digit(base)}{base}"
)
companies = st.builds(
    Corporation,
    registered_name=names,
    corporate_number=corporate_numbers,
    head_office=addresses,
    representative=names,
)


def printed(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw a value as printed, or not shown, or not looked at."""
    return st.just(UNKNOWN) | st.just(ABSENT) | values


partial_dates = st.builds(PartialDate, st.integers(1900, 2100), st.none() | st.integers(1, 12))
printed_days = printed(st.just(IMPOSSIBLE) | days | partial_dates)
observations = st.builds(
    Observation,
    medium=st.just(UNKNOWN) | st.sampled_from(Medium),
    sides=st.just(UNKNOWN) | st.frozensets(st.sampled_from(Side)),
    name=printed(names),
    address=printed(names),
    birth_date=printed_days,
    representative=printed(names),
    issued_on=printed_days,
    expires_on=printed_days,
    has_bearers_page=st.just(UNKNOWN) | st.booleans(),
    masking=st.dictionaries(st.sampled_from(SensitiveField), st.sampled_from(Masking)),
)
documents = st.builds(
    DossierDocument,
    kind=st.sampled_from(DocumentKind),
    images=st.lists(
        st.builds(ImageFile, side=st.sampled_from(Side), file=ids.map(lambda name: f"{name}.jpg")),
        min_size=1,
        max_size=3,
    ),
    observation=observations,
)
dossiers = st.builds(
    Dossier,
    case_id=ids,
    submission_id=ids,
    received_at=st.datetimes(timezones=zones),
    contact=st.builds(
        Contact,
        name=names,
        email=ids.map(lambda name: f"{name}@example.jp"),
        language=st.sampled_from(Language),
    ),
    applicant=persons | companies,
    documents=st.lists(documents, min_size=1, max_size=3),
)

strangers: st.SearchStrategy[Json] = st.sampled_from(
    [
        *(None, True, 0, 1.5, "", "impossible", "2026-02-30", "2026-11-23T10:00:00"),
        *([], [1], ["front", "front"], {}),
    ]
)


def places(value: Json) -> list[tuple[Json, Json]]:
    """List every container in the JSON value with each of its keys or indices."""
    steps: list[tuple[Json, Json]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    here = [(value, key) for key, _ in steps]
    return here + [place for _, inner in steps for place in places(inner)]


@st.composite
def broken(draw: st.DrawFn) -> Json:
    """Draw a dossier as JSON in which one thing was added, taken away or replaced."""
    whole = json.loads(dump_dossier(draw(dossiers)))
    container, key = draw(st.sampled_from(places(whole)))
    slip = draw(st.sampled_from(["add", "drop", "replace"]))
    if slip == "drop":
        del container[key]
    elif slip == "add" and isinstance(container, dict):
        container[draw(st.sampled_from(["type", "name", "no_such_key"]))] = draw(strangers)
    else:
        container[key] = draw(strangers)
    return whole


def codec_refusal(candidate: Json) -> str:
    """Return what the codec says against it, or nothing if it is read."""
    try:
        load_dossier(json.dumps(candidate).encode())
    except DataError as error:
        return str(error)
    return ""


@unhurried
@given(dossiers)
def test_every_dumped_dossier_is_valid(dossier: Dossier) -> None:
    """Whatever a dossier holds, what is written of it passes the published schema."""
    written = json.loads(dump_dossier(dossier))

    assert [error.message for error in VALIDATOR.iter_errors(written)] == []


@unhurried
@given(dossiers)
def test_every_dumped_dossier_is_read_back(dossier: Dossier) -> None:
    """Writing and reading gives an equal dossier."""
    assert dossier == load_dossier(dump_dossier(dossier))


@unhurried
@given(broken())
def test_schema_and_codec_refuse_the_same_shapes(candidate: Json) -> None:
    """What the codec refuses for its shape the schema refuses, and nothing that is read."""
    refusal = codec_refusal(candidate)

    if VALIDATOR.is_valid(candidate):
        assert not SHAPE.search(refusal)
    else:
        assert refusal
