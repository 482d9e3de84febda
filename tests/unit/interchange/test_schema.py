"""The published schema of a dossier: what it says, and that every copy says the same."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft202012Validator

from idverify.errors import DataError
from idverify.interchange.codec import load_dossier
from idverify.interchange.schema import build_dossier_schema

DOCS = Path(__file__).parents[3] / "docs/reference/dossier.schema.json"
VALIDATOR = Draft202012Validator(
    build_dossier_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER
)


#: A JSON value; what it holds is for the schema to say.
Json: TypeAlias = Any


def dossier() -> Json:
    """Return a dossier with one licence, as JSON."""
    return {
        "case_id": "c-1",
        "submission_id": "s-1",
        "received_at": "2026-09-17T10:00:00+09:00",
        "contact": {"name": "見本 花子", "email": "hanako@example.jp"},
        "applicant": {
            "type": "individual",
            "kanji_name": "見本 花子",
            "kana_name": "ミホン ハナコ",
            "birth_date": "1990-04-01",
            "address": {"text": "東京都千代田区千代田1-1"},
        },
        "documents": [
            {
                "kind": "drivers_license",
                "images": [{"side": "front", "file": "front.jpg"}],
                "observation": {"medium": "original", "address": None},
            }
        ],
    }


def is_valid(candidate: object) -> bool:
    """Say whether the schema accepts it."""
    return bool(VALIDATOR.is_valid(candidate))


def test_the_schema_is_a_schema() -> None:
    """The generated schema is itself valid under Draft 2020-12."""
    Draft202012Validator.check_schema(build_dossier_schema())


@pytest.mark.parametrize("place", ["wheel", "docs"])
def test_published_copies_equal_the_generated_schema(place: str) -> None:
    """The copy in the package and the copy in the docs are what the generator says today."""
    packaged = files("idverify.interchange").joinpath("dossier.schema.json")
    text = packaged.read_text("utf-8") if place == "wheel" else DOCS.read_text("utf-8")

    expected = json.dumps(build_dossier_schema(), indent=2, ensure_ascii=False) + "\n"

    assert expected == text


def test_a_plain_dossier_is_valid_and_read() -> None:
    """A dossier written by hand passes the schema and is read by the codec."""
    assert is_valid(dossier())
    assert load_dossier(json.dumps(dossier()).encode()).case_id == "c-1"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("surprise",), 1),
        (("contact", "language"), "fr"),
        (("contact", "name"), 1),
        (("received_at",), "2026-09-17T10:00:00"),
        (("received_at",), "2026-09-17"),
        (("applicant", "type"), "robot"),
        (("applicant", "birth_date"), "1990-02-30"),
        (("applicant", "birth_date"), "19900401"),
        (("applicant", "address", "text"), None),
        (("documents",), []),
        (("documents", 0, "images"), []),
        (("documents", 0, "kind"), "library_card"),
        (("documents", 0, "observation", "medium"), None),
        (("documents", 0, "observation", "has_bearers_page"), 1),
        (("documents", 0, "observation", "masking"), {"shoe_size": "hidden"}),
        (("documents", 0, "observation", "masking"), {"qr_code": "perhaps"}),
    ],
)
def test_what_the_schema_refuses_the_codec_refuses(
    path: tuple[str | int, ...], value: Json
) -> None:
    """Each fault of shape is refused by the schema and by the codec alike."""
    wrong = dossier()
    place: Json = wrong
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert not is_valid(wrong)
    with pytest.raises(DataError):
        load_dossier(json.dumps(wrong).encode())


def test_a_company_is_told_by_its_type() -> None:
    """The fields of a person under the type of a company are refused."""
    wrong = dossier()
    wrong["applicant"]["type"] = "corporation"

    assert not is_valid(wrong)


def test_null_is_absent_only_where_a_document_may_not_show_it() -> None:
    """Null stands for a field looked for and not found, and for a person without Latin name."""
    null = {
        f"{name}.{field}"
        for name, described in build_dossier_schema()["$defs"].items()
        for field, schema in described.get("properties", {}).items()
        if {"type": "null"} in schema.get("anyOf", ())
    }

    expected = {
        "Individual.latin_name",
        *(
            f"Observation.{field}"
            for field in (
                *("name", "kana_name", "latin_name", "former_surname", "alias", "address"),
                *("birth_date", "representative", "issued_on", "expires_on", "extension"),
            )
        ),
    }
    assert expected == null


def test_every_definition_says_what_it_is() -> None:
    """Each definition carries the first paragraph of its class's docstring."""
    undescribed = [
        name
        for name, described in build_dossier_schema()["$defs"].items()
        if not described["description"]
    ]

    assert undescribed == []
