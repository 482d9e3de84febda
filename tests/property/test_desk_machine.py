"""A desk driven at random beside a model of a few lines, which says what must come of it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import holidays
import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from idverify.desk.results import StepResult
from idverify.errors import IdVerifyError
from idverify.lifecycle.case import replay
from idverify.lifecycle.states import State
from idverify.model.applicants import Address, Applicant
from idverify.model.documents import DocumentKind
from idverify.model.observations import Medium
from idverify.model.submissions import Submission
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import (
    CONTACT,
    HANAKO,
    JST,
    LICENCE,
    RECEIVED_AT,
    bytes_of,
    submission,
    unobserved,
)
from support.desk import Room

pytest.importorskip("orjson", reason="a desk keeps JSON, which is an extra")

CASE = "case-1"
PROFILES: list[Applicant] = [
    HANAKO,
    evolve(HANAKO, address=Address("東京都中野区中野４－８－１")),
    evolve(HANAKO, kana_name="ミホン ハナ"),
    evolve(HANAKO, address=Address("東京都中野区中野4-8-2")),
    evolve(HANAKO, kanji_name="別人 花子"),
]
#: The first three of them say the same person at the same place.
WHO = ["home", "home", "home", "moved", "renamed"]
JAPAN = holidays.country_holidays("JP", years=range(2026, 2031))


def end_of_review(moment: datetime) -> datetime:
    """Count five business days by hand, and return the midnight that ends the last."""
    day = moment.astimezone(JST).date()
    for _ in range(5):
        day += timedelta(days=1)
        while day.weekday() >= 5 or day in JAPAN:
            day += timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(0), JST)


#: Which profile: most often the one that most tests use, so that approvals happen.
WHICH = st.sampled_from([0, 0, 0, *range(len(PROFILES))])


class Desk(RuleBasedStateMachine):
    """One case, everything that people can do to it, and what the model expects."""

    def __init__(self) -> None:
        """Open a desk with an empty model beside it."""
        super().__init__()
        self.room = Room()
        self.state = "incomplete"
        self.ids: list[str] = []
        self.current: str | None = None
        self.submitted_by = 0
        self.profile = 0
        self.good: set[str] = set()
        self.due: datetime | None = None
        self.told = False
        self.events = 0
        self.commands = 0
        self.last: Callable[[], StepResult] | None = None

    # -- helpers -----------------------------------------------------------------------------

    def command(self) -> str:
        """Return a fresh command id."""
        self.commands += 1
        return f"c-{self.commands}"

    def attempt(self, act: Callable[[], StepResult], *, legal: bool) -> None:
        """Do it; the model says whether it is legal, and an illegal step changes nothing."""
        before = tuple(self.room.store.history(CASE))
        try:
            act()
        except IdVerifyError:
            assert not legal
            assert before == tuple(self.room.store.history(CASE))
            return
        assert legal
        self.last = act

    def move(self, state: str, *, keeps: bool = True) -> None:
        """Let the model take a step."""
        self.state = state
        self.events += 1
        self.told = False
        if state != "under_review":
            self.due = None
        if not keeps:
            self.current = None

    def pick(self, which: int) -> str:
        """Return the current id or an old one."""
        return self.ids[which % len(self.ids)]

    # -- what people do --------------------------------------------------------------------------

    @initialize(hours=st.integers(0, 24 * 400))
    def begin(self, hours: int) -> None:
        """Begin at some hour of some day."""
        self.room.clock.moment = RECEIVED_AT + timedelta(hours=hours)

    @rule(profile=WHICH, kind=st.sampled_from(["ok", "ok", "ok", "bill"]))
    def submit(self, profile: int, kind: str) -> None:
        """Hand in a licence, or a bill that is turned away at the door."""
        name = f"s-{len(self.ids) + 1}"
        kinds = (LICENCE,) if kind == "ok" else (DocumentKind.UTILITY_BILL,)
        arrived = unobserved(submission(*kinds, applicant=PROFILES[profile], id_=name))
        legal = self.state in {"incomplete", "under_review", "rejected"}
        command = self.command()
        self.attempt(lambda: self.hand_in(arrived, command), legal=legal)
        if legal and kind == "ok":
            self.profile = self.submitted_by = profile
            self.ids.append(name)
            self.current = name
            self.move("under_review")
            self.due = end_of_review(self.room.clock.moment)

    def hand_in(self, arrived: Submission, command: str) -> StepResult:
        """Submit at the desk."""
        return self.room.desk.submit(CASE, arrived, bytes_of(arrived), CONTACT, command_id=command)

    @precondition(lambda self: self.ids)
    @rule(which=st.integers(-1, 3), is_good=st.booleans())
    def observe(self, which: int, is_good: bool) -> None:
        """Note that all is well, or that it is a copy, of the current or an old submission."""
        name = self.pick(which)
        medium = Medium.ORIGINAL if is_good else Medium.PHOTOCOPY
        whole = submission(applicant=PROFILES[self.submitted_by], medium=medium)
        legal = name == self.current and self.state == "under_review"
        try:
            self.room.desk.observe(CASE, name, [whole.documents[0].observation])
        except IdVerifyError:
            assert not legal
            return
        assert legal
        self.good = (self.good | {name}) if is_good else (self.good - {name})

    @precondition(lambda self: self.state == "under_review")
    @rule(profile=WHICH)
    def observe_and_approve(self, profile: int) -> None:
        """Note that all is well with what is pending, and approve it."""
        self.observe(-1, is_good=True)
        self.approve(-1, profile)

    @precondition(lambda self: self.ids)
    @rule(which=st.integers(-1, 3), profile=WHICH)
    def approve(self, which: int, profile: int) -> None:
        """Approve the current or an old submission, with some profile as that of now."""
        name, command = self.pick(which), self.command()
        legal = (
            self.state == "under_review"
            and name == self.current
            and name in self.good
            and WHO[profile] == WHO[self.submitted_by]
        )
        now = PROFILES[profile]
        self.attempt(
            lambda: self.room.desk.approve(
                CASE, name, profile=now, reviewer="r", command_id=command
            ),
            legal=legal,
        )
        if legal:
            self.profile = profile
            self.move("approved")

    @precondition(lambda self: self.ids)
    @rule(which=st.integers(-1, 3), final=st.sampled_from([False, False, False, True]))
    def reject(self, which: int, final: bool) -> None:
        """Reject the current or an old submission, once in a while for good."""
        name, command = self.pick(which), self.command()
        states = {"under_review", "rejected"} if final else {"under_review"}
        legal = self.state in states and name == self.current
        settings_: dict[str, Any] = {"reviewer": "r", "reasons": ["other"], "final": final}
        self.attempt(
            lambda: self.room.desk.reject(CASE, name, command_id=command, **settings_),
            legal=legal,
        )
        if legal:
            self.move("closed" if final else "rejected")

    @precondition(lambda self: self.ids)
    @rule()
    def withdraw(self) -> None:
        """Take the pending submission back."""
        legal, command = self.state == "under_review", self.command()
        self.attempt(lambda: self.room.desk.withdraw(CASE, command_id=command), legal=legal)
        if legal:
            self.move("incomplete", keeps=False)

    @rule(profile=WHICH)
    def change_profile(self, profile: int) -> None:
        """Edit the profile, really or in its spelling only."""
        command, after = self.command(), PROFILES[profile]
        self.attempt(
            lambda: self.room.desk.change_profile(CASE, after, command_id=command), legal=True
        )
        self.profile = profile
        differs = WHO[profile] != WHO[self.submitted_by]
        if differs and self.state in {"under_review", "approved"}:
            self.move("incomplete", keeps=False)

    @precondition(lambda self: self.ids)
    @rule(final=st.sampled_from([False, False, False, True]))
    def revoke(self, final: bool) -> None:
        """Take an approval back."""
        legal, command = self.state == "approved", self.command()
        self.attempt(
            lambda: self.room.desk.revoke(
                CASE, reviewer="r", reasons=["other"], command_id=command, final=final
            ),
            legal=legal,
        )
        if legal:
            self.move("closed" if final else "rejected")

    @precondition(lambda self: self.commands > 20)
    @rule()
    def redact(self) -> None:
        """Destroy the personal data."""
        legal, command = self.events > 0 and self.state != "redacted", self.command()
        self.attempt(lambda: self.room.desk.redact(CASE, command_id=command), legal=legal)
        if legal:
            self.move("redacted", keeps=False)

    @rule(hours=st.integers(1, 24 * 6))
    def wait(self, hours: int) -> None:
        """Let time pass; nothing happens by itself."""
        self.room.clock.moment += timedelta(hours=hours)

    @precondition(lambda self: self.due)
    @rule(early=st.sampled_from([0, 1]))
    def wait_for_the_deadline(self, early: int) -> None:
        """Let time pass up to the first moment that is too late, or the last that is not."""
        assert self.due is not None
        edge = self.due - timedelta(microseconds=early)
        self.room.clock.moment = max(self.room.clock.moment, edge)
        self.sweep()

    @rule()
    def sweep(self) -> None:
        """Look at the clock; what is overdue is told once."""
        is_late = self.due is not None and self.room.clock.moment >= self.due
        swept = self.room.desk.process_due_cases().overdue

        assert ((CASE,) if is_late and not self.told else ()) == swept
        if swept:
            self.move("under_review")
            self.told = True

    @precondition(lambda self: self.last)
    @rule()
    def repeat(self) -> None:
        """Send the last command once more; nothing comes of it."""
        assert self.last is not None
        if self.events and self.last().assessment is None:
            assert self.events == len(self.room.store.history(CASE))

    # -- what always holds ---------------------------------------------------------------------

    @invariant()
    def the_case_is_the_model(self) -> None:
        """State, version, current submission and deadline are those of the model."""
        case = self.room.desk.case(CASE)

        assert State(self.state) is case.state
        assert (self.events, self.current, self.told) == (
            case.version,
            case.submission_id,
            case.is_overdue_reported,
        )
        assert self.due == (case.deadline and case.deadline.ends_at)
        assert case == replay(self.room.store.history(CASE))

    @invariant()
    def only_approval_unlocks(self) -> None:
        """The account can do more exactly while it is approved."""
        unlocked = self.room.desk.case(CASE).capabilities(CROWDWORKS_ARTICLE)

        assert bool(unlocked) is (self.state == "approved")

    @invariant()
    def approval_implies_the_profile(self) -> None:
        """While approved, the profile is the one that was submitted."""
        assert self.state != "approved" or WHO[self.profile] == WHO[self.submitted_by]

    @invariant()
    def nothing_is_left_undone(self) -> None:
        """No effect is outstanding, and of a redacted case nothing personal is left."""
        assert self.room.store.outstanding() == ()
        assert self.state != "redacted" or self.room.vault.names(CASE) == ()


TestDesk = Desk.TestCase
TestDesk.settings = settings(stateful_step_count=40, max_examples=100, deadline=None)
