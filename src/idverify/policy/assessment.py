"""What a policy says of a submission: all findings, what is still open, and the verdict."""

from collections.abc import Hashable
from enum import StrEnum

from attrs import frozen

from idverify.citations import Citation
from idverify.policy.rules import Fact, Rule
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.reasons import RejectionReason

__all__ = ["Assessment", "Finding", "OpenQuestion", "Verdict"]


class Verdict(StrEnum):
    """What follows from what is known."""

    ACCEPTED = "accepted"
    """Every rule holds: the reviewer may approve."""
    REJECTED = "rejected"
    """Some rule is broken, whatever else is found."""
    OPEN = "open"
    """It depends on what has not been looked at."""


@frozen(kw_only=True)
class Finding:
    """One rule that does not hold (書類不備): which, of what, why, and what to do."""

    rule: Rule
    document: int | None
    """Index of the document in the submission; `None`: the submission as a whole."""
    kind: DocumentKind | None
    """The kind of that document."""
    observed: tuple[tuple[str, Hashable], ...]
    """What was read: names of facts with their answers."""

    @property
    def reason(self) -> RejectionReason:
        """The rejection reason with its label and its remedy, in Japanese and English."""
        return self.rule.reason

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Who says so."""
        return self.rule.citations

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of approval."""
        return self.rule.blocks


@frozen(kw_only=True)
class OpenQuestion:
    """A fact nobody has looked at yet, whose answer can still change the verdict."""

    fact: Fact
    document: int | None
    kind: DocumentKind | None


@frozen(kw_only=True)
class Assessment:
    """Everything a policy says of a submission received on a day."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    """In the order of the documents and, within each, of the policy's rules."""
    open_questions: tuple[OpenQuestion, ...]
    """The cheapest to answer first; empty when nothing can change the verdict any more."""

    @property
    def reason_codes(self) -> tuple[str, ...]:
        """The codes of the blocking findings, each once, in order."""
        return tuple(dict.fromkeys(f.reason.code for f in self.findings if f.blocks))

    @property
    def must_purge(self) -> bool:
        """Whether a picture shows what must not be kept."""
        return any(f.rule.purges for f in self.findings)
