"""The lifecycle as a diagram, drawn from the table the code runs on."""

from collections.abc import Iterator

from idverify.lifecycle.states import STATE_NAMES_JA, State
from idverify.lifecycle.table import NEXT

__all__ = ["lifecycle_mermaid"]


def lifecycle_mermaid() -> str:
    """Return the table of the lifecycle as a Mermaid state diagram.

    >>> print(lifecycle_mermaid().splitlines()[0])
    stateDiagram-v2
    """
    return "\n".join(["stateDiagram-v2", *_states(), *_arrows()]) + "\n"


def _states() -> Iterator[str]:
    for state in State:
        yield f'    state "{STATE_NAMES_JA[state]} {state.name}" as {state}'
    yield f"    [*] --> {State.INCOMPLETE}"


def _arrows() -> Iterator[str]:
    for state, row in NEXT.items():
        for target in dict.fromkeys(row.values()):
            events = ", ".join(e.__name__ for e, to in row.items() if to is target)
            yield f"    {state} --> {target}: {events}"
        if not row:
            yield f"    {state} --> [*]"
