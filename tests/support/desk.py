"""A desk on dictionaries, and the one place where tests make a review clock."""

from datetime import datetime, time, timedelta

from attrs import field, frozen

from idverify.adapters.memory import FixedClock, MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.calendar.business_days import BusinessCalendar
from idverify.calendar.deadline import ReviewClock
from idverify.desk.desk import VerificationDesk
from idverify.lifecycle.events import ReviewDeadline
from idverify.policy.policy import Policy
from idverify.ports import CaseStore, Message, Notifier, Vault
from idverify.presets.crowdworks_article import CROWDWORKS_ARTICLE
from support.applicants import RECEIVED_AT

CLOCK = ReviewClock(BusinessCalendar.japan())


def due_of(moment: datetime) -> ReviewDeadline:
    """Return the deadline of a receipt as events keep it."""
    found = CLOCK.deadline(moment)
    return ReviewDeadline(
        received_on=found.received_on,
        due_on=found.due_on,
        ends_at=datetime.combine(found.due_on + timedelta(days=1), time(), CLOCK.zone),
        is_provisional=found.is_provisional,
    )


class BrokenNotifier:
    """A mail server that is down until it is mended."""

    def __init__(self) -> None:
        self.is_down = True
        self.inner = MemoryNotifier()

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Fail, or keep the message."""
        if self.is_down:
            raise ConnectionError("the mail server is down")
        self.inner.send(key, recipient, message)


@frozen
class Room:
    """A desk with its four surroundings at hand."""

    store: CaseStore = field(factory=MemoryCaseStore)
    vault: Vault = field(factory=MemoryVault)
    notifier: Notifier = field(factory=MemoryNotifier)
    clock: FixedClock = field(factory=lambda: FixedClock(RECEIVED_AT))
    policy: Policy = CROWDWORKS_ARTICLE

    @property
    def desk(self) -> VerificationDesk:
        """A desk in this room; any number of them see the same."""
        return VerificationDesk(
            store=self.store,
            vault=self.vault,
            notifier=self.notifier,
            clock=self.clock,
            policy=self.policy,
            review_clock=CLOCK,
            operators="operators@example.jp",
        )
