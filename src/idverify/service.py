"""The review desk (審査窓口): load, decide, append, perform effects; nothing clever.

All rules live below, storage and delivery behind the ports; a desk keeps nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import assert_never

from attrs import field, frozen

from idverify import letters
from idverify.calendar.deadline import ReviewClock
from idverify.case_file import (
    CaseFile,
    counts_as_promised,
    moment_after,
    require_bytes,
    require_current,
    require_new_id,
    require_order,
    submitted_of,
)
from idverify.errors import IllegalTransition, Undeliverable, VersionConflict
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    Command,
    LapseVerification,
    PassDeadline,
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
from idverify.lifecycle.fingerprints import fingerprint
from idverify.lifecycle.retention import (
    earliest,
    found_on_pictures,
    images_end,
    verification_end,
)
from idverify.lifecycle.states import State
from idverify.matching.identity import identity_changes
from idverify.outcome import Outcome, Undelivered
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, Clock, Notifier, OutboxEntry, Vault
from idverify.render.messages import Wording, compose
from idverify.vocabulary._checks import require_opaque, several
from idverify.vocabulary.applicants import Applicant
from idverify.vocabulary.contacts import Contact
from idverify.vocabulary.submissions import Observation, Submission

__all__ = ["Outcome", "Undelivered", "VerificationDesk", "Wording"]


@frozen(kw_only=True)
class VerificationDesk:
    """Runs cases: one method for each thing that a person can do.

    Methods that change something take a `command_id`; the same again has no second effect.
    The loser of a race gets `VersionConflict`, a clock at odds with the policy `InvalidValue`.
    """

    store: CaseStore
    vault: Vault
    notifier: Notifier
    clock: Clock
    policy: Policy
    review_clock: ReviewClock = field(validator=counts_as_promised)
    operators: str
    """Where operators are told of overdue cases."""
    relayed: bool = False
    """Leave effects to relays, instead of performing them with each step."""
    wording: Wording = compose
    """What people are told; a service may bring its own words."""

    # -- what can be asked ------------------------------------------------------------------------

    def case(self, case_id: str) -> Case:
        """Return where the case stands; an unknown id is a case that has not begun."""
        return replay(self.store.history(case_id))

    def submission(self, case_id: str) -> Submission:
        """Return the current submission with everything noted of it.

        Raises:
            InvalidValue: The case has none, or it was purged.
        """
        return self._file(case_id).submission(submitted_of(self.case(case_id)).submission_id)

    def assess(self, case_id: str) -> Assessment:
        """Say what the policy says of the current submission, under the rules of its receipt."""
        return self._assess(case_id, self.case(case_id))

    def _assess(self, case_id: str, case: Case) -> Assessment:
        submitted = submitted_of(case)
        submission = self._file(case_id).submission(submitted.submission_id)
        return self.policy.evaluate(submission, submitted.due.received_on)

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
    ) -> Outcome:
        """Take documents in (提出), or turn them away at the door with all findings.

        Args:
            case_id: Opaque id of the case; a new one begins a case.
            submission: The profile and the documents, with inspected uploads.
            images: The bytes of each picture by its SHA-256.
            contact: Where the applicant is told.
            command_id: Opaque id of this request.
        """
        require_bytes(submission, images)
        file = self._file(case_id)

        def command(case: Case) -> Submit:
            require_new_id(self.store.history(case_id), submission.id)
            asked = Submit(submission=submission, fingerprint="")
            if not decide(case, asked, self.policy, self.review_clock, self.clock.now()).events:
                return asked  # turned away at the door: not even a salt is made
            mark = fingerprint(submission.applicant, self.vault.salt(case_id))
            return Submit(submission=submission, fingerprint=mark)

        # The data first: an event that is kept must never point to data that are not.
        return self._run(
            case_id, command, command_id, keep=lambda: file.keep(submission, images, contact)
        )

    def withdraw(self, case_id: str, *, command_id: str) -> Outcome:
        """Take the pending submission back (取下げ)."""
        return self._run(case_id, lambda _: Withdraw(), command_id)

    def change_profile(self, case_id: str, profile: Applicant, *, command_id: str) -> Outcome:
        """Record an edited profile; if the identity really changed: 未完了 again.

        The profile itself stays with the service; it is compared with the one submitted.
        """

        def command(case: Case) -> ChangeIdentity:
            if case.submission_id is None:
                return ChangeIdentity(changed=frozenset())
            submitted = self._file(case_id).submission(case.submission_id).applicant
            return ChangeIdentity(changed=identity_changes(submitted, profile))

        return self._run(case_id, command, command_id)

    # -- what the reviewer does -------------------------------------------------------------------

    def observe(
        self, case_id: str, submission_id: str, observations: Sequence[Observation]
    ) -> Assessment:
        """Keep what the reviewer noted (所見), one for each document, and say what follows.

        Pictures that show what must not be kept are destroyed at once.

        Raises:
            InvalidValue: The submission is not the current one (it was replaced or withdrawn),
                is decided on, or has more or fewer documents than notes; nothing is kept.
        """
        file = self._file(case_id)
        require_current(self.case(case_id), submission_id)
        file.note(file.submission(submission_id).observed(*observations))
        # Whoever purges appends first. So either this sees it, or the purge sees the note.
        case = self.case(case_id)
        if case.state is State.REDACTED:
            file.purge_leftovers()
        require_current(case, submission_id)
        assessment = self._assess(case_id, case)
        file.spare(*found_on_pictures(submission_id, assessment))
        return assessment

    def approve(
        self,
        case_id: str,
        submission_id: str,
        *,
        profile: Applicant,
        reviewer: str,
        command_id: str,
    ) -> Outcome:
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
            is_same = not identity_changes(submission.applicant, profile)
            now = submission.applicant if is_same else profile
            mark = fingerprint(now, self.vault.salt(case_id))
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
    ) -> Outcome:
        """Reject the submission (非承認), for the reasons given or else for all findings."""

        def command(case: Case) -> Reject:
            assessment = self._assess(case_id, case)
            return Reject(
                submission_id=submission_id,
                reviewer=reviewer,
                reasons=several(reasons) or assessment.reason_codes,
                final=final,
                found=assessment,
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
    ) -> Outcome:
        """Take an approval back, with reasons."""
        command = Revoke(reviewer=reviewer, reasons=several(reasons), final=final)
        return self._run(case_id, lambda _: command, command_id)

    # -- what the operator does -------------------------------------------------------------------

    def redact(
        self, case_id: str, *, command_id: str, contract_ended_on: date | None = None
    ) -> Outcome:
        """Destroy the personal data of the case (破棄); its history of codes remains."""
        command = Redact(contract_ended_on=contract_ended_on)
        return self._run(case_id, lambda _: command, command_id)

    def lapse(self, case_id: str, *, command_id: str) -> Outcome:
        """Ask for a new verification (再確認), as `sweep` does when the policy's time has come."""
        return self._run(case_id, lambda _: LapseVerification(), command_id)

    def sweep(self) -> tuple[str, ...]:
        """Mark the cases whose deadline has passed, tell the operators, and return their ids.

        Verifications whose time is over lapse, and pictures that the policy keeps no longer
        are destroyed.
        """
        overdue = []
        for case_id in self.store.alarms_until(self.clock.now()):
            try:
                case = self._look_at(case_id)
            except (VersionConflict, IllegalTransition):
                continue  # somebody is at it; the alarm stays for the next sweep
            self._reset_alarm(case_id, case)
            if case.told_overdue:
                overdue.append(case_id)
        return tuple(overdue)

    def _look_at(self, case_id: str) -> Case:
        """Take the step, if any, for which the time has come."""
        case = self.case(case_id)
        end = verification_end(case, self.policy, self.review_clock)
        if end is None:
            command_id = f"overdue/{case.submission_id}"
            return self._run(case_id, lambda _: PassDeadline(), command_id).case
        if end > self.clock.now():
            return case
        return self.lapse(case_id, command_id=f"lapse/{case.submission_id}").case

    def _reset_alarm(self, case_id: str, case: Case) -> None:
        """Destroy pictures whose time is over, and look again when the next time is."""
        end = images_end(case, self.policy, self.review_clock)
        if end is not None and end <= self.clock.now():
            self._file(case_id).drop_images()
            end = None
        due = case.deadline.ends_at if case.deadline and not case.told_overdue else None
        lapses = verification_end(case, self.policy, self.review_clock)
        if moments := earliest(due, end, lapses):
            self.store.set_alarm(case_id, *moments)
        else:
            self.store.clear_alarm(case_id)

    def perform_effects(self) -> tuple[Undelivered, ...]:
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
                failed.append(Undelivered(entry, error))
                held |= set() if isinstance(error, Undeliverable) else {entry.case_id}
            else:
                self.store.settle(entry.key)
        return tuple(failed)

    def perform(self, entry: OutboxEntry) -> None:
        """Perform one effect, or raise; whoever calls this settles it afterwards."""
        match entry.effect:
            case StartReviewClock(at=moment) | StartRetentionClock(at=moment):
                self.store.set_alarm(entry.case_id, moment)
            case DropImages() | MaskImages() as effect:
                self._file(entry.case_id).spare(effect)
            case Purge():
                self.store.clear_alarm(entry.case_id)
                self._file(entry.case_id).purge()
            case Notify() as notify:
                letters.send(self, entry.key, entry.case_id, notify)
            case _:
                assert_never(entry.effect)

    # -- how it is done ---------------------------------------------------------------------------

    def _run(
        self,
        case_id: str,
        make: Callable[[Case], Command],
        command_id: str,
        keep: Callable[[], None] | None = None,
    ) -> Outcome:
        """Decide on the case as it stands; keep, append and perform what follows.

        Only a new command is made: what an old one was made of may be gone.
        """
        require_opaque(case_id=case_id, command_id=command_id)
        history = self.store.history(case_id)
        case = replay(history)
        if self.store.has_seen(case_id, command_id):
            return Outcome(case=case, undelivered=self._perform_now())
        command = make(case)
        now = moment_after(history, self.clock.now())
        decision = decide(case, command, self.policy, self.review_clock, now)
        if not decision.events:
            return Outcome(case=case, assessment=decision.assessment)
        require_order(history, decision.events)
        if keep:
            keep()
        try:
            self.store.append(
                case_id,
                decision.events,
                decision.effects,
                expected=case.version,
                command_id=command_id,
            )
        except VersionConflict:
            self._tidy(case_id, command)
            raise
        self._tidy(case_id, command)
        return Outcome(case=self.case(case_id), undelivered=self._perform_now())

    def _perform_now(self) -> tuple[Undelivered, ...]:
        return () if self.relayed else self.perform_effects()

    def _tidy(self, case_id: str, command: Command) -> None:
        """Drop what a submission made needless, or what one that lost a race had put away."""
        if isinstance(command, Submit):
            self._file(case_id).tidy(self.store.history(case_id), command.submission.id)

    def _file(self, case_id: str) -> CaseFile:
        return CaseFile(self.vault, case_id)
