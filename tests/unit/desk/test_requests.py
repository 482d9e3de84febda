"""Requests to a desk: unknown cases, used command ids, transactions, time, and collaborators."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from idverify.adapters.memory import FixedClock, MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.adapters.sqlite import AsyncSqliteCaseStore, AsyncSqliteVault
from idverify.adapters.threads import ThreadedNotifier, ThreadedVault
from idverify.desk.async_desk import AsyncVerificationDesk
from idverify.desk.desk import VerificationDesk
from idverify.desk.operations import Operation, call, run_operation, run_operation_async
from idverify.errors import (
    CommandIdReusedError,
    ConfigurationError,
    IdVerifyError,
    InvalidValueError,
    StoreUnavailableError,
    UnknownCaseError,
)
from idverify.lifecycle.effects import Effect, NotificationKind, Notify
from idverify.lifecycle.events import Event, ReopeningReason
from idverify.lifecycle.states import State
from idverify.model.applicants import Address
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.observations import Masking
from idverify.model.reasons import RejectionReason
from idverify.policy.assessment import Verdict
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, OutboxEntry
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import (
    CONTACT,
    HANAKO,
    LICENCE,
    RECEIVED_AT,
    bytes_of,
    submission,
    unobserved,
)
from support.desk import CLOCK, BrokenNotifier, Room

CASE = "case-1"
HOME = unobserved(submission())
SEEN = [document.observation for document in submission().documents]
MOVED = evolve(HANAKO, address=Address("東京都千代田区千代田1-1"))


def begin(room: Room) -> None:
    """Submit the first documents of the case."""
    room.desk.submit(CASE, HOME, bytes_of(HOME), CONTACT, command_id="begin")


#: Every step but the one that begins a case.
STEPS: dict[str, Callable[[VerificationDesk], object]] = {
    "submission": lambda desk: desk.submission(CASE),
    "assess": lambda desk: desk.assess(CASE),
    "image": lambda desk: desk.image(CASE, "s-1", "0" * 64),
    "observe": lambda desk: desk.observe(CASE, "s-1", SEEN),
    "approve": lambda desk: desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r", command_id="c"),
    "reject": lambda desk: desk.reject(
        CASE, "s-1", reviewer="r", reasons=["other"], command_id="c"
    ),
    "withdraw": lambda desk: desk.withdraw(CASE, command_id="c"),
    "revoke": lambda desk: desk.revoke(CASE, reviewer="r", reasons=["other"], command_id="c"),
    "lapse": lambda desk: desk.lapse(CASE, command_id="c"),
    "redact": lambda desk: desk.redact(CASE, command_id="c"),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_only_a_submission_begins_a_case(step: Callable[[VerificationDesk], object]) -> None:
    """Every other step on an unknown id is an error, and stores nothing under it."""
    room = Room()
    begin(Room(vault=room.vault))
    room = Room()
    with pytest.raises(UnknownCaseError, match="there is no case case-1"):
        step(room.desk)

    assert (room.store, room.vault) == (MemoryCaseStore(), MemoryVault())


def test_a_changed_profile_without_a_case_loses_nothing() -> None:
    """A service reports every edit; before a verification there is nothing to lose."""
    room = Room()
    result = room.desk.change_profile(CASE, MOVED, command_id="c")

    assert (result.case.state, result.case.version) == (State.INCOMPLETE, 0)
    assert result.unchanged is not None
    assert "no verification to lose" in result.unchanged.en
    assert (room.store, room.vault) == (MemoryCaseStore(), MemoryVault())


def test_an_edit_without_a_submission_loses_nothing() -> None:
    """After a withdrawal nothing is compared, because nothing was verified."""
    room = Room()
    begin(room)
    room.desk.withdraw(CASE, command_id="c-1")
    edited = room.desk.change_profile(CASE, MOVED, command_id="c-2")

    assert edited.unchanged is not None
    assert "no verification to lose" in edited.unchanged.en


def test_an_edit_that_changes_nothing_verified_is_explained() -> None:
    """The result of a step that changed nothing says why; of one that did, nothing."""
    room = Room()
    begin(room)
    same = room.desk.change_profile(CASE, HANAKO, command_id="c-1")
    moved = room.desk.change_profile(CASE, MOVED, command_id="c-2")

    assert same.unchanged is not None
    assert (same.unchanged.en, moved.unchanged) == (
        "no verified field of the profile has changed",
        None,
    )


#: Pairs of requests that differ in one value.
REUSES: dict[str, tuple[Callable[[VerificationDesk], object], ...]] = {
    "another step": (
        lambda desk: desk.withdraw(CASE, command_id="c"),
        lambda desk: desk.redact(CASE, command_id="c"),
    ),
    "another submission": (
        lambda desk: desk.submit(
            CASE, evolve(HOME, id="s-2"), bytes_of(HOME), CONTACT, command_id="c"
        ),
        lambda desk: desk.submit(
            CASE, evolve(HOME, id="s-3"), bytes_of(HOME), CONTACT, command_id="c"
        ),
    ),
    "another contact": (
        lambda desk: desk.submit(
            CASE, evolve(HOME, id="s-2"), bytes_of(HOME), CONTACT, command_id="c"
        ),
        lambda desk: desk.submit(
            CASE,
            evolve(HOME, id="s-2"),
            bytes_of(HOME),
            Contact(name="見本 花子", email="other@example.jp"),
            command_id="c",
        ),
    ),
    "another profile": (
        lambda desk: desk.change_profile(CASE, MOVED, command_id="c"),
        lambda desk: desk.change_profile(
            CASE, evolve(MOVED, kanji_name="見本 華子"), command_id="c"
        ),
    ),
    "another reason": (
        lambda desk: desk.reject(CASE, "s-1", reviewer="r", reasons=["other"], command_id="c"),
        lambda desk: desk.reject(
            CASE, "s-1", reviewer="r", reasons=["image.unclear"], command_id="c"
        ),
    ),
    "another reviewer": (
        lambda desk: desk.reject(CASE, "s-1", reviewer="r", reasons=["other"], command_id="c"),
        lambda desk: desk.reject(CASE, "s-1", reviewer="q", reasons=["other"], command_id="c"),
    ),
    "finality": (
        lambda desk: desk.reject(
            CASE, "s-1", reviewer="r", reasons=["other"], final=False, command_id="c"
        ),
        lambda desk: desk.reject(
            CASE, "s-1", reviewer="r", reasons=["other"], final=True, command_id="c"
        ),
    ),
}


@pytest.mark.parametrize("pair", REUSES.values(), ids=REUSES)
def test_a_command_id_belongs_to_one_request(
    pair: tuple[Callable[[VerificationDesk], object], ...],
) -> None:
    """The same request again changes nothing; another one under its id is refused."""
    room = Room()
    begin(room)
    first, other = pair
    first(room.desk)
    before = room.store.history(CASE)
    first(room.desk)
    with pytest.raises(CommandIdReusedError) as caught:
        other(room.desk)

    assert (caught.value.case_id, caught.value.command_id) == (CASE, "c")
    assert before == room.store.history(CASE)


def test_the_digest_of_a_request_needs_the_salt_of_the_case() -> None:
    """Two cases with the same request have other digests: none can be guessed from values."""
    room = Room()
    for case_id in ("a", "b"):
        room.desk.submit(case_id, HOME, bytes_of(HOME), CONTACT, command_id="c")
    digests = {room.store.find_command_digest(case_id, "c") for case_id in ("a", "b")}

    assert len(digests) == 2
    assert all(len(digest or "") == 64 for digest in digests)


def test_after_a_purge_a_used_id_counts_as_repeated() -> None:
    """Without its salt a request cannot be compared, and the case is final anyway."""
    room = Room()
    begin(room)
    room.desk.redact(CASE, command_id="c")
    again = room.desk.withdraw(CASE, command_id="c")

    assert (again.case.state, again.unchanged is not None) == (State.REDACTED, True)
    assert room.vault == MemoryVault(), "not even a salt"


# -- reasons --------------------------------------------------------------------------------------


def test_an_unknown_reason_is_refused_with_near_codes() -> None:
    """A mistyped code must not be kept permanently."""
    room = Room()
    begin(room)
    with pytest.raises(InvalidValueError, match=r"no reason image\.unclaer .*image\.unclear"):
        room.desk.reject(CASE, "s-1", reviewer="r", reasons=["image.unclaer"], command_id="c")

    assert State.UNDER_REVIEW is room.desk.case(CASE).state


def test_a_policy_carries_reasons_without_rules() -> None:
    """A reason of the service is decided with, kept, and explained in its own words."""
    closed = RejectionReason(
        "profile.closed_shop",
        "閉店済み",
        "shop closed",
        "店舗を再開してください。",
        "Please reopen.",
    )
    room = Room(policy=CROWDWORKS_ARTICLE.derive(code="own", reasons=[closed]))
    begin(room)
    room.desk.reject(CASE, "s-1", reviewer="r", reasons=[closed.code], command_id="c")
    assert isinstance(room.notifier, MemoryNotifier)
    *_, (_, message) = room.notifier.sent.values()

    assert "閉店済み" in message.body
    assert "店舗を再開してください。" in message.body


# -- effects --------------------------------------------------------------------------------------


def test_effects_of_a_host_transaction_wait_for_its_commit() -> None:
    """Nothing is sent before the function that the desk registered is called."""
    room = Room()
    registered: list[Callable[[], object]] = []
    desk = evolve(room.desk, on_commit=registered.append)
    desk.submit(CASE, HOME, bytes_of(HOME), CONTACT, command_id="c")
    assert isinstance(room.notifier, MemoryNotifier)
    before = len(room.notifier.sent)
    [perform] = registered
    perform()

    assert (before, len(room.notifier.sent)) == (0, 1)
    assert room.store.outstanding() == ()


@pytest.mark.parametrize(
    ("settings", "match"),
    [
        ({}, "inside the transactions of a host"),
        ({"on_commit": print, "defer_effects": True}, "both set"),
        ({"on_commit": 3}, "on_commit is int"),
    ],
)
def test_a_desk_in_a_host_transaction_says_when_effects_happen(
    settings: dict[str, Any], match: str
) -> None:
    """Without a hook or a relay a mail could go out before a rollback."""

    class HostStore(MemoryCaseStore):
        is_in_host_transaction = True

    with pytest.raises(ConfigurationError, match=match):
        evolve(Room(store=HostStore()).__class__().desk, store=HostStore(), **settings)
    assert evolve(Room().desk, store=HostStore(), defer_effects=True).defer_effects


class LostStore(MemoryCaseStore):
    """A store that is lost at an append, before or after it was made."""

    is_appended = False
    is_gone = False

    def append(
        self, case_id: str, events: Sequence[Event], effects: Sequence[Effect], **rest: object
    ) -> bool:
        """Lose the connection."""
        if self.is_appended:
            super().append(case_id, events, effects, **rest)  # type: ignore[arg-type]
        raise StoreUnavailableError("the connection was lost")

    def history(self, case_id: str) -> Sequence[Event]:
        """Fail as well, if the store stays away."""
        if self.is_gone and self.is_started:
            raise StoreUnavailableError("the connection was lost")
        self.is_started = True
        return super().history(case_id)

    is_started = False


@pytest.mark.parametrize("is_appended", [False, True])
def test_data_of_a_failed_append_do_not_stay(is_appended: bool) -> None:
    """Only the history shows whether an append failed; its data stay exactly if it did not."""
    store = LostStore()
    store.is_appended = is_appended
    room = Room(store=store)
    with pytest.raises(StoreUnavailableError):
        begin(room)

    assert bool(room.vault.names(CASE)) is is_appended


def test_a_store_that_stays_away_leaves_advice() -> None:
    """If not even the history can be read, the error says what to do with the data."""
    store = LostStore()
    store.is_gone = True
    with pytest.raises(StoreUnavailableError) as caught:
        begin(Room(store=store))

    assert "same command id" in caught.value.__notes__[0]


# -- time -----------------------------------------------------------------------------------------


def test_a_reminder_is_sent_once_at_nine_on_the_business_day_before() -> None:
    """Received on 2 November 2026 and due on the 10th: reminded from the 9th at 9:00."""
    room = Room()
    begin(room)
    room.clock.moment = datetime.fromisoformat("2026-11-09T08:59:59.999999+09:00")
    early = room.desk.process_due_cases()
    room.clock.moment = datetime.fromisoformat("2026-11-09T09:00:00+09:00")
    first, again = room.desk.process_due_cases(), room.desk.process_due_cases()
    room.clock.moment = datetime.fromisoformat("2026-11-11T00:00:00+09:00")
    late = room.desk.process_due_cases()

    assert (early.reminded, first.reminded, again.reminded) == ((), (CASE,), ())
    assert (first.overdue, late.overdue, late.reminded) == ((), (CASE,), ())


def test_a_reminder_that_failed_is_sent_later() -> None:
    """The failure is reported, and the next call tries the same message again."""
    notifier = BrokenNotifier()
    notifier.is_down = False
    room = Room(notifier=notifier)
    begin(room)
    notifier.is_down = True
    room.clock.moment = datetime.fromisoformat("2026-11-09T10:00:00+09:00")
    failed = room.desk.process_due_cases()
    notifier.is_down = False
    sent = room.desk.process_due_cases()

    assert (failed.reminded, len(failed.failed_effects)) == ((), 1)
    assert (sent.reminded, sent.failed_effects) == ((CASE,), ())


def test_a_decided_case_is_not_reminded_of() -> None:
    """An approval before the reminder leaves nothing due."""
    room = Room()
    begin(room)
    room.desk.observe(CASE, "s-1", SEEN)
    room.desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r", command_id="c")
    room.clock.moment = datetime.fromisoformat("2026-11-09T10:00:00+09:00")

    assert room.desk.process_due_cases().reminded == ()


def test_due_cases_resend_what_is_outstanding() -> None:
    """Messages that failed go out with the next processing of due cases."""
    notifier = BrokenNotifier()
    room = Room(notifier=notifier)
    begin(room)
    failing = room.desk.process_due_cases()
    notifier.is_down = False
    assert room.desk.process_due_cases().failed_effects == ()

    assert len(failing.failed_effects) == 1
    assert room.store.outstanding() == ()
    assert len(notifier.inner.sent) == 1


# -- collaborators --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mixed", "match"),
    [
        ({"store": MemoryVault()}, "store is MemoryVault, which is a vault: pass a case store"),
        ({"vault": MemoryCaseStore()}, "vault is MemoryCaseStore, which is a store: pass a vault"),
        ({"store": MemoryCaseStore}, "store is the class MemoryCaseStore, not an instance"),
        ({"store": None}, "store is NoneType: pass a case store"),
        ({"notifier": print}, "notifier is builtin_function_or_method: pass a notifier"),
        ({"clock": datetime.now}, r"clock is builtin_function_or_method: .*SystemClock\(\)"),
        ({"clock": RECEIVED_AT}, r"clock is datetime: .*SystemClock\(\)"),
        ({"policy": None}, "policy is NoneType: pass a `Policy`"),
        ({"review_clock": FixedClock(RECEIVED_AT)}, "review_clock is FixedClock: pass a `Review"),
        ({"vault": ThreadedVault(MemoryVault())}, "vault is asynchronous, and this desk blocks"),
    ],
)
def test_collaborators_are_checked_when_the_desk_is_made(mixed: dict[str, Any], match: str) -> None:
    """A mixed-up desk is refused at once, with the name of the argument and what is wanted."""
    with pytest.raises((ConfigurationError, InvalidValueError), match=match):
        evolve(Room().desk, **mixed)


def test_an_asynchronous_desk_refuses_blocking_ports() -> None:
    """A store that blocks would stop the event loop of the service."""
    with pytest.raises(ConfigurationError, match="store is blocking, and this desk is async"):
        AsyncVerificationDesk(
            store=MemoryCaseStore(),  # type: ignore[arg-type]
            vault=ThreadedVault(MemoryVault()),
            notifier=ThreadedNotifier(MemoryNotifier()),
            clock=FixedClock(RECEIVED_AT),
            policy=CROWDWORKS_ARTICLE,
            review_clock=CLOCK,
            operators="operators@example.jp",
        )


# -- asynchronous ---------------------------------------------------------------------------------


async def review(desk: AsyncVerificationDesk) -> list[object]:
    """Use every method once, and return what came of it."""
    sent = HOME.documents[0].images[0].upload.sha256
    seen: list[object] = [
        (await desk.submit(CASE, HOME, bytes_of(HOME), CONTACT, command_id="1")).case.state,
        await desk.submission(CASE) == HOME,
        (await desk.assess(CASE)).verdict,
        bool(await desk.image(CASE, "s-1", sent)),
        (await desk.observe(CASE, "s-1", SEEN)).verdict,
        (await desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r", command_id="2")).case.state,
        (await desk.revoke(CASE, reviewer="r", reasons=["other"], command_id="3")).case.state,
        (
            await desk.submit(CASE, evolve(HOME, id="s-2"), bytes_of(HOME), CONTACT, command_id="4")
        ).case.state,
        (await desk.withdraw(CASE, command_id="5")).case.state,
        (
            await desk.submit(CASE, evolve(HOME, id="s-3"), bytes_of(HOME), CONTACT, command_id="6")
        ).case.state,
        (await desk.change_profile(CASE, MOVED, command_id="7")).case.state,
        (
            await desk.submit(CASE, evolve(HOME, id="s-4"), bytes_of(HOME), CONTACT, command_id="8")
        ).case.state,
        (
            await desk.reject(CASE, "s-4", reviewer="r", reasons=["other"], command_id="9")
        ).case.state,
        (
            await desk.reject(
                CASE, "s-4", reviewer="r", reasons=["other"], final=True, command_id="b"
            )
        ).case.state,
        (
            await desk.reopen(CASE, reviewer="r", reason=ReopeningReason.APPEAL, command_id="c")
        ).case.state,
        await desk.process_due_cases(),
        (await desk.redact(CASE, command_id="10")).case.state,
        await desk.perform_effects(),
        (await desk.case(CASE)).version,
    ]
    for step in (desk.submission, desk.assess):
        with pytest.raises(IdVerifyError):
            await step(CASE)
    with pytest.raises(IdVerifyError):
        await desk.grant_attempt(CASE, reviewer="r", reason=ReopeningReason.APPEAL, command_id="d")
    with pytest.raises(UnknownCaseError):
        await desk.lapse("c-0", command_id="1")
    return seen


def blocking_review(desk: VerificationDesk) -> list[object]:
    """Run the same coroutine on the blocking desk, whose methods are made awaitable."""

    class Awaited:
        def __getattr__(self, name: str) -> Callable[..., Awaitable[object]]:
            async def method(*args: object, **kwargs: object) -> object:
                return getattr(desk, name)(*args, **kwargs)

            return method

    return asyncio.run(review(Awaited()))  # type: ignore[arg-type]


def test_both_desks_give_the_same_answers(tmp_path: Path) -> None:
    """Every method of the asynchronous desk does what the blocking one does."""
    room, inbox = Room(), MemoryNotifier()

    async def run() -> list[object]:
        store = AsyncSqliteCaseStore(tmp_path / "store.db", synchronous="OFF")
        vault = AsyncSqliteVault(tmp_path / "vault.db")
        desk = AsyncVerificationDesk(
            store=store,
            vault=vault,
            notifier=ThreadedNotifier(inbox),
            clock=FixedClock(RECEIVED_AT),
            policy=CROWDWORKS_ARTICLE,
            review_clock=CLOCK,
            operators="operators@example.jp",
        )
        try:
            return await review(desk)
        finally:
            await store.close()
            await vault.close()

    assert blocking_review(room.desk) == asyncio.run(run())
    assert isinstance(room.notifier, MemoryNotifier)
    assert room.notifier.sent == inbox.sent


def test_an_effect_is_performed_alone() -> None:
    """A relay of an asynchronous service performs one entry, and acknowledges it itself."""
    room = Room()
    begin(room)
    [entry] = receipt_again(room)

    async def run() -> None:
        desk = AsyncVerificationDesk(
            store=AsyncMemory(room.store),  # type: ignore[arg-type]
            vault=ThreadedVault(room.vault),
            notifier=ThreadedNotifier(room.notifier),
            clock=FixedClock(RECEIVED_AT),
            policy=CROWDWORKS_ARTICLE,
            review_clock=CLOCK,
            operators="operators@example.jp",
        )
        await desk.perform(entry)

    asyncio.run(run())
    assert isinstance(room.notifier, MemoryNotifier)
    assert "k-again" in room.notifier.sent


def receipt_again(room: Room) -> list[OutboxEntry]:
    """Return the receipt of the case under another key."""
    due = room.desk.case(CASE).deadline
    assert due is not None
    return [OutboxEntry("k-again", CASE, Notify(kind=NotificationKind.RECEIVED, due_on=due.due_on))]


class AsyncMemory:
    """The histories of a blocking store, awaited."""

    def __init__(self, store: CaseStore) -> None:
        self.inner = store

    async def history(self, case_id: str) -> Sequence[Event]:
        """Return the events of a case."""
        return self.inner.history(case_id)

    async def append(self, *_: object, **__: object) -> bool:
        """Nothing is appended here."""
        raise NotImplementedError

    async def find_command_digest(self, *_: str) -> None:
        """Nothing is repeated here."""
        raise NotImplementedError

    async def outstanding(self) -> tuple[()]:
        """Nothing is outstanding here."""
        raise NotImplementedError

    async def set_alarm(self, *_: object) -> None:
        """No alarm is set here."""
        raise NotImplementedError


def test_operations_take_values_that_need_no_waiting() -> None:
    """A port of an asynchronous desk may answer at once, without an awaitable."""

    def operation() -> Operation[int]:
        return (yield from call(int, "7"))

    assert asyncio.run(run_operation_async(operation())) == run_operation(operation()) == 7


def test_a_closed_operation_ends_at_its_call() -> None:
    """A step whose task is thrown away does nothing more, not even cleaning up."""
    room = Room()
    steps = room.desk._steps  # noqa: SLF001 - an operation has no other way out
    operation = steps.submit(CASE, HOME, bytes_of(HOME), CONTACT, command_id="c")
    made = next(operation)
    while getattr(made, "func", None) != room.vault.put:
        made = operation.send(made())
    operation.close()

    assert room.vault.names(CASE) == ()


class PurgesAtSalt(MemoryVault):
    """A vault that is purged by another process between two reads."""

    rival: Callable[[], object] | None = None

    def salt(self, case_id: str) -> bytes:
        """Let the rival go first."""
        rival, self.rival = self.rival, None
        if rival:
            rival()
        return MemoryVault.salt(self, case_id)


def test_a_repeated_request_during_a_purge_leaves_no_salt() -> None:
    """The salt of the comparison is a new one, so nothing is compared and nothing is kept."""
    vault = PurgesAtSalt()
    room = Room(vault=vault)
    begin(room)
    vault.rival = lambda: room.desk.redact(CASE, command_id="c")
    again = room.desk.submit(CASE, HOME, bytes_of(HOME), CONTACT, command_id="begin")

    assert again.unchanged is not None
    assert (vault.names(CASE), room.desk.case(CASE).state) == ((), State.REDACTED)


def test_a_failed_effect_blocks_what_follows_in_its_case() -> None:
    """A message that failed is followed by none of its case, and not by the purge."""
    notifier = BrokenNotifier()
    room = Room(notifier=notifier)
    begin(room)
    room.desk.redact(CASE, command_id="c")
    failed = room.desk.perform_effects()

    assert len(failed) == 1
    assert len(room.store.outstanding()) > 1
    assert room.vault.names(CASE) != ()


def test_a_cancelled_submission_leaves_no_data() -> None:
    """A request that is cancelled while it appends cleans up before the task ends."""
    vault, stored = MemoryVault(), asyncio.Event()

    class SlowStore:
        async def append(self, *_: object, **__: object) -> bool:
            stored.set()
            await asyncio.sleep(60)
            return True

        async def history(self, _: str) -> tuple[Event, ...]:
            return ()

        async def find_command_digest(self, *_: str) -> None:
            return None

        async def outstanding(self) -> tuple[()]:
            return ()

        async def set_alarm(self, *_: object) -> None: ...

    async def run() -> None:
        desk = AsyncVerificationDesk(
            store=SlowStore(),  # type: ignore[arg-type]
            vault=ThreadedVault(vault),
            notifier=ThreadedNotifier(MemoryNotifier()),
            clock=FixedClock(RECEIVED_AT),
            policy=CROWDWORKS_ARTICLE,
            review_clock=CLOCK,
            operators="operators@example.jp",
        )
        task = asyncio.create_task(desk.submit(CASE, HOME, bytes_of(HOME), CONTACT, command_id="c"))
        await stored.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert vault.names(CASE) == ()


# -- masking --------------------------------------------------------------------------------------


def soften(policy: Policy) -> Policy:
    """Return the policy with the rules on what must be masked or destroyed as notes."""
    rules = [rule for rule in policy.requirements if rule.must_purge_image or rule.field_to_mask]
    return policy.derive(code="soft", replace=[evolve(rule, is_blocking=False) for rule in rules])


@pytest.mark.parametrize("kind", [DocumentKind.INDIVIDUAL_NUMBER_CARD, LICENCE])
def test_masking_is_asked_for_although_its_rule_does_not_block(kind: DocumentKind) -> None:
    """What must be masked is observed first; otherwise readable numbers would be kept."""
    whole = submission(kind)
    unmasked = evolve(
        whole,
        documents=[
            evolve(document, observation=evolve(document.observation, masking={}))
            for document in whole.documents
        ],
    )
    policy, day = soften(CROWDWORKS_ARTICLE), RECEIVED_AT.date()
    strict = CROWDWORKS_ARTICLE.evaluate(unmasked, day)

    assert policy.evaluate(whole, day).verdict is CROWDWORKS_ARTICLE.evaluate(whole, day).verdict
    assert policy.evaluate(unmasked, day).verdict is strict.verdict
    assert [q.fact for q in policy.evaluate(unmasked, day).open_questions] == [
        q.fact for q in strict.open_questions
    ]


def test_a_number_that_is_readable_is_destroyed_without_blocking() -> None:
    """A note on an image destroys it, and the approval goes on."""
    whole = submission(DocumentKind.INDIVIDUAL_NUMBER_CARD)
    shown = evolve(
        whole.documents[0].observation,
        masking=dict.fromkeys(SensitiveField, Masking.VISIBLE),
    )
    [document] = whole.documents
    readable = evolve(whole, documents=[evolve(document, observation=shown)])
    assessment = soften(CROWDWORKS_ARTICLE).evaluate(readable, RECEIVED_AT.date())

    assert assessment.has_noncompliant_images
    assert assessment.verdict is Verdict.ACCEPTED
