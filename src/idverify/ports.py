"""What the library asks of its surroundings: four small promises.

Whoever keeps one of them can plug in anything: a dictionary, SQLite, PostgreSQL.
The promises stand here as sentences and in the tests as laws.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from attrs import frozen

from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import Event

__all__ = ["CaseStore", "Clock", "Message", "Notifier", "OutboxEntry", "Vault"]


@frozen(kw_only=True)
class Message:
    """A text for a person: plain, without mark-up."""

    subject: str
    body: str


@frozen
class OutboxEntry:
    """An effect that has been promised and not yet been confirmed as done."""

    key: str
    """The same for every delivery of this effect: receivers use it to drop repeats."""
    case_id: str
    effect: Effect


class CaseStore(Protocol):
    """Keeps the history of each case, in order and for good.

    - What was appended is read back, in order, also after a restart.
    - An append whose `expected` is not the number of events kept raises
      `VersionConflict` and changes nothing.
    - An append with a `command_id` that was seen before for this case changes
      nothing and returns False, whatever else it carries.
    - Events and effects of one append are kept together or not at all.
    """

    def history(self, case_id: str) -> Sequence[Event]:
        """Return every event of the case, the oldest first; none for an unknown case."""
        ...

    def has_seen(self, case_id: str, command_id: str) -> bool:
        """Whether an append with this command id was kept for the case."""
        ...

    def append(
        self,
        case_id: str,
        events: Sequence[Event],
        effects: Sequence[Effect],
        *,
        expected: int,
        command_id: str,
    ) -> bool:
        """Add events and the effects they ask for; True if they were added now."""
        ...

    def outstanding(self) -> Sequence[OutboxEntry]:
        """Return the effects not yet settled, the oldest first."""
        ...

    def settle(self, key: str) -> None:
        """Confirm that an effect was performed; doing so twice is harmless."""
        ...

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Remember to look at the case at a moment, instead of any moment set before."""
        ...

    def clear_alarm(self, case_id: str) -> None:
        """Forget the alarm of a case; harmless if there is none."""
        ...

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Return the cases whose alarm is at or before *moment*, the earliest first."""
        ...


class Vault(Protocol):
    """Keeps what is personal: profiles, transcriptions and images, by case and name.

    - What was put is got back byte for byte, also after a restart; putting again replaces.
    - After `purge` nothing of the case can be got any more, and its disk space is
      overwritten or encrypted under a destroyed key.
    """

    def salt(self, case_id: str) -> bytes:
        """Return the secret of the case: at least 16 random bytes, made at the first call.

        It is the same at every call until `purge` destroys it.
        """
        ...

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep all of *items*, or none of them."""
        ...

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return what was put under this name, or None."""
        ...

    def names(self, case_id: str) -> Collection[str]:
        """Return the names under which something is kept for the case."""
        ...

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Destroy some items of a case; harmless if they are not there."""
        ...

    def purge(self, case_id: str) -> None:
        """Destroy everything kept of a case."""
        ...


class Notifier(Protocol):
    """Tells people; called at least once for each notification, with the same key each time."""

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Deliver one message, or raise; a message with a key delivered before may be dropped."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, with a time zone."""
        ...
