"""Temporal activities of a case: decisions on requests, and the performance of effects.

They read the vault and the calendar, which a workflow may not do. Decisions run as
*local* activities. Their results are recorded in the history, so that no later release
of `holidays`, policy or `decide` changes an earlier decision on a running case.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, assert_never, get_args

from attrs import field, frozen
from temporalio import activity
from temporalio.exceptions import ApplicationError

from idverify.adapters._delivery_errors import describe_error, is_permanent_failure
from idverify.adapters.temporal.requests import (
    ApproveRequest,
    CaseContext,
    ChangeIdentityRequest,
    EndRetentionRequest,
    GrantAttemptRequest,
    JudgementRequest,
    PassDeadlineRequest,
    PendingEffect,
    RedactRequest,
    RejectRequest,
    ReopenRequest,
    RequestDecision,
    RevokeRequest,
    SubmitRequest,
    WithdrawRequest,
)
from idverify.adapters.temporal.serialized_errors import DecisionError, SerializedError
from idverify.adapters.temporal.stored_forms import error_type
from idverify.calendar.deadline import ReviewClock
from idverify.desk.case_file import CaseFile, list_submitted_events
from idverify.desk.commands import (
    collect_evidence,
    load_for_approval,
    make_judgement,
    make_reject,
    make_submit,
)
from idverify.desk.guards import require_known_case
from idverify.desk.notifications import compose_notification
from idverify.desk.operations import run_operation
from idverify.desk.reminders import reminder_time
from idverify.errors import InvalidValueError, VersionConflictError
from idverify.lifecycle.case import replay
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    CheckDeadline,
    Command,
    GrantAttempt,
    LapseVerification,
    Redact,
    Reopen,
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
from idverify.lifecycle.retention import earliest, image_retention_end, verification_end
from idverify.model.contacts import Contact
from idverify.policy.policy import Policy
from idverify.ports import Notifier, Vault
from idverify.render.messages import MessageComposer, compose_message
from idverify.validation import validated

__all__ = ["CaseActivities"]


@validated
@frozen(kw_only=True)
class CaseActivities:
    """The activities of a worker, with the services they need; they keep no state."""

    vault: Vault
    notifier: Notifier
    policy: Policy
    review_clock: ReviewClock
    operators: str
    """The recipient of reminders and of reports of overdue cases."""
    wording: MessageComposer = field(default=compose_message)

    def all(self) -> Sequence[Callable[..., Any]]:
        """Return all activities, for registration with a worker."""
        return (
            self.submit,
            self.approve,
            self.record_judgement,
            self.reject,
            self.withdraw,
            self.change_identity,
            self.revoke,
            self.reopen,
            self.grant_attempt,
            self.redact,
            self.pass_deadline,
            self.end_retention,
            self.perform,
        )

    # -- decisions --------------------------------------------------------------------------------

    @activity.defn(name=f"idverify.{SubmitRequest.handler_name}")
    def submit(self, context: CaseContext, request: SubmitRequest) -> RequestDecision:
        """Decide on a submission that is stored in the vault."""
        file = self._case_file(context.case_id)

        def command() -> Submit:
            submission = run_operation(file.submission(request.submission_id))
            return run_operation(
                make_submit(
                    file,
                    context.events,
                    submission,
                    partial(self._decide, context),
                    request.carried_over,
                )
            )

        return self._decide_request(context, command, may_begin=True)

    @activity.defn(name=f"idverify.{ApproveRequest.handler_name}")
    def approve(self, context: CaseContext, request: ApproveRequest) -> RequestDecision:
        """Decide on an approval, with the latest observations of the reviewer."""
        file, case = self._case_file(context.case_id), replay(context.events)

        def command() -> Approve:
            submission = run_operation(load_for_approval(file, case, request.submission_id))
            return Approve(
                submission=submission,
                fingerprint=request.fingerprint,
                reviewer=request.reviewer,
                evidence=run_operation(collect_evidence(file, case, submission)),
            )

        return self._decide_request(context, command)

    @activity.defn(name=f"idverify.{JudgementRequest.handler_name}")
    def record_judgement(self, context: CaseContext, request: JudgementRequest) -> RequestDecision:
        """Decide on a judgement, with the latest observations of the reviewer."""
        file, case = self._case_file(context.case_id), replay(context.events)
        judgement = make_judgement(
            file, case, request.submission_id, request.judgement, request.reviewer
        )
        return self._decide_request(context, lambda: run_operation(judgement))

    @activity.defn(name=f"idverify.{RejectRequest.handler_name}")
    def reject(self, context: CaseContext, request: RejectRequest) -> RequestDecision:
        """Decide on a rejection; without given reasons, for all that the policy finds."""
        rejection = make_reject(
            self._case_file(context.case_id),
            replay(context.events),
            self.policy,
            request.submission_id,
            reviewer=request.reviewer,
            reasons=request.located_reasons or request.reasons,
            final=request.final,
        )
        return self._decide_request(context, lambda: run_operation(rejection))

    @activity.defn(name=f"idverify.{WithdrawRequest.handler_name}")
    def withdraw(self, context: CaseContext, _: WithdrawRequest) -> RequestDecision:
        """Decide on a withdrawal."""
        return self._decide_request(context, Withdraw)

    @activity.defn(name=f"idverify.{ChangeIdentityRequest.handler_name}")
    def change_identity(
        self, context: CaseContext, request: ChangeIdentityRequest
    ) -> RequestDecision:
        """Decide on an edited profile, if it was compared with the current version of the case."""

        def command() -> ChangeIdentity:
            if request.expected_version != len(context.events):
                raise VersionConflictError(
                    context.case_id, request.expected_version, len(context.events)
                )
            return ChangeIdentity(changed=request.changed)

        return self._decide_request(context, command)

    @activity.defn(name=f"idverify.{RevokeRequest.handler_name}")
    def revoke(self, context: CaseContext, request: RevokeRequest) -> RequestDecision:
        """Decide on the revocation of an approval."""
        return self._decide_request(
            context,
            lambda: Revoke(
                reviewer=request.reviewer,
                reasons=request.located_reasons or request.reasons,
                final=request.final,
            ),
        )

    @activity.defn(name=f"idverify.{ReopenRequest.handler_name}")
    def reopen(self, context: CaseContext, request: ReopenRequest) -> RequestDecision:
        """Decide on the reopening of a closed case."""
        command = Reopen(reviewer=request.reviewer, reason=request.reason)
        return self._decide_request(context, lambda: command)

    @activity.defn(name=f"idverify.{GrantAttemptRequest.handler_name}")
    def grant_attempt(self, context: CaseContext, request: GrantAttemptRequest) -> RequestDecision:
        """Decide on a further attempt."""
        command = GrantAttempt(reviewer=request.reviewer, reason=request.reason)
        return self._decide_request(context, lambda: command)

    @activity.defn(name=f"idverify.{RedactRequest.handler_name}")
    def redact(self, context: CaseContext, request: RedactRequest) -> RequestDecision:
        """Decide on the purge of the personal data."""
        return self._decide_request(
            context, lambda: Redact(contract_ended_on=request.contract_ended_on)
        )

    @activity.defn(name=f"idverify.{PassDeadlineRequest.handler_name}")
    def pass_deadline(self, context: CaseContext, _: PassDeadlineRequest) -> RequestDecision:
        """Decide on a review deadline whose timer has fired."""
        return self._decide_request(context, CheckDeadline)

    @activity.defn(name=f"idverify.{EndRetentionRequest.handler_name}")
    def end_retention(self, context: CaseContext, _: EndRetentionRequest) -> RequestDecision:
        """Decide which retention has ended, of verification or images; set the next check."""
        case = replay(context.events)
        lapse_at = verification_end(case, self.policy, self.review_clock)
        images_end_at = image_retention_end(case, self.policy, self.review_clock)
        decision = Decision()
        if _is_past(lapse_at, context):
            decision, lapse_at = self._decide(context, LapseVerification()), None
        effects = decision.effects
        if _is_past(images_end_at, context):
            # By submission id: images of a submission not yet handled must stay.
            drops = (
                DropImages(submission_id=submitted.submission_id)
                for submitted in list_submitted_events(context.events)
            )
            effects, images_end_at = (*effects, *drops), None
        next_check_at = next(iter(earliest(lapse_at, images_end_at)), None)
        return RequestDecision(events=decision.events, effects=effects, retain_until=next_check_at)

    def _decide(self, context: CaseContext, command: Command) -> Decision:
        return decide(replay(context.events), command, self.policy, self.review_clock, context.now)

    def _decide_request(
        self, context: CaseContext, make: Callable[[], Command], *, may_begin: bool = False
    ) -> RequestDecision:
        try:
            if not may_begin:
                require_known_case(context.case_id, replay(context.events))
            decision = self._decide(context, make())
        except get_args(DecisionError) as error:
            return RequestDecision(error=SerializedError.from_error(error))
        if decision.assessment:
            return RequestDecision(
                intake_refused_on=self.review_clock.deadline(context.now).received_on
            )
        return RequestDecision(
            events=decision.events,
            effects=decision.effects,
            remind_at=self._reminder_at(decision.events),
        )

    def _reminder_at(self, events: Sequence[Event]) -> datetime | None:
        """Return when to remind reviewers; None if that moment is already past."""
        for event in events:
            if isinstance(event, Submitted):
                at = reminder_time(event.deadline.due_on, self.review_clock)
                return at if at > event.at else None
        return None

    def _case_file(self, case_id: str) -> CaseFile:
        return CaseFile(self.vault, case_id)

    # -- effects ----------------------------------------------------------------------------------

    @activity.defn(name="idverify.perform")
    def perform(self, pending: PendingEffect) -> None:
        """Perform one effect, or raise; a repeat carries the same key."""
        try:
            self._perform(pending)
        except Exception as error:  # noqa: BLE001 - the text of any error must not enter the history
            # The worker logs whatever is raised here.
            raise ApplicationError(
                describe_error(error),
                type=error_type(error),
                non_retryable=is_permanent_failure(error),
            ) from None

    def _perform(self, pending: PendingEffect) -> None:
        match pending.effect:
            case Notify() as notify:
                self._notify(pending, notify)
            case DropImages() | MaskImages() as effect:
                run_operation(self._case_file(pending.case_id).destroy_noncompliant_images(effect))
            case Purge():
                run_operation(self._case_file(pending.case_id).purge())
            case StartReviewClock() | StartRetentionClock():
                raise InvalidValueError("clocks are timers of the workflow")
            case _:
                assert_never(pending.effect)

    def _notify(self, pending: PendingEffect, notify: Notify) -> None:
        if notify.kind in OPERATOR_NOTIFICATIONS:
            message = self.wording(notify, self.policy, case_id=pending.case_id)
            self.notifier.send(pending.key, self.operators, message)
            return
        contact = self._find_recipient(pending)
        if contact is None:
            return  # purged in the meantime: there is no recipient any more
        last = next(iter(pending.submissions[-1:]), None)
        message = compose_notification(self, notify, last, contact)
        self.notifier.send(pending.key, contact.email, message)

    def _find_recipient(self, pending: PendingEffect) -> Contact | None:
        """Return the contact of the last submission, and delete those of earlier ones.

        They are deleted only now, because a message that was pending at the time of a new
        submission still goes to the earlier contact.
        """
        file = self._case_file(pending.case_id)
        # The first release recorded no submissions with an effect, and kept one contact per case.
        *earlier, last = [submitted.submission_id for submitted in pending.submissions] or [""]
        run_operation(file.drop_earlier_contacts(last, earlier))
        return run_operation(file.contact(last))


def _is_past(moment: datetime | None, context: CaseContext) -> bool:
    return moment is not None and moment <= context.now
