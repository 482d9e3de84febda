"""What we depend on has a reason, and what others depend on was looked at before it changed."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from builders.public_names import LIST, public_names

ROOT = Path(__file__).parents[2]
ABOUT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
REASONS = (ROOT / "docs" / "decisions" / "dependencies.md").read_text("utf-8").lower()


def declared() -> Iterator[Requirement]:
    """Yield what the core, the extras and the groups ask for, but for each other."""
    project = ABOUT["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    for asked in (*lists, *ABOUT["dependency-groups"].values()):
        found = [Requirement(line) for line in asked if isinstance(line, str)]
        yield from (each for each in found if each.name != project["name"])


def test_every_dependency_has_a_reason() -> None:
    """Each is named in the record of decisions, in a row that says why it is there."""
    rows = [row for row in REASONS.splitlines() if row.startswith("|")]
    unexplained = {
        each.name
        for each in declared()
        if not any(
            re.search(rf"(?<![\w-]){re.escape(each.name.lower())}(?![\w-])", r) for r in rows
        )
    }

    assert unexplained == set()


def test_every_dependency_has_a_lower_bound() -> None:
    """Nobody is handed a version so old that we never saw it."""
    unbounded = {
        str(each) for each in declared() if not {">=", "=="} & {s.operator for s in each.specifier}
    }

    assert unbounded == set()


def test_public_names_are_those_of_the_reviewed_list() -> None:
    """A name that comes or goes is seen in a review, beside its line in the changelog."""
    reviewed, now = set(LIST.read_text("utf-8").split()), {*public_names()}
    if reviewed != now:
        pytest.fail(
            f"new: {sorted(now - reviewed)}, gone: {sorted(reviewed - now)}. Give each a line in"
            " CHANGELOG.md, then run tests/builders/public_names.py."
        )
