"""Match of profile and document (照合): how a policy classifies one comparison."""

from collections.abc import Callable
from enum import StrEnum

from idverify.matching.comparison import Comparison, Outcome
from idverify.matching.strictness import MatchDecision, Strictness

__all__ = ["Comparer", "ProfileMatch", "classify_match"]

Comparer = Callable[[str, str], Comparison]


class ProfileMatch(StrEnum):
    """The result of comparing a registered value with the printed one (照合結果)."""

    SAME = "same"
    VARIANT = "variant"
    """Written differently, but accepted by rule (字体・表記の相違)."""
    JUDGEMENT = "judgement"
    """Experts disagree about the difference: the reviewer decides by approving (要確認)."""
    INCOMPLETE = "incomplete"
    """A required part is missing on one of the two sides (記載不足)."""
    DIFFERENT = "different"
    """A typing error or omission (誤字・脱字), or another person or place."""
    NOT_SHOWN = "not_shown"
    """The document does not print the value, so there is nothing to compare."""


def classify_match(
    declared: str, on_document: str, compare: Comparer, strictness: Strictness
) -> ProfileMatch:
    """Compare two texts and return the result under the strictness of a policy."""
    if declared == on_document:  # the usual case: saves the comparison
        return ProfileMatch.SAME
    comparison = compare(declared, on_document)
    is_missing = comparison.outcome is Outcome.MISSING
    return {
        MatchDecision.ACCEPT: ProfileMatch.VARIANT,
        MatchDecision.NOTE: ProfileMatch.VARIANT,
        MatchDecision.ASK: ProfileMatch.JUDGEMENT,
        MatchDecision.REFUSE: ProfileMatch.INCOMPLETE if is_missing else ProfileMatch.DIFFERENT,
    }[strictness.decide(comparison)]
