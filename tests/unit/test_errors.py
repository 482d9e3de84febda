"""Errors describe what is wrong and what to do."""

import pytest

from idverify.errors import SchemaMismatchError


@pytest.mark.parametrize(
    ("actual", "expected", "advice"),
    [(0, 2, "apply the migration"), (2, 3, "apply the migration"), (3, 2, "made by a newer")],
)
def test_a_schema_mismatch_has_advice(actual: int, expected: int, advice: str) -> None:
    """Older tables need a migration; newer ones mean that this release is too old."""
    error = SchemaMismatchError("store", actual, expected)

    assert (error.component, error.actual, error.expected) == ("store", actual, expected)
    assert f"the store tables are at version {actual}, this release needs {expected}" in str(error)
    assert advice in str(error)
