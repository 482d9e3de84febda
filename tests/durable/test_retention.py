"""A case on Temporal keeps, destroys and tells as the desk does."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import ClassVar

import pytest
from attrs import evolve
from temporalio.client import WorkflowExecutionStatus

from durable.temporal_server import KEYS, skipping_server
from durable.temporal_service import Office
from durable.test_desk import Mailbox, kinds, played
from idverify.adapters.memory import MemoryNotifier, MemoryVault
from idverify.adapters.temporal.desk import TemporalDesk
from idverify.adapters.temporal.requests import CaseContext, EndRetentionRequest, WorkflowSettings
from idverify.adapters.temporal.worker import make_worker
from idverify.calendar.timezone import TOKYO
from idverify.errors import (
    IllegalTransitionError,
    InvalidValueError,
    StaleSubmissionError,
    StoreUnavailableError,
)
from idverify.interchange.codec import dump
from idverify.lifecycle.events import Event
from idverify.lifecycle.states import State
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.observations import Masking
from idverify.policy.settings import Retention
from idverify.presets import APTCP, CROWDWORKS_ARTICLE
from support.applicants import CONTACT, HANAKO, bytes_of, submission, unobserved
from support.rules import fact, policy, rule

MONTHLY = evolve(CROWDWORKS_ARTICLE, retention=Retention(images_days=30))

#: The second document shows an individual number.
PAIR = submission(
    DocumentKind.DRIVERS_LICENSE,
    DocumentKind.RESIDENT_RECORD,
    masking={SensitiveField.INDIVIDUAL_NUMBER: Masking.VISIBLE},
)
NOTES = [document.observation for document in PAIR.documents]
FIRST, SECOND = (d.images[0].upload.sha256 for d in PAIR.documents)


def pictures(opened: Office, case_id: str = "c-1") -> list[str]:
    """Return what pictures the vault keeps of a case."""
    return [name for name in opened.vault.names(case_id) if name.startswith("image/")]


def contacts(opened: Office) -> list[str]:
    """Return what contacts the vault keeps of a case."""
    return [name for name in opened.vault.names("c-1") if name.startswith("contact")]


async def submit_pair(opened: Office) -> None:
    """Hand in two documents at which nobody has looked."""
    made = unobserved(PAIR)
    await opened.desk.submit("c-1", made, bytes_of(PAIR), CONTACT, command_id="k-1")


async def approve(opened: Office, id_: str = "s-1") -> None:
    """Approve a submission."""
    await opened.desk.approve(
        "c-1", id_, profile=HANAKO, reviewer="r-1", command_id=f"approve/{id_}"
    )


# -- what may not be kept -------------------------------------------------------------------------


def test_a_number_is_destroyed_as_soon_as_it_is_noted() -> None:
    """Its picture goes with the note, that of the other document stays."""

    async def scene(opened: Office) -> None:
        await submit_pair(opened)
        assert len(pictures(opened)) == 2
        await opened.desk.observe("c-1", "s-1", NOTES)
        assert pictures(opened) == [f"image/s-1/{FIRST}"]
        assert await opened.desk.image("c-1", "s-1", SECOND) is None
        assert bytes_of(PAIR)[FIRST] == await opened.desk.image("c-1", "s-1", FIRST)

    played(scene, policy=APTCP)


def test_a_rejection_destroys_the_named_pictures_only() -> None:
    """Where the number was noted in another way, the rejection destroys its picture."""

    async def scene(opened: Office) -> None:
        await submit_pair(opened)
        opened.vault.put("c-1", [("submission/s-1", dump(PAIR))])
        await opened.desk.reject("c-1", "s-1", reviewer="r-1", command_id="k-2")
        await opened.wait_for(days=1)
        assert pictures(opened) == [f"image/s-1/{FIRST}"]

    played(scene, policy=APTCP)


def test_a_picture_to_be_masked_is_not_kept_as_it_is() -> None:
    """Nobody here can mask, so it is destroyed; and the effect is not given up."""
    asked = fact("asked", read=lambda *_: False)
    masks = rule(
        "number", asked.one_of(True), is_blocking=False, field_to_mask=SensitiveField.QR_CODE
    )

    async def scene(opened: Office) -> None:
        await opened.submit()
        await approve(opened)
        await opened.wait_for(days=1)
        assert pictures(opened) == []
        assert await opened.desk.undelivered("c-1") == ()

    played(scene, policy=policy(masks))


class Late(TemporalDesk):
    """A desk that reads the history of a moment ago, once."""

    seen: ClassVar[list[Sequence[Event]]] = []

    async def history(self, case_id: str) -> Sequence[Event]:
        """Return the earlier history first."""
        return self.seen.pop() if self.seen else await super().history(case_id)


class Salting(MemoryVault):
    """A vault that makes a secret with the first thing it keeps, as one that encrypts does."""

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep it under a secret."""
        self.salt(case_id)
        super().put(case_id, items)


async def redacted(opened: Office) -> Sequence[Event]:
    """Submit and redact, to the end; return the history before the redaction."""
    await opened.submit()
    before = await opened.desk.history("c-1")
    await opened.desk.redact("c-1", command_id="k-2")
    assert await opened.client.get_workflow_handle(KEYS.pseudonymize("c-1")).result() == "redacted"
    return before


def test_a_note_kept_a_moment_after_the_purge_is_purged_as_well() -> None:
    """The reviewer looked before, and is told; not even a salt is left."""
    vault = MemoryVault()

    async def scene(opened: Office) -> None:
        before = await redacted(opened)
        assert vault == MemoryVault()
        vault.put("c-1", [("submission/s-1", dump(submission()))])
        late = Late(client=opened.client, keys=KEYS, vault=vault, policy=opened.policy)
        late.seen.append(before)
        with pytest.raises(StaleSubmissionError, match="no longer under review"):
            await late.observe("c-1", "s-1", [submission().documents[0].observation])
        assert vault == MemoryVault()

    played(scene, vault=vault)


def test_a_case_already_purged_takes_nothing_in() -> None:
    """A submission to it is refused, and neither picture nor salt is left."""

    async def scene(opened: Office) -> None:
        await redacted(opened)
        with pytest.raises(IllegalTransitionError):
            await opened.submit(id_="s-2")
        assert opened.vault == Salting()

    played(scene, vault=Salting())


class Stuck(MemoryVault):
    """A vault whose disk is away when it should destroy everything."""

    is_away = True

    def purge(self, case_id: str) -> None:
        """Fail, until the disk is back."""
        if self.is_away:
            raise StoreUnavailableError("no disk")
        super().purge(case_id)


def test_a_case_whose_purge_was_given_up_is_not_over() -> None:
    """It waits, says so, and is purged when it is revived."""
    vault = Stuck()

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.desk.redact("c-1", command_id="k-2")
        await opened.wait_for(days=1)
        [key] = await opened.desk.undelivered("c-1")
        handle = opened.client.get_workflow_handle(KEYS.pseudonymize("c-1"))
        assert WorkflowExecutionStatus.RUNNING is (await handle.describe()).status
        vault.is_away = False
        await opened.desk.requeue("c-1", key)
        assert await handle.result() == "redacted"
        assert list(vault.names("c-1")) == []

    played(scene, vault=vault, terms=WorkflowSettings(max_attempts=1))


# -- what is kept for some time -------------------------------------------------------------------


def test_pictures_are_destroyed_when_their_time_is_over() -> None:
    """To the minute: thirty days after the decision, that day included; the notes stay."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await approve(opened)
        end = (await opened.now()).replace(hour=0, minute=0, second=0, microsecond=0)
        end += timedelta(days=31)
        await opened.wait(end - timedelta(minutes=1))
        assert len(pictures(opened)) == 1
        await opened.wait(end + timedelta(minutes=1))
        assert pictures(opened) == []
        assert "submission/s-1" in opened.vault.names("c-1")
        assert await opened.desk.undelivered("c-1") == ()
        assert await kinds(opened) == ["Submitted", "Approved"]

    played(scene, policy=MONTHLY)


def test_while_a_new_submission_is_under_review_the_time_does_not_run_out() -> None:
    """Taken back, the time of the decision before counts again, and is over already."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.desk.reject(
            "c-1", "s-1", reasons=["image.unclear"], reviewer="r-1", command_id="k-2"
        )
        await opened.wait_for(days=20)
        await opened.submit(id_="s-2", shade=9)
        await opened.wait_for(days=20)
        assert len(pictures(opened)) == 2
        await opened.desk.withdraw("c-1", command_id="k-3")
        await opened.wait_for(days=1)
        assert pictures(opened) == []

    played(scene, policy=MONTHLY)


@pytest.mark.parametrize(("kept_days", "left"), [(None, 1), (30, 0), (900, 1)])
def test_a_verification_lapses_on_its_day(kept_days: int | None, left: int) -> None:
    """Six months after the approval, that day included; however long pictures are kept."""
    renewed = evolve(MONTHLY, reverify_months=6, retention=Retention(images_days=kept_days))

    async def scene(opened: Office) -> None:
        await opened.submit()
        await approve(opened)
        approved_on = (await opened.now()).date()
        last_day = renewed.last_day_of_verification(approved_on)
        assert last_day
        end = datetime.combine(last_day + timedelta(days=1), time(), TOKYO)
        await opened.wait(end - timedelta(minutes=1))
        assert await kinds(opened) == ["Submitted", "Approved"]
        await opened.wait(end + timedelta(minutes=1))
        assert await kinds(opened) == ["Submitted", "Approved", "VerificationLapsed"]
        assert (await opened.desk.case("c-1")).state is State.INCOMPLETE
        assert list(opened.sent) == ["c-1/1/0", "c-1/2/0", "c-1/3/0"]
        assert len(pictures(opened)) == left
        await opened.submit(id_="s-2", shade=9)

    played(scene, policy=renewed)


def test_a_verification_that_lapsed_takes_its_pictures_along_in_time() -> None:
    """After a lapse the time of the pictures goes on as before, and ends on its day."""
    both = evolve(MONTHLY, reverify_months=1, retention=Retention(images_days=60))

    async def scene(opened: Office) -> None:
        await opened.submit()
        await approve(opened)
        await opened.wait_for(days=40)
        assert (await kinds(opened))[-1] == "VerificationLapsed"
        assert len(pictures(opened)) == 1
        await opened.wait_for(days=25)
        assert pictures(opened) == []

    played(scene, policy=both)


def test_the_policy_of_the_day_decides_how_long() -> None:
    """Workers whose policy keeps pictures longer do not destroy them when the timer goes off."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await approve(opened)
        events = tuple(await opened.desk.history("c-1"))
        known = CaseContext(
            case_id="c-1", events=events, now=await opened.now() + timedelta(days=40)
        )
        for days, is_over in ((30, True), (None, False), (60, False)):
            by = evolve(MONTHLY, retention=Retention(images_days=days))
            ruling = evolve(opened, policy=by).activities.end_retention(
                known, EndRetentionRequest()
            )
            assert bool(ruling.effects) is is_over
            assert bool(ruling.retain_until) is (days == 60)

    played(scene, policy=MONTHLY)


def test_a_case_whose_pictures_are_kept_longer_looks_again_later() -> None:
    """The policy became another one before the timer went off; at its end they are destroyed."""

    async def play() -> None:
        async with skipping_server() as environment:
            opened = Office(client=environment.client, environment=environment, policy=MONTHLY)
            activities = opened.activities
            async with make_worker(opened.client, activities):
                await opened.submit()
                await approve(opened)
                await opened.wait_for(days=1)
                longer = evolve(MONTHLY, retention=Retention(images_days=60))
                object.__setattr__(activities, "policy", longer)  # as a new worker would have it
                await opened.wait_for(days=40)
                assert len(pictures(opened)) == 1
                await opened.wait_for(days=25)
                assert pictures(opened) == []

    asyncio.run(play())


def test_records_are_kept_until_the_contract_is_long_over() -> None:
    """The day on which the contract ended is passed on, and refused or not as the policy has it."""
    by = evolve(CROWDWORKS_ARTICLE, retention=Retention(records_years=7))

    async def scene(opened: Office) -> None:
        await opened.submit()
        with pytest.raises(IllegalTransitionError) as refused:
            await opened.desk.redact("c-1", command_id="k-2")
        assert "7" in refused.value.reason_ja
        outcome = await opened.desk.redact(
            "c-1", command_id="k-3", contract_ended_on=date(2000, 1, 1)
        )
        assert State.REDACTED is outcome.case.state

    played(scene, policy=by)


# -- what is said ---------------------------------------------------------------------------------


def test_a_final_reason_refuses_for_good_unless_somebody_says_otherwise() -> None:
    """The policy's list decides."""
    by = CROWDWORKS_ARTICLE.derive(final_reasons=["other"])

    async def rejected(opened: Office, id_: str, final: bool | None) -> State:
        named = await opened.desk.reject(
            "c-1", id_, reasons=["other"], final=final, reviewer="r-1", command_id=f"reject/{id_}"
        )
        return named.case.state

    async def scene(opened: Office) -> None:
        await opened.submit()
        assert State.REJECTED is await rejected(opened, "s-1", final=False)
        await opened.submit(id_="s-2", shade=9)
        assert State.CLOSED is await rejected(opened, "s-2", final=None)

    played(scene, policy=by)


@pytest.mark.parametrize(("reasons", "kind"), [(["other"], "RevokedForGood"), ([], "Revoked")])
def test_so_is_taking_an_approval_back(reasons: list[str], kind: str) -> None:
    """Which reasons are final is the policy's to say."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await approve(opened)
        await opened.desk.revoke("c-1", reviewer="r-1", reasons=["other"], command_id="k-3")
        assert await kinds(opened) == ["Submitted", "Approved", kind]

    played(scene, policy=CROWDWORKS_ARTICLE.derive(final_reasons=reasons))


def test_a_receipt_explains_its_deadline() -> None:
    """The mail says how the promised day was counted, as that of the desk does."""

    async def scene(opened: Office) -> None:
        due = (await opened.submit()).case.deadline
        await opened.wait_for(days=1)
        assert due
        assert isinstance(opened.notifier, MemoryNotifier)
        [event] = await opened.desk.history("c-1")
        [(_, told)] = opened.notifier.sent.values()
        assert opened.clock.deadline(event.at).explain("ja") in told.body

    played(scene)


def test_people_are_told_where_they_last_asked() -> None:
    """A new submission with another address replaces the old one, which is not kept."""
    moved = evolve(CONTACT, email="new@example.jp")

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.wait_for(days=1)
        made = submission(id_="s-2", shade=9)
        await opened.desk.submit("c-1", made, bytes_of(made, 9), moved, command_id="k-2")
        await opened.wait_for(days=1)
        told = [recipient for recipient, _ in opened.sent.values()]
        assert told == ["hanako@example.jp", "new@example.jp"]
        assert contacts(opened) == ["contact/s-2"]

    played(scene)


def test_a_message_under_way_is_not_lost_when_they_ask_anew() -> None:
    """It fails twice while the next submission comes, and is delivered before the next one."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.submit(id_="s-2", shade=9)
        assert len(contacts(opened)) == 2
        await opened.wait_for(days=1)
        assert list(opened.sent) == ["c-1/1/0", "c-1/2/0"]
        assert contacts(opened) == ["contact/s-2"]

    played(scene, notifier=Mailbox())


def test_a_contact_kept_by_the_first_release_is_still_told() -> None:
    """It lay under a name without a submission."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.wait_for(days=1)
        opened.vault.put("c-1", [("contact", opened.vault.get("c-1", "contact/s-1") or b"")])
        opened.vault.drop("c-1", ["contact/s-1"])
        await opened.desk.withdraw("c-1", command_id="k-2")
        await opened.wait_for(days=1)
        assert list(opened.sent) == ["c-1/1/0", "c-1/2/0"]
        await opened.submit(id_="s-2", shade=9)
        await opened.wait_for(days=1)
        assert contacts(opened) == ["contact/s-2"]

    played(scene)


def test_an_id_that_may_be_a_persons_number_is_refused_before_anything_is_kept() -> None:
    """As at the desk: ids stand in histories and logs."""

    async def scene(opened: Office) -> None:
        with pytest.raises(InvalidValueError):
            await opened.submit(case_id="123456789018")
        assert opened.vault == MemoryVault()
        with pytest.raises(InvalidValueError):
            await opened.desk.withdraw("c-1", command_id="123456789018")

    played(scene)
