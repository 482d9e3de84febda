"""Japanese and English texts for inputs, answers and examples in analysis results."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from idverify.analysis.rule_transitions import RuleTransition
from idverify.analysis.situations.specimens import Aspect, Scene, noted
from idverify.i18n import Label, Language
from idverify.model.documents import (
    SENSITIVE_FIELD_LABELS,
    SIDE_LABELS,
    SensitiveField,
    Side,
)
from idverify.model.observations import Masking, Medium
from idverify.model.submissions import Submission
from idverify.model.unknown import ABSENT, IMPOSSIBLE, UNKNOWN
from idverify.policy.acceptance import ListingStatus
from idverify.policy.facts import Expiry, IssueRecency
from idverify.policy.profile_match import ProfileMatch
from idverify.render.tables import Record

__all__ = [
    "format_answer",
    "format_deviations",
    "format_input",
    "format_rule_transition",
    "format_scope_note",
    "translate_headers",
]


def format_rule_transition(transition: RuleTransition, language: Language) -> str:
    """Return the days of a gap or an overlap between two rules, and which of the two it is.

    >>> from idverify.calendar.period import Period
    >>> from idverify.presets import CROWDWORKS_ARTICLE
    >>> rule, *_ = CROWDWORKS_ARTICLE.rules
    >>> spring = Period(date(2026, 4, 1), date(2026, 4, 4))
    >>> gap = RuleTransition(rule, rule, spring, is_overlap=False, example=None)
    >>> format_rule_transition(gap, Language.EN)
    '(neither holds: [2026-04-01, 2026-04-04))'
    """
    days = transition.period
    if transition.is_overlap:
        return language.choose(f"(両方が適用:{days})", f"(both hold: {days})")
    return language.choose(f"(どちらも適用なし:{days})", f"(neither holds: {days})")


def format_scope_note(language: Language) -> str:
    """Return the note on which submissions an analysis covers.

    >>> format_scope_note(Language.EN)
    'This is of any one line of the accept list; submissions mixing lines were not weighed.'
    """
    return language.choose(
        "受付対象の一つの組み合わせごとに調べた結果です。組み合わせをまたぐ提出は調べていません。",
        "This is of any one line of the accept list; submissions mixing lines were not weighed.",
    )


_COLUMN_LABELS_JA: Final = {
    "a": "前者",
    "about": "内容",
    "b": "後者",
    "business_days": "営業日",
    "cases": "件数",
    "cause": "理由",
    "change": "変化",
    "day": "日",
    "document": "書類",
    "documents": "書類",
    "finding": "指摘",
    "group": "分類",
    "reasons": "理由",
    "refused_by": "断る基準",
    "refused_on": "その日",
    "rule": "規則",
    "now": "いま",
    "question": "確認すること",
    "reviewers": "担当者",
    "rules": "規則",
    "share": "割合",
    "share_within": "ここまでの割合",
    "situations": "状況の数",
    "sources": "出典",
    "term": "条件",
    "unread": "読まれない所見",
    "wanted": "あるべき姿",
    "witness": "例(ふつうと違うところ)",
}


def translate_headers(records: Iterable[Record], language: Language) -> tuple[Record, ...]:
    """Return records whose column names are translated for display.

    >>> translate_headers([{"cases": 3}], Language.JA)
    ({'件数': 3},)
    >>> translate_headers([{"share_within": 1.0}], Language.EN)
    ({'share within': 1.0},)
    """
    return tuple(
        {
            language.choose(_COLUMN_LABELS_JA.get(name, name), name.replace("_", " ")): value
            for name, value in record.items()
        }
        for record in records
    )


# -- inputs and answers ----------------------------------------------------------------------------

_INPUT_LABELS: Final = {
    "medium": Label("撮影の対象", "medium"),
    "sides": Label("写っている面", "sides seen"),
    "name": Label("氏名・名称", "name"),
    "address": Label("住所", "address"),
    "birth_date": Label("生年月日", "birth date"),
    "representative": Label("代表者", "representative"),
    "issued_on": Label("発行日", "day of issue"),
    "expires_on": Label("有効期限", "last valid day"),
    "has_bearers_page": Label("所持人記入欄", "bearer's page"),
    "shows_photo": Label("顔写真", "photo"),
    "shows_what_is_needed": Label("必要な記載が隠れていないこと", "nothing needed is covered"),
}
_ANSWER_LABELS: Final[Mapping[Hashable, Label]] = {
    True: Label("はい", "yes"),
    False: Label("いいえ", "no"),
    ABSENT: Label("記載なし", "absent"),
    IMPOSSIBLE: Label("存在しない日付", "impossible date"),
    Medium.ORIGINAL: Label("原本", "original"),
    Medium.PHOTOCOPY: Label("コピー", "photocopy"),
    Medium.SCREEN: Label("画面", "screen"),
    Medium.EDITED: Label("加工・結合", "edited"),
    Masking.HIDDEN: Label("隠してある", "hidden"),
    Masking.VISIBLE: Label("見えている", "visible"),
    Masking.REVERSIBLE: Label("透けて読める", "can be made out"),
    Masking.NOT_PRINTED: Label("欄がない", "not printed"),
    UNKNOWN: Label("未確認", "not looked at yet"),
    Expiry.VALID: Label("有効期限内", "valid"),
    Expiry.EXPIRED: Label("期限切れ", "expired"),
    Expiry.NOT_SHOWN: Label("読み取れない", "cannot be read"),
    Expiry.NONE: Label("期限のない書類", "never expires"),
    IssueRecency.WITHIN: Label("期間内", "within the period"),
    IssueRecency.TOO_OLD: Label("古すぎる", "too old"),
    IssueRecency.IN_THE_FUTURE: Label("未来の日付", "in the future"),
    ProfileMatch.SAME: Label("一致", "the same"),
    ProfileMatch.VARIANT: Label("字体・表記の違い", "a variant"),
    ProfileMatch.JUDGEMENT: Label("要確認", "for a reviewer to judge"),
    ProfileMatch.INCOMPLETE: Label("記載不足", "incomplete"),
    ProfileMatch.DIFFERENT: Label("相違", "different"),
    ListingStatus.LISTED: Label("受付対象", "listed"),
    ListingStatus.OUT_OF_PERIOD: Label("受付期間外", "out of its period"),
    ListingStatus.NOT_LISTED: Label("受付対象外", "not listed"),
}


def format_input(aspect: Aspect, language: Language) -> str:
    """Return the name of an input that a reviewer notes on a document.

    >>> format_input(Aspect(0, "masking.sex"), Language.EN), format_input(Aspect(0, "medium"),
    ...     Language.JA)
    ('hiding of the sex', '撮影の対象')
    """
    group, _, rest = aspect.name.partition(".")
    if group == "masking":
        hidden = SENSITIVE_FIELD_LABELS[SensitiveField(rest)]
        return language.choose(f"{hidden.ja}のマスキング", f"hiding of the {hidden.en}")
    return _INPUT_LABELS[group].text(language)


def format_answer(value: Hashable, language: Language) -> str:
    """Return the text of an answer of a fact.

    >>> format_answer(Medium.SCREEN, Language.JA), format_answer(ABSENT, Language.EN)
    ('画面', 'absent')
    >>> format_answer(frozenset({Side.FRONT, Side.BACK}), Language.EN)
    'front + back'
    """
    if isinstance(value, frozenset):
        return " + ".join(SIDE_LABELS[side].text(language) for side in Side if side in value)
    label = _ANSWER_LABELS.get(value)
    return str(getattr(value, "value", value)) if label is None else label.text(language)


def format_deviations(
    example: Submission | None, day: date, language: Language = Language.JA
) -> str:
    """Return the inputs in which an example differs from the simplest submission.

    Without an example the text is empty.

    >>> format_deviations(None, date(2026, 4, 1))
    ''
    """
    if example is None:
        return ""
    kinds = tuple(document.kind for document in example.documents)
    scene = Scene(example.applicant.entity_kind, kinds, (day,))
    odd = ", ".join(
        f"{format_input(aspect, language)}: {format_answer(value, language)}"
        for aspect, value in _iter_deviations(scene, example)
    )
    return odd or language.choose("ふつうのもの", "nothing odd")


def _iter_deviations(scene: Scene, example: Submission) -> Iterator[tuple[Aspect, Hashable]]:
    plain = scene.submission({})
    for index in range(len(scene.kinds)):
        for aspect in scene.aspects(index):
            value = noted(example, aspect)
            if value != noted(plain, aspect):
                yield aspect, value
