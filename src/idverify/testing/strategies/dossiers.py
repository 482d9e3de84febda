"""Strategies for dossiers (申請一式) as received; they need the extra `json`."""

from typing import Final

from hypothesis import strategies as st

from idverify.interchange.dossier import Dossier, DossierDocument, ImageFile
from idverify.model.documents import DocumentKind, Side
from idverify.testing.strategies.applicants import applicants, contacts
from idverify.testing.strategies.days import moments
from idverify.testing.strategies.observations import observations

__all__ = ["dossier_documents", "dossiers", "image_files"]

_NUMBER: Final = st.integers(1, 9)


def image_files() -> st.SearchStrategy[ImageFile]:
    """Draw the name of an image file, with the side that it shows."""
    return st.builds(ImageFile, side=st.sampled_from(Side), file=_NUMBER.map("{}.png".format))


def dossier_documents() -> st.SearchStrategy[DossierDocument]:
    """Draw a document of a dossier, with one or two images."""
    return st.builds(
        DossierDocument,
        kind=st.sampled_from(DocumentKind),
        images=st.lists(image_files(), min_size=1, max_size=2),
        observation=observations(),
    )


def dossiers() -> st.SearchStrategy[Dossier]:
    """Draw one application as received, without the bytes of its images."""
    return st.builds(
        Dossier,
        case_id=_NUMBER.map("c-{}".format),
        submission_id=_NUMBER.map("s-{}".format),
        received_at=moments(),
        contact=contacts(),
        applicant=applicants(),
        documents=st.lists(dossier_documents(), min_size=1, max_size=2),
    )
