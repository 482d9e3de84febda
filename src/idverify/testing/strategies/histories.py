"""Strategies for histories of a case (履歴): legal, or illegal in exactly one place.

Also commands.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from attrs import frozen
from hypothesis import strategies as st

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.catalogue.reasons import REASONS
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    CheckDeadline,
    Command,
    GrantAttempt,
    LapseVerification,
    RecordJudgement,
    Redact,
    Reject,
    Reopen,
    Revoke,
    Submit,
    Withdraw,
)
from idverify.lifecycle.events import (
    Approved,
    AttemptGranted,
    CarriedDocument,
    DeadlinePassed,
    DecisionProposed,
    Event,
    IdentityChanged,
    JudgementRecorded,
    ProposedDecision,
    Redacted,
    RefusedForGood,
    Rejected,
    Reopened,
    ReopeningReason,
    ReviewDeadline,
    Revoked,
    RevokedForGood,
    Submitted,
    Withdrawn,
)
from idverify.lifecycle.states import State
from idverify.lifecycle.steps import possible_steps
from idverify.lifecycle.transitions import TRANSITIONS
from idverify.model.applicants import IdentityField
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.reasons import LocatedReason
from idverify.policy.judgements import Judgement
from idverify.policy.stamps import PolicyStamp
from idverify.ports import QueueEntry
from idverify.testing.strategies.days import days, moments
from idverify.testing.strategies.submissions import submissions

__all__ = [
    "IllegalHistory",
    "carried_documents",
    "cases",
    "commands",
    "events",
    "histories",
    "illegal_histories",
    "judgements",
    "located_reasons",
    "policy_stamps",
    "queue_entries",
    "review_deadlines",
]

_CLOCK: Final = ReviewClock(BusinessCalendar.japan())
_EVENTS: Final = tuple(dict.fromkeys(event for row in TRANSITIONS.values() for event in row))
_REASON_CODES: Final = ("other", *(code for code in sorted(REASONS) if code != "other"))
_CHANGED: Final = st.frozensets(st.sampled_from(IdentityField), min_size=1, max_size=2)
_REASON_CODE: Final = st.sampled_from(_REASON_CODES)
REASON_LISTS: Final = st.lists(_REASON_CODE, min_size=1, max_size=2, unique=True)
_KINDS: Final = st.lists(st.sampled_from(DocumentKind).map(str), max_size=2)
SUBMISSION_ID: Final = st.integers(1, 3).map("s-{}".format)
_REOPENING_REASON: Final = st.sampled_from(ReopeningReason)
_REVIEWER: Final = st.integers(1, 3).map("r-{}".format)
_FINGERPRINT: Final = st.integers(1, 3).map("{:064x}".format)
_FINAL: Final = st.sampled_from([None, False, True])
#: Index of a document in its submission.
DOCUMENT_INDEX: Final = st.integers(0, 1)


@frozen
class IllegalHistory:
    """A history with one event that the transition table does not allow at its place."""

    events: tuple[Event, ...]
    index: int
    """Index of that event; without it the history is legal."""
    state: State
    """The state of the case before that event."""
    possible_steps: tuple[str, ...]
    """The steps that the state allows, as an error names them."""


def make_due(at: datetime) -> ReviewDeadline:
    """Return the review deadline of a submission received at a moment."""
    deadline = _CLOCK.deadline(at)
    ends_at = datetime.combine(
        deadline.due_on + timedelta(days=1), datetime.min.time(), _CLOCK.zone
    )
    return ReviewDeadline(
        received_on=deadline.received_on,
        due_on=deadline.due_on,
        ends_at=ends_at,
        is_provisional=deadline.is_provisional,
    )


def review_deadlines() -> st.SearchStrategy[ReviewDeadline]:
    """Draw a review deadline (審査期限) as events record it."""
    return moments().map(make_due)


@st.composite
def located_reasons(draw: st.DrawFn, codes: st.SearchStrategy[str] = _REASON_CODE) -> LocatedReason:
    """Draw a rejection reason with the document, and perhaps the side and field, it applies to."""
    return LocatedReason(
        draw(codes),
        document_index=draw(DOCUMENT_INDEX),
        side=draw(st.none() | st.sampled_from(Side)),
        field_name=draw(st.sampled_from(["", "expires_on", "name", *SensitiveField])),
    )


def carried_documents(number: int = 2) -> st.SearchStrategy[CarriedDocument]:
    """Draw a document that the submission with this number takes over from the one before."""
    return st.builds(
        CarriedDocument,
        document_index=DOCUMENT_INDEX,
        submission_id=st.just(f"s-{max(number - 1, 1)}"),
        earlier_index=DOCUMENT_INDEX,
    )


def policy_stamps() -> st.SearchStrategy[PolicyStamp]:
    """Draw the stamp of a policy: its code, and a digest of its rules."""
    codes = st.sampled_from(["crowdworks_article", "house"])
    return st.builds(PolicyStamp, codes, _FINGERPRINT)


def judgements() -> st.SearchStrategy[Judgement]:
    """Draw the answer of a reviewer to a question about a document."""
    answers = st.sampled_from([("medium", "original"), ("name", "agrees"), ("photo", "true")])
    return st.builds(
        lambda answer, index: Judgement(question=answer[0], document_index=index, answer=answer[1]),
        answers,
        DOCUMENT_INDEX,
    )


#: The fields that an event has of a judgement.
_JUDGED: Final = ("question", "document_index", "answer")


def _given_reasons() -> st.SearchStrategy[list[str | LocatedReason]]:
    """Draw the reasons that a reviewer gives, with or without their place."""
    return st.lists(_REASON_CODE | located_reasons(), min_size=1, max_size=2)


_HAS_SUBMISSION_ID: Final = {
    Approved,
    Rejected,
    RefusedForGood,
    DecisionProposed,
    JudgementRecorded,
    Withdrawn,
    DeadlinePassed,
}
_HAS_REVIEWER: Final = {
    Approved,
    Rejected,
    RefusedForGood,
    DecisionProposed,
    JudgementRecorded,
    Revoked,
    RevokedForGood,
}
_HAS_REASONS: Final = {DecisionProposed, Rejected, RefusedForGood, Revoked, RevokedForGood}


@st.composite
def _event(draw: st.DrawFn, kind: Callable[..., Event], at: datetime, number: int) -> Event:
    """Draw an event of one kind about the submission with this number."""
    if kind is Submitted:
        return Submitted(
            at=at,
            submission_id=f"s-{number}",
            fingerprint=f"{number:064x}",
            deadline=make_due(at),
            document_kinds=draw(_KINDS),
            carried_over=draw(st.lists(carried_documents(number), max_size=1)),
        )
    fields: dict[str, object] = {"at": at}
    if kind in _HAS_SUBMISSION_ID:
        fields["submission_id"] = f"s-{number}"
    if kind in _HAS_REVIEWER:
        fields["reviewer"] = f"r-{number}"
    if kind in _HAS_REVIEWER - {JudgementRecorded}:
        fields |= {"document_kinds": draw(_KINDS), "policy": draw(st.none() | policy_stamps())}
    if kind in _HAS_REASONS:
        codes = draw(REASON_LISTS)
        places = st.lists(located_reasons(st.sampled_from(codes)), max_size=2, unique=True)
        fields |= {"reasons": codes, "located_reasons": draw(places)}
    if kind in {AttemptGranted, Reopened}:
        fields |= {"reviewer": f"r-{number}", "reason": draw(_REOPENING_REASON)}
    if kind is DecisionProposed:
        fields["decision"] = draw(st.sampled_from(ProposedDecision))
    if kind is JudgementRecorded:
        judged = draw(judgements())
        fields |= {name: getattr(judged, name) for name in _JUDGED} | {"evidence": f"{number:064x}"}
    if kind is IdentityChanged:
        fields["changed"] = draw(_CHANGED)
    return kind(**fields)


def events(kind: type[Event] | None = None) -> st.SearchStrategy[Event]:
    """Draw a single event, of the given kind or of any."""
    kinds = st.just(kind) if kind else st.sampled_from(_EVENTS)
    return st.tuples(kinds, moments(), st.integers(1, 3)).flatmap(lambda given: _event(*given))


def _next_events(case: Case, *, is_last: bool) -> list[type[Event]]:
    """Return the kinds of events that may follow; `Redacted` only as the last or the only one."""
    row = [*TRANSITIONS[case.state]]
    if case.is_overdue_reported:
        row.remove(DeadlinePassed)  # operators are notified once
    return (
        row if is_last or row == [Redacted] else [event for event in row if event is not Redacted]
    )


def _event_time(kind: type[Event], case: Case, at: datetime) -> datetime:
    """Return the time of the next event: a deadline cannot pass before its end."""
    is_late = kind is DeadlinePassed and case.deadline is not None
    return max(at, case.deadline.ends_at) if is_late and case.deadline else at


@st.composite
def histories(draw: st.DrawFn, min_size: int = 0, max_size: int = 8) -> tuple[Event, ...]:
    """Draw a legal history, the oldest event first, with increasing times and matching ids.

    It has at least *min_size* events unless the data are deleted earlier.

    >>> from hypothesis import find
    >>> found = find(histories(max_size=2), lambda h: replay(h).state is State.CLOSED)
    >>> [type(event).__name__ for event in found]
    ['Submitted', 'RefusedForGood']
    """
    size = draw(st.integers(min_size, max_size))
    at, number, case = draw(moments()), 0, Case()
    history: list[Event] = []
    while len(history) < size and TRANSITIONS[case.state]:
        kind = draw(st.sampled_from(_next_events(case, is_last=len(history) + 1 == size)))
        at = _event_time(kind, case, at)
        number += kind is Submitted
        history.append(draw(_event(kind, at, number)))
        case = replay(history)
        at += timedelta(hours=draw(st.integers(1, 200)))
    return tuple(history)


def queue_entries() -> st.SearchStrategy[QueueEntry]:
    """Return a strategy of rows of the review queue."""
    return st.builds(QueueEntry, ends_at=st.none() | moments(), leased_until=st.none() | moments())


@st.composite
def illegal_histories(draw: st.DrawFn, max_size: int = 8) -> IllegalHistory:
    """Draw a history that is legal except for one event, with the index of that event.

    >>> from hypothesis import find
    >>> drawn = find(illegal_histories(), lambda _: True)
    >>> len(drawn.events), drawn.index, drawn.possible_steps
    (1, 0, ('submit', 'grant_attempt', 'redact'))
    """
    legal = draw(histories(max_size=max_size))
    index = draw(st.integers(0, len(legal)))
    case = replay(legal[:index])
    illegal = [kind for kind in _EVENTS if kind not in TRANSITIONS[case.state]]
    at = legal[index - 1].at if index else draw(moments())
    number = sum(isinstance(event, Submitted) for event in legal[:index]) or 1
    event = draw(_event(draw(st.sampled_from(illegal)), at, number))
    history = (*legal[:index], event, *legal[index:])
    return IllegalHistory(history, index, case.state, possible_steps(case.state))


def cases() -> st.SearchStrategy[Case]:
    """Draw a case (案件) after a legal history."""
    return histories().map(replay)


#: A strategy for each command; the more complex ones come last.
_COMMANDS: Final[dict[type[Command], st.SearchStrategy[Command]]] = {
    Withdraw: st.just(Withdraw()),
    CheckDeadline: st.just(CheckDeadline()),
    LapseVerification: st.just(LapseVerification()),
    Redact: st.builds(Redact, contract_ended_on=st.none() | days()),
    ChangeIdentity: st.builds(ChangeIdentity, changed=_CHANGED),
    RecordJudgement: st.builds(
        RecordJudgement,
        submission=submissions(),
        judgement=judgements(),
        reviewer=_REVIEWER,
        evidence=st.lists(_FINGERPRINT, min_size=1, max_size=2),
    ),
    Reject: st.builds(
        Reject,
        submission_id=SUBMISSION_ID,
        reviewer=_REVIEWER,
        reasons=_given_reasons(),
        final=_FINAL,
        drop_images=st.booleans(),
    ),
    Reopen: st.builds(Reopen, reviewer=_REVIEWER, reason=_REOPENING_REASON),
    GrantAttempt: st.builds(GrantAttempt, reviewer=_REVIEWER, reason=_REOPENING_REASON),
    Revoke: st.builds(Revoke, reviewer=_REVIEWER, reasons=_given_reasons(), final=_FINAL),
    Submit: st.builds(Submit, submission=submissions(), fingerprint=_FINGERPRINT),
    Approve: st.builds(
        Approve, submission=submissions(), fingerprint=_FINGERPRINT, reviewer=_REVIEWER
    ),
}


def commands(kind: type[Command] | None = None) -> st.SearchStrategy[Command]:
    """Draw a command, of the given kind or of any; it may be illegal for a given case."""
    return _COMMANDS[kind] if kind else st.one_of(*_COMMANDS.values())
