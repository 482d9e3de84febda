"""Laws of case stores (案件の記録), and the events and effects that the laws append."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Protocol

from attrs import frozen

from idverify.errors import CommandIdReusedError, InvalidValueError, VersionConflictError
from idverify.lifecycle.effects import Effect, NotificationKind, Notify, Purge, StartReviewClock
from idverify.lifecycle.events import (
    Approved,
    DeadlinePassed,
    Event,
    IdentityChanged,
    JudgementRecorded,
    Rejected,
    ReviewDeadline,
    Submitted,
)
from idverify.model.applicants import IdentityField
from idverify.ports import CaseStore, Outbox, ReviewQueue
from idverify.testing._promises import states_promises

__all__ = [
    "BlockingAdapter",
    "CaseStoreLaws",
    "Store",
    "append_event",
    "append_first_submission",
    "make_submitted",
]

NOW: Final = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
NOTIFY_RECEIVED: Final = Notify(kind=NotificationKind.RECEIVED, due_on=date(2026, 11, 10))
START_REVIEW_CLOCK: Final = StartReviewClock(at=NOW + 8 * 24 * HOUR)


class Store(CaseStore, ReviewQueue, Outbox, Protocol):
    """Everything that a database keeps of cases: histories, queue and outbox."""


@frozen
class BlockingAdapter:
    """Adapter that calls an asynchronous object synchronously, so that the laws can test it."""

    inner: Any
    runner: asyncio.Runner

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the method of that name as a blocking function."""

        def method(*positional: object, **named: object) -> object:
            call: Coroutine[Any, Any, object] = getattr(self.inner, name)(*positional, **named)
            return self.runner.run(call)

        return method


def make_submitted(number: int = 1, *, days: int = 8) -> Submitted:
    """Return the event of a submission whose review deadline ends after *days* calendar days."""
    ends_at = NOW + timedelta(days=days)
    deadline = ReviewDeadline(received_on=NOW.date(), due_on=ends_at.date(), ends_at=ends_at)
    return Submitted(at=NOW, submission_id=f"s-{number}", fingerprint="f" * 64, deadline=deadline)


APPROVED: Final = Approved(at=NOW + HOUR, submission_id="s-1", reviewer="r-1")
JUDGEMENT_RECORDED: Final = JudgementRecorded(
    at=NOW + HOUR,
    submission_id="s-1",
    reviewer="r-1",
    question="medium",
    document_index=0,
    answer="original",
    evidence="0f" * 32,
)
DEADLINE_PASSED: Final = DeadlinePassed(at=NOW + HOUR, submission_id="s-1")


def append_first_submission(
    store: CaseStore, case_id: str = "c-1", *effects: Effect, days: int = 8
) -> None:
    """Append the first submission of a case."""
    store.append(
        case_id, [make_submitted(days=days)], effects, expected_version=0, command_id="begin"
    )


def append_event(store: CaseStore, event: Event, case_id: str = "c-1") -> None:
    """Append one more event to a case."""
    version = len(store.history(case_id))
    store.append(case_id, [event], [], expected_version=version, command_id=f"follow-{version}")


@states_promises
class CaseStoreLaws:
    """Laws of every `CaseStore`; the fixture `store` returns an empty store."""

    def test_unknown_case_has_empty_history(self, store: Store) -> None:
        """An unknown case has an empty history."""
        assert tuple(store.history("c-1")) == ()

    def test_history_returns_appended_events_in_order(self, store: Store) -> None:
        """Events come back equal and in the order in which they were appended."""
        changed = IdentityChanged(
            at=NOW, changed=frozenset({IdentityField.NAME, IdentityField.ADDRESS})
        )
        rejected = Rejected(at=NOW, submission_id="s-2", reviewer="r", reasons=["other", "自社"])

        store.append("c-1", [make_submitted(), changed], [], expected_version=0, command_id="1")
        store.append("c-1", [make_submitted(2), rejected], [], expected_version=2, command_id="2")

        assert (make_submitted(), changed, make_submitted(2), rejected) == tuple(
            store.history("c-1")
        )

    def test_cases_are_isolated(self, store: Store) -> None:
        """Events of one case are found in no other case, however similar the ids are."""
        for case_id in ("a", "A", "a ", "a/1", "ａ"):
            append_first_submission(store, case_id)
        append_event(store, APPROVED, "a")

        assert (len(store.history("a")), len(store.history("A"))) == (2, 1)
        assert store.find_command_digest("a/", "begin") is None

    def test_stale_append_is_refused(self, store: Store) -> None:
        """An append that expects an older version is refused, names both and changes nothing."""
        append_first_submission(store)
        caught = None
        try:
            store.append(
                "c-1", [APPROVED], [NOTIFY_RECEIVED], expected_version=0, command_id="late"
            )
        except VersionConflictError as conflict:
            caught = conflict

        assert caught is not None
        assert (caught.case_id, caught.expected, caught.actual) == ("c-1", 0, 1)
        assert len(store.history("c-1")) == 1
        assert store.find_command_digest("c-1", "late") is None
        assert tuple(store.outstanding()) == ()

    def test_refused_append_can_be_retried(self, store: Store) -> None:
        """A refused append succeeds with the same command id and the current version."""
        append_first_submission(store)
        for expected in (-1, 0):
            with suppress(VersionConflictError):
                store.append("c-1", [APPROVED], [], expected_version=expected, command_id="late")

        assert store.append("c-1", [APPROVED], [], expected_version=1, command_id="late")

    def test_append_to_future_version_is_refused(self, store: Store) -> None:
        """An append to a version that does not exist yet is refused, for a new case too."""
        caught = None
        try:
            store.append("c-1", [APPROVED], [], expected_version=3, command_id="early")
        except VersionConflictError as conflict:
            caught = conflict

        assert caught is not None
        assert caught.actual == 0
        assert store.get_entry("c-1") is None

    def test_append_is_idempotent_by_command_id(self, store: Store) -> None:
        """A repeated command id adds nothing, even with other events and effects."""
        first = store.append(
            "c-1", [make_submitted()], [NOTIFY_RECEIVED], expected_version=0, command_id="1"
        )
        again = store.append(
            "c-1",
            [APPROVED],
            [NOTIFY_RECEIVED, NOTIFY_RECEIVED],
            expected_version=9,
            command_id="1",
        )

        assert (first, again) == (True, False)
        assert (make_submitted(),) == tuple(store.history("c-1"))
        assert len(store.outstanding()) == 1

    def test_request_with_same_digest_is_repeated(self, store: Store) -> None:
        """The digest of a request is read back, and the same request again changes nothing."""
        store.append(
            "c-1",
            [make_submitted()],
            [],
            expected_version=0,
            command_id="1",
            command_digest="d" * 64,
        )
        again = store.append(
            "c-1", [APPROVED], [], expected_version=1, command_id="1", command_digest="d" * 64
        )

        assert (again, store.find_command_digest("c-1", "1")) == (False, "d" * 64)
        assert (make_submitted(),) == tuple(store.history("c-1"))

    def test_command_id_of_another_request_is_refused(self, store: Store) -> None:
        """A command id that was used for another request is an error and changes nothing."""
        store.append(
            "c-1",
            [make_submitted()],
            [],
            expected_version=0,
            command_id="1",
            command_digest="d" * 64,
        )
        caught = None
        try:
            store.append(
                "c-1",
                [APPROVED],
                [NOTIFY_RECEIVED],
                expected_version=1,
                command_id="1",
                command_digest="e" * 64,
            )
        except CommandIdReusedError as error:
            caught = error

        assert caught is not None
        assert (caught.case_id, caught.command_id) == ("c-1", "1")
        assert (make_submitted(),) == tuple(store.history("c-1"))
        assert tuple(store.outstanding()) == ()

    def test_missing_digest_equals_any(self, store: Store) -> None:
        """A request recorded or repeated without a digest equals every other request of its id."""
        append_first_submission(store)
        digests = ("", "e" * 64)
        added = [
            store.append(
                "c-1", [APPROVED], [], expected_version=1, command_id="begin", command_digest=digest
            )
            for digest in digests
        ]

        assert (added, store.find_command_digest("c-1", "begin")) == ([False, False], "")

    def test_command_ids_are_scoped_to_case(self, store: Store) -> None:
        """Two cases may use the same command id."""
        append_first_submission(store, "c-1")
        append_first_submission(store, "c-2")

        assert store.find_command_digest("c-1", "begin") is not None
        assert (make_submitted(),) == tuple(store.history("c-2"))

    def test_append_without_events_is_refused(self, store: Store) -> None:
        """Effects without an event are refused as an error of the caller."""
        caught = None
        try:
            store.append("c-1", [], [NOTIFY_RECEIVED], expected_version=0, command_id="1")
        except InvalidValueError as error:
            caught = error

        assert caught is not None
        assert tuple(store.outstanding()) == ()

    def test_effects_are_outstanding_until_acknowledged(self, store: Store) -> None:
        """Effects have unique keys and are outstanding, the oldest first, until acknowledged."""
        append_first_submission(store, "c-1", NOTIFY_RECEIVED, START_REVIEW_CLOCK)
        append_first_submission(store, "c-2", Purge())
        before = store.outstanding()
        store.acknowledge(before[0].key, before[2].key)
        store.acknowledge(before[0].key)

        assert [NOTIFY_RECEIVED, START_REVIEW_CLOCK, Purge()] == [entry.effect for entry in before]
        assert len({entry.key for entry in before}) == 3
        assert [before[1]] == list(store.outstanding())

    def test_effect_keys_are_unique_and_stable(self, store: Store) -> None:
        """An effect keeps its key, and no later effect has the same key."""
        append_first_submission(store, "c-1", NOTIFY_RECEIVED, START_REVIEW_CLOCK)
        before = store.outstanding()
        assert before == store.outstanding()
        keys = {entry.key for entry in before}
        store.acknowledge(*keys)
        store.append(
            "c-1",
            [APPROVED],
            [NOTIFY_RECEIVED, NOTIFY_RECEIVED],
            expected_version=1,
            command_id="2",
        )

        assert not keys & {entry.key for entry in store.outstanding()}

    def test_alarms_are_ordered_and_replaced(self, store: Store) -> None:
        """Cases whose alarm is due are returned, the earliest first; each case has one alarm."""
        for case_id, hours in (("c-1", 3), ("c-2", 1), ("c-3", 2), ("c-4", 9), ("c-1", 2)):
            store.set_alarm(case_id, NOW + hours * HOUR)
        store.clear_alarm("c-3")
        store.clear_alarm("nobody")

        assert tuple(store.alarms_until(NOW + 2 * HOUR)) == ("c-2", "c-1")

    def test_alarms_compare_moments_across_zones(self, store: Store) -> None:
        """Alarms are compared as moments, in any time zone."""
        append_first_submission(store)
        store.set_alarm("c-1", NOW.astimezone(_ZONE))

        assert tuple(store.alarms_until(NOW)) == ("c-1",)
        assert tuple(store.alarms_until(NOW - timedelta(microseconds=1))) == ()


_ZONE: Final = datetime.fromisoformat("2026-11-02T00:00:00+09:00").tzinfo
