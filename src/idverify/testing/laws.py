"""The promises of the ports as tests: derive a class, give it a fixture, and pytest does the rest.

    class TestMyStore(CaseStoreLaws):
        @pytest.fixture
        def store(self, tmp_path):
            return MyStore(tmp_path)

A store to await is held by the same laws: wrap it in `Blocking`.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Protocol

from attrs import frozen

from idverify.errors import DataError, InvalidValue, VersionConflict
from idverify.lifecycle.effects import Effect, Notice, Notify, Purge, StartReviewClock
from idverify.lifecycle.events import (
    Approved,
    DeadlinePassed,
    Due,
    Event,
    IdentityChanged,
    Redacted,
    Rejected,
    Submitted,
)
from idverify.lifecycle.states import State
from idverify.ports import (
    CaseStore,
    KeyProvider,
    Message,
    Notifier,
    Outbox,
    QueueEntry,
    ReviewQueue,
    Vault,
)
from idverify.vocabulary.applicants import IdentityField

__all__ = [
    "Blocking",
    "CaseStoreLaws",
    "KeyProviderLaws",
    "NotifierLaws",
    "OutboxLaws",
    "ReviewQueueLaws",
    "Store",
    "VaultLaws",
]

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
        begin(store, "c-1")

        assert tuple(store.history("c-10")) == ()
        assert not store.has_seen("c-10", "begin")

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


class ReviewQueueLaws:
    """What every `ReviewQueue` keeps."""

    def test_the_view_follows_the_appends(self, store: Store) -> None:
        """After each append the row says what the history says."""
        assert store.standing("c-1") is None
        begin(store)
        pending = store.standing("c-1")
        follow(store, PASSED)
        overdue = store.standing("c-1")
        follow(store, APPROVED)

        due = submitted().due
        expected = QueueEntry(
            case_id="c-1",
            state=State.UNDER_REVIEW,
            submission_id="s-1",
            due_on=due.due_on,
            ends_at=due.ends_at,
        )
        assert expected == pending
        assert overdue is not None
        assert (True, "s-1", due.ends_at) == (
            overdue.overdue, overdue.submission_id, overdue.ends_at,
        )  # fmt: skip
        assert QueueEntry(case_id="c-1", state=State.APPROVED) == store.standing("c-1")

    def test_the_next_case_is_the_one_due_first(self, store: Store) -> None:
        """Cases wait in the order of their deadlines, decided ones not at all."""
        for case_id, days in (("c-1", 9), ("c-2", 7), ("c-3", 8), ("c-4", 6)):
            begin(store, case_id, days=days)
        follow(store, APPROVED, "c-4")

        assert [entry.case_id for entry in store.waiting(limit=2)] == ["c-2", "c-3"]
        assert [entry.case_id for entry in self._claim(store, "r-1", limit=2)] == ["c-2", "c-3"]

    def test_a_lease_binds_everybody_else(self, store: Store) -> None:
        """A case that is lent is lent to nobody else, by whatever clock, until its time is over."""
        begin(store)
        [mine] = self._claim(store, "r-1")

        assert (mine.reviewer, mine.leased_until) == ("r-1", NOW + HOUR)
        assert tuple(self._claim(store, "r-2")) == ()
        assert tuple(self._claim(store, "r-2", now=NOW - 24 * HOUR)) == ()
        assert tuple(self._claim(store, "r-1")) == ()
        [theirs] = self._claim(store, "r-2", now=NOW + HOUR)
        assert theirs.reviewer == "r-2"
        assert not store.renew("c-1", "r-1", until=NOW + 9 * HOUR)

    def test_a_lease_can_be_renewed_and_given_back(self, store: Store) -> None:
        """Who has a lease may extend it, or end it early; nobody else may."""
        begin(store)
        self._claim(store, "r-1")

        assert store.renew("c-1", "r-1", until=NOW + 2 * HOUR)
        store.release("c-1", "r-2")
        assert tuple(self._claim(store, "r-2", now=NOW + HOUR)) == ()
        store.release("c-1", "r-1")
        assert len(self._claim(store, "r-2")) == 1

    def test_a_decision_or_a_new_submission_ends_the_lease(self, store: Store) -> None:
        """A lease is for the submission it was taken for; news of the clock leave it alone."""
        begin(store)
        self._claim(store, "r-1")
        follow(store, PASSED)
        assert tuple(self._claim(store, "r-2")) == ()
        follow(store, submitted(2))
        assert len(self._claim(store, "r-2")) == 1
        follow(store, APPROVED)
        assert not store.renew("c-1", "r-2", until=NOW + 9 * HOUR)
        assert tuple(self._claim(store, "r-3", now=NOW + 99 * HOUR)) == ()

    def test_counts_are_those_of_the_cases(self, store: Store) -> None:
        """Cases are counted by state, and by due day while under review."""
        for case_id, days in (("c-1", 7), ("c-2", 7), ("c-3", 8), ("c-4", 8)):
            begin(store, case_id, days=days)
        follow(store, APPROVED, "c-3")
        before = dict(store.counts())
        follow(store, submitted(2, days=7), "c-4")
        follow(store, Redacted(at=NOW), "c-3")

        week, next_day = (NOW + timedelta(days=7)).date(), (NOW + timedelta(days=8)).date()
        pending = State.UNDER_REVIEW
        expected = {(pending, week): 2, (pending, next_day): 1, (State.APPROVED, None): 1}
        assert expected == before
        assert {(pending, week): 3, (State.REDACTED, None): 1} == dict(store.counts())
        assert dict(store.counts()) == dict(store.counts())

    def _claim(
        self, store: Store, reviewer: str, *, now: datetime = NOW, limit: int = 1
    ) -> list[QueueEntry]:
        return list(store.claim(reviewer, now=now, until=now + HOUR, limit=limit))


class OutboxLaws:
    """What every `Outbox` keeps."""

    def test_what_is_taken_is_not_taken_twice(self, store: Store) -> None:
        """An effect is handed to one relay until its time is over, then to the next."""
        begin(store, "c-1", TOLD)

        assert (self._take(store), self._take(store)) == ([1], [])
        assert self._take(store, now=NOW + HOUR) == [2]

    def test_effects_of_a_case_are_taken_in_order(self, store: Store) -> None:
        """The second effect of a case waits for the first; other cases do not wait."""
        begin(store, "c-1", TOLD, WATCHED)
        begin(store, "c-2", TOLD)
        first = store.take(now=NOW, until=NOW + HOUR, limit=9)

        assert [(delivery.entry.case_id, delivery.entry.effect) for delivery in first] == [
            ("c-1", TOLD),
            ("c-2", TOLD),
        ]
        assert self._take(store) == []
        store.settle(first[0].entry.key)
        [second] = store.take(now=NOW, until=NOW + HOUR, limit=9)
        assert second.entry.effect == WATCHED

    def test_no_more_are_taken_than_asked_for(self, store: Store) -> None:
        """A relay is handed at most `limit` effects, the oldest first."""
        for n in range(3):
            begin(store, f"c-{n}", TOLD)
        taken = store.take(now=NOW, until=NOW + HOUR, limit=2)

        assert [delivery.entry.case_id for delivery in taken] == ["c-0", "c-1"]

    def test_what_is_postponed_comes_back_at_its_time(self, store: Store) -> None:
        """An effect put back is not taken before its moment, and counts its attempts."""
        begin(store, "c-1", TOLD)
        [delivery] = store.take(now=NOW, until=NOW + HOUR, limit=1)
        store.postpone(delivery.entry.key, until=NOW + 2 * HOUR, error="busy")

        assert self._take(store, now=NOW + HOUR) == []
        assert self._take(store, now=NOW + 2 * HOUR) == [2]

    def test_dead_letters_wait_and_hold_up_nobody(self, store: Store) -> None:
        """What was given up is listed with its reason, and the next effect has its turn."""
        begin(store, "c-1", TOLD, WATCHED)
        [delivery] = store.take(now=NOW, until=NOW + HOUR, limit=1)
        store.bury(delivery.entry.key, error="no such mailbox")
        [letter] = store.dead_letters()

        assert (delivery.entry, 1, "no such mailbox") == (
            letter.entry, letter.attempts, letter.error,
        )  # fmt: skip
        assert [entry.effect for entry in store.outstanding()] == [WATCHED]
        assert self._take(store) == [1]

    def test_a_dead_letter_can_be_sent_again(self, store: Store) -> None:
        """A revived effect is taken as if for the first time, with the key it always had."""
        begin(store, "c-1", TOLD)
        [delivery] = store.take(now=NOW, until=NOW + HOUR, limit=1)
        store.revive(delivery.entry.key)
        assert self._take(store) == []
        store.bury(delivery.entry.key, error="?")
        assert self._take(store, now=NOW + 9 * HOUR) == []
        store.revive(delivery.entry.key)

        assert [delivery] == list(store.take(now=NOW, until=NOW + HOUR, limit=1))
        assert tuple(store.dead_letters()) == ()

    def _take(self, store: Store, *, now: datetime = NOW) -> list[int]:
        taken = store.take(now=now, until=now + HOUR, limit=9)
        return [delivery.attempt for delivery in taken]


class VaultLaws:
    """What every `Vault` keeps."""

    def test_what_is_put_is_got_back(self, vault: Vault) -> None:
        """Bytes come back as they were, the empty ones and all 256 of them."""
        vault.put("c-1", [("a", b""), ("b/c", bytes(range(256))), ("髙", "見本".encode())])

        assert (b"", bytes(range(256)), "見本".encode()) == tuple(
            vault.get("c-1", name) for name in ("a", "b/c", "髙")
        )
        assert {"a", "b/c", "髙"} == set(vault.names("c-1"))

    def test_putting_again_replaces(self, vault: Vault) -> None:
        """The last bytes put under a name are the ones kept."""
        vault.put("c-1", [("a", b"old")])
        vault.put("c-1", [("a", b"new")])

        assert vault.get("c-1", "a") == b"new"

    def test_cases_do_not_mix(self, vault: Vault) -> None:
        """What is kept for a case is found under no other, and purged with no other."""
        vault.put("c-1", [("a", b"one")])
        vault.put("c-2", [("a", b"two")])
        vault.purge("c-2")

        assert (vault.get("c-1", "a"), vault.get("c-2", "a")) == (b"one", None)

    def test_nothing_is_got_of_nobody(self, vault: Vault) -> None:
        """An unknown case and an unknown name have nothing, and asking makes nothing."""
        assert vault.get("c-1", "a") is None
        assert tuple(vault.names("c-1")) == ()

    def test_the_salt_stays_until_the_purge(self, vault: Vault) -> None:
        """The secret of a case is long, its own, the same at every call, and gone for good."""
        salt = vault.salt("c-1")
        vault.put("c-1", [("a", b"1")])

        assert len(salt) >= 16
        assert salt == vault.salt("c-1")
        assert salt != vault.salt("c-2")
        vault.purge("c-1")
        assert salt != vault.salt("c-1")

    def test_some_items_can_be_dropped(self, vault: Vault) -> None:
        """What is dropped is gone, the rest and the secret stay; dropping nothing is harmless."""
        vault.put("c-1", [("a", b"1"), ("b", b"2"), ("c", b"3")])
        salt = vault.salt("c-1")
        vault.drop("c-1", ["a", "c", "unknown"])
        vault.drop("c-9", ["a"])

        assert tuple(vault.names("c-1")) == ("b",)
        assert vault.get("c-1", "a") is None
        assert salt == vault.salt("c-1")

    def test_a_purged_case_can_begin_anew(self, vault: Vault) -> None:
        """After a purge nothing is left, and the case may be used again."""
        vault.put("c-1", [("a", b"1"), ("b", b"2")])
        vault.purge("c-1")
        vault.purge("c-1")
        assert tuple(vault.names("c-1")) == ()
        vault.put("c-1", [("b", b"3")])

        assert (vault.get("c-1", "a"), vault.get("c-1", "b")) == (None, b"3")


class KeyProviderLaws:
    """What every `KeyProvider` keeps."""

    def test_a_wrapped_key_is_unwrapped_for_its_case_only(self, keys: KeyProvider) -> None:
        """The key comes back for the case it was wrapped for, and is refused for any other."""
        wrapped = keys.wrap(b"k" * 64, "c-1")

        assert keys.unwrap(wrapped, "c-1") == b"k" * 64
        assert b"k" * 64 not in wrapped
        assert self._is_refused(keys, wrapped, "c-2")

    def test_a_changed_bit_is_refused(self, keys: KeyProvider) -> None:
        """No byte of what was wrapped can be changed unnoticed."""
        wrapped = keys.wrap(b"k" * 64, "c-1")
        changed = [
            wrapped[:at] + bytes([byte ^ 1]) + wrapped[at + 1 :] for at, byte in enumerate(wrapped)
        ]

        assert all(self._is_refused(keys, spoilt, "c-1") for spoilt in changed)
        assert self._is_refused(keys, wrapped[:-1], "c-1")
        assert self._is_refused(keys, b"", "c-1")

    def _is_refused(self, keys: KeyProvider, wrapped: bytes, case_id: str) -> bool:
        try:
            keys.unwrap(wrapped, case_id)
        except DataError:
            return True
        return False


class NotifierLaws:
    """What every `Notifier` keeps; `delivered` returns what arrived: recipient, subject, body."""

    def test_a_message_arrives_as_it_was_written(
        self, notifier: Notifier, delivered: Callable[[], list[tuple[str, str, str]]]
    ) -> None:
        """Every character arrives, at the address it was sent to."""
        message = Message(subject="髙﨑 〜①㈱ 🎉", body="髙﨑 様\n\n〜①㈱ 🎉\n")
        notifier.send("c-1/1/0", "hanako@example.jp", message)

        assert [("hanako@example.jp", message.subject, message.body)] == delivered()

    def test_different_keys_are_different_messages(
        self, notifier: Notifier, delivered: Callable[[], list[tuple[str, str, str]]]
    ) -> None:
        """Two effects with the same text are two messages."""
        message = Message(subject="お知らせ", body="本文\n")
        notifier.send("c-1/1/0", "hanako@example.jp", message)
        notifier.send("c-1/2/0", "hanako@example.jp", message)

        assert len(delivered()) == 2
