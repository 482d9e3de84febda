"""Unknown is not no."""

import copy
import pickle

import pytest

from idverify.model.unknown import ABSENT, UNKNOWN, Absent, Unknown


def test_unknown_refuses_to_be_mistaken_for_no() -> None:
    """Whoever asks whether an unknown is true gets an error instead of a wrong answer."""
    with pytest.raises(TypeError, match="is UNKNOWN"):
        bool(UNKNOWN)


def test_both_show_themselves_by_name() -> None:
    """In a report they read as words."""
    assert (repr(UNKNOWN), repr(ABSENT)) == ("UNKNOWN", "ABSENT")


@pytest.mark.parametrize("value", [UNKNOWN, ABSENT])
def test_they_stay_one_of_a_kind(value: Unknown | Absent) -> None:
    """Copied and pickled they are still the same object, so `is` remains right."""
    assert copy.deepcopy(value) is value
    assert pickle.loads(pickle.dumps(value)) is value  # noqa: S301 - our own bytes
