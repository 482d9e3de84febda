"""What every store keeps, and the events and effects it is tried with."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Protocol

from attrs import frozen

from idverify.errors import InvalidValue, VersionConflict
from idverify.lifecycle.effects import Effect, Notice, Notify, Purge, StartReviewClock
from idverify.lifecycle.events import (
    Approved,
    DeadlinePassed,
    Due,
    Event,
    IdentityChanged,
    Rejected,
    Submitted,
)
from idverify.ports import CaseStore, Outbox, ReviewQueue
from idverify.vocabulary.applicants import IdentityField

__all__ = ["Blocking", "CaseStoreLaws", "Store", "begin", "follow", "submitted"]

NOW: Final = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
TOLD: Final = Notify(notice=Notice.RECEIVED, due_on=date(2026, 11, 10))
WATCHED: Final = StartReviewClock(at=NOW + 8 * 24 * HOUR)


class Store(CaseStore, ReviewQueue, Outbox, Protocol):
    """All that a database keeps of cases."""


@frozen
class Blocking:
    """Waits for each answer of an object whose methods are to be awaited."""

    inner: Any
    runner: asyncio.Runner

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the method of that name, made to wait."""

        def method(*positional: object, **named: object) -> object:
            call: Coroutine[Any, Any, object] = getattr(self.inner, name)(*positional, **named)
            return self.runner.run(call)

        return method


def submitted(number: int = 1, *, days: int = 8) -> Submitted:
    """Return the event of a submission that has *days* left, counted by the clock."""
    ends_at = NOW + timedelta(days=days)
    due = Due(received_on=NOW.date(), due_on=ends_at.date(), ends_at=ends_at)
    return Submitted(at=NOW, submission_id=f"s-{number}", fingerprint="f" * 64, due=due)


APPROVED: Final = Approved(at=NOW + HOUR, submission_id="s-1", reviewer="r-1")
PASSED: Final = DeadlinePassed(at=NOW + HOUR, submission_id="s-1")


def begin(store: CaseStore, case_id: str = "c-1", *effects: Effect, days: int = 8) -> None:
    """Append the first submission of a case."""
    store.append(case_id, [submitted(days=days)], effects, expected=0, command_id="begin")


def follow(store: CaseStore, event: Event, case_id: str = "c-1") -> None:
    """Append one more event to a case."""
    version = len(store.history(case_id))
    store.append(case_id, [event], [], expected=version, command_id=f"follow-{version}")


class CaseStoreLaws:
    """What every `CaseStore` keeps."""

    def test_an_unknown_case_has_no_history(self, store: Store) -> None:
        """A case nobody has written to has an empty history."""
        assert tuple(store.history("c-1")) == ()

    def test_what_is_appended_is_read_back_in_order(self, store: Store) -> None:
        """Events come back equal and in the order in which they were appended."""
        changed = IdentityChanged(
            at=NOW, changed=frozenset({IdentityField.NAME, IdentityField.ADDRESS})
        )
        rejected = Rejected(at=NOW, submission_id="s-2", reviewer="r", reasons=["other", "自社"])

        store.append("c-1", [submitted(), changed], [], expected=0, command_id="1")
        store.append("c-1", [submitted(2), rejected], [], expected=2, command_id="2")

        assert (submitted(), changed, submitted(2), rejected) == tuple(store.history("c-1"))

    def test_cases_do_not_mix(self, store: Store) -> None:
        """What is appended to a case is found in no other, however alike their ids."""
        for case_id in ("a", "A", "a ", "a/1", "ａ"):
            begin(store, case_id)
        follow(store, APPROVED, "a")

        assert (len(store.history("a")), len(store.history("A"))) == (2, 1)
        assert not store.has_seen("a/", "begin")

    def test_a_stale_writer_changes_nothing(self, store: Store) -> None:
        """An append that expects another version is refused, names both, and leaves no trace."""
        begin(store)
        caught = None
        try:
            store.append("c-1", [APPROVED], [TOLD], expected=0, command_id="late")
        except VersionConflict as conflict:
            caught = conflict

        assert caught is not None
        assert (caught.case_id, caught.expected, caught.actual) == ("c-1", 0, 1)
        assert len(store.history("c-1")) == 1
        assert not store.has_seen("c-1", "late")
        assert tuple(store.outstanding()) == ()

    def test_a_refused_append_can_be_made_again(self, store: Store) -> None:
        """The loser loads the case again and succeeds with the same command id."""
        begin(store)
        for expected in (-1, 0):
            with suppress(VersionConflict):
                store.append("c-1", [APPROVED], [], expected=expected, command_id="late")

        assert store.append("c-1", [APPROVED], [], expected=1, command_id="late")

    def test_a_writer_from_the_future_changes_nothing(self, store: Store) -> None:
        """An append to a version that does not exist yet is refused, on a new case too."""
        caught = None
        try:
            store.append("c-1", [APPROVED], [], expected=3, command_id="early")
        except VersionConflict as conflict:
            caught = conflict

        assert caught is not None
        assert caught.actual == 0
        assert store.standing("c-1") is None

    def test_a_command_counts_once(self, store: Store) -> None:
        """The same command id again adds nothing, whatever else it carries."""
        first = store.append("c-1", [submitted()], [TOLD], expected=0, command_id="1")
        again = store.append("c-1", [APPROVED], [TOLD, TOLD], expected=9, command_id="1")

        assert (first, again) == (True, False)
        assert (submitted(),) == tuple(store.history("c-1"))
        assert len(store.outstanding()) == 1

    def test_a_command_id_belongs_to_its_case(self, store: Store) -> None:
        """Two cases may use the same command id."""
        begin(store, "c-1")
        begin(store, "c-2")

        assert store.has_seen("c-1", "begin")
        assert (submitted(),) == tuple(store.history("c-2"))

    def test_an_append_without_events_is_refused(self, store: Store) -> None:
        """Effects with no event that explains them are a mistake of the caller."""
        caught = None
        try:
            store.append("c-1", [], [TOLD], expected=0, command_id="1")
        except InvalidValue as error:
            caught = error

        assert caught is not None
        assert tuple(store.outstanding()) == ()

    def test_effects_wait_in_order_until_settled(self, store: Store) -> None:
        """Effects are outstanding, the oldest first, each with a key of its own, until settled."""
        begin(store, "c-1", TOLD, WATCHED)
        begin(store, "c-2", Purge())
        before = store.outstanding()
        store.settle(before[0].key, before[2].key)
        store.settle(before[0].key)

        assert [TOLD, WATCHED, Purge()] == [entry.effect for entry in before]
        assert len({entry.key for entry in before}) == 3
        assert [before[1]] == list(store.outstanding())

    def test_a_key_never_comes_again(self, store: Store) -> None:
        """Asked twice an effect has the same key, and no later effect has it."""
        begin(store, "c-1", TOLD, WATCHED)
        before = store.outstanding()
        assert before == store.outstanding()
        keys = {entry.key for entry in before}
        store.settle(*keys)
        store.append("c-1", [APPROVED], [TOLD, TOLD], expected=1, command_id="2")

        assert not keys & {entry.key for entry in store.outstanding()}

    def test_alarms_ring_in_order_and_once_replaced_are_forgotten(self, store: Store) -> None:
        """The cases whose moment has come are returned, the earliest first; each has one alarm."""
        for case_id, hours in (("c-1", 3), ("c-2", 1), ("c-3", 2), ("c-4", 9), ("c-1", 2)):
            store.set_alarm(case_id, NOW + hours * HOUR)
        store.clear_alarm("c-3")
        store.clear_alarm("nobody")

        assert tuple(store.alarms_until(NOW + 2 * HOUR)) == ("c-2", "c-1")

    def test_alarms_know_one_time_in_all_zones(self, store: Store) -> None:
        """A moment is the same in every time zone."""
        begin(store)
        store.set_alarm("c-1", NOW.astimezone(_ZONE))

        assert tuple(store.alarms_until(NOW)) == ("c-1",)
        assert tuple(store.alarms_until(NOW - timedelta(microseconds=1))) == ()


_ZONE: Final = datetime.fromisoformat("2026-11-02T00:00:00+09:00").tzinfo
