"""What the fault scripts share: a store by its address, and the appends they make."""

from datetime import UTC, datetime
from pathlib import Path

from idverify.adapters.postgres import STORE_SCHEMA, PostgresCaseStore, migrate
from idverify.adapters.sqlite import SqliteCaseStore
from idverify.lifecycle.effects import Effect, NotificationKind, Notify, Purge
from idverify.lifecycle.events import DeadlinePassed, Event, Withdrawn

AT = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)

#: Every append of these scripts is two events and two effects.
PAIR: list[Event] = [
    DeadlinePassed(at=AT, submission_id="s"),
    Withdrawn(at=AT, submission_id="s"),
]
EFFECTS: list[Effect] = [Notify(kind=NotificationKind.WITHDRAWN), Purge()]


def is_server(address: str) -> bool:
    """Whether an address is that of a server, as libpq writes it, and not a file's."""
    return "://" in address or "dbname=" in address


def prepare(address: str) -> None:
    """Make the tables."""
    if is_server(address):
        migrate(address, STORE_SCHEMA)
    else:
        SqliteCaseStore(Path(address)).close()


def connect(address: str) -> SqliteCaseStore | PostgresCaseStore:
    """Open the store at a URL or in a file."""
    if is_server(address):
        return PostgresCaseStore(address, max_size=1)
    return SqliteCaseStore(Path(address))
