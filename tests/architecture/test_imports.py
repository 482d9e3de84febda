"""Importing the package loads next to nothing."""

import json
import subprocess
import sys


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a fresh interpreter has after *statement*."""
    code = f"{statement}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(  # noqa: S603 - our own statement
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout))


def test_the_package_alone_loads_no_dependency() -> None:
    """`import idverify` loads neither holidays nor attrs, cattrs, dateutil or sqlite3."""
    heavy = {"holidays", "attrs", "attr", "cattrs", "orjson", "dateutil", "sqlite3", "hypothesis"}

    assert set() == heavy & (loaded_by("import idverify") - loaded_by("pass"))


def test_the_package_alone_loads_itself_only() -> None:
    """No part of the package is loaded before its name is used."""
    ours = {name for name in loaded_by("import idverify") if name.startswith("idverify")}

    assert {"idverify"} == ours


def test_a_policy_needs_no_json() -> None:
    """Rules, cases and messages work without the extra `json`, and without holidays."""
    statement = (
        "from idverify import CROWDWORKS_ARTICLE, decide, replay, Individual, Submission\n"
        "from idverify.render.messages import compose_message"
    )

    assert set() == {"holidays", "cattrs", "orjson", "sqlite3"} & loaded_by(statement)


def test_hypothesis_alone_loads_no_part_that_draws() -> None:
    """In every project that has the library installed, `import hypothesis` stays as it was."""
    ours = {name for name in loaded_by("import hypothesis") if name.startswith("idverify")}

    assert ours == {"idverify", "idverify.testing", "idverify.testing.registration"}
