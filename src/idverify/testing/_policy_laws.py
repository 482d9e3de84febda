"""What every policy keeps, a preset's, a derived one's or somebody's own."""

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
    n.name for n in fields(Observation) if n.init and n.name != "masking"
)


class PolicyLaws(PropertyLaws):
    """What every policy keeps; derive, and give `policy`, and `day` if it is of another time.

    A subclass may let `evaluate` ask a program of its own that claims to follow the policy.
    """

    day: date = _DAY
    """The day of receipt."""

    def policy(self) -> Policy:
        """Return the policy to be held; override this."""
        raise NotImplementedError("override policy(): return the policy to be held")

    def evaluate(self, submission: Submission) -> Assessment:
        """Say what is concluded of a submission."""
        return self.policy().evaluate(submission, self.day)

    def submissions(self) -> st.SearchStrategy[Submission]:
        """Return submissions that mean something to the policy, among any others."""
        policy = self.policy()
        reasons = st.sampled_from(possible_reason_codes(policy, self.day))
        refused = reasons.flatmap(lambda reason: rejected_submissions(policy, reason, self.day))
        return st.one_of(open_submissions(policy, self.day), refused, any_submissions())

    @law(data=st.data())
    def test_evaluation_is_deterministic(self, data: st.DataObject) -> None:
        """A conclusion hangs on the submission and the day alone."""
        submission = data.draw(self.submissions())
        first = self.evaluate(submission)

        assert self.evaluate(submission) == first
        assert self.evaluate(evolve(submission)) == first

    @law(data=st.data())
    def test_verdict_follows_from_findings_and_questions(self, data: st.DataObject) -> None:
        """Rejected is what has a blocking finding, open what has a question, accepted the rest."""
        found = self.evaluate(data.draw(self.submissions()))
        blocked = any(finding.is_blocking for finding in found.findings)

        assert blocked is (found.verdict is Verdict.REJECTED)
        assert (found.verdict is Verdict.OPEN) <= bool(found.open_questions)

    @law(data=st.data())
    def test_more_observations_never_reopen_a_verdict(self, data: st.DataObject) -> None:
        """What was rejected stays rejected, and what was accepted does not become a question.

        An acceptance may fall to a note that no question asked for: who happens to see that
        a card was issued tomorrow has seen a forgery, though nobody had to look.
        """
        whole = data.draw(self.submissions())
        several = data.draw(st.lists(st.sampled_from(_OBSERVATION_FIELDS), unique=True))
        after = self.evaluate(whole).verdict

        # Each note alone too: a fault that hangs on one is found in nearly every submission.
        for gap in (several, *([note] for note in _OBSERVATION_FIELDS)):
            before = self.evaluate(_forget_observations(whole, gap)).verdict
            assert before is Verdict.OPEN or after is not Verdict.OPEN
            assert before is not Verdict.REJECTED or after is Verdict.REJECTED

    @law(data=st.data())
    def test_document_order_does_not_matter(self, data: st.DataObject) -> None:
        """Whoever hands in the same papers the other way round is told the same reasons."""
        whole, more = data.draw(self.submissions()), data.draw(self.submissions())
        # Most submissions have one document only: those of another one make an order.
        papers = (*whole.documents, *more.documents)[:MAX_DOCUMENTS]
        in_order, turned = (evolve(whole, documents=p) for p in (papers, papers[::-1]))
        one, other = self.evaluate(in_order), self.evaluate(turned)

        assert one.verdict is other.verdict
        assert sorted(one.reason_codes) == sorted(other.reason_codes)

    @law(data=st.data())
    def test_every_finding_has_source_and_remedy(self, data: st.DataObject) -> None:
        """A finding names a rule in force, its source, and a remedy in both languages."""
        found = self.evaluate(data.draw(self.submissions()))
        in_force = self.policy().in_force_on(self.day).rules

        for finding in found.findings:
            assert finding.rule in in_force
            assert finding.citations
            assert finding.reason.remedy_ja
            assert finding.reason.remedy_en

    @law(data=st.data())
    def test_every_reason_can_be_reported(self, data: st.DataObject) -> None:
        """A submission made to be refused for a reason is refused, and told that reason."""
        policy = self.policy()
        reason = data.draw(st.sampled_from(possible_reason_codes(policy, self.day)))
        found = self.evaluate(data.draw(rejected_submissions(policy, reason, self.day)))

        assert found.verdict is Verdict.REJECTED
        assert reason in found.reason_codes

    @law(data=st.data())
    def test_open_verdicts_have_questions(self, data: st.DataObject) -> None:
        """While the verdict is open somebody can say what is to be looked at."""
        found = self.evaluate(data.draw(open_submissions(self.policy(), self.day)))

        assert found.verdict is Verdict.OPEN
        assert found.open_questions


def _forget_observations(submission: Submission, gap: list[str]) -> Submission:
    """Forget some notes of every document."""
    unknown: Mapping[str, Any] = dict.fromkeys(gap, UNKNOWN)
    return submission.with_observations(
        *[evolve(d.observation, **unknown) for d in submission.documents]
    )
