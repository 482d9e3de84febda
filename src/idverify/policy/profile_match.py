"""How what was registered stands to what a document prints, in the eyes of one policy."""

from collections.abc import Callable
from enum import StrEnum

from idverify.matching.comparison import Comparison, Outcome
from idverify.matching.strictness import MatchDecision, Strictness

__all__ = ["Comparer", "ProfileMatch", "classify_match"]

Comparer = Callable[[str, str], Comparison]


class ProfileMatch(StrEnum):
    """The five answers to "does it agree?" (照合結果), and one for nothing to compare."""

    SAME = "same"
    VARIANT = "variant"
    """Written differently, and accepted by rule (字体・表記の相違)."""
    JUDGEMENT = "judgement"
    """People who know the matter disagree: the reviewer who approves decides (要確認)."""
    INCOMPLETE = "incomplete"
    """Some required part is absent on one of the two sides (記載不足)."""
    DIFFERENT = "different"
    """A slip of the pen (誤字・脱字), or another person or place."""
    NOT_SHOWN = "not_shown"
    """The document does not print it."""


def classify_match(
    declared: str, on_document: str, compare: Comparer, strictness: Strictness
) -> ProfileMatch:
    """Sum up a comparison as the strictness of a policy has it."""
    if declared == on_document:  # most of the time, and not worth a comparison
        return ProfileMatch.SAME
    comparison = compare(declared, on_document)
    is_missing = comparison.outcome is Outcome.MISSING
    return {
        MatchDecision.ACCEPT: ProfileMatch.VARIANT,
        MatchDecision.NOTE: ProfileMatch.VARIANT,
        MatchDecision.ASK: ProfileMatch.JUDGEMENT,
        MatchDecision.REFUSE: ProfileMatch.INCOMPLETE if is_missing else ProfileMatch.DIFFERENT,
    }[strictness.decide(comparison)]
