"""A policy as tables (基準の一覧): accept list, rules, settings, gaps; Markdown or HTML, ja or en.

Built once as plain rows and written twice, by `idverify.render.tables`.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from html import escape
from typing import Final

from idverify.calendar.period import Period
from idverify.citations import Citation, Confidence
from idverify.policy.acceptance import Acceptance
from idverify.policy.derivation import PolicyDifference
from idverify.policy.policy import Policy
from idverify.policy.presets import PRESETS
from idverify.policy.rules import Rule
from idverify.policy.validity import PROVISIONS, Decider
from idverify.render.tables import Table, cell, to_html, to_markdown
from idverify.vocabulary.applicants import EntityKind
from idverify.vocabulary.contacts import Language
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import DocumentKind, Label

__all__ = [
    "difference_tables",
    "policy_html",
    "policy_markdown",
    "policy_tables",
    "presets_page",
    "provision_table",
]


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

_ENTITIES: Final = {
    EntityKind.INDIVIDUAL: Label("個人", "person"),
    EntityKind.CORPORATION: Label("法人", "corporation"),
}

_DECIDERS: Final = {
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

_SETTINGS: Final = {
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
    "trust_frameworks": Label("名乗れる信頼フレームワーク", "trust frameworks that may be claimed"),
}


class _Writer:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        self._is_ja = language is Language.JA

    def say(self, label: Label) -> str:
        return label.ja if self._is_ja else label.en

    def word(self, name: str) -> str:
        return self.say(_WORDS[name])

    def pick(self, ja: str, en: str) -> str:
        return ja if self._is_ja else en

    def columns(self, *names: str) -> tuple[str, ...]:
        return tuple(self.word(name) for name in names)

    def period(self, period: Period) -> tuple[str, str]:
        """Return the first and the last day; empty where there is none."""
        last = period.until and period.until - timedelta(days=1)
        return str(period.since or ""), str(last or "")

    def cite(self, citations: Iterable[Citation]) -> str:
        return "; ".join(map(self._source, citations))

    def _source(self, citation: Citation) -> str:
        title = self.pick(*citation.titles)
        where = f"{title}: {citation.place}" if citation.place else title
        return f"{where} [{self.say(_CONFIDENCE[citation.confidence])}]"

    def kinds(self, kinds: Iterable[DocumentKind]) -> str:
        specs = [DOCUMENTS[kind] for kind in DocumentKind if kind in set(kinds)]
        return self.word("together").join(self.pick(s.name_ja, s.name_en) for s in specs)

    def value(self, value: object) -> str:
        if value is None:
            return self.word("none_stated")
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        return str(value)


def policy_tables(policy: Policy, language: Language = Language.EN) -> tuple[Table, ...]:
    """Return the tables of a policy: accept list, rules, settings, what is not known, sources.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> [table.heading for table in policy_tables(CROWDWORKS_ARTICLE)]
    ['Accepted documents', 'Rules', 'Settings', 'What is not known', 'Sources']
    """
    w = _Writer(language)
    return (
        Table(
            w.word("accepts"),
            w.columns("documents", "applicant", "since", "until", "source"),
            tuple(_accept_row(w, line) for line in policy.accepts),
        ),
        Table(
            w.word("rules"),
            w.columns("code", "rule", "since", "until", "reason", "source", "pictures"),
            tuple(_rule_row(w, rule) for rule in policy.rules),
        ),
        Table(w.word("settings"), w.columns("setting", "value"), tuple(_settings(w, policy))),
        Table(
            w.word("gaps"),
            w.columns("gap", "source"),
            tuple((w.pick(g.says_ja, g.says_en), w.cite([g.citation])) for g in policy.gaps),
        ),
        Table(
            w.word("sources"),
            w.columns("source", "address", "read_on"),
            tuple(_source_rows(w, policy)),
        ),
    )


def _source_rows(w: _Writer, policy: Policy) -> Iterator[tuple[str, ...]]:
    """Name each page once, however many statements were read there."""
    cited = (
        *policy.citations,
        *policy.retention.citations,
        *(c for line in policy.accepts for c in line.citations),
        *(c for rule in policy.rules for c in _all_citations(rule)),
        *(gap.citation for gap in policy.gaps),
    )
    for citation in {(c.title, c.url): c for c in cited}.values():
        yield w.pick(*citation.titles), citation.url, str(citation.read_on)


def _all_citations(rule: Rule) -> Iterator[Citation]:
    yield from rule.citations
    for kind in sorted(rule.kind_citations):
        yield from rule.kind_citations[kind]


def _accept_row(w: _Writer, line: Acceptance) -> tuple[str, ...]:
    who = w.say(_ENTITIES[line.entity])
    return w.kinds(line.kinds), who, *w.period(line.period), w.cite(line.citations)


def _rule_row(w: _Writer, rule: Rule) -> tuple[str, ...]:
    return (
        rule.code,
        w.pick(rule.says_ja, rule.says_en),
        *w.period(rule.period),
        f"{w.pick(rule.reason.label_ja, rule.reason.label_en)} ({rule.reason.code})",
        w.cite(rule.citations) + ("; " + w.word("law") if rule.kind_citations else ""),
        _pictures(w, rule),
    )


def _pictures(w: _Writer, rule: Rule) -> str:
    """Say what becomes of the pictures in which the rule finds something."""
    if rule.purges:
        return w.word("purged")
    return w.word("masked") if rule.masks else ""


def _settings(w: _Writer, policy: Policy) -> Iterator[tuple[str, str]]:
    strictness = policy.strictness
    values = {
        "parent": policy.parent and w.pick(policy.parent.title_ja, policy.parent.title_en),
        "business_days": policy.business_days,
        "formats": ", ".join(sorted(policy.files.formats)),
        "max_bytes": policy.files.max_bytes,
        "strictness": strictness and strictness.name,
        "max_attempts": policy.max_attempts,
        "may_replace": policy.may_replace,
        "is_optional": policy.is_optional,
        "reverify_months": policy.reverify_months,
        "images_days": policy.retention.images_days,
        "drops_undecided": policy.retention.drops_undecided,
        "records_years": policy.retention.records_years,
        "capabilities": ", ".join(w.pick(c.name_ja, c.name_en) for c in policy.capabilities)
        or None,
        "final_reasons": ", ".join(sorted(policy.final_reasons)) or None,
        "trust_frameworks": ", ".join(sorted(policy.trust_frameworks)) or None,
    }
    for name, value in values.items():
        yield w.say(_SETTINGS[name]), w.value(value)


def provision_table(language: Language = Language.EN) -> Table:
    """Return the provisions about the validity of documents, those only expected among them.

    >>> provision_table().columns
    ('Code', 'Rule', 'Decided by', 'Since', 'Until (last day)', 'Source')
    """
    w = _Writer(language)
    return Table(
        w.word("provisions"),
        w.columns("code", "rule", "decider", "since", "until", "source"),
        tuple(
            (
                p.code,
                w.pick(p.says_ja, p.says_en) + (" " + w.word("expected") if p.expected else ""),
                w.say(_DECIDERS[p.decider]),
                *w.period(p.period),
                w.cite(p.citations),
            )
            for p in PROVISIONS
        ),
    )


def difference_tables(
    difference: PolicyDifference, language: Language = Language.EN
) -> tuple[Table, ...]:
    """Return in what a policy differs from another: rules and documents, then settings.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> house = CROWDWORKS_ARTICLE.derive(drop=["address_is_shown"], max_attempts=3)
    >>> difference_tables(house.difference())[0].rows[0][:2]
    ('dropped', 'At least one of the documents shows the address. (address_is_shown)')
    """
    w = _Writer(language)
    return (
        Table(
            w.word("difference"),
            w.columns("change", "rule", "source"),
            tuple(_difference_rows(w, difference)),
        ),
        Table(
            w.word("settings"),
            w.columns("setting", "before", "after"),
            tuple(
                (
                    w.say(_SETTINGS[s.name]) if s.name in _SETTINGS else s.name,
                    w.value(s.before),
                    w.value(s.after),
                )
                for s in difference.settings
            ),
        ),
    )


def _difference_rows(w: _Writer, found: PolicyDifference) -> Iterator[tuple[str, ...]]:
    for name, rules in (("added", found.added), ("dropped", found.dropped)):
        for rule in rules:
            yield w.word(name), _named(w, rule), w.cite(rule.citations)
    for change in found.changed:
        what = f"{_named(w, change.after)}: {', '.join(change.fields)}"
        yield w.word("changed"), what, w.cite(change.after.citations)
    for name, lines in (("added", found.accepts_added), ("dropped", found.accepts_dropped)):
        for line in lines:
            yield w.word(name), w.kinds(line.kinds), w.cite(line.citations)


def _named(w: _Writer, rule: Rule) -> str:
    return f"{w.pick(rule.says_ja, rule.says_en)} ({rule.code})"


def policy_markdown(policy: Policy, language: Language = Language.EN) -> str:
    """Return a policy as Markdown: its title, then its tables.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> policy_markdown(CROWDWORKS_ARTICLE, Language.JA).splitlines()[0]
    '## クラウドワークスの本人確認(紹介記事による)'
    """
    title = _Writer(language).pick(policy.title_ja, policy.title_en)
    return f"## {cell(title)}\n\n" + to_markdown(policy_tables(policy, language))


def policy_html(policy: Policy, language: Language = Language.EN) -> str:
    """Return a policy as a fragment of HTML, with nothing in it that is not escaped.

    >>> from idverify.policy.presets import CROWDWORKS_ARTICLE
    >>> house = CROWDWORKS_ARTICLE.derive(title_en="<script>alert(1)</script>")
    >>> "<script>" in policy_html(house)
    False
    """
    title = _Writer(language).pick(policy.title_ja, policy.title_en)
    tables = to_html(policy_tables(policy, language))
    return f'<section lang="{language}">\n<h2>{escape(title)}</h2>\n{tables}</section>\n'


_PAGE: Final = Label(
    "# 収録している基準と規定\n\n"
    "この頁はコードのデータから作られています。空欄の日は、始まりまたは終わりが知られていないか、"
    "ないことを示します。法令の説明であって、助言ではありません。\n",
    "# Presets and provisions\n\n"
    "This page is made from the data that the code runs on. A day left blank is not known, or"
    " there is none. Law is described here, not advised on.\n",
)


def presets_page(language: Language = Language.EN) -> str:
    """Return the reference page of all presets and of the provisions on documents.

    >>> presets_page().splitlines()[0], presets_page(Language.JA).splitlines()[0]
    ('# Presets and provisions', '# 収録している基準と規定')
    """
    w = _Writer(language)
    policies = [policy_markdown(policy, language) for policy in PRESETS]
    provisions = provision_table(language)
    return "\n".join([w.say(_PAGE), *policies, to_markdown([provisions])])
