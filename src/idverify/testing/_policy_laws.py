"""Laws of policies (基準): property tests for presets, derived policies and custom policies."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from attrs import evolve, fields
from hypothesis import strategies as st

from idverify.model.observations import Observation
from idverify.model.submissions import MAX_DOCUMENTS, Submission
from idverify.model.unknown import UNKNOWN
from idverify.policy.assessment import Assessment, Verdict
from idverify.policy.policy import Policy
from idverify.testing._promises import states_promises
from idverify.testing._property_laws import PropertyLaws, law
from idverify.testing.strategies.submissions import (
    open_submissions,
    possible_reason_codes,
    rejected_submissions,
)
from idverify.testing.strategies.submissions import submissions as any_submissions

__all__ = ["PolicyLaws"]

_DAY: Final = date(2026, 11, 2)
_OBSERVATION_FIELDS: Final = tuple(
    n.name for n in fields(Observation) if n.init and n.name not in {"masking", "notes"}
)


@states_promises
class PolicyLaws(PropertyLaws):
    """Laws of every policy; derive from it, override `policy`, and set `day` if needed.

    A subclass may override `evaluate` to test another program that implements the policy.
    """

    day: date = _DAY
    """The day of receipt."""

    def policy(self) -> Policy:
        """Return the policy under test; override this."""
        raise NotImplementedError("override policy(): return the policy under test")

    def evaluate(self, submission: Submission) -> Assessment:
        """Return the assessment of a submission under the policy."""
        return self.policy().evaluate(submission, self.day)

    def submissions(self) -> st.SearchStrategy[Submission]:
        """Return a strategy for open and rejected submissions of the policy, and any others."""
        policy = self.policy()
        reasons = st.sampled_from(possible_reason_codes(policy, self.day))
        rejected = reasons.flatmap(lambda reason: rejected_submissions(policy, reason, self.day))
        return st.one_of(open_submissions(policy, self.day), rejected, any_submissions())

    @law(data=st.data())
    def test_evaluation_is_deterministic(self, data: st.DataObject) -> None:
        """An assessment depends on the submission and the day only."""
        submission = data.draw(self.submissions())
        first = self.evaluate(submission)

        assert self.evaluate(submission) == first
        assert self.evaluate(evolve(submission)) == first

    @law(data=st.data())
    def test_verdict_follows_from_findings_and_questions(self, data: st.DataObject) -> None:
        """A blocking finding means rejected, an open question means open, otherwise accepted."""
        assessment = self.evaluate(data.draw(self.submissions()))
        is_blocked = any(finding.is_blocking for finding in assessment.findings)

        assert is_blocked is (assessment.verdict is Verdict.REJECTED)
        assert (assessment.verdict is Verdict.OPEN) <= bool(assessment.open_questions)

    @law(data=st.data())
    def test_more_observations_never_reopen_a_verdict(self, data: st.DataObject) -> None:
        """With more observations a rejection stays a rejection, and nothing accepted becomes open.

        An acceptance may become a rejection by an observation that no question asked for: a
        card that was issued tomorrow is a forgery, although no rule required its date.
        """
        complete = data.draw(self.submissions())
        several = data.draw(st.lists(st.sampled_from(_OBSERVATION_FIELDS), unique=True))
        after = self.evaluate(complete).verdict

        # Each field alone too, so that a fault in one field shows in nearly every submission.
        for names in (several, *([name] for name in _OBSERVATION_FIELDS)):
            before = self.evaluate(_forget_observations(complete, names)).verdict
            assert before is Verdict.OPEN or after is not Verdict.OPEN
            assert before is not Verdict.REJECTED or after is Verdict.REJECTED

    @law(data=st.data())
    def test_document_order_does_not_matter(self, data: st.DataObject) -> None:
        """The same documents in reverse order have the same verdict and reasons."""
        submission, other = data.draw(self.submissions()), data.draw(self.submissions())
        # Most submissions have only one document, so those of another one are added.
        documents = (*submission.documents, *other.documents)[:MAX_DOCUMENTS]
        first = self.evaluate(evolve(submission, documents=documents))
        second = self.evaluate(evolve(submission, documents=documents[::-1]))

        assert first.verdict is second.verdict
        assert sorted(first.reason_codes) == sorted(second.reason_codes)

    @law(data=st.data())
    def test_every_finding_has_source_and_remedy(self, data: st.DataObject) -> None:
        """A finding names a rule in force, its source, and a remedy in both languages."""
        assessment = self.evaluate(data.draw(self.submissions()))
        in_force = self.policy().in_force_on(self.day).rules

        for finding in assessment.findings:
            assert finding.rule in in_force
            assert finding.citations
            assert finding.reason.remedy_ja
            assert finding.reason.remedy_en

    @law(data=st.data())
    def test_every_reason_can_be_reported(self, data: st.DataObject) -> None:
        """A submission that is built to be rejected for a reason is rejected for that reason."""
        policy = self.policy()
        reason = data.draw(st.sampled_from(possible_reason_codes(policy, self.day)))
        assessment = self.evaluate(data.draw(rejected_submissions(policy, reason, self.day)))

        assert assessment.verdict is Verdict.REJECTED
        assert reason in assessment.reason_codes

    @law(data=st.data())
    def test_open_verdicts_have_questions(self, data: st.DataObject) -> None:
        """An open verdict has at least one open question."""
        assessment = self.evaluate(data.draw(open_submissions(self.policy(), self.day)))

        assert assessment.verdict is Verdict.OPEN
        assert assessment.open_questions


def _forget_observations(submission: Submission, names: list[str]) -> Submission:
    """Return the submission with some observation fields of every document unknown."""
    unknown: Mapping[str, Any] = dict.fromkeys(names, UNKNOWN)
    return submission.with_observations(
        *[evolve(d.observation, **unknown) for d in submission.documents]
    )
