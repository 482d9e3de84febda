"""Base of the machine that drives desks: the desk under test, its model and the invariants."""

import asyncio
from collections.abc import Callable
from inspect import isawaitable
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from idverify.desk.async_desk import AsyncVerificationDesk
from idverify.desk.desk import VerificationDesk
from idverify.errors import IdVerifyError, UnknownCaseError
from idverify.lifecycle.commands import (
    ChangeIdentity,
    Command,
    Submit,
)
from idverify.lifecycle.decide import Decision, decide
from idverify.lifecycle.states import State
from idverify.testing._desk_model import (
    DeskModel,
    ManualClock,
)

__all__ = ["AnyDesk", "DeskMachineBase"]

AnyDesk = VerificationDesk | AsyncVerificationDesk
"""A desk that the machine can drive: it awaits what an asynchronous one returns."""


class DeskMachineBase(RuleBasedStateMachine):
    """The desk under test beside the model of each case, and what must always be true of them."""

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
