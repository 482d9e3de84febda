"""Standard rules about documents: statutory validity, expiry date and date of issue."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from idverify.catalogue.documents import DOCUMENTS
from idverify.catalogue.reasons import get_reason
from idverify.catalogue.sources import cite
from idverify.citations import Citation, Confidence
from idverify.model.documents import (
    DocumentKind,
    DocumentSpec,
)
from idverify.policy import facts
from idverify.policy.facts import Expiry, IssueDay, IssueRecency, ReferenceDay
from idverify.policy.rules import Rule
from idverify.policy.standard_rules._scope import ACCEPT_LIST_RULES, Kinds

__all__ = [
    "ENDED_ERA_YEARS_CITATION",
    "collect_statutory_citations",
    "dates_are_possible",
    "documents_are_valid",
    "expiry_is_shown",
    "issue_is_recent",
    "validity_remains",
]

ENDED_ERA_YEARS_CITATION: Final = cite(
    "GOONET", "years of an era that never came are printed and meant"
)
"""Why a date such as 平成38年5月7日 is possible: era years after the end of an era are printed."""


def collect_statutory_citations(kinds: Kinds) -> Mapping[DocumentKind, tuple[Citation, ...]]:
    """Return the sources of the law on each kind, which are cited in addition to the service."""
    return {kind: _select_statutory_citations(DOCUMENTS[kind]) for kind in kinds}


def issue_is_recent(
    months: int,
    kinds: Kinds,
    citations: Sequence[Citation],
    *,
    code_prefix: str = "",
    reference: ReferenceDay = facts.RECEIPT,
) -> tuple[Rule, ...]:
    """Return the rules that the day of issue is shown, possible, and at most *months* months ago.

    Args:
        months: The maximum age of the document in months.
        kinds: The kinds of document to which the rules apply.
        citations: The sources of the rules.
        code_prefix: Distinguishes the codes if a policy has several such windows.
        reference: The day from which the months are counted back, by default the receipt.
    """
    rows = (
        ("issue_date_is_shown", IssueRecency.NOT_SHOWN, "document.issue_date_missing",
         "発行日が読み取れる。", "The date of issue can be read."),
        ("issue_date_is_possible", IssueRecency.IN_THE_FUTURE, "document.impossible_date",
         "発行日は受付日より後ではない。", "The date of issue is not after the receipt."),
        ("issue_is_recent", IssueRecency.TOO_OLD, "document.issued_too_long_ago",
         f"{reference.name_ja}の時点で、発行から{months}か月以内の書類である。",
         f"The document was issued within {months} months before the {reference.name_en}."),
    )  # fmt: skip
    return tuple(
        Rule(
            code=code_prefix + code,
            statement_ja=statement_ja,
            statement_en=statement_en,
            requires=facts.issued_within(months, reference).other_than(age),
            kinds=kinds,
            reason=get_reason(reason_code),
            citations=citations,
            suppressed_by=frozenset({"day_of_issue_has_come"}),
        )
        for code, age, reason_code, statement_ja, statement_en in rows
    )


def _is_any_kind(_: DocumentSpec) -> bool:
    return True


def _may_expire(spec: DocumentSpec) -> bool:
    return spec.is_identification and spec.has_expiry_date is not False


def _is_validated_by_issue_date(spec: DocumentSpec) -> bool:
    """Return whether the kind is judged by its day of issue because it prints no last day."""
    return spec.issue_period.since is not None and not spec.has_expiry_date


def _is_not_validated_by_issue_date(spec: DocumentSpec) -> bool:
    return not _is_validated_by_issue_date(spec)


_ACCEPT_LIST_AND_WINDOW_RULES: Final = ACCEPT_LIST_RULES | {"kind_is_in_its_window"}

_ACCEPT_LIST_WINDOW_AND_DATE_RULES: Final = _ACCEPT_LIST_AND_WINDOW_RULES | {"dates_are_possible"}

#: Code, required condition, filter of kinds, reason code, suppressing rules, and statements.
_VALIDITY_RULES: Final = (
    ("kind_is_in_its_window", facts.IN_WINDOW.one_of(True), _is_any_kind,
     "document.not_yet_or_no_longer_accepted", ACCEPT_LIST_RULES,
     "受付日に本人確認に使える種類の書類である。",
     "On the day of receipt this kind of document can identify somebody."),
    ("document_is_unexpired", facts.EXPIRY.other_than(Expiry.EXPIRED), _may_expire,
     "document.expired", _ACCEPT_LIST_AND_WINDOW_RULES,
     "受付日に有効期限が切れていない。",
     "The document has not expired on the day of receipt."),
    ("day_of_issue_can_be_read", facts.ISSUE_WINDOW.other_than(IssueRecency.NOT_SHOWN),
     _is_validated_by_issue_date, "document.issue_date_missing", _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "発行日で使えるかどうかが決まる書類では、発行日が読み取れる。",
     "Where the day of issue decides whether a document serves, it can be read."),
    ("issue_is_in_its_window", facts.ISSUE_WINDOW.other_than(IssueRecency.TOO_OLD),
     _is_validated_by_issue_date, "document.issued_too_long_ago",
     _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "本人確認に使える期間に発行された書類である。",
     "The document was issued in the period from which it can identify somebody."),
    ("day_of_issue_has_come", facts.ISSUE_DAY.other_than(IssueDay.IN_THE_FUTURE), _is_any_kind,
     "document.impossible_date", _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "書類の発行日は受付日より後ではない。",
     "The document was not issued after the day of its receipt."),
    ("issue_is_not_before_the_kind", facts.ISSUE_DAY.other_than(IssueDay.TOO_EARLY),
     _is_not_validated_by_issue_date, "document.impossible_date",
     _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "その種類の書類の発行が始まる前の日付で発行された書類ではない。",
     "The document was not issued before there were any of its kind."),
    ("issue_is_not_after_the_kind", facts.ISSUE_DAY.other_than(IssueDay.TOO_LATE), _is_any_kind,
     "document.impossible_date", _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "その種類の書類の発行が終わった後の日付で発行された書類ではない。",
     "The document was not issued after the last of its kind."),
)  # fmt: skip


def documents_are_valid(kinds: Kinds, citations: Iterable[Citation]) -> tuple[Rule, ...]:
    """Return the rules that each document is valid by law on the day of receipt.

    The kind is usable on that day, the document has not expired, and it was issued while its
    kind was issued and not after its receipt. These rules apply even if the service does not
    state them, because the law decides whether a document is still of a listed kind.

    Args:
        kinds: The kinds of document to which the rules apply.
        citations: The sources of the accept list; those of the law are added for each kind.
    """
    list_citations = tuple(citations)
    return tuple(
        Rule(
            code=code,
            statement_ja=statement_ja,
            statement_en=statement_en,
            requires=requires,
            kinds=affected,
            reason=get_reason(reason_code),
            citations=list_citations,
            kind_citations=collect_statutory_citations(affected),
            suppressed_by=causes,
        )
        for code, requires, applies, reason_code, causes, statement_ja, statement_en in (
            _VALIDITY_RULES
        )
        for affected in [frozenset(kind for kind in kinds if applies(DOCUMENTS[kind]))]
    )


def dates_are_possible(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """Return the rule that every printed date is a calendar day, in any era."""
    return Rule(
        code="dates_are_possible",
        statement_ja="書類の日付は、どの元号によるものも暦に存在する日である。",
        statement_en="Every date on the document is a day of the calendar, in whatever era.",
        requires=facts.DATES_POSSIBLE.one_of(True),
        kinds=kinds,
        reason=get_reason("document.impossible_date"),
        citations=citations,
        suppressed_by=ACCEPT_LIST_RULES,
    )


def _select_statutory_citations(spec: DocumentSpec) -> tuple[Citation, ...]:
    """Return the sources of the law on one kind, except unsure ones and that of its OIDC type."""
    return tuple(
        citation
        for citation in spec.citations
        if citation.confidence is not Confidence.UNSURE and citation.place != spec.oidc_type
    )


def expiry_is_shown(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """Return the rule that the expiry date is readable, for kinds that have one."""
    return Rule(
        code="expiry_is_shown",
        statement_ja="有効期限が読み取れる。",
        statement_en="The last valid day can be read.",
        requires=facts.EXPIRY.other_than(Expiry.NOT_SHOWN),
        kinds=frozenset(kind for kind in kinds if DOCUMENTS[kind].has_expiry_date),
        reason=get_reason("document.expiry_unreadable"),
        citations=citations,
        suppressed_by=ACCEPT_LIST_RULES | {"dates_are_possible", "kind_is_in_its_window"},
    )


def validity_remains(days: int, kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """Return the rule that a document is still valid *days* days after its receipt."""
    return Rule(
        code="validity_remains",
        statement_ja=f"受付日から{days}日後にも有効な書類である。",
        statement_en=f"The document is still valid {days} days after its receipt.",
        requires=facts.valid_for(days).other_than(Expiry.EXPIRED),
        kinds=kinds,
        reason=get_reason("document.validity_remaining_short"),
        citations=citations,
        suppressed_by=frozenset({"document_is_unexpired"}),
    )
