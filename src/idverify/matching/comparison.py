"""What a comparison says: one outcome, and every difference by name.

Nothing here measures likeness. Each difference either rests on a rule that a
published table, notice or notation stands behind (then both sides write the same
thing), or it is an error, or people who know the matter disagree and a human has
to look. The outcome follows from the differences alone.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from idverify.citations import Citation
from idverify.display import NotebookDisplay
from idverify.i18n import Language, LanguageCode
from idverify.matching.difference_kinds import DifferenceCategory, DifferenceKind
from idverify.matching.explanations import EXPLANATIONS, Explanation
from idverify.redaction import redacted_repr

__all__ = ["Comparison", "ComparisonSide", "Difference", "MatchingRule", "Outcome", "summarize"]


class Outcome(StrEnum):
    """The five answers; the first two mean that both sides write the same thing."""

    SAME = "same"
    """Identical, code point by code point (完全一致)."""
    VARIANT = "variant"
    """Written differently, but the same by rule (表記の違い)."""
    TYPO = "typo"
    """Not the same by any rule; a slip explains it (誤字)."""
    MISSING = "missing"
    """Something required is absent on one side (記載漏れ)."""
    DIFFERENT = "different"
    """No slip or two explains it (別の内容)."""


class ComparisonSide(StrEnum):
    """Who shows what a difference is named for: the old form, the omission, the slip."""

    DECLARED = "declared"
    """What the applicant typed (登録情報)."""
    DOCUMENT = "document"
    """What stands on the document (書類)."""
    BOTH = "both"
    """Neither side more than the other."""


@frozen
class MatchingRule:
    """Why two pieces of text count as the same, or do not, and who says so."""

    code: str
    citation: Citation


@frozen
class Difference:
    """One way in which the two sides differ. Its `repr` shows no personal data.

    >>> from idverify.matching import compare_name
    >>> [difference] = compare_name("高橋健一", "髙橋健一").differences
    >>> difference.kind, difference.side
    (<DifferenceKind.KANJI_REGISTER: 'kanji_register'>, <ComparisonSide.DOCUMENT: 'document'>)
    >>> print(difference.explain("en"))
    高 and 髙 are forms of the same character in the family register.
    >>> difference.rule.citation.title
    '戸籍統一文字情報'
    """

    kind: DifferenceKind
    side: ComparisonSide
    declared: str = field(repr=redacted_repr)
    """The piece of the declared text, as typed; empty where it has none."""
    on_document: str = field(repr=redacted_repr)
    """The piece of the document's text, as printed; empty where it has none."""
    rule: MatchingRule = field(repr=lambda rule: rule.code)
    explanation: Explanation | None = field(default=None, repr=False, kw_only=True)
    """How it is told where neither profile nor document is compared; else as its kind is."""

    def explain(self, language: LanguageCode = "ja") -> str:
        """Say what differs and what to do about it. The sentence quotes both pieces."""
        sentences = self.explanation or EXPLANATIONS[self.kind]
        told = (sentences.ja, sentences.en)
        if self.side is ComparisonSide.DOCUMENT and sentences.for_document:
            told = sentences.for_document
        sentence = Language(language).choose(*told)
        return sentence.format(declared=self.declared, document=self.on_document)


@frozen
class Comparison(NotebookDisplay):
    """The outcome, and the differences it rests on, in the order of the text.

    >>> from idverify.matching import compare_address
    >>> found = compare_address("中野区中野4-8-1", "東京都中野区中野四丁目8番1号")
    >>> found.outcome, found.is_match
    (<Outcome.VARIANT: 'variant'>, True)
    >>> [difference.kind.value for difference in found.differences]
    ['prefecture_omitted', 'lot_notation']
    """

    outcome: Outcome
    differences: tuple[Difference, ...] = ()

    @property
    def is_match(self) -> bool:
        """Whether both sides write the same thing (同一と認められる)."""
        return self.outcome in MATCHING_OUTCOMES


MATCHING_OUTCOMES: Final = frozenset({Outcome.SAME, Outcome.VARIANT})
IDENTICAL: Final = Comparison(Outcome.SAME)


def summarize(differences: Iterable[Difference]) -> Comparison:
    """Draw the outcome from the differences; only identical texts have none."""
    found = tuple(differences)
    standings = {difference.kind.category for difference in found}
    if DifferenceCategory.UNRELATED in standings:
        return Comparison(Outcome.DIFFERENT, found)
    if standings & {DifferenceCategory.ERROR, DifferenceCategory.JUDGEMENT}:
        return Comparison(Outcome.TYPO, found)
    if DifferenceCategory.ABSENCE in standings:
        return Comparison(Outcome.MISSING, found)
    return Comparison(Outcome.VARIANT, found)
