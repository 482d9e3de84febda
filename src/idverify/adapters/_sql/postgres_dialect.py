"""PostgreSQL dialect of the case store: appends in one statement, and counts."""

from collections.abc import Sequence
from typing import Final

from idverify.adapters._sql.operations import (
    Append,
    Operation,
    Rows,
    Statement,
    build_conflict_error,
    find_command_digest,
    require_same_request,
)
from idverify.adapters._sql.store import Dialect

__all__ = ["PostgresDialect"]


class PostgresDialect(Dialect):
    """Operations for PostgreSQL; an append is one statement, whose parts see the same snapshot."""

    @staticmethod
    def _read_counts() -> Operation[Rows]:
        rows = yield Statement(_SELECT_TALLY, {})
        if sum(gathered for *_, gathered in rows) > MAX_TALLY_ROWS:
            yield Statement(_COMPACT_TALLY, {})
        return [tuple(row) for *row, _ in rows if row[-1]]

    @staticmethod
    def _append(append: Append) -> Operation[bool]:
        values = {
            **append.queue_row,
            "command_id": append.command_id,
            "digest": append.command_digest,
            "events": f"[{','.join(append.event_bodies)}]",
            "effects": f"[{','.join(body for _, body in append.effects)}]",
        }
        rows = yield Statement(_APPEND, values)
        [(is_moved, recorded)] = rows
        if is_moved:
            return True
        if recorded is None:
            # The same command may have been committed while this statement waited for a lock.
            recorded = yield from find_command_digest(append.case_id, append.command_id)
        if recorded is None:
            raise (yield from build_conflict_error(append))
        require_same_request(append, recorded)
        return False

    @staticmethod
    def _acknowledge(keys: Sequence[str]) -> Operation[None]:
        sql = "DELETE FROM idverify_outbox WHERE key = ANY(:keys)"
        yield Statement(sql, {"keys": list(keys)})


#: Reading the counts sums the rows of `idverify_tally`; from more than this number on, it also
#: replaces them by their sums.
MAX_TALLY_ROWS: Final = 1000

_SELECT_TALLY: Final = """
    SELECT state, due_on, sum(cases), count(*) FROM idverify_tally
    GROUP BY state, due_on ORDER BY state, due_on
"""
_COMPACT_TALLY: Final = """
    WITH gone AS (
        DELETE FROM idverify_tally WHERE id IN
            (SELECT id FROM idverify_tally ORDER BY id FOR UPDATE SKIP LOCKED)
        RETURNING state, due_on, cases
    )
    INSERT INTO idverify_tally (state, due_on, cases)
    SELECT state, due_on, sum(cases) FROM gone
    GROUP BY state, due_on HAVING sum(cases) <> 0
"""
#: Writes the row of the queue view; returns no row on a version conflict.
_UPSERT_CASE: Final = """
    ON CONFLICT (case_id) DO UPDATE SET
        version = excluded.version,
        state = CASE WHEN :stays THEN idverify_case.state ELSE excluded.state END,
        overdue = CASE WHEN :stays THEN idverify_case.overdue ELSE excluded.overdue END,
        submission_id =
            CASE WHEN :keeps THEN idverify_case.submission_id ELSE excluded.submission_id END,
        due_on = CASE WHEN :keeps THEN idverify_case.due_on ELSE excluded.due_on END,
        ends_at = CASE WHEN :keeps THEN idverify_case.ends_at ELSE excluded.ends_at END,
        reviewer = CASE WHEN :keeps THEN idverify_case.reviewer END,
        leased_until = CASE WHEN :keeps THEN idverify_case.leased_until END
    WHERE idverify_case.version = :expected
    RETURNING version
"""

_APPEND: Final = f"""
    WITH seen AS (
        SELECT digest FROM idverify_command WHERE case_id = :case_id AND command_id = :command_id
    ), moved AS (
        INSERT INTO idverify_case
            (case_id, version, state, submission_id, due_on, ends_at, overdue)
        SELECT :case_id, :version, :state, :submission_id, CAST(:due_on AS date),
            CAST(:ends_at AS timestamptz), :overdue
        WHERE NOT EXISTS (SELECT FROM seen) AND
            (:expected = 0 OR EXISTS (SELECT FROM idverify_case WHERE case_id = :case_id))
        {_UPSERT_CASE}
    ), command AS (
        INSERT INTO idverify_command (case_id, command_id, digest)
        SELECT :case_id, :command_id, :digest FROM moved
    ), events AS (
        INSERT INTO idverify_event (case_id, version, body)
        SELECT :case_id, :expected + n, body
        FROM moved, json_array_elements(:events) WITH ORDINALITY AS e (body, n)
    ), effects AS (
        INSERT INTO idverify_outbox (key, case_id, body)
        SELECT concat(:case_id, '/', version, '/', n - 1), :case_id, body
        FROM moved, json_array_elements(:effects) WITH ORDINALITY AS e (body, n) ORDER BY n
    )
    SELECT EXISTS (SELECT FROM moved), (SELECT digest FROM seen)
"""  # noqa: S608 - made of constants
