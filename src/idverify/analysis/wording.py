"""How analyses name documents, rules and witnesses in their records."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from idverify.analysis.specimens import Scene, noted
from idverify.policy.rules import Rule
from idverify.vocabulary.contacts import Language
from idverify.vocabulary.document_catalogue import DOCUMENTS
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.report import Record
from idverify.vocabulary.submissions import Submission

__all__ = ["headed", "kinds_named", "oddities", "says", "told"]


def told(language: Language, ja: str, en: str) -> str:
    """Return the text in the language.

    >>> told(Language.JA, "規則", "rule")
    '規則'
    """
    return ja if language is Language.JA else en


def says(rule: Rule, language: Language) -> str:
    """Return what a rule says."""
    return told(language, rule.says_ja, rule.says_en)


_COLUMNS_JA: Final = {
    "about": "内容",
    "business_days": "営業日",
    "cases": "件数",
    "change": "変化",
    "day": "日",
    "document": "書類",
    "documents": "書類",
    "finding": "指摘",
    "refused_by": "断る基準",
    "refused_on": "その日",
    "rule": "規則",
    "rules": "規則",
    "share_within": "ここまでの割合",
    "situations": "状況の数",
    "sources": "出典",
    "term": "条件",
    "unread": "読まれない所見",
    "witness": "例(ふつうと違うところ)",
}


def headed(records: Iterable[Record], language: Language) -> tuple[Record, ...]:
    """Return records with the names of their columns as people read them.

    >>> headed([{"cases": 3}], Language.JA), headed([{"share_within": 1.0}], Language.EN)
    (({'件数': 3},), ({'share within': 1.0},))
    """
    english = language is Language.EN
    return tuple(
        {
            name.replace("_", " ") if english else _COLUMNS_JA.get(name, name): value
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
    return " + ".join(told(language, spec.name_ja, spec.name_en) for spec in specs)


def oddities(witness: Submission | None, day: date) -> str:
    """Return in what a specimen differs from the plainest one; nothing where there is none."""
    if witness is None:
        return ""
    kinds = tuple(document.kind for document in witness.documents)
    scene = Scene(witness.applicant.entity_kind, kinds, (day,))
    plain = scene.submission({})
    aspects = (a for index in range(len(kinds)) for a in scene.aspects(index))
    odd = ((a, noted(witness, a)) for a in aspects if noted(witness, a) != noted(plain, a))
    return ", ".join(f"{aspect.name}: {_short(value)}" for aspect, value in odd) or "-"


def _short(value: object) -> str:
    if isinstance(value, frozenset):
        return "+".join(sorted(map(str, value)))
    return str(getattr(value, "value", value))
