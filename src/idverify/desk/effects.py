"""Effects of a desk: alarms, notifications, and the destruction of data."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, assert_never

from attrs import frozen

from idverify.calendar.deadline import ReviewClock
from idverify.desk.case_reader import CaseReader
from idverify.desk.guards import read_clock
from idverify.desk.notifications import send_notification
from idverify.desk.operations import Operation, call
from idverify.desk.reminders import next_review_alarm
from idverify.desk.results import FailedEffect
from idverify.errors import PermanentDeliveryError
from idverify.lifecycle.effects import (
    DropImages,
    MaskImages,
    Notify,
    Purge,
    StartRetentionClock,
    StartReviewClock,
)
from idverify.ports import CaseStore, Clock, Notifier, OutboxEntry
from idverify.render.messages import MessageComposer

__all__ = ["PURGE_GRACE", "EffectSteps"]

#: How long a purge is postponed for the messages before it, which need the contact.
PURGE_GRACE: Final = timedelta(days=1)


@frozen(kw_only=True)
class EffectSteps(CaseReader):
    """Performs the effects of steps over the ports of a desk."""

    store: CaseStore
    notifier: Notifier
    clock: Clock
    review_clock: ReviewClock
    operators: str
    wording: MessageComposer
    defer_effects: bool
    after_commit: Callable[[], object] | None
    """Asks the host to perform effects after its commit; None: they are performed here."""

    def perform_effects(self) -> Operation[tuple[FailedEffect, ...]]:
        """Perform every outstanding effect, the oldest first; return those that failed."""
        failed, blocked = [], set[str]()
        for entry in (yield from call(self.store.outstanding)):
            if entry.case_id in blocked and not (yield from self._may_pass(entry)):
                continue
            error = yield from self._try_to_perform(entry)
            if error is None:
                yield from call(self.store.acknowledge, entry.key)
                continue
            failed.append(FailedEffect(entry, error))
            if not isinstance(error, PermanentDeliveryError):
                blocked.add(entry.case_id)
        return tuple(failed)

    def _may_pass(self, entry: OutboxEntry) -> Operation[bool]:
        """Return whether an effect is performed although a message before it failed.

        Messages stay in order. A purge waits for them for `PURGE_GRACE`: they need the contact
        that it destroys, but a dead mailbox must not keep personal data.
        """
        if not isinstance(entry.effect, Purge):
            return not isinstance(entry.effect, Notify)
        history = yield from call(self.store.history, entry.case_id)
        return history[-1].at + PURGE_GRACE <= self._now()

    def _now(self) -> datetime:
        return read_clock(self.clock)

    def _try_to_perform(self, entry: OutboxEntry) -> Operation[Exception | None]:
        try:
            yield from self.perform(entry)
        except Exception as error:  # noqa: BLE001 - one failing mailbox must not stop others
            return error
        return None

    def perform(self, entry: OutboxEntry) -> Operation[None]:
        """Perform one effect, or raise; the caller acknowledges it afterwards."""
        case_id = entry.case_id
        match entry.effect:
            case StartReviewClock(at=ends_at):
                at = next_review_alarm(ends_at, self.review_clock, self._now())
                yield from call(self.store.set_alarm, case_id, at)
            case StartRetentionClock(at=moment):
                yield from call(self.store.set_alarm, case_id, moment)
            case DropImages() | MaskImages() as effect:
                yield from self.file(case_id).destroy_noncompliant_images(effect)
            case Purge():
                yield from call(self.store.clear_alarm, case_id)
                yield from self.file(case_id).purge()
            case Notify() as notify:
                yield from send_notification(self, entry.key, case_id, notify)
            case _:
                assert_never(entry.effect)

    def _perform_now(self) -> Operation[tuple[FailedEffect, ...]]:
        if self.after_commit is not None:
            self.after_commit()
            return ()
        return () if self.defer_effects else (yield from self.perform_effects())
