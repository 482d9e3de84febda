"""How analyses name documents, rules, terms and witnesses, in Japanese and in English."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from idverify.analysis.situations.specimens import Aspect, Scene, noted
from idverify.language import Label, Language
from idverify.policy.acceptance import Listing
from idverify.policy.agreement import Agreement
from idverify.policy.facts import Age, Expiry
from idverify.policy.rules import Rule
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import (
    SENSITIVE_FIELDS,
    SIDES,
    DocumentKind,
    SensitiveField,
    Side,
)
from idverify.vocabulary.knowledge import ABSENT, IMPOSSIBLE, UNKNOWN
from idverify.vocabulary.report import Record
from idverify.vocabulary.submissions import Masking, Medium, Submission

__all__ = [
    "answer_said",
    "aspect_named",
    "headed",
    "kinds_named",
    "oddities",
    "one_line_only",
    "says",
]


def says(rule: Rule, language: Language) -> str:
    """Return what a rule says."""
    return language.pick(rule.says_ja, rule.says_en)


def one_line_only(language: Language) -> str:
    """Return of which submissions an analysis speaks, and of which it does not.

    >>> one_line_only(Language.EN)
    'This is of any one line of the accept list; submissions mixing lines were not weighed.'
    """
    return language.pick(
        "受付対象の一つの組み合わせごとに調べた結果です。組み合わせをまたぐ提出は調べていません。",
        "This is of any one line of the accept list; submissions mixing lines were not weighed.",
    )


_COLUMNS_JA: Final = {
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


def headed(records: Iterable[Record], language: Language) -> tuple[Record, ...]:
    """Return records with the names of their columns as people read them.

    >>> headed([{"cases": 3}], Language.JA), headed([{"share_within": 1.0}], Language.EN)
    (({'件数': 3},), ({'share within': 1.0},))
    """
    return tuple(
        {
            language.pick(_COLUMNS_JA.get(name, name), name.replace("_", " ")): value
            for name, value in record.items()
        }
        for record in records
    )


def kinds_named(kinds: Iterable[DocumentKind], language: Language) -> str:
    """Return the names of documents.

    >>> kinds_named([DocumentKind.PASSPORT_JP, DocumentKind.RESIDENT_RECORD], Language.EN)
    'Japanese passport + resident record'
    """
    specs = (DOCUMENTS[kind] for kind in kinds)
    return " + ".join(language.pick(spec.name_ja, spec.name_en) for spec in specs)


# -- what can be noted of a submission -------------------------------------------------------------

_ASPECTS: Final = {
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
_ANSWERS: Final[Mapping[Hashable, Label]] = {
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
    Age.WITHIN: Label("期間内", "within the period"),
    Age.TOO_OLD: Label("古すぎる", "too old"),
    Age.IN_THE_FUTURE: Label("未来の日付", "in the future"),
    Agreement.SAME: Label("一致", "the same"),
    Agreement.VARIANT: Label("字体・表記の違い", "a variant"),
    Agreement.JUDGEMENT: Label("要確認", "for a reviewer to judge"),
    Agreement.INCOMPLETE: Label("記載不足", "incomplete"),
    Agreement.DIFFERENT: Label("相違", "different"),
    Listing.LISTED: Label("受付対象", "listed"),
    Listing.OUT_OF_PERIOD: Label("受付期間外", "out of its period"),
    Listing.NOT_LISTED: Label("受付対象外", "not listed"),
}


def aspect_named(aspect: Aspect, language: Language) -> str:
    """Return what is noted of a document, in words.

    >>> aspect_named(Aspect(0, "masking.sex"), Language.EN), aspect_named(Aspect(0, "medium"),
    ...     Language.JA)
    ('hiding of the sex', '撮影の対象')
    """
    group, _, rest = aspect.name.partition(".")
    if group == "masking":
        hidden = SENSITIVE_FIELDS[SensitiveField(rest)]
        return language.pick(f"{hidden.ja}のマスキング", f"hiding of the {hidden.en}")
    return _ASPECTS[group].told(language)


def answer_said(value: Hashable, language: Language) -> str:
    """Return an answer as people say it.

    >>> answer_said(Medium.SCREEN, Language.JA), answer_said(ABSENT, Language.EN)
    ('画面', 'absent')
    >>> answer_said(frozenset({Side.FRONT, Side.BACK}), Language.EN)
    'front + back'
    """
    if isinstance(value, frozenset):
        return " + ".join(SIDES[side].told(language) for side in Side if side in value)
    label = _ANSWERS.get(value)
    return str(getattr(value, "value", value)) if label is None else label.told(language)


def oddities(witness: Submission | None, day: date, language: Language = Language.JA) -> str:
    """Return in what a specimen differs from the plainest one; nothing where there is none.

    >>> oddities(None, date(2026, 4, 1))
    ''
    """
    if witness is None:
        return ""
    kinds = tuple(document.kind for document in witness.documents)
    scene = Scene(witness.applicant.entity_kind, kinds, (day,))
    odd = ", ".join(
        f"{aspect_named(aspect, language)}: {answer_said(value, language)}"
        for aspect, value in _odd(scene, witness)
    )
    return odd or language.pick("ふつうのもの", "nothing odd")


def _odd(scene: Scene, witness: Submission) -> Iterator[tuple[Aspect, Hashable]]:
    plain = scene.submission({})
    for index in range(len(scene.kinds)):
        for aspect in scene.aspects(index):
            value = noted(witness, aspect)
            if value != noted(plain, aspect):
                yield aspect, value
