"""Observations belong to the submission that is current, and to no other."""

from datetime import UTC, date, datetime

import pytest

from idverify.adapters.memory import FixedClock, MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.errors import InvalidValue
from idverify.policy.presets.crowdworks_article import CROWDWORKS_ARTICLE
from idverify.service import VerificationDesk
from idverify.vocabulary.applicants import Address, Individual
from idverify.vocabulary.contacts import Contact
from idverify.vocabulary.documents import DocumentKind
from idverify.vocabulary.submissions import Document, Medium, Observation, Submission

HANAKO = Individual(
    kanji_name="見本 花子",
    kana_name="ミホン ハナコ",
    birth_date=date(1990, 4, 1),
    address=Address("東京都千代田区千代田1-1"),
)


def _desk() -> VerificationDesk:
    return VerificationDesk(
        store=MemoryCaseStore(),
        vault=MemoryVault(),
        notifier=MemoryNotifier(),
        clock=FixedClock(datetime(2025, 4, 24, 3, 0, tzinfo=UTC)),
        policy=CROWDWORKS_ARTICLE,
        review_clock=ReviewClock(BusinessCalendar.japan()),
        operators="operators@example.jp",
    )


def test_what_was_noted_of_a_replaced_submission_is_refused_and_not_kept() -> None:
    """The reviewer who has the old submission open is told so, and nothing is written."""
    desk = _desk()
    for name in ("s-1", "s-2"):
        licence = Document(kind=DocumentKind.DRIVERS_LICENSE)
        submission = Submission(id=name, applicant=HANAKO, documents=[licence])
        contact = Contact(name="見本 花子", email="hanako@example.jp")
        desk.submit("c-1", submission, {}, contact, command_id=name)
    kept = desk.vault.get("c-1", "submission/s-1")

    with pytest.raises(InvalidValue, match="not the current one"):
        desk.observe("c-1", "s-1", [Observation(medium=Medium.ORIGINAL)])

    assert desk.vault.get("c-1", "submission/s-1") == kept
