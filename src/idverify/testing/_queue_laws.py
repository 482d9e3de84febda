"""What every review queue and every outbox keeps."""

from datetime import datetime, timedelta

from idverify.lifecycle.events import Redacted
from idverify.lifecycle.states import State
from idverify.ports import QueueEntry
from idverify.testing._store_laws import (
    APPROVED,
    HOUR,
    NOW,
    PASSED,
    TOLD,
    WATCHED,
    Store,
    begin,
    follow,
    submitted,
)

__all__ = ["OutboxLaws", "ReviewQueueLaws"]


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
