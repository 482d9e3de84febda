"""Reading of a case, and the observations of a reviewer: the steps that append no event."""

from collections.abc import Sequence

from attrs import frozen

from idverify.desk.case_file import CaseFile, HistorySource
from idverify.desk.commands import assess_current
from idverify.desk.guards import (
    require_known_case,
    require_submission_of_case,
    require_submitted,
    require_under_review,
)
from idverify.desk.operations import Operation, call
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.retention import make_image_effects
from idverify.lifecycle.states import State
from idverify.model.observations import Observation
from idverify.model.submissions import Submission
from idverify.model.validators import require_opaque_id
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import Vault

__all__ = ["CaseReader"]


@frozen(kw_only=True)
class CaseReader:
    """The steps that append no event: reading a case, and the observations of a reviewer."""

    store: HistorySource
    vault: Vault
    policy: Policy

    def case(self, case_id: str) -> Operation[Case]:
        """Return the state of a case; an unknown id is a case without events."""
        require_opaque_id(case_id=case_id)
        return replay((yield from call(self.store.history, case_id)))

    def submission(self, case_id: str) -> Operation[Submission]:
        """Return the current submission with its observations."""
        submitted = require_submitted(case_id, (yield from self.case(case_id)))
        return (yield from self.file(case_id).submission(submitted.submission_id))

    def assess(self, case_id: str) -> Operation[Assessment]:
        """Evaluate the current submission by the rules of the day it was received."""
        case = yield from self.case(case_id)
        return (yield from assess_current(self.file(case_id), case, self.policy))

    def image(self, case_id: str, submission_id: str, sha256: str) -> Operation[bytes | None]:
        """Return the bytes of an image, or None if they were destroyed."""
        case = yield from self.case(case_id)
        require_known_case(case_id, case)
        if case.state is State.REDACTED:
            return None  # although its purge may be still to come
        return (yield from self.file(case_id).image(submission_id, sha256))

    def observe(
        self, case_id: str, submission_id: str, observations: Sequence[Observation]
    ) -> Operation[Assessment]:
        """Store the observations of a reviewer and return the assessment."""
        file = self.file(case_id)
        history = yield from call(self.store.history, case_id)
        require_submission_of_case(case_id, history, submission_id)
        require_under_review(case_id, replay(history), submission_id)
        self.policy.require_known_notes(observations)
        submission = yield from file.submission(submission_id)
        yield from file.save_observations(submission.with_observations(*observations))
        # A purge appends its event first: either this sees the event, or the purge sees the data.
        case = yield from self.case(case_id)
        if case.state is State.REDACTED:
            yield from file.purge_leftovers()
        elif case.submission_id != submission_id or case.state is not State.UNDER_REVIEW:
            yield from file.save_observations(submission)  # as they were at the decision
        require_under_review(case_id, case, submission_id)
        assessment = yield from assess_current(file, case, self.policy)
        yield from file.destroy_noncompliant_images(*make_image_effects(submission_id, assessment))
        return assessment

    def file(self, case_id: str) -> CaseFile:
        """Return the access to the vault items of a case."""
        return CaseFile(self.vault, case_id)
