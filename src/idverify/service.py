"""The review desk (審査窓口): load, decide, append, perform effects; nothing clever.

All rules live below, storage and delivery behind the ports; a desk keeps nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, assert_never

from attrs import frozen

from idverify.calendar.deadline import ReviewClock
from idverify.errors import InvalidValue, VersionConflict
from idverify.interchange.codec import dump, load
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    Command,
    PassDeadline,
    Redact,
    Reject,
    Revoke,
    Submit,
    Withdraw,
)
from idverify.lifecycle.decide import decide
from idverify.lifecycle.effects import DropImages, Notice, Notify, Purge, StartReviewClock
from idverify.lifecycle.events import Submitted
from idverify.lifecycle.fingerprints import fingerprint
from idverify.matching.identity import identity_changes
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, Clock, Message, Notifier, OutboxEntry, Vault
from idverify.render.messages import compose
from idverify.vocabulary._checks import require_opaque
from idverify.vocabulary.applicants import Applicant
from idverify.vocabulary.contacts import Contact, Language
from idverify.vocabulary.submissions import Observation, Submission

__all__ = ["Outcome", "Undelivered", "VerificationDesk", "Wording"]


class Wording(Protocol):
    """Writes the message of a notification, as `idverify.render.messages.compose` does."""

    def __call__(
        self,
        notify: Notify,
        policy: Policy,
        *,
        name: str = "",
        case_id: str = "",
        language: Language = Language.JA,
    ) -> Message:
        """Write a message to the addressee *name*, or to operators about *case_id*."""
        ...


@frozen
class Undelivered:
    """An effect that failed just now; it stays outstanding and is tried again."""

    entry: OutboxEntry
    error: Exception


@frozen(kw_only=True)
class Outcome:
    """What a step led to."""

    case: Case
    assessment: Assessment | None = None
    """For a submission turned away at the door: what has to be mended. Nothing was kept."""
    undelivered: tuple[Undelivered, ...] = ()
    """Effects that failed; the step itself stands."""


@frozen(kw_only=True)
class VerificationDesk:
    """Runs cases: one method for each thing that a person can do.

    Every method that changes something takes a `command_id`; the same id again
    has no second effect. The loser of a race gets `VersionConflict`.
    """

    store: CaseStore
    vault: Vault
    notifier: Notifier
    clock: Clock
    policy: Policy
    review_clock: ReviewClock
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
        submission_id = self.case(case_id).submission_id
        if submission_id is None:
            raise InvalidValue("the case has no submission")
        return self._kept_submission(case_id, submission_id)

    def assess(self, case_id: str) -> Assessment:
        """Say what the policy says of the current submission, under the rules of its receipt."""
        case = self.case(case_id)
        if case.submitted is None:
            raise InvalidValue("the case has no submission")
        return self.policy.evaluate(
            self._kept_submission(case_id, case.submitted.submission_id),
            case.submitted.due.received_on,
        )

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
        _require_bytes(submission, images)
        kept = {
            "contact": dump(contact),
            f"submission/{submission.id}": dump(submission),
            **{f"image/{submission.id}/{digest}": data for digest, data in images.items()},
        }

        def command() -> Submit:
            self._require_new_id(case_id, submission.id)
            mark = fingerprint(submission.applicant, self.vault.salt(case_id))
            return Submit(submission=submission, fingerprint=mark)

        return self._run(case_id, command, command_id, kept)

    def withdraw(self, case_id: str, *, command_id: str) -> Outcome:
        """Take the pending submission back (取下げ)."""
        return self._run(case_id, Withdraw, command_id)

    def change_profile(self, case_id: str, profile: Applicant, *, command_id: str) -> Outcome:
        """Record an edited profile; if the identity really changed: 未完了 again.

        The profile itself stays with the service; it is compared with the one submitted.
        """

        def command() -> ChangeIdentity:
            if self.case(case_id).submission_id is None:
                return ChangeIdentity(changed=frozenset())
            submitted = self.submission(case_id).applicant
            return ChangeIdentity(changed=identity_changes(submitted, profile))

        return self._run(case_id, command, command_id)

    # -- what the reviewer does -------------------------------------------------------------------

    def observe(
        self, case_id: str, submission_id: str, observations: Sequence[Observation]
    ) -> Assessment:
        """Keep what the reviewer noted (所見), one for each document, and say what follows.

        Raises:
            InvalidValue: The submission is not the current one (it was replaced or withdrawn),
                or there are more or fewer notes than documents; nothing is kept.
        """
        if self.case(case_id).submission_id != submission_id:
            raise InvalidValue("that submission is not the current one: look at the case again")
        submission = self._kept_submission(case_id, submission_id).observed(*observations)
        self.vault.put(case_id, [(f"submission/{submission_id}", dump(submission))])
        return self.assess(case_id)

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

        def command() -> Approve:
            submission = self._kept_submission(case_id, submission_id)
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
        final: bool = False,
    ) -> Outcome:
        """Reject the submission (非承認), for the reasons given or else for all findings."""

        def command() -> Reject:
            assessment = self.assess(case_id)
            return Reject(
                submission_id=submission_id,
                reviewer=reviewer,
                reasons=tuple(reasons) or assessment.reason_codes,
                final=final,
                drop_images=assessment.must_purge,
            )

        return self._run(case_id, command, command_id)

    def revoke(
        self,
        case_id: str,
        *,
        reviewer: str,
        reasons: Iterable[str],
        command_id: str,
        final: bool = False,
    ) -> Outcome:
        """Take an approval back, with reasons."""
        command = Revoke(reviewer=reviewer, reasons=tuple(reasons), final=final)
        return self._run(case_id, lambda: command, command_id)

    # -- what the operator does -------------------------------------------------------------------

    def redact(self, case_id: str, *, command_id: str) -> Outcome:
        """Destroy the personal data of the case (破棄); its history of codes remains."""
        return self._run(case_id, Redact, command_id)

    def sweep(self) -> tuple[str, ...]:
        """Mark the cases whose deadline has passed, tell the operators, and return their ids."""
        now = self.clock.now()
        overdue = []
        for case_id in self.store.alarms_until(now):
            before = self.case(case_id)
            try:
                outcome = self._run(case_id, PassDeadline, f"overdue/{before.submission_id}")
            except VersionConflict:
                continue  # somebody is at it; the alarm stays for the next sweep
            self._reset_alarm(case_id, outcome.case)
            if outcome.case.told_overdue:
                overdue.append(case_id)
        return tuple(overdue)

    def _reset_alarm(self, case_id: str, case: Case) -> None:
        """Clear the alarm, unless it rang for a submission that was replaced in the meantime."""
        if case.deadline is None or case.told_overdue:
            self.store.clear_alarm(case_id)
        else:
            self.store.set_alarm(case_id, case.deadline.ends_at)

    def perform_effects(self) -> tuple[Undelivered, ...]:
        """Perform every outstanding effect, the oldest first; return those that failed."""
        failed = []
        for entry in self.store.outstanding():
            try:
                self.perform(entry)
            except Exception as error:  # noqa: BLE001 - one dead mailbox must not stop the others
                failed.append(Undelivered(entry, error))
            else:
                self.store.settle(entry.key)
        return tuple(failed)

    def perform(self, entry: OutboxEntry) -> None:
        """Perform one effect, or raise; whoever calls this settles it afterwards."""
        match entry.effect:
            case StartReviewClock(at=moment):
                self.store.set_alarm(entry.case_id, moment)
            case DropImages(submission_id=submission_id):
                self._drop_images(entry.case_id, submission_id)
            case Purge():
                self.store.clear_alarm(entry.case_id)
                self.vault.purge(entry.case_id)
            case Notify() as notify:
                self._notify(entry.key, entry.case_id, notify)
            case _:
                assert_never(entry.effect)

    # -- how it is done ---------------------------------------------------------------------------

    def _run(
        self,
        case_id: str,
        make: Callable[[], Command],
        command_id: str,
        kept: Mapping[str, bytes] | None = None,
    ) -> Outcome:
        """Decide on the case as it stands; keep, append and perform what follows.

        Only a new command is made: what an old one was made of may be gone.
        """
        require_opaque(case_id=case_id, command_id=command_id)
        case = self.case(case_id)
        if self.store.has_seen(case_id, command_id):
            return Outcome(case=case, undelivered=self._perform_now())
        command = make()
        decision = decide(case, command, self.policy, self.review_clock, self.clock.now())
        if not decision.events:
            return Outcome(case=case, assessment=decision.assessment)
        # The data first: an event that is kept must never point to data that are not.
        self.vault.put(case_id, (kept or {}).items())
        try:
            self.store.append(
                case_id,
                decision.events,
                decision.effects,
                expected=case.version,
                command_id=command_id,
            )
        except VersionConflict:
            self._forget_loser(case_id, command)
            raise
        return Outcome(case=self.case(case_id), undelivered=self._perform_now())

    def _perform_now(self) -> tuple[Undelivered, ...]:
        return () if self.relayed else self.perform_effects()

    def _forget_loser(self, case_id: str, command: Command) -> None:
        """Drop what a submission that lost a race had put into the vault."""
        if isinstance(command, Submit):
            lost = command.submission.id
            if self.case(case_id).submission_id != lost:
                self.vault.drop(case_id, [f"submission/{lost}"])
                self._drop_images(case_id, lost)

    def _require_new_id(self, case_id: str, submission_id: str) -> None:
        """Refuse an id used before: a late verdict on the old one would hit the new one."""
        for event in self.store.history(case_id):
            if isinstance(event, Submitted) and event.submission_id == submission_id:
                raise InvalidValue("the id of the submission was used before: give each its own")

    def _drop_images(self, case_id: str, submission_id: str) -> None:
        prefix = f"image/{submission_id}/"
        names = [name for name in self.vault.names(case_id) if name.startswith(prefix)]
        self.vault.drop(case_id, names)

    def _kept_submission(self, case_id: str, submission_id: str) -> Submission:
        data = self.vault.get(case_id, f"submission/{submission_id}")
        if data is None:
            raise InvalidValue("nothing is kept of that submission: wrong id, or purged")
        return load(data, Submission)

    def _notify(self, key: str, case_id: str, notify: Notify) -> None:
        if notify.notice is Notice.OVERDUE:
            message = self.wording(notify, self.policy, case_id=case_id)
            self.notifier.send(key, self.operators, message)
            return
        kept = self.vault.get(case_id, "contact")
        if kept is None:
            return  # purged in the meantime: there is nobody left to tell
        contact = load(kept, Contact)
        message = self.wording(notify, self.policy, name=contact.name, language=contact.language)
        self.notifier.send(key, contact.email, message)


def _require_bytes(submission: Submission, images: Mapping[str, bytes]) -> None:
    """Make sure that the bytes of each picture came with it, and nothing else."""
    wanted = {image.upload.sha256 for d in submission.documents for image in d.images}
    if wanted != set(images):
        raise InvalidValue(
            f"{len(wanted)} pictures were inspected and {len(images)} handed in, "
            f"{len(wanted & set(images))} of them the same; hand in each under its SHA-256"
        )
