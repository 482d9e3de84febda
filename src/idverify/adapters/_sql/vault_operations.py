"""The statements of a vault: what is personal, by case and name, and the secret of each case."""

from collections.abc import Iterable

from idverify.adapters._sql.operations import Operation, Statement

__all__ = ["drop", "get", "get_secret", "insert_secret", "names", "purge", "put"]


def insert_secret(case_id: str, fresh: bytes) -> Operation[bytes]:
    """Keep *fresh* as the secret of the case, unless it has one; return the one it has."""
    sql = (
        "INSERT INTO idverify_secret (case_id, data) VALUES (:case_id, :data) "
        "ON CONFLICT (case_id) DO NOTHING RETURNING data"
    )
    yield Statement(sql, {"case_id": case_id, "data": fresh})
    kept = yield from get_secret(case_id)
    return kept or fresh


def get_secret(case_id: str) -> Operation[bytes | None]:
    """Read the secret of the case, if it has one."""
    sql = "SELECT data FROM idverify_secret WHERE case_id = :case_id"
    rows = yield Statement(sql, {"case_id": case_id})
    return bytes(rows[0][0]) if rows else None


def put(case_id: str, items: Iterable[tuple[str, bytes]]) -> Operation[None]:
    """Keep items, in place of what had their names."""
    sql = (
        "INSERT INTO idverify_item (case_id, name, data) VALUES (:case_id, :name, :data) "
        "ON CONFLICT (case_id, name) DO UPDATE SET data = excluded.data"
    )
    yield Statement(sql, [{"case_id": case_id, "name": name, "data": data} for name, data in items])


def get(case_id: str, name: str) -> Operation[bytes | None]:
    """Read one item."""
    sql = "SELECT data FROM idverify_item WHERE case_id = :case_id AND name = :name"
    rows = yield Statement(sql, {"case_id": case_id, "name": name})
    return bytes(rows[0][0]) if rows else None


def names(case_id: str) -> Operation[tuple[str, ...]]:
    """Read the names of a case's items."""
    rows = yield Statement(
        "SELECT name FROM idverify_item WHERE case_id = :case_id", {"case_id": case_id}
    )
    return tuple(name for (name,) in rows)


def drop(case_id: str, dropped: Iterable[str]) -> Operation[None]:
    """Delete some items."""
    sql = "DELETE FROM idverify_item WHERE case_id = :case_id AND name = :name"
    yield Statement(sql, [{"case_id": case_id, "name": name} for name in dropped])


def purge(case_id: str) -> Operation[None]:
    """Delete the secret first: without it the items are worth nothing."""
    yield Statement("DELETE FROM idverify_secret WHERE case_id = :case_id", {"case_id": case_id})
    yield Statement("DELETE FROM idverify_item WHERE case_id = :case_id", {"case_id": case_id})
