"""Scope of the standard rules: document kinds, and the rules that suppress a finding."""

from typing import Final

from idverify.model.documents import DocumentKind

__all__ = ["ACCEPT_LIST_RULES", "EVERY_KIND", "Kinds"]

Kinds = frozenset[DocumentKind]

EVERY_KIND: Final = frozenset(DocumentKind)
"""For general rules: a policy derived with a longer accept list then has them for the new kinds
too."""

#: If a document is not accepted, only that is reported, and no other finding about it.
ACCEPT_LIST_RULES: Final = frozenset({"kind_is_accepted", "kind_is_accepted_on_the_day"})

#: If a kind is not accepted or a page is missing, fields missing for that reason are not reported.
_ACCEPT_LIST_AND_SIDE_RULES: Final = ACCEPT_LIST_RULES | {
    "back_and_front_shown",
    "bearer_page_and_photo_page_shown",
    "bearers_page_is_there",
    "pages_shown",
}
