"""The words of tables about policies, in Japanese and English, and who writes them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from idverify.calendar.period import Period
from idverify.catalogue.documents import DOCUMENTS
from idverify.citations import Citation
from idverify.i18n import Label, Language
from idverify.model.applicants import EntityKind
from idverify.model.documents import DocumentKind
from idverify.policy.validity import ReferenceDate

__all__ = ["ENTITY_KIND_LABELS", "REFERENCE_DATE_LABELS", "TableLabels"]


#: What stands in the tables, in both languages.
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
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        """Write in *language*."""
        self.language = language
        self.choose = language.choose

    def label(self, name: str) -> str:
        """Say a word of the tables."""
        return _LABELS[name].text(self.language)

    def column_labels(self, *names: str) -> tuple[str, ...]:
        """Name the columns of a table."""
        return tuple(self.label(name) for name in names)

    def format_period(self, period: Period) -> tuple[str, str]:
        """Return the first and the last day; empty where there is none."""
        last = period.until and period.until - timedelta(days=1)
        return str(period.since or ""), str(last or "")

    def format_citations(self, citations: Iterable[Citation]) -> str:
        """Name sources, with how sure we are of each."""
        return "; ".join(citation.text(self.language) for citation in citations)

    def format_document_kinds(self, kinds: Iterable[DocumentKind]) -> str:
        """Name kinds of documents, in the order of the catalogue."""
        specs = [DOCUMENTS[kind] for kind in DocumentKind if kind in set(kinds)]
        return self.label("together").join(self.choose(s.name_ja, s.name_en) for s in specs)
