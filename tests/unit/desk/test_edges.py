"""Edges of a desk: dead mailboxes, races of observations, wrong ids, odd settings and clocks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from idverify.adapters.memory import FixedClock, MemoryVault
from idverify.calendar.partial_date import PartialDate
from idverify.calendar.timezone import TOKYO
from idverify.desk.desk import VerificationDesk
from idverify.desk.effects import PURGE_GRACE
from idverify.errors import (
    CommandIdReusedError,
    ConfigurationError,
    InvalidValueError,
    StaleSubmissionError,
    UnknownSubmissionError,
)
from idverify.lifecycle.states import State
from idverify.model.observations import Medium
from idverify.policy.assessment import Verdict
from idverify.presets import CROWDWORKS_ARTICLE
from support.applicants import CONTACT, HANAKO, RECEIVED_AT, bytes_of, submission, unobserved
from support.desk import Room

NOTED = submission().documents[0].observation


class DeadMailbox:
    """A notifier that delivers nothing, with the address in its error."""

    def send(self, _: str, to: str, __: object) -> None:
        """Fail like a server that is down."""
        raise RuntimeError(f"cannot reach the server of {to}")


def submitted(**parts: Any) -> tuple[VerificationDesk, Room]:  # noqa: ANN401
    """Return a desk with one case under review."""
    room = Room(**parts)
    home = unobserved(submission())
    room.desk.submit("c-1", home, bytes_of(home), CONTACT, command_id="1")
    return room.desk, room


def test_a_dead_mailbox_does_not_keep_personal_data() -> None:
    """A purge waits for the messages before it, but not longer than its grace."""
    desk, room = submitted(notifier=DeadMailbox())
    image = submission().documents[0].images[0].upload.sha256
    desk.redact("c-1", command_id="2")

    assert desk.image("c-1", "s-1", image) is None
    assert list(room.vault.names("c-1"))
    later = FixedClock(RECEIVED_AT + PURGE_GRACE)
    evolve(desk, clock=later).process_due_cases()
    assert not list(room.vault.names("c-1"))
    assert not evolve(desk, clock=later).process_due_cases().failed_effects


def test_a_failed_effect_shows_no_text_of_its_error() -> None:
    """The text of an adapter's error may hold an address, so results are safe to log."""
    desk, _ = submitted(notifier=DeadMailbox())
    failed = desk.perform_effects()

    assert failed
    assert CONTACT.email not in repr(failed)
    assert "RuntimeError" in repr(failed)


class RacingVault(MemoryVault):
    """A vault that lets another reviewer decide while observations are stored."""

    before_put: Callable[[], object] | None = None

    def put(self, case_id: str, items: Any) -> None:  # noqa: ANN401
        """Store after the other reviewer has decided."""
        race, self.before_put = self.before_put, None
        if race:
            race()
        super().put(case_id, items)


def test_observations_that_lose_a_race_are_not_kept() -> None:
    """The observations of a decided submission stay as they were at the decision."""
    vault = RacingVault()
    desk, _ = submitted(vault=vault)
    desk.observe("c-1", "s-1", [NOTED])
    vault.before_put = lambda: desk.approve(
        "c-1", "s-1", profile=HANAKO, reviewer="r-2", command_id="2"
    )

    with pytest.raises(StaleSubmissionError):
        desk.observe("c-1", "s-1", [evolve(NOTED, medium=Medium.PHOTOCOPY)])
    assert desk.case("c-1").state is State.APPROVED
    assert desk.submission("c-1").documents[0].observation == NOTED


def test_a_submission_that_never_was_is_not_called_replaced() -> None:
    """A mistyped id is reported as unknown, with the ids that there are."""
    desk, _ = submitted()
    steps: list[Callable[[], object]] = [
        lambda: desk.observe("c-1", "s-typo", [NOTED]),
        lambda: desk.approve("c-1", "s-typo", profile=HANAKO, reviewer="r", command_id="2"),
        lambda: desk.reject("c-1", "s-typo", reviewer="r", reasons=["other"], command_id="3"),
    ]
    for step in steps:
        with pytest.raises(UnknownSubmissionError, match=r"has no submission s-typo: .* s-1"):
            step()


def test_a_request_is_the_same_whatever_the_order_of_its_reasons() -> None:
    """A retry may give the reasons as a set; other reasons are another request."""
    desk, _ = submitted()
    reasons = ["image.unclear", "other", "image.glare"]
    desk.reject("c-1", "s-1", reviewer="r", reasons=reasons, command_id="2")

    again = desk.reject("c-1", "s-1", reviewer="r", reasons={*reasons}, command_id="2")
    assert again.unchanged
    with pytest.raises(CommandIdReusedError):
        desk.reject("c-1", "s-1", reviewer="r", reasons=reasons[:2], command_id="2")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"operators": None}, "operators is NoneType: pass the address"),
        ({"operators": " "}, "operators is blank"),
        ({"operators": ["a@example.jp"]}, "operators is list"),
        ({"defer_effects": "no"}, "defer_effects is str: pass True or False"),
        ({"wording": "x"}, "wording is str: pass a function"),
    ],
)
def test_a_setting_of_another_type_is_refused(settings: dict[str, Any], message: str) -> None:
    """A desk checks all its parts when it is made, not with the first overdue case."""
    with pytest.raises(ConfigurationError, match=message):
        evolve(Room().desk, **settings)


@pytest.mark.parametrize("made", [None, "text"])
def test_a_wording_that_makes_no_message_is_reported(made: object) -> None:
    """What is not a message is never handed to a notifier."""
    desk, room = submitted()
    wording: Any = lambda *_, **__: made  # noqa: E731 - any wording of a host
    silent = evolve(desk, wording=wording)
    silent.observe("c-1", "s-1", [NOTED])
    result = silent.approve("c-1", "s-1", profile=HANAKO, reviewer="r", command_id="2")

    [failed] = result.failed_effects
    assert isinstance(failed.error, ConfigurationError)
    assert "wording returned" in str(failed.error)
    assert room.desk.case("c-1").state is State.APPROVED


@pytest.mark.parametrize("moment", [None, "2026-11-02", date(2026, 11, 2), datetime(2026, 11, 2)])  # noqa: DTZ001
def test_a_clock_that_gives_no_moment_is_reported(moment: Any) -> None:  # noqa: ANN401
    """The clock is named, whatever it gives in place of a moment with its zone."""
    clock: Any = type("Odd", (), {"now": lambda _: moment})()
    home = unobserved(submission())
    desk = evolve(Room().desk, clock=clock)
    with pytest.raises(ConfigurationError, match=r"clock.now\(\) returned"):
        desk.submit("c-1", home, bytes_of(home), CONTACT, command_id="1")


def test_a_text_in_place_of_a_reason_is_not_repeated() -> None:
    """Free text may be personal: the error gives its shape, and where the codes are."""
    with pytest.raises(InvalidValueError, match=r"no reason text of 5 characters.*known_reasons"):
        CROWDWORKS_ARTICLE.require_known_reasons(["花子が嘘を"])


@pytest.mark.parametrize(
    "printed", [PartialDate(None, None, 1), PartialDate(None, 4), PartialDate(None, 4, 1)], ids=str
)
def test_a_birthday_without_its_year_proves_nothing(printed: PartialDate) -> None:
    """A day or a month alone leaves the birth date open, so the case is not accepted."""
    found = CROWDWORKS_ARTICLE.evaluate(submission(birth_date=printed), RECEIVED_AT.date())
    assert found.verdict is Verdict.OPEN


def test_the_moment_of_the_clock_keeps_its_zone() -> None:
    """A clock in another zone is as good as one in Japan."""
    desk, _ = submitted(clock=FixedClock(RECEIVED_AT.astimezone(TOKYO) + timedelta(hours=1)))
    assert desk.case("c-1").state is State.UNDER_REVIEW
