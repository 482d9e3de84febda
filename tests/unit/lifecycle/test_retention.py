"""Keeping and destroying: what a policy says of it, on each side of every day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve as changed

from idverify.errors import IllegalTransitionError
from idverify.lifecycle.commands import (
    Approve,
    ChangeIdentity,
    Command,
    Redact,
    Reject,
    Revoke,
    Submit,
    Withdraw,
)
from idverify.lifecycle.decide import Decision, decide
from idverify.lifecycle.effects import DropImages, Effect, MaskImages, StartRetentionClock
from idverify.lifecycle.events import RefusedForGood, Rejected, Revoked, RevokedForGood
from idverify.lifecycle.retention import (
    earliest,
    image_retention_end,
    make_image_effects,
    redaction_blocking_reason,
    verification_end,
)
from idverify.lifecycle.states import State
from idverify.model.applicants import IdentityField
from idverify.model.documents import DocumentKind, SensitiveField
from idverify.model.observations import Masking, Observation
from idverify.policy.policy import Policy
from idverify.policy.rules import Scope
from idverify.policy.settings import Retention
from idverify.presets import APTCP, CROWDWORKS_ARTICLE
from support.applicants import CONTACT, JST, bytes_of, submission
from support.desk import CLOCK, Room
from support.histories import LATER, MARK, case_in
from support.rules import fact, policy, rule

#: Decided on 2026-11-02 in Japan, and kept for thirty days: up to 2 December, that day included.
MONTHLY = changed(CROWDWORKS_ARTICLE, retention=Retention(images_days=30))
AT_ONCE = changed(CROWDWORKS_ARTICLE, retention=Retention(drop_undecided_images=True))
END = datetime(2026, 12, 3, tzinfo=JST)

APPROVE = Approve(submission=submission(), fingerprint=MARK, reviewer="r-1")
REJECT = Reject(submission_id="s-1", reviewer="r-1", reasons=["image.unclear"])
REVOKE = Revoke(reviewer="r-1", reasons=["other"])


def run(state: State, command: Command, by: Policy, now: datetime = LATER) -> Decision:
    """Decide on a case in that state."""
    return decide(case_in(state), command, by, CLOCK, now)


def about_pictures(decision: Decision) -> list[Effect]:
    """Return what a decision asks to do with pictures."""
    return [e for e in decision.effects if isinstance(e, DropImages | MaskImages)]


# -- whether a refusal is final, unless somebody says so -------------------------------------------


@pytest.mark.parametrize(
    ("reasons", "final", "kind"),
    [
        (["image.unclear"], None, Rejected),
        (["image.unclear", "applicant.underage"], None, RefusedForGood),
        (["applicant.underage"], False, Rejected),
        (["image.unclear"], True, RefusedForGood),
    ],
)
def test_a_refusal_is_final_as_the_policy_has_it(
    reasons: list[str], final: bool | None, kind: type
) -> None:
    """One final reason makes it final by default; whoever decides may say otherwise."""
    command = Reject(submission_id="s-1", reviewer="r-1", reasons=reasons, final=final)

    assert kind is type(run(State.UNDER_REVIEW, command, CROWDWORKS_ARTICLE).events[0])


@pytest.mark.parametrize(("final_reasons", "kind"), [(["other"], RevokedForGood), ([], Revoked)])
def test_so_is_taking_an_approval_back(final_reasons: list[str], kind: type) -> None:
    """Which reasons are final is the policy's to say, and not the reason's."""
    by = CROWDWORKS_ARTICLE.derive(final_reasons=final_reasons)

    assert kind is type(run(State.APPROVED, REVOKE, by).events[0])


# -- what may not be kept at all ------------------------------------------------------------------

CARD = DocumentKind.HEALTH_INSURANCE_CARD
RECORD = DocumentKind.RESIDENT_RECORD
ASKED = fact("asked", (True, False), read=lambda *_: False)


def test_a_number_to_be_masked_by_the_service_is_masked_after_approval() -> None:
    """A service may mask insured numbers itself: the rule blocks nothing, and the effect comes."""
    number = rule(
        "number", ASKED.one_of(True), is_blocking=False, field_to_mask=SensitiveField.INSURED_NUMBER
    )
    [effect] = about_pictures(run(State.UNDER_REVIEW, APPROVE, policy(number)))

    assert effect == MaskImages(
        submission_id="s-1", document_index=0, fields=frozenset({SensitiveField.INSURED_NUMBER})
    )


def test_a_rejection_deals_with_what_was_found() -> None:
    """An individual number is destroyed, an insured number on another document masked."""
    marks = {
        SensitiveField.INSURED_NUMBER: Masking.VISIBLE,
        SensitiveField.QR_CODE: Masking.REVERSIBLE,
        SensitiveField.INDIVIDUAL_NUMBER: Masking.VISIBLE,
    }
    found = APTCP.evaluate(submission(CARD, RECORD, masking=marks), date(2024, 12, 1))
    pictures = about_pictures(
        run(State.UNDER_REVIEW, changed(REJECT, assessment=found), CROWDWORKS_ARTICLE)
    )
    fields = frozenset({SensitiveField.INSURED_NUMBER, SensitiveField.QR_CODE})

    assert pictures == [
        DropImages(submission_id="s-1", document_indexes=[1]),
        MaskImages(submission_id="s-1", document_index=0, fields=fields),
    ]


def test_what_is_destroyed_is_not_masked_as_well() -> None:
    """One picture with both is destroyed, once."""
    both = policy(
        rule("a", ASKED.one_of(True), field_to_mask=SensitiveField.QR_CODE),
        rule("b", ASKED.one_of(True), must_purge_image=True),
    )
    found = both.evaluate(submission(), date(2026, 11, 2))

    assert make_image_effects("s-1", found) == (
        DropImages(submission_id="s-1", document_indexes=[0]),
    )


def test_a_finding_about_the_whole_submission_destroys_every_picture() -> None:
    """Where no document is named, none can be spared."""
    asked = fact("seen", read=lambda *_: False, scope=Scope.SUBMISSION)
    found = policy(rule("a", asked.one_of(True), must_purge_image=True)).evaluate(
        submission(), date(2026, 11, 2)
    )

    assert make_image_effects("s-1", found) == (DropImages(submission_id="s-1"),)


# -- what nobody will decide on any more ----------------------------------------------------------

UNDECIDED: dict[str, Command] = {
    "replaced": Submit(submission=submission(id_="s-2"), fingerprint=MARK),
    "withdrawn": Withdraw(),
    "void": ChangeIdentity(changed=frozenset({IdentityField.ADDRESS})),
}


@pytest.mark.parametrize("name", UNDECIDED)
def test_pictures_never_decided_on_are_dropped_if_the_policy_says_so(name: str) -> None:
    """Of a submission replaced, withdrawn or void; by default they stay until redaction."""
    dropped = run(State.UNDER_REVIEW, UNDECIDED[name], AT_ONCE)

    assert about_pictures(dropped) == [DropImages(submission_id="s-1")]
    assert not about_pictures(run(State.UNDER_REVIEW, UNDECIDED[name], CROWDWORKS_ARTICLE))


@pytest.mark.parametrize("state", [State.REJECTED, State.INCOMPLETE])
def test_a_new_submission_after_a_decision_drops_nothing(state: State) -> None:
    """What was decided on is kept as long as decisions are."""
    assert not about_pictures(run(state, UNDECIDED["replaced"], AT_ONCE))


# -- what is kept for some time -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "command"),
    [
        (State.UNDER_REVIEW, APPROVE),
        (State.UNDER_REVIEW, REJECT),
        (State.UNDER_REVIEW, changed(REJECT, final=True)),
        (State.APPROVED, REVOKE),
    ],
)
def test_a_decision_starts_the_time_of_pictures(state: State, command: Command) -> None:
    """Thirty days after 2 November end with 2 December in Japan."""
    assert run(state, command, MONTHLY).effects[-1] == StartRetentionClock(at=END)
    assert StartRetentionClock not in map(type, run(state, command, CROWDWORKS_ARTICLE).effects)


@pytest.mark.parametrize("state", State)
def test_pictures_have_an_end_once_they_were_decided_on(state: State) -> None:
    """Not while a submission is under review, nor where nothing was decided, nor once purged."""
    decided = state in {State.APPROVED, State.REJECTED, State.CLOSED}

    assert image_retention_end(case_in(state), MONTHLY, CLOCK) == (END if decided else None)
    assert image_retention_end(case_in(state), CROWDWORKS_ARTICLE, CLOCK) is None


def decided(by: Policy) -> Room:
    """Return a room in which a licence was handed in and rejected at once."""
    pytest.importorskip("cattrs", reason="the desk keeps submissions as JSON: extra `json`")
    room, licence = Room(policy=by), submission()
    room.desk.submit("c", licence, bytes_of(licence), CONTACT, command_id="1")
    room.desk.observe("c", "s-1", [Observation()])
    room.desk.reject("c", "s-1", reviewer="r", reasons=["image.unclear"], command_id="2")
    return room


def pictures(room: Room) -> int:
    """Count the pictures in the vault."""
    return sum(name.startswith("image/") for name in room.vault.names("c"))


def test_a_sweep_destroys_pictures_whose_time_is_over() -> None:
    """On the last day they are there, on the next they are gone, and nobody looks again."""
    room = decided(MONTHLY)
    end = datetime(2026, 12, 3, tzinfo=JST)
    room.clock.moment = end - timedelta(microseconds=1)
    assert (room.desk.process_due_cases().overdue, pictures(room)) == ((), 1)
    room.clock.moment = end
    assert (room.desk.process_due_cases().overdue, pictures(room)) == ((), 0)
    assert room.store.alarms_until(end + timedelta(days=365)) == ()


def test_a_longer_time_holds_for_pictures_that_are_still_there() -> None:
    """When the alarm rings the policy is asked anew, and the alarm is set to the later day."""
    room = decided(MONTHLY)
    longer = changed(MONTHLY, retention=Retention(images_days=60))
    later = changed(room, policy=longer)
    room.clock.moment = datetime(2026, 12, 3, tzinfo=JST)
    later.desk.process_due_cases()

    assert pictures(room) == 1
    assert not room.store.alarms_until(datetime(2027, 1, 1, tzinfo=JST) - timedelta(seconds=1))
    assert list(room.store.alarms_until(datetime(2027, 1, 2, tzinfo=JST))) == ["c"]


def test_a_resubmission_begins_the_time_anew() -> None:
    """While the next submission is under review nothing is destroyed."""
    room, again = decided(MONTHLY), submission(id_="s-2", shade=1)
    room.desk.submit("c", again, bytes_of(again, 1), CONTACT, command_id="3")
    room.clock.moment = datetime(2027, 1, 1, tzinfo=JST)

    assert (room.desk.process_due_cases().overdue, pictures(room)) == (("c",), 2)


@pytest.mark.parametrize(
    ("ended_on", "now", "refusal"),
    [
        (None, datetime(2040, 1, 1, tzinfo=JST), "give `contract_ended_on`"),
        (
            date(2026, 11, 3),
            datetime(2033, 11, 4, tzinfo=JST) - timedelta(seconds=1),
            "until 2033-11-03",
        ),
        (date(2026, 11, 3), datetime(2033, 11, 4, tzinfo=JST), None),
        (date(2028, 2, 29), datetime(2035, 2, 28, 23, 59, tzinfo=JST), "until 2035-02-28"),
        (date(2028, 2, 29), datetime(2035, 3, 1, tzinfo=JST), None),
    ],
)
def test_records_the_law_keeps_are_not_purged_before_its_years_are_over(
    ended_on: date | None, now: datetime, refusal: str | None
) -> None:
    """犯収法 第6条: seven years from the end of the contract, counted by the Civil Code."""
    command = Redact(contract_ended_on=ended_on)
    if refusal is None:
        assert run(State.APPROVED, command, APTCP, now).events
        return
    with pytest.raises(IllegalTransitionError, match=refusal):
        run(State.APPROVED, command, APTCP, now)


def test_where_no_source_says_how_long_redaction_is_free() -> None:
    """A policy without years of records refuses no redaction."""
    assert run(State.APPROVED, Redact(), CROWDWORKS_ARTICLE).events
    assert CROWDWORKS_ARTICLE.retention.last_day_of_records(date(2026, 1, 1)) is None


def test_of_several_moments_the_earliest_counts() -> None:
    """One moment or none, whatever order they come in."""
    assert earliest(END, None, LATER) == (LATER,)
    assert earliest(None, None) == ()


def test_pictures_are_kept_by_the_day_of_the_decision_in_japan() -> None:
    """Decided at three in the afternoon of London, it is the next day there."""
    case = changed(case_in(State.APPROVED), decided_at=datetime(2026, 11, 1, 15, tzinfo=UTC))

    assert image_retention_end(case, MONTHLY, CLOCK) == END
    before = changed(case, decided_at=datetime(2026, 11, 1, 14, 59, tzinfo=UTC))
    assert image_retention_end(before, MONTHLY, CLOCK) == END - timedelta(days=1)


# -- until when a verification holds, and records are kept -----------------------------------------


@pytest.mark.parametrize(
    ("approved_at", "end"),
    [
        (datetime(2026, 11, 2, 23, 59, tzinfo=JST), datetime(2027, 11, 3, tzinfo=JST)),
        (datetime(2026, 11, 2, 14, 59, tzinfo=UTC), datetime(2027, 11, 3, tzinfo=JST)),
        (datetime(2026, 11, 2, 15, 0, tzinfo=UTC), datetime(2027, 11, 4, tzinfo=JST)),
    ],
)
def test_a_verification_holds_to_the_end_of_its_last_day(
    approved_at: datetime, end: datetime
) -> None:
    """A year from the day of the approval in Japan, wherever its moment was written down."""
    case = changed(case_in(State.APPROVED), approved_at=approved_at)
    yearly = changed(CROWDWORKS_ARTICLE, reverify_months=12)

    assert verification_end(case, yearly, CLOCK) == end
    assert verification_end(case, CROWDWORKS_ARTICLE, CLOCK) is None


def test_what_was_never_verified_does_not_lapse() -> None:
    """A case under review has no end of its verification."""
    yearly = changed(CROWDWORKS_ARTICLE, reverify_months=12)

    assert verification_end(case_in(State.UNDER_REVIEW), yearly, CLOCK) is None


@pytest.mark.parametrize(
    ("now", "is_kept"),
    [
        (datetime(2033, 11, 1, 23, 59, 59, tzinfo=JST), True),
        (datetime(2033, 11, 2, tzinfo=JST), False),
    ],
)
def test_records_are_kept_to_the_end_of_their_last_day(now: datetime, is_kept: bool) -> None:
    """Seven years from the end of the contract, the last day included, with the years named."""
    label = redaction_blocking_reason(APTCP, date(2026, 11, 1), CLOCK, now)

    assert (label is not None) is is_kept
    assert label is None or "7年間" in label.ja
    assert redaction_blocking_reason(CROWDWORKS_ARTICLE, date(2026, 11, 1), CLOCK, now) is None
