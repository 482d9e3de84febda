"""A pytest plugin: run what the core's own dependencies suffice for, and skip the rest aloud.

A test file that needs an extra cannot be imported where only the core is installed. Which
files those are is found by trying, so there is no list that could grow stale.
"""

from collections.abc import Generator
from contextlib import suppress

import pytest

with suppress(ModuleNotFoundError):  # where it cannot be had, what needs it is skipped below
    from hypothesis import HealthCheck, settings

    # The tree has tried many examples; here a few show that the wheel is the same.
    settings.register_profile(
        "wheel", deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("wheel")


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a missing extra into a skipped file that names it; let every other error stand."""
    report = yield
    error = getattr(report.longrepr, "longrepr", None) or str(report.longrepr or "")
    missing = _missing(str(error))
    if report.failed and missing and not missing.startswith("idverify"):
        path = getattr(collector, "path", collector.name)
        report.outcome = "skipped"
        report.longrepr = (str(path), 0, f"Skipped: needs {missing}, which the core does not")
    return report


def _missing(text: str) -> str:
    """Return the module that an import error names, if it is one."""
    _, found, rest = text.partition("ModuleNotFoundError: No module named '")
    return rest.partition("'")[0] if found else ""
