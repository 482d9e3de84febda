"""The statements of store, queue and outbox, once for both dialects and both ways to wait.

Each operation yields a statement with its values and is sent the rows; who
drives it decides on the connection, and whether to wait or to await. Statements
name their values `:so`; `FOR UPDATE SKIP LOCKED` is for those that know it.
"""

from collections.abc import Generator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from idverify.errors import VersionConflict
from idverify.interchange.codec import dump, load_effect, load_event
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.lifecycle.standing import standing_after
from idverify.lifecycle.states import State
from idverify.ports import DeadLetter, Delivery, OutboxEntry, QueueEntry

__all__ = ["Append", "Operation", "Rows", "Step"]

T = TypeVar("T")
Rows = Sequence[tuple[Any, ...]]
Named = Mapping[str, object]
Values = Named | tuple[object, ...]


class Step(NamedTuple):
    """A statement and its values, by name or by place; a list runs it for each of them.

    It is sent its rows, or if it returns none one row with the number of those it touched.
    """

    sql: str
    values: Values | list[Any]


Operation = Generator[Step, Rows, T]

_QUEUE_COLUMNS: Final = (
    "case_id, state, submission_id, due_on, ends_at, overdue, reviewer, leased_until"
)


class Append(NamedTuple):
    """What an append writes, as plain values."""

    case_id: str
    command_id: str
    expected: int
    bodies: list[str]
    effects: list[tuple[str, str]]
    """Key and body."""
    head: Named
    """The row of the queue view."""

    @classmethod
    def of(
        cls,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected: int,
        command_id: str,
    ) -> "Append":
        """Write the values of an append as texts and numbers."""
        after = standing_after(events)
        version = expected + len(events)
        return cls(
            case_id=case_id,
            command_id=command_id,
            expected=expected,
            bodies=[dump(event, Event).decode() for event in events],
            effects=[
                (f"{case_id}/{version}/{n}", dump(effect, Effect).decode())
                for n, effect in enumerate(effects)
            ],
            head={
                "case_id": case_id,
                "expected": expected,
                "version": version,
                "state": str(after.state),
                "submission_id": after.submission_id,
                "due_on": after.due and after.due.due_on.isoformat(),
                "ends_at": after.due and utc(after.due.ends_at),
                "overdue": after.overdue,
                "keeps": after.keeps_submission,
            },
        )


def utc(moment: datetime) -> str:
    """Write a moment so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


# Events never change, and a desk reads the same history several times in one step.
@lru_cache(maxsize=8192)
def _event(body: str) -> Event:
    return load_event(body.encode())


def history(case_id: str) -> Operation[tuple[Event, ...]]:
    """Read a history."""
    sql = "SELECT CAST(body AS text) FROM idverify_event WHERE case_id = :case_id ORDER BY version"
    rows = yield Step(sql, {"case_id": case_id})
    return tuple([_event(body) for (body,) in rows])


def has_seen(case_id: str, command_id: str) -> Operation[bool]:
    """Look for a command."""
    sql = "SELECT 1 FROM idverify_command WHERE case_id = :case_id AND command_id = :command_id"
    rows = yield Step(sql, {"case_id": case_id, "command_id": command_id})
    return bool(rows)


def conflict(append: Append) -> Operation[VersionConflict]:
    """Say at which version the case is instead."""
    sql = "SELECT version FROM idverify_case WHERE case_id = :case_id"
    rows = yield Step(sql, {"case_id": append.case_id})
    return VersionConflict(append.case_id, append.expected, rows[0][0] if rows else 0)


# -- outbox ---------------------------------------------------------------------------------------


def outstanding() -> Operation[tuple[OutboxEntry, ...]]:
    """Read the outbox."""
    sql = (
        "SELECT key, case_id, CAST(body AS text) FROM idverify_outbox WHERE NOT dead ORDER BY place"
    )
    rows = yield Step(sql, {})
    return tuple(_entry(*row) for row in rows)


def _entry(key: str, case_id: str, body: str) -> OutboxEntry:
    return OutboxEntry(key, case_id, load_effect(body.encode()))


# A relay may have taken the first effect of a case: the later ones wait for it.
_TAKE: Final = """
    WITH due AS MATERIALIZED (
        SELECT place FROM idverify_outbox AS o
        WHERE NOT dead AND next_at <= :now AND NOT EXISTS (
            SELECT 1 FROM idverify_outbox AS p
            WHERE p.case_id = o.case_id AND p.place < o.place AND NOT p.dead
        )
        ORDER BY place LIMIT :limit FOR UPDATE SKIP LOCKED
    )
    UPDATE idverify_outbox SET next_at = :until, attempts = attempts + 1
    WHERE place IN (SELECT place FROM due)
    RETURNING place, key, case_id, CAST(body AS text), attempts
"""


def take(now: datetime, until: datetime, limit: int) -> Operation[tuple[Delivery, ...]]:
    """Hand out what is due."""
    rows = yield Step(_TAKE, {"now": utc(now), "until": utc(until), "limit": limit})
    return tuple(
        Delivery(_entry(key, case_id, body), attempt)
        for _, key, case_id, body, attempt in sorted(rows)
    )


def postpone(key: str, until: datetime, error: str) -> Operation[None]:
    """Put an effect back for later."""
    sql = "UPDATE idverify_outbox SET next_at = :until, error = :error WHERE key = :key"
    yield Step(sql, {"key": key, "until": utc(until), "error": error})


def bury(key: str, error: str) -> Operation[None]:
    """Mark an effect as given up."""
    sql = "UPDATE idverify_outbox SET dead = TRUE, error = :error WHERE key = :key"
    yield Step(sql, {"key": key, "error": error})


def revive(key: str) -> Operation[None]:
    """Begin anew with an effect that was given up."""
    sql = (
        "UPDATE idverify_outbox SET dead = FALSE, attempts = 0, next_at = :begun "
        "WHERE key = :key AND dead"
    )
    yield Step(sql, {"key": key, "begun": utc(datetime(1970, 1, 1, tzinfo=UTC))})


def dead_letters() -> Operation[tuple[DeadLetter, ...]]:
    """Read what was given up."""
    sql = (
        "SELECT key, case_id, CAST(body AS text), attempts, error FROM idverify_outbox "
        "WHERE dead ORDER BY place"
    )
    rows = yield Step(sql, {})
    return tuple(
        DeadLetter(entry=_entry(key, case_id, body), attempts=attempts, error=error)
        for key, case_id, body, attempts, error in rows
    )


# -- alarms ---------------------------------------------------------------------------------------


def set_alarm(case_id: str, at: datetime) -> Operation[None]:
    """Keep the one alarm of a case."""
    sql = (
        "INSERT INTO idverify_alarm (case_id, at) VALUES (:case_id, :at) "
        "ON CONFLICT (case_id) DO UPDATE SET at = excluded.at"
    )
    yield Step(sql, {"case_id": case_id, "at": utc(at)})


def clear_alarm(case_id: str) -> Operation[None]:
    """Forget it."""
    yield Step("DELETE FROM idverify_alarm WHERE case_id = :case_id", {"case_id": case_id})


def alarms_until(moment: datetime) -> Operation[tuple[str, ...]]:
    """Read the alarms that have gone off."""
    sql = "SELECT case_id FROM idverify_alarm WHERE at <= :moment ORDER BY at, case_id"
    rows = yield Step(sql, {"moment": utc(moment)})
    return tuple(case_id for (case_id,) in rows)


# -- queue ----------------------------------------------------------------------------------------

_CLAIM: Final = f"""
    WITH due AS MATERIALIZED (
        SELECT case_id FROM idverify_case
        WHERE state = 'under_review' AND (leased_until IS NULL OR leased_until <= :now)
        ORDER BY ends_at, case_id LIMIT :limit FOR UPDATE SKIP LOCKED
    )
    UPDATE idverify_case SET reviewer = :reviewer, leased_until = :until
    WHERE case_id IN (SELECT case_id FROM due)
    RETURNING {_QUEUE_COLUMNS}
"""  # noqa: S608 - made of constants


def claim(
    reviewer: str, now: datetime, until: datetime, limit: int
) -> Operation[tuple[QueueEntry, ...]]:
    """Lend the next cases."""
    values = {"reviewer": reviewer, "now": utc(now), "until": utc(until), "limit": limit}
    rows = yield Step(_CLAIM, values)
    return tuple(sorted(map(_queue_entry, rows), key=lambda e: (e.ends_at, e.case_id)))


def renew(case_id: str, reviewer: str, until: datetime) -> Operation[bool]:
    """Extend a lease."""
    sql = (
        "UPDATE idverify_case SET leased_until = :until "
        "WHERE case_id = :case_id AND reviewer = :reviewer AND state = 'under_review' "
        "RETURNING case_id"
    )
    rows = yield Step(sql, {"case_id": case_id, "reviewer": reviewer, "until": utc(until)})
    return bool(rows)


def release(case_id: str, reviewer: str) -> Operation[None]:
    """End a lease."""
    sql = (
        "UPDATE idverify_case SET reviewer = NULL, leased_until = NULL "
        "WHERE case_id = :case_id AND reviewer = :reviewer"
    )
    yield Step(sql, {"case_id": case_id, "reviewer": reviewer})


_WAITING: Final = f"""
    SELECT {_QUEUE_COLUMNS} FROM idverify_case
    WHERE state = 'under_review' ORDER BY ends_at, case_id LIMIT :limit
"""  # noqa: S608 - made of constants

_STANDING: Final = f"""
    SELECT {_QUEUE_COLUMNS} FROM idverify_case WHERE case_id = :case_id
"""  # noqa: S608 - made of constants


def waiting(limit: int) -> Operation[tuple[QueueEntry, ...]]:
    """Read the head of the queue."""
    rows = yield Step(_WAITING, {"limit": limit})
    return tuple(map(_queue_entry, rows))


def standing(case_id: str) -> Operation[QueueEntry | None]:
    """Read one row of the queue view."""
    rows = yield Step(_STANDING, {"case_id": case_id})
    return _queue_entry(rows[0]) if rows else None


def counts(count: Operation[Rows]) -> Operation[dict[tuple[State, date | None], int]]:
    """Read the counts as a dialect keeps them."""
    rows = yield from count
    return {(State(state), _day(day)): int(cases) for state, day, cases in rows}


def _queue_entry(row: tuple[Any, ...]) -> QueueEntry:
    case_id, state, submission_id, due_on, ends_at, overdue, reviewer, leased_until = row
    return QueueEntry(
        case_id=case_id,
        state=State(state),
        submission_id=submission_id,
        due_on=_day(due_on),
        ends_at=_moment(ends_at),
        overdue=bool(overdue),
        reviewer=reviewer,
        leased_until=_moment(leased_until),
    )


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _moment(value: str | datetime | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
