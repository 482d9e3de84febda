"""The same value is always written as the same bytes, whatever order a set comes in."""

import json
from itertools import combinations

from idverify.interchange.codec import dump
from idverify.model.documents import Side
from idverify.model.observations import Observation


def test_a_set_beside_unknown_is_written_in_order() -> None:
    """Every set of sides is written sorted, though `sides` may also be unknown."""
    for size in range(1, len(Side) + 1):
        for sides in combinations(Side, size):
            written = json.loads(dump(Observation(sides=frozenset(sides))))

            assert written["sides"] == sorted(sides)
