"""SQL statements of case store, review queue and outbox, for both dialects, sync and async.

Each operation is a generator: it yields a statement with its values and is sent the
rows. The code that runs it chooses the connection, and whether to block or to await.
Values are named `:name`. The SQLite adapter removes `FOR UPDATE SKIP LOCKED`.
"""

from collections.abc import Generator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from idverify.errors import CommandIdReusedError, VersionConflictError
from idverify.interchange.codec import dump, load_effect, load_event
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event
from idverify.lifecycle.fingerprints import is_same_request
from idverify.lifecycle.queue_projection import project_queue_update
from idverify.lifecycle.states import State
from idverify.ports import DeadLetter, Delivery, OutboxEntry, QueueEntry

__all__ = ["Append", "Operation", "Rows", "Statement"]

T = TypeVar("T")
Rows = Sequence[tuple[Any, ...]]
NamedParameters = Mapping[str, object]
Parameters = NamedParameters | tuple[object, ...]


class Statement(NamedTuple):
    """A SQL statement and its values, by name or by position; a list runs it once for each.

    Its result is its rows; for a statement without a result set, one row with the number of
    rows that it changed; for a list, nothing.
    """

    sql: str
    parameters: Parameters | list[Any]


Operation = Generator[Statement, Rows, T]

_QUEUE_COLUMNS: Final = (
    "case_id, state, submission_id, due_on, ends_at, overdue, reviewer, leased_until"
)


class Append(NamedTuple):
    """The values that an append writes, as texts and numbers."""

    case_id: str
    command_id: str
    command_digest: str
    expected_version: int
    event_bodies: list[str]
    effects: list[tuple[str, str]]
    """Key and body of each effect."""
    queue_row: NamedParameters
    """The values of the row in the queue view."""

    @classmethod
    def from_events(
        cls,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected_version: int,
        command_id: str,
        command_digest: str,
    ) -> "Append":
        """Return the append of events and their effects to a case at *expected_version*."""
        update = project_queue_update(events)
        version = expected_version + len(events)
        return cls(
            case_id=case_id,
            command_id=command_id,
            command_digest=command_digest,
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
                "state": str(update.state),
                "submission_id": update.submission_id,
                "due_on": update.deadline and update.deadline.due_on.isoformat(),
                "ends_at": update.deadline and format_utc(update.deadline.ends_at),
                "overdue": update.is_overdue_reported,
                "keeps": update.keep_submission,
                "stays": update.keep_all,
            },
        )


def format_utc(moment: datetime) -> str:
    """Return a moment in UTC as text of a fixed format, which sorts in order of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


# Events are immutable, and a desk reads the same history several times in one step.
@lru_cache(maxsize=8192)
def _parse_event(body: str) -> Event:
    return load_event(body.encode())


def history(case_id: str) -> Operation[tuple[Event, ...]]:
    """Return the events of a case, the oldest first."""
    sql = "SELECT CAST(body AS text) FROM idverify_event WHERE case_id = :case_id ORDER BY version"
    rows = yield Statement(sql, {"case_id": case_id})
    return tuple([_parse_event(body) for (body,) in rows])


def find_command_digest(case_id: str, command_id: str) -> Operation[str | None]:
    """Return the digest recorded with a command id, or None if the id is new."""
    sql = (
        "SELECT digest FROM idverify_command WHERE case_id = :case_id AND command_id = :command_id"
    )
    rows = yield Statement(sql, {"case_id": case_id, "command_id": command_id})
    return str(rows[0][0]) if rows else None


def require_same_request(append: Append, recorded: str) -> None:
    """Raise `CommandIdReusedError` if the command id was recorded with another request."""
    if not is_same_request(recorded, append.command_digest):
        raise CommandIdReusedError(append.case_id, append.command_id)


def build_conflict_error(append: Append) -> Operation[VersionConflictError]:
    """Return the version conflict error, with the actual version of the case."""
    sql = "SELECT version FROM idverify_case WHERE case_id = :case_id"
    rows = yield Statement(sql, {"case_id": append.case_id})
    return VersionConflictError(append.case_id, append.expected_version, rows[0][0] if rows else 0)


# -- outbox ---------------------------------------------------------------------------------------


def outstanding() -> Operation[tuple[OutboxEntry, ...]]:
    """Return the effects in the outbox that are not dead letters, the oldest first."""
    sql = (
        "SELECT key, case_id, CAST(body AS text) FROM idverify_outbox WHERE NOT dead ORDER BY place"
    )
    rows = yield Statement(sql, {})
    return tuple(_outbox_entry(*row) for row in rows)


def _outbox_entry(key: str, case_id: str, body: str) -> OutboxEntry:
    return OutboxEntry(key, case_id, load_effect(body.encode()))


# Only the first effect of a case is leased: the later ones follow when it has left
# the outbox or is a dead letter.
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
    """Lease the effects that are due at *now* until *until*."""
    rows = yield Statement(
        _LEASE, {"now": format_utc(now), "until": format_utc(until), "limit": limit}
    )
    return tuple(
        Delivery(_outbox_entry(key, case_id, body), attempt)
        for _, key, case_id, body, attempt in sorted(rows)
    )


def postpone(key: str, until: datetime, error: str) -> Operation[None]:
    """Postpone the next attempt at an effect, and record why the last one failed."""
    sql = "UPDATE idverify_outbox SET next_at = :until, error = :error WHERE key = :key"
    yield Statement(sql, {"key": key, "until": format_utc(until), "error": error})


def dead_letter(key: str, error: str) -> Operation[None]:
    """Turn an effect into a dead letter."""
    sql = "UPDATE idverify_outbox SET dead = TRUE, error = :error WHERE key = :key"
    yield Statement(sql, {"key": key, "error": error})


def requeue(key: str) -> Operation[None]:
    """Return a dead letter to the outbox, with no attempts counted."""
    sql = (
        "UPDATE idverify_outbox SET dead = FALSE, attempts = 0, next_at = :begun "
        "WHERE key = :key AND dead"
    )
    yield Statement(sql, {"key": key, "begun": format_utc(datetime(1970, 1, 1, tzinfo=UTC))})


def dead_letters() -> Operation[tuple[DeadLetter, ...]]:
    """Return the dead letters, the oldest first."""
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
    """Set the one alarm of a case, replacing an earlier one."""
    sql = (
        "INSERT INTO idverify_alarm (case_id, at) VALUES (:case_id, :at) "
        "ON CONFLICT (case_id) DO UPDATE SET at = excluded.at"
    )
    yield Statement(sql, {"case_id": case_id, "at": format_utc(at)})


def clear_alarm(case_id: str) -> Operation[None]:
    """Remove the alarm of a case."""
    yield Statement("DELETE FROM idverify_alarm WHERE case_id = :case_id", {"case_id": case_id})


def alarms_until(moment: datetime) -> Operation[tuple[str, ...]]:
    """Return the cases whose alarm is at or before *moment*, the earliest first."""
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
    """Lease the next free cases under review to a reviewer."""
    values = {
        "reviewer": reviewer,
        "now": format_utc(now),
        "until": format_utc(until),
        "limit": limit,
    }
    rows = yield Statement(_CLAIM, values)
    return tuple(sorted(map(_queue_entry, rows), key=lambda e: (e.ends_at, e.case_id)))


def renew(case_id: str, reviewer: str, until: datetime) -> Operation[bool]:
    """Extend a lease; return False if the reviewer no longer holds it."""
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
    """End the lease that a reviewer holds on a case."""
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
    """Return the first cases under review, the earliest deadline first."""
    rows = yield Statement(_SELECT_WAITING, {"limit": limit})
    return tuple(map(_queue_entry, rows))


def get_queue_entry(case_id: str) -> Operation[QueueEntry | None]:
    """Return the row of a case in the queue view, or None."""
    rows = yield Statement(_SELECT_QUEUE_ENTRY, {"case_id": case_id})
    return _queue_entry(rows[0]) if rows else None


def counts(count: Operation[Rows]) -> Operation[dict[tuple[State, date | None], int]]:
    """Return the number of cases by state and due day, read by a dialect's operation."""
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
