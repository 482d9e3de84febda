"""Mermaid diagrams, and the lifecycle (状態遷移図) drawn from its transition table."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from idverify.lifecycle.events import EVENT_NAMES
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import TRANSITIONS
from idverify.render.labels import STATE_NAMES_JA

__all__ = ["MERMAID_MIME_TYPE", "Diagram", "render_lifecycle_mermaid"]

MERMAID_MIME_TYPE: Final = "text/vnd.mermaid"


@frozen
class Diagram:
    """A Mermaid diagram that JupyterLab displays without network access."""

    source: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {MERMAID_MIME_TYPE: self.source, "text/plain": self.source}


def render_lifecycle_mermaid() -> str:
    """Return the transition table of the lifecycle as a Mermaid state diagram.

    >>> print(render_lifecycle_mermaid().splitlines()[0])
    stateDiagram-v2
    """
    return "\n".join(["stateDiagram-v2", *_iter_state_lines(), *_iter_transition_lines()]) + "\n"


def _iter_state_lines() -> Iterator[str]:
    for state in State:
        yield f'    state "{STATE_NAMES_JA[state]} {state.name}" as {state}'
    yield f"    [*] --> {State.INCOMPLETE}"


def _iter_transition_lines() -> Iterator[str]:
    for state, row in TRANSITIONS.items():
        for target in dict.fromkeys(row.values()):
            events = ", ".join(EVENT_NAMES[e] for e, to in row.items() if to is target)
            yield f"    {state} --> {target}: {events}"
        if not row:
            yield f"    {state} --> [*]"
