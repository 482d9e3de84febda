"""The words of tables about policies, in Japanese and English, and who writes them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from idverify.calendar.period import Period
from idverify.citations import Citation, Confidence
from idverify.language import Label, Language
from idverify.policy.settings import Gap
from idverify.policy.validity import Decider
from idverify.vocabulary.applicants import EntityKind
from idverify.vocabulary.capabilities import Capability, NextStep
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import DocumentKind

__all__ = ["DECIDERS", "ENTITIES", "SETTINGS", "Writer"]


#: What stands in the tables, in both languages.
_WORDS: Final = {
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
    "none_stated": Label("記載なし", "not stated"),
    "yes": Label("はい", "yes"),
    "no": Label("いいえ", "no"),
}

ENTITIES: Final = {
    EntityKind.INDIVIDUAL: Label("個人", "person"),
    EntityKind.CORPORATION: Label("法人", "corporation"),
}

DECIDERS: Final = {
    Decider.APPLICATION: Label("申請受付日", "day of application"),
    Decider.ISSUE: Label("発行日", "day of issue"),
    Decider.LAST_DAY: Label("有効期間の末日", "last valid day"),
    Decider.RECEIPT: Label("受付日", "day of receipt"),
}

_CONFIDENCE: Final = {
    Confidence.CONFIRMED: Label("確認済み", "confirmed"),
    Confidence.SINGLE: Label("非公式の一件", "one unofficial source"),
    Confidence.ARTICLE: Label("紹介記事", "the article"),
    Confidence.DERIVED: Label("計算による", "derived"),
    Confidence.INFERRED: Label("解釈による", "inferred"),
    Confidence.UNSURE: Label("未確認", "unsure"),
}

SETTINGS: Final = {
    "parent": Label("継承元", "derived from"),
    "business_days": Label("審査期限(営業日)", "business days to a decision"),
    "formats": Label("画像の形式", "formats of pictures"),
    "max_bytes": Label("画像の容量の上限(バイト)", "largest picture in bytes"),
    "strictness": Label("照合の厳しさ", "how strictly data are compared"),
    "max_attempts": Label("提出回数の上限", "attempts, the first included"),
    "may_replace": Label("審査中の差し替え", "a pending submission may be replaced"),
    "is_optional": Label("任意かどうか", "optional for members"),
    "reverify_months": Label("再確認までの月数", "months to a verification anew"),
    "images_days": Label("画像の保存日数(決定後)", "days pictures are kept after the decision"),
    "records_years": Label(
        "記録の保存年数(契約終了後)", "years records are kept after the contract"
    ),
    "capabilities": Label("承認で使えるもの", "unlocked by approval"),
    "drops_undecided": Label(
        "審査されずに終わった画像の即時破棄", "pictures never decided on are destroyed at once"
    ),
    "final_reasons": Label("再提出を前提としない理由", "reasons that are final by default"),
    "citations": Label("出典", "sources"),
    "gaps": Label("不明な点", "what is not known"),
    "next_steps": Label("承認後のおすすめ", "recommended after approval"),
    "trust_frameworks": Label("名乗れる信頼フレームワーク", "trust frameworks that may be claimed"),
}


class Writer:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        """Write in *language*."""
        self.language = language
        self.pick = language.pick

    def word(self, name: str) -> str:
        """Say a word of the tables."""
        return _WORDS[name].told(self.language)

    def columns(self, *names: str) -> tuple[str, ...]:
        """Name the columns of a table."""
        return tuple(self.word(name) for name in names)

    def period(self, period: Period) -> tuple[str, str]:
        """Return the first and the last day; empty where there is none."""
        last = period.until and period.until - timedelta(days=1)
        return str(period.since or ""), str(last or "")

    def cite(self, citations: Iterable[Citation]) -> str:
        """Name sources, with how sure we are of each."""
        return "; ".join(map(self._source, citations))

    def _source(self, citation: Citation) -> str:
        title, place = self.pick(*citation.titles), self.pick(*citation.places)
        where = f"{title}: {place}" if place else title
        return f"{where} [{_CONFIDENCE[citation.confidence].told(self.language)}]"

    def kinds(self, kinds: Iterable[DocumentKind]) -> str:
        """Name kinds of documents, in the order of the catalogue."""
        specs = [DOCUMENTS[kind] for kind in DocumentKind if kind in set(kinds)]
        return self.word("together").join(self.pick(s.name_ja, s.name_en) for s in specs)

    def value(self, value: object) -> str:
        """Say the value of a setting."""
        if value is None:
            return self.word("none_stated")
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        if isinstance(value, tuple | frozenset):
            texts = [self.value(each) for each in value]
            texts = texts if isinstance(value, tuple) else sorted(texts)
            return "; ".join(texts) or self.word("none_stated")
        return self._thing(value)

    def _thing(self, value: object) -> str:
        if isinstance(value, Citation):
            return self._source(value)
        if isinstance(value, Capability):
            return self.pick(value.name_ja, value.name_en)
        if isinstance(value, NextStep):
            return self.pick(value.title_ja, value.title_en)
        if isinstance(value, Gap):
            return self.pick(value.says_ja, value.says_en)
        return str(value)
