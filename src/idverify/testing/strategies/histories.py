"""What happens to a case: legal histories, and some that are illegal in exactly one place."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from attrs import frozen
from hypothesis import strategies as st

from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.commands import ChangeIdentity, Command, PassDeadline, Redact, Withdraw
from idverify.lifecycle.effects import DropImages, Effect, Notice, Notify, Purge, StartReviewClock
from idverify.lifecycle.events import (
    Approved,
    DeadlinePassed,
    Due,
    Event,
    IdentityChanged,
    Redacted,
    RefusedForGood,
    Rejected,
    Revoked,
    RevokedForGood,
    Submitted,
    Withdrawn,
)
from idverify.lifecycle.states import State
from idverify.lifecycle.table import NEXT, possible
from idverify.testing.strategies.days import moments
from idverify.vocabulary.applicants import IdentityField
from idverify.vocabulary.reasons import REASONS

__all__ = [
    "IllegalHistory",
    "cases",
    "commands",
    "dues",
    "effects",
    "events",
    "histories",
    "illegal_histories",
]

_CLOCK: Final = ReviewClock(BusinessCalendar.japan())
_EVENTS: Final = tuple(dict.fromkeys(event for row in NEXT.values() for event in row))
_CODES: Final = ("other", *(code for code in sorted(REASONS) if code != "other"))
_CHANGED: Final = st.frozensets(st.sampled_from(IdentityField), min_size=1, max_size=2)
_REASONS: Final = st.lists(st.sampled_from(_CODES), min_size=1, max_size=2, unique=True)


@frozen
class IllegalHistory:
    """A history with one event that the table does not have at its place."""

    events: tuple[Event, ...]
    where: int
    """The place of that event; without it the history is legal."""
    state: State
    """Where the case stood there."""
    possible: tuple[str, ...]
    """The names of the events that would have been legal."""


def due_of(at: datetime) -> Due:
    """Return the deadline that a receipt at this moment is promised."""
    found = _CLOCK.deadline(at)
    ends_at = datetime.combine(found.due_on + timedelta(days=1), datetime.min.time(), _CLOCK.zone)
    return Due(
        received_on=found.received_on,
        due_on=found.due_on,
        ends_at=ends_at,
        provisional=found.provisional,
    )


def dues() -> st.SearchStrategy[Due]:
    """Draw a deadline as histories keep it."""
    return moments().map(due_of)


_ABOUT_REVIEW: Final = {Approved, Rejected, RefusedForGood, Withdrawn, DeadlinePassed}
_BY_REVIEWER: Final = {Approved, Rejected, RefusedForGood, Revoked, RevokedForGood}
_WITH_REASONS: Final = {Rejected, RefusedForGood, Revoked, RevokedForGood}


@st.composite
def _event(draw: st.DrawFn, kind: Callable[..., Event], at: datetime, number: int) -> Event:
    """Draw an event of one kind about the submission of this number."""
    if kind is Submitted:
        return Submitted(
            at=at,
            submission_id=f"s-{number}",
            fingerprint=f"{number:064x}",
            due=due_of(at),
        )
    fields: dict[str, object] = {"at": at}
    if kind in _ABOUT_REVIEW:
        fields["submission_id"] = f"s-{number}"
    if kind in _BY_REVIEWER:
        fields["reviewer"] = f"r-{number}"
    if kind in _WITH_REASONS:
        fields["reasons"] = draw(_REASONS)
    if kind is IdentityChanged:
        fields["changed"] = draw(_CHANGED)
    return kind(**fields)


def events(kind: type[Event] | None = None) -> st.SearchStrategy[Event]:
    """Draw a single event of some kind, or of this one."""
    kinds = st.just(kind) if kind else st.sampled_from(_EVENTS)
    return st.tuples(kinds, moments(), st.integers(1, 3)).flatmap(lambda given: _event(*given))


def _moves(case: Case, *, is_last: bool) -> list[type[Event]]:
    """Return what may happen next; the data are destroyed at the end only, or early by need."""
    row = [*NEXT[case.state]]
    if case.told_overdue:
        row.remove(DeadlinePassed)  # operators are told once
    return (
        row if is_last or row == [Redacted] else [event for event in row if event is not Redacted]
    )


def _when(kind: type[Event], case: Case, at: datetime) -> datetime:
    """A deadline cannot pass before its end."""
    is_late = kind is DeadlinePassed and case.deadline is not None
    return max(at, case.deadline.ends_at) if is_late and case.deadline else at


@st.composite
def histories(draw: st.DrawFn, min_size: int = 0, max_size: int = 8) -> tuple[Event, ...]:
    """Draw a legal history, the oldest event first: times rise and ids agree.

    It has at least *min_size* events unless the data are destroyed before.

    >>> from hypothesis import find
    >>> [type(e).__name__ for e in find(histories(), lambda h: replay(h).state is State.CLOSED)]
    ['Submitted', 'RefusedForGood']
    """
    size = draw(st.integers(min_size, max_size))
    at, number, case = draw(moments()), 0, Case()
    history: list[Event] = []
    while len(history) < size and NEXT[case.state]:
        kind = draw(st.sampled_from(_moves(case, is_last=len(history) + 1 == size)))
        at = _when(kind, case, at)
        number += kind is Submitted
        history.append(draw(_event(kind, at, number)))
        case = replay(history)
        at += timedelta(hours=draw(st.integers(1, 200)))
    return tuple(history)


@st.composite
def illegal_histories(draw: st.DrawFn, max_size: int = 8) -> IllegalHistory:
    """Draw a history that is legal but for one event, and say which.

    >>> from hypothesis import find
    >>> simplest = find(illegal_histories(), lambda _: True)
    >>> len(simplest.events), simplest.where, simplest.possible
    (1, 0, ('Submitted', 'Redacted'))
    """
    legal = draw(histories(max_size=max_size))
    where = draw(st.integers(0, len(legal)))
    case = replay(legal[:where])
    strange = [kind for kind in _EVENTS if kind not in NEXT[case.state]]
    at = legal[where - 1].at if where else draw(moments())
    number = sum(isinstance(event, Submitted) for event in legal[:where]) or 1
    event = draw(_event(draw(st.sampled_from(strange)), at, number))
    whole = (*legal[:where], event, *legal[where:])
    return IllegalHistory(whole, where, case.state, possible(case.state))


def cases() -> st.SearchStrategy[Case]:
    """Draw where a case stands after a legal history."""
    return histories().map(replay)


def commands() -> st.SearchStrategy[Command]:
    """Draw a command that carries no person."""
    return st.one_of(
        st.just(Withdraw()),
        st.just(PassDeadline()),
        st.just(Redact()),
        st.builds(ChangeIdentity, changed=_CHANGED),
    )


def effects() -> st.SearchStrategy[Effect]:
    """Draw what a step may ask of its caller."""
    told = st.builds(Notify, notice=st.sampled_from(Notice), reasons=_REASONS.map(tuple))
    watched = moments().map(lambda at: StartReviewClock(at=at))
    return st.one_of(told, watched, st.just(DropImages(submission_id="s-1")), st.just(Purge()))
