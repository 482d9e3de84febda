"""Japanese and English names of case states (ステータス), documents (書類) and rules (規則)."""

from collections.abc import Iterable
from typing import Final

from idverify.catalogue.documents import DOCUMENTS
from idverify.i18n import Language
from idverify.lifecycle.states import State
from idverify.model.documents import DocumentKind
from idverify.policy.rules import Rule

__all__ = ["STATE_NAMES_JA", "format_document_kind", "format_document_kinds", "format_rule"]

STATE_NAMES_JA: Final = {
    State.INCOMPLETE: "未完了",
    State.UNDER_REVIEW: "審査中",
    State.APPROVED: "承認",
    State.REJECTED: "非承認",
    State.CLOSED: "終了(再提出不可)",
    State.REDACTED: "削除済み",
}
"""Japanese name of each state; the English name is the name of the member."""


def format_document_kind(kind: DocumentKind | None, language: Language) -> str:
    """Return the name of a kind of document; None: the submission as a whole.

    >>> format_document_kind(DocumentKind.PASSPORT_JP, Language.EN)
    'Japanese passport'
    >>> format_document_kind(None, Language.EN)
    'all together'
    """
    if kind is None:
        return language.choose("全体", "all together")
    return language.choose(DOCUMENTS[kind].name_ja, DOCUMENTS[kind].name_en)


def format_document_kinds(
    kinds: Iterable[DocumentKind], language: Language, *, separator: str = " + "
) -> str:
    """Return the names of kinds of documents, in the order of the catalogue.

    >>> format_document_kinds([DocumentKind.RESIDENT_RECORD, DocumentKind.PASSPORT_JP], Language.EN)
    'Japanese passport + resident record'
    """
    present = frozenset(kinds)
    return separator.join(
        format_document_kind(kind, language) for kind in DocumentKind if kind in present
    )


def format_rule(rule: Rule, language: Language) -> str:
    """Return the statement of a rule.

    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> [rule] = [r for r in CROWDWORKS_ARTICLE.rules if r.code == "address_is_shown"]
    >>> format_rule(rule, Language.EN)
    'At least one of the documents shows the address.'
    """
    return language.choose(rule.statement_ja, rule.statement_en)
