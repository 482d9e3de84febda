"""A process that appends and says so, until somebody kills it. Run by the tests of SQLite."""

import sys
from datetime import datetime
from pathlib import Path

from idverify.adapters.sqlite import SqliteCaseStore, SqliteVault
from idverify.lifecycle.effects import NotificationKind, Notify
from idverify.lifecycle.events import DeadlinePassed, Event, Withdrawn


def main(path: Path) -> None:
    """Append two events and one effect at a time, and acknowledge each on standard output."""
    store, vault = SqliteCaseStore(path), SqliteVault(path)
    at = datetime.fromisoformat("2026-11-02T10:00:00+09:00")
    version = len(store.history("a"))
    while True:
        pair: list[Event] = [
            DeadlinePassed(at=at, submission_id="s"),
            Withdrawn(at=at, submission_id="s"),
        ]
        vault.put("a", [(f"x/{version}", bytes(5000)), (f"y/{version}", bytes(5000))])
        effect = Notify(kind=NotificationKind.WITHDRAWN)
        store.append("a", pair, [effect], expected_version=version, command_id=str(version))
        version += 2
        sys.stdout.write(f"{version}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
