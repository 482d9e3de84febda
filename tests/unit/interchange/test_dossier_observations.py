"""A dossier as an applicant sends it carries no observations."""

import pytest

pytest.importorskip("orjson")

from hypothesis import given, settings

from idverify.errors import DataError
from idverify.interchange.dossier import Dossier
from idverify.model.observations import Observation
from idverify.testing.strategies.dossiers import dossiers


@given(dossier=dossiers())
@settings(max_examples=25)
def test_observations_of_an_applicant_are_refused_at_their_place(dossier: Dossier) -> None:
    """The path names the first document that has one; without any the dossier passes."""
    noted = [n for n, each in enumerate(dossier.documents) if each.observation != Observation()]
    if not noted:
        dossier.require_no_observations()
        return
    with pytest.raises(DataError, match=rf"\$\.documents\[{noted[0]}\]\.observation"):
        dossier.require_no_observations()
