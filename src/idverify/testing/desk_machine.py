"""State machine for Hypothesis that drives a whole service at random and compares it with a model.

The model is the pure core: it decides each command from the events so far, as the desk
should. Anything that the adapters lose, mix up, repeat or forget shows as a difference.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import rule

from idverify.desk.case_file import compute_evidence
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    CheckDeadline,
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
from idverify.lifecycle.events import CarriedDocument, ReopeningReason, Submitted
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.lifecycle.retention import verification_end
from idverify.lifecycle.states import State
from idverify.matching.changes import detect_identity_changes
from idverify.model.observations import Medium, Observation
from idverify.model.submissions import Document
from idverify.model.unknown import UNKNOWN
from idverify.policy.judgements import Judgement
from idverify.testing._desk_model import (
    CONTACT,
    UPLOAD,
    DeskModel,
    ManualClock,
    as_received,
    require_current,
    with_new_address,
)
from idverify.testing._machine_base import AnyDesk, DeskMachineBase
from idverify.testing.strategies.documents import make_png
from idverify.testing.strategies.submissions import accepted_submissions

__all__ = ["AnyDesk", "DeskMachine", "ManualClock"]

_CASES: Final = st.sampled_from(["case-1", "case-2"])
_REVIEWERS: Final = st.sampled_from(["r", "q"])
_RARELY: Final = st.sampled_from([False, False, False, False, True])


class DeskMachine(DeskMachineBase):
    """State machine of all actions at a desk, in any order, on two cases; derive from it.

    Override `make_desk` to return a desk over your adapters, and let pytest run
    `YourMachine.TestCase`. The desk may be blocking or asynchronous, and perform its effects
    with each step or leave them to a relay; the machine then performs them at random moments.
    """

    # -- actions -------------------------------------------------------------------------------

    @rule(case_id=_CASES, data=st.data())
    def submit(self, case_id: str, data: st.DataObject) -> None:
        """The applicant submits documents without observations, which a reviewer then observes."""
        day: date = self.clock.now().date()
        observed = data.draw(accepted_submissions(self.desk.policy, day))
        submitted = as_received(observed, self._next_id("s"))
        images = {UPLOAD.sha256: make_png()}

        def make(model: DeskModel) -> Command:
            return Submit(
                submission=submitted,
                fingerprint=compute_fingerprint(submitted.applicant, model.salt),
            )

        def act(name: str) -> object:
            return self.desk.submit(case_id, submitted, images, CONTACT, command_id=name)

        if self._execute(case_id, make, act):
            self.models[case_id].submissions[submitted.id] = submitted
            self._observe(case_id, [document.observation for document in observed.documents])

    @rule(case_id=_CASES)
    def resubmit(self, case_id: str) -> None:
        """The applicant submits the documents of the last submission again, carried over."""
        ids = [e.submission_id for e in self.models[case_id].events if isinstance(e, Submitted)]
        earlier = self.models[case_id].submissions.get(ids[-1]) if ids else None
        if earlier is None:
            return
        whole = evolve(earlier, id=self._next_id("s"))
        carried = [
            CarriedDocument(document_index=n, submission_id=earlier.id, earlier_index=n)
            for n in range(len(earlier.documents))
        ]

        def make(model: DeskModel) -> Command:
            fingerprint = compute_fingerprint(whole.applicant, model.salt)
            return Submit(submission=whole, fingerprint=fingerprint, carried_over=tuple(carried))

        def act(name: str) -> object:
            named = evolve(whole, documents=[Document(kind=d.kind) for d in whole.documents])
            places = {n: n for n in range(len(carried))}
            return self.desk.submit(case_id, named, {}, CONTACT, command_id=name, carry_over=places)

        if self._execute(case_id, make, act):
            self.models[case_id].submissions[whole.id] = whole

    def _observe(self, case_id: str, observations: list[Observation]) -> None:
        model = self.models[case_id]
        current = model.case.submission_id
        is_pending = model.case.state is State.UNDER_REVIEW
        if is_pending and current is not None and current in model.submissions:
            self._get(self.desk.observe(case_id, current, observations))
            model.submissions[current] = model.submissions[current].with_observations(*observations)

    @rule(case_id=_CASES)
    def observe_photocopies(self, case_id: str) -> None:
        """The reviewer observes that the pending documents are photocopies."""
        current = self.models[case_id].submissions.get(
            self.models[case_id].case.submission_id or ""
        )
        if current is not None:
            copied = [evolve(d.observation, medium=Medium.PHOTOCOPY) for d in current.documents]
            self._observe(case_id, copied)

    @rule(case_id=_CASES, is_old=_RARELY, has_moved=_RARELY)
    def approve(self, case_id: str, is_old: bool, has_moved: bool) -> None:
        """A reviewer approves, rarely a replaced submission or an applicant who has moved."""
        submission_id = self._pick_submission_id(case_id, is_old=is_old)
        known = self.models[case_id].submissions.get(submission_id)
        if known is None:
            return
        profile = with_new_address(known.applicant) if has_moved else known.applicant

        def make(model: DeskModel) -> Command:
            return Approve(
                submission=model.submission(submission_id),
                fingerprint=compute_fingerprint(profile, model.salt),
                reviewer="r",
                evidence=compute_evidence(model.salt, model.submission(submission_id)),
            )

        def act(name: str) -> object:
            return self.desk.approve(
                case_id, submission_id, profile=profile, reviewer="r", command_id=name
            )

        self._execute(case_id, make, act)

    @rule(case_id=_CASES)
    def leave_questions_open(self, case_id: str) -> None:
        """The reviewer cannot say of the pending documents whether they are originals."""
        model = self.models[case_id]
        current = model.submissions.get(model.case.submission_id or "")
        if current is not None:
            self._observe(
                case_id, [evolve(d.observation, medium=UNKNOWN) for d in current.documents]
            )

    @rule(case_id=_CASES, is_old=_RARELY, answer=st.sampled_from(["original", "photocopy"]))
    def record_judgement(self, case_id: str, is_old: bool, answer: str) -> None:
        """A reviewer judges a question of the first document, which is open or not."""
        submission_id = self._pick_submission_id(case_id, is_old=is_old)
        judgement = Judgement(question="medium", document_index=0, answer=answer)

        def make(model: DeskModel) -> Command:
            if model.events:
                require_current(model, submission_id)
            judged = model.submission(submission_id)
            evidence = compute_evidence(model.salt, judged)
            return RecordJudgement(
                submission=judged, judgement=judgement, reviewer="r", evidence=evidence
            )

        def act(name: str) -> object:
            return self.desk.record_judgement(
                case_id, submission_id, judgement, reviewer="r", command_id=name
            )

        if submission_id in self.models[case_id].submissions:
            self._execute(case_id, make, act)

    @rule(case_id=_CASES, is_old=_RARELY, final=_RARELY, reviewer=_REVIEWERS)
    def reject(self, case_id: str, is_old: bool, final: bool, reviewer: str) -> None:
        """A reviewer rejects, rarely a replaced submission, and rarely permanently."""
        submission_id = self._pick_submission_id(case_id, is_old=is_old)

        def make(model: DeskModel) -> Command:
            if model.events:
                require_current(model, submission_id)
            return Reject(
                submission_id=submission_id, reviewer=reviewer, reasons=["other"], final=final
            )

        def act(name: str) -> object:
            return self.desk.reject(
                case_id,
                submission_id,
                reviewer=reviewer,
                reasons=["other"],
                final=final,
                command_id=name,
            )

        self._execute(case_id, make, act)

    @rule(case_id=_CASES)
    def withdraw(self, case_id: str) -> None:
        """The applicant withdraws the submission."""
        self._execute(
            case_id, lambda _: Withdraw(), lambda n: self.desk.withdraw(case_id, command_id=n)
        )

    @rule(case_id=_CASES, has_moved=st.booleans())
    def change_profile(self, case_id: str, has_moved: bool) -> None:
        """The applicant saves the profile, with a new address or unchanged."""
        known = self.models[case_id].submissions.get(self.models[case_id].case.submission_id or "")
        if known is None:
            return
        profile = with_new_address(known.applicant) if has_moved else known.applicant

        def make(_: DeskModel) -> Command:
            return ChangeIdentity(changed=detect_identity_changes(known.applicant, profile))

        self._execute(
            case_id, make, lambda n: self.desk.change_profile(case_id, profile, command_id=n)
        )

    @rule(case_id=_CASES, final=_RARELY, reviewer=_REVIEWERS)
    def revoke(self, case_id: str, final: bool, reviewer: str) -> None:
        """A reviewer revokes an approval."""

        def act(name: str) -> object:
            return self.desk.revoke(
                case_id, reviewer=reviewer, reasons=["other"], command_id=name, final=final
            )

        command = Revoke(reviewer=reviewer, reasons=["other"], final=final)
        self._execute(case_id, lambda _: command, act)

    @rule(case_id=_CASES, reason=st.sampled_from(ReopeningReason))
    def reopen_case(self, case_id: str, reason: ReopeningReason) -> None:
        """A reviewer reopens a case, which is closed or not."""

        def act(name: str) -> object:
            return self.desk.reopen(case_id, reviewer="r", reason=reason, command_id=name)

        self._execute(case_id, lambda _: Reopen(reviewer="r", reason=reason), act)

    @rule(case_id=_CASES, reason=st.sampled_from(ReopeningReason))
    def grant_attempt(self, case_id: str, reason: ReopeningReason) -> None:
        """A reviewer grants a further attempt, which is needed or not."""

        def act(name: str) -> object:
            return self.desk.grant_attempt(case_id, reviewer="r", reason=reason, command_id=name)

        self._execute(case_id, lambda _: GrantAttempt(reviewer="r", reason=reason), act)

    @rule(case_id=_CASES, is_redacted=_RARELY)
    def redact(self, case_id: str, is_redacted: bool) -> None:
        """The personal data of a case are deleted, rarely."""
        if is_redacted and self._execute(
            case_id, lambda _: Redact(), lambda n: self.desk.redact(case_id, command_id=n)
        ):
            self.models[case_id].submissions.clear()

    @rule(hours=st.integers(1, 24 * 9))
    def advance_clock(self, hours: int) -> None:
        """Time passes and due cases are processed; each is reminded of and reported once."""
        self.perform_effects()
        self.clock.moment += timedelta(hours=hours)
        overdue = {name for name, model in self.models.items() if self._pass_deadline(model)}
        reminded = {name for name, model in self.models.items() if self._remind(model)}
        for model in self.models.values():
            self._lapse_verification(model)

        due = self._get(self.desk.process_due_cases())
        self.is_settled = not self.desk.defer_effects
        assert (set(due.overdue), set(due.reminded)) == (overdue, reminded)

    @rule()
    def perform_effects(self) -> None:
        """The relay performs what a desk left to it."""
        if not self.is_settled:
            assert self._get(self.desk.perform_effects()) == ()
            self.is_settled = True

    def _remind(self, model: DeskModel) -> bool:
        """Remind of a deadline from 9:00 on the business day before, unless it came too late."""
        case, clock = model.case, self.desk.review_clock
        if case.submitted is None or case.deadline is None or case.is_overdue(self.clock.now()):
            return False
        day = clock.calendar.previous(case.deadline.due_on)
        at = datetime.combine(day, time(9), clock.zone)
        is_due = case.submitted.at < at <= self.clock.now()
        if not is_due or model.reminded == case.submission_id:
            return False
        model.reminded = case.submission_id
        model.notifications += 1
        return True

    def _pass_deadline(self, model: DeskModel) -> bool:
        case = model.case
        if not case.is_overdue(self.clock.now()) or case.is_overdue_reported:
            return False
        decision = self._decide(model, CheckDeadline())
        model.apply(decision)
        return True

    def _lapse_verification(self, model: DeskModel) -> None:
        end = verification_end(model.case, self.desk.policy, self.desk.review_clock)
        if end is not None and end <= self.clock.now():
            model.apply(self._decide(model, LapseVerification()))

    @rule()
    def retry_last_request(self) -> None:
        """The last request is repeated and changes nothing."""
        if self.last_request is not None:
            self._get(self.last_request())

    @rule()
    def restart(self) -> None:
        """The program is restarted."""
        self.desk = self.reopen(self.desk)

    def _pick_submission_id(self, case_id: str, *, is_old: bool) -> str:
        """Return the id of the pending submission, or of the first one if *is_old*."""
        model = self.models[case_id]
        chosen = next(iter(model.submissions), None) if is_old else model.case.submission_id
        return chosen or "s-0"
