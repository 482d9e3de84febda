# ruff: noqa: T201 - a script that prints its figures
"""Fills a real disk of a few megabytes under a store, and counts what is there by halves.

    python tests/faults/full_disk.py sqlite|postgres

The disk is a tmpfs in a namespace of its own (`unshare`), which needs no root where the kernel
lets users have one. Afterwards room is made, and the same append must succeed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.stores import EFFECTS, PAIR, connect, prepare
from idverify.errors import StoreUnavailableError
from support.postgres import database, files_of

LARGEST = 400
INSIDE = "IDVERIFY_SMALL_DISK"


def fill(address: str, ballast: Path) -> dict[str, object]:
    """Append until there is no room, make room, append the same again, and look at all of it."""
    ballast.write_bytes(bytes(1 << 20))
    with connect(address) as store:
        kept, why = 0, ""
        while not why:
            try:
                store.append(
                    f"c-{kept}", PAIR * LARGEST, EFFECTS, expected_version=0, command_id="1"
                )
                kept += 1
            except StoreUnavailableError as error:
                why = str(error)
        refused = f"c-{kept}"
        is_clean = not store.history(refused) and store.get_entry(refused) is None
        ballast.unlink()
        again = store.append(refused, PAIR * LARGEST, EFFECTS, expected_version=0, command_id="1")
        whole = all(len(store.history(f"c-{n}")) == 2 * LARGEST for n in range(kept + 1))
        effects = len(store.outstanding()) == len(EFFECTS) * (kept + 1)
    return {
        "why": why, "kept": kept, "nothing_of_the_refused": is_clean, "then_appended": again,
        "all_whole": whole and effects,
    }  # fmt: skip


def on_sqlite(disk: Path) -> dict[str, object]:
    """Put the file on the small disk."""
    prepare(str(disk / "store.db"))
    return fill(str(disk / "store.db"), disk / "ballast")


def on_postgres(disk: Path) -> dict[str, object]:
    """Put the tables, and nothing else of the server, on the small disk."""
    with database() as url:
        place = disk / "tables"
        place.mkdir()
        owner = files_of(url).stat()
        os.chown(place, owner.st_uid, owner.st_gid)
        with psycopg.connect(url, autocommit=True) as server:
            made = sql.SQL("CREATE TABLESPACE small LOCATION {}").format(sql.Literal(str(place)))
            server.execute(made)
            server.execute("CREATE DATABASE small TABLESPACE small")
        small = psycopg.conninfo.make_conninfo(url, dbname="small")
        prepare(small)
        try:
            return fill(small, disk / "ballast")
        finally:
            with psycopg.connect(url, autocommit=True) as server:
                server.execute("DROP DATABASE small WITH (FORCE)")
                server.execute("DROP TABLESPACE small")


STORES = {"sqlite": (on_sqlite, 3), "postgres": (on_postgres, 24)}


def main(kind: str) -> int:
    """Go into a namespace with a small disk, and print what came of it there."""
    run, megabytes = STORES[kind]
    if os.environ.get(INSIDE):
        figures = run(Path(os.environ[INSIDE]))
        print(kind, *(f"{name}={value}" for name, value in figures.items()))
        return not all(figures.values())
    with tempfile.TemporaryDirectory() as disk:
        os.chmod(disk, 0o755)  # noqa: PTH101, S103 - the server is another user
        mount = f"mount -t tmpfs -o size={megabytes}m,mode=755 small {disk} && exec $0 $1 $2"
        space = [shutil.which("unshare") or "unshare", "--mount"]
        if os.getuid():
            space.append("--map-root-user")
        command = [*space, "sh", "-c", mount, sys.executable, __file__, kind]
        return subprocess.call(command, env={**os.environ, INSIDE: disk})  # noqa: S603 - our own words


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
