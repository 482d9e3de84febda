"""Accept lists (受付書類): the documents, alone or combined, that a policy accepts."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from idverify.calendar.period import Period
from idverify.catalogue.reasons import get_reason
from idverify.citations import Citation
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.model.submissions import Document, Submission
from idverify.model.validators import not_empty
from idverify.policy.rules import Fact, Rule, Scope
from idverify.validation import validated

__all__ = ["Acceptance", "ListingStatus", "make_acceptance_rules"]


class ListingStatus(StrEnum):
    """Whether a kind of document is on an accept list, and on that day."""

    LISTED = "listed"
    OUT_OF_PERIOD = "out_of_period"
    NOT_LISTED = "not_listed"


def _as_set(kinds: Iterable[DocumentKind]) -> frozenset[DocumentKind]:
    return frozenset(kinds)


@validated
@frozen(kw_only=True)
class Acceptance:
    """One line of an accept list: kinds of documents that are sufficient together.

    Raises:
        InvalidValueError: if there is no kind or no citation.
    """

    kinds: frozenset[DocumentKind] = field(converter=_as_set, validator=not_empty)
    entity_kind: EntityKind = EntityKind.INDIVIDUAL
    """The applicants to whom the line applies."""
    period: Period = Period()
    """The days of receipt on which the line is in force."""
    citations: tuple[Citation, ...] = field(converter=tuple[Citation, ...], validator=not_empty)


_PRECEDENCE: Final = {listing: rank for rank, listing in enumerate(ListingStatus)}


def make_acceptance_rules(accept_list: Sequence[Acceptance]) -> tuple[Rule, ...]:
    """Return the rules of an accept list.

    Each document is of a listed kind, the kind is accepted on the day of receipt, and
    the documents of one line are complete. The rule about the day is left out if the
    lines have no start or end.
    """
    lines = tuple(accept_list)
    citations = tuple(dict.fromkeys(c for line in lines for c in line.citations))
    listed = _make_listing_fact(lines)
    by_day = (_kind_is_accepted_on_the_day(listed, citations),) if listed.change_dates else ()
    return _kind_is_accepted(listed, citations), *by_day, _combination_is_complete(lines, citations)


def _change_dates(lines: Iterable[Acceptance]) -> frozenset[date]:
    """Return the days on which a line starts or ends."""
    ends = (day for line in lines for day in (line.period.since, line.period.until))
    return frozenset(day for day in ends if day is not None)


def _make_listing_fact(lines: tuple[Acceptance, ...]) -> Fact:
    def read(document: Document, submission: Submission, day: date) -> ListingStatus:
        statuses = [
            ListingStatus.LISTED if day in line.period else ListingStatus.OUT_OF_PERIOD
            for line in lines
            if document.kind in line.kinds and line.entity_kind is submission.applicant.entity_kind
        ]
        return min(statuses, key=_PRECEDENCE.__getitem__, default=ListingStatus.NOT_LISTED)

    return Fact(
        name="kind_listed",
        question_ja="受け付けている種類の書類ですか",
        question_en="Is this kind of document on the accept list?",
        values=tuple(ListingStatus),
        read=read,
        parameter=lines,
        is_fixed=True,
        change_dates=_change_dates(lines),
        is_known_at_intake=True,
        effort=0,
    )


def _kind_is_accepted(listed: Fact, citations: tuple[Citation, ...]) -> Rule:
    return Rule(
        code="kind_is_accepted",
        statement_ja="受け付けている種類の書類である。",
        statement_en="The document is of a kind on the accept list.",
        requires=listed.other_than(ListingStatus.NOT_LISTED),
        reason=get_reason("document.unsupported_kind"),
        citations=citations,
    )


def _kind_is_accepted_on_the_day(listed: Fact, citations: tuple[Citation, ...]) -> Rule:
    return Rule(
        code="kind_is_accepted_on_the_day",
        statement_ja="受付日に受け付けている種類の書類である。",
        statement_en="On the day of receipt the kind of document is still, or already, accepted.",
        requires=listed.other_than(ListingStatus.OUT_OF_PERIOD),
        reason=get_reason("document.not_yet_or_no_longer_accepted"),
        citations=citations,
    )


def _combination_is_complete(
    lines: tuple[Acceptance, ...], citations: tuple[Citation, ...]
) -> Rule:
    def read(_: Document, submission: Submission, day: date) -> bool:
        kinds = {document.kind for document in submission.documents}
        return any(
            line.kinds <= kinds
            for line in lines
            if line.entity_kind is submission.applicant.entity_kind and day in line.period
        )

    complete = Fact(
        name="combination_complete",
        question_ja="必要な書類がそろっていますか",
        question_en="Is a complete combination of documents there?",
        values=(True, False),
        read=read,
        scope=Scope.SUBMISSION,
        parameter=lines,
        is_fixed=True,
        change_dates=_change_dates(lines),
        is_known_at_intake=True,
        effort=0,
    )
    return Rule(
        code="combination_is_complete",
        statement_ja="組み合わせて必要な書類がすべてそろっている。",
        statement_en="Every document that must come together with another is there.",
        requires=complete.one_of(True),
        reason=get_reason("document.companion_missing"),
        citations=citations,
        suppressed_by=frozenset({"kind_is_accepted", "kind_is_accepted_on_the_day"}),
    )
