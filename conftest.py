"""Runs every example of the docstrings, of the docs and of the README."""

from hypothesis import HealthCheck, settings
from sybil import Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

# How long an example takes says more about the machine than about the code.
settings.register_profile(
    "idverify", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
# For runs in which every test is run thousands of times: `--hypothesis-profile quick`.
# Mutation testing calls a property from places of its own, more than once in a process.
settings.register_profile(
    "quick",
    settings.get_profile("idverify"),
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.load_profile("idverify")

_documents = Sybil(parsers=[PythonCodeBlockParser(), SkipParser()], patterns=["*.md"])
_docstrings = Sybil(parsers=[DocTestParser()], path="src", patterns=["*.py"])

pytest_collect_file = (_documents + _docstrings).pytest()
