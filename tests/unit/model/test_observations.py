"""Observations: unknown at first, bounded, and independent of what they were made from."""

from typing import Any

import pytest
from attrs import fields

from idverify.errors import InvalidValueError
from idverify.model.documents import SensitiveField
from idverify.model.observations import Masking, Observation
from idverify.model.unknown import UNKNOWN


def test_a_new_observation_knows_nothing() -> None:
    """Every question of a document starts as unknown."""
    answers = {f.name: getattr(Observation(), f.name) for f in fields(Observation) if f.init}

    assert answers.pop("masking") == answers.pop("notes") == {}
    assert {UNKNOWN} == set(answers.values())


@pytest.mark.parametrize("field", ["name", "address", "representative"])
@pytest.mark.parametrize("value", ["", " ", "x" * 1001, "\ud842"])
def test_a_transcription_that_cannot_be_one_is_refused(field: str, value: str) -> None:
    """An empty transcription is no absence, and half a character cannot be kept."""
    wrong: dict[str, Any] = {field: value}
    with pytest.raises(InvalidValueError, match=f"^{field}"):
        Observation(**wrong)


def test_a_transcription_may_have_several_lines() -> None:
    """What is printed on two lines may be typed on two."""
    assert Observation(address="東京都中野区\n中野4-8-1").address == "東京都中野区\n中野4-8-1"


def test_what_was_masked_belongs_to_the_observation() -> None:
    """A mapping that is changed later does not change the observation made of it."""
    noted = {SensitiveField.INSURED_NUMBER: Masking.HIDDEN}
    observation = Observation(masking=noted)
    noted.clear()

    assert observation.masking == {SensitiveField.INSURED_NUMBER: Masking.HIDDEN}
