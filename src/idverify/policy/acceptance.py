"""Which documents, alone or together, a policy takes from whom: its accept list (受付書類)."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from idverify.calendar.period import Period
from idverify.citations import Citation
from idverify.policy.rules import Fact, Rule, Scope
from idverify.vocabulary._checks import not_empty
from idverify.vocabulary.applicants import EntityKind
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.reasons import reason
from idverify.vocabulary.submissions import Document, Submission

__all__ = ["Acceptance", "Listing", "acceptance_rules"]


class Listing(StrEnum):
    """How a kind of document stands on an accept list."""

    LISTED = "listed"
    OUT_OF_PERIOD = "out_of_period"
    NOT_LISTED = "not_listed"


def _as_set(kinds: Iterable[DocumentKind]) -> frozenset[DocumentKind]:
    return frozenset(kinds)


@frozen(kw_only=True)
class Acceptance:
    """One line of an accept list: these kinds together are enough, in this period."""

    kinds: frozenset[DocumentKind] = field(converter=_as_set, validator=not_empty)
    entity: EntityKind = EntityKind.INDIVIDUAL
    period: Period = Period()
    citations: tuple[Citation, ...] = field(converter=tuple[Citation, ...], validator=not_empty)


_STRENGTH: Final = {listing: place for place, listing in enumerate(Listing)}


def acceptance_rules(accepts: Sequence[Acceptance]) -> tuple[Rule, Rule]:
    """Make the two rules of an accept list: each kind stands on it, and a line is complete."""
    lines = tuple(accepts)
    citations = tuple(dict.fromkeys(c for line in lines for c in line.citations))
    return _kind_is_listed(lines, citations), _line_is_complete(lines, citations)


def _kind_is_listed(lines: tuple[Acceptance, ...], citations: tuple[Citation, ...]) -> Rule:
    def read(document: Document, submission: Submission, day: date) -> Listing:
        found = [
            Listing.LISTED if day in line.period else Listing.OUT_OF_PERIOD
            for line in lines
            if document.kind in line.kinds and line.entity is submission.applicant.entity_kind
        ]
        return min(found, key=_STRENGTH.__getitem__, default=Listing.NOT_LISTED)

    listed = Fact(
        name="kind_listed",
        asks_ja="受け付けている種類の書類ですか",
        asks_en="Is this kind of document on the accept list?",
        values=tuple(Listing),
        read=read,
        setting=lines,
        at_the_door=True,
        effort=0,
    )
    return Rule(
        code="kind_is_accepted",
        says_ja="受け付けている種類の書類である。",
        says_en="The document is of a kind on the accept list.",
        requires=listed.one_of(Listing.LISTED),
        reason=reason("document.unsupported_kind"),
        citations=citations,
    )


def _line_is_complete(lines: tuple[Acceptance, ...], citations: tuple[Citation, ...]) -> Rule:
    def read(_: Document, submission: Submission, day: date) -> bool:
        kinds = {document.kind for document in submission.documents}
        return any(
            line.kinds <= kinds
            for line in lines
            if line.entity is submission.applicant.entity_kind and day in line.period
        )

    complete = Fact(
        name="combination_complete",
        asks_ja="必要な書類がそろっていますか",
        asks_en="Is a complete combination of documents there?",
        values=(True, False),
        read=read,
        scope=Scope.SUBMISSION,
        setting=lines,
        at_the_door=True,
        effort=0,
    )
    return Rule(
        code="combination_is_complete",
        says_ja="組み合わせて必要な書類がすべてそろっている。",
        says_en="Every document that must come together with another is there.",
        requires=complete.one_of(True),
        reason=reason("document.companion_missing"),
        citations=citations,
        yields_to=frozenset({"kind_is_accepted"}),
    )
