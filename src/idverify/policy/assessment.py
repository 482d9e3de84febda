"""What a policy says of a submission: all findings, what is still open, and the verdict."""

from collections.abc import Hashable, Mapping
from enum import StrEnum

from attrs import field, frozen

from idverify.catalogue.reasons import RejectionReason
from idverify.citations import Citation
from idverify.display import NotebookDisplay
from idverify.i18n import Label
from idverify.matching.comparison import Difference
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.submissions import Submission
from idverify.policy.rules import Fact, Rule

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
    document_index: int | None
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
        """Who says so: the rule's sources, and those of the law on this kind of document."""
        if self.kind is None:
            return self.rule.citations
        return (*self.rule.citations, *self.rule.kind_citations.get(self.kind, ()))

    @property
    def is_blocking(self) -> bool:
        """Whether it stands in the way of approval."""
        return self.rule.is_blocking

    @property
    def must_purge_image(self) -> bool:
        """Whether the pictures of the document show what must not be kept (破棄)."""
        return self.rule.must_purge_image

    @property
    def field_to_mask(self) -> SensitiveField | None:
        """What has to be masked beyond recovery on the pictures of the document (マスキング)."""
        return self.rule.field_to_mask

    def find_differences(self, submission: Submission) -> tuple[Difference, ...]:
        """Return in what profile and document differ, where the rule compares them.

        Findings are shared by all submissions with the same answers and hold nothing
        personal; what differs is worked out from the submission when somebody asks.
        """
        if self.document_index is None:
            return ()
        document = submission.documents[self.document_index]
        hows = (fact.profile_comparison for fact in self.rule.facts if fact.profile_comparison)
        return tuple(d for how in hows for d in how.discrepancies(document, submission))

    def explain_differences(self, submission: Submission) -> tuple[Label, ...]:
        """Say each difference in words the applicant understands, in Japanese and English.

        >>> from datetime import date
        >>> from idverify import CROWDWORKS_ARTICLE, Document, DocumentKind, Observation, Submission
        >>> from idverify.model.applicants import Address, Individual
        >>> hanako = Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
        ...     birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
        >>> submission = Submission(id="s-1", applicant=hanako, documents=[
        ...     Document(kind=DocumentKind.DRIVERS_LICENSE,
        ...              observation=Observation(name="見木 花子"))])
        >>> [finding] = CROWDWORKS_ARTICLE.evaluate(submission, date(2026, 9, 17)).findings
        >>> finding.explain_differences(submission)[0].ja
        '文字が「本」と登録されていますが、書類では「木」です。登録を書類のとおりに直してください。'
        """
        return tuple(
            Label(difference.explain("ja"), difference.explain("en"))
            for difference in self.find_differences(submission)
        )


@frozen(kw_only=True)
class OpenQuestion:
    """A fact nobody has looked at yet, whose answer can still change the verdict."""

    fact: Fact
    document_index: int | None
    kind: DocumentKind | None


@frozen(kw_only=True)
class Assessment(NotebookDisplay):
    """Everything a policy says of a submission received on a day."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    """In the order of the documents and, within each, of the policy's rules."""
    open_questions: tuple[OpenQuestion, ...]
    """The cheapest to answer first; empty when nothing can change the verdict any more."""

    suppressed_findings: tuple[Finding, ...] = field(default=(), repr=False)
    """What an applicant is not told, because another finding is the cause, and that asks for a
    picture to be destroyed or masked all the same."""

    @property
    def reason_codes(self) -> tuple[str, ...]:
        """The codes of the blocking findings, each once, in order."""
        return tuple(dict.fromkeys(f.reason.code for f in self.findings if f.is_blocking))

    @property
    def has_noncompliant_images(self) -> bool:
        """Whether a picture may not be kept as it is: destroyed, or masked by whoever can."""
        return any(f.must_purge_image or f.field_to_mask for f in self._all_findings)

    @property
    def documents_to_purge(self) -> tuple[int, ...]:
        """The documents whose pictures show what must not be kept, by their index."""
        found = {
            f.document_index
            for f in self._all_findings
            if f.must_purge_image and f.document_index is not None
        }
        return tuple(sorted(found))

    @property
    def fields_to_mask(self) -> Mapping[int, frozenset[SensitiveField]]:
        """What must be masked on the pictures of which documents, by their index."""
        found: dict[int, frozenset[SensitiveField]] = {}
        for finding in self._all_findings:
            if finding.field_to_mask and finding.document_index is not None:
                earlier = found.get(finding.document_index, frozenset())
                found[finding.document_index] = earlier | {finding.field_to_mask}
        return found

    @property
    def _all_findings(self) -> tuple[Finding, ...]:
        return (*self.findings, *self.suppressed_findings)
