# ruff: noqa: T201 - a script that prints its figures and draws its moments
"""Kills three writers and two relays with SIGKILL, again and again, and counts what is missing.

    python tests/faults/sigkill.py rounds [address] [seed]

The address is a file for SQLite or a `postgresql://` URL; without one, both are tried in turn,
the server being started for it. Prints one line a store, and fails if anything was lost.
"""

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from attrs import define, field

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.stores import EFFECTS, PAIR, connect, is_server, prepare
from idverify.adapters.relay import Relay
from idverify.errors import StoreUnavailableError, VersionConflictError
from idverify.ports import OutboxEntry
from support.postgres import database

WRITERS, RELAYS, CASES = 3, 2, 5
LONGEST = 0.25
FORK = multiprocessing.get_context("fork")


class Wall:
    """The clock on the wall."""

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC)


def write(address: str, pipe: int, seed: int) -> None:
    """Append to some case, and say so once it is acknowledged; for ever."""
    chance, store = random.Random(seed), connect(address)
    while True:
        case_id, command_id = f"c-{chance.randrange(CASES)}", f"{seed}-{chance.getrandbits(60)}"
        expected = len(store.history(case_id))
        with suppress(VersionConflictError, StoreUnavailableError):
            store.append(case_id, PAIR, EFFECTS, expected_version=expected, command_id=command_id)
            os.write(pipe, f"{case_id} {command_id} {expected + len(PAIR)}\n".encode())


def deliver(address: str, pipe: int, _: int) -> None:
    """Perform effects by writing down their keys; for ever."""
    relay = _relay(address, lambda entry: os.write(pipe, f"{entry.key}\n".encode()))
    while True:
        with suppress(StoreUnavailableError):
            relay.drain()


def _relay(address: str, perform: Callable[[OutboxEntry], object]) -> Relay:
    lease = timedelta(seconds=LONGEST)
    return Relay(outbox=connect(address), perform=perform, clock=Wall(), lease=lease)


@define
class Tally:
    """What was acknowledged and delivered, over all rounds."""

    acknowledged: list[tuple[str, str, int]] = field(factory=list)
    delivered: Counter[str] = field(factory=Counter)

    def round(self, address: str, chance: random.Random) -> None:
        """Let all of them work for a moment, kill them, and read what they had said."""
        ack_out, ack_in = os.pipe()
        key_out, key_in = os.pipe()
        jobs = [(write, ack_in)] * WRITERS + [(deliver, key_in)] * RELAYS
        workers = [
            FORK.Process(target=job, args=(address, pipe, chance.getrandbits(40)))
            for job, pipe in jobs
        ]
        for worker in workers:
            worker.start()
        os.close(ack_in)
        os.close(key_in)
        readers = [_read_in_background(pipe) for pipe in (ack_out, key_out)]
        time.sleep(chance.uniform(0.02, LONGEST))
        for worker in workers:
            if worker.pid:
                os.kill(worker.pid, signal.SIGKILL)
        for worker in workers:
            worker.join()
        acks, keys = (reader() for reader in readers)
        for line in acks:
            case_id, command_id, version = line.split()
            self.acknowledged.append((case_id, command_id, int(version)))
        self.delivered.update(keys)

    def judge(self, address: str) -> dict[str, int]:
        """Deliver the rest, and count what is missing, by halves or repeated."""
        time.sleep(LONGEST)  # the leases of the killed
        _relay(address, lambda entry: self.delivered.update([entry.key])).drain()
        store = connect(address)
        lost = sum(
            store.find_command_digest(case_id, command_id) is None
            or len(store.history(case_id)) < version
            for case_id, command_id, version in self.acknowledged
        )
        histories = {f"c-{n}": store.history(f"c-{n}") for n in range(CASES)}
        rows = {case_id: store.get_entry(case_id) for case_id in histories}
        keys = {
            f"{case_id}/{version}/{n}"
            for case_id, history in histories.items()
            for version in range(len(PAIR), len(history) + 1, len(PAIR))
            for n in range(len(EFFECTS))
        }
        halves = sum(
            list(history) != PAIR * (len(history) // len(PAIR))
            or (rows[case_id] is None) != (not history)
            for case_id, history in histories.items()
        )
        return {
            "acknowledged": len(self.acknowledged),
            "found": sum(map(len, histories.values())) // len(PAIR),
            "acknowledged_lost": lost,
            "half_cases": halves,
            "effects_lost": len(keys - set(self.delivered)) + len(store.outstanding()),
            "effects_from_nowhere": len(set(self.delivered) - keys),
            "effects": len(keys),
            "repeated_with_the_same_key": sum(n - 1 for n in self.delivered.values()),
        }


def _read_in_background(pipe: int) -> Callable[[], list[str]]:
    found: list[bytes] = []

    def read() -> None:
        while part := os.read(pipe, 65536):
            found.append(part)
        os.close(pipe)

    thread = Thread(target=read)
    thread.start()

    def lines() -> list[str]:
        thread.join()
        whole = b"".join(found).decode().rpartition("\n")[0]
        return whole.splitlines()

    return lines


def run(address: str, rounds: int, seed: int) -> bool:
    """Run the rounds on one store, print the figures, and say whether nothing was lost."""
    prepare(address)
    chance, tally = random.Random(seed), Tally()
    for _ in range(rounds):
        tally.round(address, chance)
    figures = tally.judge(address)
    kind = "PostgreSQL" if is_server(address) else "SQLite"
    print(kind, f"rounds={rounds}", *(f"{name}={n}" for name, n in figures.items()), flush=True)
    faults = ("acknowledged_lost", "half_cases", "effects_lost", "effects_from_nowhere")
    return not any(figures[name] for name in faults)


def main(rounds: str, address: str = "", seed: str = "1") -> int:
    """Try one store, or both."""
    if address:
        return not run(address, int(rounds), int(seed))
    with tempfile.TemporaryDirectory() as folder, database() as url:
        results = [run(at, int(rounds), int(seed)) for at in (f"{folder}/store.db", url)]
    return not all(results)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
