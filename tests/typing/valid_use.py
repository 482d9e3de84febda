"""What callers write, with the types they may count on; read by type checkers, never run.

`python3 dev.py check` gives this file to mypy, pyright and pyrefly.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import assert_type

from idverify import (
    CROWDWORKS_ARTICLE,
    DOCUMENTS,
    REASONS,
    UNKNOWN,
    Address,
    Assessment,
    BusinessCalendar,
    Case,
    Closure,
    Deadline,
    Decision,
    Document,
    DocumentKind,
    Finding,
    Individual,
    Observation,
    Policy,
    ReviewClock,
    State,
    Submission,
    Verdict,
    decide,
    detect_identity_changes,
    evolve,
    replay,
)
from idverify.lifecycle.commands import Withdraw
from idverify.lifecycle.events import Event
from idverify.matching import Comparison, compare_address
from idverify.model.applicants import IdentityField

JST = timezone(timedelta(hours=9))
RECEIVED = datetime(2026, 9, 17, 10, 0, tzinfo=JST)


def days(calendar: BusinessCalendar) -> None:
    """A calendar answers with days, and says why one is closed."""
    assert_type(calendar.is_business_day(date(2026, 9, 21)), bool)
    assert_type(calendar.add(date(2026, 9, 17), 5), date)
    assert_type(calendar.count(date(2026, 9, 17), date(2026, 9, 29)), int)
    assert_type(calendar.closure_on(date(2026, 9, 21)), Closure | None)
    assert_type(calendar.official_through, date)
    deadline = ReviewClock(calendar, business_days=5).deadline(RECEIVED)
    assert_type(deadline, Deadline)
    assert_type(deadline.due_on, date)


def judging(submission: Submission) -> tuple[Finding, ...]:
    """A policy answers with an assessment, whose verdict is one of three."""
    policy: Policy = CROWDWORKS_ARTICLE.in_force_on(date(2026, 9, 17))
    assessment = policy.evaluate(submission, date(2026, 9, 17))
    assert_type(assessment, Assessment)
    assert_type(assessment.verdict, Verdict)
    return assessment.findings


def nouns() -> Submission:
    """An applicant hands in documents; what nobody has looked at is `UNKNOWN`."""
    hanako = Individual(
        kanji_name="見本 花子",
        kana_name="ミホン ハナコ",
        birth_date=date(1990, 4, 1),
        address=Address("東京都千代田区千代田1-1"),
    )
    assert_type(detect_identity_changes(hanako, hanako), frozenset[IdentityField])
    licence = Document(kind=DocumentKind.DRIVERS_LICENSE, observation=Observation(name=UNKNOWN))
    assert_type(DOCUMENTS[licence.kind].name_ja, str)
    assert_type(REASONS["mismatch.name"].remedy_ja, str)
    return Submission(id="s-1", applicant=hanako, documents=[licence])


def moving(events: list[Event], clock: ReviewClock) -> Case:
    """A command is decided on, what follows is applied; the same history, the same case."""
    case = replay(events)
    assert_type(case.state, State)
    decision = decide(case, Withdraw(), CROWDWORKS_ARTICLE, clock, RECEIVED)
    assert_type(decision, Decision)
    for event in decision.events:
        case = evolve(case, event)
    return case


def comparing(declared: str, on_document: str) -> Comparison:
    """A comparison names each difference."""
    return compare_address(declared, on_document)


def by_verdict(verdict: Verdict) -> Mapping[str, str]:
    """All verdicts can be matched without a default."""
    match verdict:
        case Verdict.ACCEPTED:
            return {"next": "approve"}
        case Verdict.REJECTED:
            return {"next": "tell"}
        case Verdict.OPEN:
            return {"next": "look"}
