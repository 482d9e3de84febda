"""State machine for Hypothesis that drives a whole service at random and compares it with a model.

The model is the pure core: it decides each command from the events so far, as the desk
should. Anything that the adapters lose, mix up, repeat or forget shows as a difference.
"""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from inspect import isawaitable
from typing import Any, Final

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from idverify.desk.async_desk import AsyncVerificationDesk
from idverify.desk.desk import VerificationDesk
from idverify.errors import IdVerifyError, UnknownCaseError
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
from idverify.lifecycle.fingerprints import compute_fingerprint
from idverify.lifecycle.retention import verification_end
from idverify.lifecycle.states import State
from idverify.matching.changes import detect_identity_changes
from idverify.model.observations import Medium, Observation
from idverify.testing._desk_model import (
    CONTACT,
    UPLOAD,
    DeskModel,
    ManualClock,
    as_received,
    require_current,
    with_new_address,
)
from idverify.testing.strategies.documents import make_png
from idverify.testing.strategies.submissions import accepted_submissions

__all__ = ["AnyDesk", "DeskMachine", "ManualClock"]

AnyDesk = VerificationDesk | AsyncVerificationDesk
"""A desk that the machine can drive: it awaits what an asynchronous one returns."""

_CASES: Final = st.sampled_from(["case-1", "case-2"])
_RARELY: Final = st.sampled_from([False, False, False, False, True])


class DeskMachine(RuleBasedStateMachine):
    """State machine of all actions at a desk, in any order, on two cases; derive from it.

    Override `make_desk` to return a desk over your adapters, and let pytest run
    `YourMachine.TestCase`. The desk may be blocking or asynchronous, and perform its effects
    with each step or leave them to a relay; the machine then performs them at random moments.
    """

    # -- overridden by a subclass --------------------------------------------------------------

    def make_desk(self, clock: ManualClock) -> AnyDesk:
        """Return a desk over empty adapters that uses *clock*; override this."""
        raise NotImplementedError("override make_desk(clock): return a desk over your adapters")

    def reopen(self, desk: Any) -> AnyDesk:  # noqa: ANN401 - the desk of `make_desk`
        """Return a desk over the same data after a restart; by default the same desk."""
        reopened: AnyDesk = desk
        return reopened

    def count_delivered(self) -> int | None:
        """Return how many messages were delivered so far; None if this is unknown."""
        return None

    # -- helpers -------------------------------------------------------------------------------

    @initialize()
    def open_desk(self) -> None:
        """Open an empty desk and create an empty model for each case."""
        self.clock = ManualClock()
        self.desk = self.make_desk(self.clock)
        self.is_settled = True
        names = ("case-1", "case-2")
        self.models = {name: DeskModel(self._get(self.desk.vault.salt(name))) for name in names}
        self._purge_destroys_items()
        self.last_id = 0
        self.last_request: Callable[[], object] | None = None

    def _purge_destroys_items(self) -> None:
        """Purge a case without events; a vault that keeps its items would be found late."""
        vault = self.desk.vault
        self._get(vault.put("case-0", [("probe", b"probe")]))
        self._get(vault.purge("case-0"))
        assert not self._get(vault.names("case-0")), "a purge must destroy every item of a case"

    def _get(self, result: Any) -> Any:  # noqa: ANN401 - of any method of any desk
        """Return the result of a desk or one of its ports, awaited if it is asynchronous."""
        if not isawaitable(result):
            return result
        if not hasattr(self, "loop"):
            self.loop = asyncio.new_event_loop()
        return self.loop.run_until_complete(result)

    def teardown(self) -> None:
        """Close the event loop, if there was one."""
        if hasattr(self, "loop"):
            self.loop.close()

    def _next_id(self, prefix: str) -> str:
        self.last_id += 1
        return f"{prefix}-{self.last_id}"

    def _execute(
        self, case_id: str, make: Callable[[DeskModel], Command], act: Callable[[str], object]
    ) -> bool:
        """Execute a command on the model and on the desk, and compare the results."""
        model, command_id = self.models[case_id], self._next_id("c")
        try:
            decision = self._decide(model, make(model))
        except IdVerifyError as refusal:
            self._assert_refused(lambda: self._get(act(command_id)), refusal)
            return False
        self._get(act(command_id))
        self.is_settled = not self.desk.defer_effects
        model.apply(decision)
        if decision.events:
            self.last_request = lambda: act(command_id)
        self.history_equals_model()
        return bool(decision.events)

    def _decide(self, model: DeskModel, command: Command) -> Decision:
        desk = self.desk
        if not model.events and not isinstance(command, Submit | ChangeIdentity):
            raise UnknownCaseError("a case begins with a submission")
        return decide(model.case, command, desk.policy, desk.review_clock, self.clock.now())

    def _assert_refused(self, act: Callable[[], object], refusal: Exception) -> None:
        try:
            act()
        except type(refusal):
            return
        except IdVerifyError as other:
            raise AssertionError(
                f"the desk refused with {other!r} instead of {refusal!r}"
            ) from None
        raise AssertionError(f"the desk did what must be refused: {refusal}")

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
            )

        def act(name: str) -> object:
            return self.desk.approve(
                case_id, submission_id, profile=profile, reviewer="r", command_id=name
            )

        self._execute(case_id, make, act)

    @rule(case_id=_CASES, is_old=_RARELY, final=_RARELY)
    def reject(self, case_id: str, is_old: bool, final: bool) -> None:
        """A reviewer rejects, rarely a replaced submission, and rarely permanently."""
        submission_id = self._pick_submission_id(case_id, is_old=is_old)

        def make(model: DeskModel) -> Command:
            if model.events:
                require_current(model.case, submission_id)
            return Reject(submission_id=submission_id, reviewer="r", reasons=["other"], final=final)

        def act(name: str) -> object:
            return self.desk.reject(
                case_id,
                submission_id,
                reviewer="r",
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

    @rule(case_id=_CASES, final=_RARELY)
    def revoke(self, case_id: str, final: bool) -> None:
        """A reviewer revokes an approval."""

        def act(name: str) -> object:
            return self.desk.revoke(
                case_id, reviewer="r", reasons=["other"], command_id=name, final=final
            )

        self._execute(case_id, lambda _: Revoke(reviewer="r", reasons=["other"], final=final), act)

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

    # -- invariants ----------------------------------------------------------------------------

    @invariant()
    def history_equals_model(self) -> None:
        """The history of each case in the store equals the events of the model."""
        for name, model in self._named_models():
            assert list(self._get(self.desk.store.history(name))) == model.events

    @invariant()
    def submissions_are_stored(self) -> None:
        """The vault has each pending submission with its observations."""
        for name, model in self._named_models():
            current = model.case.submission_id
            if current is not None:
                assert self._get(self.desk.submission(name)) == model.submission(current)

    @invariant()
    def redacted_cases_are_purged(self) -> None:
        """The vault has no items of a redacted case."""
        for name, model in self._named_models():
            is_purged = model.case.state is State.REDACTED and self.is_settled
            assert not is_purged or not self._get(self.desk.vault.names(name))

    @invariant()
    def outbox_is_empty(self) -> None:
        """No effect is outstanding, once the relay has performed what was left to it."""
        if self._named_models() and self.is_settled:
            assert not self._get(self.desk.store.outstanding())

    @invariant()
    def notifications_are_delivered_once(self) -> None:
        """As many messages were delivered as the model expects."""
        is_checked = self._named_models() and self.is_settled
        delivered = self.count_delivered() if is_checked else None

        assert delivered in {None, sum(model.notifications for _, model in self._named_models())}

    def _named_models(self) -> list[tuple[str, DeskModel]]:
        return [*getattr(self, "models", {}).items()]
