"""A dossier as an applicant sends it carries no observations."""

import pytest

pytest.importorskip("orjson")

from hypothesis import find

from idverify.errors import DataError
from idverify.model.observations import Observation
from idverify.testing.strategies.dossiers import dossiers


def test_observations_of_an_applicant_are_refused_at_their_place() -> None:
    """The path names the first document that has one; without any the dossier passes."""
    noted = find(
        dossiers(), lambda d: any(each.observation != Observation() for each in d.documents)
    )
    plain = find(
        dossiers(), lambda d: all(each.observation == Observation() for each in d.documents)
    )

    plain.require_no_observations()
    with pytest.raises(DataError, match=r"\$\.documents\[\d\]\.observation"):
        noted.require_no_observations()
