"""What a policy states beside its rules (条件), in words: its fields, and what stands in them.

Whoever prints a policy, a difference or a comparison says them with these.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import fields

from idverify.citations import Citation
from idverify.language import Label, Language
from idverify.policy.settings import Gap, Retention
from idverify.vocabulary.capabilities import Capability, NextStep
from idverify.vocabulary.uploads import FileLimits

__all__ = ["TERMS", "term_named", "term_said"]

#: By the names of the fields of a policy, of its files and of its retention.
TERMS: Final[Mapping[str, Label]] = MappingProxyType(
    {
        "parent": Label("継承元", "derived from"),
        "files": Label("画像の条件", "picture files"),
        "formats": Label("画像の形式", "formats of pictures"),
        "max_bytes": Label("画像の容量の上限(バイト)", "largest picture in bytes"),
        "max_pixels": Label("画像の画素数の上限", "largest picture in pixels"),
        "strictness": Label("照合の厳しさ", "how strictly data are compared"),
        "business_days": Label("審査期限(営業日)", "business days to a decision"),
        "capabilities": Label("承認で使えるもの", "unlocked by approval"),
        "next_steps": Label("承認後のおすすめ", "recommended after approval"),
        "is_optional": Label("任意かどうか", "optional for members"),
        "may_replace": Label("審査中の差し替え", "a pending submission may be replaced"),
        "max_attempts": Label("提出回数の上限", "attempts, the first included"),
        "reverify_months": Label("再確認までの月数", "months to a verification anew"),
        "trust_frameworks": Label(
            "名乗れる信頼フレームワーク", "trust frameworks that may be claimed"
        ),
        "final_reasons": Label("再提出を前提としない理由", "reasons that are final by default"),
        "retention": Label("保存期間", "how long things are kept"),
        "images_days": Label("画像の保存日数(決定後)", "days pictures are kept after the decision"),
        "drops_undecided": Label(
            "審査されずに終わった画像の即時破棄",
            "pictures never decided on are destroyed at once",
        ),
        "records_years": Label(
            "記録の保存年数(契約終了後)", "years records are kept after the contract"
        ),
        "citations": Label("出典", "sources"),
        "gaps": Label("不明な点", "what is not known"),
    }
)
_NOT_STATED: Final = Label("記載なし", "not stated")
_NONE: Final = Label("なし", "none")
_YES: Final = Label("はい", "yes")
_NO: Final = Label("いいえ", "no")


def term_named(name: str, language: Language) -> str:
    """Return the name of a field in words; one that has none stays as it is.

    >>> term_named("business_days", Language.EN), term_named("title_ja", Language.EN)
    ('business days to a decision', 'title_ja')
    """
    return TERMS[name].told(language) if name in TERMS else name


def term_said(value: object, language: Language) -> str:
    """Return the value of a field in words.

    >>> term_said(None, Language.EN), term_said((), Language.JA), term_said(5, Language.EN)
    ('not stated', 'なし', '5')
    >>> term_said(frozenset({"b", "a"}), Language.EN), term_said(True, Language.JA)
    ('a, b', 'はい')
    """
    match value:
        case None:
            return _NOT_STATED.told(language)
        case bool():
            return (_YES if value else _NO).told(language)
        case tuple():
            said = "; ".join(term_said(each, language) for each in value)
        case frozenset():
            said = ", ".join(sorted(term_said(each, language) for each in value))
        case _:
            said = _one(value, language)
    return said or _NONE.told(language)


def _one(value: object, language: Language) -> str:
    match value:
        case Gap():
            return language.pick(value.says_ja, value.says_en)
        case Capability():
            return language.pick(value.name_ja, value.name_en)
        case NextStep():
            return language.pick(value.title_ja, value.title_en)
        case Citation():
            return value.told(language)
        case Retention() | FileLimits():
            names = (part.name for part in fields(type(value)) if part.name != "citations")
            parts = ((name, getattr(value, name)) for name in names)
            return ", ".join(
                f"{term_named(name, language)}: {term_said(part, language)}" for name, part in parts
            )
        case _:
            return str(value)
