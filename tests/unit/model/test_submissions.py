"""Submissions: immutable, bounded, and silent about people."""

import pickle
from datetime import date
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

from idverify.errors import InvalidValueError
from idverify.model.documents import DocumentKind
from idverify.model.observations import Medium, Observation
from idverify.model.submissions import Document, Submission
from idverify.model.unknown import ABSENT
from idverify.redaction import redacted_repr
from support.applicants import HANAKO, LICENCE, submission


@pytest.mark.parametrize("count", [0, 9])
def test_a_submission_has_one_to_eight_documents(count: int) -> None:
    """Nothing, or more than can be looked at, is no submission."""
    with pytest.raises(InvalidValueError, match=f"1 to 8 documents; this has {count}$"):
        Submission(id="s", applicant=HANAKO, documents=[Document(kind=LICENCE)] * count)


@pytest.mark.parametrize("count", [1, 8])
def test_the_bounds_of_a_submission_belong_to_it(count: int) -> None:
    """One document and eight documents are taken."""
    made = Submission(id="s", applicant=HANAKO, documents=[Document(kind=LICENCE)] * count)

    assert count == len(made.documents)


def test_a_submission_has_an_id() -> None:
    """A submission without an id could not be told from another."""
    with pytest.raises(InvalidValueError, match=r"^id is empty"):
        Submission(id="", applicant=HANAKO, documents=[Document(kind=LICENCE)])


def test_observing_makes_a_new_value() -> None:
    """What reviewers note leaves the submission as it arrived."""
    before = submission(DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD)
    noted = Observation(medium=Medium.SCREEN), Observation(address=ABSENT)
    after = before.with_observations(*noted)

    assert noted == tuple(document.observation for document in after.documents)
    assert (before.id, before.applicant) == (after.id, after.applicant)
    assert before == submission(DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD)


def test_each_document_gets_one_observation() -> None:
    """Two observations of one document are refused with both numbers."""
    with pytest.raises(InvalidValueError, match="2 observations for 1 documents"):
        submission().with_observations(Observation(), Observation())


def test_nothing_of_a_submission_can_be_changed() -> None:
    """Submission, document and observation are frozen."""
    made = submission()
    for value, name in ((made, "id"), (made.documents[0], "kind"), (Observation(), "name")):
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, "x")


def test_a_submission_survives_pickling() -> None:
    """A submission may be sent to another process."""
    assert submission() == pickle.loads(pickle.dumps(submission()))  # noqa: S301 - our own bytes


def test_a_submission_shows_no_personal_data() -> None:
    """Neither the profile nor a transcription shows in the repr."""
    shown = repr(submission())

    assert [text for text in ("見本", "中野", "1990") if text in shown] == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "None"),
        (ABSENT, "Absent.ABSENT"),
        (date(2026, 1, 1), "<a date>"),
        ("見本", "<2 characters>"),
        ((1, 2, 3), "<3 items>"),
        (5, "<a int>"),
    ],
)
def test_a_personal_value_shows_its_shape(value: Any, shown: str) -> None:  # noqa: ANN401
    """Of a personal value its kind and its length are told, and nothing else."""
    assert shown == redacted_repr(value)


@pytest.mark.parametrize(("value", "shape"), [(None, "None"), (17, "int"), (b"s-1", "bytes of 3")])
def test_an_id_is_text(value: object, shape: str) -> None:
    """What is no text is refused by its type, before anything looks at it."""
    with pytest.raises(InvalidValueError, match=f"Submission.id must be text, not {shape}"):
        Submission(id=value, applicant=HANAKO, documents=[])  # type: ignore[arg-type]
