"""The statements of store, queue and outbox, once for both dialects and both ways to wait.

Each operation yields a statement with its values and is sent the rows; who
drives it decides on the connection, and whether to wait or to await. Statements
name their values `:so`; `FOR UPDATE SKIP LOCKED` is for those that know it.
"""

from collections.abc import Generator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from idverify.errors import VersionConflictError
from idverify.interchange.codec import dump, load_effect, load_event
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.lifecycle.queue_projection import project_queue_update
from idverify.lifecycle.states import State
from idverify.ports import DeadLetter, Delivery, OutboxEntry, QueueEntry

__all__ = ["Append", "Operation", "Rows", "Statement"]

T = TypeVar("T")
Rows = Sequence[tuple[Any, ...]]
NamedParameters = Mapping[str, object]
Parameters = NamedParameters | tuple[object, ...]


class Statement(NamedTuple):
    """A statement and its values, by name or by place; a list runs it for each of them.

    It is sent its rows, or if it returns none one row with the number of those it touched.
    """

    sql: str
    parameters: Parameters | list[Any]


Operation = Generator[Statement, Rows, T]

_QUEUE_COLUMNS: Final = (
    "case_id, state, submission_id, due_on, ends_at, overdue, reviewer, leased_until"
)


class Append(NamedTuple):
    """What an append writes, as plain values."""

    case_id: str
    command_id: str
    expected_version: int
    event_bodies: list[str]
    effects: list[tuple[str, str]]
    """Key and body."""
    queue_row: NamedParameters
    """The row of the queue view."""

    @classmethod
    def from_events(
        cls,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected_version: int,
        command_id: str,
    ) -> "Append":
        """Write the values of an append as texts and numbers."""
        after = project_queue_update(events)
        version = expected_version + len(events)
        return cls(
            case_id=case_id,
            command_id=command_id,
            expected_version=expected_version,
            event_bodies=[dump(event, Event).decode() for event in events],
            effects=[
                (f"{case_id}/{version}/{n}", dump(effect, Effect).decode())
                for n, effect in enumerate(effects)
            ],
            queue_row={
                "case_id": case_id,
                "expected": expected_version,
                "version": version,
                "state": str(after.state),
                "submission_id": after.submission_id,
                "due_on": after.deadline and after.deadline.due_on.isoformat(),
                "ends_at": after.deadline and format_utc(after.deadline.ends_at),
                "overdue": after.is_overdue_reported,
                "keeps": after.keep_submission,
            },
        )


def format_utc(moment: datetime) -> str:
    """Write a moment so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


# Events never change, and a desk reads the same history several times in one step.
@lru_cache(maxsize=8192)
def _parse_event(body: str) -> Event:
    return load_event(body.encode())


def history(case_id: str) -> Operation[tuple[Event, ...]]:
    """Read a history."""
    sql = "SELECT CAST(body AS text) FROM idverify_event WHERE case_id = :case_id ORDER BY version"
    rows = yield Statement(sql, {"case_id": case_id})
    return tuple([_parse_event(body) for (body,) in rows])


def has_seen(case_id: str, command_id: str) -> Operation[bool]:
    """Look for a command."""
    sql = "SELECT 1 FROM idverify_command WHERE case_id = :case_id AND command_id = :command_id"
    rows = yield Statement(sql, {"case_id": case_id, "command_id": command_id})
    return bool(rows)


def build_conflict_error(append: Append) -> Operation[VersionConflictError]:
    """Say at which version the case is instead."""
    sql = "SELECT version FROM idverify_case WHERE case_id = :case_id"
    rows = yield Statement(sql, {"case_id": append.case_id})
    return VersionConflictError(append.case_id, append.expected_version, rows[0][0] if rows else 0)


# -- outbox ---------------------------------------------------------------------------------------


def outstanding() -> Operation[tuple[OutboxEntry, ...]]:
    """Read the outbox."""
    sql = (
        "SELECT key, case_id, CAST(body AS text) FROM idverify_outbox WHERE NOT dead ORDER BY place"
    )
    rows = yield Statement(sql, {})
    return tuple(_outbox_entry(*row) for row in rows)


def _outbox_entry(key: str, case_id: str, body: str) -> OutboxEntry:
    return OutboxEntry(key, case_id, load_effect(body.encode()))


# A relay may have taken the first effect of a case: the later ones wait for it.
_LEASE: Final = """
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


def lease(now: datetime, until: datetime, limit: int) -> Operation[tuple[Delivery, ...]]:
    """Hand out what is due."""
    rows = yield Statement(
        _LEASE, {"now": format_utc(now), "until": format_utc(until), "limit": limit}
    )
    return tuple(
        Delivery(_outbox_entry(key, case_id, body), attempt)
        for _, key, case_id, body, attempt in sorted(rows)
    )


def postpone(key: str, until: datetime, error: str) -> Operation[None]:
    """Put an effect back for later."""
    sql = "UPDATE idverify_outbox SET next_at = :until, error = :error WHERE key = :key"
    yield Statement(sql, {"key": key, "until": format_utc(until), "error": error})


def dead_letter(key: str, error: str) -> Operation[None]:
    """Mark an effect as given up."""
    sql = "UPDATE idverify_outbox SET dead = TRUE, error = :error WHERE key = :key"
    yield Statement(sql, {"key": key, "error": error})


def requeue(key: str) -> Operation[None]:
    """Begin anew with an effect that was given up."""
    sql = (
        "UPDATE idverify_outbox SET dead = FALSE, attempts = 0, next_at = :begun "
        "WHERE key = :key AND dead"
    )
    yield Statement(sql, {"key": key, "begun": format_utc(datetime(1970, 1, 1, tzinfo=UTC))})


def dead_letters() -> Operation[tuple[DeadLetter, ...]]:
    """Read what was given up."""
    sql = (
        "SELECT key, case_id, CAST(body AS text), attempts, error FROM idverify_outbox "
        "WHERE dead ORDER BY place"
    )
    rows = yield Statement(sql, {})
    return tuple(
        DeadLetter(entry=_outbox_entry(key, case_id, body), attempts=attempts, error=error)
        for key, case_id, body, attempts, error in rows
    )


# -- alarms ---------------------------------------------------------------------------------------


def set_alarm(case_id: str, at: datetime) -> Operation[None]:
    """Keep the one alarm of a case."""
    sql = (
        "INSERT INTO idverify_alarm (case_id, at) VALUES (:case_id, :at) "
        "ON CONFLICT (case_id) DO UPDATE SET at = excluded.at"
    )
    yield Statement(sql, {"case_id": case_id, "at": format_utc(at)})


def clear_alarm(case_id: str) -> Operation[None]:
    """Forget it."""
    yield Statement("DELETE FROM idverify_alarm WHERE case_id = :case_id", {"case_id": case_id})


def alarms_until(moment: datetime) -> Operation[tuple[str, ...]]:
    """Read the alarms that have gone off."""
    sql = "SELECT case_id FROM idverify_alarm WHERE at <= :moment ORDER BY at, case_id"
    rows = yield Statement(sql, {"moment": format_utc(moment)})
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
    values = {
        "reviewer": reviewer,
        "now": format_utc(now),
        "until": format_utc(until),
        "limit": limit,
    }
    rows = yield Statement(_CLAIM, values)
    return tuple(sorted(map(_queue_entry, rows), key=lambda e: (e.ends_at, e.case_id)))


def renew(case_id: str, reviewer: str, until: datetime) -> Operation[bool]:
    """Extend a lease."""
    sql = (
        "UPDATE idverify_case SET leased_until = :until "
        "WHERE case_id = :case_id AND reviewer = :reviewer AND state = 'under_review' "
        "RETURNING case_id"
    )
    rows = yield Statement(
        sql, {"case_id": case_id, "reviewer": reviewer, "until": format_utc(until)}
    )
    return bool(rows)


def release(case_id: str, reviewer: str) -> Operation[None]:
    """End a lease."""
    sql = (
        "UPDATE idverify_case SET reviewer = NULL, leased_until = NULL "
        "WHERE case_id = :case_id AND reviewer = :reviewer"
    )
    yield Statement(sql, {"case_id": case_id, "reviewer": reviewer})


_SELECT_WAITING: Final = f"""
    SELECT {_QUEUE_COLUMNS} FROM idverify_case
    WHERE state = 'under_review' ORDER BY ends_at, case_id LIMIT :limit
"""  # noqa: S608 - made of constants

_SELECT_QUEUE_ENTRY: Final = f"""
    SELECT {_QUEUE_COLUMNS} FROM idverify_case WHERE case_id = :case_id
"""  # noqa: S608 - made of constants


def waiting(limit: int) -> Operation[tuple[QueueEntry, ...]]:
    """Read the head of the queue."""
    rows = yield Statement(_SELECT_WAITING, {"limit": limit})
    return tuple(map(_queue_entry, rows))


def get_queue_entry(case_id: str) -> Operation[QueueEntry | None]:
    """Read one row of the queue view."""
    rows = yield Statement(_SELECT_QUEUE_ENTRY, {"case_id": case_id})
    return _queue_entry(rows[0]) if rows else None


def counts(count: Operation[Rows]) -> Operation[dict[tuple[State, date | None], int]]:
    """Read the counts as a dialect keeps them."""
    rows = yield from count
    return {(State(state), _parse_date(day)): int(cases) for state, day, cases in rows}


def _queue_entry(row: tuple[Any, ...]) -> QueueEntry:
    case_id, state, submission_id, due_on, ends_at, overdue, reviewer, leased_until = row
    return QueueEntry(
        case_id=case_id,
        state=State(state),
        submission_id=submission_id,
        due_on=_parse_date(due_on),
        ends_at=_parse_datetime(ends_at),
        is_overdue_reported=bool(overdue),
        reviewer=reviewer,
        leased_until=_parse_datetime(leased_until),
    )


def _parse_date(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _parse_datetime(value: str | datetime | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
