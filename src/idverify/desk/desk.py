"""The review desk (審査窓口): load, decide, append, perform effects; nothing clever.

All rules live below, storage and delivery behind the ports; a desk keeps nothing.
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
from idverify.model.submissions import Observation, Submission
from idverify.model.validators import as_tuple, require_opaque_id
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, Clock, Notifier, OutboxEntry, Vault
from idverify.render.messages import MessageComposer, compose_message

__all__ = ["FailedEffect", "MessageComposer", "StepResult", "VerificationDesk"]


@frozen(kw_only=True)
class VerificationDesk:
    """Runs cases: one method for each thing that a person can do.

    Methods that change something take a `command_id`; the same again has no second effect.
    The loser of a race gets `VersionConflictError`, a clock at odds with the policy `InvalidValueError`.
    """

    store: CaseStore
    vault: Vault
    notifier: Notifier
    clock: Clock
    policy: Policy
    review_clock: ReviewClock = field(validator=validate_review_clock)
    operators: str
    """Where operators are told of overdue cases."""
    defer_effects: bool = False
    """Leave effects to relays, instead of performing them with each step."""
    wording: MessageComposer = compose_message
    """What people are told; a service may bring its own words."""

    # -- what can be asked ------------------------------------------------------------------------

    def case(self, case_id: str) -> Case:
        """Return where the case stands; an unknown id is a case that has not begun."""
        return replay(self.store.history(case_id))

    def submission(self, case_id: str) -> Submission:
        """Return the current submission with everything noted of it.

        Raises:
            InvalidValueError: The case has none, or it was purged.
        """
        return self._file(case_id).submission(require_submitted(self.case(case_id)).submission_id)

    def assess(self, case_id: str) -> Assessment:
        """Say what the policy says of the current submission, under the rules of its receipt."""
        return self._assess(case_id, self.case(case_id))

    def _assess(self, case_id: str, case: Case) -> Assessment:
        submitted = require_submitted(case)
        submission = self._file(case_id).submission(submitted.submission_id)
        return self.policy.evaluate(submission, submitted.deadline.received_on)

    def image(self, case_id: str, submission_id: str, sha256: str) -> bytes | None:
        """Return the bytes of a picture, unless they were destroyed."""
        return self._file(case_id).image(submission_id, sha256)

    # -- what the applicant does ------------------------------------------------------------------

    def submit(
        self,
        case_id: str,
        submission: Submission,
        images: Mapping[str, bytes],
        contact: Contact,
        *,
        command_id: str,
    ) -> StepResult:
        """Take documents in (提出), or turn them away at the door with all findings.

        Args:
            case_id: Opaque id of the case; a new one begins a case.
            submission: The profile and the documents, with inspected uploads.
            images: The bytes of each picture by its SHA-256.
            contact: Where the applicant is told.
            command_id: Opaque id of this request.
        """
        require_image_bytes(submission, images)
        file = self._file(case_id)

        def command(case: Case) -> Submit:
            require_new_submission_id(self.store.history(case_id), submission.id)
            asked = Submit(submission=submission, fingerprint="")
            if not decide(case, asked, self.policy, self.review_clock, self.clock.now()).events:
                return asked  # turned away at the door: not even a salt is made
            mark = compute_fingerprint(submission.applicant, self.vault.salt(case_id))
            return Submit(submission=submission, fingerprint=mark)

        # The data first: an event that is kept must never point to data that are not.
        return self._run(
            case_id,
            command,
            command_id,
            keep=lambda: file.save_submission(submission, images, contact),
        )

    def withdraw(self, case_id: str, *, command_id: str) -> StepResult:
        """Take the pending submission back (取下げ)."""
        return self._run(case_id, lambda _: Withdraw(), command_id)

    def change_profile(self, case_id: str, profile: Applicant, *, command_id: str) -> StepResult:
        """Record an edited profile; if the identity really changed: 未完了 again.

        The profile itself stays with the service; it is compared with the one submitted.
        """

        def command(case: Case) -> ChangeIdentity:
            if case.submission_id is None:
                return ChangeIdentity(changed=frozenset())
            submitted = self._file(case_id).submission(case.submission_id).applicant
            return ChangeIdentity(changed=detect_identity_changes(submitted, profile))

        return self._run(case_id, command, command_id)

    # -- what the reviewer does -------------------------------------------------------------------

    def observe(
        self, case_id: str, submission_id: str, observations: Sequence[Observation]
    ) -> Assessment:
        """Keep what the reviewer noted (所見), one for each document, and say what follows.

        Pictures that show what must not be kept are destroyed at once.

        Raises:
            InvalidValueError: The submission is not the current one (it was replaced or withdrawn),
                is decided on, or has more or fewer documents than notes; nothing is kept.
        """
        file = self._file(case_id)
        require_under_review(self.case(case_id), submission_id)
        file.save_observations(file.submission(submission_id).with_observations(*observations))
        # Whoever purges appends first. So either this sees it, or the purge sees the note.
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
        """Approve the submission the reviewer has seen (承認), if the policy lets it.

        Args:
            case_id: The case.
            submission_id: The submission the reviewer has seen; refused if it was replaced.
            profile: The profile as the service holds it at this moment; refused if it is no
                longer the one submitted.
            reviewer: Opaque id of the reviewer.
            command_id: Opaque id of this request.
        """

        def command(_: Case) -> Approve:
            submission = self._file(case_id).submission(submission_id)
            is_same = not detect_identity_changes(submission.applicant, profile)
            now = submission.applicant if is_same else profile
            mark = compute_fingerprint(now, self.vault.salt(case_id))
            return Approve(submission=submission, fingerprint=mark, reviewer=reviewer)

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
        """Reject the submission (非承認), for the reasons given or else for all findings."""

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
        """Take an approval back, with reasons."""
        command = Revoke(reviewer=reviewer, reasons=as_tuple(reasons), final=final)
        return self._run(case_id, lambda _: command, command_id)

    # -- what the operator does -------------------------------------------------------------------

    def redact(
        self, case_id: str, *, command_id: str, contract_ended_on: date | None = None
    ) -> StepResult:
        """Destroy the personal data of the case (破棄); its history of codes remains."""
        command = Redact(contract_ended_on=contract_ended_on)
        return self._run(case_id, lambda _: command, command_id)

    def lapse(self, case_id: str, *, command_id: str) -> StepResult:
        """Ask for a new verification (再確認), as `sweep` does when the policy's time has come."""
        return self._run(case_id, lambda _: LapseVerification(), command_id)

    def process_due_cases(self) -> tuple[str, ...]:
        """Mark the cases whose deadline has passed, tell the operators, and return their ids.

        Verifications whose time is over lapse, and pictures that the policy keeps no longer
        are destroyed.
        """
        overdue = []
        for case_id in self.store.alarms_until(self.clock.now()):
            try:
                case = self._look_at(case_id)
            except (VersionConflictError, IllegalTransitionError):
                continue  # somebody is at it; the alarm stays for the next sweep
            self._reset_alarm(case_id, case)
            if case.is_overdue_reported:
                overdue.append(case_id)
        return tuple(overdue)

    def _look_at(self, case_id: str) -> Case:
        """Take the step, if any, for which the time has come."""
        case = self.case(case_id)
        end = verification_end(case, self.policy, self.review_clock)
        if end is None:
            command_id = f"overdue/{case.submission_id}"
            return self._run(case_id, lambda _: CheckDeadline(), command_id).case
        if end > self.clock.now():
            return case
        return self.lapse(case_id, command_id=f"lapse/{case.submission_id}").case

    def _reset_alarm(self, case_id: str, case: Case) -> None:
        """Destroy pictures whose time is over, and look again when the next time is."""
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

        A message of a case waits for the one before it, and a purge for both; what can
        never be delivered holds nothing up. Clocks and pictures do not wait for mail.
        """
        failed, held = [], set[str]()
        for entry in self.store.outstanding():
            if entry.case_id in held and isinstance(entry.effect, Notify | Purge):
                continue
            try:
                self.perform(entry)
            except Exception as error:  # noqa: BLE001 - one dead mailbox must not stop the others
                failed.append(FailedEffect(entry, error))
                held |= set() if isinstance(error, PermanentDeliveryError) else {entry.case_id}
            else:
                self.store.acknowledge(entry.key)
        return tuple(failed)

    def perform(self, entry: OutboxEntry) -> None:
        """Perform one effect, or raise; whoever calls this settles it afterwards."""
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

    # -- how it is done ---------------------------------------------------------------------------

    def _run(
        self,
        case_id: str,
        make: Callable[[Case], Command],
        command_id: str,
        keep: Callable[[], None] | None = None,
    ) -> StepResult:
        """Decide on the case as it stands; keep, append and perform what follows.

        Only a new command is made: what an old one was made of may be gone.
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
        """Drop what a submission made needless, or what one that lost a race had put away."""
        if isinstance(command, Submit):
            self._file(case_id).clean_up_after_append(
                self.store.history(case_id), command.submission.id
            )

    def _file(self, case_id: str) -> CaseFile:
        return CaseFile(self.vault, case_id)
