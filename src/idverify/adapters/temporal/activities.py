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

from idverify.adapters._delivery_errors import describe_error, is_permanent_failure
from idverify.adapters.temporal.requests import (
    ApproveRequest,
    CaseContext,
    ChangeIdentityRequest,
    EndRetentionRequest,
    PassDeadlineRequest,
    PendingEffect,
    RedactRequest,
    RejectRequest,
    RequestDecision,
    RevokeRequest,
    SerializedError,
    SubmitRequest,
    WithdrawRequest,
)
from idverify.adapters.temporal.stored_forms import error_type
from idverify.calendar.deadline import ReviewClock
from idverify.desk.case_file import (
    CaseFile,
    list_submitted_events,
    require_new_submission_id,
    require_submitted,
)
from idverify.desk.notifications import explain_due_date
from idverify.errors import IllegalTransitionError, InvalidValueError, VersionConflictError
from idverify.lifecycle.case import replay
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
from idverify.lifecycle.decide import Decision, decide
from idverify.lifecycle.effects import (
    OPERATOR_NOTIFICATIONS,
    DropImages,
    MaskImages,
    Notify,
    Purge,
    StartRetentionClock,
    StartReviewClock,
)
from idverify.lifecycle.events import Event, Submitted
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.lifecycle.retention import earliest, image_retention_end, verification_end
from idverify.model.contacts import Contact
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import Notifier, Vault
from idverify.render.messages import MessageComposer, compose_message

__all__ = ["CaseActivities"]

#: When reviewers are reminded, on the business day before the last one.
REMINDER_TIME: Final = time(9)


@frozen(kw_only=True)
class CaseActivities:
    """What a worker needs to rule on cases and to perform their effects; keeps nothing itself."""

    vault: Vault
    notifier: Notifier
    policy: Policy
    review_clock: ReviewClock
    operators: str
    """Where operators are reminded, and told of overdue cases."""
    wording: MessageComposer = field(default=compose_message)

    def all(self) -> Sequence[Callable[..., Any]]:
        """Return every activity, for a worker."""
        return (
            self.submit,
            self.approve,
            self.reject,
            self.withdraw,
            self.change_identity,
            self.revoke,
            self.redact,
            self.pass_deadline,
            self.end_retention,
            self.perform,
        )

    # -- rulings ----------------------------------------------------------------------------------

    @activity.defn(name=f"idverify.{SubmitRequest.handler_name}")
    def submit(self, known: CaseContext, request: SubmitRequest) -> RequestDecision:
        """Rule on a submission that the vault keeps."""

        def command() -> Submit:
            require_new_submission_id(known.events, request.submission_id)
            submission = self._case_file(known.case_id).submission(request.submission_id)
            asked = Submit(submission=submission, fingerprint="")
            if not self._decide(known, asked).events:
                return asked  # turned away at the door: not even a salt is made
            mark = compute_fingerprint(submission.applicant, self.vault.salt(known.case_id))
            return Submit(submission=submission, fingerprint=mark)

        return self._decide_request(known, command)

    @activity.defn(name=f"idverify.{ApproveRequest.handler_name}")
    def approve(self, known: CaseContext, request: ApproveRequest) -> RequestDecision:
        """Rule on an approval, with what the reviewer noted last."""
        return self._decide_request(
            known,
            lambda: Approve(
                submission=self._case_file(known.case_id).submission(request.submission_id),
                fingerprint=request.fingerprint,
                reviewer=request.reviewer,
            ),
        )

    @activity.defn(name=f"idverify.{RejectRequest.handler_name}")
    def reject(self, known: CaseContext, request: RejectRequest) -> RequestDecision:
        """Rule on a rejection; without reasons of its own, for all that the policy finds."""

        def command() -> Reject:
            assessment = self._assess(known)
            return Reject(
                submission_id=request.submission_id,
                reviewer=request.reviewer,
                reasons=request.reasons or assessment.reason_codes,
                final=request.final,
                assessment=assessment,
            )

        return self._decide_request(known, command)

    @activity.defn(name=f"idverify.{WithdrawRequest.handler_name}")
    def withdraw(self, known: CaseContext, _: WithdrawRequest) -> RequestDecision:
        """Rule on a withdrawal."""
        return self._decide_request(known, Withdraw)

    @activity.defn(name=f"idverify.{ChangeIdentityRequest.handler_name}")
    def change_identity(
        self, known: CaseContext, request: ChangeIdentityRequest
    ) -> RequestDecision:
        """Rule on an edited profile, if it was compared with the submission of now."""

        def command() -> ChangeIdentity:
            if request.expected_version != len(known.events):
                raise VersionConflictError(
                    known.case_id, request.expected_version, len(known.events)
                )
            return ChangeIdentity(changed=request.changed)

        return self._decide_request(known, command)

    @activity.defn(name=f"idverify.{RevokeRequest.handler_name}")
    def revoke(self, known: CaseContext, request: RevokeRequest) -> RequestDecision:
        """Rule on taking an approval back."""
        return self._decide_request(
            known,
            lambda: Revoke(reviewer=request.reviewer, reasons=request.reasons, final=request.final),
        )

    @activity.defn(name=f"idverify.{RedactRequest.handler_name}")
    def redact(self, known: CaseContext, request: RedactRequest) -> RequestDecision:
        """Rule on the end of the personal data."""
        return self._decide_request(
            known, lambda: Redact(contract_ended_on=request.contract_ended_on)
        )

    @activity.defn(name=f"idverify.{PassDeadlineRequest.handler_name}")
    def pass_deadline(self, known: CaseContext, _: PassDeadlineRequest) -> RequestDecision:
        """Rule on a deadline whose timer has gone off."""
        return self._decide_request(known, CheckDeadline)

    @activity.defn(name=f"idverify.{EndRetentionRequest.handler_name}")
    def end_retention(self, known: CaseContext, _: EndRetentionRequest) -> RequestDecision:
        """Say what has had its time, verification or pictures, and when to look again."""
        case = replay(known.events)
        lapses = verification_end(case, self.policy, self.review_clock)
        pictures = image_retention_end(case, self.policy, self.review_clock)
        decision = Decision()
        if _is_past(lapses, known):
            decision, lapses = self._decide(known, LapseVerification()), None
        effects = decision.effects
        if _is_past(pictures, known):
            # By name: those of a submission that is waiting for its turn are none of them.
            over = (
                DropImages(submission_id=s.submission_id)
                for s in list_submitted_events(known.events)
            )
            effects, pictures = (*effects, *over), None
        again = next(iter(earliest(lapses, pictures)), None)
        return RequestDecision(events=decision.events, effects=effects, retain_until=again)

    def _decide(self, known: CaseContext, command: Command) -> Decision:
        return decide(replay(known.events), command, self.policy, self.review_clock, known.now)

    def _decide_request(self, known: CaseContext, make: Callable[[], Command]) -> RequestDecision:
        try:
            decision = self._decide(known, make())
        except (IllegalTransitionError, InvalidValueError, VersionConflictError) as error:
            return RequestDecision(error=SerializedError.from_error(error))
        if decision.assessment:
            return RequestDecision(
                intake_refused_on=self.review_clock.deadline(known.now).received_on
            )
        return RequestDecision(
            events=decision.events,
            effects=decision.effects,
            remind_at=self._reminder_at(decision.events),
        )

    def _reminder_at(self, events: Sequence[Event]) -> datetime | None:
        """Say when to remind; None if the business day before has come already."""
        for event in events:
            if isinstance(event, Submitted):
                day = self.review_clock.calendar.previous(event.deadline.due_on)
                at = datetime.combine(day, REMINDER_TIME, self.review_clock.zone)
                return at if at > event.at else None
        return None

    def _assess(self, known: CaseContext) -> Assessment:
        submitted = require_submitted(replay(known.events))
        submission = self._case_file(known.case_id).submission(submitted.submission_id)
        return self.policy.evaluate(submission, submitted.deadline.received_on)

    def _case_file(self, case_id: str) -> CaseFile:
        return CaseFile(self.vault, case_id)

    # -- effects ----------------------------------------------------------------------------------

    @activity.defn(name="idverify.perform")
    def perform(self, promise: PendingEffect) -> None:
        """Perform one effect, or raise; a repeat carries the same key."""
        try:
            self._perform(promise)
        except Exception as error:  # noqa: BLE001 - whatever it is, its text must not travel
            # What is raised here is logged by the worker.
            raise ApplicationError(
                describe_error(error),
                type=error_type(error),
                non_retryable=is_permanent_failure(error),
            ) from None

    def _perform(self, promise: PendingEffect) -> None:
        match promise.effect:
            case Notify() as notify:
                self._notify(promise, notify)
            case DropImages() | MaskImages() as effect:
                self._case_file(promise.case_id).destroy_noncompliant_images(effect)
            case Purge():
                self._case_file(promise.case_id).purge()
            case StartReviewClock() | StartRetentionClock():
                raise InvalidValueError("clocks are timers of the workflow")
            case _:
                assert_never(promise.effect)

    def _notify(self, promise: PendingEffect, notify: Notify) -> None:
        if notify.kind in OPERATOR_NOTIFICATIONS:
            message = self.wording(notify, self.policy, case_id=promise.case_id)
            self.notifier.send(promise.key, self.operators, message)
            return
        contact = self._find_recipient(promise)
        if contact is None:
            return  # purged in the meantime: there is nobody left to tell
        name, language = contact.name, contact.language
        last = promise.submissions[-1:]
        why = "".join(explain_due_date(notify, one, self.review_clock, language) for one in last)
        message = self.wording(
            notify, self.policy, name=name, language=language, deadline_explanation=why
        )
        self.notifier.send(promise.key, contact.email, message)

    def _find_recipient(self, promise: PendingEffect) -> Contact | None:
        """Return where the applicant last asked to be told, and forget where before.

        Not sooner: a message that was under way when they asked anew still goes to the old place.
        """
        file = self._case_file(promise.case_id)
        # The first release named no submission with a promise, and kept one contact a case.
        *earlier, last = [submitted.submission_id for submitted in promise.submissions] or [""]
        file.drop_earlier_contacts(last, earlier)
        return file.contact(last)


def _is_past(moment: datetime | None, known: CaseContext) -> bool:
    return moment is not None and moment <= known.now
