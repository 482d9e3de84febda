"""The diagram of the lifecycle equals the table."""

import re

from idverify.lifecycle.events import EVENT_NAMES
from idverify.lifecycle.states import State
from idverify.lifecycle.transitions import TRANSITIONS
from idverify.render.diagrams import render_lifecycle_mermaid
from idverify.render.labels import STATE_NAMES_JA

ARROW = re.compile(r"^    (\w+) --> (\w+): (.+)$", re.MULTILINE)


def test_the_arrows_are_the_table() -> None:
    """Read back from the picture, the arrows are the rows of the table."""
    drawn = {
        (start, event, end)
        for start, end, events in ARROW.findall(render_lifecycle_mermaid())
        for event in events.split(", ")
    }
    table = {(s, EVENT_NAMES[e], to) for s, row in TRANSITIONS.items() for e, to in row.items()}

    assert table == drawn


def test_every_state_is_drawn_with_its_japanese_name() -> None:
    """Each state stands once in the picture, under both of its names."""
    drawn = re.findall(r'state "(\S+) (\w+)" as (\w+)', render_lifecycle_mermaid())

    assert [(STATE_NAMES_JA[s], s.name, s.value) for s in State] == drawn


def test_a_case_begins_incomplete_and_ends_redacted() -> None:
    """One arrow comes from nowhere, and one leads nowhere."""
    text = render_lifecycle_mermaid()

    assert re.findall(r"\[\*\] --> (\w+)", text) == ["incomplete"]
    assert re.findall(r"(\w+) --> \[\*\]", text) == ["redacted"]
