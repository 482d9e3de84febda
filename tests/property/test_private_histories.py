"""Histories made by a desk hold no personal data, neither directly nor by a day (promise 5)."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pytest
from attrs import AttrsInstance, evolve, fields, has
from hypothesis import given
from hypothesis import strategies as st

from idverify.interchange.codec import dump
from idverify.lifecycle.events import (
    AttemptGranted,
    DecisionProposed,
    Event,
    JudgementRecorded,
    Rejected,
    Reopened,
    ReopeningReason,
    Submitted,
)
from idverify.model.reasons import LocatedReason
from idverify.model.submissions import Submission
from idverify.model.unknown import UNKNOWN
from idverify.policy.judgements import Judgement
from idverify.policy.settings import SecondReview
from idverify.presets import CROWDWORKS_ARTICLE
from idverify.testing.strategies import (
    accepted_submissions,
    possible_reason_codes,
    rejected_submissions,
    submissions_with_images,
)
from support.applicants import CONTACT, HANAKO, RECEIVED_AT, RECEIVED_ON, submission
from support.desk import Room

CASE = "case-1"
CAREFUL = CROWDWORKS_ARTICLE.derive(code="careful", second_reviews=[*SecondReview], max_attempts=1)

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def texts_of(value: object) -> Iterator[str]:
    """Yield every text of a person in a value: names, addresses, transcriptions."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from texts_of(each)
    elif has(type(value)):
        for each in fields(cast("type[AttrsInstance]", type(value))):
            yield from texts_of(getattr(value, each.name))


def personal_texts(made: Submission) -> set[str]:
    """Return the texts of applicant and observations that are longer than a code letter."""
    seen = [evolve(d.observation, masking={}) for d in made.documents]
    found = {*texts_of(made.applicant), *texts_of(seen)}
    return {text for text in found if not text.isascii() and len(text) > 1}


def days_of_the_service(event: Event) -> set[str]:
    """Return the days that an event may hold: of the step itself, and of the deadline."""
    days: set[date] = {event.at.date()}
    if isinstance(event, Submitted):
        due = event.deadline
        days |= {due.received_on, due.due_on, due.ends_at.date()}
    return {day.isoformat() for day in days}


def require_nothing_personal(history: list[Event], made: Submission) -> None:
    """Fail if an event holds a text of the person or a day that was read from a document."""
    for event in history:
        stored = json.dumps(json.loads(dump(event, Event)), ensure_ascii=False)
        assert set(_ISO_DAY.findall(stored)) <= days_of_the_service(event)
        assert [text for text in personal_texts(made) if text in stored] == []


@given(
    drawn=submissions_with_images(
        st.sampled_from(possible_reason_codes(CROWDWORKS_ARTICLE, RECEIVED_ON)).flatmap(
            lambda reason: rejected_submissions(CROWDWORKS_ARTICLE, reason, RECEIVED_ON)
        )
    )
)
def test_no_decision_holds_personal_data(drawn: tuple[Submission, dict[str, bytes]]) -> None:
    """No text of a person and no day of a document is in the history of a rejected case."""
    made, images = drawn
    room = Room()
    if room.desk.submit(CASE, made, images, CONTACT, command_id="c-1").assessment:
        return  # refused at intake
    room.desk.reject(
        CASE,
        made.id,
        reasons=[*room.desk.assess(CASE).reason_codes, "other"],
        reviewer="r-1",
        command_id="c-2",
    )

    require_nothing_personal([*room.store.history(CASE)], made)


@given(
    drawn=submissions_with_images(accepted_submissions(CAREFUL, RECEIVED_ON)),
    reason=st.sampled_from(ReopeningReason),
)
def test_no_step_records_personal_data(
    drawn: tuple[Submission, dict[str, bytes]], reason: ReopeningReason
) -> None:
    """Judgements, proposals, exceptions and carried documents record codes and digests only."""
    made, images = drawn
    room = Room(policy=CAREFUL)
    refuse: dict[str, Any] = {"reasons": [place_of(made)], "final": True}
    room.desk.submit(CASE, made, images, CONTACT, command_id="c-1")
    unread = [evolve(d.observation, medium=UNKNOWN) for d in made.documents]
    for question in room.desk.observe(CASE, made.id, unread).open_questions:
        judged = Judgement(
            question=question.fact.name, document_index=question.document_index, answer="original"
        )
        number = question.document_index
        room.desk.record_judgement(CASE, made.id, judged, reviewer="r", command_id=f"j-{number}")
    room.desk.reject(CASE, made.id, reviewer="r-1", command_id="c-2", **refuse)
    room.desk.reject(CASE, made.id, reviewer="r-2", command_id="c-3", **refuse)
    room.desk.reopen(CASE, reviewer="r-3", reason=reason, command_id="c-4")
    again = evolve(made, id="again", documents=[evolve(d, images=()) for d in made.documents])
    places = {n: n for n in range(len(made.documents))}
    room.desk.submit(CASE, again, {}, CONTACT, command_id="c-5", carry_over=places)
    room.desk.withdraw(CASE, command_id="c-6")
    room.desk.grant_attempt(CASE, reviewer="r-3", reason=reason, command_id="c-7")

    history = [*room.store.history(CASE)]
    assert {type(event) for event in history} >= {
        DecisionProposed, JudgementRecorded, Reopened, AttemptGranted,
    }  # fmt: skip
    require_nothing_personal(history, made)


def place_of(made: Submission) -> LocatedReason:
    """Return a reason about a field of the last document."""
    last = len(made.documents) - 1
    return LocatedReason("other", document_index=last, field_name="expires_on")


def test_the_search_finds_what_must_not_be_there() -> None:
    """A name or a day of a document in an event would be found."""
    leak: Any = {"submission_id": "s-1"}
    event = Rejected(at=RECEIVED_AT, reviewer="r-1", reasons=[HANAKO.kanji_name.split()[0]], **leak)
    with pytest.raises(AssertionError):
        require_nothing_personal([event], submission(name="見本"))
    dated = evolve(event, reasons=["2030-05-01"])
    with pytest.raises(AssertionError):
        require_nothing_personal([dated], submission())
