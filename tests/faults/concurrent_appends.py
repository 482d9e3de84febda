# ruff: noqa: T201 - a script that prints its figures
"""Lets eight processes append to one case, and counts winners and conflicts by version.

python tests/faults/concurrent_appends.py address [wins]
"""

import multiprocessing
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.stores import PAIR, connect, prepare
from idverify.errors import VersionConflictError

RACERS = 8


def race(address: str, name: int, wins: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Win so often, loading the case again after each conflict; return versions won and lost."""
    won: list[int] = []
    conflicts: list[tuple[int, int]] = []
    with connect(address) as store:
        while len(won) < wins:
            expected = len(store.history("c"))
            try:
                store.append(
                    "c", PAIR[:1], [], expected_version=expected, command_id=f"{name}/{len(won)}"
                )
                won.append(expected + 1)
            except VersionConflictError as conflict:
                conflicts.append((conflict.expected, conflict.actual))
    return won, conflicts


def main(address: str, wins: str = "25") -> int:
    """Run the race and print what came of it."""
    prepare(address)
    with multiprocessing.get_context("spawn").Pool(RACERS) as pool:
        results = pool.starmap(race, [(address, name, int(wins)) for name in range(RACERS)])
    winners = Counter(version for won, _ in results for version in won)
    conflicts = [pair for _, lost in results for pair in lost]
    with connect(address) as store:
        length = len(store.history("c"))
    total = RACERS * int(wins)
    is_fair = winners == Counter(range(1, total + 1)) and length == total
    is_named = all(actual > expected for expected, actual in conflicts)
    print(f"versions={length} winners_each=1 conflicts={len(conflicts)}" if is_fair else winners)
    return not (is_fair and is_named)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
