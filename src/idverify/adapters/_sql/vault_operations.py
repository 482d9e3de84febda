"""SQL statements of the vault: personal items by case and name, and the secret of each case."""

from collections.abc import Iterable

from idverify.adapters._sql.operations import Operation, Statement

__all__ = ["drop", "get", "get_secret", "insert_secret", "names", "purge", "put"]


def insert_secret(case_id: str, new_secret: bytes) -> Operation[bytes]:
    """Store *new_secret* for a case that has no secret; return the secret of the case."""
    sql = (
        "INSERT INTO idverify_secret (case_id, data) VALUES (:case_id, :data) "
        "ON CONFLICT (case_id) DO NOTHING RETURNING data"
    )
    yield Statement(sql, {"case_id": case_id, "data": new_secret})
    existing = yield from get_secret(case_id)
    return existing or new_secret


def get_secret(case_id: str) -> Operation[bytes | None]:
    """Return the secret of a case, or None."""
    sql = "SELECT data FROM idverify_secret WHERE case_id = :case_id"
    rows = yield Statement(sql, {"case_id": case_id})
    return bytes(rows[0][0]) if rows else None


def put(case_id: str, items: Iterable[tuple[str, bytes]]) -> Operation[None]:
    """Store items of a case, replacing those of the same names."""
    sql = (
        "INSERT INTO idverify_item (case_id, name, data) VALUES (:case_id, :name, :data) "
        "ON CONFLICT (case_id, name) DO UPDATE SET data = excluded.data"
    )
    yield Statement(sql, [{"case_id": case_id, "name": name, "data": data} for name, data in items])


def get(case_id: str, name: str) -> Operation[bytes | None]:
    """Return an item of a case, or None."""
    sql = "SELECT data FROM idverify_item WHERE case_id = :case_id AND name = :name"
    rows = yield Statement(sql, {"case_id": case_id, "name": name})
    return bytes(rows[0][0]) if rows else None


def names(case_id: str) -> Operation[tuple[str, ...]]:
    """Return the names of the items of a case."""
    rows = yield Statement(
        "SELECT name FROM idverify_item WHERE case_id = :case_id", {"case_id": case_id}
    )
    return tuple(name for (name,) in rows)


def drop(case_id: str, item_names: Iterable[str]) -> Operation[None]:
    """Delete items of a case by their names."""
    sql = "DELETE FROM idverify_item WHERE case_id = :case_id AND name = :name"
    yield Statement(sql, [{"case_id": case_id, "name": name} for name in item_names])


def purge(case_id: str) -> Operation[None]:
    """Delete the secret and all items of a case."""
    # The secret first: without it encrypted items cannot be read.
    yield Statement("DELETE FROM idverify_secret WHERE case_id = :case_id", {"case_id": case_id})
    yield Statement("DELETE FROM idverify_item WHERE case_id = :case_id", {"case_id": case_id})
