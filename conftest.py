"""Runs every example of the docstrings, of the docs and of the README."""

from importlib.util import find_spec

from hypothesis import HealthCheck, Phase, settings
from sybil import Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

# How long an example takes says more about the machine than about the code.
settings.register_profile(
    "idverify", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
# For runs in which every test is run thousands of times: `--hypothesis-profile quick`.
# Mutation testing calls a property from places of its own, more than once in a process, and
# wants to know that a test fails, not the smallest example of it.
settings.register_profile(
    "quick",
    settings.get_profile("idverify"),
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.load_profile("idverify")

_documents = Sybil(parsers=[PythonCodeBlockParser(), SkipParser()], patterns=["*.md"])
_docstrings = Sybil(parsers=[DocTestParser()], path="src", patterns=["*.py"])

pytest_collect_file = (_documents + _docstrings).pytest()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a value that pytest cannot name by itself once names are not escaped."""
    unnameable = isinstance(val, bytes) or (isinstance(val, str) and not val.isprintable())
    return ascii(val) if unnameable else None


# Without their engines (`python3 dev.py scale` installs them) these cannot even be imported.
collect_ignore_glob = [
    path
    for engine, paths in {
        "temporalio": ["src/idverify/adapters/temporal/*", "tests/durable/*", "tests/replay/*"],
        "procrastinate": ["src/idverify/adapters/procrastinate.py", "tests/durable/*"],
    }.items()
    for path in paths
    if find_spec(engine) is None
]
