"""A whole service against the model: our desks pass, and broken ones are refused by name."""

import tempfile
import traceback
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from idverify import CROWDWORKS_ARTICLE, BusinessCalendar, ReviewClock, VerificationDesk
from idverify.adapters.memory import MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.adapters.sqlite import (
    AsyncSqliteCaseStore,
    AsyncSqliteVault,
    SqliteCaseStore,
    SqliteVault,
)
from idverify.adapters.threads import ThreadedNotifier
from idverify.desk.async_desk import AsyncVerificationDesk
from idverify.policy.settings import SecondReview
from idverify.testing import DeskMachine, ManualClock
from testing import broken_adapters

some = settings(max_examples=15, stateful_step_count=25)
CLOCK = ReviewClock(BusinessCalendar.japan())


def desk_over(store: Any, vault: Any, notifier: Any, clock: ManualClock) -> VerificationDesk:  # noqa: ANN401
    """Return a desk over these adapters."""
    return VerificationDesk(
        store=store,
        vault=vault,
        notifier=notifier,
        clock=clock,
        policy=CROWDWORKS_ARTICLE,
        review_clock=CLOCK,
        operators="operators@example.jp",
    )


class MemoryDesk(DeskMachine):
    """The reference adapters, or others that are made the same way."""

    store: type[Any] = MemoryCaseStore
    vault: type[Any] = MemoryVault
    notifier: type[Any] = MemoryNotifier

    def make_desk(self, clock: ManualClock) -> VerificationDesk:
        """Return a desk on dictionaries."""
        self.inbox = self.notifier()
        return desk_over(self.store(), self.vault(), self.inbox, clock)

    def count_delivered(self) -> int:
        """Return how many messages arrived."""
        return len(self.inbox.sent)


class LapsingDesk(MemoryDesk):
    """The same under a policy that asks for a new verification every month."""

    def make_desk(self, clock: ManualClock) -> VerificationDesk:
        """Return a desk on which approvals lapse."""
        desk = MemoryDesk.make_desk(self, clock)
        return evolve(desk, policy=CROWDWORKS_ARTICLE.derive(reverify_months=1))


class DeferringDesk(MemoryDesk):
    """A desk that leaves its effects to a relay."""

    def make_desk(self, clock: ManualClock) -> VerificationDesk:
        """Return a desk that performs nothing with its steps."""
        return evolve(MemoryDesk.make_desk(self, clock), defer_effects=True)


class CarefulDesk(MemoryDesk):
    """A policy that lets two reviewers decide, and limits the attempts."""

    def make_desk(self, clock: ManualClock) -> VerificationDesk:
        """Return a desk on dictionaries under that policy."""
        policy = CROWDWORKS_ARTICLE.derive(
            code="careful", second_reviews=[*SecondReview], max_attempts=2
        )
        return evolve(super().make_desk(clock), policy=policy)


class AsyncDesk(DeskMachine):
    """The asynchronous desk, over files that a thread of their own serves."""

    defer_effects = False

    def make_desk(self, clock: ManualClock) -> AsyncVerificationDesk:
        """Return an asynchronous desk on new files."""
        self.stack = ExitStack()
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.inbox = MemoryNotifier()
        self.files = (
            AsyncSqliteCaseStore(self.folder / "store.db", synchronous="OFF"),
            AsyncSqliteVault(self.folder / "vault.db"),
        )
        store, vault = self.files
        return AsyncVerificationDesk(
            store=store,
            vault=vault,
            notifier=ThreadedNotifier(self.inbox),
            clock=clock,
            policy=CROWDWORKS_ARTICLE,
            review_clock=CLOCK,
            operators="operators@example.jp",
            defer_effects=self.defer_effects,
        )

    def count_delivered(self) -> int:
        """Return how many messages arrived."""
        return len(self.inbox.sent)

    def teardown(self) -> None:
        """Close and remove the files."""
        if hasattr(self, "stack"):
            for file in self.files:
                self._get(file.close())
            self.stack.close()
        super().teardown()


class DeferringAsyncDesk(AsyncDesk):
    """The same, with effects left to a relay."""

    defer_effects = True


class SqliteDesk(DeskMachine):
    """Two files, closed and opened again at each restart."""

    def make_desk(self, clock: ManualClock) -> VerificationDesk:
        """Return a desk on new files."""
        self.stack = ExitStack()
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.inbox = MemoryNotifier()
        return desk_over(*self.files(), self.inbox, clock)

    def files(self) -> tuple[SqliteCaseStore, SqliteVault]:
        """Open both files."""
        store = SqliteCaseStore(self.folder / "store.db", synchronous="OFF")
        vault = SqliteVault(self.folder / "vault.db")
        self.opened = self.stack.enter_context(ExitStack())
        return self.opened.enter_context(store), self.opened.enter_context(vault)

    def reopen(self, desk: VerificationDesk) -> VerificationDesk:
        """Close the files and open them again."""
        self.opened.close()
        store, vault = self.files()
        return evolve(desk, store=store, vault=vault)

    def count_delivered(self) -> int:
        """Return how many messages arrived."""
        return len(self.inbox.sent)

    def teardown(self) -> None:
        """Close and remove the files."""
        if hasattr(self, "stack"):
            self.stack.close()


TestLapsingDesk = LapsingDesk.TestCase
TestLapsingDesk.settings = some
TestCarefulDesk = CarefulDesk.TestCase
TestCarefulDesk.settings = some
TestMemoryDesk = MemoryDesk.TestCase
TestMemoryDesk.settings = some
TestSqliteDesk = SqliteDesk.TestCase
TestSqliteDesk.settings = some
TestDeferringDesk = DeferringDesk.TestCase
TestDeferringDesk.settings = some
TestAsyncDesk = AsyncDesk.TestCase
TestAsyncDesk.settings = some
TestDeferringAsyncDesk = DeferringAsyncDesk.TestCase
TestDeferringAsyncDesk.settings = some


class ForgetsOnRestart(MemoryDesk):
    """What was kept in memory only is gone after a restart."""

    def reopen(self, desk: VerificationDesk) -> VerificationDesk:
        """Begin with an empty store."""
        return evolve(desk, store=MemoryCaseStore())


class LosesAWrite(MemoryDesk):
    """Every third event is not kept."""

    class store(MemoryCaseStore):  # noqa: N801 - stands where a field stands
        """Loses the third event of a case."""

        def history(self, case_id: str) -> Any:  # noqa: ANN401
            """Return all but the third event."""
            events = super().history(case_id)
            return (*events[:2], *events[3:])


class SendsTwice(MemoryDesk):
    """Every message goes out twice."""

    notifier = broken_adapters.SendsTwice


class LeaksAfterPurge(MemoryDesk):
    """A redacted case leaves its documents behind."""

    vault = broken_adapters.LeaksAfterPurge


class DropsAll(MemoryDesk):
    """The vault keeps the newest item of a case only."""

    class vault(MemoryVault):  # noqa: N801 - the same
        """Forgets what was noted."""

        def put(self, case_id: str, items: Any) -> None:  # noqa: ANN401
            """Keep the first version of everything."""
            new = [(name, data) for name, data in items if self.get(case_id, name) is None]
            super().put(case_id, new)


@pytest.mark.parametrize(
    ("machine", "law"),
    [
        (ForgetsOnRestart, "history_equals_model"),
        (LosesAWrite, "history_equals_model"),
        (SendsTwice, "notifications_are_delivered_once"),
        (LeaksAfterPurge, "_purge_destroys_items"),
        (DropsAll, "submissions_are_stored"),
    ],
)
def test_a_broken_service_is_refused_by_the_law_that_names_its_fault(
    machine: type[DeskMachine], law: str
) -> None:
    """The machine fails, and in the invariant that says what is wrong."""
    quick = settings(
        max_examples=300,
        stateful_step_count=20,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError) as failed:
        run_state_machine_as_test(machine, settings=quick)

    assert law in "".join(traceback.format_exception(failed.value))
