"""Japanese and English names and values of policy settings (条件).

Policy tables, policy diffs and policy comparisons use these texts.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import fields

from idverify.catalogue.capabilities import Capability, NextStep
from idverify.citations import Citation
from idverify.i18n import Label, Language
from idverify.model.uploads import FileLimits
from idverify.policy.settings import Gap, Retention

__all__ = ["FIELD_LABELS", "format_field_name", "format_value"]

#: Labels by field name, for the fields of `Policy`, `FileLimits` and `Retention`.
FIELD_LABELS: Final[Mapping[str, Label]] = MappingProxyType(
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
        "own_inputs": Label("独自の確認項目", "inputs of the service"),
        "reasons": Label("独自の非承認理由", "reasons of the service"),
        "final_reasons": Label("再提出を前提としない理由", "reasons that are final by default"),
        "second_reviews": Label("二人の審査担当者で決めるもの", "decided by two reviewers"),
        "retention": Label("保存期間", "how long things are kept"),
        "images_days": Label("画像の保存日数(決定後)", "days pictures are kept after the decision"),
        "drop_undecided_images": Label(
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


def format_field_name(name: str, language: Language) -> str:
    """Return the label of a policy field, or its name if it has no label.

    >>> format_field_name("business_days", Language.EN), format_field_name("title_ja", Language.EN)
    ('business days to a decision', 'title_ja')
    """
    return FIELD_LABELS[name].text(language) if name in FIELD_LABELS else name


def format_value(value: object, language: Language) -> str:
    """Return the value of a policy field as text.

    >>> format_value(None, Language.EN), format_value((), Language.JA), format_value(5, Language.EN)
    ('not stated', 'なし', '5')
    >>> format_value(frozenset({"b", "a"}), Language.EN), format_value(True, Language.JA)
    ('a, b', 'はい')
    """
    match value:
        case None:
            return _NOT_STATED.text(language)
        case bool():
            return (_YES if value else _NO).text(language)
        case tuple():
            text = "; ".join(format_value(each, language) for each in value)
        case frozenset():
            text = ", ".join(sorted(format_value(each, language) for each in value))
        case _:
            text = _format_single(value, language)
    return text or _NONE.text(language)


def _format_single(value: object, language: Language) -> str:
    match value:
        case Gap():
            return language.choose(value.statement_ja, value.statement_en)
        case Capability():
            return language.choose(value.name_ja, value.name_en)
        case NextStep():
            return language.choose(value.title_ja, value.title_en)
        case Citation():
            return value.text(language)
        case Retention() | FileLimits():
            names = (part.name for part in fields(type(value)) if part.name != "citations")
            parts = ((name, getattr(value, name)) for name in names)
            return ", ".join(
                f"{format_field_name(name, language)}: {format_value(part, language)}"
                for name, part in parts
            )
        case _:
            return str(value)
