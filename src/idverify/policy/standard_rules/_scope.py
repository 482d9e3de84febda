"""Which documents a standard rule is about, and which rules suppress it."""

from typing import Final

from idverify.model.documents import (
    DocumentKind,
)

__all__ = ["ACCEPT_LIST_RULES", "EVERY_KIND", "Kinds"]

Kinds = frozenset[DocumentKind]

EVERY_KIND: Final = frozenset(DocumentKind)
"""For rules that are right about any document: a policy derived with a longer accept list has
them for the new kinds too."""

#: A document that is not taken is told as that, and nothing else of it.
ACCEPT_LIST_RULES: Final = frozenset({"kind_is_accepted", "kind_is_accepted_on_the_day"})

#: What is missing from a document of another kind, or from a page not sent, is told as that.
_ACCEPT_LIST_AND_SIDE_RULES: Final = ACCEPT_LIST_RULES | {
    "back_and_front_shown",
    "bearer_page_and_photo_page_shown",
    "bearers_page_is_there",
    "pages_shown",
}
