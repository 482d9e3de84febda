"""Review desk (審査窓口): the steps of a case: load, decide, append, perform effects.

Rules are in lower layers, storage and delivery behind the ports; a desk stores nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import assert_never

from attrs import field, frozen

from idverify.calendar.deadline import ReviewClock
from idverify.desk import notifications as letters
from idverify.desk.case_file import (
    CaseFile,
    require_chronological_order,
    require_image_bytes,
    require_new_submission_id,
    require_submitted,
    require_under_review,
    tolerate_clock_skew,
    validate_review_clock,
)
from idverify.desk.results import FailedEffect, StepResult
from idverify.errors import IllegalTransitionError, PermanentDeliveryError, VersionConflictError
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    CheckDeadline,
    Command,
    LapseVerification,
    Redact,
    Reject,
    Revoke,
    Submit,
    Withdraw,
)
from idverify.lifecycle.decide import decide
from idverify.lifecycle.effects import (
    DropImages,
    MaskImages,
    Notify,
    Purge,
    StartRetentionClock,
    StartReviewClock,
)
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.lifecycle.retention import (
    earliest,
    image_retention_end,
    make_image_effects,
    verification_end,
)
from idverify.lifecycle.states import State
from idverify.matching.changes import detect_identity_changes
from idverify.model.applicants import Applicant
from idverify.model.contacts import Contact
from idverify.model.observations import Observation
from idverify.model.submissions import Submission
from idverify.model.validators import as_tuple, require_opaque_id
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, Clock, Notifier, OutboxEntry, Vault
from idverify.render.messages import MessageComposer, compose_message

__all__ = ["FailedEffect", "MessageComposer", "StepResult", "VerificationDesk"]


@frozen(kw_only=True)
class VerificationDesk:
    """Runs cases, with one method for each action of an applicant, reviewer or operator.

    A repeated `command_id` has no second effect. The loser of a race gets
    `VersionConflictError`; a clock at odds with the policy raises `InvalidValueError`.
    """

    store: CaseStore
    vault: Vault
    notifier: Notifier
    clock: Clock
    policy: Policy
    review_clock: ReviewClock = field(validator=validate_review_clock)
    operators: str
    """The address to which overdue cases are reported."""
    defer_effects: bool = False
    """Leave effects to relays instead of performing them with each step."""
    wording: MessageComposer = compose_message
    """Composes the texts of notifications; a service may provide its own."""

    # -- queries ----------------------------------------------------------------------------------

    def case(self, case_id: str) -> Case:
        """Return the state of a case; an unknown id is a case without events."""
        return replay(self.store.history(case_id))

    def submission(self, case_id: str) -> Submission:
        """Return the current submission with its observations.

        Raises:
            InvalidValueError: The case has none, or it was purged.
        """
        return self._file(case_id).submission(require_submitted(self.case(case_id)).submission_id)

    def assess(self, case_id: str) -> Assessment:
        """Evaluate the current submission under the rules of the day it was received."""
        return self._assess(case_id, self.case(case_id))

    def _assess(self, case_id: str, case: Case) -> Assessment:
        submitted = require_submitted(case)
        submission = self._file(case_id).submission(submitted.submission_id)
        return self.policy.evaluate(submission, submitted.deadline.received_on)

    def image(self, case_id: str, submission_id: str, sha256: str) -> bytes | None:
        """Return the bytes of an image, or None if they were destroyed."""
        return self._file(case_id).image(submission_id, sha256)

    # -- steps of the applicant -------------------------------------------------------------------

    def submit(
        self,
        case_id: str,
        submission: Submission,
        images: Mapping[str, bytes],
        contact: Contact,
        *,
        command_id: str,
    ) -> StepResult:
        """Submit documents (提出), or refuse them at intake with all findings.

        Args:
            case_id: Opaque id of the case; a new one begins a case.
            submission: The profile and the documents, with inspected uploads.
            images: The bytes of each image by its SHA-256.
            contact: Where the applicant is notified.
            command_id: Opaque id of this request.
        """
        require_image_bytes(submission, images)
        file = self._file(case_id)

        def command(case: Case) -> Submit:
            require_new_submission_id(self.store.history(case_id), submission.id)
            draft = Submit(submission=submission, fingerprint="")
            if not decide(case, draft, self.policy, self.review_clock, self.clock.now()).events:
                return draft  # refused at intake: not even a salt is made
            fingerprint = compute_fingerprint(submission.applicant, self.vault.salt(case_id))
            return Submit(submission=submission, fingerprint=fingerprint)

        # Data before events: a stored event must never refer to data that are not stored.
        return self._run(
            case_id, command, command_id, lambda: file.save_submission(submission, images, contact)
        )

    def withdraw(self, case_id: str, *, command_id: str) -> StepResult:
        """Withdraw the pending submission (取下げ)."""
        return self._run(case_id, lambda _: Withdraw(), command_id)

    def change_profile(self, case_id: str, profile: Applicant, *, command_id: str) -> StepResult:
        """Record an edited profile; a changed identity returns the case to 未完了.

        The profile is only compared with the one submitted; it stays with the service.
        """

        def command(case: Case) -> ChangeIdentity:
            if case.submission_id is None:
                return ChangeIdentity(changed=frozenset())
            submitted = self._file(case_id).submission(case.submission_id).applicant
            return ChangeIdentity(changed=detect_identity_changes(submitted, profile))

        return self._run(case_id, command, command_id)

    # -- steps of the reviewer --------------------------------------------------------------------

    def observe(
        self, case_id: str, submission_id: str, observations: Sequence[Observation]
    ) -> Assessment:
        """Store the observations of a reviewer (所見), one per document, and return the assessment.

        Images that show what must not be kept are destroyed at once.

        Raises:
            InvalidValueError: The submission was replaced, withdrawn or decided on, or the number
                of observations is not that of its documents; nothing is stored.
        """
        file = self._file(case_id)
        require_under_review(self.case(case_id), submission_id)
        file.save_observations(file.submission(submission_id).with_observations(*observations))
        # A purge appends its event first: either this sees the event, or the purge sees the data.
        case = self.case(case_id)
        if case.state is State.REDACTED:
            file.purge_leftovers()
        require_under_review(case, submission_id)
        assessment = self._assess(case_id, case)
        file.destroy_noncompliant_images(*make_image_effects(submission_id, assessment))
        return assessment

    def approve(
        self,
        case_id: str,
        submission_id: str,
        *,
        profile: Applicant,
        reviewer: str,
        command_id: str,
    ) -> StepResult:
        """Approve the submission that the reviewer has seen (承認), if the policy accepts it.

        Args:
            case_id: The case.
            submission_id: The submission the reviewer has seen; refused if it was replaced.
            profile: The service's current profile; refused if it is not the one submitted.
            reviewer: Opaque id of the reviewer.
            command_id: Opaque id of this request.
        """

        def command(_: Case) -> Approve:
            submission = self._file(case_id).submission(submission_id)
            is_same = not detect_identity_changes(submission.applicant, profile)
            current = submission.applicant if is_same else profile
            fingerprint = compute_fingerprint(current, self.vault.salt(case_id))
            return Approve(submission=submission, fingerprint=fingerprint, reviewer=reviewer)

        return self._run(case_id, command, command_id)

    def reject(
        self,
        case_id: str,
        submission_id: str,
        *,
        reviewer: str,
        command_id: str,
        reasons: Iterable[str] = (),
        final: bool | None = None,
    ) -> StepResult:
        """Reject a submission (非承認), for the given reasons or else for all findings."""

        def command(case: Case) -> Reject:
            assessment = self._assess(case_id, case)
            return Reject(
                submission_id=submission_id,
                reviewer=reviewer,
                reasons=as_tuple(reasons) or assessment.reason_codes,
                final=final,
                assessment=assessment,
            )

        return self._run(case_id, command, command_id)

    def revoke(
        self,
        case_id: str,
        *,
        reviewer: str,
        reasons: Iterable[str],
        command_id: str,
        final: bool | None = None,
    ) -> StepResult:
        """Revoke an approval, with reasons."""
        command = Revoke(reviewer=reviewer, reasons=as_tuple(reasons), final=final)
        return self._run(case_id, lambda _: command, command_id)

    # -- steps of the operator --------------------------------------------------------------------

    def redact(
        self, case_id: str, *, command_id: str, contract_ended_on: date | None = None
    ) -> StepResult:
        """Destroy the personal data of a case (破棄); its history of codes remains."""
        command = Redact(contract_ended_on=contract_ended_on)
        return self._run(case_id, lambda _: command, command_id)

    def lapse(self, case_id: str, *, command_id: str) -> StepResult:
        """Require a new verification (再確認), as `process_due_cases` does when it is due."""
        return self._run(case_id, lambda _: LapseVerification(), command_id)

    def process_due_cases(self) -> tuple[str, ...]:
        """Report the cases whose deadline has passed to the operators, and return their ids.

        Verifications lapse and images are destroyed when their period has ended.
        """
        overdue = []
        for case_id in self.store.alarms_until(self.clock.now()):
            try:
                case = self._look_at(case_id)
            except (VersionConflictError, IllegalTransitionError):
                continue  # changed by another process; the alarm stays for the next call
            self._reset_alarm(case_id, case)
            if case.is_overdue_reported:
                overdue.append(case_id)
        return tuple(overdue)

    def _look_at(self, case_id: str) -> Case:
        """Take the step that is due, if there is one."""
        case = self.case(case_id)
        end = verification_end(case, self.policy, self.review_clock)
        if end is None:
            command_id = f"overdue/{case.submission_id}"
            return self._run(case_id, lambda _: CheckDeadline(), command_id).case
        if end > self.clock.now():
            return case
        return self.lapse(case_id, command_id=f"lapse/{case.submission_id}").case

    def _reset_alarm(self, case_id: str, case: Case) -> None:
        """Destroy images whose retention has ended, and set the alarm for the next due moment."""
        end = image_retention_end(case, self.policy, self.review_clock)
        if end is not None and end <= self.clock.now():
            self._file(case_id).drop_images()
            end = None
        due = case.deadline.ends_at if case.deadline and not case.is_overdue_reported else None
        lapses = verification_end(case, self.policy, self.review_clock)
        if moments := earliest(due, end, lapses):
            self.store.set_alarm(case_id, *moments)
        else:
            self.store.clear_alarm(case_id)

    def perform_effects(self) -> tuple[FailedEffect, ...]:
        """Perform every outstanding effect, the oldest first; return those that failed.

        A failed effect blocks later messages and the purge of its case, except a message that
        can never be delivered. Alarms and the destruction of images are not blocked.
        """
        failed, blocked = [], set[str]()
        for entry in self.store.outstanding():
            if entry.case_id in blocked and isinstance(entry.effect, Notify | Purge):
                continue
            try:
                self.perform(entry)
            except Exception as error:  # noqa: BLE001 - one failing mailbox must not stop others
                failed.append(FailedEffect(entry, error))
                blocked |= set() if isinstance(error, PermanentDeliveryError) else {entry.case_id}
            else:
                self.store.acknowledge(entry.key)
        return tuple(failed)

    def perform(self, entry: OutboxEntry) -> None:
        """Perform one effect, or raise; the caller acknowledges it afterwards."""
        match entry.effect:
            case StartReviewClock(at=moment) | StartRetentionClock(at=moment):
                self.store.set_alarm(entry.case_id, moment)
            case DropImages() | MaskImages() as effect:
                self._file(entry.case_id).destroy_noncompliant_images(effect)
            case Purge():
                self.store.clear_alarm(entry.case_id)
                self._file(entry.case_id).purge()
            case Notify() as notify:
                letters.send_notification(self, entry.key, entry.case_id, notify)
            case _:
                assert_never(entry.effect)

    # -- implementation ---------------------------------------------------------------------------

    def _run(
        self,
        case_id: str,
        make: Callable[[Case], Command],
        command_id: str,
        keep: Callable[[], None] | None = None,
    ) -> StepResult:
        """Make and decide a command; store data, append events and perform effects.

        A command that was seen before is not made again: its source data may be gone.
        """
        require_opaque_id(case_id=case_id, command_id=command_id)
        history = self.store.history(case_id)
        case = replay(history)
        if self.store.has_seen(case_id, command_id):
            return StepResult(case=case, failed_effects=self._perform_now())
        command = make(case)
        now = tolerate_clock_skew(history, self.clock.now())
        decision = decide(case, command, self.policy, self.review_clock, now)
        if not decision.events:
            return StepResult(case=case, assessment=decision.assessment)
        require_chronological_order(history, decision.events)
        if keep:
            keep()
        try:
            self.store.append(
                case_id,
                decision.events,
                decision.effects,
                expected_version=case.version,
                command_id=command_id,
            )
        except VersionConflictError:
            self._tidy(case_id, command)
            raise
        self._tidy(case_id, command)
        return StepResult(case=self.case(case_id), failed_effects=self._perform_now())

    def _perform_now(self) -> tuple[FailedEffect, ...]:
        return () if self.defer_effects else self.perform_effects()

    def _tidy(self, case_id: str, command: Command) -> None:
        """Destroy what a submission made obsolete, or the data of one that lost a race."""
        if isinstance(command, Submit):
            self._file(case_id).clean_up_after_append(
                self.store.history(case_id), command.submission.id
            )

    def _file(self, case_id: str) -> CaseFile:
        return CaseFile(self.vault, case_id)
