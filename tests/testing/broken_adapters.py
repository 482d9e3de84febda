"""Adapters that are each wrong in one way, on purpose."""

# ruff: noqa: ANN401, ARG002 - what is broken does not read what it is given

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from attrs import evolve

from idverify.adapters.memory import MemoryCaseStore, MemoryNotifier, MemoryVault
from idverify.adapters.vault import LocalKeyProvider
from idverify.errors import CommandIdReusedError, DataError, VersionConflictError
from idverify.lifecycle.effects import Effect
from idverify.lifecycle.events import DeadlinePassed, Event
from idverify.ports import Delivery, Message, QueueEntry
from idverify.testing._store_laws import make_submitted

# -- stores --------------------------------------------------------------------------------------


class LosesAWrite(MemoryCaseStore):
    """The last of several events never arrives."""

    def append(
        self, case_id: str, events: Sequence[Event], effects: Sequence[Effect], **rest: Any
    ) -> bool:
        """Keep all but the last of several."""
        return super().append(case_id, events[:-1] or events, effects, **rest)


class IgnoresTheVersion(MemoryCaseStore):
    """Whoever comes late overwrites nothing, and is not told either."""

    def append(self, case_id: str, *given: Any, expected_version: int, **rest: Any) -> bool:
        """Take whatever version there is for the expected one."""
        actual = len(self.history(case_id))
        return super().append(case_id, *given, expected_version=actual, **rest)


class Reorders(MemoryCaseStore):
    """Events come back the newest first."""

    def history(self, case_id: str) -> Sequence[Event]:
        """Return them the wrong way round."""
        return super().history(case_id)[::-1]


class HalfAppends(MemoryCaseStore):
    """A refused append has left its effects behind."""

    def append(
        self, case_id: str, events: Sequence[Event], effects: Sequence[Effect], **rest: Any
    ) -> bool:
        """Note the command before looking at the version."""
        seen = self.find_command_digest(case_id, rest["command_id"]) is not None
        try:
            return super().append(case_id, events, effects, **rest)
        finally:
            if events and not seen:
                self._commands[case_id, rest["command_id"]] = ""


class CountsTwice(MemoryCaseStore):
    """A request that arrives twice is done twice."""

    def find_command_digest(self, case_id: str, command_id: str) -> str | None:
        """Remember nothing."""
        return None

    def append(self, case_id: str, *given: Any, expected_version: int, **rest: Any) -> bool:
        """Append whatever comes."""
        actual = len(self.history(case_id))
        return super().append(case_id, *given, expected_version=actual, **rest)


class MistakesTheRequest(MemoryCaseStore):
    """A used command id is answered as repeated, whatever it is used for."""

    def append(self, case_id: str, *given: Any, command_digest: str = "", **rest: Any) -> bool:
        """Compare nothing."""
        seen = self.find_command_digest(case_id, rest["command_id"])
        digest = command_digest if seen is None else ""
        return super().append(case_id, *given, command_digest=digest, **rest)


class LosesTheDigest(MemoryCaseStore):
    """The digest of a request is not recorded."""

    def append(self, case_id: str, *given: Any, command_digest: str = "", **rest: Any) -> bool:
        """Drop the digest."""
        return super().append(case_id, *given, **rest)


class DemandsADigest(MemoryCaseStore):
    """A request without a digest equals only another one without."""

    def append(self, case_id: str, *given: Any, command_digest: str = "", **rest: Any) -> bool:
        """Compare the texts."""
        seen = self.find_command_digest(case_id, rest["command_id"])
        if seen is not None and seen != command_digest:
            raise CommandIdReusedError(case_id, rest["command_id"])
        return super().append(case_id, *given, command_digest=command_digest, **rest)


class MixesCases(MemoryCaseStore):
    """Ids are compared without regard to capitals."""

    def append(self, case_id: str, *given: Any, **rest: Any) -> bool:
        """Append under the small id."""
        return super().append(case_id.lower(), *given, **rest)

    def history(self, case_id: str) -> Sequence[Event]:
        """Read under the small id."""
        return super().history(case_id.lower())


class ReusesKeys(MemoryCaseStore):
    """Keys of effects begin again after each settlement."""

    def append(self, case_id: str, *given: Any, **rest: Any) -> bool:
        """Give the effects of every append the same keys."""
        known = set(self._outbox)
        added = super().append(case_id, *given, **rest)
        new = [key for key in self._outbox if key not in known]
        for number, key in enumerate(new):
            promise = self._outbox.pop(key)
            promise.entry = evolve(promise.entry, key=f"{case_id}/{number}")
            self._outbox[promise.entry.key] = promise
        return added


class InventsABeginning(MemoryCaseStore):
    """A case nobody has written to has begun."""

    def history(self, case_id: str) -> Sequence[Event]:
        """Return something in any case."""
        return super().history(case_id) or (make_submitted(),)


class ForgivesTheStale(MemoryCaseStore):
    """A late writer is answered like one who came twice."""

    def append(self, case_id: str, *given: Any, **rest: Any) -> bool:
        """Keep the conflict to itself."""
        try:
            return super().append(case_id, *given, **rest)
        except VersionConflictError:
            return False


class TakesTheFuture(MemoryCaseStore):
    """Only writers who are late are refused."""

    def append(self, case_id: str, *given: Any, expected_version: int, **rest: Any) -> bool:
        """Bring down what is expected too early."""
        actual = min(expected_version, len(self.history(case_id)))
        return super().append(case_id, *given, expected_version=actual, **rest)


class KnowsEveryCommand(MemoryCaseStore):
    """A command id that one case has used is used up for all."""

    def find_command_digest(self, case_id: str, command_id: str) -> str | None:
        """Look at the id only."""
        digests = (text for (_, seen), text in self._commands.items() if command_id == seen)
        return next(digests, None)


class TakesEmptyAppends(MemoryCaseStore):
    """Effects need no event."""

    def append(
        self, case_id: str, events: Sequence[Event], effects: Sequence[Effect], **rest: Any
    ) -> bool:
        """Promise what nothing explains."""
        if events:
            return super().append(case_id, events, effects, **rest)
        super().append(case_id, [make_submitted()], effects, **rest)
        self._histories.pop(case_id)
        return True


class SettlesTheRest(MemoryCaseStore):
    """Whoever settles one effect settles all that wait."""

    def acknowledge(self, *keys: str) -> None:
        """Settle too much."""
        self._outbox.clear()


class RingsInOrderOfSetting(MemoryCaseStore):
    """Alarms come in the order in which they were set."""

    def alarms_until(self, moment: datetime) -> Sequence[str]:
        """Do not sort."""
        return tuple(case_id for case_id, at in self._alarms.items() if at <= moment)


class ReadsTheWallClock(MemoryCaseStore):
    """Moments are kept as the clock on the wall showed them, without their zone."""

    def set_alarm(self, case_id: str, at: datetime) -> None:
        """Lose the zone."""
        super().set_alarm(case_id, at.replace(tzinfo=UTC))


# -- queues and outboxes, which stores are too -------------------------------------------------


class LendsTwice(MemoryCaseStore):
    """Leases are written down and never read."""

    def claim(self, reviewer: str, *, now: datetime, until: datetime, limit: int = 1) -> Any:
        """Look at the queue long after every lease."""
        return super().claim(
            reviewer, now=datetime.max.replace(tzinfo=UTC), until=until, limit=limit
        )


class LastComeFirstServed(MemoryCaseStore):
    """The queue is a pile."""

    def waiting(self, *, limit: int = 100) -> Sequence[QueueEntry]:
        """Begin with the latest deadline."""
        return super().waiting()[::-1][:limit]


class AnybodyGivesBack(MemoryCaseStore):
    """A lease can be ended by whoever asks."""

    def release(self, case_id: str, reviewer: str) -> None:
        """Give the case back in the name of whoever has it."""
        entry = self.get_entry(case_id)
        super().release(case_id, entry.reviewer or reviewer if entry else reviewer)


class CountsWithoutTheDay(MemoryCaseStore):
    """Cases are counted by state alone."""

    def counts(self) -> Any:
        """Leave out when they are due."""
        return Counter((entry.state, None) for entry in self._queue.values())


class KeepsAnOldView(MemoryCaseStore):
    """The row of a case is written when it begins, and never again."""

    def append(self, case_id: str, *given: Any, **rest: Any) -> bool:
        """Put the first row back."""
        before = self._queue.get(case_id)
        added = super().append(case_id, *given, **rest)
        if before:
            self._queue[case_id] = before
        return added


class TakesANoteForADecision(MemoryCaseStore):
    """Any event takes the case from the reviewer who has it."""

    def append(self, case_id: str, *given: Any, **rest: Any) -> bool:
        """End the lease."""
        added = super().append(case_id, *given, **rest)
        if not isinstance(given[0][-1], DeadlinePassed):
            self._queue[case_id] = evolve(self._queue[case_id], reviewer=None, leased_until=None)
        return added


class LeaseOutlivesItsReason(MemoryCaseStore):
    """Who has a case keeps it, whatever is handed in or decided."""

    def append(self, case_id: str, *given: Any, **rest: Any) -> bool:
        """Carry the lease over."""
        before = self._queue.get(case_id)
        added = super().append(case_id, *given, **rest)
        if before:
            self._queue[case_id] = evolve(
                self._queue[case_id], reviewer=before.reviewer, leased_until=before.leased_until
            )
        return added


class TakesTwice(MemoryCaseStore):
    """Two relays are handed the same effect."""

    def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Let what is lent out come back at once."""
        return super().lease(now=now, until=now, limit=limit)


class OvertakesItself(MemoryCaseStore):
    """All effects of a case go out together."""

    def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Ask until nothing is left."""
        taken: list[Delivery] = []
        for promise in self._outbox.values():
            if promise.error is None and (promise.next_at is None or promise.next_at <= now):
                promise.next_at, promise.attempts = until, promise.attempts + 1
                taken.append(Delivery(promise.entry, promise.attempts))
        return taken[:limit]


class IgnoresTheLimit(MemoryCaseStore):
    """A relay is handed all there is."""

    def lease(self, *, now: datetime, until: datetime, limit: int) -> Sequence[Delivery]:
        """Take no notice of what was asked for."""
        return super().lease(now=now, until=until, limit=99)


class TriesAtOnce(MemoryCaseStore):
    """What was put back is tried again without a pause."""

    def postpone(self, key: str, *, until: datetime, error: str) -> None:
        """Forget the moment."""
        super().postpone(key, until=datetime.min.replace(tzinfo=UTC), error=error)


class LosesDeadLetters(MemoryCaseStore):
    """What was given up on is thrown away."""

    def dead_letter(self, key: str, *, error: str) -> None:
        """Settle it instead."""
        self.acknowledge(key)


class CountsOnAfterRevival(MemoryCaseStore):
    """A revived effect has its old attempts behind it."""

    def requeue(self, key: str) -> None:
        """Keep the count."""
        if key in self._outbox:
            promise = self._outbox[key]
            promise.error = promise.next_at = None


# -- vaults --------------------------------------------------------------------------------------


class ReadsAsText(MemoryVault):
    """Bytes that are no text come back with replacement characters."""

    def get(self, case_id: str, name: str) -> bytes | None:
        """Decode and encode."""
        kept = super().get(case_id, name)
        return None if kept is None else kept.decode(errors="replace").encode()


class KeepsTheFirst(MemoryVault):
    """What is put under a name that is taken is lost."""

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep what is there."""
        kept = self.names(case_id)
        super().put(case_id, [item for item in list(items) if item[0] not in kept])


class PurgesEverybody(MemoryVault):
    """One case purged, all purged."""

    def purge(self, case_id: str) -> None:
        """Forget too much."""
        self._items.clear()
        self._salts.clear()


class AnswersWithNothing(MemoryVault):
    """What was never kept is an empty file."""

    def get(self, case_id: str, name: str) -> bytes | None:
        """Return no bytes in place of none."""
        return super().get(case_id, name) or b""


class LeaksAfterPurge(MemoryVault):
    """The items stay; only the salt goes."""

    def purge(self, case_id: str) -> None:
        """Forget too little."""
        self._salts.pop(case_id, None)


class KeepsTheSalt(MemoryVault):
    """The items go; the salt stays, so that fingerprints can still be tried."""

    def purge(self, case_id: str) -> None:
        """Forget too little."""
        self._items.pop(case_id, None)


class HalfPuts(MemoryVault):
    """Items are kept one by one until one fails."""

    def put(self, case_id: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep what came before the failure."""
        for item in items:
            super().put(case_id, [item])


class DropsAll(MemoryVault):
    """Whoever drops one item loses all."""

    def drop(self, case_id: str, names: Iterable[str]) -> None:
        """Drop too much."""
        self._items.pop(case_id, None)


# -- keys ----------------------------------------------------------------------------------------


class WrapsForAnybody:
    """A key that was wrapped for one case opens in any other."""

    keys = LocalKeyProvider.from_key(b"k" * 32)

    def wrap(self, key: bytes, case_id: str) -> bytes:
        """Bind it to no case."""
        return self.keys.wrap(key, "any")

    def unwrap(self, wrapped: bytes, case_id: str) -> bytes:
        """Ask for no case."""
        return self.keys.unwrap(wrapped, "any")


class WrapsInTheClear:
    """The key stands beside its case, for everybody to read and to change."""

    def wrap(self, key: bytes, case_id: str) -> bytes:
        """Write both down."""
        return case_id.encode() + b"|" + key

    def unwrap(self, wrapped: bytes, case_id: str) -> bytes:
        """Look at the case only."""
        whose, _, key = wrapped.partition(b"|")
        if whose != case_id.encode():
            raise DataError("$", "the key of another case", "別の案件の鍵です。")
        return key


# -- notifiers -----------------------------------------------------------------------------------


class SendsTwice(MemoryNotifier):
    """Each message goes out twice."""

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Send once more under another key."""
        super().send(key, recipient, message)
        super().send(f"{key}/again", recipient, message)


class DropsRepeats(MemoryNotifier):
    """What says the same is taken for a repetition."""

    def send(self, key: str, recipient: str, message: Message) -> None:
        """Send each text once."""
        super().send(message.body, recipient, message)
