"""Japanese and English labels of policy tables (基準の一覧)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from idverify.calendar.period import Period
from idverify.citations import Citation
from idverify.i18n import Label, Language
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.policy.validity import ReferenceDate
from idverify.render.labels import format_document_kinds

__all__ = ["ENTITY_KIND_LABELS", "REFERENCE_DATE_LABELS", "TableLabels"]

#: Headings, column names and cell texts by key.
_LABELS: Final = {
    "accepts": Label("受付書類", "Accepted documents"),
    "rules": Label("規則", "Rules"),
    "settings": Label("設定", "Settings"),
    "gaps": Label("不明な点", "What is not known"),
    "provisions": Label("書類の有効性の規定", "Provisions on the validity of documents"),
    "rule": Label("規則", "Rule"),
    "since": Label("適用開始", "Since"),
    "until": Label("適用終了(最終日)", "Until (last day)"),
    "reason": Label("非承認理由", "Reason"),
    "source": Label("出典", "Source"),
    "pictures": Label("画像の扱い", "Pictures"),
    "purged": Label("破棄", "destroyed"),
    "masked": Label("復元不能にマスキング", "masked beyond recovery"),
    "sources": Label("出典の一覧", "Sources"),
    "address": Label("URL", "Address"),
    "read_on": Label("閲覧日", "Read on"),
    "documents": Label("書類", "Documents"),
    "applicant": Label("申請者", "Applicant"),
    "setting": Label("項目", "Setting"),
    "value": Label("値", "Value"),
    "gap": Label("内容", "What"),
    "code": Label("コード", "Code"),
    "decider": Label("基準日", "Decided by"),
    "change": Label("変更", "Change"),
    "before": Label("変更前", "Before"),
    "after": Label("変更後", "After"),
    "added": Label("追加", "added"),
    "dropped": Label("削除", "dropped"),
    "changed": Label("変更", "changed"),
    "difference": Label("差分", "Differences"),
    "expected": Label("(予定)", "(expected)"),
    "law": Label("書類ごとの法令上の出典", "the sources of the law on each kind"),
    "together": Label("と", " with "),
}

ENTITY_KIND_LABELS: Final = {
    EntityKind.INDIVIDUAL: Label("個人", "person"),
    EntityKind.CORPORATION: Label("法人", "corporation"),
}

REFERENCE_DATE_LABELS: Final = {
    ReferenceDate.APPLICATION: Label("申請受付日", "day of application"),
    ReferenceDate.ISSUE: Label("発行日", "day of issue"),
    ReferenceDate.LAST_DAY: Label("有効期間の末日", "last valid day"),
    ReferenceDate.RECEIPT: Label("受付日", "day of receipt"),
}


class TableLabels:
    """Labels of policy tables in one language."""

    def __init__(self, language: Language) -> None:
        """Choose all labels in *language*."""
        self.language = language
        self.choose = language.choose

    def label(self, name: str) -> str:
        """Return a heading, column name or cell text by its key."""
        return _LABELS[name].text(self.language)

    def column_labels(self, *names: str) -> tuple[str, ...]:
        """Return the column names of a table by their keys."""
        return tuple(self.label(name) for name in names)

    def format_period(self, period: Period) -> tuple[str, str]:
        """Return the first and the last day of a period; an open end is empty."""
        last = period.until and period.until - timedelta(days=1)
        return str(period.since or ""), str(last or "")

    def format_citations(self, citations: Iterable[Citation]) -> str:
        """Return sources as text, with the confidence in each."""
        return "; ".join(citation.text(self.language) for citation in citations)

    def format_document_kinds(self, kinds: Iterable[DocumentKind]) -> str:
        """Return the names of kinds of documents that are submitted together."""
        return format_document_kinds(kinds, self.language, separator=self.label("together"))
