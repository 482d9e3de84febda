"""The README tells the truth."""

import contextlib
import io
import re
from pathlib import Path

from idverify.render.diagrams import render_lifecycle_mermaid

README = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """Return the first fenced block of a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_example_prints_what_the_readme_says() -> None:
    """The example prints exactly the text that stands below them."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block("python"), "README.md", "exec"), {})  # noqa: S102 - our own text

    assert block("text") == printed.getvalue()


def test_the_example_is_short() -> None:
    """Beside its imports the example has ten statements or fewer."""
    lines = [line for line in block("python").splitlines() if line and not line.startswith("from")]
    statements = [line for line in lines if not line.startswith(" ") or "print(" in line]

    assert len(statements) <= 10


def test_the_picture_is_the_table() -> None:
    """The diagram of the lifecycle is the one drawn from the table today."""
    assert block("mermaid") == render_lifecycle_mermaid()
