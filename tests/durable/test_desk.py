"""A case on Temporal is ruled by the same `decide`, and time passes for it as in Japan."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from attrs import evolve
from temporalio.client import WorkflowExecutionStatus

from durable.temporal_server import KEYS
from durable.temporal_service import OPERATORS, Office, office
from idverify.adapters.memory import MemoryNotifier
from idverify.adapters.temporal.requests import History, WorkflowSettings
from idverify.calendar.timezone import TOKYO
from idverify.errors import (
    DeliveryError,
    IllegalTransitionError,
    InvalidValueError,
    PermanentDeliveryError,
    UnknownCaseError,
    VersionConflictError,
)
from idverify.lifecycle.case import Case, replay
from idverify.lifecycle.events import Rejected, ReviewDeadline, Submitted
from idverify.lifecycle.states import State
from idverify.model.applicants import Address
from idverify.model.documents import DocumentKind, Side
from idverify.model.observations import Observation
from idverify.model.reasons import LocatedReason
from idverify.model.unknown import UNKNOWN
from idverify.policy.judgements import Judgement
from idverify.policy.settings import SecondReview
from idverify.ports import Message
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import CONTACT, HANAKO, bytes_of, submission, unobserved
from support.desk import CLOCK

Scene = Callable[[Office], Awaitable[None]]


def played(scene: Scene, **changes: Any) -> None:  # noqa: ANN401
    """Play a scene in an office of its own."""

    async def play() -> None:
        async with office(**changes) as opened:
            await scene(opened)

    asyncio.run(play())


async def kinds(opened: Office, case_id: str = "c-1") -> list[str]:
    """Return the names of the events of a case."""
    return [type(event).__name__ for event in await opened.desk.history(case_id)]


def day_before(due_on: date) -> date:
    """Return the business day before a day."""
    return CLOCK.calendar.previous(due_on)


def test_the_main_job() -> None:
    """Submitted, looked at, approved: state, history and messages are those of a desk."""

    async def scene(opened: Office) -> None:
        made = unobserved(submission(id_="s-1"))
        outcome = await opened.desk.submit("c-1", made, bytes_of(made), CONTACT, command_id="k-1")
        assert State.UNDER_REVIEW is outcome.case.state
        seen = [d.observation for d in submission(id_="s-1").documents]
        assert (await opened.desk.observe("c-1", "s-1", seen)).verdict == "accepted"
        await opened.desk.approve("c-1", "s-1", profile=HANAKO, reviewer="r-1", command_id="k-2")

        assert State.APPROVED is (await opened.desk.case("c-1")).state
        assert await kinds(opened) == ["Submitted", "Approved"]
        await opened.wait_for(days=1)
        assert list(opened.sent) == ["c-1/1/0", "c-1/2/0"]
        assert {CONTACT.email} == {to for to, _ in opened.sent.values()}

    played(scene)


def test_a_deadline_over_golden_week_passes_in_a_moment() -> None:
    """Operators are reminded at nine on the business day before, and alarmed after the last one."""

    async def scene(opened: Office) -> None:
        year = (await opened.now()).year + 1
        await opened.wait(datetime(year, 4, 28, 10, tzinfo=TOKYO))
        due = (await opened.submit()).case.deadline
        assert due == (await opened.desk.case("c-1")).deadline
        assert due
        assert due.due_on == CLOCK.deadline(datetime(year, 4, 28, 10, tzinfo=TOKYO)).due_on
        assert due.due_on - date(year, 4, 28) > timedelta(days=9)

        nine = datetime.combine(day_before(due.due_on), time(9), TOKYO)
        await opened.wait(nine - timedelta(minutes=1))
        assert list(opened.sent) == ["c-1/1/0"]
        await opened.wait(nine + timedelta(minutes=1))
        assert opened.sent["c-1/1/due-soon"][0] == OPERATORS
        await opened.wait(due.ends_at - timedelta(minutes=1))
        assert await kinds(opened) == ["Submitted"]
        await opened.wait(due.ends_at + timedelta(minutes=1))
        assert await kinds(opened) == ["Submitted", "DeadlinePassed"]
        assert list(opened.sent) == ["c-1/1/0", "c-1/1/due-soon", "c-1/2/0"]
        await opened.wait_for(days=30)
        assert await kinds(opened) == ["Submitted", "DeadlinePassed"]

    played(scene)


def test_what_the_desk_refuses_is_refused_with_what_is_possible() -> None:
    """The error is that of `decide`, with state, step, reason and the legal steps."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.desk.reject(
            "c-1", "s-1", reviewer="r-1", reasons=["image.unclear"], command_id="k-2"
        )
        with pytest.raises(IllegalTransitionError) as refused:
            await opened.desk.approve(
                "c-1", "s-1", profile=HANAKO, reviewer="r-1", command_id="k-3"
            )
        assert (refused.value.state, refused.value.step) == ("rejected", "approve")
        assert refused.value.possible == (
            "submit",
            "reject(final=True)",
            "grant_attempt",
            "redact",
        )
        assert await kinds(opened) == ["Submitted", "Rejected"]

    played(scene)


def test_an_approval_that_the_policy_forbids_says_what_it_finds() -> None:
    """A photocopy is not approved, and the text names the finding."""

    async def scene(opened: Office) -> None:
        await opened.submit(medium="photocopy")
        with pytest.raises(IllegalTransitionError, match="does not accept it"):
            await opened.desk.approve(
                "c-1", "s-1", profile=HANAKO, reviewer="r-1", command_id="k-2"
            )
        moved = evolve(HANAKO, address=Address("大阪府大阪市北区梅田1-1"))
        with pytest.raises(
            IllegalTransitionError, match="the profile differs from the one submitted"
        ):
            await opened.desk.approve("c-1", "s-1", profile=moved, reviewer="r-1", command_id="k-3")

    played(scene)


def test_an_unknown_case_has_not_begun() -> None:
    """It can be read, and every step but the first is refused."""

    async def scene(opened: Office) -> None:
        assert Case() == await opened.desk.case("c-9")
        with pytest.raises(UnknownCaseError):
            await opened.desk.withdraw("c-9", command_id="k-1")
        assert Case() == (await opened.desk.change_profile("c-9", HANAKO, command_id="k-2")).case

    played(scene)


def test_the_same_command_again_has_no_second_effect() -> None:
    """Neither within a run nor after the next one began."""

    async def scene(opened: Office) -> None:
        for _ in range(2):
            assert (await opened.submit()).case.version == 1
        for _ in range(2):
            await opened.desk.withdraw("c-1", command_id="k-2")

        assert await kinds(opened) == ["Submitted", "Withdrawn"]
        await opened.wait_for(days=1)
        assert list(opened.sent) == ["c-1/1/0", "c-1/2/0"]

    played(scene)


def test_an_address_changed_in_the_middle_starts_the_clock_anew() -> None:
    """The old deadline is void: nobody is alarmed for it, only for the new one."""

    async def scene(opened: Office) -> None:
        first = (await opened.submit()).case.deadline
        await opened.wait_for(days=4)
        moved = evolve(HANAKO, address=Address("大阪府大阪市北区梅田1-1"))
        outcome = await opened.desk.change_profile("c-1", moved, command_id="k-2")
        assert State.INCOMPLETE is outcome.case.state
        second = (await opened.submit(id_="s-2", shade=9, applicant=moved)).case.deadline
        assert first
        assert second
        assert first.ends_at < second.ends_at
        await opened.wait(second.ends_at - timedelta(minutes=1))
        assert "DeadlinePassed" not in await kinds(opened)
        await opened.wait(second.ends_at + timedelta(minutes=1))
        assert (await kinds(opened)).count("DeadlinePassed") == 1

    played(scene)


def test_an_edit_that_changes_nothing_changes_nothing() -> None:
    """Full-width digits are the same address."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        same = evolve(HANAKO, address=Address("東京都中野区中野４－８－１"))
        await opened.desk.change_profile("c-1", same, command_id="k-2")
        assert await kinds(opened) == ["Submitted"]

    played(scene)


def test_a_submission_that_does_not_pass_the_door_leaves_nothing() -> None:
    """All findings come back, and neither vault nor history keeps anything of it."""

    async def scene(opened: Office) -> None:
        made = submission(DocumentKind.UTILITY_BILL)
        outcome = await opened.desk.submit("c-1", made, bytes_of(made), CONTACT, command_id="k-1")
        assert outcome.assessment
        assert outcome.assessment.reason_codes == ("document.unsupported_kind",)
        assert await kinds(opened) == []
        assert [n for n in opened.vault.names("c-1") if "s-1" in n] == []

    played(scene)


def test_an_id_used_twice_is_refused_and_overwrites_nothing() -> None:
    """What was kept under the id stays as the reviewer saw it."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        kept = opened.vault.get("c-1", "submission/s-1")
        await opened.desk.withdraw("c-1", command_id="k-2")
        made = submission(id_="s-1", shade=9)
        images = bytes_of(made, shade=9)
        with pytest.raises(InvalidValueError, match="used before"):
            await opened.desk.submit("c-1", made, images, CONTACT, command_id="k-3")
        assert kept == opened.vault.get("c-1", "submission/s-1")

    played(scene)


def test_a_redacted_case_is_over() -> None:
    """The person is told, the vault is purged, the workflow ends, and nothing begins again."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.desk.redact("c-1", command_id="k-2")
        handle = opened.client.get_workflow_handle(KEYS.pseudonymize("c-1"))
        assert await handle.result() == "redacted"
        described = await handle.describe()
        assert WorkflowExecutionStatus.COMPLETED is described.status
        assert (CONTACT.email, "本人確認の個人情報を削除します") == opened.sent["c-1/2/0"]
        assert list(opened.vault.names("c-1")) == []
        assert State.REDACTED is (await opened.desk.case("c-1")).state
        with pytest.raises(IllegalTransitionError, match="the state is final"):
            await opened.submit(id_="s-2")

    played(scene)


def test_of_many_at_once_each_takes_its_turn() -> None:
    """Ten reviewers who decide at once: one is heard, nine are told what is possible now."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        answers = await asyncio.gather(
            *(
                opened.desk.reject(
                    "c-1", "s-1", reviewer=f"r-{n}", reasons=["other"], command_id=f"k-{n}"
                )
                for n in range(10)
            ),
            return_exceptions=True,
        )
        assert sum(isinstance(a, IllegalTransitionError) for a in answers) == 9
        assert await kinds(opened) == ["Submitted", "Rejected"]

    played(scene)


def test_a_profile_compared_with_an_older_case_is_a_conflict() -> None:
    """Whoever compared before the case moved has to compare again."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        older = await opened.desk.history("c-1")
        await opened.desk.withdraw("c-1", command_id="k-2")

        class Late(type(opened.desk)):  # type: ignore[misc]
            async def history(self, case_id: str) -> Any:  # noqa: ANN401, ARG002
                return older

        late = Late(client=opened.client, keys=KEYS, vault=opened.vault, policy=opened.policy)
        moved = evolve(HANAKO, address=Address("大阪府大阪市北区梅田1-1"))
        with pytest.raises(VersionConflictError, match="at version 2, not 1"):
            await late.change_profile("c-1", moved, command_id="k-3")

    played(scene)


class Mailbox(MemoryNotifier):
    """Fails as often as it is told to, or for good."""

    failures = 2
    error: Exception = DeliveryError("the mail server is down")
    attempts = 0

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Fail, or keep the message."""
        self.attempts += 1
        if self.attempts <= self.failures:
            raise self.error
        super().send(key, recipient, message)


def test_what_fails_is_tried_again_under_its_key() -> None:
    """After two failures the third attempt delivers the first message, before the second."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.desk.withdraw("c-1", command_id="k-2")
        await opened.wait_for(days=1)
        assert list(opened.sent) == ["c-1/1/0", "c-1/2/0"]

    played(scene, notifier=Mailbox())


@pytest.mark.parametrize(
    ("error", "attempts"),
    [(DeliveryError("down"), 3), (PermanentDeliveryError("no such mailbox"), 1)],
)
def test_what_is_given_up_holds_up_nothing_and_can_be_revived(
    error: Exception, attempts: int
) -> None:
    """A dead letter waits under its key; the next message goes out; revived, it goes out too."""
    mailbox = Mailbox()
    mailbox.error, mailbox.failures = error, attempts

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.desk.withdraw("c-1", command_id="k-2")
        await opened.wait_for(days=1)
        assert list(opened.sent) == ["c-1/2/0"]
        assert await opened.desk.undelivered("c-1") == ("c-1/1/0",)
        await opened.desk.requeue("c-1", "c-1/1/0")
        await opened.wait_for(days=1)
        assert list(opened.sent) == ["c-1/2/0", "c-1/1/0"]
        assert await opened.desk.undelivered("c-1") == ()

    played(scene, notifier=mailbox, terms=WorkflowSettings(max_attempts=3))


def test_how_patient_a_case_is_was_fixed_when_it_began() -> None:
    """A desk with other terms, that hands in what replaces the first, changes nothing about it."""
    mailbox = Mailbox()
    mailbox.failures = 4

    async def scene(opened: Office) -> None:
        await opened.submit()
        await evolve(opened, terms=WorkflowSettings(max_attempts=1)).submit(id_="s-2", shade=9)
        await opened.wait_for(days=1)
        assert await opened.desk.undelivered("c-1") == ()
        assert list(opened.sent) == ["c-1/1/0", "c-1/2/0"]

    played(scene, notifier=mailbox, terms=WorkflowSettings(max_attempts=5))


def test_anyone_with_the_keys_can_ask_the_engine_where_a_case_stands() -> None:
    """The queries of the workflow: state, deadline, the case and its history, without a desk."""

    async def scene(opened: Office) -> None:
        due = (await opened.submit()).case.deadline
        workflow = opened.client.get_workflow_handle(KEYS.pseudonymize("c-1"))
        assert await workflow.query("state", result_type=State) is State.UNDER_REVIEW
        assert await workflow.query("deadline", result_type=ReviewDeadline) == due
        case = await workflow.query("case", result_type=Case)
        history = await workflow.query("history", result_type=History)
        assert case == replay(history.events) == await opened.desk.case("c-1")

    played(scene)


def test_a_dead_mailbox_does_not_delay_the_alarm() -> None:
    """The case is marked overdue while its first message is still being tried."""
    mailbox = Mailbox()
    mailbox.failures = 1000

    async def scene(opened: Office) -> None:
        due = (await opened.submit()).case.deadline
        assert due
        await opened.wait(due.ends_at + timedelta(minutes=1))
        assert await kinds(opened) == ["Submitted", "DeadlinePassed"]

    played(scene, notifier=mailbox, terms=WorkflowSettings(max_attempts=1000))


def test_an_argument_of_another_type_is_refused_before_a_request_is_sent() -> None:
    """Every method refuses a case id that is no text; nothing reaches the engine."""
    methods: dict[str, dict[str, Any]] = {
        "case": {},
        "history": {},
        "undelivered": {},
        "requeue": {"key": "c-1/1/0"},
        "submission": {},
        "assess": {},
        "image": {"submission_id": "s-1", "sha256": "0" * 64},
        "observe": {"submission_id": "s-1", "observations": []},
        "withdraw": {"command_id": "k-1"},
        "redact": {"command_id": "k-1"},
        "change_profile": {"profile": HANAKO, "command_id": "k-1"},
        "revoke": {"reviewer": "r-1", "reasons": ["other"], "command_id": "k-1"},
        "reject": {"submission_id": "s-1", "reviewer": "r-1", "command_id": "k-1"},
    }

    async def scene(opened: Office) -> None:
        for name, arguments in methods.items():
            with pytest.raises(InvalidValueError, match="case_id must be"):
                await getattr(opened.desk, name)(None, **arguments)

    played(scene)


def test_a_decision_records_places_kinds_and_policy() -> None:
    """Located reasons pass through the engine, and a wrong index is refused with what is there."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        place = LocatedReason("image.unclear", document_index=0, side=Side.FRONT, field_name="name")
        by: dict[str, Any] = {"reviewer": "r-1", "command_id": "k-2"}
        with pytest.raises(InvalidValueError, match="document_index is 4"):
            await opened.desk.reject(
                "c-1", "s-1", reasons=["other", evolve(place, document_index=4)], **by
            )
        await opened.desk.reject("c-1", "s-1", reasons=["other", place], **by)
        event = (await opened.desk.history("c-1"))[-1]
        assert isinstance(event, Rejected)
        assert (event.reasons, event.located_reasons) == (("other", "image.unclear"), (place,))
        assert event.document_kinds == ("drivers_license",)
        assert event.policy
        assert event.policy.code == "crowdworks_article"

    played(scene)


def test_a_judgement_is_recorded_and_the_reminder_stays() -> None:
    """An open question is answered by a reviewer; the operators are still reminded in time."""

    async def scene(opened: Office) -> None:
        due = (await opened.submit()).case.deadline
        assert due
        seen = [evolve(d.observation, medium=UNKNOWN) for d in submission(id_="s-1").documents]
        assert (await opened.desk.observe("c-1", "s-1", seen)).verdict == "open"
        judged = Judgement(question="medium", document_index=0, answer="original")
        by: dict[str, Any] = {"reviewer": "r-1"}
        for wrong in (evolve(judged, question="photo"), evolve(judged, answer="genuine")):
            with pytest.raises(InvalidValueError, match=r"not open|none of those"):
                await opened.desk.record_judgement("c-1", "s-1", wrong, command_id="k-1", **by)
        await opened.desk.record_judgement("c-1", "s-1", judged, command_id="k-2", **by)
        assert (await opened.desk.assess("c-1")).verdict == "accepted"

        nine = datetime.combine(day_before(due.due_on), time(9), TOKYO)
        await opened.wait(nine + timedelta(minutes=1))
        assert "c-1/2/due-soon" in opened.sent
        await opened.desk.approve("c-1", "s-1", profile=HANAKO, command_id="k-3", **by)
        assert await kinds(opened) == ["Submitted", "JudgementRecorded", "Approved"]

    played(scene)


def test_two_reviewers_revoke_and_the_retention_timer_stays() -> None:
    """The first revocation is a proposal, the same reviewer is refused, another one revokes."""
    policy = CROWDWORKS_ARTICLE.derive(
        code="house", second_reviews=[SecondReview.REVOCATION], reverify_months=1
    )

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.desk.approve("c-1", "s-1", profile=HANAKO, reviewer="r-1", command_id="k-1")
        revoke: dict[str, Any] = {"reasons": ["other"]}
        case = (await opened.desk.revoke("c-1", reviewer="r-1", command_id="k-2", **revoke)).case
        assert case.state is State.APPROVED
        assert case.proposal
        with pytest.raises(IllegalTransitionError, match="proposed by the same reviewer"):
            await opened.desk.revoke("c-1", reviewer="r-1", command_id="k-3", **revoke)
        await opened.desk.revoke("c-1", reviewer="r-2", command_id="k-4", **revoke)
        assert await kinds(opened) == ["Submitted", "Approved", "DecisionProposed", "Revoked"]

        await opened.submit(id_="s-2", shade=3)
        await opened.desk.approve("c-1", "s-2", profile=HANAKO, reviewer="r-1", command_id="k-5")
        await opened.desk.revoke("c-1", reviewer="r-1", command_id="k-6", **revoke)
        await opened.wait_for(days=60)
        assert (await kinds(opened))[-2:] == ["DecisionProposed", "VerificationLapsed"]

    played(scene, policy=policy)


def test_a_closed_case_is_reopened_and_an_attempt_granted() -> None:
    """Both exceptions of a reviewer lead to further submissions, also for a closed workflow."""
    policy = CROWDWORKS_ARTICLE.derive(code="once", max_attempts=1)
    by: dict[str, Any] = {"reviewer": "r-1", "reason": "appeal"}

    async def scene(opened: Office) -> None:
        await opened.submit()
        refuse: dict[str, Any] = {"reviewer": "r-1", "reasons": ["other"]}
        with pytest.raises(IllegalTransitionError, match="reopen is refused"):
            await opened.desk.reopen("c-1", command_id="k-1", **by)
        await opened.desk.reject("c-1", "s-1", command_id="k-2", final=True, **refuse)
        await opened.desk.reopen("c-1", command_id="k-3", **by)
        await opened.submit(id_="s-2", shade=2)
        await opened.desk.reject("c-1", "s-2", command_id="k-4", **refuse)
        with pytest.raises(IllegalTransitionError, match="allows 1 submissions"):
            await opened.submit(id_="s-3", shade=3)
        await opened.desk.grant_attempt("c-1", command_id="k-5", **by)
        await opened.submit(id_="s-4", shade=4)
        assert (await kinds(opened))[-2:] == ["AttemptGranted", "Submitted"]
        assert "Reopened" in await kinds(opened)

    played(scene, policy=policy)


def test_documents_are_carried_over() -> None:
    """A resubmission takes over a document by its index, also when the request is repeated."""

    async def scene(opened: Office) -> None:
        await opened.submit()
        await opened.desk.reject("c-1", "s-1", reviewer="r", reasons=["other"], command_id="k-1")
        first = submission(id_="s-1")
        named = [evolve(d, images=(), observation=Observation()) for d in first.documents]
        again = evolve(first, id="s-2", documents=named)
        with pytest.raises(InvalidValueError, match=r"carry_over\[0\] is 3, and submission s-1"):
            await opened.desk.submit("c-1", again, {}, CONTACT, command_id="k-2", carry_over={0: 3})
        for _ in range(2):
            await opened.desk.submit("c-1", again, {}, CONTACT, command_id="k-3", carry_over={0: 0})

        assert (await opened.desk.submission("c-1")).documents == first.documents
        event = (await opened.desk.history("c-1"))[-1]
        assert isinstance(event, Submitted)
        assert [each.submission_id for each in event.carried_over] == ["s-1"]
        assert await kinds(opened) == ["Submitted", "Rejected", "Submitted"]

    played(scene)
