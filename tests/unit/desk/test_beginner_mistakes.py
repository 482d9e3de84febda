"""Mistakes that beginners make at a desk, each with the error and the sentence that they read."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import pytest
from attrs import evolve

from idverify import CROWDWORKS_ARTICLE
from idverify.adapters.memory import FixedClock, MemoryCaseStore, MemoryVault
from idverify.errors import (
    CommandIdReusedError,
    ConfigurationError,
    IdVerifyError,
    IllegalTransitionError,
    InvalidValueError,
    MissingDataError,
    StaleSubmissionError,
    UnknownCaseError,
    UnknownSubmissionError,
    http_status,
)
from support.applicants import CONTACT, HANAKO, RECEIVED_AT, bytes_of, submission, unobserved
from support.desk import Room

CASE = "case-1"
HOME = unobserved(submission())
BYTES = bytes_of(HOME)
SEEN = [document.observation for document in submission().documents]
OK: Final[dict[str, Any]] = {"reviewer": "r-1", "command_id": "c-9"}


def submitted() -> Any:  # noqa: ANN401 - a beginner has no type checker
    """Return a desk with one case under review."""
    room = Room()
    room.desk.submit(CASE, HOME, BYTES, CONTACT, command_id="c-1")
    return room.desk


def withdrawn() -> Any:  # noqa: ANN401
    """Return a desk whose case was withdrawn."""
    desk = submitted()
    desk.withdraw(CASE, command_id="c-2")
    return desk


def redacted() -> Any:  # noqa: ANN401
    """Return a desk whose case was redacted."""
    desk = submitted()
    desk.redact(CASE, command_id="c-2")
    return desk


def seen() -> Any:  # noqa: ANN401
    """Return a desk whose case is ready for a decision."""
    desk = submitted()
    desk.observe(CASE, "s-1", SEEN)
    return desk


def made(**changes: Any) -> Any:  # noqa: ANN401
    """Make a desk with some collaborators exchanged."""
    return evolve(Room().desk, **changes)


Mistake = tuple[Callable[[], object], type[IdVerifyError], int, str]

MISTAKES: list[Mistake] = [
    # Making a desk
    (lambda: made(store=MemoryVault()), ConfigurationError, 500, "pass a case store"),
    (lambda: made(vault=MemoryCaseStore()), ConfigurationError, 500, "pass a vault"),
    (lambda: made(vault=None), ConfigurationError, 500, "vault is NoneType: pass a vault"),
    (lambda: made(notifier="smtp://x"), ConfigurationError, 500, "pass a notifier"),
    (lambda: made(clock=datetime.now), ConfigurationError, 500, "`SystemClock()`"),
    (lambda: made(policy="lancers"), ConfigurationError, 500, "pass a `Policy`"),
    (
        lambda: made(policy=CROWDWORKS_ARTICLE.derive(code="fast", business_days=3)),
        ConfigurationError,
        500,
        "make the clock with business_days=3",
    ),
    (lambda: made(review_clock=5), ConfigurationError, 500, "pass a `ReviewClock`"),
    (lambda: made(on_commit=True), ConfigurationError, 500, "transaction.on_commit"),
    # Submitting
    (
        lambda: submitted().submit(CASE, HOME, {}, CONTACT, command_id="c-2"),
        InvalidValueError,
        422,
        "pass the bytes of each image by its SHA-256",
    ),
    (
        lambda: submitted().submit(CASE, HOME, [*BYTES.values()], CONTACT, command_id="c-2"),
        InvalidValueError,
        422,
        "images must be",
    ),
    (
        lambda: submitted().submit(CASE, HOME, BYTES, "h@example.jp", command_id="c-2"),
        InvalidValueError,
        422,
        "build it with Contact(...)",
    ),
    (
        lambda: submitted().submit(CASE, "s-1", BYTES, CONTACT, command_id="c-2"),
        InvalidValueError,
        422,
        "build it with Submission(...)",
    ),
    (
        lambda: submitted().submit(CASE, HOME, BYTES, CONTACT, command_id="c-2"),
        InvalidValueError,
        422,
        "give each submission a new id",
    ),
    (
        lambda: submitted().submit(CASE, evolve(HOME, id="s-2"), BYTES, CONTACT, command_id="c-1"),
        CommandIdReusedError,
        422,
        "or give a new command_id",
    ),
    (
        lambda: submitted().submit("", HOME, BYTES, CONTACT, command_id="c-2"),
        InvalidValueError,
        422,
        "case_id is empty: give each its own",
    ),
    (
        lambda: submitted().submit("hanako@example.jp", HOME, BYTES, CONTACT, command_id="c-2"),
        InvalidValueError,
        422,
        "case_id",
    ),
    (
        lambda: submitted().submit(7, HOME, BYTES, CONTACT, command_id="c-2"),
        InvalidValueError,
        422,
        "case_id must be text, not int",
    ),
    (
        lambda: redacted().submit(CASE, evolve(HOME, id="s-2"), BYTES, CONTACT, command_id="c-3"),
        IllegalTransitionError,
        409,
        "possible now: nothing, the state is final",
    ),
    # Reviewing
    (lambda: submitted().assess("csae-1"), UnknownCaseError, 404, "check the case id"),
    (lambda: withdrawn().submission(CASE), MissingDataError, 410, "were withdrawn"),
    (
        lambda: submitted().observe(CASE, "s-1", SEEN[0]),
        InvalidValueError,
        422,
        "observations must be",
    ),
    (
        lambda: submitted().observe(CASE, "s-1", []),
        InvalidValueError,
        422,
        "0 observations for 1 documents",
    ),
    (
        lambda: submitted().observe(CASE, "s-1", [{"name": "x"}]),
        InvalidValueError,
        422,
        "build it with Observation(...)",
    ),
    (
        lambda: submitted().observe(CASE, "s-0", SEEN),
        UnknownSubmissionError,
        404,
        "the newest submissions are s-1",
    ),
    (
        lambda: submitted().approve(CASE, "s-1", profile=HANAKO, **OK),
        IllegalTransitionError,
        409,
        "pass them to `observe`",
    ),
    (
        lambda: seen().approve(CASE, "s-1", profile="s-1", **OK),
        InvalidValueError,
        422,
        "build it with Individual(...)",
    ),
    (
        lambda: seen().approve(CASE, "s-1", profile=evolve(HANAKO, kanji_name="見本 華子"), **OK),
        IllegalTransitionError,
        409,
        "record the change with `change_profile`",
    ),
    (
        lambda: seen().approve(CASE, "s-1", profile=HANAKO, reviewer="", command_id="c-9"),
        InvalidValueError,
        422,
        "reviewer is empty: give each its own",
    ),
    (
        lambda: withdrawn().approve(CASE, "s-1", profile=HANAKO, **OK),
        StaleSubmissionError,
        409,
        "it was withdrawn",
    ),
    (
        lambda: seen().reject(CASE, "s-1", reasons=["image.unclaer"], **OK),
        InvalidValueError,
        422,
        "near codes: image.unclear",
    ),
    (
        lambda: seen().reject(CASE, "s-1", reasons="other", **OK),
        InvalidValueError,
        422,
        "put it into a list",
    ),
    (lambda: seen().reject(CASE, "s-1", **OK), InvalidValueError, 422, "reasons is empty"),
    (
        lambda: submitted().revoke(CASE, reasons=["other"], **OK),
        IllegalTransitionError,
        409,
        "revoke is refused while the case is under_review",
    ),
    # Operating
    (lambda: Room().desk.redact("memebr-1", command_id="c"), UnknownCaseError, 404, "memebr-1"),
    (lambda: Room().desk.withdraw(CASE, command_id="c"), UnknownCaseError, 404, "with `submit`"),
    (
        lambda: submitted().redact(CASE, command_id="c-2", contract_ended_on="2026-11-01"),
        InvalidValueError,
        422,
        "contract_ended_on must be",
    ),
    (
        lambda: made(clock=FixedClock(RECEIVED_AT.replace(tzinfo=None))),
        InvalidValueError,
        422,
        ".replace(tzinfo=idverify.TOKYO)",
    ),
    (
        lambda: submitted().perform("c-1/1/0"),
        InvalidValueError,
        422,
        "build it with OutboxEntry(...)",
    ),
]


@pytest.mark.parametrize(
    ("mistake", "kind", "status", "advice"), MISTAKES, ids=[mistake[3] for mistake in MISTAKES]
)
def test_a_mistake_at_the_desk_says_what_to_do(
    mistake: Callable[[], object], kind: type[IdVerifyError], status: int, advice: str
) -> None:
    """The type gives the cause and the HTTP status, and the sentence gives what to do next."""
    with pytest.raises(IdVerifyError) as caught:
        mistake()
    error = caught.value

    assert (type(error), http_status(error)) == (kind, status)
    assert advice in str(error)
    assert error.text_ja


def test_no_two_mistakes_have_one_sentence() -> None:
    """Each mistake has its own sentence, without personal data."""
    sentences = set()
    for mistake, *_ in MISTAKES:
        with pytest.raises(IdVerifyError) as caught:
            mistake()
        sentences.add(str(caught.value))

    assert len(sentences) == len(MISTAKES)
    assert not [each for each in sentences if "花子" in each or "example.jp" in each]
