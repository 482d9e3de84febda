"""Catalogue of all document kinds, each with its facts, dates and sources (本人確認書類の一覧).

It is assembled from three tables: documents with a photo, documents without one, and
certificates on paper.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from idverify.catalogue._documents_on_paper import DOCUMENTS_ON_PAPER
from idverify.catalogue._documents_with_photo import DOCUMENTS_WITH_PHOTO
from idverify.catalogue._documents_without_photo import DOCUMENTS_WITHOUT_PHOTO
from idverify.model.documents import DocumentKind, DocumentSpec

__all__ = ["DOCUMENTS"]

#: The facts of each document kind, in the order of `DocumentKind`.
DOCUMENTS: Final[Mapping[DocumentKind, DocumentSpec]] = MappingProxyType(
    {
        kind: spec
        for kind in DocumentKind
        for spec in (*DOCUMENTS_WITH_PHOTO, *DOCUMENTS_WITHOUT_PHOTO, *DOCUMENTS_ON_PAPER)
        if spec.kind is kind
    }
)
