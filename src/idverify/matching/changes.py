"""Did the name or the address really change (氏名・住所の変更)? Two texts, one answer.

A verified account falls back to 未完了 only when what it says has changed. Another
way to write the same thing is no change, nor is a place that was renamed around
somebody. What adds or drops something that was verified is a change.
"""

from typing import Final

from attrs import field, frozen

from idverify.language import Language, LanguageCode
from idverify.matching.comparison import Comparison, Difference
from idverify.matching.dates import compare_birth_date
from idverify.matching.kinds import Kind, Standing
from idverify.matching.names import compare_name
from idverify.matching.residence import compare_address

__all__ = ["Change", "address_change", "birth_date_change", "name_change"]

#: Notation on a document, but a change when the profile itself moves from one to the other.
SUBSTANTIAL: Final = frozenset(
    {
        Kind.MIDDLE_NAME,
        Kind.FORMER_SURNAME,
        Kind.ALIAS,
        Kind.SECOND_NAME_OMITTED,
        Kind.OTHER_SCRIPT,
        Kind.BUILDING_OMITTED,
        Kind.ROOM_OMITTED,
        Kind.CENTURY_OPEN,
        Kind.HOMOGLYPH,
    }
)


@frozen
class Change:
    """Whether something really changed, and the differences that say so.

    >>> change = address_change("中野区中野4-8-1", "東京都中野区中野四丁目8番1号")
    >>> bool(change), change.explain("en")
    (False, 'Nothing changed but the way of writing.')
    """

    reasons: tuple[Difference, ...] = field(factory=tuple)

    def __bool__(self) -> bool:
        return bool(self.reasons)

    def explain(self, language: LanguageCode = "ja") -> str:
        """Say what changed, or that nothing did."""
        chosen = Language(language)
        if not self.reasons:
            return chosen.pick(
                "表記のほかに変わったところはありません。",
                "Nothing changed but the way of writing.",
            )
        pairs = [f"「{d.declared}」→「{d.on_document}」" for d in self.reasons]
        return chosen.pick("、", ", ").join(pairs)


def name_change(before: str, after: str) -> Change:
    """Whether a registered name really changed.

    >>> bool(name_change("髙橋 健一", "高橋健一")), bool(name_change("高橋舞", "森舞"))
    (False, True)
    """
    return change(compare_name(before, after))


def address_change(before: str, after: str) -> Change:
    """Whether an address really changed.

    >>> bool(address_change("港区港南2-1-1 コーポ港101", "港区港南2-1-1 コーポ港102"))
    True
    """
    return change(compare_address(before, after))


def birth_date_change(before: str, after: str) -> Change:
    """Whether a date of birth really changed."""
    return change(compare_birth_date(before, after))


def change(comparison: Comparison) -> Change:
    """The differences that are more than notation."""
    return Change(
        tuple(
            difference
            for difference in comparison.differences
            if difference.kind.standing is not Standing.NOTATION or difference.kind in SUBSTANTIAL
        )
    )
