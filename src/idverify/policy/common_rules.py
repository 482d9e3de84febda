"""Rules that many services have; each preset gives its own citations and periods."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from idverify.citations import Citation, Confidence
from idverify.matching.strictness import Strictness
from idverify.policy import facts
from idverify.policy.agreement import ProfileMatch
from idverify.policy.facts import Expiry, IssueDay, IssueRecency, ReferenceDay
from idverify.policy.rules import Fact, Rule
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import (
    SENSITIVE_FIELD_LABELS,
    DocumentAttribute,
    DocumentKind,
    DocumentSpec,
    SensitiveField,
)
from idverify.vocabulary.reasons import RejectionReason, get_reason
from idverify.vocabulary.sources import cite
from idverify.vocabulary.submissions import Masking, Medium

__all__ = [
    "ACCEPT_LIST_RULES",
    "ENDED_ERA_YEARS_CITATION",
    "EVERY_KIND",
    "IDENTITY_ATTRIBUTES_CITATION",
    "address_is_shown",
    "collect_statutory_citations",
    "dates_are_possible",
    "documents_are_valid",
    "fields_are_masked",
    "files_are_usable",
    "identity_is_shown",
    "issue_is_recent",
    "numbers_are_masked",
    "original_is_photographed",
    "profile_matches",
]

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

IDENTITY_ATTRIBUTES_CITATION: Final = cite(
    "IURIS-CH", "法第4条第1項第1号: name, residence, birth date", Confidence.INFERRED
)
"""What identifies a person; where a service does not say so, we infer that it goes by it."""

ENDED_ERA_YEARS_CITATION: Final = cite(
    "GOONET", "years of an era that never came are printed and meant"
)
"""Why a date like 平成38年5月7日 is no impossible date."""


def files_are_usable(citations: Sequence[Citation]) -> tuple[Rule, ...]:
    """Each picture is of an accepted format, within the size limit, and intact."""
    rows = (
        ("file_is_of_accepted_format", facts.FILE_FORMAT, "file.format",
         "画像は受け付ける形式のファイルである。", "Each picture is a file of an accepted format."),
        ("file_is_within_size_limit", facts.FILE_SIZE, "file.too_large",
         "画像の容量は上限以下である。", "Each picture is within the size limit."),
        ("file_is_intact", facts.FILE_READABLE, "file.unreadable",
         "画像のファイルは壊れていない。", "Each picture file is intact."),
    )  # fmt: skip
    return tuple(
        Rule(
            code=code,
            statement_ja=says_ja,
            statement_en=says_en,
            requires=fact.one_of(True),
            reason=get_reason(reason_code),
            citations=citations,
        )
        for code, fact, reason_code, says_ja, says_en in rows
    )


def original_is_photographed(citations: Sequence[Citation]) -> Rule:
    """The picture shows the original, not a copy of it."""
    return Rule(
        code="original_is_photographed",
        statement_ja="コピーではなく原本を撮影した画像である。",
        statement_en="The picture shows the original document, not a copy of it.",
        requires=facts.MEDIUM.other_than(Medium.PHOTOCOPY),
        reason=get_reason("image.photo_of_copy"),
        citations=citations,
    )


def address_is_shown(citations: Sequence[Citation]) -> Rule:
    """At least one of the documents shows an address."""
    return Rule(
        code="address_is_shown",
        statement_ja="書類のいずれかに住所が記載されている。",
        statement_en="At least one of the documents shows the address.",
        requires=facts.ADDRESS_SHOWN.one_of(True),
        reason=get_reason("field.address_absent"),
        citations=citations,
        suppressed_by=_ACCEPT_LIST_AND_SIDE_RULES,
    )


def identity_is_shown(citations: Sequence[Citation]) -> tuple[Rule, ...]:
    """Some document shows the name, and some shows the birth date of a person."""
    rows = (
        ("name_is_shown", facts.NAME_SHOWN, "field.name_absent", _ACCEPT_LIST_AND_SIDE_RULES,
         "書類のいずれかに氏名・名称が記載されている。",
         "At least one of the documents shows the name."),
        ("birth_date_is_shown", facts.BIRTH_DATE_SHOWN, "field.birthdate_absent",
         _ACCEPT_LIST_AND_SIDE_RULES | {"dates_are_possible"},
         "個人の書類のいずれかに生年月日が記載されている。",
         "At least one of the documents of a person shows the birth date."),
    )  # fmt: skip
    return tuple(
        Rule(
            code=code,
            statement_ja=says_ja,
            statement_en=says_en,
            requires=fact.one_of(True),
            reason=get_reason(reason_code),
            citations=citations,
            suppressed_by=causes,
        )
        for code, fact, reason_code, causes, says_ja, says_en in rows
    )


def profile_matches(
    kinds: Kinds,
    strictness: Strictness,
    shared_reason: RejectionReason | None,
    citations: Sequence[Citation],
) -> tuple[Rule, ...]:
    """What each document prints of the profile agrees with it, as *strictness* has it.

    What only a human can judge is not refused: whoever approves has judged it. A
    service gives one reason for all, or (None) each field has its own.
    """
    return tuple(
        Rule(
            code=f"{fact.name}_agrees",
            statement_ja=f"書類の{what_ja}は登録情報と一致する。",
            statement_en=f"The {what_en} on the document agrees with the profile.",
            requires=fact.other_than(ProfileMatch.DIFFERENT, ProfileMatch.INCOMPLETE),
            kinds=frozenset(kind for kind in kinds if shown_by & _may_show(kind)),
            reason=shared_reason or get_reason(own),
            citations=citations,
            suppressed_by=ACCEPT_LIST_RULES,
        )
        for fact, shown_by, what_ja, what_en, own in _list_profile_comparisons(strictness)
    )


def _list_profile_comparisons(
    strictness: Strictness,
) -> tuple[tuple[Fact, frozenset[DocumentAttribute], str, str, str], ...]:
    """What is compared, what documents show it, what it is called, and its own reason."""
    names = frozenset({DocumentAttribute.NAME, DocumentAttribute.CORPORATE_NAME})
    places = frozenset({DocumentAttribute.ADDRESS, DocumentAttribute.HEAD_OFFICE})
    births = frozenset({DocumentAttribute.BIRTH_DATE})
    heads = frozenset({DocumentAttribute.REPRESENTATIVE})
    return (
        (facts.name(strictness), names, "氏名・名称", "name", "mismatch.name"),
        (facts.address(strictness), places, "住所", "address", "mismatch.address"),
        (facts.BIRTH_DATE, births, "生年月日", "birth date", "mismatch.birthdate"),
        (facts.representative(strictness), heads, "代表者", "representative", "mismatch.name"),
    )


def _may_show(kind: DocumentKind) -> frozenset[DocumentAttribute]:
    return DOCUMENTS[kind].proves | DOCUMENTS[kind].sometimes_proves


def fields_are_masked(
    kinds: Kinds, fields: Iterable[SensitiveField], citations: Sequence[Citation]
) -> tuple[Rule, ...]:
    """Fields of these documents that must be hidden are hidden, or not there."""
    names = [DOCUMENTS[kind] for kind in DocumentKind if kind in kinds]
    names_ja = "・".join(name.name_ja for name in names)
    names_en = " and the ".join(name.name_en for name in names)
    return tuple(
        Rule(
            code=f"{field}_is_masked",
            statement_ja=f"{names_ja}の「{SENSITIVE_FIELD_LABELS[field].ja}」は隠されている。",
            statement_en=f"The {SENSITIVE_FIELD_LABELS[field].en} on the {names_en} is hidden.",
            requires=facts.masked(field).one_of(Masking.HIDDEN, Masking.NOT_PRINTED),
            kinds=kinds,
            reason=get_reason("masking.missing"),
            citations=citations,
            kind_citations=collect_statutory_citations(kinds),
            suppressed_by=ACCEPT_LIST_RULES,
            field_to_mask=field,
        )
        for field in fields
    )


def numbers_are_masked(
    citations: Sequence[Citation],
    field_citations: Mapping[SensitiveField, Sequence[Citation]] = MappingProxyType({}),
) -> tuple[Rule, ...]:
    """Whatever the law has hidden on any kind of document is hidden, or not there.

    Args:
        citations: The sources of the service, where it speaks of no field by name.
        stated: Those of the fields that it does name.
    """
    fields = [f for f in SensitiveField if any(f in s.must_mask for s in DOCUMENTS.values())]
    return tuple(
        fields_are_masked(
            frozenset(kind for kind, spec in DOCUMENTS.items() if field in spec.must_mask),
            [field],
            field_citations.get(field, citations),
        )[0]
        for field in fields
    )


def collect_statutory_citations(kinds: Kinds) -> Mapping[DocumentKind, tuple[Citation, ...]]:
    """Return the sources of the law on each kind, beside what a service says."""
    return {kind: _select_statutory_citations(DOCUMENTS[kind]) for kind in kinds}


def issue_is_recent(
    months: int,
    kinds: Kinds,
    citations: Sequence[Citation],
    *,
    code_prefix: str = "",
    reference: ReferenceDay = facts.RECEIPT,
) -> tuple[Rule, ...]:
    """The document shows a possible day of issue, at most so many months before its receipt.

    A policy may count back from another day than the receipt. Where it has two such
    windows, a *prefix* tells their codes apart.
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
            statement_ja=says_ja,
            statement_en=says_en,
            requires=facts.issued_within(months, reference).other_than(age),
            kinds=kinds,
            reason=get_reason(reason_code),
            citations=citations,
            suppressed_by=frozenset({"day_of_issue_has_come"}),
        )
        for code, age, reason_code, says_ja, says_en in rows
    )


def _is_any_kind(_: DocumentSpec) -> bool:
    return True


def _may_expire(spec: DocumentSpec) -> bool:
    return spec.is_identification and spec.has_expiry_date is not False


def _is_validated_by_issue_date(spec: DocumentSpec) -> bool:
    """A kind that prints its last day is judged by that; of the others the issue is asked."""
    return spec.issue_period.since is not None and not spec.has_expiry_date


def _is_not_validated_by_issue_date(spec: DocumentSpec) -> bool:
    return not _is_validated_by_issue_date(spec)


_ACCEPT_LIST_AND_WINDOW_RULES: Final = ACCEPT_LIST_RULES | {"kind_is_in_its_window"}
_ACCEPT_LIST_WINDOW_AND_DATE_RULES: Final = _ACCEPT_LIST_AND_WINDOW_RULES | {"dates_are_possible"}

#: Code, what must be, of which kinds, why not, what tells the cause already, and the sentences.
_VALIDITY_RULES: Final = (
    ("kind_is_in_its_window", facts.IN_WINDOW.one_of(True), _is_any_kind,
     "document.not_yet_or_no_longer_accepted", ACCEPT_LIST_RULES,
     "受付日に本人確認に使える種類の書類である。",
     "On the day of receipt this kind of document can identify somebody."),
    ("document_is_unexpired", facts.EXPIRY.other_than(Expiry.EXPIRED), _may_expire,
     "document.expired", _ACCEPT_LIST_AND_WINDOW_RULES,
     "受付日に有効期限が切れていない。",
     "The document has not expired on the day of receipt."),
    ("day_of_issue_can_be_read", facts.ISSUE_WINDOW.other_than(IssueRecency.NOT_SHOWN), _is_validated_by_issue_date,
     "document.issue_date_missing", _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "発行日で使えるかどうかが決まる書類では、発行日が読み取れる。",
     "Where the day of issue decides whether a document serves, it can be read."),
    ("issue_is_in_its_window", facts.ISSUE_WINDOW.other_than(IssueRecency.TOO_OLD), _is_validated_by_issue_date,
     "document.issued_too_long_ago", _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "本人確認に使える期間に発行された書類である。",
     "The document was issued in the period from which it can identify somebody."),
    ("day_of_issue_has_come", facts.ISSUE_DAY.other_than(IssueDay.IN_THE_FUTURE), _is_any_kind,
     "document.impossible_date", _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "書類の発行日は受付日より後ではない。",
     "The document was not issued after the day of its receipt."),
    ("issue_is_not_before_the_kind", facts.ISSUE_DAY.other_than(IssueDay.TOO_EARLY),
     _is_not_validated_by_issue_date, "document.impossible_date", _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "その種類の書類の発行が始まる前の日付で発行された書類ではない。",
     "The document was not issued before there were any of its kind."),
    ("issue_is_not_after_the_kind", facts.ISSUE_DAY.other_than(IssueDay.TOO_LATE), _is_any_kind,
     "document.impossible_date", _ACCEPT_LIST_WINDOW_AND_DATE_RULES,
     "その種類の書類の発行が終わった後の日付で発行された書類ではない。",
     "The document was not issued after the last of its kind."),
)  # fmt: skip


def documents_are_valid(kinds: Kinds, citations: Iterable[Citation]) -> tuple[Rule, ...]:
    """A document on the list is still one: its kind has not ended, nor its own validity.

    It was issued while there were such documents, and not after its receipt. The service need
    not say so; a card the law has ended is no longer that card. The *citations* name the list;
    the sources of the law are those of each kind.
    """
    listed = tuple(citations)
    return tuple(
        Rule(
            code=code,
            statement_ja=says_ja,
            statement_en=says_en,
            requires=requires,
            kinds=judged,
            reason=get_reason(reason_code),
            citations=listed,
            kind_citations=collect_statutory_citations(judged),
            suppressed_by=causes,
        )
        for code, requires, judges, reason_code, causes, says_ja, says_en in _VALIDITY_RULES
        for judged in [frozenset(kind for kind in kinds if judges(DOCUMENTS[kind]))]
    )


def dates_are_possible(kinds: Kinds, citations: Sequence[Citation]) -> Rule:
    """Every date that the document prints is a day of the calendar, in whatever era."""
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
    """The sources of the law on one kind: not what we are unsure of, nor its code elsewhere."""
    return tuple(
        citation
        for citation in spec.citations
        if citation.confidence is not Confidence.UNSURE and citation.place != spec.oidc_type
    )
