"""An assessment for the reader: each finding with its cause, its remedy and who says so."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Final

from attrs import frozen
from rich.console import RenderableType

from idverify.catalogue.documents import DOCUMENTS
from idverify.citations import Confidence
from idverify.i18n import Label
from idverify.matching import Comparison, compare_address, compare_name
from idverify.model.documents import SIDE_LABELS, DocumentKind
from idverify.model.reasons import RejectionReason
from idverify.model.submissions import Document, Submission
from idverify.model.uploads import UploadProblem
from idverify.policy.assessment import Assessment, Finding, OpenQuestion
from review_desk.labels import Words
from review_desk.line_wrapping import bullet

__all__ = ["Findings"]


@frozen
class Findings:
    """Shows what a policy says of a submission."""

    words: Words

    def lines(self, assessment: Assessment, submission: Submission) -> Iterator[RenderableType]:
        """Show every finding, and every question that is still open."""
        for (reason, _, kind), group in groupby(assessment.findings, key=_what_it_tells):
            findings = list(group)
            yield bullet("✗", self._about(reason, kind), "red")
            for finding in findings:
                yield from self._causes(finding, submission)
            yield from self._remedies(findings[0], submission)
            yield bullet("   ", self.words("source") + self._source(findings[0]), "dim")
        for question in assessment.open_questions:
            yield bullet("?", self._asked(question), "yellow")

    def reason(self, reason: RejectionReason) -> Iterator[RenderableType]:
        """Show a reason that a reviewer gave."""
        yield bullet("✗", self._about(reason, None), "red")
        yield bullet("  →", self.words.of(reason, "remedy"))

    def notations(self, submission: Submission) -> Iterator[RenderableType]:
        """Show what is written differently on a document and is the same all the same."""
        for document in submission.documents:
            for comparison in _comparisons(document, submission).values():
                for difference in comparison.differences:
                    sentence = difference.explain(self.words.language.value)
                    yield bullet("≈", self.words("notation") + sentence, "green")

    def _about(self, reason: RejectionReason, kind: DocumentKind | None) -> str:
        document = f" ({self.words.of(DOCUMENTS[kind], 'name')})" if kind else ""
        return self.words.of(reason, "label") + document

    def _asked(self, question: OpenQuestion) -> str:
        document = f" ({self.words.of(DOCUMENTS[question.kind], 'name')})" if question.kind else ""
        return self.words.of(question.fact, "question") + document

    def _causes(self, finding: Finding, submission: Submission) -> Iterator[RenderableType]:
        """Say which rule does not hold, and what exactly is wrong where that is known."""
        yield bullet("   ", self.words("rule") + self.words.of(finding.rule, "statement"))
        for side, problem in _problems(finding, submission):
            yield bullet(
                "   ",
                f"{self.words.of(side)}{self.words('colon')}{self.words.of(problem, 'detail')}",
            )
        for sentence in self._contradictions(finding, submission):
            yield bullet("   ", sentence)

    def _remedies(self, finding: Finding, submission: Submission) -> Iterator[RenderableType]:
        """Say what to do: about the very file if something is wrong with it, else in general."""
        of_files = [self.words.of(p, "remedy") for _, p in _problems(finding, submission)]
        for remedy in dict.fromkeys(of_files) or [self.words.of(finding.reason, "remedy")]:
            yield bullet("  →", remedy)

    def _contradictions(self, finding: Finding, submission: Submission) -> Iterator[str]:
        """Say how a name or an address on the document differs from the profile."""
        if finding.document_index is None:
            return
        compared = _comparisons(submission.documents[finding.document_index], submission)
        for fact, _ in finding.observed:
            for difference in compared[fact].differences if fact in compared else ():
                yield difference.explain(self.words.language.value)

    def _source(self, finding: Finding) -> str:
        """Name the first source that speaks of this kind of document, or else of the rule."""
        of_kind = DOCUMENTS[finding.kind].citations if finding.kind else ()
        citation = next((c for c in finding.citations if c in of_kind), finding.citations[0])
        is_article = citation.confidence is Confidence.ARTICLE
        title = self.words("article") if is_article else citation.title
        return f"{title}「{citation.place}」" if citation.place else title


def _what_it_tells(finding: Finding) -> tuple[RejectionReason, int | None, DocumentKind | None]:
    """Findings that tell the same of the same document are shown together."""
    return finding.reason, finding.document_index, finding.kind


_COMPARED: Final[dict[str, Callable[[str, str], Comparison]]] = {
    "name": compare_name,
    "address": compare_address,
}


def _comparisons(document: Document, submission: Submission) -> dict[str, Comparison]:
    """Compare what the document prints with the profile, by the name of the fact."""
    applicant, seen = submission.applicant, document.observation
    pairs = {
        "name": (applicant.name, seen.name),
        "address": (applicant.address.text, seen.address),
    }
    return {
        fact: _COMPARED[fact](declared, printed)
        for fact, (declared, printed) in pairs.items()
        if isinstance(printed, str)
    }


def _problems(finding: Finding, submission: Submission) -> Iterator[tuple[Label, UploadProblem]]:
    """Return the problems of files that the finding sums up, each with the side it is on."""
    if finding.document_index is not None:
        for image in submission.documents[finding.document_index].images:
            for problem in image.upload.problems:
                if problem.reason_code == finding.reason.code:
                    yield SIDE_LABELS[image.side], problem
