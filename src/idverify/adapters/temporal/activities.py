"""What the workflow may not do itself: ask the vault and the calendar, and perform effects.

The rulings run as *local* activities. Their results stand in the history, so that
neither a later release of `holidays` nor a later policy nor a later `decide` can
change what a running case was told.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any, Final, assert_never

from attrs import field, frozen
from temporalio import activity
from temporalio.exceptions import ApplicationError

from idverify.adapters._failures import is_hopeless, told
from idverify.adapters.temporal.requests import (
    ApproveRequest,
    ChangeRequest,
    DeadlineRequest,
    Known,
    Promise,
    RedactRequest,
    Refusal,
    RejectRequest,
    RetentionRequest,
    RevokeRequest,
    Ruling,
    SubmitRequest,
    WithdrawRequest,
)
from idverify.calendar.deadline import ReviewClock
from idverify.case_file import CaseFile, require_new_id, submissions_of, submitted_of
from idverify.errors import IllegalTransition, InvalidValue, VersionConflict
from idverify.letters import how_counted
from idverify.lifecycle.case import replay
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
from idverify.lifecycle.decide import Decision, decide
from idverify.lifecycle.effects import (
    TO_OPERATORS,
    DropImages,
    MaskImages,
    Notify,
    Purge,
    StartRetentionClock,
    StartReviewClock,
)
from idverify.lifecycle.events import Event, Submitted
from idverify.lifecycle.fingerprints import fingerprint
from idverify.lifecycle.retention import earliest, images_end, verification_end
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import Notifier, Vault
from idverify.render.messages import Wording, compose
from idverify.vocabulary.contacts import Contact

__all__ = ["CaseActivities"]

#: When reviewers are reminded, on the business day before the last one.
REMINDED_AT: Final = time(9)


@frozen(kw_only=True)
class CaseActivities:
    """What a worker needs to rule on cases and to perform their effects; keeps nothing itself."""

    vault: Vault
    notifier: Notifier
    policy: Policy
    review_clock: ReviewClock
    operators: str
    """Where operators are reminded, and told of overdue cases."""
    wording: Wording = field(default=compose)

    def all(self) -> Sequence[Callable[..., Any]]:
        """Return every activity, for a worker."""
        return (
            self.submit,
            self.approve,
            self.reject,
            self.withdraw,
            self.change,
            self.revoke,
            self.redact,
            self.pass_deadline,
            self.end_retention,
            self.perform,
        )

    # -- rulings ----------------------------------------------------------------------------------

    @activity.defn(name=f"idverify.{SubmitRequest.step}")
    def submit(self, known: Known, request: SubmitRequest) -> Ruling:
        """Rule on a submission that the vault keeps."""

        def command() -> Submit:
            require_new_id(known.events, request.submission_id)
            submission = self._file(known.case_id).submission(request.submission_id)
            asked = Submit(submission=submission, fingerprint="")
            if not self._decide(known, asked).events:
                return asked  # turned away at the door: not even a salt is made
            mark = fingerprint(submission.applicant, self.vault.salt(known.case_id))
            return Submit(submission=submission, fingerprint=mark)

        return self._rule(known, command)

    @activity.defn(name=f"idverify.{ApproveRequest.step}")
    def approve(self, known: Known, request: ApproveRequest) -> Ruling:
        """Rule on an approval, with what the reviewer noted last."""
        return self._rule(
            known,
            lambda: Approve(
                submission=self._file(known.case_id).submission(request.submission_id),
                fingerprint=request.fingerprint,
                reviewer=request.reviewer,
            ),
        )

    @activity.defn(name=f"idverify.{RejectRequest.step}")
    def reject(self, known: Known, request: RejectRequest) -> Ruling:
        """Rule on a rejection; without reasons of its own, for all that the policy finds."""

        def command() -> Reject:
            assessment = self._assess(known)
            return Reject(
                submission_id=request.submission_id,
                reviewer=request.reviewer,
                reasons=request.reasons or assessment.reason_codes,
                final=request.final,
                found=assessment,
            )

        return self._rule(known, command)

    @activity.defn(name=f"idverify.{WithdrawRequest.step}")
    def withdraw(self, known: Known, _: WithdrawRequest) -> Ruling:
        """Rule on a withdrawal."""
        return self._rule(known, Withdraw)

    @activity.defn(name=f"idverify.{ChangeRequest.step}")
    def change(self, known: Known, request: ChangeRequest) -> Ruling:
        """Rule on an edited profile, if it was compared with the submission of now."""

        def command() -> ChangeIdentity:
            if request.expected != len(known.events):
                raise VersionConflict(known.case_id, request.expected, len(known.events))
            return ChangeIdentity(changed=request.changed)

        return self._rule(known, command)

    @activity.defn(name=f"idverify.{RevokeRequest.step}")
    def revoke(self, known: Known, request: RevokeRequest) -> Ruling:
        """Rule on taking an approval back."""
        return self._rule(
            known,
            lambda: Revoke(reviewer=request.reviewer, reasons=request.reasons, final=request.final),
        )

    @activity.defn(name=f"idverify.{RedactRequest.step}")
    def redact(self, known: Known, request: RedactRequest) -> Ruling:
        """Rule on the end of the personal data."""
        return self._rule(known, lambda: Redact(contract_ended_on=request.contract_ended_on))

    @activity.defn(name=f"idverify.{DeadlineRequest.step}")
    def pass_deadline(self, known: Known, _: DeadlineRequest) -> Ruling:
        """Rule on a deadline whose timer has gone off."""
        return self._rule(known, PassDeadline)

    @activity.defn(name=f"idverify.{RetentionRequest.step}")
    def end_retention(self, known: Known, _: RetentionRequest) -> Ruling:
        """Say what has had its time, verification or pictures, and when to look again."""
        case = replay(known.events)
        lapses = verification_end(case, self.policy, self.review_clock)
        pictures = images_end(case, self.policy, self.review_clock)
        decision = Decision()
        if _is_past(lapses, known):
            decision, lapses = self._decide(known, LapseVerification()), None
        effects = decision.effects
        if _is_past(pictures, known):
            # By name: those of a submission that is waiting for its turn are none of them.
            over = (DropImages(submission_id=s.submission_id) for s in submissions_of(known.events))
            effects, pictures = (*effects, *over), None
        again = next(iter(earliest(lapses, pictures)), None)
        return Ruling(events=decision.events, effects=effects, retain_until=again)

    def _decide(self, known: Known, command: Command) -> Decision:
        return decide(replay(known.events), command, self.policy, self.review_clock, known.now)

    def _rule(self, known: Known, make: Callable[[], Command]) -> Ruling:
        try:
            decision = self._decide(known, make())
        except (IllegalTransition, InvalidValue, VersionConflict) as error:
            return Ruling(refusal=Refusal.of(error))
        if decision.assessment:
            return Ruling(turned_away_on=self.review_clock.deadline(known.now).received_on)
        return Ruling(
            events=decision.events,
            effects=decision.effects,
            remind_at=self._reminder(decision.events),
        )

    def _reminder(self, events: Sequence[Event]) -> datetime | None:
        """Say when to remind; None if the business day before has come already."""
        for event in events:
            if isinstance(event, Submitted):
                day = self.review_clock.calendar.previous(event.due.due_on)
                at = datetime.combine(day, REMINDED_AT, self.review_clock.zone)
                return at if at > event.at else None
        return None

    def _assess(self, known: Known) -> Assessment:
        submitted = submitted_of(replay(known.events))
        submission = self._file(known.case_id).submission(submitted.submission_id)
        return self.policy.evaluate(submission, submitted.due.received_on)

    def _file(self, case_id: str) -> CaseFile:
        return CaseFile(self.vault, case_id)

    # -- effects ----------------------------------------------------------------------------------

    @activity.defn(name="idverify.perform")
    def perform(self, promise: Promise) -> None:
        """Perform one effect, or raise; a repeat carries the same key."""
        try:
            self._perform(promise)
        except Exception as error:  # noqa: BLE001 - whatever it is, its text must not travel
            # What is raised here is logged by the worker.
            name = type(error).__name__
            raise ApplicationError(
                told(error), type=name, non_retryable=is_hopeless(error)
            ) from None

    def _perform(self, promise: Promise) -> None:
        match promise.effect:
            case Notify() as notify:
                self._notify(promise, notify)
            case DropImages() | MaskImages() as effect:
                self._file(promise.case_id).spare(effect)
            case Purge():
                self._file(promise.case_id).purge()
            case StartReviewClock() | StartRetentionClock():
                raise InvalidValue("clocks are timers of the workflow")
            case _:
                assert_never(promise.effect)

    def _notify(self, promise: Promise, notify: Notify) -> None:
        if notify.notice in TO_OPERATORS:
            message = self.wording(notify, self.policy, case_id=promise.case_id)
            self.notifier.send(promise.key, self.operators, message)
            return
        contact = self._addressee(promise)
        if contact is None:
            return  # purged in the meantime: there is nobody left to tell
        name, language = contact.name, contact.language
        last = promise.submissions[-1:]
        why = "".join(how_counted(notify, one, self.review_clock, language) for one in last)
        message = self.wording(notify, self.policy, name=name, language=language, why=why)
        self.notifier.send(promise.key, contact.email, message)

    def _addressee(self, promise: Promise) -> Contact | None:
        """Return where the applicant last asked to be told, and forget where before.

        Not sooner: a message that was under way when they asked anew still goes to the old place.
        """
        file = self._file(promise.case_id)
        # The first release named no submission with a promise, and kept one contact a case.
        *earlier, last = [submitted.submission_id for submitted in promise.submissions] or [""]
        file.drop_earlier_contacts(last, earlier)
        return file.contact(last)


def _is_past(moment: datetime | None, known: Known) -> bool:
    return moment is not None and moment <= known.now
