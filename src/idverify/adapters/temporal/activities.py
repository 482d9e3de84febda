"""What the workflow may not do itself: ask the vault and the calendar, and perform effects.

The rulings run as *local* activities. Their results stand in the history, so that
neither a later release of `holidays` nor a later policy nor a later `decide` can
change what a running case was told.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any, Final

from attrs import field, frozen
from temporalio import activity
from temporalio.exceptions import ApplicationError

from idverify.adapters.temporal.requests import (
    ApproveRequest,
    ChangeRequest,
    DeadlineRequest,
    Known,
    Promise,
    RedactRequest,
    Refusal,
    RejectRequest,
    RevokeRequest,
    Ruling,
    SubmitRequest,
    WithdrawRequest,
)
from idverify.calendar.deadline import ReviewClock
from idverify.errors import (
    IdVerifyError,
    IllegalTransition,
    InvalidValue,
    Undeliverable,
    VersionConflict,
)
from idverify.interchange.codec import load
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
from idverify.lifecycle.effects import TO_OPERATORS, DropImages, Effect, Notify, Purge
from idverify.lifecycle.events import Event, Submitted
from idverify.lifecycle.fingerprints import fingerprint
from idverify.policy.assessment import Assessment
from idverify.policy.policy import Policy
from idverify.ports import Notifier, Vault
from idverify.render.messages import compose
from idverify.service import Wording
from idverify.vocabulary.contacts import Contact
from idverify.vocabulary.submissions import Submission

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
            self.perform,
        )

    # -- rulings ----------------------------------------------------------------------------------

    @activity.defn(name=f"idverify.{SubmitRequest.step}")
    def submit(self, known: Known, request: SubmitRequest) -> Ruling:
        """Rule on a submission that the vault keeps; its contact becomes that of the case."""

        def command() -> Submit:
            _require_new_id(known.events, request.submission_id)
            submission = self._submission(known.case_id, request.submission_id)
            mark = fingerprint(submission.applicant, self.vault.salt(known.case_id))
            return Submit(submission=submission, fingerprint=mark)

        ruling = self._rule(known, command)
        if ruling.events:
            self._adopt_contact(known.case_id, request.submission_id)
        return ruling

    @activity.defn(name=f"idverify.{ApproveRequest.step}")
    def approve(self, known: Known, request: ApproveRequest) -> Ruling:
        """Rule on an approval, with what the reviewer noted last."""
        return self._rule(
            known,
            lambda: Approve(
                submission=self._submission(known.case_id, request.submission_id),
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
                drop_images=assessment.must_purge,
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
    def redact(self, known: Known, _: RedactRequest) -> Ruling:
        """Rule on the end of the personal data."""
        return self._rule(known, Redact)

    @activity.defn(name=f"idverify.{DeadlineRequest.step}")
    def pass_deadline(self, known: Known, _: DeadlineRequest) -> Ruling:
        """Rule on a deadline whose timer has gone off."""
        return self._rule(known, PassDeadline)

    def _rule(self, known: Known, make: Callable[[], Command]) -> Ruling:
        case = replay(known.events)
        try:
            decision = decide(case, make(), self.policy, self.review_clock, known.now)
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
        case: Case = replay(known.events)
        if case.submitted is None:
            raise InvalidValue("the case has no submission")
        submission = self._submission(known.case_id, case.submitted.submission_id)
        return self.policy.evaluate(submission, case.submitted.due.received_on)

    def _submission(self, case_id: str, submission_id: str) -> Submission:
        data = self.vault.get(case_id, f"submission/{submission_id}")
        if data is None:
            raise InvalidValue("nothing is kept of that submission: wrong id, or purged")
        return load(data, Submission)

    def _adopt_contact(self, case_id: str, submission_id: str) -> None:
        staged = f"contact/{submission_id}"
        contact = self.vault.get(case_id, staged)
        if contact is not None:  # at a second attempt it has moved already
            self.vault.put(case_id, [("contact", contact)])
            self.vault.drop(case_id, [staged])

    # -- effects ----------------------------------------------------------------------------------

    @activity.defn(name="idverify.perform")
    def perform(self, promise: Promise) -> None:
        """Perform one effect, or raise; a repeat carries the same key."""
        try:
            self._perform(promise.case_id, promise.key, promise.effect)
        except Exception as error:  # noqa: BLE001 - whatever it is, its text must not travel
            # What is raised here is logged by the worker. Our own sentences name nobody;
            # those of a mail server quote the address.
            text = str(error) if isinstance(error, IdVerifyError) else "not delivered"
            hopeless = isinstance(error, Undeliverable | InvalidValue)
            name = type(error).__name__
            raise ApplicationError(text, type=name, non_retryable=hopeless) from None

    def _perform(self, case_id: str, key: str, effect: Effect) -> None:
        match effect:
            case Notify() as notify:
                self._notify(key, case_id, notify)
            case DropImages(submission_id=submission_id):
                prefix = f"image/{submission_id}/"
                names = [n for n in self.vault.names(case_id) if n.startswith(prefix)]
                self.vault.drop(case_id, names)
            case Purge():
                self.vault.purge(case_id)
            case _:
                raise InvalidValue("the review clock is a timer of the workflow")

    def _notify(self, key: str, case_id: str, notify: Notify) -> None:
        if notify.notice in TO_OPERATORS:
            message = self.wording(notify, self.policy, case_id=case_id)
            self.notifier.send(key, self.operators, message)
            return
        kept = self.vault.get(case_id, "contact")
        if kept is None:
            return  # purged in the meantime: there is nobody left to tell
        contact = load(kept, Contact)
        message = self.wording(notify, self.policy, name=contact.name, language=contact.language)
        self.notifier.send(key, contact.email, message)


def _require_new_id(events: Sequence[Event], submission_id: str) -> None:
    """Refuse an id used before: a late verdict on the old one would hit the new one."""
    if any(isinstance(e, Submitted) and e.submission_id == submission_id for e in events):
        raise InvalidValue("the id of the submission was used before: give each its own")
