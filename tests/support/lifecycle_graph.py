"""What the table of the lifecycle implies: ways, dead ends, and what cannot be gone round."""

from collections.abc import Collection, Mapping

from idverify.lifecycle.events import Event
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import TRANSITIONS

Table = Mapping[State, Mapping[type[Event], State]]
"""From which state which event leads where."""

Way = tuple[tuple[type[Event], State], ...]
"""Events with the states they lead to, in order."""


def reachable(
    start: State = State.INCOMPLETE, *, avoiding: Collection[State] = (), table: Table = TRANSITIONS
) -> frozenset[State]:
    """Return the states that some history leads to, *start* included.

    >>> sorted(reachable(State.REDACTED))
    [<State.REDACTED: 'redacted'>]
    """
    return frozenset(_ways(start, avoiding, table))


def shortest_way(
    start: State, goal: State, *, avoiding: Collection[State] = (), table: Table = TRANSITIONS
) -> Way | None:
    """Return the fewest events that lead from *start* to *goal*; None: no history does.

    >>> way = shortest_way(State.INCOMPLETE, State.APPROVED)
    >>> [(event.__name__, state.name) for event, state in way]
    [('Submitted', 'UNDER_REVIEW'), ('Approved', 'APPROVED')]
    >>> shortest_way(State.INCOMPLETE, State.APPROVED, avoiding={State.UNDER_REVIEW}) is None
    True
    """
    return _ways(start, avoiding, table).get(goal)


def dead_ends(table: Table = TRANSITIONS) -> frozenset[State]:
    """Return the states that are left by nothing.

    >>> sorted(dead_ends())
    [<State.REDACTED: 'redacted'>]
    """
    return frozenset(state for state, row in table.items() if not row)


def must_pass(
    goal: State, start: State = State.INCOMPLETE, table: Table = TRANSITIONS
) -> frozenset[State]:
    """Return the states that every history from *start* to *goal* goes through.

    No account is approved without having been under review:

    >>> sorted(must_pass(State.APPROVED))
    [<State.UNDER_REVIEW: 'under_review'>]
    """
    between = frozenset(table) - {start, goal}
    if goal not in _ways(start, (), table):
        return frozenset()
    return frozenset(s for s in between if goal not in _ways(start, {s}, table))


def _ways(start: State, avoiding: Collection[State], table: Table) -> dict[State, Way]:
    """Find the shortest way to each state, in the order in which they are reached."""
    ways: dict[State, Way] = {start: ()}
    waiting = [start]
    for state in waiting:
        for event, target in table[state].items():
            if target not in ways and target not in avoiding:
                ways[target] = (*ways[state], (event, target))
                waiting.append(target)
    return ways
