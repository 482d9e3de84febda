"""Errors name what is wrong and say what to do."""

import pytest

from idverify.errors import SchemaMismatchError


@pytest.mark.parametrize(
    ("found", "needed", "advice"),
    [(0, 2, "apply the migration"), (2, 3, "apply the migration"), (3, 2, "made by a newer")],
)
def test_tables_of_another_version_say_who_is_behind(found: int, needed: int, advice: str) -> None:
    """Older tables are to be migrated; newer ones mean that the release is the old one."""
    error = SchemaMismatchError("store", found, needed)

    assert (error.component, error.actual, error.expected) == ("store", found, needed)
    assert f"the store tables are at version {found}, this release needs {needed}" in str(error)
    assert advice in str(error)
