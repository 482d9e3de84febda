"""Stored names are explicit: a renamed class or field writes what it wrote before."""

import json
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

import pytest
from attrs import fields, frozen, has, resolve_types

from idverify.calendar.partial_date import PartialDate
from idverify.calendar.period import Period
from idverify.errors import DataError, InvalidValueError
from idverify.interchange.codec import Codec, dump
from idverify.interchange.dossier import Dossier
from idverify.interchange.stored_forms import ENUM_TAGS, STORED_FORMS, StoredForm, stored_form
from idverify.lifecycle.case import Case
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.model.submissions import Submission
from idverify.policy.judgements import Judgement


def reachable(kind: Any, found: set[type]) -> Iterator[type]:  # noqa: ANN401 - any annotation
    """Yield every class and enumeration that a value of *kind* can hold."""
    for inner in get_args(kind):
        yield from reachable(inner, found)
    if not isinstance(kind, type) or kind in found:
        return
    if has(kind):
        found.add(kind)
        yield kind
        resolve_types(kind)
        for attribute in fields(kind):
            if attribute.init:
                yield from reachable(attribute.type, found)
    elif issubclass(kind, Enum):
        yield kind


def test_every_stored_class_has_a_form() -> None:
    """Each class that a history, a vault item or a dossier can hold is named in the table."""
    found: set[type] = set()
    written = (Event, Effect, Dossier, Submission, Case, Judgement)
    classes = {k for kind in written for k in reachable(kind, found) if has(k)}

    assert classes - {PartialDate} == set(STORED_FORMS)  # a partial date is a text, like a date


def test_every_enumeration_of_a_dossier_has_a_name_in_the_schema() -> None:
    """The schema names no enumeration by its Python class."""
    enumerations = {k for k in reachable(Dossier, set()) if issubclass(k, Enum)}

    assert enumerations - set(ENUM_TAGS) == {
        k for k in enumerations if k.__module__.endswith("unknown")
    }


def test_tags_are_distinct() -> None:
    """No two classes share a type tag."""
    tags = [form.tag for form in STORED_FORMS.values()]

    assert len(tags) == len(set(tags))


@frozen(kw_only=True)
class Parcel:
    """A class that was renamed, with a field that was renamed."""

    weight: int
    is_open: bool = False


FORM = stored_form("package", "weight", is_open="open")


def test_json_carries_the_stored_name_of_a_renamed_field() -> None:
    """The key is that of the form, when written and when read."""
    codec = Codec({**STORED_FORMS, Parcel: FORM})

    assert json.loads(codec.dump(Parcel(weight=2, is_open=True))) == {"weight": 2, "open": True}
    assert codec.load(b'{"weight": 2, "open": true}', Parcel) == Parcel(weight=2, is_open=True)


@pytest.mark.parametrize("text", [b'{"weight": 2, "open": "x"}', b'{"weight": 2, "is_open": true}'])
def test_an_error_gives_the_path_of_the_json(text: bytes) -> None:
    """The path names the key that the sender wrote, not the field."""
    with pytest.raises(DataError) as caught:
        Codec({**STORED_FORMS, Parcel: FORM}).load(text, Parcel)

    assert caught.value.path in {"$.open", "$.is_open"}
    assert (caught.value.path == "$.open") is (b'"open"' in text)


@pytest.mark.parametrize("form", [stored_form("package", "weight"), stored_form("p", "width")])
def test_a_form_that_does_not_fit_its_class_is_refused(form: StoredForm) -> None:
    """A field that is left out, or a key without a field, is an error when the codec is made."""
    with pytest.raises(InvalidValueError, match="Parcel differs in"):
        Codec({**STORED_FORMS, Parcel: form})


def test_a_class_of_the_host_is_written_under_its_own_names() -> None:
    """Hosts read and write their own requests with the same codec, without a form."""
    assert json.loads(dump(Parcel(weight=1, is_open=True))) == {"weight": 1, "is_open": True}


def test_a_class_of_the_library_without_a_form_is_not_written() -> None:
    """A class that is missing in the table is refused instead of written under its Python names."""
    with pytest.raises(InvalidValueError, match="Period has no stored form"):
        dump(Period())
