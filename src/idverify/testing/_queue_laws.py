"""Laws of review queues (審査待ち) and outboxes (送信箱), as tests."""

from datetime import datetime, timedelta

from idverify.lifecycle.events import Redacted
from idverify.lifecycle.states import State
from idverify.ports import QueueEntry
from idverify.testing._promises import states_promises
from idverify.testing._store_laws import (
    APPROVED,
    DEADLINE_PASSED,
    HOUR,
    JUDGEMENT_RECORDED,
    NOTIFY_RECEIVED,
    NOW,
    START_REVIEW_CLOCK,
    Store,
    append_event,
    append_first_submission,
    make_submitted,
)

__all__ = ["OutboxLaws", "ReviewQueueLaws"]


@states_promises
class ReviewQueueLaws:
    """Laws of every `ReviewQueue`; the fixture `store` returns an empty store."""

    def test_projection_follows_appends(self, store: Store) -> None:
        """After each append the queue entry agrees with the history."""
        assert store.get_entry("c-1") is None
        append_first_submission(store)
        pending = store.get_entry("c-1")
        append_event(store, DEADLINE_PASSED)
        overdue = store.get_entry("c-1")
        append_event(store, APPROVED)

        due = make_submitted().deadline
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
            overdue.is_overdue_reported, overdue.submission_id, overdue.ends_at,
        )  # fmt: skip
        assert QueueEntry(case_id="c-1", state=State.APPROVED) == store.get_entry("c-1")

    def test_judgement_leaves_the_entry(self, store: Store) -> None:
        """A judgement changes neither lease nor overdue mark, and the next event is appended."""
        append_first_submission(store)
        append_event(store, DEADLINE_PASSED)
        self._claim(store, "r-1")
        before = store.get_entry("c-1")
        append_event(store, JUDGEMENT_RECORDED)

        assert before is not None
        assert before == store.get_entry("c-1")
        assert not self._claim(store, "r-2")
        append_event(store, APPROVED)
        assert QueueEntry(case_id="c-1", state=State.APPROVED) == store.get_entry("c-1")

    def test_claims_are_ordered_by_deadline(self, store: Store) -> None:
        """Pending cases are in the order of their deadlines; decided cases are left out."""
        for case_id, days in (("c-1", 9), ("c-2", 7), ("c-3", 8), ("c-4", 6)):
            append_first_submission(store, case_id, days=days)
        append_event(store, APPROVED, "c-4")

        assert [entry.case_id for entry in store.waiting(limit=2)] == ["c-2", "c-3"]
        assert [entry.case_id for entry in self._claim(store, "r-1", limit=2)] == ["c-2", "c-3"]

    def test_lease_excludes_other_reviewers(self, store: Store) -> None:
        """A leased case is leased to no other reviewer, by any clock, until the lease ends."""
        append_first_submission(store)
        [first] = self._claim(store, "r-1")

        assert (first.reviewer, first.leased_until) == ("r-1", NOW + HOUR)
        assert tuple(self._claim(store, "r-2")) == ()
        assert tuple(self._claim(store, "r-2", now=NOW - 24 * HOUR)) == ()
        assert tuple(self._claim(store, "r-1")) == ()
        [second] = self._claim(store, "r-2", now=NOW + HOUR)
        assert second.reviewer == "r-2"
        assert not store.renew("c-1", "r-1", until=NOW + 9 * HOUR)

    def test_lease_can_be_renewed_and_released(self, store: Store) -> None:
        """Only the reviewer who has a lease may extend it or end it early."""
        append_first_submission(store)
        self._claim(store, "r-1")

        assert store.renew("c-1", "r-1", until=NOW + 2 * HOUR)
        store.release("c-1", "r-2")
        assert tuple(self._claim(store, "r-2", now=NOW + HOUR)) == ()
        store.release("c-1", "r-1")
        assert len(self._claim(store, "r-2")) == 1

    def test_decision_or_resubmission_ends_lease(self, store: Store) -> None:
        """A lease ends with its submission; a passed deadline does not end it."""
        append_first_submission(store)
        self._claim(store, "r-1")
        append_event(store, DEADLINE_PASSED)
        assert tuple(self._claim(store, "r-2")) == ()
        append_event(store, make_submitted(2))
        assert len(self._claim(store, "r-2")) == 1
        append_event(store, APPROVED)
        assert not store.renew("c-1", "r-2", until=NOW + 9 * HOUR)
        assert tuple(self._claim(store, "r-3", now=NOW + 99 * HOUR)) == ()

    def test_counts_match_cases(self, store: Store) -> None:
        """Cases are counted by state, and by due day while under review."""
        for case_id, days in (("c-1", 7), ("c-2", 7), ("c-3", 8), ("c-4", 8)):
            append_first_submission(store, case_id, days=days)
        append_event(store, APPROVED, "c-3")
        before = dict(store.counts())
        append_event(store, make_submitted(2, days=7), "c-4")
        append_event(store, Redacted(at=NOW), "c-3")

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


@states_promises
class OutboxLaws:
    """Laws of every `Outbox`; the fixture `store` returns an empty store."""

    def test_leased_effect_is_not_leased_twice(self, store: Store) -> None:
        """An effect is leased to one relay until the lease ends, then to the next."""
        append_first_submission(store, "c-1", NOTIFY_RECEIVED)

        assert (self._lease(store), self._lease(store)) == ([1], [])
        assert self._lease(store, now=NOW + HOUR) == [2]

    def test_effects_of_a_case_are_leased_in_order(self, store: Store) -> None:
        """The second effect of a case is leased only after the first is acknowledged."""
        append_first_submission(store, "c-1", NOTIFY_RECEIVED, START_REVIEW_CLOCK)
        append_first_submission(store, "c-2", NOTIFY_RECEIVED)
        first = store.lease(now=NOW, until=NOW + HOUR, limit=9)

        assert [(delivery.entry.case_id, delivery.entry.effect) for delivery in first] == [
            ("c-1", NOTIFY_RECEIVED),
            ("c-2", NOTIFY_RECEIVED),
        ]
        assert self._lease(store) == []
        store.acknowledge(first[0].entry.key)
        [second] = store.lease(now=NOW, until=NOW + HOUR, limit=9)
        assert second.entry.effect == START_REVIEW_CLOCK

    def test_lease_respects_limit(self, store: Store) -> None:
        """At most `limit` effects are leased, the oldest first."""
        for n in range(3):
            append_first_submission(store, f"c-{n}", NOTIFY_RECEIVED)
        leased = store.lease(now=NOW, until=NOW + HOUR, limit=2)

        assert [delivery.entry.case_id for delivery in leased] == ["c-0", "c-1"]

    def test_postponed_effect_returns_at_its_time(self, store: Store) -> None:
        """A postponed effect is not leased before its time, and its attempts are counted."""
        append_first_submission(store, "c-1", NOTIFY_RECEIVED)
        [delivery] = store.lease(now=NOW, until=NOW + HOUR, limit=1)
        store.postpone(delivery.entry.key, until=NOW + 2 * HOUR, error="busy")

        assert self._lease(store, now=NOW + HOUR) == []
        assert self._lease(store, now=NOW + 2 * HOUR) == [2]

    def test_dead_letters_do_not_block(self, store: Store) -> None:
        """A dead letter is listed with its error, and the next effect of the case is leased."""
        append_first_submission(store, "c-1", NOTIFY_RECEIVED, START_REVIEW_CLOCK)
        [delivery] = store.lease(now=NOW, until=NOW + HOUR, limit=1)
        store.dead_letter(delivery.entry.key, error="no such mailbox")
        [letter] = store.dead_letters()

        assert (delivery.entry, 1, "no such mailbox") == (
            letter.entry, letter.attempts, letter.error,
        )  # fmt: skip
        assert [entry.effect for entry in store.outstanding()] == [START_REVIEW_CLOCK]
        assert self._lease(store) == [1]

    def test_dead_letter_can_be_requeued(self, store: Store) -> None:
        """A requeued effect is leased as if for the first time, with the same key."""
        append_first_submission(store, "c-1", NOTIFY_RECEIVED)
        [delivery] = store.lease(now=NOW, until=NOW + HOUR, limit=1)
        store.requeue(delivery.entry.key)
        assert self._lease(store) == []
        store.dead_letter(delivery.entry.key, error="?")
        assert self._lease(store, now=NOW + 9 * HOUR) == []
        store.requeue(delivery.entry.key)

        assert [delivery] == list(store.lease(now=NOW, until=NOW + HOUR, limit=1))
        assert tuple(store.dead_letters()) == ()

    def _lease(self, store: Store, *, now: datetime = NOW) -> list[int]:
        leased = store.lease(now=now, until=now + HOUR, limit=9)
        return [delivery.attempt for delivery in leased]
