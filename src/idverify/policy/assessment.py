"""Result of evaluating a submission (審査結果): verdict, findings and open questions."""

from collections.abc import Hashable, Mapping
from enum import StrEnum

from attrs import field, frozen

from idverify.citations import Citation
from idverify.display import NotebookDisplay
from idverify.i18n import Label
from idverify.matching.comparison import Difference
from idverify.model.documents import DocumentKind, SensitiveField, Side
from idverify.model.reasons import LocatedReason, RejectionReason
from idverify.model.submissions import Submission
from idverify.policy.rules import Fact, Rule
from idverify.validation import validated

__all__ = ["Assessment", "Finding", "OpenQuestion", "Verdict"]


class Verdict(StrEnum):
    """The conclusion from the facts known so far."""

    ACCEPTED = "accepted"
    """Every rule is satisfied: the reviewer may approve."""
    REJECTED = "rejected"
    """A blocking rule is violated, whatever the open answers are."""
    OPEN = "open"
    """The conclusion depends on facts that have not been observed."""


@validated
@frozen(kw_only=True)
class Finding:
    """A violated rule (書類不備), with the document, the observed answers and the remedy."""

    rule: Rule
    document_index: int | None
    """Index of the document in the submission; `None`: the submission as a whole."""
    kind: DocumentKind | None
    """The kind of that document."""
    observed: tuple[tuple[str, Hashable], ...]
    """The answers that violate the rule: names of facts with their answers."""

    @property
    def reason(self) -> RejectionReason:
        """The rejection reason with its label and its remedy, in Japanese and English."""
        return self.rule.reason

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of the rule, and of the law on this kind of document."""
        if self.kind is None:
            return self.rule.citations
        return (*self.rule.citations, *self.rule.kind_citations.get(self.kind, ()))

    @property
    def is_blocking(self) -> bool:
        """Whether the finding prevents approval."""
        return self.rule.is_blocking

    @property
    def must_purge_image(self) -> bool:
        """Whether the images of the document show content that must be destroyed (破棄)."""
        return self.rule.must_purge_image

    @property
    def field_to_mask(self) -> SensitiveField | None:
        """The field that must be masked irreversibly on the images (マスキング); None: none."""
        return self.rule.field_to_mask

    @property
    def located_reason(self) -> LocatedReason:
        """The reason with its place: document, side if only one is required, and field."""
        if self.document_index is None:
            return LocatedReason(self.reason.code)
        required = self.rule.requires.fact
        asked = {required.name, required.parameter}
        sides = [side for side in Side if asked & {f"side.{side}", frozenset({side})}]
        return LocatedReason(
            self.reason.code,
            document_index=self.document_index,
            side=next(iter(sides), None),
            field_name=str(self.field_to_mask or required.located_field),
        )

    def find_differences(self, submission: Submission) -> tuple[Difference, ...]:
        """Return the differences between profile and document, where the rule compares them.

        A finding is shared by all submissions with the same answers and contains no
        personal data, so the differences are computed from the submission on each call.
        """
        if self.document_index is None:
            return ()
        document = submission.documents[self.document_index]
        comparisons = (fact.profile_comparison for fact in self.rule.facts)
        return tuple(
            difference
            for comparison in comparisons
            if comparison
            for difference in comparison.discrepancies(document, submission)
        )

    def explain_differences(self, submission: Submission) -> tuple[Label, ...]:
        """Return an explanation of each difference for the applicant, in Japanese and English.

        >>> from datetime import date
        >>> from idverify import CROWDWORKS_ARTICLE, Document, DocumentKind, Observation, Submission
        >>> from idverify.model.applicants import Address, Individual
        >>> hanako = Individual(kanji_name="見本 花子", kana_name="ミホン ハナコ",
        ...     birth_date=date(1990, 4, 1), address=Address("東京都千代田区千代田1-1"))
        >>> submission = Submission(id="s-1", applicant=hanako, documents=[
        ...     Document(kind=DocumentKind.DRIVERS_LICENSE,
        ...              observation=Observation(name="見木 花子"))])
        >>> [finding] = CROWDWORKS_ARTICLE.evaluate(submission, date(2026, 9, 17)).findings
        >>> finding.explain_differences(submission)[0].ja.partition("。")[0]
        '文字が「本」と登録されていますが、書類では「木」です'
        """
        return tuple(
            Label(difference.explain("ja"), difference.explain("en"))
            for difference in self.find_differences(submission)
        )


@validated
@frozen(kw_only=True)
class OpenQuestion:
    """A fact that has not been observed and whose answer can still change the verdict."""

    fact: Fact
    document_index: int | None
    kind: DocumentKind | None


@validated
@frozen(kw_only=True)
class Assessment(NotebookDisplay):
    """The result of evaluating a submission by a policy, for one day of receipt."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    """The findings, in the order of the documents and, within each, of the policy's rules."""
    open_questions: tuple[OpenQuestion, ...]
    """The open questions, least effort first; empty when no answer can change the verdict."""

    suppressed_findings: tuple[Finding, ...] = field(default=(), repr=False)
    """Findings that are not reported to the applicant because another finding is their cause, but
    that still require an image to be destroyed or masked."""

    @property
    def reason_codes(self) -> tuple[str, ...]:
        """The reason codes of the blocking findings, in order and without duplicates."""
        return tuple(dict.fromkeys(f.reason.code for f in self.findings if f.is_blocking))

    @property
    def located_reasons(self) -> tuple[LocatedReason, ...]:
        """The reasons of the blocking findings with their places, in order, each once."""
        return tuple(dict.fromkeys(f.located_reason for f in self.findings if f.is_blocking))

    @property
    def has_noncompliant_images(self) -> bool:
        """Whether an image may not be kept unchanged: it must be destroyed or masked."""
        return any(f.must_purge_image or f.field_to_mask for f in self._all_findings)

    @property
    def documents_to_purge(self) -> tuple[int, ...]:
        """The indexes of the documents whose images must be destroyed, in order."""
        indexes = {
            f.document_index
            for f in self._all_findings
            if f.must_purge_image and f.document_index is not None
        }
        return tuple(sorted(indexes))

    @property
    def fields_to_mask(self) -> Mapping[int, frozenset[SensitiveField]]:
        """The fields that must be masked on the images, by the index of the document."""
        fields: dict[int, frozenset[SensitiveField]] = {}
        for finding in self._all_findings:
            if finding.field_to_mask and finding.document_index is not None:
                earlier = fields.get(finding.document_index, frozenset())
                fields[finding.document_index] = earlier | {finding.field_to_mask}
        return fields

    @property
    def _all_findings(self) -> tuple[Finding, ...]:
        return (*self.findings, *self.suppressed_findings)
