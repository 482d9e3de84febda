"""Drawn values are printed as code that makes them again."""

import datetime as dt
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

import idverify
from idverify import CROWDWORKS_ARTICLE, Document, DocumentKind, Submission
from idverify.testing import registration, strategies

#: Their fields include functions or private results, which no expression can make.
WITH_FUNCTIONS = {
    "Assessment",
    "BusinessCalendar",
    "Condition",
    "DateReading",
    "Decision",
    "Fact",
    "Finding",
    "Policy",
    "PolicyDiff",
    "ReviewClock",
    "Rule",
}


def names_for_pasting() -> dict[str, Any]:
    """Return what a test file imports: the public names of all modules, and of datetime."""
    root = Path(idverify.__file__).parent
    names = {name: getattr(dt, name) for name in ("date", "datetime", "timedelta", "UTC")}
    for file in sorted(root.rglob("[a-z]*.py")):
        place = file.relative_to(root).with_suffix("")
        if place.parts[0] not in {"adapters", "testing"} and "_" not in {p[0] for p in place.parts}:
            module: ModuleType = import_module(".".join(("idverify", *place.parts)))
            names |= {name: getattr(module, name) for name in module.__all__}
    return names | {name: getattr(idverify, name) for name in idverify.__all__}


NAMES = names_for_pasting()
PRINTED = [
    cls for cls in registration.public_types().values() if cls.__name__ not in WITH_FUNCTIONS
]


@pytest.mark.parametrize("cls", PRINTED, ids=lambda cls: cls.__name__)
def test_pasted_code_makes_an_equal_value(cls: type[Any]) -> None:
    """What Hypothesis prints of a drawn value makes an equal value when it is pasted."""

    @given(st.from_type(cls))
    @settings(max_examples=25, database=None, suppress_health_check=list(HealthCheck))
    def paste(value: object) -> None:
        assert eval(pretty(value), dict(NAMES)) == value  # noqa: S307 - the code under test

    paste()


def test_an_example_shows_personal_data_only_to_hypothesis() -> None:
    """The `repr` of a drawn value still hides its name; the printed example shows it."""

    @given(strategies.submissions())
    @settings(max_examples=5, database=None)
    def compare(submission: Submission) -> None:
        name = getattr(submission.applicant, "kanji_name", None) or submission.applicant.name
        assert name in pretty(submission)
        assert name not in repr(submission)

    compare()


def test_defaults_and_shipped_policies_are_short() -> None:
    """Fields with their default are left out, and a shipped policy is printed by its name."""
    assert pretty(Document(kind=DocumentKind.PASSPORT_JP)) == (
        "Document(kind=DocumentKind.PASSPORT_JP)"
    )
    assert pretty(CROWDWORKS_ARTICLE) == "CROWDWORKS_ARTICLE"
