"""The desk from end to end, on dictionaries: what people do, and what goes wrong on the way."""

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import define, evolve, field

from idverify.adapters.memory import MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.desk.case_file import CaseFile
from idverify.desk.operations import run_operation
from idverify.desk.results import StepResult
from idverify.errors import (
    CommandIdReusedError,
    ConfigurationError,
    IllegalTransitionError,
    InvalidValueError,
    MissingDataError,
    PermanentDeliveryError,
    StaleSubmissionError,
    UnknownCaseError,
    VersionConflictError,
)
from idverify.interchange.codec import dump
from idverify.lifecycle.case import replay
from idverify.lifecycle.effects import DropImages, Effect, NotificationKind, Notify
from idverify.lifecycle.events import Event
from idverify.lifecycle.states import State
from idverify.model.applicants import Address
from idverify.model.contacts import Contact
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.observations import Masking, Medium
from idverify.model.submissions import Submission
from idverify.policy.assessment import Verdict
from idverify.policy.settings import Retention
from idverify.ports import OutboxEntry
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import (
    CONTACT,
    HANAKO,
    RECEIVED_AT,
    bytes_of,
    png,
    submission,
    unobserved,
)
from support.desk import BrokenNotifier, Room, due_of

CASE = "case-1"
SEEN = [document.observation for document in submission().documents]
MOVED = evolve(HANAKO, address=Address("東京都中野区中野4-8-2"))


def submit(
    room: Room,
    handed_in: Submission | None = None,
    command_id: str = "c-1",
    case_id: str = CASE,
) -> StepResult:
    """Hand in what nobody has looked at yet."""
    arrived = unobserved(handed_in or submission())
    return room.desk.submit(case_id, arrived, bytes_of(arrived), CONTACT, command_id=command_id)


def approve(room: Room, submission_id: str = "s-1", **changes: Any) -> StepResult:  # noqa: ANN401
    """Note everything of a licence, unless it is no longer the current one, and approve."""
    case = room.desk.case(CASE)
    if case.submission_id == submission_id and case.deadline:
        room.desk.observe(CASE, submission_id, SEEN)
    settings: dict[str, Any] = {
        "profile": HANAKO,
        "reviewer": "r-1",
        "command_id": "c-approve",
        **changes,
    }
    return room.desk.approve(CASE, submission_id, **settings)


def subjects(room: Room) -> list[str]:
    """Return the subjects of what was sent, in order."""
    assert isinstance(room.notifier, MemoryNotifier)
    return [message.subject for _, message in room.notifier.sent.values()]


# -- the way to approval --------------------------------------------------------------------------


def test_a_case_goes_from_upload_to_approval() -> None:
    """Submitted, observed, approved; the applicant hears of it, and the account can be used."""
    room = Room()
    taken = submit(room)
    assessment = room.desk.observe(CASE, "s-1", SEEN)
    approved = approve(room)

    assert (
        taken.case.state,
        taken.failed_effects,
        taken.assessment,
    ) == (State.UNDER_REVIEW, (), None)
    assert Verdict.ACCEPTED is assessment.verdict
    assert State.APPROVED is approved.case.state
    assert CROWDWORKS_ARTICLE.capabilities == approved.case.capabilities(CROWDWORKS_ARTICLE)
    assert subjects(room) == ["本人確認書類を受け付けました", "本人確認が完了しました"]
    assert room.store.outstanding() == ()


def test_a_case_that_nobody_knows_has_not_begun() -> None:
    """An unknown id is a case with nothing in it, and asking for its submission is an error."""
    desk = Room().desk

    assert State.INCOMPLETE is desk.case("c-0").state
    for ask in (desk.submission, desk.assess):
        with pytest.raises(UnknownCaseError, match="there is no case c-0"):
            ask("c-0")


def test_what_was_noted_stays_with_the_submission() -> None:
    """The reviewer's notes are kept, and the profile as it stood."""
    room = Room()
    submit(room)
    before = room.desk.assess(CASE)
    room.desk.observe(CASE, "s-1", SEEN)

    assert Verdict.OPEN is before.verdict
    assert submission() == room.desk.submission(CASE)


def test_notes_are_one_for_each_document() -> None:
    """A note too many is refused and nothing is kept of it."""
    room = Room()
    submit(room)
    with pytest.raises(InvalidValueError, match="2 observations for 1 documents"):
        room.desk.observe(CASE, "s-1", SEEN * 2)

    assert unobserved(submission()) == room.desk.submission(CASE)


def test_what_is_refused_at_the_door_is_not_kept() -> None:
    """The applicant is told what to mend; no event, no picture, no notification remains."""
    room = Room()
    outcome = submit(room, submission(DocumentKind.UTILITY_BILL))

    assert outcome.assessment is not None
    assert outcome.assessment.reason_codes == ("document.unsupported_kind",)
    assert State.INCOMPLETE is outcome.case.state
    assert (room.vault.names(CASE), subjects(room)) == ((), [])
    assert room.store.history(CASE) == ()
    assert room.vault == MemoryVault(), "not even a salt"


@pytest.mark.parametrize("images", [{}, {"0" * 64: png()}], ids=["none", "others"])
def test_the_bytes_of_each_picture_come_with_it(images: dict[str, bytes]) -> None:
    """A submission without the pictures that were inspected is refused."""
    room = Room()
    with pytest.raises(InvalidValueError, match="of them for the 1 images of the submission"):
        room.desk.submit(CASE, submission(), images, CONTACT, command_id="c-1")

    assert room.store.history(CASE) == ()


# -- rejection, resubmission, withdrawal ----------------------------------------------------------


def test_a_rejection_without_reasons_takes_those_of_all_findings() -> None:
    """The reviewer need not type what the policy has found."""
    room = Room()
    submit(room)
    room.desk.observe(CASE, "s-1", [evolve(SEEN[0], medium=Medium.PHOTOCOPY, name="別人 太郎")])
    rejected = room.desk.reject(CASE, "s-1", reviewer="r-1", command_id="c-2")
    event = room.store.history(CASE)[-1]

    assert State.REJECTED is rejected.case.state
    assert getattr(event, "reasons", None) == ("image.photo_of_copy", "profile.typo_or_omission")
    assert subjects(room)[-1] == "本人確認書類を承認できませんでした"


def test_a_rejection_needs_a_reason_from_somebody() -> None:
    """Without a finding and without a reason given nothing is rejected."""
    room = Room()
    submit(room)
    with pytest.raises(InvalidValueError, match="reasons is empty"):
        room.desk.reject(CASE, "s-1", reviewer="r-1", command_id="c-2")

    assert State.UNDER_REVIEW is room.desk.case(CASE).state


def test_one_code_in_place_of_a_list_is_refused() -> None:
    """A text is not taken for its letters, which would stand in the history for good."""
    room = Room()
    submit(room)
    settings: dict[str, Any] = {"reviewer": "r-1", "reasons": "mismatch.name", "command_id": "c-2"}
    with pytest.raises(InvalidValueError, match="put it into a list"):
        room.desk.reject(CASE, "s-1", **settings)
    approve(room)
    with pytest.raises(InvalidValueError, match="put it into a list"):
        room.desk.revoke(CASE, **settings)

    assert State.APPROVED is room.desk.case(CASE).state
    assert room.store.history(CASE)[2:] == ()


def test_after_a_rejection_another_submission_is_approved() -> None:
    """A resubmission under an id of its own leads to approval."""
    room = Room()
    submit(room)
    room.desk.reject(CASE, "s-1", reviewer="r", reasons=["image.unclear"], command_id="c-2")
    submit(room, submission(id_="s-2"), "c-3")

    assert State.APPROVED is approve(room, "s-2").case.state


def test_a_final_refusal_closes_the_case() -> None:
    """After a refusal for good nothing can be handed in."""
    room = Room()
    submit(room)
    settings: dict[str, Any] = {"reviewer": "r", "reasons": ["other"], "command_id": "c-2"}
    closed = room.desk.reject(CASE, "s-1", final=True, **settings)

    assert State.CLOSED is closed.case.state
    with pytest.raises(IllegalTransitionError, match="submit is refused while the case is closed"):
        submit(room, submission(id_="s-2"), "c-3")
    assert room.vault.get(CASE, "submission/s-2") is None


@pytest.mark.parametrize("used", ["s-1", "s-2"])
def test_an_id_of_a_submission_is_used_once(used: str) -> None:
    """Neither the current nor an earlier id comes back, or a late verdict would hit it."""
    room = Room()
    submit(room)
    submit(room, submission(id_="s-2"), "c-2")
    with pytest.raises(InvalidValueError, match="was used before"):
        submit(room, submission(id_=used), "c-3")

    assert room.desk.case(CASE).submission_id == "s-2"


def test_a_verdict_on_a_replaced_submission_changes_nothing() -> None:
    """The reviewer of the old pictures is told, and the case waits for the new ones."""
    room = Room()
    submit(room)
    room.desk.observe(CASE, "s-1", SEEN)
    submit(room, submission(id_="s-2"), "c-2")
    before = room.store.history(CASE)

    with pytest.raises(StaleSubmissionError, match="it was replaced by s-2"):
        approve(room)
    with pytest.raises(StaleSubmissionError, match="it was replaced by s-2"):
        room.desk.reject(CASE, "s-1", reviewer="r", reasons=["other"], command_id="c-3")
    assert before == room.store.history(CASE)
    assert Verdict.OPEN is room.desk.assess(CASE).verdict


def test_notes_on_a_replaced_submission_are_not_kept() -> None:
    """A reviewer who looks at the old pictures is told before anything is kept."""
    room = Room()
    submit(room)
    submit(room, submission(id_="s-2"), "c-2")
    with pytest.raises(StaleSubmissionError) as caught:
        room.desk.observe(CASE, "s-1", SEEN)

    assert str(caught.value) == (
        "submission s-1 is no longer under review: it was replaced by s-2; reload the case"
    )
    assert unobserved(submission(id_="s-2")) == room.desk.submission(CASE)


@pytest.mark.parametrize("decide", ["approve", "reject"])
def test_notes_on_what_was_decided_are_refused(decide: str) -> None:
    """What a decision was made on stays as the reviewer saw it."""
    room = Room()
    submit(room)
    if decide == "approve":
        approve(room)
    else:
        room.desk.reject(CASE, "s-1", reviewer="r", reasons=["other"], command_id="c-2")
    before = room.desk.submission(CASE)
    with pytest.raises(StaleSubmissionError, match="it was decided on"):
        room.desk.observe(CASE, "s-1", [evolve(SEEN[0], name="別人 太郎")])

    assert before == room.desk.submission(CASE)


def test_a_clock_that_counts_other_days_than_the_policy_is_refused() -> None:
    """A desk promises what its policy says, or is not made at all."""
    with pytest.raises(
        ConfigurationError, match=r"counts 5 business days, .* promises 3: make the clock"
    ):
        _ = Room(policy=CROWDWORKS_ARTICLE.derive(code="quick", business_days=3)).desk


def test_a_submission_that_was_purged_behind_our_back_is_told_as_such() -> None:
    """A vault that lost its data leads to a sentence, not to a riddle."""
    room = Room()
    submit(room)
    room.vault.purge(CASE)
    with pytest.raises(MissingDataError, match="the id is wrong, or the data were purged"):
        room.desk.submission(CASE)


def test_what_was_withdrawn_cannot_be_approved() -> None:
    """The applicant takes the documents back and the case is 未完了."""
    room = Room()
    submit(room)
    withdrawn = room.desk.withdraw(CASE, command_id="c-2")

    assert State.INCOMPLETE is withdrawn.case.state
    with pytest.raises(StaleSubmissionError, match="it was withdrawn"):
        approve(room)


def test_an_approval_can_be_taken_back() -> None:
    """A revocation leads to 非承認 and tells the reasons."""
    room = Room()
    submit(room)
    approve(room)
    revoked = room.desk.revoke(CASE, reviewer="r-1", reasons=["other"], command_id="c-2")

    assert (
        revoked.case.state,
        revoked.case.capabilities(CROWDWORKS_ARTICLE),
    ) == (State.REJECTED, ())


# -- profiles that change -------------------------------------------------------------------------


def test_a_move_makes_an_approved_case_incomplete() -> None:
    """住所変更 after approval: 未完了, nothing unlocked, and the applicant is told."""
    room = Room()
    submit(room)
    approve(room)
    changed = room.desk.change_profile(CASE, MOVED, command_id="c-2")

    assert (
        changed.case.state,
        changed.case.capabilities(CROWDWORKS_ARTICLE),
    ) == (State.INCOMPLETE, ())
    assert subjects(room)[-1] == "本人確認が「未完了」に戻りました"


@pytest.mark.parametrize(
    "profile",
    [
        HANAKO,
        evolve(HANAKO, address=Address("東京都中野区中野４－８－１")),
        evolve(HANAKO, kana_name="ミホン ハナ"),
    ],
    ids=["same", "full-width", "reading"],
)
def test_another_spelling_changes_nothing(profile: Any) -> None:  # noqa: ANN401
    """全角・半角 is no change of address, a reading is not vouched for, and approval stands."""
    room = Room()
    submit(room)
    changed = room.desk.change_profile(CASE, profile, command_id="c-2")

    assert State.UNDER_REVIEW is changed.case.state
    assert State.APPROVED is approve(room, profile=profile).case.state


def test_an_edit_before_anything_was_submitted_is_nobodys_business() -> None:
    """Without a submission nothing was verified that could be lost."""
    room = Room()

    assert State.INCOMPLETE is room.desk.change_profile(CASE, MOVED, command_id="c").case.state
    assert room.store.history(CASE) == ()


def test_a_profile_that_moved_in_the_meantime_is_not_approved() -> None:
    """Approval holds the profile of this moment against the one submitted."""
    room = Room()
    submit(room)
    with pytest.raises(IllegalTransitionError, match="the profile differs from the one submitted"):
        approve(room, profile=MOVED)

    assert State.UNDER_REVIEW is room.desk.case(CASE).state


# -- time -----------------------------------------------------------------------------------------


def test_a_sweep_tells_operators_of_what_is_overdue() -> None:
    """Nothing before the deadline ends, one mail when it has, none at the next sweep."""
    room = Room()
    submit(room)
    submit(room, submission(id_="s-9"), case_id="case-2")
    approve(room)
    room.clock.moment = datetime.fromisoformat("2026-11-10T23:59:59.999999+09:00")
    early = room.desk.process_due_cases().overdue
    room.clock.moment = datetime.fromisoformat("2026-11-11T00:00:00+09:00")
    swept, again = (room.desk.process_due_cases().overdue for _ in range(2))
    assert isinstance(room.notifier, MemoryNotifier)
    [(recipient, message)] = [
        sent for sent in room.notifier.sent.values() if "審査期限を過ぎ" in sent[1].subject
    ]

    assert (early, swept, again) == ((), ("case-2",), ())
    assert State.UNDER_REVIEW is room.desk.case("case-2").state
    assert recipient == "operators@example.jp"
    assert "case-2" in message.body


def test_a_replaced_submission_restarts_the_clock() -> None:
    """The old deadline passes unnoticed; the new one does not."""
    room = Room()
    submit(room)
    room.clock.moment = RECEIVED_AT + timedelta(days=7)
    submit(room, submission(id_="s-2"), "c-2")
    room.clock.moment = datetime.fromisoformat("2026-11-11T00:00:00+09:00")
    first = room.desk.process_due_cases().overdue
    room.clock.moment = datetime.fromisoformat("2026-11-17T00:00:00+09:00")

    assert (first, room.desk.process_due_cases().overdue) == ((), (CASE,))


def test_an_alarm_repeated_late_does_not_hide_the_new_one() -> None:
    """The alarm of a replaced submission, set once more, rings for its successor too."""
    room = Room()
    submit(room)
    room.clock.moment = RECEIVED_AT + timedelta(days=7)
    submit(room, submission(id_="s-2"), "c-2")
    room.store.set_alarm(CASE, due_of(RECEIVED_AT).ends_at)  # as an effect delivered twice does
    room.clock.moment = datetime.fromisoformat("2026-11-11T00:00:00+09:00")
    first = room.desk.process_due_cases().overdue
    room.clock.moment = datetime.fromisoformat("2026-11-17T00:00:00+09:00")

    assert (first, room.desk.process_due_cases().overdue) == ((), (CASE,))


def test_a_withdrawn_case_is_never_overdue() -> None:
    """An alarm that rings for nothing is forgotten."""
    room = Room()
    submit(room)
    room.desk.withdraw(CASE, command_id="c-2")
    room.clock.moment = RECEIVED_AT + timedelta(days=30)

    assert room.desk.process_due_cases().overdue == ()
    assert room.store.alarms_until(room.clock.moment) == ()


@pytest.mark.parametrize("images_days", [None, 5, 400])
def test_a_verification_lapses_at_the_end_of_its_last_day(images_days: int | None) -> None:
    """Approved on 2 November for a month: it holds on 2 December, and is void on the third."""
    policy = CROWDWORKS_ARTICLE.derive(
        reverify_months=1, retention=Retention(images_days=images_days)
    )
    room = Room(policy=policy)
    submit(room)
    approve(room)
    states = []
    for moment in ("2026-11-20T00:00:00", "2026-12-02T23:59:59.999999", "2026-12-03T00:00:00"):
        room.clock.moment = datetime.fromisoformat(f"{moment}+09:00")
        assert room.desk.process_due_cases().overdue == ()
        states.append(room.desk.case(CASE).state)

    assert states == [State.APPROVED, State.APPROVED, State.INCOMPLETE]
    assert subjects(room)[-1] == "本人確認が「未完了」に戻りました"
    room.clock.moment = datetime.fromisoformat("2028-11-11T00:00:00+09:00")
    assert room.desk.process_due_cases().overdue == ()
    assert room.store.alarms_until(room.clock.moment) == ()
    has_images = any(name.startswith("image/") for name in room.vault.names(CASE))
    assert has_images is (images_days is None)
    assert len(room.store.history(CASE)) == 3


def test_a_verification_can_be_asked_for_anew_by_hand() -> None:
    """Of a case approved before the policy had a time, and no earlier than its time."""
    room = Room()
    submit(room)
    approve(room)
    desk = evolve(room.desk, policy=CROWDWORKS_ARTICLE.derive(reverify_months=1))
    room.clock.moment = datetime.fromisoformat("2026-12-02T23:59:59.999999+09:00")
    with pytest.raises(IllegalTransitionError, match="has not lapsed yet"):
        desk.lapse(CASE, command_id="c-2")
    room.clock.moment = datetime.fromisoformat("2026-12-03T00:00:00+09:00")

    assert State.INCOMPLETE is desk.lapse(CASE, command_id="c-2").case.state


def test_a_clock_that_goes_back_is_told_and_nothing_is_kept() -> None:
    """A step before the last one would turn the history round; the same moment would not."""
    room = Room()
    submit(room)
    names = set(room.vault.names(CASE))
    room.clock.moment = RECEIVED_AT - timedelta(hours=1)
    with pytest.raises(
        InvalidValueError, match=r"the clock reads 2026-\S+, but .*: set the clock and repeat"
    ):
        submit(room, submission(id_="s-2"), "c-2")

    assert set(room.vault.names(CASE)) == names
    assert len(room.store.history(CASE)) == 1
    room.clock.moment = RECEIVED_AT
    assert submit(room, submission(id_="s-2"), "c-2").case.submission_id == "s-2"


# -- twice, at once, and not at all ---------------------------------------------------------------


def test_a_command_sent_twice_has_one_effect() -> None:
    """The same id again returns the case as it stands, whatever has happened since."""
    room = Room()
    first, second = submit(room), submit(room)
    approve(room)
    approve(room)
    room.desk.change_profile(CASE, MOVED, command_id="c-2")
    room.desk.change_profile(CASE, MOVED, command_id="c-2")
    late = room.desk.approve(CASE, "s-1", profile=HANAKO, reviewer="r-1", command_id="c-approve")

    assert (first.case, State.INCOMPLETE, 3) == (second.case, late.case.state, late.case.version)
    assert len(subjects(room)) == 3


def test_a_rejection_sent_twice_needs_nothing_that_is_gone() -> None:
    """After a purge a request that arrives again is still answered."""
    room = Room()
    submit(room)
    settings: dict[str, Any] = {"reviewer": "r", "reasons": ["other"], "command_id": "c-2"}
    room.desk.reject(CASE, "s-1", **settings)
    room.desk.redact(CASE, command_id="c-3")

    assert State.REDACTED is room.desk.reject(CASE, "s-1", **settings).case.state
    assert len(room.store.history(CASE)) == 3


@define
class RacedStore(MemoryCaseStore):
    """A store on which somebody else is a moment faster, once."""

    rival: Callable[[], object] | None = field(default=None, init=False)
    follower: Callable[[], object] | None = field(default=None, init=False)

    def append(
        self,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected_version: int,
        command_id: str,
        command_digest: str = "",
    ) -> bool:
        """Let the rival append first, and the follower right afterwards."""
        rival, self.rival = self.rival, None
        if rival:
            rival()
        is_kept = MemoryCaseStore.append(
            self,
            case_id,
            events,
            effects,
            expected_version=expected_version,
            command_id=command_id,
            command_digest=command_digest,
        )
        follower, self.follower = self.follower, None
        if follower:
            follower()
        return is_kept


def test_the_loser_of_a_race_changes_nothing() -> None:
    """Of two submissions at once one wins; of the other nothing is kept."""
    store = RacedStore()
    room = Room(store=store)
    store.rival = lambda: submit(room, submission(id_="winner"), "c-winner")
    with pytest.raises(VersionConflictError, match="case case-1 is at version 1, not 0"):
        submit(room, submission(id_="loser"), "c-loser")

    assert room.desk.case(CASE).submission_id == "winner"
    assert [name for name in room.vault.names(CASE) if "loser" in name] == []
    assert {"winner"} == {name.split("/")[1] for name in room.vault.names(CASE) if "/" in name}


def test_the_loser_of_a_race_does_not_turn_the_mail_of_the_winner() -> None:
    """People are told where the submission that counts asked for it, and under its name."""
    store = RacedStore()
    room = Room(store=store)
    store.rival = lambda: submit(room, submission(id_="winner"), "c-winner")
    lost = submission(id_="loser")
    elsewhere = Contact(name="別人 太郎", email="elsewhere@example.jp")
    with pytest.raises(VersionConflictError):
        room.desk.submit(CASE, lost, bytes_of(lost), elsewhere, command_id="c-loser")
    room.desk.withdraw(CASE, command_id="c-2")
    assert isinstance(room.notifier, MemoryNotifier)

    assert {"hanako@example.jp"} == {recipient for recipient, _ in room.notifier.sent.values()}


def test_a_receipt_explains_its_deadline() -> None:
    """The mail names the holiday on the way; one sent when the calendar has changed does not."""
    room = Room()
    submit(room)
    assert isinstance(room.notifier, MemoryNotifier)
    [(_, told)] = room.notifier.sent.values()
    later = OutboxEntry("k", CASE, Notify(kind=NotificationKind.RECEIVED, due_on=date(2026, 11, 9)))
    room.desk.perform(later)

    assert "2026年11月3日（火）文化の日" in told.body
    assert "文化の日" not in room.notifier.sent["k"][1].body


def test_the_slower_of_two_submissions_leaves_the_newer_contact_alone() -> None:
    """Whoever appended first and tidies up last drops no contact that came in between."""
    store = RacedStore()
    room = Room(store=store)
    store.follower = lambda: submit(room, submission(id_="newer"), "c-newer")
    submit(room, submission(id_="older"), "c-older")
    room.desk.withdraw(CASE, command_id="c-2")

    assert [n for n in room.vault.names(CASE) if n.startswith("contact")] == ["contact/newer"]
    assert subjects(room)[-1] == "本人確認書類の提出を取り下げました"
    assert store.outstanding() == ()


def test_the_same_request_at_once_with_another_submission_leaves_nothing() -> None:
    """Of two submissions under one command id the second is not taken, and nothing of it kept."""
    store = RacedStore()
    room = Room(store=store)
    store.rival = lambda: submit(room, submission(id_="winner"), "c-same")
    with pytest.raises(CommandIdReusedError):
        submit(room, submission(id_="loser"), "c-same")
    room.desk.withdraw(CASE, command_id="c-2")

    assert [name for name in room.vault.names(CASE) if "loser" in name] == []
    assert subjects(room)[-1] == "本人確認書類の提出を取り下げました"


def test_people_are_told_where_they_last_asked() -> None:
    """A new submission with another address replaces the old one, which is not kept."""
    room = Room()
    submit(room)
    second = submission(id_="s-2")
    moved = evolve(CONTACT, email="new@example.jp")
    room.desk.submit(CASE, second, bytes_of(second), moved, command_id="c-2")
    assert isinstance(room.notifier, MemoryNotifier)
    recipients = [recipient for recipient, _ in room.notifier.sent.values()]

    assert recipients == ["hanako@example.jp", "new@example.jp"]
    assert [n for n in room.vault.names(CASE) if n.startswith("contact")] == ["contact/s-2"]


def test_a_contact_kept_by_the_first_release_is_still_told() -> None:
    """It lay under a name without a submission."""
    room = Room()
    submit(room)
    room.vault.put(CASE, [("contact", room.vault.get(CASE, "contact/s-1") or b"")])
    room.vault.drop(CASE, ["contact/s-1"])
    room.desk.withdraw(CASE, command_id="c-2")

    assert subjects(room)[-1] == "本人確認書類の提出を取り下げました"


@define
class RacedVault(MemoryVault):
    """A vault before whose next writing somebody else is a moment faster, once."""

    rival: Callable[[], object] | None = field(default=None, init=False)

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Let the rival go first."""
        rival, self.rival = self.rival, None
        if rival:
            rival()
        MemoryVault.put(self, case_id, items)


def test_nothing_noted_during_a_purge_is_left_behind() -> None:
    """A note that is kept a moment after the purge is purged as well, and the reviewer is told."""
    vault = RacedVault()
    room = Room(vault=vault)
    submit(room)
    vault.rival = lambda: room.desk.redact(CASE, command_id="c-2")
    with pytest.raises(StaleSubmissionError, match="the personal data of the case were deleted"):
        room.desk.observe(CASE, "s-1", SEEN)

    assert vault.names(CASE) == ()
    assert vault == RacedVault(), "not even a salt"


def test_nothing_handed_in_during_a_purge_is_left_behind() -> None:
    """A submission that loses against a purge leaves neither picture nor salt."""
    vault = RacedVault()
    room = Room(vault=vault)
    submit(room)
    vault.rival = lambda: room.desk.redact(CASE, command_id="c-2")
    with pytest.raises(VersionConflictError):
        submit(room, submission(id_="s-2"), "c-3")

    assert vault == RacedVault()


def test_a_case_already_purged_takes_nothing_in() -> None:
    """A submission to a purged case is refused before anything is kept, a salt included."""
    room = Room()
    submit(room)
    room.desk.redact(CASE, command_id="c-2")
    with pytest.raises(IllegalTransitionError):
        submit(room, submission(id_="s-2"), "c-3")

    assert room.vault == MemoryVault()


def test_a_case_that_has_not_begun_cannot_be_purged() -> None:
    """A mistyped id is reported, instead of a person who stays in the vault."""
    with pytest.raises(UnknownCaseError):
        Room().desk.redact(CASE, command_id="c-1")


def test_the_loser_of_a_race_of_verdicts_can_decide_anew() -> None:
    """An approval that loses against a withdrawal is refused when it is tried again."""
    store = RacedStore()
    room = Room(store=store)
    submit(room)
    room.desk.observe(CASE, "s-1", SEEN)
    store.rival = lambda: room.desk.withdraw(CASE, command_id="c-2")
    with pytest.raises(VersionConflictError):
        approve(room)

    assert State.INCOMPLETE is room.desk.case(CASE).state
    assert room.vault.get(CASE, "submission/s-1")


def test_the_same_request_twice_at_once_keeps_its_data() -> None:
    """A double click loses the race against itself, and the submission stays whole."""
    store = RacedStore()
    room = Room(store=store)
    store.rival = lambda: submit(room, command_id="c-other")
    with pytest.raises(VersionConflictError):
        submit(room)

    assert unobserved(submission()) == room.desk.submission(CASE)


def test_a_sweep_goes_on_when_it_loses_a_race() -> None:
    """One case that is just being decided does not hide another that is overdue."""
    store = RacedStore()
    room = Room(store=store)
    for case_id in (CASE, "case-2"):
        submit(room, case_id=case_id)
    room.clock.moment = RECEIVED_AT + timedelta(days=30)
    store.rival = lambda: room.desk.withdraw(CASE, command_id="c-2")

    assert room.desk.process_due_cases().overdue == ("case-2",)
    assert store.alarms_until(room.clock.moment) == (CASE,)
    assert room.desk.process_due_cases().overdue == ()


def test_a_dead_mail_server_stops_nothing_and_is_tried_again() -> None:
    """The step stands, the failure is told, and the mail goes out once the server is back."""
    notifier = BrokenNotifier()
    room = Room(notifier=notifier)
    outcome = submit(room)
    [failed] = outcome.failed_effects

    assert State.UNDER_REVIEW is outcome.case.state
    assert isinstance(failed.error, ConnectionError)
    assert isinstance(failed.entry.effect, Notify)
    assert (failed.entry,) == room.store.outstanding()
    notifier.is_down = False
    assert room.desk.perform_effects() == ()
    assert room.store.outstanding() == ()
    assert len(notifier.inner.sent) == 1


def test_the_clock_runs_although_the_mail_failed() -> None:
    """One effect that fails does not keep the next from being performed."""
    room = Room(notifier=BrokenNotifier())
    submit(room)

    assert room.store.alarms_until(RECEIVED_AT + timedelta(days=30)) == (CASE,)


# -- destroying -----------------------------------------------------------------------------------


def test_pictures_of_a_number_unmasked_are_dropped() -> None:
    """As soon as a number unmasked is noted its picture goes, and no other one."""
    room = Room()
    room.clock.moment = datetime.fromisoformat("2025-12-01T09:00:00+09:00")
    kinds = (DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD)
    pair = submission(*kinds, masking={SensitiveField.INSURED_NUMBER: Masking.VISIBLE})
    submit(room, pair)
    room.desk.observe(CASE, "s-1", [d.observation for d in pair.documents])
    left = [name for name in room.vault.names(CASE) if name.startswith("image/")]

    assert left == [f"image/s-1/{pair.documents[1].images[0].upload.sha256}"]


def test_a_rejection_drops_what_nobody_dropped_before() -> None:
    """Where the number was noted in another way, the rejection destroys the picture."""
    room = Room()
    room.clock.moment = datetime.fromisoformat("2025-12-01T09:00:00+09:00")
    kinds = (DocumentKind.HEALTH_INSURANCE_CARD, DocumentKind.RESIDENT_RECORD)
    pair = submission(*kinds, masking={SensitiveField.INSURED_NUMBER: Masking.VISIBLE})
    submit(room, pair)
    room.vault.put(CASE, [("submission/s-1", dump(pair))])
    before = [name for name in room.vault.names(CASE) if name.startswith("image/")]
    room.desk.reject(CASE, "s-1", reviewer="r-1", command_id="c-2")

    assert len(before) == 2
    assert sum(name.startswith("image/") for name in room.vault.names(CASE)) == 1


def test_pictures_of_an_earlier_submission_are_dropped_when_that_is_asked_for() -> None:
    """Whatever submission a lifecycle names, its pictures go and those of no other."""
    room = Room()
    submit(room)
    submit(room, submission(id_="s-2"), "c-2")
    room.desk.perform(OutboxEntry("k", CASE, DropImages(submission_id="s-1")))

    assert {"s-2"} == {n.split("/")[1] for n in room.vault.names(CASE) if n.startswith("image/")}


def test_a_picture_can_be_looked_at_until_it_is_destroyed() -> None:
    """Its bytes come back by submission and digest, and afterwards nothing does."""
    room = Room()
    submit(room)
    [(digest, data)] = bytes_of(submission()).items()
    before = room.desk.image(CASE, "s-1", digest)
    room.desk.redact(CASE, command_id="c-2")

    assert (data, None) == (before, room.desk.image(CASE, "s-1", digest))


def test_a_plain_rejection_keeps_the_pictures() -> None:
    """Pictures that show nothing forbidden stay as evidence."""
    room = Room()
    submit(room)
    room.desk.reject(CASE, "s-1", reviewer="r", reasons=["image.unclear"], command_id="c-2")

    assert sum(name.startswith("image/") for name in room.vault.names(CASE)) == 1


def test_a_purged_case_still_replays_to_the_same_state() -> None:
    """Nothing personal is left, and the history says everything that happened but who it was."""
    room = Room()
    submit(room)
    approve(room)
    before = room.store.history(CASE)
    redacted = room.desk.redact(CASE, command_id="c-2")
    history = room.store.history(CASE)

    assert State.REDACTED is redacted.case.state
    assert room.vault.names(CASE) == ()
    assert State.APPROVED is replay(history[:-1]).state
    assert (before, redacted.case) == (history[:-1], replay(history))
    assert subjects(room)[-1] == "本人確認の個人情報を削除します"
    assert room.store.alarms_until(RECEIVED_AT + timedelta(days=3650)) == ()
    with pytest.raises(StaleSubmissionError, match="the personal data of the case were deleted"):
        room.desk.observe(CASE, "s-1", SEEN)
    assert room.vault.names(CASE) == ()


def test_a_purge_waits_for_the_mails_before_it() -> None:
    """While mail is down nothing is destroyed that is needed to tell; then all is told in order."""
    notifier = BrokenNotifier()
    room = Room(notifier=notifier)
    submit(room)
    redacted = room.desk.redact(CASE, command_id="c-2")
    notifier.is_down = False

    assert [type(u.entry.effect) for u in redacted.failed_effects] == [Notify]
    assert f"contact/{submission().id}" in room.vault.names(CASE)
    assert room.desk.perform_effects() == ()
    assert [message.subject for _, message in notifier.inner.sent.values()] == [
        "本人確認書類を受け付けました",
        "本人確認の個人情報を削除します",
    ]
    assert (room.vault.names(CASE), room.store.outstanding()) == ((), ())


class DeadMailbox:
    """A mail server that knows no such address, and says so for good."""

    def send(self, *_: object, **__: object) -> None:
        """Refuse for good."""
        raise PermanentDeliveryError("the mail server refuses the address")


def test_a_mail_that_will_never_arrive_does_not_hold_up_a_purge() -> None:
    """Data are destroyed although nobody can be told, and what was to be told then is void."""
    room = Room(notifier=DeadMailbox())
    submit(room)
    redacted = room.desk.redact(CASE, command_id="c-2")

    assert len(redacted.failed_effects) == 2
    assert room.vault.names(CASE) == ()
    assert room.desk.perform_effects() == ()
    assert room.store.outstanding() == ()


def test_a_contact_that_was_lost_is_told_and_not_passed_over() -> None:
    """Of a case that nobody redacted somebody must be told: the message stays outstanding."""
    room = Room()
    submit(room)
    room.vault.drop(CASE, ["contact/s-1"])
    withdrawn = room.desk.withdraw(CASE, command_id="c-2")

    assert "no contact is stored" in str(withdrawn.failed_effects[0].error)
    assert [entry.effect for entry in room.store.outstanding()] == [
        Notify(kind=NotificationKind.WITHDRAWN)
    ]


def test_no_history_holds_personal_data() -> None:
    """Neither name nor address nor a salt stands in what remains."""
    room = Room()
    submit(room)
    approve(room)
    room.desk.change_profile(CASE, MOVED, command_id="c-2")
    told = repr(room.store.history(CASE))
    private = [HANAKO.name, "ミホン", "1990", "中野", CONTACT.email, room.vault.salt(CASE).hex()]

    assert [text for text in private if text in told] == []


@pytest.mark.parametrize("ids", [{"case_id": "123456789018"}, {"command_id": "AB12345678CD"}])
def test_no_id_of_a_case_or_a_request_may_be_a_persons_number(ids: dict[str, Any]) -> None:
    """Ids stand in histories and logs: one like a personal number is refused, and nothing kept."""
    room = Room()
    with pytest.raises(InvalidValueError, match="form of a personal number"):
        submit(room, **ids)

    assert not room.desk.case(CASE).submission_id


def test_a_desk_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of the root need no extra; keeping something does, and the error names it."""
    monkeypatch.setitem(sys.modules, "idverify.interchange.codec", None)
    monkeypatch.delattr("idverify.interchange.codec", raising=False)

    with pytest.raises(ModuleNotFoundError) as refused:
        run_operation(CaseFile(Room().vault, "a").save_observations(submission()))

    assert refused.value.__notes__ == [
        "A desk stores JSON, which needs an extra: pip install 'idverify-jp[json]'"
    ]


def test_a_file_knows_what_it_holds() -> None:
    """A submission is held from its arrival to the purge, and leftovers wait for their letter."""
    room = Room()
    file = CaseFile(room.vault, CASE)
    handed_in = submission()

    assert not run_operation(file.has_submission("s-1"))
    run_operation(file.save_submission(handed_in, bytes_of(handed_in), CONTACT))
    run_operation(file.purge_leftovers())
    assert run_operation(file.has_submission("s-1"))
    room.vault.drop(CASE, ["contact/s-1"])
    run_operation(file.purge_leftovers())
    assert not run_operation(file.has_submission("s-1"))
