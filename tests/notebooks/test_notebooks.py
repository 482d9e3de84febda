"""The notebooks: each built from its text, whole, and nothing of any machine in it."""

from pathlib import Path
from typing import Any

import pytest

jupytext = pytest.importorskip("jupytext", reason="`python3 dev.py notebooks` has it")
HERE = Path(__file__).parents[2] / "examples" / "notebooks"
TEXTS = sorted(HERE.glob("[0-9]*.py"))


def built(text: Path) -> Any:  # noqa: ANN401
    """Read the notebook beside a text."""
    return jupytext.read(text.with_suffix(".ipynb"))


def outputs(text: Path) -> list[dict[str, Any]]:
    """Return all outputs of a notebook."""
    return [output for cell in built(text).cells for output in cell.get("outputs", [])]


def is_trouble(output: dict[str, Any]) -> bool:
    """Whether a cell failed or warned; a line of progress begins at its own beginning again."""
    to_errors = output.get("name") == "stderr" and not output["text"].startswith("\r")
    return output["output_type"] == "error" or to_errors


def test_every_text_has_its_notebook() -> None:
    """Every text has its notebook, every notebook its text, and they are counted through."""
    assert [text.name[0] for text in TEXTS] == [str(n + 1) for n in range(len(TEXTS))]
    assert sorted(HERE.glob("*.ipynb")) == [text.with_suffix(".ipynb") for text in TEXTS]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_a_notebook_is_built_from_its_text(text: Path) -> None:
    """Cell by cell the two say the same; whoever edits one has to build the other."""
    written = [(cell.cell_type, cell.source) for cell in jupytext.read(text).cells]

    assert [(cell.cell_type, cell.source) for cell in built(text).cells] == written


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_a_notebook_has_been_run_to_its_end(text: Path) -> None:
    """Every cell of code was run, in order, and none had anything to complain of."""
    counts = [c.execution_count for c in built(text).cells if c.cell_type == "code"]

    assert counts == list(range(1, len(counts) + 1))
    assert not [output for output in outputs(text) if is_trouble(output)]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_a_notebook_tells_nothing_of_the_machine_it_was_built_on(text: Path) -> None:
    """No output holds a path of somebody's computer."""
    told = str(outputs(text))

    assert not [
        place for place in ("/home/", "/root/", "/Users/", "site-packages") if place in told
    ]
