"""Judgements of a reviewer: recorded with the case, counted while nothing else is known."""

import asyncio
import json
from typing import Any

import pytest
from attrs import evolve

from idverify.adapters.memory import MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.adapters.sqlite import AsyncSqliteCaseStore, AsyncSqliteVault, SqliteCaseStore
from idverify.adapters.threads import ThreadedNotifier
from idverify.desk.async_desk import AsyncVerificationDesk
from idverify.errors import IllegalTransitionError, InvalidValueError, StaleSubmissionError
from idverify.interchange.codec import dump
from idverify.lifecycle.commands import RecordJudgement
from idverify.lifecycle.decide import decide
from idverify.lifecycle.events import Event, JudgementRecorded
from idverify.lifecycle.states import State
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.observations import Masking, Observation
from idverify.model.unknown import UNKNOWN
from idverify.policy.assessment import Verdict
from idverify.policy.judgements import Judgement, answer_code, evaluate_with_judgements
from idverify.policy.own_inputs import OwnInput
from idverify.policy.rules import Fact, Rule, Scope
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import (
    CONTACT,
    HANAKO,
    LICENCE,
    RECEIVED_ON,
    bytes_of,
    seen,
    submission,
    unobserved,
)
from support.desk import CLOCK, Room
from support.histories import LATER, SUBMITTED, case_in

CASE = "case-1"
ORIGINAL = Judgement(question="medium", document_index=0, answer="original")
BY: dict[str, Any] = {"reviewer": "r-1", "command_id": "j-1"}
APPROVE: dict[str, Any] = {"profile": HANAKO, "reviewer": "r-1", "command_id": "a-1"}


def unsure(**changes: Any) -> Observation:  # noqa: ANN401
    """Return what a reviewer notes who cannot say whether the licence is an original."""
    return seen(HANAKO, LICENCE, **{"medium": UNKNOWN, **changes})


def room_with_question(**changes: Any) -> Room:  # noqa: ANN401
    """Return a room with a case whose one open question is `medium`."""
    room, made = Room(**changes), unobserved(submission())
    room.desk.submit(CASE, made, bytes_of(made), CONTACT, command_id="s-1")
    room.desk.observe(CASE, "s-1", [unsure()])
    return room


def test_a_judgement_answers_an_open_question() -> None:
    """The case stays open until the reviewer answers, and is approved with the answer."""
    room = room_with_question()
    assert [q.fact.name for q in room.desk.assess(CASE).open_questions] == ["medium"]
    with pytest.raises(IllegalTransitionError, match="not yet observed"):
        room.desk.approve(CASE, "s-1", **APPROVE)
    case = room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY).case

    assert (case.state, case.version) == (State.UNDER_REVIEW, 2)
    assert room.desk.assess(CASE).verdict is Verdict.ACCEPTED
    assert room.desk.approve(CASE, "s-1", **APPROVE).case.state is State.APPROVED
    event = room.store.history(CASE)[1]
    assert isinstance(event, JudgementRecorded)
    assert (event.question, event.document_index, event.answer) == ("medium", 0, "original")
    assert event.reviewer == "r-1"


def test_a_judgement_can_be_a_refusal_and_be_replaced() -> None:
    """The latest answer to the same question counts."""
    room = room_with_question()
    copied = evolve(ORIGINAL, answer="photocopy")
    room.desk.record_judgement(CASE, "s-1", copied, **BY)
    assert room.desk.assess(CASE).reason_codes == ("image.photo_of_copy",)
    room.desk.record_judgement(CASE, "s-1", ORIGINAL, reviewer="r-2", command_id="j-2")

    assert room.desk.assess(CASE).verdict is Verdict.ACCEPTED
    [kept] = room.desk.case(CASE).judgements
    assert kept.reviewer == "r-2"


def test_new_evidence_voids_a_judgement() -> None:
    """After another observation of the document, the question is open again."""
    room = room_with_question()
    room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)
    assert room.desk.observe(CASE, "s-1", [unsure(shows_photo=True)]).verdict is Verdict.OPEN
    with pytest.raises(IllegalTransitionError, match="not yet observed"):
        room.desk.approve(CASE, "s-1", **APPROVE)
    room.desk.observe(CASE, "s-1", [unsure()])

    assert room.desk.assess(CASE).verdict is Verdict.ACCEPTED


def test_an_observation_counts_before_a_judgement() -> None:
    """A judgement never overrides what was observed of the document."""
    room = room_with_question()
    room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)
    room.desk.observe(CASE, "s-1", [unsure(medium="photocopy")])

    assert room.desk.assess(CASE).reason_codes == ("image.photo_of_copy",)


def test_a_judgement_never_overrides_an_observation() -> None:
    """Evaluated with what the reviewer observed, a judgement on the same fact does not count."""
    copied = submission(medium="photocopy")
    found = evaluate_with_judgements(CROWDWORKS_ARTICLE, copied, RECEIVED_ON, [ORIGINAL])

    assert found.reason_codes == ("image.photo_of_copy",)


def test_another_document_is_no_new_evidence() -> None:
    """An observation of the second document leaves a judgement on the first in force."""
    room = Room()
    made = unobserved(submission(LICENCE, DocumentKind.PASSPORT_JP))
    room.desk.submit(CASE, made, bytes_of(made), CONTACT, command_id="s-1")
    room.desk.observe(CASE, "s-1", [unsure(), Observation()])
    room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)
    passport = seen(HANAKO, DocumentKind.PASSPORT_JP)
    after = room.desk.observe(CASE, "s-1", [unsure(), passport])

    assert "medium" not in {q.fact.name for q in after.open_questions if q.document_index == 0}


def test_a_new_submission_has_no_judgements() -> None:
    """What was judged of the replaced documents is not known of the new ones."""
    room = room_with_question()
    room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)
    made = unobserved(submission(id_="s-2"))
    room.desk.submit(CASE, made, bytes_of(made), CONTACT, command_id="s-2")

    assert room.desk.case(CASE).judgements == ()
    assert room.desk.observe(CASE, "s-2", [unsure()]).verdict is Verdict.OPEN
    with pytest.raises(StaleSubmissionError):
        room.desk.record_judgement(CASE, "s-1", ORIGINAL, reviewer="r", command_id="j-2")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"question": "photo"}, r"question is not open; open now, .*: medium \(0\)$"),
        ({"document_index": 1}, r"question is not open; open now, .*: medium \(0\)$"),
        ({"document_index": None}, r"question is not open"),
        ({"answer": "genuine"}, "answer is none of those of question medium: original, "),
    ],
)
def test_a_wrong_judgement_is_refused(changes: dict[str, Any], expected: str) -> None:
    """The error lists the open questions or the answers, and nothing is stored."""
    room = room_with_question()
    with pytest.raises(InvalidValueError, match=expected):
        room.desk.record_judgement(CASE, "s-1", evolve(ORIGINAL, **changes), **BY)

    assert len(room.store.history(CASE)) == 1
    assert room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY).unchanged is None


def test_nothing_is_open_after_every_observation() -> None:
    """Where nothing is open the error says so."""
    room = room_with_question()
    room.desk.observe(CASE, "s-1", [seen(HANAKO, LICENCE)])
    with pytest.raises(InvalidValueError, match="open now, with document_index: none"):
        room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)


def test_only_a_submission_under_review_is_judged() -> None:
    """A decided case refuses the step, with the steps that its state allows."""
    room = room_with_question()
    room.desk.reject(CASE, "s-1", reasons=["other"], reviewer="r", command_id="r-1")
    with pytest.raises(IllegalTransitionError, match="record_judgement is refused"):
        room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)


def test_a_note_of_the_service_is_no_judgement() -> None:
    """A nationality, noted for a service, is personal and never enters a history."""
    nation = OwnInput(
        code="nationality", question_ja="国籍", question_en="Nationality?", values=["JP", "other"]
    )
    [like] = (r for r in CROWDWORKS_ARTICLE.requirements if r.code == "original_is_photographed")
    rule = Rule(
        code="nationality_is_noted",
        statement_ja="国籍が確認されている。",
        statement_en="The nationality is noted.",
        requires=nation.fact.one_of("JP"),
        reason=like.reason,
        citations=like.citations,
    )
    policy = CROWDWORKS_ARTICLE.derive(code="own", add=[rule], own_inputs=[nation])
    room = room_with_question(policy=policy)
    judged = Judgement(question="notes.nationality", document_index=0, answer="JP")
    with pytest.raises(InvalidValueError, match="does not belong into a history: pass it to `obs"):
        room.desk.record_judgement(CASE, "s-1", judged, **BY)


def whole_question() -> Fact:
    """Return a question about the submission as a whole that only a person can answer."""
    return Fact(
        name="same_person",
        question_ja="すべての書類は同じ人のものですか",
        question_en="Do all documents belong to one person?",
        values=[True, False],
        read=lambda *_: UNKNOWN,
        scope=Scope.SUBMISSION,
    )


def test_a_question_about_the_whole_submission_is_judged() -> None:
    """Its judgement counts until any of the documents is observed otherwise."""
    fact = whole_question()
    [like] = (r for r in CROWDWORKS_ARTICLE.requirements if r.code == "original_is_photographed")
    rule = evolve(
        like,
        code="documents_are_of_one_person",
        requires=fact.one_of(True),
        when=[],
    )
    room = room_with_question(policy=CROWDWORKS_ARTICLE.derive(code="own", add=[rule]))
    room.desk.observe(CASE, "s-1", [seen(HANAKO, LICENCE)])
    judged = Judgement(question="same_person", answer="true")
    room.desk.record_judgement(CASE, "s-1", judged, **BY)
    assert room.desk.assess(CASE).verdict is Verdict.ACCEPTED

    changed = room.desk.observe(CASE, "s-1", [seen(HANAKO, LICENCE, shows_photo=True)])
    assert [question.fact for question in changed.open_questions] == [fact]


def test_a_judgement_leaves_other_questions_alone() -> None:
    """An answer that a question does not have, and a question of no rule, change nothing."""
    made = unobserved(submission())
    before = CROWDWORKS_ARTICLE.evaluate(made, RECEIVED_ON)
    given = [evolve(ORIGINAL, answer="genuine"), evolve(ORIGINAL, question="unheard_of")]
    after = evaluate_with_judgements(CROWDWORKS_ARTICLE, made, RECEIVED_ON, given)

    assert after == before


def test_an_image_that_a_judgement_forbids_is_destroyed() -> None:
    """An individual number that the reviewer sees must not be kept, observed or judged."""
    card = DocumentKind.INDIVIDUAL_NUMBER_CARD
    room, made = Room(), unobserved(submission(card))
    room.desk.submit(CASE, made, bytes_of(made), CONTACT, command_id="s-1")
    noted = seen(HANAKO, card)
    masking: dict[SensitiveField, Masking] = dict(noted.masking)
    masking.pop(SensitiveField.INDIVIDUAL_NUMBER, None)
    room.desk.observe(CASE, "s-1", [evolve(noted, masking=masking)])
    [question] = room.desk.assess(CASE).open_questions
    answers = {answer_code(value) for value in question.fact.values}
    judged = Judgement(question=question.fact.name, document_index=0, answer="visible")
    digest = made.documents[0].images[0].upload.sha256
    assert "visible" in answers
    assert room.desk.image(CASE, "s-1", digest)
    room.desk.record_judgement(CASE, "s-1", judged, **BY)

    assert room.desk.image(CASE, "s-1", digest) is None


def test_digests_are_those_of_the_documents() -> None:
    """A command with another number of digests than documents is refused."""
    command = RecordJudgement(
        submission=submission(medium=UNKNOWN), judgement=ORIGINAL, reviewer="r", evidence=[]
    )
    case = case_in(State.UNDER_REVIEW)
    with pytest.raises(InvalidValueError, match="evidence has 0 digests: give one for each of 1"):
        decide(case, command, CROWDWORKS_ARTICLE, CLOCK, LATER)
    [event] = decide(
        case, evolve(command, evidence=["0f"]), CROWDWORKS_ARTICLE, CLOCK, LATER
    ).events
    assert event.at == LATER
    assert SUBMITTED.submission_id == "s-1"


def test_an_event_of_a_judgement_holds_codes_only() -> None:
    """Its JSON has these keys, and the digest does not repeat what was judged."""
    room = room_with_question()
    room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)
    stored = json.loads(dump(room.store.history(CASE)[-1], Event))
    digest = stored.pop("evidence")

    assert {**stored, "at": ""} == {
        "type": "judgement_recorded",
        "at": "",
        "submission_id": "s-1",
        "reviewer": "r-1",
        "question": "medium",
        "answer": "original",
        "document": 0,
    }
    assert len(digest) == 64


@pytest.mark.parametrize("make_store", [MemoryCaseStore, SqliteCaseStore])
def test_the_queue_stays_as_it_was(make_store: Any) -> None:  # noqa: ANN401
    """A judgement changes neither lease nor overdue mark of the case in the queue."""
    store = make_store() if make_store is MemoryCaseStore else make_store(":memory:")
    room = room_with_question(store=store)
    room.clock.moment = SUBMITTED.deadline.ends_at
    room.desk.process_due_cases()
    [before] = store.claim("r-1", now=room.clock.moment, until=room.clock.moment, limit=1)
    room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)

    assert before.is_overdue_reported
    assert store.get_entry(CASE) == before
    assert room.desk.case(CASE).is_overdue_reported


def test_an_asynchronous_desk_records_judgements() -> None:
    """The same step over asynchronous ports leads to the same case."""

    async def review() -> tuple[State, int]:
        store, vault = AsyncSqliteCaseStore(":memory:"), AsyncSqliteVault(":memory:")
        desk = AsyncVerificationDesk(
            store=store,
            vault=vault,
            notifier=ThreadedNotifier(MemoryNotifier()),
            clock=Room().clock,
            policy=CROWDWORKS_ARTICLE,
            review_clock=CLOCK,
            operators="operators@example.jp",
        )
        made = unobserved(submission())
        await desk.submit(CASE, made, bytes_of(made), CONTACT, command_id="s-1")
        await desk.observe(CASE, "s-1", [unsure()])
        await desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)
        case = (await desk.approve(CASE, "s-1", **APPROVE)).case
        return case.state, case.version

    assert asyncio.run(review()) == (State.APPROVED, 3)


def test_a_purged_case_keeps_its_judgements_and_nothing_of_the_person() -> None:
    """After a redaction the history still replays, and its digests refer to nothing."""
    vault = MemoryVault()
    room = room_with_question(vault=vault)
    room.desk.record_judgement(CASE, "s-1", ORIGINAL, **BY)
    case = room.desk.redact(CASE, command_id="x-1").case

    assert (case.state, case.judgements) == (State.REDACTED, ())
    assert not vault.names(CASE)
