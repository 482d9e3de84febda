"""At least once, in order, never twice side by side, and nothing is forgotten."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from attrs import evolve

from idverify.adapters.memory import FixedClock, MemoryCaseStore, MemoryNotifier
from idverify.adapters.postgres import PostgresCaseStore
from idverify.adapters.relay import Backoff, Counters, Relay
from idverify.errors import PermanentDeliveryError, StoreUnavailableError
from idverify.lifecycle.effects import Notify, StartReviewClock
from idverify.policy.policy import Policy
from idverify.ports import Delivery, Message, OutboxEntry
from idverify.testing._store_laws import (
    HOUR,
    NOTIFY_RECEIVED,
    NOW,
    START_REVIEW_CLOCK,
    append_first_submission,
)
from idverify.testing.laws import Store
from support.applicants import CONTACT, bytes_of, submission
from support.desk import Room

Perform = Callable[[OutboxEntry], object]


def relay(
    store: Store,
    perform: Perform,
    *,
    clock: FixedClock | None = None,
    backoff: Backoff | None = None,
    batch: int = 20,
) -> Relay:
    """A relay whose clock stands still and who has no luck either way."""
    return Relay(
        outbox=store,
        perform=perform,
        clock=clock or FixedClock(NOW),
        backoff=backoff or Backoff(),
        batch_size=batch,
        jitter=lambda: 1.0,
    )


def failing(error: Exception) -> Perform:
    """Fail in this way, always."""

    def perform(_: OutboxEntry) -> object:
        raise error

    return perform


def test_all_that_is_due_is_performed_in_order_and_settled() -> None:
    """Effects of a case come in their order, and nothing is outstanding afterwards."""
    store, done = MemoryCaseStore(), list[OutboxEntry]()
    append_first_submission(store, "c-1", NOTIFY_RECEIVED, START_REVIEW_CLOCK)
    append_first_submission(store, "c-2", NOTIFY_RECEIVED)
    expected = {entry.key for entry in store.outstanding()}
    counters = relay(store, done.append).drain()

    assert counters == Counters(delivered=3)
    assert {entry.key for entry in done} == expected
    assert [e.effect for e in done if e.case_id == "c-1"] == [NOTIFY_RECEIVED, START_REVIEW_CLOCK]
    assert store.outstanding() == ()


def test_a_failure_is_tried_again_after_a_growing_pause() -> None:
    """The pauses double, up to the longest; nothing happens before they are over."""
    store, clock = MemoryCaseStore(), FixedClock(NOW)
    append_first_submission(store, "c-1", NOTIFY_RECEIVED)
    backoff = Backoff(
        initial_delay=timedelta(seconds=10), max_delay=timedelta(seconds=35), max_attempts=9
    )
    worker = relay(store, failing(ConnectionError()), clock=clock, backoff=backoff)
    tried_at = list[int]()
    for second in range(120):
        clock.moment = NOW + timedelta(seconds=second)
        if worker.drain().postponed > len(tried_at):
            tried_at.append(second)

    assert tried_at == [0, 10, 30, 65, 100]


def test_no_two_relays_pause_alike() -> None:
    """Chance makes a pause anything between half of its length and all of it."""
    pauses = [Backoff().delay_after(2, chance) for chance in (0.0, 0.5, 1.0)]

    assert pauses == [timedelta(seconds=10), timedelta(seconds=15), timedelta(seconds=20)]
    assert Backoff().delay_after(10_000, 1.0) == timedelta(hours=2)


def test_after_the_last_attempt_it_is_a_dead_letter_without_a_name() -> None:
    """What never succeeds is given up and listed; the reason quotes nobody's address."""
    store, clock = MemoryCaseStore(), FixedClock(NOW)
    append_first_submission(store, "c-1", NOTIFY_RECEIVED, START_REVIEW_CLOCK)
    done = list[OutboxEntry]()

    def perform(entry: OutboxEntry) -> None:
        if entry.effect == NOTIFY_RECEIVED:
            raise ConnectionError("hanako@example.jp is unknown here")
        done.append(entry)

    worker = relay(store, perform, clock=clock, backoff=Backoff(max_attempts=3))
    for hour in range(4):
        clock.moment = NOW + hour * HOUR
        worker.drain()
    [letter] = store.dead_letters()

    assert (letter.attempts, letter.error) == (3, "ConnectionError")
    assert [entry.effect for entry in done] == [START_REVIEW_CLOCK]
    assert worker.counters == Counters(delivered=1, postponed=2, dead_lettered=1)


def test_what_can_never_be_delivered_is_not_tried_again() -> None:
    """A notifier that knows says so, and its own sentence is kept."""
    store = MemoryCaseStore()
    append_first_submission(store, "c-1", NOTIFY_RECEIVED)
    relay(store, failing(PermanentDeliveryError("the receiver is gone (410)"))).drain()

    assert [letter.error for letter in store.dead_letters()] == ["the receiver is gone (410)"]


def test_a_revived_letter_is_delivered_with_its_key() -> None:
    """Once the cause is mended the letter goes out as the same message."""
    store, done = MemoryCaseStore(), list[OutboxEntry]()
    append_first_submission(store, "c-1", NOTIFY_RECEIVED)
    relay(store, failing(PermanentDeliveryError("gone"))).drain()
    [letter] = store.dead_letters()
    store.requeue(letter.entry.key)
    relay(store, done.append).drain()

    assert done == [letter.entry]


def test_what_was_done_is_settled_even_if_the_relay_is_stopped() -> None:
    """An interrupt in the middle of a batch leaves only the rest."""
    store = MemoryCaseStore()
    for n in range(3):
        append_first_submission(store, f"c-{n}", NOTIFY_RECEIVED)

    def perform(entry: OutboxEntry) -> None:
        if entry.case_id == "c-1":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        relay(store, perform).drain()
    assert [entry.case_id for entry in store.outstanding()] == ["c-1", "c-2"]


def test_a_slow_batch_is_left_to_others_in_time() -> None:
    """What could not be begun within the lease is not begun at all: another may have it."""
    store, clock = MemoryCaseStore(), FixedClock(NOW)
    for n in range(3):
        append_first_submission(store, f"c-{n}", NOTIFY_RECEIVED)

    def perform(_: OutboxEntry) -> None:
        clock.moment += timedelta(minutes=3)

    worker = relay(store, perform, clock=clock)
    worker.process_batch()
    assert worker.counters == Counters(delivered=2, expired=1)
    worker.drain()
    assert store.outstanding() == ()


def test_relays_side_by_side_never_perform_the_same_effect(postgres: str) -> None:
    """Four relays with connections of their own share 300 cases: each effect is performed once."""
    counted, lock = Counter[str](), threading.Lock()
    with PostgresCaseStore(postgres, max_size=4) as store:
        for n in range(300):
            append_first_submission(store, f"c-{n}", NOTIFY_RECEIVED, START_REVIEW_CLOCK)

        def perform(entry: OutboxEntry) -> None:
            with lock:
                counted[entry.key] += 1

        workers = [threading.Thread(target=relay(store, perform, batch=7).drain) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        relay(store, perform).drain()

        assert store.outstanding() == ()
    assert (len(counted), set(counted.values())) == (600, {1})


def test_a_relay_runs_until_it_is_stopped_through_a_store_that_fails() -> None:
    """A store that cannot be reached for a while does not end the relay."""
    stop = threading.Event()

    class Shaky(MemoryCaseStore):
        calls = 0

        def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
            Shaky.calls += 1
            if Shaky.calls == 1:
                raise StoreUnavailableError("lost")
            return super().lease(now=now, until=until, limit=limit)

    store = Shaky()
    append_first_submission(store, "c-1", NOTIFY_RECEIVED)
    relay(store, lambda _: stop.set()).run(stop, idle_seconds=0.001)

    assert store.outstanding() == ()


def test_a_relayed_desk_leaves_effects_to_the_relay() -> None:
    """The step itself sends nothing; the relay sends the mail and sets the alarm."""
    store, notifier, clock = MemoryCaseStore(), MemoryNotifier(), FixedClock(NOW)
    room = Room(store=store, notifier=notifier, clock=clock)
    desk = evolve(room.desk, defer_effects=True)
    handed_in = submission()
    desk.submit("c", handed_in, bytes_of(handed_in), CONTACT, command_id="1")
    assert [type(entry.effect) for entry in store.outstanding()] == [Notify, StartReviewClock]
    Relay(outbox=store, perform=desk.perform, clock=clock).drain()

    assert store.outstanding() == ()
    deadline = desk.case("c").deadline
    assert deadline
    assert store.alarms_until(deadline.ends_at) == ("c",)
    assert [mail.subject for _, mail in notifier.sent.values()] == ["本人確認書類を受け付けました"]


def test_a_service_may_bring_its_own_words() -> None:
    """What people are told is written by whatever the desk was given."""
    notifier = MemoryNotifier()

    def wording(notify: Notify, policy: Policy, **_: object) -> Message:
        return Message(subject=notify.kind, body=policy.title_en)

    desk = evolve(Room(notifier=notifier).desk, wording=wording)
    handed_in = submission()
    desk.submit("c", handed_in, bytes_of(handed_in), CONTACT, command_id="1")

    assert [mail.subject for _, mail in notifier.sent.values()] == ["received"]
