"""Result of comparing two texts: one outcome and every difference by kind.

There is no similarity score. Each difference either rests on a rule from a published
table, notice or notation (then both sides write the same thing), or it is an error,
or experts disagree and a reviewer has to decide. The outcome follows from the
differences alone.
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
    """Outcome of a comparison; `SAME` and `VARIANT` mean that both sides write the same thing."""

    SAME = "same"
    """Identical, code point by code point (完全一致)."""
    VARIANT = "variant"
    """Written differently, but equal under a rule (表記の違い)."""
    TYPO = "typo"
    """Equal under no rule; a typing error explains it, or the rule is disputed (誤字)."""
    MISSING = "missing"
    """Something required is absent on one side (記載漏れ)."""
    DIFFERENT = "different"
    """No typing error explains the difference (別の内容)."""


class ComparisonSide(StrEnum):
    """Side that causes a difference: the one with the old form, the omission or the error."""

    DECLARED = "declared"
    """The text that the applicant typed (登録情報)."""
    DOCUMENT = "document"
    """The text on the document (書類)."""
    BOTH = "both"
    """Neither side more than the other."""


@frozen
class MatchingRule:
    """Rule by which two pieces of text count as equal or different, with its source."""

    code: str
    citation: Citation


@frozen
class Difference:
    """One difference between the two sides. Its `repr` shows no personal data.

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
    """The piece of the declared text, as typed; empty if there is none."""
    on_document: str = field(repr=redacted_repr)
    """The piece of the document's text, as printed; empty if there is none."""
    rule: MatchingRule = field(repr=lambda rule: rule.code)
    explanation: Explanation | None = field(default=None, repr=False, kw_only=True)
    """Replaces the explanation of the kind where the sides are not profile and document."""

    def explain(self, language: LanguageCode = "ja") -> str:
        """Return a sentence on what differs and what to do about it, quoting both pieces."""
        explanation = self.explanation or EXPLANATIONS[self.kind]
        texts = (explanation.ja, explanation.en)
        if self.side is ComparisonSide.DOCUMENT and explanation.for_document:
            texts = explanation.for_document
        sentence = Language(language).choose(*texts)
        return sentence.format(declared=self.declared, document=self.on_document)


@frozen
class Comparison(NotebookDisplay):
    """Outcome of a comparison with the differences behind it, in the order of the text.

    >>> from idverify.matching import compare_address
    >>> comparison = compare_address("中野区中野4-8-1", "東京都中野区中野四丁目8番1号")
    >>> comparison.outcome, comparison.is_match
    (<Outcome.VARIANT: 'variant'>, True)
    >>> [difference.kind.value for difference in comparison.differences]
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
    """Return a comparison whose outcome follows from its differences, the gravest first.

    Only identical texts have no differences; their comparison is `IDENTICAL`.
    """
    found = tuple(differences)
    categories = {difference.kind.category for difference in found}
    if DifferenceCategory.UNRELATED in categories:
        return Comparison(Outcome.DIFFERENT, found)
    if categories & {DifferenceCategory.ERROR, DifferenceCategory.JUDGEMENT}:
        return Comparison(Outcome.TYPO, found)
    if DifferenceCategory.ABSENCE in categories:
        return Comparison(Outcome.MISSING, found)
    return Comparison(Outcome.VARIANT, found)
