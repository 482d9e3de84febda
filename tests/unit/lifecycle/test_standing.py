"""What an append says of the case, for stores that keep it beside the events."""

import pytest

from idverify.errors import InvalidValue
from idverify.lifecycle.standing import standing_after


def test_an_append_has_an_event() -> None:
    """Where nothing happened there is nothing to keep."""
    with pytest.raises(InvalidValue, match="an append needs at least one event"):
        standing_after([])
