"""Steps of a case, written once: load, decide, store, append, perform effects.

Every step is an operation, which `VerificationDesk` runs over blocking ports and
`AsyncVerificationDesk` over asynchronous ones. Data are stored before events, because a
stored event must never refer to data that are not stored.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from attrs import frozen

from idverify.desk.carried_documents import (
    Images,
    carry_over_documents,
    list_carried_documents,
)
from idverify.desk.commands import (
    collect_evidence,
    compute_profile_fingerprint,
    find_identity_changes,
    load_for_approval,
    make_judgement,
    make_reject,
    make_submit,
)
from idverify.desk.effects import EffectSteps
from idverify.desk.guards import (
    require_chronological_order,
    require_image_bytes,
    require_known_case,
    require_submission_of_case,
    tolerate_clock_skew,
)
from idverify.desk.operations import Operation, call
from idverify.desk.requests import Request, make_submit_request
from idverify.desk.results import StepResult
from idverify.errors import CommandIdReusedError
from idverify.i18n import Label
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    Command,
    GrantAttempt,
    LapseVerification,
    RecordJudgement,
    Redact,
    Reject,
    Reopen,
    Revoke,
    Submit,
    Withdraw,
)
from idverify.lifecycle.decide import Decision, decide
from idverify.lifecycle.events import Event, ReopeningReason
from idverify.lifecycle.fingerprints import is_same_request
from idverify.lifecycle.states import State
from idverify.model.applicants import Applicant, IdentityField
from idverify.model.contacts import Contact
from idverify.model.reasons import LocatedReason, as_reasons
from idverify.model.submissions import Submission
from idverify.model.validators import require_opaque_id
from idverify.policy.judgements import Judgement

__all__ = [
    "NOTHING_TO_LOSE",
    "CaseSteps",
    "explain_no_identity_change",
]


_ALREADY_DONE: Final = Label(
    "この操作はすでに実行されています。", "a request with this command id was already carried out"
)
NOTHING_TO_LOSE: Final = Label(
    "審査中または承認済みの本人確認がないため、変更によって失われるものはありません。",
    "there is no verification to lose: no submission is under review or approved",
)
_NOTHING_DIFFERS: Final = Label(
    "本人確認の項目は変わっていません。", "no verified field of the profile has changed"
)
_NOT_OVERDUE: Final = Label(
    "審査期限を過ぎていません。", "the review deadline has not passed, or was reported before"
)


@frozen(kw_only=True)
class CaseSteps(EffectSteps):
    """The steps of applicants, reviewers and operators."""

    # -- steps of the applicant -------------------------------------------------------------------

    def submit(
        self,
        case_id: str,
        submission: Submission,
        images: Mapping[str, bytes],
        contact: Contact,
        *,
        command_id: str,
        carry_over: Mapping[int, int] | None = None,
    ) -> Operation[StepResult]:
        """Submit documents, or refuse them at intake with all findings."""
        if not carry_over:
            require_image_bytes(submission, images)
        file = self.file(case_id)
        whole: tuple[Submission, Images] = (submission, images)

        def make(history: Sequence[Event]) -> Operation[Submit]:
            nonlocal whole
            carried = list_carried_documents(history, submission, carry_over or {})
            if carried:
                whole = yield from carry_over_documents(file, submission, images, carried)
                require_image_bytes(*whole)
            decide_command = partial(self._decide, history)
            return (yield from make_submit(file, history, whole[0], decide_command, carried))

        request = make_submit_request(command_id, submission, contact, carry_over)
        return (
            yield from self._run(
                case_id,
                request,
                make,
                save=lambda: file.save_submission(*whole, contact),
                may_begin=True,
            )
        )

    def withdraw(self, case_id: str, *, command_id: str) -> Operation[StepResult]:
        """Withdraw the pending submission."""
        return (yield from self._run_command(case_id, Request(command_id, "withdraw"), Withdraw()))

    def change_profile(
        self, case_id: str, profile: Applicant, *, command_id: str
    ) -> Operation[StepResult]:
        """Record an edited profile; a changed identity returns the case to 未完了."""
        require_opaque_id(command_id=command_id)
        case = yield from self.case(case_id)
        if case.version == 0:
            return StepResult(case=case, unchanged=NOTHING_TO_LOSE)

        def make(history: Sequence[Event]) -> Operation[ChangeIdentity]:
            file, case = self.file(case_id), replay(history)
            return ChangeIdentity(changed=(yield from find_identity_changes(file, case, profile)))

        request = Request(command_id, "change_profile", (profile,))
        return (yield from self._run(case_id, request, make))

    # -- steps of the reviewer --------------------------------------------------------------------

    def approve(
        self,
        case_id: str,
        submission_id: str,
        *,
        profile: Applicant,
        reviewer: str,
        command_id: str,
    ) -> Operation[StepResult]:
        """Approve the submission that the reviewer has seen, if the policy accepts it."""

        def make(history: Sequence[Event]) -> Operation[Approve]:
            require_submission_of_case(case_id, history, submission_id)
            file, case = self.file(case_id), replay(history)
            submission = yield from load_for_approval(file, case, submission_id)
            fingerprint = yield from compute_profile_fingerprint(file, submission, profile)
            evidence = yield from collect_evidence(file, case, submission)
            return Approve(
                submission=submission,
                fingerprint=fingerprint,
                reviewer=reviewer,
                evidence=evidence,
            )

        request = Request(command_id, "approve", (submission_id, profile, reviewer))
        return (yield from self._run(case_id, request, make))

    def record_judgement(
        self,
        case_id: str,
        submission_id: str,
        judgement: Judgement,
        *,
        reviewer: str,
        command_id: str,
    ) -> Operation[StepResult]:
        """Record the answer of a reviewer to a question that the observations leave open."""

        def make(history: Sequence[Event]) -> Operation[RecordJudgement]:
            file, case = self.file(case_id), replay(history)
            return make_judgement(file, case, submission_id, judgement, reviewer)

        request = Request(command_id, "record_judgement", (submission_id, judgement, reviewer))
        return (yield from self._run(case_id, request, make))

    def reject(
        self,
        case_id: str,
        submission_id: str,
        *,
        reviewer: str,
        command_id: str,
        reasons: Iterable[str | LocatedReason] = (),
        final: bool | None = None,
    ) -> Operation[StepResult]:
        """Reject a submission, for the given reasons or else for all findings."""
        given = as_reasons(reasons)

        def make(history: Sequence[Event]) -> Operation[Reject]:
            require_submission_of_case(case_id, history, submission_id)
            return make_reject(
                self.file(case_id),
                replay(history),
                self.policy,
                submission_id,
                reviewer=reviewer,
                reasons=given,
                final=final,
            )

        request = Request(
            command_id, "reject", (submission_id, reviewer, _in_any_order(given), final)
        )
        return (yield from self._run(case_id, request, make))

    def revoke(
        self,
        case_id: str,
        *,
        reviewer: str,
        reasons: Iterable[str | LocatedReason],
        command_id: str,
        final: bool | None = None,
    ) -> Operation[StepResult]:
        """Revoke an approval, with reasons."""
        command = Revoke(reviewer=reviewer, reasons=as_reasons(reasons), final=final)
        request = Request(command_id, "revoke", (reviewer, _in_any_order(command.reasons), final))
        return (yield from self._run_command(case_id, request, command))

    def reopen(
        self, case_id: str, *, reviewer: str, reason: ReopeningReason, command_id: str
    ) -> Operation[StepResult]:
        """Reopen a closed case."""
        request = Request(command_id, "reopen", (reviewer, reason))
        command = Reopen(reviewer=reviewer, reason=reason)
        return (yield from self._run_command(case_id, request, command))

    def grant_attempt(
        self, case_id: str, *, reviewer: str, reason: ReopeningReason, command_id: str
    ) -> Operation[StepResult]:
        """Grant one attempt more than the policy allows."""
        request = Request(command_id, "grant_attempt", (reviewer, reason))
        command = GrantAttempt(reviewer=reviewer, reason=reason)
        return (yield from self._run_command(case_id, request, command))

    # -- steps of the operator --------------------------------------------------------------------

    def redact(
        self, case_id: str, *, command_id: str, contract_ended_on: date | None = None
    ) -> Operation[StepResult]:
        """Destroy the personal data of a case; its history of codes remains."""
        command = Redact(contract_ended_on=contract_ended_on)
        request = Request(command_id, "redact", (contract_ended_on,))
        return (yield from self._run_command(case_id, request, command))

    def lapse(self, case_id: str, *, command_id: str) -> Operation[StepResult]:
        """Require a new verification."""
        request = Request(command_id, "lapse")
        return (yield from self._run_command(case_id, request, LapseVerification()))

    # -- append -----------------------------------------------------------------------------------

    def _run_command(
        self, case_id: str, request: Request, command: Command, *, performs: bool = True
    ) -> Operation[StepResult]:
        def make(_: Sequence[Event]) -> Operation[Command]:
            yield from ()
            return command

        return (yield from self._run(case_id, request, make, performs=performs))

    def _run(
        self,
        case_id: str,
        request: Request,
        make: Callable[[Sequence[Event]], Operation[Command]],
        *,
        save: Callable[[], Operation[None]] | None = None,
        may_begin: bool = False,
        performs: bool = True,
    ) -> Operation[StepResult]:
        """Make and decide a command; store data, append events and perform effects.

        A request that was seen before is not made again: its source data may be gone.
        """
        require_opaque_id(case_id=case_id, command_id=request.command_id)
        history = yield from call(self.store.history, case_id)
        case = replay(history)
        if not may_begin:
            require_known_case(case_id, case)
        if (yield from self._is_repeated(case_id, case, request)):
            failed = (yield from self._perform_now()) if performs else ()
            return StepResult(case=case, unchanged=_ALREADY_DONE, failed_effects=failed)
        command = yield from make(history)
        decision = self._decide(history, command)
        if not decision.events:
            unchanged = None if decision.assessment else _explain_no_change(case, command)
            return StepResult(case=case, assessment=decision.assessment, unchanged=unchanged)
        require_chronological_order(history, decision.events)
        salt = yield from call(self.vault.salt, case_id)
        try:
            if save:
                yield from save()
            yield from call(
                self.store.append,
                case_id,
                decision.events,
                decision.effects,
                expected_version=case.version,
                command_id=request.command_id,
                command_digest=request.compute_digest(salt),
            )
        except GeneratorExit:
            raise
        except BaseException as error:
            yield from self._discard_unless_appended(case_id, command, error)
            raise
        yield from self._clean_up(case_id, command)
        failed = (yield from self._perform_now()) if performs else ()
        return StepResult(case=(yield from self.case(case_id)), failed_effects=failed)

    def _decide(self, history: Sequence[Event], command: Command) -> Decision:
        now = tolerate_clock_skew(history, self._now())
        return decide(replay(history), command, self.policy, self.review_clock, now)

    def _is_repeated(self, case_id: str, case: Case, request: Request) -> Operation[bool]:
        """Return whether a request was carried out before.

        Raises:
            CommandIdReusedError: Its id was used for another request. Once the salt is purged
                this cannot be found any more, and the request counts as repeated.
        """
        recorded = yield from call(self.store.find_command_digest, case_id, request.command_id)
        if not recorded or case.state is State.REDACTED:
            return recorded is not None
        salt = yield from call(self.vault.salt, case_id)
        if is_same_request(recorded, request.compute_digest(salt)):
            return True
        if (yield from self.case(case_id)).state is State.REDACTED:
            yield from self.file(case_id).purge_leftovers()  # the salt is a new one
            return True
        raise CommandIdReusedError(case_id, request.command_id)

    def _clean_up(self, case_id: str, command: Command) -> Operation[None]:
        """Destroy what a submission made obsolete, or the data of one that was not appended."""
        if isinstance(command, Submit):
            history = yield from call(self.store.history, case_id)
            yield from self.file(case_id).clean_up_after_append(history, command.submission.id)

    def _discard_unless_appended(
        self, case_id: str, command: Command, error: BaseException
    ) -> Operation[None]:
        """Destroy the data of a submission that was not appended.

        After a lost connection, only the history shows whether it was.
        """
        try:
            yield from self._clean_up(case_id, command)
        except Exception:  # noqa: BLE001 - the first error is the one to report
            error.add_note(
                "The data of the submission may still be in the vault: repeat the request with the"
                " same command id."
            )


def _in_any_order(values: Iterable[object]) -> tuple[object, ...]:
    """Return values for a digest that does not depend on their order or on repetitions."""
    return tuple(sorted({repr(value): value for value in values}.values(), key=repr))


def _explain_no_change(case: Case, command: Command) -> Label:
    if isinstance(command, ChangeIdentity):
        return explain_no_identity_change(case, command.changed)
    return _NOT_OVERDUE


def explain_no_identity_change(case: Case, changed: frozenset[IdentityField]) -> Label:
    """Return why an edited profile did not change the case."""
    return NOTHING_TO_LOSE if changed or case.submitted is None else _NOTHING_DIFFERS
